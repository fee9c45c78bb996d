"""A shaped line: two network namespaces of the lab's own, a veth pair between them, ``tbf`` on the way up.

Needs root and iproute2. Our end runs commands in ``inside``; the far end holds the servers.
"""

import subprocess
import uuid
from collections.abc import Callable, Iterator

import pytest

from tests.lab.parts import missing, need

NEAR, FAR = "10.213.7.1", "10.213.7.2"
"""Addresses within the namespaces: nobody else sees them."""


class Line:
    """One line of *mbit*, with a queue of 50 ms."""

    def __init__(self, mbit: float) -> None:
        need("ip", "iproute2")
        need("tc", "iproute2")
        mark = uuid.uuid4().hex[:6]
        self.near, self.far = f"lab-{mark}-n", f"lab-{mark}-f"
        self._made: list[str] = []
        try:
            for name in (self.near, self.far):
                self._ip("netns", "add", name)
                self._made.append(name)
            self._ip("link", "add", "up0", "netns", self.near, "type", "veth", "peer", "name", "up0", "netns", self.far)
            for name, address in ((self.near, NEAR), (self.far, FAR)):
                self._ip("-n", name, "addr", "add", f"{address}/24", "dev", "up0")
                self._ip("-n", name, "link", "set", "up0", "up")
                self._ip("-n", name, "link", "set", "lo", "up")
            burst = f"{max(32, round(mbit * 8))}kbit"
            shape = ["tc", "-n", self.near, "qdisc", "add", "dev", "up0", "root", "tbf", "rate", f"{mbit}mbit"]
            self._run([*shape, "burst", burst, "latency", "50ms"])
        except OSError as trouble:
            self.end()
            missing(f"no network namespace can be made here: {trouble}")

    def _ip(self, *words: str) -> None:
        self._run(["ip", *words])

    @staticmethod
    def _run(command: list[str]) -> None:
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise OSError(done.stderr.strip()[:200])

    def inside(self, *command: str) -> list[str]:
        """Return *command* as it is run at our end."""
        return ["ip", "netns", "exec", self.near, *command]

    def beyond(self, *command: str) -> list[str]:
        """Return *command* as it is run at the far end."""
        return ["ip", "netns", "exec", self.far, *command]

    def end(self) -> None:
        """Take it down."""
        for name in self._made:
            subprocess.run(["ip", "netns", "del", name], capture_output=True)


@pytest.fixture
def shaped() -> Iterator[Callable[[float], Line]]:
    """Give a factory: ``shaped(5)`` is a line of 5 Mb/s."""
    made: list[Line] = []

    def make(mbit: float) -> Line:
        made.append(Line(mbit))
        return made[-1]

    yield make
    for one in made:
        one.end()
