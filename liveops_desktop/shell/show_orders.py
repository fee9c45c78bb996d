"""Commands about shows as files: open, new, duplicate, close, the list of them, and rows pasted into the open one."""

import asyncio
import uuid
from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, assert_never

from liveops_desktop.core import commands as c
from liveops_desktop.core.cue import CueId
from liveops_desktop.core.intents import AddCues
from liveops_desktop.core.show import Show
from liveops_desktop.core.snapshot import NoticeKind
from liveops_desktop.shell.elsewhere import followed
from liveops_desktop.shell.listing import Listing
from liveops_desktop.shell.session import Session
from liveops_desktop.shell.shows import local_day, soon

if TYPE_CHECKING:
    from liveops_desktop.shell.app import App


class ShowOrders:
    """Carries them out for the app it is given; *relearn* is called when the open show has changed."""

    def __init__(self, app: "App", relearn: Callable[[Show | None], None]) -> None:
        self._app = app
        self._relearn = relearn
        self.listing = Listing()
        self._listed: object = None
        """What the list said of the open show when it was read last."""

    async def carry_out(
        self, command: c.OpenShow | c.NewShow | c.NewSampleShow | c.DuplicateShow | c.CloseShow
    ) -> None:
        """Carry *command* out, and list the shows anew.

        Raises:
            Refused: it cannot be opened, or made as it is wished.
        """
        app = self._app
        who = app.station.who
        match command:
            case c.OpenShow(path=path):
                await self.open_file(Path(path))
            case c.NewShow(header=header):
                from liveops_desktop.core.validate import validate_header

                validate_header(header)
                await self._take(app.shows.new(header, (), who))
            case c.NewSampleShow():
                from liveops_desktop.exchange.content import sample_show

                now = app.clock.now()
                _today, zone = local_day(now)
                day, start = soon(now, zone)
                fresh = partial(sample_show, ids=lambda: CueId(uuid.uuid4().hex), language=app.station.language)
                header, cues = await asyncio.to_thread(fresh, day, zone, start=start)
                await self._take(app.shows.new(header, cues, who))
            case c.DuplicateShow(path=path, rehearsal=True, start=start):
                await self._take(app.shows.rehearse(Path(path), start, who=who))
            case c.DuplicateShow(path=path):
                await self._take(app.shows.duplicate(Path(path), who=who))
            case c.CloseShow():
                await app.put_away()
                app.put(show_path="", choosing_card=False)
                app.remember(show="")
            case _:
                assert_never(command)
        await self.read_list()

    async def open_file(self, path: Path) -> None:
        """Open *path*, unless it is open: one file has one writer."""
        session = self._app.session
        path = await asyncio.to_thread(followed, path, self._app.known.moved)
        if session is None or not _same(path, Path(session.path)):
            await self._take(self._app.shows.open(path))

    async def _take(self, opening: Coroutine[Any, Any, Session]) -> None:
        session = await opening
        await self._app.put_away()
        self._app.take_up(session)
        damage = self._app.shows.damage
        if damage:
            self._app.notice(NoticeKind.DAMAGED, damage)

    async def read_list(self) -> None:
        """Read the list of shows anew."""
        self._app.put(shows=await self._app.shows.listing(self._app.known.moved))

    def watch_list(self) -> None:
        """Read the list anew when what it says of the open show has changed."""
        show = self._app.show
        state = None if show is None else (show.header, len(show.cues), show.air.started_at, show.air.ended_at)
        if state != self._listed:
            self._listed = state
            self._app.spawn(self.read_list())
            self._relearn(show)

    async def paste(self, command: c.PasteRows) -> None:
        """Add the pasted rows as cues.

        Raises:
            Refused: a row makes no sense.
        """
        from liveops_desktop.exchange.rows import read_rows

        cues = await asyncio.to_thread(read_rows, command.text, lambda: CueId(uuid.uuid4().hex))
        self._app.send(AddCues(cues, command.after))


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
