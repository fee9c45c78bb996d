"""Commands about the report: shown, or written beside the show."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from liveops_desktop.core.show import Show
from liveops_desktop.core.snapshot import NoticeKind
from liveops_desktop.words.translation import writing_in

if TYPE_CHECKING:
    from liveops_desktop.shell.app import App


class ReportOrders:
    """Carries them out for the app it is given."""

    def __init__(self, app: "App") -> None:
        self._app = app

    async def tell(self, *, write: bool) -> None:
        """Show the report on screen; *write*: in a file beside the show instead."""
        from liveops_desktop.exchange.report import report_markdown

        app = self._app
        show = app.show
        if show is None or app.session is None:
            return
        text = await asyncio.to_thread(_written, report_markdown, show, self._language())
        if not write:
            app.put(report_text=text)
            return
        target = await asyncio.to_thread(_write_beside, Path(app.session.path), text)
        app.notice(NoticeKind.EXPORTED, str(target))

    def _language(self) -> str:
        """Return the show's own language, or the station's where it names none."""
        show = self._app.show
        own = show.header.language if show is not None and show.header is not None else ""
        return own or self._app.station.language

    async def print_it(self) -> None:
        """Write it as PDF beside the show."""
        from liveops_desktop.shell.report_file import NotPrinted, print_beside

        app = self._app
        if app.session is None:
            return
        try:
            target = await asyncio.to_thread(print_beside, Path(app.session.path), self._language())
        except NotPrinted as why:
            app.notice(NoticeKind.COULD_NOT, str(why))
        else:
            app.notice(NoticeKind.EXPORTED, str(target))


def _written(write: Callable[[Show, str], str], show: Show, language: str) -> str:
    """Return what *write* makes of *show* in *language*, whatever the screens speak."""
    with writing_in(language):
        return write(show, language)


def _write_beside(show_file: Path, text: str) -> Path:
    """Write *text* beside the show and return where. A report that somebody has changed is never written over."""
    number = 1
    while True:
        target = show_file.with_name(show_file.stem + (".md" if number == 1 else f"-{number}.md"))
        try:
            with target.open("x", encoding="utf-8") as file:
                file.write(text)
        except FileExistsError:
            if target.read_text(encoding="utf-8", errors="replace") != text:
                number += 1
                continue
        return target
