"""The list of shows: derived from the files, right without its index, and quick with it."""

from contextlib import closing
from datetime import date
from pathlib import Path

from liveops_desktop.core.clock import HOUR, Instant, Span
from liveops_desktop.core.cue import Cue, CueId, Header, TimeOfDay
from liveops_desktop.core.facts import AnyBody, CuesAdded, ShowCreated, ShowEnded, ShowStarted
from liveops_desktop.core.snapshot import ShowEntry
from liveops_desktop.store import index
from liveops_desktop.store.index import list_shows
from liveops_desktop.store.sqlite import SqliteJournal
from tests.store.notes import note


def header(title: str, day: int, hour: int, *, rehearsal: bool = False) -> Header:
    return Header(title, date(2026, 9, day), "Europe/Berlin", TimeOfDay(Span(hour * HOUR)), rehearsal=rehearsal)


CUES = CuesAdded(tuple(Cue(CueId(f"c{n}"), f"Cue {n}", Span(60_000)) for n in range(3)), None)


def make(path: Path, *bodies: AnyBody) -> None:
    with closing(SqliteJournal(path, reserve_bytes=0)) as journal:
        journal.append(0, [note(number, body=body) for number, body in enumerate(bodies, 1)])


def test_shows_are_listed_the_latest_first(tmp_path: Path) -> None:
    make(tmp_path / "a.show", ShowCreated(header("Early", 1, 20)), CUES)
    make(tmp_path / "b.show", ShowCreated(header("Late", 2, 9, rehearsal=True)), ShowStarted(Instant(5_000)))
    make(tmp_path / "c.show", ShowCreated(header("Middle", 1, 21)), ShowStarted(Instant(5)), ShowEnded(Instant(9_000)))
    assert list_shows(tmp_path) == (
        ShowEntry(str(tmp_path / "b.show"), "Late", "2026-09-02", "09:00", True, 0, "on-air"),
        ShowEntry(str(tmp_path / "c.show"), "Middle", "2026-09-01", "21:00", False, 0, "ended"),
        ShowEntry(str(tmp_path / "a.show"), "Early", "2026-09-01", "20:00", False, 3, "planned"),
    )


def test_without_its_index_the_list_is_the_same(tmp_path: Path) -> None:
    make(tmp_path / "a.show", ShowCreated(header("Early", 1, 20)), CUES)
    first = list_shows(tmp_path)
    (tmp_path / index.NAME).unlink()
    assert list_shows(tmp_path) == first
    (tmp_path / index.NAME).write_bytes(b"\x00 torn")
    assert list_shows(tmp_path) == first


def test_a_show_that_did_not_change_is_not_read_again(tmp_path: Path) -> None:
    make(tmp_path / "a.show", ShowCreated(header("Early", 1, 20)))
    list_shows(tmp_path)
    known = (tmp_path / index.NAME).read_bytes()
    (tmp_path / index.NAME).write_bytes(known.replace(b"Early", b"From the index"))
    assert [entry.title for entry in list_shows(tmp_path)] == ["From the index"]


def test_a_change_is_seen_while_the_show_runs(tmp_path: Path) -> None:
    with closing(SqliteJournal(tmp_path / "a.show", reserve_bytes=0)) as journal:
        journal.append(0, [note(1, body=ShowCreated(header("Early", 1, 20)))])
        assert list_shows(tmp_path)[0].cues == 0
        journal.append(1, [note(2, body=CUES)])
        assert list_shows(tmp_path)[0].cues == 3
    assert list_shows(tmp_path)[0].cues == 3


def test_a_damaged_show_is_listed_as_such(tmp_path: Path) -> None:
    make(tmp_path / "a.show", ShowCreated(header("Early", 1, 20)), CUES)
    file = tmp_path / "a.show"
    file.write_bytes(file.read_bytes().replace(b"Cue 1", b"Cue 7"))
    (entry,) = list_shows(tmp_path)
    assert (entry.title, entry.cues, entry.state) == ("Early", 0, "damaged")
    file.write_bytes(bytes(len(file.read_bytes())))
    (entry,) = list_shows(tmp_path)
    assert (entry.title, entry.state) == ("a", "damaged")


def test_other_files_are_no_shows(tmp_path: Path) -> None:
    (tmp_path / "a.show").write_text("a shopping list " * 100)
    (tmp_path / "b.txt").touch()
    assert list_shows(tmp_path) == ()


def test_a_deleted_show_leaves_the_list(tmp_path: Path) -> None:
    make(tmp_path / "a.show", ShowCreated(header("Early", 1, 20)))
    assert len(list_shows(tmp_path)) == 1
    (tmp_path / "a.show").unlink()
    assert list_shows(tmp_path) == ()


def test_a_folder_that_is_not_there_holds_no_shows(tmp_path: Path) -> None:
    assert list_shows(tmp_path / "nowhere") == ()
