"""A room for panels: the real core decides what they wish, and draws them anew, as the desk and the shell would."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import msgspec
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from liveops_desktop.core.clock import Instant, later, seconds
from liveops_desktop.core.commands import ChooseCard, Command, ForgetRefusal
from liveops_desktop.core.decide import decide
from liveops_desktop.core.intents import Intent, Wish
from liveops_desktop.core.refusal import Refused
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.panels import PanelWidget, Send
from liveops_desktop.panels.preflight import PreflightPanel
from liveops_desktop.shell import theme
from liveops_desktop.shell.sample_states import T0, Story, snapshot, vitals
from tests.panels.editor_stage import begin
from tests.panels.stage import Sent


class RoomOfOne:
    """One panel, one story. ``at`` moves the clock; ``sent`` is all that was wished."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.now = T0
        self.sent: list[Intent | Command] = []
        self.refusals: dict[str, Refused] = {}
        self.seen = vitals(now=T0)
        self.panel: PanelWidget | None = None
        self.answers = True  # False: wishes stay pending
        self.pending: dict[str, Instant] = {}
        self.choosing_card = False

    def send(self, wish: Intent | Command) -> str:
        """Decide and fold, or keep the refusal; commands are only noted."""
        self.sent.append(wish)
        name = f"w{len(self.sent)}"
        if isinstance(wish, ForgetRefusal):
            self.refusals.pop(wish.wish, None)
        if isinstance(wish, ChooseCard):
            self.choosing_card = wish.on
        if not self.answers:
            self.pending[name] = self.now
        elif isinstance(wish, Intent):
            self._fold(name, wish)
        return name

    def _fold(self, name: str, wish: Intent) -> None:
        try:
            for body in decide(self.story.show, Wish(name, "desk", "王", self.now, wish), self.now):
                self.story.tell(self.now, body)
        except Refused as refused:
            self.refusals[name] = refused

    def snapshot(self) -> Snapshot:
        """Return what the shell would hand over now."""
        drawn = snapshot(self.story.show, self.now, seen=self.seen)
        station = msgspec.structs.replace(
            drawn.station,
            refusals=dict(self.refusals),
            pending=dict(self.pending),
            choosing_card=self.choosing_card,
        )
        return msgspec.structs.replace(drawn, station=station)

    def at(self, after: float) -> None:
        """Go to *after* seconds behind the planned start, and draw."""
        self.now = later(T0, seconds(after))
        self.draw()

    def draw(self) -> None:
        """Draw the panel."""
        if self.panel is not None:
            self.panel.draw(self.snapshot())

    def press(self, action: str) -> None:
        """Press a key of the panel, and draw what came of it."""
        assert self.panel is not None
        self.panel.press(action)
        self.draw()


@pytest.fixture
def look(qapp: QApplication) -> Iterator[QApplication]:
    """The product's own look, at the scale of a screen 1080 high."""
    theme.apply(qapp, scale=1.0)
    yield qapp
    qapp.setStyleSheet("")


@pytest.fixture
def furnish(look: QApplication) -> Iterator[Callable[..., RoomOfOne]]:
    """Build a panel over a story: ``furnish(TakeBar, story)``."""
    built: list[PanelWidget] = []

    def make(build: Callable[[Send], PanelWidget], story: Story | None = None) -> RoomOfOne:
        room = RoomOfOne(story if story is not None else Story())
        room.panel = build(room.send)
        built.append(room.panel)
        room.draw()
        return room

    yield make
    for panel in built:
        panel.close()
        panel.deleteLater()


@pytest.fixture
def build(look: QApplication) -> Iterator[Callable[..., PanelWidget]]:
    """Build a panel that is put away after the test: ``build(Clocks)``, ``build(Banners, send)``."""
    built: list[PanelWidget] = []

    def make(kind: Callable[[Send], PanelWidget], send: Send = lambda _wish, /: "w") -> PanelWidget:
        built.append(kind(send))
        return built[-1]

    yield make
    for panel in built:
        panel.close()
        panel.deleteLater()


@pytest.fixture
def preflight(qtbot: QtBot) -> tuple[PreflightPanel, Sent]:
    """Give the panel of the preflight, and what it wishes."""
    sent = Sent()
    made = PreflightPanel(sent)
    qtbot.addWidget(made)
    return made, sent


@pytest.fixture
def edit(furnish: Callable[..., Any]) -> Callable[..., Any]:
    """Begin an editor with these cues, and these parts of the station."""
    return partial(begin, furnish)
