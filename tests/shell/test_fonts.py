"""Chinese can be read on a system that has no font for it, and such a system alone gets ours."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QRawFont
from PySide6.QtWidgets import QApplication

HERE = Path(__file__).resolve().parents[2]
FONTS = HERE / "resources" / "fonts"
LIMIT = 4_000_000
"""Bytes of the bundled Chinese fonts together."""
_ASK = """
from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QApplication
from liveops_desktop.shell import theme
from liveops_desktop.shell.paths import resources
from liveops_desktop.widgets.look import Type, look
app = QApplication([])
theme.apply(app, fonts=resources() / "fonts")
layout = QTextLayout("播前檢查", look().font(Type.BODY))
layout.beginLayout()
layout.createLine()
layout.endLayout()
runs = layout.glyphRuns()
print({run.rawFont().familyName() for run in runs}, all(0 not in run.glyphIndexes() for run in runs))
print([name for name in theme.loaded() if "CJK" in name])
"""


def _drawn(**changed: str) -> list[str]:
    """How a fresh program draws Chinese: in which families and whether each character has a shape; what it loaded."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(HERE), **changed}
    done = subprocess.run([sys.executable, "-c", _ASK], env=env, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="fontconfig says which fonts a system has")
def test_a_system_without_chinese_gets_ours_and_another_does_not(tmp_path: Path) -> None:
    bare = tmp_path / "fonts.conf"
    bare.write_text(f"<fontconfig><dir>{tmp_path}</dir><cachedir>{tmp_path / 'cache'}</cachedir></fontconfig>")
    assert _drawn(FONTCONFIG_FILE=str(bare)) == [
        "{'Noto Sans CJK SC'} True",
        "['NotoSansCJKsc-Bold-subset.otf', 'NotoSansCJKsc-Regular-subset.otf']",
    ]
    if subprocess.run(["fc-list", ":lang=zh-tw:lang=zh-cn"], capture_output=True, text=True).stdout:
        drawn, loaded = _drawn()
        assert drawn.endswith("True")
        assert loaded == "[]"


def test_every_character_of_catalogues_and_content_is_in_ours(qapp: QApplication) -> None:
    files = [*(HERE / "resources" / "locale").glob("*/LC_MESSAGES/*.po"), *(HERE / "checklists").glob("*.toml")]
    written = {letter for file in files for letter in file.read_text(encoding="utf-8") if letter.isprintable()}
    assert len(written) > 1_000
    latin = QRawFont(str(FONTS / "InterTabular-Regular.otf"), 16)
    ours = sorted((FONTS / "cjk").glob("*.otf"))
    assert [file.name.split("-")[1] for file in ours] == ["Bold", "Regular"]
    for file in ours:
        font = QRawFont(str(file), 16)
        lacking = {
            letter
            for letter in written
            if not font.supportsCharacter(ord(letter)) and not latin.supportsCharacter(ord(letter))
        }
        assert not lacking, file.name


def test_ours_is_small_and_names_its_licence() -> None:
    assert sum(file.stat().st_size for file in (FONTS / "cjk").glob("*.otf")) <= LIMIT
    assert "SIL Open Font License, Version 1.1" in (FONTS / "cjk" / "OFL.txt").read_text(encoding="utf-8")
