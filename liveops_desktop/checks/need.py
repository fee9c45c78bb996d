"""How much the show has to send: the larger of the rig spec's figure and OBS's own."""

from contextlib import suppress

from liveops_desktop.checks.reach import Unreachable, World
from liveops_desktop.core.bandwidth import Need, need
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.setup import Setup

UNKNOWN_KBPS = 6_000.0
"""What is announced where neither is known yet."""


async def need_of(world: World) -> Need | None:
    """Return what the show needs, None where neither the rig spec nor OBS says."""
    rig, of_obs = world.rig, None
    with suppress(Unreachable):
        of_obs = obs_kbps(await world.setup())
    return need(rig_kbps(rig), of_obs, rig.extra_need_kbps, srt=is_srt(rig))


def announced_kbps(rig: Rig) -> float:
    """Return what is said of the need before OBS was asked."""
    found = need(rig_kbps(rig) or UNKNOWN_KBPS, None, rig.extra_need_kbps, srt=is_srt(rig))
    assert found is not None
    return found.kbps


def rig_kbps(rig: Rig) -> float | None:
    """Return the bitrate of picture and sound that the rig spec names."""
    if rig.bitrate_kbps is not None:
        return rig.bitrate_kbps
    return None if rig.video_kbps is None else rig.video_kbps + (rig.audio_kbps or 0.0)


def obs_kbps(setup: Setup) -> float | None:
    """Return the bitrate of picture and sound that OBS is set to; None where it does not tell."""
    if setup.parameters.get("Output/Mode") == "Advanced":
        track = setup.parameters.get("AdvOut/TrackIndex", "1")
        video, audio = setup.encoder.get("bitrate"), setup.parameters.get(f"AdvOut/Track{track}Bitrate")
    else:
        video, audio = setup.parameters.get("SimpleOutput/VBitrate"), setup.parameters.get("SimpleOutput/ABitrate")
    picture = _number(video)
    return None if picture is None else picture + (_number(audio) or 0.0)


def is_srt(rig: Rig) -> bool:
    """Tell whether the show goes out by SRT."""
    return rig.ingest.strip().lower().startswith("srt://")


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None
