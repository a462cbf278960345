"""Taking a session or an exercise out of the diary, and putting it back until the next start."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from backrehab.core.clock import Clock
from backrehab.core.diary import DiaryEntry, DiarySession
from backrehab.core.errors import DiaryError
from backrehab.core.session_facts import exercise_words
from backrehab.core.text import when_words
from backrehab.storage.diary import Diary
from backrehab.storage.diary_changes import (
    delete_entry,
    delete_session,
    last_deleted,
    put_back,
    undelete_entry,
    undelete_session,
)
from backrehab.ui.toast import Toast


class Deleting(QObject):
    """Deletes at once and without a question, since Undo and Ctrl+Z put it back.

    Signals:
        changed: The diary has something less, or again; whatever shows it reads anew.
    """

    changed = Signal()

    def __init__(
        self, clock: Clock, toast: Callable[[], Toast], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._toast = toast

    def session(self, diary: Diary, session: DiarySession) -> bool:
        """Takes a session out; false where the diary can't be written, which is said."""
        now = self._clock.now()
        words = f"Deleted: {when_words(session.started_at, now.date())}."
        return self._do(
            lambda: delete_session(diary, session.session_id, now),
            lambda: undelete_session(diary, session.session_id),
            words,
        )

    def entry(self, diary: Diary, entry: DiaryEntry) -> bool:
        """The same for one exercise and side."""
        now = self._clock.now()
        return self._do(
            lambda: delete_entry(diary, entry.entry_id, now),
            lambda: undelete_entry(diary, entry.entry_id),
            f"Deleted: {exercise_words(entry)}.",
        )

    def put_back_last(self, diary: Diary) -> None:
        """Puts back what was taken out last, however long the toast has gone."""
        try:
            deleted = last_deleted(diary)
        except DiaryError as error:
            self._toast().say(str(error))
            return
        if deleted is not None:
            when = when_words(deleted.started_at, self._clock.now().date())
            self._put_back(lambda: put_back(diary, deleted), f"It is back: {when}.")

    def _do(self, delete: Callable[[], None], undo: Callable[[], None], words: str) -> bool:
        try:
            delete()
        except DiaryError as error:
            self._toast().say(str(error))
            return False
        self._toast().say(words, undo=lambda: self._put_back(undo))
        self.changed.emit()
        return True

    def _put_back(self, undo: Callable[[], None], words: str = "It is back.") -> None:
        try:
            undo()
        except DiaryError as error:
            self._toast().say(str(error))
            return
        self._toast().say(words)
        self.changed.emit()
