"""The list of shows: make one, open, duplicate, duplicate as rehearsal; an empty program offers a sample."""

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from liveops_desktop.core.clock import HOUR, Span
from liveops_desktop.core.commands import DuplicateShow, NewSampleShow, NewShow, OpenShow
from liveops_desktop.core.cue import Header, TimeOfDay
from liveops_desktop.core.intents import EditHeader
from liveops_desktop.core.roles import Role
from liveops_desktop.core.snapshot import ShowEntry, Snapshot
from liveops_desktop.panels import Action, Panel, PanelWidget, Part, Room, Send
from liveops_desktop.panels.shows.form import ShowForm
from liveops_desktop.panels.shows.rehearsal import RehearsalStart
from liveops_desktop.panels.shows.row import ShowRow
from liveops_desktop.widgets.ask import Toolbar
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.frame import Empty, Section, margins
from liveops_desktop.widgets.keycaps import cap
from liveops_desktop.widgets.rows import RowList
from liveops_desktop.words import N_, _, n_, refusal_sentence

LIST = Part(N_("In the list of shows"), (Action("open", N_("Open the show"), ("Return", "Enter")),))
USUAL_START = TimeOfDay(Span(20 * HOUR))


class ShowsPanel(PanelWidget):
    """Draws the list; the form is the only draft."""

    def __init__(self, send: Send) -> None:
        super().__init__()
        self._send = send
        self._snapshot: Snapshot | None = None
        self._entries: tuple[ShowEntry, ...] | None = None
        self._open_path = ""
        self._rows: dict[str, ShowRow] = {}
        self._wish = ""
        self._wished: Header | None = None
        self._editing: Header | None = None
        """The header being edited; None: the form makes a new show."""
        self.setAccessibleName(_("Shows"))
        self._build()

    def _build(self) -> None:
        self._card = Section(_("Shows"))
        self.new = KeyButton(_("New show …"), cap("shows.new", "N"), "primary", self._begin_new)
        self.edit = KeyButton(_("Edit …"), cap("shows.edit", "E"), "plain", self._begin_edit)
        self.sample = KeyButton(_("Try the sample show"), "", "plain", lambda: self._send(NewSampleShow()))
        self.form = ShowForm(self._finish, self._close_form)
        self.form.hide()
        self.rehearse = RehearsalStart(self._rehearse, self._close_form)
        self._empty = Empty()
        self._scroll = RowList(_("Shows; Enter opens"), LIST.heard({"open": self._enter}), moved=self._moved)
        self._column = self._scroll.column
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._card.body.addWidget(Toolbar((self.new, self.edit, None, self.sample)))
        self._card.body.addWidget(self.form)
        self._card.body.addWidget(self.rehearse)
        self._card.body.addWidget(self._scroll, 1)
        self._card.body.addWidget(self._empty, 1)
        whole = QHBoxLayout(self)
        margins(whole, 0, 0, 0)
        whole.addWidget(self._card)

    # -- drawing -----------------------------------------------------------------------

    def draw(self, snapshot: Snapshot) -> None:
        """Show *snapshot*; rows are kept by path."""
        self._snapshot = snapshot
        station = snapshot.station
        if station.shows != self._entries or station.show_path != self._open_path:
            self._entries, self._open_path = station.shows, station.show_path
            self._draw_rows(station.shows, station.show_path)
        self.edit.setVisible(snapshot.show is not None and snapshot.show.header is not None)
        self._empty.setVisible(not station.shows and self.form.isHidden())
        self._scroll.setVisible(bool(station.shows))
        self._draw_answer(snapshot)

    def _draw_rows(self, entries: tuple[ShowEntry, ...], open_path: str) -> None:
        count = len(entries)
        self._card.put_head(_("Shows"), n_("{count} show", "{count} shows", count).format(count=count) if count else "")
        self._empty.put(
            _("Your shows stand here."),
            _("Make one with “New show”, or try the sample: a two-hour shopping show with nineteen cues."),
        )
        for path in set(self._rows) - {entry.path for entry in entries}:
            gone = self._rows.pop(path)
            self._column.removeWidget(gone)
            gone.deleteLater()
        for place, entry in enumerate(entries):
            if entry.path not in self._rows:
                self._rows[entry.path] = ShowRow(entry.path, self._open, self._duplicate)
            row = self._rows[entry.path]
            row.put(entry, is_open=entry.path == open_path)
            if self._column.indexOf(row) != place:
                self._column.insertWidget(place, row)
        self._scroll.put_rows([self._rows[entry.path] for entry in entries])

    def _draw_answer(self, snapshot: Snapshot) -> None:
        if not self.rehearse.isHidden():
            self.rehearse.draw(snapshot)
        if not self._wish or self.form.isHidden():
            return
        refused = snapshot.station.refusals.get(self._wish)
        if refused is not None:
            self.form.say(refusal_sentence(refused), refused.field)
            self._wish = ""
        elif self._answered(snapshot):
            self._close_form()

    def _answered(self, snapshot: Snapshot) -> bool:
        """Say whether what was wished stands: the form closes only then, so that nothing typed is lost."""
        if self._wish in snapshot.station.pending or snapshot.show is None:
            return False
        return snapshot.show.header == self._wished

    # -- keys --------------------------------------------------------------------------

    def press(self, action: str) -> None:
        """Make, edit, duplicate or rehearse; the last two act on the current row of the list."""
        row = self._scroll.current()
        if action == "new":
            self._begin_new()
        elif action == "edit":
            self._begin_edit()
        elif isinstance(row, ShowRow):
            row.press(action)

    def _enter(self, row: QWidget) -> None:
        if isinstance(row, ShowRow):
            row.press("open")

    def _moved(self, before: QWidget | None, now: QWidget | None) -> None:
        for row in (before, now):
            if isinstance(row, ShowRow):
                row.put_current(row is now)

    # -- wishing -----------------------------------------------------------------------

    def _begin_new(self) -> None:
        zone = self._zone()
        now = self._snapshot.now if self._snapshot is not None else 0
        today = datetime.fromtimestamp(now / 1_000, tz=_zone_info(zone)).date()
        self._editing = None
        self._wish = ""
        self.rehearse.hide()
        self.form.show()
        self.form.begin(Header(title="", date=today, zone=zone, start=USUAL_START), _("A new show"), _("Make the show"))
        self._empty.hide()

    def _begin_edit(self) -> None:
        show = self._snapshot.show if self._snapshot is not None else None
        if show is None or show.header is None:
            return
        self._editing = show.header
        self._wish = ""
        self.rehearse.hide()
        self.form.show()
        self.form.begin(show.header, _("This show"), _("Save"))
        self._empty.hide()

    def _finish(self, header: Header) -> None:
        self._wished = header
        if self._editing is None:
            self._wish = self._send(NewShow(header))
        elif header == self._editing:
            self._close_form()
        else:
            self._wish = self._send(EditHeader(was=self._editing, now=header))

    def _close_form(self) -> None:
        self._wish = ""
        self.form.hide()
        self.rehearse.hide()
        self._empty.setVisible(not self._entries)
        self._scroll.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, path: str) -> None:
        self._send(OpenShow(path))

    def _duplicate(self, path: str, *, rehearsal: bool) -> None:
        if rehearsal:
            title = next((entry.title for entry in self._entries or () if entry.path == path), "")
            self.form.hide()
            self.rehearse.ask(path, title)
        else:
            self._send(DuplicateShow(path, rehearsal=False))

    def _rehearse(self, path: str, start: TimeOfDay | None) -> str:
        return self._send(DuplicateShow(path, rehearsal=True, start=start))

    def _zone(self) -> str:
        """Return the zone of the show that is open, or else UTC until the person names one."""
        show = self._snapshot.show if self._snapshot is not None else None
        return show.header.zone if show is not None and show.header is not None else _station_zone()


def _station_zone() -> str:
    """Return this machine's zone by its IANA name."""
    from PySide6.QtCore import QTimeZone

    name = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")
    return name if _known(name) else "UTC"


def _known(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return False
    return True


def _zone_info(zone: str) -> ZoneInfo:
    return ZoneInfo(zone if _known(zone) else "UTC")


PANEL = Panel(
    key="shows",
    title=N_("Shows"),
    room=Room.PLAN,
    order=10,
    hats=frozenset({Role.PLANNER, Role.TECHNICAL, Role.EXECUTION}),
    build=ShowsPanel,
    actions=(
        Action("new", N_("Make a new show"), ("N",)),
        Action("edit", N_("Edit the open show"), ("E",)),
        Action("duplicate", N_("Duplicate the selected show"), ("D",)),
        Action("rehearse", N_("Duplicate the selected show as a rehearsal"), ("R",)),
    ),
    parts=(LIST,),
)
