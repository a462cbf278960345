"""What keeps the diary from others, said plainly; and the passphrase it can have."""

from __future__ import annotations

import os

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent

from backrehab.ui import passphrase_words as words
from backrehab.ui.buttons import Button
from backrehab.ui.look import Look
from backrehab.ui.reflow import FlowLayout
from backrehab.ui.settings.card import SettingsCard
from backrehab.ui.theme import Role
from backrehab.ui.workspace import Workspace

ON_POSIX = "Other accounts on this computer can't read your diary."
ELSEWHERE = "Whoever can open the folder your diary is in can read it."


class ProtectionCard(SettingsCard):
    """The account of the computer protects it, a passphrase if wanted, and no more is claimed.

    Attributes:
        account: What the computer does.
        words: Whether there is a passphrase, or why nothing can be changed about it.
        buttons: By what they do; those that make no sense now are not there.

    Signals:
        wanted: Something is to be changed; arg: the `Change`.
        diary_wanted: The diary, which is not open, is to be opened.
    """

    wanted = Signal(object)
    diary_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__("Who can read your diary")
        self.account = self.add_words(ON_POSIX if os.name == "posix" else ELSEWHERE)
        self.words = self.add_words("")
        self.buttons = {
            words.Change.SET: Button(look, words.SET, "lock"),
            words.Change.CHANGE: Button(look, words.CHANGE, "pencil"),
            words.Change.TAKE_OFF: Button(look, words.TAKE_OFF),
        }
        self.buttons[words.Change.TAKE_OFF].setAccessibleName("Take the passphrase off")
        self.diary_button = Button(look, words.OPEN_IT, "lock")
        self.diary_button.clicked.connect(self.diary_wanted)
        self.diary_button.hide()
        row = FlowLayout(gap=12)
        row.addWidget(self.diary_button)
        for change, button in self.buttons.items():
            row.addWidget(button)
            button.clicked.connect(lambda _checked=False, it=change: self.wanted.emit(it))
            button.hide()
        self.column.addLayout(row)
        self.covers = self.add_words(words.NOT_COVERED, Role.CAPTION)
        self.covers.hide()

    def show_set(self, workspace: Workspace) -> None:  # noqa: ARG002 - as every card
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Shows whether there is a passphrase, and what can be done about it."""
        if self.workspace is None:
            return
        why_not = why_nothing_changes(self.workspace)
        has_one = not why_not and self.workspace.diary.key is not None
        self.words.setText(why_not or (words.ONE_SET if has_one else words.NONE_SET))
        for change, button in self.buttons.items():
            button.setVisible(not why_not and has_one is (change is not words.Change.SET))
        self.diary_button.setVisible(self.workspace.only_in_memory)
        self.covers.setVisible(has_one)

    def show_why_not(self, why: str) -> None:
        """Says why nothing was changed."""
        self.words.setText(why)

    def take_keyboard(self) -> None:
        """To the first button there is, where the one that was pressed may be gone."""
        for button in self.buttons.values():
            if button.isVisible():
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def show_trouble(self, trouble: str) -> None:
        """Says what couldn't be put right; "" where nothing was in the way."""
        if trouble:
            self.account.setText(trouble)
            self.account.set_tone("clay")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()


def why_nothing_changes(workspace: Workspace) -> str:
    """Why there is no passphrase to be set or taken off; "" where nothing is in the way."""
    if workspace.is_demo:
        return words.NOT_IN_DEMO
    return words.NOT_IN_MEMORY if workspace.only_in_memory else ""
