"""A recording that a check lets OBS make, and takes away again: nobody has asked for a file.

Only a file that was not in OBS's folder before, on this PC, is our own. What cannot be shown to be so, or cannot be
removed, is left alone and named in the result.
"""

import asyncio
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from liveops_desktop.checks.judging import Judgement
from liveops_desktop.checks.reach import Doing, ObsSaidNo, Unreachable

WRITTEN = 3.0
"""Seconds that a file of OBS may stay empty after the recording has stopped."""


async def size_when_written(doing: Doing, file: str) -> int | None:
    """Return the size of a recording that OBS says it has stopped; None or 0 where nothing comes of it in time.

    OBS answers ``StopRecord`` before its muxer, a process of its own, has written what it holds; of a few seconds that
    may be all.
    """
    size = await doing.stage.size_of(file)
    with suppress(TimeoutError):
        async with asyncio.timeout(WRITTEN):
            while not size:
                await asyncio.sleep(0.1)
                size = await doing.stage.size_of(file)
    return size


class Trial:
    """What stood in the folder of recordings before."""

    def __init__(self, folder: str = "", before: frozenset[str] | None = None) -> None:
        """*before*: names of files; None: not known, and nothing will be removed."""
        self._folder, self._before = folder, before

    @classmethod
    async def begin(cls, doing: Doing) -> "Trial":
        """Look into the folder before OBS is told to record; raise nothing."""
        with suppress(Unreachable, ObsSaidNo):
            folder = (await doing.request("GetRecordDirectory")).get("recordDirectory")
            if isinstance(folder, str) and folder and (await doing.read_obs()).link.local:
                return cls(folder, await doing.stage.files_in(folder))
        return cls()

    def ours(self, file: str) -> bool:
        """Tell whether *file* has come into that folder since."""
        path = Path(file)
        return self._before is not None and path.parent == Path(self._folder) and path.name not in self._before

    async def remove(self, doing: Doing, file: str) -> str:
        """Remove the recording; return empty, or *file* where it stays."""
        gone = self.ours(file) and await doing.stage.remove_file(file)
        return "" if gone or not file else file

    async def cleared(self, doing: Doing, found: Judgement, file: str) -> Judgement:
        """Return *found* once the recording is removed; it names one that stays."""
        return replace(found, left=await self.remove(doing, file))
