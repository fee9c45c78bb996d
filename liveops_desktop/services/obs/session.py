"""One opened connection: what is asked of OBS on it, and when."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol

import msgspec

from liveops_desktop.core.clock import Instant, Span, later
from liveops_desktop.core.vitals import ObsState, ObsStats, Output
from liveops_desktop.services.obs import reading
from liveops_desktop.services.obs.client import Request
from liveops_desktop.services.obs.errors import ObsGone, ObsRefused
from liveops_desktop.services.obs.survey import (
    ALL,
    NOT_READY,
    SILENT_CHANGES,
    UNKNOWN,
    Part,
    Survey,
    called_for,
    input_called_for,
)
from liveops_desktop.services.obs.worker import Priority
from liveops_desktop.services.pulse import pulse

BEAT = 1.0
"""Seconds between two heartbeats (``GetStats``), which ask for the outputs' status as well."""

SLOW = 10.0
"""Seconds between two readings of what changes without an event."""

SETTLE = 0.05
"""Seconds to gather events of one change before reading."""

STREAM_REST = Span(3_000)
"""No ``GetStreamStatus`` this long after a stream started: it can crash OBS, which reads a congestion figure that is
not there yet (https://github.com/obsproject/obs-studio/issues/4918)."""

_STARTING_REST = Span(10_000)
_STATE = "OBS_WEBSOCKET_OUTPUT_"


class Asking(Protocol):
    """Send one request at that priority."""

    def __call__(self, priority: Priority, name: str, data: dict[str, Any] | None = None) -> Awaitable[dict[str, Any]]:
        """Return OBS's data; raise ``ObsGone`` or ``ObsRefused``."""


class AskingTogether(Protocol):
    """Send requests that only read as one message."""

    def __call__(self, asked: Sequence[tuple[Priority, Request]]) -> Awaitable[list[dict[str, Any] | ObsRefused]]:
        """Return OBS's data or its refusal for each, in order; raise ``ObsGone``."""


class Session:
    """Keeps ``state``, ``stats``, ``stream`` and ``record`` fresh; tells *changed* after each reading."""

    def __init__(
        self,
        ask: Asking,
        ask_together: AskingTogether,
        now: Callable[[], Instant],
        changed: Callable[[], None],
        *,
        ask_target: bool,
    ) -> None:
        self.state: ObsState = UNKNOWN
        self.stats: ObsStats | None = None
        self.stream: Output | None = None
        self.record: Output | None = None
        self.read_at: Instant | None = None
        """When the outputs were last read: with each beat, and after an event that tells of a change."""
        self._ask, self._ask_together, self._now, self._changed = ask, ask_together, now, changed
        self._survey = Survey(self._poll, ask_target=ask_target)
        self._turn = asyncio.Lock()  # one reading of the state at a time: each starts from what the one before left
        self._due: set[Part] = set()
        self._due_inputs: set[str] = set()
        self._poke = asyncio.Event()
        self._rest_until = Instant(0)

    async def run(self, ready: Callable[[], None]) -> None:
        """Read everything, call *ready*, then keep it fresh until ``ObsGone``."""
        await self._read(ALL)
        await self._beat()
        ready()
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._heart())
                group.create_task(self._follow_events())
                group.create_task(self._follow_silent_changes())
        except BaseExceptionGroup as failures:
            if failures.split(ObsGone)[1] is not None:
                raise
            raise ObsGone from None

    def hear(self, event: str, data: dict[str, Any]) -> None:
        """Take an event of OBS: note where to look again."""
        if event == "StreamStateChanged":
            self._stream_event(reading.text(data, "outputState").removeprefix(_STATE))
        self._due |= called_for(event)
        one = input_called_for(event, data)
        if one:
            self._due_inputs.add(one)
        if self._due or one or event in ("StreamStateChanged", "RecordStateChanged"):
            self._poke.set()

    async def refresh(self) -> None:
        """Read everything anew now."""
        await self._read(ALL)
        self._changed()

    def _stream_event(self, state: str) -> None:
        """Take the stream's state from its event, for as long as OBS must not be asked."""
        now, stream = self._now(), self.stream or Output()
        match state:
            case "STARTING" if not stream.active:
                self._rest_until = later(now, _STARTING_REST)
                self.stream = msgspec.structs.replace(stream, starting=True)
            case "STARTED":
                self._rest_until = later(now, STREAM_REST)
                self.stream = Output(active=True, since=now)
            case "RECONNECTING":
                self.stream = msgspec.structs.replace(stream, active=True, reconnecting=True)
            case "RECONNECTED":
                self._rest_until = later(now, STREAM_REST)
                self.stream = msgspec.structs.replace(stream, active=True, reconnecting=False)
            case "STOPPED":
                self._rest_until = now
                self.stream = Output()
            case _:
                return
        self._changed()

    async def _poll(self, name: str, data: dict[str, Any] | None) -> dict[str, Any]:
        return await self._ask(Priority.POLL, name, data)

    async def _read(self, parts: frozenset[Part]) -> None:
        """Read these parts, once OBS is ready."""
        async with self._turn:
            while True:
                try:
                    self.state = await self._survey.read(parts, self.state)
                except ObsRefused as refusal:
                    if refusal.code != NOT_READY:
                        raise
                    await asyncio.sleep(0.25)
                else:
                    return

    async def _heart(self) -> None:
        """Beat at each full interval, skipping the ones that were missed."""
        while True:
            await pulse(BEAT)
            await self._beat()
            self._changed()

    async def _beat(self) -> None:
        await self._read_outputs((Priority.HEARTBEAT, ("GetStats", None)))

    async def _read_outputs(self, *first: tuple[Priority, Request]) -> None:
        """Read the outputs' status, and before it what *first* asks for, in one message.

        Where OBS refuses it is not ready: it lives, and has no new figures now.
        """
        outputs = ("GetStreamStatus", "GetRecordStatus") if self._now() >= self._rest_until else ("GetRecordStatus",)
        asked: list[tuple[Priority, Request]] = [*first, *((Priority.POLL, (name, None)) for name in outputs)]
        for (_priority, (name, _data)), raw in zip(asked, await self._ask_together(asked), strict=True):
            if isinstance(raw, ObsRefused):
                continue
            if name == "GetStats":
                self.stats = reading.read_stats(raw)
            elif name == "GetRecordStatus":
                self.record = reading.read_output(raw, self._now(), self.record, has_congestion=False)
                self.read_at = self._now()
            elif self._now() >= self._rest_until:  # else the stream started while OBS was asked
                figure = reading.has_congestion(self.state.server)
                self.stream = reading.read_output(raw, self._now(), self.stream, has_congestion=figure)

    async def _follow_events(self) -> None:
        while True:
            await self._poke.wait()
            await asyncio.sleep(SETTLE)
            self._poke.clear()
            parts, self._due = frozenset(self._due), set()
            names, self._due_inputs = self._due_inputs, set()
            if parts:
                await self._read(parts)
            for name in names:
                await self._one_input(name)
            await self._read_outputs()
            self._changed()

    async def _one_input(self, name: str) -> None:
        try:
            async with self._turn:
                self.state = await self._survey.read_input(name, self.state)
        except ObsRefused:
            self._due.add(Part.INPUTS)  # the collection is being switched: read them all once OBS is ready
            self._poke.set()

    async def _follow_silent_changes(self) -> None:
        while True:
            await pulse(SLOW)
            await self._read(SILENT_CHANGES)
            self._changed()
