"""The clip of a flash with its beep, made by ffmpeg: played before camera and microphone it shows their lag."""

import subprocess
from pathlib import Path

from liveops_desktop.core.lineup import CLIP, FLASH, FLASH_EVERY, TONE_DB, TONE_HZ
from liveops_desktop.services.recording import NoTool, find_tool

LENGTH = 12
"""Seconds."""
_LIMIT = 60.0
_ENCODERS = (("-c:v", "libx264", "-pix_fmt", "yuv420p", "-preset", "ultrafast"), ("-c:v", "mpeg4", "-q:v", "3"))
"""The first that this ffmpeg has."""


def write_clip(folder: Path) -> Path:
    """Write the clip and return its path; raise ``NoTool``, ``OSError``."""
    program, path = find_tool(), folder / CLIP
    every, flash = FLASH_EVERY / 1_000, FLASH / 1_000
    on = f"lt(mod(t+{every / 2}\\,{every})\\,{flash})"  # the first after half a round: a camera has to settle
    picture = f"color=black:size=1280x720:rate=50,drawbox=color=white:thickness=fill:enable={on}"
    sound = f"aevalsrc={10 ** (TONE_DB / 20):.4f}*sin(2*PI*{TONE_HZ}*t)*{on}:s=48000"
    for encoder in _ENCODERS:
        made = ["-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound, "-t", str(LENGTH), *encoder]
        command = [
            program,
            "-nostdin",
            "-y",
            "-loglevel",
            "error",
            *made,
            "-ac",
            "2",
            "-c:a",
            "aac",
            "-b:a",
            "192k",
            str(path),
        ]
        done = subprocess.run(command, capture_output=True, check=False, timeout=_LIMIT)  # noqa: S603 -- its own words
        if done.returncode == 0:
            return path
    path.unlink(missing_ok=True)
    raise NoTool
