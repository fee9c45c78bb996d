"""The child process that lists devices and listens to microphones: Qt's multimedia never loads into the program itself.

A camera's or a sound server's driver may hang or crash; it takes this process with it and not the show. It is the
hidden sub-command ``devices`` of the program, so it also works frozen. Each line it prints is one JSON value.
"""

import os
import sys
import threading
from typing import Any

import msgspec

from liveops_desktop.core.devices import Heard

LOOK, HEAR = "look", "hear"
LATE = 3.0
"""Seconds that the first sound may take to come: a sound server wakes up."""


def run(what: str, names: tuple[str, ...], seconds: float) -> int:
    """Carry out the sub-command: print the devices, or what microphones give."""
    application = _application()
    if what == HEAR:
        return _hear(application, names, seconds)
    from liveops_desktop.shell.device_list import devices

    print_line(devices(application, screens=_has_screens(application)))
    return 0


def print_line(value: Any) -> None:
    """Print one JSON value. Who reads may be gone: then there is nobody left to work for."""
    try:
        sys.stdout.buffer.write(msgspec.json.encode(value) + b"\n")
        sys.stdout.flush()
    except (BrokenPipeError, OSError):
        os._exit(0)


def _application() -> Any:
    # On macOS an application of its own would show in the Dock (doc.qt.io/qt-6/macos-issues.html).
    os.environ["QT_MAC_DISABLE_FOREGROUND_APPLICATION_TRANSFORM"] = "1"
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtGui import QGuiApplication

    return QGuiApplication(["liveops"])


def _has_screens(application: Any) -> bool:
    return application.platformName() not in {"offscreen", "minimal"}


def _end_with_parent() -> None:
    """End when the other end of our input is closed, however the parent ended."""

    def wait() -> None:
        while os.read(0, 1):
            pass
        os._exit(0)

    threading.Thread(target=wait, name="parent", daemon=True).start()


def _hear(application: Any, names: tuple[str, ...], seconds: float) -> int:
    from PySide6.QtCore import QTimer

    from liveops_desktop.shell.hearing import Ear, choose

    ears: list[Ear] = []

    def done() -> None:
        if all(ear.full for ear in ears):
            application.quit()

    for name, device in choose(names):
        if device is None:
            print_line(Heard(name, why="missing"))
        else:
            ears.append(Ear(name, device, print_line, seconds, done))
    if not ears:
        return 0
    for ear in ears:
        if not ear.start():
            print_line(Heard(ear.name, why="refused"))
    _end_with_parent()
    QTimer.singleShot(round((seconds + LATE) * 1_000), application.quit)
    application.exec()
    for ear in ears:
        ear.stop()
    return 0
