"""The tests before air: one small function each, judging a reading against the rig spec.

To add one: write an async function with ``@check`` in its group's module and a pure ``judge_…`` beside it, name it in
``CATALOGUE``, and give it title, rule and remedy in ``words.py``.
"""

from liveops_desktop.checks import audio, ingest, machine, network, obs, recording, scenes, video
from liveops_desktop.checks.check import Check, Judgement, Probe, Unreachable, Where, World, check

CATALOGUE: tuple[Check, ...] = (
    obs.port,
    obs.hello,
    obs.auth,
    obs.requests,
    video.idle,
    video.target,
    video.active_fps,
    scenes.required,
    scenes.contingency,
    scenes.zero_size,
    audio.mute,
    recording.space,
    machine.cpu,
    machine.memory,
    network.dns,
    ingest.tcp,
    ingest.rtmp,
)
"""Every check, in the order they are shown. Named one by one: what is found by searching is not there when frozen."""

__all__ = ["CATALOGUE", "Check", "Judgement", "Probe", "Unreachable", "Where", "World", "check"]
