"""Whether a window can open here, found out before Qt is asked: where none can, Qt ends the program by ``abort()``."""

import ctypes
import importlib.util
import os
import sys
from pathlib import Path

from liveops_desktop.words import _


def trouble() -> str:
    """Return why no window can open here, as a sentence; empty when one can."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM", "xcb") != "xcb":
        return ""
    if os.environ.get("WAYLAND_DISPLAY"):
        return ""
    if not os.environ.get("DISPLAY"):
        return _("LiveOps Desktop needs a display to open its window, and there is none here.")
    missing = _missing_library()
    if missing:
        return _(
            "Qt cannot open a window here because a system library is missing ({library}). "
            "On Debian, ./run --setup installs it or says which packages are wanted."
        ).format(library=missing)
    if not _answers():
        return _("LiveOps Desktop needs a display, and {display} does not answer.").format(
            display=os.environ["DISPLAY"]
        )
    return ""


def _missing_library() -> str:
    """Return what the loader says is missing for Qt's X11 plugin; empty when it loads."""
    found = importlib.util.find_spec("PySide6")
    places = found.submodule_search_locations if found is not None else None
    for place in places or ():
        plugin = Path(place) / "Qt" / "plugins" / "platforms" / "libqxcb.so"
        if plugin.is_file():
            try:
                ctypes.CDLL(str(plugin))
            except OSError as error:
                return str(error).partition(":")[0]
    return ""


def _answers() -> bool:
    """Return whether the X server named in ``DISPLAY`` takes a connection; True where that cannot be tried."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = (ctypes.c_char_p, ctypes.c_void_p)
    xcb.xcb_connection_has_error.argtypes = (ctypes.c_void_p,)
    xcb.xcb_disconnect.argtypes = (ctypes.c_void_p,)
    connection = xcb.xcb_connect(None, None)
    error = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not error
