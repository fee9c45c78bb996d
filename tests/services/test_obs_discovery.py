import json
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from liveops_desktop.services.machine import program_files
from liveops_desktop.services.obs_discovery import LARGEST, OBS_PROGRAMS, Flaw, Place, find_obs
from tests.lab.studio import LabObs

NEWER = Path("plugin_config", "obs-websocket", "config.json")
OLDER = Path("global.ini")
SECRET = 'mock-Pa55 "w\\ord%(x)s'  # what an INI or JSON reader with opinions would spoil


def as_json(**settings: object) -> str:
    return json.dumps({"alerts_enabled": False, "first_load": False, **settings})


def lay(folder: Path, file: Path, text: str) -> Path:
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("system", "under", "place"),
    [
        ("linux", ".config/obs-studio", Place.USUAL),
        ("linux", ".var/app/com.obsproject.Studio/config/obs-studio", Place.FLATPAK),
        ("linux", "snap/obs-studio/current/.config/obs-studio", Place.SNAP),
        ("darwin", "Library/Application Support/obs-studio", Place.USUAL),
        ("win32", "AppData/Roaming/obs-studio", Place.USUAL),
    ],
)
def test_each_place_with_the_newer_format(tmp_path: Path, system: str, under: str, place: Place) -> None:
    settings = as_json(server_enabled=True, server_port=4567, auth_required=True, server_password=SECRET)
    lay(tmp_path / under, NEWER, settings)
    (one,) = find_obs(tmp_path, {}, system, ()).found
    assert (one.place, one.folder, one.port) == (place, tmp_path / under, 4567)
    assert (one.enabled, one.auth_required, one.listening) == (True, True, False)
    assert one.password.reveal() == SECRET


@pytest.mark.parametrize(
    ("system", "variable", "under"), [("win32", "APPDATA", "obs-studio"), ("linux", "XDG_CONFIG_HOME", "obs-studio")]
)
def test_the_system_may_have_moved_the_folder(tmp_path: Path, system: str, variable: str, under: str) -> None:
    lay(tmp_path / "elsewhere" / under, NEWER, as_json(server_enabled=True))
    (one,) = find_obs(tmp_path / "home", {variable: str(tmp_path / "elsewhere")}, system, ()).found
    assert one.port == 4455
    assert one.enabled


def test_the_older_format_as_obs_writes_it(tmp_path: Path) -> None:
    text = (
        "\ufeff[General]\nServerPort=1\n\n[OBSWebSocket]\r\nFirstLoad=false\r\nServerEnabled=True\r\n"
        "ServerPort=4466\r\nAuthRequired=true\r\nServerPassword=a=b;%c\\\\d\r\n[Other]\nServerPort=2\n"
    )
    lay(tmp_path / ".config/obs-studio", OLDER, text)
    (one,) = find_obs(tmp_path, {}, "linux", ()).found
    assert (one.port, one.enabled, one.password.reveal()) == (4466, True, "a=b;%c\\d")


def test_an_obs_whose_server_was_never_touched_is_found_switched_off(tmp_path: Path) -> None:
    lay(tmp_path / ".config/obs-studio", OLDER, "[General]\nFirstRun=true\n")
    (one,) = find_obs(tmp_path, {}, "linux", ()).found
    assert (one.port, one.enabled, bool(one.password)) == (4455, False, False)


def test_the_newer_format_counts_where_both_are(tmp_path: Path) -> None:
    folder = tmp_path / ".config/obs-studio"
    lay(folder, OLDER, "[OBSWebSocket]\nServerEnabled=true\nServerPort=1111\n")
    lay(folder, NEWER, as_json(server_enabled=False, server_port=2222))
    (one,) = find_obs(tmp_path, {}, "linux", ()).found
    assert (one.port, one.enabled) == (2222, False)


def test_a_broken_newer_file_leaves_the_older_one_and_is_named(tmp_path: Path) -> None:
    folder = tmp_path / ".config/obs-studio"
    lay(folder, OLDER, "[OBSWebSocket]\nServerEnabled=true\nServerPort=1111\n")
    broken = lay(folder, NEWER, '{"server_password": "geheim", ')
    finding = find_obs(tmp_path, {}, "linux", ())
    assert [one.port for one in finding.found] == [1111]
    assert [(one.file, one.flaw) for one in finding.passed_over] == [(broken, Flaw.NOT_READABLE)]
    assert "geheim" not in repr(finding)


def huge(path: Path) -> None:
    path.write_text(as_json(server_port=4455, filler="x" * LARGEST))


ODD: dict[str, tuple[Callable[[Path], object], Flaw]] = {
    "huge": (huge, Flaw.TOO_LARGE),
    "a pipe nobody writes into": (os.mkfifo, Flaw.NOT_A_FILE),
    "a folder": (Path.mkdir, Flaw.NOT_A_FILE),
    "a list": (lambda path: path.write_text("[1]"), Flaw.NOT_READABLE),
    "deeply nested": (lambda path: path.write_text("[" * 100_000), Flaw.NOT_READABLE),
    "not UTF-8": (lambda path: path.write_bytes(b'{"server_password": "\xff\xfe"}'), Flaw.NOT_READABLE),
    "a port beyond all ports": (lambda path: path.write_text(as_json(server_port=70_000)), Flaw.BAD_PORT),
    "a port in words": (lambda path: path.write_text(as_json(server_port="four")), Flaw.BAD_PORT),
    "a port that is a truth": (lambda path: path.write_text('{"server_port": true}'), Flaw.BAD_PORT),
    "a loop of links": (lambda path: path.symlink_to(path), Flaw.NOT_READABLE),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_files_are_passed_over_with_a_reason(tmp_path: Path, name: str) -> None:
    make, flaw = ODD[name]
    path = tmp_path / ".config/obs-studio" / NEWER
    path.parent.mkdir(parents=True)
    make(path)
    finding = find_obs(tmp_path, {}, "linux", ())
    assert finding.found == ()
    assert [one.flaw for one in finding.passed_over] == [flaw]


def test_text_that_is_no_ini_is_passed_over(tmp_path: Path) -> None:
    lay(tmp_path / ".config/obs-studio", OLDER, "\x00\x01garbage\nmore")
    finding = find_obs(tmp_path, {}, "linux", ())
    assert [one.flaw for one in finding.passed_over] == [Flaw.NOT_READABLE]


def test_several_are_told_apart_and_the_one_that_listens_comes_first(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        lay(tmp_path / ".config/obs-studio", NEWER, as_json(server_enabled=False, server_port=1))
        lay(
            tmp_path / ".var/app/com.obsproject.Studio/config/obs-studio",
            NEWER,
            as_json(server_enabled=True, server_port=2),
        )
        lay(
            tmp_path / "snap/obs-studio/current/.config/obs-studio",
            OLDER,
            f"[OBSWebSocket]\nServerEnabled=true\nServerPort={port}\n",
        )
        found = find_obs(tmp_path, {}, "linux", ()).found
    assert [(one.place, one.listening) for one in found] == [
        (Place.SNAP, True),
        (Place.FLATPAK, False),
        (Place.USUAL, False),
    ]


def test_one_folder_by_two_ways_is_one_obs(tmp_path: Path) -> None:
    lay(tmp_path / ".config/obs-studio", NEWER, as_json(server_enabled=True))
    flatpak = tmp_path / ".var/app/com.obsproject.Studio/config"
    flatpak.mkdir(parents=True)
    (flatpak / "obs-studio").symlink_to(tmp_path / ".config/obs-studio")
    assert len(find_obs(tmp_path, {}, "linux", ()).found) == 1


def test_a_portable_one_is_found_beside_its_program(tmp_path: Path) -> None:
    lay(tmp_path / "stick/config/obs-studio", NEWER, as_json(server_enabled=True, server_port=4477))
    program = tmp_path / "stick/bin/64bit/obs64.exe"
    found = find_obs(tmp_path / "home", {}, "win32", (program,)).found
    assert [(one.place, one.port) for one in found] == [(Place.PORTABLE, 4477)]


def test_no_password_is_taken_where_none_is_required(tmp_path: Path) -> None:
    settings = as_json(server_enabled=True, auth_required=False, server_password="left over")
    lay(tmp_path / ".config/obs-studio", NEWER, settings)
    (one,) = find_obs(tmp_path, {}, "linux", ()).found
    assert not one.password


def test_nothing_there(tmp_path: Path) -> None:
    finding = find_obs(tmp_path, {}, sys.platform, ())
    assert (finding.found, finding.passed_over) == ((), ())


@pytest.mark.lab
def test_a_real_obs_by_its_own_home(own_obs: Callable[..., LabObs]) -> None:
    mine = own_obs()
    (one,) = find_obs(mine.folder / "home", {}, "linux", ()).found
    assert (one.port, one.enabled, one.auth_required, one.listening) == (mine.port, True, True, True)
    assert one.password.reveal() == mine.password
    assert mine.password not in repr(one)
    assert Path("/proc", str(mine.pid), "exe").resolve() in program_files(OBS_PROGRAMS)
