"""``preflight`` on the command line: the checks before air without a window.

Exit codes: 0 GO (also with waivers), 1 NO-GO, 2 could not run. Of active checks, run one by one: 0 all well, 1 one
failed or was not measured, 2 none was run.
"""

import argparse
import asyncio
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from liveops_desktop.checks import CATALOGUE, Check
from liveops_desktop.checks.left_out import LEFT_OUT
from liveops_desktop.checks.run import choose, choose_active, leaving, run_active, run_checks
from liveops_desktop.checks.text import (
    catalogue_data,
    catalogue_table,
    decision_text,
    leaving_text,
    left_out_data,
    left_out_table,
    results_data,
    results_table,
)
from liveops_desktop.core.clock import Instant
from liveops_desktop.core.drift import last_good
from liveops_desktop.core.go import decide_go
from liveops_desktop.core.preflight import Go, Group, Mode, Phase, Progress, Result, Verdict, Why
from liveops_desktop.core.rig import Rig, rig_of
from liveops_desktop.core.show import Show
from liveops_desktop.words import _, check_title, group_title

OK, NO_GO = 0, 1


class CouldNotRun(Exception):  # noqa: N818 -- an answer to the person at the terminal
    """The sub-command cannot do its work; the text says why."""


def preflight(chosen: argparse.Namespace) -> int:
    """Carry out the sub-command as ``cli.parser`` describes it; returns the exit code."""
    groups = [Group(name) for name in dict.fromkeys(chosen.group)]
    if chosen.list:
        _list(groups, as_data=chosen.json)
        return OK
    show = _show(chosen.show) if chosen.show else Show()
    rig = _rig(chosen, show)
    if chosen.active:
        return _active(chosen, rig)
    phase = Phase(chosen.phase)
    by_hand = _by_hand(groups, phase)
    catalogue = (*choose(groups, phase=phase), *by_hand)
    measured, now = asyncio.run(_measure(chosen, rig, show, groups))
    results = (*measured, *_answered(by_hand, show, rig, now))
    waivers = show.preflight.waivers
    decision = decide_go(results, [one.info for one in catalogue], waivers, now, phase=phase)
    if chosen.json:
        print(_json(results_data(decision, results, catalogue, [group.value for group in groups], phase, waivers)))
    else:
        print(results_table(results, catalogue))
        print()
        print(decision_text(decision, results, [group_title(group) for group in groups], waivers))
    return NO_GO if decision.go is Go.NO_GO else OK


def _list(groups: Sequence[Group], *, as_data: bool) -> None:
    """Print the catalogue, and what is left out of it."""
    listed = [one for one in CATALOGUE if not groups or one.info.group in groups]
    others = [one for one in LEFT_OUT if not groups or one.group in groups]
    if as_data:
        print(_json([*catalogue_data(listed), *left_out_data(others)]))
        return
    print(catalogue_table(listed))
    if others:
        print(f"\n{left_out_table(others)}")


def _active(chosen: argparse.Namespace, rig: Rig) -> int:
    """Run the active checks of these ids; without ``--yes`` say what they would do and run none."""
    try:
        rows = choose_active(chosen.active)
    except KeyError as unknown:
        named = ", ".join(unknown.args)
        raise CouldNotRun(_("There is no active check of this name: {names}").format(names=named)) from None
    if not chosen.yes:
        print(leaving_text(leaving(chosen.active, rig)))
        raise CouldNotRun(_("Nothing was run. Say --yes to agree."))
    results = asyncio.run(_measure_active(chosen, rig))
    decision = decide_go(results, [one.info for one in rows], (), max(one.at for one in results))
    if chosen.json:
        print(_json(results_data(decision, results, rows, [])))
    else:
        print(results_table(results, rows))
    bad = (Verdict.FAIL, Verdict.INCONCLUSIVE)
    return NO_GO if any(one.verdict in bad for one in results) else OK


async def _measure_active(chosen: argparse.Namespace, rig: Rig) -> tuple[Result, ...]:
    from liveops_desktop.checks.soaking import let_guards_end
    from liveops_desktop.checks.world import live_world

    shown = sys.stderr.isatty() and not chosen.json

    def hear(progress: Progress) -> None:
        if shown:
            newest = f" {progress.samples[-1]:.1f} {progress.unit}" if progress.samples else ""
            line = f"{check_title(progress.check)} {progress.share:.0%}{newest}"
            print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)

    async with live_world(rig, chosen.host, chosen.port, _password(), past=chosen.past) as world:
        try:
            return await run_active(world, chosen.active, on_progress=hear)
        finally:
            await let_guards_end()
            if shown:
                print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)


def _by_hand(groups: Sequence[Group], phase: Phase) -> tuple[Check, ...]:
    return tuple(
        one
        for one in CATALOGUE
        if one.info.mode is Mode.MANUAL and phase in one.info.phases and (not groups or one.info.group in groups)
    )


def _answered(by_hand: Sequence[Check], show: Show, rig: Rig, now: Instant) -> tuple[Result, ...]:
    """Return what people answered in the show; what nobody did, or no show was named for, is told as still to do."""
    said = show.preflight.by_hand
    return tuple(
        said.get(one.info.id) or Result(one.info.id, Verdict.MANUAL, now, threshold=one.threshold(rig))
        for one in by_hand
    )


def _rig(chosen: argparse.Namespace, show: Show) -> Rig:
    """Return the rig spec: that of the show file, with what the command line says on top."""
    rig = rig_of(show)
    said: dict[str, object] = {
        "ingest": chosen.ingest,
        "scenes": tuple(chosen.scene) if chosen.scene else None,
        "contingency_scene": chosen.contingency,
        "open_microphones": tuple(chosen.mic) if chosen.mic else None,
        "test_target": chosen.test_target,
        "stats_url": chosen.stats,
        "relay": chosen.relay,
        "bitrate_kbps": chosen.bitrate,
    }
    return replace(rig, **{name: value for name, value in said.items() if value is not None})


def _show(path: Path) -> Show:
    from liveops_desktop.core.evolve import replay
    from liveops_desktop.store.reading import CannotRead, read_facts

    try:
        return replay(read_facts(path))
    except CannotRead as why:
        raise CouldNotRun(_("The show {path} cannot be read: {why}").format(path=path, why=why)) from why


def _password() -> str | None:
    """Return the password from the file that the environment names, None where it names none."""
    from liveops_desktop.services.obs import password_from_environment

    try:
        return password_from_environment()
    except (OSError, ValueError) as why:
        # Neither error holds a part of the file's content.
        raise CouldNotRun(_("The password file cannot be read: {why}").format(why=why)) from None


async def _measure(
    chosen: argparse.Namespace, rig: Rig, show: Show, groups: Sequence[Group]
) -> tuple[tuple[Result, ...], Instant]:
    """Return what the passive checks found, and the instant it is decided at."""
    from liveops_desktop.checks.world import live_world
    from liveops_desktop.store.last_good import read_last_good

    phase = Phase(chosen.phase)
    progress = _Progress(len(choose(groups, phase=phase)), shown=sys.stderr.isatty() and not chosen.json)
    async with live_world(rig, chosen.host, chosen.port, _password()) as world:
        try:
            if chosen.show:
                world.last_good = last_good(show, read_last_good(chosen.show.parent))
                world.accepted = show.drift_accepted
            results = await run_checks(world, groups, progress.hear, wait=not chosen.now, phase=phase)
            return results, world.now()
        finally:
            progress.end()


class _Progress:
    """One line on the terminal while checks are awaited; nothing where nobody watches."""

    def __init__(self, total: int, *, shown: bool) -> None:
        self._total, self._shown = total, shown
        self._done: set[str] = set()

    def hear(self, result: Result) -> None:
        if result.why is not Why.MEASURING:
            self._done.add(result.check)
        if self._shown:
            waits = (
                "" if result.ready_in is None else f" · {check_title(result.check)} {-(-result.ready_in // 1_000)} s"
            )
            print(f"\r\x1b[K{len(self._done)} / {self._total}{waits}", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
