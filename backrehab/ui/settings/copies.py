"""The dated copies of the diary: what is in each, and one of them put back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backrehab.core.clock import Clock
from backrehab.storage.backup import Backup, count_backups, list_backups
from backrehab.storage.copy_names import backups_of
from backrehab.ui.buttons import Button
from backrehab.ui.controls import Label, Rule
from backrehab.ui.copy_words import day_and_time, holds_words, title_words, why_words
from backrehab.ui.errand import Errand
from backrehab.ui.look import Look
from backrehab.ui.passphrase_words import COPY_CLOSED, OPEN_COPY
from backrehab.ui.reflow import clear
from backrehab.ui.settings.card import SettingsCard
from backrehab.ui.theme import Role
from backrehab.ui.unsaved_words import NO_COPIES, OPEN_IT
from backrehab.ui.workspace import Workspace

if TYPE_CHECKING:
    from backrehab.storage.diary import Diary

AT_FIRST = 3
"""So many copies are shown until more are asked for: each is read from end to end."""

_LEFT = Qt.AlignmentFlag.AlignLeft
_LOOKING = "Looking at the copies…"


class CopiesCard(SettingsCard):
    """Newest first, a few at first; looked through in a thread, as that may take a moment.

    Attributes:
        rows: The copies in sight.

    Signals:
        put_back_wanted: A copy is to take the diary's place; arg: the `Backup`.
        open_wanted: A copy is to be opened with its passphrase; arg: its file.
        diary_wanted: The diary itself is to be opened.
        shown: The copies are in sight.
    """

    put_back_wanted = Signal(object)
    open_wanted = Signal(object)
    diary_wanted = Signal()
    shown = Signal()

    def __init__(self, look: Look, clock: Clock) -> None:
        super().__init__("Copies of your diary")
        self._look = look
        self._clock = clock
        self._errand: Errand | None = None
        self._looked_at: Diary | None = None
        self._most: int | None = AT_FIRST
        self._just_opened: Path | None = None
        self.rows: list[CopyRow] = []
        self.words = self.add_words("")
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        self.column.addLayout(self._list)
        self.diary_button = Button(look, OPEN_IT, "lock")
        self.diary_button.clicked.connect(self.diary_wanted)
        self.diary_button.hide()
        self.column.addWidget(self.diary_button, 0, _LEFT)
        self.more_button = Button(look, "Show older copies")
        self.column.addWidget(self.more_button, 0, _LEFT)
        self.place = self.add_words("", Role.CAPTION)
        self.place.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.more_button.clicked.connect(self._show_all)
        self.more_button.hide()

    def show_set(self, workspace: Workspace) -> None:
        if self.isVisible() and workspace.diary is not self._looked_at:
            self._most = AT_FIRST
            self.look_at_copies()

    def look_at_copies(self) -> None:
        """Looks through the newest copies and shows them."""
        self.leave()
        self._looked_at = self.workspace.diary if self.workspace else None
        diary = self._diary
        self.place.setVisible(diary is not None)
        is_closed = self.workspace is not None and self.workspace.only_in_memory
        self.diary_button.setVisible(is_closed)
        if is_closed:
            self._take_none(NO_COPIES)
            return
        if diary is None:
            self._take_none("The demo has no copies: it is not kept in a file.")
            return
        self.place.setText(f"The copies are in {backups_of(diary)}")
        if not count_backups(diary):
            self._take_none(
                "There is no copy yet. One is made by itself when you close BackRehab."
            )
            return
        self.words.setText(_LOOKING)
        today, most = self._clock.now().date(), self._most
        self._errand = Errand(lambda progress: list_backups(diary, today, most, progress), self)
        self._errand.done.connect(self._take)
        self._errand.failed.connect(lambda error: self._take_none(str(error)))
        self._errand.start()

    def take_opened(self, copy: Path) -> None:
        """Looks through them again, as one can be opened now; the keyboard goes to its row."""
        self._just_opened = copy
        self.look_at_copies()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._most = AT_FIRST
        self.look_at_copies()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.leave()

    @property
    def _diary(self) -> Path | None:
        """Its file; `None` where it has none."""
        if self.workspace is None or self.workspace.is_demo or self.workspace.only_in_memory:
            return None
        return self.workspace.diary.path

    def leave(self) -> None:
        """Stops looking through them: none is open any more."""
        if self._errand is not None:
            self._errand.leave()
            self._errand = None

    def _show_all(self) -> None:
        self._most = None
        self.look_at_copies()

    def _take_none(self, words: str) -> None:
        self._show_rows([])
        self.words.setText(words)
        self.more_button.hide()

    def _take(self, copies: list[Backup]) -> None:
        diary = self._diary
        self.words.setText(
            "One is made by itself on each day you use your diary, up to date when you close "
            "BackRehab. You can go back to one."
        )
        held = self.more_button.hasFocus()
        before = len(self.rows)
        self._show_rows(copies)
        older = (count_backups(diary) if diary else 0) - len(copies)
        self.more_button.set_text(f"Show {older} older")
        self.more_button.setVisible(older > 0)
        if held and not self.more_button.isVisible() and len(self.rows) > before:
            self.rows[before].take_keyboard()
        for row in self.rows:
            if row.copy.path == self._just_opened:
                row.take_keyboard()
        self._just_opened = None
        self.shown.emit()

    def _show_rows(self, copies: list[Backup]) -> None:
        clear(self._list)
        self.rows = [CopyRow(self._look, copy) for copy in copies]
        for row in self.rows:
            self._list.addWidget(row)
            wanted = self.open_wanted if row.is_closed else self.put_back_wanted
            about = row.copy.path if row.is_closed else row.copy
            row.button.clicked.connect(
                lambda _checked=False, wanted=wanted, about=about: wanted.emit(about)
            )


class CopyRow(QWidget):
    """One copy: its day, what is in it, and the button that puts it back.

    Attributes:
        is_closed: Whether it is under a passphrase that was not told; then the button asks for it.
    """

    def __init__(self, look: Look, copy: Backup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.copy = copy
        self.is_closed = copy.contents is None and _is_closed(copy.path)
        day = day_and_time(copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Rule())
        self.title = Label(title_words(copy), Role.ROW_TITLE)
        column.addWidget(self.title)
        self.holds = Label(holds_words(copy.contents) if copy.contents else copy.trouble)
        column.addWidget(self.holds)
        if why := why_words(copy.reason):
            column.addWidget(Label(why, Role.CAPTION, "ink2"))
        if self.is_closed:
            self.holds.setText(COPY_CLOSED)
            self.button = Button(look, OPEN_COPY, "lock")
            self.button.setAccessibleName(f"Open the copy of {day} with its passphrase")
        else:
            self.button = Button(look, "Put this copy back", "rotate-ccw")
            self.button.setAccessibleName(f"Put the copy of {day} back")
        column.addWidget(self.button, 0, _LEFT)
        self.button.setVisible(self.is_closed or copy.contents is not None)

    def take_keyboard(self) -> None:
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)


def _is_closed(copy: Path) -> bool:
    from backrehab.storage.passphrase import is_under_passphrase, is_unlocked  # seldom needed

    return is_under_passphrase(copy) and not is_unlocked(copy)
