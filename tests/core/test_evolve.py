"""Facts that are stale, repeated, or from elsewhere fold to nothing; evolve never raises on them."""

import pytest
from msgspec.structs import replace

from liveops_desktop.core import facts as f
from liveops_desktop.core import intents as i
from liveops_desktop.core.clock import Instant, seconds
from liveops_desktop.core.content import Severity
from liveops_desktop.core.cue import CueId
from liveops_desktop.core.evolve import evolve, replay
from liveops_desktop.core.facts import AlarmId, AnyBody, Fact, IncidentId, MessageId, RunId
from liveops_desktop.core.preflight import FEED, CheckInfo, Go, Group, Mode, PreflightRun, Result, Verdict
from liveops_desktop.core.show import Show
from tests.core.scenario import Scenario, card, cue, header, instant

LATER = instant("20:30")
ON_AIR = ("0 take a", "100 take b", "110 hold", "120 resume")
A, B, C = CueId("a"), CueId("b"), CueId("c")
NEVER = RunId("never")
SEEN = CheckInfo(FEED, Group.BY_HAND, Mode.MANUAL, killer=True, threshold="", source="")


def fact(body: AnyBody, at: Instant = LATER) -> Fact:
    return Fact("late", "two", 1, None, at, at, "ben", body)


def nothing_happened(before: Show, body: AnyBody) -> bool:
    after = evolve(before, fact(body))
    assert (after.last_at, after.facts) == (LATER, before.facts + 1)
    return replace(after, last_at=before.last_at, facts=before.facts) == before


@pytest.mark.parametrize(
    "body",
    [
        f.CueTaken(RunId("r"), C, NEVER, LATER),
        f.CueTaken(RunId("r"), C, None, LATER),
        f.CueHeld(NEVER, LATER),
        f.CueResumed(NEVER, LATER),
        f.CueNudged(NEVER, seconds(5)),
        f.TakeUndone(NEVER, LATER),
        f.ShowStarted(LATER),
        f.EndUndone(),
        f.ShowCreated(header(title="Another")),
        f.CuesAdded((cue("a 5"), cue("y 5")), None),
        f.CuesAdded((cue("y 5"),), CueId("z")),
        f.CueEdited(cue("z 1"), cue("z 2")),
        f.CueEdited(cue("c 1"), cue("c 2")),  # it is 100 long by now
        f.CueMoved(CueId("z"), None),
        f.CueMoved(C, CueId("z")),
        f.CueMoved(B, None),  # on air
        f.CueDeleted(CueId("z")),
        f.CueDeleted(B),
        f.CueSkipped(CueId("z"), skipped=True),
        f.CueSkipped(B, skipped=True),
        f.CueEdited(cue("b 100"), cue("b 100 skipped")),
        f.ClockAnswered(use_new=True),
        f.SleepAnswered(follow=False),
        f.WaiverWithdrawn("port"),
        f.PreflightSigned("r1", Go.GO),
        f.AlarmAcknowledged(AlarmId("x")),
        f.AlarmCleared(AlarmId("x")),
        f.StepDone(IncidentId("x"), 0),
        f.IncidentClosed(IncidentId("x"), recovered=True),
        f.MessageShown(MessageId("x")),
        f.MessageSeen(MessageId("x"), "host"),
        f.MessageCleared(MessageId("x")),
        f.ItemTicked("1.1", done=False),
    ],
    ids=lambda body: type(body).__name__,
)
def test_a_stale_fact_folds_to_nothing(body: AnyBody) -> None:
    show = Scenario("a 100; b 100; c 100").play(*ON_AIR).show
    assert nothing_happened(show, body)


@pytest.mark.parametrize(
    "body",
    [
        f.CueTaken(RunId("r"), CueId("z"), None, LATER),
        f.CueHeld(NEVER, LATER),
        f.CueResumed(NEVER, LATER),
        f.CueNudged(NEVER, seconds(5)),
        f.TakeUndone(NEVER, LATER),
        f.ShowEnded(LATER),
        f.Slept(seconds(60)),
    ],
    ids=lambda body: type(body).__name__,
)
def test_off_air_it_folds_to_nothing_as_well(body: AnyBody) -> None:
    assert nothing_happened(Scenario("a 100").show, body)


@pytest.mark.parametrize("body", [f.FeedConfirmed(seconds(5)), f.HeaderEdited(header(), header(title="New"))])
def test_before_the_show_is_created_there_is_no_header_to_change(body: AnyBody) -> None:
    assert nothing_happened(Show(), body)


def test_nothing_is_taken_after_the_end() -> None:
    scenario = Scenario("a 100; b 100").play("0 take a", "10 end")
    assert nothing_happened(scenario.show, f.CueTaken(RunId("r"), B, None, LATER))
    assert nothing_happened(scenario.show, f.ShowEnded(LATER))
    assert nothing_happened(scenario.show, f.Slept(seconds(60)))


def test_a_withdrawn_take_does_not_come_back() -> None:
    scenario = Scenario("a 100; b 100").play("0 take a", "10 take b")
    taken = [one.body for one in scenario.facts if isinstance(one.body, f.CueTaken)]
    scenario.play("12 undo")
    assert nothing_happened(scenario.show, taken[1])
    scenario = Scenario("a 100; b 100").play("0 take a", "10 undo")
    assert nothing_happened(scenario.show, taken[0])


def test_an_undo_happens_once() -> None:
    scenario = Scenario("a 100; b 100").play("0 take a", "10 take b", "12 undo", "20 take b")
    assert nothing_happened(scenario.show, scenario.facts[-2].body)
    scenario.play("22 undo")
    assert nothing_happened(scenario.show, f.TakeUndone(scenario.on_air().id, LATER))


def test_what_an_undo_would_bring_back_must_be_there() -> None:
    """Another station deleted it meanwhile; a decision made before that comes after it."""
    scenario = Scenario("a 100; b 100").play("0 take a", "10 take b", "12 delete a")
    assert nothing_happened(scenario.show, f.TakeUndone(scenario.on_air().id, LATER))
    scenario = Scenario("a 100; b 100").play("0 take a", "10 end", "12 delete a")
    assert nothing_happened(scenario.show, f.EndUndone())


def test_the_end_is_undone_onto_a_cue_skipped_meanwhile() -> None:
    scenario = Scenario("a 100; b 100").play("0 take a", "10 end", "12 skip a", "14 undo-end", "14 on a", "14 over 0")
    assert not scenario.show.cues[0].skipped


def test_an_edit_leaves_fields_alone_that_somebody_else_changed() -> None:
    scenario = Scenario("a 100")
    was = scenario.show.cues[0]
    scenario.at(0, scenario.edited("a", title="Mine"))
    show = evolve(scenario.show, fact(f.CueEdited(was, replace(was, title="Theirs", note="loud"))))
    assert show.cues[0] == replace(was, title="Mine", note="loud")
    show = evolve(show, fact(f.HeaderEdited(header(title="Old"), header(title="Theirs", platform="Tube"))))
    assert show.header == header(platform="Tube")


def test_an_older_run_of_checks_does_not_hide_a_newer_one() -> None:
    def ran(name: str, at: int, **verdicts: Verdict) -> f.PreflightRan:
        when = Instant(at)
        return f.PreflightRan(PreflightRun(name, when, when, tuple(Result(c, v, when) for c, v in verdicts.items())))

    show = evolve(Show(), fact(ran("new", 20, port=Verdict.FAIL)))
    show = evolve(show, fact(ran("old", 10, port=Verdict.PASS, dns=Verdict.PASS)))
    assert show.preflight.run is not None
    assert show.preflight.run.id == "new"
    assert {r.check: r.verdict for r in show.preflight.run.results} == {"port": Verdict.FAIL, "dns": Verdict.PASS}


def test_a_zone_that_this_machine_does_not_know_ends_no_replay() -> None:
    """Another station's zone database may be newer."""
    created = fact(f.ShowCreated(header(zone="Mars/Base")))
    added = fact(f.CuesAdded((cue("a 100 hard=20:10"),), None))
    show = replay([created, added, fact(f.CueTaken(RunId("r"), A, None, LATER))])
    assert show.air.run is not None
    assert show.air.baseline is None
    assert show.air.fixed == {}


def test_taken_before_there_is_a_header_is_no_end_either() -> None:
    show = replay([fact(f.CuesAdded((cue("a 100"),), None)), fact(f.CueTaken(RunId("r"), A, None, LATER))])
    assert show.air.run is not None
    assert show.air.baseline is None


def test_a_repeated_fact_folds_once() -> None:
    scenario = Scenario("a 100; b 100; c 100")
    once: tuple[i.Intent, ...] = (
        i.TickItem("1.1", done=True),
        i.RecordPreflight(
            PreflightRun("r1", instant("0"), instant("0"), (Result("port", Verdict.FAIL, instant("0")),))
        ),
        i.Waive("port", "known"),
        i.SignPreflight("r1"),
        i.ConfirmCheck(SEEN, Verdict.PASS, "5"),
        i.RaiseAlarm("obs-lost", Severity.S1, "E05", ""),
        i.OpenCard(card()),
        i.SendMessage("Slower"),
        i.AddNote("loud"),
        i.SetMarker(),
        i.SaveHotWash("TEC", keep="it"),
        i.StartShow(),
        i.EditHeader(header(), header(title="New")),
        scenario.edited("c", title="New"),
        i.MoveCue(C, None),
    )
    for intent in once:
        scenario.at(5, intent)
        assert evolve(scenario.show, scenario.facts[-1]) == replace(scenario.show, facts=scenario.show.facts + 1)
    incident = scenario.show.incidents[0].id
    message = scenario.show.messages[0].id
    alarm = scenario.show.alarms[0].id
    worked: tuple[i.Intent, ...] = (
        i.DoStep(incident, 0),
        i.MakeDecision(incident, "stay"),
        i.Mitigate(incident),
        i.CloseIncident(incident, recovered=True),
        i.ReportShown(message),
        i.ReportSeen(message, "host"),
        i.ClearMessage(message),
        i.AcknowledgeAlarm(alarm),
        i.ClearAlarm(alarm),
        i.WithdrawWaiver("port"),
        i.TickItem("1.1", done=False),
        i.Hold(scenario.on_air().id),
    )
    for intent in worked:
        scenario.at(6, intent)
        assert evolve(scenario.show, scenario.facts[-1]) == replace(scenario.show, facts=scenario.show.facts + 1)


def test_the_same_words_later_are_another_note() -> None:
    scenario = Scenario()
    for when in (5, 5, 6):
        scenario.at(when, i.AddNote("loud"))
    scenario.at(6, i.AddNote("quiet"))
    assert [(n.at, n.text) for n in scenario.show.notes] == [
        (instant("5"), "loud"),
        (instant("6"), "loud"),
        (instant("6"), "quiet"),
    ]


def test_the_shows_time_does_not_go_back() -> None:
    show = evolve(Show(last_at=LATER), fact(f.NoteAdded("early"), Instant(LATER - 1)))
    assert (show.last_at, show.facts) == (LATER, 1)


def test_replay_goes_on_from_where_a_show_is() -> None:
    facts = Scenario("a 100; b 100").play(*ON_AIR).facts
    assert replay(facts[3:], replay(facts[:3])) == replay(facts)
