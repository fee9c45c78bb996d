"""``obslog`` on the command line."""

import json
from pathlib import Path

import pytest

from liveops_desktop.checks import log_command
from liveops_desktop.cli import main
from liveops_desktop.core.log_signs import Severity, Sign
from liveops_desktop.words.obs_log import severity_word, sign_sentence

FINE = "10:00:00.000: OBS 30.2.3 (linux)\n10:00:01.000: ==== Streaming Start ====\n"


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        (FINE, 0, "Nothing odd stands in it."),
        (FINE + "10:00:02.000: Binding to 192.0.2.1\n", 0, "▲ warning: OBS is bound to one address"),
        (FINE + "10:00:02.000: Encoder ID 'x' not found\n", 1, "    3: Encoder ID 'x' not found"),
    ],
)
def test_a_log_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, code: int, says: str) -> None:
    file = tmp_path / "today.txt"
    file.write_text(text)
    assert main(["obslog", str(file)]) == code
    assert says in capsys.readouterr().out


def test_a_log_as_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "today.txt"
    file.write_text(FINE + "Safe Mode enabled.\n")
    assert main(["obslog", str(file), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["file"] == "today.txt"
    assert [(one["sign"], one["line"]) for one in said["findings"]] == [("safe-mode", 3)]


def test_without_a_log_nothing_is_said_to_be_fine(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_command, "settings_folders", lambda: (tmp_path,))
    assert main(["obslog"]) == 2
    assert main(["obslog", str(tmp_path / "none.txt")]) == 2
    said = capsys.readouterr()
    assert "No log of OBS was found." in said.err
    assert "none.txt is no log of OBS" in said.err
    assert said.out == ""


def test_every_sign_and_severity_has_words() -> None:
    sentences = {sign_sentence(sign) for sign in Sign}
    assert len(sentences) == len(Sign)
    assert len({severity_word(one) for one in Severity}) == len(Severity)
