"""Show files with literal cues, made as the program makes them: decided, and kept by the real journal."""

from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from liveops_desktop.core.clock import Instant, Span
from liveops_desktop.core.cue import Cue, CueId, Header, TimeOfDay
from liveops_desktop.core.decide import decide
from liveops_desktop.core.evolve import evolve
from liveops_desktop.core.facts import Fact
from liveops_desktop.core.intents import AddCues, CreateShow, Intent, Wish
from liveops_desktop.core.show import Show
from liveops_desktop.store.sqlite import SqliteJournal


def header(title: str, **parts: object) -> Header:
    """Return the header of a show that was to start at the minute that runs now, in UTC."""
    now = datetime.now(UTC)
    start = TimeOfDay(Span((now.hour * 60 + now.minute) * 60_000))
    return Header(title, now.date(), "UTC", start, **parts)  # type: ignore[arg-type]  # msgspec refuses what is wrong


def cues(*lengths: float, scene: str = "", title: str = "Part") -> tuple[Cue, ...]:
    """Return cues of these lengths in seconds: c1, c2, …"""
    return tuple(
        Cue(CueId(f"c{number}"), f"{title} {number}", Span(round(length * 1_000)), scene=scene, owner="EXE")
        for number, length in enumerate(lengths, start=1)
    )


def make_show(path: Path, head: Header, rows: Sequence[Cue], *more: Intent) -> Path:
    """Make the file *path* with that plan; *more* is wished after it, a second apart, ending now."""
    wishes: tuple[Intent, ...] = (CreateShow(head), AddCues(tuple(rows), None), *more)
    begin = round(datetime.now(UTC).timestamp() * 1_000) - 1_000 * len(wishes)
    show, facts = Show(), list[Fact]()
    for number, wish in enumerate(wishes):
        at = Instant(begin + 1_000 * number)
        for body in decide(show, Wish(f"w{number}", "plan", "Pia", at, wish), at):
            facts.append(Fact(f"w{number}-{len(facts)}", "plan", len(facts) + 1, None, at, at, "Pia", body))
            show = evolve(show, facts[-1])
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with closing(SqliteJournal(path, station="plan")) as journal:
        journal.append(0, facts)
    return path
