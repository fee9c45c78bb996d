"""Level meters say in words and shapes what is wrong, and paint no more than ten times a second."""

from math import inf

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from liveops_desktop.core.meters import ChannelLevels, Levels
from liveops_desktop.shell import theme
from liveops_desktop.widgets.look import State, look
from liveops_desktop.widgets.meter import EVERY, Meter, MeterBoard, bar_in, decibels, mark_of, place


def at(level: float, *, raw: float | None = None, hold: float | None = None) -> ChannelLevels:
    return ChannelLevels(level - 3, level, level if raw is None else raw, level if hold is None else hold)


NOTHING = at(-inf)
TALKING = Levels("Host", (at(-20), at(-22)))


@pytest.mark.parametrize(
    ("levels", "state", "word"),
    [
        (TALKING, State.GOOD, ""),
        (Levels("Host", ()), State.UNKNOWN, "no level"),
        (Levels("Host", (), dead=True), State.BAD, "digital zero"),
        (Levels("Host", (NOTHING,), dead=True), State.BAD, "digital zero"),
        (Levels("Host", (at(-1),), clips=2), State.BAD, "clips"),
        (Levels("Host", (at(-inf, raw=-40),), closed=True), State.WARN, "muted"),
        (Levels("Host", (at(-inf, raw=-10),), closed=True, talking=True, clips=1), State.BAD, "talks, muted"),
    ],
)
def test_what_is_wrong_has_a_shape_and_a_word(levels: Levels, state: State, word: str) -> None:
    assert mark_of(levels) == (state, word)


def test_the_bar_is_even_in_decibels_and_keeps_to_its_ends() -> None:
    assert [place(level) for level in (-inf, -90, -60, -30, 0, 6)] == [0, 0, 0, 0.5, 1, 1]


def test_levels_are_read_as_whole_decibels() -> None:
    assert [decibels(level) for level in (-inf, -17.86, -0.3, 0.0)] == ["-∞", "-18", "0", "0"]


@pytest.fixture
def dark(qapp: QApplication) -> None:
    theme.apply(qapp, palette="dark", scale=1.0)


def painted(meter: Meter) -> tuple[QImage, list[QColor]]:
    """The picture, and the colours along the first bar."""
    meter.resize(600, 30)
    image = meter.grab().toImage()
    bar = bar_in(meter)
    row = int(bar.top()) + 3
    return image, [
        image.pixelColor(QPoint(int(bar.left() + bar.width() * share), row)) for share in (0.31, 0.89, 0.985)
    ]


def test_green_amber_red_along_the_bar_and_an_outline_when_muted(qtbot: QtBot, dark: None) -> None:
    meter = Meter("Host")
    qtbot.addWidget(meter)
    meter.put(Levels("Host", (at(0),)))
    _, found = painted(meter)
    assert [one.name() for one in found] == [
        look().state(state).name() for state in (State.GOOD, State.WARN, State.BAD)
    ]
    meter.put(Levels("Host", (at(-30),)))
    _, found = painted(meter)
    assert found[1].name() == QColor(look().palette.line).name()
    meter.put(Levels("Host", (at(-inf, raw=0.0),), closed=True))
    _, found = painted(meter)
    assert look().state(State.GOOD).name() not in {one.name() for one in found}


def test_what_is_shown_is_said(qtbot: QtBot, dark: None) -> None:
    meter = Meter("Host")
    qtbot.addWidget(meter)
    assert meter.accessibleName() == "Host, no level"
    meter.put(Levels("Host", (at(-20, hold=-12),)))
    assert meter.accessibleName() == "Host, peak -12 dBFS"
    meter.put(Levels("Host", (at(-inf, raw=-10),), closed=True, talking=True))
    assert meter.accessibleName() == "Host, peak -∞ dBFS, talks, muted"


def test_the_board_keeps_the_order_and_shows_the_newest_within_a_tenth_of_a_second(
    qtbot: QtBot, dark: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert EVERY == 100
    monkeypatch.setattr("liveops_desktop.widgets.meter.EVERY", 600_000)  # nothing falls due while we look
    board = MeterBoard()
    (due,) = board.findChildren(QTimer, options=Qt.FindChildOption.FindDirectChildrenOnly)
    qtbot.addWidget(board)
    board.put([TALKING])
    assert board.meters() == (), "out of sight nothing is done"
    board.show()
    board.put([TALKING, Levels("Guest", ())])
    host, guest = board.meters()
    assert [one.levels().input for one in (host, guest)] == ["Host", "Guest"]
    for level in (-30.0, -29.0, -10.0):
        board.put([Levels("Guest", (at(level),)), TALKING])
    assert [one.levels().input for one in board.meters()] == ["Host", "Guest"], "it waits"
    assert due.isActive()
    assert 0 < due.interval() <= 600_000
    due.start(0)  # that time is over
    qtbot.waitUntil(lambda: board.meters() == (guest, host), timeout=10_000)
    assert guest.levels().channels[0].peak == -10.0
    board.put([TALKING])
    assert due.isActive()
    board.hide()
    assert not due.isActive(), "what waited was forgotten"
    assert len(board.meters()) == 2
