"""The pain before and afterwards side by side, with the rule as it stands in the content."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from backrehab.core.diary import SessionAnswers
from backrehab.core.session_facts import later_words, number_words
from backrehab.core.text import NOTHING
from backrehab.ui.controls import Card, IconLabel, Label
from backrehab.ui.look import Look
from backrehab.ui.theme import Role


class TwoNumbers(Card):
    """Nothing is made of the two: the words are the same whatever the numbers."""

    def __init__(self, look: Look, rule: str, parent: QWidget | None = None) -> None:
        super().__init__("tint", parent)
        self.before = Label("", Role.PAGE_TITLE, wraps=False)
        self.after = Label("", Role.PAGE_TITLE, wraps=False)
        self.after_words = Label("", Role.CAPTION)
        self.rule = Label(rule, Role.BODY)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(22, 14, 22, 14)
        self._row.setSpacing(24)
        numbers = QHBoxLayout()
        numbers.setSpacing(32)
        for number, words in (
            (self.before, Label("Before", Role.CAPTION)),
            (self.after, self.after_words),
        ):
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(number)
            column.addWidget(words)
            numbers.addLayout(column)
        rule_line = QHBoxLayout()
        rule_line.setSpacing(12)
        icon = IconLabel(look, "clock", "primary", 26)
        rule_line.addWidget(icon, 0, Qt.AlignmentFlag.AlignVCenter)
        rule_line.addWidget(self.rule, 1)
        self._row.addLayout(numbers)
        self._row.addLayout(rule_line, 1)

    def show_answers(self, answers: SessionAnswers) -> None:
        """Writes both numbers."""
        for label, number in (
            (self.before, answers.pain_before_0_10),
            (self.after, answers.pain_after_0_10),
        ):
            label.setText(NOTHING if number is None else str(number))
            label.setAccessibleName(number_words(number))
        self.after_words.setText(later_words(answers.pain_after_minutes))

    def stack(self, stacked: bool) -> None:
        """The rule under the numbers where there is little room."""
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.TopToBottom if stacked else directions.LeftToRight)
