"""Over the grid: what can be done with the whole run-of-show, and what of it is shown."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QVBoxLayout, QWidget

from liveops_desktop.core.commands import ExportRundown, SaveTemplate, UseTemplate
from liveops_desktop.core.show import Show
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.panels import Send
from liveops_desktop.panels.editor.table import IMPORT
from liveops_desktop.widgets.ask import Toolbar
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.choice import Choice
from liveops_desktop.widgets.frame import margins
from liveops_desktop.widgets.keycaps import cap
from liveops_desktop.widgets.look import look
from liveops_desktop.words import _

Entries = Sequence[tuple[str, Callable[[], object]]]


class NameLine(QLineEdit):
    """A line for the name of a new column: Enter hands it to *named*, Escape leaves it."""

    def __init__(self, named: Callable[[str], object]) -> None:
        super().__init__()
        self._named = named
        self.setPlaceholderText(_("Name of the new column: Enter adds it, Esc leaves it"))
        self.setAccessibleName(_("Name of the new column"))
        self.hide()

    def ask(self) -> None:
        """Ask for a name."""
        self.clear()
        self.show()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take or leave it."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.text().strip():
                self._named(self.text().strip())
            self.hide()
        else:
            super().keyPressEvent(event)


class Bar(QWidget):
    """*press* hears what its buttons stand for, *filtered* the owner and the text that are looked for.

    *column* hears the title of a column to add (True) or the key of one to take away (False).
    """

    def __init__(
        self,
        send: Send,
        press: Callable[[str], None],
        filtered: Callable[[str, str], None],
        column: Callable[[str, bool], None],
    ) -> None:
        super().__init__()
        self._send, self._filtered, self._column = send, filtered, column
        self._show: Show | None = None
        self._templates: tuple[tuple[str, str], ...] = ()
        self.finder, self.owner, self.reason = QLineEdit(), Choice(), QLineEdit()
        self.undo = KeyButton(_("Undo"), "", "plain", lambda: press("undo"), low=True)
        self.redo = KeyButton(_("Redo"), "", "plain", lambda: press("redo"), low=True)
        key = cap("editor.import", IMPORT.sequences[0])
        self._import = KeyButton(_("Import"), "", "plain", lambda: press("import"), low=True)
        self._import.setToolTip(key)  # a keycap on each would leave no room for what is looked for
        self._add = KeyButton(_("Add"), "", "plain", lambda: press("add"), low=True)
        self._out = KeyButton(_("Export"), "", "plain", lambda: _offer(self._out, self.exports()), low=True)
        self._more = KeyButton(
            _("More"), "", "plain", lambda: _offer(self._more, [*self.templates(), *self.columns()]), low=True
        )
        self._owners: Sequence[str] = ()
        """Whom the cues name."""
        self.name = NameLine(lambda title: self._column(title, True))
        self._lay_out()

    def draw(self, snapshot: Snapshot, owners: Sequence[str]) -> None:
        """Show what can be done with the show of *snapshot*, whose cues name *owners*."""
        station, show = snapshot.station, snapshot.show
        self._show, self._templates = show, station.templates
        self.undo.put(_("Undo"), enabled=bool(station.undo))
        self.redo.put(_("Redo"), enabled=bool(station.redo))
        if owners is not self._owners:
            self._owners = owners
            self._draw_owners()
        self.reason.setVisible(show is not None and show.lock.locked)

    def _draw_owners(self) -> None:
        names = ["", *self._owners]
        if [self.owner.itemData(n) for n in range(self.owner.count())] != names:
            chosen = self.owner.currentData()
            self.owner.blockSignals(True)
            self.owner.clear()
            for name in names:
                self.owner.addItem(name or _("everybody"), name)
            self.owner.setCurrentIndex(max(0, self.owner.findData(chosen)))
            self.owner.blockSignals(False)

    def why(self) -> str:
        """Return the reason written for edits of a locked run-of-show."""
        return self.reason.text().strip()

    def look_for(self) -> None:
        """Give the keys to the line that finds."""
        self.finder.setFocus()
        self.finder.selectAll()

    # -- menus -------------------------------------------------------------------------

    def exports(self) -> Entries:
        """Return what the run-of-show can be written as."""

        def export(form: str, role: str = "") -> Callable[[], object]:
            return lambda: self._send(ExportRundown(form, role))

        sheets = [(_("Sheet for {role} (PDF)").format(role=name), export("pdf", name)) for name in self._owners]
        return [
            (_("Excel"), export("xlsx")),
            ("CSV", export("csv")),
            (_("Calendar"), export("ics")),
            (_("Sheet for everybody (PDF)"), export("pdf")),
            (_("Sheet for the host (PDF)"), export("pdf", "HOST")),
            *sheets,
        ]

    def templates(self) -> Entries:
        """Return the templates, and saving one."""

        def use(key: str) -> Callable[[], object]:
            return lambda: self._send(UseTemplate(key))

        header = self._show.header if self._show is not None else None
        title = header.title if header is not None else ""
        save = (_("Save this run-of-show as a template"), lambda: self._send(SaveTemplate(title)))
        return [*((_("Template: {name}").format(name=name), use(key)) for key, name in self._templates), save]

    def columns(self) -> Entries:
        """Return adding a column of the crew's own, and taking away each of them."""

        def remove(key: str) -> Callable[[], object]:
            return lambda: self._column(key, False)

        header = self._show.header if self._show is not None else None
        own = header.columns if header is not None else ()
        gone = [(_("Take away the column “{title}”").format(title=one.title), remove(one.key)) for one in own]
        return [(_("Add a column …"), self.name.ask), *gone]

    def _lay_out(self) -> None:
        self.finder.setPlaceholderText(_("Find (Ctrl+F)"))
        self.finder.setAccessibleName(_("Find in the run-of-show"))
        self.finder.setClearButtonEnabled(True)
        self.finder.setMinimumWidth(look().px(84))
        self.finder.setMaximumWidth(look().px(170))
        self.finder.textChanged.connect(self._filter)
        self.owner.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        self.owner.setMinimumWidth(look().px(96))
        self.owner.setMaximumWidth(look().px(160))
        self.owner.setAccessibleName(_("Show the cues of"))
        self.owner.currentIndexChanged.connect(self._filter)
        self.reason.setPlaceholderText(_("Why it changes"))
        self.reason.setAccessibleName(_("Reason of the edits to the locked run-of-show"))
        self.reason.setMinimumWidth(look().px(96))
        buttons = [self._add, self._import, self._out, self._more, self.undo, self.redo]
        down = QVBoxLayout(self)
        margins(down, 0, 0, 6)
        down.addWidget(Toolbar([*buttons, None, self.reason, self.owner, self.finder]))
        down.addWidget(self.name)

    def _filter(self) -> None:
        self._filtered(self.owner.currentData() or "", self.finder.text().strip())


def _offer(button: KeyButton, entries: Entries) -> None:
    menu = QMenu(button)
    for title, do in entries:
        menu.addAction(title).triggered.connect(lambda _checked=False, do=do: do())
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
