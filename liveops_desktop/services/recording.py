"""What is in a recording: its loudness, its flashes and its beeps. Measured by ffmpeg, as a child process."""

import re
import shutil
from collections.abc import Sequence

from liveops_desktop.core.lineup import Marks, turns_bright, turns_loud
from liveops_desktop.core.loudness import Loudness, read_summary
from liveops_desktop.services.bandwidth.child import CameToNothing, run_child

TOOL = "ffmpeg"
LIMIT = 40.0
"""Seconds that a minute of recording may take to be looked through."""
_FINE = 48
"""Samples of one reading of the level: a millisecond at 48 kHz."""
_LUMA = "lavfi.signalstats.YAVG"
_PEAK = "lavfi.astats.Overall.Peak_level"
_LINE = re.compile(r"pts_time:(-?[0-9.]+)\s+[^=]*=(-?[0-9.]+|-inf)", re.MULTILINE)


class NoTool(Exception):  # noqa: N818 -- a finding
    """ffmpeg is not installed."""


class Unreadable(Exception):  # noqa: N818 -- a finding
    """The recording holds no such part, or cannot be read."""


async def loudness(file: str) -> Loudness:
    """Return the loudness of a recording; raise ``NoTool``, ``Unreadable``."""
    said = await _run(
        ["-i", file, "-map", "0:a:0", "-af", "ebur128=peak=true", "-f", "null", "-"], words_of_its_own=True
    )
    found = read_summary(said)
    if found is None:
        raise Unreadable
    return found


async def marks(file: str) -> Marks:
    """Return the flashes and beeps of a recording; raise ``NoTool``, ``Unreadable``.

    Both by the times that the file itself gives them, as a player would.
    """
    small = f"scale=64:36,signalstats,metadata=print:key={_LUMA}:file=-"
    luma = readings(await _run(["-copyts", "-i", file, "-map", "0:v:0", "-an", "-vf", small, "-f", "null", "-"]))
    fine = f"aresample=48000,asetnsamples=n={_FINE},astats=metadata=1:reset=1,ametadata=print:key={_PEAK}:file=-"
    levels = readings(await _run(["-copyts", "-i", file, "-map", "0:a:0", "-vn", "-af", fine, "-f", "null", "-"]))
    if len(luma) < 2 or not levels:
        raise Unreadable
    frame = (luma[-1][0] - luma[0][0]) / (len(luma) - 1)
    return Marks(turns_bright(luma), turns_loud(levels), frame)


def find_tool() -> str:
    """Return the path of ffmpeg; raise ``NoTool``."""
    program = shutil.which(TOOL)
    if program is None:
        raise NoTool
    return program


async def _run(words: Sequence[str], *, words_of_its_own: bool = False) -> str:
    command = [find_tool(), "-hide_banner", "-nostdin", "-nostats", *words]
    try:
        return (await run_child(command, LIMIT, errors=words_of_its_own)).decode(errors="replace")
    except CameToNothing:
        raise Unreadable from None


def readings(printed: str) -> list[tuple[float, float]]:
    """Return (seconds, figure) of what ffmpeg's filters ``metadata`` and ``ametadata`` print; silence is -200 dB."""
    return [(float(at), -200.0 if figure == "-inf" else float(figure)) for at, figure in _LINE.findall(printed)]
