"""What a row of the run-of-show says, cell by cell. Formatted only for rows that are painted."""

from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

from liveops_desktop.core.clock import SECOND, ZERO, Instant, since
from liveops_desktop.core.cue import AtZero, Cue, CueId
from liveops_desktop.core.show import Run, Show
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.core.timetext import count_up, duration, time_of_day, wall_time
from liveops_desktop.core.timing import Finding, Timing
from liveops_desktop.widgets.look import State, Tone
from liveops_desktop.words import N_, _, finding_words


class Column(IntEnum):
    """From left to right."""

    NUMBER = 0
    TITLE = 1
    OWNER = 2
    LENGTH = 3
    PLAN = 4
    FORECAST = 5
    RAN = 6
    MARKS = 7


TITLES = {
    Column.NUMBER: N_("#"),
    Column.TITLE: N_("Cue"),
    Column.OWNER: N_("Owner"),
    Column.LENGTH: N_("Length"),
    Column.PLAN: N_("Plan"),
    Column.FORECAST: N_("Forecast"),
    Column.RAN: N_("Ran"),
    Column.MARKS: N_("Marks"),
}

RIGHT = frozenset({Column.NUMBER, Column.LENGTH, Column.PLAN, Column.FORECAST, Column.RAN})
"""Columns of figures, set to the right."""

EDITABLE = frozenset({Column.TITLE, Column.OWNER, Column.LENGTH, Column.PLAN})
"""Plan holds the hard start."""


class Mark(NamedTuple):
    """A pill: its words and the state they mean."""

    words: str
    state: State = State.UNKNOWN


class Cell(NamedTuple):
    """Text and how it is set."""

    text: str
    tone: Tone = Tone.PLAIN
    strong: bool = False


class Rows:
    """The rows of one snapshot; asked cell by cell."""

    def __init__(self, snapshot: Snapshot, show: Show, timing: Timing, ran: dict[CueId, Run]) -> None:
        """Keep the snapshot; *ran* holds the last ended run of each cue."""
        self.show = show
        self.timing = timing
        self.shift = snapshot.wall_shift
        self._zone = show.header.zone if show.header is not None else "UTC"
        self._ran = ran
        self._findings: dict[CueId, list[Finding]] = {}
        for finding in timing.plan.findings:
            if finding.cue is not None:
                self._findings.setdefault(finding.cue, []).append(finding)

    def cell(self, row: int, column: Column) -> Cell:
        """Return one cell."""
        cue = self.show.cues[row]
        current = row == self.timing.current
        tone = Tone.DIM if self.behind(row) else Tone.PLAIN
        match column:
            case Column.NUMBER:
                return Cell(str(row + 1), tone, current)
            case Column.TITLE:
                return Cell(cue.title, tone, current)
            case Column.OWNER:
                return Cell(cue.owner, tone, current)
            case Column.LENGTH:
                return Cell(duration(cue.planned), tone, current)
            case Column.PLAN:
                return Cell(self._wall(_item(self.timing.plan.starts, row)), tone, current)
            case Column.FORECAST:
                return self._forecast(row, cue, tone, current=current)
            case Column.RAN:
                return Cell(self._ran_words(cue, current=current), tone, current)
            case Column.MARKS:
                return Cell(" · ".join(mark.words for mark in self.marks(row)), Tone.DIM)

    def behind(self, row: int) -> bool:
        """Say whether the row is done, passed or skipped: drawn dim."""
        current = self.timing.current
        if row == current:
            return False
        cue = self.show.cues[row]
        ended = self.show.air.ended_at is not None
        return cue.skipped or cue.id in self.show.air.done or ended or (current is not None and row < current)

    def forecast_read(self, row: int) -> tuple[int, bool] | None:
        """Return the whole second of the forecast of *row*, and whether it is late; None without one."""
        forecast, planned = _item(self.timing.forecast, row), _item(self.timing.plan.starts, row)
        if forecast is None:
            return None
        late = planned is not None and since(planned, forecast) >= SECOND
        return (forecast + self.shift) // SECOND, late

    def tight(self, row: int) -> bool:
        """Say whether the hard start of *row* will be missed as things stand."""
        slack = self.timing.slack.get(self.show.cues[row].id)
        return slack is not None and slack < ZERO

    def marks(self, row: int) -> list[Mark]:
        """Return the pills of a row, the most pressing first; never more than fit."""
        cue = self.show.cues[row]
        marks = self._air_marks(row, cue)
        if not self.behind(row) or cue.skipped:
            marks += self._plan_marks(row, cue)
        return marks

    def _air_marks(self, row: int, cue: Cue) -> list[Mark]:
        air, timing = self.show.air, self.timing
        if row == timing.current:
            held = air.run is not None and air.run.held_since is not None
            return [Mark(_("held"), State.INFO)] if held else [Mark(_("on air"), State.INFO)]
        if cue.skipped:
            return [Mark(_("skipped"))]
        if row == timing.next and air.started_at is not None:
            return [Mark(_("standing by"))]
        passed = timing.current is not None and row < timing.current
        if passed and cue.id not in air.done and cue.id not in self._ran:
            return [Mark(_("passed"))]
        return []

    def _plan_marks(self, row: int, cue: Cue) -> list[Mark]:
        marks = []
        if cue.hard is not None and row != self.timing.current:
            state = State.WARN if self.tight(row) else State.UNKNOWN
            marks.append(Mark(_("hard {time}").format(time=time_of_day(cue.hard)), state))
        if cue.until is not None:
            marks.append(Mark(_("until {time}").format(time=time_of_day(cue.until))))
        if cue.at_zero is AtZero.GO:
            marks.append(Mark(_("goes by itself")))
        if cue.cuttable:
            marks.append(Mark(_("can cut")))
        if cue.least is not None or cue.most is not None:
            marks.append(Mark(_span_words(cue)))
        marks += [Mark(finding_words(one), State.WARN) for one in self._findings.get(cue.id, ())]
        return marks

    def _forecast(self, row: int, cue: Cue, tone: Tone, *, current: bool) -> Cell:
        forecast = _item(self.timing.forecast, row)
        planned = _item(self.timing.plan.starts, row)
        if forecast is None:
            run = self._ran.get(cue.id)
            return Cell(self._wall(run.taken_at) if run else "", tone)
        late = not current and planned is not None and since(planned, forecast) >= SECOND
        return Cell(self._wall(forecast), Tone.WARN if late else tone, current)

    def _ran_words(self, cue: Cue, *, current: bool) -> str:
        if current and self.timing.run is not None:
            return count_up(self.timing.run.elapsed)
        run = self._ran.get(cue.id)
        return "" if run is None or run.ended_at is None else count_up(since(run.taken_at, run.ended_at))

    def _wall(self, at: Instant | None) -> str:
        return "" if at is None else wall_time(at, self._zone, self.shift)


def _item(instants: Sequence[Instant | None], row: int) -> Instant | None:
    """Return the instant of *row*; None past the end (a cue newer than the timing)."""
    return instants[row] if row < len(instants) else None


def _span_words(cue: Cue) -> str:
    least = duration(cue.least if cue.least is not None else cue.planned)
    most = duration(cue.most if cue.most is not None else cue.planned)
    return _("{least} to {most}").format(least=least, most=most)
