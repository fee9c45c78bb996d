"""Starting the window: a display or a clear sentence, one window per data folder, the look, the loop."""

import logging
import os
import sys
from pathlib import Path

from liveops_desktop.words import _

NO_DISPLAY = 3


def has_display() -> bool:
    """Return whether Qt can open a window here."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def start(show: str = "", trace: Path | None = None) -> int:
    """Open the window and serve until it is closed; returns the exit code (3: there is no display)."""
    if not has_display():
        print(
            _(
                "LiveOps Desktop needs a display to open its window, and there is none here. "
                "These work without one: preflight, screens, journal, report (see --help)."
            ),
            file=sys.stderr,
        )
        return NO_DISPLAY
    from liveops_desktop.shell.paths import data_folder, resources

    folder = data_folder()
    from PySide6.QtWidgets import QApplication

    application = QApplication(["liveops"])
    application.setApplicationName("LiveOps Desktop")
    application.setDesktopFileName("liveops-desktop")
    from liveops_desktop.shell.single import raise_first

    if raise_first(folder):
        return 0
    _log_to(folder / "log.txt")
    from liveops_desktop.shell import collecting, qt_log, theme
    from liveops_desktop.shell.app import App, Options
    from liveops_desktop.shell.loop import run

    qt_log.install()
    theme.apply(application, fonts=resources() / "fonts")
    collecting.on_this_thread(application)
    app = App(application, Options(folder, show, trace))
    sys.excepthook = app.caught
    return run(application, app.run)


def _log_to(file: Path) -> None:
    """Keep warnings and worse in *file*, mode 0600. Nothing that holds a secret is ever logged (see services/obs)."""
    file.touch(mode=0o600, exist_ok=True)
    logging.basicConfig(filename=file, level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("liveops_desktop").setLevel(logging.INFO)
