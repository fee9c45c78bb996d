"""The editor with a few cues in a room of its own, and hands to work it with."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QItemSelection, QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from liveops_desktop.core.clock import MINUTE, Span
from liveops_desktop.core.cue import Cue, CueId
from liveops_desktop.core.intents import EditRundown
from liveops_desktop.panels.editor.fields import FIELDS
from liveops_desktop.panels.editor.panel import Editor
from liveops_desktop.shell.sample_states import Story

Furnish = Callable[..., Any]
COLUMN = {field.key: place for place, field in enumerate(FIELDS)}
CONTROL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def cue(name: str, segment: str = "", **fields: Any) -> Cue:
    return replace(
        Cue(id=CueId(name), title=name.title(), planned=Span(5 * MINUTE), owner="HOST", segment=segment), **fields
    )


ROWS = (cue("a"), cue("b", note="kettle"), cue("c", owner="TEC"), cue("d"), cue("e"))
PARTS = (cue("a", "One"), cue("b", "One"), cue("c", "Two"), cue("d", "Two"))


def begin(furnish: Furnish, rows: tuple[Cue, ...] = ROWS, **of_station: Any) -> Any:
    room = furnish(Editor, Story(rows=rows))
    plain = room.snapshot
    room.station = dict(of_station)

    def snapshot() -> Any:
        drawn = plain()
        return replace(drawn, station=replace(drawn.station, **room.station))

    room.snapshot = snapshot
    room.draw()
    return room


def titles(room: Any) -> list[str]:
    model = room.panel._model
    return [model.index(row, COLUMN["title"]).data() for row in range(model.rowCount())]


def names(room: Any) -> str:
    return "".join(one.id for one in room.story.show.cues)


def choose(room: Any, *rows: int, column: str = "title") -> None:
    grid, model = room.panel._grid, room.panel._model
    grid.choose(rows[0], COLUMN[column])
    for row in rows[1:]:
        grid.selectionModel().select(model.index(row, COLUMN[column]), QItemSelectionModel.SelectionFlag.Select)


def block(room: Any, first: tuple[int, str], last: tuple[int, str]) -> None:
    grid, model = room.panel._grid, room.panel._model
    grid.choose(first[0], COLUMN[first[1]])
    cells = QItemSelection(model.index(first[0], COLUMN[first[1]]), model.index(last[0], COLUMN[last[1]]))
    grid.selectionModel().select(cells, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def key(room: Any, pressed: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(room.panel._grid, pressed, modifiers)
    room.draw()


def type_into(room: Any, row: int, column: str, text: str) -> None:
    choose(room, row, column=column)
    key(room, Qt.Key.Key_F4)
    line = room.panel._grid.viewport().findChildren(QLineEdit)[-1]
    line.setText(text)
    QTest.keyClick(line, Qt.Key.Key_Return)
    QCoreApplication.processEvents()  # Qt commits in the next turn of the loop
    room.draw()


def rundown(room: Any) -> list[EditRundown]:
    return [one for one in room.sent if isinstance(one, EditRundown)]
