"""The main window: rooms, the panels of the workspace in them, and nothing else."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import (
    QCoreApplication,
    QElapsedTimer,
    QEvent,
    QEventLoop,
    QObject,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from liveops_desktop.core.commands import AskObsPassword, AskPerson, AskSavingFolder, Command, TurnHostPanel
from liveops_desktop.core.intents import Intent
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.panels import QUESTIONS, Panel, PanelWidget, Room, Send
from liveops_desktop.shell import drafts
from liveops_desktop.shell.workspaces import Column, Workspace
from liveops_desktop.widgets.ask import Ask
from liveops_desktop.widgets.keys import HOST_PANEL, go_home
from liveops_desktop.widgets.look import State
from liveops_desktop.widgets.tabs import Tabs
from liveops_desktop.words import N_, _

KEPT_CLEAR = ("clocks", "take-bar", "trouble")
"""Panels that no window is laid over unasked, what matters most first."""
ROOM_TITLES = {
    Room.PLAN: N_("Plan"),
    Room.PREFLIGHT: N_("Preflight"),
    Room.ON_AIR: N_("On air"),
    Room.REVIEW: N_("Review"),
}


_PATIENCE = 300  # ms


def _unheard(_wish: Intent | Command, /) -> str:
    """Nobody is there yet to hear a wish."""
    return ""


class _Blank(PanelWidget):
    """Where a panel will stand."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.setObjectName(key)

    def draw(self, snapshot: Snapshot) -> None:
        """Show nothing."""


_NOT_A_SLIP = 1_000  # ms; a second press within it is the same press


class MainWindow(QWidget):
    """Top strip, banners, and the room chosen. Panels are built when their room is first entered.

    It stands as an empty frame until ``furnish``: panels are imported and built behind a window that is there.
    *painted* is called after each paint.
    """

    closed = Signal()

    def __init__(self, painted: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle("LiveOps Desktop")
        self.setMinimumSize(1180, 680)
        self.resize(1600, 900)
        self._panels: Mapping[str, Panel] = {}
        self._send: Send = _unheard
        self.painted = painted
        self._built: dict[str, PanelWidget] = {}
        self._typed: dict[str, tuple[drafts.Draft, ...]] = {}
        """What was typed in panels that are to be built anew, by panel."""
        self._in_front: dict[str, int] = {}
        """The page in front of each column of pages, by the key of its first."""
        self._rooms: dict[Room, QSplitter] = {}
        self._workspace: Workspace | None = None
        self._snapshot: Snapshot | None = None
        self._strip: PanelWidget = _Blank("top-strip")
        self._banners: PanelWidget = _Blank("banners")
        self._tabs = QButtonGroup(self, exclusive=True)
        self._stack = QStackedWidget()
        self._between = QWidget()
        """Stands there while a room is built."""
        self._stack.addWidget(self._between)
        self._question = Ask()
        self._asked = QElapsedTimer()
        self._lay_out()

    def first_paint(self) -> None:
        """Show the empty frame; return when it is painted, or when the window system takes too long."""
        told, waiting = self.painted, QEventLoop()

        def painted() -> None:
            told()
            waiting.quit()

        self.painted = painted
        QTimer.singleShot(_PATIENCE, waiting, waiting.quit)
        self._stand()
        self.update()
        waiting.exec()
        self.painted = told

    def _stand(self) -> None:
        """Come into sight: in its own size where the screen has room for that, else filling the screen.

        Without this a window larger than a notebook's screen would keep the take bar below its edge.
        """
        desk = self.screen().availableSize()
        if desk.width() > self.width() and desk.height() > self.height():
            self.show()
        else:
            self.showMaximized()

    def come_forward(self) -> None:
        """Stand before other windows with the keys: no longer minimised, and else as large as it was."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def furnish(self, panels: Mapping[str, Panel], send: Send) -> None:
        """Put in what stands in every room; *panels* are built as the rooms need them and wish by *send*."""
        self._panels, self._send = panels, send
        blank = (self._strip, self._banners)
        self._strip = self._replace(self._top, self._strip)
        self._banners = self._replace(self._down, self._banners)
        for widget in blank:
            widget.hide()
            widget.deleteLater()
        for button, kind in self._buttons.items():
            button.setText(_(ROOM_TITLES[kind]))

    def open_workspace(self, workspace: Workspace, room: Room | None = None) -> None:
        """Show *workspace*'s rooms: the room of now where it has it, else *room*, else the first."""
        room = self.room() or room
        self._workspace = workspace
        for widget in list(self._rooms.values()):
            self._stack.removeWidget(widget)
            for panel in widget.findChildren(PanelWidget):
                panel.setParent(None)  # panels outlive the arrangement
            widget.deleteLater()
        self._rooms.clear()
        for button, kind in self._buttons.items():
            button.setVisible(kind in workspace.rooms)
        self.enter(room if room in workspace.rooms else next(iter(workspace.rooms)))

    def enter(self, room: Room) -> None:
        """Go to *room*."""
        if self._workspace is None or room not in self._workspace.rooms:
            return
        if room not in self._rooms:
            self._rooms[room] = self._furnish(self._workspace.rooms[room])
            # Before it is shown: a row put into a list that is seen already costs several times as much.
            self._draw_room(room)
        focus = QApplication.focusWidget()
        elsewhere = focus is not None and not self._stack.isAncestorOf(focus)
        self._stack.setCurrentWidget(self._rooms[room])
        next(b for b, kind in self._buttons.items() if kind is room).setChecked(True)
        if self._snapshot is not None:
            self.draw(self._snapshot)
        if not elsewhere:  # a question over the rooms keeps it
            self._go_home(self._rooms[room])

    def _go_home(self, room: QWidget) -> None:
        """Give the focus to the room's list: left to itself, Qt may choose a text field, and the keys were off."""
        if go_home(room):
            return
        focus = QApplication.focusWidget()
        if focus is not None and room.isAncestorOf(focus):
            focus.clearFocus()

    def rebuild(self, snapshot: Snapshot, between: Callable[[], object] | None = None) -> None:
        """Build every panel anew, in the language and the look of now, in the room that is shown.

        What was typed goes along where the panel has the same fields again, in other rooms too; a form that was
        opened is closed.
        *between* is called when the old panels are gone for good and the new ones not built yet: a new style sheet
        costs milliseconds a widget. Not from inside a panel, then.
        """
        room = self.room()
        self._typed |= {key: typed for key, panel in self._built.items() if (typed := drafts.take(panel))}
        self._put_panels_away(between)
        for button, kind in self._buttons.items():
            button.setText(_(ROOM_TITLES[kind]))
        self._question.withdraw()
        self._snapshot = snapshot
        if room is not None:
            self.enter(room)

    def _put_panels_away(self, between: Callable[[], object] | None) -> None:
        """Leave the window as it is after ``furnish``: no room is built."""
        self._stack.setCurrentWidget(self._between)
        old: list[QWidget] = [
            *self._rooms.values(),
            *(panel for panel in self._built.values() if panel.parent() is None),
        ]
        for room in self._rooms.values():
            self._stack.removeWidget(room)
        self._rooms.clear()
        self._built.clear()
        old += [self._strip, self._banners]
        blank = self._strip, self._banners = (
            self._blank(self._top, self._strip),
            self._blank(self._down, self._banners),
        )
        for widget in old:
            widget.hide()
            widget.deleteLater()
        if between is not None:
            for widget in old:
                QCoreApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete)
            between()
        self._strip = self._replace(self._top, self._strip)
        self._banners = self._replace(self._down, self._banners)
        for widget in blank:
            widget.hide()
            widget.deleteLater()

    def _blank(self, layout: QBoxLayout, old: PanelWidget) -> PanelWidget:
        blank = _Blank(old.objectName())
        layout.replaceWidget(old, blank)
        return blank

    def _replace(self, layout: QBoxLayout, old: PanelWidget) -> PanelWidget:
        new = self._build(old.objectName())
        layout.replaceWidget(old, new)
        return new

    def room(self) -> Room | None:
        """Return the room shown."""
        return next((r for r, w in self._rooms.items() if w is self._stack.currentWidget()), None)

    def bring(self, panel: str) -> None:
        """Bring the panel of that key to the front where it stands behind others in the room shown."""
        room = self.room()
        if room is None:
            return
        across = self._rooms[room]
        for place in range(across.count()):
            column = across.widget(place)
            if isinstance(column, Tabs):
                column.bring(panel)

    def panel(self, key: str) -> PanelWidget | None:
        """Return the panel of that key, if it stands."""
        return self._built.get(key)

    def kept_clear(self) -> tuple[QRect, ...]:
        """Return where on the display nothing may be laid over the room unasked: what matters most first."""
        if self._workspace is None or Room.ON_AIR not in self._workspace.rooms:
            return ()
        if self.room() is Room.ON_AIR:
            parts = [self._built[key] for key in KEPT_CLEAR if key in self._built]
            return tuple(QRect(one.mapToGlobal(QPoint(0, 0)), one.size()) for one in parts if one.isVisible())
        return self._kept_columns(self._workspace.rooms[Room.ON_AIR])

    def _kept_columns(self, columns: tuple[Column, ...]) -> tuple[QRect, ...]:
        """Return where the columns of what is kept clear will be, for a room that is not laid out yet."""
        total, left = sum(column.share for column in columns), 0
        kept = []
        for column in columns:
            place = QRect(left * self.width() // total, 0, column.share * self.width() // total, self.height())
            left += column.share
            if any(key in KEPT_CLEAR for key, _share in column.panels):
                kept.append(QRect(self.mapToGlobal(place.topLeft()), place.size()))
        return tuple(kept)

    def add_bar(self, bar: QWidget) -> None:
        """Put *bar* under the banners; it shows itself when it has something to ask."""
        bar.installEventFilter(self)
        self._bars.addWidget(bar)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the room make way for a question that has come, or take its height back."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            QTimer.singleShot(0, self, self._make_way)
        return super().eventFilter(watched, event)

    def _make_way(self) -> None:
        bars = [item.widget() for place in range(self._bars.count()) if (item := self._bars.itemAt(place)) is not None]
        self.setProperty(QUESTIONS, sum(bar.sizeHint().height() for bar in bars if bar is not None and bar.isVisible()))
        self._draw_room(self.room())

    def draw(self, snapshot: Snapshot) -> None:
        """Hand *snapshot* to every panel that can be seen."""
        before, self._snapshot = self._snapshot, snapshot
        if before is not None and before.station.saving is not None:
            self._saved_meanwhile(snapshot)
        self._strip.follow(snapshot)
        self._banners.follow(snapshot)
        self._draw_room(self.room())

    def _saved_meanwhile(self, snapshot: Snapshot) -> None:
        """Keep the question before closing true: it counts on, and what is saved by now is not asked about."""
        if not self._question.isVisible():
            return
        if snapshot.station.saving is None:
            self._question.withdraw()
        else:
            self._ask_to_stay(snapshot)

    def _draw_room(self, room: Room | None) -> None:
        if room is None or self._snapshot is None or self._workspace is None:
            return
        for column in self._workspace.rooms[room]:
            for key, _share in column.panels:
                if not column.tabs or (key in self._built and not self._built[key].isHidden()):
                    self._draw_panel(key, self._snapshot)

    def _draw_panel(self, key: str, snapshot: Snapshot) -> None:
        self._built[key].follow(snapshot)
        if key in self._typed:
            drafts.put_back(self._built[key], self._typed.pop(key))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask first while a show is on air, or facts wait for a disk; asked again a second later is the answer."""
        snapshot = self._snapshot
        show = snapshot.show if snapshot else None
        on_air = show is not None and show.air.on_air
        waiting = snapshot is not None and snapshot.station.saving is not None
        answered = self._question.isVisible() and self._asked.elapsed() > _NOT_A_SLIP
        if (on_air or waiting) and not answered:
            event.ignore()
            if not self._question.isVisible():
                self._asked.start()
            self._ask_to_stay(snapshot if waiting else None)
            return
        event.ignore()  # the app closes it when everything is put away
        self.closed.emit()

    def _ask_to_stay(self, unsaved: Snapshot | None) -> None:
        """Ask before closing; what *unsaved* has not on disk is named, and where it could go."""
        stay = (_("Stay"), "Ctrl+S", "plain", self._question.withdraw)
        if unsaved is None:
            close = (_("Close the control room"), "Ctrl+Q", "danger", self.closed.emit)
            text = _("The show is on air. Close the control room all the same? The show goes on in its file.")
            self._question.ask(text, [stay, close])
            return
        from liveops_desktop.panels.banners import lost_words  # panels are imported after the first paint

        folder = (_("Another folder …"), "", "primary", lambda: self._wish(AskSavingFolder()))
        close = (_("Close and lose it"), "Ctrl+Q", "danger", self.closed.emit)
        self._question.ask(lost_words(unsaved), [stay, folder, close], State.BAD)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Panels fold and unfold with the height of the window."""
        super().resizeEvent(event)
        if self._snapshot is not None and event.oldSize().height() != event.size().height():
            self.draw(self._snapshot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves a text field that has no use for it: single keys mean something again."""
        focus = QApplication.focusWidget()
        if event.key() == Qt.Key.Key_Escape and focus is not None:
            focus.clearFocus()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tell when what was drawn has really been painted: Qt paints a window's widgets in ``UpdateRequest``."""
        handled = super().event(event)
        if event.type() == QEvent.Type.UpdateRequest:
            self.painted()
        return handled

    def _wish(self, command: Command) -> None:
        self._send(command)

    def _build(self, key: str) -> PanelWidget:
        if key not in self._built:
            widget = self._panels[key].build(self._send)
            widget.setObjectName(key)
            self._built[key] = widget
        return self._built[key]

    def _furnish(self, columns: tuple[Column, ...]) -> QSplitter:
        """Build a room behind the one that is shown.

        From the outside in: with a style sheet, Qt goes through all that a widget holds each time it gets a parent.
        """
        across = QSplitter(Qt.Orientation.Horizontal)
        across.setChildrenCollapsible(False)
        across.setHandleWidth(8)
        self._stack.addWidget(across)
        for index, column in enumerate(columns):
            if column.tabs:
                self._tab(column, across)
            else:
                self._pile(column, across)
            across.setStretchFactor(index, column.share)
        total = sum(column.share for column in columns)
        across.setSizes([round(1600 * column.share / total) for column in columns])
        return across

    def _pile(self, column: Column, across: QSplitter) -> None:
        stack = QWidget()
        down = QVBoxLayout(stack)
        down.setContentsMargins(0, 0, 0, 0)
        across.addWidget(stack)
        for key, share in column.panels:
            down.addWidget(self._build(key), share)

    def _tab(self, column: Column, across: QSplitter) -> None:
        """Put the panels of *column* behind one another; the one chosen is drawn when it comes to the front."""
        keys = [key for key, _share in column.panels]

        def turned(place: int) -> None:
            self._in_front[keys[0]] = place
            if tabs.isVisible():
                self._draw_room(self.room())

        tabs = Tabs(turned)
        across.addWidget(tabs)
        for key in keys:
            tabs.add(_(self._panels[key].title), partial(self._build, key), key)
        tabs.show_page(self._in_front.get(keys[0], 0))

    def _lay_out(self) -> None:
        self._top = top = QHBoxLayout()
        top.setContentsMargins(8, 6, 12, 6)
        top.setSpacing(2)
        self._buttons: dict[QPushButton, Room] = {}
        for number, (room, title) in enumerate(ROOM_TITLES.items(), start=1):
            button = QPushButton(_(title))
            button.setVisible(False)  # until it is known whose workspace this is, and in which language
            button.setProperty("role", "tab")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # no button is pressed by Space
            button.setToolTip(f"Ctrl+{number}")
            button.clicked.connect(lambda _checked=False, room=room: self.enter(room))
            QShortcut(QKeySequence(f"Ctrl+{number}"), self).activated.connect(lambda room=room: self.enter(room))
            self._tabs.addButton(button)
            self._buttons[button] = room
            top.addWidget(button)
        for sequence, command in (("F6", AskPerson()), ("Ctrl+O", AskObsPassword()), (HOST_PANEL, TurnHostPanel())):
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(partial(self._wish, command))
        for sequence, act in (("Ctrl+Q", self.close), ("Ctrl+S", self._question.withdraw)):
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(act)
        top.addWidget(self._strip, 1)
        bar = QFrame()
        bar.setObjectName("topbar")
        bar.setLayout(top)
        self._down = down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addWidget(bar)
        down.addWidget(self._banners)
        self._bars = QVBoxLayout()
        self._bars.addWidget(self._question)
        down.addLayout(self._bars)
        body = QVBoxLayout()
        body.setContentsMargins(12, 10, 12, 10)
        body.addWidget(self._stack)
        down.addLayout(body, 1)
