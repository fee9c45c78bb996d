"""Group *audio*: the planned inputs are open, set as planned, and heard in the stream.

``aud.mute`` is a killer: a show without its host's voice is no show, and nobody in the room hears that it is missing.
"""

from collections.abc import Callable

from liveops_desktop.checks import levels, listening, recorded
from liveops_desktop.checks.by_setup import by_setup
from liveops_desktop.checks.check import Where, check
from liveops_desktop.checks.judging import Judgement, failed, limits_for, names, passed, skipped, state_of, unmeasured
from liveops_desktop.checks.reach import Unreachable, World
from liveops_desktop.core.devices import Devices, Sound
from liveops_desktop.core.limits import Limits
from liveops_desktop.core.preflight import Group, Verdict, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.setup import InputSetup, Setup
from liveops_desktop.core.vitals import Obs

FADER = Limits(-20, -60, "dB", more=True)
HOT_FADER = 6.0
"""dB: above, a fader only warns."""
BALANCE = Limits(0.05, 0.5)
"""Off the middle, of 0…1: to one side is never more than a warning."""
_PROPOSAL = "LiveOps proposal"


@check("aud.mute", Group.AUDIO, where=Where.OBS, killer=True)
async def mute(world: World) -> Judgement:
    """Check that every planned microphone is open in OBS."""
    return judge_mute(await world.fresh_obs(), world.rig)


def judge_mute(obs: Obs, rig: Rig) -> Judgement:
    """Fail a missing or muted microphone; one whose mute OBS does not tell, and none planned, is inconclusive."""
    state = state_of(obs)
    if state is None:
        return unmeasured(Why.NOT_CONNECTED)
    if not rig.open_microphones:
        return unmeasured(Why.NOTHING_PLANNED)
    muted = {one.name: one.muted for one in state.inputs}
    planned = rig.open_microphones
    if missing := [name for name in planned if name not in muted]:
        return failed(Why.MISSING, names(missing))
    closed = [name for name in planned if muted[name]]
    value = f"{len(planned) - len(closed)} / {len(planned)}"
    if closed:
        return failed(Why.MUTED, names(closed), value)
    if unknown := [name for name in planned if muted[name] is None]:
        return unmeasured(Why.UNAVAILABLE, names(unknown))
    return passed(value)


@check("aud.special", Group.AUDIO, where=Where.OBS)
async def special(world: World) -> Judgement:
    """Check that OBS's global sound devices are the planned ones."""
    return await by_setup(world, judge_special)


def judge_special(setup: Setup, rig: Rig) -> Judgement:
    """Fail a slot that is empty, and one that holds another input."""
    if not rig.specials:
        return skipped()
    if missing := [slot for slot in rig.specials if slot not in setup.specials]:
        return failed(Why.MISSING, names(missing))
    other = [f"{slot}: {setup.specials[slot]}" for slot, name in rig.specials.items() if setup.specials[slot] != name]
    value = f"{len(rig.specials) - len(other)} / {len(rig.specials)}"
    return failed(Why.DIFFERS, names(other), value) if other else passed(value)


def of_microphones(setup: Setup, rig: Rig, judge: Callable[[list[InputSetup]], Judgement]) -> Judgement:
    """Return what *judge* finds in the planned microphones; fail a missing one, skip where none is planned."""
    if not rig.open_microphones:
        return skipped()
    by_name = {one.name: one for one in setup.inputs}
    if missing := [name for name in rig.open_microphones if name not in by_name]:
        return failed(Why.MISSING, names(missing))
    return judge([by_name[name] for name in rig.open_microphones])


@check(
    "aud.fader",
    Group.AUDIO,
    where=Where.OBS,
    limits=FADER,
    threshold=lambda rig: f"{limits_for('aud.fader', rig, FADER).text}, ≤ {HOT_FADER:g} dB",
    source=_PROPOSAL,
)
async def fader(world: World) -> Judgement:
    """Check that the faders of the planned microphones are up, and not far too high."""
    return await by_setup(world, judge_fader)


def judge_fader(setup: Setup, rig: Rig) -> Judgement:
    """Judge the lowest fader, then warn of the highest."""

    def judge(inputs: list[InputSetup]) -> Judgement:
        known = [(one.volume_db, one.name) for one in inputs if one.volume_db is not None]
        if len(known) < len(inputs):
            return unmeasured(Why.UNAVAILABLE, names([one.name for one in inputs if one.volume_db is None]))
        (low, lowest), (high, highest) = min(known), max(known)
        verdict = limits_for("aud.fader", rig, FADER).judge(low)
        if verdict is not Verdict.PASS:
            return Judgement(verdict, f"{low:.1f}", "dB", detail=lowest)
        if high > HOT_FADER:
            return Judgement(Verdict.WARN, f"{high:.1f}", "dB", detail=highest)
        return passed(f"{low:.1f}", "dB")

    return of_microphones(setup, rig, judge)


@check("aud.tracks", Group.AUDIO, where=Where.OBS)
async def tracks(world: World) -> Judgement:
    """Check that the planned microphones are on the sound track that is streamed."""
    return await by_setup(world, judge_tracks)


def stream_track(setup: Setup) -> int:
    """Return the track that OBS streams: 1 in simple mode, the chosen one in advanced mode."""
    chosen = setup.parameters.get("AdvOut/TrackIndex", "1")
    return int(chosen) if setup.parameters.get("Output/Mode") == "Advanced" and chosen.isdecimal() else 1


def judge_tracks(setup: Setup, rig: Rig) -> Judgement:
    """Fail a microphone that is not on the stream's track."""
    track = stream_track(setup)

    def judge(inputs: list[InputSetup]) -> Judgement:
        off = [one.name for one in inputs if one.tracks is not None and track not in one.tracks]
        if off:
            return failed(Why.OFF_TRACK, names(off), str(track))
        if unknown := [one.name for one in inputs if one.tracks is None]:
            return unmeasured(Why.UNAVAILABLE, names(unknown))
        return passed(str(track))

    return of_microphones(setup, rig, judge)


@check("aud.monitor", Group.AUDIO, where=Where.OBS)
async def monitor(world: World) -> Judgement:
    """Check that the planned microphones go into the stream, and are not played in the room as well."""
    return await by_setup(world, judge_monitor)


def judge_monitor(setup: Setup, rig: Rig) -> Judgement:
    """Fail one that is only monitored: it is not in the stream. Warn of one that is monitored as well."""

    def judge(inputs: list[InputSetup]) -> Judgement:
        if only := [one.name for one in inputs if one.monitor == "MONITOR_ONLY"]:
            return failed(Why.MONITOR_ONLY, names(only))
        if unknown := [one.name for one in inputs if not one.monitor]:
            return unmeasured(Why.UNAVAILABLE, names(unknown))
        if echo := [one.name for one in inputs if one.monitor != "NONE"]:
            return Judgement(Verdict.WARN, why=Why.ECHO, detail=names(echo))
        return passed(str(len(inputs)))

    return of_microphones(setup, rig, judge)


@check("aud.balance", Group.AUDIO, where=Where.OBS, limits=BALANCE, source=_PROPOSAL)
async def balance(world: World) -> Judgement:
    """Check that the planned microphones are in the middle between left and right."""
    return await by_setup(world, judge_balance)


def judge_balance(setup: Setup, rig: Rig) -> Judgement:
    """Warn of the one that is furthest to a side."""

    def judge(inputs: list[InputSetup]) -> Judgement:
        known = [(abs(one.balance - 0.5), one) for one in inputs if one.balance is not None]
        if len(known) < len(inputs):
            return unmeasured(Why.UNAVAILABLE, names([one.name for one in inputs if one.balance is None]))
        off, one = max(known, key=lambda pair: pair[0])
        verdict = limits_for("aud.balance", rig, BALANCE).judge(round(off, 3))
        return Judgement(verdict, f"{off:.2f}", detail="" if verdict is Verdict.PASS else one.name)

    return of_microphones(setup, rig, judge)


@check("aud.sync", Group.AUDIO, where=Where.OBS)
async def sync(world: World) -> Judgement:
    """Check that the sound is delayed as planned."""
    return await by_setup(world, judge_sync)


def judge_sync(setup: Setup, rig: Rig) -> Judgement:
    """Fail an offset that differs from the plan."""
    if not rig.sync_offsets:
        return skipped()
    offsets = {one.name: one.sync for one in setup.inputs}
    if missing := [name for name in rig.sync_offsets if name not in offsets]:
        return failed(Why.MISSING, names(missing))
    if unknown := [name for name in rig.sync_offsets if offsets[name] is None]:
        return unmeasured(Why.UNAVAILABLE, names(unknown))
    other = [f"{name}: {offsets[name]} ms" for name, planned in rig.sync_offsets.items() if offsets[name] != planned]
    value = f"{len(rig.sync_offsets) - len(other)} / {len(rig.sync_offsets)}"
    return failed(Why.DIFFERS, names(other), value) if other else passed(value)


@check("aud.rate_match", Group.AUDIO, where=Where.HERE, source="OBS log analyzer")
async def rate_match(world: World) -> Judgement:
    """Check that the microphones of this PC run at the sample rate OBS mixes at."""
    return await _by_devices(world, judge_rate_match)


async def _by_devices(world: World, judge: Callable[[Setup, Devices, Rig], Judgement]) -> Judgement:
    try:
        return judge(await world.setup(), await world.devices(), world.rig)
    except Unreachable as nothing:
        return unmeasured(nothing.why, nothing.detail)


def judge_rate_match(setup: Setup, devices: Devices, rig: Rig) -> Judgement:
    """Warn of a microphone at another rate: OBS converts it, which has made sound drift and crackle.

    Judged are the planned microphones of this PC, else those that OBS uses, else the system's own choice.
    """
    rate = setup.parameters.get("Audio/SampleRate", "")
    if not rate.isdecimal():
        return unmeasured(Why.UNAVAILABLE)
    judged = _microphones(setup, devices, rig)
    if not judged:
        return skipped()
    if unknown := [one.name for one in judged if not one.sample_rate]:
        return unmeasured(Why.UNAVAILABLE, names(unknown))
    other = [f"{one.name}: {one.sample_rate} Hz" for one in judged if one.sample_rate != int(rate)]
    return Judgement(Verdict.WARN, rate, "Hz", Why.DIFFERS, names(other)) if other else passed(rate, "Hz")


def _microphones(setup: Setup, devices: Devices, rig: Rig) -> list[Sound]:
    planned = [one for one in devices.microphones if one.name in rig.microphones]
    names_in_obs = {one.device_name for one in setup.inputs if one.device_name}
    used = [one for one in devices.microphones if one.name in names_in_obs]
    return planned or used or [one for one in devices.microphones if one.default]


@check("aud.mon_dev", Group.AUDIO, where=Where.HERE, source="OBS log analyzer")
async def mon_dev(world: World) -> Judgement:
    """Check that the device on which OBS plays what is monitored is there."""
    return await _by_devices(world, judge_mon_dev)


def judge_mon_dev(setup: Setup, devices: Devices, _rig: Rig) -> Judgement:
    """Fail a device that is gone, where anything is monitored; the default one needs any speaker at all."""
    if all(one.monitor in ("", "NONE") for one in setup.inputs):
        return skipped()
    name = setup.parameters.get("Audio/MonitoringDeviceName", "")
    chosen = setup.parameters.get("Audio/MonitoringDeviceId", "")
    if not name and not chosen:
        return unmeasured(Why.UNAVAILABLE)
    if chosen == "default" or name == "Default":
        there = bool(devices.speakers)
    else:
        there = any(one.name == name or one.id == chosen for one in devices.speakers)
    return passed(name) if there else failed(Why.MISSING, name or chosen)


CHECKS = (
    mute,
    special,
    fader,
    tracks,
    monitor,
    balance,
    sync,
    rate_match,
    mon_dev,
    *levels.CHECKS,
    *listening.CHECKS,
    *recorded.CHECKS,
)
"""Of this group, in the order they are shown."""
