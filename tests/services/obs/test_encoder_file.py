"""The encoder's settings come from the right profile, or not at all."""

import json
import os
from pathlib import Path

import pytest

from liveops_desktop.services.obs.encoder_file import LARGEST, read_encoder

X264 = {"AdvOut/Encoder": "obs_x264"}
AUTO = {"keyint_sec": "0", "rate_control": "CBR", "bitrate": "2500"}


def profile(folder: Path, name: str, encoder: str | None = "obs_x264", **settings: object) -> Path:
    home = folder / "basic" / "profiles" / f"{name} (folder)"
    home.mkdir(parents=True)
    chosen = f"[AdvOut]\nEncoder={encoder}\n" if encoder else ""
    (home / "basic.ini").write_text(f"\ufeff[General]\nName={name}\n\n{chosen}", "utf-8")
    if settings:
        (home / "streamEncoder.json").write_text(json.dumps(settings))
    return home


def test_settings_over_the_encoders_own_defaults(tmp_path: Path) -> None:
    profile(tmp_path, "Show", bitrate=6000, keyint_sec=2, x264opts="free text", psy_aq=True)
    profile(tmp_path, "Other", bitrate=1)
    assert read_encoder(lambda: [tmp_path], "Show", X264) == {**AUTO, "bitrate": "6000", "keyint_sec": "2"}


@pytest.mark.parametrize(
    ("encoder", "expected"),
    [
        ("obs_x264", AUTO),
        ("jim_nvenc", {"keyint_sec": "0", "rate_control": "CBR"}),
        ("com.apple.videotoolbox.videoencoder.ave.avc", {"keyint_sec": "0"}),
    ],
)
def test_without_the_file_the_defaults_count(tmp_path: Path, encoder: str, expected: dict[str, str]) -> None:
    profile(tmp_path, "Show", encoder)
    assert read_encoder(lambda: [tmp_path], "Show", {"AdvOut/Encoder": encoder}) == expected


def test_a_profile_of_another_obs_is_not_taken(tmp_path: Path) -> None:
    profile(tmp_path, "Show", "jim_nvenc", bitrate=1)
    assert read_encoder(lambda: [tmp_path], "Show", X264) == {}
    assert read_encoder(lambda: [tmp_path], "Elsewhere", X264) == {}
    assert read_encoder(lambda: [tmp_path / "nothing"], "Show", X264) == {}
    assert read_encoder(list, "Show", X264) == {}


def test_of_two_obs_the_one_that_wrote_its_log_last_is_taken(tmp_path: Path) -> None:
    for number, (name, at) in enumerate({"old": 1_000, "new": 2_000, "silent": None}.items()):
        profile(tmp_path / name, "Show", bitrate=number + 1)
        if at is not None:
            log = tmp_path / name / "logs" / "one.txt"
            log.parent.mkdir()
            log.touch()
            os.utime(log, (at, at))
    folders = [tmp_path / name for name in ("silent", "old", "new")]
    assert read_encoder(lambda: folders, "Show", X264)["bitrate"] == "2"


@pytest.mark.parametrize("text", ["", "[]", "{", "[" * 100_000, '{"bitrate": [1]}', " " * (LARGEST + 1)])
def test_a_bad_file_says_nothing(tmp_path: Path, text: str) -> None:
    (profile(tmp_path, "Show") / "streamEncoder.json").write_text(text)
    assert read_encoder(lambda: [tmp_path], "Show", X264) == AUTO


def test_a_bad_profile_is_passed_over(tmp_path: Path) -> None:
    (profile(tmp_path, "Show") / "basic.ini").write_bytes(b"\xff\xfe no ini")
    assert read_encoder(lambda: [tmp_path], "Show", X264) == {}
