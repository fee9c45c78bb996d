"""``preflight`` from the command line: a good rig is GO, and each killer fails for its own reason, on real parts."""

import asyncio
import json
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from liveops_desktop.checks import CATALOGUE
from liveops_desktop.checks.run import choose, run_checks
from liveops_desktop.checks.world import live_world
from liveops_desktop.cli import PASSWORD_FILE, main
from liveops_desktop.core.clock import Span
from liveops_desktop.core.go import decide_go
from liveops_desktop.core.preflight import Go, Mode, Phase, Result, Verdict, Waiver, Why
from liveops_desktop.core.rig import Rig
from tests.lab.ingest import Ingest
from tests.lab.studio import LabObs
from tests.show_file import a_show

lab = pytest.mark.lab

RIG_GROUPS = ("obs", "video", "scenes", "audio", "recording", "ingest")
"""Of the rig; what the others find (load, router, devices, displays) is of the machine that runs the tests."""
LOCAL = frozenset({"machine", "displays", "devices", "network", "bandwidth"})
TIMED = frozenset({"ing.tcp"})
"""Figures that say nothing where the checks themselves come too late (``sys.selftest``): others load the machine."""


class Desk:
    """A technician at a terminal, with a good rig: each test spoils one thing of it."""

    def __init__(
        self, obs: LabObs, ingest: Ingest, capsys: pytest.CaptureFixture[str], env: pytest.MonkeyPatch, folder: Path
    ) -> None:
        self.obs, self.ingest, self.env = obs, ingest, env
        self._capsys, self._folder = capsys, folder
        obs.set_target(ingest.url, "key-of-the-lab")
        self.password(obs.password)
        self.said = {"--port": str(obs.port), "--ingest": ingest.url, "--contingency": "Holding", "--mic": "Mic"}
        self.scenes = ["Main", "Ending"]
        self.groups: tuple[str, ...] = RIG_GROUPS

    def password(self, text: str) -> None:
        file = self._folder / "password"
        file.write_text(text + "\n")
        self.env.setenv(PASSWORD_FILE, str(file))

    def check(self, *more: str) -> tuple[int, dict[str, Any]]:
        """Run it and return its exit code and what it printed."""
        words = ["preflight", "--json", "--now", *more]
        for name, value in self.said.items():
            words += [name, value]
        for scene in self.scenes:
            words += ["--scene", scene]
        for group in self.groups:
            words += ["--group", group]
        code = main(words)
        out, err = self._capsys.readouterr()
        assert self.obs.password not in out + err
        assert "key-of-the-lab" not in out + err
        return code, json.loads(out)


@pytest.fixture
def desk(
    obs: LabObs,
    ingest: Ingest,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Desk:
    return Desk(obs, ingest, capsys, monkeypatch, tmp_path)


def found(data: dict[str, Any], check: str) -> tuple[str, str]:
    row = next(row for row in data["results"] if row["check"] == check)
    return row["verdict"], row["why"]


def blocking(data: dict[str, Any]) -> list[str]:
    """Return what blocks; that other tests run an OBS beside ours is rightly found, and no fault of this rig."""
    found_ids: list[str] = list(data["decision"]["blocking"])
    several = next(int(row["value"]) for row in data["results"] if row["check"] == "obsc.instances") > 1
    assert ("obsc.instances" in found_ids) is several
    return [one for one in found_ids if one != "obsc.instances"]


def blocked(desk: Desk, check: str, why: Why, verdict: Verdict = Verdict.FAIL) -> dict[str, Any]:
    """Run, and hold that exactly this was found and blocks."""
    code, data = desk.check()
    assert found(data, check) == (verdict, why), data["results"]
    assert (code, data["decision"]["go"]) == (1, "no-go")
    assert check in data["decision"]["blocking"]
    return data


@lab
def test_a_good_rig_is_go(desk: Desk) -> None:
    code, data = desk.check()
    assert blocking(data) == []
    assert (code, data["decision"]["go"]) == ((1, "no-go") if data["decision"]["blocking"] else (0, "go"))
    killers = {one.info.id for one in choose() if one.info.killer}
    by_verdict = {row["check"]: row["verdict"] for row in data["results"]}
    assert {one for one in killers if by_verdict[one] != "pass"} == {"ing.tls", "ing.srt"}, "this ingest speaks RTMP"
    assert {by_verdict["ing.tls"], by_verdict["ing.srt"]} == {"skipped"}


@lab
def test_the_whole_catalogue_is_told_and_nothing_of_a_good_rig_blocks(desk: Desk) -> None:
    desk.groups = ()
    _, data = desk.check()
    rows = {row["check"]: row for row in data["results"]}
    by_hand = {one.info.id for one in CATALOGUE if one.info.mode is Mode.MANUAL and Phase.RIG in one.info.phases}
    assert set(rows) == {one.info.id for one in choose()} | by_hand
    late = TIMED if rows["sys.selftest"]["verdict"] != "pass" else frozenset()
    assert [one for one in blocking(data) if rows[one]["group"] not in LOCAL and one not in late] == []
    measuring = {one for one, row in rows.items() if row["why"] == "measuring"}
    assert {"obsv.active_fps", "sys.cpu", "aud.clip"} <= measuring
    assert measuring <= {one.info.id for one in CATALOGUE if one.window}
    assert {one for one, row in rows.items() if row["took"] is None} == by_hand
    assert {rows[one]["verdict"] for one in by_hand} == {"manual"}
    assert all(row["machine"] for one, row in rows.items() if one not in by_hand)


@lab
@pytest.mark.parametrize("longest", [15, pytest.param(60, marks=pytest.mark.long)])
def test_a_good_rig_is_go_at_shipped_thresholds_with_its_windows_filled(desk: Desk, longest: int) -> None:
    """All with a window up to so many seconds. What the machine of the tests brings about may be waived."""
    rig = Rig(
        ingest=desk.ingest.url,
        fps=30.0,
        scenes=("Main", "Ending"),
        contingency_scene="Holding",
        open_microphones=("Mic",),
    )
    rows = tuple(one for one in choose() if one.window <= longest * 1_000)
    heard: list[Result] = []

    async def run() -> tuple[Result, ...]:
        async with live_world(rig, "127.0.0.1", desk.obs.port, desk.obs.password) as world:
            return await run_checks(world, on_result=heard.append, catalogue=rows)

    assert desk.obs.pulse is not None
    voice = desk.obs.pulse.speak()  # the lab's microphone is dead while nobody speaks
    try:
        results = asyncio.run(run())
    finally:
        voice.end()
    # Two shared cores draw and encode in software, and other tests run their OBS on them.
    forgiven = {one.info.id for one in rows if one.info.group.value in LOCAL}
    forgiven |= {"obsv.active_fps", "obsv.render_time", "obsv.render_lag", "obsv.cpu", "obsc.instances"}
    if next(one for one in results if one.check == "sys.selftest").verdict is not Verdict.PASS:
        forgiven |= TIMED
    waivers = [Waiver(one, "lab", "of the machine", results[0].at) for one in sorted(forgiven)]
    decision = decide_go(results, [one.info for one in rows], waivers, results[-1].at)
    assert decision.blocking == ()
    assert decision.go in (Go.GO, Go.WAIVED)
    assert [r.check for r in results if r.why is Why.MEASURING] == []
    waits = {r.check: r.ready_in for r in reversed(heard) if r.ready_in is not None}
    assert max(waits.values()) <= longest * 1_000, "no window is waited for beyond its length, as first told"
    left = [r.ready_in for r in heard if r.check == "sys.cpu" and r.ready_in is not None]
    assert len(left) > 10, "it tells every second how long it still measures"
    assert left == sorted(left, reverse=True)


@lab
def test_wrong_port(desk: Desk, free_port: Callable[[], int]) -> None:
    desk.said["--port"] = str(free_port())
    data = blocked(desk, "obsc.port", Why.REFUSED)
    assert found(data, "obsc.hello") == ("inconclusive", "not-connected")
    assert found(data, "obsc.auth") == ("inconclusive", "not-connected")
    assert found(data, "scn.required") == ("inconclusive", "not-connected")


@lab
def test_something_else_at_the_port_of_obs(desk: Desk) -> None:
    desk.said["--port"] = str(desk.ingest.stat_port)
    data = blocked(desk, "obsc.hello", Why.NOT_OBS)
    assert found(data, "obsc.port")[0] == "pass"


@pytest.fixture
def silent_port_server() -> Iterator[socket.socket]:
    """A port that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


@pytest.fixture
def silent_port(silent_port_server: socket.socket) -> int:
    return int(silent_port_server.getsockname()[1])


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let silence count though this machine is busy; that it is doubted then is shown in tests/checks/test_punctual."""
    monkeypatch.setattr("liveops_desktop.checks.punctual.HELD_UP", Span(600_000))


@lab
@pytest.mark.usefixtures("unhurried")
def test_a_silent_port(desk: Desk, silent_port: int) -> None:
    desk.said["--port"] = str(silent_port)
    blocked(desk, "obsc.hello", Why.NO_ANSWER)


@lab
def test_wrong_password(desk: Desk) -> None:
    desk.password("not-the-password")
    data = blocked(desk, "obsc.auth", Why.WRONG_PASSWORD)
    assert found(data, "obsc.hello")[0] == "pass"


@lab
def test_no_password(desk: Desk) -> None:
    desk.env.delenv(PASSWORD_FILE)
    blocked(desk, "obsc.auth", Why.PASSWORD_MISSING)


@lab
def test_already_streaming(desk: Desk) -> None:
    desk.obs.start_stream()
    blocked(desk, "obsv.idle", Why.STREAM_RUNS)


@lab
def test_already_recording(desk: Desk) -> None:
    desk.obs.ask("StartRecord")
    blocked(desk, "obsv.idle", Why.RECORD_RUNS)


@lab
def test_another_target(desk: Desk) -> None:
    desk.obs.set_target(f"{desk.ingest.url}2", "key-of-the-lab")
    blocked(desk, "obsv.target", Why.DIFFERS)


@lab
def test_no_key(desk: Desk) -> None:
    desk.obs.set_target(desk.ingest.url, " ")
    blocked(desk, "obsv.target", Why.KEY_MISSING)


@lab
def test_no_target(desk: Desk) -> None:
    desk.obs.set_target("", "")
    blocked(desk, "obsv.target", Why.TARGET_MISSING)


@lab
def test_a_missing_scene(desk: Desk) -> None:
    desk.scenes.append("Nowhere")
    data = blocked(desk, "scn.required", Why.MISSING)
    assert next(row for row in data["results"] if row["check"] == "scn.required")["detail"] == "Nowhere"


@lab
def test_a_missing_contingency_scene(desk: Desk) -> None:
    desk.said["--contingency"] = "Nowhere"
    blocked(desk, "scn.contingency", Why.MISSING)


@lab
def test_a_source_without_a_picture(desk: Desk) -> None:
    desk.scenes.append("Broken")
    data = blocked(desk, "scn.zero_size", Why.NO_PICTURE)
    assert next(row for row in data["results"] if row["check"] == "scn.zero_size")["detail"] == "Broken / Gone"


@lab
def test_a_muted_microphone(desk: Desk) -> None:
    desk.obs.mute("Mic", True)
    blocked(desk, "aud.mute", Why.MUTED)


@lab
def test_the_ingest_is_down(desk: Desk, free_port: Callable[[], int]) -> None:
    down = f"rtmp://127.0.0.1:{free_port()}/live"
    desk.said["--ingest"] = down
    desk.obs.set_target(down, "key-of-the-lab")
    data = blocked(desk, "ing.tcp", Why.REFUSED)
    assert found(data, "ing.rtmp") == ("fail", "refused")
    assert found(data, "obsv.target")[0] == "pass"


@lab
def test_http_at_the_port_of_the_ingest(desk: Desk) -> None:
    http = f"rtmp://127.0.0.1:{desk.ingest.stat_port}/live"
    desk.said["--ingest"] = http
    desk.obs.set_target(http, "key-of-the-lab")
    data = blocked(desk, "ing.rtmp", Why.NOT_RTMP)
    assert found(data, "ing.tcp")[0] == "pass"


@lab
@pytest.mark.usefixtures("unhurried")
def test_the_ingest_takes_connections_and_says_nothing(desk: Desk, silent_port: int) -> None:
    desk.said["--ingest"] = f"rtmp://127.0.0.1:{silent_port}/live"
    blocked(desk, "ing.rtmp", Why.NO_ANSWER)


@lab
def test_the_name_of_the_ingest_does_not_exist(desk: Desk) -> None:
    desk.said["--ingest"] = "rtmp://no-such-host.invalid/live"
    desk.groups = ("network", "ingest")
    data = blocked(desk, "net.dns", Why.NO_SUCH_HOST)
    assert found(data, "ing.tcp") == ("fail", "no-such-host")
    assert found(data, "ing.rtmp") == ("fail", "no-such-host")


@lab
def test_nothing_planned_is_no_go(desk: Desk) -> None:
    desk.said = {"--port": str(desk.obs.port)}
    desk.scenes = []
    data = blocked(desk, "obsv.target", Why.NOTHING_PLANNED, Verdict.INCONCLUSIVE)
    assert set(blocking(data)) == {"obsv.target", "scn.required", "scn.contingency", "aud.mute"}
    assert found(data, "ing.rtmp")[0] == "pass", "the ingest OBS is set to is tried all the same"


@lab
def test_one_group_for_people(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["preflight", "--group", "ingest", "--ingest", desk.ingest.url, "--port", str(desk.obs.port)])
    out, err = capsys.readouterr()
    assert code == 0
    assert err == "", "no terminal, no progress"
    lines = out.splitlines()
    assert sum("● ok" in line for line in lines) == 2
    assert lines[-1] == "GO  2 ok · 4 skipped  Only: Ingest. This is no GO for the show."


@lab
def test_the_rig_comes_from_the_show_and_words_go_before_it(desk: Desk, tmp_path: Path) -> None:
    file = a_show(tmp_path, desk.ingest.url)
    desk.said, desk.scenes = {"--port": str(desk.obs.port), "--show": str(file)}, []
    code, data = desk.check()
    assert blocking(data) == []
    assert code == (1 if data["decision"]["blocking"] else 0)
    row = next(row for row in data["results"] if row["check"] == "scn.required")
    assert row["value"] == "2 / 2"
    desk.said["--mic"] = "Nobody"
    blocked(desk, "aud.mute", Why.MISSING)


def test_ctrl_c_ends_it(silent_port_server: socket.socket) -> None:
    port = silent_port_server.getsockname()[1]
    # As at a terminal: what a shell has put into the background ignores the key.
    key = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    command = [
        sys.executable,
        "-c",
        f"{key}; import sys; from liveops_desktop.cli import main; sys.exit(main(sys.argv[1:]))",
    ]
    command += ["preflight", "--port", str(port), "--ingest", f"rtmp://127.0.0.1:{port}/a"]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        silent_port_server.settimeout(60)
        held = [silent_port_server.accept()[0] for _ in range(8)]  # the link, the look, and the ingest's tries: it runs
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=60)
        for one in held:
            one.close()
    finally:
        child.kill()
        child.wait()
    assert (child.returncode, out, err) == (2, "", "Cancelled.\n")
