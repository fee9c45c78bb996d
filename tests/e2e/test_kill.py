"""kill -9 at twenty random instants, keys being pressed: nothing that was painted is missing when it starts again."""

import os
import random
import signal
import statistics
import threading
import time
from collections import Counter
from collections.abc import Callable

import pytest

from liveops_desktop.core.clock import Instant
from liveops_desktop.core.facts import CueTaken
from liveops_desktop.core.forecast import time_show
from liveops_desktop.core.timetext import countdown
from tests.e2e.plays import cues, header, make_show
from tests.e2e.program import Program, seat

pytestmark = [pytest.mark.e2e, pytest.mark.lab]

KILLS = 20
SINGLE_KEYS = ("space", "equal", "minus", "b", "h", "BackSpace")
LONGEST = 1.5  # s between the first presses and the kill
LOOK_EVERY = 4
"""Reading the screen takes longer than starting the program."""


def test_kill(program: Program) -> None:
    seed = int(os.environ.get("LIVEOPS_E2E_SEED") or random.randrange(1_000_000))
    print(f"seed {seed} (LIVEOPS_E2E_SEED={seed} repeats it)")
    chance = random.Random(seed)
    show = make_show(program.home / "shows" / "kill.show", header("Kill"), cues(*[1_800] * 60))
    seat(program.home, show)
    starts = [program.start(show)]
    program.keys("ctrl+3")
    for takes in (1, 2):  # two, so that an undo never brings the show back before its start
        program.keys("space")
        program.wait_fact(CueTaken, takes)
        time.sleep(0.3)  # the guard between two takes
    table = program.find("Run-of-show", enabled=False)
    row = (table.left + 150, table.top + 60)
    shown_while_alive = 0
    for kill in range(KILLS):
        before = program.facts()
        kill_while(program, chance, pressing(program, chance, row, kill))
        painted, kept = program.painted(), program.facts()
        assert len(kept) >= painted, f"seed {seed}: {painted} facts were painted, {len(kept)} are kept"
        assert kept[: len(before)] == before
        shown_while_alive += painted - len(before)
        starts.append(program.start(show))
        if kill % LOOK_EVERY == 0:
            check_what_is_on_air(program)
    kinds = Counter(type(fact.body).__name__ for fact in program.facts())
    print(kinds)
    assert {"CueTaken", "MessageSent", "CueEdited"} <= set(kinds), "some of what was pressed never became a fact"
    assert shown_while_alive > KILLS, "hardly anything was pressed before the kills"
    print(f"start to the show painted: median {statistics.median(starts):.2f} s, longest {max(starts):.2f} s")


def kill_while(program: Program, chance: random.Random, press: Callable[[], None]) -> None:
    """Kill the program at a random instant while *press* is called again and again, once before in any case."""
    dead = threading.Event()
    press()

    def kill() -> None:
        os.kill(program.pid, signal.SIGKILL)
        dead.set()

    timer = threading.Timer(chance.uniform(0.0, LONGEST), kill)
    timer.start()
    while not dead.is_set():
        press()
    timer.join()
    program.kill9()  # it is dead already: this waits for its end


def pressing(program: Program, chance: random.Random, row: tuple[int, int], turn: int) -> Callable[[], None]:
    """Return what somebody does at the desk this time: single keys, messages or edits."""

    def keys() -> None:
        program.try_keys(chance.choice(SINGLE_KEYS))

    def message() -> None:
        program.try_keys("m")
        program.try_type(f"word {chance.randrange(100)}")
        program.try_keys("Return")  # a line feed, as xdotool types it, is not the key

    def edit() -> None:
        program.try_click(*row)
        program.try_keys("F4")
        program.try_type(f"Part {chance.randrange(100)}")
        program.try_keys("Return")

    return (keys, message, keys, edit)[turn % 4]


def check_what_is_on_air(program: Program) -> None:
    """Compare the clock on the screen with the forecast of what is kept."""
    show = program.show()
    run = show.air.run
    assert run is not None
    number = next(place for place, cue in enumerate(show.cues, start=1) if cue.id == run.cue)
    seen: list[str] = []
    expected: set[str] = set()

    def agrees() -> bool:
        # The figure is read through the window, some time after it was painted.
        earliest = time.time() * 1_000
        seen[:] = [thing.name for thing in program.things() if f"cue {number} " in thing.name]
        latest = time.time() * 1_000
        for at in range(int(earliest) - 1_000, int(latest) + 1_000, 500):
            timing = time_show(show, Instant(at))
            assert timing.run is not None
            expected.add(countdown(timing.run.remaining))
        return any(name.endswith(figure) for name in seen for figure in expected)

    program.wait(agrees, 20, f"cue {number} with its time left: {sorted(expected)[:3]} in {seen}")
