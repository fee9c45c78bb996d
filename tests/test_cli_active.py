"""Active checks from the command line: asked first, then run on a shaped line with everything that may go wrong."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from liveops_desktop.cli import main
from liveops_desktop.core.clock import DAY
from tests.lab.parts import Process, wait_until
from tests.lab.shaped import FAR, Line

_SINK = f"""
import sys, time
from tests.lab.sink import Sink
sink = Sink({FAR!r}, 8099)
sink.mode = sys.argv[1]
print("ready", flush=True)
time.sleep(600)
"""
HERE = Path(__file__).parent.parent


def test_without_a_yes_it_says_what_would_leave_and_runs_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    words = [
        "preflight",
        "--active",
        "bw.hold",
        "--active",
        "rec.write",
        "--active",
        "soak.publish",
        "--active",
        "rec.probe",
    ]
    code = main([*words, "--relay", "relay.example", "--test-target", "rtmp://test.example/live", "--bitrate", "6000"])
    out, err = capsys.readouterr()
    assert code == 2
    assert out.splitlines() == [
        "Records: OBS is told to record for 5 s, and to stop.",
        "Disk speed: About 256 MB are written and removed.",
        "Holds the need: About 27 MB go to relay.example in 22 s.",
        "Test stream stays up: About 47 MB go to test.example in 60 s. OBS is told to stream for 60 s, and to stop.",
    ]
    assert "--yes" in err


def test_a_name_that_is_no_active_check_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["preflight", "--active", "sys.cpu", "--active", "nothing", "--yes"]) == 2
    assert "nothing, sys.cpu" in capsys.readouterr().err


@pytest.fixture
def line(shaped: Callable[[float], Line], tmp_path: Path) -> Iterator[Callable[..., dict[str, Any]]]:
    """Measure on a line of so many Mb/s against a server in that mode; gives results by check."""
    servers: list[Process] = []

    def measure(mbit: float, mode: str, *ids: str) -> dict[str, Any]:
        made = shaped(mbit)
        env = {**os.environ, "PYTHONPATH": str(HERE), "LIVEOPS_HOME": str(tmp_path / "home")}
        log = tmp_path / f"sink-{len(servers)}.log"
        servers.append(Process(made.beyond(sys.executable, "-c", _SINK, mode), log, env))
        wait_until(lambda: "ready" in log.read_text(), 60, "the sink")
        words = [sys.executable, "-m", "liveops_desktop", "preflight", "--json", "--yes", "--bitrate", "2000"]
        for one in ids:
            words += ["--active", one]
        words += ["--relay", f"http://{FAR}:8099/empty.php", "--port", "1"]
        done = subprocess.run(made.inside(*words), env=env, cwd=HERE, capture_output=True, text=True, timeout=110)
        assert done.stdout, done.stderr
        rows = {row["check"]: row for row in json.loads(done.stdout)["results"]}
        print({k: (r["verdict"], r["why"], r["value"], r["detail"], r["took"]) for k, r in rows.items()})
        bad = any(row["verdict"] in ("fail", "inconclusive") for row in rows.values())
        assert done.returncode == (1 if bad else 0)
        return rows

    yield measure
    for one in servers:
        one.end()


@pytest.mark.lab
@pytest.mark.long
def test_a_line_that_is_wide_enough_passes_and_is_remembered(
    line: Callable[..., dict[str, Any]], tmp_path: Path
) -> None:
    found = line(20, "good", "bw.hold", "bw.loaded", "bw.nic")
    assert {row["verdict"] for row in found.values()} == {"pass"}
    assert found["bw.nic"]["detail"] == "up0"
    kept = tmp_path / "home" / "measured.jsonl"
    past = json.loads(kept.read_text())
    past["at"] -= DAY
    kept.write_text(json.dumps(past) + "\n")
    again = line(20, "good", "bw.hold")["bw.hold"]
    assert again["detail"].endswith("3.1 Mb/s") or again["detail"].endswith("3.2 Mb/s")


@pytest.mark.lab
@pytest.mark.parametrize(
    ("mbit", "mode", "check", "verdict", "why"),
    [
        (2, "good", "bw.hold", "fail", ""),
        (20, "403", "bw.hold", "inconclusive", "server-refused"),
        (20, "stall", "bw.hold", "inconclusive", "stalled"),
        (20, "mute", "bw.hold", "inconclusive", "stalled"),
    ],
)
def test_what_a_bad_line_or_server_comes_to(
    line: Callable[..., dict[str, Any]], mbit: float, mode: str, check: str, verdict: str, why: str
) -> None:
    row = line(mbit, mode, check)[check]
    assert (row["verdict"], row["why"]) == (verdict, why)
