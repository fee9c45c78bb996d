"""The one door to qasync: asyncio inside Qt's event loop.

Gotchas, each seen to matter: its timers are coarse and may fire up to 49 ms early (clocks use a precise QTimer);
``QApplication.quit`` or the last window closing would break the running coroutine (so Qt is told not to); a dialog's
``exec()`` inside a coroutine stops other tasks for good (nothing here is modal).
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import qasync
from PySide6.QtWidgets import QApplication


def run(app: QApplication, main: Callable[[], Coroutine[Any, Any, int]]) -> int:
    """Run *main* to its end inside *app*'s event loop and return its exit code."""
    app.setQuitOnLastWindowClosed(False)  # we end the loop, not Qt
    loop = qasync.QEventLoop(app)
    with loop:
        asyncio.set_event_loop(loop)
        try:
            code: int = loop.run_until_complete(main())
        finally:
            asyncio.set_event_loop(None)
    return code
