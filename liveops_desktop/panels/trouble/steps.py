"""The steps of an open card: read one, do it, tick it; the next one is lit."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from liveops_desktop.core.content import CardStep, Help
from liveops_desktop.core.show import StepTick
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.core.timetext import wall_time
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.frame import margins
from liveops_desktop.widgets.keycaps import cap
from liveops_desktop.widgets.lamp import Shape
from liveops_desktop.widgets.look import State, Tone, Type, look
from liveops_desktop.widgets.text import Text
from liveops_desktop.words import _, in_language


class StepRow(QFrame):
    """One step: shape, owner, text, and what the program can do for it."""

    def __init__(self, step: CardStep, toggle: Callable[[], object], assist: Callable[[], object]) -> None:
        """Build it; *toggle* ticks or unticks, *assist* presses the step's help."""
        super().__init__()
        self._step = step
        self._lit: bool | None = None
        self._shape = Shape(State.UNKNOWN, 14)
        self._owner = Text(step.owner.value, Type.LABEL, Tone.INFO)
        self._owner.setFixedWidth(look().px(40))
        self._text = Text("", Type.BODY, wrap=True)
        self._when = Text("", Type.SMALL, Tone.DIM)
        self._assist = KeyButton("", "", "quiet", assist)
        self._enter = KeyButton("", cap("trouble.step", "Enter"), "quiet", toggle)
        row = QHBoxLayout(self)
        margins(row, 8, 3, 8)
        row.addWidget(self._shape, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._owner, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._text, 1)
        for part in (self._when, self._assist, self._enter):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)

    def draw(self, snapshot: Snapshot, tick: StepTick | None, *, following: bool, cramped: bool = False) -> None:
        """Show it done with time, next (lit, with Enter), or waiting."""
        done = tick is not None
        row = self.layout()
        if row is not None:
            margins(row, 8, 2 if cramped else 6, 8)
        text = in_language(self._step.text, snapshot.station.language)
        self._shape.put(State.GOOD if done else State.UNKNOWN)
        self._text.put(text, Tone.DIM if done else Tone.PLAIN)
        zone = snapshot.show.header.zone if snapshot.show and snapshot.show.header else "UTC"
        self._when.put(f"{wall_time(tick.at, zone, snapshot.wall_shift)} {tick.who}" if tick is not None else "")
        self._when.setVisible(done)
        self._assist.setVisible(not done and self._step.help is not Help.NONE)
        self._assist.put(help_word(self._step.help))
        self._enter.setVisible(following)
        self._enter.put(_("Done"))
        state = _("done") if done else _("next") if following else _("to do")
        self.setAccessibleName(f"{self._step.owner.value}: {text} ({state})")
        if following is not self._lit:
            self._lit = following
            self.setProperty("frame", "step" if following else "plain")
            self.style().unpolish(self)
            self.style().polish(self)


def help_word(kind: Help) -> str:
    """Return what the button of a step says."""
    match kind:
        case Help.NONE:
            return ""
        case Help.HOLD_SHOW:
            return _("hold clock")
        case Help.SAFE_SCENE:
            return _("safe scene")
        case Help.MESSAGE_HOST:
            return _("send to host")
        case Help.COPY_NOTICE:
            return _("copy notice")
