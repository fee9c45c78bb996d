"""The level meters of OBS: a connection of their own, which is there only while somebody wants them.

OBS tells twenty times a second; what is kept is the highest of each tenth of a second.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from obsws_python import Subs

from liveops_desktop.core.clock import Instant
from liveops_desktop.core.meters import KEPT, Channel, Meter, Metering, Sample, highest
from liveops_desktop.services.obs.client import Client
from liveops_desktop.services.obs.errors import LinkFailed
from liveops_desktop.services.obs.reading import convert
from liveops_desktop.services.obs.worker import Target

LEASE = 10.0
"""Seconds for which one wish holds; whoever goes on looking wishes anew."""
EVERY = 0.095
"""Seconds of one sample: two of OBS's events, which come 50 ms apart."""
PAUSE = 1.0
"""Seconds before a connection that ended is tried again."""
MOST_INPUTS, MOST_CHANNELS = 200, 8
LEAST, MOST = 1e-9, 100.0
"""Multipliers outside of -180 to +40 dB are no sound."""


class _Input(Struct, rename="camel"):
    input_name: str
    input_levels_mul: list[list[float]] = []


class _Event(Struct):
    inputs: list[_Input] = []


class Meters:
    """Belongs to one link. ``want`` and ``readings`` are called on one thread, which never waits."""

    def __init__(self, target: Callable[[], Target | None], now: Callable[[], Instant]) -> None:
        """Connect to nothing yet. *target*: the OBS there is a link to at present."""
        self._target, self._now = target, now
        self._guard = threading.Lock()
        self._kept: dict[str, deque[Sample]] = {}
        self._since: Instant | None = None
        self._until = 0.0
        self._thread: threading.Thread | None = None
        self._client: Client | None = None
        self._ended = threading.Event()
        self.on_sample: Callable[[], None] | None = None
        """Called on the meters' own thread after each sample."""

    def want(self) -> None:
        """Listen for the next ten seconds."""
        with self._guard:
            self._until = time.monotonic() + LEASE
            if self._thread is None:
                self._ended.clear()
                self._thread = threading.Thread(target=self._serve, name="obs-meters", daemon=True)
                self._thread.start()

    def readings(self) -> Metering:
        """Return the last seconds of each input that OBS has told of."""
        with self._guard:
            return Metering(tuple(Meter(name, tuple(kept)) for name, kept in self._kept.items()), self._since)

    def forget(self) -> None:
        """Close the connection, and forget what it told: there is another OBS now, or none."""
        with self._guard:
            self._clear()
            if self._client is not None:
                self._client.abort()

    def stop(self) -> None:
        """End the thread, within a second."""
        thread = self._thread
        self._ended.set()
        self.forget()
        if thread is not None:
            thread.join(0.9)  # still alive only when a name look-up hangs; a daemon thread does not hold the exit

    def _clear(self) -> None:
        self._kept.clear()
        self._since = None

    # below: on the thread

    def _serve(self) -> None:
        while self._goes_on():
            target = self._target()
            if target is not None:
                self._listen(target)
            if self._wanted():
                self._ended.wait(PAUSE)

    def _goes_on(self) -> bool:
        """Tell whether somebody still wants them; else nothing is left, and the next wish starts a new thread."""
        with self._guard:
            if self._wanted():
                return True
            self._clear()
            self._thread = None
            return False

    def _wanted(self) -> bool:
        return not self._ended.is_set() and time.monotonic() < self._until

    def _listen(self, target: Target) -> None:
        client = Client(target.host, target.port, target.password, int(Subs.INPUTVOLUMEMETERS))
        with self._guard:
            self._client = client
        gathered = _Tenth()

        def hear(event: dict[str, Any]) -> None:
            if not self._wanted() or self._target() is not target:
                client.abort()
            elif event.get("eventType") == "InputVolumeMeters":
                full = gathered.add(read_levels(event.get("eventData")), time.monotonic())
                if full is not None:
                    self._keep(full)

        try:
            client.connect()
            client.greet()
            client.identify()
            client.listen(hear)
        except LinkFailed:
            pass  # the link itself tells what is wrong with OBS; here it is tried again
        finally:
            with self._guard:
                self._client = None
                self._clear()
            client.leave()

    def _keep(self, full: Mapping[str, tuple[Channel, ...]]) -> None:
        now = self._now()
        with self._guard:
            self._since = now if self._since is None else self._since
            for name, channels in full.items():
                self._kept.setdefault(name, deque()).append(Sample(now, channels))
            for name in list(self._kept):
                kept = self._kept[name]
                while kept and now - kept[0].at > KEPT:
                    kept.popleft()
                if not kept:
                    del self._kept[name]
        if self.on_sample is not None:
            self.on_sample()


class _Tenth:
    """Gathers the highest figures until a tenth of a second is full."""

    def __init__(self) -> None:
        self._highest: dict[str, tuple[Channel, ...]] = {}
        self._begun: float | None = None
        self._running: set[str] = set()  # inputs that have told of channels before

    def add(self, read: Mapping[str, tuple[Channel, ...]], at: float) -> Mapping[str, tuple[Channel, ...]] | None:
        """Take one event; return the whole when it is full."""
        self._begun = at if self._begun is None else self._begun
        for name, channels in read.items():
            known = channels if name in self._running else tuple(Channel(0.0, 0.0, 0.0) for _ in channels)
            self._highest[name] = highest(self._highest.get(name, ()), known)
        self._running = {name for name, channels in read.items() if channels}
        if at - self._begun < EVERY / 2:  # an event stands for the 50 ms before it
            return None
        full, self._highest, self._begun = self._highest, {}, None
        return full


def read_levels(data: object) -> Mapping[str, tuple[Channel, ...]]:
    """Return the channels by input of one event; one input may be in it twice. What is malformed is left out."""
    event = convert(data if isinstance(data, dict) else {}, _Event) or _Event()
    read: dict[str, tuple[Channel, ...]] = {}
    for one in event.inputs[:MOST_INPUTS]:
        channels = tuple(_channel(figures) for figures in one.input_levels_mul[:MOST_CHANNELS] if len(figures) >= 3)
        read[one.input_name] = highest(read.get(one.input_name, ()), channels)
    return read


def _channel(figures: Sequence[float]) -> Channel:
    """Return one channel. An input that has just begun tells peaks out of memory that nobody has set yet.

    Such a peak comes with no level, or lies where no sound does; the first of each input is left out as well.
    """
    level, peak, raw = (figure if LEAST <= figure <= MOST else 0.0 for figure in figures[:3])
    return Channel(0.0, 0.0, 0.0) if peak > 0 and level == 0 else Channel(level, peak, raw)
