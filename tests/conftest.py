"""Rules for every test: offscreen Qt, no warning logged unexpectedly, nothing outlives a test."""

import asyncio
import gc
import logging
import os
import threading
import time
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_API", "pyside6")

import hypothesis
import pytest

from liveops_desktop import words

pytest_plugins = [
    "tests.lab.parts",
    "tests.lab.screen",
    "tests.lab.sound",
    "tests.lab.ingest",
    "tests.lab.relay",
    "tests.lab.shaped",
    "tests.lab.sink",
    "tests.lab.studio",
    "tests.lab.box",
    "tests.lab.disk",
]

hypothesis.settings.register_profile(
    "check", deadline=None, derandomize=True, print_blob=True, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.register_profile("quick", hypothesis.settings.get_profile("check"), max_examples=25)
hypothesis.settings.load_profile(os.environ.get("LIVEOPS_EXAMPLES", "check"))


@pytest.fixture(autouse=True)
def no_threads_left() -> Iterator[None]:
    """Fail a test that leaves a thread running (ten seconds to end are granted: a busy machine is no fault)."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + 10
    left: set[threading.Thread] = set()
    while time.monotonic() < deadline:
        left = {t for t in threading.enumerate() if t not in before and t.is_alive()}
        if not left:
            return
        time.sleep(0.01)
    pytest.fail(f"threads outlive the test: {sorted(t.name for t in left)}")


@pytest.fixture(autouse=True)
def no_language_left() -> Iterator[None]:
    """Fail a test that leaves another language than English spoken: the next one reads its sentences in it."""
    yield
    left = words.language()
    words.use(words.ENGLISH)
    assert left == words.ENGLISH


@pytest.fixture(autouse=True)
def no_unexpected_log(caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that logs a warning or worse, unless it is marked ``expects_log``."""
    yield
    if request.node.get_closest_marker("expects_log"):
        return
    bad = [r for r in caplog.get_records("call") if r.levelno >= logging.WARNING]
    assert not bad, [r.getMessage() for r in bad]


@pytest.fixture(autouse=True)
def no_qt_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test with Qt that leaves a top-level window or a running timer behind."""
    if "qapp" not in request.fixturenames and "qtbot" not in request.fixturenames:
        yield
        return
    gc.freeze()  # what was there before is not looked at again: else the look costs more than the test
    yield
    from PySide6.QtCore import QCoreApplication, QEvent, QTimer
    from PySide6.QtWidgets import QApplication

    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    windows = [type(w).__name__ for w in QApplication.topLevelWidgets() if w.isVisible()]
    assert not windows, f"windows outlive the test: {windows}"
    timers = [t for t in gc.get_objects() if isinstance(t, QTimer) and _alive(t) and t.isActive()]
    assert not timers, f"timers outlive the test: {timers}"


def _alive(thing: object) -> bool:
    import shiboken6

    return shiboken6.isValid(thing)


@pytest.fixture(autouse=True)
def no_loop_left() -> Iterator[None]:
    """Fail a test that leaves an asyncio loop running."""
    yield
    assert asyncio._get_running_loop() is None
