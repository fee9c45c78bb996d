import asyncio
import threading
import time
from itertools import pairwise

import pytest

from liveops_desktop.core.clock import Instant, Span
from liveops_desktop.core.vitals import Link, Obs, ObsLink, Output, Vitals
from liveops_desktop.services.vitals import Watch

CONNECTED = ObsLink(Link.CONNECTED)


def now() -> Instant:
    return Instant(time.monotonic_ns() // 1_000_000)


class Stream:
    """An OBS whose stream sends 100,000 bytes each time it is looked at."""

    def __init__(self) -> None:
        self.bytes = 0

    def __call__(self) -> Obs:
        self.bytes += 100_000
        return Obs(link=CONNECTED, stream=Output(active=True, bytes=self.bytes))


async def until(watch: Watch, readings: int, seen: asyncio.Event) -> None:
    """Let it run until it holds so many readings."""
    async with asyncio.timeout(20):
        task = asyncio.create_task(watch.run())
        while len(watch.history) < readings:
            await seen.wait()
            seen.clear()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


def collect(readings: int, every: int, **options: int) -> Watch:
    async def run() -> Watch:
        seen = asyncio.Event()
        watch = Watch(Stream(), now, seen.set, every=Span(every), **options)
        assert watch.latest == Vitals()
        assert watch.history == ()
        await until(watch, readings, seen)
        return watch

    return asyncio.run(run())


def test_it_collects_obs_machine_and_rates() -> None:
    watch = collect(9, every=700)
    when, vitals = watch.history[-1]
    assert vitals == watch.latest
    assert vitals.obs.link == CONNECTED
    assert vitals.machine.memory_free_gb is not None
    assert vitals.machine.cpu_percent is not None
    assert watch.history[0][1].machine.cpu_percent is None, "nothing was counted yet"
    # 100,000 bytes each 0.7 s.
    assert vitals.rates.bitrate_kbps == pytest.approx(8 * 100_000 / 700, rel=0.05)
    assert watch.history[0][1].rates.bitrate_kbps is None
    assert now() - when < 1_000


def test_the_schedule_does_not_drift() -> None:
    class Slow(Stream):
        def __call__(self) -> Obs:
            time.sleep(0.01)
            return super().__call__()

    async def run() -> list[Instant]:
        seen = asyncio.Event()
        watch = Watch(Slow(), now, seen.set, every=Span(100))
        await until(watch, 30, seen)
        return [at for at, _ in watch.history]

    times = asyncio.run(run())
    # Each reading lies just after its turn. One that followed the one before it would fall behind by 10 ms each time,
    # and the lags would be spread over the whole turn.
    lags = sorted(abs((at - times[0] + 50) % 100 - 50) for at in times)
    assert lags[len(lags) // 2] <= 8


def test_a_late_reading_is_left_out_and_not_made_up_for() -> None:
    async def run() -> list[Instant]:
        seen = asyncio.Event()
        blocked = False

        def obs() -> Obs:
            nonlocal blocked
            if len(watch.history) == 3 and not blocked:
                blocked = True
                time.sleep(0.5)  # the loop hangs: that is the test
            return Obs()

        watch = Watch(obs, now, seen.set, every=Span(100))
        await until(watch, 8, seen)
        return [at for at, _ in watch.history]

    times = asyncio.run(run())
    gaps = [after - before for before, after in pairwise(times)]
    assert max(gaps) >= 500
    assert min(gaps[gaps.index(max(gaps)) + 1 :]) > 50, "readings in a burst afterwards"


def test_the_ring_is_bounded_and_a_history_once_given_stays() -> None:
    watch = collect(5, every=20, kept=5)
    given = watch.history
    assert watch.history is given, "the same reading makes the same history"

    async def more() -> None:
        seen = asyncio.Event()
        watch._changed = seen.set
        task = asyncio.create_task(watch.run())
        async with asyncio.timeout(5):
            while watch.history[0] == given[0]:
                await seen.wait()
                seen.clear()
        task.cancel()
        await asyncio.wait([task])

    asyncio.run(more())
    assert len(watch.history) == 5
    assert len(given) == 5
    assert watch.history[0] in given[1:], "run again, it goes on with what it had"


def test_psutil_is_called_in_one_thread_apart_from_the_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    import psutil

    threads = set()
    real = psutil.virtual_memory

    def spied() -> object:
        threads.add(threading.current_thread())
        return real()

    monkeypatch.setattr(psutil, "virtual_memory", spied)
    collect(5, every=20)
    assert len(threads) == 1
    assert threading.main_thread() not in threads


def test_a_bug_in_who_is_told_ends_the_run_and_keeps_the_reading() -> None:
    def told() -> None:
        raise RuntimeError("the panel broke")

    watch = Watch(Obs, now, told)
    with pytest.raises(RuntimeError, match="the panel broke"):
        asyncio.run(watch.run())
    assert len(watch.history) == 1


def test_a_second_costs_little() -> None:
    """Health at 1 Hz may take 0.3 % of a core: 3 ms for each reading, over a full window."""
    before = time.process_time()
    watch = collect(200, every=20)
    spent = time.process_time() - before
    # The whole of this process, loop and all; the best of the shared machine's moods is not asked for.
    assert spent / len(watch.history) < 0.003
