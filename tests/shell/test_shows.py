"""The folder of shows: new, opened, duplicated, listed, and files that are damaged or something else."""

import asyncio
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest

from liveops_desktop.core.clock import MINUTE, Instant, Span
from liveops_desktop.core.cue import Cue, CueId, Header, TimeOfDay
from liveops_desktop.core.intents import Hold, Take
from liveops_desktop.core.show import Show
from liveops_desktop.core.timetext import read_time_of_day
from liveops_desktop.core.zone import instant_of
from liveops_desktop.shell.session import Session
from liveops_desktop.shell.shows import CannotOpen, Shows, damage_words, file_name, local_day, soon
from liveops_desktop.store.reading import read_facts
from liveops_desktop.store.scan import Damage, Wrong
from tests.shell.conftest import InLoop, until

HEADER = Header("Kitchen night / 厨房", date(2026, 11, 26), "Asia/Shanghai", TimeOfDay(Span(72_000_000)))
CUES = (Cue(CueId("a"), "Opening", Span(60_000)), Cue(CueId("b"), "Hero", Span(120_000)))


@pytest.fixture
def shows(tmp_path: Path) -> Shows:
    clock = iter(range(1_000_000, 10**9, 1_000))
    return Shows(tmp_path, "desk", lambda: Instant(next(clock)), lambda: None)


async def served(session: Session, facts: int) -> Show:
    """Serve *session* until its show has *facts* facts, then close it."""
    task = asyncio.create_task(session.desk.serve())
    await until(lambda: session.desk.show.facts >= facts and not session.desk.pending, f"{facts} facts")
    await closed(session, task)
    return session.desk.show


async def closed(session: Session, task: "asyncio.Task[None] | None" = None) -> None:
    session.stop()
    if task is not None:
        task.cancel()
        await asyncio.wait({task})
    await session.desk.close()
    await asyncio.to_thread(session.samples.close)
    session.deleteLater()


async def made(shows: Shows) -> Path:
    session = await shows.new(HEADER, CUES, "Ann")
    await served(session, 2)
    return Path(session.path)


def test_a_new_show_is_on_disk_and_listed(shows: Shows, tmp_path: Path, in_loop: InLoop) -> None:
    async def story() -> None:
        path = await made(shows)
        assert path.parent == tmp_path
        assert path.name.startswith("2026-11-26-kitchen-night-厨房-")
        session = await shows.open(path)
        assert session.desk.show.header == HEADER
        assert session.desk.show.cues == CUES
        assert shows.damage == ""
        await closed(session)
        (entry,) = await shows.listing()
        assert (entry.title, entry.cues, entry.state, entry.path) == (HEADER.title, 2, "planned", str(path))

    in_loop(story)


@pytest.mark.parametrize(
    ("title", "begins"), [("../../etc/passwd", "2026-11-26-etc-passwd-"), ("***", "2026-11-26-show-"), ("x" * 300, "2")]
)
def test_no_title_makes_a_bad_file_name(title: str, begins: str) -> None:
    name = file_name(msgspec.structs.replace(HEADER, title=title))
    assert name.startswith(begins)
    assert "/" not in name
    assert len(name.encode()) < 200
    assert name != file_name(msgspec.structs.replace(HEADER, title=title)), "two shows of one title are two files"


def test_a_rehearsal_is_the_plan_without_what_happened(shows: Shows, in_loop: InLoop) -> None:
    async def story() -> None:
        path = await made(shows)
        session = await shows.open(path)
        session.send(Take(CUES[0].id, None), "Ann")
        task = asyncio.create_task(session.desk.serve())
        await until(lambda: session.desk.show.air.run is not None, "on air")
        run = session.desk.show.air.run
        assert run is not None
        session.send(Hold(run.id), "Ann")
        await until(lambda: session.desk.show.facts == 4, "held")
        before = read_facts(path)
        asked = read_time_of_day("15:15")
        copy = await shows.rehearse(path, asked, who="Li")  # also while the show is open and on air
        show = await served(copy, 2)
        # 1970-01-01 08:16 in Shanghai
        assert show.header == msgspec.structs.replace(HEADER, rehearsal=True, date=date(1970, 1, 1), start=asked)
        assert [(cue.title, cue.planned) for cue in show.cues] == [(cue.title, cue.planned) for cue in CUES]
        assert show.air.started_at is None
        assert {fact.who for fact in read_facts(Path(copy.path))} == {"Li"}
        assert read_facts(path) == before
        await closed(session, task)

    in_loop(story)


def test_a_rehearsal_without_a_start_begins_at_the_next_quarter_of_an_hour_with_its_hard_times(
    shows: Shows, in_loop: InLoop
) -> None:
    async def story() -> None:
        hard = msgspec.structs.replace(CUES[1], hard=read_time_of_day("20:30"))
        show = await served(await shows.new(HEADER, (CUES[0], hard), "Ann"), 2)
        assert show.header == HEADER
        (entry,) = await shows.listing()
        rehearsal = await served(await shows.rehearse(Path(entry.path), None, who="Li"), 2)
        assert rehearsal.header is not None
        assert rehearsal.header.start == read_time_of_day("8:30")
        assert rehearsal.cues[1].hard == read_time_of_day("9:00")
        plain = await served(await shows.duplicate(Path(entry.path), who="Li"), 2)
        assert plain.header == HEADER
        assert plain.cues[1].hard == hard.hard

    in_loop(story)


async def _fails(opening: "Callable[[], object]") -> str:
    with pytest.raises(CannotOpen) as told:
        await opening()  # type: ignore[misc]  # each is one of the coroutine functions below
    return str(told.value)


def test_what_is_no_show_is_told_in_a_sentence(shows: Shows, tmp_path: Path, in_loop: InLoop) -> None:
    (tmp_path / "holiday.show").write_bytes(b"\x89PNG " * 2_000)

    async def story() -> None:
        assert await _fails(lambda: shows.open(tmp_path / "holiday.show")) == "holiday.show is not a show."
        assert "holiday.show" in await _fails(lambda: shows.duplicate(tmp_path / "holiday.show", who=""))

    in_loop(story)
    assert (tmp_path / "holiday.show").read_bytes() == b"\x89PNG " * 2_000


def test_a_file_that_is_gone_is_not_made_anew(shows: Shows, tmp_path: Path, in_loop: InLoop) -> None:
    async def story() -> None:
        with pytest.raises(FileNotFoundError):
            await shows.open(tmp_path / "gone.show")

    in_loop(story)
    assert not (tmp_path / "gone.show").exists()


def test_a_damaged_show_opens_as_a_copy_and_says_what_is_missing(shows: Shows, tmp_path: Path, in_loop: InLoop) -> None:
    async def story() -> None:
        path = await made(shows)
        whole = path.read_bytes()
        at = whole.rindex(b"Hero")
        path.write_bytes(whole[:at] + b"Zero" + whole[at + 4 :])
        torn = path.read_bytes()
        session = await shows.open(path)
        assert Path(session.path) != path
        assert session.desk.show.cues == ()
        assert shows.damage.startswith("1 fact of 2. ")
        assert str(path) in shows.damage
        assert path.read_bytes() == torn
        await closed(session)
        again = await shows.open(Path(session.path))
        assert shows.damage == "", "the copy is whole"
        await closed(again)

    in_loop(story)


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (Damage(Path("a.show"), Wrong.SHORTER, 297, 3), "3 facts of 300. The damaged file is kept: a.show."),
        (Damage(Path("a.show"), Wrong.CHANGED, 9, 1), "1 fact of 10. The damaged file is kept: a.show."),
        (
            Damage(Path("a.show"), Wrong.UNREADABLE, 12, None),
            "what came after the first 12 facts, nobody can say how much. The damaged file is kept: a.show.",
        ),
        (
            Damage(Path("a.show"), Wrong.CHANGED, 9, 11, Path("b.show"), 15),
            "11 facts of 20. The damaged file is kept: a.show. A backup holds 15 facts: b.show.",
        ),
        (
            Damage(Path("a.show"), Wrong.CHANGED, 9, 11, Path("b.show"), 9),
            "11 facts of 20. The damaged file is kept: a.show.",
        ),
    ],
)
def test_damage_in_words(damage: Damage, says: str) -> None:
    assert damage_words(damage) == says


def test_the_day_is_that_of_the_systems_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    day, zone = local_day(Instant(1_795_696_200_000))  # 2026-11-26 12:30 UTC
    assert zone
    assert abs((day - date(2026, 11, 26)).days) <= 1


@pytest.mark.parametrize(
    ("now", "zone", "day", "start"),
    [
        ("2026-11-26T22:31:00+00:00", "UTC", date(2026, 11, 26), "22:45"),
        ("2026-11-26T22:40:00+00:00", "UTC", date(2026, 11, 26), "22:45"),
        ("2026-11-26T22:40:01+00:00", "UTC", date(2026, 11, 26), "23:00"),  # less than five minutes is no time
        ("2026-11-26T23:50:00+00:00", "UTC", date(2026, 11, 27), "0:00"),
        ("2026-11-26T16:02:00+00:00", "Asia/Kathmandu", date(2026, 11, 26), "22:00"),  # 21:47 there
    ],
)
def test_soon_is_the_next_quarter_of_an_hour(now: str, zone: str, day: date, start: str) -> None:
    at = Instant(int(datetime.fromisoformat(now).timestamp() * 1_000))
    assert soon(at, zone) == (day, read_time_of_day(start))


def test_soon_in_the_hour_that_comes_twice_is_the_second_one() -> None:
    at = Instant(
        int(datetime(2026, 10, 25, 1, 20, tzinfo=UTC).timestamp() * 1_000)
    )  # Berlin: 02:20 for the second time
    day, start = soon(at, "Europe/Berlin")
    assert instant_of(day, start, "Europe/Berlin") - at == 10 * MINUTE
