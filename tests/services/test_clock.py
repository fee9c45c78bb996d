"""The station's clock: no countdown jumps, whatever the machine's clock does (RUN-OF-SHOW §2.3)."""

import pytest

from liveops_desktop.core.clock import HOUR, SECOND, Span
from liveops_desktop.core.show import ShowClock
from liveops_desktop.services.clock import Slept, StationClock, Stepped
from tests.services.clocks import MS, T0, Crew, Machine


def test_it_begins_with_the_wall_clock_and_goes_on_with_the_other(machine: Machine) -> None:
    clock = StationClock(None, machine)
    assert clock.now() == T0
    machine.run(Span(1_500))
    assert clock.now() == T0 + 1_500
    assert clock.poll() == ()


# -- steps ---------------------------------------------------------------------------------


@pytest.mark.parametrize("by", [-2 * SECOND, 2 * SECOND, -HOUR, 24 * HOUR])
def test_a_step_moves_nothing_and_is_reported_once(machine: Machine, crew: Crew, by: Span) -> None:
    machine.run(Span(500))
    machine.step(Span(by))
    assert crew.clock.now() == T0 + 500
    assert crew.poll() == (Stepped(Span(by)),)
    machine.run(Span(500))
    assert crew.poll() == ()
    assert crew.clock.now() == T0 + 1_000


def test_the_new_clock_is_shown_once_it_was_accepted(machine: Machine, crew: Crew) -> None:
    machine.step(Span(-2_000))
    crew.poll()
    assert crew.shown() == T0
    crew.answer(use_new=True)
    assert crew.shown() == T0 - 2_000 == machine.walls // MS


def test_a_step_back_to_where_it_was_closes_the_question(machine: Machine, crew: Crew) -> None:
    """Exactly, though between the two the clocks drifted apart a little."""
    machine.step(Span(-HOUR))
    crew.poll()
    machine.run(Span(500))
    machine.step(Span(HOUR + 7))
    assert crew.poll() == (Stepped(HOUR),)
    assert crew.facts.step is None


def test_two_steps_make_one_question(machine: Machine, crew: Crew) -> None:
    machine.step(Span(5_000))
    crew.poll()
    machine.step(Span(-3_000))
    assert crew.poll() == (Stepped(Span(-3_000)),)
    assert crew.facts.step == 2_000


# -- drift -----------------------------------------------------------------------------------


@pytest.mark.parametrize("by", [Span(-900), Span(1_000), Span(40)])
def test_less_than_a_second_is_drift_and_followed_slowly(machine: Machine, crew: Crew, by: Span) -> None:
    machine.step(by)
    before = crew.clock.now()
    for _ in range(20):
        machine.run(Span(500))
        assert crew.poll() == ()
    moved = crew.clock.now() - before - 10_000
    assert moved == (5 if by > 0 else -5), "0.5 ms in each second"
    for _ in range(5_000):
        machine.run(Span(500))
        crew.poll()
    assert crew.clock.now() == machine.walls // MS, "in the end they agree"


def test_a_crystal_that_is_off_is_followed_closely(machine: Machine, crew: Crew) -> None:
    for _ in range(7_200):
        machine.run(Span(500), rate=1.000_1)
        assert crew.poll() == ()
        assert abs(crew.clock.now() - machine.walls // MS) <= 1


def test_a_wall_clock_that_runs_wild_is_no_step(machine: Machine, crew: Crew) -> None:
    """A virtual machine may lag by seconds without a single jump."""
    for _ in range(1_000):
        machine.run(Span(500), rate=1.01)
        assert crew.poll() == ()


def test_following_never_turns_time_back(machine: Machine, crew: Crew) -> None:
    machine.step(Span(-900))
    last = crew.clock.now()
    for _ in range(3_000):
        machine.run(Span(1))
        crew.poll()
        assert crew.clock.now() >= last
        last = crew.clock.now()


def test_a_program_that_is_stopped_while_it_reads_the_clocks_sees_no_step(machine: Machine, crew: Crew) -> None:
    machine.run(Span(500))
    machine.stop_between = 30_000
    assert crew.poll() == ()
    assert crew.clock.now() == T0 + 30_500


# -- sleep -----------------------------------------------------------------------------------


def test_sleep_counts_and_is_reported_once(machine: Machine, crew: Crew) -> None:
    machine.run(Span(60_000))
    crew.poll()
    machine.sleep(Span(25 * 60_000))
    assert crew.clock.now() == T0 + 26 * 60_000
    assert crew.poll() == (Slept(Span(25 * 60_000)),)
    assert crew.poll() == ()


def test_a_nap_is_no_sleep(machine: Machine, crew: Crew) -> None:
    machine.sleep(Span(2_000))
    assert crew.poll() == ()


def test_a_step_while_asleep_is_both(machine: Machine, crew: Crew) -> None:
    machine.sleep(Span(60_000))
    machine.step(Span(-5_000))
    assert set(crew.poll()) == {Slept(Span(60_000)), Stepped(Span(-5_000))}


def test_a_sleep_while_the_program_was_dead_is_reported(machine: Machine, crew: Crew) -> None:
    machine.sleep(Span(60_000))
    crew.start()
    assert crew.poll() == (Slept(Span(60_000)),)
    crew.poll()
    crew.start()
    assert crew.poll() == ()


# -- started again in the same boot of the machine ----------------------------------------------


def test_a_restart_goes_on_in_the_same_timeline(machine: Machine, crew: Crew) -> None:
    machine.run(Span(800))
    crew.start()
    assert crew.clock.now() == T0 + 800
    assert crew.poll() == ()


@pytest.mark.parametrize("answer", [None, True, False])
def test_a_restart_keeps_a_step_whatever_was_answered(machine: Machine, crew: Crew, answer: bool | None) -> None:
    machine.step(Span(-HOUR))
    assert crew.poll() == (Stepped(Span(-HOUR)),)
    if answer is not None:
        crew.answer(use_new=answer)
    machine.run(Span(800))
    shown = crew.shown()
    crew.start()
    assert crew.clock.now() == T0 + 800, "no countdown moved"
    assert crew.shown() == shown == T0 + 800 - (HOUR if answer else 0)
    assert crew.poll() == (), "it is asked once"


def test_a_question_left_open_can_be_answered_after_a_restart(machine: Machine, crew: Crew) -> None:
    machine.step(Span(-HOUR))
    crew.poll()
    crew.start()
    crew.answer(use_new=True)
    assert crew.shown() == T0 - HOUR
    assert crew.poll() == ()
    crew.start()
    assert crew.poll() == ()


def test_a_step_is_reported_again_when_the_program_died_before_it_was_a_fact(machine: Machine, crew: Crew) -> None:
    machine.step(Span(-HOUR))
    assert crew.poll(journaled=False) == (Stepped(Span(-HOUR)),)
    crew.start()
    assert crew.poll() == (Stepped(Span(-HOUR)),)
    crew.start()
    assert crew.poll() == ()


def test_a_step_while_the_program_was_dead_is_reported(machine: Machine, crew: Crew) -> None:
    machine.step(Span(-5_000))
    crew.start()
    assert crew.poll() == (Stepped(Span(-5_000)),)
    assert crew.clock.now() == T0


def test_drift_that_was_followed_is_not_lost(machine: Machine, crew: Crew) -> None:
    machine.step(Span(500))
    for _ in range(400):
        machine.run(Span(500))
        crew.poll()
    before = crew.clock.now()
    crew.start()
    assert 0 <= before - crew.clock.now() <= 5
    assert before - T0 - 200_000 >= 95


def test_each_show_has_its_own_timeline(machine: Machine, crew: Crew) -> None:
    machine.step(Span(-HOUR))
    crew.poll()
    crew.answer(use_new=True)
    first, crew.facts = crew.facts, ShowClock()
    crew.clock.begin("other", crew.facts, on_air=False)
    assert crew.shown() == T0 - HOUR, "a new show begins with the clock as it is"
    assert crew.poll() == ()
    crew.facts = first
    crew.clock.begin("show", first, on_air=True)
    assert (crew.clock.now(), crew.shown()) == (T0, T0 - HOUR)
    assert crew.poll() == ()
