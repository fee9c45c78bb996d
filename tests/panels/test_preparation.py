import pytest
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
    assert "value first" in row._refused.text()
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
    assert widget._rows["1.01"]._refused.text() == "Say who you are first."
    assert widget._rows["1.02"]._refused.text() == ""


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
    assert all(row.box.accessibleName() and row.value.accessibleName() for row in widget._rows.values())


def test_without_a_show_it_says_how_to_get_one(panel: tuple[PreparationPanel, Sent]) -> None:
    widget, _sent = panel
    widget.draw(nothing_open())
    assert "Open or make a show" in widget._empty.accessibleName()
