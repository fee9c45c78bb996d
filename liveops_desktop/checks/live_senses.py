"""What checks see and hear, from the services: see ``senses``."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from liveops_desktop.checks.reach import Unreachable
from liveops_desktop.core.lineup import Marks
from liveops_desktop.core.loudness import Loudness
from liveops_desktop.core.meters import Metering
from liveops_desktop.core.pictures import Picture
from liveops_desktop.core.preflight import Why
from liveops_desktop.services import recording
from liveops_desktop.services.aside import aside
from liveops_desktop.services.obs import ObsGone, ObsRefused, ObsService
from liveops_desktop.services.obs.picture import Camera
from liveops_desktop.services.obs.survey import NOT_READY

LOOK_LIMIT = 2.0
FILE_LIMIT = 1.5
"""Seconds; within the limit of a check, so that it is the finding that is told and not the limit."""


class LiveSenses:
    """The part of ``LiveWorld`` that sees and hears."""

    _service: ObsService
    _camera: Camera | None = None

    async def pictures(self, sources: Sequence[str]) -> Mapping[str, Sequence[Picture | None]]:
        """Return the pictures of this run, and take one more of each source where it is due."""
        if self._camera is None:
            self._camera = Camera(self._service)
        try:
            return await self._camera.look(sources, LOOK_LIMIT)
        except ObsGone:
            raise Unreachable(Why.NOT_CONNECTED) from None
        except ObsRefused as refusal:  # it was there when OBS was read, a moment ago
            raise Unreachable(Why.NOT_READY if refusal.code == NOT_READY else Why.CHANGED_MEANWHILE) from None

    async def meters(self) -> Metering:
        """Return the meters of the last seconds, and keep them going for ten more."""
        if not self._service.metered:
            raise Unreachable(Why.NOT_CONNECTED)
        self._service.meters.want()
        return self._service.meters.readings()

    async def is_file(self, path: str) -> bool:
        """Tell whether there is such a file, where OBS runs on this PC."""
        link = self._service.reading.link
        if not link.local:
            raise Unreachable(Why.OTHER_MACHINE, link.host)
        try:
            return await aside(Path(path).is_file, FILE_LIMIT, "is file")
        except (TimeoutError, OSError, ValueError):  # a drive that hangs or fails; a path that can be none
            return False

    def can_measure(self) -> None:
        """Raise ``Unreachable`` where there is no ffmpeg."""
        try:
            recording.find_tool()
        except recording.NoTool:
            raise Unreachable(Why.TOOL_MISSING, recording.TOOL) from None

    async def loudness(self, file: str) -> Loudness:
        """Return the loudness of a recording."""
        try:
            return await recording.loudness(file)
        except recording.NoTool:
            raise Unreachable(Why.TOOL_MISSING, recording.TOOL) from None
        except recording.Unreadable:
            raise Unreachable(Why.NO_SOUND) from None

    async def marks(self, file: str) -> Marks:
        """Return when a recording turns bright and when it turns loud."""
        try:
            return await recording.marks(file)
        except recording.NoTool:
            raise Unreachable(Why.TOOL_MISSING, recording.TOOL) from None
        except recording.Unreadable:
            raise Unreachable(Why.NO_FLASH) from None
