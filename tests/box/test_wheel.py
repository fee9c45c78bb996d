"""The wheel, installed into an environment of its own, far from the checkout."""

import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

pytestmark = [pytest.mark.long, pytest.mark.timeout(600)]

HERE = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def liveops(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the program of the installed wheel. What it depends on comes from this environment; nothing is fetched."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=HERE, check=True, timeout=120)
    (wheel,) = folder.glob("liveops_desktop-*.whl")
    subprocess.run([sys.executable, "-m", "venv", str(folder / "venv")], check=True, timeout=120)
    python = folder / "venv" / "bin" / "python"
    install: list[str | Path] = [
        python,
        "-m",
        "pip",
        "install",
        "-q",
        "--no-index",
        "--no-deps",
        "--disable-pip-version-check",
        wheel,
    ]
    subprocess.run(install, check=True, timeout=120)
    ask: list[str | Path] = [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    site = Path(subprocess.run(ask, capture_output=True, text=True, check=True).stdout.strip())
    (site / "needed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python.parent / "liveops"


def run(liveops: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {"HOME": str(folder), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    command = [str(liveops), *arguments]
    return subprocess.run(command, env=env, cwd=folder, capture_output=True, text=True, timeout=500)


def test_it_proves_itself_whole(liveops: Path, tmp_path: Path) -> None:
    done = run(liveops, tmp_path, "--self-check")
    assert done.returncode == 0, done.stdout + done.stderr
    assert all(line.startswith("ok ") for line in done.stdout.splitlines())


def test_it_lists_its_checks(liveops: Path, tmp_path: Path) -> None:
    done = run(liveops, tmp_path, "preflight", "--list")
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) >= 15


def test_it_carries_its_own_content_and_words(liveops: Path) -> None:
    told = subprocess.run(
        [liveops.parent / "python", "-c", "import liveops_desktop; print(liveops_desktop.__path__[0])"],
        capture_output=True,
        text=True,
        check=True,
        cwd="/",
    )
    package = Path(told.stdout.strip())
    assert HERE not in package.parents
    for name in ("checklists/cards.toml", "resources/report.html.j2", "resources/locale", "resources/fonts"):
        assert (package / "data" / name).exists(), name
