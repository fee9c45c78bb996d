"""The strip on top of every room: which show, three lamps, three chips, the wall clock."""

from typing import NamedTuple

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from liveops_desktop.core.clock import HOUR, MINUTE, SECOND, ZERO, Instant, Span, since
from liveops_desktop.core.commands import AskObsPassword, AskPerson
from liveops_desktop.core.gauges import Level, Signal
from liveops_desktop.core.health import lamps
from liveops_desktop.core.roles import Role
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.core.timetext import count_up, countdown, wall_time
from liveops_desktop.core.vitals import Link, LinkTrouble, Output
from liveops_desktop.panels import Panel, PanelWidget, Room, Send
from liveops_desktop.widgets.button import KeyButton
from liveops_desktop.widgets.chip import Chip, Pill
from liveops_desktop.widgets.clock import BigClock
from liveops_desktop.widgets.frame import margins
from liveops_desktop.widgets.lamp import Lamp
from liveops_desktop.widgets.look import ZEROS, State, Tone, Type
from liveops_desktop.widgets.text import ElidedText
from liveops_desktop.words import N_, _, role_word

FEED_OLD = 10 * MINUTE
"""A look at the public feed proves nothing about ten minutes later."""
LEAST_TITLE = 12
"""Letters of the show's title that are always there."""
LONGEST_NAME = 14
LEVELS = 6
"""How much can be left out: 0 nothing; 1 hats and the viewers' delay; 2 words that say all is well, and room in the
chips; 3 the name of the seat; 4 the size of the clock; 5 the age of the feed. The tips have it all."""


_Word = tuple[State, str]


class _Said(NamedTuple):
    """All that the strip says at one moment but for title and time, each in every length that it may have."""

    obs: _Word
    line: _Word
    feed: _Word
    feed_brief: _Word
    show: _Word
    stream: _Word
    rec: _Word
    seat: str
    seat_brief: str
    nobody: bool
    obs_off: bool
    rehearsal: bool

    def without_figures(self) -> tuple[object, ...]:
        """Return what the widths of the parts follow from: all figures are as wide."""
        return tuple((one[0], one[1].translate(ZEROS)) if isinstance(one, tuple) else one for one in self)


class TopStrip(PanelWidget):
    """Name, seat, lamps, chips, clock: everything with a word, nothing by colour alone, no word ever cut."""

    def __init__(self, send: Send) -> None:
        """Build it."""
        super().__init__()
        self._said: _Said | None = None
        self._least = 0
        """Pixels it needs with everything left out that can be."""
        self._level = 0
        self._fitted: object = None
        """The width, and the words without their figures, that the level was found for."""
        self._title = ElidedText("", Type.STRONG, least=LEAST_TITLE)
        self._title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._rehearsal = Pill()
        self._who = KeyButton("", "F6", "bare", lambda: send(AskPerson()))
        obs = Lamp("", lambda: send(AskObsPassword()), "Ctrl+O")
        self._lamps = {"obs": obs, "line": Lamp(), "feed": Lamp()}
        self._chips = {"show": Chip(_("SHOW")), "stream": Chip(_("STREAM")), "rec": Chip(_("REC"))}
        self._clock, self._small_clock = _clock(Type.CLOCK), _clock(Type.HEAD)
        row = QHBoxLayout(self)
        margins(row, 6, 0, 10)
        row.addWidget(self._title)
        row.addWidget(self._rehearsal)
        row.addWidget(self._who)
        row.addStretch(1)
        for part in (*self._lamps.values(), *self._chips.values(), self._clock, self._small_clock):
            row.addWidget(part)

    def draw(self, snapshot: Snapshot) -> None:
        """Show the state of show, outputs and links."""
        said = self._said = _say(snapshot)
        header = snapshot.show.header if snapshot.show is not None else None
        self._title.put(header.title if header else _("No show is open"), Tone.PLAIN if header else Tone.DIM)
        self._rehearsal.put(_("rehearsal"), State.WARN)
        self._rehearsal.setVisible(said.rehearsal)
        self._lamps["line"].put(*said.line, name=_("Line"))
        for name, word in (("show", said.show), ("stream", said.stream), ("rec", said.rec)):
            self._chips[name].put(*word)
        zone = header.zone if header else "UTC"
        for clock in (self._clock, self._small_clock):
            clock.put(wall_time(snapshot.now, zone, snapshot.wall_shift))
        self._fit(said)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what the new width has no room for."""
        super().resizeEvent(event)
        if self._said is not None:
            self._fit(self._said)

    def minimumSizeHint(self) -> QSize:
        """Return the room it needs with everything left out that can be."""
        return QSize(self._least, self._clock.sizeHint().height())

    def _fit(self, said: _Said) -> None:
        """Leave out as little as the width needs; measured anew only where words changed, not their figures."""
        fitted = (self.width(), self._title.text(), said.without_figures())
        if fitted == self._fitted:
            self._leave_out(said, self._level)
            return
        self._fitted = fitted
        widths = [self._needs(said, level) for level in range(LEVELS)]
        if widths[-1] != self._least:
            self._least = widths[-1]
            self.updateGeometry()
        self._level = next((level for level, width in enumerate(widths) if width <= self.width()), LEVELS - 1)
        self._leave_out(said, self._level)

    def _leave_out(self, said: _Said, level: int) -> None:
        self._lamps["obs"].put(*said.obs, name=_("OBS"))
        self._lamps["feed"].put(*(said.feed_brief if level >= 1 else said.feed), name=_("Feed"))
        for name, lamp in self._lamps.items():
            calm = lamp.state() is State.GOOD or (name != "obs" and lamp.state() is State.UNKNOWN)
            lamp.put_brief(calm and level >= (5 if name == "feed" else 2))
        obs = self._lamps["obs"]
        if level >= 5 and said.obs_off:
            obs.put(obs.state(), _("off"))
        for chip in self._chips.values():
            chip.put_tight(level >= 2)
        self._who.put(said.seat if level < 1 else said.seat_brief)
        self._who.setVisible(level < 3 or said.nobody)
        self._clock.setVisible(level < 4)
        self._small_clock.setVisible(level >= 4)

    def _needs(self, said: _Said, level: int) -> int:
        """Return the width of everything that is left in at *level*."""
        self._leave_out(said, level)
        fixed = (self._rehearsal, self._who, *self._lamps.values(), *self._chips.values())
        clocks = (self._clock, self._small_clock)
        widths = [self._title.minimumSizeHint().width()]
        widths += [part.sizeHint().width() for part in fixed if part.isVisibleTo(self)]
        widths += [clock.maximumWidth() for clock in clocks if clock.isVisibleTo(self)]
        layout = self.layout()
        assert layout is not None
        sides = layout.contentsMargins().left() + layout.contentsMargins().right()
        return sum(widths) + layout.spacing() * len(widths) + sides


def _say(snapshot: Snapshot) -> _Said:
    obs, header = snapshot.vitals.obs, snapshot.show.header if snapshot.show is not None else None
    known = obs.link.state in (Link.CONNECTED, Link.DEGRADED)
    return _Said(
        obs=obs_word(snapshot),
        line=line_word(snapshot),
        feed=feed_word(snapshot),
        feed_brief=feed_word(snapshot, brief=True),
        show=show_word(snapshot),
        stream=output_word(obs.stream, snapshot.now, State.LIVE, known=known),
        rec=output_word(obs.record, snapshot.now, State.GOOD, known=known),
        seat=seat_word(snapshot, hats=True),
        seat_brief=seat_word(snapshot, hats=False),
        nobody=not snapshot.station.who,
        obs_off=obs.link.state is Link.OFF,
        rehearsal=header is not None and header.rehearsal,
    )


def _clock(kind: Type) -> BigClock:
    clock = BigClock(kind, "00:00:00")
    clock.align_right()
    clock.setFixedWidth(clock.sizeHint().width() + 2)
    return clock


def seat_word(snapshot: Snapshot, *, hats: bool) -> str:
    """Return who sits here, with the hats worn; a question where nobody said so."""
    who, worn = snapshot.station.who, snapshot.station.hats
    if not who:
        return _("Who?")
    name = who if len(who) <= LONGEST_NAME else who[: LONGEST_NAME - 1] + "…"
    if not hats or not 0 < len(worn) <= 2:
        return name
    return name + " · " + ", ".join(role_word(role) for role in sorted(worn, key=list(Role).index))


def obs_word(snapshot: Snapshot) -> tuple[State, str]:
    """Return state and word of the link to OBS, with its age where it is not well."""
    link = snapshot.vitals.obs.link
    age = count_up(since(link.since, snapshot.now))
    match link.state:
        case Link.CONNECTED:
            return State.GOOD, _("connected")
        case Link.DEGRADED:
            return State.WARN, _("slow {age}").format(age=age)
        case Link.LOST:
            return State.BAD, _("lost {age}").format(age=age)
        case Link.SEARCHING:
            return State.UNKNOWN, _("searching {age}").format(age=age)
        case Link.REFUSED:
            wrong = link.trouble is LinkTrouble.WRONG_PASSWORD
            return State.BAD, _("wrong password") if wrong else _("refused")
        case Link.OFF:
            return State.UNKNOWN, _("not connected")


def line_word(snapshot: Snapshot) -> tuple[State, str]:
    """Return state and word of the way to the ingest."""
    stream, rates = snapshot.vitals.obs.stream, snapshot.vitals.rates
    if stream is None or snapshot.vitals.obs.link.state is not Link.CONNECTED:
        return State.UNKNOWN, _("unknown")
    if not stream.active:
        return State.UNKNOWN, _("idle")
    if stream.reconnecting:
        return State.BAD, _("reconnecting")
    drops = next(lamp for lamp in lamps(snapshot.vitals, snapshot.rig) if lamp.signal is Signal.NETWORK_DROPS)
    if drops.level in (Level.WARN, Level.CRITICAL):
        state = State.BAD if drops.level is Level.CRITICAL else State.WARN
        return state, _("lost {percent} %").format(percent=f"{drops.value or 0:.1f}")
    speed = "" if rates.bitrate_kbps is None else _("{rate} Mb/s").format(rate=f"{rates.bitrate_kbps / 1000:.1f}")
    if drops.level is not Level.OK:
        return State.UNKNOWN, speed or _("measuring")
    return State.GOOD, speed or _("nothing lost")


def feed_word(snapshot: Snapshot, *, brief: bool = False) -> tuple[State, str]:
    """Return state and word of the public feed: what a person last saw, and how far behind viewers are."""
    show = snapshot.show
    if show is None or show.feed_confirmed_at is None:
        return State.UNKNOWN, _("unseen") if brief else _("not yet seen")
    age = since(show.feed_confirmed_at, snapshot.now)
    state = State.GOOD if age < FEED_OLD else State.UNKNOWN
    if brief:
        return state, age_word(age)
    word = _("{age} ago").format(age=age_word(age))
    if show.header is not None and show.header.viewer_delay is not None:
        word += ", " + _("delay {delay}").format(delay=age_word(show.header.viewer_delay))
    return state, word


def age_word(age: Span) -> str:
    """Return an age in its largest unit: ``6 s``, ``16 min``, ``2 h``."""
    if age < MINUTE:
        return _("{count} s").format(count=age // SECOND)
    return _("{count} min").format(count=age // MINUTE) if age < HOUR else _("{count} h").format(count=age // HOUR)


def show_word(snapshot: Snapshot) -> tuple[State, str]:
    """Return state and word of the show's own clock."""
    show, timing = snapshot.show, snapshot.timing
    if show is None or timing is None:
        return State.UNKNOWN, _("none")
    air = show.air
    if air.ended_at is not None and air.started_at is not None:
        return State.UNKNOWN, _("ended {length}").format(length=count_up(since(air.started_at, air.ended_at)))
    if air.started_at is not None:
        return State.LIVE, count_up(since(air.started_at, snapshot.now))
    wait = since(snapshot.now, timing.plan.start)
    if wait >= ZERO:
        return State.UNKNOWN, f"T-{countdown(wait)}"
    return State.WARN, _("late {time}").format(time=count_up(since(timing.plan.start, snapshot.now)))


def output_word(output: Output | None, now: Instant, live: State, *, known: bool) -> tuple[State, str]:
    """Return state and word of stream or recording; what OBS does not tell now is unknown, never off."""
    if output is None or not known:
        return State.WARN if output is not None and output.active else State.UNKNOWN, _("unknown")
    if output.reconnecting:
        return State.BAD, _("reconnecting")
    if not output.active:
        return State.UNKNOWN, _("off")
    ran = count_up(since(output.since, now) if output.since is not None else output.duration)
    return (State.WARN, _("paused {time}").format(time=ran)) if output.paused else (live, ran)


PANEL = Panel(
    key="top-strip",
    title=N_("Top strip"),
    room=Room.ON_AIR,
    order=0,
    hats=frozenset(Role),
    build=TopStrip,
)
