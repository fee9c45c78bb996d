"""What is seen and heard in a world made of nothing but data: set the fields to what a check shall find."""

from collections.abc import Mapping, Sequence

from liveops_desktop.checks.reach import Unreachable
from liveops_desktop.core.clock import Instant
from liveops_desktop.core.lineup import Marks
from liveops_desktop.core.loudness import Loudness
from liveops_desktop.core.meters import Channel, Meter, Metering, Sample
from liveops_desktop.core.pictures import Picture, picture_of
from liveops_desktop.core.preflight import Why
from liveops_desktop.core.rig import Rig

NOW = Instant(1_800_000_000_000)
MOVING = tuple(picture_of(bytes(range(turn, turn + 64))) for turn in range(5))
NOISE = Channel(0.001, 0.002, 0.002)


def alive(names: Sequence[str]) -> Metering:
    """Six seconds of noise from each microphone."""
    since = Instant(NOW - 6_000)
    samples = tuple(Sample(Instant(since + tenth * 100), (NOISE, NOISE)) for tenth in range(61))
    return Metering(tuple(Meter(name, samples) for name in names), since)


class StillSenses:
    """Pictures that move, microphones that live, every file in its place, unless told otherwise.

    ``blind``: why nothing is had.
    """

    rig: Rig

    blind: Why | None = None
    shots: Mapping[str, Sequence[Picture | None]] = {}
    heard: Metering | None = None
    gone_files: frozenset[str] = frozenset()
    loud: Loudness | None = None
    marked: Marks | None = None

    def _see(self) -> None:
        if self.blind is not None:
            raise Unreachable(self.blind)

    async def pictures(self, sources: Sequence[str]) -> Mapping[str, Sequence[Picture | None]]:
        self._see()
        return {name: self.shots.get(name, MOVING) for name in sources}

    async def meters(self) -> Metering:
        self._see()
        return self.heard or alive(self.rig.open_microphones)

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
