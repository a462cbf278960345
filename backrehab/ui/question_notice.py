"""A question about pain, told of wherever the person is; and what is said once it is answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from backrehab.core.clock import Clock
from backrehab.cues.tones import Tones
from backrehab.ui.navigation import Navigation
from backrehab.ui.pages import Pages
from backrehab.ui.questions import Questions
from backrehab.ui.workspace import Workspace

if TYPE_CHECKING:
    from backrehab.core.open_questions import OpenQuestion
    from backrehab.ui.toast import Toast

_STAYS_MS = 60_000
"""How long a question is told of on another page; its card on Today stays."""


class QuestionNotice(QObject):
    """The question's card is on Today; from elsewhere a notice leads there."""

    def __init__(
        self,
        questions: Questions,
        pages: Pages,
        navigation: Navigation,
        clock: Clock,
        tones: Tones,
        workspace: Callable[[], Workspace],
        toast: Callable[[], Toast],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._questions = questions
        self._pages = pages
        self._navigation = navigation
        self._clock = clock
        self._tones = tones
        self._workspace = workspace
        self._toast = toast
        self._leads_on: Toast | None = None
        questions.came.connect(self._tell)
        questions.failed.connect(lambda words: toast().say(words))
        navigation.changed.connect(self.look)
        pages.made.connect(self._connect)

    def look(self) -> None:
        """Whenever the page changes: what was done or written there may open or close one."""
        self._questions.set_held(not self._navigation.may_leave)
        if self._navigation.in_sight and self._navigation.may_leave:
            self._questions.look_at_the_clock()
            self._questions.refresh()
        is_needless = self._is_on_today or self._questions.question is None
        if is_needless and self._leads_on is not None and self._leads_on.leads_on:
            self._leads_on.go()  # it leads here, or there is nothing to lead to any more

    @property
    def _is_on_today(self) -> bool:
        return self._navigation.trail.current == "today"

    def _connect(self, name: str) -> None:
        if name == "today":
            self._pages.today.question.answered.connect(self._say_answered)
            self._pages.today.question.put_away.connect(self._say_put_away)

    def _tell(self) -> None:
        from backrehab.core.open_question_text import notice_words
        from backrehab.core.open_questions import Moment

        question = self._questions.question
        if question is None:
            return
        words = notice_words(question, self._clock.now())
        if self._is_on_today:
            from backrehab.ui.announce import announce

            announce(self._pages, words)
        else:
            self._leads_on = self._toast()
            self._leads_on.say(words, self._show, action="Answer", stays_ms=_STAYS_MS)
        if question.moment is Moment.AFTER and self._workspace().preferences.ask_with_tone:
            from backrehab.core.cues import Cue

            self._tones.play(Cue.REST)

    def _show(self) -> None:
        self._navigation.go("today")
        if place := self._pages.today.question.place_to_begin():
            place.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_answered(self, question: OpenQuestion, pain_0_10: int) -> None:
        from backrehab.core.open_question_text import answered_words
        from backrehab.ui.unsaved_words import kept_words

        words = answered_words(question, pain_0_10, self._clock.now())
        words = f"{words} {kept_words(self._workspace())}"
        self._toast().say(words, lambda: self._questions.take_back(question))

    def _say_put_away(self, question: OpenQuestion) -> None:
        words = "The question is skipped."
        self._toast().say(words, lambda: self._questions.take_back(question))
