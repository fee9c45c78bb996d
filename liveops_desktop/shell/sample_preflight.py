"""Preflights to look at: green, amber, red and running, as literal results over the real catalogue of checks."""

import msgspec

from liveops_desktop.checks import CATALOGUE
from liveops_desktop.core.clock import SECOND, Instant, Span, seconds
from liveops_desktop.core.go import decide_go
from liveops_desktop.core.preflight import Mode, Phase, PreflightRun, Result, SignOff, Verdict, Waiver, Why
from liveops_desktop.core.show import Preflight
from liveops_desktop.core.snapshot import Snapshot
from liveops_desktop.shell.sample_states import plan

CHECKS = tuple(check.info for check in CATALOGUE)
_BY_THEMSELVES = tuple(info for info in CHECKS if info.mode is Mode.PASSIVE and Phase.RIG in info.phases)
_VALUES = {
    "obsc.port": ("2", "ms"),
    "obsc.hello": ("5", "ms"),
    "obsv.active_fps": ("60.0 fps = 100", "%"),
    "rec.space": ("412.3", "GB"),
    "sys.cpu": ("31", "%"),
    "sys.mem": ("9.8 GB, 39", "%"),
    "net.dns": ("12", "ms"),
    "ing.tcp": ("21", "ms"),
    "ing.rtmp": ("44", "ms"),
}


def _results(at: Instant, **changed: tuple[Verdict, str, str, Why, str]) -> tuple[Result, ...]:
    results = []
    for info in _BY_THEMSELVES:
        value, unit = _VALUES.get(info.id, ("", ""))
        verdict, why, detail = Verdict.PASS, Why.MEASURED, ""
        if (key := info.id.replace(".", "_")) in changed:
            verdict, value, unit, why, detail = changed[key]
        results.append(
            Result(info.id, verdict, at, value, unit, info.threshold, "studio-pc", why, detail, took=Span(40))
        )
    return tuple(results)


def _snapshot(results: tuple[Result, ...], *, waivers: tuple[Waiver, ...] = (), signed: bool = False) -> Snapshot:
    base = plan()
    assert base.show is not None
    run = PreflightRun("r1", Instant(base.now - 3 * SECOND), base.now, results)
    decision = decide_go(results, CHECKS, waivers, base.now, phase=Phase.RIG)
    sign = SignOff("r1", "李", base.now, decision.go) if signed else None
    show = msgspec.structs.replace(base.show, preflight=Preflight(run, waivers, sign))
    return msgspec.structs.replace(base, show=show, checks=CHECKS, decision=decision)


def green() -> Snapshot:
    """Return a GO, signed."""
    return _snapshot(_results(plan().now), signed=True)


def amber() -> Snapshot:
    """Return a GO with a waiver, a warning and one not measured."""
    at = plan().now
    results = _results(
        at,
        sys_cpu=(Verdict.WARN, "71", "%", Why.MEASURED, ""),
        obsv_active_fps=(Verdict.FAIL, "44.1 fps = 74", "%", Why.MEASURED, ""),
        net_dns=(Verdict.INCONCLUSIVE, "", "", Why.TIMED_OUT, ""),
    )
    return _snapshot(results, waivers=(Waiver("obsv.active_fps", "李", "software graphics in the test room", at),))


def red() -> Snapshot:
    """Return a NO-GO: a scene is missing and the host's microphone is muted."""
    return _snapshot(
        _results(
            plan().now,
            scn_required=(Verdict.FAIL, "", "", Why.MISSING, "单品5"),
            aud_mute=(Verdict.FAIL, "", "", Why.MUTED, "主麦"),
            sys_cpu=(Verdict.WARN, "71", "%", Why.MEASURED, ""),
            ing_rtmp=(Verdict.INCONCLUSIVE, "", "", Why.NO_ANSWER, ""),
        )
    )


def running() -> Snapshot:
    """Return a run in progress: most are in, two are still measuring."""
    base = plan()
    results = {result.check: result for result in _results(base.now) if result.check not in ("ing.rtmp", "sys.cpu")}
    results["obsv.active_fps"] = Result(
        "obsv.active_fps", Verdict.INCONCLUSIVE, base.now, why=Why.MEASURING, ready_in=seconds(7)
    )
    station = msgspec.structs.replace(base.station, checking=True, results=results)
    return msgspec.structs.replace(base, station=station, checks=CHECKS)
