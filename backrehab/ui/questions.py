"""Which question about pain is open, as time goes by, and the answers to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from backrehab.core.clock import Clock
from backrehab.core.errors import DiaryError
from backrehab.ui.workspace import Workspace

if TYPE_CHECKING:
    from backrehab.core.diary import DiarySession
    from backrehab.core.open_questions import Asking, OpenQuestion

_LOOK_AT_THE_CLOCK_MS = 10_000
"""How late a question may come."""


class Questions(QObject):
    """Looks at the clock while a question may come, and at the diary when it was written in.

    Nothing is read before the first `refresh`.

    Signals:
        changed: Another question is open, or none.
        came: Time has opened a question while the program ran.
        failed: An answer could not be written; arg: why, for the person.
    """

    changed = Signal()
    came = Signal()
    failed = Signal(str)

    def __init__(self, clock: Clock, after_minutes: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._after_minutes = after_minutes
        self._workspace: Workspace | None = None
        self._sessions: list[DiarySession] = []
        self._question: OpenQuestion | None = None
        self._seen: set[tuple[str, str]] = set()
        self._held = False
        self._watch = QTimer(self)
        self._watch.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._watch.setInterval(_LOOK_AT_THE_CLOCK_MS)
        self._watch.timeout.connect(self.look_at_the_clock)

    @property
    def question(self) -> OpenQuestion | None:
        """The one that is open now."""
        return self._question

    @property
    def waits(self) -> bool:
        """Whether it looks at the clock at all."""
        return self._watch.isActive()

    def set_workspace(self, workspace: Workspace) -> None:
        """Whose sessions are asked about; `refresh` reads them."""
        self._workspace = workspace
        self._sessions = []
        self._take(None)
        self._watch.stop()

    def set_held(self, held: bool) -> None:
        """Nothing is asked, and the clock is not looked at: a session runs."""
        self._held = held
        if held:
            self._watch.stop()
            self._take(None)

    def refresh(self) -> None:
        """Reads the last sessions, and sees which question is open."""
        if self._workspace is None or self._held:
            return
        from datetime import timedelta

        from backrehab.core.open_questions import may_come

        now = self._clock.now()
        try:
            self._sessions = self._workspace.diary.sessions(now.date() - timedelta(days=1))
        except DiaryError:
            self._sessions = []  # the page itself says what is wrong with the diary
        self._look()
        if may_come(self._sessions, now, self._asking()):
            self._watch.start()
        else:
            self._watch.stop()

    def look_at_the_clock(self) -> None:
        """Sees whether time has opened a question or closed it."""
        seen = self._seen.copy()
        self._look()
        if self._seen != seen:
            self.refresh()  # it may have been answered in the diary's own page
        if self._question is not None and _name_of(self._question) not in seen:
            self.came.emit()

    # What the person says.

    def answer(self, pain_0_10: int) -> bool:
        """Writes the number down for the open question; says whether it could be."""
        from backrehab.core.open_questions import with_answer

        question = self._question
        if question is None or self._workspace is None:
            return False
        now = self._clock.now()
        try:
            session = self._workspace.diary.session(question.session_id)
            if session is not None:
                answers = with_answer(session.answers, question, pain_0_10, now)
                self._workspace.diary.answer_session(question.session_id, answers, now)
        except DiaryError as error:
            self.failed.emit(str(error))
            return False
        self.refresh()
        return True

    def take_back(self, question: OpenQuestion) -> None:
        """Takes the answer to a question out again, or asks again what was put away."""
        from backrehab.core.open_questions import without_answer

        if self._workspace is None:
            return
        try:
            session = self._workspace.diary.session(question.session_id)
            if session is not None:
                answers = without_answer(session.answers, question.moment)
                if answers != session.answers:
                    self._workspace.diary.answer_session(
                        question.session_id, answers, self._clock.now()
                    )
                self._put_away(question, away=False)
        except DiaryError as error:
            self.failed.emit(str(error))
        self.refresh()

    def skip(self) -> bool:
        """The open question is not asked again; says whether that could be written."""
        if self._question is None:
            return False
        try:
            self._put_away(self._question, away=True)
        except DiaryError as error:
            self.failed.emit(str(error))
            return False
        self.refresh()
        return True

    def _put_away(self, question: OpenQuestion, *, away: bool) -> None:
        from backrehab.core.open_questions import Moment
        from backrehab.storage.diary_changes import skip_after, skip_morning

        assert self._workspace is not None
        skip = skip_morning if question.moment is Moment.MORNING else skip_after
        skip(self._workspace.diary, question.session_id, skipped=away)

    def _look(self) -> None:
        if self._held or self._workspace is None:
            return
        from backrehab.core.open_questions import open_question

        self._take(open_question(self._sessions, self._clock.now(), self._asking()))

    def _take(self, question: OpenQuestion | None) -> None:
        if question != self._question:
            self._question = question
            if question is not None:
                self._seen.add(_name_of(question))
            self.changed.emit()

    def _asking(self) -> Asking:
        from backrehab.core.open_questions import Asking

        assert self._workspace is not None
        preferences = self._workspace.preferences
        return Asking(
            after_minutes=self._after_minutes,
            after=preferences.ask_pain_after,
            morning=preferences.ask_next_morning,
        )


def _name_of(question: OpenQuestion) -> tuple[str, str]:
    return question.session_id, question.moment.value
