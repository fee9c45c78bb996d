"""``preflight`` from the command line, away from a good rig: its words, what people answered, an OBS that hangs."""

import asyncio
import json
import logging
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from liveops_desktop.checks import CATALOGUE
from liveops_desktop.checks.run import run_checks
from liveops_desktop.checks.world import live_world
from liveops_desktop.cli import PASSWORD_FILE, main
from liveops_desktop.core.clock import Span
from liveops_desktop.core.facts import CheckConfirmed, CheckWaived
from liveops_desktop.core.preflight import Result, Verdict, Why
from liveops_desktop.core.rig import Rig
from liveops_desktop.services.clock import StationClock
from tests.lab.ingest import Ingest
from tests.lab.studio import LabObs
from tests.show_file import a_show

lab = pytest.mark.lab
LINE_UP_BY_HAND = ("mic", "contingency", "quiet_pc", "price", "read_back", "talkback", "host_panel", "feed")


@lab
def test_obs_hangs(own_obs: Callable[..., LabObs], ingest: Ingest, monkeypatch: pytest.MonkeyPatch) -> None:
    """It hangs between the connection and the checks: nothing read before is taken for true now."""
    monkeypatch.setattr("liveops_desktop.checks.punctual.HELD_UP", Span(600_000))  # however busy this machine is
    mine = own_obs()
    mine.set_target(ingest.url)
    rig = Rig(ingest=ingest.url, scenes=("Main",), contingency_scene="Holding")

    async def run() -> dict[str, Result]:
        async with live_world(rig, "127.0.0.1", mine.port, mine.password) as world:
            assert world.obs.state is not None
            mine.stop()
            return {one.check: one for one in await run_checks(world, wait=False)}

    try:
        results = asyncio.run(run())
    finally:
        mine.cont()
    assert (results["obsc.hello"].verdict, results["obsc.hello"].why) == (Verdict.FAIL, Why.NO_ANSWER)
    for check in ("obsv.idle", "obsv.target", "scn.required", "scn.contingency", "aud.mute", "rec.space"):
        assert (results[check].verdict, results[check].why) == (Verdict.INCONCLUSIVE, Why.NOT_CONNECTED), check
    assert results["ing.rtmp"].verdict is Verdict.PASS


def test_the_list_needs_nothing_running(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["preflight", "--list"]) == 0
    listed, left_out = capsys.readouterr().out.split("\n\n")
    assert [line.split()[0] for line in listed.splitlines()] == [one.info.id for one in CATALOGUE]
    assert [line.split()[0] for line in left_out.splitlines()[1:]] == ["cap.exclusive", "ing.service"]
    assert main(["preflight", "--list", "--json", "--group", "obs"]) == 0
    rows = json.loads(capsys.readouterr().out)
    ids = "port hello auth auth_enabled version requests rtt ready events instances collection profile safe_mode"
    assert [row["id"] for row in rows] == [f"obsc.{one}" for one in ids.split()]
    killers = [row["id"] for row in rows if row["killer"]]
    assert killers == ["obsc.port", "obsc.hello", "obsc.auth", "obsc.events"]
    assert main(["preflight", "--list", "--json", "--group", "ingest"]) == 0
    last = json.loads(capsys.readouterr().out)[-1]
    assert (last["id"], last["mode"]) == ("ing.service", "left-out")
    assert last["left_out"], "the reason"


@pytest.mark.parametrize(
    "words",
    [["preflight", "--group", "nonsense"], ["preflight", "--port", "x"], ["nonsense"]],
)
def test_what_makes_no_sense_could_not_run(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe\xfa secret", b"secret" * 1_000])
def test_a_password_file_that_cannot_be_read_could_not_run(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "password"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setenv(PASSWORD_FILE, str(file))
    assert main(["preflight", "--now"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("The password file cannot be read")
    assert "secret" not in err


def test_a_show_that_cannot_be_read_could_not_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    odd = tmp_path / "odd.liveops"
    odd.write_text("no show at all")
    for path in (tmp_path / "none.liveops", odd):
        assert main(["preflight", "--now", "--show", str(path)]) == 2
        out, err = capsys.readouterr()
        assert (out, str(path) in err) == ("", True)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["odd.liveops"], "looking leaves nothing behind"


def by_hand(phase: str, *more: str) -> list[str]:
    return ["preflight", "--port", "9", "--group", "by-hand", "--phase", phase, "--json", *more]


def test_what_only_people_can_say_is_listed_and_without_it_the_line_up_is_no_go(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(by_hand("rig")) == 0, "before the stream runs no killer is left to people"
    rows = json.loads(capsys.readouterr().out)["results"]
    ids = ["aud.lineup", "aud.avsync", "hand.backup_line", "hand.power", "soak.watch"]
    assert [row["check"] for row in rows] == ids
    assert main(by_hand("line-up")) == 1
    data = json.loads(capsys.readouterr().out)
    assert [(row["check"], row["verdict"]) for row in data["results"]] == [
        (f"hand.{one}", "manual") for one in LINE_UP_BY_HAND
    ]
    blocks = [f"hand.{one}" for one in LINE_UP_BY_HAND if one != "price"]
    assert (data["decision"]["go"], data["decision"]["blocking"]) == ("no-go", blocks)
    assert main([*by_hand("line-up")[:-1]]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert sum("◇ by hand" in line for line in lines) == 8
    assert lines[-2].startswith("NO-GO  8 by hand")
    assert lines[-1].startswith("7 checks block: ")


def test_what_people_answered_in_the_show_counts_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    now = StationClock().now()
    answers = tuple(
        CheckConfirmed(f"hand.{one}", Verdict.FAIL if one == "mic" else Verdict.PASS, second="Bob")
        for one in LINE_UP_BY_HAND
        if one != "talkback"
    )
    file = a_show(tmp_path, "rtmp://ingest.example/live", answers, now)
    assert main(by_hand("line-up", "--show", str(file))) == 1
    data = json.loads(capsys.readouterr().out)
    assert data["decision"]["blocking"] == ["hand.mic", "hand.talkback"]
    assert {row["check"]: row["verdict"] for row in data["results"]} == {
        f"hand.{one}": {"mic": "fail", "talkback": "manual"}.get(one, "pass") for one in LINE_UP_BY_HAND
    }


def test_what_was_waived_in_the_show_is_waived_on_the_command_line_by_name_and_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = tuple(
        CheckConfirmed(f"hand.{one}", Verdict.FAIL if one == "mic" else Verdict.PASS, second="Bob")
        for one in LINE_UP_BY_HAND
    )
    waived = (CheckWaived("hand.mic", "a spare is on its way"), CheckWaived("obsc.port", "of another group"))
    file = a_show(tmp_path, "rtmp://ingest.example/live", (*answers, *waived), StationClock().now())
    assert main(by_hand("line-up", "--show", str(file))) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["decision"]["go"], data["decision"]["waived"]) == ("go-with-waivers", ["hand.mic"])
    assert [(row["check"], row["who"], row["reason"]) for row in data["waivers"]] == [
        ("hand.mic", "Ann", "a spare is on its way")
    ]
    assert main([word for word in by_hand("line-up", "--show", str(file)) if word != "--json"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-2].startswith("GO WITH WAIVERS  ")
    assert lines[-1].endswith(" · waived by Ann: a spare is on its way")


def test_it_loads_no_qt() -> None:
    script = (
        "import sys; from liveops_desktop.cli import main; import liveops_desktop.checks.world;"
        "code = main(['preflight', '--list']); sys.exit(code or 'PySide6' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def test_the_log_of_a_run_tells_no_password(caplog: pytest.LogCaptureFixture) -> None:
    """Nothing is there to connect to; all levels are kept, those of the libraries too."""
    caplog.set_level(logging.DEBUG)

    async def run() -> None:
        async with live_world(Rig(), "127.0.0.1", 9, "the-password-itself") as world:
            await run_checks(world, wait=False)
            assert "the-password-itself" not in repr(world)

    asyncio.run(run())
    assert "the-password-itself" not in caplog.text
