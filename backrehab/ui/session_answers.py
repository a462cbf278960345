"""What the person tells of the session that just ran: each answer into the diary at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from backrehab.core.clock import Clock
from backrehab.core.diary import DiarySession, EntryAnswers, SessionAnswers
from backrehab.core.errors import DiaryError
from backrehab.storage.diary import Diary
from backrehab.ui.session_record import SessionRecord


class GivenAnswers:
    """Holds the answers and writes them beside what was timed.

    An answer about an exercise goes to its entries of both sides. What was answered before the
    diary has the session, or while it can't be written, waits; the newest answer stands.

    Attributes:
        trouble: What stood in the way of the last write, in words for the person; "" when all
            is written that can be.
    """

    def __init__(self, diary: Diary, clock: Clock, record: SessionRecord) -> None:
        self._diary = diary
        self._clock = clock
        self._record = record
        self._session: dict[str, Any] = {}
        self._exercises: dict[int, dict[str, Any]] = {}
        self._session_waits = False
        self._exercises_wait: set[int] = set()
        self.trouble = ""

    def tell_session(self, **answers: object) -> None:
        """Answers about the whole session, by the names of `SessionAnswers`.

        Raises:
            ValueError: a figure off its scale, or a note that can't be kept.
        """
        replace(SessionAnswers(), **answers)  # type: ignore[arg-type]
        self._session |= answers
        self._session_waits = True
        self.write()

    def tell_exercise(self, exercise_index: int, **answers: object) -> None:
        """Answers about one exercise, by the names of `EntryAnswers`.

        Raises:
            ValueError: as for the session.
        """
        replace(EntryAnswers(), **answers)  # type: ignore[arg-type]
        self._exercises.setdefault(exercise_index, {}).update(answers)
        self._exercises_wait.add(exercise_index)
        self.write()

    def put_diary(self, diary: Diary) -> None:
        """From now on this one is written into; it has the session."""
        self._diary = diary

    def of_session(self, name: str) -> Any:
        """What was told of the session under this name; `None` where nothing was."""
        return self._session.get(name)

    def of_exercise(self, exercise_index: int, name: str) -> Any:
        """What was told of an exercise under this name; `None` where nothing was."""
        return self._exercises.get(exercise_index, {}).get(name)

    def can_tell(self, exercise_index: int) -> bool:
        """Whether the diary has anything of this exercise; one never come to isn't there."""
        return bool(self._entry_ids(exercise_index))

    @property
    def all_written(self) -> bool:
        """Whether nothing waits."""
        return not (self._session_waits or self._exercises_wait)

    def write(self) -> bool:
        """Writes what waits, as far as the diary has the session; says whether nothing waits.

        To be called again once the session has its place in the diary, and whenever something
        that waited could be written now.
        """
        if self.all_written or not self._record.session_id:
            return self.all_written
        self.trouble = ""
        if self._record.trouble and not self._record.try_again():
            self.trouble = self._record.trouble
            return False
        try:
            self._write(self._written())
        except DiaryError as error:
            self.trouble = str(error)
        return self.all_written

    def _write(self, session: DiarySession) -> None:
        now = self._clock.now()
        if self._session_waits:
            answers = replace(session.answers, **self._session)
            self._diary.answer_session(session.session_id, answers, now)
            self._session_waits = False
        entries = {entry.entry_id: entry for entry in session.entries}
        for exercise_index in sorted(self._exercises_wait):
            ids = self._entry_ids(exercise_index)
            for entry_id in ids:
                changed = replace(entries[entry_id].answers, **self._exercises[exercise_index])
                self._diary.answer_entry(entry_id, changed, now)
            if ids:
                self._exercises_wait.discard(exercise_index)

    def _entry_ids(self, exercise_index: int) -> list[str]:
        return list(self._record.entry_ids.get(exercise_index, {}).values())

    def _written(self) -> DiarySession:
        """The session as the diary has it; one that is gone on with may be days old."""
        yesterday = self._clock.now().date() - timedelta(days=1)
        for since in (yesterday, None):
            for session in self._diary.sessions(since):
                if session.session_id == self._record.session_id:
                    return session
        raise LookupError(f"no session {self._record.session_id} in the diary")
