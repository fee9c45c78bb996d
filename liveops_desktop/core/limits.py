"""Limits that more than one part of the program judges by. Editable per rig spec."""

from liveops_desktop.core.preflight import Limits

SPACE = Limits(5, 1, "GB", more=True)
"""Free on the disk that OBS records to (OBS stats dock: warns under 5 GB, error under 1 GB)."""
FRAME_RATE = Limits(95, 80, "%", more=True)
"""Of the frame rate planned or set (OBS stats dock)."""

__all__ = ["FRAME_RATE", "SPACE", "Limits"]
