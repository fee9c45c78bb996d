"""One window per data folder: a second start raises the first and ends."""

import hashlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE = 5.0  # s; a first window that is only just starting does not listen yet
_CONNECTING = 500  # ms
_AGAIN = 0.05  # s


def _name(folder: Path) -> str:
    return "liveops-" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Standing:
    """How this start stands to another on the same folder."""

    is_first: bool
    raised: bool = False
    """The first one was told to come up front."""


@contextmanager
def only_one(folder: Path, patience: float = _PATIENCE) -> Iterator[Standing]:
    """Hold *folder* for this process, or tell the one that holds it to come up front.

    The lock is the system's own and ends with its process, however that ends. Two starts in the same moment: one
    gets it. *patience* is how many seconds the other waits for the first to listen.
    """
    file = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        yield Standing(is_first=True) if _lock(file) else Standing(is_first=False, raised=raise_first(folder, patience))
    finally:
        os.close(file)


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> bool:
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _lock(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


def raise_first(folder: Path, patience: float = _PATIENCE) -> bool:
    """Ask the window that runs on *folder* to come up front; False when none answers within *patience* seconds."""
    until = time.monotonic() + patience
    while True:
        socket = QLocalSocket()
        socket.connectToServer(_name(folder))
        if socket.waitForConnected(_CONNECTING):
            socket.write(b"raise\n")
            socket.waitForBytesWritten(_CONNECTING)
            socket.disconnectFromServer()
            return True
        if time.monotonic() >= until:
            return False
        time.sleep(_AGAIN)


class FirstWindow(QObject):
    """Listens for second starts and calls *come_up* for each. Whoever makes one holds the folder (``only_one``)."""

    def __init__(self, folder: Path, come_up: Callable[[], None]) -> None:
        super().__init__()
        self._come_up = come_up
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        if not self._server.listen(_name(folder)):
            QLocalServer.removeServer(_name(folder))  # left behind by a kill
            self._server.listen(_name(folder))

    def close(self) -> None:
        """Listen no more."""
        self._server.close()

    def _answer(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self._come_up()
