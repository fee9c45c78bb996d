"""Commands about the rig: what cannot be read is said, and what was signed is printed on one page."""

import asyncio
from pathlib import Path

import pytest

from liveops_desktop.core import commands as c
from liveops_desktop.core.intents import SignPreflight
from liveops_desktop.core.preflight import Group, Phase
from liveops_desktop.core.snapshot import NoticeKind
from liveops_desktop.shell.app import App
from tests.shell.conftest import Play, until
from tests.shell.test_orders import opened


def told(app: App, kind: NoticeKind) -> list[str]:
    return [one.detail for one in app.station.notices if one.kind is kind]


def test_where_no_obs_answers_nothing_is_taken_or_kept(play: Play) -> None:
    async def story(app: App) -> None:
        await opened(app)
        app.send(c.TakeRig())
        app.send(c.KeepGood())
        await until(lambda: told(app, NoticeKind.COULD_NOT), "said so")
        await asyncio.sleep(0.2)
        assert app.show is not None
        assert app.show.rig.platform == ""
        assert app.show.kept is None

    play(story)


@pytest.mark.lab
def test_a_line_up_is_run_signed_and_printed(play: Play) -> None:
    async def story(app: App) -> None:
        path = Path(await opened(app))
        app.send(c.ChoosePerson("Mei", frozenset()))
        app.send(c.ExportSignOff(Phase.LINE_UP))
        await until(lambda: told(app, NoticeKind.COULD_NOT), "nobody has signed")
        app.send(c.RunPreflight(frozenset({Group.VIDEO}), Phase.LINE_UP))
        await until(lambda: app.show and app.show.preflight.run, "the run")
        assert app.show is not None
        run = app.show.preflight.run
        assert run is not None
        assert run.phase is Phase.LINE_UP
        assert "line.stream" in {one.check for one in run.results}
        decision = app.snapshot().decision
        assert decision is not None
        assert {"line.stream", "hand.feed"} <= set(decision.blocking)
        app.send(SignPreflight(run.id, decision.go, Phase.LINE_UP, None, app.checks, app.content.items))
        await until(lambda: app.show and app.show.preflight.papers, "the signature")
        app.send(c.ExportSignOff(Phase.LINE_UP))
        await until(lambda: told(app, NoticeKind.EXPORTED), "printed")
        assert path.with_name(f"{path.stem}-sign-off.pdf").read_bytes().startswith(b"%PDF")
        assert app.content.platforms

    play(story)
