"""The strip on top of every room: which show, three lamps, three chips, the wall clock."""

from PySide6.QtWidgets import QHBoxLayout

from liveops_desktop.core.clock import HOUR, MINUTE, SECOND, ZERO, Instant, Span, since
from liveops_desktop.core.gauges import Level, Signal
from liveops_desktop.core.health import lamps
from liveops_desktop.core.roles import Role
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.core.timetext import count_up, countdown, wall_time
from liveops_desktop.core.vitals import Link, LinkTrouble, Output
from liveops_desktop.panels import Panel, PanelWidget, Room, Send
from liveops_desktop.widgets.chip import Chip, Pill
from liveops_desktop.widgets.clock import BigClock
from liveops_desktop.widgets.frame import margins
from liveops_desktop.widgets.lamp import Lamp
from liveops_desktop.widgets.look import State, Tone, Type, look
from liveops_desktop.widgets.text import ElidedText
from liveops_desktop.words import N_, _

NARROW = 1300
"""Below this width (at scale 1) the strip leaves out the name of the seat and the viewers' delay."""
FEED_OLD = 10 * MINUTE
"""A look at the public feed proves nothing about ten minutes later."""


class TopStrip(PanelWidget):
    """Name, lamps, chips, clock: everything with a word, nothing by colour alone."""

    def __init__(self, send: Send) -> None:
        """Build it; it wishes nothing."""
        super().__init__()
        del send
        self._title = ElidedText("", Type.STRONG)
        self._who = ElidedText("", Type.BODY, Tone.DIM)
        self._rehearsal = Pill()
        self._lamps = {"obs": Lamp(), "line": Lamp(), "feed": Lamp()}
        self._chips = {"show": Chip(_("SHOW")), "stream": Chip(_("STREAM")), "rec": Chip(_("REC"))}
        self._clock = BigClock(Type.CLOCK, "00:00:00")
        self._clock.align_right()
        self._clock.setFixedWidth(self._clock.sizeHint().width() + 2)
        row = QHBoxLayout(self)
        margins(row, 8, 0, 12)
        row.addWidget(self._title, 3)
        row.addWidget(self._rehearsal)
        row.addWidget(self._who, 1)
        for part in (*self._lamps.values(), *self._chips.values(), self._clock):
            row.addWidget(part)

    def draw(self, snapshot: Snapshot) -> None:
        """Show the state of show, outputs and links."""
        show = snapshot.show
        header = show.header if show is not None else None
        self._title.put(header.title if header else _("No show is open"), Tone.PLAIN if header else Tone.DIM)
        self._rehearsal.put(_("rehearsal"), State.WARN)
        self._rehearsal.setVisible(header is not None and header.rehearsal)
        narrow = self.width() < look().px(NARROW)
        self._who.put(snapshot.station.who)
        self._who.setVisible(not narrow)
        self._lamps["obs"].put(*obs_word(snapshot), name=_("OBS"))
        self._lamps["line"].put(*line_word(snapshot), name=_("Line"))
        self._lamps["feed"].put(*feed_word(snapshot, delay=not narrow), name=_("Feed"))
        self._chips["show"].put(*show_word(snapshot))
        obs = snapshot.vitals.obs
        known = obs.link.state in (Link.CONNECTED, Link.DEGRADED)
        self._chips["stream"].put(*output_word(obs.stream, snapshot.now, State.LIVE, known=known))
        self._chips["rec"].put(*output_word(obs.record, snapshot.now, State.GOOD, known=known))
        zone = header.zone if header else "UTC"
        self._clock.put(wall_time(snapshot.now, zone, snapshot.wall_shift))


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
        return state, _("{percent} % lost").format(percent=f"{drops.value or 0:.1f}")
    speed = "" if rates.bitrate_kbps is None else _("{rate} Mb/s").format(rate=f"{rates.bitrate_kbps / 1000:.1f}")
    if drops.level is not Level.OK:
        return State.UNKNOWN, speed or _("measuring")
    return State.GOOD, speed or _("nothing lost")


def feed_word(snapshot: Snapshot, *, delay: bool = True) -> tuple[State, str]:
    """Return state and word of the public feed: what a person last saw, and how far behind viewers are."""
    show = snapshot.show
    if show is None or show.feed_confirmed_at is None:
        return State.UNKNOWN, _("not yet seen")
    age = since(show.feed_confirmed_at, snapshot.now)
    word = _("{age} ago").format(age=age_word(age))
    if delay and show.header is not None and show.header.viewer_delay is not None:
        word += ", " + _("delay {delay}").format(delay=age_word(show.header.viewer_delay))
    return State.GOOD if age < FEED_OLD else State.UNKNOWN, word


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
        return State.UNKNOWN, f"T − {countdown(wait)}"
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
