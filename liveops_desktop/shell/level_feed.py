"""OBS's level meters on their way to the panel that shows them: ten times a second, past the snapshot.

A snapshot ten times a second would lay out the whole room ten times. Levels carry nothing that a decision rests on:
the checks read the meters themselves.
"""

from collections.abc import Callable

from PySide6.QtCore import QTimer

from liveops_desktop.core.clock import Instant
from liveops_desktop.core.commands import WatchLevels
from liveops_desktop.core.meters import levels
from liveops_desktop.panels import PanelWidget
from liveops_desktop.shell.rig_side import RigSide

EVERY = 100
"""Milliseconds between two looks: a sample is as long."""


class LevelFeed:
    """Asks OBS for its meters, which are many events a second, only while somebody sees them."""

    def __init__(
        self, rig_side: RigSide, now: Callable[[], Instant], panel: Callable[[str], PanelWidget | None]
    ) -> None:
        """*panel* returns the panel of a key, where it stands."""
        self._rig_side, self._now, self._panel = rig_side, now, panel
        self._told = ""
        self._timer = QTimer()
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self._tell)

    def watch(self, wish: WatchLevels) -> None:
        """Begin or end to tell that panel."""
        self._told = wish.panel
        if wish.on:
            self._timer.start()
        else:
            self.stop()

    def stop(self) -> None:
        """Tell no more; OBS is listened to for the rest of the meters' ten seconds."""
        self._timer.stop()

    def _tell(self) -> None:
        obs, panel = self._rig_side.obs, self._panel(self._told)
        if panel is None:
            return  # built anew just now, in another language: it will ask again
        if obs is None or not obs.metered:
            panel.hear(())
            return
        obs.meters.want()
        now, read = self._now(), obs.meters.readings()
        if read.since is not None:  # else OBS has told of nothing yet, which is not that it meters nothing
            panel.hear(tuple(levels(one, now) for one in read.meters))
