"""The trace: one line for each paint that shows more, on disk when ``painted`` returns."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

from liveops_desktop.shell.trace import Trace


def test_a_line_for_each_new_number(tmp_path: Path) -> None:
    trace = Trace(tmp_path / "t")
    for facts in (0, 0, 2, 2, 2, 7, 3):
        trace.painted(facts)
    trace.close()
    assert (tmp_path / "t").read_text() == "0\n2\n7\n3\n"
    assert stat.S_IMODE((tmp_path / "t").stat().st_mode) == 0o600


def test_it_goes_on_where_an_earlier_run_ended(tmp_path: Path) -> None:
    for facts in (1, 2):
        trace = Trace(tmp_path / "t")
        trace.painted(facts)
        trace.close()
    assert (tmp_path / "t").read_text() == "1\n2\n"


def test_a_kill_loses_no_line(tmp_path: Path) -> None:
    program = (
        "import os, signal, sys; from pathlib import Path; from liveops_desktop.shell.trace import Trace\n"
        "trace = Trace(Path(sys.argv[1]))\n"
        "for facts in range(100): trace.painted(facts)\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "t")],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        timeout=60,
    )
    assert ended.returncode == -signal.SIGKILL
    assert (tmp_path / "t").read_text().split() == [str(facts) for facts in range(100)]


def test_without_a_file_nothing_happens() -> None:
    trace = Trace(None)
    trace.painted(1)
    trace.close()
    trace.close()
