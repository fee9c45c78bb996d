"""Undo of a locked run-of-show: what was given a reason is taken back as such, what the lock holds needs one."""

from msgspec.structs import replace

from liveops_desktop.core import commands as c
from liveops_desktop.core.intents import EditCue, EditRundown, LockRundown
from liveops_desktop.core.refusal import Reason
from liveops_desktop.shell.app import App
from tests.shell.conftest import Play, until


async def with_show(app: App) -> None:
    app.send(c.ChoosePerson("Bo", frozenset()))
    app.send(c.NewSampleShow())
    await until(lambda: app.show is not None and len(app.show.cues) == 19, "the sample show is open")


async def edit(app: App, title: str, reason: str = "") -> None:
    assert app.show is not None
    cue = app.show.cues[0]
    app.send(EditRundown((EditCue(cue, replace(cue, title=title)),), reason))
    await until(lambda: first(app) == title, "it is edited")


async def lock(app: App) -> None:
    app.send(LockRundown())
    await until(lambda: app.show is not None and app.show.lock.locked, "it is locked")


def first(app: App) -> str:
    return "" if app.show is None else app.show.cues[0].title


def reasons(app: App) -> list[str]:
    return [] if app.show is None else [one.reason for one in app.show.lock.changes]


def test_an_edit_that_was_given_a_reason_is_taken_back_and_done_again_without_another(play: Play) -> None:
    async def story(app: App) -> None:
        await with_show(app)
        before = first(app)
        await lock(app)
        await edit(app, "Sponsor first", "sponsor came late")
        app.send(c.UndoEdit())
        await until(lambda: first(app) == before, "it is taken back")
        app.send(c.RedoEdit())
        await until(lambda: first(app) == "Sponsor first", "it is done again")
        assert reasons(app) == ["sponsor came late", "taken back: sponsor came late", "sponsor came late"]
        assert app.show is not None
        assert app.show.lock.version == 4

    play(story)


def test_what_was_locked_is_taken_back_with_a_reason_only(play: Play) -> None:
    async def story(app: App) -> None:
        await with_show(app)
        before = first(app)
        await edit(app, "Sponsor first")
        await lock(app)
        wish = app.send(c.UndoEdit())
        await until(lambda: wish in app.snapshot().station.refusals, "it is refused")
        assert app.snapshot().station.refusals[wish].reason is Reason.LOCKED
        assert first(app) == "Sponsor first"
        app.send(c.UndoEdit("sponsor left"))
        await until(lambda: first(app) == before, "it is taken back")
        assert reasons(app) == ["sponsor left"]

    play(story)
