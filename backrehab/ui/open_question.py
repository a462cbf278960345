"""The place on Today where an open question about pain stands, empty while there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backrehab.core.clock import Clock
from backrehab.core.model import PainGuide
from backrehab.ui.look import Look
from backrehab.ui.questions import Questions

if TYPE_CHECKING:
    from backrehab.core.open_questions import OpenQuestion
    from backrehab.ui.question_card import BeforeAndAfterCard, QuestionCard


class OpenQuestionPlace(QWidget):
    """The card of a question; after half an hour's answer the two numbers, while one stays here.

    Signals:
        answered: The question was answered; args: it, and the number.
        put_away: It was skipped; arg: it.
        grown: The card is larger now.
        gone: What had the keyboard is no longer there.
        made: There are new stops for the Tab key.
    """

    answered = Signal(object, int)
    put_away = Signal(object)
    grown = Signal()
    gone = Signal()
    made = Signal()

    def __init__(
        self,
        look: Look,
        clock: Clock,
        guide: PainGuide,
        questions: Questions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._clock = clock
        self._guide = guide
        self._questions = questions
        self._flat = self._hands_on_later = False
        self.card: QuestionCard | None = None
        self.numbers: BeforeAndAfterCard | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.hide()
        questions.changed.connect(self.show_question)
        self.show_question()

    def show_question(self) -> None:
        """Shows the question that is open now; the same one goes on where it was."""
        question = self._questions.question
        had_keyboard = self._has_keyboard()
        if question is not None:
            card = self._made_card()
            if question != card.question:
                self._hide_numbers()
                card.ask(question, self._clock.now())
            card.show()
        elif self.card is not None:
            self.card.forget()
            self.card.hide()
        self._show_if_any()
        if had_keyboard and not self._hands_on_later and not self._has_keyboard():
            self._hand_on(had_keyboard)

    def look_at_the_clock(self) -> None:
        """Says how long ago it is by now."""
        if self.card is not None and self.card.question is not None:
            self.card.show_time(self._clock.now())

    def leave(self) -> None:
        """The page is left: what was answered is not shown again."""
        self._hide_numbers()
        if self.card is not None:
            self.card.close_scale()
        self._show_if_any()

    def set_flat(self, flat: bool) -> None:
        """Whether it is wide and low, with the buttons beside the words."""
        self._flat = flat
        if self.card is not None:
            self.card.set_flat(flat)

    def place_to_begin(self) -> QWidget | None:
        """What gets the keyboard from a notice; none while nothing is asked."""
        if self.card is None or self.card.question is None:
            return None
        return self.card.pick_button

    def stops(self) -> list[QWidget]:
        """Where Tab stops here, in order."""
        stops: list[QWidget] = [self.numbers.close_button] if self.numbers is not None else []
        if self.card is not None:
            stops += self.card.stops()
        return stops

    # Its cards, made when they are first wanted: most starts have no question.

    def _made_card(self) -> QuestionCard:
        if self.card is None:
            from backrehab.ui.question_card import QuestionCard

            card = self.card = QuestionCard(self._look)
            card.set_flat(self._flat)
            card.number_given.connect(self._answer)
            card.skip_wanted.connect(self._skip)
            card.grown.connect(self.grown)
            self._column.addWidget(card)
            self.made.emit()
        return self.card

    def _answer(self, pain_0_10: int) -> None:
        question, now = self._questions.question, self._clock.now()
        had_keyboard = self._has_keyboard()
        self._hands_on_later = True
        done = self._questions.answer(pain_0_10)
        self._hands_on_later = False
        if question is None or not done:
            return
        self._show_numbers(question, pain_0_10, question.minutes(now))
        self.answered.emit(question, pain_0_10)
        self._hand_on(had_keyboard)

    def _skip(self) -> None:
        question = self._questions.question
        had_keyboard = self._has_keyboard()
        self._hands_on_later = True
        done = self._questions.skip()
        self._hands_on_later = False
        if question is None or not done:
            return
        self.put_away.emit(question)
        self._hand_on(had_keyboard)

    def _show_numbers(self, question: OpenQuestion, pain_0_10: int, minutes: int) -> None:
        """Both numbers and the page's own words beside them; nothing is concluded."""
        from backrehab.core.open_questions import Moment

        before = question.pain_before_0_10
        if question.moment is not Moment.AFTER or before is None:
            return
        if self.numbers is None:
            from backrehab.ui.question_card import BeforeAndAfterCard

            self.numbers = BeforeAndAfterCard(self._look, self._guide.after_exercise)
            self.numbers.close_wanted.connect(self._close_numbers)
            self._column.insertWidget(0, self.numbers)
            self.made.emit()
        self.numbers.show_numbers(before, pain_0_10, minutes)
        self.numbers.show()
        self._show_if_any()
        self.grown.emit()

    def _close_numbers(self) -> None:
        had_keyboard = self._has_keyboard()
        self._hide_numbers()
        self._show_if_any()
        self._hand_on(had_keyboard)

    def _hide_numbers(self) -> None:
        if self.numbers is not None:
            self.numbers.hide()

    def _show_if_any(self) -> None:
        self.setVisible(
            any(it is not None and not it.isHidden() for it in (self.card, self.numbers))
        )

    def _has_keyboard(self) -> bool:
        focus = self.window().focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def _hand_on(self, had_keyboard: bool) -> None:
        """The keyboard goes to what comes next, where it would be lost with the card."""
        if not had_keyboard:
            return
        for place in (self.place_to_begin(), self.numbers and self.numbers.close_button):
            if place is not None and place.isVisible():
                place.setFocus()
                return
        self.gone.emit()
