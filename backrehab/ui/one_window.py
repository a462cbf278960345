"""One window per data folder: a second start raises the first and ends."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCryptographicHash, QDir, QObject, Signal

if TYPE_CHECKING:  # QtNetwork is loaded when it is needed: the window is in sight sooner
    from PySide6.QtNetwork import QLocalServer

_PATIENCE_MS = 500


class OneWindow(QObject):
    """A door on this computer, named after the data folder; no network is involved.

    Signals:
        raised: A second start asks for the window; arg: the exercise it wants, or "".
    """

    raised = Signal(str)

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        place = f"{os.getuid() if hasattr(os, 'getuid') else ''}:{data_dir.resolve()}"
        digest = QCryptographicHash.hash(place.encode(), QCryptographicHash.Algorithm.Sha256)
        self._name = "backrehab-" + bytes(digest.toHex().data()).decode()[:24]
        self._server: QLocalServer | None = None

    def hand_over(self, exercise_id: str) -> bool:
        """Asks a running window to come forward; false when there is none."""
        if os.name == "posix" and not Path(QDir.tempPath(), self._name).exists():
            return False  # where Qt has such a door as a file
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_PATIENCE_MS):
            return False
        socket.write(exercise_id.encode() + b"\n")
        socket.waitForBytesWritten(_PATIENCE_MS)
        # The window answers, so that this process doesn't end before it was heard.
        socket.waitForReadyRead(_PATIENCE_MS)
        socket.disconnectFromServer()
        return True

    def listen(self) -> None:
        """Answers from now on; what a crashed window left behind is cleared away first."""
        if self._server is not None:
            return
        from PySide6.QtNetwork import QLocalServer

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        if not self._server.listen(self._name):
            QLocalServer.removeServer(self._name)
            self._server.listen(self._name)

    def close(self) -> None:
        if self._server is not None:
            self._server.close()

    def _answer(self) -> None:
        assert self._server is not None
        socket = self._server.nextPendingConnection()
        # What is asked is one line, on its way already: waiting for it is over at once.
        while not socket.canReadLine() and socket.waitForReadyRead(_PATIENCE_MS):
            pass
        exercise_id = bytes(socket.readLine().data()).decode(errors="replace").strip()
        socket.write(b"here\n")
        socket.flush()
        socket.disconnectFromServer()
        socket.deleteLater()
        self.raised.emit(exercise_id)
