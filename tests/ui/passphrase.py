"""The whole program over a real diary under a passphrase, used as a person would."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from backrehab.app import Program, Start
from backrehab.paths import Paths
from backrehab.storage.backup import keep_backup
from backrehab.storage.diary import Diary
from backrehab.ui.message import Message
from backrehab.ui.over_card import OverCard
from backrehab.ui.preferences import Preferences
from backrehab.ui.scroll_page import ScrollPage
from backrehab.ui.theme import ThemeChoice
from tests.fakes import ManualClock
from tests.storage.played import write_session
from tests.ui.shell import RESOURCES, clipped, name_of, settle

WORDS = "four plain words here"
OTHER = "quite different words"
CLOCK = ManualClock()
DAYS = 3


def write_days(folder: Path, person: str = "") -> Paths:
    """A person's folder with a diary of some days, and a copy of each."""
    paths = Paths(resources=RESOURCES, content=RESOURCES, data_dir=folder, person=person)
    for days_ago in range(DAYS, 0, -1):
        at = CLOCK.now() - timedelta(days=days_ago)
        with Diary.open(paths.diary) as diary:
            write_session(diary, at)
        assert keep_backup(paths.diary, at).made is not None
    set_text(paths, 100)
    return paths


def set_text(paths: Paths, percent: int) -> None:
    """The settings of somebody who has read the notice."""
    preferences = Preferences(paths.settings)
    preferences.first_run_read = True
    preferences.theme = ThemeChoice.LIGHT
    preferences.text_percent = percent


class Used:
    """The program in front, as large as told."""

    def __init__(self, qtbot: QtBot, paths: Paths, size: tuple[int, int] = (1366, 768)) -> None:
        self._qtbot = qtbot
        self.paths = paths
        self.program = Program(paths, Start(), CLOCK)
        self.window = self.program.window
        qtbot.addWidget(self.window)
        with qtbot.waitExposed(self.window):
            self.program.show()
        self.window.showNormal()  # the screen of a test is smaller than that
        self.window.resize(*size)
        self.window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is self.window)

    def close(self) -> None:
        self.window.hide()
        self.program.close()

    @property
    def diary(self) -> Diary:
        return self.program.workspace.diary

    @property
    def focus(self) -> QWidget:
        focus = QApplication.focusWidget()
        assert focus is not None, "nothing has the keyboard"
        return focus

    # What is over the page

    @property
    def cards(self) -> list[OverCard]:
        return [it for it in self.window.findChildren(OverCard) if it.isVisible()]

    def card(self, title: str) -> OverCard:
        """Waits for the card of this title; it is the only one then."""
        self._qtbot.waitUntil(lambda: [it.title.text() for it in self.cards] == [title])
        settle()
        return self.cards[0]

    def message(self, title: str) -> Message:
        """Waits for a message of this title."""

        def found() -> list[Message]:
            return [it for it in self.window.findChildren(Message) if it.isVisible()]

        self._qtbot.waitUntil(lambda: [it.title.text() for it in found()] == [title])
        settle()
        return found()[0]

    def wait(self, is_so: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(is_so)
        settle()

    # Keys and the mouse, through the window system's door

    def type(self, words: str) -> None:
        """Types where the keyboard is."""
        QTest.keyClicks(self.focus, words)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
        none = Qt.KeyboardModifier.NoModifier
        QTest.keyClick(self.window.windowHandle(), key, modifiers or none)

    def tab_to(self, name: str, most: int = 60) -> QWidget:
        """Presses Tab until what has this name has the keyboard."""
        for _ in range(most):
            self.press(Qt.Key.Key_Tab)
            if name_of(self.focus) == name:
                return self.focus
        raise AssertionError(f"{name} can't be reached with Tab")

    def click(self, widget: QWidget) -> None:
        assert widget.isVisible(), f"{name_of(widget)} is not in sight"
        place = widget.mapTo(self.window, widget.rect().center())
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(self.window.windowHandle(), left, none, place)
        settle()

    def click_in_settings(self, button: QWidget) -> None:
        """Scrolls there first; what is above may still be growing."""

        def brought() -> bool:
            self.window.pages.settings.bring_into_sight(button)
            settle()
            return button.visibleRegion().boundingRect() == button.rect()

        self._qtbot.waitUntil(brought)
        self.click(button)

    def cut(self) -> list[str]:
        """What can't be seen whole, on the page or on the card over it."""
        found = clipped(self.window)
        for card in self.cards:
            page = card.findChild(ScrollPage)
            assert page is not None
            bar = page.verticalScrollBar()
            if bar.maximum() > 0 and not bar.isVisible():
                found.append(f"{bar.maximum()} pixels of {card.title.text()}")
        return found
