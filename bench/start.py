"""Start to the first painted window, against an empty PySide6 main window started in the same run."""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.figure import CannotMeasureError, Figure, median
from bench.programs import PROGRAM, painted
from bench.screen import HERE, environment, screen, words
from bench.shows import seat, show_file

RUNS = 9
CUES = 200
_FACTS = 2
"""The show is made, its cues are added."""
HEAVY = ("numpy", "pyqtgraph", "openpyxl", "aiohttp", "nats", "jinja2", "obsws_python", "psutil", "wakepy")

EMPTY = """
import os, sys
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QMainWindow
trace = os.open(sys.argv[-1], os.O_WRONLY)
class Window(QMainWindow):
    def event(self, event):
        handled = super().event(event)
        if event.type() == QEvent.Type.UpdateRequest:
            os.write(trace, b"0\\n")
        return handled
application = QApplication(["empty"])
window = Window()
window.resize(1600, 900)
window.show()
window.update()
application.exec()
"""

MODULES = """
import sys
from liveops_desktop.shell.trace import Trace
def painted(self, facts):
    print(" ".join(sorted({name.partition(".")[0] for name in sys.modules})), flush=True)
    import os
    os._exit(0)
Trace.painted = painted
from liveops_desktop.cli import main
main([])
"""
"""The program, which tells at its first paint what it has imported, and ends."""


SCRIPT_RUNS = 5


def measure() -> Iterator[Figure]:
    """Median of interleaved runs, each with a fresh data folder."""
    ours: list[float] = []
    empty: list[float] = []
    whole: list[float] = []
    with screen() as given, tempfile.TemporaryDirectory() as kept:
        folder = Path(kept)
        for number in range(RUNS + 1):
            home = folder / f"home-{number}"
            seat(home)
            env = environment(home, given)
            with painted((sys.executable, "-c", EMPTY), folder, env) as (_, took):
                empty.append(took)
            with painted(PROGRAM, folder, env) as (_, took):
                ours.append(took)
            show = home / "shows" / "bench.show"
            show_file(show, CUES)
            with painted((*PROGRAM, "--show", str(show)), folder, env, _FACTS) as (_, took):
                whole.append(took)
        del empty[0], ours[0], whole[0]  # the first of each reads the disk
        home = folder / "home-modules"
        seat(home)
        told = subprocess.run(
            [sys.executable, "-c", MODULES], env=environment(home, given), stdout=subprocess.PIPE, timeout=60
        )
        found = told.stdout.decode().split()
    if "PySide6" not in found:
        raise CannotMeasureError("the program did not tell what it imports")
    yield _by_script()
    heavy = sorted(set(HEAVY) & set(found))
    pair = f"{median(ours) * 1e3:.0f} ms / {median(empty) * 1e3:.0f} ms, {RUNS} runs, {words(given)}"
    yield Figure("start: first paint / empty window", median(ours) / median(empty), "×", 2.0, pair)
    shown = f"{median(whole) * 1e3:.0f} ms, its room and {CUES} cues"
    yield Figure("start: a show painted / empty window", median(whole) / median(empty), "×", None, shown)
    yield Figure("start: heavy modules before the first paint", len(heavy), "mod", 0, " ".join(heavy))


def _by_script() -> Figure:
    """``./run --version`` where it was set up before: the script, and a Python that imports only what it must."""
    with tempfile.TemporaryDirectory() as kept:
        checkout = Path(kept) / "checkout"
        python = checkout / ".venv" / "bin" / "python"
        python.parent.mkdir(parents=True)
        for copy in (checkout, checkout / ".venv"):
            shutil.copy(HERE / "requirements.lock", copy)
        shutil.copy(HERE / "run", checkout)
        python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
        python.chmod(0o755)
        env = environment(Path(kept) / "home", {})
        took = []
        for _ in range(SCRIPT_RUNS):
            began = time.perf_counter()
            subprocess.run([checkout / "run", "--version"], env=env, stdout=subprocess.PIPE, check=True)
            took.append(time.perf_counter() - began)
    return Figure("start: ./run --version, set up before", min(took), "s", 1.0, f"shortest of {SCRIPT_RUNS}")
