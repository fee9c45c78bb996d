"""Editing the run-of-show: add, edit, move, delete, skip, and what protects a show on air (RUN-OF-SHOW §4)."""

from datetime import date

import pytest
from msgspec.structs import replace

from liveops_desktop.core import intents as i
from liveops_desktop.core.clock import Span, seconds
from liveops_desktop.core.cue import AtZero, CueId, TimeOfDay
from liveops_desktop.core.facts import CueEdited, HeaderEdited
from liveops_desktop.core.refusal import Reason, Refused
from tests.core.scenario import Scenario, cue, cues, header

FIVE = "a 100; b 100; c 100; d 100; e 100"
STORIES: list[tuple[str, str, tuple[str, ...]]] = [
    # -- order of play
    ("add-at-the-head", "a 1; b 1", ("0 add head x 1", "0 order x a b")),
    ("add-behind", "a 1; b 1", ("0 add a x 1", "0 order a x b")),
    ("add-behind-nothing-known", "a 1", ("0 refuse no-such-cue add z x 1",)),
    ("add-what-is-there", "a 1", ("0 refuse cue-exists add head a 2",)),
    ("add-the-same-again", "a 1", ("0 add a x 1", "1 add a x 1", "1 order a x")),
    ("move-to-the-head", FIVE, ("0 move d head", "0 order d a b c e")),
    ("move-down", FIVE, ("0 move a c", "0 order b c a d e")),
    ("move-to-where-it-is", FIVE, ("0 move c b", "0 move a head", "0 move b b", "0 order a b c d e")),
    ("move-the-unknown", FIVE, ("0 refuse no-such-cue move z head", "0 refuse no-such-cue move a z")),
    ("delete", FIVE, ("0 delete c", "0 order a b d e", "0 refuse no-such-cue delete c")),
    ("skip-and-back", FIVE, ("0 skip b", "0 show-end 400", "0 skip b", "0 unskip b", "0 show-end 500")),
    ("skip-the-unknown", FIVE, ("0 refuse no-such-cue skip z",)),
    # -- on air
    (
        "on-air",
        FIVE,
        (
            "0 take b",
            "1 refuse cue-is-on-air delete b yes",
            "1 refuse cue-is-on-air skip b yes",
            "1 refuse cue-is-on-air move b head yes",
            "1 retitle b New",
            "1 on b",
        ),
    ),
    ("others-move-around-it", FIVE, ("0 take b", "1 move e head", "1 move a d", "1 order e b c d a", "1 on b")),
    ("passed-ones-may-go", FIVE, ("0 take c", "1 delete a", "1 skip b", "1 on c", "1 next d")),
    (
        "not-shorter-than-what-ran",
        FIVE,
        (
            "0 take a",
            "40 refuse shorter-than-run length a 39.999",
            "40 length a 40",
            "40 remaining 0",
            "50 refuse shorter-than-run length a 45",
            "50 length a 60",
            "50 remaining 10",
        ),
    ),
    ("less-the-nudges", FIVE, ("0 take a", "30 nudge 20", "40 refuse shorter-than-run length a 19", "40 length a 20")),
    ("another-may-be-shorter", FIVE, ("0 take a", "40 length b 1", "40 show-end 401")),
    # -- standing by
    (
        "standing-by-asks-once",
        FIVE,
        (
            "0 take a",
            "1 refuse confirm-standby delete b",
            "1 refuse confirm-standby skip b",
            "1 refuse confirm-standby move b d",
            "1 next b",
            "2 delete b yes",
            "2 next c",
            "3 skip c yes",
            "3 next d",
            "4 move d e yes",
            "4 next e",
        ),
    ),
    ("before-the-start-nothing-asks", FIVE, ("0 delete a", "0 skip b", "0 move c head", "0 order c b d e")),
    # -- kept instants
    (
        "added-on-air",
        "a 100; b 100",
        ("0 take a", "10 add a x 50 hard=150", "10 forecast x 150", "10 slack x 50", "10 over 100"),
    ),
    ("edited-hard-start-on-air", "a 100; b 50 hard=150", ("0 take a", "10 hard b 130", "10 slack b 30")),
    (
        "kept-on-air-whatever-comes-before",
        "a 60; b 60 hard=23:00; c 60 hard=22:00",
        ("0 take a", "5 delete b yes", "5 forecast c 1d22:00"),
    ),
    ("unskipped-on-air", "a 100; b 50 hard=150 skipped", ("0 take a", "5 unskip b", "5 slack b 50")),
    (
        "until-edited-on-air",
        "a until=20:10; b 60",
        ("0 take a", "60 until a 20:08", "60 remaining 7:00", "60 refuse shorter-than-run until a 20:00:30"),
    ),
    (
        "until-edited-while-the-next-runs",
        "a until=20:10; b 60",
        ("0 take a", "60 take b", "65 until a 20:08", "70 undo", "70 remaining 410"),
    ),
    ("hard-edited-twice", "a 100; b 50 hard=150", ("0 take a", "1 hard b 130", "2 hard b 140", "2 slack b 40")),
]


@pytest.mark.parametrize(("rows", "lines"), [pytest.param(*story[1:], id=story[0]) for story in STORIES])
def test_story(rows: str, lines: tuple[str, ...]) -> None:
    Scenario(rows).play(*lines)


def refused(scenario: Scenario, intent: i.Intent, when: float = 0) -> Refused:
    before = scenario.show
    with pytest.raises(Refused) as caught:
        scenario.at(when, intent)
    assert scenario.show == before
    return caught.value


# -- the shortest value


def test_the_shortest_value_is_one_that_can_be_typed() -> None:
    scenario = Scenario(FIVE).play("0 take a", "10 nudge -30")
    why = refused(scenario, scenario.edited("a", planned=seconds(60)), 40.5)
    assert (why.reason, why.field, why.span) == (Reason.SHORTER_THAN_RUN, "planned", seconds(71))
    scenario.at(40.5, scenario.edited("a", planned=seconds(71)))


def test_an_until_that_becomes_a_length_is_measured_too() -> None:
    scenario = Scenario("a 30 until=20:10").play("0 take a")
    assert refused(scenario, scenario.edited("a", until=None), 60).field == "until"
    scenario.at(60, scenario.edited("a", until=None, planned=seconds(90)))
    scenario.play("60 remaining 30")


# -- three-way edits


def test_edits_of_different_fields_do_not_meet() -> None:
    scenario = Scenario("a 10")
    was = scenario.show.cues[0]
    scenario.at(0, i.EditCue(was, replace(was, title="New")))
    scenario.at(1, i.EditCue(was, replace(was, planned=seconds(20))))
    assert scenario.show.cues[0] == replace(was, title="New", planned=seconds(20))


def test_edits_of_one_field_meet_and_the_value_there_is_named() -> None:
    scenario = Scenario("a 10")
    was = scenario.show.cues[0]
    scenario.at(0, i.EditCue(was, replace(was, title="First")))
    why = refused(scenario, i.EditCue(was, replace(was, title="Second")))
    assert (why.reason, why.field, why.detail) == (Reason.EDIT_CONFLICT, "title", "First")


def test_the_same_edit_again_is_harmless() -> None:
    scenario = Scenario("a 10")
    was = scenario.show.cues[0]
    for when in (0, 1):
        scenario.at(when, i.EditCue(was, replace(was, title="New")))
    assert len(scenario.facts) == 3


def test_the_fact_holds_what_was_there_and_what_is_now() -> None:
    scenario = Scenario("a 10")
    was = scenario.show.cues[0]
    scenario.at(0, i.EditCue(was, replace(was, title="New")))
    scenario.at(1, i.EditCue(was, replace(was, note="loud")))
    there = replace(was, title="New")
    assert scenario.facts[-1].body == CueEdited(was=there, now=replace(there, note="loud"))


def test_an_edit_of_a_cue_that_is_gone() -> None:
    scenario = Scenario("a 10; b 10")
    edit = scenario.edited("a", title="New")
    scenario.play("0 delete a")
    assert refused(scenario, edit).reason is Reason.NO_SUCH_CUE


def test_an_edit_does_not_change_the_id() -> None:
    scenario = Scenario("a 10")
    assert refused(scenario, scenario.edited("a", id="b")).field == "id"


def test_an_edit_is_validated_as_a_whole() -> None:
    """Alone each edit is fine; together they are not."""
    scenario = Scenario("a 100")
    was = scenario.show.cues[0]
    scenario.at(0, i.EditCue(was, replace(was, least=seconds(90))))
    why = refused(scenario, i.EditCue(was, replace(was, planned=seconds(80))))
    assert (why.reason, why.field) == (Reason.LEAST_OVER_PLANNED, "least")


@pytest.mark.parametrize(("name", "reason"), [("a", Reason.CUE_IS_ON_AIR), ("b", Reason.CONFIRM_STANDBY)])
def test_skipping_by_an_edit_is_protected_as_well(name: str, reason: Reason) -> None:
    scenario = Scenario(FIVE).play("0 take a")
    why = refused(scenario, scenario.edited(name, skipped=True))
    assert (why.reason, why.field) == (reason, "skipped")
    scenario.at(1, scenario.edited("c", skipped=True))
    scenario.play("1 take b", "2 next d")


def test_unskipping_by_an_edit_finds_its_hard_start() -> None:
    scenario = Scenario("a 100; b 50 hard=150 skipped").play("0 take a")
    scenario.at(1, scenario.edited("b", skipped=False))
    scenario.play("1 slack b 50")


def test_a_done_and_skipped_cue_can_still_be_edited() -> None:
    scenario = Scenario("a 100; b 100 skipped; c 100").play("0 take a")
    scenario.at(1, scenario.edited("b", note="later"))
    assert scenario.show.cues[1].note == "later"


def test_at_zero_may_be_changed_on_air() -> None:
    scenario = Scenario(FIVE).play("0 take a", "1 go-at never")
    scenario.at(2, scenario.edited("a", at_zero=AtZero.GO))
    scenario.play("2 go-at 100", "100 go b", "100 on b")


# -- pasted rows


def test_nothing_to_add() -> None:
    scenario = Scenario("a 10")
    scenario.at(0, i.AddCues((), None))
    assert len(scenario.facts) == 2


@pytest.mark.parametrize(
    ("rows", "reason", "field", "row"),
    [
        ("x 10; y -1; z 10", Reason.NEGATIVE, "planned", 2),
        ("x 10; y 10; x 10", Reason.CUE_EXISTS, "id", 3),
        ("y -1", Reason.NEGATIVE, "planned", None),
    ],
)
def test_pasted_rows_are_refused_whole_with_their_row(rows: str, reason: Reason, field: str, row: int | None) -> None:
    why = refused(Scenario("a 10"), i.AddCues(cues(rows), CueId("a")))
    assert (why.reason, why.field, why.row) == (reason, field, row)


def spring(rows: str) -> Scenario:
    """Copenhagen, the night of 29 March 2026: from 02:00 the clock goes on at 03:00. The show starts at 01:00."""
    return Scenario(rows, "1:00", date=date(2026, 3, 29), zone="Europe/Copenhagen")


@pytest.mark.parametrize(
    ("field", "row"), [("hard", "x 10 hard=2:30"), ("until", "x until=2:30"), ("until", "x hard=1:30 until=2:30")]
)
def test_a_time_that_does_not_exist_is_refused_in_its_field(field: str, row: str) -> None:
    why = refused(spring("a 10"), i.AddCues((cue(row),), CueId("a")))
    assert (why.reason, why.field, why.row) == (Reason.TIME_DOES_NOT_EXIST, field, None)


def test_a_time_that_does_not_exist_is_refused_in_its_row() -> None:
    why = refused(spring("a 10"), i.AddCues(cues("x 10 hard=1:30; y 10 hard=2:30"), CueId("a")))
    assert (why.field, why.row) == ("hard", 2)


def test_a_time_edited_to_one_that_does_not_exist() -> None:
    scenario = spring("a 10; b 10 hard=1:30")
    scenario.at("1:00", i.Take(CueId("a"), None))
    missing = TimeOfDay(Span(2 * 3_600_000 + 30 * 60_000))
    why = refused(scenario, scenario.edited("b", hard=missing))
    assert (why.reason, why.field) == (Reason.TIME_DOES_NOT_EXIST, "hard")


def test_a_bad_time_elsewhere_does_not_block_the_edit_of_another_cue() -> None:
    """A zone that is changed later may leave a time out: a finding, no refusal."""
    scenario = Scenario("a 10; b 10 hard=2:30", "1:00", date=date(2026, 3, 29))
    assert scenario.show.header is not None
    scenario.at(0, i.EditHeader(scenario.show.header, replace(scenario.show.header, zone="Europe/Copenhagen")))
    scenario.at(1, i.AddCues((cue("c 10 hard=3:30"),), CueId("b")))
    assert [c.id for c in scenario.show.cues] == ["a", "b", "c"]


# -- the header


def test_a_show_is_created_once() -> None:
    scenario = Scenario()
    scenario.at(0, i.CreateShow(header()))
    assert len(scenario.facts) == 1
    why = refused(scenario, i.CreateShow(header(title="Another")))
    assert (why.reason, why.detail) == (Reason.EDIT_CONFLICT, "Show")


def test_the_header_is_edited_by_field() -> None:
    scenario = Scenario()
    was = header()
    scenario.at(0, i.EditHeader(was, replace(was, title="New")))
    scenario.at(1, i.EditHeader(was, replace(was, platform="Tube")))
    scenario.at(2, i.EditHeader(was, replace(was, platform="Tube")))
    assert scenario.show.header == replace(was, title="New", platform="Tube")
    assert len(scenario.facts) == 3
    assert scenario.facts[-1].body == HeaderEdited(
        was=replace(was, title="New"), now=replace(was, title="New", platform="Tube")
    )
    assert refused(scenario, i.EditHeader(was, replace(was, title="Mine"))).detail == "New"


def test_a_header_that_makes_no_sense_is_refused() -> None:
    why = refused(Scenario(), i.EditHeader(header(), header(zone="Mars/Base")))
    assert (why.reason, why.field, why.detail) == (Reason.UNKNOWN_ZONE, "zone", "Mars/Base")


def test_a_date_from_which_the_days_of_the_cues_cannot_be_counted_is_refused() -> None:
    scenario = Scenario()
    scenario.at(0, i.AddCues((replace(cue("a 10"), hard=TimeOfDay(Span(0), day=20)),), None))
    why = refused(scenario, i.EditHeader(header(), header(date=date(9990, 12, 20))))
    assert (why.reason, why.field) == (Reason.NOT_A_DATE, "date")


def test_the_start_edited_on_air_leaves_the_baseline() -> None:
    scenario = Scenario("a 100; b 100 hard=150").play("0 take a", "10 over 0")
    assert scenario.show.header is not None
    edit = i.EditHeader(scenario.show.header, header("300"))
    scenario.at(20, edit)
    scenario.play("20 over 0", "20 slack b 50", "20 remaining 80")
