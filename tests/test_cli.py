"""The command line: what each sub-command prints, and what it says when it cannot."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from liveops_desktop import __version__
from liveops_desktop.cli import main
from liveops_desktop.core.clock import Instant, Span
from liveops_desktop.core.cue import Cue, CueId, Header, TimeOfDay
from liveops_desktop.core.facts import AnyBody, CuesAdded, Fact, HeaderEdited, ShowCreated
from liveops_desktop.store.sqlite import SqliteJournal
from liveops_desktop.words import use

ROOT = Path(__file__).resolve().parents[1]
AT = Instant(1_795_694_395_250)
HEADER = Header("Kitchen night", date(2026, 11, 26), "Asia/Shanghai", TimeOfDay(Span(72_000_000)))


@pytest.fixture
def show(tmp_path: Path) -> Path:
    path = tmp_path / "evening.show"
    bodies: Sequence[AnyBody] = (
        ShowCreated(HEADER),
        CuesAdded(tuple(Cue(CueId(f"c{n}"), f"Cue {n}", Span(60_000)) for n in range(2_000)), None),
    )
    facts = [Fact(f"f{n}", "desk", n, None, AT, AT, "Ann", body) for n, body in enumerate(bodies, 1)]
    with closing(SqliteJournal(path, station="desk")) as journal:
        journal.append(0, facts)
    return path


def started(*arguments: str, **more: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "liveops_desktop", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)} | more,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"{__version__}\n"


def test_help_names_every_sub_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    told = capsys.readouterr().out
    for command in ("preflight", "screens", "journal", "report", "--self-check", "--trace", "--show"):
        assert command in told


@pytest.mark.parametrize("arguments", [["fly"], ["journal"], ["--trace"], ["screens"]])
def test_what_makes_no_sense_is_exit_code_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_journal_prints_a_line_for_each_fact(show: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["journal", str(show)]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.split()[:5] == ["1", "2026-11-26T11:59:55.250+00:00", "desk", "Ann", "show-created"]
    assert second.split()[4] == "cues-added"


def test_journal_as_json_can_be_read_back(show: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["journal", "--json", str(show)]) == 0
    facts = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [fact["station_seq"] for fact in facts] == [1, 2]
    assert facts[0]["body"]["header"]["title"] == "Kitchen night"


def test_report_prints_markdown(show: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(show)]) == 0
    told = capsys.readouterr().out
    assert told.startswith("# ")
    assert "Kitchen night" in told


def test_report_speaks_the_shows_own_language_unless_another_is_asked_for(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edited = HeaderEdited(HEADER, replace(HEADER, language="zh_Hans"))
    with closing(SqliteJournal(show, station="desk")) as journal:
        journal.append(2, [Fact("f3", "desk", 3, None, AT, AT, "Ann", edited)])
    try:
        assert main(["report", str(show)]) == 0
        own = capsys.readouterr().out
        assert main(["report", "--language", "en", str(show)]) == 0
    finally:
        use("en")
    asked = capsys.readouterr().out
    assert "Planned" in asked
    assert "计划" in own
    assert "Planned" not in own


@pytest.mark.parametrize("command", ["journal", "report"])
def test_looking_changes_nothing(show: Path, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = {file.name: file.read_bytes() for file in show.parent.iterdir() if file.is_file()}
    assert main([command, str(show)]) == 0
    assert {file.name: file.read_bytes() for file in show.parent.iterdir() if file.is_file()} == before


@pytest.mark.parametrize("command", ["journal", "report"])
@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("gone", "there is no such file"),
        ("folder", "it is a folder"),
        ("text", "it is not a show"),
        ("damaged", "it is damaged; opened in LiveOps Desktop, what is whole of it becomes a copy"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_sentence_and_exit_code_2(
    show: Path, tmp_path: Path, command: str, kind: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"{kind}.show"
    if kind == "folder":
        path.mkdir()
    elif kind == "text":
        path.write_text("no show at all\n" * 500)
    elif kind == "damaged":
        data = show.read_bytes()
        path.write_bytes(data.replace(b"Kitchen night", b"Kitchen fight"))
    assert main([command, str(path)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == f"The show {path} cannot be read: {why}\n"


def test_a_reader_that_has_read_enough_ends_it_quietly(show: Path) -> None:
    with started("journal", str(show)) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.read(20)
        program.stdout.close()
        assert program.wait(30) == 0
        assert program.stderr.read() == ""


def test_screens_into_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with started("screens", str(tmp_path / "file"), QT_QPA_PLATFORM="offscreen") as program:
        _out, told = program.communicate(timeout=60)
    assert program.returncode == 2
    assert told.startswith("The screens cannot be drawn: ")
    assert "Traceback" not in told


@pytest.mark.parametrize("command", [["journal", "SHOW"], ["report", "SHOW"], ["--help"]])
def test_what_needs_no_window_loads_no_qt(show: Path, command: list[str]) -> None:
    program = (
        "import sys\n"
        "from liveops_desktop.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "sys.exit('PySide6' in sys.modules)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, *(str(show) if word == "SHOW" else word for word in command)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        timeout=60,
    )
    assert ended.returncode == 0
