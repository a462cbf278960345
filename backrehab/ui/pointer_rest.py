"""Hides the pointer while it rests, so that it doesn't lie on the picture."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

REST_MS = 3_000
_MOVES = {QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel}


class PointerRest(QObject):
    """Watches one widget and all in it; whoever owns it tells the time."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self._moved = True
        self._since_ms = 0
        self._hidden = False
        for widget in (watched, *watched.findChildren(QWidget)):
            widget.setMouseTracking(True)
            widget.installEventFilter(self)

    def look(self, now_ms: int) -> None:
        """Hides the pointer when it has not moved for three seconds of looking."""
        if self._moved:
            self._moved = False
            self._since_ms = now_ms
        elif not self._hidden and now_ms - self._since_ms >= REST_MS:
            self._hidden = True
            QApplication.setOverrideCursor(Qt.CursorShape.BlankCursor)

    def show(self) -> None:
        """Shows the pointer again, and counts anew."""
        self._moved = True
        if self._hidden:
            self._hidden = False
            QApplication.restoreOverrideCursor()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self.show()
        return super().eventFilter(watched, event)
