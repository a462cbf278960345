"""One window per data folder: a second start raises the first and ends."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

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
        self._name = "backrehab-" + hashlib.sha256(place.encode()).hexdigest()[:24]
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def hand_over(self, exercise_id: str) -> bool:
        """Asks a running window to come forward; false when there is none."""
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
        if not self._server.listen(self._name):
            QLocalServer.removeServer(self._name)
            self._server.listen(self._name)

    def close(self) -> None:
        self._server.close()

    def _answer(self) -> None:
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
