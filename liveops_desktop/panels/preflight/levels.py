"""The level board over the list: what arrives from each microphone, while somebody looks."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea

from liveops_desktop.core.meters import Levels
from liveops_desktop.core.preflight import Group
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.core.vitals import Link
from liveops_desktop.widgets.frame import Section
from liveops_desktop.widgets.look import Tone, Type, look
from liveops_desktop.widgets.meter import MeterBoard
from liveops_desktop.widgets.text import Text
from liveops_desktop.words import _

WITH = frozenset({Group.AUDIO, Group.DEVICES})
"""Groups that are looked into with the meters beside them."""
MOST = 5
"""Meters seen at once; the list below them needs the room."""
_LIVE = (Link.CONNECTED, Link.DEGRADED)


class LevelBoard(Section):
    """A meter for each input that OBS tells of, and for each planned microphone that it does not."""

    def __init__(self, watch: Callable[[bool], object]) -> None:
        """*watch*: whether the levels are seen now; called as this comes into sight and leaves it."""
        super().__init__(_("Levels"))
        self._watch = watch
        self._planned: tuple[str, ...] = ()
        self._connected = False
        self.board = MeterBoard()
        self._area = QScrollArea()
        self._area.setWidget(self.board)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setAccessibleName(_("Levels"))
        self.note = Text("", Type.SMALL, Tone.DIM, wrap=True)
        self.body.addWidget(self._area)
        self.body.addWidget(self.note)
        self._area.hide()

    def draw(self, snapshot: Snapshot) -> None:
        """Take which microphones are planned, and whether there is an OBS to listen to."""
        self._planned = snapshot.rig.open_microphones
        connected = snapshot.vitals.obs.link.state in _LIVE
        if connected != self._connected:
            self._connected = connected
            self._wait()

    def hear(self, levels: Sequence[Levels]) -> None:
        """Show these levels: the planned microphones first, in the plan's order."""
        if not self.isVisible():
            return
        if not self._connected:
            self._wait()
            return
        told = {one.input: one for one in levels}
        shown = [told.pop(name, Levels(name, ())) for name in self._planned]
        shown += [told[name] for name in sorted(told)]
        self._say(shown)
        self._area.setVisible(bool(shown))
        high = look().px(32) * min(MOST, len(shown)) + look().metrics(Type.SMALL).height()
        if shown and self._area.height() != high:
            self._area.setFixedHeight(high)
        self.board.put(shown)

    def _wait(self) -> None:
        """Show no level until one comes."""
        self._area.hide()
        self.note.put(_("Listening …") if self._connected else _("OBS is not connected: its levels come with it."))
        self.note.show()

    def _say(self, shown: Sequence[Levels]) -> None:
        """Say why there is no level, where there is none; a meter that runs speaks for itself."""
        silent = not shown or any(not one.channels and not one.dead for one in shown)
        self.note.setVisible(silent)
        if silent:
            why = _("OBS meters only what is in the scene on programme, and its global devices.")
            self.note.put(why if shown else _("OBS meters no input now.") + " " + why)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for the levels."""
        super().showEvent(event)
        self._wait()
        self._watch(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Ask for no more, as the room is left or the window is put away as well."""
        super().hideEvent(event)
        self._watch(False)
