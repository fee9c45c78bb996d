"""The level board of the preflight room: asked for while it is seen, and saying in words why there is no level."""

from dataclasses import dataclass

import pytest
from msgspec.structs import replace
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from liveops_desktop.checks import CATALOGUE
from liveops_desktop.core.commands import WatchLevels
from liveops_desktop.core.meters import ChannelLevels, Levels
from liveops_desktop.core.preflight import Group
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.core.vitals import Link, Obs, ObsLink, Vitals
from liveops_desktop.panels.preflight import PreflightPanel
from tests.panels.stage import Sent, Stage

INFOS = tuple(check.info for check in CATALOGUE)
VOICE = Levels("Voice", (ChannelLevels(-23, -20, -20, -18),))
MUSIC = Levels("Music", (ChannelLevels(-33, -30, -30, -28),))


@dataclass
class Desk:
    panel: PreflightPanel
    sent: Sent
    stage: Stage

    def draw(self, *, connected: bool = True) -> None:
        link = ObsLink(Link.CONNECTED if connected else Link.SEARCHING)
        self.panel.draw(self.snapshot(link))

    def snapshot(self, link: ObsLink) -> Snapshot:
        plain = self.stage.snapshot(vitals=Vitals(obs=Obs(link)), checks=INFOS)
        return replace(plain, rig=replace(plain.rig, open_microphones=("Voice", "Guest")))

    def watched(self) -> list[bool]:
        return [wish.on for wish in self.sent.wishes if isinstance(wish, WatchLevels)]

    def marks(self) -> list[str]:
        return [meter.accessibleName() for meter in self.panel.levels.board.meters()]


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    sent = Sent()
    panel = PreflightPanel(sent)
    qtbot.addWidget(panel)
    panel.resize(1200, 700)
    panel.show()
    made = Desk(panel, sent, Stage())
    made.draw()
    return made


def test_the_levels_are_asked_for_only_while_they_are_seen(desk: Desk) -> None:
    assert desk.watched() == []
    desk.panel.press("levels")
    assert desk.watched() == [True]
    desk.panel.press("levels")
    assert desk.watched() == [True, False]
    desk.panel.press("levels")
    desk.panel.hide()  # another room
    assert desk.watched() == [True, False, True, False]
    desk.panel.show()
    assert desk.watched()[-1]


def test_they_come_with_the_groups_that_are_heard_and_stay_where_a_person_wants_them(desk: Desk) -> None:
    seen = desk.panel.levels.isVisible
    desk.panel.groups.rows[Group.AUDIO].click()
    assert seen()
    desk.panel.groups.rows[Group.NETWORK].click()
    assert not seen()
    desk.panel.press("levels")
    assert seen()
    desk.panel.groups.rows[Group.OBS].click()
    assert seen()
    desk.panel.groups.rows[Group.AUDIO].click()
    desk.panel.press("levels")  # put away, though the group is chosen
    assert not seen()


def test_planned_microphones_come_first_and_one_that_obs_does_not_meter_says_so(desk: Desk) -> None:
    desk.panel.press("levels")
    desk.panel.hear((MUSIC, VOICE))
    assert desk.marks() == ["Voice, peak -18 dBFS", "Guest, no level", "Music, peak -28 dBFS"]
    assert "scene on programme" in desk.panel.levels.note.text()


def test_no_level_has_its_reason(desk: Desk) -> None:
    desk.panel.press("levels")
    assert desk.panel.levels.note.text() == "Listening …"
    desk.draw(connected=False)
    assert "OBS is not connected" in desk.panel.levels.note.text()
    desk.panel.hear((VOICE,))  # late, of the OBS that was
    assert not desk.panel.levels.board.isVisible()
    desk.draw()
    desk.panel.hear((VOICE, replace(VOICE, input="Guest")))
    assert desk.panel.levels.board.isVisible()
    assert not desk.panel.levels.note.isVisible()


def test_levels_do_not_lay_the_list_out_anew(desk: Desk) -> None:
    desk.panel.press("levels")
    desk.panel.hear((VOICE, MUSIC))
    QTest.qWait(1)
    before = desk.panel.levels.height()
    desk.panel.hear((replace(VOICE, dead=True, channels=()), MUSIC))
    assert desk.panel.levels.height() == before
