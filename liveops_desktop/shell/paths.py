"""Where this station keeps its files, by each system's conventions."""

import os
from pathlib import Path

from platformdirs import PlatformDirs

_DIRS = PlatformDirs("liveops-desktop", appauthor=False)


def data_folder() -> Path:
    """Return the folder of shows and this station's own file; ``LIVEOPS_HOME`` moves it. Made with mode 0700."""
    chosen = os.environ.get("LIVEOPS_HOME")
    folder = Path(chosen) if chosen else Path(_DIRS.user_data_dir)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def shows_folder() -> Path:
    """Return the folder with one file per show, mode 0700."""
    folder = data_folder() / "shows"
    folder.mkdir(exist_ok=True, mode=0o700)
    return folder


def resources() -> Path:
    """Return the folder of fonts and icons, in a checkout or inside the installed package."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "data" / "resources"
    return installed if installed.is_dir() else package.parent / "resources"
