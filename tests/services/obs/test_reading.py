"""What passes the boundary, and what never does."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveops_desktop.core.clock import Instant
from liveops_desktop.core.vitals import Output, SceneItem
from liveops_desktop.services.obs import reading

KEY = "live_91c2-s3cr3t-k3y"


def service(kind: str, **settings: Any) -> dict[str, Any]:
    return {"streamServiceType": kind, "streamServiceSettings": settings}


@pytest.mark.parametrize(
    ("raw", "server", "key_set"),
    [
        (service("rtmp_custom", server="rtmp://in.example/live", key=KEY), "rtmp://in.example/live", True),
        (service("rtmp_custom", server="rtmp://in.example/live/", key=" \n"), "rtmp://in.example/live", False),
        (service("rtmp_custom", server="rtmp://in.example:1936/a/b", key=KEY), "rtmp://in.example:1936/a/b", True),
        (service("rtmp_custom", server=f"rtmp://me:{KEY}@in.example/live", key="k"), "rtmp://in.example/live", True),
        (service("rtmp_custom", server=f"rtmp://in.example/live?key={KEY}", key="k"), "rtmp://in.example/live", True),
        (service("rtmp_custom", server=f"rtmp://in.example/live/{KEY}"), "rtmp://in.example/live", False),
        (service("rtmp_custom", server=f"srt://in.example:9000?streamid={KEY}"), "srt://in.example:9000", True),
        (service("rtmp_custom", server="srt://[2001:db8::1]:9000"), "srt://[2001:db8::1]:9000", False),
        (
            service("whip_custom", server=f"https://w.example/whip/{KEY}", bearer_token=KEY),
            "https://w.example/whip",
            True,
        ),
        (service("rtmp_common", server="auto", key=KEY, service="Twitch"), "auto", True),
        (service("rtmp_custom", server=f"in.example/{KEY}", key=""), "", False),
        (service("rtmp_custom", server="rtmp://in.example:99999/live", key=KEY), "", True),
        (service("rtmp_custom", server="", key=""), "", False),
        (service("rtmp_custom", server=None, key=KEY), "", False),
        ({}, "", False),
    ],
)
def test_the_target_passes_without_its_key(raw: dict[str, Any], server: str, key_set: bool) -> None:
    _, found, keyed = reading.read_service(raw)
    assert (found.rstrip("/") if server else found, keyed) == (server, key_set)
    assert KEY not in repr(reading.read_service(raw))


@given(st.text(alphabet="abc:/?#@[]%.-_ 019\n\t", max_size=40), st.booleans())
def test_a_stripped_server_has_no_user_query_or_fragment(server: str, keyed: bool) -> None:
    found = reading.strip_server(server, keyed=keyed)
    assert not set(found) & set("@?#")


def test_the_raw_service_shows_no_key_in_its_repr() -> None:
    read = reading.convert({"server": "rtmp://x/live", "key": KEY}, reading._ServiceSettings)
    assert read is not None
    assert read.key == KEY
    assert KEY not in repr(read)


STATS = {
    "cpuUsage": 1.5,
    "memoryUsage": 200,
    "availableDiskSpace": 5000.5,
    "activeFps": 30,
    "averageFrameRenderTime": 0.5,
    "renderSkippedFrames": 1,
    "renderTotalFrames": 100,
    "outputSkippedFrames": 2,
    "outputTotalFrames": 50,
    "webSocketSessionIncomingMessages": 9,
}


def test_stats_map_by_name() -> None:
    stats = reading.read_stats(STATS)
    assert stats is not None
    assert (stats.cpu_percent, stats.memory_mb, stats.free_disk_mb, stats.active_fps) == (1.5, 200, 5000.5, 30)
    assert (stats.frame_time_ms, stats.render_skipped, stats.render_total) == (0.5, 1, 100)
    assert (stats.output_skipped, stats.output_total) == (2, 50)


@pytest.mark.parametrize("broken", [{"cpuUsage": None}, {"renderTotalFrames": "many"}, {"activeFps": [30]}])
def test_malformed_stats_are_not_known(broken: dict[str, Any]) -> None:
    assert reading.read_stats(STATS | broken) is None


def test_since_is_kept_while_an_output_goes_on_and_reckoned_when_it_is_met() -> None:
    raw = {"outputActive": True, "outputDuration": 4_000, "outputBytes": 10, "outputCongestion": 0.5}
    met = reading.read_output(raw, Instant(10_000), None, has_congestion=True)
    assert met is not None
    assert (met.since, met.duration, met.congestion) == (6_000, 4_000, 0.5)
    later = reading.read_output(raw | {"outputDuration": 5_300}, Instant(11_000), met, has_congestion=False)
    assert later is not None
    assert (later.since, later.congestion) == (6_000, None)
    over = reading.read_output({"outputActive": False}, Instant(12_000), later, has_congestion=True)
    assert over is not None
    assert (over.active, over.since) == (False, None)
    again = reading.read_output(raw, Instant(20_000), over, has_congestion=True)
    assert again is not None
    assert again.since == 16_000
    paused = reading.read_output(raw | {"outputPaused": True}, Instant(21_000), again, has_congestion=False)
    assert paused is not None
    assert (paused.paused, paused.reconnecting) == (True, False)
    assert reading.read_output({"outputActive": "yes"}, Instant(0), Output(), has_congestion=True) is None


@pytest.mark.parametrize(
    ("server", "has"),
    [
        ("rtmp://x/live", True),
        ("rtmps://x", True),
        ("auto", True),
        ("", True),
        ("srt://x:1", False),
        ("https://x", False),
    ],
)
def test_only_rtmp_has_congestion(server: str, has: bool) -> None:
    assert reading.has_congestion(server) is has


def test_scenes_read_from_the_top_and_items_by_kind() -> None:
    raw = {
        "currentProgramSceneName": "B",
        "scenes": [{"sceneName": "A", "sceneIndex": 0}, {"sceneName": "B", "sceneIndex": 1}],
    }
    scenes = reading.convert(raw, reading.Scenes)
    assert scenes is not None
    assert (scenes.current_program_scene_name, scenes.names()) == ("B", ("B", "A"))
    size = {"sourceWidth": 640.0, "sourceHeight": 360.0, "alignment": 5}
    entries = [
        {"sourceName": "cam", "inputKind": "v4l2_input", "isGroup": None, "sceneItemTransform": size},
        {"sourceName": "inner", "inputKind": None, "isGroup": False, "sceneItemEnabled": False},
        {"sourceName": "pack", "inputKind": None, "isGroup": True},
    ]
    items = reading.convert({"sceneItems": entries}, reading.Items)
    assert items is not None
    assert [item.item("S") for item in items.scene_items] == [
        SceneItem("S", "cam", "v4l2_input", True, 640.0, 360.0),
        SceneItem("S", "inner", "scene", False, 0.0, 0.0),
        SceneItem("S", "pack", "group", True, 0.0, 0.0),
    ]
    assert items.scene_items[0].item("S", shown=False).enabled is False


def test_an_input_without_sound_has_no_mute() -> None:
    entry = reading.InputName("Slide", "image_source")
    assert reading.read_input(entry, None, None).muted is None
    heard = reading.read_input(entry, {"inputMuted": True}, {"inputVolumeDb": -6.0, "inputVolumeMul": 0.5})
    assert (heard.muted, heard.volume_db) == (True, -6.0)


def test_nothing_but_declared_fields_passes() -> None:
    declared = {
        field for record in (reading.Version, reading.Item, reading.InputName) for field in record.__struct_fields__
    }
    raw = {"sourceName": "x", "sceneItemId": 1, "inputSettings": {"url": KEY}}
    assert KEY not in str(msgspec.to_builtins(reading.convert(raw, reading.Item)))
    assert not {"input_settings", "settings"} & declared
