"""The station's clock after a reboot, through all that may happen to it, and on the real machine."""

import ast
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import liveops_desktop
from liveops_desktop.core.clock import HOUR, Span
from liveops_desktop.services.clock import RealSources, Rebooted, Slept, StationClock
from tests.services.clocks import MS, T0, Crew, Machine

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
    before = time.time_ns() // MS
    now = clock.now()
    assert before - 50 <= now <= time.time_ns() // MS + 50
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
