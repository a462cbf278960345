"""The whole window as a test uses it: real exercises, a player and a clock by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QLabel,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from backrehab.core.cues import Cue
from backrehab.core.model import Programme
from backrehab.cues.tones import Tones
from backrehab.paths import Paths, find_resources
from backrehab.players.fake import FakePlayer
from backrehab.storage.content import load_library
from backrehab.storage.diary import Diary
from backrehab.ui.exercise_page import ExercisePage
from backrehab.ui.look import Look
from backrehab.ui.preferences import Preferences
from backrehab.ui.theme import ThemeChoice
from backrehab.ui.window import MainWindow
from backrehab.ui.workspace import Workspace
from tests.fakes import ManualClock

RESOURCES = find_resources()
LIBRARY = load_library(RESOURCES)


class FakeTones(QObject):
    """Remembers what would have been heard, and how loud."""

    available_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.available = True
        self.enabled = True
        self.volume = 0
        self.played: list[tuple[Cue, int]] = []

    def play(self, cue: Cue) -> None:
        if self.enabled:
            self.try_out(cue)

    def try_out(self, cue: Cue) -> None:
        self.played.append((cue, self.volume))

    def stop(self) -> None: ...

    def length_ms(self, _cue: Cue) -> int:
        return 300

    def set_enabled(self, on: bool) -> None:
        self.enabled = on

    def set_volume(self, percent: int) -> None:
        self.volume = percent


class Shell:
    """The window and everything it was given."""

    def __init__(
        self,
        look: Look,
        folder: Path,
        *,
        size: tuple[int, int] = (1366, 768),
        notice_read: bool = True,
    ) -> None:
        self.clock = ManualClock()
        self.player = FakePlayer(runs_by_itself=False)
        self.tones = FakeTones()
        self.kept: list[Programme] = []
        self.look = look
        self.workspace = self.make_workspace()
        self.workspace.preferences.first_run_read = notice_read
        self.window = MainWindow(
            self.look,
            self.clock,
            LIBRARY,
            Paths(resources=RESOURCES, content=RESOURCES, data_dir=folder),
            self.player,
            cast(Tones, self.tones),
            self.workspace,
        )
        self.window.resize(*size)

    def make_workspace(self, *, is_demo: bool = False) -> Workspace:
        preferences = Preferences(None)
        preferences.theme = ThemeChoice.LIGHT
        preferences.text_percent = self.look.theme.text_percent
        preferences.first_run_read = True
        return Workspace(
            Diary.in_memory(), Programme(), preferences, self.kept.append, is_demo=is_demo
        )

    def show(self, qtbot: QtBot) -> Shell:
        """Shows the window in front, as keys need it."""
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is self.window)
        return self

    def close(self) -> None:
        self.window.leave()
        self.window.hide()
        self.workspace.diary.close()

    def shows(self, page: QWidget) -> bool:
        """Whether this is the page in sight."""
        return self.window.page is page and page.isVisible()

    def start(self) -> None:
        """Presses Start of the exercise that is open, wherever it stands, and the one after it."""
        page = self.window.pages.exercise
        self.click(page.start_button if page.start_button.isVisible() else page.bar_start_button)
        if self.window.page is self.window.pages.before:
            self.click(self.window.pages.before.start_button)

    def leave_session(self) -> None:
        """Ends the session, and leaves its last page where there is one."""
        session = self.window.pages.session
        session.controller.stop()
        if self.shows(session):
            session.finished.emit()
        settle()

    @property
    def focus(self) -> QWidget:
        focus = QApplication.focusWidget()
        assert focus is not None, "nothing has the keyboard"
        return focus

    def has_focus(self, widget: QWidget) -> bool:
        """Whether this has the keyboard."""
        return QApplication.focusWidget() is widget

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
        """A key on the keyboard, through the window system's door."""
        none = Qt.KeyboardModifier.NoModifier
        QTest.keyClick(self.window.windowHandle(), key, modifiers or none)

    def click(self, button: QWidget) -> None:
        """Presses a button with the mouse, where it is in sight."""
        assert button.isVisible(), f"{name_of(button)} is not in sight"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        settle()

    def click_in_window(self, button: QWidget) -> None:
        """The same through the window system's door."""
        place = button.mapTo(self.window, button.rect().center())
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(self.window.windowHandle(), left, none, place)
        settle()

    def open(self, exercise_id: str) -> ExercisePage:
        """Opens an exercise from its card in the library."""
        self.window.show_page("library")
        self.click(self.window.pages.library.card(exercise_id))
        assert self.shows(self.window.pages.exercise)
        return self.window.pages.exercise

    def tab_to(self, target: QWidget, most: int = 60) -> int:
        """Presses Tab until `target` has the keyboard; returns how often."""
        for times in range(1, most + 1):
            self.press(Qt.Key.Key_Tab)
            if self.focus is target:
                return times
        raise AssertionError(f"{name_of(target)} can't be reached with Tab")


@contextmanager
def look_in_force() -> Iterator[Look]:
    """The look of the whole program for as long as it is needed: to put it in force takes long."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    look = Look(RESOURCES)
    look.apply(ThemeChoice.LIGHT, 100)
    yield look
    look.deleteLater()
    app.setStyleSheet("")


def settle() -> None:
    """Lets layouts that were put off take place."""
    for _ in range(4):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def name_of(widget: QWidget) -> str:
    """What a screen reader calls it."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def in_sight(window: QWidget) -> Iterator[QWidget]:
    """Every widget that is shown, scrolled out of sight or not."""
    return (widget for widget in window.findChildren(QWidget) if widget.isVisible())


def controls(window: QWidget) -> list[QWidget]:
    """Everything that can be pressed or changed."""
    kinds = (QAbstractButton, QAbstractSpinBox)
    return [widget for widget in in_sight(window) if isinstance(widget, kinds)]


def scrolls(widget: QWidget) -> bool:
    """Whether it stands on a page that scrolls."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            return True
        above = above.parentWidget()
    return False


def clipped(window: QWidget) -> list[str]:
    """What doesn't have the room its words need, or reaches out of the window."""
    found = []
    for widget in in_sight(window):
        if not isinstance(widget, (QLabel, QAbstractButton, QAbstractSpinBox)):
            continue
        what = f"{type(widget).__name__} {name_of(widget) or widget.objectName()!r}"
        if isinstance(widget, QLabel) and not widget.text():
            continue
        needed = widget.minimumSizeHint()
        high = widget.heightForWidth(widget.width()) if widget.hasHeightForWidth() else 0
        high = max(high, 0 if widget.hasHeightForWidth() else needed.height())
        if widget.width() < needed.width() or widget.height() < high:
            found.append(f"{what} has {widget.size()}, needs {needed.width()} x {high}")
        place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
        if place.left() < 0 or place.right() > window.width():
            found.append(f"{what} reaches out sideways: {place}")
        if not scrolls(widget) and (place.top() < 0 or place.bottom() > window.height()):
            found.append(f"{what} reaches out: {place}")
    return found
