import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from liveops_desktop import words
from liveops_desktop.core import intents as i
from liveops_desktop.core.commands import CloseHostPanel, OpenHostPanel
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.snapshot import ScreenEntry, Station
from liveops_desktop.panels.messages import PRESETS, MessagesPanel, length_note, receipt
from liveops_desktop.widgets.look import State
from tests.panels.stage import Sent, Stage, nothing_open

SCREENS = (
    ScreenEntry("DP-1", 1920, 1080, 300, primary=True),
    ScreenEntry("HDMI-1", 1920, 1080, 300, primary=False),
)


@pytest.fixture
def panel(qtbot: QtBot) -> tuple[MessagesPanel, Sent]:
    sent = Sent()
    made = MessagesPanel(sent)
    qtbot.addWidget(made)
    return made, sent


def sent_message() -> Stage:
    stage = Stage().at(0)
    stage.do(i.SendMessage("WRAP"))
    return stage


@pytest.mark.parametrize(
    ("shown", "seen", "now", "state", "words"),
    [
        (None, None, 1.9, State.UNKNOWN, "sent"),
        (None, None, 2.0, State.WARN, "not shown for 2 s: is the host panel open?"),
        (0.2, None, 7.9, State.INFO, "shown, not seen for 7 s"),
        (0.2, None, 8.0, State.WARN, "shown, not seen for 8 s"),
        (0.2, None, 15.0, State.BAD, "not seen for 15 s: use voice or hand"),
        (0.2, 3.0, 20.0, State.GOOD, "seen 17 s ago, by the host"),
        (0.2, 3.0, 62.9, State.GOOD, "seen 59 s ago, by the host"),
        (0.2, 3.0, 190.0, State.GOOD, "seen 3 min ago, by the host"),
    ],
)
def test_receipts_with_ages(shown: float | None, seen: float | None, now: float, state: State, words: str) -> None:
    stage = sent_message()
    message = stage.show.messages[-1].id
    if shown is not None:
        stage.at(shown).do(i.ReportShown(message))
    if seen is not None:
        stage.at(seen).do(i.ReportSeen(message, "host"))
    assert receipt(stage.show.messages[-1], stage.at(now).now) == (state, words)


@pytest.mark.parametrize(
    ("text", "noted"),
    [
        ("one two three four five six", False),
        ("one two three four five six seven", True),
        ("SPEED UP · price, then next → now", False),
        ("十二个汉字刚刚好不多不少", False),
        ("十三个汉字就多了一个不太好读", True),
    ],
)
def test_a_soft_limit_on_what_a_host_reads(text: str, *, noted: bool) -> None:
    assert bool(length_note(text)) is noted


def test_no_preset_is_too_long_or_twice() -> None:
    assert not [preset for preset in PRESETS if length_note(preset.text)]
    assert len({preset.button for preset in PRESETS}) == len(PRESETS)


def test_presets_send_and_one_only_begins_the_line(panel: tuple[MessagesPanel, Sent]) -> None:
    widget, sent = panel
    widget.draw(Stage().snapshot())
    widget.presets["WRAP"].click()
    widget.presets["NO SOUND"].click()
    assert sent.wishes == [i.SendMessage("WRAP"), i.SendMessage("NO SOUND · HAND MIC", urgent=True)]
    widget.presets["CORRECT:"].click()
    assert len(sent.wishes) == 2
    assert widget.line.edit.text() == "CORRECT: "


def test_own_words_survive_draws_and_refusals(panel: tuple[MessagesPanel, Sent]) -> None:
    widget, sent = panel
    stage = sent_message()
    widget.draw(stage.snapshot())
    QTest.keyClicks(widget.line.edit, "slower")
    widget.draw(stage.at(1).snapshot())
    assert widget.line.text() == "slower"
    widget.line.edit.returnPressed.emit()
    assert sent.wishes == [i.SendMessage("slower")]
    assert widget.line.text() == ""
    widget.draw(stage.snapshot(station=Station(refusals={"wish-1": Refused(Reason.NAME_MISSING)})))
    assert widget.line.text() == "slower"
    assert widget.line.said() == "Say who you are first."


def test_an_empty_line_is_not_sent(panel: tuple[MessagesPanel, Sent]) -> None:
    widget, sent = panel
    widget.draw(Stage().snapshot())
    widget.send_line.click()
    assert sent.wishes == []
    assert widget.line.said() == "Write the message first."


def test_the_spotter_and_clear(panel: tuple[MessagesPanel, Sent]) -> None:
    widget, sent = panel
    stage = sent_message()
    message = stage.show.messages[-1].id
    widget.draw(stage.snapshot())
    widget.spotter.click()
    widget.clear.click()
    assert sent.wishes == [i.ReportSeen(message, by="spotter"), i.ClearMessage(message)]
    stage.do(i.ReportSeen(message, by="spotter"))
    widget.draw(stage.snapshot())
    assert widget.spotter.isHidden()
    assert widget.receipt.text() == "seen 0 s ago, by the spotter"
    stage.do(i.ClearMessage(message))
    widget.draw(stage.snapshot())
    assert widget.message.text() == "Nothing is on the host's panel."


def test_the_host_panel_is_offered_on_every_other_display(panel: tuple[MessagesPanel, Sent]) -> None:
    widget, sent = panel
    widget.draw(Stage().snapshot(station=Station(screens=SCREENS)))
    assert [button.text() for button in widget._screen_buttons] == ["Open on HDMI-1", "Open in a window"]
    for button in widget._screen_buttons:
        button.click()
    assert sent.wishes == [OpenHostPanel("HDMI-1"), OpenHostPanel("")]
    widget.draw(Stage().snapshot(station=Station(screens=SCREENS, host_screen="HDMI-1")))
    assert [button.text() for button in widget._screen_buttons] == ["Show host panel", "Close host panel"]
    widget._screen_buttons[0].click()
    assert sent.last() == OpenHostPanel("HDMI-1"), "a second click where it was opened closes nothing"
    widget._screen_buttons[1].click()
    assert sent.last() == CloseHostPanel()
    gone = Station(screens=SCREENS[:1], host_screen="HDMI-1", host_screen_gone=True)
    widget.draw(Stage().snapshot(station=gone))
    assert "unplugged" in widget._where.text()


def test_nothing_can_be_sent_without_a_show(panel: tuple[MessagesPanel, Sent]) -> None:
    widget, _sent = panel
    widget.draw(nothing_open())
    assert not widget.presets["WRAP"].isEnabled()
    assert not widget.send_line.isEnabled()


def test_m_puts_the_typing_mark_into_the_line(panel: tuple[MessagesPanel, Sent], qtbot: QtBot) -> None:
    widget, _sent = panel
    with qtbot.waitExposed(widget, timeout=10_000):
        widget.show()
    widget.activateWindow()
    widget.press("message")
    qtbot.waitUntil(widget.line.edit.hasFocus, timeout=10_000)
    widget.hide()


def test_escape_leaves_the_presets(panel: tuple[MessagesPanel, Sent], qtbot: QtBot) -> None:
    widget, sent = panel
    with qtbot.waitExposed(widget, timeout=10_000):
        widget.show()
    widget.activateWindow()
    widget.press("presets")
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None, timeout=10_000)
    pad = QApplication.focusWidget()
    assert pad is not None
    corners = [button.corner() for button in widget.presets.values()]
    assert corners[:10] == ["1", "2", "3", "4", "5", "6", "7", "8", "9", ""], "the numbers that send"
    QTest.keyClick(pad, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is None
    assert not any(button.corner() for button in widget.presets.values())
    assert sent.wishes == []
    widget.hide()


def test_nobody_is_told_to_shout_after_the_end(panel: tuple[MessagesPanel, Sent]) -> None:
    widget, _sent = panel
    stage = sent_message()
    stage.take(0)
    stage.at(60)
    widget.draw(stage.snapshot())
    told = [label.text() for label in widget.findChildren(QLabel)]
    assert any("60 s" in words for words in told)
    run = stage.show.air.run
    assert run is not None
    stage.do(i.EndShow(run.id))
    widget.draw(stage.snapshot())
    assert not any("60 s" in label.text() for label in widget.findChildren(QLabel))
    assert (widget.message.text(), widget.clear.isHidden()) == ("Nothing is on the host's panel.", True)


@pytest.mark.parametrize("language", ["en", "zh_Hans", "zh_Hant"])
def test_no_preset_reads_as_if_it_were_cut(language: str) -> None:
    words.use(language)
    try:
        titles = [words._(preset.button) for preset in PRESETS]
    finally:
        words.use("en")
    assert not [title for title in titles if title.endswith(("…", "..."))]
