"""The pace of a hold over HTTP, exactly: a far side that takes each byte as it comes, and a clock that jumps."""

import asyncio

import pytest

from liveops_desktop.core.bandwidth import Plan
from liveops_desktop.core.clock import Span
from liveops_desktop.services.bandwidth import web
from tests.jumping import loop_time, run_jumping


class FarSide:
    """Counts what is written, and answers each body once it has it all."""

    def __init__(self, reader: asyncio.StreamReader, kbps: float | None) -> None:
        self._reader, self._kbps = reader, kbps
        self._due = self._fresh = 0

    def write(self, data: bytes) -> None:
        """Take a head or a part of a body."""
        if data.startswith(b"POST "):
            self._due = int(data.rpartition(b"Content-Length: ")[2])
            return
        self._due -= len(data)
        self._fresh += len(data)
        if not self._due:
            self._reader.feed_data(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    async def drain(self) -> None:
        """Take what was written no faster than *kbps*."""
        fresh, self._fresh = self._fresh, 0
        if self._kbps is not None:
            await asyncio.sleep(fresh / (self._kbps * 125))


def hold(pace: float | None, takes: float | None, warm_up: int, length: int) -> tuple[web._Hold, float]:
    """Hold *pace* against a far side that takes so much, in kbps; return it and when it ended."""

    async def run() -> tuple[web._Hold, float]:
        reader = asyncio.StreamReader()
        one = web._Hold(Plan("http://far.example/", pace, Span(length), Span(warm_up)), lambda *_: None)
        await one.run(web._Line(reader, FarSide(reader, takes), "POST / HTTP/1.1\r\n"))  # type: ignore[arg-type]  # a writer
        return one, loop_time()

    return run_jumping(run())


@pytest.mark.parametrize(
    ("pace", "takes"), [(8_000.0, None), (8_000.0, 20_000.0), (None, 8_000.0), (20_000.0, 8_000.0)]
)
def test_it_is_the_pace_or_what_the_far_side_takes(pace: float | None, takes: float | None) -> None:
    found, ended = hold(pace, takes, 500, 10_000)
    assert found.counted * 8 / found.took / 1_000 == pytest.approx(8_000, rel=0.01)
    assert found.sent == found.confirmed
    assert 9.0 <= found.took <= 10.0 + 2 * web.BODY_SECONDS
    assert 10.5 <= ended <= 10.5 + 2 * web.BODY_SECONDS, "the last body is finished"
    assert found.samples == pytest.approx([8_000] * len(found.samples), rel=0.02)
    assert len(found.samples) in (10, 11)


def test_silence_of_five_seconds_is_a_stall_and_less_is_none() -> None:
    async def silent_for(span: float) -> float:
        async def drain() -> None:
            await asyncio.sleep(span)

        reader = asyncio.StreamReader()
        far = FarSide(reader, None)
        far.drain = drain  # type: ignore[method-assign]  # it is silent
        one = web._Hold(Plan("http://far.example/", None, Span(1_000), Span(0)), lambda *_: None)
        await one.run(web._Line(reader, far, "POST / HTTP/1.1\r\n"))  # type: ignore[arg-type]  # a writer
        return loop_time()

    async def gives_up() -> float:
        with pytest.raises(TimeoutError):
            await silent_for(web.STALL + 0.001)
        return loop_time()

    assert run_jumping(gives_up()) == web.STALL
    assert run_jumping(silent_for(web.STALL - 0.001)) > web.STALL
