"""Group *network* against real faults: a line of the lab's own with a router, name server, clock and log-in page."""

import asyncio
import contextlib
import http.server
import json
import os
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from liveops_desktop.checks.here import Here
from liveops_desktop.checks.interface import judge_background
from liveops_desktop.checks.run import run_checks
from liveops_desktop.core.preflight import Group, Result, Verdict, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.vitals import Machine, Vitals
from tests.checks.readings import OBS, T0, StillWorld, replace_rig, ring
from tests.lab.shaped import FAR, Line

pytestmark = pytest.mark.lab

PASS, WARN, FAIL, INCONCLUSIVE = Verdict.PASS, Verdict.WARN, Verdict.FAIL, Verdict.INCONCLUSIVE


class Desk(Here, StillWorld):
    """This PC as it is, beside an OBS that is in order."""

    def __init__(self, rig: Rig) -> None:
        StillWorld.__init__(self, rig)
        Here.__init__(self, self.now, None)


def measure(rig: Rig) -> dict[str, Result]:
    """Run the group as this PC is now, and take down how long each check took."""

    async def run() -> dict[str, Result]:
        desk = Desk(rig)
        try:
            return {one.check: one for one in await run_checks(desk, [Group.NETWORK], wait=False)}
        finally:
            await desk.leave()

    return asyncio.run(run())


# -- the clock ----------------------------------------------------------------------------

_EPOCH = 2_208_988_800


@contextlib.contextmanager
def time_server(offset: float, *, mute: bool = False, lost: bool = False) -> Iterator[str]:
    """An SNTP server whose clock is *offset* seconds ahead of ours; gives ``host:port``."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.bind(("127.0.0.1", 0))
        line.settimeout(0.05)
        over = threading.Event()

        def serve() -> None:
            while not over.is_set():
                try:
                    asked, who = line.recvfrom(100)
                except (TimeoutError, OSError):
                    continue
                if mute:
                    continue
                now = round((time.time() + offset + _EPOCH) * 2**32)
                flags = 0xE4 if lost else 0x24
                stratum = 0 if lost else 2
                head = struct.pack("!BBbbII4s", flags, stratum, 0, -20, 0, 0, b"LOCL")
                line.sendto(head + struct.pack("!QQQQ", now, struct.unpack("!Q", asked[40:48])[0], now, now), who)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"127.0.0.1:{line.getsockname()[1]}"
        finally:
            over.set()
            thread.join()


@pytest.mark.parametrize(
    ("offset", "verdict", "why"),
    [(0.0, PASS, Why.MEASURED), (-0.5, WARN, Why.CLOCK_OFF), (3.0, FAIL, Why.CLOCK_OFF)],
)
def test_a_clock_that_is_off(offset: float, verdict: Verdict, why: Why) -> None:
    with time_server(offset) as server:
        found = measure(Rig(time_server=server))["net.ntp"]
    assert (found.verdict, found.why) == (verdict, why)
    assert float(found.value) == pytest.approx(-offset, abs=0.05), "a server that is ahead says that we are behind"


def test_a_time_server_that_says_nothing_that_does_not_know_or_that_is_not_there() -> None:
    with time_server(0, mute=True) as mute, time_server(9, lost=True) as lost:
        assert measure(Rig(time_server=mute))["net.ntp"].why is Why.NO_ANSWER
        assert measure(Rig(time_server=lost))["net.ntp"].why is Why.CLOSED
    found = measure(Rig(time_server=mute))["net.ntp"]
    assert (found.verdict, found.why) == (INCONCLUSIVE, Why.REFUSED)


# -- the web ------------------------------------------------------------------------------


@contextlib.contextmanager
def web(status: int, text: str = "", *, stalls: bool = False) -> Iterator[str]:
    """A web server that answers every GET so."""
    over = threading.Event()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if stalls:
                over.wait()
                return
            self.send_response(status)
            self.send_header("Location", "http://log.in.example/")
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/generate_204"
        finally:
            over.set()
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(
    ("status", "stalls", "verdict", "why"),
    [
        (204, False, PASS, Why.MEASURED),
        (302, False, FAIL, Why.PORTAL),
        (200, False, FAIL, Why.PORTAL),
        (503, False, INCONCLUSIVE, Why.SERVER_REFUSED),
        (204, True, INCONCLUSIVE, Why.NO_ANSWER),
    ],
)
def test_a_page_that_wants_a_log_in(status: int, stalls: bool, verdict: Verdict, why: Why) -> None:
    with web(status, stalls=stalls) as url:
        found = measure(Rig(time_server="", portal_probe=url))["net.captive"]
    assert (found.verdict, found.why) == (verdict, why)


def test_another_public_address_than_rehearsed(free_port: Callable[[], int]) -> None:
    with web(200, "203.0.113.8\n") as url:
        rig = Rig(time_server="", address_server=url, public_address="203.0.113.7")
        found = measure(rig)["net.public_ip"]
        assert (found.verdict, found.detail) == (WARN, "203.0.113.7 → 203.0.113.8")
        assert measure(msgspec.structs.replace(rig, public_address="203.0.113.8"))["net.public_ip"].verdict is PASS
    gone = Rig(time_server="", address_server=f"http://127.0.0.1:{free_port()}/")
    assert measure(gone)["net.public_ip"].why is Why.REFUSED


def test_a_proxy_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert measure(Rig(time_server=""))["net.proxy"].verdict is PASS
    monkeypatch.setenv("https_proxy", "http://user:hidden@proxy.example:3128")
    found = measure(Rig(time_server=""))["net.proxy"]
    assert (found.verdict, found.detail) == (WARN, "https"), "neither where it is nor its password is told"


# -- the line -----------------------------------------------------------------------------


@pytest.fixture
def line(shaped: Callable[[float], Line]) -> Line:
    """A line whose far end is the router."""
    made = shaped(100)
    at(made, "ip", "route", "add", "default", "via", FAR)
    at(made, "sysctl", "-q", "-w", "net.ipv4.ping_group_range=0 2147483647")
    return made


def at(line: Line, *command: str) -> str:
    """Run a command at our end."""
    done = subprocess.run(line.inside(*command), capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def preflight(line: Line, folder: Path, ingest: str, resolving: str = "") -> dict[str, dict[str, Any]]:
    """Run the group at our end as the command line does."""
    resolver = folder / "resolv.conf"
    resolver.write_text(f"nameserver {FAR}\n{resolving}\n")
    program = f"mount --bind {resolver} /etc/resolv.conf && exec {sys.executable} -m liveops_desktop preflight"
    words = f"--now --json --group network --ingest {ingest}"
    done = subprocess.run(
        line.inside("sh", "-c", f"{program} {words}"),
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "LIVEOPS_HOME": str(folder)},
    )
    assert done.stdout, done.stderr
    return {one["check"]: one for one in json.loads(done.stdout)["results"]}


def said(found: dict[str, dict[str, Any]], check: str) -> tuple[str, str]:
    return found[f"net.{check}"]["verdict"], found[f"net.{check}"]["why"]


def test_a_line_in_order_then_a_cable_that_is_pulled(line: Line, tmp_path: Path) -> None:
    good = preflight(line, tmp_path, f"rtmp://{FAR}/live")
    for check in ("up", "wired", "vpn", "speed", "duplex"):
        assert said(good, check) == ("pass", ""), check
    assert said(good, "gateway")[0] in {"pass", "warn"}, "by ICMP; how fast, the load of this machine decides"
    at(line, "ip", "link", "set", "up0", "down")
    cut = preflight(line, tmp_path, "rtmp://203.0.113.1/live")
    assert said(cut, "up") == ("fail", "unreachable")
    for check in ("wired", "vpn", "speed", "duplex", "errors", "gateway"):
        assert said(cut, check) == ("inconclusive", "unreachable"), check


def test_a_tunnel_and_a_silent_router(line: Line, tmp_path: Path) -> None:
    at(line, "ip", "tuntap", "add", "dev", "office0", "mode", "tun")
    at(line, "ip", "addr", "add", "10.9.9.1/24", "dev", "office0")
    at(line, "ip", "link", "set", "office0", "up")
    at(line, "ip", "route", "replace", "default", "via", "10.9.9.2", "dev", "office0")
    found = preflight(line, tmp_path, "rtmp://203.0.113.1/live")
    assert said(found, "vpn") == ("warn", "tunnelled")
    assert found["net.vpn"]["detail"] == "office0"
    assert said(found, "gateway") == ("inconclusive", "no-answer")
    assert said(found, "speed")[0] == "inconclusive"


def test_a_name_server_that_is_dead_and_one_that_hangs(line: Line, tmp_path: Path) -> None:
    dead = preflight(line, tmp_path, "rtmp://ingest.example/live")
    assert said(dead, "dns") == ("fail", "no-answer")
    hole = "import socket,time;s=socket.socket(2,2);s.bind(('',53));print(flush=True);time.sleep(3600)"
    with subprocess.Popen(line.beyond(sys.executable, "-c", hole), stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        server.stdout.readline()
        # By itself the resolver would ask for two and a half minutes: longer than the program is waited for.
        hung = preflight(line, tmp_path, "rtmp://ingest.example/live", "options timeout:30 attempts:5")
        server.kill()
    assert said(hung, "dns") == ("fail", "no-answer")
    assert said(hung, "up") == ("pass", ""), "a dead name server does not hide the link"


_SEND = """
import json, socket, msgspec
from liveops_desktop.core.clock import Instant
from liveops_desktop.services.machine import MachineReader
reader = MachineReader(Instant(0))
line = socket.socket(2, 2)
line.sendto(b"x", ("10.213.7.2", 9))
first = reader.read(Instant(1_000))
for _ in range(400):
    line.sendto(bytes(1_000), ("10.213.7.2", 9))
print(msgspec.json.encode([first.counted, reader.read(Instant(2_000)).counted]).decode())
"""


def test_something_else_that_sends(line: Line) -> None:
    before, after = msgspec.json.decode(at(line, sys.executable, "-c", _SEND), type=list[tuple[Any, ...]])
    from liveops_desktop.core.vitals import Counted

    first, last = (msgspec.convert(one, tuple[Counted, ...]) for one in (before, after))
    history = ring(61, lambda n: Vitals(machine=Machine("pc", counted=last if n == 60 else first)))
    # 400 kB in a minute are 53 kb/s
    for need, verdict in ((2_000.0, PASS), (500.0, WARN), (100.0, FAIL)):
        judgement = judge_background(history, "up0", OBS, replace_rig(bitrate_kbps=need))
        assert judgement.verdict is verdict, judgement
    assert history[0][0] == T0
