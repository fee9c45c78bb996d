"""A file with a run-of-show looked at on the command line."""

import json
from pathlib import Path

import pytest

from liveops_desktop.cli import main


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["rundown", "check", *words])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_good_file_is_summed_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.csv").write_text("Title,Length\nOpen,3:00\nPan,8\nTotal,11\n")
    code, out, err = run(capsys, str(tmp_path / "a.csv"))
    assert (code, err) == (0, "")
    assert out.splitlines() == ["Sheet: a", "2 cues, 11:00", "Row 4 left out: Total"]


def test_every_mistake_is_named_by_row_and_column(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.csv").write_text("Title,Length\nOpen,soon\n,3\n")
    code, out, _ = run(capsys, str(tmp_path / "a.csv"), "--json")
    data = json.loads(out)
    assert code == 1
    assert [(one["row"], one["column"], one["field"]) for one in data["problems"]] == [
        (2, 2, "planned"),
        (3, 1, "title"),
    ]
    assert data["problems"][0]["said"].startswith("Row 2, column 2, “soon”: Not a length.")


def test_a_file_without_headings_for_titles_and_lengths_is_no_run_of_show(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_text("Owner,Note\nBo,x\n")
    code, out, _ = run(capsys, str(tmp_path / "a.csv"))
    assert code == 1
    assert "headings" in out


@pytest.mark.parametrize("as_json", [False, True])
def test_what_cannot_be_read_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str], *, as_json: bool) -> None:
    code, out, err = run(capsys, str(tmp_path / "gone.xlsx"), *(["--json"] if as_json else []))
    assert code == 2
    assert "cannot be opened" in (json.loads(out)["error"] if as_json else err)


def test_an_ontime_project_is_looked_at_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.json").write_text('{"rundown": [{"type": "event", "title": "Open", "duration": 60000}]}')
    assert run(capsys, str(tmp_path / "a.json"))[:2] == (0, "1 cue, 1:00\n")
    assert json.loads(run(capsys, str(tmp_path / "a.json"), "--json")[1])["sheet"] is None
