"""What of OBS's raw answers gets through, and how an item lies on the canvas."""

import pytest
from msgspec.structs import replace

from liveops_desktop.core.setup import InputSetup
from liveops_desktop.services.obs.setup_reading import (
    Item,
    Transform,
    placed,
    read_input,
    read_item,
    read_parameters,
    read_specials,
    read_target,
    settings_of,
)

CENTRE, RIGHT_BOTTOM = 0, 2 | 8
FULL_HD = Transform(source_width=1920.0, source_height=1080.0)


@pytest.mark.parametrize(
    ("size", "box"),
    [
        (FULL_HD, (0, 0, 1920, 1080)),
        (replace(FULL_HD, position_x=10, position_y=20, scale_x=0.5, scale_y=0.5), (10, 20, 960, 540)),
        (replace(FULL_HD, crop_left=100, crop_right=20, crop_top=80), (0, 0, 1800, 1000)),
        (replace(FULL_HD, position_x=960, position_y=540, alignment=CENTRE), (0, 0, 1920, 1080)),
        (replace(FULL_HD, position_x=1920, position_y=1080, alignment=RIGHT_BOTTOM), (0, 0, 1920, 1080)),
        (replace(FULL_HD, position_x=1920, scale_x=-1), (0, 0, 1920, 1080)),  # mirrored
        (replace(FULL_HD, position_x=1080, rotation=90), (0, 0, 1080, 1920)),
        (replace(FULL_HD, crop_left=1920), (0, 0, 0, 0)),
        (Transform(position_x=7), (7, 0, 0, 0)),
    ],
)
def test_an_item_lies_where_obs_draws_it(size: Transform, box: tuple[float, ...]) -> None:
    assert placed(size) == pytest.approx(box, abs=0.01)


@pytest.mark.parametrize(
    ("kind", "box"),
    [
        ("OBS_BOUNDS_STRETCH", (0, 0, 1000, 1000)),
        ("OBS_BOUNDS_SCALE_INNER", (0, 250, 1000, 500)),
        ("OBS_BOUNDS_SCALE_OUTER", (-500, 0, 2000, 1000)),
        ("OBS_BOUNDS_SCALE_TO_WIDTH", (0, 250, 1000, 500)),
        ("OBS_BOUNDS_SCALE_TO_HEIGHT", (-500, 0, 2000, 1000)),
        ("OBS_BOUNDS_MAX_ONLY", (400, 450, 200, 100)),
    ],
)
def test_a_picture_is_fitted_into_its_bounds(kind: str, box: tuple[float, ...]) -> None:
    size = Transform(source_width=200, source_height=100, bounds_type=kind, bounds_width=1000, bounds_height=1000)
    assert placed(size) == pytest.approx(box, abs=0.01)


def test_an_item_of_a_group_is_scaled_and_hidden_with_it() -> None:
    outer = Transform(source_width=200, source_height=100, position_x=50, position_y=10, scale_x=2, scale_y=3)
    group = Item("Group", True, False, outer)
    inner = Item("Logo", None, True, Transform(source_width=20, source_height=10, position_x=5, position_y=6))
    found = read_item("Main", inner, group=group)
    assert (found.left, found.top, found.width, found.height) == (60, 28, 40, 30)
    assert not found.enabled
    assert (found.source_width, found.source_height) == (20, 10)


def test_of_settings_only_device_file_and_address_pass() -> None:
    own = {"inputSettings": {"url": "https://user:pw@web.example/a/b?token=t0ken#f", "css": "secret-css", "text": "x"}}
    defaults = {"defaultInputSettings": {"device_id": "default", "css": ""}}
    found = read_input("Web", "browser_source", {}, settings_of(own, defaults))
    assert found == InputSetup("Web", "browser_source", device="default", url="https://web.example/a/b")
    for secret in ("secret-css", "t0ken", "pw", "user"):
        assert secret not in repr(found)


@pytest.mark.parametrize(
    ("settings", "file", "url"),
    [
        ({"is_local_file": True, "local_file": "/a.mp4", "input": "srt://h:1/x?streamid=k"}, "/a.mp4", ""),
        ({"is_local_file": False, "local_file": "/a.mp4", "input": "rtmp://h/app/key-9"}, "", "rtmp://h/app"),
        ({"file": "/slate.png"}, "/slate.png", ""),
        ({"file": "/text.txt", "read_from_file": False}, "", ""),
        ({"playlist": [{"value": "/one.mkv"}, {"value": "/two.mkv"}]}, "/one.mkv", ""),
        ({"playlist": ["odd"], "url": 7, "file": None}, "", ""),
        ({"is_local_file": True, "local_file": "/page.html", "url": "https://x.example"}, "/page.html", ""),
    ],
)
def test_what_an_input_plays(settings: dict[str, object], file: str, url: str) -> None:
    found = read_input("One", "ffmpeg_source", {}, settings)
    assert (found.file, found.url) == (file, url)


@pytest.mark.parametrize(
    ("items", "name", "present"),
    [
        ([{"itemName": "Cam", "itemValue": "/dev/video0", "itemEnabled": True}], "Cam", True),
        ([{"itemName": "Cam", "itemValue": "/dev/video0", "itemEnabled": False}], "Cam", False),
        ([{"itemName": "Other", "itemValue": "/dev/video1", "itemEnabled": True}], "", False),
        ([], "", False),
        ("odd", "", None),
    ],
)
def test_a_device_is_there_when_obs_lists_it_enabled(items: object, name: str, present: bool | None) -> None:
    listed = {"GetInputPropertiesListPropertyItems": {"propertyItems": items}}
    found = read_input("Cam", "v4l2_input", listed, {"device_id": "/dev/video0"})
    assert (found.device_name, found.device_present) == (name, present)


def test_what_obs_refuses_or_garbles_is_not_known() -> None:
    odd = {
        "GetInputMute": {"inputMuted": "no"},
        "GetInputVolume": None,
        "GetInputAudioBalance": {"inputAudioBalance": True},
        "GetInputAudioTracks": {"inputAudioTracks": ["1"]},
        "GetSourceFilterList": {"filters": [{"filterEnabled": 1}]},
    }
    assert read_input("Odd", "odd", odd, {}) == InputSetup("Odd", "odd")
    assert read_specials({"mic1": "Host", "mic2": None, "desktop1": ""}) == {"mic1": "Host"}
    assert read_parameters((("A", "B"), ("C", "D")), ({"parameterValue": None}, None)) == {}


def target(key: str) -> dict[str, object]:
    return {"streamServiceType": "rtmp_custom", "streamServiceSettings": {"server": "rtmp://h/live", "key": key}}


def test_a_key_leaves_only_its_mark() -> None:
    one, again, other = (read_target(target(key), b"s" * 32) for key in ("k-1", "k-1", "k-2"))
    assert one == again
    assert one.key_mark != other.key_mark
    assert "k-1" not in repr(one)
    assert read_target(target("k-1"), b"t" * 32).key_mark != one.key_mark  # of another station
    assert read_target(target("k-1"), b"").key_mark == ""
    assert (read_target(target(""), b"s" * 32).key_mark, read_target(None, b"s" * 32).key_set) == ("", False)


@pytest.mark.parametrize("key", [" k", "k ", "k\n", "\tk"])
def test_a_ragged_key_is_told(key: str) -> None:
    assert read_target(target(key), b"").key_ragged
    assert not read_target(target("k"), b"").key_ragged
