"""One thing a person wants to do again: their words, and a number whenever they like."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backrehab.core.goal_changes import change_lines
from backrehab.core.goals import GOAL_WORDS_MOST, Goal, GoalScore, words_fault
from backrehab.core.text import count, when_words
from backrehab.ui.buttons import Button, IconButton, Kind
from backrehab.ui.change_log import ChangeLog
from backrehab.ui.controls import Card, Label
from backrehab.ui.line_field import LineField
from backrehab.ui.look import Look
from backrehab.ui.reflow import FlowLayout, clear
from backrehab.ui.tab_order import keep_reading_order
from backrehab.ui.theme import Role

if TYPE_CHECKING:
    from backrehab.ui.pain_scale import PainScale

ENDS = ("0 is: I can't do it", "10 is: I can do it as before")
"""What the two ends of the scale mean."""

QUESTION = "How well can you do it now?"
_SHOWN_AT_FIRST = 3


class GoalCard(Card):
    """Its words, the scale when it is wanted, and every number with its day; nothing worked out.

    Signals:
        number_given: arg: 0 to 10.
        number_unwanted: One of the numbers is to be taken out; arg: the `GoalScore`.
        words_given: Other words; arg: they.
        put_away_wanted: It is no goal any more.
        grown: More of it is in sight now.
    """

    number_given = Signal(int)
    number_unwanted = Signal(object)
    words_given = Signal(str)
    put_away_wanted = Signal()
    grown = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("true", parent)
        self._look = look
        self._goal: Goal | None = None
        self._today = date.min
        self._shows_all = False
        self.scale: PainScale | None = None
        self.words = Label("", Role.CARD_TITLE)
        self.field = LineField(look, "Your goal in your own words")
        self.number_button = Button(look, "Give it a number, 0 to 10")
        self.save_button = Button(look, "Save", "check")
        self.close_button = Button(look, "Not now", kind=Kind.QUIET)
        self.save_words_button = Button(look, "Save the words", "check")
        self.keep_words_button = Button(look, "Leave it as it was", kind=Kind.QUIET)
        self.change_button = Button(look, "Change the words", "pencil", Kind.QUIET)
        self.put_away_button = Button(look, "Put away", "folder-open", Kind.QUIET)
        self.numbers_title = Label("Your numbers", Role.ROW_TITLE)
        self.more_button = Button(look, "", "chevron-down", Kind.QUIET)
        self.log = ChangeLog(look)
        self.log.opened.connect(self.grown)
        self.rows: list[QWidget] = []
        self.number_button.clicked.connect(self._open_scale)
        self.save_button.clicked.connect(self._save_number)
        self.close_button.clicked.connect(self._close_scale)
        self.change_button.clicked.connect(self._open_words)
        self.save_words_button.clicked.connect(self._save_words)
        self.field.entered.connect(self._save_words)
        self.keep_words_button.clicked.connect(self._close_words)
        self.put_away_button.clicked.connect(self.put_away_wanted)
        self.more_button.clicked.connect(self._show_all)
        self._lay_out()
        self._show_parts()

    @property
    def goal(self) -> Goal:
        """Whose card it is."""
        assert self._goal is not None
        return self._goal

    def show_goal(self, goal: Goal, today: date) -> None:
        """Its words and all its numbers."""
        self._goal = goal
        self._today = today
        self.words.setText(goal.words)
        self.setAccessibleName(goal.words)
        for button in (self.number_button, self.change_button, self.put_away_button):
            button.setAccessibleName(f"{button.text()}: {goal.words}")
        if self.scale is not None:
            self.scale.set_name(f"{QUESTION} {goal.words}")
        self._show_numbers()
        self.log.set_about(goal.words)
        self.log.show_lines(change_lines(goal.changes, today))

    def take_keyboard(self) -> None:
        """To the first button of the card that is in sight."""
        for button in (self.number_button, self.close_button, self.keep_words_button):
            if button.isVisible():
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    # A number

    def _open_scale(self) -> None:
        if self.scale is None:
            from backrehab.ui.pain_scale import PainScale

            name = f"{QUESTION} {self.goal.words}"
            self.scale = PainScale(self._look, None, name, ends=ENDS)
            self.scale.set_low(True)
            self.scale.chosen.connect(self._choose)
            self._scale_place.addWidget(self.scale)
            before: QWidget = self.number_button
            for button in (*self.scale.buttons, self.save_button, self.close_button):
                QWidget.setTabOrder(before, button)
                before = button
        self.scale.clear()
        self._show_parts(scale=True)
        self.scale.take_focus()
        self.grown.emit()

    def _choose(self, number: int) -> None:
        self.save_button.set_text(f"Save {number}")
        self.save_button.setAccessibleName(f"Save {number}: {self.goal.words}")
        self.save_button.show()
        self.grown.emit()

    def _save_number(self) -> None:
        if self.scale is None or self.scale.value is None:
            return
        number = self.scale.value
        self._close_scale()
        self.number_given.emit(number)

    def _close_scale(self) -> None:
        self._show_parts()
        self.number_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # Its words

    def _open_words(self) -> None:
        self.field.show_text(self.goal.words)
        self._show_parts(words=True)
        self.field.field.setFocus(Qt.FocusReason.TabFocusReason)
        self.grown.emit()

    def _save_words(self) -> None:
        words = self.field.text
        if fault := words_fault(words, GOAL_WORDS_MOST):
            self.field.show_fault(fault)
            return
        self._close_words()
        if words != self.goal.words:
            self.words_given.emit(words)

    def _close_words(self) -> None:
        self._show_parts()
        self.change_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # What was said

    def _show_all(self) -> None:
        self._shows_all = not self._shows_all
        self._show_numbers()
        self.more_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_numbers(self) -> None:
        clear(self._numbers)
        scores = self.goal.scores[::-1]
        shown = scores if self._shows_all else scores[:_SHOWN_AT_FIRST]
        self.rows = [self._row(score) for score in shown]
        for row in self.rows:
            self._numbers.addWidget(row)
        self.numbers_title.setVisible(bool(scores))
        self.more_button.setVisible(len(scores) > _SHOWN_AT_FIRST)
        every = f"Show all {count(len(scores), 'number')}"
        self.more_button.set_text("Show fewer" if self._shows_all else every)
        self.more_button.set_icon("chevron-up" if self._shows_all else "chevron-down")
        self.more_button.setAccessibleName(f"{self.more_button.text()}: {self.goal.words}")
        keep_reading_order(self)  # the rows are new

    def _row(self, score: GoalScore) -> QWidget:
        when = when_words(score.scored_at, self._today)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(14)
        number = Label(str(score.score_0_10), Role.CARD_TITLE, wraps=False)
        number.setMinimumWidth(self._look.theme.metrics(Role.CARD_TITLE).horizontalAdvance("10"))
        line.addWidget(number)
        line.addWidget(Label(when), 1)
        name = f"Take out {score.score_0_10}, {when}: {self.goal.words}"
        button = IconButton(self._look, "trash-2", name, Kind.QUIET)
        button.clicked.connect(lambda: self.number_unwanted.emit(score))
        line.addWidget(button)
        return row

    # The parts

    def _show_parts(self, *, scale: bool = False, words: bool = False) -> None:
        self._scale_frame.setVisible(scale)
        self.save_button.setVisible(
            scale and self.scale is not None and self.scale.value is not None
        )
        self.close_button.setVisible(scale)
        self.number_button.setVisible(not scale and not words)
        self.field.setVisible(words)
        self.words.setVisible(not words)
        self.save_words_button.setVisible(words)
        self.keep_words_button.setVisible(words)
        self.change_button.setVisible(not scale and not words)
        self.put_away_button.setVisible(not scale and not words)

    def _lay_out(self) -> None:
        self._scale_frame = QWidget()
        self._scale_place = QVBoxLayout(self._scale_frame)
        self._scale_place.setContentsMargins(0, 0, 0, 0)
        self._scale_place.addWidget(Label(QUESTION, Role.ROW_TITLE))
        buttons = FlowLayout(gap=10)
        for button in (
            self.number_button,
            self.save_button,
            self.close_button,
            self.save_words_button,
            self.keep_words_button,
            self.change_button,
            self.put_away_button,
        ):
            buttons.addWidget(button)
        self._numbers = QVBoxLayout()
        self._numbers.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 16, 16, 14)
        column.setSpacing(10)
        for part in (self.words, self.field, self._scale_frame):
            column.addWidget(part)
        column.addLayout(buttons)
        column.addWidget(self.numbers_title)
        column.addLayout(self._numbers)
        column.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.log)
