"""Commands about the rig spec, the last good set-up, and the paper that is signed."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from liveops_desktop.core import commands as c
from liveops_desktop.core.intents import Intent, KeepSetup, SetRig
from liveops_desktop.core.rig_from import rig_from
from liveops_desktop.core.setup import Setup
from liveops_desktop.core.show import Show
from liveops_desktop.core.snapshot import NoticeKind
from liveops_desktop.words import why_sentence

if TYPE_CHECKING:
    from liveops_desktop.shell.app import App

BY_ITSELF = "watch"
"""Who keeps what OBS is set to after a good show."""


class RigOrders:
    """Carries them out for the app it is given."""

    def __init__(self, app: "App") -> None:
        self._app = app

    def carry_out(self, command: c.TakeRig | c.KeepGood | c.ExportSignOff) -> None:
        """Begin to carry *command* out."""
        app = self._app
        match command:
            case c.TakeRig():
                app.spawn(self._take())
            case c.KeepGood():
                app.spawn(self._keep(app.station.who))
            case c.ExportSignOff():
                app.spawn(self._print(command))
            case _:
                assert_never(command)

    def watch(self, show: Show | None) -> None:
        """Keep what OBS is set to once a show has ended well, and what was kept for the shows after it."""
        app = self._app
        if app.memory.due(show):
            app.spawn(self._keep(BY_ITSELF))
        if show is not None and app.memory.news(show):
            app.spawn(app.memory.keep(show))

    async def _read(self, *, asked: bool = True) -> Setup | None:
        """Return what OBS is set to; where it cannot be read, say so to whoever *asked*."""
        from liveops_desktop.checks.reach import Unreachable

        try:
            return await (await self._app.preflight.world(self._app.rig)).setup()
        except Unreachable as nothing:
            if asked:
                self._app.notice(NoticeKind.COULD_NOT, why_sentence(nothing.why, nothing.detail))
            return None

    async def _take(self) -> None:
        setup, show = await self._read(), self._app.show
        if setup is not None and show is not None:
            self._wish(SetRig(show.rig, rig_from(setup, show.rig)), self._app.station.who)

    async def _keep(self, who: str) -> None:
        setup = await self._read(asked=who != BY_ITSELF)
        if setup is not None:
            self._wish(KeepSetup(setup), who)

    def _wish(self, intent: Intent, who: str) -> None:
        if self._app.session is not None:
            self._app.session.send(intent, who)

    async def _print(self, command: c.ExportSignOff) -> None:
        from liveops_desktop.shell.report_file import NotPrinted, print_beside

        app = self._app
        if app.session is None:
            return
        paper = [f"--sign-off={command.phase.value}", f"--gate={command.gate}"]
        try:
            target = await asyncio.to_thread(
                print_beside, Path(app.session.path), app.station.language, paper, "-sign-off"
            )
        except NotPrinted as why:
            app.notice(NoticeKind.COULD_NOT, str(why))
        else:
            app.notice(NoticeKind.EXPORTED, str(target))
