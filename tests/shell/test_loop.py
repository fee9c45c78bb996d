"""asyncio inside Qt's loop: what is to be called soon is, in its order, and everything else has its turn as well."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from liveops_desktop.shell.loop import run


@pytest.fixture
def inside(qapp: QApplication) -> Callable[[Callable[[], Coroutine[Any, Any, int]]], int]:
    return lambda main: run(qapp, main)


def test_what_is_to_be_called_soon_is_called_in_its_order(inside: Callable[..., int]) -> None:
    heard: list[str] = []

    async def main() -> int:
        loop, done = asyncio.get_running_loop(), asyncio.Event()

        def first() -> None:
            heard.append("first")
            loop.call_soon(heard.append, "what the first asked for")

        loop.call_soon(first)
        loop.call_soon(heard.append, "second")
        loop.call_soon(lambda: loop.call_soon(lambda: loop.call_soon(done.set)))
        await done.wait()
        return 7

    assert inside(main) == 7
    assert heard == ["first", "second", "what the first asked for"]


def test_what_was_cancelled_meanwhile_is_not_called(inside: Callable[..., int]) -> None:
    heard: list[str] = []

    async def main() -> int:
        loop, done = asyncio.get_running_loop(), asyncio.Event()
        handles: list[asyncio.Handle] = []

        def cancel() -> None:
            handles[0].cancel()

        loop.call_soon(cancel)
        handles.append(loop.call_soon(heard.append, "cancelled"))
        loop.call_soon(done.set)
        await done.wait()
        return 0

    inside(main)
    assert heard == []


def test_one_that_fails_keeps_none_of_the_others_waiting(inside: Callable[..., int]) -> None:
    failures: list[object] = []

    async def main() -> int:
        loop, done = asyncio.get_running_loop(), asyncio.Event()
        loop.set_exception_handler(lambda _loop, context: failures.append(context["exception"]))
        loop.call_soon(lambda: 1 // 0)
        loop.call_soon(done.set)
        await done.wait()
        return 0

    inside(main)
    assert [type(one) for one in failures] == [ZeroDivisionError]


def test_one_that_asks_for_itself_again_and_again_holds_up_neither_qt_nor_threads(inside: Callable[..., int]) -> None:
    async def main() -> int:
        loop, fired, over = asyncio.get_running_loop(), asyncio.Event(), False

        def again() -> None:
            if not over:
                loop.call_soon(again)

        again()
        parent = QObject()
        QTimer.singleShot(1, parent, fired.set)
        await fired.wait()
        told: asyncio.Future[str] = loop.create_future()
        await asyncio.to_thread(loop.call_soon_threadsafe, told.set_result, "from a thread")
        assert await told == "from a thread"
        over = True
        return 0

    assert inside(main) == 0


def test_what_is_called_later_is_never_called_before(inside: Callable[..., int]) -> None:
    early: list[float] = []

    async def main() -> int:
        loop = asyncio.get_running_loop()

        async def one(delay: float) -> None:
            due = loop.time() + delay
            await asyncio.sleep(delay)
            early.append(max(0.0, due - loop.time()))

        await asyncio.gather(*(one(tenth * 0.0173) for tenth in range(30)))
        return 0

    inside(main)
    assert early == [0.0] * 30


def test_nobody_wakes_up_for_what_was_cancelled(inside: Callable[..., int], qapp: QApplication) -> None:
    class Wakes(QObject):
        count = 0

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- the name Qt gave it
            self.count += event.type() is QEvent.Type.Timer
            return False

    wakes = Wakes()

    async def main() -> int:
        for _ in range(5):
            async with asyncio.timeout(0.03):
                await asyncio.sleep(0)
        qapp.installEventFilter(wakes)
        await asyncio.sleep(0.1)
        qapp.removeEventFilter(wakes)
        return 0

    inside(main)
    assert wakes.count == 1


def test_a_closed_loop_takes_nothing_from_a_thread(inside: Callable[..., int]) -> None:
    loops: list[asyncio.AbstractEventLoop] = []

    async def main() -> int:
        loops.append(asyncio.get_running_loop())
        return 0

    inside(main)
    with pytest.raises(RuntimeError, match="closed"):
        loops[0].call_soon_threadsafe(print)
