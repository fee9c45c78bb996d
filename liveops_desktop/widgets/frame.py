"""Frames: the card a panel stands in, a titled section, and what an empty panel says."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from liveops_desktop.widgets.look import Tone, Type, look
from liveops_desktop.widgets.text import ElidedText, Text


def margins(layout: QLayout, horizontal: float, vertical: float, spacing: float) -> None:
    """Set a layout's margins and spacing, in pixels at scale 1. Where they are so already, nothing is laid out anew."""
    side, top, between = look().px(horizontal), look().px(vertical), look().px(spacing)
    layout.setContentsMargins(side, top, side, top)
    if layout.spacing() != between:  # Qt does not compare it
        layout.setSpacing(between)


class CardFrame(QFrame):
    """A rounded card on the ground. ``kind``: ``card``, ``warn``, ``bad``, ``good``, ``info``, ``plain``."""

    def __init__(self, kind: str = "card", parent: QWidget | None = None) -> None:
        """Build it with an empty vertical ``body``."""
        super().__init__(parent)
        self.setProperty("frame", kind)
        self._kind = kind
        self.body = QVBoxLayout(self)
        margins(self.body, 16, 14, 8)

    def put_kind(self, kind: str) -> None:
        """Change what the card's ground says."""
        if kind != self._kind:
            self._kind = kind
            self.setProperty("frame", kind)
            self.style().unpolish(self)
            self.style().polish(self)


class Section(CardFrame):
    """A card with a heading at the left and a remark at the right."""

    def __init__(self, title: str = "", kind: str = "card") -> None:
        """Build it; add the content to ``body``."""
        super().__init__(kind)
        self.title = Text(title.upper(), Type.LABEL, Tone.DIM)
        self.remark = Text("", Type.SMALL, Tone.DIM)
        for part in (self.title, self.remark):  # the heading stays at the top, however high the card is
            part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.head = QHBoxLayout()
        self.head.setSpacing(look().px(10))
        self.head.addWidget(self.title)
        self.head.addStretch(1)
        self.head.addWidget(self.remark)
        self.body.addLayout(self.head)
        self._titled = title
        self.setAccessibleName(title)

    def put_head(self, title: str, remark: str = "", tone: Tone = Tone.DIM) -> None:
        """Show heading and remark."""
        self.remark.put(remark, tone)
        if title != self._titled:
            self._titled = title
            self.title.put(title.upper())
            self.setAccessibleName(title)


class Line(QFrame):
    """A hairline between rows."""

    def __init__(self) -> None:
        """Build it."""
        super().__init__()
        self.setProperty("frame", "line")
        self.setFixedHeight(1)

    def put_drawn(self, drawn: bool) -> None:  # noqa: FBT001 -- a switch, set by name of the method
        """Draw it, or leave its place free: it would run over the upper edge of a row that is framed itself."""
        kind = "line" if drawn else "plain"
        if kind != self.property("frame"):
            self.setProperty("frame", kind)
            self.style().unpolish(self)
            self.style().polish(self)


class Empty(QWidget):
    """What an empty panel says: what belongs here, and how to get it."""

    def __init__(self) -> None:
        """Build it without words."""
        super().__init__()
        self._what = Text("", Type.HEAD, Tone.DIM, wrap=True)
        self._how = Text("", Type.BODY, Tone.DIM, wrap=True)
        column = QVBoxLayout(self)
        margins(column, 24, 24, 8)
        column.addStretch(1)
        for part in (self._what, self._how):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(part)
        column.addStretch(2)

    def put(self, what: str, how: str = "") -> None:
        """Show the two sentences."""
        self._what.put(what)
        self._how.put(how)
        self._how.setVisible(bool(how))
        self.setAccessibleName(f"{what} {how}".strip())


class Pair(QWidget):
    """A dim name at the left and a strong figure at the right: one reading."""

    def __init__(self, name: str = "") -> None:
        """Build it."""
        super().__init__()
        self.name = ElidedText(name, Type.BODY, Tone.DIM)
        self.figure = Text("", Type.STRONG)
        row = QHBoxLayout(self)
        margins(row, 0, 2, 12)
        row.addWidget(self.name, 1)
        row.addWidget(self.figure)

    def put(self, name: str, figure: str, tone: Tone = Tone.PLAIN) -> None:
        """Show the reading."""
        self.name.put(name)
        self.figure.put(figure, tone)
        self.setAccessibleName(f"{name} {figure}")
