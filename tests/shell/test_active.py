"""Active checks from the window: a person agrees first, and what was measured becomes part of the run."""

import asyncio

from liveops_desktop.core import commands as c
from liveops_desktop.core.preflight import Group, Verdict, Why
from liveops_desktop.shell.app import App
from liveops_desktop.shell.preflight import Pace
from tests.jumping import loop_time, run_jumping
from tests.shell.conftest import Play, until

ASKED = frozenset({"soak.publish", "rec.probe"})


def test_nothing_runs_before_a_person_agrees(play: Play) -> None:
    async def story(app: App) -> None:
        app.send(c.RunActive(ASKED))
        await until(lambda: bool(app.snapshot().station.consent), "it asks")
        station = app.snapshot().station
        assert {check for check, _ in station.consent} == ASKED
        assert not station.checking
        app.send(c.DeclineActive())
        assert app.snapshot().station.consent == ()
        app.send(c.AgreeActive())  # to nothing
        assert not app.snapshot().station.checking
        app.send(c.RunActive(ASKED))
        app.send(c.CancelPreflight())
        assert app.snapshot().station.consent == ()

    play(story)


def test_what_was_agreed_to_is_run_and_kept_beside_the_earlier_results(play: Play) -> None:
    async def story(app: App) -> None:
        app.send(c.RunPreflight(frozenset({Group.RECORDING})))
        await until(lambda: app.orders.loose_run is not None and not app.preflight.checking, "the passive ones", 20)
        app.send(c.RunActive(ASKED))
        app.send(c.AgreeActive())
        assert app.snapshot().station.checking
        assert app.snapshot().station.consent == ()
        await until(lambda: not app.preflight.checking, "the active ones", 20)
        assert app.orders.loose_run is not None
        found = {result.check: result for result in app.orders.loose_run.results}
        assert "rec.space" in found
        assert {found[one].verdict for one in ASKED} == {Verdict.INCONCLUSIVE}
        assert found["rec.probe"].why is Why.NOT_CONNECTED
        assert app.snapshot().station.progress == {}

    play(story)


def test_progress_is_told_four_times_a_second_and_the_last_for_certain() -> None:
    async def story() -> list[float]:
        told: list[float] = []
        pace = Pace(lambda: told.append(loop_time()), 0.25)
        for _ in range(31):
            pace.tell()
            await asyncio.sleep(0.02)
        await asyncio.sleep(10)
        pace.tell()
        pace.stop()
        await asyncio.sleep(10)
        return told

    # Something comes each 0.02 s: the first after one was told (at 0.26, at 0.52) begins the next quarter.
    assert run_jumping(story()) == [0.25, 0.51, 0.77]
