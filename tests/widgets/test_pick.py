"""A row to pick says its name whole: what does not fit beside it stands below."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from liveops_desktop.core.preflight import Group
from liveops_desktop.shell import theme
from liveops_desktop.widgets.look import State, Type, look
from liveops_desktop.widgets.pick import PickRow
from liveops_desktop.words import group_title
from liveops_desktop.words.translation import writing_in

NOTEBOOK = 258
"""Pixels of a row of the groups in a window of 1280, where the column scrolls."""


@pytest.fixture
def row(qtbot: QtBot, qapp: QApplication) -> PickRow:
    theme.apply(qapp, palette="dark", scale=1.0)
    made = PickRow(whole=True)
    qtbot.addWidget(made)
    made.resize(NOTEBOOK, 35)
    made.show()
    return made


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
@pytest.mark.parametrize("group", list(Group))
def test_no_group_is_cut_on_a_notebook(row: PickRow, group: Group, language: str) -> None:
    with writing_in(language):
        name = group_title(group)
    for remark in ("", "9 not measured", "99 not measured"):
        row.put(State.UNKNOWN, name, remark, "12 ok")
        room = row.name_room()
        assert look().metrics(Type.BODY).horizontalAdvance(name) <= room, (name, remark)


def test_it_grows_and_shrinks_with_what_it_has_to_say(row: PickRow) -> None:
    low = row.sizeHint().height()
    row.put(State.GOOD, "Audio", "", "12 ok")
    assert row.sizeHint().height() == low
    row.put(State.BAD, "Recording and disk", "12 not measured", "")
    assert row.sizeHint().height() > low
    row.resize(600, row.height())
    assert row.sizeHint().height() == low
