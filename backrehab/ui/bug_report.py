"""A bug, wherever it is met: into the log whole, and to the person in plain words."""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal

log = logging.getLogger("backrehab")

_WORDS = (
    "Something in BackRehab went wrong, and it is our fault. What the timer has finished "
    "is safe in your diary. You can go on, or close the program and start it again."
)


class BugReport(QObject):
    """Stands at the end of every thread's stack; the program goes on.

    It belongs to the thread of the windows: what is met in another one is logged there at once,
    and shown here.
    """

    _met = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._met.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def take_all(self) -> None:
        """From now on every bug comes here."""
        sys.excepthook = self.report
        threading.excepthook = self._report_from_thread

    def report(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Tells of one; Ctrl+C in the terminal is none, and ends the program."""
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        log.critical("a bug", exc_info=(kind, error, trace) if error is not None else None)
        self._met.emit()

    def _report_from_thread(self, met: threading.ExceptHookArgs) -> None:
        self.report(met.exc_type, met.exc_value, met.exc_traceback)

    def _show(self) -> None:
        from backrehab.ui.fault import show_fault

        show_fault(_WORDS)
