"""The one-folder program, box here and run as a crew would: from an empty home, with nothing of ours around it."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from liveops_desktop.store.reading import read_facts
from tests.e2e.plays import cues, header, make_show
from tests.lab.parts import need, wait_until

pytestmark = [pytest.mark.long, pytest.mark.timeout(900)]

LARGEST = 260 << 20
"""Bytes."""


def size_of(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())


def bare(home: Path, **more: str) -> dict[str, str]:
    """Return the environment of a person who has just unpacked it: no Python, no display, an empty home."""
    home.mkdir(exist_ok=True)
    return {"HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **more}


def run(box: Path, *arguments: str | Path, home: Path, **more: str) -> subprocess.CompletedProcess[str]:
    command = [str(box / "liveops"), *map(str, arguments)]
    return subprocess.run(
        command, env=bare(home, **more), cwd=home, capture_output=True, text=True, encoding="utf-8", timeout=600
    )


def test_it_proves_itself_whole_from_an_empty_home(box: Path, tmp_path: Path) -> None:
    done = run(box, "--self-check", home=tmp_path / "home")
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) >= 5
    assert all(line.startswith("ok ") for line in lines)


def test_it_is_no_larger_than_promised(box: Path) -> None:
    assert 50 << 20 < size_of(box) <= LARGEST


def test_what_it_never_uses_is_left_out(box: Path) -> None:
    names = {str(file.relative_to(box)) for file in box.rglob("*")}
    qt = {match[1] for name in names if (match := re.search(r"libQt6(\w+?)\.so", name))}
    assert {"Core", "Gui", "Widgets", "Network"} <= qt
    linked = {"Qml", "QmlMeta", "QmlModels", "QmlWorkerScript", "Quick"}  # by the multimedia plugin
    unused = r"Qml|Quick|Web|3D|Charts|Sql|Test|Designer|Pdf|Multimedia.+"
    assert not {name for name in qt - linked if re.match(unused, name)}
    words = {Path(name).name for name in names if name.endswith(".qm")}
    assert words == {"qtbase_en.qm", "qtbase_zh_CN.qm", "qtbase_zh_TW.qm"}
    assert not [name for name in names if re.search(r"(^|/)(pytest|hypothesis|mypy|pip|tests|PyInstaller)(/|$)", name)]


def test_nothing_in_it_misses_a_library(box: Path) -> None:
    ldd = need("ldd", "libc-bin")
    missing = []
    for file in box.rglob("*.so*"):
        told = subprocess.run([ldd, str(file)], capture_output=True, text=True, timeout=60).stdout
        missing += [f"{file.name}: {line.strip()}" for line in told.splitlines() if "not found" in line]
    assert not missing


def test_its_commands_work_without_a_display(box: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    show = make_show(tmp_path / "évening.show", header("Evening"), cues(60, 120))
    assert run(box, "preflight", "--list", home=home).returncode == 0
    devices = json.loads(run(box, "devices", home=home).stdout)
    assert (devices["displays"], devices["microphone_allowed"]) == (None, True), "Qt's multimedia is in it"
    assert run(box, "journal", show, home=home).stdout.count("\n") == len(read_facts(show))
    assert "# Evening" in run(box, "report", show, home=home).stdout
    pdf = tmp_path / "report.pdf"
    done = run(box, "report", show, "--pdf", pdf, "--language", "zh_Hans", home=home)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert pdf.read_bytes().startswith(b"%PDF-")
    window = run(box, home=home)
    assert window.returncode == 3
    assert "needs a display" in window.stderr


@pytest.mark.lab
def test_a_show_handed_over_by_name_is_on_screen(box: Path, tmp_path: Path, xvfb: str) -> None:
    show = make_show(tmp_path / "evening.show", header("Evening"), cues(60, 120))
    facts = len(read_facts(show))
    trace = tmp_path / "trace"
    env = bare(tmp_path / "home", DISPLAY=xvfb)
    command = [str(box / "liveops"), "evening.show", "--trace", str(trace)]
    child = subprocess.Popen(command, env=env, cwd=tmp_path)
    try:

        def painted() -> bool:
            return trace.exists() and str(facts) in trace.read_text().split()

        wait_until(painted, 60, "the show is painted")
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait(10)


def test_it_goes_into_the_menu_and_out_again(box: Path, tmp_path: Path) -> None:
    there = tmp_path / "my programs"
    there.mkdir()
    moved = there / "liveops"
    shutil.copytree(box / "share", moved / "share")
    shutil.copy(box / "add-to-menu", moved)
    (moved / "liveops").touch()
    home = tmp_path / "home"
    env = bare(home)
    subprocess.run([moved / "add-to-menu"], env=env, check=True, capture_output=True, timeout=60)
    data = home / ".local" / "share"
    entry = (data / "applications" / "liveops-desktop.desktop").read_text(encoding="utf-8")
    assert f'Exec="{moved}/liveops" %f\n' in entry
    assert "MimeType=application/x-liveops-show;" in entry
    assert 'pattern="*.show"' in (data / "mime" / "packages" / "liveops-show.xml").read_text(encoding="utf-8")
    assert (data / "icons" / "hicolor" / "48x48" / "apps" / "liveops.png").read_bytes().startswith(b"\x89PNG")
    subprocess.run([moved / "add-to-menu", "--remove"], env=env, check=True, capture_output=True, timeout=60)
    assert not [file for file in data.rglob("*") if "liveops" in file.name]


def test_a_change_of_the_packaging_asks_for_a_new_proof(tmp_path: Path) -> None:
    """The stamp that ``./check`` goes by."""
    root = Path(__file__).resolve().parents[2]
    copy = tmp_path / "checkout"
    for name in ("box", "resources", "checklists"):
        shutil.copytree(root / name, copy / name)
    for name in ("build_installer.spec", "pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(root / name, copy / name)

    def proved(*arguments: str) -> int:
        command = [sys.executable, "-m", "box", *(arguments or ("--proved",))]
        env = {**os.environ, "PYTHONPATH": str(copy)}
        return subprocess.run(command, cwd=copy, env=env, timeout=60).returncode

    assert proved() == 1
    assert proved("--remember") == 0
    assert proved() == 0
    (copy / "resources" / "new.txt").touch()
    assert proved() == 1
    (copy / "resources" / "new.txt").unlink()
    (copy / "build_installer.spec").write_text("# other\n")
    assert proved() == 1
