"""Snapshots of the product's main states, for screenshots and tests: literal data, folded by the real core."""

import math
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

import msgspec

from liveops_desktop.core.cause import Cause
from liveops_desktop.core.clock import HOUR, MINUTE, SECOND, ZERO, Instant, Span, later, seconds
from liveops_desktop.core.content import Content, Severity
from liveops_desktop.core.cue import AtZero, Cue, CueId, Header, TimeOfDay
from liveops_desktop.core.evolve import evolve
from liveops_desktop.core.facts import (
    AlarmAcknowledged,
    AlarmId,
    AlarmRaised,
    AnyBody,
    CardOpened,
    CueHeld,
    CuesAdded,
    CueSkipped,
    CueTaken,
    Fact,
    FeedConfirmed,
    IncidentId,
    MarkerSet,
    MessageCleared,
    MessageId,
    MessageSeen,
    MessageSent,
    MessageShown,
    RunId,
    ShowCreated,
    ShowEnded,
    Slept,
    StepDone,
)
from liveops_desktop.core.forecast import time_show
from liveops_desktop.core.gauges import Signal
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.roles import Role
from liveops_desktop.core.show import Show
from liveops_desktop.core.snapshot import Notice, NoticeKind, Saving, ShowEntry, Snapshot, Station
from liveops_desktop.core.vitals import Link, Machine, Obs, ObsLink, ObsStats, Output, Rates, Vitals
from liveops_desktop.core.zone import instant_of
from liveops_desktop.exchange.content import load_content

ZONE = "Asia/Shanghai"
START = TimeOfDay(Span(20 * HOUR))
HEADER = Header(
    title="厨房焕新夜 Kitchen night",
    date=date(2026, 11, 26),
    zone=ZONE,
    start=START,
    hard_out=TimeOfDay(Span(22 * HOUR + 5 * MINUTE)),
    viewer_delay=seconds(21),
    platform="Douyin",
    ingest="rtmp://ingest.example/live",
    contingency_scene="Slate",
)
T0 = instant_of(HEADER.date, START, ZONE)

_ROWS = (
    ("Opening and today's promise", 3, "HOST"),
    ("Traffic · glass cups", 5, "EXE"),
    ("Draw and follow", 2, "HOST2"),
    ("Hero 1 · air fryer 空气炸锅", 12, "HOST"),
    ("Stainless pan 不锈钢锅", 8, "HOST"),
    ("Knife set 刀具", 8, "HOST"),
    ("Draw and questions", 2, "CS"),
    ("Hero 2 · robot vacuum", 12, "HOST"),
    ("Margin · mop pads", 8, "HOST2"),
    ("Re-open, buffer", 5, "EXE"),
    ("Kettle 电热水壶", 10, "HOST"),
    ("Sponsor film", 2, "TEC"),
    ("Rice cooker 电饭煲", 10, "HOST"),
    ("Draw and follow", 2, "HOST2"),
    ("Bedding set 四件套", 10, "HOST"),
    ("Recap of the five best", 6, "HOST"),
    ("Last call", 5, "HOST"),
    ("Big draw", 5, "HOST2"),
    ("Thanks and next show", 3, "HOST"),
)
_TAKES = (0, 188, 519, 641, 1435)
"""Seconds after the start at which the first five cues are taken: the fifth 1:55 late."""
_REST = {5: 1925, 7: 2405, 8: 3150, 9: 3640, 10: 3925, 11: 4540, 12: 4662, 13: 5310, 14: 5418, 15: 6060, 16: 6430}
_REST |= {17: 6755, 18: 7070}
"""Cue → seconds after the start at which the others are: the seventh is cut, and with it the eighth is in time."""


def cues() -> tuple[Cue, ...]:
    """Return the nineteen cues of the sample evening."""
    rows = [
        Cue(id=CueId(f"c{number}"), title=title, planned=Span(minutes * MINUTE), owner=owner)
        for number, (title, minutes, owner) in enumerate(_ROWS, start=1)
    ]
    changes: dict[int, dict[str, Any]] = {
        4: {"points": ("三层复合底，不糊", "电磁炉、燃气都能用"), "must_say": "七天无理由", "price": "¥199"},
        5: {"least": Span(7 * MINUTE)},
        6: {"cuttable": True},
        7: {"hard": TimeOfDay(Span(20 * HOUR + 40 * MINUTE))},
        9: {"least": MINUTE, "most": Span(5 * MINUTE)},
        11: {"at_zero": AtZero.GO},
    }
    for index, fields in changes.items():
        rows[index] = msgspec.structs.replace(rows[index], **fields)
    return tuple(rows)


class Story:
    """Facts told one after another, folded as they come."""

    def __init__(self, header: Header = HEADER, rows: Sequence[Cue] | None = None) -> None:
        """Begin with the show planned."""
        self.show = Show()
        self._count = 0
        before = later(T0, Span(-3 * HOUR))
        self.tell(before, ShowCreated(header))
        planned = cues() if rows is None else tuple(rows)
        if planned:
            self.tell(before, CuesAdded(planned, None))

    def tell(self, at: Instant, body: AnyBody, who: str = "王") -> "Story":
        """Add one fact at *at*."""
        self._count += 1
        fact = Fact(f"f{self._count}", "desk", self._count, None, at, at, who, body)
        self.show = evolve(self.show, fact)
        return self

    def take(self, index: int, after: float) -> "Story":
        """Take the cue at *index*, *after* seconds behind the planned start."""
        run = self.show.air.run
        at = later(T0, seconds(after))
        cue = self.show.cues[index].id
        return self.tell(at, CueTaken(RunId(f"r{self._count}"), cue, run.id if run else None, at))

    def on_air(self) -> "Story":
        """Take the first five cues as the evening went."""
        for index, after in enumerate(_TAKES):
            self.take(index, after)
        self.tell(later(T0, seconds(700)), FeedConfirmed(seconds(21)), "李")
        self.tell(later(T0, seconds(900)), MarkerSet(later(T0, seconds(900)), CueId("c4")))
        message = MessageId("m1")
        self.tell(later(T0, seconds(1_660)), MessageSent(message, "加快 · 讲完价格就走"))
        self.tell(later(T0, seconds(1_661)), MessageShown(message))
        return self.tell(later(T0, seconds(1_672)), MessageSeen(message, "host"), "陈")

    def trouble(self, content: Content) -> "Story":
        """Raise and acknowledge an alarm, and work its card to the third step."""
        alarm, incident = AlarmId("a1"), IncidentId("i1")
        at = seconds(1_633)
        drops = Cause(4.1, "%", 1, 5, digits=1, window=seconds(60))
        card = next((card for card in content.cards if card.id == "E01"), content.cards[0])
        self.tell(later(T0, at), AlarmRaised(alarm, Signal.NETWORK_DROPS, Severity.S2, card.id, "", drops))
        self.tell(later(T0, Span(at + 6 * SECOND)), AlarmAcknowledged(alarm), "李")
        self.tell(later(T0, Span(at + 5 * SECOND)), CardOpened(incident, card, alarm), "李")
        self.tell(later(T0, Span(at + 14 * SECOND)), StepDone(incident, 0), "李")
        self.tell(later(T0, Span(at + 28 * SECOND)), StepDone(incident, 1), "王")
        second = AlarmRaised(AlarmId("a2"), Signal.MICROPHONE_MUTED, Severity.S1, "E05", "主麦")
        return self.tell(later(T0, Span(at + 33 * SECOND)), second)


@cache
def content() -> Content:
    """Return the shipped checklists and cards."""
    return load_content()


def vitals(*, now: Instant, live: bool = True, drop: float = 0.0, rate: float = 6010.0) -> Vitals:
    """Return the readings of a rig that streams and records (or not), with *drop* percent lost."""
    since = later(T0, Span(-255 * SECOND))
    stream = Output(active=live, since=since if live else None, congestion=0.1 if live else None)
    record = Output(active=live, since=later(since, Span(-2 * SECOND)) if live else None)
    stats = ObsStats(12.0, 412.0, 186_000.0, 30.0, 4.2, 3, 54_000, 2, 54_000)
    obs = Obs(ObsLink(Link.CONNECTED, later(now, Span(-40 * MINUTE)), "127.0.0.1", 4455), None, stats, stream, record)
    rates = Rates(rate, drop, 0.0, 0.1) if live else Rates()
    return Vitals(obs, rates, Machine("encoder PC", 41.0, 9.4, 42.0))


def history(now: Instant, *, falling: bool) -> tuple[tuple[Instant, Vitals], ...]:
    """Return ten minutes of readings; *falling*: the line gets worse in the last half minute."""
    rows = []
    for age in range(600, -1, -2):
        worse = max(0.0, min(1.0, (42 - age) / 30)) if falling else 0.0
        at = later(now, Span(-age * SECOND))
        wobble = 60 * math.sin(age / 3) + 40 * math.sin(age / 11)
        rows.append((at, vitals(now=at, drop=4.1 * worse, rate=6000 + wobble - 3000 * worse)))
    return tuple(rows)


def snapshot(
    show: Show | None,
    now: Instant,
    *,
    seen: Vitals,
    station: Station | None = None,
    past: bool = False,
    falling: bool = False,
) -> Snapshot:
    """Return the snapshot of *show* at *now* as the shell would make it."""
    return Snapshot(
        now=now,
        show=show,
        timing=time_show(show, now) if show is not None and show.header is not None else None,
        wall_shift=show.clock.shift if show is not None else ZERO,
        vitals=seen,
        station=station or Station(who="王", hats=frozenset({Role.EXECUTION, Role.TECHNICAL}), workspace="both"),
        content=content(),
        rig=Rig(bitrate_kbps=6000.0, planned_length=Span(2 * HOUR)),
        checks=(),
        decision=None,
        history=history(now, falling=falling) if past else (),
    )


def _at(after: float) -> Instant:
    return later(T0, seconds(after))


def empty() -> Snapshot:
    """Return an empty program: no show is open, OBS is not connected."""
    return snapshot(None, _at(0), seen=Vitals(), station=Station())


def bare() -> Snapshot:
    """Return a show without cues."""
    return snapshot(Story(rows=()).show, _at(-3_600), seen=Vitals())


def plan() -> Snapshot:
    """Return the plan, two hours before the start."""
    now = _at(-7_069)
    shows = (
        ShowEntry(
            "tonight.show", "厨房焕新夜 Kitchen night", "2026-11-26", "20:00", rehearsal=False, cues=19, state="planned"
        ),
        ShowEntry(
            "rehearsal.show", "厨房焕新夜 Kitchen night", "2026-11-25", "16:00", rehearsal=True, cues=19, state="ended"
        ),
        ShowEntry(
            "launch.show", "秋季新品 Autumn launch", "2026-11-19", "19:30", rehearsal=False, cues=14, state="ended"
        ),
    )
    station = Station(
        who="王",
        hats=frozenset({Role.EXECUTION, Role.TECHNICAL}),
        workspace="both",
        shows=shows,
        show_path="tonight.show",
    )
    return snapshot(Story().show, now, seen=vitals(now=now, live=False), station=station)


def normal() -> Snapshot:
    """Return the first cue on air, in time."""
    now = _at(60)
    return snapshot(Story().take(0, 0).show, now, seen=vitals(now=now), past=True)


def over() -> Snapshot:
    """Return the fifth cue on air, 1:55 over, with a hard start to be saved for."""
    now = _at(1_675)
    return snapshot(Story().on_air().show, now, seen=vitals(now=now), past=True)


def last_minute() -> Snapshot:
    """Return the running cue in its last seconds."""
    now = _at(1_435 + 480 - 12)
    return snapshot(Story().on_air().show, now, seen=vitals(now=now), past=True)


def over_run() -> Snapshot:
    """Return the running cue over its time."""
    now = _at(1_435 + 480 + 42)
    return snapshot(Story().on_air().show, now, seen=vitals(now=now), past=True)


def trouble() -> Snapshot:
    """Return a line that is losing frames: an alarm, and its card being worked."""
    now = _at(1_675)
    show = Story().on_air().trouble(content()).show
    return snapshot(show, now, seen=vitals(now=now, drop=4.1, rate=3010), past=True, falling=True)


def held() -> Snapshot:
    """Return a held clock after a sleep, with a notice."""
    now = _at(1_675)
    run = RunId("")
    story = Story().on_air()
    if story.show.air.run is not None:
        run = story.show.air.run.id
    story.tell(_at(1_600), CueHeld(run, _at(1_600))).tell(_at(1_674), Slept(seconds(40)))
    station = Station(who="王", workspace="both", notices=(Notice(NoticeKind.KEEP_AWAKE_REFUSED, "no session bus"),))
    return snapshot(story.show, now, seen=vitals(now=now), station=station)


def not_saved() -> Snapshot:
    """Return a full disk: facts wait in memory, a press is not saved yet, and somebody is typing."""
    now = _at(1_675)
    station = Station(who="王", workspace="both", saving=Saving(_at(1_630), 3), pending={"w1": _at(1_673)}, typing=True)
    return snapshot(Story().on_air().show, now, seen=vitals(now=now), station=station)


def obs_gone() -> Snapshot:
    """Return OBS killed on air: the alarm of severity 1 is new."""
    now = _at(1_675)
    story = Story().on_air()
    story.tell(_at(1_669), AlarmRaised(AlarmId("a1"), Signal.OBS_LOST, Severity.S1, "E08", "", held=seconds(2)))
    seen = vitals(now=now)
    link = ObsLink(Link.LOST, _at(1_667), "127.0.0.1", 4455)
    obs = msgspec.structs.replace(seen.obs, link=link, stats=None)
    return snapshot(story.show, now, seen=msgspec.structs.replace(seen, obs=obs, rates=Rates()))


def ended() -> Snapshot:
    """Return the end, 3:09 over, with all that was planned but the cue that was cut."""
    story = Story().on_air()
    story.tell(_at(1_700), MessageCleared(MessageId("m1")))
    story.tell(_at(1_750), CueSkipped(CueId("c7"), skipped=True))
    for index, after in _REST.items():
        story.take(index, after)
    story.tell(_at(7_269), ShowEnded(_at(7_269)))
    now = _at(7_300)
    return snapshot(story.show, now, seen=vitals(now=now, live=False))


STATES = {
    "empty": empty,
    "bare": bare,
    "plan": plan,
    "normal": normal,
    "over": over,
    "last-minute": last_minute,
    "over-run": over_run,
    "trouble": trouble,
    "held": held,
    "not-saved": not_saved,
    "obs-gone": obs_gone,
    "ended": ended,
}
"""Every state by name."""
