"""The station's clock: no countdown jumps, whatever the machine's clock does (RUN-OF-SHOW §2.3)."""

import ast
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import liveops_desktop
from liveops_desktop.core.clock import HOUR, SECOND, ZERO, Span
from liveops_desktop.core.show import ShowClock
from liveops_desktop.services.clock import RealSources, Rebooted, Reported, Slept, StationClock, Stepped

T0 = 1_790_000_000_000
MS = 1_000_000


class Machine:
    """A machine whose clocks a test moves."""

    def __init__(self) -> None:
        self.walls = T0 * MS
        self.boots = 5_000 * MS
        self.slept = 0
        self.id = "boot-1"
        self.stop_between = 0

    def wall(self) -> int:
        return self.walls

    def boot(self) -> int:
        stopped, self.stop_between = self.stop_between, 0
        now = self.boots
        self.run(Span(stopped))
        return now

    def monotonic(self) -> int:
        return self.boots - self.slept

    def boot_id(self) -> str:
        return self.id

    def run(self, span: Span, *, rate: float = 1.0) -> None:
        """Let *span* pass; the wall clock runs at *rate*."""
        self.boots += span * MS
        self.walls += round(span * MS * rate)

    def step(self, by: Span) -> None:
        self.walls += by * MS

    def sleep(self, span: Span) -> None:
        self.run(span)
        self.slept += span * MS

    def reboot(self, after: Span) -> None:
        self.walls += after * MS
        self.boots, self.slept, self.id = 3_000 * MS, 0, self.id + "'"


class Crew:
    """A program on a machine, and the show's facts about the clock."""

    def __init__(self, machine: Machine, file: Path) -> None:
        self.machine = machine
        self.file = file
        self.facts = ShowClock()
        self.start()

    def start(self, show: str = "show", *, on_air: bool = True) -> None:
        """Start the program and open the show; as after kill -9, nothing was said before."""
        self.clock = StationClock(self.file, self.machine)
        self.clock.begin(show, self.facts, on_air=on_air)

    def poll(self, *, journaled: bool = True) -> tuple[Reported, ...]:
        """Poll; a step becomes a fact of the show unless the program dies before."""
        reports = self.clock.poll()
        for report in reports:
            if isinstance(report, Stepped) and journaled:
                step = Span((self.facts.step or ZERO) + report.by)
                self.facts = ShowClock(self.facts.shift, self.facts.kept, step or None)
        return reports

    def answer(self, *, use_new: bool) -> None:
        step = self.facts.step or ZERO
        shift, kept = (step, ZERO) if use_new else (ZERO, step)
        self.facts = ShowClock(Span(self.facts.shift + shift), Span(self.facts.kept + kept))

    def shown(self) -> int:
        """Return the wall-clock time that screens show."""
        return self.clock.now() + self.facts.shift


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def crew(machine: Machine, tmp_path: Path) -> Crew:
    one = Crew(machine, tmp_path / "clock.json")
    assert one.poll() == (Rebooted(),), "on air without an anchor"
    return one


def test_it_begins_with_the_wall_clock_and_goes_on_with_the_other(machine: Machine) -> None:
    clock = StationClock(None, machine)
    assert clock.now() == T0
    machine.run(Span(1_500))
    assert clock.now() == T0 + 1_500
    assert clock.poll() == ()


# -- steps ---------------------------------------------------------------------------------


@pytest.mark.parametrize("by", [-2 * SECOND, 2 * SECOND, -HOUR, 24 * HOUR])
def test_a_step_moves_nothing_and_is_reported_once(machine: Machine, crew: Crew, by: Span) -> None:
    machine.run(Span(500))
    machine.step(Span(by))
    assert crew.clock.now() == T0 + 500
    assert crew.poll() == (Stepped(Span(by)),)
    machine.run(Span(500))
    assert crew.poll() == ()
    assert crew.clock.now() == T0 + 1_000


def test_the_new_clock_is_shown_once_it_was_accepted(machine: Machine, crew: Crew) -> None:
    machine.step(Span(-2_000))
    crew.poll()
    assert crew.shown() == T0
    crew.answer(use_new=True)
    assert crew.shown() == T0 - 2_000 == machine.walls // MS


def test_a_step_back_to_where_it_was_closes_the_question(machine: Machine, crew: Crew) -> None:
    """Exactly, though between the two the clocks drifted apart a little."""
    machine.step(Span(-HOUR))
    crew.poll()
    machine.run(Span(500))
    machine.step(Span(HOUR + 7))
    assert crew.poll() == (Stepped(HOUR),)
    assert crew.facts.step is None


def test_two_steps_make_one_question(machine: Machine, crew: Crew) -> None:
    machine.step(Span(5_000))
    crew.poll()
    machine.step(Span(-3_000))
    assert crew.poll() == (Stepped(Span(-3_000)),)
    assert crew.facts.step == 2_000


# -- drift -----------------------------------------------------------------------------------


@pytest.mark.parametrize("by", [Span(-900), Span(1_000), Span(40)])
def test_less_than_a_second_is_drift_and_followed_slowly(machine: Machine, crew: Crew, by: Span) -> None:
    machine.step(by)
    before = crew.clock.now()
    for _ in range(20):
        machine.run(Span(500))
        assert crew.poll() == ()
    moved = crew.clock.now() - before - 10_000
    assert moved == (5 if by > 0 else -5), "0.5 ms in each second"
    for _ in range(5_000):
        machine.run(Span(500))
        crew.poll()
    assert crew.clock.now() == machine.walls // MS, "in the end they agree"


def test_a_crystal_that_is_off_is_followed_closely(machine: Machine, crew: Crew) -> None:
    for _ in range(7_200):
        machine.run(Span(500), rate=1.000_1)
        assert crew.poll() == ()
        assert abs(crew.clock.now() - machine.walls // MS) <= 1


def test_a_wall_clock_that_runs_wild_is_no_step(machine: Machine, crew: Crew) -> None:
    """A virtual machine may lag by seconds without a single jump."""
    for _ in range(1_000):
        machine.run(Span(500), rate=1.01)
        assert crew.poll() == ()


def test_following_never_turns_time_back(machine: Machine, crew: Crew) -> None:
    machine.step(Span(-900))
    last = crew.clock.now()
    for _ in range(3_000):
        machine.run(Span(1))
        crew.poll()
        assert crew.clock.now() >= last
        last = crew.clock.now()


def test_a_program_that_is_stopped_while_it_reads_the_clocks_sees_no_step(machine: Machine, crew: Crew) -> None:
    machine.run(Span(500))
    machine.stop_between = 30_000
    assert crew.poll() == ()
    assert crew.clock.now() == T0 + 30_500


# -- sleep -----------------------------------------------------------------------------------


def test_sleep_counts_and_is_reported_once(machine: Machine, crew: Crew) -> None:
    machine.run(Span(60_000))
    crew.poll()
    machine.sleep(Span(25 * 60_000))
    assert crew.clock.now() == T0 + 26 * 60_000
    assert crew.poll() == (Slept(Span(25 * 60_000)),)
    assert crew.poll() == ()


def test_a_nap_is_no_sleep(machine: Machine, crew: Crew) -> None:
    machine.sleep(Span(2_000))
    assert crew.poll() == ()


def test_a_step_while_asleep_is_both(machine: Machine, crew: Crew) -> None:
    machine.sleep(Span(60_000))
    machine.step(Span(-5_000))
    assert set(crew.poll()) == {Slept(Span(60_000)), Stepped(Span(-5_000))}


def test_a_sleep_while_the_program_was_dead_is_reported(machine: Machine, crew: Crew) -> None:
    machine.sleep(Span(60_000))
    crew.start()
    assert crew.poll() == (Slept(Span(60_000)),)
    crew.poll()
    crew.start()
    assert crew.poll() == ()


# -- started again in the same boot of the machine ----------------------------------------------


def test_a_restart_goes_on_in_the_same_timeline(machine: Machine, crew: Crew) -> None:
    machine.run(Span(800))
    crew.start()
    assert crew.clock.now() == T0 + 800
    assert crew.poll() == ()


@pytest.mark.parametrize("answer", [None, True, False])
def test_a_restart_keeps_a_step_whatever_was_answered(machine: Machine, crew: Crew, answer: bool | None) -> None:
    machine.step(Span(-HOUR))
    assert crew.poll() == (Stepped(Span(-HOUR)),)
    if answer is not None:
        crew.answer(use_new=answer)
    machine.run(Span(800))
    shown = crew.shown()
    crew.start()
    assert crew.clock.now() == T0 + 800, "no countdown moved"
    assert crew.shown() == shown == T0 + 800 - (HOUR if answer else 0)
    assert crew.poll() == (), "it is asked once"


def test_a_question_left_open_can_be_answered_after_a_restart(machine: Machine, crew: Crew) -> None:
    machine.step(Span(-HOUR))
    crew.poll()
    crew.start()
    crew.answer(use_new=True)
    assert crew.shown() == T0 - HOUR
    assert crew.poll() == ()
    crew.start()
    assert crew.poll() == ()


def test_a_step_is_reported_again_when_the_program_died_before_it_was_a_fact(machine: Machine, crew: Crew) -> None:
    machine.step(Span(-HOUR))
    assert crew.poll(journaled=False) == (Stepped(Span(-HOUR)),)
    crew.start()
    assert crew.poll() == (Stepped(Span(-HOUR)),)
    crew.start()
    assert crew.poll() == ()


def test_a_step_while_the_program_was_dead_is_reported(machine: Machine, crew: Crew) -> None:
    machine.step(Span(-5_000))
    crew.start()
    assert crew.poll() == (Stepped(Span(-5_000)),)
    assert crew.clock.now() == T0


def test_drift_that_was_followed_is_not_lost(machine: Machine, crew: Crew) -> None:
    machine.step(Span(500))
    for _ in range(400):
        machine.run(Span(500))
        crew.poll()
    before = crew.clock.now()
    crew.start()
    assert 0 <= before - crew.clock.now() <= 5
    assert before - T0 - 200_000 >= 95


def test_each_show_has_its_own_timeline(machine: Machine, crew: Crew) -> None:
    machine.step(Span(-HOUR))
    crew.poll()
    crew.answer(use_new=True)
    first, crew.facts = crew.facts, ShowClock()
    crew.clock.begin("other", crew.facts, on_air=False)
    assert crew.shown() == T0 - HOUR, "a new show begins with the clock as it is"
    assert crew.poll() == ()
    crew.facts = first
    crew.clock.begin("show", first, on_air=True)
    assert (crew.clock.now(), crew.shown()) == (T0, T0 - HOUR)
    assert crew.poll() == ()


# -- after a reboot ---------------------------------------------------------------------------


def test_after_a_reboot_the_wall_clock_is_taken_and_it_is_said(machine: Machine, crew: Crew) -> None:
    machine.reboot(after=Span(90_000))
    crew.start()
    assert crew.clock.now() == T0 + 90_000
    assert crew.poll() == (Rebooted(),)
    assert crew.poll() == ()
    crew.start()
    assert crew.poll() == (), "the new anchor holds"


def test_a_reboot_of_a_show_off_air_is_not_worth_a_word(machine: Machine, crew: Crew) -> None:
    machine.reboot(after=HOUR)
    crew.start(on_air=False)
    assert crew.poll() == ()


@pytest.mark.parametrize("answer", [None, True, False])
def test_after_a_reboot_the_wall_clock_is_shown_unless_the_question_is_open(
    machine: Machine, crew: Crew, answer: bool | None
) -> None:
    machine.step(Span(-HOUR))
    crew.poll()
    if answer is not None:
        crew.answer(use_new=answer)
    machine.reboot(after=Span(60_000))
    crew.start()
    crew.poll()
    if answer is None:
        assert crew.shown() == machine.walls // MS + HOUR, "as before, until it is answered"
        crew.answer(use_new=True)
    assert crew.shown() == machine.walls // MS
    crew.start()
    assert crew.shown() == machine.walls // MS
    assert crew.poll() == ()


@pytest.mark.parametrize("content", [None, b"", b"{}", b"[1]", b'{"boot_id": "boot-1", "anchors": {"show": {}}}'])
def test_a_file_that_is_gone_or_torn_is_like_a_reboot(machine: Machine, crew: Crew, content: bytes | None) -> None:
    crew.file.unlink() if content is None else crew.file.write_bytes(content)
    crew.start()
    assert crew.poll() == (Rebooted(),)
    assert crew.clock.now() == T0


def test_a_machine_that_tells_no_boots_apart_trusts_no_anchor(machine: Machine, tmp_path: Path) -> None:
    machine.id = ""
    one = Crew(machine, tmp_path / "clock.json")
    one.poll()
    one.start()
    assert one.poll() == (Rebooted(),)


def test_a_folder_that_cannot_be_written_stops_no_clock(machine: Machine, tmp_path: Path) -> None:
    one = Crew(machine, tmp_path / "nowhere" / "clock.json")
    one.poll()
    machine.run(Span(500))
    assert one.clock.now() == T0 + 500


# -- all of it together -------------------------------------------------------------------------

acts = st.lists(
    st.one_of(
        st.tuples(st.just("run"), st.integers(1, 5_000)),
        # In whole units of 5 s, so that no sum of steps is near zero and not zero: that would be drift.
        st.tuples(st.just("step"), st.integers(-1_000, 1_000).filter(bool).map(lambda by: by * 5_000)),
        st.tuples(st.just("sleep"), st.integers(2_001, 4_000_000)),
        st.tuples(st.just("answer"), st.integers(0, 1)),
        st.tuples(st.just("restart"), st.integers(0, 5_000)),
    ),
    max_size=25,
)


@given(acts)
def test_whatever_happens_the_timeline_tells_the_time_that_passed(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, int]]
) -> None:
    machine = Machine()
    crew = Crew(machine, tmp_path_factory.mktemp("clock") / "clock.json")
    crew.poll()
    began = machine.boots
    slept = reported = 0
    for what, how in acts:
        match what:
            case "run":
                machine.run(Span(how))
            case "step":
                machine.step(Span(how))
            case "sleep":
                machine.sleep(Span(how))
                slept += how
            case "answer":
                crew.answer(use_new=bool(how))
            case _:
                machine.run(Span(how))
                crew.start()
        reported += sum(report.span for report in crew.poll() if isinstance(report, Slept))
        crew.poll()
        assert crew.clock.now() == T0 + (machine.boots - began) // MS
        clock = crew.facts
        assert machine.walls // MS == crew.clock.now() + clock.shift + clock.kept + (clock.step or 0)
        assert reported == slept


# -- the real clocks ------------------------------------------------------------------------------


def test_the_real_clocks_agree_with_themselves() -> None:
    sources = RealSources()
    before = time.time_ns()
    assert before <= sources.wall() <= time.time_ns()
    first, second = sources.boot(), sources.boot()
    assert first <= second
    assert sources.boot_id() == sources.boot_id() != ""
    clock = StationClock()
    assert abs(clock.now() - time.time_ns() // MS) <= 50
    assert clock.poll() == ()


@pytest.mark.skipif(sys.platform != "linux", reason="time namespaces are Linux's: unshare --time --boottime")
def test_a_real_machine_that_slept_is_seen(tmp_path: Path) -> None:
    """A namespace moves ``CLOCK_BOOTTIME`` on by 8 h, as a suspended laptop does: the anchor was made before."""
    if subprocess.run(["unshare", "--time", "true"], stderr=subprocess.DEVNULL).returncode != 0:
        pytest.skip("needs leave to make a time namespace (root): unshare --time")
    program = (
        "import sys; from pathlib import Path; from liveops_desktop.services.clock import StationClock;"
        "from liveops_desktop.core.show import ShowClock;"
        "c = StationClock(Path(sys.argv[1])); c.begin('s', ShowClock(), on_air=True); print(c.now(), *c.poll())"
    )
    run = [sys.executable, "-c", program, str(tmp_path / "clock.json")]
    first = subprocess.run(run, capture_output=True, text=True, check=True).stdout
    later = subprocess.run(
        ["unshare", "--time", "--boottime", "28800", *run], capture_output=True, text=True, check=True
    ).stdout
    assert "Rebooted" in first
    assert "Slept(span=2880" in later or "Slept(span=2879" in later
    assert "Stepped(by=-28" in later, "the wall clock did not sleep along in this experiment"
    assert int(later.split()[0]) - int(first.split()[0]) >= 28_800_000


READS = {
    "time": {"time", "time_ns", "clock_gettime", "clock_gettime_ns", "localtime", "gmtime", "ctime", "strftime"},
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
}


def wall_clock_reads(source: str) -> list[int]:
    """Return the lines of *source* that read the wall clock."""
    lines = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Attribute(value=ast.Name(id=module) | ast.Attribute(attr=module), attr=name):
                if name in READS.get(module, ()):
                    lines.append(node.lineno)
            case ast.ImportFrom(module="time", names=names) if READS["time"] & {alias.name for alias in names}:
                lines.append(node.lineno)
    return lines


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("import time\ntime.time()", [2]),
        ("from time import time_ns", [1]),
        ("x = 1\ndatetime.now(UTC)", [2]),
        ("import datetime\ndatetime.date.today()", [2]),
        ("time.monotonic(); clock.now(); datetime.fromtimestamp(0, UTC)", []),
    ],
)
def test_a_read_of_the_wall_clock_is_seen(source: str, lines: list[int]) -> None:
    assert wall_clock_reads(source) == lines


def test_the_wall_clock_is_read_nowhere_else() -> None:
    root = Path(liveops_desktop.__file__).parent
    found = {str(file.relative_to(root)): wall_clock_reads(file.read_text("utf-8")) for file in root.rglob("*.py")}
    assert {file for file, lines in found.items() if lines} == {str(Path("services", "clock.py"))}
