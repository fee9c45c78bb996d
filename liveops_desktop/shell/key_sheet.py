"""The list of keys, laid over the room by ``?``: what each does here, as the crew has set them."""

from collections.abc import Iterable, Sequence
from itertools import combinations, groupby, pairwise

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from liveops_desktop.panels import Room
from liveops_desktop.shell.bindings import FIXED, Bound
from liveops_desktop.widgets.frame import CardFrame, margins
from liveops_desktop.widgets.look import Tone, Type, look
from liveops_desktop.widgets.text import Text
from liveops_desktop.words import _

_COLUMNS = 4
_Group = tuple[str, Sequence[tuple[str, str]]]
"""A title, and under it keys with what they do."""


def key_words(sequences: Iterable[str]) -> str:
    """Return keys as this system writes them, with *or* between them; Enter is one key, whichever of the two it is."""
    native = QKeySequence.SequenceFormat.NativeText
    told = list(sequences)
    if "Return" in told and "Enter" in told:
        told.remove("Return")
    return " / ".join(QKeySequence(sequence).toString(native) for sequence in told)


class KeySheet(CardFrame):
    """Over the middle of its parent; a click, Escape or ``?`` takes it away. It never has the focus: all keys work."""

    def __init__(self, parent: QWidget) -> None:
        """Build it hidden."""
        super().__init__("raised", parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._content: QWidget | None = None
        parent.installEventFilter(self)
        self.hide()

    def show_keys(self, actions: Sequence[Bound], room: Room | None) -> None:
        """Show the keys of *actions*, those of *room* first; those of tables and lists are shown only for *room*."""
        shown = [one for one in actions if one.part is None or one.room is room]
        ordered = sorted(shown, key=lambda one: (one.room is not room, one.panel.order, one.part is not None))
        groups = [
            (_(place.title), [(key_words(one.sequences), _(one.title)) for one in ones])
            for place, ones in groupby(ordered, key=lambda one: one.part or one.panel)
        ]
        titles = dict.fromkeys(FIXED.values())  # each once, with all its keys
        fixed = [(key_words(key for key, title in FIXED.items() if title == one), _(one)) for one in titles]
        groups.append((_("Everywhere"), fixed))
        self.setAccessibleName(_("Keys"))
        parent = self.parentWidget()
        assert parent is not None
        wide = min(parent.width() - look().px(40), look().px(1540))
        self._fill(_sheet(groups, gap=6))
        if self.heightForWidth(wide) > parent.height():
            self._fill(_sheet(groups, gap=2))
        self.resize(wide, min(parent.height(), self.heightForWidth(wide)))
        self.move((parent.width() - self.width()) // 2, (parent.height() - self.height()) // 2)
        self.show()
        self.raise_()

    def _fill(self, content: QWidget) -> None:
        if self._content is not None:
            self.body.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = content
        self.body.addWidget(content)
        self.body.activate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Escape from the window while it is shown: before the keys of the room, which it lies over."""
        if self.isHidden() or not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Escape:
            return False
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()  # so that it comes as a plain press, and no shortcut is asked
            return True
        if event.type() is QEvent.Type.KeyPress:
            self.hide()
            return True
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click takes it away."""
        self.hide()


def _sheet(groups: Sequence[_Group], gap: int) -> QWidget:
    """*gap*: what stands between two rows, at scale 1."""
    sheet = QWidget()
    down = QVBoxLayout(sheet)
    margins(down, 8, 4, 12)
    down.addWidget(Text(_("Keys"), Type.HEAD, Tone.PLAIN))
    across = QHBoxLayout()
    margins(across, 0, 0, 28)
    for column in _columns(groups):
        stack = QVBoxLayout()
        margins(stack, 0, 0, 8 + gap)
        for title, rows in column:
            stack.addLayout(_group(title, rows, gap))
        stack.addStretch(1)
        across.addLayout(stack, 1)
    down.addLayout(across)
    return sheet


def _columns(groups: Sequence[_Group]) -> list[Sequence[_Group]]:
    """Share the groups out, in order, so that the longest column is as short as can be."""
    ends = range(1, len(groups))
    shares = (
        [groups[start:end] for start, end in pairwise((0, *cuts, len(groups)))]
        for cuts in combinations(ends, min(_COLUMNS - 1, len(ends)))
    )
    return min(shares, key=lambda columns: max(sum(len(rows) + 1.5 for _title, rows in one) for one in columns))


def _group(title: str, rows: Sequence[tuple[str, str]], gap: int) -> QGridLayout:
    grid = QGridLayout()
    margins(grid, 0, 0, 6)
    grid.setVerticalSpacing(look().px(gap))
    grid.addWidget(Text(title, Type.LABEL, Tone.DIM), 0, 0, 1, 2)
    for number, (key, what) in enumerate(rows, start=1):
        grid.addWidget(Text(key, Type.STRONG, Tone.INFO), number, 0)
        grid.addWidget(Text(what, Type.BODY, Tone.PLAIN, wrap=True), number, 1)
    grid.setColumnMinimumWidth(0, look().px(84))
    grid.setColumnStretch(1, 1)
    return grid
