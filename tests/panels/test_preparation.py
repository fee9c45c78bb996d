import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from liveops_desktop.core import intents as i
from liveops_desktop.core.content import Gate
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.roles import Role
from liveops_desktop.core.snapshot import Station
from liveops_desktop.panels.preparation import PreparationPanel
from liveops_desktop.panels.preparation.listing import progress_of, rows_of
from liveops_desktop.widgets.look import State
from tests.panels.stage import CONTENT, Sent, Stage, nothing_open


@pytest.fixture
def panel(qtbot: QtBot) -> tuple[PreparationPanel, Sent]:
    sent = Sent()
    made = PreparationPanel(sent)
    qtbot.addWidget(made)
    return made, sent


def test_all_items_by_step_and_filtered_by_role_and_gate() -> None:
    snapshot = Stage().snapshot()
    assert len(rows_of(snapshot, None, None)) == 75
    mine = rows_of(snapshot, Role.TECHNICAL, Gate.FIVE_MINUTES)
    assert [row.item for row in mine] == ["5.23", "5.24", "5.25"]


def test_a_tick_carries_name_time_and_value() -> None:
    stage = Stage()
    stage.do(i.TickItem("5.19", done=True, value="21 s"), "李")
    row = next(row for row in rows_of(stage.snapshot(), None, None) if row.item == "5.19")
    assert (row.done, row.signed, row.value, row.killer, row.takes_value) == (True, "李 19:50", "21 s", True, True)


def test_texts_in_the_language_of_the_station() -> None:
    snapshot = Stage().snapshot(station=Station(who="王", language="zh-Hans"))
    assert rows_of(snapshot, None, None)[0].text.startswith("一句话写清主题")


def test_progress_by_gate_counts_open_killers() -> None:
    stage = Stage()
    for item in ("5.23", "5.24"):
        stage.do(i.TickItem(item, done=True))
    gate = progress_of(CONTENT.items, stage.show.ticks)[-1]
    assert (gate.gate, gate.done, gate.total, gate.killers_open, gate.state) == (
        Gate.FIVE_MINUTES,
        2,
        5,
        3,
        State.WARN,
    )
    for item in ("5.25", "6.07", "7.10"):
        stage.do(i.TickItem(item, done=True))
    assert progress_of(CONTENT.items, stage.show.ticks)[-1].state is State.GOOD


def test_a_click_wishes_and_only_the_fact_turns_the_box(panel: tuple[PreparationPanel, Sent]) -> None:
    widget, sent = panel
    stage = Stage()
    widget.draw(stage.snapshot())
    box = widget._rows["1.01"].box
    box.click()
    assert sent.wishes == [i.TickItem("1.01", True, "")]
    assert not box.isChecked()
    stage.do(i.TickItem("1.01", done=True))
    widget.draw(stage.snapshot())
    assert box.isChecked()
    box.click()
    assert sent.last() == i.TickItem("1.01", False, "")
    assert box.isChecked()


def test_a_number_item_wants_its_value_first_and_keeps_the_draft(panel: tuple[PreparationPanel, Sent]) -> None:
    widget, sent = panel
    stage = Stage()
    widget.draw(stage.snapshot())
    row = widget._rows["5.03"]
    row.box.click()
    assert sent.wishes == []
    assert "value first" in row.said()
    assert row.value is not None
    QTest.keyClicks(row.value, "17 s")
    stage.do(i.TickItem("1.01", done=True))
    widget.draw(stage.snapshot())
    assert row.value.text() == "17 s"
    row.value.returnPressed.emit()
    assert sent.wishes == [i.TickItem("5.03", True, "17 s")]


def test_a_refusal_stands_at_its_item(panel: tuple[PreparationPanel, Sent]) -> None:
    widget, _sent = panel
    stage = Stage()
    widget.draw(stage.snapshot())
    widget._rows["1.01"].box.click()
    nobody = Station(refusals={"wish-1": Refused(Reason.NAME_MISSING)})
    widget.draw(stage.snapshot(station=nobody))
    assert widget._rows["1.01"].said() == "Say who you are first."
    assert widget._rows["1.02"].said() == ""


def test_filters_are_picked_and_let_go(panel: tuple[PreparationPanel, Sent]) -> None:
    widget, _sent = panel
    widget.draw(Stage().snapshot())
    widget._roles[Role.ANALYST].click()
    assert [row.item for row in widget._shown] == ["1.03"]
    widget._gates[Gate.WEEK].click()
    assert [row.item for row in widget._shown] == ["1.03"]
    widget._roles[Role.ANALYST].click()
    widget._gates[Gate.WEEK].click()
    assert len(widget._shown) == 75


def test_every_box_and_field_has_a_name(panel: tuple[PreparationPanel, Sent]) -> None:
    widget, _sent = panel
    widget.draw(Stage().snapshot())
    assert all(row.box.accessibleName() for row in widget._rows.values())
    fields = [row.value for row in widget._rows.values() if row.value is not None]
    assert len(fields) == 14
    assert all(field.accessibleName() for field in fields)


def test_only_rows_in_view_are_made_and_every_row_reached_by_keys_is(
    panel: tuple[PreparationPanel, Sent], qtbot: QtBot
) -> None:
    widget, sent = panel
    widget.resize(900, 500)
    widget.draw(Stage().snapshot())
    widget.show()
    qtbot.waitExposed(widget, timeout=10_000)
    rows = list(widget._rows.values())
    assert all(row.accessibleName() for row in rows)
    assert rows[0].built
    assert not rows[40].built
    view = widget._scroll
    view.setFocus()
    for key in (Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageUp, Qt.Key.Key_Home, Qt.Key.Key_PageDown):
        QTest.keyClick(view, key)
        QTest.qWait(0)
        current = view.current()
        assert current is not None
        seen = view.viewport().rect()
        place = current.mapTo(view.viewport(), QPoint(0, 0))
        assert seen.contains(place)
        assert seen.contains(place + QPoint(0, current.height() - 1))
        in_view = [row for row in rows if not row.visibleRegion().isEmpty()]
        assert len(in_view) > 4
        assert all(row.built for row in in_view)
    QTest.keyClick(view, Qt.Key.Key_End)
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert sent.last() == i.TickItem(CONTENT.items[-1].id, True, "")


def test_rows_scrolled_into_view_are_made_before_they_are_painted(
    panel: tuple[PreparationPanel, Sent], qtbot: QtBot
) -> None:
    widget, _sent = panel
    widget.resize(900, 500)
    widget.draw(Stage().snapshot())
    widget.show()
    qtbot.waitExposed(widget, timeout=10_000)
    bar = widget._scroll.verticalScrollBar()
    while bar.value() < bar.maximum():
        bar.setValue(bar.value() + 97)
        assert all(row.built for row in widget._rows.values() if not row.visibleRegion().isEmpty())
    assert all(row.built for row in widget._rows.values())


def test_without_a_show_it_says_how_to_get_one(panel: tuple[PreparationPanel, Sent]) -> None:
    widget, _sent = panel
    widget.draw(nothing_open())
    assert "Open or make a show" in widget._empty.accessibleName()
