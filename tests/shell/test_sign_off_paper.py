"""The sign-off on paper: one page, however much was found, with what the Markdown says."""

import subprocess
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from liveops_desktop.core.preflight import Phase
from liveops_desktop.exchange.report import signature_of
from liveops_desktop.shell.paths import resources
from liveops_desktop.shell.printing import print_sign_off
from liveops_desktop.shell.theme import load_fonts
from tests.exchange.test_sign_off import signed
from tests.lab.parts import need

pytestmark = [pytest.mark.lab, pytest.mark.whole]


@pytest.mark.parametrize("results", [0, 100])
def test_it_is_one_page(qapp: QApplication, tmp_path: Path, results: int) -> None:
    load_fonts(resources() / "fonts")
    show, file = signed(results).show, tmp_path / "paper.pdf"
    assert print_sign_off(show, signature_of(show, Phase.RIG, "T-2h"), {}, file) == 1
    command = [need("pdftotext", "poppler-utils"), "-layout", str(file), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    for part in ("NO-GO", "second disk", "eva + joe", "studio-pc", "no login", "Signature"):
        assert part in text, part
