"""What ffmpeg finds in files whose content is known."""

import asyncio
import os
import subprocess
from pathlib import Path

import psutil
import pytest

from liveops_desktop.core.lineup import sound_after_picture
from liveops_desktop.exchange.lineup import write_tone
from liveops_desktop.services.flash_clip import write_clip
from liveops_desktop.services.recording import NoTool, Unreadable, loudness, marks
from tests.lab.parts import need

pytestmark = pytest.mark.lab


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    need("ffmpeg", "ffmpeg")
    return write_clip(tmp_path_factory.mktemp("clip"))


def shifted(clip: Path, seconds: float, into: Path) -> Path:
    """The same film, its sound later by that much."""
    command = ["ffmpeg", "-nostdin", "-loglevel", "error", "-i", str(clip), "-itsoffset", str(seconds), "-i", str(clip)]
    subprocess.run([*command, "-map", "0:v", "-map", "1:a", "-c", "copy", str(into)], check=True)
    return into


def test_the_clip_is_in_time_and_a_shift_of_it_is_found(clip: Path, tmp_path: Path) -> None:
    found = asyncio.run(marks(str(clip)))
    assert len(found.flashes) == len(found.beeps) == 6
    offset, pairs = sound_after_picture(found)
    assert abs(offset) <= 2
    assert pairs == 6
    late, _ = sound_after_picture(asyncio.run(marks(str(shifted(clip, 0.12, tmp_path / "late.mkv")))))
    assert abs(late - 120) <= 3


def test_the_loudness_of_the_line_up_tone(tmp_path: Path) -> None:
    need("ffmpeg", "ffmpeg")
    found = asyncio.run(loudness(str(write_tone(tmp_path))))
    assert found.true_peak is not None
    assert found.lufs is not None
    assert abs(found.true_peak + 18.0) <= 0.1
    assert -19 < found.lufs < -17.5  # both sides of a 1 kHz sine at -18 dBFS read -18 LUFS; the ident has one


def test_what_is_no_film_is_unreadable(tmp_path: Path) -> None:
    need("ffmpeg", "ffmpeg")
    text = tmp_path / "text.mkv"
    text.write_text("nothing")
    for measure in (loudness, marks):
        with pytest.raises(Unreadable):
            asyncio.run(measure(str(text)))
        with pytest.raises(Unreadable):
            asyncio.run(measure(str(tmp_path / "gone.mkv")))
    with pytest.raises(Unreadable):  # sound without a picture
        asyncio.run(marks(str(write_tone(tmp_path))))


def test_without_ffmpeg(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoTool):
        asyncio.run(loudness("x.mkv"))
    with pytest.raises(NoTool):
        write_clip(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_cancelled_it_ends_its_child(tmp_path: Path) -> None:
    need("ffmpeg", "ffmpeg")
    endless = tmp_path / "endless.mkv"
    os.mkfifo(endless)

    async def main() -> list[psutil.Process]:
        task = asyncio.create_task(marks(str(endless)))
        writer = await asyncio.to_thread(os.open, endless, os.O_WRONLY)  # comes back once ffmpeg reads
        try:
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            return psutil.Process().children()
        finally:
            os.close(writer)

    before = psutil.Process().children()
    assert asyncio.run(main()) == before
