"""speedtest-cli, in a child process: it busy-waits, cannot be stopped, and needs real pipes. Good for a rough idea.

The child is this program's own hidden sub-command, so that it is there when frozen as well.
"""

import asyncio

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from liveops_desktop.core.bandwidth import Measurement, Plan
from liveops_desktop.core.clock import Instant, Span, seconds
from liveops_desktop.core.preflight import Why
from liveops_desktop.services.bandwidth.child import CameToNothing, run_child
from liveops_desktop.services.bandwidth.relay import Heard
from liveops_desktop.services.this_program import command, environment

NAME = "speedtest"
WATCHDOG = 60.0
"""Seconds, for everything: finding a server and measuring."""
EXPECTED = 15.0
SUB_COMMAND = "speedtest-child"
_KEPT_BACK = ("LIVEOPS_OBS_PASSWORD_FILE",)


class Report(Struct):
    """What the child prints. *rate* in bits per second; *trouble*: what it failed of."""

    rate: float = 0.0
    bytes: int = 0
    seconds: float = 0.0
    server: str = ""
    errors: tuple[str, ...] = ()
    trouble: str = ""


async def run(plan: Plan, heard: Heard, begun: Instant) -> Measurement:
    """Let speedtest-cli measure: as fast as it goes, whatever the pace of *plan*."""
    ticking = asyncio.create_task(_tick(heard))
    blank = Measurement(NAME, "speedtest.net", begun, indicative=True)
    try:
        printed = await run_child(_command(plan), WATCHDOG, _environment())
        report = msgspec.json.decode(printed, type=Report)
    except CameToNothing as nothing:
        return replace(blank, trouble=Why.STALLED if nothing.late else Why.BROKE)
    except msgspec.DecodeError:
        return replace(blank, trouble=Why.UNAVAILABLE, detail="speedtest-cli")
    finally:
        ticking.cancel()
    if report.trouble:
        return replace(blank, trouble=Why.UNREACHABLE, detail=report.trouble)
    return replace(
        blank,
        server=report.server or blank.server,
        kbps=report.rate / 1_000,
        length=Span(round(seconds(report.seconds))),
        sent=report.bytes,
        errors=report.errors,
    )


async def _tick(heard: Heard) -> None:
    loop = asyncio.get_running_loop()
    begun = loop.time()
    while True:
        await asyncio.sleep(1.0)
        heard(min(0.95, (loop.time() - begun) / EXPECTED), ())


def _command(plan: Plan) -> list[str]:
    return command(SUB_COMMAND, "download" if plan.down else "upload")


def _environment() -> dict[str, str]:
    """Return the child's environment without what it has no need of."""
    return {name: value for name, value in environment().items() if name not in _KEPT_BACK}
