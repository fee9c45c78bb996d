"""A preflight of the sample show for the tests of its panel: in order but for what a test says."""

from typing import Any

from liveops_desktop.checks import CATALOGUE
from liveops_desktop.core import intents as i
from liveops_desktop.core.clock import Instant, Span
from liveops_desktop.core.go import decide_go
from liveops_desktop.core.preflight import (
    Go,
    Mode,
    Phase,
    PreflightRun,
    Result,
    Verdict,
    Why,
)
from liveops_desktop.core.snapshot import Snapshot
from tests.panels.stage import Sent, Stage

EVERY = tuple(check.info for check in CATALOGUE)
INFOS = tuple(info for info in EVERY if info.mode is Mode.PASSIVE)
"""What runs by itself; the others are looked at below."""
BAD: dict[str, dict[str, Any]] = {
    "scn.zero_size": {"verdict": Verdict.FAIL, "why": Why.NO_PICTURE, "detail": "C920 主机位", "value": "0"},
    "sys.cpu": {"verdict": Verdict.WARN, "value": "72", "unit": "%", "threshold": "≤ 60 %"},
    "obsv.active_fps": {"verdict": Verdict.INCONCLUSIVE, "why": Why.MEASURING, "ready_in": Span(8_000)},
    "net.dns": {"verdict": Verdict.INCONCLUSIVE, "why": Why.TIMED_OUT},
}


def run_of(stage: Stage, **results: dict[str, Any]) -> PreflightRun:
    plain = {"verdict": Verdict.PASS, "machine": "encoder-pc"}
    found = tuple(Result(check=info.id, at=stage.now, **(plain | results.get(info.id, {}))) for info in INFOS)
    return PreflightRun("r1", stage.now, Instant(stage.now + 2_400), found)


def measured(**results: dict[str, Any]) -> Stage:
    stage = Stage()
    stage.do(i.RecordPreflight(run_of(stage, **(results or BAD))))
    return stage


def snapshot(stage: Stage, **more: Any) -> Snapshot:
    preflight = stage.show.preflight
    decision = decide_go(preflight.run.results, INFOS, preflight.waivers, stage.now) if preflight.run else None
    return stage.snapshot(checks=INFOS, decision=decision, **more)


def everything(stage: Stage, **more: Any) -> Snapshot:
    decision = decide_go(stage.show.preflight.results, EVERY, stage.show.preflight.waivers, stage.now)
    return stage.snapshot(checks=EVERY, decision=decision, **more)


def signatures(sent: Sent) -> list[tuple[str, Go | None, Phase]]:
    """What was signed; the catalogue goes along, so that the decision can be made again."""
    assert all(isinstance(wish, i.SignPreflight) and wish.checks == INFOS for wish in sent.wishes)
    return [(wish.run, wish.go, wish.phase) for wish in sent.wishes if isinstance(wish, i.SignPreflight)]
