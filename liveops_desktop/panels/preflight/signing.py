"""Signing what is seen: a GO at once, a NO-GO by a second press that is no slip of the finger."""

from PySide6.QtCore import QElapsedTimer

from liveops_desktop.core.intents import SignPreflight
from liveops_desktop.core.preflight import Go
from liveops_desktop.core.snapshot import Snapshot

SLIP = 400  # ms
"""A second press within it is the same press."""


class Signing:
    """Whether the NO-GO of a run is asked about, and since when."""

    def __init__(self) -> None:
        self._run = ""
        """Run whose NO-GO is asked about before it is signed."""
        self._since = QElapsedTimer()

    @property
    def asks(self) -> bool:
        """Whether a NO-GO is asked about now."""
        return bool(self._run)

    def leave(self) -> None:
        """Nobody signs it."""
        self._run = ""

    def draw(self, snapshot: Snapshot) -> None:
        """Forget what was asked, where *snapshot* tells of another run, or of another decision."""
        if self._run != _bad_run(snapshot):
            self._run = ""

    def press(self, snapshot: Snapshot) -> SignPreflight | None:
        """Return what to wish for; None where it is asked about first, or where a finger slipped."""
        if bad := _bad_run(snapshot):
            if self._run != bad:
                self._run = bad
                self._since.start()
                return None
            if self._since.elapsed() < SLIP:
                return None
            self._run = ""
        run = snapshot.show.preflight.run if snapshot.show is not None else None
        if run is None:
            return None
        go = snapshot.decision.go if snapshot.decision is not None else None
        return SignPreflight(run.id, go, phase=run.phase, checks=snapshot.checks, items=snapshot.content.items)


def _bad_run(snapshot: Snapshot) -> str:
    """Return the id of the run that says NO-GO; empty when the latest says otherwise, or another is in progress."""
    run = snapshot.show.preflight.run if snapshot.show is not None else None
    decision = snapshot.decision
    if run is None or decision is None or snapshot.station.checking:
        return ""
    return run.id if decision.go is Go.NO_GO else ""
