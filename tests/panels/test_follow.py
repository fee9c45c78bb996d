"""A panel that is told only of what it shows looks at each moment like one that is told everything."""

from collections.abc import Callable, Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from liveops_desktop.core import intents as i
from liveops_desktop.core.clock import Instant
from liveops_desktop.core.content import Severity
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.snapshot import Notice, NoticeKind, Saving, ScreenEntry, Snapshot
from liveops_desktop.panels import PanelWidget, Send
from liveops_desktop.panels.banners import Banners
from liveops_desktop.panels.messages.panel import MessagesPanel
from liveops_desktop.panels.trouble.panel import Trouble
from tests.panels.stage import STATION, Sent, Stage, nothing_open


def moments() -> Iterator[Snapshot]:
    """Yield what happens to these panels in an evening, two seconds after each change once more."""
    yield nothing_open()
    stage = Stage()
    yield stage.snapshot()
    for change in _changes(stage):
        change()
        yield stage.snapshot()
        stage.now = Instant(stage.now + 2_000)
        yield stage.snapshot()
    for station in (
        replace(STATION, notices=(Notice(NoticeKind.EXPORTED, "report.md"),)),
        replace(STATION, saving=Saving(stage.now, 3)),
        replace(STATION, refusals={"wish-1": Refused(Reason.SHOW_ENDED), "": Refused(Reason.SHOW_MOVED_ON)}),
        replace(STATION, screens=(ScreenEntry("HDMI-1", 1920, 1080, 300.0, primary=False),), host_screen="HDMI-1"),
        replace(STATION, host_screen="HDMI-1", host_screen_gone=True),
        replace(STATION, choosing_card=True),
        STATION,
    ):
        yield stage.snapshot(station=station)
        stage.now = Instant(stage.now + 2_000)
        yield stage.snapshot(station=station)
    yield nothing_open()


def _changes(stage: Stage) -> Iterator[Callable[[], object]]:
    stage.at(5)
    yield lambda: stage.take(0)
    yield lambda: stage.do(i.SendMessage("Wrap up"))
    yield lambda: stage.do(i.ReportShown(stage.show.messages[-1].id))
    yield lambda: stage.do(i.ReportSeen(stage.show.messages[-1].id, by="host"))
    yield lambda: stage.do(i.ClearMessage(stage.show.messages[-1].id))
    yield lambda: stage.do(i.RaiseAlarm("obs", Severity.S1, "E01", "no answer"), "watch")
    yield lambda: stage.do(i.ClearAlarm(stage.show.alarms[-1].id), "watch")
    yield lambda: stage.do(i.OpenCard(stage.snapshot().content.cards[0]))
    yield lambda: stage.do(i.CloseIncident(stage.show.incidents[-1].id, recovered=True))
    yield lambda: stage.take(1)


def picture(panel: PanelWidget) -> QImage:
    return panel.grab().toImage()


@pytest.mark.parametrize("build", [Banners, MessagesPanel, Trouble])
def test_nothing_is_missed(qtbot: QtBot, build: Callable[[Send], PanelWidget]) -> None:
    room = QWidget(focusPolicy=Qt.FocusPolicy.StrongFocus)
    qtbot.addWidget(room)
    room.resize(900, 700)
    told, shown = build(Sent()), build(Sent())
    for panel in (told, shown):
        panel.setParent(room)
        panel.resize(420, 600)
        panel.show()
    room.show()
    room.setFocus()
    spared = 0
    for number, snapshot in enumerate(moments()):
        spared += told.reads(snapshot) is not None and told.reads(snapshot) == told._read
        told.follow(snapshot)
        shown.draw(snapshot)
        qtbot.wait(1)
        assert picture(told) == picture(shown), f"moment {number}"
    assert spared > 5, "and most of the time there is nothing to draw"
