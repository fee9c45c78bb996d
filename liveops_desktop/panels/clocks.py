"""The four big boxes: time left, next, over or under, and what must be saved before the next hard time."""

from PySide6.QtWidgets import QHBoxLayout

from liveops_desktop.core.clock import ZERO, Instant, Span, since
from liveops_desktop.core.cue import Cue
from liveops_desktop.core.roles import Role
from liveops_desktop.core.show import Run, Show
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.core.timetext import count_up, countdown, duration, over_under, time_of_day, wall_time
from liveops_desktop.core.timing import Phase, RunTiming, Timing
from liveops_desktop.panels import Panel, PanelWidget, Room, Send
from liveops_desktop.widgets.clock import Bar, BigClock
from liveops_desktop.widgets.frame import Section, margins
from liveops_desktop.widgets.look import Tone, Type
from liveops_desktop.widgets.text import ElidedText, Passage
from liveops_desktop.words import N_, _, n_

PHASE_TONES = {Phase.NORMAL: Tone.PLAIN, Phase.WARN: Tone.WARN, Phase.DANGER: Tone.BAD, Phase.OVER: Tone.BAD}


class Clocks(PanelWidget):
    """Left, next, over, slack. Draws only figures that changed."""

    def __init__(self, send: Send) -> None:
        """Build it; it wishes nothing."""
        super().__init__()
        del send
        self._left, self._next, self._over, self._slack = _Left(), _Next(), _Figure(), _Figure()
        self._folded: bool | None = None
        row = QHBoxLayout(self)
        margins(row, 0, 0, 10)
        for box, share in ((self._left, 8), (self._next, 7), (self._over, 6), (self._slack, 6)):
            row.addWidget(box, share)

    def draw(self, snapshot: Snapshot) -> None:
        """Show the figures of *snapshot*."""
        show, timing = snapshot.show, snapshot.timing
        self._fold(self.cramped())
        if show is None or show.header is None or timing is None:
            self._left.clear(_("Left"))
            self._over.clear(_("Over"))
            self._slack.clear(_("Slack"))
            self._next.clear(_("Next"))
            return
        self._left.draw(snapshot, show, timing)
        self._next.draw(snapshot, show, timing)
        self._draw_over(snapshot, timing)
        self._draw_slack(snapshot, show, timing)

    def _fold(self, cramped: bool) -> None:  # noqa: FBT001 -- what ``cramped`` says
        """Keep to less room in a low window."""
        if cramped is self._folded:
            return
        self._folded = cramped
        for box in (self._left, self._next, self._over, self._slack):
            margins(box.body, 13 if cramped else 18, 8 if cramped else 12, 2 if cramped else 4)
        self._left.put_low(cramped)

    def _draw_over(self, snapshot: Snapshot, timing: Timing) -> None:
        """Show over or under, and when the show will end."""
        out = timing.plan.hard_out
        late = timing.hard_out_slack is not None and timing.hard_out_slack < ZERO
        title = _("On time")
        tone = Tone.PLAIN
        text = over_under(timing.over)
        if text != "0:00":
            title = _("Over") if timing.over > ZERO else _("Under")
            tone = Tone.INFO if timing.over < ZERO else Tone.BAD if late else Tone.WARN
        ended = snapshot.show is not None and snapshot.show.air.ended_at is not None
        ends = _("ended {time}") if ended else _("ends {time}")
        below = _("hard out {time}").format(time=_wall(snapshot, out, seconds=False)) if out is not None else ""
        self._over.put(title, text, tone, ends.format(time=_wall(snapshot, timing.show_end)), below)

    def _draw_slack(self, snapshot: Snapshot, show: Show, timing: Timing) -> None:
        """Show what is missing, or to spare, before the next hard start; after the last one, before the hard out."""
        index, spare, at, below = timing.next_hard, timing.hard_out_slack, timing.plan.hard_out, _("the hard out")
        if index is not None:
            cue = show.cues[index]
            spare, at, below = timing.slack.get(cue.id), timing.plan.hards.get(cue.id), cue.title
        if spare is None or at is None or show.air.ended_at is not None:
            self._slack.put(_("Slack"), "", Tone.DIM, _("no hard time ahead"), "")
            return
        when = _wall(snapshot, at, seconds=False)
        missing = spare < ZERO
        title = _("Save before {time}") if missing else _("Spare before {time}")
        figure = countdown(Span(-spare)) if missing else duration(spare)
        self._slack.put(title.format(time=when), figure, Tone.WARN if missing else Tone.PLAIN, below, "")


class _Left(Section):
    """The hero: what is left of the running cue, or until the show starts."""

    def __init__(self) -> None:
        super().__init__()
        margins(self.body, 18, 12, 4)
        self._clock = BigClock(Type.HERO, "0:00:00")
        self._not_saved: tuple[str, str] | None = None
        """While the disk refuses: (how many facts, since when), said instead of all else."""
        self._bar = Bar()
        self._name = ElidedText("", Type.STRONG, steady=True)
        self._below = ElidedText("", Type.BODY, Tone.DIM, steady=True, smaller=Type.SMALL)
        self.body.addStretch(1)
        self.body.addWidget(self._clock)
        self.body.addStretch(1)
        for part in (self._name, self._below, self._bar):
            self.body.addWidget(part)

    def put_low(self, low: bool) -> None:  # noqa: FBT001 -- a switch, set by name of the method
        """Keep to less height, for low windows."""
        self._clock.put_low(low)

    def clear(self, title: str) -> None:
        """Nothing is open."""
        self._put(title, "", Tone.DIM, _("no show is open"))

    def draw(self, snapshot: Snapshot, show: Show, timing: Timing) -> None:
        """Show the running cue, the wait for the first, or the end."""
        saving = snapshot.station.saving
        self.put_kind("card" if saving is None else "bad")
        self._not_saved = None
        if saving is not None:
            facts = n_("{count} fact", "{count} facts", saving.waiting).format(count=saving.waiting)
            since_when = _("NOT SAVED since {time}").format(time=_wall(snapshot, saving.since))
            self._not_saved = (f"■ {facts}", since_when)
        air = show.air
        if air.run is not None and timing.run is not None and timing.current is not None:
            self._draw_run(snapshot, show.cues[timing.current], air.run, timing.run, timing.current)
        elif air.ended_at is not None and air.started_at is not None:
            ran = count_up(since(air.started_at, air.ended_at))
            self._put(_("Show ended"), ran, Tone.DIM, _("ended {time}").format(time=_wall(snapshot, air.ended_at)))
        elif air.started_at is not None:
            ran = count_up(since(air.started_at, snapshot.now))
            self._put(_("Running, no cue"), ran, Tone.PLAIN, "")
        else:
            self._draw_wait(snapshot, show, timing)

    def _draw_wait(self, snapshot: Snapshot, show: Show, timing: Timing) -> None:
        wait = since(snapshot.now, timing.plan.start)
        planned = _("planned {time}").format(time=_wall(snapshot, timing.plan.start))
        if wait >= ZERO:
            self._put(_("Until the start"), countdown(wait), Tone.PLAIN, planned)
        else:
            self._put(_("Late to start"), countdown(wait), Tone.WARN, planned, "▲ " + _("not started"), Tone.WARN)

    def _draw_run(self, snapshot: Snapshot, cue: Cue, run: Run, figures: RunTiming, index: int) -> None:
        number = index + 1
        title = _("Over · cue {number}") if figures.phase is Phase.OVER else _("Left · cue {number}")
        remark, tone = _phase_word(figures.phase)
        standing = PHASE_TONES[figures.phase]
        if run.held_since is not None:
            held = count_up(since(run.held_since, snapshot.now))
            remark, tone = "◆ " + _("held {time}").format(time=held), Tone.INFO
            standing = Tone.INFO if figures.phase is not Phase.OVER else standing  # that it is over is graver
        if cue.until is not None:
            length = short = _("until {time}").format(time=time_of_day(cue.until))
        else:
            short = duration(cue.planned)
            length = _("planned {length}").format(length=short)
        taken = _("taken {time}").format(time=_wall(snapshot, run.taken_at))
        parts = [length, taken]
        if run.nudges:
            parts.append(over_under(run.nudges))
            short = f"{short} {over_under(run.nudges)}"
        self._put(
            title.format(number=number),
            countdown(figures.remaining),
            standing,
            " · ".join(parts),
            remark,
            tone,
            name=cue.title,
            brief=f"{short} · {taken}",
        )
        share = figures.elapsed / figures.length if figures.length > ZERO else 1.0
        bar_tone = Tone.INFO if figures.phase is Phase.NORMAL else PHASE_TONES[figures.phase]
        self._bar.put(share, bar_tone)

    def _put(
        self,
        title: str,
        figure: str,
        tone: Tone,
        below: str,
        remark: str = "",
        remark_tone: Tone = Tone.DIM,
        *,
        name: str | None = None,
        brief: str = "",
    ) -> None:
        """Show the figure with its words; *name* of the running cue, None where none runs."""
        if self._not_saved is not None:
            remark, below = self._not_saved
            brief = ""
            remark_tone = Tone.BAD
        self.put_head(title, remark, remark_tone)
        self._clock.put(figure, tone)
        self._clock.setAccessibleName(f"{title} {figure}")
        self._below.put(below, Tone.DIM if self._not_saved is None else Tone.BAD, brief=brief)
        self._name.put(name or "")
        for part in (self._name, self._bar):  # only when it changes: to show a widget lays the room out anew
            if part.isHidden() is (name is not None):
                part.setVisible(name is not None)


class _Next(Section):
    """What comes next, when, and whether it comes by itself."""

    def __init__(self) -> None:
        super().__init__()
        margins(self.body, 18, 12, 4)
        self._title = Passage(Type.TITLE, Type.HEAD)
        self._forecast = ElidedText("", Type.BODY, Tone.DIM, steady=True, smaller=Type.SMALL)
        self._plan = ElidedText("", Type.BODY, Tone.DIM, steady=True, smaller=Type.SMALL)
        self.body.addWidget(self._title, 1)
        self.body.addWidget(self._forecast)
        self.body.addWidget(self._plan)

    def clear(self, title: str) -> None:
        """Nothing is open."""
        self._put(title, "", "", "", Tone.DIM)

    def draw(self, snapshot: Snapshot, show: Show, timing: Timing) -> None:
        """Show the next cue."""
        if timing.next is None:
            last = timing.current is not None
            text = _("Last cue") if last else ""
            self._put(_("Next"), text, _("the next take asks whether to end") if last else "", "", Tone.DIM)
            return
        cue, forecast, planned = show.cues[timing.next], timing.forecast[timing.next], timing.plan.starts[timing.next]
        after = timing.after_next()
        self._title.expect(show.cues[after].title if after is not None else "")
        late = forecast is not None and planned is not None and forecast >= planned + 1000
        line = _("forecast {time}").format(time=_wall(snapshot, forecast)) if forecast is not None else ""
        at = _wall(snapshot, planned) if planned is not None else ""
        title = _("Next · cue {number}").format(number=timing.next + 1)
        plans = [_planned(time, duration(cue.planned)) for time in (at, at.removesuffix(":00"))]
        self._put(title, cue.title, line, plans[0], Tone.WARN if late else Tone.DIM, plans[1])
        if timing.go_late:
            self.put_head(title, "▲ " + _("not gone: take it"), Tone.WARN)
        elif timing.go_at is not None:
            left = countdown(since(snapshot.now, timing.go_at))
            self.put_head(title, "◆ " + _("by itself in {time}").format(time=left), Tone.INFO)

    def _put(self, title: str, name: str, line: str, plan: str, tone: Tone, brief: str = "") -> None:
        self.put_head(title)
        self._title.put(name)
        self._forecast.put(line, tone)
        self._plan.put(plan, brief=brief)


class _Figure(Section):
    """One figure with two lines under it."""

    def __init__(self) -> None:
        super().__init__()
        margins(self.body, 18, 12, 4)
        self._clock = BigClock(Type.FIGURE, "+00:00")
        self._first = ElidedText("", Type.BODY, Tone.DIM, steady=True, smaller=Type.SMALL)
        self._second = ElidedText("", Type.BODY, Tone.DIM, steady=True, smaller=Type.SMALL)
        self.body.addStretch(1)
        self.body.addWidget(self._clock)
        self.body.addStretch(1)
        self.body.addWidget(self._first)
        self.body.addWidget(self._second)

    def clear(self, title: str) -> None:
        """Nothing is open."""
        self.put(title, "", Tone.DIM, "", "")

    def put(self, title: str, figure: str, tone: Tone, first: str, second: str) -> None:
        """Show the figure; the title says in words what the tone means."""
        self.put_head(title)
        self._clock.put(figure, tone)
        self._clock.setAccessibleName(f"{title} {figure}")
        self._first.put(first)
        self._second.put(second)


def _phase_word(phase: Phase) -> tuple[str, Tone]:
    match phase:
        case Phase.NORMAL:
            return "", Tone.DIM
        case Phase.WARN:
            return "▲ " + _("wrap up"), Tone.WARN
        case Phase.DANGER:
            return "■ " + _("last seconds"), Tone.BAD
        case Phase.OVER:
            return "■ " + _("over time"), Tone.BAD


def _planned(time: str, length: str) -> str:
    """Return when a cue is planned, where that is known, and how long."""
    return " · ".join(part for part in (_("plan {time}").format(time=time) if time else "", length) if part)


def _wall(snapshot: Snapshot, at: Instant, *, seconds: bool = True) -> str:
    """Return the wall-clock time of *at* in the show's zone."""
    zone = snapshot.show.header.zone if snapshot.show and snapshot.show.header else "UTC"
    return wall_time(at, zone, snapshot.wall_shift, seconds)


PANEL = Panel(
    key="clocks",
    title=N_("Clocks"),
    room=Room.ON_AIR,
    order=10,
    hats=frozenset({Role.EXECUTION, Role.TECHNICAL}),
    build=Clocks,
)
