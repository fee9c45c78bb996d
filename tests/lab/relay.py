"""A relay between OBS and the ingest, for what a line does and no part of the lab can: ``relay``.

``good`` passes on, ``swallow`` takes what comes and passes nothing on, ``stall`` takes no more, ``cut`` hangs up and
refuses; change ``mode`` while it runs.
"""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest


class Relay:
    """One relay to a port of 127.0.0.1."""

    def __init__(self, target: int) -> None:
        self.mode = "good"
        self._target = target
        self._ended = threading.Event()
        self._server = socket.create_server(("127.0.0.1", 0))
        self._server.settimeout(0.1)
        self.port = int(self._server.getsockname()[1])
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def _accept(self) -> None:
        while not self._ended.is_set():
            with suppress(OSError):
                near, _ = self._server.accept()
                if self.mode == "cut":
                    near.close()
                    continue
                far = socket.create_connection(("127.0.0.1", self._target))
                for one, other, up in ((near, far, True), (far, near, False)):
                    thread = threading.Thread(target=self._pass_on, args=(one, other, up))
                    self._threads.append(thread)
                    thread.start()

    def _pass_on(self, one: socket.socket, other: socket.socket, up: bool) -> None:
        one.settimeout(0.1)
        with one, other, suppress(OSError):
            while not self._ended.is_set() and self.mode != "cut":
                if self.mode == "stall" and up:
                    self._ended.wait(0.1)
                    continue
                try:
                    data = one.recv(65_536)
                except TimeoutError:
                    continue
                if not data:
                    break
                if self.mode != "swallow" or not up:
                    other.sendall(data)
            for end in (one, other):
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)

    def end(self) -> None:
        """Hang up everywhere."""
        self._ended.set()
        for thread in self._threads:
            thread.join(5)
        self._server.close()


@pytest.fixture
def relay() -> Iterator[Callable[[int], Relay]]:
    """Give a factory: ``relay(port)`` is a relay to that port."""
    made: list[Relay] = []

    def make(target: int) -> Relay:
        made.append(Relay(target))
        return made[-1]

    yield make
    for one in made:
        one.end()
