"""The program in this process: coroutines inside Qt's loop and the whole app on a folder."""

import asyncio
import gc
import time
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from liveops_desktop.shell import theme
from liveops_desktop.shell.app import App, Options
from liveops_desktop.shell.loop import run
from liveops_desktop.shell.trace import Trace
from liveops_desktop.shell.window import MainWindow

LIMIT = 100  # s
WHOLE = {"test_language", "test_printing", "test_pseudo_language", "test_room_fits", "test_self_check", "test_settings"}
"""Modules that stand up every room; a test that plays the program is whole besides."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what stands up the whole program: too slow for the quick check."""
    for item in items:
        if item.path.parent == Path(__file__).parent and (
            item.path.stem in WHOLE or "play" in getattr(item, "fixturenames", ())
        ):
            item.add_marker(pytest.mark.whole)


Story = Callable[[App], Coroutine[Any, Any, None]]
InLoop = Callable[[Callable[[], Coroutine[Any, Any, None]]], None]
Play = Callable[..., App]


@pytest.fixture
def in_loop(qapp: QApplication) -> InLoop:
    """Run a coroutine to its end inside Qt's loop, ``LIMIT`` seconds at most."""

    def go(main: Callable[[], Coroutine[Any, Any, None]]) -> None:
        async def whole() -> int:
            await asyncio.wait_for(main(), LIMIT)
            return 0

        # As the program does (shell/collecting.py): what belongs to Qt must not be finalised on a worker's thread.
        gc.collect()
        gc.disable()
        try:
            assert run(qapp, whole) == 0
        finally:
            gc.enable()

    return go


@pytest.fixture
def play(qapp: QApplication, tmp_path: Path, in_loop: InLoop) -> Iterator[Play]:
    """Open the program on ``tmp_path``, tell the story, close it, look at what is left: ``play(story, closed)``."""
    theme.apply(qapp, scale=1.0)

    def tell(
        story: Story, closed: Callable[[App], None] | None = None, show: str = "", trace: Path | None = None
    ) -> App:
        kept = Trace(trace)
        window = MainWindow(lambda: kept.painted(0))
        app = App(qapp, Options(tmp_path, show, kept), window)

        async def both() -> None:
            running = asyncio.create_task(app.run())
            try:
                await until(lambda: running.done() or (app.tasks and app.content.items), "the program is up")
                await story(app)
            finally:
                app.closed.set()
                await running

        try:
            in_loop(both)
            if closed is not None:
                closed(app)
        finally:
            put_away(app)
        return app

    yield tell
    qapp.setStyleSheet("")


def put_away(app: App) -> None:
    """Delete what the program itself keeps until its process ends."""
    for part in (app.receipts, app.keys._held, app.keys, app.window, app.hosting, app.drawing):
        part.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


async def until(true: Callable[[], object], what: str, seconds: float = 20) -> None:
    """Let the loop turn until *true* holds."""
    limit = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < limit, f"not within {seconds} s: {what}"
        await asyncio.sleep(0.005)
