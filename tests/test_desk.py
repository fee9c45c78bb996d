"""The desk: journal first, then show, then tell."""

import asyncio
import threading
from pathlib import Path

import pytest

from liveops_desktop import desk as desk_module
from liveops_desktop.core.clock import Instant
from liveops_desktop.core.facts import Fact, NoteAdded, RunId
from liveops_desktop.core.intents import AddNote, CreateShow, Hold
from liveops_desktop.core.journal import StorageOutage
from liveops_desktop.core.refusal import Reason
from liveops_desktop.desk import REFUSALS_KEPT
from liveops_desktop.store.memory import MemoryJournal
from liveops_desktop.store.reading import read_facts
from tests.crew import HEADER, T0, Crew, crew, file


def test_a_wish_becomes_a_fact_on_disk_and_then_the_show(tmp_path: Path) -> None:
    async def run() -> None:
        async with crew(file(tmp_path)) as one:
            one.send(CreateShow(HEADER), "Bo")
            one.time = Instant(T0 + 5)
            one.send(AddNote("hello", "EXE"))
            await one.answered()
            assert one.desk.show.header == HEADER
            assert one.notes() == ["hello"]
            assert one.desk.saving is None
            assert one.desk.refusals == {}

    asyncio.run(run())
    first, second = read_facts(tmp_path / "shows" / "a.show")
    assert second == Fact(
        "desk-w2", "desk", 2, None, Instant(T0 + 5), Instant(T0 + 5), "Ann", NoteAdded("hello", "EXE")
    )
    assert (first.id, first.station_seq, first.who) == ("desk-w1", 1, "Bo")


def test_sending_only_queues(tmp_path: Path) -> None:
    async def run() -> None:
        one = Crew(file(tmp_path))
        await one.desk.load()
        wish = one.send(CreateShow(HEADER))
        assert one.desk.pending == {wish: T0}
        assert one.desk.show.facts == 0
        assert len(one.told) == 2, "once loaded, once pending"
        await one.desk.close()

    asyncio.run(run())


def test_what_is_told_is_on_disk(tmp_path: Path) -> None:
    """At each change a second reader of the file sees at least as many facts as are shown."""

    async def run() -> None:
        async with crew(file(tmp_path)) as one:
            path = tmp_path / "shows" / "a.show"
            seen: list[tuple[int, int]] = []
            tell = one.desk._changed

            def look() -> None:
                seen.append((one.desk.show.facts, len(read_facts(path))))
                tell()

            one.desk._changed = look
            one.send(CreateShow(HEADER))
            for number in range(20):
                one.send(AddNote(f"{number}"))
            await one.answered()
            assert all(shown <= kept for shown, kept in seen)
            assert seen[-1] == (21, 21)

    asyncio.run(run())


def test_no_fact_lies_before_the_one_it_follows() -> None:
    async def run() -> None:
        journal = MemoryJournal()
        async with crew(journal) as one:
            one.send(CreateShow(HEADER))
            one.time = Instant(T0 - 5_000)
            one.send(AddNote("the clock went back"))
            await one.answered()
            assert [(fact.at, fact.pressed_at) for fact in journal.read()] == [(T0, T0), (T0, T0 - 5_000)]

    asyncio.run(run())


def test_a_refusal_is_told_where_it_was_asked_and_forgotten_when_read() -> None:
    async def run() -> None:
        async with crew(MemoryJournal()) as one:
            one.send(CreateShow(HEADER))
            wish = one.send(Hold(RunId("nothing")))
            await one.answered()
            assert one.desk.refusals[wish].reason is Reason.NOT_ON_AIR
            assert one.desk.show.facts == 1
            kept = one.desk.refusals
            one.desk.forget(wish)
            assert one.desk.refusals == {}
            assert wish in kept, "what a screen was handed is not changed underneath"

    asyncio.run(run())


def test_refusals_nobody_reads_do_not_pile_up() -> None:
    async def run() -> None:
        async with crew(MemoryJournal()) as one:
            one.send(CreateShow(HEADER))
            wishes = [one.send(Hold(RunId("nothing"))) for _ in range(REFUSALS_KEPT + 10)]
            await one.answered()
            assert list(one.desk.refusals) == wishes[-REFUSALS_KEPT:]

    asyncio.run(run())


def test_a_wish_may_lead_to_several_facts_or_none(monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> None:
        journal = MemoryJournal()
        async with crew(journal) as one:
            monkeypatch.setattr(desk_module, "decide", lambda *_: (NoteAdded("a"), NoteAdded("b"), NoteAdded("c")))
            one.send(AddNote("three"))
            await one.answered()
            monkeypatch.setattr(desk_module, "decide", lambda *_: ())
            one.send(AddNote("so already"))
            await one.answered()
            facts = journal.read()
            assert [fact.id for fact in facts] == ["desk-w1", "desk-w1-1", "desk-w1-2"]
            assert [fact.station_seq for fact in facts] == [1, 2, 3]
            assert one.notes() == ["a", "b", "c"]

    asyncio.run(run())


@pytest.mark.expects_log
@pytest.mark.parametrize("where", ["decide", "replay"])
def test_a_bug_is_logged_and_told_and_the_show_goes_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, where: str
) -> None:
    """A bug in the fold is met before the disk: a fact that cannot be folded would come back at every start."""

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    async def run() -> None:
        journal = MemoryJournal()
        async with crew(journal) as one:
            one.send(CreateShow(HEADER))
            await one.answered()
            with monkeypatch.context() as patch:
                patch.setattr(desk_module, where, broken)
                one.send(AddNote("lost"))
                await one.answered()
            one.send(AddNote("kept"))
            await one.answered()
            assert [type(bug) for bug in one.bugs] == [ZeroDivisionError]
            assert one.notes() == ["kept"]
            assert len(journal.read()) == 2

    asyncio.run(run())
    assert "ZeroDivisionError" in caplog.text


# -- beginning and end -----------------------------------------------------------------------


def test_a_show_opened_again_is_the_same_and_goes_on(tmp_path: Path) -> None:
    async def run() -> None:
        async with crew(file(tmp_path)) as one:
            one.send(CreateShow(HEADER))
            one.send(AddNote("before"))
            await one.answered()
            before = one.desk.show
        async with crew(file(tmp_path), "host") as one:
            assert one.desk.show == before
            one.send(AddNote("after"))
            await one.answered()
            assert one.notes() == ["before", "after"]
        facts = read_facts(tmp_path / "shows" / "a.show")
        assert [(fact.station, fact.station_seq) for fact in facts] == [("desk", 1), ("desk", 2), ("host", 1)]

    asyncio.run(run())


def test_what_was_wished_before_the_end_is_kept(tmp_path: Path) -> None:
    async def run() -> None:
        async with crew(file(tmp_path)) as one:
            one.send(CreateShow(HEADER))
            for number in range(10):
                one.send(AddNote(f"{number}"))
            await asyncio.sleep(0)  # one is being answered when the serving is cancelled, nine are queued

    asyncio.run(run())
    assert len(read_facts(tmp_path / "shows" / "a.show")) == 11


def test_the_journal_is_touched_by_one_thread_that_ends_with_the_desk(tmp_path: Path) -> None:
    threads: set[str] = set()

    class Watched(MemoryJournal):
        def append(self, expected: int, facts: object) -> None:
            threads.add(threading.current_thread().name)
            super().append(expected, facts)  # type: ignore[arg-type]  # handed on

    async def run() -> None:
        async with crew(Watched()) as one:
            one.send(CreateShow(HEADER))
            one.send(AddNote("x"))
            await one.answered()

    asyncio.run(run())
    assert threads == {"journal"}
    assert "journal" not in {thread.name for thread in threading.enumerate()}


def test_a_journal_that_cannot_be_read_leaves_no_thread(tmp_path: Path) -> None:
    class Torn(MemoryJournal):
        def read(self, after: int = 0) -> tuple[Fact, ...]:
            raise StorageOutage(f"gone after {after}")

    async def run() -> None:
        with pytest.raises(StorageOutage):
            await Crew(Torn()).desk.load()

    asyncio.run(run())
    assert "journal" not in {thread.name for thread in threading.enumerate()}


def test_it_works_in_the_windows_loop(qapp: object, tmp_path: Path) -> None:
    import qasync

    async def run() -> None:
        async with crew(file(tmp_path)) as one:
            one.send(CreateShow(HEADER))
            one.send(AddNote("under Qt"))
            await one.answered()
            assert one.notes() == ["under Qt"]

    loop = qasync.QEventLoop(qapp)
    with loop:
        loop.run_until_complete(run())
    asyncio.set_event_loop(None)
