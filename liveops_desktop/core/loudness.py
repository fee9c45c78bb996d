"""Loudness of a recording (EBU R128)."""

import re

from msgspec import Struct


class Loudness(Struct, frozen=True):
    """Of the whole recording; None: it is silent, or too short to tell."""

    lufs: float | None
    """Integrated."""
    true_peak: float | None
    """dBTP."""
    range: float | None = None
    """LU."""


_FIGURES = re.compile(r"^\s+(I|LRA|Peak):\s+(-?[0-9.]+|-?inf|nan) (LUFS|LU|dBFS)\s*$", re.MULTILINE)
SILENCE = -70.0
"""LUFS: the gate of EBU R128; a recording at it holds nothing to measure."""


def read_summary(said: str) -> Loudness | None:
    """Return the summary that ffmpeg's filter ``ebur128=peak=true`` ends with; None where there is none."""
    summary = said.rpartition("Summary:")[2] if "Summary:" in said else ""
    found = {name: _number(figure) for name, figure, _unit in _FIGURES.findall(summary)}
    if "I" not in found:
        return None
    lufs = found["I"]
    return Loudness(lufs if lufs is not None and lufs > SILENCE else None, found.get("Peak"), found.get("LRA"))


def _number(figure: str) -> float | None:
    return None if figure.lstrip("-") in ("inf", "nan") else float(figure)
