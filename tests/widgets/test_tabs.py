"""Pages behind one another: one in front, turned by name and by key, and never by the keys of the room."""

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from liveops_desktop.widgets.rows import RowList
from liveops_desktop.widgets.tabs import Tabs


class Told:
    """Counts how often another page came to the front."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, _place: int) -> None:
        self.times += 1


@pytest.fixture
def tabs(qapp: QApplication) -> Iterator[Tabs]:
    made = Tabs(Told())
    made.add("One", QLineEdit)
    made.add("Two", lambda: QLabel("second"))
    made.add("Three", lambda: QLabel("third"))
    made.show_page(0)
    made.show()
    made.activateWindow()
    QTest.qWaitForWindowActive(made, 10_000)
    yield made
    made.close()
    made.deleteLater()


def front(tabs: Tabs) -> str:
    names = [button.text() for button in tabs.findChildren(QPushButton) if button.isChecked()]
    pages = [page for page in (QLineEdit, QLabel) for one in tabs.findChildren(page) if one.isVisible()]
    assert len(names) == len(pages) == 1, "one name is marked, and one page is seen"
    return names[0]


def told(tabs: Tabs) -> int:
    assert isinstance(tabs._turned, Told)
    return tabs._turned.times


def test_the_first_page_is_in_front(tabs: Tabs) -> None:
    assert front(tabs) == "One"
    assert told(tabs) == 1


def test_a_page_is_built_when_it_first_comes_to_the_front_and_once(qapp: QApplication) -> None:
    built: list[str] = []

    def page(name: str) -> QLabel:
        built.append(name)
        return QLabel(name)

    made = Tabs(Told())
    for name in ("One", "Two", "Three"):
        made.add(name, partial(page, name))
    made.show_page(1)
    assert built == ["Two"]
    for place in (2, 1, 2):
        made.show_page(place)
    assert built == ["Two", "Three"]
    made.deleteLater()


def test_a_name_brings_its_page_and_tells_once(tabs: Tabs) -> None:
    three = next(button for button in tabs.findChildren(QPushButton) if button.text() == "Three")
    QTest.mouseClick(three, Qt.MouseButton.LeftButton)
    assert front(tabs) == "Three"
    QTest.mouseClick(three, Qt.MouseButton.LeftButton)
    assert (front(tabs), told(tabs)) == ("Three", 2)


def test_ctrl_tab_goes_round_both_ways(tabs: Tabs) -> None:
    tabs.findChildren(QLineEdit)[0].setFocus()
    for name in ("Two", "Three", "One"):
        QTest.keyClick(tabs, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
        assert front(tabs) == name
    back = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(tabs, Qt.Key.Key_Backtab, back)
    assert front(tabs) == "Three"
    assert told(tabs) == 5


def test_no_name_takes_the_focus_so_space_stays_the_take(tabs: Tabs) -> None:
    assert all(button.focusPolicy() is Qt.FocusPolicy.NoFocus for button in tabs.findChildren(QPushButton))


def test_a_page_is_brought_to_the_front_by_its_key_and_its_list_gets_the_focus(qapp: QApplication) -> None:
    made = Tabs(Told())
    made.add("One", QLineEdit, "one")
    made.add("Two", lambda: RowList("rows"), "two")
    made.show_page(0)
    made.show()
    made.activateWindow()
    QTest.qWaitForWindowActive(made, 10_000)
    made.findChildren(QLineEdit)[0].setFocus()
    made.bring("elsewhere")
    assert told(made) == 1, "a key of no page turns nothing"
    made.bring("two")
    made.bring("two")
    rows = made.findChildren(RowList)[0]
    assert (rows.isVisible(), rows.hasFocus(), told(made)) == (True, True, 2)
    made.close()
    made.deleteLater()
