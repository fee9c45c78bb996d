"""Where no window can open the program says why, says what still works, and ends with its own exit code."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from liveops_desktop.shell import display, start
from liveops_desktop.shell.window import MainWindow

ROOT = Path(__file__).resolve().parents[2]
STILL_WORK = "These work without a window: preflight, screens, journal, report (see --help)."


def program(tmp_path: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the program as from a shell, without any display but what *variables* name."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("QT_", "DISPLAY", "WAYLAND", "LIVEOPS"))}
    env |= {"PYTHONPATH": str(ROOT), "LIVEOPS_HOME": str(tmp_path / "data")} | variables
    return subprocess.run(
        [sys.executable, "-m", "liveops_desktop", *arguments], env=env, capture_output=True, text=True, timeout=60
    )


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
@pytest.mark.parametrize(
    ("variables", "why"),
    [
        ({}, "LiveOps Desktop needs a display to open its window, and there is none here."),
        ({"DISPLAY": ":4242"}, "LiveOps Desktop needs a display, and :4242 does not answer."),
    ],
    ids=["no display", "a display that is gone"],
)
def test_no_display_is_a_sentence_and_exit_code_3(tmp_path: Path, variables: dict[str, str], why: str) -> None:
    ended = program(tmp_path, **variables)
    assert (ended.returncode, ended.stdout, ended.stderr) == (3, "", f"{why} {STILL_WORK}\n")
    assert not (tmp_path / "data").exists(), "nothing is made where nothing runs"


def test_where_qt_cannot_be_loaded_it_names_what_works_without_qt(tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    (broken / "PySide6").mkdir(parents=True)
    (broken / "PySide6" / "__init__.py").write_text('raise ImportError("libEGL.so.1 is missing")\n')
    path = os.pathsep.join((str(broken), str(ROOT)))
    ended = program(tmp_path, QT_QPA_PLATFORM="offscreen", PYTHONPATH=path)
    said = "Qt cannot be loaded here: libEGL.so.1 is missing. These work without Qt: preflight, journal, report"
    assert (ended.returncode, ended.stdout, ended.stderr) == (3, "", f"{said} (see --help).\n")
    listed = program(tmp_path, "preflight", "--list", PYTHONPATH=path)
    assert (listed.returncode, listed.stderr) == (0, "")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems bring Qt's libraries along")
def test_a_missing_system_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> object:
        raise OSError("libxcb-cursor.so.0: cannot open shared object file: No such file or directory")

    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr("ctypes.CDLL", missing)
    assert "(libxcb-cursor.so.0)" in display.trouble()
    assert "./run --setup" in display.trouble()


@pytest.mark.parametrize("platform", ["offscreen", "wayland", "vnc"])
def test_a_platform_that_was_chosen_is_left_to_qt(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    monkeypatch.delenv("DISPLAY", raising=False)
    assert display.trouble() == ""


def test_a_data_folder_that_cannot_be_used_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setenv("LIVEOPS_HOME", str(tmp_path / "file"))
    assert start.start() == 2
    assert capsys.readouterr().err.startswith("The data folder cannot be used: ")


def test_the_first_frame_wears_the_look_that_was_chosen(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []

    def painted(window: MainWindow) -> None:
        window.show()
        seen.append(window.grab().toImage().pixelColor(3, 300).lightness())
        window.hide()
        window.deleteLater()
        raise InterruptedError

    monkeypatch.setattr(MainWindow, "first_paint", painted)
    for look in ("light", "dark"):
        (tmp_path / "settings.toml").write_text(f'theme = "{look}"\n')
        with pytest.raises(InterruptedError):
            start._serve(qapp, tmp_path, "", None)
    qapp.setStyleSheet("")
    light, dark = seen
    assert light > 200 > 50 > dark
