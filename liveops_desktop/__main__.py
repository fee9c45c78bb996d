"""``python -m liveops_desktop``: the window, or one of the sub-commands of ``cli.py``."""

import sys

from liveops_desktop.cli import main

if __name__ == "__main__":
    sys.exit(main())
