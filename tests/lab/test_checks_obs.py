"""Group OBS against real faults: the door, the events, two programs, the wrong collection, a death in the middle."""

import asyncio
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from websocket import WebSocketException

from liveops_desktop.checks import Unreachable
from liveops_desktop.checks.run import run_checks
from liveops_desktop.core.log_signs import Severity, Sign
from liveops_desktop.core.obs_log import read_log
from liveops_desktop.core.preflight import Verdict, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.services.obs_log import newest_log
from tests.lab.looking import Aim, Look, Wire, look, rows, station
from tests.lab.parts import pick_port
from tests.lab.studio import LabObs
from tests.services.obs.fake_obs import fake_obs, no, yes

pytestmark = pytest.mark.lab

PASS, WARN, FAIL, INCONCLUSIVE = Verdict.PASS, Verdict.WARN, Verdict.FAIL, Verdict.INCONCLUSIVE
GOOD = (PASS, Why.MEASURED)
DOOR = ("obsc.port", "obsc.hello", "obsc.auth", "obsc.auth_enabled", "obsc.rtt")
INSIDE = ("obsc.version", "obsc.requests", "obsc.ready", "obsc.events", "obsc.collection", "obsc.profile")
WHOLE = (*DOOR, *INSIDE, "obsc.instances", "obsc.safe_mode")


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory, xvfb: str) -> Iterator[LabObs]:
    """One OBS for all tests here that leave it alive."""
    made = LabObs(tmp_path_factory.mktemp("door-obs"), xvfb)
    try:
        made.start()
        made.build_scenes()
        yield made
    finally:
        made.end()


def test_an_obs_in_order(studio: LabObs) -> None:
    found = look(studio, Rig(collection="Untitled", profile="Untitled"), *WHOLE)
    found.tell("none", *WHOLE)
    for check in (*DOOR, *INSIDE, "obsc.safe_mode"):
        assert found[check] == ((WARN, Why.MEASURED) if check == "obsc.version" else GOOD)
    assert found.results["obsc.version"].value.startswith("29.0.2")
    assert found.results["obsc.instances"].value >= "1"  # others may run one on this machine as well


def test_a_wrong_password(studio: LabObs) -> None:
    found = look(studio, Rig(), *WHOLE, password="wrong")
    found.tell("wrong password", "obsc.auth")
    assert found["obsc.auth"] == (FAIL, Why.WRONG_PASSWORD)
    assert found["obsc.port"] == found["obsc.hello"] == GOOD
    assert found["obsc.auth_enabled"] == GOOD
    assert {found[check] for check in (*INSIDE, "obsc.rtt")} == {(INCONCLUSIVE, Why.NOT_CONNECTED)}


def test_nobody_there(studio: LabObs) -> None:
    found = look(studio, Rig(), *DOOR, *INSIDE, port=pick_port())
    found.tell("OBS not running", "obsc.port", "obsc.hello", "obsc.events")
    assert found["obsc.port"] == (FAIL, Why.REFUSED)
    assert {found[check] for check in (*DOOR[1:], *INSIDE)} == {(INCONCLUSIVE, Why.NOT_CONNECTED)}


def test_a_port_that_answers_nothing(studio: LabObs) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        found = look(studio, Rig(), *DOOR, port=silent.getsockname()[1])
    found.tell("port answers nothing", "obsc.hello")
    assert found["obsc.port"] == GOOD
    assert found["obsc.hello"] == (FAIL, Why.NO_ANSWER)
    assert {found[check] for check in DOOR[2:]} == {(INCONCLUSIVE, Why.NOT_CONNECTED)}


def test_an_obs_that_lets_anybody_in(own_obs: Callable[..., LabObs]) -> None:
    found = look(own_obs(auth=False), Rig(), "obsc.auth_enabled", "obsc.auth", "obsc.instances")
    found.tell("no authentication", "obsc.auth_enabled")
    assert found["obsc.auth_enabled"] == (WARN, Why.OPEN_DOOR)
    assert found["obsc.auth"] == GOOD
    found.tell("a second OBS", "obsc.instances")
    assert found["obsc.instances"] == (FAIL, Why.TWO_RUN)  # this one and the module's


def through(studio: LabObs, wire: Callable[[Wire], None], rig: Rig, *ids: str) -> Look:
    """Link through a wire, spoil the wire, and look."""

    async def run() -> Look:
        async with Wire(studio.port) as between, station(studio, rig, port=between.port) as world:
            wire(between)
            return Look(await run_checks(world, catalogue=rows(*ids), wait=False))

    return asyncio.run(run())


@pytest.mark.parametrize(("delay", "expected"), [(0.03, WARN), (0.12, FAIL)])
def test_a_slow_way(studio: LabObs, delay: float, expected: Verdict) -> None:
    def slow(wire: Wire) -> None:
        wire.delay = delay

    found = through(studio, slow, Rig(), *DOOR)
    found.tell(f"{2 * delay * 1_000:.0f} ms to OBS and back", "obsc.rtt")
    assert found["obsc.rtt"] == (expected, Why.MEASURED)
    assert found["obsc.auth"] == GOOD


def test_events_that_do_not_come(studio: LabObs) -> None:
    def deaf(wire: Wire) -> None:
        wire.deaf = True

    found = through(studio, deaf, Rig(collection="Untitled"), "obsc.events", "obsc.collection")
    found.tell("events swallowed on the way", "obsc.events")
    assert found["obsc.events"] == (FAIL, Why.NO_ANSWER)
    assert found["obsc.collection"] == GOOD  # it still answers


def test_the_wrong_collection_and_profile(studio: LabObs) -> None:
    rig = Rig(collection="Untitled", profile="Untitled")
    studio.ask("CreateSceneCollection", sceneCollectionName="Other")
    studio.ask("CreateProfile", profileName="Test")
    found = look(studio, rig, "obsc.collection", "obsc.profile")
    found.tell("another collection and profile", "obsc.collection", "obsc.profile")
    assert found["obsc.collection"] == found["obsc.profile"] == (FAIL, Why.DIFFERS)
    assert found.results["obsc.collection"].detail == "Other"
    studio.ask("SetCurrentSceneCollection", sceneCollectionName="Untitled")
    studio.ask("SetCurrentProfile", profileName="Untitled")
    found = look(studio, rig, "obsc.collection", "obsc.profile")
    assert found["obsc.collection"] == found["obsc.profile"] == GOOD


def test_a_collection_switched_in_the_middle(own_obs: Callable[..., LabObs]) -> None:
    """Whatever is told is of one collection, whole: its name and its scenes belong together.

    An OBS of this age may crash when it is asked in the very moment before it tells that it switches; then nothing is
    measured.
    """
    mine = own_obs()
    mine.ask("CreateSceneCollection", sceneCollectionName="Other")

    async def run() -> tuple[set[tuple[str, bool]], set[Why]]:
        seen: set[tuple[str, bool]] = set()
        not_seen: set[Why] = set()
        for turn in range(6):
            name = ("Untitled", "Other")[turn % 2]
            async with station(mine, Rig()) as world:
                task = asyncio.create_task(
                    asyncio.to_thread(mine.ask, "SetCurrentSceneCollection", sceneCollectionName=name)
                )
                await asyncio.sleep(0.003 * turn)  # so that it falls on another message each time
                try:
                    setup = await world.setup()
                    seen.add((setup.collection, "Holding" in setup.scenes))
                except Unreachable as nothing:
                    not_seen.add(nothing.why)
                with suppress(OSError, WebSocketException):
                    await task
        return seen, not_seen

    seen, not_seen = asyncio.run(run())
    print(f"| collection switched in the middle | setup | {sorted(seen)} {sorted(not_seen)} | |")
    assert seen <= {("Untitled", True), ("Other", False)}
    assert not_seen <= {Why.NOT_CONNECTED, Why.NOT_READY}
    assert seen


def test_an_obs_that_is_not_ready(tmp_path: Path) -> None:
    """The real one is done with switching too soon: 207 for as long as it takes comes from a fake."""

    async def run() -> Look:
        async with fake_obs() as fake:
            fake.on["GetVersion"] = yes(
                obsVersion="30.0.0", obsWebSocketVersion="5.3.3", availableRequests=["GetStats"]
            )

            studio = Aim(fake.port, "", tmp_path)
            async with station(studio, Rig()) as world:
                fake.on["GetSceneList"] = no(207)
                return Look(await run_checks(world, catalogue=rows("obsc.ready", "obsc.collection"), wait=False))

    found = asyncio.run(run())
    found.tell("207 not ready (fake)", "obsc.ready")
    assert found["obsc.ready"] == (FAIL, Why.NOT_READY)
    assert found["obsc.collection"] == (INCONCLUSIVE, Why.NOT_READY)


def test_a_crash_report_of_today(studio: LabObs) -> None:
    crashes = studio.folder / "home" / ".config" / "obs-studio" / "crashes"
    crashes.mkdir(exist_ok=True)
    report = crashes / "Crash 2026-01-01 10-00-00.txt"
    report.write_text("Unhandled exception: c0000005")
    found = look(studio, Rig(), "obsc.safe_mode")
    found.tell("crash report of today", "obsc.safe_mode")
    assert found["obsc.safe_mode"] == (WARN, Why.CRASHED)
    os.utime(report, (time.time() - 200_000,) * 2)
    assert look(studio, Rig(), "obsc.safe_mode")["obsc.safe_mode"] == GOOD


@pytest.mark.parametrize("fault", ["kill -9", "SIGSTOP"])
def test_obs_dies_or_hangs_in_the_middle(own_obs: Callable[..., LabObs], fault: str) -> None:
    """Nothing passes that was not measured, and all is told, though OBS hangs for good."""
    mine = own_obs()
    rig = Rig(collection="Untitled", profile="Untitled")

    async def run() -> Look:
        async with station(mine, rig) as world:
            await asyncio.to_thread(mine.kill9 if fault == "kill -9" else mine.stop)
            return Look(await run_checks(world, catalogue=rows(*DOOR, *INSIDE), wait=False))

    found = asyncio.run(run())
    if fault == "SIGSTOP":
        mine.cont()
    found.tell(f"{fault} in the middle", "obsc.port", "obsc.hello", "obsc.events", "obsc.collection")
    passed = {check for check in found.results if found.results[check].verdict is PASS}
    assert passed <= ({"obsc.port"} if fault == "SIGSTOP" else set())
    assert found["obsc.collection"][0] is INCONCLUSIVE
    assert found["obsc.events"][0] is not PASS


def test_the_log_of_the_real_obs(studio: LabObs) -> None:
    """It draws without a graphics card, misses a file, and has not streamed yet: all of that stands in its log."""
    log = newest_log([studio.folder / "home" / ".config" / "obs-studio"], studio.port)
    found = {one.sign: one.severity for one in read_log(log.text)}
    assert found[Sign.SOFTWARE_GPU] is Severity.CRITICAL
    assert found[Sign.MEDIA_FAILED] is Severity.WARNING
    assert found[Sign.NO_OUTPUT] is Severity.INFO
    assert not {Sign.SAFE_MODE, Sign.OLD_VERSION, Sign.FRAME_RATE, Sign.ASPECT, Sign.COLOR_FORMAT} & found.keys()
