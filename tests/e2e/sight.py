"""What the program's window shows, read as a screen reader does: names, roles, places (AT-SPI over D-Bus).

So a test clicks a control by the name people hear, wherever the layout has put it, and reads what stands on screen.
Roles and states are those of the AT-SPI2 protocol.
"""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jeepney import (  # type: ignore[import-untyped]  # ships no types
    DBusAddress,
    DBusErrorResponse,
    MessageType,
    new_method_call,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection  # type: ignore[import-untyped]  # the same

from tests.lab.parts import Process, need, wait_until

_ROOT = "/org/a11y/atspi/accessible/root"
_TABLES = {55, 66}  # a table's thousand cells are not walked
_EVERYWHERE = (-100_000, -100_000, 100_000, 100_000)
_SHOWING, _CHECKED, _ENABLED = 25, 4, 8


@dataclass(frozen=True)
class Thing:
    """One control or text in sight; its place in pixels of the screen."""

    name: str
    role: int
    left: int
    top: int
    width: int
    height: int
    checked: bool
    enabled: bool

    @property
    def middle(self) -> tuple[int, int]:
        """Where to click."""
        return self.left + self.width // 2, self.top + self.height // 2


class Sight:
    """A bus of its own, to which programs started with ``env`` tell what they show."""

    def __init__(self, folder: Path) -> None:
        address = f"unix:path={folder}/a11y"
        command = [need("dbus-daemon", "dbus-daemon"), "--session", "--nofork", "--nopidfile", f"--address={address}"]
        self._bus = Process(command, folder / "a11y.log")
        wait_until((folder / "a11y").exists, 60, "the accessibility bus")
        self.env = {"AT_SPI_BUS_ADDRESS": address, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
        self._line = _connect(address)

    def end(self) -> None:
        """Let go of the bus and end it."""
        self._line.close()
        self._bus.end()

    def things(self, pid: int) -> Iterator[Thing]:
        """Give everything in sight of the program *pid*, top to bottom as the windows hold it."""
        program = self._program(pid)
        if program is not None:
            yield from self._below(program, _ROOT, _EVERYWHERE)

    def _program(self, pid: int) -> str | None:
        bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
        (names,) = self._call(bus, "ListNames") or ((),)
        for name in names:
            if name.startswith(":") and self._call(bus, "GetConnectionUnixProcessID", "s", (name,)) == (pid,):
                return str(name)
        return None

    def _below(self, program: str, path: str, frame: tuple[int, int, int, int]) -> Iterator[Thing]:
        """Give what lies below *path* and, in the middle, inside *frame* (left, top, right, bottom)."""
        at = DBusAddress(path, program, "org.a11y.atspi.Accessible")
        for _program, child in (self._call(at, "GetChildren") or ((),))[0]:
            thing = self._look(program, child)
            if thing is None:
                continue
            x, y = thing.middle
            if frame[0] <= x < frame[2] and frame[1] <= y < frame[3]:
                yield thing
            if thing.role not in _TABLES:
                yield from self._below(program, child, _cut(frame, thing))

    def _look(self, program: str, path: str) -> Thing | None:
        at = DBusAddress(path, program, "org.a11y.atspi.Accessible")
        answer = self._call(at, "GetState")
        if answer is None:
            return None
        state = answer[0][0]
        name = self._property(at, "Name")
        role = self._call(at, "GetRole") or (0,)
        place = self._call(DBusAddress(path, program, "org.a11y.atspi.Component"), "GetExtents", "u", (0,))
        if not state >> _SHOWING & 1 or place is None:
            return None
        left, top, width, height = place[0]
        return Thing(name, role[0], left, top, width, height, bool(state >> _CHECKED & 1), bool(state >> _ENABLED & 1))

    def _property(self, at: DBusAddress, name: str) -> str:
        properties = DBusAddress(at.object_path, at.bus_name, "org.freedesktop.DBus.Properties")
        answer = self._call(properties, "Get", "ss", (at.interface, name))
        return str(answer[0][1]) if answer else ""

    def _call(self, at: DBusAddress, method: str, signature: str = "", body: tuple[Any, ...] = ()) -> Any:
        """Return the answer; None where the thing is gone meanwhile."""
        message = new_method_call(at, method, signature, body)
        try:
            reply = self._line.send_and_get_reply(message, timeout=20)
        except (DBusErrorResponse, TimeoutError):
            return None
        return None if reply.header.message_type is MessageType.error else reply.body


def _cut(frame: tuple[int, int, int, int], by: Thing) -> tuple[int, int, int, int]:
    """Return the part of *frame* that *by* leaves in sight of what lies in it: a scrolled list shows only a part."""
    right, bottom = by.left + by.width, by.top + by.height
    return max(frame[0], by.left), max(frame[1], by.top), min(frame[2], right), min(frame[3], bottom)


def _connect(address: str) -> DBusConnection:
    deadline = time.monotonic() + 60
    while True:
        try:
            return open_dbus_connection(address)
        except OSError:
            if time.monotonic() > deadline:
                raise
            os.sched_yield()
