"""A loop that is held up makes no ingest slow: what was measured meanwhile says nothing, and names this PC."""

import asyncio
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import cast

import pytest

from liveops_desktop.checks import CATALOGUE, Judgement
from liveops_desktop.checks.ingest import HANDSHAKE_LIMIT
from liveops_desktop.checks.judging import failed, passed
from liveops_desktop.checks.punctual import doubt
from liveops_desktop.checks.run import run_checks
from liveops_desktop.checks.world import LiveWorld
from liveops_desktop.core.clock import Span
from liveops_desktop.core.preflight import Limits, Verdict, Why
from liveops_desktop.core.rig import Rig
from tests.checks.readings import StillWorld

CHECKS = {one.info.id: one for one in CATALOGUE}
BLOCK = 1_536
"""Bytes of each part of the handshake: RTMP specification 1.0, §5.2."""
FAIL, WARN, INCONCLUSIVE = Verdict.FAIL, Verdict.WARN, Verdict.INCONCLUSIVE


def took(verdict: Verdict, value: str, unit: str = "ms", why: Why = Why.MEASURED) -> Judgement:
    return Judgement(verdict, value, unit, why)


@pytest.mark.parametrize(
    ("check", "found", "late", "doubted"),
    [
        ("ing.tcp", took(FAIL, "260"), 0, False),
        ("ing.tcp", took(FAIL, "260"), 50, False),  # 210 ms would fail as well
        ("ing.tcp", took(FAIL, "260"), 60, True),  # at 200 ms it only warns
        ("ing.tcp", took(WARN, "120"), 40, True),
        ("ing.tcp", passed("60", "ms"), 900, False),
        ("ing.tcp", failed(Why.NO_ANSWER, "7 / 10", "20", "ms"), 100, False),
        ("ing.tcp", failed(Why.NO_ANSWER, "7 / 10", "20", "ms"), 1_600, True),
        ("ing.tcp", failed(Why.REFUSED, "", "0 / 10"), 1_600, False),
        ("ing.rtmp", failed(Why.NOT_RTMP), 1_600, False),
        ("ing.rtmp", failed(Why.NO_ANSWER), 1_600, True),
        ("ing.tls", took(FAIL, "3", "d"), 1_600, False),  # a certificate does not age by that
        ("net.ntp", took(FAIL, "+2.30", "s", Why.CLOCK_OFF), 400, True),
        ("net.ntp", took(FAIL, "-2.30", "s", Why.CLOCK_OFF), 200, False),
        ("net.dns", failed(Why.NO_SUCH_HOST), 1_600, False),
        ("net.dns_v6", took(WARN, "IPv4", "", Why.ONE_FAMILY_DEAD), 300, True),
        ("obsc.rtt", took(WARN, "40"), 30, True),
        ("sys.selftest", took(FAIL, "260"), 260, False),  # that is the very thing it is for
    ],
)
def test_only_what_the_delay_may_explain_is_doubted(check: str, found: Judgement, late: int, doubted: bool) -> None:
    said = doubt(CHECKS[check], found, Span(late), Rig())
    expected = (INCONCLUSIVE, Why.HELD_UP) if doubted else (found.verdict, found.why)
    assert (said.verdict, said.why, said.value) == (*expected, found.value)


def test_it_is_judged_by_the_limits_of_the_rig() -> None:
    strict = Rig(limits={"ing.tcp": Limits(80, 230, "ms")})
    assert doubt(CHECKS["ing.tcp"], took(FAIL, "260"), Span(35), strict).why is Why.HELD_UP
    assert doubt(CHECKS["ing.tcp"], took(FAIL, "260"), Span(35), Rig()).why is Why.MEASURED


class Desk(StillWorld):
    """An OBS that is in order, and this PC's own network; the loop is held up as soon as a connection is begun."""

    hold = 0.0

    async def rtmp_handshake(self, host: str, port: int) -> Span:
        asyncio.get_running_loop().call_soon(time.sleep, self.hold)
        return await LiveWorld.rtmp_handshake(cast(LiveWorld, self), host, port)  # it is the network alone


@contextmanager
def ingest(asked: Callable[[], None]) -> Iterator[int]:
    """Give the port of an ingest that greets in RTMP, once *asked*, called in a thread, has returned."""

    class Greets(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            told = b""
            while len(told) < BLOCK + 1 and (more := self.request.recv(BLOCK + 1 - len(told))):
                told += more
            asked()
            self.request.sendall(told[:1] + bytes(BLOCK) + told[1:])

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Greets) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


async def handshake(port: int, hold: float = 0.0) -> tuple[Verdict, Why]:
    desk = Desk(Rig(ingest=f"rtmp://127.0.0.1:{port}/live", limits={"ing.rtmp": Limits(60_000, 60_000, "ms")}))
    desk.hold = hold
    (found,) = await run_checks(desk, catalogue=[CHECKS["ing.rtmp"]])
    return found.verdict, found.why


def test_a_loop_that_is_held_up_fails_no_ingest() -> None:
    async def held_up(hold: float) -> tuple[Verdict, Why]:
        """The loop does nothing for so many seconds, and the answer lies there from their beginning on."""
        loop, holding = asyncio.get_running_loop(), threading.Event()

        def hold_up() -> None:
            holding.set()
            time.sleep(hold)

        def asked() -> None:
            loop.call_soon_threadsafe(hold_up)
            holding.wait()

        with ingest(asked) as port:
            return await handshake(port)

    assert asyncio.run(held_up(HANDSHAKE_LIMIT + 0.1)) == (INCONCLUSIVE, Why.HELD_UP)
    # This PC may itself be held up while the test runs.
    assert asyncio.run(held_up(0)) in {(Verdict.PASS, Why.MEASURED), (INCONCLUSIVE, Why.HELD_UP)}


def test_busy_or_not_where_nobody_listens_it_fails(free_port: Callable[[], int]) -> None:
    assert asyncio.run(handshake(free_port(), 0.5)) == (FAIL, Why.REFUSED)
