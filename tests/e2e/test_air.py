"""On air: six cues by real keys, one over, one held, one undone; what ran is what was pressed, to half a second."""

import time

import pytest

from liveops_desktop.core.asrun import AsRun, as_run
from liveops_desktop.core.facts import CueHeld, CueResumed, CueTaken, ShowEnded, TakeUndone
from liveops_desktop.core.plan import lay_out
from tests.e2e.plays import cues, header, make_show
from tests.e2e.program import STREAM_KEY as KEY
from tests.e2e.program import Program, seat
from tests.lab.ingest import Ingest
from tests.lab.studio import LabObs

pytestmark = [pytest.mark.e2e, pytest.mark.lab]

EXACT = 500  # ms: a press is timed from outside, through xdotool and the X server


class Watch:
    """The test's own watch: when each key was pressed, in milliseconds since 1970."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self.pressed: list[tuple[str, float]] = []

    def press(self, name: str) -> float:
        at = self._program.keys(name) * 1_000
        self.pressed.append((name, at))
        return at

    def take(self, count: int) -> float:
        """Press Space and wait until that is the *count*-th take."""
        at = self.press("space")
        self._program.wait_fact(CueTaken, count)
        return at

    def wait_since(self, at: float, seconds: float) -> None:
        """Let the cue run until *seconds* after *at*."""
        time.sleep(max(0.0, at / 1_000 + seconds - time.time()))


def rows(program: Program) -> list[AsRun]:
    show = program.show()
    assert show.header is not None
    return list(as_run(show, lay_out(show.header, show.cues, show.air.fixed)))


def test_air(program: Program, streaming: LabObs, ingest: Ingest) -> None:
    head = header("Air by keys", ingest=ingest.url, fps=30.0)
    show = make_show(program.home / "shows" / "air.show", head, cues(3, 4, 3, 3, 3, 4, scene="Main"))
    seat(program.home, show, streaming.port, obs=True)
    program.start(show, password=streaming.password)
    program.keys("ctrl+3")
    program.find("STREAM 0", 20, enabled=False)
    bytes_before, frames_before = ingest.stat()[KEY].bytes_in, frames(streaming)
    watch = Watch(program)

    first = watch.take(1)
    watch.wait_since(first, 1.5)
    second = hold_down_space(program)  # real auto-repeat takes once
    watch.wait_since(second, 2.5)
    held = watch.press("h")
    program.wait_fact(CueHeld)
    watch.wait_since(held, 1.5)
    resumed = watch.press("h")
    program.wait_fact(CueResumed)
    watch.wait_since(resumed, 0.5)
    third = watch.take(3)
    watch.wait_since(third, 4.5)  # 1.5 s over
    program.screenshot("over")
    slip = watch.take(4)
    watch.wait_since(slip, 1.0)
    watch.press("BackSpace")
    program.wait_fact(TakeUndone)
    fourth = watch.take(5)
    watch.wait_since(fourth, 2.0)
    fifth = watch.take(6)
    watch.wait_since(fifth, 2.0)
    sixth = watch.take(7)
    watch.wait_since(sixth, 1.0)
    ended = end_by_key(program, watch)

    ran = rows(program)
    assert [row.cue.id for row in ran] == ["c1", "c2", "c3", "c4", "c5", "c6"]
    takes = [first, second, third, fourth, fifth, sixth]
    for row, at, until in zip(ran, takes, [*takes[1:], ended], strict=True):
        assert row.run is not None
        assert row.run.ended_at is not None
        assert row.run.taken_at == pytest.approx(at, abs=EXACT)
        assert row.run.ended_at == pytest.approx(until, abs=EXACT)
    assert ran[1].run is not None
    assert ran[1].run.held_total == pytest.approx(resumed - held, abs=EXACT)
    assert ran[2].over == pytest.approx(fourth - third - 3_000, abs=EXACT)
    assert ran[2].over is not None
    assert ran[2].over > 1_000
    assert [run.cue for run in program.show().air.withdrawn] == ["c4"]

    feed = ingest.stat()[KEY]
    assert feed.publishing
    assert (feed.width, feed.height) == (640, 360)
    assert feed.fps == pytest.approx(30, abs=1)
    # 600 kb/s of picture are asked for; a still picture needs far less, silence almost nothing: 1 kB/s at 30 frames/s
    assert feed.bytes_in - bytes_before > 1_000 / 30 * (frames(streaming) - frames_before) > 0


def frames(studio: LabObs) -> int:
    """Return how many frames OBS has sent: where the machine is busy they are fewer, and so are their bytes."""
    return int(studio.ask("GetStreamStatus")["outputTotalFrames"])


def hold_down_space(program: Program) -> float:
    """Hold Space down for longer than the server's repeat delay; one take must come of it. Return its instant."""
    before = time.time()
    program.xdotool("keydown", "space")
    after = time.time()
    try:
        program.wait_fact(CueTaken, 2)
        time.sleep(1.5)  # the server repeats after 0.66 s; nothing may come, so there is nothing to wait for
    finally:
        program.xdotool("keyup", "space")
    assert len(program.of(CueTaken)) == 2
    return (before + after) / 2 * 1_000


def end_by_key(program: Program, watch: Watch) -> float:
    """Take past the last cue: it asks, says what is live, and a second Space never answers. Answer by Y."""
    watch.press("space")
    program.find("End the show? STREAM is still live")
    watch.press("space")
    watch.press("space")
    program.screenshot("end-question")
    assert program.sees("End the show?")
    assert program.of(ShowEnded) == []
    ended = watch.press("y")
    program.wait_fact(ShowEnded)
    assert len(program.of(CueTaken)) == 7
    return ended
