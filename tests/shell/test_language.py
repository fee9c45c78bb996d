"""The language is switched in place: same room, same show, new words, what is typed goes along."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from liveops_desktop import words
from liveops_desktop.core.roles import Role
from liveops_desktop.panels import PanelWidget, Room
from liveops_desktop.shell import sample_states as states
from liveops_desktop.shell import theme
from liveops_desktop.shell.host_window import HostWindow
from liveops_desktop.shell.language import speak
from liveops_desktop.shell.screens import in_the_language, stand
from liveops_desktop.shell.seat import SeatQuestion
from liveops_desktop.shell.window import MainWindow
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.look import LIGHT, look
from liveops_desktop.widgets.tabs import Tabs


@pytest.fixture
def spoken(qapp: QApplication) -> Iterator[QApplication]:
    theme.apply(qapp, scale=1.0)
    speak(qapp, "en")
    yield qapp
    speak(qapp, "en")
    qapp.setStyleSheet("")


@pytest.fixture
def window(spoken: QApplication) -> Iterator[MainWindow]:
    made = stand("both", Room.ON_AIR)
    assert isinstance(made, MainWindow)
    made.resize(1600, 900)
    made.show()
    made.draw(states.trouble())
    QApplication.processEvents()
    yield made
    made.hide()
    made.deleteLater()


def switch(window: MainWindow, application: QApplication, language: str) -> None:
    speak(application, language)
    window.rebuild(in_the_language(states.trouble(), language))
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def said(widget: QWidget) -> set[str]:
    labels = {label.text() for label in widget.findChildren(QLabel) if label.isVisible()}
    return labels | {button.text() for button in widget.findChildren(QPushButton) if button.isVisible()}


def test_every_panel_and_tab_speaks_the_new_language_in_the_same_room(window: MainWindow, spoken: QApplication) -> None:
    assert {"Plan", "On air"} <= said(window)
    switch(window, spoken, "zh_Hans")
    hans = said(window)
    assert {"计划", "直播", "打点"} <= hans
    assert not {"Plan", "On air", "Marker"} & hans
    assert window.room() is Room.ON_AIR
    switch(window, spoken, "zh_Hant")
    assert {"計畫", "直播", "標記"} <= said(window)
    switch(window, spoken, "en")
    assert {"Plan", "On air", "Marker"} <= said(window)


def test_another_look_is_told_to_qt_only_when_no_old_panel_stands(window: MainWindow, spoken: QApplication) -> None:
    for room in Room:
        window.enter(room)
    window.enter(Room.ON_AIR)
    stood: list[int] = []

    def between() -> None:
        stood.append(len(window.findChildren(QLabel)))
        theme.change(spoken, "light")

    window.rebuild(states.trouble(), between)
    QApplication.processEvents()
    assert stood[0] < 10 < len(window.findChildren(QLabel)), "each costs milliseconds"
    assert window.room() is Room.ON_AIR
    assert window.grab().toImage().pixelColor(3, 450).name() == LIGHT.ground


def test_other_rooms_are_built_in_the_new_language_and_no_old_panel_stays(
    window: MainWindow, spoken: QApplication
) -> None:
    window.enter(Room.REVIEW)
    window.enter(Room.ON_AIR)
    switch(window, spoken, "zh_Hans")
    window.enter(Room.REVIEW)
    QApplication.processEvents()
    assert "当场复盘" in said(window)
    panels = [panel.objectName() for panel in window.findChildren(PanelWidget)]
    assert len(set(panels)) == len(panels)


def test_what_is_typed_goes_along_and_what_the_program_wrote_does_not(window: MainWindow, spoken: QApplication) -> None:
    window.enter(Room.REVIEW)
    notes = window.panel("notes")
    assert notes is not None
    line, box = notes.findChildren(QLineEdit)[0], notes.findChildren(QPlainTextEdit)[0]
    line.insert("声音断了一下")
    box.insertPlainText("十点收工")
    switch(window, spoken, "zh_Hans")
    again = window.panel("notes")
    assert again is not None
    assert again is not notes
    assert again.findChildren(QLineEdit)[0].text() == "声音断了一下"
    assert again.findChildren(QPlainTextEdit)[0].toPlainText() == "十点收工"
    assert again.findChildren(QPlainTextEdit)[1].toPlainText() == ""


def test_what_was_typed_in_another_room_is_there_when_it_is_entered_again(
    window: MainWindow, spoken: QApplication
) -> None:
    window.enter(Room.REVIEW)
    window.findChildren(QPlainTextEdit)[0].insertPlainText("十点收工")
    window.enter(Room.ON_AIR)
    switch(window, spoken, "zh_Hans")
    switch(window, spoken, "zh_Hant")
    window.enter(Room.REVIEW)
    assert window.findChildren(QPlainTextEdit)[0].toPlainText() == "十点收工"


def test_the_page_in_front_stays_in_front(window: MainWindow, spoken: QApplication) -> None:
    window.enter(Room.PLAN)
    window.findChildren(Tabs)[0].turn(1)
    switch(window, spoken, "zh_Hans")
    timeline, editor = window.panel("timeline"), window.panel("editor")
    assert timeline is not None
    assert timeline.isVisible()
    assert editor is None, "what is not seen is not built"


def test_qts_own_words_follow(spoken: QApplication) -> None:
    def undo() -> str:
        return QCoreApplication.translate("QWidgetTextControl", "&Undo")

    spoken_words = []
    for language in ("zh_Hans", "zh_Hant", "en"):
        speak(spoken, language)
        spoken_words.append(undo())
    assert spoken_words[2] == "&Undo"
    assert len(set(spoken_words)) == 3
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not spoken.findChildren(QTranslator, "qt-words")


def test_taiwan_gets_its_own_shapes_of_characters(spoken: QApplication) -> None:
    speak(spoken, "zh_Hant")
    families = look().families
    assert families.index("Noto Sans CJK TC") < families.index("Noto Sans CJK SC")
    speak(spoken, "zh_Hans")
    families = look().families
    assert families.index("Noto Sans CJK SC") < families.index("Noto Sans CJK TC")


def test_an_empty_choice_is_the_systems_language(spoken: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_TW")
    assert speak(spoken, "") == "zh_Hant" == words.language()
    assert speak(spoken, "en") == "en"


def test_the_host_panel_changes_inside_its_window(spoken: QApplication) -> None:
    first, second = stand("host", None), stand("host", None)
    assert isinstance(first, PanelWidget)
    assert isinstance(second, PanelWidget)
    host = HostWindow(first, lambda: None)
    host.show()
    host.change(second)
    host.draw(states.over())
    QApplication.processEvents()
    assert second.isVisible()
    assert second.size() == host.size()
    assert not first.isVisible()
    host.hide()
    host.deleteLater()


def test_the_seat_offers_each_language_by_its_own_name(spoken: QApplication) -> None:
    chosen: list[str] = []
    seat = SeatQuestion(lambda _who, _hats: None, lambda _key: None, chosen.append)
    seat.ask("王", frozenset({Role.HOST}))
    buttons = {button.text(): button for button in seat.findChildren(KeyButton)}
    for name in ("English", "简体中文", "繁體中文"):
        buttons[name].click()
    assert chosen == ["en", "zh_Hans", "zh_Hant"]
    assert seat.answer() == ("王", frozenset({Role.HOST}))
    seat.mark("host", "zh_Hans")
    assert [button.text() for button in seat.findChildren(KeyButton) if button.accessibleDescription()] == [
        seat._workspaces["host"].text(),
        "简体中文",
    ]
    room = buttons["简体中文"].sizeHint().width()
    seat.mark("both", "en")
    assert not buttons["简体中文"].accessibleDescription()
    assert buttons["简体中文"].sizeHint().width() < room, "the mark took its room"
    seat.hide()
    seat.deleteLater()


@pytest.mark.parametrize("where", [QLineEdit, QCheckBox])
def test_enter_answers_the_seat_once_from_the_name_and_from_a_hat(
    spoken: QApplication, where: type[QLineEdit | QCheckBox]
) -> None:
    said: list[tuple[str, frozenset[Role]]] = []
    seat = SeatQuestion(lambda who, hats: said.append((who, hats)), lambda _key: None, lambda _key: None)
    seat.ask("Ann", frozenset({Role.HOST}))
    QTest.keyClick(seat.findChildren(where)[0], Qt.Key.Key_Return)
    assert said == [("Ann", frozenset({Role.HOST}))]
    seat.deleteLater()
