"""The table's model: rows kept by cue id, changed by the smallest steps, formatted only when painted."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from liveops_desktop.core.clock import SECOND
from liveops_desktop.core.cue import Cue, CueId
from liveops_desktop.core.show import Run
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.core.timing import Timing
from liveops_desktop.panels.run_of_show.rows import EDITABLE, RIGHT, TITLES, Column, Rows
from liveops_desktop.widgets.look import Type, look
from liveops_desktop.words import _

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class CueModel(QAbstractTableModel):
    """Rows of cues. ``take_in`` is the only way in; a model reset never happens, so an open editor stays open."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self._cues: list[Cue] = []
        self._followed: Sequence[Cue] = ()
        """The very sequence that ``_cues`` was made from."""
        self._rows: Rows | None = None
        self._past: tuple[Run, ...] = ()
        self._ran: dict[CueId, Run] = {}
        self._place: dict[CueId, int] = {}
        """Where each cue stands in ``_rows``: while rows are being moved it is not where the model has it."""

    def take_in(self, snapshot: Snapshot, sight: range | None = None) -> None:
        """Show the cues of *snapshot*; tells the view only of cells that changed.

        *sight*: the rows that can be seen; of cells that only follow the clock, no others are told. None: all rows.
        """
        show, timing = snapshot.show, snapshot.timing
        if show is None or timing is None:
            self._follow(())
            self._rows, self._place = None, {}
            return
        before = self._rows
        if show.air.past is not self._past:
            self._past = show.air.past
            self._ran = {run.cue: run for run in show.air.past}
        changed = self._follow(show.cues)
        if changed:
            self._place = {cue.id: place for place, cue in enumerate(show.cues)}
        self._rows = Rows(snapshot, show, timing, self._ran)
        if before is None or len(before.show.cues) != len(show.cues) or changed:
            self._tell(0, len(self._cues) - 1, Column.NUMBER, Column.MARKS)
        else:
            every = range(len(self._cues))
            self._tell_times(before, self._rows, every if sight is None else every[sight.start : sight.stop])

    # -- asked by the panel --------------------------------------------------------

    def rows(self) -> Rows | None:
        """Return the rows of the snapshot shown."""
        return self._rows

    def cue(self, row: int) -> Cue | None:
        """Return the cue in *row*."""
        return self._cues[row] if 0 <= row < len(self._cues) else None

    def row_of(self, cue: CueId) -> int | None:
        """Return the row of *cue*."""
        return self._place.get(cue)

    # -- asked by Qt ---------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of cues."""
        return 0 if parent.isValid() else len(self._cues)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the text of a cell; the delegate asks ``Rows`` for the rest."""
        cue = self.cue(index.row()) if index.isValid() else None
        place = self._place.get(cue.id) if cue is not None else None
        if self._rows is None or place is None:
            return None
        column = Column(index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._rows.cell(place, column).text
        if role == Qt.ItemDataRole.ToolTipRole and column in (Column.TITLE, Column.MARKS):
            return self._rows.cell(place, column).text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(column)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the heading of a column."""
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _(TITLES[Column(section)])
        if role == Qt.ItemDataRole.FontRole:  # a style sheet on the header drops the widget's own font
            return look().font(Type.SMALL)
        return _aligned(Column(section)) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say what can be edited in place."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() in EDITABLE else flags

    # -- following the show --------------------------------------------------------

    def _follow(self, cues: Sequence[Cue]) -> bool:
        """Make the rows those of *cues* by removing, moving and inserting; return whether anything differs."""
        if cues is self._followed:
            return False
        self._followed = cues
        if len(cues) == len(self._cues) and all(a is b for a, b in zip(cues, self._cues, strict=True)):
            return False
        wanted = {cue.id for cue in cues}
        self._remove_others(wanted)
        self._move_down_one(cues)
        here = {cue.id for cue in self._cues}
        for row, cue in enumerate(cues):
            if row < len(self._cues) and self._cues[row].id == cue.id:
                continue
            if cue.id in here:
                self._move_up(cue.id, row)
            else:
                self._insert(row, self._new_run(cues, row, here))
        self._cues = list(cues)
        return True

    def _remove_others(self, wanted: set[CueId]) -> None:
        last = len(self._cues) - 1
        while last >= 0:
            first = last
            if self._cues[last].id in wanted:
                last -= 1
                continue
            while first > 0 and self._cues[first - 1].id not in wanted:
                first -= 1
            self.beginRemoveRows(_NOWHERE, first, last)
            del self._cues[first : last + 1]
            self.endRemoveRows()
            last = first - 1

    def _new_run(self, cues: Sequence[Cue], row: int, here: set[CueId]) -> list[Cue]:
        """Return the cues from *row* on that are new, up to the first that is not."""
        end = row
        while end < len(cues) and cues[end].id not in here:
            end += 1
        return list(cues[row:end])

    def _insert(self, row: int, cues: list[Cue]) -> None:
        self.beginInsertRows(_NOWHERE, row, row + len(cues) - 1)
        self._cues[row:row] = cues
        self.endInsertRows()

    def _move_down_one(self, cues: Sequence[Cue]) -> None:
        """Where all that happened is one row gone down, move just that row."""
        old, new = [cue.id for cue in self._cues], [cue.id for cue in cues]
        if len(old) != len(new) or old == new:
            return
        first, last = _changed(old, new)
        if old[first] == new[last] and old[first + 1 : last + 1] == new[first:last]:
            self.beginMoveRows(_NOWHERE, first, first, _NOWHERE, last + 1)
            self._cues.insert(last, self._cues.pop(first))
            self.endMoveRows()

    def _move_up(self, cue: CueId, row: int) -> None:
        source = next(at for at in range(row, len(self._cues)) if self._cues[at].id == cue)
        self.beginMoveRows(_NOWHERE, source, source, _NOWHERE, row)
        self._cues.insert(row, self._cues.pop(source))
        self.endMoveRows()

    def _tell(self, first: int, last: int, left: Column, right: Column) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first, left), self.index(last, right))

    def _tell_times(self, before: Rows, now: Rows, sight: range) -> None:
        """Tell of rows that changed their part, and of cells in sight that follow the clock: forecast, ran, marks."""
        old, new = before.timing, now.timing
        changed = _other_part(before, now, len(self._cues))
        self._tell(changed.start, changed.stop - 1, Column.NUMBER, Column.MARKS)
        if len(changed) == len(self._cues):
            return
        if old.plan is not new.plan and (old.plan.starts, old.plan.findings) != (new.plan.starts, new.plan.findings):
            self._tell(0, len(self._cues) - 1, Column.PLAN, Column.MARKS)
        if new.current is not None and _seconds_run(old) != _seconds_run(new):
            self._tell(new.current, new.current, Column.RAN, Column.RAN)
        self._tell_cells(Column.FORECAST, [row for row in sight if before.forecast_read(row) != now.forecast_read(row)])
        if old.slack != new.slack:
            self._tell_cells(Column.MARKS, [row for row in sight if before.tight(row) is not now.tight(row)])

    def _tell_cells(self, column: Column, rows: Sequence[int]) -> None:
        if rows:
            self._tell(rows[0], rows[-1], column, column)


def _seconds_run(timing: Timing) -> int | None:
    """Return the seconds that the cue on air is shown to have run; None where none is."""
    return None if timing.run is None else timing.run.elapsed // SECOND


def _other_part(before: Rows, now: Rows, count: int) -> range:
    """Return the rows that may be dimmed, marked or set otherwise than before: those between the cues concerned."""
    old, new = before.timing, now.timing
    was, air = before.show.air, now.show.air
    if before.shift != now.shift:
        return range(count)
    if was is air and (old.current, old.next) == (new.current, new.next):
        return range(0)
    if (was.started_at, was.ended_at) != (air.started_at, air.ended_at) or old.current is None or new.current is None:
        return range(count)
    shorter, longer = sorted((was.past, air.past), key=len)
    one_step = len(longer) - len(shorter) <= 1 and longer[: len(shorter)] == shorter
    if not one_step or not was.done ^ air.done <= {run.cue for run in (was.run, air.run) if run is not None}:
        return range(count)
    rows = [row for row in (old.current, old.next, new.current, new.next) if row is not None]
    return range(min(rows), max(rows) + 1)


def _changed(old: Sequence[object], new: Sequence[object]) -> tuple[int, int]:
    """Return the first and last place where two sequences of equal length differ."""
    places = [place for place, (a, b) in enumerate(zip(old, new, strict=True)) if a != b]
    return places[0], places[-1]


def _aligned(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in RIGHT else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
