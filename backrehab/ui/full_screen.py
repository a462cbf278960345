"""Fills a screen for a while and gives the window back as it was, where it was."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from backrehab.ui.displays import find_screen

_FULL = Qt.WindowState.WindowFullScreen


class _Before(NamedTuple):
    """How a window was: its state, where it is in that of an ordinary window, on which screen."""

    state: Qt.WindowState
    place: QRect
    screen: QScreen


class FullScreen(QObject):
    """The window a widget is in, on a whole screen while the widget needs it.

    Signals:
        screen_lost: The screen it filled is no longer connected; it fills another one.
    """

    screen_lost = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._before: _Before | None = None
        self._moved = False
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenRemoved.connect(self._look_for_another)

    def fill(self, display: str = "") -> None:
        """Fills the screen of this key, or the one the window is on where that isn't there.

        A window that isn't shown stays as it is.
        """
        window = self._widget.window()
        if not window.isVisible():
            return
        if self._before is None:
            before = window.windowState()
            place = window.normalGeometry() if before else window.geometry()
            self._before = _Before(before, place, window.screen())
            self._moved = False
        screen = find_screen(display)
        if screen is not None and screen is not window.screen():
            self._move(screen)
        window.setWindowState(window.windowState() | _FULL)

    def toggle(self) -> None:
        """Leaves the full screen, or fills it again."""
        window = self._widget.window()
        window.setWindowState(window.windowState() ^ _FULL)

    def give_back(self) -> None:
        """As it was before `fill`; where the person has left it already, it stays so."""
        window, before = self._widget.window(), self._before
        self._before = None
        if before is None:
            return
        if self._moved and before.screen in QGuiApplication.screens():
            window.setWindowState(Qt.WindowState.WindowNoState)
            window.setScreen(before.screen)
            window.setGeometry(before.place)
            window.setWindowState(before.state)
        elif window.isFullScreen():
            window.setWindowState(before.state)

    def _look_for_another(self, gone: QScreen) -> None:
        """A screen went away, with the window perhaps."""
        if self._before is None:
            return
        if self._before.screen is gone:
            left = QGuiApplication.primaryScreen()
            room, place = left.availableGeometry(), QRect(self._before.place)
            place.setSize(place.size().boundedTo(room.size()))
            place.moveCenter(room.center())
            self._before = self._before._replace(screen=left, place=place)
        if self._widget.window().screen() is gone:
            # Qt is still about it: the window comes to a screen that is left only after this.
            QTimer.singleShot(0, self, self._fill_another)

    def _fill_another(self) -> None:
        if self._before is not None:
            self._move(QGuiApplication.primaryScreen())
            window = self._widget.window()
            window.setWindowState(window.windowState() | _FULL)
        self.screen_lost.emit()

    def _move(self, screen: QScreen) -> None:
        """To another screen: only an ordinary window can be moved there."""
        window = self._widget.window()
        window.setWindowState(Qt.WindowState.WindowNoState)
        window.setScreen(screen)
        window.setGeometry(screen.availableGeometry())
        self._moved = True
