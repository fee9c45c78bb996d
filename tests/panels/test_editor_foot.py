"""What stands at the foot of the editor's grid: whole rows, and below them the bar that moves it across."""

import pytest
from PySide6.QtCore import QCoreApplication

from tests.panels.editor_stage import PARTS, ROWS, Furnish, cue

MANY = tuple(cue(f"c{number}", "One" if number < 8 else "Two") for number in range(60))


@pytest.mark.parametrize("width", [760, 4000])
@pytest.mark.parametrize("height", [300, 317, 331, 480, 721])
def test_no_row_is_cut_at_the_foot(edit: Furnish, width: int, height: int) -> None:
    panel = edit(MANY).panel
    panel.resize(width, height)
    panel.show()
    QCoreApplication.processEvents()
    grid = panel._grid
    view, row = grid.viewport().height(), grid.rowHeight(0)
    assert grid.horizontalScrollBar().isVisible() is (width == 760)
    assert view > 0
    assert view % row == 0
    left = panel._stack.height() - grid.height()
    assert 0 <= left < row, "and no row more had room"
    grid.scrollToBottom()
    assert grid.visualRect(panel._model.index(panel._model.rowCount() - 1, 0)).bottom() < view
    panel.resize(4000 if width == 760 else 760, height)
    QCoreApplication.processEvents()
    assert grid.viewport().height() % row == 0, "as the bar goes, or comes"
    panel.hide()


def test_every_row_is_as_high_as_a_row(edit: Furnish) -> None:
    for rows in (ROWS, PARTS):
        grid = edit(rows).panel._grid
        count = grid.model().rowCount()
        assert {grid.rowHeight(row) for row in range(count)} == {grid.verticalHeader().defaultSectionSize()}
