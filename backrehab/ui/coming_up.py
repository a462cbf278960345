"""How large a window is when it comes up: as it was drawn, or filling a screen without room."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

SMALLEST = QSize(800, 560)
"""No window with pages is ever smaller."""

_AS_DRAWN = QSize(1366, 768)
_FRAME = QSize(16, 48)
"""What the system puts around a window: with it the window has to fit the screen, or fills it."""


def take_first_size(window: QWidget) -> None:
    """The size a window is made in; whether the screen has room for it, `come_up` looks."""
    window.setMinimumSize(SMALLEST)
    window.resize(_AS_DRAWN)


def come_up(window: QWidget) -> None:
    """Shows a window for the first time; where it is too large for its screen it fills it."""
    room = window.screen().availableSize() - _FRAME
    if window.size().boundedTo(room) == window.size():
        window.show()
    else:
        window.showMaximized()
