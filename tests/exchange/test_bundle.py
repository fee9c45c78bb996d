import json
import stat
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from liveops_desktop.cli import main
from liveops_desktop.core.clock import Instant, Span
from liveops_desktop.core.cue import Header, TimeOfDay
from liveops_desktop.core.facts import Fact, NoteAdded, ShowCreated
from liveops_desktop.exchange.bundle import bundle_name, write_bundle
from liveops_desktop.services import redaction
from liveops_desktop.services.obs.secret import Password
from liveops_desktop.store.sqlite import SqliteJournal

OBS_PASSWORD = "Planted Pass-99"
STREAM_KEY = "planted-stream-key-0001"
TOKEN = "planted.token.0002"
PLANTED = (OBS_PASSWORD, STREAM_KEY, TOKEN)


def fact(number: int, body: Any) -> Fact:
    at = Instant(1_000 * number)
    return Fact(f"desk-{number}", "desk", number, None, at, at, "Ann", body)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of which every file holds a secret."""
    monkeypatch.setattr(redaction, "_known", set())
    monkeypatch.setattr(redaction, "_pattern", None)
    folder = tmp_path / "home" / "data"
    folder.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (folder / "log.txt").write_text(f"connected with {OBS_PASSWORD}\nto rtmp://host/app/{STREAM_KEY}\n")
    (folder / "log.3.txt").write_text(f"GET https://host/?access={TOKEN}\n")
    (folder / "settings.toml").write_text(f'obs_host = "studio"\nobs_password = "{OBS_PASSWORD}"\n')
    (folder / "station.json").write_text(json.dumps({"who": "Ann", "show": str(folder / "one.show")}))
    (folder / "unrelated.txt").write_text("not ours to send")
    return folder


@pytest.fixture
def show(folder: Path) -> Path:
    path = folder / "one.show"
    header = Header(
        title="Launch",
        date=date(2026, 5, 1),
        zone="UTC",
        start=TimeOfDay(Span(0)),
        ingest=f"rtmp://host/app/{STREAM_KEY}",
    )
    journal = SqliteJournal(path, station="desk")
    journal.append(
        0,
        [
            fact(1, ShowCreated(header)),
            fact(2, NoteAdded(f"I used token={TOKEN}, and the door code is 4711", "EXE")),
            fact(3, NoteAdded(f"OBS wants {OBS_PASSWORD}", "TEC")),
        ],
    )
    journal.close()
    return path


def unpacked(target: Path) -> dict[str, str]:
    with zipfile.ZipFile(target) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name).decode() for name in packed.namelist()}


def test_no_planted_secret_gets_out(folder: Path, show: Path, tmp_path: Path) -> None:
    Password(OBS_PASSWORD)
    target = write_bundle(tmp_path / "out.zip", folder, show, ({"name": "HDMI-1", "width": 1920},))
    inside = unpacked(target)
    everything = "\n".join(inside.values()) + target.read_bytes().decode("latin-1")
    for secret in PLANTED:
        assert secret not in everything
    assert str(tmp_path / "home") not in everything
    assert set(inside) == {
        "README.txt", "about.json", "settings.toml", "station.json", "log.txt", "log.3.txt", "facts.jsonl",
    }  # fmt: skip
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_what_helps_is_inside(folder: Path, show: Path, tmp_path: Path) -> None:
    inside = unpacked(write_bundle(tmp_path / "out.zip", folder, show, ({"name": "HDMI-1", "width": 1920},)))
    about = json.loads(inside["about.json"])
    assert about["screens"] == [{"name": "HDMI-1", "width": 1920}]
    assert about["versions"]["apsw"] != "?"
    assert about["platform"]["system"]
    assert 'obs_host = "studio"' in inside["settings.toml"]
    facts = [json.loads(line) for line in inside["facts.jsonl"].splitlines()]
    assert [one["body"]["kind"] for one in facts] == ["show-created", "note-added", "note-added"]
    assert facts[0]["body"]["header"]["ingest"].startswith("rtmp://host/app/")
    # The crew's own text stays, as the README of the bundle says.
    assert "the door code is 4711" in facts[1]["body"]["text"]
    assert "crew's own text" in inside["README.txt"]


def test_a_show_that_cannot_be_read_is_named(folder: Path, tmp_path: Path) -> None:
    bad = folder / "bad.show"
    bad.write_bytes(b"no show at all" * 100)
    inside = unpacked(write_bundle(tmp_path / "out.zip", folder, bad))
    assert "cannot be read" in inside["facts.txt"]
    assert "facts.jsonl" not in inside


def test_nothing_is_left_where_it_cannot_be_written(folder: Path) -> None:
    target = folder / "taken.zip"
    target.mkdir()
    with pytest.raises(OSError, match="taken"):
        write_bundle(target, folder)
    assert [path.name for path in folder.iterdir() if path.suffix == ".new"] == []


def test_from_the_command_line_with_the_password_it_is_told(
    folder: Path, show: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "password").write_text(f"{OBS_PASSWORD}\n")
    monkeypatch.setenv("LIVEOPS_OBS_PASSWORD_FILE", str(tmp_path / "password"))
    monkeypatch.setenv("LIVEOPS_HOME", str(folder))
    assert main(["support-bundle", str(show)]) == 0
    target = Path(capsys.readouterr().out.strip())
    assert target.parent == folder
    everything = "\n".join(unpacked(target).values())
    assert not any(secret in everything for secret in PLANTED)
    assert main(["support-bundle", "--to", str(tmp_path / "none" / "x.zip")]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_its_name_says_when() -> None:
    assert bundle_name(datetime(2026, 5, 1, 20, 30, 5, tzinfo=UTC)) == "liveops-support-20260501-203005.zip"
