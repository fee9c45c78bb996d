"""``screens DIR``: every room and the host panel in their main states, drawn offscreen, to be looked at."""

import errno
import itertools
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.panels import PanelWidget, Room

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from liveops_desktop.shell.window import MainWindow

SIZES = ((1280, 720), (1920, 1080))
ALL_SIZES = (*SIZES, (3840, 2160))
_TURNS = 3
"""Draws until every part has found its size: what folds away makes room in the next turn of the loop."""


def draw_all(
    folder: Path,
    languages: Sequence[str] = ("en",),
    themes: Sequence[str] = ("dark",),
    sizes: Sequence[tuple[int, int]] = SIZES,
) -> Iterator[Path]:
    """Draw all into *folder* as ``room-state-WxH.png``, a sheet of them for each look and language; yield each file.

    *languages* are keys of ``words.LANGUAGES``, *themes* of ``look.PALETTES``; another than English and dark stand in
    the name, before the size.

    Raises:
        OSError: the folder cannot be written.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from liveops_desktop.shell import contact_sheet, qt_log, theme
    from liveops_desktop.shell.language import speak
    from liveops_desktop.shell.paths import resources

    qt_log.install()
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication(["liveops"])
    assert isinstance(application, QApplication)
    for palette, language in itertools.product(themes, languages):
        thumbs = []
        for size in sizes:
            scale = 1.0 if size[1] <= 1080 else size[1] / 1080
            theme.apply(application, palette=palette, scale=scale, fonts=resources() / "fonts")
            speak(application, language)
            for name, picture in _draw_size(*size, language):
                file = folder / f"{name}{_marks(palette, language)}-{size[0]}x{size[1]}.png"
                _check(file, kept=picture.save(str(file)))
                thumbs.append((file.stem, contact_sheet.thumbnail(picture)))
                yield file
        sheet = folder / f"sheet{_marks(palette, language)}.png"
        _check(sheet, kept=contact_sheet.write(sheet, thumbs))
        yield sheet


def _marks(palette: str, language: str) -> str:
    return "".join(f"-{mark}" for mark in (palette, language) if mark not in ("dark", "en"))


def _check(file: Path, *, kept: bool) -> None:
    if not kept:
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(file))


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


def _draw_size(width: int, height: int, language: str) -> Iterator[tuple[str, "QImage"]]:
    from PySide6.QtCore import QCoreApplication, QEvent

    for key, room, name, make in _states():
        widget = stand(key, room)
        try:
            widget.resize(width, height)
            widget.show()
            for _turn in range(_TURNS):
                widget.draw(in_the_language(make(), language))
                QCoreApplication.processEvents()
            place = "host" if room is None else f"{room.value}-{key}"
            yield f"{place}-{name.replace('_', '-')}", widget.grab().toImage()
        finally:
            widget.hide()
            widget.deleteLater()
            # At once: the next look costs milliseconds for each widget that stands.
            QCoreApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete)


def in_the_language(snapshot: Snapshot, language: str) -> Snapshot:
    """Return *snapshot* as a station that speaks *language* would hand it over."""
    return replace(snapshot, station=replace(snapshot.station, language=language))
