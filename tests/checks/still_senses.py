"""What is seen and heard in a world made of nothing but data: set the fields to what a check shall find."""

from collections.abc import Mapping, Sequence

from liveops_desktop.checks.check import Unreachable
from liveops_desktop.core.lineup import Marks
from liveops_desktop.core.loudness import Loudness
from liveops_desktop.core.meters import Metering
from liveops_desktop.core.pictures import Picture
from liveops_desktop.core.preflight import Why


class StillSenses:
    """No pictures, silence, and every file in its place, unless told otherwise. ``blind``: why nothing is had."""

    blind: Why | None = None
    shots: Mapping[str, Sequence[Picture | None]] = {}
    heard: Metering = Metering()
    gone_files: frozenset[str] = frozenset()
    loud: Loudness | None = None
    marked: Marks | None = None

    def _see(self) -> None:
        if self.blind is not None:
            raise Unreachable(self.blind)

    async def pictures(self, sources: Sequence[str]) -> Mapping[str, Sequence[Picture | None]]:
        self._see()
        return {name: self.shots.get(name, ()) for name in sources}

    async def meters(self) -> Metering:
        self._see()
        return self.heard

    async def is_file(self, path: str) -> bool:
        self._see()
        return path not in self.gone_files

    def can_measure(self) -> None:
        if self.loud is None and self.marked is None:
            raise Unreachable(Why.TOOL_MISSING, "ffmpeg")

    async def loudness(self, _file: str, /) -> Loudness:
        if self.loud is None:
            raise Unreachable(Why.TOOL_MISSING, "ffmpeg")
        return self.loud

    async def marks(self, _file: str, /) -> Marks:
        if self.marked is None:
            raise Unreachable(Why.TOOL_MISSING, "ffmpeg")
        return self.marked
