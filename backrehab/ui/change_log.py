"""What was changed and when, in words, folded away until it is wanted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backrehab.core.diary import DiarySession
from backrehab.core.errors import DiaryError
from backrehab.core.session_facts import change_words, exercise_words, is_told
from backrehab.storage.diary import Diary
from backrehab.storage.diary_changes import changes_of, folded
from backrehab.ui.buttons import Button, Kind
from backrehab.ui.controls import Label
from backrehab.ui.look import Look
from backrehab.ui.theme import Role


class ChangeLog(QWidget):
    """A button, and under it a line for each change; nothing where nothing was changed.

    Signals:
        opened: The lines came into sight.
    """

    opened = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None, *, about: str = "") -> None:
        """`about` says whose changes they are, where a page has several logs."""
        super().__init__(parent)
        self._about = about
        self.button = Button(look, "", "clock", Kind.QUIET)
        self.button.clicked.connect(self._open_or_close)
        self.lines = Label("", Role.CAPTION, "ink2")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.lines)
        self.fold()

    def fold(self) -> None:
        """Hides the lines."""
        self.lines.hide()
        self._name_button()

    def show_changes(self, diary: Diary, session: DiarySession, now: datetime) -> None:
        """Reads the log of this session."""
        try:
            changes = folded(changes_of(diary, session.session_id))
        except DiaryError:  # whoever read the session says so
            changes = ()
        names = {entry.entry_id: exercise_words(entry) for entry in session.entries}
        lines = [
            change_words(
                change.changed_at,
                names.get(change.entry_id or "", ""),
                change.field,
                change.before,
                change.after,
                now,
            )
            for change in changes
            if is_told(change.field, of_entry=change.entry_id is not None)
            and (change.entry_id is None or change.entry_id in names)
        ]
        self.show_lines(lines)

    def show_lines(self, lines: Sequence[str]) -> None:
        """A line for each change, oldest first."""
        self.lines.setText("\n".join(lines))
        self.setVisible(bool(lines))
        if not lines:
            self.fold()

    def set_about(self, about: str) -> None:
        """Whose changes they are."""
        self._about = about
        self._name_button()

    def _open_or_close(self) -> None:
        self.lines.setVisible(self.lines.isHidden())
        self._name_button()
        if not self.lines.isHidden():
            self.opened.emit()

    def _name_button(self) -> None:
        shown = not self.lines.isHidden()
        self.button.set_text("Hide what was changed" if shown else "What was changed")
        named = f"{self.button.text()}: {self._about}" if self._about else self.button.text()
        self.button.setAccessibleName(named)
