"""The one door to qasync: asyncio inside Qt's event loop.

Gotchas, each seen to matter: ``QApplication.quit`` or the last window closing would break the running coroutine (so Qt
is told not to); a dialog's ``exec()`` inside a coroutine stops other tasks for good (nothing here is modal).
"""

import asyncio
import math
from collections import deque
from collections.abc import Callable, Coroutine
from contextvars import Context
from typing import Any

import qasync
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimerEvent
from PySide6.QtWidgets import QApplication


class _Turn(QObject):
    """What is to be called soon, called together when the loop comes round."""

    def __init__(self) -> None:
        super().__init__()
        self._ready: deque[asyncio.Handle] = deque()
        self._coming = False

    def add(self, handle: asyncio.Handle) -> None:
        """Call *handle* in the next turn; from any thread."""
        self._ready.append(handle)
        if not self._coming:
            self._coming = True
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))

    def customEvent(self, event: QEvent) -> None:
        """Call what was ready before this turn; what that makes ready is for the next one."""
        self._coming = False  # before they are counted: what a thread adds meanwhile is counted, or posts anew
        for _ in range(len(self._ready)):
            handle = self._ready.popleft()
            if not handle.cancelled():
                handle._run()  # noqa: SLF001 -- so a loop runs one, qasync's own too


class _Later(asyncio.TimerHandle):
    """What is to be called later, and the number of Qt's timer that will call it, 0 once it has."""

    timer: int = 0


class _Timers(QObject):
    """What is to be called later: one precise timer of Qt's for each, none for what was cancelled."""

    def __init__(self) -> None:
        super().__init__()
        self._handles: dict[int, _Later] = {}

    def add(self, handle: _Later, delay: float) -> None:
        """Call *handle* after *delay* seconds, and never before."""
        handle.timer = self.startTimer(max(0, math.ceil(delay * 1_000)), Qt.TimerType.PreciseTimer)
        self._handles[handle.timer] = handle

    def drop(self, handle: _Later) -> None:
        """Wake up for *handle* no more."""
        if handle.timer:
            del self._handles[handle.timer]
            self.killTimer(handle.timer)
            handle.timer = 0

    def stop(self) -> None:
        """Call nothing any more."""
        for handle in list(self._handles.values()):
            self.drop(handle)

    def timerEvent(self, event: QTimerEvent) -> None:
        """Call what is due."""
        handle = self._handles.get(event.timerId())
        if handle is not None:
            self.drop(handle)
            handle._run()  # noqa: SLF001 -- so a loop runs one, qasync's own too


class Loop(qasync.QEventLoop):  # type: ignore[misc]  # qasync has no types
    """qasync's loop, but what is called soon or by another thread is posted as an event, and timers are precise.

    qasync starts a timer of no length for what is called soon, which Qt fires only when nothing else waits: after the
    paint of the state before, in the midst of a take. A thread's answer takes two events there. Its timers are coarse:
    they fire up to a twentieth early, and also for what was cancelled.
    """

    def __init__(self, app: QApplication) -> None:
        self._turn, self._timers = _Turn(), _Timers()
        super().__init__(app)

    def call_soon(self, callback: Callable[..., object], *args: Any, context: Context | None = None) -> asyncio.Handle:
        """Call *callback* in the loop's next turn, after those that were to be called before."""
        handle = asyncio.Handle(callback, args, self, context=context)
        self._turn.add(handle)
        return handle

    def call_soon_threadsafe(
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """The same, from any thread."""
        self._check_closed()
        return self.call_soon(callback, *args, context=context)

    def call_at(
        self, when: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        """Call *callback* at *when* of the loop's clock, and never before."""
        handle = _Later(when, callback, args, self, context)
        self._timers.add(handle, when - self.time())
        return handle

    def call_later(
        self, delay: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        """Call *callback* after *delay* seconds, and never before."""
        return self.call_at(self.time() + delay, callback, *args, context=context)

    def close(self) -> None:
        """Release all of it; what was to be called is not."""
        self._timers.stop()
        super().close()

    def _timer_handle_cancelled(self, handle: asyncio.TimerHandle) -> None:
        """Hear from *handle* that nobody waits for it any more."""
        assert isinstance(handle, _Later)
        self._timers.drop(handle)


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
