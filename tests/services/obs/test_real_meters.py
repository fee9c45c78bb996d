"""Meters and pictures of the real OBS."""

import asyncio
import threading
from collections.abc import Callable

import pytest

from liveops_desktop.core.meters import Metering, dbfs
from liveops_desktop.core.pictures import Picture
from liveops_desktop.core.vitals import Link
from liveops_desktop.exchange.lineup import write_tone
from liveops_desktop.services.obs import ObsGone, ObsRefused, picture
from liveops_desktop.services.obs import meters as obs_meters
from liveops_desktop.services.obs.picture import Camera
from tests.lab.studio import LabObs
from tests.services.obs.serving import GUARD, Served, serving

pytestmark = pytest.mark.lab


async def connected(served: Served, studio: LabObs) -> None:
    served.service.connect(studio.host, studio.port, studio.password)
    await served.until_link(Link.CONNECTED)


async def heard(served: Served, enough: Callable[[Metering], bool]) -> Metering:
    """Ask for the meters until they are so."""
    async with asyncio.timeout(GUARD):
        while True:
            served.service.meters.want()
            if enough(found := served.service.meters.readings()):
                return found
            await asyncio.sleep(0.1)


def listeners() -> int:
    return sum(thread.name == "obs-meters" for thread in threading.enumerate())


@pytest.fixture
def tone(obs: LabObs) -> LabObs:
    """The shared OBS, playing a tone of -18 dBFS, six seconds of eight on both sides."""
    settings = {"is_local_file": True, "local_file": str(write_tone(obs.folder)), "looping": True}
    obs.ask("CreateInput", sceneName="Main", inputName="Tone", inputKind="ffmpeg_source", inputSettings=settings)
    return obs


@pytest.fixture(autouse=True)
def taken_away(obs: LabObs) -> object:
    yield
    if any(one["inputName"] == "Tone" for one in obs.ask("GetInputList")["inputs"]):
        obs.ask("RemoveInput", inputName="Tone")


def test_a_tone_of_minus_18_reads_so_ten_times_a_second_also_muted(tone: LabObs) -> None:
    async def main() -> tuple[Metering, Metering]:
        async with serving() as served:
            await connected(served, tone)
            assert listeners() == 0, "nobody has wanted them yet"
            loud = await heard(served, lambda found: len(found.of("Tone").samples) >= 30)
            await asyncio.to_thread(tone.mute, "Tone", True)
            muted = await heard(served, lambda found: found.of("Tone").samples[-1].peak == 0)
            assert listeners() == 1
            return loud, muted

    loud, muted = asyncio.run(main())
    samples = loud.of("Tone").samples
    assert abs(dbfs(max(one.peak for one in samples)) + 17.9) < 0.3
    assert samples[-1].at - samples[0].at >= 29 * 90, "ten a second at most"
    assert any(one.peak == 0 and abs(dbfs(one.raw) + 17.9) < 0.3 for one in muted.of("Tone").samples)
    assert listeners() == 0


def test_a_silent_microphone_reads_digital_zero(obs: LabObs) -> None:
    async def main() -> Metering:
        async with serving() as served:
            await connected(served, obs)
            return await heard(served, lambda found: len(found.of("Mic").samples) >= 15)

    assert all(one.raw == 0 for one in asyncio.run(main()).of("Mic").samples)


def test_when_nobody_wants_them_any_more_the_connection_is_closed(obs: LabObs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(obs_meters, "LEASE", 0.5)

    async def main() -> None:
        async with serving() as served:
            await connected(served, obs)
            await heard(served, lambda found: found.since is not None)
            async with asyncio.timeout(GUARD):
                while listeners():  # noqa: ASYNC110 -- a thread that ends tells nobody
                    await asyncio.sleep(0.05)
            assert served.service.meters.readings() == Metering()
            await heard(served, lambda found: found.since is not None)

    asyncio.run(main())


def test_they_come_back_with_obs(own_obs: Callable[..., LabObs]) -> None:
    mine = own_obs(sound=True)

    async def main() -> None:
        async with serving() as served:
            await connected(served, mine)
            await heard(served, lambda found: found.since is not None)
            await asyncio.to_thread(mine.kill9)
            await heard(served, lambda found: found == Metering())
            await asyncio.to_thread(mine.start)
            await heard(served, lambda found: bool(found.of("Mic").samples))

    asyncio.run(main())


def test_pictures_when_they_are_due_and_none_of_what_gives_none(obs: LabObs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "EVERY", 3_600.0)

    async def main() -> list[tuple[Picture | None, ...]]:
        async with serving() as served:
            await connected(served, obs)
            camera = Camera(served.service)
            first = await camera.look(["Backdrop", "Gone", "Backdrop"], GUARD)
            again = await camera.look(["Backdrop"], GUARD)
            assert again["Backdrop"] == first["Backdrop"], "the next is not due yet"
            monkeypatch.setattr(picture, "EVERY", 0.0)
            later = await camera.look(["Backdrop"], GUARD)
            with pytest.raises(ObsRefused):
                await camera.look(["Nobody"], GUARD)
            return [tuple(first["Backdrop"]), tuple(first["Gone"]), tuple(later["Backdrop"])]

    first, gone, later = asyncio.run(main())
    assert gone == (None,)
    assert len(later) == 2
    colour = first[0]
    assert colour is not None
    assert len(colour.grey) == 64 * 36
    assert colour.deviation < 1
    assert abs(colour.mean - (0.299 * 0xAA + 0.587 * 0x66 + 0.114 * 0x22)) < 3  # OBS keeps colours as ABGR


def test_a_look_takes_no_longer_than_its_limit(obs: LabObs) -> None:
    async def main() -> int:
        async with serving() as served:
            await connected(served, obs)
            shots = await Camera(served.service).look(["Backdrop", "Slate", "Curtain"], 0.0)
            return sum(map(len, shots.values()))

    assert asyncio.run(main()) == 0


def test_no_picture_of_an_obs_that_is_gone(obs: LabObs) -> None:
    async def main() -> None:
        async with serving() as served:
            with pytest.raises(ObsGone):
                await Camera(served.service).look(["Backdrop"], GUARD)

    asyncio.run(main())
