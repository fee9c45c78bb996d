"""What earlier shows say about lengths, read from their real files."""

import os
from datetime import date
from pathlib import Path

import pytest

from liveops_desktop.core.clock import Span
from liveops_desktop.core.learning import learn
from liveops_desktop.exchange import past
from liveops_desktop.exchange.past import lengths_in
from liveops_desktop.store.reading import read_facts
from liveops_desktop.store.sqlite import SqliteJournal
from tests.core.scenario import Scenario, cues

ROWS = cues("a 100; b 50")


def show_file(path: Path, *, ran: int = 120, day: int = 1, rehearsal: bool = False, ended: bool = True) -> Path:
    """Write a show whose first cue runs *ran* seconds and whose second runs 60."""
    story = Scenario("a 100; b 50", date=date(2026, 5, day), rehearsal=rehearsal)
    story.play("0 take a", f"{ran} take b", *([f"{ran + 60} end"] if ended else []))
    journal = SqliteJournal(path, reserve_bytes=0)
    journal.append(0, story.facts)
    journal.close()
    return path


def test_shows_are_read_from_the_oldest_on(tmp_path: Path) -> None:
    late = show_file(tmp_path / "late.show", ran=150, day=9)
    early = show_file(tmp_path / "early.show", ran=110, day=2)
    found = lengths_in([late, early])
    assert [one.on for one in found] == ["2026-05-02", "2026-05-09"]
    assert [one.ran["a"] for one in found] == [Span(110_000), Span(150_000)]
    known = learn(ROWS, found)
    assert known["a"].shows == 2
    assert known["b"].median == Span(60_000)


def test_a_rehearsal_says_so(tmp_path: Path) -> None:
    (found,) = lengths_in([show_file(tmp_path / "r.show", rehearsal=True)])
    assert found.rehearsal
    assert learn(ROWS, (found,))["a"].rehearsed == Span(120_000)


def test_a_show_that_has_not_ended_says_nothing(tmp_path: Path) -> None:
    assert lengths_in([show_file(tmp_path / "on.show", ended=False)]) == ()


def test_a_file_that_is_gone_or_broken_takes_nothing_from_the_others(tmp_path: Path) -> None:
    good = show_file(tmp_path / "good.show")
    (tmp_path / "bad.show").write_bytes(b"no show at all" * 99)
    assert len(lengths_in([tmp_path / "gone.show", tmp_path / "bad.show", good])) == 1


def test_a_file_is_read_again_only_once_it_has_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = show_file(tmp_path / "a.show")
    asked: list[Path] = []

    def counted(one: Path) -> object:
        asked.append(one)
        return read_facts(one)

    monkeypatch.setattr(past, "read_facts", counted)
    lengths_in([path])
    lengths_in([path])
    assert len(asked) == 1
    os.utime(path, ns=(1, 1))
    lengths_in([path])
    assert len(asked) == 2


def test_of_very_many_the_latest_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(past, "MOST", 2)
    paths = [show_file(tmp_path / f"{day}.show", day=day) for day in (3, 1, 2)]
    assert [one.on for one in lengths_in(paths)] == ["2026-05-02", "2026-05-03"]
