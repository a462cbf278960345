"""One window per data folder: a second start raises the first and ends."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCryptographicHash, QDir, QLockFile, QObject, Signal

if TYPE_CHECKING:  # QtNetwork is loaded when it is needed: the window is in sight sooner
    from PySide6.QtNetwork import QLocalServer

LOCK_NAME = "window.lock"
_PATIENCE_MS = 500
_LOCK_PATIENCE_MS = 100
_TIMES_ASKED = 100
"""So often a start asks one that has the lock, and can't answer before its window is in sight."""


class OneWindow(QObject):
    """A door on this computer, named after the data folder; no network is involved.

    Of starts at the same moment the one that gets the lock in the data folder has the window. A
    folder that can't be written has no lock, and then whoever answers at the door is asked.

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
        self._lock = QLockFile(str(data_dir / LOCK_NAME))
        # It is held as long as the window is open. That its process is gone is noticed anyway.
        self._lock.setStaleLockTime(0)

    def hand_over(self, exercise_id: str) -> bool:
        """Asks a running window to come forward; false when this start is the one to open it."""
        held, patience_ms = QLockFile.LockError.LockFailedError, 0
        for _ in range(_TIMES_ASKED):
            if self._lock.tryLock(patience_ms) or self._lock.error() != held:
                break
            if self._ask(exercise_id):
                return True
            patience_ms = _LOCK_PATIENCE_MS  # it may also end before its window is there
        else:
            # Nobody answers: its process hangs, or another one has its number by now.
            self._lock.removeStaleLockFile()
            self._lock.tryLock(0)
        if self._ask(exercise_id):  # a window that could have no lock
            self._lock.unlock()
            return True
        return False

    def _ask(self, exercise_id: str) -> bool:
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
        self._lock.unlock()

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
