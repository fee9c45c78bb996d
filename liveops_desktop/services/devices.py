"""The devices of this PC, from the child process that lists them (``shell/devices.py``): it may hang, or die."""

import asyncio
import contextlib
import os
from collections.abc import Callable, Mapping, Sequence

import msgspec

from liveops_desktop.core.clock import Span
from liveops_desktop.core.devices import Devices, Heard
from liveops_desktop.services.child_process import end
from liveops_desktop.services.this_program import command, environment

LIMIT = 2.2
"""Seconds that a list is waited for, within the limit of a check."""
SLOW_LIMIT = 8.0
"""Seconds that a child may take in all: one that is slow to start tells the next who asks."""
PATIENCE = 5.0
"""Seconds that listening may take longer than it listens."""
LAST_WORDS = 0.5
SUB_COMMAND = "devices"


class NoDevices(Exception):  # noqa: N818 -- a finding
    """They cannot be listed here: Qt does not load, or its drivers end the child."""


class StillStarting(Exception):  # noqa: N818 -- a finding
    """The child has not listed them yet: ask again."""


class DeviceHistory:
    """Looks at the devices when asked, and remembers what was there. All of it belongs to the loop's thread."""

    def __init__(self, env: Mapping[str, str] | None = None, words: Sequence[str] = ("look",)) -> None:
        """Nothing is started yet. *env* and *words* are for tests."""
        self._env = environment(env)
        self._words = words
        self._looking: asyncio.Task[Devices] | None = None
        self._first: Devices | None = None
        self._seen: dict[_Key, str] = {}

    async def look(self, limit: float = LIMIT) -> Devices:
        """Return the devices as they are now, and what came and went since the first look.

        Raises:
            StillStarting: not listed within *limit* seconds; the look goes on for whoever asks next.
            NoDevices: they cannot be listed here.
        """
        if self._looking is None:
            self._looking = asyncio.create_task(_look(self._env, self._words), name="devices")
        looking = self._looking
        await asyncio.wait({looking}, timeout=limit)
        if not looking.done():
            raise StillStarting
        self._looking = None
        return self._compared(looking.result())

    async def close(self) -> None:
        """End a look that is still going on."""
        looking, self._looking = self._looking, None
        if looking is not None:
            looking.cancel()
            await asyncio.wait({looking}, timeout=2 * LAST_WORDS)

    def _compared(self, now: Devices) -> Devices:
        first, self._first = self._first, self._first or now
        there = _named(now)
        self._seen |= there
        if first is None:
            return now
        gone = {key: name for key, name in self._seen.items() if key not in there}
        come = {key: name for key, name in there.items() if key not in _named(first)}
        return msgspec.structs.replace(
            now,
            gone=_of(gone, screens=False),
            come=_of(come, screens=False),
            displays_gone=_of(gone, screens=True),
            displays_come=_of(come, screens=True),
            watched=True,
        )


_Key = tuple[str, str]


def _named(devices: Devices) -> dict[_Key, str]:
    """Return the name of each by kind and id; a display has none but its name."""
    named = {("camera", one.id): one.name for one in devices.cameras}
    named |= {("microphone", one.id): one.name for one in devices.microphones}
    named |= {("speaker", one.id): one.name for one in devices.speakers}
    return named | {(_SCREEN, one.name): one.name for one in devices.displays or ()}


_SCREEN = "screen"


def _of(named: Mapping[_Key, str], *, screens: bool) -> tuple[str, ...]:
    return tuple(name for (kind, _), name in named.items() if (kind == _SCREEN) is screens)


async def _look(env: Mapping[str, str], words: Sequence[str]) -> Devices:
    """Ask a child; one that Qt ended, as its display cannot be reached, is followed by one without displays."""
    for one in (env, {**env, "QT_QPA_PLATFORM": "offscreen"}):
        said = await _say(one, words)
        for line in said.splitlines():
            with contextlib.suppress(msgspec.DecodeError):  # a library that prints into our line
                return msgspec.json.decode(line, type=Devices)
    raise NoDevices


async def _say(env: Mapping[str, str], words: Sequence[str]) -> bytes:
    try:
        child = await asyncio.create_subprocess_exec(
            *command(SUB_COMMAND, *words),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=env,
        )
    except OSError as error:
        raise NoDevices from error
    try:
        async with asyncio.timeout(SLOW_LIMIT):
            said, _ = await child.communicate()
    except TimeoutError:
        return b""
    finally:
        await _end(child)
    return said


async def listen(
    names: Sequence[str],
    length: Span,
    heard: Callable[[float], None] = lambda _peak: None,
    env: Mapping[str, str] | None = None,
) -> tuple[Heard, ...]:
    """Listen to microphones of these names at once, to the system's own where none is named; cancelling ends it.

    *heard* gets the highest level of each tenth of a second. Raise ``NoDevices`` where nothing can be opened at all.
    """
    child = await asyncio.create_subprocess_exec(
        *command(SUB_COMMAND, "hear", "--seconds", f"{length / 1_000:g}", *(f"--name={name}" for name in names)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=environment({**os.environ, **(env or {})}),
    )
    found = {name: Heard(name) for name in names}
    try:
        async with asyncio.timeout(length / 1_000 + PATIENCE):
            await _collect(child, found, heard)
    except TimeoutError:
        pass  # what was heard counts
    finally:
        await _end(child)
    if not found:
        raise NoDevices
    return tuple(found.values())


async def _collect(child: asyncio.subprocess.Process, found: dict[str, Heard], heard: Callable[[float], None]) -> None:
    assert child.stdout is not None
    while line := await child.stdout.readline():
        with contextlib.suppress(msgspec.DecodeError):  # a library that prints into our line
            said = msgspec.json.decode(line, type=Heard)
            one = found.get(said.name, Heard(said.name))
            found[one.name] = Heard(one.name, one.peaks + said.peaks, one.levels + said.levels, said.why)
            for peak in said.peaks:
                heard(peak)


async def _end(child: asyncio.subprocess.Process) -> None:
    """End a child; one that a driver holds is waited for no longer than ``LAST_WORDS``."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(LAST_WORDS):
            await end(child)
    if child.stdin is not None:
        child.stdin.close()
