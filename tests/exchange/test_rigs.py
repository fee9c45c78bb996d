"""Platforms: the shipped ones are whole and possible; a bad file is refused with its place."""

import shutil
from pathlib import Path

import pytest

from liveops_desktop.core.rig import Rig, with_platform
from liveops_desktop.core.rig_rules import validate_rig
from liveops_desktop.exchange.content import BadContent, content_folder
from liveops_desktop.exchange.rigs import FILE, load_platforms


def test_the_shipped_ones() -> None:
    platforms = {one.id: one for one in load_platforms()}
    assert {"youtube", "twitch", "facebook", "douyin", "bilibili", "rtmp", "srt"} <= set(platforms)
    caps = {name: (one.rig.video_kbps_most, one.rig.audio_kbps_most) for name, one in platforms.items()}
    assert (caps["youtube"], caps["twitch"], caps["facebook"]) == ((51_000, 160), (6_000, 320), (9_000, 128))
    for one in platforms.values():
        assert set(one.title) == {"en", "zh", "zh-Hant"}
        assert one.source
        validate_rig(with_platform(Rig(), one.rig))
    assert not platforms["douyin"].confirmed
    assert "unconfirmed" in platforms["douyin"].source


@pytest.mark.parametrize(
    ("was", "now", "place"),
    [
        ("video_kbps = 6000", "video_kbps = 60", "platforms[1].rig.video_kbps"),
        ('id = "twitch"', 'id = "youtube"', "platforms[1].id"),
        ('platform = "twitch"', 'platform = "other"', "platforms[1].rig.platform"),
        ("keyframe_seconds = 2", "keyframes = 2", "platforms[0].rig.keyframes"),
        ("keyframe_seconds = 2", 'keyframe_seconds = "two"', "platforms[0].rig.keyframe_seconds"),
        ('title = { en = "Twitch"', 'title = { en = " "', "platforms[1].title"),
        ("rtmps://a.rtmps.youtube.com:443/live2", "rtmps://a.rtmps.youtube.com/live2?key=k", "platforms[0].rig.ingest"),
    ],
)
def test_a_bad_file_is_refused_with_its_place(tmp_path: Path, was: str, now: str, place: str) -> None:
    shutil.copy(content_folder() / FILE, tmp_path)
    text = (tmp_path / FILE).read_text(encoding="utf-8")
    assert was in text
    (tmp_path / FILE).write_text(text.replace(was, now, 1), encoding="utf-8")
    with pytest.raises(BadContent) as bad:
        load_platforms(tmp_path)
    assert (bad.value.file, bad.value.place) == (FILE, place)
