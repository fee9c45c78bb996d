"""Limits: from where on a figure passes, and up to where it only warns. Editable per rig spec."""

from msgspec import Struct

from liveops_desktop.core.preflight import Verdict


class Limits(Struct, frozen=True):
    """A figure at *passes* or better passes, one at *warns* or better warns, any other fails.

    *more*: more is better. ``passes == warns``: there is nothing between a pass and a fail.
    """

    passes: float
    warns: float
    unit: str = ""
    more: bool = False

    def judge(self, figure: float) -> Verdict:
        """Return the verdict on *figure*, which is in ``unit``."""
        sign = 1 if self.more else -1
        if sign * figure >= sign * self.passes:
            return Verdict.PASS
        return Verdict.WARN if sign * figure >= sign * self.warns else Verdict.FAIL

    @property
    def text(self) -> str:
        """The limits in figures, e.g. ``≥ 5 / ≥ 1 GB``."""
        mark = "≥" if self.more else "≤"
        figures = f"{mark} {self.passes:g}"
        if self.warns != self.passes:
            figures += f" / {mark} {self.warns:g}"
        return f"{figures} {self.unit}".rstrip()


SPACE = Limits(5, 1, "GB", more=True)
"""Free on the disk that OBS records to (OBS stats dock: warns under 5 GB, error under 1 GB)."""
FRAME_RATE = Limits(95, 80, "%", more=True)
"""Of the frame rate planned or set (OBS stats dock)."""
