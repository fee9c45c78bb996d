"""A trial recording is removed where it is shown to be our own, and nothing else ever is."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from liveops_desktop.checks.around import Around
from liveops_desktop.checks.judging import passed
from liveops_desktop.checks.trial import Trial
from liveops_desktop.core.vitals import Obs
from tests.checks.acting import StillDoing, StillStage
from tests.checks.readings import LINK, OBS, T0

FAR = replace(OBS, link=replace(LINK, host="encoder", local=False))


class Desk(StillStage):
    """An OBS that records into *folder*, and the disk of this PC."""

    def __init__(self, folder: str | None, obs: Obs = OBS) -> None:
        super().__init__(obs=obs)
        self.recordings = folder
        self.here = Around(self.rig, lambda: T0, None)

    async def request(self, name: str, data: dict[str, Any] | None = None) -> dict[str, Any]:
        await super().request(name, data)
        return {"recordDirectory": self.recordings} if name == "GetRecordDirectory" and self.recordings else {}

    async def files_in(self, folder: str) -> frozenset[str] | None:
        return await self.here.files_in(folder)

    async def remove_file(self, path: str) -> bool:
        return await self.here.remove_file(path)


def try_out(desk: Desk, file: Path, *, make: bool = True) -> str:
    """Begin, let *file* be recorded, remove it; return what is told to be left."""

    async def run() -> str:
        doing = StillDoing(desk)
        trial = await Trial.begin(doing)
        if make:
            await asyncio.to_thread(file.write_bytes, b"film")
        return (await trial.cleared(doing, passed(), str(file))).left

    return asyncio.run(run())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "show.mkv").write_bytes(b"last week")
    return tmp_path


def test_a_recording_of_our_own_is_removed_and_nothing_else(folder: Path) -> None:
    assert try_out(Desk(str(folder)), folder / "trial.mkv") == ""
    assert [one.name for one in folder.iterdir()] == ["show.mkv"]


def test_one_that_was_there_before_is_left_and_named(folder: Path) -> None:
    mine = folder / "show.mkv"
    assert try_out(Desk(str(folder)), mine, make=False) == str(mine)
    assert mine.read_bytes() == b"last week"


@pytest.mark.parametrize("wrong", [None, "/there/is/no/such/folder"])
def test_where_the_folder_is_not_known_it_is_left_and_named(folder: Path, wrong: str | None) -> None:
    assert try_out(Desk(wrong), folder / "trial.mkv") == str(folder / "trial.mkv")
    assert (folder / "trial.mkv").exists()


def test_a_file_elsewhere_than_in_the_folder_is_left(folder: Path) -> None:
    (folder / "other").mkdir()
    assert try_out(Desk(str(folder)), folder / "other" / "trial.mkv") == str(folder / "other" / "trial.mkv")


def test_that_of_an_obs_elsewhere_is_left_though_a_file_here_has_its_name(folder: Path) -> None:
    assert try_out(Desk(str(folder), FAR), folder / "trial.mkv") == str(folder / "trial.mkv")
    assert (folder / "trial.mkv").exists()


def test_what_cannot_be_removed_is_named(folder: Path) -> None:
    gone = folder / "trial.mkv"  # another program was sooner
    assert try_out(Desk(str(folder)), gone, make=False) == str(gone)
