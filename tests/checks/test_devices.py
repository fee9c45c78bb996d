"""The judgements about displays and capture devices, for pass, warn, fail and inconclusive."""

from collections.abc import Sequence

import msgspec
import pytest

from liveops_desktop.checks import Judgement, Unreachable
from liveops_desktop.checks.devices import (
    judge_formats,
    judge_hotplug,
    judge_line,
    judge_names,
    judge_permission,
    judge_sounds,
)
from liveops_desktop.checks.displays import Screen, judge_count, judge_mode
from liveops_desktop.checks.displays import judge_hotplug as judge_screens_hotplug
from liveops_desktop.checks.run import run_active, run_checks
from liveops_desktop.core.clock import Span
from liveops_desktop.core.devices import Camera, Devices, Display, Heard, Sound
from liveops_desktop.core.preflight import Group, Progress, Result, Verdict, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.setup import MonitorSetup
from tests.checks.acting import StillStage
from tests.checks.readings import LINK, OBS, StillWorld, replace_rig, set_up
from tests.jumping import run_jumping

PASS, WARN, FAIL, INCONCLUSIVE, SKIPPED = (
    Verdict.PASS,
    Verdict.WARN,
    Verdict.FAIL,
    Verdict.INCONCLUSIVE,
    Verdict.SKIPPED,
)

FHD = (1920, 1080)
THERE = Devices(
    cameras=(Camera("c1", "HD Cam", ((1280, 720, 60.0), (1920, 1080, 30.0))),),
    microphones=(Sound("m1", "USB Mic"), Sound("m2", "Lav (2- Wireless)")),
    speakers=(Sound("s1", "Desk speakers"),),
    displays=(Display("A", *FHD, 60.0), Display("B", *FHD, 59.94)),
    microphone_allowed=True,
    camera_allowed=True,
    watched=True,
)
PLAN = replace_rig(
    displays=2,
    display_size=FHD,
    cameras=("HD Cam",),
    camera_format=(1920, 1080, 30.0),
    microphones=("USB Mic",),
    speakers=("Desk speakers",),
)


def but(**changed: object) -> Devices:
    return msgspec.structs.replace(THERE, **changed)


def said(judgement: Judgement) -> tuple[Verdict, Why]:
    return judgement.verdict, judgement.why


@pytest.mark.parametrize(
    ("planned", "verdict", "why", "detail"),
    [
        (("USB Mic",), PASS, Why.MEASURED, ""),
        (("USB Mic", "Boom"), FAIL, Why.MISSING, "Boom"),
        (("Lav (Wireless)",), WARN, Why.RENAMED, "Lav (Wireless) → Lav (2- Wireless)"),
        (("3- USB Mic",), WARN, Why.RENAMED, "3- USB Mic → USB Mic"),
        (("USB Mic", "usb mic"), FAIL, Why.MISSING, "usb mic"),  # there is but one, and it is planned itself
        (("123",), FAIL, Why.MISSING, "123"),
    ],
)
def test_names(planned: tuple[str, ...], verdict: Verdict, why: Why, detail: str) -> None:
    judgement = judge_names(planned, [one.name for one in THERE.microphones])
    assert (said(judgement), judgement.detail) == ((verdict, why), detail)


def test_the_worse_of_microphones_and_speakers_counts() -> None:
    assert judge_sounds(THERE, PLAN).verdict is PASS
    assert judge_sounds(but(speakers=()), PLAN).detail == "Desk speakers"
    assert judge_sounds(but(microphones=()), PLAN).verdict is FAIL


@pytest.mark.parametrize(
    ("formats", "verdict", "why"),
    [
        (((1920, 1080, 30.0),), PASS, Why.MEASURED),
        (((1920, 1080, 29.97),), PASS, Why.MEASURED),
        (((1920, 1080, 60.0),), PASS, Why.MEASURED),
        (((1920, 1080, 5.0), (1280, 720, 30.0)), WARN, Why.DIFFERS),
        ((), INCONCLUSIVE, Why.UNAVAILABLE),
    ],
)
def test_camera_formats(formats: tuple[tuple[int, int, float], ...], verdict: Verdict, why: Why) -> None:
    assert said(judge_formats(but(cameras=(Camera("c1", "HD Cam", formats),)), PLAN)) == (verdict, why)


def test_the_format_of_a_camera_that_is_not_there() -> None:
    assert said(judge_formats(but(cameras=()), PLAN)) == (INCONCLUSIVE, Why.MISSING)


@pytest.mark.parametrize(
    ("microphone", "camera", "verdict", "detail"),
    [
        (True, True, PASS, ""),
        (False, True, FAIL, "microphone"),
        (False, False, FAIL, "microphone, camera"),
        (None, True, INCONCLUSIVE, "microphone"),
        (False, None, FAIL, "microphone"),
    ],
)
def test_permission(microphone: bool | None, camera: bool | None, verdict: Verdict, detail: str) -> None:
    judgement = judge_permission(but(microphone_allowed=microphone, camera_allowed=camera))
    assert (judgement.verdict, judgement.detail) == (verdict, detail)


def test_what_came_and_went() -> None:
    for judge, gone, come in (
        (judge_hotplug, "gone", "come"),
        (judge_screens_hotplug, "displays_gone", "displays_come"),
    ):
        assert judge(THERE).verdict is PASS
        changed = judge(but(**{gone: ("X",), come: ("Y",)}))
        assert (said(changed), changed.detail) == ((WARN, Why.CAME_OR_WENT), "-X, +Y")
        assert said(judge(but(watched=False, **{gone: ("X",)}))) == (INCONCLUSIVE, Why.NOT_WATCHED)
    assert said(judge_screens_hotplug(but(displays=None))) == (INCONCLUSIVE, Why.UNAVAILABLE)


def screens(*sizes: tuple[int, int], refresh: Sequence[float | None] = (60.0, 60.0, 60.0)) -> tuple[Screen, ...]:
    return tuple(Screen("ABC"[n], *size, refresh[n]) for n, size in enumerate(sizes))


def test_displays() -> None:
    assert judge_count(screens(FHD, FHD), PLAN).verdict is PASS
    assert said(judge_count(screens(FHD), PLAN)) == (FAIL, Why.MISSING)
    assert said(judge_count(screens(FHD, FHD, FHD), PLAN)) == (WARN, Why.DIFFERS)
    assert judge_mode(screens(FHD, FHD), PLAN).verdict is PASS
    odd = judge_mode(screens(FHD, (1280, 720)), PLAN)
    assert (said(odd), odd.detail) == ((FAIL, Why.DIFFERS), "B 1280×720")
    assert judge_mode(screens(FHD, (1280, 720)), Rig()).verdict is PASS, "no size is planned"
    assert judge_mode(screens(FHD, FHD, refresh=(60.0, 59.94)), PLAN).verdict is PASS
    assert said(judge_mode(screens(FHD, FHD, refresh=(60.0, 144.0)), PLAN)) == (WARN, Why.DIFFERS)
    assert judge_mode(screens(FHD, FHD, refresh=(None, None)), PLAN).verdict is PASS
    assert said(judge_mode((), PLAN)) == (INCONCLUSIVE, Why.NO_DEVICE)


LOUD, SOFT, ZERO = (0.1, 0.2, 0.1), (0.02, 0.01, 0.0), (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("heard", "verdict", "why", "detail"),
    [
        ((Heard("A", LOUD),), PASS, Why.MEASURED, "A"),
        ((Heard("A", LOUD), Heard("B", SOFT)), WARN, Why.TOO_QUIET, "B"),
        ((Heard("A", (0.001,)),), FAIL, Why.TOO_QUIET, "A"),
        ((Heard("A", LOUD), Heard("B", ZERO)), FAIL, Why.DIGITAL_ZERO, "B"),
        ((Heard("A"),), FAIL, Why.DIGITAL_ZERO, "A"),
        ((Heard("A", (1.0, 1.0, 0.2)),), FAIL, Why.CLIPS, "A"),
        ((Heard("A", (1.0, *[0.2] * 19)),), PASS, Why.MEASURED, "A"),  # one knock
        ((Heard("A", why="missing"), Heard("B", LOUD)), FAIL, Why.MISSING, "A"),
        ((Heard("A", why="refused"),), FAIL, Why.NOT_ALLOWED, "A"),
        ((Heard("", why="missing"),), INCONCLUSIVE, Why.NO_DEVICE, ""),
        ((), INCONCLUSIVE, Why.NO_DEVICE, ""),
    ],
)
def test_line_check(heard: tuple[Heard, ...], verdict: Verdict, why: Why, detail: str) -> None:
    judgement = judge_line(heard, Rig())
    assert (said(judgement), judgement.detail) == ((verdict, why), detail)


def run(world: StillWorld) -> dict[str, Result]:
    groups = [Group.DISPLAYS, Group.DEVICES]
    return {one.check: one for one in run_jumping(run_checks(world, groups, wait=False))}


def test_a_desk_in_order_and_one_without_a_plan() -> None:
    assert {one.verdict for one in run(StillWorld(PLAN, there=THERE)).values()} == {PASS}
    bare = run(StillWorld(Rig(), there=THERE))
    assert {one for one, result in bare.items() if result.verdict is SKIPPED} == {
        "dsp.count",
        "cap.video",
        "cap.format",
        "cap.audio",
    }


def test_where_nothing_can_be_listed_nothing_is_said() -> None:
    nothing = run(StillWorld(PLAN))
    assert {(one.verdict, one.why) for one in nothing.values()} == {(INCONCLUSIVE, Why.UNAVAILABLE)}
    blind = run(StillWorld(PLAN, there=but(displays=None)))
    assert {one for one, result in blind.items() if result.verdict is INCONCLUSIVE} == {
        "dsp.count",
        "dsp.mode",
        "dsp.hotplug",
    }


def test_a_list_that_is_not_there_yet_is_waited_for() -> None:
    class Slow(StillWorld):
        looks = 0

        async def devices(self) -> Devices:
            self.looks += 1
            if self.looks < 3:
                raise Unreachable(Why.MEASURING)
            return THERE

    results = run_jumping(run_checks(Slow(PLAN), [Group.DEVICES]))
    assert {one.verdict for one in results} == {PASS}


def test_displays_of_an_obs_elsewhere_are_told_by_obs_and_its_devices_not_at_all() -> None:
    far = msgspec.structs.replace(OBS, link=msgspec.structs.replace(LINK, host="encoder", local=False))
    two = set_up(monitors=(MonitorSetup("0", *FHD), MonitorSetup("1", *FHD)))
    found = run(StillWorld(PLAN, obs=far, set_up=two, there=but(displays=())))
    assert (found["dsp.count"].verdict, found["dsp.count"].machine) == (PASS, "encoder")
    assert found["dsp.mode"].verdict is PASS
    for one in ("dsp.hotplug", "cap.video", "cap.format", "cap.audio", "cap.hotplug", "cap.permission"):
        assert found[one].why is Why.OTHER_MACHINE
    silent = run(StillWorld(PLAN, obs=far, set_up=set_up(monitors=()), there=THERE))
    assert silent["dsp.count"].verdict is INCONCLUSIVE, "this PC's displays do not stand for the other's"


def test_the_line_check_listens_to_the_planned_microphones_beside_a_stream() -> None:
    told: list[Progress] = []
    stage = StillStage(PLAN)
    results = run_jumping(run_active(stage, ["cap.line"], on_progress=told.append))
    assert [one.verdict for one in results] == [PASS]
    assert ("hear", ("USB Mic",), Span(5_000)) in stage.asked
    assert [round(one.samples[0]) for one in told if one.samples] == [-6]


def test_a_microphone_that_cannot_be_had_is_not_measured() -> None:
    class Deaf(StillStage):
        async def hear(self, *_how: object) -> tuple[Heard, ...]:
            raise Unreachable(Why.UNAVAILABLE)

    results = run_jumping(run_active(Deaf(PLAN), ["cap.line"]))
    assert [(one.verdict, one.why) for one in results] == [(INCONCLUSIVE, Why.UNAVAILABLE)]
