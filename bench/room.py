"""The real program inside this process, on air with all panels and the host panel open, so that it can be watched."""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.panels import Room
from liveops_desktop.shell import collecting, theme
from liveops_desktop.shell.app import App, Options
from liveops_desktop.shell.host_window import HostWindow
from liveops_desktop.shell.loop import run
from liveops_desktop.shell.paths import resources

R = TypeVar("R")
_SECONDS = 60


class Painted:
    """When each window was painted last, and what was drawn then (``time.perf_counter``)."""

    def __init__(self) -> None:
        self.heard: Callable[[str, float], None] | None = None
        """Told of each paint: ``desk`` or ``host``, and when it ended."""

    def tell(self, window: str) -> None:
        """A window has been painted."""
        if self.heard is not None:
            self.heard(window, time.perf_counter())


def watch_host(painted: Painted) -> None:
    """Have the host's window tell when it was painted, as the desk's does. Call before one is made."""

    def event(window: QWidget, event: QEvent) -> bool:
        handled = QWidget.event(window, event)
        if event.type() == QEvent.Type.UpdateRequest:
            painted.tell("host")
        return handled

    HostWindow.event = event  # type: ignore[method-assign]  # Qt finds it as it would in a subclass


def inside(home: Path, screen: Mapping[str, str], body: Callable[[App, Painted], Awaitable[R]], *, facts: int = 2) -> R:
    """Run the program on the show that *home* names, and *body* in it once all is up; return what *body* returns."""
    os.environ.update(screen)
    os.environ["LIVEOPS_HOME"] = str(home)
    application = QApplication(["bench"])
    theme.apply(application, fonts=resources() / "fonts")
    collecting.on_this_thread(application)
    painted = Painted()
    watch_host(painted)
    app = App(application, Options(home))
    kept: list[R] = []

    async def main() -> int:
        serving = asyncio.create_task(app.run())
        try:
            await until(lambda: app.show is not None and app.show.facts >= facts and bool(app.checks), serving)
            app.window.enter(Room.ON_AIR)
            app.hosting.open_on("")
            app.window.activateWindow()
            app.window.painted = lambda: painted.tell("desk")
            await asyncio.sleep(1.5)  # the services come up
            kept.append(await body(app, painted))
        finally:
            app.closed.set()
            await serving
        return 0

    run(application, main)
    return kept[0]


async def until(ready: Callable[[], bool], serving: "asyncio.Task[int] | None" = None) -> None:
    """Wait until *ready*."""
    deadline = time.monotonic() + _SECONDS
    while not ready():
        if time.monotonic() > deadline or (serving is not None and serving.done()):
            raise TimeoutError
        await asyncio.sleep(0.02)


def on_each_draw(app: App, told: Callable[[Snapshot], None]) -> None:
    """Have *told* called with each snapshot before it is drawn."""
    draw = app.drawing._draw

    def drawn(snapshot: Snapshot) -> None:
        told(snapshot)
        draw(snapshot)

    app.drawing._draw = drawn
