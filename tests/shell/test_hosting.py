"""Where the host panel is: put there by a person, never over the desk by itself, back with its display.

Displays come and go here by name: ``displays`` stands in for what is plugged in. Real displays are plugged and
unplugged in ``tests/e2e``.
"""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel

from liveops_desktop.core.clock import Instant
from liveops_desktop.core.content import Severity
from liveops_desktop.core.facts import AlarmId
from liveops_desktop.core.intents import ClearAlarm, RaiseAlarm
from liveops_desktop.core.show import Air, Alarm, Show
from liveops_desktop.core.snapshot import ScreenEntry, Snapshot
from liveops_desktop.panels import PanelWidget
from liveops_desktop.shell import hosting as under_test
from liveops_desktop.shell.host_window import LEAST, spare_place
from liveops_desktop.shell.hosting import IN_A_WINDOW, SIGNAL, Hosting, display_alarm
from liveops_desktop.shell.sample_states import normal


class Displays:
    """What is plugged in; the first is the desk's."""

    def __init__(self, *names: str) -> None:
        self.names = list(names)

    def entries(self) -> tuple[ScreenEntry, ...]:
        return tuple(ScreenEntry(name, 1920, 1080, 300.0, name == self.names[0]) for name in self.names)

    def of(self, name: str) -> Any:
        # A window can only be put on a display that Qt knows: the one there is stands for each.
        return QGuiApplication.primaryScreen() if name in self.names else None


class Face(PanelWidget):
    """A host panel that counts what it is given."""

    def __init__(self) -> None:
        super().__init__()
        self.drawn: list[Snapshot] = []

    def draw(self, snapshot: Snapshot) -> None:
        self.drawn.append(snapshot)


class Room:
    """The hosting under test, the panels it built, and what it told."""

    def __init__(self, displays: Displays) -> None:
        self.displays = displays
        self.faces: list[Face] = []
        self.kept: list[str] = []
        self.changes = 0
        self.hosting = Hosting(self._build, self._changed, self.kept.append)

    def _build(self) -> PanelWidget:
        self.faces.append(Face())
        return self.faces[-1]

    def _changed(self) -> None:
        self.changes += 1

    def up(self) -> bool:
        window = self.hosting._window
        return window is not None and window.isVisible()

    def gone(self) -> bool:
        return self.hosting.gone

    def unplug(self, name: str) -> None:
        self.displays.names.remove(name)
        self.hosting._screen_removed(SimpleNamespace(name=lambda: name))  # type: ignore[arg-type]  # only its name is read

    def plug(self, name: str, *, as_desk: bool = False) -> None:
        self.displays.names.insert(0 if as_desk else len(self.displays.names), name)
        self.hosting._screen_added(SimpleNamespace(name=lambda: name))  # type: ignore[arg-type]  # only its name is read


@pytest.fixture
def room(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    displays = Displays("desk", "stage")
    monkeypatch.setattr(under_test, "screens", displays.entries)
    monkeypatch.setattr(under_test, "screen_of", displays.of)
    room = Room(displays)
    yield room
    room.hosting.end()
    room.hosting.deleteLater()


def test_it_opens_where_a_person_says_and_the_choice_is_kept(room: Room) -> None:
    room.hosting.open_on("stage")
    assert room.up()
    assert not room.gone()
    room.hosting.draw(normal())
    assert len(room.faces[0].drawn) == 1
    room.hosting.close()
    assert not room.up()
    assert room.kept == ["stage", ""]


@pytest.mark.qt_log_ignore("does not support raise")  # offscreen has no order of windows
def test_asked_for_again_it_comes_forward_and_is_not_built_anew(room: Room) -> None:
    for _twice in range(2):
        room.hosting.open_on("stage")
    assert room.up()
    assert len(room.faces) == 1
    assert room.kept == ["stage"]
    room.hosting.open_on("")
    assert room.up()
    assert len(room.faces) == 2, "elsewhere it is another window"


def test_without_a_display_of_its_own_it_opens_in_a_window(room: Room) -> None:
    room.hosting.open_on("")
    assert room.up()
    assert room.kept == [IN_A_WINDOW]
    assert not room.gone()


def test_opened_elsewhere_there_is_one_panel_still(room: Room) -> None:
    room.hosting.open_on("stage")
    first = room.hosting._window
    room.hosting.open_on("")
    assert first is not None
    assert not first.isVisible()
    assert room.up()


def test_unplugged_it_is_gone_and_nothing_lies_over_the_desk(room: Room) -> None:
    room.hosting.open_on("stage")
    before = room.changes
    room.unplug("stage")
    assert not room.up()
    assert room.gone()
    assert room.hosting.wanted == "stage"
    assert room.changes > before


def test_it_returns_with_its_display(room: Room) -> None:
    room.hosting.open_on("stage")
    room.unplug("stage")
    room.plug("other")
    assert not room.up()
    room.plug("stage")
    assert room.up()
    assert not room.gone()
    assert room.kept == ["stage"], "unplugging is nobody's choice"


def test_another_display_that_goes_does_not_touch_it(room: Room) -> None:
    room.plug("other")
    room.hosting.open_on("stage")
    room.unplug("other")
    assert room.up()


def test_a_display_that_returns_as_the_desks_own_is_left_alone(room: Room) -> None:
    room.hosting.open_on("stage")
    room.unplug("stage")
    room.plug("stage", as_desk=True)
    assert not room.up()


@pytest.mark.parametrize(
    ("kept", "up", "gone"),
    [
        ("", False, False),
        (IN_A_WINDOW, True, False),
        ("stage", True, False),
        ("unplugged", False, True),
        ("desk", False, False),
    ],
)
def test_at_the_next_start_it_is_where_it_was_but_never_over_the_desk(
    room: Room, kept: str, *, up: bool, gone: bool
) -> None:
    room.hosting.resume(kept)
    assert (room.up(), room.gone()) == (up, gone)
    assert room.kept == []


def test_a_person_may_put_it_on_the_desks_display(room: Room) -> None:
    room.hosting.open_on("desk")
    assert room.up()


def test_closing_its_window_by_hand_is_closing_it(room: Room) -> None:
    room.hosting.open_on("")
    window = room.hosting._window
    assert window is not None
    window.close()
    assert room.hosting.wanted == ""
    assert room.kept == [IN_A_WINDOW, ""]


def test_the_programs_end_forgets_nothing(room: Room) -> None:
    room.hosting.open_on("stage")
    room.hosting.end()
    assert not room.up()
    assert room.kept == ["stage"]


def test_an_unplugged_display_is_an_alarm_until_it_is_back() -> None:
    calm = Show()
    assert display_alarm(calm, "") is None
    assert display_alarm(calm, "HDMI-1") == RaiseAlarm(SIGNAL, Severity.S2, "", "HDMI-1")
    told = Show(alarms=(Alarm(AlarmId("a"), SIGNAL, Severity.S2, "", "HDMI-1", Instant(0)),))
    assert display_alarm(told, "HDMI-1") is None
    assert display_alarm(told, "") == ClearAlarm(AlarmId("a"))
    assert display_alarm(Show(air=Air(ended_at=Instant(1))), "HDMI-1") is None


def test_one_key_opens_it_on_the_display_that_is_not_the_desks_and_closes_it(room: Room) -> None:
    room.hosting.turn()
    assert room.up()
    assert room.kept == ["stage"]
    room.hosting.turn()
    assert not room.up()
    assert room.kept == ["stage", ""]
    room.displays.names.remove("stage")
    room.hosting.turn()
    assert room.up()
    assert room.kept[-1] == IN_A_WINDOW


@pytest.mark.parametrize(("where", "says"), [("", True), ("desk", True), ("stage", False)])
def test_where_the_desk_is_it_says_which_key_takes_it_away(room: Room, where: str, *, says: bool) -> None:
    room.hosting.open_on(where)
    window = room.hosting._window
    assert window is not None
    said = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert said == (["F9 closes the host panel"] if says else [])


SCREEN = QRect(0, 0, 1280, 720)
CLOCKS, TAKE_BAR, TROUBLE = QRect(12, 52, 780, 170), QRect(12, 676, 780, 34), QRect(800, 52, 468, 224)


def test_a_window_covers_neither_clocks_nor_take_bar_nor_trouble() -> None:
    place = spare_place(SCREEN, (CLOCKS, TAKE_BAR, TROUBLE))
    assert SCREEN.contains(place)
    assert place.size().width() >= LEAST.width()
    assert not any(place.intersects(one) for one in (CLOCKS, TAKE_BAR, TROUBLE))


def test_what_matters_least_is_covered_first() -> None:
    place = spare_place(SCREEN, (CLOCKS, TAKE_BAR, QRect(800, 52, 468, 600)))
    assert not any(place.intersects(one) for one in (CLOCKS, TAKE_BAR))
    assert SCREEN.contains(place)


@given(st.lists(st.builds(QRect, *[st.integers(0, 2_000)] * 4), max_size=4), st.integers(640, 3_840))
def test_it_always_stands_on_the_display(kept: list[QRect], wide: int) -> None:
    screen = QRect(100, 50, wide, wide * 9 // 16)
    place = spare_place(screen, kept)
    assert screen.contains(place)
    assert place.width() >= LEAST.width()


def test_where_there_is_room_beside_the_desk_it_is_larger() -> None:
    desk = QRect(0, 0, 1280, 720)
    beside = spare_place(QRect(0, 0, 2560, 1440), (desk,))
    assert beside.width() > 2 * LEAST.width()
    assert not beside.intersects(desk)
