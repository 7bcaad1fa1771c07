"""One window a base: a second start brings the first to the front and ends."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 1_000


class OneInstance(QObject):
    """Holds the lock of one base for this user."""

    called = Signal()

    def __init__(self, location: str) -> None:
        super().__init__()
        from platformdirs import user_data_path

        folder = user_data_path("Wasl", appauthor=False)
        folder.mkdir(parents=True, exist_ok=True)
        self._name = "wasl-" + hashlib.sha256(f"{Path.home()}|{location}".encode()).hexdigest()[:16]
        self._lock = QLockFile(str(folder / f"{self._name}.lock"))
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None

    def is_first(self) -> bool:
        """Whether this is the only window on the base; else the other one is called to the front."""
        if not self._lock.tryLock(100):
            socket = QLocalSocket()
            socket.connectToServer(self._name)
            if socket.waitForConnected(_WAIT_MS):
                socket.disconnectFromServer()
            return False
        QLocalServer.removeServer(self._name)  # left behind by a program that was killed
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        self._server.listen(self._name)
        return True

    def release(self) -> None:
        """Lets another window open."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _answer(self) -> None:
        if self._server is not None and (socket := self._server.nextPendingConnection()) is not None:
            socket.deleteLater()
            self.called.emit()
