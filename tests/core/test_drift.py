"""Drift: what differs from the last good show, item by item, and what does not though it has another name."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from liveops_desktop.core import intents as i
from liveops_desktop.core.clock import Instant
from liveops_desktop.core.content import Severity
from liveops_desktop.core.drift import (
    Difference,
    How,
    LastGood,
    What,
    comparable,
    compare,
    differences,
    last_good,
    went_well,
)
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.setup import FilterSetup, MonitorSetup, OutputSetup, Setup
from liveops_desktop.core.show import Show
from tests.core.scenario import Scenario, card
from tests.core.set_ups import CAMERA, GOOD, LOGO, MIC, SLATE, changed_input, item, renamed_scene, renamed_source


def told(setup: Setup) -> list[tuple[What, How, str, str, str, str]]:
    return [(one.what, one.how, one.name, one.field, one.was, one.now) for one in compare(GOOD, setup)]


def test_nothing_has_changed() -> None:
    assert compare(GOOD, GOOD) == ()


@pytest.mark.parametrize(
    "running",
    [
        {"program_scene": "Slate"},
        {"read_at": Instant(9)},
        {"virtual_camera": True},
        {"replay_buffer": True},
        {"key_ragged": True},
        {"kinds": frozenset()},
        {"outputs": (OutputSetup("simple_stream", "rtmp_output", active=True),)},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_what_runs_or_plays_just_now_is_no_drift(running: dict[str, Any]) -> None:
    assert compare(GOOD, replace(GOOD, **running)) == ()


def test_muting_is_the_plans_to_judge() -> None:
    assert compare(GOOD, changed_input(MIC, muted=True)) == ()


@pytest.mark.parametrize(
    "unknown",
    [
        {"server": ""},
        {"key_mark": ""},
        {"encoder": {}},
        {"parameters": {}},
        {"studio_mode": None},
        {"monitors": ()},
        {"outputs": ()},
        {"transition_length": None},
        {"canvas": (0, 0)},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_what_is_not_known_is_no_difference(unknown: dict[str, Any]) -> None:
    assert compare(GOOD, replace(GOOD, **unknown)) == ()
    assert compare(replace(GOOD, **unknown), GOOD) == ()


@pytest.mark.parametrize(
    ("setup", "one"),
    [
        (
            changed_input(MIC, device="b", device_name="Webcam mic"),
            (What.DEVICE, How.CHANGED, "Host mic", "device", "USB mic", "Webcam mic"),
        ),
        (
            changed_input(CAMERA, device="cam-2", device_name=""),
            (What.DEVICE, How.CHANGED, "Camera", "device", "Cam Link", "cam-2"),
        ),
        (
            changed_input(SLATE, file="/media/other.png"),
            (What.SOURCE, How.CHANGED, "Slate", "file", "/media/slate.png", "/media/other.png"),
        ),
        (changed_input(MIC, volume_db=-12.0), (What.AUDIO, How.CHANGED, "Host mic", "volume_db", "-3", "-12")),
        (changed_input(MIC, sync=None), (What.AUDIO, How.CHANGED, "Host mic", "sync", "40", "")),
        (changed_input(MIC, tracks=frozenset({1})), (What.AUDIO, How.CHANGED, "Host mic", "tracks", "1 2", "1")),
        (
            changed_input(MIC, monitor="MONITOR_ONLY"),
            (What.AUDIO, How.CHANGED, "Host mic", "monitor", "NONE", "MONITOR_ONLY"),
        ),
        (changed_input(MIC, filters=(MIC.filters[1],)), (What.FILTER, How.REMOVED, "Limiter", "", "", "")),
        (
            changed_input(MIC, filters=(*MIC.filters, FilterSetup("EQ", "eq", enabled=True))),
            (What.FILTER, How.ADDED, "EQ", "", "", ""),
        ),
        (
            changed_input(MIC, filters=(MIC.filters[0], FilterSetup("Gate", "noise_gate", enabled=True))),
            (What.FILTER, How.CHANGED, "Gate", "enabled", "noise_gate off", "noise_gate on"),
        ),
        (replace(GOOD, fps=(60, 1)), (What.VIDEO, How.CHANGED, "fps", "fps", "30×1", "60×1")),
        (
            replace(GOOD, output_size=(1920, 1080)),
            (What.VIDEO, How.CHANGED, "output_size", "output_size", "1280×720", "1920×1080"),
        ),
        (
            replace(GOOD, encoder={**GOOD.encoder, "bitrate": "2500"}),
            (What.ENCODER, How.CHANGED, "bitrate", "value", "4500", "2500"),
        ),
        (
            replace(GOOD, encoder={**GOOD.encoder, "bframes": "2"}),
            (What.ENCODER, How.ADDED, "bframes", "value", "", "2"),
        ),
        (
            replace(GOOD, server="rtmp://other.example/live"),
            (What.TARGET, How.CHANGED, "server", "server", "rtmp://ingest.example/live", "rtmp://other.example/live"),
        ),
        (replace(GOOD, key_mark="ffff0000ffff"), (What.TARGET, How.CHANGED, "key", "key", "", "00ffff")),
        (replace(GOOD, specials={}), (What.AUDIO, How.REMOVED, "mic1", "value", "Host mic", "")),
        (replace(GOOD, profile="Rehearsal"), (What.SETTING, How.CHANGED, "profile", "profile", "Live", "Rehearsal")),
        (replace(GOOD, studio_mode=True), (What.SETTING, How.CHANGED, "studio_mode", "studio_mode", "off", "on")),
        (replace(GOOD, version="31.0.1"), (What.OBS, How.CHANGED, "version", "version", "31.0.0", "31.0.1")),
        (
            replace(GOOD, monitors=(MonitorSetup("HDMI-1", 1280, 720),)),
            (What.DEVICE, How.CHANGED, "HDMI-1", "value", "1920×1080", "1280×720"),
        ),
        (replace(GOOD, scenes=("Wide", "Slate", "New")), (What.SCENE, How.ADDED, "New", "", "", "")),
        (replace(GOOD, items=GOOD.items[1:]), (What.ITEM, How.REMOVED, "Camera", "", "", "")),
        (replace(GOOD, items=(*GOOD.items, item("Wide", "Logo"))), (What.ITEM, How.ADDED, "Logo", "", "", "")),
        (
            replace(GOOD, items=(item("Wide", "Camera", enabled=False), *GOOD.items[1:])),
            (What.ITEM, How.CHANGED, "Camera", "enabled", "on", "off"),
        ),
        (
            replace(GOOD, items=(item("Wide", "Camera", left=300), *GOOD.items[1:])),
            (What.ITEM, How.CHANGED, "Camera", "place", "1920×1080 @ 0, 0", "1920×1080 @ 300, 0"),
        ),
        (
            replace(GOOD, inputs=(*GOOD.inputs, replace(LOGO, name="Bug", file="/b.png"))),
            (What.SOURCE, How.ADDED, "Bug", "", "", ""),
        ),
        (replace(GOOD, inputs=GOOD.inputs[:-1]), (What.SOURCE, How.REMOVED, "Backdrop", "", "", "")),
        (renamed_source("Backdrop", "Colour"), (What.SOURCE, How.RENAMED, "Colour", "", "Backdrop", "Colour")),
        (renamed_scene("Wide", "Total"), (What.SCENE, How.RENAMED, "Total", "", "Wide", "Total")),
        (renamed_source("Camera", "Cam A"), (What.SOURCE, How.RENAMED, "Cam A", "", "Camera", "Cam A")),
    ],
)
def test_one_change_is_one_difference(setup: Setup, one: tuple[What, How, str, str, str, str]) -> None:
    assert told(setup) == [one]


def test_a_scene_and_its_source_renamed_at_once_are_two_renames_and_nothing_else() -> None:
    both = renamed_source("Camera", "Cam A")
    both = replace(
        both,
        scenes=("Total", "Slate"),
        items=tuple(replace(each, scene="Total") if each.scene == "Wide" else each for each in both.items),
    )
    assert [(one.what, one.how) for one in compare(GOOD, both)] == [
        (What.SCENE, How.RENAMED),
        (What.SOURCE, How.RENAMED),
    ]


def test_a_scene_with_other_content_is_another_scene() -> None:
    other = replace(GOOD, scenes=("Wide", "Bars"), items=(*GOOD.items[:3], item("Bars", "Backdrop")))
    assert [(one.what, one.how, one.name) for one in compare(GOOD, other)] == [
        (What.SCENE, How.REMOVED, "Slate"),
        (What.SCENE, How.ADDED, "Bars"),
    ]


def test_two_alike_are_not_taken_for_a_rename() -> None:
    """Which of two equal cameras was renamed nobody can say."""
    twins = replace(
        GOOD, inputs=(*GOOD.inputs[:1], replace(CAMERA, name="A"), replace(CAMERA, name="B"), *GOOD.inputs[2:])
    )
    found = {(one.how, one.name) for one in compare(GOOD, twins) if one.what is What.SOURCE}
    assert found == {(How.REMOVED, "Camera"), (How.ADDED, "A"), (How.ADDED, "B")}


def test_a_difference_that_is_accepted_is_one_no_more_until_it_changes_again() -> None:
    good = LastGood(comparable(GOOD), Instant(1))
    (device,) = differences(good, changed_input(MIC, device="b", device_name="Second"))
    accepted = frozenset({device.key})
    assert differences(good, changed_input(MIC, device="b", device_name="Second"), accepted) == ()
    assert len(differences(good, changed_input(MIC, device="c", device_name="Third"), accepted)) == 1
    assert differences(None, GOOD) == ()


def test_keys_tell_differences_apart_whatever_names_hold() -> None:
    one = Difference(What.SOURCE, How.ADDED, 'a","b')
    other = Difference(What.SOURCE, How.ADDED, "a", place='"b')
    assert one.key != other.key


PARTS = st.fixed_dictionaries(
    {},
    optional={
        "fps": st.sampled_from([(25, 1), (50, 1)]),
        "profile": st.sampled_from(["Live", "Other"]),
        "scenes": st.lists(st.sampled_from(["Wide", "Slate", "New"]), unique=True).map(tuple),
        "items": st.lists(st.sampled_from([*GOOD.items, item("New", "Logo"), item("Wide", "Slate")]), max_size=5).map(
            tuple
        ),
        "inputs": st.lists(
            st.sampled_from([*GOOD.inputs, replace(LOGO, name="Bug")]), unique_by=lambda one: one.name
        ).map(tuple),
    },
)


@given(PARTS, PARTS)
def test_a_set_up_never_differs_from_itself_and_accepting_all_leaves_none(
    old: dict[str, Any], new: dict[str, Any]
) -> None:
    before, after = replace(GOOD, **old), replace(GOOD, **new)
    assert compare(before, before) == ()
    found = compare(before, after)
    good = LastGood(before, Instant(0))
    assert differences(good, after, frozenset(one.key for one in found)) == ()
    assert bool(found) == bool(compare(after, before))


# -- what is good, and when


def test_what_is_kept_is_cut_and_named() -> None:
    scenario = Scenario()
    with pytest.raises(Refused) as nobody:
        scenario.at(0, i.KeepSetup(GOOD), who=" ")
    assert nobody.value.reason is Reason.NAME_MISSING
    scenario.at(1, i.KeepSetup(GOOD), who="ben")
    scenario.at(2, i.KeepSetup(replace(GOOD, read_at=Instant(5), program_scene="Slate")))
    assert len(scenario.facts) == 2, "the same is kept once"
    kept = scenario.show.kept
    assert kept is not None
    assert (kept.who, kept.setup) == ("ben", comparable(GOOD))
    assert kept.setup.program_scene == ""


def test_accepted_by_name_and_forgotten_with_the_next_good_one() -> None:
    scenario = Scenario()
    scenario.at(0, i.AcceptDrift("k1"))
    scenario.at(1, i.AcceptDrift("k1"))
    assert (scenario.show.drift_accepted, len(scenario.facts)) == (frozenset({"k1"}), 2)
    with pytest.raises(Refused) as empty:
        scenario.at(2, i.AcceptDrift(""))
    assert empty.value.reason is Reason.UNKNOWN_ITEM
    scenario.at(3, i.KeepSetup(GOOD))
    assert scenario.show.drift_accepted == frozenset()


def test_the_newer_of_the_shows_and_the_stations_counts() -> None:
    scenario = Scenario()
    scenario.at(10, i.KeepSetup(GOOD))
    kept = scenario.show.kept
    assert kept is not None
    older, newer = LastGood(GOOD, Instant(kept.at - 1), "old"), LastGood(GOOD, Instant(kept.at + 1), "new")
    assert last_good(None, None) is None
    assert last_good(Show(), older) is older
    assert last_good(scenario.show, newer) is newer
    own = last_good(scenario.show, older)
    assert own is not None
    assert (own.at, own.show) == (kept.at, "Show")
    bare = last_good(replace(scenario.show, header=None), None)
    assert bare is not None
    assert bare.show == ""


def test_a_show_went_well_when_it_ended_and_viewers_lost_nothing() -> None:
    scenario = Scenario("a 100")
    assert not went_well(scenario.show)
    scenario.play("0 take a")
    assert not went_well(scenario.show)
    scenario.play("90 end")
    assert went_well(scenario.show)
    assert not went_well(Scenario("a 100", rehearsal=True).play("0 take a", "9 end").show)
    assert not went_well(Show())


@pytest.mark.parametrize("trouble", [i.RaiseAlarm("obs-lost", Severity.S1, "", ""), i.OpenCard(card())])
def test_a_show_in_which_viewers_saw_nothing_for_a_while_did_not_go_well(trouble: i.Intent) -> None:
    scenario = Scenario("a 100").play("0 take a")
    scenario.at(5, trouble)
    scenario.play("90 end")
    assert not went_well(scenario.show)
