"""After a session: the pain question, then what was done; each can be passed by one press."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from backrehab.core.model import PainGuide
from backrehab.core.routine import Routine
from backrehab.core.session_summary import Done, ExerciseSummary, heading, last_done, summary
from backrehab.ui.after_bar import AfterBar
from backrehab.ui.done_page import DonePage
from backrehab.ui.look import Look
from backrehab.ui.pain_page import PainPage
from backrehab.ui.preferences import AskWorst
from backrehab.ui.session_answers import GivenAnswers
from backrehab.ui.session_record import SessionRecord
from backrehab.ui.workspace import Workspace

_PAIN_OF_EXERCISE = "pain_worst_exercise_0_10"
_PAIN_OF_SESSION = "pain_worst_session_0_10"


class AfterPages(QWidget):
    """Asks for the worst pain as the person set it, and shows the facts of the session.

    Attributes:
        bar: What was done, on both pages.
        pain_page: The question; passed over where it isn't wanted or nothing was done.
        done_page: How it went, and the way out.

    Signals:
        finished: The person has finished.
        again_wanted: The same session once more.
        help_wanted: The person wants the help cards.
        save_wanted: What could not be written is to be tried again.
    """

    finished = Signal()
    again_wanted = Signal()
    help_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, look: Look, guide: PainGuide | None, parent: QWidget | None = None) -> None:
        """Without a `guide` nothing is asked and no rule is shown."""
        super().__init__(parent)
        self._guide = guide
        self._exercises: tuple[ExerciseSummary, ...] = ()
        self._record: SessionRecord | None = None
        self._answers: GivenAnswers | None = None
        self._workspace: Workspace | None = None
        self._asked_exercise: int | None = None
        self._asks = False
        self.setProperty("page", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.bar = AfterBar(look)
        self.pain_page = PainPage(look, guide, self)
        self.done_page = DonePage(look, guide.after_exercise if guide else "", self)
        self._pages = QStackedLayout()
        self._pages.addWidget(self.pain_page)
        self._pages.addWidget(self.done_page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addLayout(self._pages, 1)
        self.bar.help_wanted.connect(self.help_wanted)
        self.bar.save_wanted.connect(self.save_wanted)
        self.pain_page.chosen.connect(self._tell_pain)
        self.pain_page.noted.connect(self._tell_note)
        self.pain_page.done.connect(self._show_done)
        self.done_page.reported.connect(self._tell_report)
        self.done_page.effort_told.connect(self._tell_effort)
        self.done_page.reasoned.connect(self._tell_reason)
        self.done_page.noted.connect(self._tell_note)
        self.done_page.question_wanted.connect(self._show_question)
        self.done_page.again_wanted.connect(self.again_wanted)
        self.done_page.leave_wanted.connect(self.finished)

    def show_session(
        self, routine: Routine, record: SessionRecord, answers: GivenAnswers, workspace: Workspace
    ) -> None:
        """Begins with the question where there is one to ask, else with what was done."""
        self._record, self._answers, self._workspace = record, answers, workspace
        self._exercises = summary(routine, record.results)
        whole = all(exercise.done is Done.WHOLE for exercise in self._exercises)
        self.bar.show_done(*heading(routine, self._exercises), whole=whole)
        self.show_saved()
        self._asks = self._find_question()
        if self._asks:
            self._show_question()
        else:
            self._show_done()

    def show_saved(self) -> None:
        """Says anew whether all is in the diary."""
        if self._workspace is not None:
            self.bar.show_saved(self.trouble, self._workspace)

    @property
    def trouble(self) -> str:
        """What stands in the way of what was done or told, in words; "" where nothing does."""
        if self._record is None or self._answers is None:
            return ""
        return self._record.trouble or self._answers.trouble

    def take_keyboard(self) -> None:
        """Puts the keyboard where it belongs on the page in sight."""
        if self._pages.currentWidget() is self.pain_page:
            self.pain_page.take_keyboard()
        else:
            self.done_page.take_keyboard()

    # Which question, if any.

    def _find_question(self) -> bool:
        """Whether to ask, and about which exercise; `None` is the session as a whole."""
        assert self._answers is not None
        assert self._workspace is not None
        self._asked_exercise = None
        last = last_done(self._exercises)
        when = self._workspace.preferences.ask_worst
        if self._guide is None or last is None or when is AskWorst.NEVER:
            return False
        if when is AskWorst.AFTER_EACH:
            self._asked_exercise = last.exercise_index
            return self._answers.of_exercise(last.exercise_index, _PAIN_OF_EXERCISE) is None
        return True

    def _show_question(self) -> None:
        assert self._answers is not None
        if self._asked_exercise is None:
            number = self._answers.of_session(_PAIN_OF_SESSION)
            what = "the exercise" if len(self._exercises) == 1 else "the exercises"
        else:
            number = self._answers.of_exercise(self._asked_exercise, _PAIN_OF_EXERCISE)
            what = self._exercises[self._asked_exercise].title
            what = "the exercise" if len(self._exercises) == 1 else f"\u201c{what}\u201d"
        words = f"Pick the number for the worst moment while you did {what}."
        self.pain_page.ask(words, number, self._answers.of_session("note") or "")
        self._pages.setCurrentWidget(self.pain_page)
        self.take_keyboard()

    def _show_done(self) -> None:
        assert self._answers is not None
        self.done_page.show_done(self._exercises, self._answers, asked=self._asks)
        self._pages.setCurrentWidget(self.done_page)
        self.take_keyboard()

    # What is told.

    def _tell_pain(self, number: int | None) -> None:
        assert self._answers is not None
        if self._asked_exercise is None:
            self._answers.tell_session(pain_worst_session_0_10=number)
        else:
            self._answers.tell_exercise(self._asked_exercise, pain_worst_exercise_0_10=number)
        self.show_saved()

    def _tell_report(self, exercise_index: int, report: object, times: int | None) -> None:
        assert self._answers is not None
        self._answers.tell_exercise(exercise_index, own_report=report, own_report_reps=times)
        self.show_saved()

    def _tell_reason(self, exercise_index: int, words: str) -> None:
        assert self._answers is not None
        self._answers.tell_exercise(exercise_index, skip_reason=words)
        self.show_saved()

    def _tell_effort(self, number: int) -> None:
        """Asked where the session had one exercise only."""
        assert self._answers is not None
        self._answers.tell_exercise(0, effort_0_10=number)
        self.show_saved()

    def _tell_note(self, note: str) -> None:
        if self._answers is not None:
            self._answers.tell_session(note=note)
            self.show_saved()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._pages.currentWidget() is self.pain_page:
            self.pain_page.go_on()
        else:
            self.done_page.leave()
