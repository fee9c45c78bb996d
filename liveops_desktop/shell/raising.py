"""How a second start tells the first window of its data folder to come up front."""

import hashlib
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_CONNECTING = 500  # ms
_AGAIN = 0.05  # s


def _name(folder: Path) -> str:
    return "liveops-" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]


def raise_first(folder: Path, patience: float, show: str = "") -> bool:
    """Ask the window that runs on *folder* to come up front, and to open *show* where one is named.

    False when none answers within *patience* seconds.
    """
    until = time.monotonic() + patience
    while True:
        socket = QLocalSocket()
        socket.connectToServer(_name(folder))
        if socket.waitForConnected(_CONNECTING):
            socket.write(f"{show}\n".encode())
            socket.waitForBytesWritten(_CONNECTING)
            socket.disconnectFromServer()
            return True
        if time.monotonic() >= until:
            return False
        time.sleep(_AGAIN)


class FirstWindow(QObject):
    """Listens for second starts and calls *come_up* for each, with the show it names or nothing.

    Whoever makes one holds the folder (``only_one``).
    """

    def __init__(self, folder: Path, come_up: Callable[[str], None]) -> None:
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
            socket.readyRead.connect(partial(self._hear, socket))
            self._hear(socket)

    def _hear(self, socket: QLocalSocket) -> None:
        if socket.canReadLine():
            self._come_up(bytes(socket.readLine().data()).decode(errors="replace").strip())
