"""The keys of the preflight room: something is always current, and a key that can do nothing says why."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from liveops_desktop.core import intents as i
from liveops_desktop.core.preflight import Go, Group, Phase, Verdict
from liveops_desktop.core.snapshot import Station
from liveops_desktop.panels.preflight import PreflightPanel
from liveops_desktop.panels.preflight.row import CheckRow
from liveops_desktop.widgets.frame import Line
from tests.panels.preflight_stage import BAD, measured, run_of, signatures, snapshot
from tests.panels.stage import Sent, Stage, nothing_open

TWO = {"scn.zero_size": BAD["scn.zero_size"], "obsv.fps_cfg": {"verdict": Verdict.FAIL}}


def current(panel: PreflightPanel) -> str:
    row = panel.checks.current()
    return "" if row is None else row.check


@pytest.fixture
def room(look: QApplication, qtbot: QtBot) -> Iterator[tuple[PreflightPanel, Sent, QLineEdit]]:
    """Give the panel in a window with a field beside it, nothing having the focus."""
    window, sent = QWidget(), Sent()
    panel, field = PreflightPanel(sent), QLineEdit()
    down = QVBoxLayout(window)
    down.addWidget(panel)
    down.addWidget(field)
    field.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    qtbot.addWidget(window)
    window.resize(1200, 700)
    window.show()
    qtbot.waitExposed(window, timeout=10_000)
    yield panel, sent, field
    window.close()


def test_after_a_run_the_first_row_to_fix_is_current_and_w_answers_it(
    room: tuple[PreflightPanel, Sent, QLineEdit],
) -> None:
    panel, _sent, _field = room
    stage = Stage()
    panel.draw(snapshot(stage))
    fresh = {result.check: result for result in run_of(stage, **TWO).results[:2]}
    panel.draw(snapshot(stage, station=Station(who="王", checking=True, results=fresh)))
    stage.do(i.RecordPreflight(run_of(stage, **TWO)))
    panel.draw(snapshot(stage))
    assert current(panel) == "obsv.fps_cfg"
    assert panel.window().focusWidget() is panel.checks.list
    QTest.keyClick(panel.checks.list, Qt.Key.Key_Down)
    assert current(panel) == "scn.zero_size"
    panel.press("answer")
    assert panel.window().focusWidget() is panel.checks.rows["scn.zero_size"].draft.field.edit


def test_the_room_entered_with_results_has_its_first_row_current(preflight: tuple[PreflightPanel, Sent]) -> None:
    panel, _sent = preflight
    panel.draw(snapshot(measured(**TWO)))
    assert current(panel) == "obsv.fps_cfg"


def test_a_button_that_qt_led_the_focus_to_gives_the_keys_to_the_list(
    room: tuple[PreflightPanel, Sent, QLineEdit],
) -> None:
    panel, _sent, _field = room
    stage = Stage()
    panel.draw(snapshot(stage))
    panel._signatures._phases[Phase.RIG].setFocus()
    stage.do(i.RecordPreflight(run_of(stage, **TWO)))
    panel.draw(snapshot(stage))
    assert panel.window().focusWidget() is panel.checks.list


def test_a_field_that_is_typed_into_keeps_the_keys(room: tuple[PreflightPanel, Sent, QLineEdit]) -> None:
    panel, _sent, field = room
    field.setFocus()
    panel.draw(snapshot(measured(**TWO)))
    assert current(panel) == "obsv.fps_cfg"
    assert panel.window().focusWidget() is field


def test_a_row_whose_form_is_open_stays_current_after_another_run(preflight: tuple[PreflightPanel, Sent]) -> None:
    panel, _sent = preflight
    stage = measured(**TWO)
    panel.draw(snapshot(stage))
    panel.checks.list.choose(panel.checks.rows["scn.zero_size"])
    panel.press("answer")
    stage.do(i.RecordPreflight(replace(run_of(stage, **TWO), id="r2")))
    panel.draw(snapshot(stage))
    assert current(panel) == "scn.zero_size"
    assert not panel.checks.rows["scn.zero_size"].draft.isHidden()


def test_the_next_one_to_fix_is_current_once_one_is_waived(preflight: tuple[PreflightPanel, Sent]) -> None:
    panel, _sent = preflight
    stage = measured(**TWO)
    panel.draw(snapshot(stage))
    stage.do(i.Waive("obsv.fps_cfg", "as the venue has it"), "李")
    panel.draw(snapshot(stage))
    assert current(panel) == "scn.zero_size"
    stage.do(i.WithdrawWaiver("obsv.fps_cfg"), "李")
    panel.draw(snapshot(stage))
    assert current(panel) == "scn.zero_size"


def test_a_group_that_is_picked_begins_with_what_is_to_fix(preflight: tuple[PreflightPanel, Sent]) -> None:
    panel, _sent = preflight
    panel.draw(snapshot(measured(**TWO)))
    panel.press("fold")
    panel.checks.list.walk(10_000)
    panel.groups.rows[Group.SCENES].click()
    assert current(panel) == "scn.zero_size"


def test_a_key_that_can_do_nothing_says_why(preflight: tuple[PreflightPanel, Sent]) -> None:
    panel, sent = preflight
    said = panel.banner.counts.text
    panel.draw(nothing_open())
    for key in ("answer", "sign", "run", "list"):
        panel.press(key)
        assert said() == "No show is open.", key
    panel.draw(snapshot(Stage()))
    for key in ("answer", "sign", "list"):
        panel.press(key)
        assert said() == "Nothing measured yet. Press F5 to measure.", key
    panel.press("fold")
    assert said() == "Nothing has passed yet."
    assert sent.wishes == []


def test_while_it_measures_nothing_is_signed(preflight: tuple[PreflightPanel, Sent]) -> None:
    panel, sent = preflight
    panel.draw(snapshot(measured(**TWO), station=Station(who="王", checking=True)))
    for key in ("sign", "run"):
        panel.press(key)
        assert panel.banner.counts.text() == "It still measures.", key
    assert sent.wishes == []
    panel.draw(snapshot(measured(**TWO)))
    assert panel.banner.counts.text().startswith("2 to fix"), "it was said of what has ended since"


def test_a_row_that_offers_nothing_says_so_until_the_next_key(preflight: tuple[PreflightPanel, Sent]) -> None:
    panel, _sent = preflight
    panel.draw(snapshot(measured(**{"sys.cpu": BAD["sys.cpu"]})))
    assert current(panel) == "sys.cpu"
    panel.press("answer")
    assert panel.banner.counts.text() == "Nothing to answer here: “Processor load” does not stand in the way."
    QTest.keyClick(panel.checks.list, Qt.Key.Key_Return)
    assert "Nothing to answer here" in panel.banner.counts.text()
    panel.press("fold")
    assert "Nothing to answer here" not in panel.banner.counts.text()


def test_words_typed_where_no_field_is_open_sign_nothing(
    room: tuple[PreflightPanel, Sent, QLineEdit], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("liveops_desktop.panels.preflight.signing.SLIP", 0)  # a slow writer: no press is a slip
    panel, sent, _field = room
    panel.draw(snapshot(measured(**TWO)))
    for letter in "so it is":
        if letter == "s":  # the window's shortcut hears it
            panel.press("sign")
        else:
            QTest.keyClicks(panel.checks.list, letter)
    panel.press("answer")
    panel.press("sign")
    assert signatures(sent) == []
    assert panel._signing.asks
    panel.press("sign")
    assert signatures(sent) == [("r1", Go.NO_GO, panel._phase)]


def test_a_row_is_as_high_when_it_is_current_and_its_frame_is_whole(
    room: tuple[PreflightPanel, Sent, QLineEdit],
) -> None:
    panel, _sent, _field = room
    panel.draw(snapshot(measured(**TWO)))
    QApplication.processEvents()
    rows = [panel.checks.rows[check] for check in ("obsv.fps_cfg", "scn.zero_size")]
    before = [(row._open.width(), row.height(), row._title.width()) for row in rows]
    QTest.keyClick(panel.checks.list, Qt.Key.Key_Down)
    QApplication.processEvents()
    assert [(row._open.width(), row.height(), row._title.width()) for row in rows] == before
    assert [edge_is_whole(row) for row in rows] == [False, True]
    assert not any(line.property("frame") == "plain" for line in rows[0].findChildren(Line))


def test_a_row_grows_with_its_form_also_after_it_was_moved(room: tuple[PreflightPanel, Sent, QLineEdit]) -> None:
    panel, _sent, _field = room
    panel.draw(snapshot(measured(**TWO)))
    QApplication.processEvents()
    for _again in range(2):
        panel.press("fold")
        QApplication.processEvents()
    row = panel.checks.rows["obsv.fps_cfg"]
    closed = row.height()
    panel.press("answer")
    QApplication.processEvents()
    assert row.height() == row.heightForWidth(row.width()) > closed


def edge_is_whole(row: CheckRow) -> bool:
    """Say whether the upper edge of *row* has one colour, which is not that of the ground below it."""
    image = row.grab().toImage()
    edge = {image.pixelColor(QPoint(x, 0)).name() for x in range(image.width())}
    return len(edge) == 1 and image.pixelColor(QPoint(image.width() // 2, 4)).name() not in edge
