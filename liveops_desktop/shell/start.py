"""Starting the window: a display or a clear sentence, one window per data folder, the look, the loop."""

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from liveops_desktop.services import log
from liveops_desktop.shell import display
from liveops_desktop.words import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

NO_DISPLAY = 3
COULD_NOT = 2


def start(show: str = "", trace: Path | None = None) -> int:
    """Open the window and serve until it is closed.

    Returns the exit code: 2 when the data folder cannot be used or another window on it does not answer,
    3 when no window can open here.
    """
    trouble = display.trouble()
    if trouble:
        return _cannot_show(
            trouble, _("These work without a window: preflight, screens, journal, report (see --help).")
        )
    from liveops_desktop.shell.paths import data_folder

    try:
        folder = data_folder()
        log.begin(folder)
    except OSError as refusal:
        print(_("The data folder cannot be used: {trouble}").format(trouble=refusal), file=sys.stderr)
        return COULD_NOT
    gc.disable()  # until the program stands: start-up makes little garbage, and looking for it costs a tenth
    try:
        from PySide6.QtWidgets import QApplication
    except ImportError as missing:  # a system library that Qt itself needs
        why = _("Qt cannot be loaded here: {trouble}.").format(trouble=missing)
        return _cannot_show(why, _("These work without Qt: preflight, journal, report (see --help)."))
    from liveops_desktop.shell.features import spare_the_sources
    from liveops_desktop.shell.single import only_one

    spare_the_sources()
    application = QApplication(["liveops"])
    application.setApplicationName("LiveOps Desktop")
    application.setDesktopFileName("liveops-desktop")
    with only_one(folder, show=str(Path(show).resolve()) if show else "") as first:
        if first.is_first:
            return _serve(application, folder, show, trace)
    if first.raised:
        return 0
    print(_("LiveOps Desktop runs already on this data folder, and does not answer."), file=sys.stderr)
    return COULD_NOT


def _serve(application: "QApplication", folder: Path, show: str, trace: Path | None) -> int:
    """Show the empty window first; the program comes in behind it."""
    from liveops_desktop.shell import qt_log, settings_file, theme
    from liveops_desktop.shell.paths import resources
    from liveops_desktop.shell.trace import Trace
    from liveops_desktop.shell.window import MainWindow

    qt_log.install()
    theme.apply(application, palette=settings_file.theme(folder / settings_file.NAME), fonts=resources() / "fonts")
    kept = Trace(trace)
    window = MainWindow(lambda: kept.painted(0))
    window.first_paint()
    from liveops_desktop.shell import collecting
    from liveops_desktop.shell.app import App, Options
    from liveops_desktop.shell.loop import run

    app = App(application, Options(folder, show, kept), window)
    collecting.on_this_thread(application)
    sys.excepthook = app.caught
    return run(application, app.run)


def _cannot_show(trouble: str, others: str) -> int:
    """Say why no window opens, and what works all the same; return the exit code."""
    print(trouble, others, file=sys.stderr)
    return NO_DISPLAY
