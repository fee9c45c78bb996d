"""What the host is shown, as plain words and figures: derived from a snapshot, painted by ``painting.py``.

Nothing else is on the panel, which is read while talking: no chat, no figures of sales, no technical alarm.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from liveops_desktop.core.clock import SECOND, ZERO, Instant, Span, since
from liveops_desktop.core.cue import Cue
from liveops_desktop.core.facts import MessageId
from liveops_desktop.core.show import Message, Show
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.core.timetext import countdown, duration, wall_time
from liveops_desktop.core.timing import Phase, Timing
from liveops_desktop.words import _

PULSES_FROM, PULSES_TO = Span(8_000), Span(14_000)
"""An unseen message pulses three times, once in two seconds, then stands still."""


class Air(StrEnum):
    """Which colour and shape the state's word has."""

    IDLE = "idle"
    LIVE = "live"
    HELD = "held"


@dataclass(frozen=True)
class Face:
    """One picture of the host panel. Empty text is not painted."""

    empty: str = ""
    """Instead of everything else."""
    air: Air = Air.IDLE
    air_word: str = ""
    rehearsal: bool = False
    clock: str = ""
    label: str = ""
    """Above the title, where it is not the cue on air."""
    title: str = ""
    points: tuple[str, ...] = ()
    must_say: str = ""
    price: str = ""
    more_price: str = ""
    figure: str = ""
    """The big countdown."""
    figure_word: str = ""
    phase: Phase = Phase.NORMAL
    next_title: str = ""
    next_length: str = ""
    hard: str = ""
    message: MessageId | None = None
    message_text: str = ""
    urgent: bool = False
    seen: bool = False
    pulse: bool = False


def face_of(snapshot: Snapshot, later: Span = ZERO) -> Face:
    """Return the face at *later* after the snapshot: while the link is gone the panel's own clock goes on."""
    show, timing = snapshot.show, snapshot.timing
    if show is None or show.header is None or timing is None:
        return Face(empty=_("No show is open. The desk opens one in the room Plan."))
    now = Instant(snapshot.now + later)
    zone = show.header.zone
    now_cue, label = _now(show, timing)
    figure, word, phase = _countdown(show, timing, now)
    nxt = show.cues[timing.next] if timing.next is not None and show.air.run is not None else None
    message = show.for_host
    air, air_word = _air(snapshot, show)
    return Face(
        air=air,
        air_word=air_word,
        rehearsal=show.header.rehearsal,
        clock=wall_time(now, zone, snapshot.wall_shift),
        label=label,
        **{"title": _ended(show)} | _of_cue(now_cue),
        figure=figure,
        figure_word=word,
        phase=phase,
        **_of_next(nxt),
        hard=_hard(show, timing, now, snapshot.wall_shift),
        message=message.id if message else None,
        message_text=message.text if message else "",
        urgent=message.urgent if message else False,
        seen=message is not None and message.seen_at is not None,
        pulse=message is not None and _pulses(message, now),
    )


def face_after_take(face: Face, show: Show, timing: Timing) -> Face | None:
    """Return the face that a take of the next cue would lead to, so that it can be painted ahead; None: not foreseen.

    A foresight that proves wrong costs nothing but the painting: what is shown always comes of ``face_of``.
    """
    if timing.next is None or show.air.run is None:
        return None
    cue, after = show.cues[timing.next], timing.after_next()
    return replace(
        face,
        air=Air.LIVE if face.air is Air.LIVE else Air.IDLE,
        **_of_cue(cue),
        figure_word=_phase_word(Phase.NORMAL, held=False),
        phase=Phase.NORMAL,
        **_of_next(show.cues[after] if after is not None else None),
    )


def _of_cue(cue: Cue | None) -> dict[str, Any]:
    """Return what is shown of the cue to talk about."""
    price, _mark, more = (cue.price if cue else "").partition(" · ")
    return {
        "points": cue.points[:3] if cue else (),
        "must_say": cue.must_say if cue else "",
        "price": price,
        "more_price": more,
    } | ({"title": cue.title} if cue else {})


def _of_next(cue: Cue | None) -> dict[str, Any]:
    return {"next_title": cue.title if cue else "", "next_length": duration(cue.planned) if cue else ""}


def _now(show: Show, timing: Timing) -> tuple[Cue | None, str]:
    """Return the cue to talk about and what stands above its title."""
    if timing.current is not None:
        return show.cues[timing.current], ""
    if show.air.started_at is None and timing.next is not None:
        return show.cues[timing.next], _("First")
    return None, ""


def _ended(show: Show) -> str:
    if show.air.ended_at is not None:
        return _("The show has ended. Thank you.")
    return "" if show.air.started_at is not None else _("No cues yet")


def _air(snapshot: Snapshot, show: Show) -> tuple[Air, str]:
    """Return the state; on air is said only when OBS says that it streams."""
    if show.air.ended_at is not None:
        return Air.IDLE, _("ENDED")
    if show.air.started_at is None:
        return Air.IDLE, _("STANDBY")
    if show.air.run is not None and show.air.run.held_since is not None:
        return Air.HELD, _("HELD")
    stream = snapshot.vitals.obs.stream
    if stream is not None and stream.active:
        return Air.LIVE, _("ON AIR")
    return Air.IDLE, _("SHOW RUNS")


def _countdown(show: Show, timing: Timing, now: Instant) -> tuple[str, str, Phase]:
    late = since(timing.now, now)
    if timing.run is not None and show.air.run is not None:
        held = show.air.run.held_since is not None
        remaining = Span(timing.run.remaining - (0 if held else late))
        phase = timing.run.phase if remaining >= 0 else Phase.OVER
        return countdown(remaining), _phase_word(phase, held=held), phase
    if show.air.started_at is None:
        to_start = since(now, timing.plan.start)
        word = _("to the start") if to_start >= 0 else _("after the planned start")
        return countdown(to_start), word, Phase.NORMAL
    return "", "", Phase.NORMAL


def _phase_word(phase: Phase, *, held: bool) -> str:
    if held and phase is not Phase.OVER:
        return _("left, held")
    words = {
        Phase.NORMAL: _("left"),
        Phase.WARN: _("time is short"),
        Phase.DANGER: _("finish now"),
        Phase.OVER: _("over"),
    }
    return words[phase]


def _hard(show: Show, timing: Timing, now: Instant, shift: Span) -> str:
    """Return the next fixed time ahead and how far it is: a hard start, or else the hard out."""
    if show.header is None or show.air.ended_at is not None:
        return ""
    if timing.next_hard is not None:
        at: Instant | None = timing.plan.hards.get(show.cues[timing.next_hard].id)
        words = _("fixed {time} · in {span}")
    else:
        at, words = timing.plan.hard_out, _("out {time} · in {span}")
    if at is None or at < now:
        return ""
    left = Span(-(-since(now, at) // SECOND) * SECOND)
    return words.format(time=wall_time(at, show.header.zone, shift, False), span=duration(left))


def _pulses(message: Message, now: Instant) -> bool:
    age = since(message.sent_at, now)
    return message.seen_at is None and PULSES_FROM <= age < PULSES_TO and age // SECOND % 2 == 0
