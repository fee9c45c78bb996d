"""RUN-OF-SHOW §7, *On air*, through decide and evolve: one row per case, figures as the page writes them."""

import pytest

from liveops_desktop.core import intents as i
from liveops_desktop.core.evolve import replay
from liveops_desktop.core.forecast import time_show
from tests.core.scenario import Scenario, card, instant

# (case, planned start, cues, lines)
CASES: list[tuple[str, str, str, tuple[str, ...]]] = [
    (
        "14-nudge-leaves-elapsed-alone",
        "0",
        "a 10",
        ("0 take a", "1 remaining 9", "1 nudge 10", "1 remaining 19", "1 elapsed 1"),
    ),
    (
        "15-nudge-is-limited-by-what-is-left",
        "0",
        "a 10",
        (
            "1 take a",
            "2 nudge 20",
            "2 ends 31",
            "5 nudge -100",
            "5 remaining 0",
            "6 remaining -1",
            "6 refuse nothing-left-to-take nudge -1",
            "7 nudge 30",
            "7 remaining 28",
        ),
    ),
    (
        "16-over-midnight",
        "23:50",
        "a 2:00:00",
        (
            "23:50:00 take a",
            "1d0:21:00 remaining 1:29:00",
            "1d0:21:00 elapsed 31:00",
            "1d0:21:00 ends 1d1:50",
        ),
    ),
    (
        "17-held-five-minutes-in-all",
        "0",
        "a 10:00",
        ("120 take a", "180 hold", "300 resume", "360 hold", "540 resume", "600 elapsed 3:00"),
    ),
    ("18-taken-late", "100", "a 60", ("150 take a", "150 over 50", "150 nudge 10", "150 over 60")),
    ("18-held", "100", "a 60", ("100 take a", "125 hold", "150 over 25")),
    (
        "19-until",
        "22:00",
        "a until=22:30",
        ("22:00 take a", "22:13:20 remaining 16:40", "22:13:20 over 0"),
    ),
    (
        "19-until-taken-too-late",
        "22:00",
        "a until=22:30",
        ("22:46:40 take a", "22:46:40 remaining -16:40", "22:46:40 phase over"),
    ),
    ("20-until-over-midnight", "22:00", "a until=0:10", ("22:00 take a", "22:05 remaining 2:05:00")),
    (
        "20-holding-does-not-move-an-until",
        "21:50",
        "a until=22:30",
        ("21:50 take a", "22:00 hold", "22:05 resume", "22:10 remaining 20:00"),
    ),
    (
        "21-phases",
        "0",
        "a 600 warn=200 danger=100",
        (
            "0 take a",
            "350 phase normal",
            "400 phase warn",
            "450 phase warn",
            "500 phase danger",
            "600 phase danger",
            "650 phase over",
        ),
    ),
    ("22-over-into-soft", "0", "a 100; b 50", ("0 take a", "120 forecast b 120")),
    (
        "22-over-into-gap-20",
        "0",
        "a 80; b 50 hard=100",
        ("0 take a", "100 remaining -20", "100 forecast b 100", "100 slack b 0"),
    ),
    (
        "22-over-into-gap-10",
        "0",
        "a 90; b 50 hard=100",
        ("0 take a", "110 remaining -20", "110 forecast b 110", "110 slack b -10"),
    ),
    (
        "23-early-up-to-the-next-hard",
        "0",
        "a 100; b 100; c 100; d 100 hard=400; e 50",
        (
            "0 take a",
            "50 forecast b 100",
            "50 forecast c 200",
            "90 take b",
            "90 forecast c 190",
            "90 forecast d 400",
            "90 forecast e 500",
        ),
    ),
    (
        "23-early-up-to-the-next-until",
        "0",
        "a 100; b 100; c until=300; d 50",
        ("0 take a", "90 take b", "90 forecast c 190", "90 forecast d 300", "90 over 0"),
    ),
    (
        "24-four-cues-of-1000",
        "0",
        "a 1000; b 1000; c 1000; d 1000",
        (
            "0 take a",
            "0 forecast a 0",
            "0 forecast b 1000",
            "0 forecast c 2000",
            "0 forecast d 3000",
            "0 show-end 4000",
        ),
    ),
    (
        "25-jump-and-undo",
        "0",
        "a 100; b 100; c 100; d 100; e 100",
        (
            "0 take a",
            "100 take b",
            "150 take e",
            "150 over -250",
            "150 done a b",
            "160 undo",
            "160 on b",
            "160 remaining 40",
            "160 forecast b 100",
            "160 forecast c 200",
            "160 forecast d 300",
            "160 forecast e 400",
            "160 over 0",
            "160 done a",
        ),
    ),
    (
        "26-too-quick",
        "0",
        "a 100; b 100; c 100",
        (
            "0 take a",
            "10 take b",
            "10.2 refuse too-quick take c",
            "10.299 refuse too-quick take c",
            "10.299 on b",
            "10.3 take c",
            "10.3 on c",
        ),
    ),
    (
        "26-two-stations",
        "0",
        "a 100; b 100; c 100",
        (
            "0 take a",
            "10 take b from a @one",
            "10 refuse show-moved-on take b from a @two",
            "10 on b",
            "10 next c",
            "10.1 take c @two",
        ),
    ),
    (
        "27-undo-once",
        "0",
        "a 150; b 150; c 150",
        (
            "0 take a",
            "100 take b",
            "200 take c",
            "205 undo",
            "205 on b",
            "205 remaining 45",
            "206 refuse nothing-to-undo undo",
            "206 on b",
            "206 as-run a",
        ),
    ),
    ("28-ended-over", "0", "a 300", ("0 take a", "310 end", "310 over 10", "900 over 10", "900 on none")),
    (
        "28-ended-under-while-held",
        "0",
        "a 300",
        ("0 take a", "150 hold", "170 end", "170 over -130", "900 over -130"),
    ),
    (
        "29-protection-on-air",
        "0",
        "a 100; b 100 hard=150",
        (
            "0 take a",
            "20 refuse cue-is-on-air delete a",
            "30 rename Another",
            "30 on a",
            "30 remaining 70",
            "30 forecast b 150",
            "30 slack b 50",
            "30 over 0",
        ),
    ),
    (
        "30-nudged-at-the-last-moment",
        "0",
        "a 50 go; b 60; c 60",
        (
            "0 take a",
            "49.999 refuse go-not-due go b",
            "49.999 nudge 30",
            "50 refuse go-not-due go b",
            "79.999 refuse go-not-due go b",
            "80 go b",
            "80 on b",
            "80 refuse show-moved-on go b from a",
            "80 refuse show-moved-on go c from a",
            "80 on b",
        ),
    ),
    (
        "30-into-a-hard-cue",
        "0",
        "a 50 go; b 60 hard=60",
        (
            "0 take a",
            "50 refuse go-not-due go b",
            "55 remaining -5",
            "59.999 refuse go-not-due go b",
            "60 remaining -10",
            "60 go b",
            "60 on b",
        ),
    ),
    (
        "31-clock-set-back",
        "0",
        "a 10:00; b 60 hard=20:15",
        ("0 take a", "1 step -2", "1 remaining 9:59", "1 asked -2 none", "2 use-new", "2 remaining 9:58"),
    ),
    (
        "32-slept",
        "0",
        "a 10:00 go; b 10:00 go; c 10:00 go",
        (
            "0 take a",
            "1560 sleep 25:00",
            "1560 asked none 25:00",
            "1560 on a",
            "1560 remaining -16:00",
            "1560 over 16:00",
            "1560 go-at never",
            "1560 refuse go-not-due go b",
        ),
    ),
    (
        "32-follow-the-plan",
        "0",
        "a 10:00 go; b 10:00 go; c 10:00 go",
        (
            "0 take a",
            "1560 sleep 25:00",
            "1560 follow",
            "1560 on c",
            "1560 remaining 4:00",
            "1560 over 0",
            "1560 asked none none",
        ),
    ),
    (
        "32-stay-here",
        "0",
        "a 10:00 go; b 10:00 go; c 10:00 go",
        (
            "0 take a",
            "1560 sleep 25:00",
            "1560 stay",
            "1560 on a",
            "1560 over 16:00",
            "1560 asked none none",
            "1560 refuse go-not-due go b",
        ),
    ),
    (
        "33-skip-the-last",
        "0",
        "a 600; b 600; c 300",
        ("300 take a", "300 over 300", "310 skip c", "310 over 0"),
    ),
    ("33-squeeze-the-second", "0", "a 600; b 600; c 300", ("300 take a", "310 length b 400", "310 over 100")),
    ("33-nudge", "0", "a 600; b 600; c 300", ("300 take a", "310 nudge 300", "310 over 600")),
    (
        "34-held-into-a-hard-cue",
        "0",
        "a 100; b 50 hard=130",
        (
            "0 take a",
            "40 hold",
            "60 slack b 10",
            "70 slack b 0",
            "100 forecast b 160",
            "100 slack b -30",
            "100 over 30",
        ),
    ),
    (
        "35-nudged-while-held",
        "0",
        "a 10:00",
        (
            "0 take a",
            "480 hold",
            "480 nudge -5:00",
            "480 remaining 0",
            "570 remaining 0",
            "600 resume",
            "620 remaining -20",
        ),
    ),
]


@pytest.mark.parametrize(("start", "rows", "lines"), [pytest.param(*case[1:], id=case[0]) for case in CASES])
def test_case(start: str, rows: str, lines: tuple[str, ...]) -> None:
    scenario = Scenario(rows, start).play(*lines)
    assert replay(scenario.facts) == scenario.show


def test_case_35_keeps_the_effective_nudge() -> None:
    scenario = Scenario("a 10:00").play("0 take a", "480 hold", "480 nudge -5:00")
    assert scenario.on_air().nudges == -120_000


def test_case_36_the_fold_brings_everything_back() -> None:
    scenario = Scenario("a 100; b 100").play("0 take a", "10 hold", "12 resume", "20 nudge 5", "30 hold")
    message = scenario.at(31, i.SendMessage("Slower, please"))
    incident = scenario.at(32, i.OpenCard(card()))
    scenario.play("33 length b 130")
    before = scenario.timing("33.2")

    again = replay(scenario.facts)
    after = time_show(again, instant("34"))

    assert before.run is not None
    assert after.run is not None
    assert after.current == before.current
    assert after.run.remaining == before.run.remaining == 77_000  # held: it stands, and goes on standing
    assert again.air.run is not None
    assert again.air.run.held_since == instant("30")
    assert [m.id for m in again.messages] == [message]
    assert [one.id for one in again.incidents] == [incident]
    assert again.cues[1].planned == 130_000


def test_case_36_the_clock_counted_while_the_program_was_gone() -> None:
    scenario = Scenario("a 100").play("0 take a")
    again = replay(scenario.facts)
    before, after = time_show(scenario.show, instant("40")).run, time_show(again, instant("40.8")).run
    assert before is not None
    assert after is not None
    assert before.remaining - after.remaining == 800
