"""The language is switched: from the choice to the end of the paint that shows it, in each room of a show on air."""

import asyncio
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.figure import Figure, median
from bench.room import Painted, inside
from bench.screen import screen, words
from bench.shows import seat, show_file
from liveops_desktop.core.commands import ChooseLanguage
from liveops_desktop.panels import Room
from liveops_desktop.shell.app import App

ROUNDS = 3


def measure() -> Iterator[Figure]:
    """Every room, the host panel open beside it; each language in turn."""
    with screen() as given, tempfile.TemporaryDirectory() as kept:
        home = Path(kept) / "home"
        seat(home, home / "shows" / "bench.show")
        show_file(home / "shows" / "bench.show", 200, on_air=True)
        found = inside(home, given, _switch, facts=3)
    for room, took in found.items():
        detail = f"{len(took)} switches, longest {max(took):.0f} ms, {words(given)}"
        yield Figure(f"language switched in the room {room.value}, p50", median(took), "ms", 300.0, detail)


async def _switch(app: App, painted: Painted) -> dict[Room, list[float]]:
    found: dict[Room, list[float]] = {}
    for room in Room:
        app.window.enter(room)
        await asyncio.sleep(0.5)
        for language in ("zh_Hans", "zh_Hant", "en") * ROUNDS:
            shown = asyncio.Event()
            at = [0.0]

            def heard(window: str, ended: float, shown: asyncio.Event = shown, at: list[float] = at) -> None:
                if window == "desk":
                    at[0] = ended
                    shown.set()

            began = time.perf_counter()
            app.send(ChooseLanguage(language))
            painted.heard = heard
            await asyncio.wait_for(shown.wait(), 10)
            painted.heard = None
            found.setdefault(room, []).append((at[0] - began) * 1e3)
            await asyncio.sleep(0.3)
    return found
