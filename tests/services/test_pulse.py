"""The pulse: all who wait for it wake up together, nothing drifts, and what was missed is left out."""

import asyncio

import pytest

from liveops_desktop.services.pulse import pulse
from tests.jumping import loop_time, run_jumping


def test_all_wake_up_together_whenever_they_began() -> None:
    woken: list[tuple[float, str]] = []

    async def beat(name: str, begins: float, every: float) -> None:
        await asyncio.sleep(begins)
        for _ in range(2):
            await pulse(every)
            woken.append((loop_time(), name))

    async def all_of_them() -> None:
        await asyncio.gather(beat("a", 0.1, 0.5), beat("b", 0.37, 0.5), beat("c", 0.2, 1.0))

    run_jumping(all_of_them())
    assert woken == [(0.5, "a"), (0.5, "b"), (1.0, "c"), (1.0, "a"), (1.0, "b"), (2.0, "c")]


def test_what_takes_long_misses_beats_and_drifts_by_none() -> None:
    async def beats() -> list[float]:
        woken = []
        for took in (0.3, 1.2, 0.0, 0.995, 0.2):
            await asyncio.sleep(took)
            await pulse(0.5)
            woken.append(loop_time())
        return woken

    assert run_jumping(beats()) == [0.5, 2.0, 2.5, 4.0, 4.5]


@pytest.mark.parametrize(("begins", "length"), [(0.0, 1.0), (0.25, 0.75), (0.995, 1.005), (3.5, 0.5)])
def test_it_says_how_long_it_was_to_be(begins: float, length: float) -> None:
    async def one() -> float:
        await asyncio.sleep(begins)
        return await pulse(1.0)

    assert run_jumping(one()) == pytest.approx(length)
