"""The one door to qasync: asyncio inside Qt's event loop.

Gotchas, each seen to matter: its timers are coarse and may fire up to 49 ms early (clocks use a precise QTimer);
``QApplication.quit`` or the last window closing would break the running coroutine (so Qt is told not to); a dialog's
``exec()`` inside a coroutine stops other tasks for good (nothing here is modal).
"""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from contextvars import Context
from typing import Any

import qasync
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication


class _Turn(QObject):
    """What is to be called soon, called together when the loop comes round."""

    def __init__(self) -> None:
        super().__init__()
        self._ready: deque[asyncio.Handle] = deque()
        self._coming = False

    def add(self, handle: asyncio.Handle) -> None:
        """Call *handle* in the next turn."""
        self._ready.append(handle)
        if not self._coming:
            self._coming = True
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))

    def customEvent(self, event: QEvent) -> None:
        """Call what was ready before this turn; what that makes ready is for the next one."""
        self._coming = False
        for _ in range(len(self._ready)):
            handle = self._ready.popleft()
            if not handle.cancelled():
                handle._run()  # noqa: SLF001 -- so a loop runs one, qasync's own too


class Loop(qasync.QEventLoop):  # type: ignore[misc]  # qasync has no types
    """qasync's loop, but that what is to be called soon is posted as an event.

    qasync starts a timer of no length for each, which Qt fires only when nothing else waits: after the paint of the
    state before, in the midst of a take. It also costs more than most of what is called.
    """

    def __init__(self, app: QApplication) -> None:
        self._turn = _Turn()
        super().__init__(app)

    def call_soon(self, callback: Callable[..., object], *args: Any, context: Context | None = None) -> asyncio.Handle:
        """Call *callback* in the loop's next turn, after those that were to be called before."""
        handle = asyncio.Handle(callback, args, self, context=context)
        self._turn.add(handle)
        return handle


def run(app: QApplication, main: Callable[[], Coroutine[Any, Any, int]]) -> int:
    """Run *main* to its end inside *app*'s event loop and return its exit code."""
    app.setQuitOnLastWindowClosed(False)  # we end the loop, not Qt
    loop = Loop(app)
    with loop:
        asyncio.set_event_loop(loop)
        try:
            code: int = loop.run_until_complete(main())
        finally:
            asyncio.set_event_loop(None)
    return code
