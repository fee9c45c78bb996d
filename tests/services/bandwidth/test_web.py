"""The paced hold over HTTP, against a real server and all it can do wrong."""

import asyncio
from collections.abc import Callable

import pytest

from liveops_desktop.core.bandwidth import Measurement, Plan, doubt
from liveops_desktop.core.clock import Instant, Span
from liveops_desktop.core.preflight import Why
from liveops_desktop.services.bandwidth import measure, web
from tests.lab.sink import Sink

T0 = Instant(1_800_000_000_000)


def plan(relay: str, kbps: float | None = 8_000.0, length: int = 2_000, warm_up: int = 500) -> Plan:
    return Plan(relay, kbps, Span(length), Span(warm_up))


def run(one: Plan, told: list[tuple[float, int]] | None = None) -> Measurement:
    def hear(share: float, samples: object) -> None:
        if told is not None:
            told.append((share, len(samples)))  # type: ignore[arg-type]  # a sequence

    return asyncio.run(measure(one, hear, lambda: T0))


def test_the_pace_is_held_and_every_byte_confirmed(sink: Sink) -> None:
    told: list[tuple[float, int]] = []
    found = run(plan(sink.url, 8_000.0, 3_000), told)
    # As fast as it goes would be gigabits; the pace exactly: below. How near it comes on a line: bench/bandwidth.py.
    assert found.kbps == pytest.approx(8_000, rel=0.5)
    assert found.sent == found.confirmed == sink.taken
    assert (found.provider, found.server, found.trouble, found.errors) == ("http", "127.0.0.1", Why.MEASURED, ())
    assert found.interface == "lo"
    assert found.counted is not None
    assert found.counted >= found.sent
    assert len(found.idle_rtts) == 5
    assert found.loaded_rtts
    assert [share for share, _ in told] == sorted(share for share, _ in told)
    assert len(found.samples) >= 2


def test_without_a_pace_it_goes_as_fast_as_the_far_side_takes(sink: Sink) -> None:
    sink.mbps = 5.0
    found = run(plan(sink.url, None, 3_000))
    assert found.kbps == pytest.approx(5_000, rel=0.5)


@pytest.mark.parametrize(
    ("mode", "why"),
    [("403", Why.SERVER_REFUSED), ("500", Why.SERVER_REFUSED), ("early", Why.SERVER_REFUSED), ("cut", Why.CLOSED)],
)
def test_a_server_that_refuses_is_believed_at_once(sink: Sink, mode: str, why: Why) -> None:
    sink.mode = mode
    found = doubt(run(plan(sink.url, 30_000.0, 3_600_000)))
    assert found is not None
    assert found.why is why


@pytest.mark.parametrize("mode", ["stall", "mute"])
def test_a_server_that_takes_no_more_or_never_answers_is_a_stall(
    sink: Sink, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second is a proxy that swallows: all is taken, nothing is confirmed."""
    monkeypatch.setattr(web, "STALL", 0.5)
    sink.mode = mode
    found = run(plan(sink.url, 30_000.0, 20_000))
    assert found.trouble is Why.STALLED
    assert found.confirmed == 0


def test_nobody_there_and_no_such_name(free_port: Callable[[], int]) -> None:
    assert run(plan(f"http://127.0.0.1:{free_port()}/")).trouble is Why.REFUSED
    assert run(plan("http://two words/")).trouble is Why.NO_SUCH_HOST
    assert run(plan("http://")).trouble is Why.NOT_AN_ADDRESS


@pytest.mark.parametrize("mode", ["good", "stall"])
def test_cancelling_ends_all_of_it(sink: Sink, mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """How soon: ``bench/measuring.py``."""
    monkeypatch.setattr(web, "STALL", 3_600.0)
    sink.mode = mode

    async def cancelled() -> set[asyncio.Task[object]]:
        under_way = asyncio.Event()
        hold = plan(sink.url, 20_000.0, 3_600_000)
        task = asyncio.create_task(measure(hold, lambda *_: under_way.set(), lambda: T0))
        async with asyncio.timeout(60):
            await under_way.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return asyncio.all_tasks() - {asyncio.current_task()}

    assert asyncio.run(cancelled()) == set()
