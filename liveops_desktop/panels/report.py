"""The report of a show: planned against actual, incidents, and the Markdown that is sent up."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QPlainTextEdit,
    QStyle,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from liveops_desktop.core.asrun import AsRun, as_run, end_over, start_late
from liveops_desktop.core.clock import MINUTE, SECOND, ZERO, Span, since
from liveops_desktop.core.commands import CopyText, ExportReport, PreviewReport
from liveops_desktop.core.roles import Role
from liveops_desktop.core.show import Incident, Show
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.core.timetext import duration, over_under, wall_time
from liveops_desktop.core.timing import Plan
from liveops_desktop.panels import Action, Panel, PanelWidget, Room, Send
from liveops_desktop.widgets.ask import Toolbar
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.frame import Empty, Section, margins
from liveops_desktop.widgets.keycaps import cap
from liveops_desktop.widgets.look import ZEROS, Tone, Type, look
from liveops_desktop.widgets.text import Text
from liveops_desktop.words import N_, _, in_language, n_, punctuality

LATE = MINUTE
"""A cue that ran this much over is drawn amber; the figure stands beside the colour."""
RIGHT = frozenset({0, 2, 3, 4, 5, 6})
TITLE, LENGTH, REMARK = 1, 4, 7
NARROW = 720
"""Width of the table, at scale 1, below which it leaves a column out."""


@dataclass(frozen=True)
class Line:
    """One row of the table, as text."""

    cells: tuple[str, ...]
    tone: Tone


def lines_of(show: Show, plan: Plan, zone: str, shift: Span) -> tuple[Line, ...]:
    """Return the rows of the table: number, cue, plan, actual, length, ran, over, remark."""
    return tuple(_line(row, zone, shift) for row in as_run(show, plan))


def _line(row: AsRun, zone: str, shift: Span) -> Line:
    start = wall_time(row.planned_start, zone, shift) if row.planned_start is not None else "–"
    length = duration(row.cue.planned)
    if row.run is None:
        remark = _("skipped") if row.cue.skipped else _("not run")
        return Line((str(row.number), row.cue.title, start, "–", length, "–", "–", remark), Tone.DIM)
    ran = duration(Span(row.ran // SECOND * SECOND)) if row.ran is not None else "–"
    over = over_under(row.over) if row.over is not None else "–"
    remarks = [_("on air")] if row.ran is None else []
    if row.run.held_total > ZERO:
        remarks.append(_("held {span}").format(span=duration(Span(row.run.held_total // SECOND * SECOND))))
    if row.run.by_itself:
        remarks.append(_("taken by itself"))
    taken = wall_time(row.run.taken_at, zone, shift)
    tone = Tone.WARN if row.over is not None and row.over >= LATE else Tone.PLAIN
    return Line((str(row.number), row.cue.title, start, taken, length, ran, over, ", ".join(remarks)), tone)


def headline(show: Show, plan: Plan, zone: str, shift: Span) -> str:
    """Return start, end and over/under in one sentence."""
    late, over = start_late(show, plan), end_over(show, plan)
    if late is None or show.air.started_at is None:
        return _("Not started. Planned for {clock}.").format(clock=wall_time(plan.start, zone, shift, False))
    started = _("Started {clock}, {punctuality}").format(
        clock=wall_time(show.air.started_at, zone, shift), punctuality=punctuality(late)
    )
    if over is None or show.air.ended_at is None:
        return f"{started} · " + _("still running")
    ended = _("ended {clock}, {over} against the plan").format(
        clock=wall_time(show.air.ended_at, zone, shift), over=over_under(over)
    )
    return f"{started} · {ended}"


def incident_words(incident: Incident, language: str, zone: str, shift: Span) -> str:
    """Return one incident in one line."""
    card = incident.card
    parts = [f"{wall_time(incident.opened_at, zone, shift)}  {card.id} {in_language(card.title, language)}"]
    parts.append(card.severity.value)
    done = len(incident.steps)
    parts.append(_("{done} of {total} steps").format(done=done, total=len(card.steps)))
    if incident.closed_at is None:
        parts.append(_("still open"))
    else:
        open_for = Span(since(incident.opened_at, incident.closed_at) // SECOND * SECOND)
        parts.append(_("closed after {span}").format(span=duration(open_for)))
        parts.append(_("recovery confirmed") if incident.recovered else _("recovery not confirmed"))
    return " · ".join(parts)


def _margin(table: QTableWidget) -> int:
    """Return how far from its edge Qt sets the text of a cell."""
    return table.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, table) + 1


class _Table(QTableWidget):
    """Leaves the planned length out where the titles need the room; what it ran and by how much over stays."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose by the new width."""
        super().resizeEvent(event)
        self.setColumnHidden(LENGTH, self.width() < look().px(NARROW))


class ReportPanel(PanelWidget):
    """Draws the figures; the Markdown itself is made by the program when it is asked for."""

    def __init__(self, send: Send) -> None:
        super().__init__()
        self._send = send
        self._snapshot: Snapshot | None = None
        self._lines: tuple[Line, ...] | None = None
        self._previewing = False
        self._asked_at: int | None = None
        """Facts the show had when the preview was asked for."""
        self.setAccessibleName(_("Report"))
        self._card = Section(_("Report"))
        self.headline = Text("", Type.HEAD, wrap=True)
        self.table = self._build_table()
        self._incident_head = Text("", Type.LABEL, Tone.DIM)
        self._incidents = Text("", Type.BODY, wrap=True)
        self.markdown = QPlainTextEdit()
        self.markdown.setReadOnly(True)
        self.markdown.setFont(look().font(Type.BODY))
        self.markdown.setAccessibleName(_("The report as Markdown"))
        self._empty = Empty()
        self.export = KeyButton(
            _("Export Markdown"), cap("report.export", "Ctrl E"), "primary", lambda: send(ExportReport())
        )
        self.preview = KeyButton("", cap("report.preview", "P"), "plain", self._turn)
        self.copy = KeyButton(_("Copy"), cap("report.copy", "C"), "plain", self._copy)
        self.export_pdf = KeyButton(_("Export PDF"), "", "plain", lambda: send(ExportReport("pdf")))
        self._bar = Toolbar((self.preview, self.copy, None, self.export_pdf, self.export))
        for part, share in (
            (self.headline, 0),
            (self.table, 1),
            (self._incident_head, 0),
            (self._incidents, 0),
            (self.markdown, 1),
            (self._empty, 1),
            (self._bar, 0),
        ):
            self._card.body.addWidget(part, share)
        whole = QVBoxLayout(self)
        margins(whole, 0, 0, 0)
        whole.addWidget(self._card)

    def _build_table(self) -> QTableWidget:
        heads = ("#", _("Cue"), _("Plan"), _("Actual"), _("Length"), _("Ran"), _("Over"), "  " + _("Remark"))
        table = _Table(0, len(heads))
        table.setHorizontalHeaderLabels(heads)
        table.setAccessibleName(_("Planned against actual"))
        table.setFont(look().font(Type.BODY))
        table.horizontalHeader().setFont(look().font(Type.SMALL))
        table.horizontalHeader().setAccessibleName(_("Columns"))
        # a heading stands exactly over its column: as far from the edge as Qt sets the cells
        margin = _margin(table)
        table.horizontalHeader().setStyleSheet(
            f"QHeaderView::section {{ padding-left: {margin}px; padding-right: {margin}px; }}"
        )
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(look().px(32))
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        for column in range(len(heads)):
            mode = QHeaderView.ResizeMode.Stretch if column == TITLE else QHeaderView.ResizeMode.Fixed
            table.horizontalHeader().setSectionResizeMode(column, mode)
            item = table.horizontalHeaderItem(column)
            if item is not None:
                item.setTextAlignment(_side(column))
                item.setFont(look().font(Type.SMALL))
        return table

    # -- drawing -----------------------------------------------------------------------

    def draw(self, snapshot: Snapshot) -> None:
        """Show *snapshot*; the table is filled only when a row changed."""
        self._snapshot = snapshot
        show, timing = snapshot.show, snapshot.timing
        there = show is not None and show.header is not None and timing is not None
        self._empty.setVisible(not there)
        self._bar.setVisible(there)
        for part in (self.headline, self.table, self._incident_head, self._incidents, self.markdown):
            part.setVisible(there)
        if show is None or show.header is None or timing is None:
            self._empty.put(_("The report of a show stands here."), _("Open a show in the room Plan."))
            self._card.put_head(_("Report"))
            return
        zone, shift = show.header.zone, snapshot.wall_shift
        self._card.put_head(_("Report"), f"{show.header.title} · {show.header.date.isoformat()}")
        self.headline.put(headline(show, timing.plan, zone, shift))
        lines = lines_of(show, timing.plan, zone, shift)
        if lines != self._lines:
            self._lines = lines
            self._fill(lines)
        self._draw_incidents(show, snapshot, zone)
        self._draw_preview(show, snapshot)

    def _fill(self, lines: tuple[Line, ...]) -> None:
        self.table.setRowCount(len(lines))
        for row, line in enumerate(lines):
            ink = look().tone(line.tone)
            for column, text in enumerate(line.cells):
                # the remark stands beside a figure set to the right: a little air between them
                item = QTableWidgetItem(f"  {text}" if column == REMARK and text else text)
                item.setForeground(ink)
                item.setTextAlignment(_side(column))
                self.table.setItem(row, column, item)
        self._fit(lines)

    def _fit(self, lines: tuple[Line, ...]) -> None:
        """Make each column as wide as what stands in it: Qt would measure every cell whenever the room is entered."""
        for column in range(self.table.columnCount()):
            if column == TITLE:  # it takes the rest
                continue
            texts = {line.cells[column].translate(ZEROS) for line in lines}
            wide = max((look().wide(Type.BODY, ("  " if column == REMARK else "") + text) for text in texts), default=0)
            item = self.table.horizontalHeaderItem(column)
            head = look().wide(Type.SMALL, item.text()) if item is not None else 0
            # figures set to the right would touch those of the column before without some air
            air = look().px(10) if column else 0
            self.table.setColumnWidth(column, max(wide, head) + 2 * _margin(self.table) + air)

    def _draw_incidents(self, show: Show, snapshot: Snapshot, zone: str) -> None:
        count = len(show.incidents)
        head = n_("{count} incident", "{count} incidents", count).format(count=count) if count else _("No incident")
        self._incident_head.put(head.upper())
        words = (
            incident_words(incident, snapshot.station.language, zone, snapshot.wall_shift)
            for incident in show.incidents
        )
        self._incidents.put("\n".join(words))
        self._incidents.setVisible(bool(count) and not self._previewing)
        self._incident_head.setVisible(not self._previewing)

    def _draw_preview(self, show: Show, snapshot: Snapshot) -> None:
        self.preview.put(_("Figures") if self._previewing else _("Preview"))
        self.copy.setVisible(self._previewing)
        self.table.setVisible(not self._previewing)
        self.markdown.setVisible(self._previewing)
        if not self._previewing:
            return
        if self._asked_at != show.facts:  # something happened since: ask anew
            self._asked_at = show.facts
            self._send(PreviewReport())
        if snapshot.station.report_text != self.markdown.toPlainText():
            self.markdown.setPlainText(snapshot.station.report_text)

    # -- keys --------------------------------------------------------------------------

    def press(self, action: str) -> None:
        """Turn to the preview and back, copy it, or export."""
        button = {"preview": self.preview, "copy": self.copy, "export": self.export}.get(action)
        if button is not None and not button.isHidden() and not self._bar.isHidden():
            button.click()

    # -- wishing -----------------------------------------------------------------------

    def _turn(self) -> None:
        self._previewing = not self._previewing
        self._asked_at = None
        if self._snapshot is not None:
            self.draw(self._snapshot)

    def _copy(self) -> None:
        self._send(CopyText(self.markdown.toPlainText()))


def _side(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in RIGHT else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


PANEL = Panel(
    key="report",
    title=N_("Report"),
    room=Room.REVIEW,
    order=10,
    hats=frozenset(Role) - {Role.HOST, Role.SECOND_HOST},
    build=ReportPanel,
    actions=(
        Action("preview", N_("Preview the report, or go back to the figures"), ("P",)),
        Action("copy", N_("Copy the report"), ("C",)),
        Action("export", N_("Export the report"), ("Ctrl+E",)),
    ),
)
