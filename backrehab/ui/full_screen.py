"""Fills the screen for a while and gives the window back as it was."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

_FULL = Qt.WindowState.WindowFullScreen


class FullScreen:
    """The window a widget is in, on the whole screen while the widget needs it."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._before: Qt.WindowState | None = None

    def fill(self) -> None:
        """Fills the screen; a window that isn't shown stays as it is."""
        window = self._widget.window()
        if window.isVisible() and self._before is None:
            self._before = window.windowState()
            window.setWindowState(self._before | _FULL)

    def toggle(self) -> None:
        """Leaves the full screen, or fills it again."""
        window = self._widget.window()
        window.setWindowState(window.windowState() ^ _FULL)

    def give_back(self) -> None:
        """As it was before `fill`; where the person has left it already, it stays so."""
        window = self._widget.window()
        if self._before is not None and window.isFullScreen():
            window.setWindowState(self._before)
        self._before = None
