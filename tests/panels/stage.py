"""A show for panels to draw: the sample show, moved by real wishes, and what a panel sent."""

import itertools
from datetime import date
from functools import cache
from typing import Any

from msgspec.structs import replace

from liveops_desktop.core import intents as i
from liveops_desktop.core.clock import Instant
from liveops_desktop.core.commands import Command
from liveops_desktop.core.cue import Cue, Header
from liveops_desktop.core.decide import decide
from liveops_desktop.core.evolve import evolve
from liveops_desktop.core.facts import Fact
from liveops_desktop.core.forecast import time_show
from liveops_desktop.core.intents import Intent, Wish
from liveops_desktop.core.rig import Rig, rig_of
from liveops_desktop.core.roles import Role
from liveops_desktop.core.show import Show
from liveops_desktop.core.snapshot import Snapshot, Station
from liveops_desktop.core.vitals import Obs, Output, Vitals
from liveops_desktop.core.zone import instant_of
from liveops_desktop.exchange.content import load_content, sample_show

ZONE = "Asia/Shanghai"
CONTENT = load_content()
LIVE = Vitals(obs=Obs(stream=Output(active=True)))
STATION = Station(who="王", hats=frozenset({Role.EXECUTION}))


class Sent:
    """The way out of a panel: keeps what was wished."""

    def __init__(self) -> None:
        self.wishes: list[Intent | Command] = []

    def __call__(self, wish: Intent | Command, /) -> str:
        self.wishes.append(wish)
        return f"wish-{len(self.wishes)}"

    def last(self) -> Intent | Command:
        return self.wishes[-1]


@cache  # to read it takes longer than many a test
def _sample(language: str) -> tuple[Header, tuple[Cue, ...]]:
    ids = (f"c{n}" for n in itertools.count(1))
    return sample_show(date(2026, 11, 26), ZONE, lambda: next(ids), language=language)


class Stage:
    """The sample show, ``at`` so many seconds after its planned start."""

    def __init__(self, language: str = "en", **header: Any) -> None:
        sample, cues = _sample(language)
        made = replace(sample, **header)
        self.start = instant_of(made.date, made.start, made.zone)
        self.now = Instant(self.start - 600_000)
        self.show = Show()
        self._count = itertools.count(1)
        self.do(i.CreateShow(made))
        self.do(i.AddCues(cues, None))

    def at(self, seconds: float) -> "Stage":
        self.now = Instant(self.start + round(seconds * 1_000))
        return self

    def do(self, intent: Intent, who: str = "王") -> str:
        wish = Wish(f"w{next(self._count)}", "desk", who, self.now, intent)
        for number, body in enumerate(decide(self.show, wish, self.now)):
            fact = Fact(f"{wish.id}.{number}", "desk", self.show.facts + 1, None, self.now, self.now, who, body)
            self.show = evolve(self.show, fact)
        return wish.id

    def take(self, index: int) -> str:
        run = self.show.air.run
        return self.do(i.Take(self.show.cues[index].id, run.id if run is not None else None))

    def snapshot(self, vitals: Vitals = LIVE, station: Station = STATION, **more: Any) -> Snapshot:
        fields: dict[str, Any] = {
            "now": self.now,
            "show": self.show,
            "timing": time_show(self.show, self.now),
            "wall_shift": self.show.clock.shift,
            "vitals": vitals,
            "station": station,
            "content": CONTENT,
            "rig": rig_of(self.show),
            "checks": (),
            "decision": None,
        }
        return Snapshot(**(fields | more))


def nothing_open(**station: Any) -> Snapshot:
    """A station without a show."""
    return Snapshot(
        now=Instant(1_795_000_000_000),
        show=None,
        timing=None,
        wall_shift=Show().clock.shift,
        vitals=Vitals(),
        station=replace(STATION, **station),
        content=CONTENT,
        rig=Rig(),
        checks=(),
        decision=None,
    )
