"""What a check is: a reading of the world, a pure judgement of it, and a record of both for the catalogue.

A check's judgement says what was found. Who measured it, when, and how long it took is stamped by the runner, so that
no check can forget it.
"""

import inspect
from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import Any, Protocol, overload

from msgspec import Struct

from liveops_desktop.checks.judging import Judgement, unmeasured
from liveops_desktop.checks.reach import Doing, World
from liveops_desktop.core.clock import ZERO, Span
from liveops_desktop.core.limits import Limits
from liveops_desktop.core.preflight import CheckInfo, Group, Leaves, Mode, Phase, Why
from liveops_desktop.core.rig import Rig

LIMIT = Span(2_500)
"""Of a passive check, so that all of them together answer within 3 s whatever hangs."""


class Where(StrEnum):
    """Which machine a figure is of."""

    OBS = "obs"  # the machine that OBS runs on, as OBS itself reports it
    LINK = "link"  # the way from this PC to OBS
    HERE = "here"  # this PC; says nothing certain about an OBS that runs elsewhere


Reads = Callable[[World], Awaitable[Judgement]]
"""A passive check, or one by hand."""
Acts = Callable[[World, Doing], Awaitable[Judgement]]
"""An active check."""


class Check(Struct, frozen=True):
    """One row of the catalogue: what it is, and how it is run."""

    info: CheckInfo
    run: Reads
    threshold: Callable[[Rig], str]
    where: Where
    limit: Span
    """A run that takes longer is inconclusive."""
    window: Span
    """Length of the stretch of vitals it reads; 0: none."""
    limits: Limits | None = None
    """As shipped; a rig spec may have its own (``limits_for``)."""
    leaves: Callable[[Rig], Leaves] | None = None
    """Of an active check: what it will do."""
    act: Acts | None = None
    """Of an active check, instead of ``run``."""
    listens: bool = False
    """Of an active check: it disturbs nothing, and runs while OBS streams as well."""
    timed: bool = False
    """What it finds wrong may be no more than that this program looked late (``punctual``)."""


class Making(Protocol):
    """Makes a check of its function; the function's form says whether it only reads or acts."""

    @overload
    def __call__(self, function: Reads, /) -> Check: ...
    @overload
    def __call__(self, function: Acts, /) -> Check: ...


def check(
    check_id: str,
    group: Group,
    *,
    where: Where,
    killer: bool = False,
    mode: Mode = Mode.PASSIVE,
    threshold: Callable[[Rig], str] | str = "",
    limits: Limits | None = None,
    source: str = "",
    limit: Span = LIMIT,
    window: Span = ZERO,
    phases: frozenset[Phase] = frozenset(Phase),
    good_for: Span | None = None,
    two_people: bool = False,
    call: bool = False,
    owner: str = "",
    gate: str = "",
    leaves: Callable[[Rig], Leaves] | None = None,
    listens: bool = False,
    instead: frozenset[str] = frozenset(),
    timed: bool = False,
    answered_by: frozenset[str] = frozenset(),
) -> Making:
    """Make a check of an async function that reads the world and judges.

    *limits* are the shipped ones, which a rig spec may replace: judge by ``limits_for``. *threshold* is text in
    figures, or makes it of the rig, where limits do not say it all; *source* is where the figures come from. *killer*:
    not even an inconclusive result lets a GO stand. *leaves*: what an active check will do, told before it does it.
    An active check has ``mode=Mode.ACTIVE`` and a function of two arguments. *instead*: other killers, of which one
    must have been measured where this one is skipped. *answered_by*: of a check by
    hand, measured ones whose pass answers it as well. *timed*: it measures a time by this program's own loop.
    """
    fixed = threshold

    def text(rig: Rig) -> str:
        if limits is not None and fixed == "":
            return rig.limits.get(check_id, limits).text
        return fixed if isinstance(fixed, str) else fixed(rig)

    def make(function: Any) -> Check:
        acts = len(inspect.signature(function).parameters) > 1
        if acts is not (mode is Mode.ACTIVE):
            raise TypeError(f"{check_id}: an active check, and no other, takes a world and its doing")
        info = CheckInfo(
            check_id,
            group,
            mode,
            killer,
            text(Rig()),
            source,
            phases,
            good_for,
            two_people,
            call,
            owner,
            instead,
            gate,
            limits,
            answered_by,
        )
        reads: Reads = _only_when_asked if acts else function
        act: Acts | None = function if acts else None
        return Check(info, reads, text, where, limit, window, limits, leaves, act, listens, timed)

    return make


async def _only_when_asked(_world: World) -> Judgement:
    """Stand where a check that reads has its function."""
    return unmeasured(Why.NOT_ASKED)
