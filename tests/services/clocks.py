"""A machine whose clocks a test moves, and a program on it with the show's facts about the clock."""

from pathlib import Path

from liveops_desktop.core.clock import ZERO, Span
from liveops_desktop.core.show import ShowClock
from liveops_desktop.services.clock import Reported, StationClock, Stepped

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
