import stat
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liveops_desktop.shell.settings import DECLARED, Settings
from liveops_desktop.shell.settings_file import VERSION, dump, load, save, theme

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
plain = st.one_of(st.booleans(), st.integers(-(2**40), 2**40), texts, st.floats(allow_nan=False, allow_infinity=False))
values = st.recursive(plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3))
chosen = st.builds(
    Settings,
    language=st.sampled_from(["system", "en", "zh_Hans", "zh_Hant"]),
    theme=st.sampled_from(["dark", "light"]),
    reading_distance_m=st.floats(1.0, 6.0),
    host_display=texts,
    obs_host=texts.filter(bool),
    obs_port=st.integers(1, 65_535),
    log_level=st.sampled_from(["error", "debug"]),
    keys=st.dictionaries(texts, st.lists(texts, max_size=2).map(tuple), max_size=3),
)
OURS = {"version", "keys", *(one.name for one in DECLARED)}
unknowns = st.dictionaries(texts.filter(lambda name: name not in OURS), values, max_size=3)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen, unknowns)
def test_what_is_written_is_read_back_and_what_is_not_known_is_kept(
    tmp_path: Path, now: Settings, unknown: dict[str, Any]
) -> None:
    file = tmp_path / "settings.toml"
    save(file, dump(now, unknown))
    loaded = load(file)
    assert loaded.troubles == ()
    assert loaded.settings == now
    assert loaded.unknown == unknown


def test_the_file_explains_itself() -> None:
    lines = dump(Settings()).splitlines()
    for one in DECLARED:
        place = next(number for number, line in enumerate(lines) if line.startswith(f"{one.name} = "))
        assert lines[place - 1].startswith("# ")
        assert one.range_words() in lines[place - 1]
        assert one.text in lines[place - 1]
    assert "from 1 to 6 m" in dump(Settings())


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("reading_distance_m = 9", "from 1 to 6 m. 2.0 is used"),
        ("reading_distance_m = nan", "from 1 to 6 m"),
        ("reading_distance_m = true", "from 1 to 6 m"),
        ("obs_port = 0", "from 1 to 65535. 4455 is used"),
        ('obs_port = "4455"', "from 1 to 65535"),
        ("obs_port = 4455.5", "from 1 to 65535"),
        ('language = "fr"', 'one of "system", "en", "zh_Hans", "zh_Hant". "system" is used'),
        ('obs_host = ""', '"127.0.0.1" is used'),
        ("log_level = [1]", 'one of "error"'),
    ],
)
def test_a_bad_value_is_named_with_its_line_and_the_rest_is_taken(tmp_path: Path, line: str, named: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(f'version = 1\n# a remark\n\n  {line}\ntheme = "light"\n')
    loaded = load(file, Settings(reading_distance_m=3.0))
    (trouble,) = loaded.troubles
    assert "line 4" in trouble
    assert named in trouble
    name = line.partition(" ")[0]
    assert getattr(loaded.settings, name) == getattr(Settings(), name)
    assert loaded.settings.theme == "light"


def test_keys_that_are_no_list_are_named(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('[keys]\n"take-bar.hold" = ["K"]\n"take-bar.take" = "F12"\n')
    loaded = load(file)
    assert loaded.settings.keys == {"take-bar.hold": ("K",)}
    assert len(loaded.troubles) == 1
    assert "line 3" in loaded.troubles[0]


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b'theme = "light"\nobs_port = = 1\n', "line 2"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"a = " + b"[" * 100_000, ""),
        (b"#" * 300_000, "too large"),
    ],
    ids=["no TOML", "not UTF-8", "deep", "huge"],
)
def test_a_file_that_cannot_be_read_is_kept_aside(tmp_path: Path, raw: bytes, why: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(raw)
    loaded = load(file)
    assert loaded.settings == Settings()
    assert why in loaded.troubles[0]
    assert (tmp_path / "settings.unreadable.toml").read_bytes() == raw
    assert not file.exists()


def test_older_files_are_brought_up_step_by_step(tmp_path: Path) -> None:
    def to_two(data: dict[str, Any]) -> dict[str, Any]:
        data["obs_port"] = data.pop("port")
        return data

    def to_three(data: dict[str, Any]) -> dict[str, Any]:
        return {**data, "obs_port": data["obs_port"] + 1}

    file = tmp_path / "settings.toml"
    file.write_text("version = 1\nport = 4000\n")
    loaded = load(file, upgrades={1: to_two, 2: to_three}, version=3)
    assert (loaded.settings.obs_port, loaded.version, loaded.unknown) == (4001, 3, {})


def test_a_file_of_a_newer_program_keeps_its_version_and_what_it_says_more(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(f'version = {VERSION + 1}\ntheme = "light"\nbrightness = 3\n[pedal]\nleft = "take"\n')
    loaded = load(file)
    again = tomllib.loads(dump(loaded.settings, loaded.unknown, loaded.version))
    assert (again["version"], again["brightness"], again["pedal"]) == (VERSION + 1, 3, {"left": "take"})
    assert again["theme"] == "light"


def test_by_hand_without_a_version(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("\ufeffobs_port = 4466\r\n", encoding="utf-8")
    loaded = load(file)
    assert (loaded.settings.obs_port, loaded.version, loaded.troubles) == (4466, VERSION, ())


def test_it_is_private_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    save(tmp_path / "settings.toml", dump(Settings()))
    save(tmp_path / "settings.toml", dump(Settings(theme="light")))
    assert [path.name for path in tmp_path.iterdir()] == ["settings.toml"]
    assert stat.S_IMODE((tmp_path / "settings.toml").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("raw", "look"),
    [
        (b'theme = "light"\n', "light"),
        (b'theme = "high-contrast"\nlanguage = 7\n', "high-contrast"),
        (b'theme = "pink"\n', "dark"),
        (b"theme = [1]\n", "dark"),
        (b"theme = ", "dark"),
        (b"\xff", "dark"),
    ],
)
def test_the_look_is_known_before_the_window_and_the_file_is_left_to_the_settings(
    tmp_path: Path, raw: bytes, look: str
) -> None:
    file = tmp_path / "settings.toml"
    assert theme(file) == "dark"
    file.write_bytes(raw)
    assert theme(file) == look
    assert file.read_bytes() == raw
    assert [one.name for one in tmp_path.iterdir()] == ["settings.toml"]
