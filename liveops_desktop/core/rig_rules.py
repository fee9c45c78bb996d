"""What a rig spec may say: refused in the field where it was typed."""

import math
from collections.abc import Mapping
from urllib.parse import urlsplit

from liveops_desktop.core.clock import HOUR, MINUTE
from liveops_desktop.core.limits import Limits
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.rig import Rig

_KBPS = (100.0, 200_000.0)
_PIXELS = (16.0, 16_384.0)

RANGES: Mapping[str, tuple[float, float]] = {
    "fps": (1, 240),
    "bitrate_kbps": _KBPS,
    "video_kbps": _KBPS,
    "video_kbps_most": _KBPS,
    "audio_kbps": (8, 2_000),
    "audio_kbps_most": (8, 2_000),
    "extra_need_kbps": (0, 1_000_000),
    "canvas": _PIXELS,
    "output_size": _PIXELS,
    "display_size": _PIXELS,
    "keyframe_seconds": (0, 20),
    "sample_rate": (8_000, 192_000),
    "stream_delay": (0, HOUR),
    "transition_length": (0, MINUTE),
    "planned_length": (0, 24 * HOUR),
    "srt_latency": (20, MINUTE),
    "soak_length": (5_000, 24 * HOUR),
    "hold_length": (1_000, HOUR),
    "loudness_lufs": (-70, 0),
    "displays": (0, 64),
}
"""Least and most of each figure, in its own unit; each part of a size by itself."""
SYNC = (-950.0, 20_000.0)
"""Milliseconds that OBS can shift a sound by (obs-websocket, ``SetInputAudioSyncOffset``)."""
MEDIA = (0.0, float(24 * HOUR))
CHOICES: Mapping[str, tuple[str, ...]] = {
    "mode": ("Simple", "Advanced"),
    "rate_control": ("CBR", "VBR", "ABR", "CRF", "CQP", "ICQ", "LA_ICQ", "QVBR", "AVBR", "lossless"),
    "color_range": ("Partial", "Full"),
}
"""Words that OBS knows; empty is always allowed."""
TARGETS = ("ingest", "backup_ingest", "test_target")
"""Addresses that OBS streams to: whatever stands behind a ``?`` there is a key."""


def validate_rig(rig: Rig) -> None:
    """Check a rig spec.

    Raises:
        Refused: with the field: ``OUT_OF_RANGE``, ``UNKNOWN_VALUE``, ``LIMITS_CROSSED``, ``NOT_AN_ADDRESS``,
            ``SECRET_IN_ADDRESS``.
    """
    for field, bounds in RANGES.items():
        _in_range(getattr(rig, field), bounds, field)
    for source, offset in rig.sync_offsets.items():
        _in_range(offset, SYNC, f"sync_offsets.{source}")
    for source, length in rig.media_lengths.items():
        _in_range(length, MEDIA, f"media_lengths.{source}")
    if rig.camera_format is not None:
        width, height, fps = rig.camera_format
        _in_range((width, height), _PIXELS, "camera_format")
        _in_range(fps, RANGES["fps"], "camera_format")
    for field, choices in CHOICES.items():
        word = getattr(rig, field)
        if word and word not in choices:
            raise Refused(Reason.UNKNOWN_VALUE, field=field, detail=word)
    for check, limits in rig.limits.items():
        _limits(limits, f"limits.{check}")
    for field in TARGETS:
        _target(getattr(rig, field), field)
    for field in ("stats_url", "relay"):
        _no_user(getattr(rig, field), field)


def _in_range(value: float | tuple[float, ...] | None, bounds: tuple[float, float], field: str) -> None:
    least, most = bounds
    for figure in value if isinstance(value, tuple) else () if value is None else (value,):
        if not least <= figure <= most:  # nor is "not a number" within any bounds
            raise Refused(Reason.OUT_OF_RANGE, field=field, detail=f"{least:g} – {most:g}")


def _limits(limits: Limits, field: str) -> None:
    if not (math.isfinite(limits.passes) and math.isfinite(limits.warns)):
        raise Refused(Reason.OUT_OF_RANGE, field=field, detail="")
    if limits.more is (limits.passes < limits.warns) and limits.passes != limits.warns:
        raise Refused(Reason.LIMITS_CROSSED, field=field)


def _target(text: str, field: str) -> None:
    if not text:
        return
    _no_user(text, field)
    parts = urlsplit(text)
    if not parts.scheme or not parts.hostname:
        raise Refused(Reason.NOT_AN_ADDRESS, field=field, detail="rtmp://host/app")
    if parts.query or parts.fragment:
        raise Refused(Reason.SECRET_IN_ADDRESS, field=field)


def _no_user(text: str, field: str) -> None:
    try:
        parts = urlsplit(text)
        named = parts.username is not None or parts.password is not None
        _ = parts.port
    except ValueError:  # a bracket left open, a port that is no number; its words may hold the password
        raise Refused(Reason.NOT_AN_ADDRESS, field=field, detail="rtmp://host/app") from None
    if named:
        raise Refused(Reason.SECRET_IN_ADDRESS, field=field)
