"""Scenes and sources: every judgement for pass, warn, fail and inconclusive."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from liveops_desktop.checks import CATALOGUE, Judgement, Unreachable
from liveops_desktop.checks.scenes import judge_enabled, judge_fit, judge_start
from liveops_desktop.checks.seen import judge_black, judge_frozen, with_picture
from liveops_desktop.checks.shown import counted_on, planned_scenes
from liveops_desktop.checks.sources import (
    judge_capture_mix,
    judge_device,
    judge_filters,
    judge_image_net,
    judge_media_file,
    judge_media_len,
    judge_plugin_kind,
)
from liveops_desktop.core.clock import Span
from liveops_desktop.core.limits import Limits
from liveops_desktop.core.pictures import Picture, picture_of
from liveops_desktop.core.preflight import Group, Mode, Verdict, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.setup import FilterSetup, InputSetup, ItemSetup, Setup
from tests.checks.readings import LINK, OBS, RIG, SETUP, StillWorld, replace_rig, set_up
from tests.jumping import run_jumping

PASS, WARN, FAIL, INCONCLUSIVE, SKIPPED = (
    Verdict.PASS,
    Verdict.WARN,
    Verdict.FAIL,
    Verdict.INCONCLUSIVE,
    Verdict.SKIPPED,
)

replace = msgspec.structs.replace
MEASURED, NOTHING_PLANNED = Why.MEASURED, Why.NOTHING_PLANNED


def said(one: Judgement) -> tuple[Verdict, Why, str]:
    return one.verdict, one.why, one.detail


def one_input(name: str, **changed: Any) -> Setup:
    """The good set-up, one input of it changed."""
    return set_up(inputs=tuple(replace(one, **changed) if one.name == name else one for one in SETUP.inputs))


def with_item(*items: ItemSetup, **changed: Any) -> Setup:
    return set_up(items=(*SETUP.items, *items), **changed)


FILTERED = one_input("Camera", filters=(FilterSetup("Grade", "color_filter_v2", True), FilterSetup("Key", "x", False)))
FILM = InputSetup("Film", "ffmpeg_source", file="/vt/film.mp4", media_state="OBS_MEDIA_STATE_PLAYING")


def with_film(**changed: Any) -> Setup:
    film = replace(FILM, **changed)
    return with_item(ItemSetup("Main", "Film", True, 1280, 720, 0, 0, 1920, 1080), inputs=(*SETUP.inputs, film))


Case = tuple[Callable[[Setup, Rig], Judgement], Setup, dict[str, Any], tuple[Verdict, Why, str]]
CASES: tuple[Case, ...] = (
    (judge_start, SETUP, {}, (SKIPPED, NOTHING_PLANNED, "")),
    (judge_start, SETUP, {"opening_scene": "Main"}, (PASS, MEASURED, "")),
    (judge_start, SETUP, {"opening_scene": "Ending"}, (WARN, Why.DIFFERS, "Main")),
    (judge_start, SETUP, {"opening_scene": "Opener"}, (FAIL, Why.MISSING, "Opener")),
    (judge_enabled, SETUP, {}, (SKIPPED, NOTHING_PLANNED, "")),
    (judge_enabled, SETUP, {"required_sources": ("Camera", "Slate")}, (PASS, MEASURED, "")),
    (judge_enabled, SETUP, {"required_sources": ("Nobody",)}, (FAIL, Why.MISSING, "Nobody")),
    (
        judge_enabled,
        with_item(ItemSetup("Ending", "Camera", False, 1, 1, 0, 0, 1, 1)),
        {"required_sources": ("Camera",)},
        (FAIL, Why.HIDDEN, "Ending / Camera"),
    ),
    (
        judge_enabled,
        with_item(ItemSetup("Junk", "Camera", False, 1, 1, 0, 0, 1, 1)),
        {"required_sources": ("Camera",)},
        (PASS, MEASURED, ""),
    ),
    (judge_fit, SETUP, {}, (SKIPPED, NOTHING_PLANNED, "")),
    (judge_fit, SETUP, {"full_sources": ("Camera",)}, (PASS, MEASURED, "")),
    (judge_fit, SETUP, {"full_sources": ("Host",)}, (INCONCLUSIVE, Why.NO_PICTURE, "Main / Host")),
    (judge_fit, SETUP, {"full_sources": ("Nobody",)}, (FAIL, Why.MISSING, "Nobody")),
    (
        judge_fit,
        with_item(ItemSetup("Ending", "Camera", True, 1920, 1080, 0, 0, 1900, 1080)),
        {"full_sources": ("Camera",)},
        (WARN, Why.GAPS, "Ending / Camera"),
    ),
    (
        judge_fit,
        with_item(ItemSetup("Ending", "Camera", True, 1920, 1080, -10, -10, 1940, 1100)),
        {"full_sources": ("Camera",)},
        (PASS, MEASURED, ""),
    ),
    (judge_device, SETUP, {}, (PASS, MEASURED, "")),
    (judge_device, one_input("Camera", device_present=False), {}, (FAIL, Why.MISSING, "Camera")),
    (judge_device, one_input("Camera", device_present=None), {}, (INCONCLUSIVE, Why.UNAVAILABLE, "Camera")),
    (judge_device, set_up(inputs=()), {}, (SKIPPED, NOTHING_PLANNED, "")),
    (judge_media_len, SETUP, {}, (SKIPPED, NOTHING_PLANNED, "")),
    (
        judge_media_len,
        with_film(media_length=Span(9_600)),
        {"media_lengths": {"Film": Span(10_000)}},
        (PASS, MEASURED, ""),
    ),
    (
        judge_media_len,
        with_film(media_length=Span(11_900)),
        {"media_lengths": {"Film": Span(10_000)}},
        (WARN, MEASURED, "Film"),
    ),
    (
        judge_media_len,
        with_film(media_length=Span(12_100)),
        {"media_lengths": {"Film": Span(10_000)}},
        (FAIL, MEASURED, "Film"),
    ),
    (judge_media_len, with_film(), {"media_lengths": {"Film": Span(10_000)}}, (INCONCLUSIVE, Why.UNAVAILABLE, "Film")),
    (judge_media_len, SETUP, {"media_lengths": {"Film": Span(10_000)}}, (FAIL, Why.MISSING, "Film")),
    (judge_image_net, SETUP, {}, (PASS, MEASURED, "")),
    (judge_image_net, one_input("Slate", file="\\\\nas\\art\\s.png"), {}, (WARN, Why.NETWORK_FILE, "Slate")),
    (judge_image_net, one_input("Slate", file="/run/user/1/gvfs/smb/s.png"), {}, (WARN, Why.NETWORK_FILE, "Slate")),
    (judge_image_net, one_input("Slate", file="C:/art/s.png"), {}, (PASS, MEASURED, "")),
    (judge_image_net, one_input("Slate", file=""), {}, (SKIPPED, NOTHING_PLANNED, "")),
    (judge_plugin_kind, SETUP, {}, (PASS, MEASURED, "")),
    (judge_plugin_kind, set_up(kinds=frozenset()), {}, (INCONCLUSIVE, Why.UNAVAILABLE, "")),
    (judge_plugin_kind, one_input("Camera", kind="ndi_source"), {}, (FAIL, Why.MISSING, "ndi_source (Camera)")),
    (
        judge_plugin_kind,
        set_up(inputs=(*SETUP.inputs, InputSetup("Old", "ndi_source"))),
        {},
        (WARN, Why.MISSING, "ndi_source (Old)"),
    ),
    (judge_filters, SETUP, {}, (SKIPPED, NOTHING_PLANNED, "")),
    (judge_filters, FILTERED, {"required_filters": (("Camera", "Grade"),)}, (PASS, MEASURED, "")),
    (judge_filters, FILTERED, {"required_filters": (("Camera", "Key"),)}, (FAIL, Why.FILTER_OFF, "Camera / Key")),
    (judge_filters, FILTERED, {"required_filters": (("Camera", "Blur"),)}, (FAIL, Why.MISSING, "Camera / Blur")),
    (judge_filters, FILTERED, {"required_filters": (("Nobody", "Blur"),)}, (FAIL, Why.MISSING, "Nobody")),
    (judge_filters, FILTERED, {"required_filters": (("Main", "Blur"),)}, (INCONCLUSIVE, Why.UNAVAILABLE, "Main")),
    (judge_capture_mix, SETUP, {}, (PASS, MEASURED, "")),
    (
        judge_capture_mix,
        with_item(
            ItemSetup("Main", "Desk", True, 1, 1, 0, 0, 1, 1),
            ItemSetup("Main", "Game", True, 1, 1, 0, 0, 1, 1),
            inputs=(*SETUP.inputs, InputSetup("Desk", "monitor_capture"), InputSetup("Game", "game_capture")),
        ),
        {},
        (WARN, Why.TWO_CAPTURES, "Main"),
    ),
)


@pytest.mark.parametrize(("judge", "setup", "rig", "wanted"), CASES)
def test_judgement(
    judge: Callable[[Setup, Rig], Judgement], setup: Setup, rig: dict[str, Any], wanted: tuple[Verdict, Why, str]
) -> None:
    assert said(judge(setup, replace_rig(**rig))) == wanted


@pytest.mark.parametrize(
    ("setup", "here", "wanted"),
    [
        (with_film(), True, (PASS, MEASURED, "")),
        (with_film(), False, (FAIL, Why.MISSING, "Slate, Film")),
        (with_film(media_state="OBS_MEDIA_STATE_ERROR"), True, (FAIL, Why.MEDIA_FAILED, "Film")),
        (with_film(), None, (INCONCLUSIVE, Why.UNAVAILABLE, "Slate, Film")),
        (one_input("Slate", file=""), None, (SKIPPED, NOTHING_PLANNED, "")),
    ],
)
def test_files(setup: Setup, here: bool | None, wanted: tuple[Verdict, Why, str]) -> None:
    assert said(judge_media_file(setup, RIG, {"/slates/holding.png": here, "/vt/film.mp4": here})) == wanted


def plain(luma: int) -> Picture:
    return picture_of(bytes([luma] * 64))


BUSY = picture_of(bytes(range(64)))


@pytest.mark.parametrize(
    ("shots", "wanted"),
    [
        ({}, (SKIPPED, NOTHING_PLANNED, "")),
        ({"Camera": (BUSY,) * 3}, (PASS, MEASURED, "")),
        ({"Camera": (plain(0), plain(0), BUSY)}, (PASS, MEASURED, "")),
        ({"Camera": (BUSY, plain(0), plain(0), plain(0))}, (FAIL, Why.BLACK, "Camera")),
        ({"Camera": (plain(7),) * 3, "Slate": (BUSY,) * 3}, (FAIL, Why.BLACK, "Camera")),
        ({"Camera": (plain(12),) * 3}, (WARN, Why.BLACK, "Camera")),
        ({"Camera": (plain(16),) * 3}, (PASS, MEASURED, "")),
        ({"Camera": (None,) * 3}, (FAIL, Why.NO_PICTURE, "Camera")),
        ({"Camera": (None, None, BUSY)}, (PASS, MEASURED, "")),
        ({"Camera": (BUSY,) * 3, "Slate": (plain(0),) * 2}, (INCONCLUSIVE, Why.MEASURING, "")),
    ],
)
def test_black(shots: dict[str, tuple[Picture | None, ...]], wanted: tuple[Verdict, Why, str]) -> None:
    assert said(judge_black(shots, RIG)) == wanted


@pytest.mark.parametrize(
    ("shots", "wanted"),
    [
        ({"Film": (plain(10), plain(11), plain(11), plain(11), plain(11))}, (PASS, MEASURED, "")),
        ({"Film": (plain(10),) * 5}, (FAIL, Why.FROZEN, "Film")),
        ({"Film": (plain(10),) * 4}, (INCONCLUSIVE, Why.MEASURING, "")),
        ({"Film": (None,) * 5}, (FAIL, Why.NO_PICTURE, "Film")),
        ({"Film": (*(plain(10),) * 4, picture_of(bytes([*[10] * 52, *[11] * 12])))}, (WARN, Why.FROZEN, "Film")),
        ({"VT": (plain(10),) * 5}, (INCONCLUSIVE, Why.NOT_PLAYING, "VT")),
        ({"VT": (plain(10),) * 5, "Film": (plain(10),) * 5}, (FAIL, Why.FROZEN, "Film")),
    ],
)
def test_frozen(shots: dict[str, tuple[Picture | None, ...]], wanted: tuple[Verdict, Why, str]) -> None:
    assert said(judge_frozen(shots, RIG, resting=("VT",))) == wanted


def test_a_rig_may_have_its_own_limits_of_black() -> None:
    night = replace_rig(limits={"scn.black": Limits(2, 1, "/ 255", more=True)})
    assert judge_black({"Camera": (plain(3),) * 3}, night).verdict is PASS


def test_what_may_be_black_by_design_is_not_looked_at() -> None:
    extra = (
        InputSetup("Ticker", "browser_source"),
        InputSetup("Title", "text_ft2_source_v2"),
        InputSetup("Matte", "color_source_v3"),
        InputSetup("VT", "ffmpeg_source", media_state="OBS_MEDIA_STATE_ENDED"),
    )
    items = [ItemSetup("Main", one.name, True, 9, 9, 0, 0, 9, 9) for one in extra]
    setup = with_item(*items, inputs=(*SETUP.inputs, *extra))
    assert with_picture(setup, RIG) == ("Camera", "Slate")
    assert with_picture(setup, replace_rig(full_sources=("Ticker",))) == ("Camera", "Slate", "Ticker")


def test_what_stands_in_a_nested_scene_is_on_air_as_well_unless_it_is_hidden() -> None:
    inside = ItemSetup("Junk", "Inner", True, 1, 1, 0, 0, 1, 1)
    for shown in (True, False):
        setup = with_item(
            ItemSetup("Main", "Junk", shown, 1, 1, 0, 0, 1, 1),
            inside,
            inputs=(*SETUP.inputs, InputSetup("Inner", "image_source")),
        )
        assert ("Junk" in planned_scenes(setup, RIG)) is shown
        assert ("Inner" in {one.name for one in counted_on(setup, RIG)}) is shown


def run(check_id: str, world: StillWorld) -> Judgement:
    one = next(one for one in CATALOGUE if one.info.id == check_id)
    return run_jumping(one.run(world))  # type: ignore[arg-type]  # it wants a coroutine, and it is one


PAGE = with_item(
    ItemSetup("Main", "Ticker", True, 1, 1, 0, 0, 1, 1),
    inputs=(*SETUP.inputs, InputSetup("Ticker", "browser_source", url="https://ticker.example/page")),
)
FAR = replace(OBS, link=replace(LINK, host="encoder", local=False))


def test_browser_sources() -> None:
    assert said(run("scn.browser", StillWorld())) == (SKIPPED, NOTHING_PLANNED, "")
    world = StillWorld(set_up=PAGE)
    assert said(run("scn.browser", world)) == (PASS, MEASURED, "")
    assert ("connect_tcp", "ticker.example", 443) in world.asked
    bare = replace(PAGE, kinds=SETUP.kinds - {"browser_source"})
    assert said(run("scn.browser", StillWorld(set_up=bare))) == (FAIL, Why.MISSING, "browser_source")
    assert said(run("scn.browser", StillWorld(obs=FAR, set_up=PAGE))) == (INCONCLUSIVE, Why.OTHER_MACHINE, "encoder")


def test_a_page_whose_server_is_away() -> None:
    class Away(StillWorld):
        async def connect_tcp(self, *_where: object) -> Span:
            raise Unreachable(Why.REFUSED)

    assert said(run("scn.browser", Away(set_up=PAGE))) == (FAIL, Why.REFUSED, "Ticker")


def test_a_file_that_is_not_there() -> None:
    world = StillWorld()
    assert said(run("scn.media_file", world)) == (PASS, MEASURED, "")
    world.gone_files = frozenset({"/slates/holding.png"})
    assert said(run("scn.media_file", world)) == (FAIL, Why.MISSING, "Slate")
    world.blind = Why.OTHER_MACHINE
    assert said(run("scn.media_file", world)) == (INCONCLUSIVE, Why.UNAVAILABLE, "Slate")


@pytest.mark.parametrize("why", [Why.NOT_CONNECTED, Why.CHANGED_MEANWHILE])
def test_pictures_that_cannot_be_had_are_inconclusive(why: Why) -> None:
    world = StillWorld(rig=replace_rig(moving_sources=("Camera",)))
    world.blind = why
    for check_id in ("scn.black", "scn.frozen"):
        assert said(run(check_id, world)) == (INCONCLUSIVE, why, "")


BY_SETUP = [
    one.info.id for one in CATALOGUE if one.info.group in (Group.SCENES, Group.AUDIO) and one.info.mode is Mode.PASSIVE
]


@pytest.mark.parametrize("check_id", BY_SETUP)
def test_nothing_passes_where_obs_does_not_answer(check_id: str) -> None:
    """Whatever is planned: no reading is no pass."""
    rig = replace_rig(
        opening_scene="Main",
        required_sources=("Camera",),
        full_sources=("Camera",),
        moving_sources=("Camera",),
        required_filters=(("Camera", "Grade"),),
        media_lengths={"Film": Span(1)},
        specials={"mic1": "Host"},
        sync_offsets={"Host": Span(0)},
    )
    world = StillWorld(rig, replace(OBS, state=None), set_up=None)
    world.blind = Why.NOT_CONNECTED
    assert run(check_id, world).verdict is INCONCLUSIVE
