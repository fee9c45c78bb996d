"""``--self-check``: the program proves itself whole, also where it is frozen or freshly installed; needs no display."""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path


def self_check(say: Callable[[str], None]) -> int:
    """Do every proof, *say* one line each, and return 0 when all held, else 1."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    failed = 0
    for name, proof in (
        ("content", _content),
        ("checks", _checks),
        ("journal", _journal),
        ("OBS, network, machine", _services),
        ("panels", _panels),
    ):
        begun = time.perf_counter()
        try:
            found = proof()
        except Exception as trouble:  # noqa: BLE001 -- whatever is wrong is what the check is for
            failed += 1
            say(f"FAIL  {name}: {type(trouble).__name__}: {trouble}")
        else:
            say(f"ok    {name}: {found} ({time.perf_counter() - begun:.2f} s)")
    return 1 if failed else 0


def _content() -> str:
    from liveops_desktop.exchange.content import load_content

    content = load_content()
    return f"{len(content.items)} items, {len(content.cards)} cards"


def _checks() -> str:
    from liveops_desktop.checks import CATALOGUE

    return f"{len(CATALOGUE)} checks"


def _journal() -> str:
    """A show is written, closed, read again and folded to the same show."""
    import uuid
    from datetime import date

    from liveops_desktop.core.clock import Instant
    from liveops_desktop.core.cue import CueId
    from liveops_desktop.core.evolve import replay
    from liveops_desktop.core.facts import AnyBody, CuesAdded, Fact, ShowCreated
    from liveops_desktop.exchange.content import sample_show
    from liveops_desktop.store.sqlite import SqliteJournal

    header, cues = sample_show(date(2026, 1, 1), "UTC", lambda: CueId(uuid.uuid4().hex))
    bodies: tuple[AnyBody, ...] = (ShowCreated(header), CuesAdded(cues, None))
    facts = [Fact(str(n), "check", n, None, Instant(n), Instant(n), "", body) for n, body in enumerate(bodies, 1)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "check.show"
        journal = SqliteJournal(path, station="check")
        journal.append(0, facts)
        journal.close()
        again = SqliteJournal(path, station="check")
        show = replay(again.read())
        again.close()
    if show.cues != cues or show.header != header:
        raise ValueError("a show read again is not the show that was written")
    return f"{len(show.cues)} cues written and read"


def _services() -> str:
    import liveops_desktop.services.network
    import liveops_desktop.services.obs
    from liveops_desktop.services.machine import machine_name

    del liveops_desktop
    return machine_name()


def _panels() -> str:
    """Every room and the host panel draws its main states."""
    from liveops_desktop.shell.screens import SIZES, draw_all

    with tempfile.TemporaryDirectory() as folder:
        return f"{len(list(draw_all(Path(folder), sizes=SIZES[:1])))} pictures"
