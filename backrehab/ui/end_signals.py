"""Being ended from outside: the program closes in order, and a session is kept as it stands."""

from __future__ import annotations

import os
import signal
import socket
from types import FrameType

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier

_SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT")


class EndSignals(QObject):
    """Quits when the system, the desktop or a terminal asks the program to end.

    Python's own handlers run only once Python does, which may be never while Qt waits for events.
    So the signal wakes Qt through a socket. Windows has no such signals; there it does nothing.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        if os.name != "posix":
            return
        self._inside, self._outside = socket.socketpair()
        for end in (self._inside, self._outside):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._inside.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._wake)
        self._fd_before = signal.set_wakeup_fd(self._outside.fileno(), warn_on_full_buffer=False)
        self._before = {
            number: signal.signal(number, self._quit)
            for number in (getattr(signal, name) for name in _SIGNALS)
        }

    def close(self) -> None:
        """Leaves the signals as they were found."""
        if os.name != "posix":
            return
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._fd_before)
        self._notifier.setEnabled(False)
        self._inside.close()
        self._outside.close()

    def _wake(self) -> None:
        """Python is running now, and calls the handler before the next line."""
        self._inside.recv(64)

    def _quit(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - Python's own
        # Not `quit`, which asks the windows first: one that would rather stay has no say now.
        QCoreApplication.exit(0)
