"""The lock of the run-of-show, several edits as one, and a list read anew."""

from datetime import date

import pytest
from msgspec.structs import replace

from liveops_desktop.core import facts as f
from liveops_desktop.core import intents as i
from liveops_desktop.core.clock import Span, seconds
from liveops_desktop.core.cue import CueId
from liveops_desktop.core.evolve import evolve
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.show import Change
from tests.core.scenario import Scenario, cue, cues, instant, time_of_day

THREE = "a 100; b 100; c 100"


def refused(story: Scenario, intent: i.Intent, when: float = 0) -> Refused:
    before = story.show
    with pytest.raises(Refused) as refusal:
        story.at(when, intent)
    assert story.show == before
    return refusal.value


def stale(story: Scenario, body: f.AnyBody) -> None:
    """A fact of another version changes nothing but what every fact does."""
    fact = replace(story.facts[-1], id="late", body=body)
    after = evolve(story.show, fact)
    assert replace(after, facts=story.show.facts) == story.show


# -- the lock --------------------------------------------------------------------------


def test_a_locked_run_of_show_has_a_version_and_says_who_locked_it() -> None:
    story = Scenario(THREE)
    assert (story.show.lock.version, story.show.lock.locked) == (0, False)
    story.at(5, i.LockRundown(), who="bo")
    lock = story.show.lock
    assert (lock.version, lock.locked, lock.at, lock.who) == (1, True, instant("5"), "bo")
    story.at(6, i.LockRundown())
    assert story.show.lock == lock


def test_after_the_lock_an_edit_needs_a_reason_and_makes_a_new_version() -> None:
    story = Scenario(THREE)
    story.at(0, i.LockRundown())
    edit = story.edited("b", planned=seconds(50))
    assert refused(story, edit).reason is Reason.LOCKED
    why = refused(story, i.EditRundown((edit,), "  "))
    assert (why.reason, why.field, why.detail) == (Reason.LOCKED, "reason", "1")
    story.at(7, i.EditRundown((edit,), " sponsor cut "), who="bo")
    assert story.show.cues[1].planned == 50_000
    assert story.show.lock.version == 2
    assert story.show.lock.changes == (Change(2, instant("7"), "bo", "sponsor cut"),)


def test_an_edit_that_changes_nothing_makes_no_version() -> None:
    story = Scenario(THREE)
    story.at(0, i.LockRundown())
    story.at(1, i.EditRundown((story.edited("b", planned=seconds(100)),)))
    assert (story.show.lock.version, len(story.show.lock.changes)) == (1, 0)


def test_taking_and_nudging_are_no_edits() -> None:
    story = Scenario(THREE)
    story.at(0, i.LockRundown())
    story.play("1 take a", "2 nudge 10", "3 hold", "4 resume")
    assert story.show.lock.version == 1


def test_each_version_is_acknowledged_anew_by_role() -> None:
    story = Scenario(THREE)
    assert refused(story, i.AcknowledgeVersion(1, "HOST")).reason is Reason.NOT_LOCKED
    story.at(0, i.LockRundown())
    assert refused(story, i.AcknowledgeVersion(1, " ")).field == "role"
    story.at(3, i.AcknowledgeVersion(1, "HOST"), who="lin")
    story.at(4, i.AcknowledgeVersion(1, "HOST"), who="another")
    assert story.show.lock.seen == {"HOST": ("lin", instant("3"))}
    story.at(5, i.EditRundown((story.edited("b", planned=seconds(50)),), "why"))
    assert story.show.lock.seen == {}
    late = refused(story, i.AcknowledgeVersion(1, "HOST"))
    assert (late.reason, late.detail) == (Reason.VERSION_MOVED_ON, "2")


def test_unlocked_it_is_edited_freely_and_locked_again_it_counts_on() -> None:
    story = Scenario(THREE)
    story.at(0, i.UnlockRundown(0))
    assert len(story.facts) == 2
    story.at(1, i.LockRundown())
    assert refused(story, i.UnlockRundown(7)).reason is Reason.VERSION_MOVED_ON
    story.at(2, i.UnlockRundown(1))
    story.at(3, story.edited("b", planned=seconds(50)))
    story.at(4, i.LockRundown())
    assert (story.show.lock.version, story.show.lock.locked, story.show.lock.changes) == (2, True, ())


def test_late_facts_about_the_lock_change_nothing() -> None:
    story = Scenario(THREE)
    stale(story, f.RundownUnlocked(version=0))
    stale(story, f.RundownChanged(version=1, reason="x"))
    story.at(0, i.LockRundown())
    stale(story, f.RundownLocked(version=2))
    stale(story, f.RundownUnlocked(version=2))
    stale(story, f.RundownChanged(version=1, reason="x"))
    stale(story, f.VersionAcknowledged(version=2, role="HOST"))
    story.at(1, i.UnlockRundown(1))
    stale(story, f.RundownLocked(version=1))


# -- several edits as one -----------------------------------------------------------------


def test_edits_together_see_what_the_ones_before_them_made() -> None:
    story = Scenario(THREE)
    new = cue("d 10")
    story.at(
        0,
        i.EditRundown(
            (i.AddCues((new,), CueId("a")), i.EditCue(new, replace(new, planned=Span(5))), i.MoveCue(CueId("d"), None))
        ),
    )
    story.play("1 order d a b c")
    assert story.show.cues[0].planned == 5


def test_one_refused_edit_refuses_all() -> None:
    story = Scenario(THREE).play("0 take a")
    both = i.EditRundown((story.edited("b", planned=seconds(1)), i.DeleteCue(CueId("a"))))
    assert refused(story, both, 1).reason is Reason.CUE_IS_ON_AIR


# -- a list read anew --------------------------------------------------------------------


def read_anew(story: Scenario, rows: str, when: float = 0, *, confirmed: bool = False) -> None:
    story.at(when, i.ReplaceCues(story.show.cues, cues(rows), confirmed))


def test_a_list_read_anew_takes_the_place_of_the_old_one() -> None:
    story = Scenario(THREE)
    read_anew(story, "c 5; x 7; a 100")
    story.play("1 order c x a")
    facts = len(story.facts)
    read_anew(story, "c 5; x 7; a 100")
    assert len(story.facts) == facts


def test_somebody_elses_edit_meanwhile_is_a_conflict() -> None:
    story = Scenario(THREE)
    was = story.show.cues
    story.at(0, story.edited("b", planned=seconds(50)))
    assert refused(story, i.ReplaceCues(was, cues("a 1"))).reason is Reason.EDIT_CONFLICT


@pytest.mark.parametrize(
    ("rows", "reason", "row"),
    [
        ("a 1; a 2", Reason.CUE_EXISTS, 2),
        ("a 1; b 25:00:00", Reason.TOO_LONG, 2),
        ("a 10 least=20", Reason.LEAST_OVER_PLANNED, None),
    ],
)
def test_a_row_that_makes_no_sense_refuses_the_whole_list(rows: str, reason: Reason, row: int | None) -> None:
    story = Scenario(THREE)
    why = refused(story, i.ReplaceCues(story.show.cues, cues(rows)))
    assert (why.reason, why.row) == (reason, row)


def test_a_time_that_the_spring_change_skips_is_refused_in_its_row() -> None:
    story = Scenario(THREE, zone="Europe/Copenhagen", date=date(2026, 3, 29))
    rows = cues("a 100; x 10 hard=02:30")
    rows = (rows[0], replace(rows[1], hard=replace(time_of_day("02:30"), day=0)))
    why = refused(story, i.ReplaceCues(story.show.cues, rows))
    assert (why.reason, why.field, why.row) == (Reason.TIME_DOES_NOT_EXIST, "hard", None)


@pytest.mark.parametrize(
    ("rows", "order"),
    [
        pytest.param("c 5; b 999; a 5", "c b a", id="moved-around-it"),
        pytest.param("x 1; a 5; c 5", "x a b c", id="after-the-nearest-earlier-one"),
        pytest.param("x 1; c 5", "b x c", id="else-at-the-head"),
    ],
)
def test_the_cue_on_air_is_never_touched(rows: str, order: str) -> None:
    story = Scenario(THREE).play("0 take b")
    read_anew(story, rows, 1, confirmed=True)
    story.play(f"2 order {order}", "2 remaining 98", "2 on b")


def test_another_cue_standing_by_is_asked_about_once() -> None:
    story = Scenario(THREE).play("0 take a")
    assert refused(story, i.ReplaceCues(story.show.cues, cues("a 1; c 100; b 100")), 1).reason is Reason.CONFIRM_STANDBY
    read_anew(story, "a 1; c 100; b 100", 1, confirmed=True)
    read_anew(story, "a 1; c 100; x 1", 2)
    story.play("3 next c")


def test_on_air_times_of_the_day_are_kept_unless_they_were_edited() -> None:
    story = Scenario("a 100; h 10 hard=200; u until=400; gone 5 hard=600").play("0 take a")
    kept = dict(story.show.air.fixed)
    read_anew(story, "a 100; x 9 hard=120; h 11 hard=200; u until=500", 1, confirmed=True)
    fixed = story.show.air.fixed
    assert fixed[CueId("h")] == kept[CueId("h")]
    assert fixed[CueId("u")].until == instant("500")
    assert fixed[CueId("x")].hard == instant("120")
    assert CueId("gone") not in fixed
