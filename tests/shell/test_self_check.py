"""The program proves itself whole, and says which part is not."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from liveops_desktop.exchange import content
from liveops_desktop.shell import contact_sheet, sample_states, screens
from liveops_desktop.shell.language import speak
from liveops_desktop.shell.self_check import self_check
from liveops_desktop.store import sqlite


@pytest.fixture
def few(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Draw two states only: drawing all is what ``./check`` does with the whole self-check."""
    every = list(screens._states())
    chosen = [every[1], next(one for one in every if one[1] is None)]
    monkeypatch.setattr(screens, "_states", lambda: iter(chosen))
    yield
    speak(qapp, "en")  # the pictures end in the last language


def check() -> tuple[int, dict[str, str]]:
    """Return the exit code, and for each part ``ok`` or what is wrong."""
    lines: list[str] = []
    code = self_check(lines.append)
    found = {}
    for line in lines:
        parts = re.fullmatch(r"(ok|FAIL) +([^:]+): (.+)", line)
        assert parts, line
        found[parts[2]] = "ok" if parts[1] == "ok" else parts[3]
    return code, found


def test_whole_it_says_so_part_by_part(qapp: QApplication, few: None) -> None:
    code, found = check()
    assert code == 0
    assert found == dict.fromkeys(("content", "checks", "journal", "OBS, network, machine", "panels"), "ok")


def test_missing_content_fails_by_name(
    qapp: QApplication, few: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(content, "content_folder", lambda: tmp_path)
    sample_states.content.cache_clear()  # read by an earlier test, perhaps
    code, found = check()
    assert code == 1
    assert "preparation.toml" in found["content"]
    assert "preparation.toml" in found["panels"], "and leaves no window behind"
    assert found["checks"] == "ok"


def test_a_journal_that_loses_facts_fails(qapp: QApplication, few: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite.SqliteJournal, "append", lambda *_arguments: None)
    code, found = check()
    assert code == 1
    assert "not the show that was written" in found["journal"]


def test_a_panel_that_cannot_draw_fails(qapp: QApplication, few: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object) -> None:
        raise ZeroDivisionError("a figure")

    monkeypatch.setattr(screens, "stand", broken)
    code, found = check()
    assert code == 1
    assert found["panels"] == "ZeroDivisionError: a figure"


def test_screens_are_pictures_of_their_size_with_something_on_them(
    qapp: QApplication, few: None, tmp_path: Path
) -> None:
    *files, sheet = screens.draw_all(tmp_path / "new" / "folder")
    assert (len(files), sheet.name) == (4, "sheet.png")
    for file in files:
        image = QImage(str(file))
        width, height = file.stem.rpartition("-")[2].split("x")
        assert (image.width(), image.height()) == (int(width), int(height))
        colours = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
        assert len(colours) > 10, f"{file.name} is blank"


def test_each_look_and_language_has_its_pictures_and_a_sheet_with_all_of_them(
    qapp: QApplication, few: None, tmp_path: Path
) -> None:
    files = list(screens.draw_all(tmp_path, ["en", "zh_Hans"], ["light", "high-contrast"], [(640, 360)]))
    assert len(files) == len(set(files)) == 2 * 2 * (2 + 1)
    pictures = {file.name: QImage(str(file)) for file in files}
    light, dark = (pictures[f"plan-both-plan-{name}-zh_Hans-640x360.png"] for name in ("light", "high-contrast"))
    assert light.pixelColor(3, 180).lightness() > 200 > 50 > dark.pixelColor(3, 180).lightness()
    sheet = pictures["sheet-light-zh_Hans.png"]
    first = sheet.copy(QRect(contact_sheet.GAP, contact_sheet.GAP, *contact_sheet.THUMB.toTuple()))
    assert first == contact_sheet.thumbnail(light).convertToFormat(first.format())


def test_a_folder_that_cannot_be_written_is_an_error(qapp: QApplication, few: None, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OSError, match="file"):
        list(screens.draw_all(tmp_path / "file"))
