"""Lengths learned from rehearsals and past shows."""

from msgspec.structs import replace

from liveops_desktop.core.clock import Span, seconds
from liveops_desktop.core.intents import EditRundown
from liveops_desktop.core.learning import Learned, Lengths, key_of, learn, lengths_of, use_rehearsal, with_length
from tests.core.scenario import Scenario, cue, cues


def past(rehearsal: bool = False, **ran: float) -> Lengths:
    return Lengths("Show", rehearsal, "", "2026-05-01", {name: seconds(length) for name, length in ran.items()})


def test_what_ran_is_known_once_the_show_has_ended() -> None:
    story = Scenario("a 100 title=Open; b 100; u until=400; d 50").play("0 take a", "30 hold", "50 resume", "90 take b")
    assert lengths_of(story.show) is None
    story.play("190 take a again", "200 take u", "300 take d", "310 end")
    ran = lengths_of(story.show)
    assert ran is not None
    assert ran.ran == {"open": seconds(80), "b": seconds(100), "d": seconds(10)}
    assert (ran.title, ran.rehearsal, ran.on) == ("Show", False, "2026-05-01")


def test_a_title_that_stands_twice_and_an_empty_one_say_nothing() -> None:
    story = Scenario("a 10 title=Q&A; b 10 title=q&a; c 10 title=; d 10").play(
        "0 take a", "5 take b", "9 take c", "20 end"
    )
    ran = lengths_of(story.show)
    assert ran is not None
    assert ran.ran == {}


def test_no_show_says_nothing() -> None:
    assert lengths_of(replace(Scenario().show, header=None)) is None


def test_the_median_of_shows_and_the_latest_rehearsal_stand_beside_each_other() -> None:
    shows = [past(a=100, b=10), past(a=130.4), past(True, a=90, c=7), past(a=110), past(True, a=95.6)]
    known = learn(cues("a 1; b 1; c 1; d 1; e 1 title="), shows)
    assert known == {
        "a": Learned(3, seconds(110), seconds(96)),
        "b": Learned(1, seconds(10), None),
        "c": Learned(0, None, seconds(7)),
    }


def test_titles_are_the_same_whatever_their_case_and_spaces() -> None:
    assert key_of(replace(cue("x 1"), title="  Hero  ITEM ")) == key_of(replace(cue("y 2"), title="hero item"))


def test_rehearsal_times_are_taken_over_in_one_edit() -> None:
    story = Scenario("a 100; b 100 least=90 most=110 warn=60 danger=50; c 100; u until=900; e 100; f 100")
    known = learn(story.show.cues, [past(True, a=70, b=80, c=130, u=9, e=100)])
    story.play("0 take a")
    edit = use_rehearsal(story.show, known, "rehearsed")
    assert isinstance(edit, EditRundown)
    story.at(1, edit)
    made = {str(one.id): one for one in story.show.cues}
    assert {name: one.planned / 1000 for name, one in made.items()} == {
        "a": 100,
        "b": 80,
        "c": 130,
        "u": 0,
        "e": 100,
        "f": 100,
    }
    assert (made["b"].least, made["b"].most) == (seconds(80), seconds(110))
    assert edit.reason == "rehearsed"
    assert use_rehearsal(story.show, known) is None


def test_a_new_length_keeps_limits_and_warnings_in_order() -> None:
    one = replace(cue("a 100 warn=60 danger=50"), most=seconds(120))
    short = with_length(one, seconds(40))
    assert (short.planned, short.most, short.warn, short.danger) == (40_000, 120_000, 40_000, 40_000)
    assert with_length(one, seconds(200)).most == 200_000
    bare = with_length(replace(one, warn=None, danger=seconds(20)), seconds(30))
    assert (bare.warn, bare.danger) == (None, Span(15_000))
