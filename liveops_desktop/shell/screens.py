"""``screens DIR``: every room and the host panel in their main states, drawn offscreen, to be looked at."""

import errno
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.panels import PanelWidget, Room

if TYPE_CHECKING:
    from liveops_desktop.shell.window import MainWindow

SIZES = ((1280, 720), (1920, 1080))


_TURNS = 3
"""Draws until every part has found its size: what folds away makes room in the next turn of the loop."""


def draw_all(folder: Path, language: str = "en", sizes: Sequence[tuple[int, int]] = SIZES) -> Iterator[Path]:
    """Draw all into *folder* as ``room-state-WxH.png`` and yield each file.

    *language* is a key of ``words.LANGUAGES``; another than English stands in the name, before the size.

    Raises:
        OSError: the folder cannot be written.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from liveops_desktop.shell import qt_log, theme
    from liveops_desktop.shell.language import speak
    from liveops_desktop.shell.paths import resources

    qt_log.install()
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication(["liveops"])
    assert isinstance(application, QApplication)
    for size in sizes:
        theme.apply(application, scale=1.0 if size[1] <= 1080 else size[1] / 1080, fonts=resources() / "fonts")
        speak(application, language)
        yield from _draw_size(folder, *size, language)


def _states() -> Iterator[tuple[str, Room | None, str, Callable[[], Snapshot]]]:
    """Yield (workspace, room or None for the host panel, state, what makes its snapshot)."""
    from liveops_desktop.shell import sample_preflight as preflight
    from liveops_desktop.shell import sample_states as states

    yield "both", Room.PLAN, "empty", states.empty
    yield "both", Room.PLAN, "plan", states.plan
    for name in ("green", "amber", "red", "running"):
        yield "both", Room.PREFLIGHT, name, getattr(preflight, name)
    for name in ("bare", "normal", "over", "over_run", "trouble", "held", "not_saved", "obs_gone", "ended"):
        yield "both", Room.ON_AIR, name, getattr(states, name)
    yield "execution", Room.ON_AIR, "over", states.over
    yield "technical", Room.ON_AIR, "trouble", states.trouble
    yield "both", Room.REVIEW, "ended", states.ended
    for name in ("empty", "plan", "over", "last_minute", "over_run", "ended"):
        yield "host", None, name, getattr(states, name)


def stand(workspace_key: str, room: Room | None) -> "MainWindow | PanelWidget":
    """Return the window in *room* of that workspace, or the host panel (None), built and not yet drawn."""
    from liveops_desktop.shell.board import PANELS
    from liveops_desktop.shell.window import MainWindow
    from liveops_desktop.shell.workspaces import workspace

    panels = {panel.key: panel for panel in PANELS}
    if room is None:
        return panels["host"].build(lambda _wish: "")
    window = MainWindow(lambda: None)
    window.furnish(panels, lambda _wish: "")
    window.setMinimumSize(1, 1)  # else a layout on its way to its place could make the window larger than asked
    window.open_workspace(workspace(workspace_key))
    window.enter(room)
    return window


def _draw_size(folder: Path, width: int, height: int, language: str) -> Iterator[Path]:
    from PySide6.QtWidgets import QApplication

    spoken = "" if language == "en" else f"-{language}"
    for key, room, name, make in _states():
        widget = stand(key, room)
        widget.resize(width, height)
        widget.show()
        for _turn in range(_TURNS):
            widget.draw(in_the_language(make(), language))
            QApplication.processEvents()
        place = "host" if room is None else f"{room.value}-{key}"
        file = folder / f"{place}-{name.replace('_', '-')}{spoken}-{width}x{height}.png"
        kept = widget.grab().save(str(file))
        widget.hide()
        widget.deleteLater()
        QApplication.processEvents()
        if not kept:
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(file))
        yield file


def in_the_language(snapshot: Snapshot, language: str) -> Snapshot:
    """Return *snapshot* as a station that speaks *language* would hand it over."""
    return replace(snapshot, station=replace(snapshot.station, language=language))
