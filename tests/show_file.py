"""A show file whose plan is the good rig of the lab, for what reads one from the command line."""

from datetime import date
from pathlib import Path

from liveops_desktop.core.clock import Instant, Span
from liveops_desktop.core.cue import Cue, CueId, Header, TimeOfDay
from liveops_desktop.core.facts import AnyBody, CuesAdded, Fact, ShowCreated
from liveops_desktop.store.sqlite import SqliteJournal

BEGUN = Instant(1_000)


def a_show(folder: Path, ingest: str, more: tuple[AnyBody, ...] = (), at: Instant = BEGUN) -> Path:
    """A show file whose plan is the good rig of the lab; *more* was said in it, all at that instant."""
    header = Header(
        "Lab", date(2026, 12, 1), "Europe/Berlin", TimeOfDay(Span(0)), ingest=ingest, contingency_scene="Holding",
        microphones=("Mic",), fps=30.0,
    )  # fmt: skip
    cues = tuple(Cue(CueId(scene), scene, Span(60_000), scene=scene) for scene in ("Main", "Ending"))
    bodies: tuple[AnyBody, ...] = (ShowCreated(header), CuesAdded(cues, None), *more)
    journal = SqliteJournal(folder / "lab.show", reserve_bytes=0)
    journal.append(0, [Fact(str(n), "desk", n, None, at, at, "Ann", body) for n, body in enumerate(bodies, 1)])
    journal.close()
    return journal.path
