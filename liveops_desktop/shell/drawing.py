"""When the window draws: on each change, and by one precise timer at the next flip of any figure shown."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer

from liveops_desktop.core.clock import Instant
from liveops_desktop.core.snapshot import Snapshot

_SECOND = 1_000
_ANSWER_LIMITS = (101, 1_001)
"""Milliseconds after which a press without an answer is shown as pending, and as not saved yet."""
_TOGETHER = 12
"""Milliseconds that a flip waits for what was pressed, or is being painted, rather than to come in between."""


def next_flip(snapshot: Snapshot) -> int:
    """Return the milliseconds until the next shown second turns over, 1 … 1000.

    Three seconds are shown and need not turn together: the wall clock's, the running cue's countdown's, and the
    show's duration's. Ages of links and alarms flip with the wall clock.
    """
    phases = [int(snapshot.wall_shift)]
    show, timing = snapshot.show, snapshot.timing
    if show is not None and show.air.started_at is not None and show.air.ended_at is None:
        phases.append(-int(show.air.started_at))
    if timing is not None and timing.run is not None:
        # remaining falls as now rises: it crosses a whole second when now + remaining's phase does
        phases.append(int(timing.run.remaining) * -1 - int(snapshot.now))
    flips = [_SECOND - (int(snapshot.now) + phase) % _SECOND for phase in phases]
    for pressed in snapshot.station.pending.values():
        flips += [wait for limit in _ANSWER_LIMITS if (wait := int(pressed) + limit - int(snapshot.now)) > 0]
    return min(flips)


class Drawing(QObject):
    """Coalesces changes into one draw per turn of the loop, and draws at each flip.

    *snapshot* makes what is to be drawn, *draw* draws it.
    """

    def __init__(self, snapshot: Callable[[Instant | None], Snapshot], draw: Callable[[Snapshot], None]) -> None:
        super().__init__()
        self._snapshot = snapshot
        self._draw = draw
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._draw_changed)
        self._flip = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._flip.timeout.connect(self._draw_flip)
        self._boundary: Instant | None = None
        self._stopped = False

    def changed(self) -> None:
        """Something to be drawn has changed; call it on Qt's thread, as often as you like."""
        if not self._stopped and not self._soon.isActive():
            self._soon.start()

    def pressed(self) -> None:
        """Something was wished: drawn when the answer comes, or when it has been waited for long enough to say so."""
        wait = self._flip.remainingTime()
        if self._soon.isActive():
            return
        if wait > _ANSWER_LIMITS[0]:
            self._boundary = None
            self._flip.start(_ANSWER_LIMITS[0])
        elif 0 <= wait < _TOGETHER:
            self._flip.start(_TOGETHER)

    def stop(self) -> None:
        """Draw no more, whatever changes: what was drawn last stays until the window is gone."""
        self._stopped = True
        self._soon.stop()
        self._flip.stop()

    def _draw_changed(self) -> None:
        self._draw_at(None, calm=_TOGETHER)

    def _draw_flip(self) -> None:
        # Even a precise timer may fire a millisecond early; the figure must flip all the same.
        self._draw_at(self._boundary)

    def _draw_at(self, not_before: Instant | None, calm: int = 0) -> None:
        """Draw, and again at the next flip, not before *calm* milliseconds have gone by."""
        snapshot = self._snapshot(not_before)
        wait = next_flip(snapshot)
        self._boundary = Instant(snapshot.now + wait)
        self._flip.start(max(wait, calm))  # counted from the snapshot's instant: drawing it takes some milliseconds
        self._draw(snapshot)
