"""Buttons: a title, and the key that does the same."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from liveops_desktop.widgets.boxes import paint_box, paint_keycap
from liveops_desktop.widgets.keys import ENTER, keeps
from liveops_desktop.widgets.look import Tone, Type, look
from liveops_desktop.widgets.sides import LEFT
from liveops_desktop.widgets.strokes import paint_tick
from liveops_desktop.words import _

TIGHTEST = 2
"""How close title and keycap can be set: 0 as drawn, 1 tighter, 2 tightest, for narrow windows."""

_FAINT = 0.4
"""Of a keycap whose key is not heard now."""
_TITLE_LEFT = int(LEFT) | int(Qt.TextFlag.TextDontClip)
_TITLE_MIDDLE = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextDontClip)


class KeyButton(QPushButton):
    """A button with a keycap. Space never presses it (DESIGN §6).

    With a key of its own it never takes the focus; without one Tab reaches it, and Enter presses it.
    *kind*: ``plain``, ``primary`` (the one thing to do), ``danger`` (red edge), ``quiet`` (small), ``bare`` (small,
    without ground and edge). *low*: not as high, for bars that come between. *listed*: it stands in the row of a list
    that hands the keys on, so Tab passes it by.
    """

    def __init__(
        self,
        title: str = "",
        key: str = "",
        kind: str = "plain",
        pressed: Callable[[], object] | None = None,
        *,
        low: bool = False,
        listed: bool = False,
    ) -> None:
        """Build it; *pressed* is called on a click."""
        super().__init__()
        self.listed = listed
        """A list hands it the keys; Tab passes it by."""
        self._key = key
        self._kind = kind
        self._low = low
        self._framed = False
        self._live = True
        self._corner = ""
        self._named = False
        self._chosen = False
        self._title = ""
        self._room = ""
        """The widest of the titles it keeps room for."""
        self._kept_key = ""
        """Key it keeps room for."""
        self.setProperty("kind", kind)
        self.setFont(look().font(self._type()))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.put(title)
        if pressed is not None:
            self.clicked.connect(lambda _checked=False: pressed())

    def put(self, title: str, *, enabled: bool = True, key: str | None = None) -> None:
        """Show *title*."""
        as_it_is = (title, enabled) == (self.text(), self.isEnabled()) and key in (None, self._key)
        if as_it_is and self._named:
            return
        if title != self._title or (key is not None and key != self._key):
            before = self.sizeHint().width()
            self._key = self._key if key is None else key
            self._title = title
            cut = self.minimumSizeHint().width() > self.width()
            if cut or self.sizeHint().width() != before or not self._named:
                self.setText(title)  # lays the window out anew
                self.updateGeometry()
            self.update()
        self._named = True
        focus = Qt.FocusPolicy.NoFocus if self._key or self.listed else Qt.FocusPolicy.TabFocus
        if focus is not self.focusPolicy():
            self.setFocusPolicy(focus)
        self.setAccessibleName(f"{title} ({self._key})" if self._key else title)
        if enabled != self.isEnabled():
            self.setEnabled(enabled)

    def text(self) -> str:
        """Return the title shown; Qt is told of it only when it needs another width."""
        return self._title

    def keep_room(self, *titles: str) -> None:
        """Be as wide as the widest of *titles* needs, whatever is shown: nothing beside it moves under the mouse.

        Where the window is too narrow for that, it gives way as far as the title shown allows.

        A title with a figure is best given with zeros: all figures are as wide.
        """
        widest = max(titles, key=partial(look().wide, self._type()))
        if widest != self._room:
            self._room = widest
            self.updateGeometry()

    def keep_key(self, key: str) -> None:
        """Be as wide as with the keycap *key*, shown or not: what stands beside never wraps anew as it comes."""
        if key != self._kept_key:
            self._kept_key = key
            self.updateGeometry()

    def room(self) -> str:
        """Return the widest title that it keeps room for."""
        return self._room

    def key(self) -> str:
        """Return the keycap."""
        return self._key

    def put_live(self, live: bool) -> None:  # noqa: FBT001 -- a switch, set by name of the method
        """Show whether the key is heard now: faint where only another place with the focus would hear it."""
        if live is not self._live:
            self._live = live
            self.update()

    def live(self) -> bool:
        """Return whether the keycap says that the key is heard now."""
        return self._live

    def put_framed(self, framed: bool) -> None:  # noqa: FBT001 -- a switch, set by name of the method
        """Show the frame of the focus, for a button that stands in a group with one focus."""
        if framed is not self._framed:
            self._framed = framed
            self.update()

    def put_corner(self, corner: str) -> None:
        """Show *corner*, a letter or figure, small at the left edge: its key in a group that has the focus."""
        if corner != self._corner:
            self._corner = corner
            self.update()

    def corner(self) -> str:
        """Return what stands at the left edge."""
        return self._corner

    def put_chosen(self, chosen: bool) -> None:  # noqa: FBT001 -- a switch, set by name of the method
        """Mark it as the one of its row that holds now: a tick before the title, and said to a screen reader."""
        if chosen is not self._chosen:
            self._chosen = chosen
            self.setAccessibleDescription(_("chosen") if chosen else "")
            self.updateGeometry()
            self.update()

    def width_at(self, tight: int) -> int:
        """Return the width of title and keycap set that tight."""
        title = look().wide(self._type(), self._title)
        return title + 2 * self._pad(tight) + self._key_room(tight) + self._tick_room()

    def sizeHint(self) -> QSize:
        """Return the room of the title, or of the widest it keeps room for, and of the keycap."""
        now, kind = look(), self._type()
        spare = max(0, now.wide(kind, self._room) - now.wide(kind, self._title))
        spare += max(0, self._key_room(0, self._kept_key) - self._key_room(0))
        return QSize(self.width_at(0) + spare, look().px(28 if self._small() else 32 if self._low else 42))

    def minimumSizeHint(self) -> QSize:
        """Never cut a title: the tightest it can be set. A low button gives its keycap up before that."""
        cap = self._key_room(TIGHTEST) if self._low else 0
        return QSize(self.width_at(TIGHTEST) - cap, self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Keep Enter from the room's keys while it has the focus."""
        return keeps(event, ENTER) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it; all else goes by."""
        if event.key() in ENTER and not event.isAutoRepeat():
            self.click()
        else:
            event.ignore()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 -- Qt's signature
        """Let go when hidden or disabled with the focus: Qt would hand it on, perhaps to a field, and keys went off."""
        if self.isHidden() or not self.isEnabled():
            self.clearFocus()
            return True
        return super().focusNextPrevChild(forward)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, title and keycap, as close as the width needs; the keycap goes before the title is cut."""
        painter = QPainter(self)
        ground, edge, ink = self._colours()
        focused = self.hasFocus() or self._framed
        paint_box(painter, QRectF(self.rect()), ground, edge, look().edge() + focused, look().px(7))
        tight = next((tight for tight in range(TIGHTEST) if self.width_at(tight) <= self.width()), TIGHTEST)
        capped = bool(self._key) and self.width_at(tight) <= self.width()
        pad, cap = self._pad(tight), self._key_room(tight) if capped else 0
        corner = look().px(4) + look().wide(Type.LABEL, self._corner) if self._corner else 0
        painter.setPen(ink)
        mark = self._tick_room()
        if mark:
            side = look().px(12)
            paint_tick(painter, QRectF(pad, (self.height() - side) / 2, side, side), ink)
        box = QRectF(pad + mark, 0, self.width() - 2 * pad - cap - mark, self.height())
        spare = (box.width() - look().wide(self._type(), self.text())) / 2
        box.adjust(
            max(0, corner + look().px(3) - pad - spare) * 2, 0, 0, 0
        )  # a title beside a figure is not one with it
        painter.drawText(box, _TITLE_LEFT if capped else _TITLE_MIDDLE, self._title)
        if self._corner:
            painter.setFont(look().font(Type.LABEL))
            painter.setPen(look().tone(Tone.INFO))
            left = self.rect().adjusted(look().px(4), 0, 0, 0)
            painter.drawText(left, LEFT, self._corner)
        if capped:
            primary = self._kind == "primary" and self.isEnabled()
            palette = look().palette
            ink = QColor(palette.on_accent if primary else palette.dim)
            ink.setAlphaF(1.0 if self._live else _FAINT)
            self._paint_key(painter, pad, cap - self._gap(tight), ink)

    def _paint_key(self, painter: QPainter, pad: int, width: int, ink: QColor) -> None:
        height = look().metrics(Type.LABEL).height() + look().px(4)
        edge = QColor(ink)
        edge.setAlphaF(0.55 * ink.alphaF())
        box = QRectF(self.width() - pad - width, (self.height() - height) / 2, width, height)
        paint_keycap(painter, box, self._key, edge, ink)

    def _type(self) -> Type:
        return Type.SMALL if self._small() else Type.STRONG

    def _small(self) -> bool:
        return self._kind in ("quiet", "bare")

    def _key_room(self, tight: int, key: str | None = None) -> int:
        key = self._key if key is None else key
        if not key:
            return 0
        cap = look().wide(Type.LABEL, key) + look().px((14, 12, 8)[tight])
        return cap + self._gap(tight)

    def _gap(self, tight: int) -> int:
        return look().px((10, 8, 6)[tight]) if self.text() else 0

    def _tick_room(self) -> int:
        return look().px(18) if self._chosen else 0

    def _pad(self, tight: int) -> int:
        return look().px((10, 9, 7)[tight] if self._small() else (16, 13, 9)[tight])

    def _colours(self) -> tuple[QColor, QColor, QColor]:
        """Return ground, edge and ink."""
        ground, edge, ink = self._colours_at_rest()
        if not (self.hasFocus() or self._framed):
            return ground, edge, ink
        palette = look().palette
        return ground, QColor(palette.plain if self._kind == "primary" else palette.focus), ink

    def _colours_at_rest(self) -> tuple[QColor, QColor, QColor]:
        palette = look().palette
        hot = self.isEnabled() and (self.underMouse() or self.isDown())
        raised = palette.raised_hover if hot else palette.raised
        if self._kind == "bare":
            clear = QColor(palette.raised if hot else palette.ground)
            return clear, clear, QColor(palette.plain if hot else palette.dim)
        if not self.isEnabled():
            return QColor(palette.card), QColor(palette.line), QColor(palette.dim)
        if self._kind == "primary":
            ground = palette.accent_hover if hot else palette.accent
            return QColor(ground), QColor(palette.accent_line), QColor(palette.on_accent)
        if self._kind == "danger":
            return QColor(palette.raised_hover if hot else palette.card), QColor(palette.bad_line), QColor(palette.bad)
        return QColor(raised), QColor(palette.line_strong), QColor(palette.plain)
