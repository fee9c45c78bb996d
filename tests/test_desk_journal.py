"""The desk and its journal: several desks write one, and nothing is lost when the disk refuses."""

import asyncio
from contextlib import closing
from pathlib import Path

import pytest

from liveops_desktop.core.clock import Instant
from liveops_desktop.core.facts import Fact, NoteAdded
from liveops_desktop.core.intents import AddNote, CreateShow, SetMarker
from liveops_desktop.core.journal import Conflict, StorageOutage
from liveops_desktop.desk import TRIES
from liveops_desktop.store.memory import MemoryJournal
from liveops_desktop.store.reading import read_facts
from liveops_desktop.store.sqlite import SqliteJournal
from tests.crew import HEADER, T0, crew, file

# -- several at one journal --------------------------------------------------------------


def test_two_desks_on_one_file_converge(tmp_path: Path) -> None:
    async def run() -> None:
        async with crew(file(tmp_path), "first") as first:
            first.send(CreateShow(HEADER))
            await first.answered()
        async with crew(file(tmp_path), "desk") as one, crew(file(tmp_path), "host") as other:
            for number in range(15):
                one.send(AddNote(f"d{number}"))
                other.send(AddNote(f"h{number}"))
                await one.answered()
                await other.answered()
            for late in (one, other):
                late.send(SetMarker("done"))
                await late.answered()
            await one.desk._catch_up()
            assert one.desk.show == other.desk.show
            assert sorted(note for note in one.notes() if note != "done") == sorted(
                f"{station}{number}" for station in "dh" for number in range(15)
            )
            assert (one.desk.refusals, other.desk.refusals, one.bugs, other.bugs) == ({}, {}, [], [])

    asyncio.run(run())


@pytest.mark.expects_log
def test_whoever_is_never_first_gives_up_and_says_so(tmp_path: Path) -> None:
    class Always(MemoryJournal):
        """Somebody else writes without end: no real journal does so on demand."""

        tries = 0

        def append(self, expected: int, facts: object) -> None:
            self.tries += 1
            raise Conflict(expected, facts)

    async def run() -> None:
        journal = Always()
        async with crew(journal) as one:
            one.send(CreateShow(HEADER))
            await one.answered()
            assert journal.tries == TRIES
            assert [type(bug) for bug in one.bugs] == [Conflict]

    asyncio.run(run())


# -- the disk refuses ----------------------------------------------------------------------


def pull(tmp_path: Path) -> None:
    (tmp_path / "shows").rename(tmp_path / "pulled")


def put_back(tmp_path: Path) -> None:
    (tmp_path / "pulled").rename(tmp_path / "shows")


def test_facts_are_shown_marked_while_the_disk_refuses_and_saved_when_it_is_back(tmp_path: Path) -> None:
    async def run() -> None:
        async with crew(file(tmp_path)) as one:
            one.send(CreateShow(HEADER))
            await one.answered()
            pull(tmp_path)
            for number in range(1, 4):
                one.time = Instant(T0 + number)
                one.send(AddNote(f"{number}"))
                await one.answered()
                assert one.desk.saving is not None
                assert (one.desk.saving.since, one.desk.saving.waiting) == (T0 + 1, number)
                assert len(one.notes()) == number
            assert len(read_facts(tmp_path / "pulled" / "a.show")) == 1
            put_back(tmp_path)
            await one.until(lambda: one.desk.saving is None)
            facts = read_facts(tmp_path / "shows" / "a.show")
            assert [fact.station_seq for fact in facts] == [1, 2, 3, 4]
            one.send(AddNote("4"))
            await one.answered()
            assert one.notes() == ["1", "2", "3", "4"]
            assert len(read_facts(tmp_path / "shows" / "a.show")) == 5

    asyncio.run(run())


def test_another_folder_takes_the_journal_and_what_waits(tmp_path: Path) -> None:
    async def run() -> None:
        async with crew(file(tmp_path)) as one:
            one.send(CreateShow(HEADER))
            await one.answered()
            pull(tmp_path)
            one.send(AddNote("waits"))
            await one.answered()
            (tmp_path / "a file").touch()
            with pytest.raises(StorageOutage):
                await one.desk.retry_into(str(tmp_path / "a file" / "no folder"))
            assert one.desk.saving is not None
            await one.desk.retry_into(str(tmp_path / "stick"))
            await one.until(lambda: one.desk.saving is None)
            one.send(AddNote("goes on"))
            await one.answered()

    asyncio.run(run())
    assert len(read_facts(tmp_path / "stick" / "a.show")) == 3
    assert len(read_facts(tmp_path / "pulled" / "a.show")) == 1


def test_what_another_wrote_meanwhile_comes_first(tmp_path: Path) -> None:
    async def run() -> None:
        async with crew(file(tmp_path)) as one:
            one.send(CreateShow(HEADER))
            await one.answered()
            pull(tmp_path)
            one.send(AddNote("waits"))
            await one.answered()
            with closing(SqliteJournal(tmp_path / "pulled" / "a.show", reserve_bytes=0)) as journal:
                journal.append(
                    1, [Fact("h1", "host", 1, None, Instant(T0 + 9), Instant(T0 + 9), "Bo", NoteAdded("first"))]
                )
            put_back(tmp_path)
            await one.until(lambda: one.desk.saving is None)
            assert one.notes() == ["first", "waits"]
            facts = read_facts(tmp_path / "shows" / "a.show")
            assert [(fact.station, fact.station_seq, fact.at) for fact in facts[1:]] == [
                ("host", 1, T0 + 9),
                ("desk", 2, T0 + 9),
            ]

    asyncio.run(run())


def test_closing_saves_what_waits(tmp_path: Path) -> None:
    async def run() -> None:
        async with crew(file(tmp_path)) as one:
            one.send(CreateShow(HEADER))
            await one.answered()
            pull(tmp_path)
            one.send(AddNote("waits"))
            await one.answered()
            put_back(tmp_path)

    asyncio.run(run())
    assert len(read_facts(tmp_path / "shows" / "a.show")) == 2


def test_a_wish_cut_short_while_the_disk_refuses_is_answered_at_the_end(tmp_path: Path) -> None:
    async def run() -> None:
        async with crew(file(tmp_path)) as one:
            one.send(CreateShow(HEADER))
            await one.answered()
            pull(tmp_path)
            one.send(AddNote("cut short"))
            await asyncio.sleep(0)
        assert one.desk.pending == {}
        assert one.notes() == ["cut short"]
        assert one.desk.saving is not None

    asyncio.run(run())
