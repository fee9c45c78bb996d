"""The checks of scenes and sources on the real OBS: in order, and with every fault that a lab can make."""

import asyncio
import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from liveops_desktop.checks import CATALOGUE
from liveops_desktop.checks.world import LiveWorld
from liveops_desktop.core.clock import Span
from liveops_desktop.core.preflight import Group, Result, Verdict, Why
from liveops_desktop.core.rig import Rig
from tests.checks.on_obs import judge, said
from tests.lab.parts import need, wait_until
from tests.lab.sound import Pulse
from tests.lab.studio import LabObs

pytestmark = pytest.mark.lab

PASS, WARN, FAIL, INCONCLUSIVE, SKIPPED = (
    Verdict.PASS,
    Verdict.WARN,
    Verdict.FAIL,
    Verdict.INCONCLUSIVE,
    Verdict.SKIPPED,
)
SCENES = [one.info.id for one in CATALOGUE if one.info.group is Group.SCENES]
RIG = Rig(
    scenes=("Main", "Ending"),
    contingency_scene="Holding",
    opening_scene="Main",
    required_sources=("Photo",),
    full_sources=("Photo",),
    moving_sources=("Film",),
    required_filters=(("Photo", "Grade"),),
    media_lengths={"Film": Span(4_000)},
)


def draw(file: Path, picture: str, *how: str) -> Path:
    """Let ffmpeg draw a file."""
    command = [need("ffmpeg", "ffmpeg"), "-nostdin", "-loglevel", "error", "-y", "-f", "lavfi", "-i", picture, *how]
    subprocess.run([*command, str(file)], check=True)
    return file


class Stage:
    """An OBS with a photo, a film that moves, and what a test puts on beside them."""

    def __init__(self, obs: LabObs) -> None:
        self.obs = obs
        folder = obs.folder
        self.photo = draw(folder / "photo.png", "smptebars=size=640x360", "-frames:v", "1")
        self.black = draw(folder / "black.png", "color=black:size=640x360", "-frames:v", "1")
        self.film = draw(folder / "film.mp4", "testsrc=size=320x180:rate=15", "-t", "4", "-pix_fmt", "yuv420p")
        self.show("Photo", "image_source", {"file": str(self.photo)})
        self.show("Film", "ffmpeg_source", {"is_local_file": True, "local_file": str(self.film), "looping": True})
        obs.ask("CreateSourceFilter", sourceName="Photo", filterName="Grade", filterKind="color_filter_v2")

    def show(self, name: str, kind: str, settings: dict[str, object], scene: str = "Main") -> int:
        wanted = {"sceneName": scene, "inputName": name, "inputKind": kind, "inputSettings": settings}
        return int(self.obs.ask("CreateInput", **wanted)["sceneItemId"])

    def width(self, item: int) -> float:
        """How wide the picture of that item of Main is: 0 until there is one."""
        return float(
            self.obs.ask("GetSceneItemTransform", sceneName="Main", sceneItemId=item)["sceneItemTransform"][
                "sourceWidth"
            ]
        )

    def take_away(self, *names: str) -> None:
        for name in names:
            self.obs.ask("RemoveInput", inputName=name)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, xvfb: str, pulse: Pulse) -> Iterator[Stage]:
    studio = LabObs(tmp_path_factory.mktemp("scenes-obs"), xvfb, pulse)
    try:
        studio.start()
        studio.build_scenes()
        yield Stage(studio)
    finally:
        studio.end()


def verdicts(found: dict[str, Result]) -> dict[str, tuple[Verdict, Why]]:
    return {check: said(result) for check, result in found.items()}


def test_in_order_all_that_is_planned_passes(stage: Stage) -> None:
    found = verdicts(judge(stage.obs, RIG, SCENES))
    assert {check: one for check, one in found.items() if one[0] is not PASS} == {
        "scn.browser": (SKIPPED, Why.NOTHING_PLANNED)
    }


def test_each_fault_is_found_by_its_own_check(stage: Stage) -> None:
    gone = stage.obs.folder / "deleted.mp4"
    gone.write_bytes(stage.film.read_bytes())
    photo = next(
        one["sceneItemId"]
        for one in stage.obs.ask("GetSceneItemList", sceneName="Main")["sceneItems"]
        if one["sourceName"] == "Photo"
    )
    stage.obs.ask("SetSceneItemEnabled", sceneName="Main", sceneItemId=photo, sceneItemEnabled=False)
    stage.obs.ask("SetSourceFilterEnabled", sourceName="Photo", filterName="Grade", filterEnabled=False)
    stage.show("Night", "image_source", {"file": str(stage.black)})
    deleted = stage.show("Deleted", "ffmpeg_source", {"is_local_file": True, "local_file": str(gone), "looping": True})
    stage.show("Lost mic", "pulse_input_capture", {"device_id": "gone-device"})
    corner = stage.show("Corner", "color_source_v3", {"color": 0xFF00FF00, "width": 640, "height": 200})
    wait_until(lambda: stage.width(deleted) > 0, 20, "the film plays that is deleted then")
    gone.unlink()
    rig = Rig(
        scenes=("Main", "Nowhere"),
        contingency_scene="No way out",
        opening_scene="Ending",
        required_sources=("Photo",),
        full_sources=("Corner",),
        moving_sources=("Backdrop",),
        required_filters=(("Photo", "Grade"),),
        media_lengths={"Film": Span(9_000)},
    )
    try:
        found = judge(stage.obs, rig, SCENES)
    finally:
        stage.take_away("Night", "Deleted", "Lost mic", "Corner")
        stage.obs.ask("SetSceneItemEnabled", sceneName="Main", sceneItemId=photo, sceneItemEnabled=True)
        stage.obs.ask("SetSourceFilterEnabled", sourceName="Photo", filterName="Grade", filterEnabled=True)
    assert corner
    bad = {check: (*said(one), one.detail) for check, one in found.items() if one.verdict not in (PASS, SKIPPED)}
    assert bad == {
        "scn.required": (FAIL, Why.MISSING, "Nowhere"),
        "scn.contingency": (FAIL, Why.MISSING, "No way out"),
        "scn.start": (WARN, Why.DIFFERS, "Main"),
        "scn.enabled": (FAIL, Why.HIDDEN, "Main / Photo"),
        "scn.black": (FAIL, Why.BLACK, "Night"),
        "scn.frozen": (FAIL, Why.FROZEN, "Backdrop"),
        "scn.fit": (WARN, Why.GAPS, "Main / Corner"),
        "scn.device": (FAIL, Why.MISSING, "Lost mic"),
        "scn.media_file": (FAIL, Why.MISSING, "Deleted"),
        "scn.media_len": (FAIL, Why.MEASURED, "Film"),
        "scn.filters": (FAIL, Why.FILTER_OFF, "Photo / Grade"),
    }


def test_a_film_that_was_missing_from_the_start_gives_no_picture(stage: Stage) -> None:
    rig = Rig(scenes=("Broken",), moving_sources=("Gone",))
    found = judge(stage.obs, rig, ["scn.zero_size", "scn.media_file", "scn.media_len", "scn.frozen"])
    assert {check: (*said(one), one.detail) for check, one in found.items()} == {
        "scn.zero_size": (FAIL, Why.NO_PICTURE, "Broken / Gone"),
        "scn.media_file": (FAIL, Why.MISSING, "Gone"),
        "scn.media_len": (SKIPPED, Why.NOTHING_PLANNED, ""),
        "scn.frozen": (INCONCLUSIVE, Why.NOT_PLAYING, "Gone"),
    }


def test_a_kind_without_its_plugin(stage: Stage) -> None:
    obs = stage.obs
    before = obs.ask("GetSceneCollectionList")["currentSceneCollectionName"]
    obs.ask("CreateSceneCollection", sceneCollectionName="Alien")
    scene = obs.ask("GetSceneList")["currentProgramSceneName"]
    stage.show("Stranger", "color_source_v3", {"color": 0xFFFFFFFF}, scene)
    obs.ask("SetCurrentSceneCollection", sceneCollectionName=before)
    file = obs.folder / "home" / ".config" / "obs-studio" / "basic" / "scenes" / "Alien.json"
    kept = json.loads(file.read_text())
    for source in kept["sources"]:
        if source["name"] == "Stranger":
            source["id"] = source["versioned_id"] = "nobodys_plugin"
    file.write_text(json.dumps(kept))
    obs.ask("SetCurrentSceneCollection", sceneCollectionName="Alien")
    try:
        found = judge(obs, Rig(scenes=(scene,)), ["scn.plugin_kind", "scn.zero_size", "scn.black"])
    finally:
        obs.ask("SetCurrentSceneCollection", sceneCollectionName=before)
    assert said(found["scn.plugin_kind"]) == (FAIL, Why.MISSING)
    assert found["scn.plugin_kind"].detail == "nobodys_plugin (Stranger)"
    assert said(found["scn.black"]) == (FAIL, Why.NO_PICTURE)


def test_the_collection_is_switched_in_the_middle(stage: Stage) -> None:
    obs = stage.obs
    before = obs.ask("GetSceneCollectionList")["currentSceneCollectionName"]
    obs.ask("CreateSceneCollection", sceneCollectionName="Other")
    obs.ask("SetCurrentSceneCollection", sceneCollectionName=before)

    async def switch(_world: LiveWorld) -> None:
        await asyncio.to_thread(obs.ask, "SetCurrentSceneCollection", sceneCollectionName="Other")

    try:
        found = judge(obs, RIG, ["scn.black", "scn.frozen"], switch, once=("scn.black", "scn.frozen"))
    finally:
        obs.ask("SetCurrentSceneCollection", sceneCollectionName=before)
    for check in ("scn.black", "scn.frozen"):
        assert found[check].verdict is INCONCLUSIVE
        assert found[check].why in (Why.CHANGED_MEANWHILE, Why.NOT_READY)


def test_obs_is_killed_in_the_middle(own_obs: Callable[..., LabObs]) -> None:
    stage = Stage(own_obs())

    async def kill(_world: LiveWorld) -> None:
        stage.obs.kill9()

    found = judge(stage.obs, RIG, SCENES, kill, once=("scn.frozen", "scn.black", "scn.device"))
    assert said(found["scn.frozen"]) == (INCONCLUSIVE, Why.NOT_CONNECTED)
    assert said(found["scn.black"]) == (INCONCLUSIVE, Why.NOT_CONNECTED)
    assert said(found["scn.device"])[0] is not INCONCLUSIVE, "what was read before the end stands"
