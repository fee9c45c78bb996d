"""The editor's rows: cues in their order, under the headings of their segments, folded and filtered as asked.

Rows are kept by id and changed by the smallest stretch that differs; the model is never reset, so an open editor
outside that stretch stays open.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QByteArray, QMimeData, QModelIndex, QPersistentModelIndex, Qt

from liveops_desktop.core.clock import Instant, Span
from liveops_desktop.core.cue import Color, Cue, CueId
from liveops_desktop.core.learning import Learned, key_of
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.core.stretch import Stretch, differing
from liveops_desktop.core.timetext import duration, wall_time
from liveops_desktop.panels.editor.fields import Field, fields_of, heading, text_of
from liveops_desktop.widgets.look import Type, look
from liveops_desktop.words import _

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
MIME = "application/x-liveops-cues"
HUES = {
    Color.BLUE: "#4a90d9",
    Color.CYAN: "#2aa5a5",
    Color.VIOLET: "#8a6fd1",
    Color.MAGENTA: "#c25aa5",
    Color.BROWN: "#a07850",
    Color.GREY: "#8a949e",
}
"""Marks of the crew's own; none is a colour of state."""


class Segment(NamedTuple):
    """A heading over neighbours of one segment."""

    name: str
    first: CueId
    cues: int
    length: Span


Entry = Segment | CueId


class RowLook(NamedTuple):
    """How a row is set, whatever stands in it."""

    heading: bool = False
    """Of a segment."""
    dim: bool = False
    on_air: bool = False
    color: str = ""
    """The crew's, as a name that Qt reads; empty: none."""


class EditorModel(QAbstractTableModel):
    """``take_in`` is the only way in. *dropped* hears (ids that were dragged, the row they were dropped before)."""

    def __init__(self, dropped: Callable[[list[CueId], int], None]) -> None:
        super().__init__()
        self._dropped = dropped
        self._entries: list[Entry] = []
        self._cues: Sequence[Cue] = ()
        self._place: dict[CueId, int] = {}
        self._fields: tuple[Field, ...] = fields_of(None)
        self._starts: Sequence[Instant | None] = ()
        self._zone, self._shift = "UTC", Span(0)
        self._learned: Mapping[str, Learned] = {}
        self._on_air: CueId | None = None
        self._done: frozenset[CueId] = frozenset()
        self.folded: set[str] = set()
        self._owner, self._find = "", ""
        self._segmented = False
        self.length = Span(0)
        """Of all cues that count, those that end at a time of day left out."""
        self.owners: list[str] = []
        """Whom the cues name, each once."""

    # -- in -----------------------------------------------------------------------------

    def take_in(self, snapshot: Snapshot) -> None:
        """Show the cues of *snapshot*."""
        show, timing = snapshot.show, snapshot.timing
        header = show.header if show is not None else None
        fields = fields_of(header)
        if fields != self._fields:
            self.beginResetModel()
            self._fields = fields
            self.endResetModel()
        cues = show.cues if show is not None else ()
        starts = timing.plan.starts if timing is not None else ()
        on_air = show.air.run.cue if show is not None and show.air.run is not None else None
        done = show.air.done if show is not None else frozenset()
        same = cues is self._cues and starts is self._starts and on_air == self._on_air and done == self._done
        if same and snapshot.station.learned is self._learned:
            return
        before, self._cues = self._cues, cues
        old_starts, self._starts = self._starts, starts
        self._on_air, self._done, self._learned = on_air, done, snapshot.station.learned
        if header is not None:
            self._zone, self._shift = header.zone, snapshot.wall_shift
        stretch, old_place = differing(before, cues), self._place
        gone, come = stretch.of(before), stretch.of(cues)
        self._count(gone, come)
        if self._plain() and not any(cue.segment for cue in come):
            self._put_rows(stretch.first, len(gone), [cue.id for cue in come])
            self._find_places(stretch, same_length=len(gone) == len(come))
        else:
            self._place = {cue.id: place for place, cue in enumerate(cues)}
            self._arrange()
        self._tell(before, old_starts, old_place, stretch)

    def filter(self, owner: str, find: str) -> None:
        """Show only cues of *owner* and with *find* in a text of theirs; empty: all."""
        if (owner, find) != (self._owner, self._find):
            self._owner, self._find = owner, find
            self._arrange()

    def toggle(self, name: str) -> None:
        """Fold or unfold a segment."""
        self.folded ^= {name}
        self._arrange()
        if self._entries:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._entries) - 1, 0))

    def _plain(self) -> bool:
        """Say whether each cue has its row and no row is anything else: no heading, nothing left out."""
        return not (self._segmented or self._owner or self._find)

    def _count(self, gone: Sequence[Cue], come: Sequence[Cue]) -> None:
        """Keep length and owners true. Only what differs is looked at: a pass over ten thousand cues costs 2 ms."""
        self.length = Span(self.length + _length(come) - _length(gone))
        if {cue.owner for cue in gone} != {cue.owner for cue in come}:
            self.owners = sorted({cue.owner for cue in self._cues} - {""})

    def _find_places(self, stretch: Stretch, *, same_length: bool) -> None:
        if same_length:
            places = range(stretch.first, len(self._cues) - stretch.tail)
            self._place.update((self._cues[place].id, place) for place in places)
        else:
            self._place = {cue: place for place, cue in enumerate(self._entries) if isinstance(cue, str)}

    def _arrange(self) -> None:
        """Make the rows anew, by taking out and putting in the stretch that differs."""
        new = self._wanted()
        old = self._entries
        if new == old:
            return
        stretch = differing(_keys(old), _keys(new), by_value=True)
        self._put_rows(stretch.first, len(stretch.of(old)), list(stretch.of(new)))
        self._entries = new  # headings that stay may count otherwise

    def _put_rows(self, first: int, count: int, new: Sequence[Entry]) -> None:
        """Put *new* in the place of *count* rows from *first* on."""
        if list(new) == self._entries[first : first + count]:
            return
        if count:
            self.beginRemoveRows(_NOWHERE, first, first + count - 1)
            del self._entries[first : first + count]
            self.endRemoveRows()
        if new:
            self.beginInsertRows(_NOWHERE, first, first + len(new) - 1)
            self._entries[first:first] = new
            self.endInsertRows()

    def _wanted(self) -> list[Entry]:
        entries: list[Entry] = []
        segmented = self._segmented = any(cue.segment for cue in self._cues)
        if self._plain():
            return [cue.id for cue in self._cues]  # ten thousand rows are made anew at each edit
        name: str | None = None
        for place, cue in enumerate(self._cues):
            if segmented and cue.segment != name:
                name = cue.segment
                if name:
                    entries.append(self._segment(place))
            if self._shown(cue) and not (cue.segment and cue.segment in self.folded):
                entries.append(cue.id)
        return entries

    def _segment(self, first: int) -> Segment:
        name, count, length = self._cues[first].segment, 0, 0
        for cue in self._cues[first:]:
            if cue.segment != name:
                break
            count, length = count + 1, length + (0 if cue.skipped else cue.planned)
        return Segment(name, self._cues[first].id, count, Span(length))

    def _shown(self, cue: Cue) -> bool:
        if self._owner and cue.owner != self._owner:
            return False
        if not self._find:
            return True
        texts = (cue.title, cue.note, cue.script, cue.must_say, cue.scene, cue.number, *cue.points, *cue.extra.values())
        return any(self._find.casefold() in text.casefold() for text in texts)

    def _tell(
        self, before: Sequence[Cue], starts: Sequence[Instant | None], places: Mapping[CueId, int], stretch: Stretch
    ) -> None:
        """Tell the view of the rows that read otherwise than before."""
        if self._plain():
            count = len(self._cues)
            times = differing(starts, self._starts, by_value=True)
            first = min(stretch.first, times.first)
            end = count - min(stretch.tail, times.tail) if len(before) == count else count  # numbers follow the place
            changed = [first, end - 1] if first < end else []
        else:
            changed = self._changed(before, starts, places)
        if changed:
            self.dataChanged.emit(self.index(changed[0], 0), self.index(changed[-1], len(self._fields) - 1))

    def _changed(
        self, before: Sequence[Cue], starts: Sequence[Instant | None], places: Mapping[CueId, int]
    ) -> list[int]:
        """Return the rows that read otherwise; headings always may."""
        changed = []
        for row, entry in enumerate(self._entries):
            if not isinstance(entry, str):
                changed.append(row)
                continue
            place, old = self._place[entry], places.get(entry, len(before))
            same = old < len(before) and before[old] is self._cues[place]
            if not same or starts[old : old + 1] != self._starts[place : place + 1]:
                changed.append(row)
        return changed

    # -- asked by the panel -----------------------------------------------------------------

    def fields(self) -> tuple[Field, ...]:
        """Return the columns."""
        return self._fields

    def entry(self, row: int) -> Entry | None:
        """Return what stands in *row*."""
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def cue(self, row: int) -> Cue | None:
        """Return the cue in *row*; None for the heading of a segment."""
        entry = self.entry(row)
        return self._cues[self._place[entry]] if isinstance(entry, str) and entry in self._place else None

    def row_look(self, row: int) -> RowLook:
        """Return how *row* is set."""
        cue = self.cue(row)
        if cue is None:
            return RowLook(heading=True)
        dim = cue.skipped or cue.id in self._done
        return RowLook(dim=dim, on_air=cue.id == self._on_air, color=HUES.get(cue.color, ""))

    def texts(self, row: int, columns: Sequence[int]) -> list[str]:
        """Return what stands in these cells of *row*."""
        fields, entry = [self._fields[column] for column in columns], self.entry(row)
        cue = self.cue(row)
        if cue is not None:
            return [self._text(cue, field) for field in fields]
        if entry is None or isinstance(entry, str):
            return [""] * len(fields)
        return [self._heading_text(entry, field) for field in fields]

    def places(self) -> Mapping[CueId, int]:
        """Return where each cue stands in the run-of-show."""
        return self._place

    def row_of(self, cue: CueId) -> int | None:
        """Return the row of *cue* where it is shown."""
        try:
            return self._entries.index(cue)
        except ValueError:
            return None

    # -- asked by Qt -------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._fields)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a cell; how it looks is asked by ``row_look``, as the grid paints whole rows."""
        entry = self.entry(index.row())
        if entry is None:
            return None
        field = self._fields[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            cue = self.cue(index.row())
            if cue is not None:
                return self._text(cue, field)
            return None if isinstance(entry, str) else self._heading_text(entry, field)
        if role == Qt.ItemDataRole.ToolTipRole and field.editable and not field.figure:
            cue = self.cue(index.row())
            return None if cue is None else text_of(cue, field.key)
        return None

    def _text(self, cue: Cue, field: Field) -> str:
        if field.key == "start":
            place = self._place[cue.id]
            at = self._starts[place] if place < len(self._starts) else None
            return "" if at is None else wall_time(at, self._zone, self._shift)
        if field.key == "learned":
            return learned_words(self._learned.get(key_of(cue)))
        if field.key == "number":
            return cue.number or str(self._place[cue.id] + 1)
        return text_of(cue, field.key).replace("\n", " ")

    def _heading_text(self, segment: Segment, field: Field) -> str:
        if field.key == "title":
            sign = "▸" if segment.name in self.folded else "▾"
            return f"{sign} {segment.name} ({segment.cues})"
        return duration(segment.length) if field.key == "planned" else ""

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the heading of a column."""
        if orientation is Qt.Orientation.Vertical or section >= len(self._fields):
            return None
        field = self._fields[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return heading(field)
            case Qt.ItemDataRole.FontRole:
                return look().font(Type.SMALL)
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if field.figure else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
            case _:
                return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say what can be done with a cell."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDropEnabled
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        if isinstance(self.entry(index.row()), str):
            flags |= Qt.ItemFlag.ItemIsDragEnabled
            if self._fields[index.column()].editable:
                flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def supportedDropActions(self) -> Qt.DropAction:
        """Rows are moved, never copied."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Return the kind of what is dragged."""
        return [MIME]

    def mimeData(self, indexes: Sequence[Index]) -> QMimeData:
        """Return the ids of the cues that are dragged, in their order."""
        rows = sorted({index.row() for index in indexes})
        ids = [entry for row in rows if isinstance(entry := self.entry(row), str)]
        data = QMimeData()
        data.setData(MIME, QByteArray("\n".join(ids).encode()))
        return data

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Tell what was dropped; the rows move when the fact comes, so Qt is told that nothing was taken."""
        del action, column
        ids = [CueId(one) for one in bytes(data.data(MIME).data()).decode().splitlines()]
        before = parent.row() if parent.isValid() else row if row >= 0 else len(self._entries)
        self._dropped(ids, before)
        return False


def learned_words(known: Learned | None) -> str:
    """Return what earlier shows say: the median with their number, and the latest rehearsal."""
    if known is None:
        return ""
    parts = []
    if known.rehearsed is not None:
        parts.append(_("reh. {length}").format(length=duration(known.rehearsed)))
    if known.median is not None:
        parts.append(f"{duration(known.median)} ×{known.shows}")
    return " · ".join(parts)


def _length(cues: Sequence[Cue]) -> int:
    return sum(cue.planned for cue in cues if not cue.skipped and cue.until is None)


def _keys(entries: Sequence[Entry]) -> list[object]:
    """Return what makes each row the row that it is; a heading whose length changed stays the same row."""
    return [entry if isinstance(entry, str) else ("segment", entry.first, entry.name) for entry in entries]
