"""What checks see and hear of OBS: pictures, meters, and the sound and picture of a recording."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from liveops_desktop.core.lineup import Marks
from liveops_desktop.core.loudness import Loudness
from liveops_desktop.core.meters import Metering
from liveops_desktop.core.pictures import Picture


class Senses(Protocol):
    """Each raises ``Unreachable`` where it cannot be had."""

    async def pictures(self, sources: Sequence[str]) -> Mapping[str, Sequence[Picture | None]]:
        """Return small pictures of each source taken in this run, oldest first, and take one more where it is due.

        They are about a second apart; None stands for one that OBS could not draw.
        """

    async def meters(self) -> Metering:
        """Return the level meters of the last seconds. Asking starts them, so the first answer is empty."""

    async def is_file(self, path: str) -> bool:
        """Tell whether there is such a file on the PC that OBS runs on."""

    def can_measure(self) -> None:
        """Return where recordings can be looked into; else raise ``Unreachable``, before one is made in vain."""

    async def loudness(self, file: str, /) -> Loudness:
        """Return the loudness of a recording on this PC."""

    async def marks(self, file: str, /) -> Marks:
        """Return when a recording on this PC turns bright and when it turns loud."""
