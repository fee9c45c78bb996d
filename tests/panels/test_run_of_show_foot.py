"""What stands at the foot of the run-of-show: whole rows, and keycaps that say which keys are heard now."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from liveops_desktop.panels.run_of_show.panel import RunOfShow
from liveops_desktop.shell.sample_states import Story

Furnish = Callable[..., Any]


@pytest.mark.parametrize("height", [260, 300, 317, 331, 480, 721])
def test_no_row_is_cut_at_the_foot(furnish: Furnish, height: int) -> None:
    panel = furnish(RunOfShow, Story().take(0, 0)).panel
    panel.resize(760, height)
    panel.show()
    QCoreApplication.processEvents()
    table = panel._table
    view, row = table.viewport().height(), table.rowHeight(0)
    assert view % row == 0
    assert table.sight() == range(view // row)
    left = panel._stack.height() - table.height()
    assert 0 <= left < row, "and no row more had room"
    panel.hide()


def test_the_keycaps_of_the_table_are_faint_while_its_keys_are_not_heard(furnish: Furnish, qtbot: QtBot) -> None:
    panel = furnish(RunOfShow, Story().take(0, 0)).panel
    window, beside = QWidget(), QLineEdit()
    down = QVBoxLayout(window)
    down.addWidget(panel)
    down.addWidget(beside)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window, 10_000)

    def live() -> set[str]:
        return {name for name, button in panel._buttons.items() if button.live()}

    beside.setFocus()
    qtbot.waitUntil(beside.hasFocus, timeout=10_000)
    assert live() == {"jump"}, "a key of the room"
    panel._table.setFocus()
    assert live() == {"add", "edit", "up", "down", "skip", "delete", "paste", "jump"}
    faint = panel._buttons["edit"]
    heard = faint.grab().toImage()
    panel.press("edit")  # typed into a cell, its keys are text
    assert live() == {"jump"}
    assert faint.grab().toImage() != heard
    panel.setParent(None)
    window.close()
    window.deleteLater()
