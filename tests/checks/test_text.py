"""Results as text and data."""

import json

import msgspec

from liveops_desktop.checks import CATALOGUE as WHOLE
from liveops_desktop.checks.run import run_checks
from liveops_desktop.checks.text import catalogue_data, decision_text, results_data, results_table
from liveops_desktop.core.go import decide_go
from liveops_desktop.core.preflight import Decision, Result
from liveops_desktop.core.rig import Rig
from liveops_desktop.core.vitals import ObsInput
from tests.checks.readings import GONE, RIG, STATE, T0, StillWorld, obs
from tests.jumping import run_jumping

SHOWN = [
    "obsc.port",
    "obsc.hello",
    "obsc.auth",
    "obsc.requests",
    "obsv.idle",
    "obsv.target",
    "obsv.active_fps",
    "scn.required",
    "scn.contingency",
    "scn.zero_size",
    "aud.mute",
    "rec.space",
    "sys.cpu",
    "sys.mem",
    "net.dns",
    "ing.tcp",
    "ing.rtmp",
]
"""Enough of every kind; what is shown of these does not change with each check that is added."""
CATALOGUE = tuple(one for one in WHOLE if one.info.id in SHOWN)
INFOS = [one.info for one in CATALOGUE]


def spoiled() -> tuple[tuple[Result, ...], Decision]:
    """A rig with one microphone muted, seen before its windows are full."""
    inputs = (ObsInput("Host", "mic", muted=True), STATE.inputs[1])
    results = run_jumping(run_checks(StillWorld(obs=obs(inputs=inputs)), wait=False, catalogue=CATALOGUE))
    return results, decide_go(results, INFOS, (), T0)


def test_every_line_has_shape_and_word_and_a_remedy_only_where_one_is_needed() -> None:
    results, _ = spoiled()
    lines = results_table(results, CATALOGUE).splitlines()
    muted = next(n for n, line in enumerate(lines) if "Microphones open" in line)
    assert "■ failed" in lines[muted]
    assert "desk-pc  Muted: Host." in lines[muted]
    assert lines[muted + 1].strip().startswith("→ Unmute it")
    assert sum("→" in line for line in lines) == 1
    assert sum("● ok" in line for line in lines) == 13
    assert sum("○ not measured" in line for line in lines) == 3
    assert "Measuring, 10 s left." in next(line for line in lines if "Frame rate" in line)


def test_a_killer_with_nothing_planned_says_what_to_plan_and_one_that_obs_did_not_answer_does_not() -> None:
    unplanned = results_table(run_jumping(run_checks(StillWorld(Rig()), wait=False, catalogue=CATALOGUE)), CATALOGUE)
    assert "Create it in OBS, or name it in the plan." in unplanned
    gone = results_table(run_jumping(run_checks(StillWorld(RIG, GONE), wait=False, catalogue=CATALOGUE)), CATALOGUE)
    assert "→" not in gone


def test_columns_line_up_with_wide_letters_in_them() -> None:
    results, _ = spoiled()
    wide = [msgspec.structs.replace(one, value="主麦") if one.check == "aud.mute" else one for one in results]
    lines = [line for line in results_table(wide, CATALOGUE).splitlines() if "desk-pc" in line]
    starts = [line.index("≤ 100 / ≤") for line in lines if "≤ 100 / ≤" in line]
    assert len(starts) == 2, "the port of OBS and the name of the ingest"
    assert len(set(starts)) == 1
    (wide_line,) = (line for line in lines if "主麦" in line)
    (plain_line,) = (line for line in lines if "Contingency scene" in line)
    assert wide_line.index("desk-pc") == plain_line.index("desk-pc") - 2, "two letters, four columns"


def test_the_decision_names_what_blocks() -> None:
    results, decision = spoiled()
    text = decision_text(decision, results, [])
    assert text.splitlines() == [
        "NO-GO  13 ok · 1 failed · 3 not measured",
        "1 check blocks: Microphones open",
    ]
    assert "no GO for the show" in decision_text(decision, results, ["Audio"])


def test_data_is_plain_and_carries_the_words() -> None:
    results, decision = spoiled()
    data = json.loads(json.dumps(results_data(decision, results, CATALOGUE, [])))
    assert data["decision"]["go"] == "no-go"
    assert data["decision"]["blocking"] == ["aud.mute"]
    by_id = {row["check"]: row for row in data["results"]}
    assert set(by_id) == {info.id for info in INFOS}
    muted = by_id["aud.mute"]
    assert (muted["verdict"], muted["why"], muted["killer"], muted["group"]) == ("fail", "muted", True, "audio")
    assert muted["said"] == "Muted: Host."
    assert muted["remedy"]
    assert by_id["obsv.idle"]["remedy"] == ""


def test_the_catalogue_as_data_has_every_column() -> None:
    rows = catalogue_data(WHOLE)
    assert [row["id"] for row in rows] == [one.info.id for one in WHOLE]
    wanted = {"id", "group", "mode", "killer", "what", "threshold", "source", "remedy", "title"}
    wanted |= {"phases", "good_for", "two_people", "call", "owner", "instead", "answered_by", "gate", "limits"}
    assert all(set(row) == wanted for row in rows)
