"""Messages to the host with their receipts; notes, markers, hot wash."""

import pytest

from liveops_desktop.core import intents as i
from liveops_desktop.core.facts import HotWashSaved, MessageId
from liveops_desktop.core.refusal import Reason, Refused
from liveops_desktop.core.show import Message, Note
from tests.core.scenario import Scenario, instant


def refused(scenario: Scenario, intent: i.Intent) -> Refused:
    before = scenario.show
    with pytest.raises(Refused) as caught:
        scenario.at(99, intent)
    assert scenario.show == before
    return caught.value


def test_sent_shown_seen_cleared_each_once() -> None:
    scenario = Scenario()
    it = MessageId(scenario.at(5, i.SendMessage(" Slower, please ", urgent=True), who="ben"))
    for when in (0.0, 0.5):
        scenario.at(6 + when, i.ReportShown(it))
        scenario.at(7 + when, i.ReportSeen(it, "spotter" if when else "host"))
        scenario.at(8 + when, i.ClearMessage(it))
    assert scenario.show.messages == (
        Message(
            it,
            "Slower, please",
            urgent=True,
            sent_at=instant("5"),
            sent_by="ben",
            shown_at=instant("6"),
            seen_at=instant("7"),
            seen_by="host",
            cleared_at=instant("8"),
        ),
    )
    assert len(scenario.facts) == 5


def test_a_new_message_takes_the_place_of_the_one_before() -> None:
    scenario = Scenario()
    first = scenario.at(5, i.SendMessage("One"))
    scenario.at(6, i.ClearMessage(MessageId(first)))
    scenario.at(7, i.SendMessage("Two"))
    third = scenario.at(8, i.SendMessage("Three"))
    assert [(m.text, m.cleared_at) for m in scenario.show.messages] == [
        ("One", instant("6")),
        ("Two", instant("8")),
        ("Three", None),
    ]
    scenario.at(9, i.ClearMessage(MessageId(third)))
    assert all(m.cleared_at is not None for m in scenario.show.messages)


def test_a_retry_sends_once() -> None:
    scenario = Scenario()
    scenario.at(5, i.SendMessage("One"), id="w")
    scenario.at(6, i.SendMessage("One"), id="w")
    assert len(scenario.show.messages) == 1


def test_a_message_is_short_and_not_empty() -> None:
    scenario = Scenario()
    assert refused(scenario, i.SendMessage(" \n ")).reason is Reason.EMPTY
    why = refused(scenario, i.SendMessage("x" * 121))
    assert (why.reason, why.field) == (Reason.TOO_LONG, "text")
    scenario.at(5, i.SendMessage("x" * 120))


@pytest.mark.parametrize(
    "intent", [i.ReportShown(MessageId("x")), i.ReportSeen(MessageId("x"), "host"), i.ClearMessage(MessageId("x"))]
)
def test_receipts_need_a_message(intent: i.Intent) -> None:
    assert refused(Scenario(), intent).reason is Reason.NO_SUCH_MESSAGE


def test_notes_and_markers_know_the_cue_on_air() -> None:
    scenario = Scenario("a 100")
    scenario.at(-5, i.AddNote(" early ", role="TEC"))
    scenario.at(-4, i.SetMarker())
    scenario.play("0 take a")
    scenario.at(5, i.AddNote("loud"), who="ben")
    scenario.at(6, i.SetMarker(" here "))
    cue = scenario.on_air().cue
    assert scenario.show.notes == (
        Note(instant("-5"), "ann", "TEC", "early"),
        Note(instant("-4"), "ann", "", "", marker=True),
        Note(instant("5"), "ben", "", "loud", cue=cue),
        Note(instant("6"), "ann", "", "here", marker=True, cue=cue),
    )


def test_a_note_has_words() -> None:
    assert refused(Scenario(), i.AddNote("  ")).reason is Reason.EMPTY


def test_a_hot_wash_is_replaced_by_the_same_person_in_the_same_role() -> None:
    scenario = Scenario()
    scenario.at(1, i.SaveHotWash("TEC", keep="the spare line"), who="ann")
    scenario.at(2, i.SaveHotWash("EXE", fix="the clock"), who="ann")
    scenario.at(3, i.SaveHotWash("TEC", fix="the cable"), who="ben")
    scenario.at(4, i.SaveHotWash("TEC", keep="the spare line", why="it held"), who="ann")
    scenario.at(5, i.SaveHotWash("TEC", keep="the spare line", why="it held"), who="ann")
    assert scenario.show.hot_wash == (
        ("ann", instant("2"), HotWashSaved("EXE", fix="the clock")),
        ("ben", instant("3"), HotWashSaved("TEC", fix="the cable")),
        ("ann", instant("4"), HotWashSaved("TEC", keep="the spare line", why="it held")),
    )


@pytest.mark.parametrize("answer", ["intended", "happened", "why", "keep", "fix"])
def test_one_answer_is_enough_for_a_hot_wash(answer: str) -> None:
    scenario = Scenario()
    scenario.at(1, i.SaveHotWash("TEC", **{answer: "words"}))
    assert getattr(scenario.show.hot_wash[0][2], answer) == "words"
    assert refused(scenario, i.SaveHotWash("TEC", **{answer: " "})).reason is Reason.EMPTY
