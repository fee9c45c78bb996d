"""``lineup FOLDER``: what is written, and what is said where a part of it cannot be."""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from liveops_desktop.cli import COULD_NOT_RUN, OK, main
from liveops_desktop.shell.lineup import BARS, draw_picture


def test_the_picture_has_its_bars_in_order_and_its_title(qapp: QApplication, tmp_path: Path) -> None:
    titled = QImage(str(draw_picture(tmp_path, "Winter launch")))
    assert (titled.width(), titled.height()) == (1920, 1080)
    found = [titled.pixelColor(1920 * (2 * number + 1) // 14, 300).name() for number in range(len(BARS))]
    assert found == [QColor(bar).name() for bar in BARS]

    def letters(image: QImage) -> int:
        return sum(image.pixelColor(x, y).lightness() > 200 for x in range(300, 1620, 3) for y in range(880, 950, 3))

    assert letters(titled) > 50
    assert letters(QImage(str(draw_picture(tmp_path, "")))) == 0


def test_without_ffmpeg_the_rest_is_written_and_it_is_said(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    folder = tmp_path / "new" / "line-up"
    assert main(["lineup", str(folder), "--title", "Show"]) == OK
    out, err = capsys.readouterr()
    assert {Path(line).name for line in out.splitlines()} == {"lineup.wav", "lineup.png"}
    assert {file.name for file in folder.iterdir()} == {"lineup.wav", "lineup.png"}
    assert "ffmpeg is not installed" in err


def test_a_folder_that_cannot_be_made(qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    assert main(["lineup", str(tmp_path / "file" / "below")]) == COULD_NOT_RUN
    assert "cannot be written" in capsys.readouterr().err
