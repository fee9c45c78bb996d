"""``python -m box``: make the box, into ``dist/liveops`` unless told otherwise."""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from box.parts import DATA, HERE

SPEC = HERE / "build_installer.spec"
PROVED = HERE / "build" / "box-proved"
"""Holds the stamp of the packaging that the tests last proved."""
_DECIDING = ("build_installer.spec", "pyproject.toml", "requirements.lock", "requirements-dev.lock", "box/add-to-menu")


def main() -> int:
    """Build, or say whether the packaging changed; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m box", description="Make the one-folder program.")
    parser.add_argument("--to", type=Path, default=HERE / "dist", help="folder that gets liveops/ (default: dist)")
    parser.add_argument("--proved", action="store_true", help="exit 0 when this packaging has been proved, else 1")
    parser.add_argument("--remember", action="store_true", help="this packaging has been proved")
    chosen = parser.parse_args()
    if chosen.proved:
        return 0 if PROVED.is_file() and PROVED.read_text() == stamp() else 1
    if chosen.remember:
        PROVED.parent.mkdir(exist_ok=True)
        PROVED.write_text(stamp())
        return 0
    print(build(chosen.to))
    return 0


def stamp() -> str:
    """Return what the packaging is made of as one hash: the files that decide, and the names of all data files."""
    found = hashlib.sha256()
    for file in sorted([*(HERE / name for name in _DECIDING), *(HERE / "box").glob("*.py")]):
        found.update(file.name.encode() + b"\0" + file.read_bytes())
    for folder in DATA:
        for file in sorted(path for path in (HERE / folder).rglob("*") if path.is_file()):
            found.update(str(file.relative_to(HERE)).encode() + b"\0")
    return found.hexdigest()


def build(to: Path, work: Path | None = None) -> Path:
    """Make the box in *to* and return its folder; *work* is for what is made on the way.

    Raises:
        subprocess.CalledProcessError: PyInstaller failed; it has said why.
    """
    from box.icons import write

    work = work or HERE / "build" / "box"
    icons = work / "icons"
    write(icons)
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(to), "--workpath", str(work), str(SPEC)]
    subprocess.run(command, check=True, cwd=HERE, env={**os.environ, "LIVEOPS_BOX_ICONS": str(icons)})
    folder = to / "liveops"
    if sys.platform.startswith("linux"):
        _add_menu(folder, icons)
    return folder


def _add_menu(folder: Path, icons: Path) -> None:
    """Put beside the program what its menu entry is made of, at the places below ``share`` where desktops look."""
    share = folder / "share"
    places = {"applications": "liveops-desktop.desktop", "mime/packages": "liveops-show.xml"}
    for place, name in places.items():
        (share / place).mkdir(parents=True, exist_ok=True)
        shutil.copy(HERE / "resources" / name, share / place / name)
    for file in icons.glob("liveops-*.png"):
        size = file.stem.removeprefix("liveops-")
        apps = share / "icons" / "hicolor" / f"{size}x{size}" / "apps"
        apps.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, apps / "liveops.png")
    scalable = share / "icons" / "hicolor" / "scalable" / "apps"
    scalable.mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE / "resources" / "icons" / "liveops.svg", scalable / "liveops.svg")
    shutil.copy(HERE / "box" / "add-to-menu", folder / "add-to-menu")


if __name__ == "__main__":
    sys.exit(main())
