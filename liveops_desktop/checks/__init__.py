"""The tests before air: one small function each, judging a reading against the rig spec.

To add one: write an async function with ``@check`` in its group's module and a pure ``judge_…`` beside it, name it in
the module's ``CHECKS``, and give it title, rule and remedy in ``words/checks``.
"""

from liveops_desktop.checks import (
    audio,
    bandwidth,
    by_hand,
    devices,
    displays,
    drift,
    ingest,
    interface,
    line_up,
    machine,
    machine_state,
    network,
    obs,
    recording,
    scenes,
    soak,
    video,
)
from liveops_desktop.checks.check import Check, Where, check
from liveops_desktop.checks.judging import Judgement
from liveops_desktop.checks.reach import LogReading, Probe, Unreachable, World

CATALOGUE: tuple[Check, ...] = (
    *obs.CHECKS,
    *video.CHECKS,
    *scenes.CHECKS,
    *audio.CHECKS,
    *recording.CHECKS,
    *machine.CHECKS,
    *machine_state.CHECKS,
    *displays.CHECKS,
    *devices.CHECKS,
    *interface.CHECKS,
    *network.CHECKS,
    *ingest.CHECKS,
    *bandwidth.CHECKS,
    *soak.CHECKS,
    *line_up.CHECKS,
    *drift.CHECKS,
    *by_hand.CHECKS,
)
"""Every check, in the order they are shown. Named one by one: what is found by searching is not there when frozen."""

__all__ = ["CATALOGUE", "Check", "Judgement", "LogReading", "Probe", "Unreachable", "Where", "World", "check"]
