"""What Python no longer needs is cleared away in the window's own thread, and in no other.

Python's collector works in whatever thread happens to ask for memory: libVLC's own, or one that
writes a file. A widget that is taken apart there takes the whole program with it.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 1_000


class GarbageCollector(QObject):
    """Stands in for the collector's own choice of moments, with its own measures of how much."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOK_MS)

    def look(self) -> None:
        """Clears away the oldest generation that has enough of it, with all younger ones."""
        counts, most = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > most[generation]:
                gc.collect(generation)
                return
