import asyncio
import threading
from collections.abc import Callable

import pytest

from liveops_desktop.core.clock import Instant, Span
from liveops_desktop.core.vitals import Link, Machine, Obs, ObsLink, Output, Vitals
from liveops_desktop.services import vitals as vitals_service
from liveops_desktop.services.vitals import Watch
from tests.jumping import run_jumping

CONNECTED = ObsLink(Link.CONNECTED)


class Clock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.at = Instant(1_800_000_000_000)

    def now(self) -> Instant:
        return self.at

    def later(self, span: int) -> None:
        self.at = Instant(self.at + span)


class Stream:
    """An OBS whose stream sends 100,000 bytes each time it is looked at, 700 ms after the last."""

    def __init__(self, clock: Clock) -> None:
        self.bytes, self._clock = 0, clock

    def __call__(self) -> Obs:
        self.bytes += 100_000
        self._clock.later(700)
        return Obs(link=CONNECTED, stream=Output(active=True, bytes=self.bytes))


async def until(watch: Watch, readings: int, seen: asyncio.Event) -> None:
    """Let it run until it holds so many readings."""
    async with asyncio.timeout(60):
        task = asyncio.create_task(watch.run())
        while len(watch.history) < readings:
            await seen.wait()
            seen.clear()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


def collect(readings: int, **options: int) -> Watch:
    async def run() -> Watch:
        seen = asyncio.Event()
        clock = Clock()
        watch = Watch(Stream(clock), clock.now, seen.set, every=Span(20), **options)
        assert watch.latest == Vitals()
        assert watch.history == ()
        await until(watch, readings, seen)
        return watch

    return asyncio.run(run())


def test_it_collects_obs_machine_and_rates() -> None:
    watch = collect(9)
    when, vitals = watch.history[-1]
    assert vitals == watch.latest
    assert vitals.obs.link == CONNECTED
    assert vitals.machine.memory_free_gb is not None
    assert vitals.machine.cpu_percent is not None
    assert watch.history[0][1].machine.cpu_percent is None, "nothing was counted yet"
    assert vitals.rates.bitrate_kbps == pytest.approx(8 * 100_000 / 700)
    assert watch.history[0][1].rates.bitrate_kbps is None
    assert when - watch.history[0][0] == 8 * 700


def scheduled(obs: Callable[[list[Instant]], float], monkeypatch: pytest.MonkeyPatch) -> list[Instant]:
    """Return when ten readings ended that are due each 100 ms, where each takes as long as *obs* says, in seconds.

    Nothing but the loop lets time pass: the machine's reader, and the thread it has, are played.
    """
    monkeypatch.setattr(vitals_service, "MachineReader", Played)

    async def run() -> list[Instant]:
        loop = asyncio.get_running_loop()
        taken: list[Instant] = []
        ten = asyncio.Event()

        async def in_no_thread(work: Callable[..., object], *arguments: object) -> object:
            if work is not Played:  # it is made before the first turn
                await asyncio.sleep(obs(taken))
            return work(*arguments)

        def now() -> Instant:
            return Instant(round(1_000 * loop.time()))

        def changed() -> None:
            taken.append(watch.history[-1][0])
            if len(taken) == 10:
                ten.set()

        monkeypatch.setattr(loop, "run_in_executor", lambda _pool, *work: in_no_thread(*work))
        watch = Watch(Obs, now, changed, every=Span(100))
        task = asyncio.create_task(watch.run())
        await ten.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return taken

    return run_jumping(run())


class Played:
    """A machine that has nothing to tell."""

    def __init__(self, _now: Instant) -> None:
        pass

    def read(self, _now: Instant) -> Machine:
        return Machine()


def test_the_schedule_does_not_drift(monkeypatch: pytest.MonkeyPatch) -> None:
    assert scheduled(lambda _: 0.01, monkeypatch) == [100 * turn + 10 for turn in range(10)]


def test_a_late_reading_is_left_out_and_not_made_up_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert scheduled(lambda taken: 0.45 if len(taken) == 3 else 0.0, monkeypatch) == [
        0, 100, 200, 750, 800, 900, 1_000, 1_100, 1_200, 1_300,
    ]  # fmt: skip


def test_the_ring_is_bounded_and_a_history_once_given_stays() -> None:
    watch = collect(5, kept=5)
    given = watch.history
    assert watch.history is given, "the same reading makes the same history"

    async def more() -> None:
        seen = asyncio.Event()
        watch._changed = seen.set
        task = asyncio.create_task(watch.run())
        async with asyncio.timeout(60):
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
    collect(5)
    assert len(threads) == 1
    assert threading.main_thread() not in threads


def test_a_bug_in_who_is_told_ends_the_run_and_keeps_the_reading() -> None:
    def told() -> None:
        raise RuntimeError("the panel broke")

    watch = Watch(Obs, Clock().now, told)
    with pytest.raises(RuntimeError, match="the panel broke"):
        asyncio.run(watch.run())
    assert len(watch.history) == 1
