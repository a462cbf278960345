"""A question about pain on a card, and the two numbers once half an hour's is known."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from backrehab.core.open_question_text import (
    about_words,
    head_words,
    question_words,
)
from backrehab.core.text import elapsed_words
from backrehab.ui.buttons import Button, Kind
from backrehab.ui.controls import Card, IconLabel, Label
from backrehab.ui.look import Look
from backrehab.ui.theme import Role

if TYPE_CHECKING:
    from backrehab.core.open_questions import OpenQuestion
    from backrehab.ui.pain_scale import PainScale

PICK = "Pick a number, 0 to 10"
SKIP = "Skip this question"
_EDGE = 18
"""Eleven numbers in two rows leave no more than this beside them in the side column."""


class QuestionCard(Card):
    """Asked once: a number or Skip, and it is gone.

    Attributes:
        question: What is asked; None while nothing is.

    Signals:
        number_given: arg: the number, once it was kept.
        skip_wanted: Not to be asked this.
        grown: The numbers are there now.
    """

    number_given = Signal(int)
    skip_wanted = Signal()
    grown = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("question", parent)
        self._look = look
        self.question: OpenQuestion | None = None
        self.scale: PainScale | None = None
        self.head = Label("", Role.ROW_TITLE, "clay")
        self.title = Label("", Role.CARD_TITLE)
        self.about = Label("")
        self.pick_button = Button(look, PICK, kind=Kind.CLAY)
        self.save_button = Button(look, "Save", "check", Kind.CLAY)
        self.skip_button = Button(look, SKIP, kind=Kind.QUIET_CLAY)
        self.pick_button.clicked.connect(self._open_scale)
        self.save_button.clicked.connect(self._save)
        self.skip_button.clicked.connect(self.skip_wanted)
        self._lay_out()
        self.close_scale()

    def ask(self, question: OpenQuestion, now: datetime) -> None:
        """Asks this, from its beginning."""
        self.question = question
        self.close_scale()
        self.show_time(now)

    def forget(self) -> None:
        """Nothing is asked."""
        self.question = None
        self.close_scale()

    def show_time(self, now: datetime) -> None:
        """Says how long ago it is."""
        if self.question is None:
            return
        words = question_words(self.question, now)
        self.head.setText(head_words(self.question, now))
        self.title.setText(words)
        self.about.setText(about_words(self.question, now))
        self.setAccessibleName(f"{self.head.text()}. {words}")
        self.pick_button.setAccessibleDescription(f"{words} {self.about.text()}")
        self.skip_button.setAccessibleDescription(words)
        if self.scale is not None:
            self.scale.set_name(words)

    def set_flat(self, flat: bool) -> None:
        """Whether the buttons stand beside the words."""
        directions = QBoxLayout.Direction
        self._flat = flat
        beside = flat and not self._is_open
        self._top.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        self._top.setSpacing(24 if beside else 14)
        self._buttons.setDirection(
            directions.LeftToRight if flat and self._is_open else directions.TopToBottom
        )

    def close_scale(self) -> None:
        """Back to the question alone."""
        if self.scale is not None:
            self.scale.clear()
        self._show_parts(is_open=False)

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in order."""
        numbers = self.scale.buttons if self.scale is not None else []
        return [self.pick_button, *numbers, self.save_button, self.skip_button]

    # The numbers.

    def _open_scale(self) -> None:
        if self.scale is None:
            from backrehab.ui.pain_scale import PainScale

            self.scale = PainScale(self._look, None, self.title.text())
            self.scale.set_low(True)
            self.scale.chosen.connect(self._choose)
            self._scale_place.addWidget(self.scale)
            for before, after in pairwise(self.stops()):
                QWidget.setTabOrder(before, after)
        self._show_parts(is_open=True)
        self.scale.take_focus()
        self.grown.emit()

    def _choose(self, number: int) -> None:
        self.save_button.set_text(f"Save {number}")
        self.save_button.show()
        self.grown.emit()

    def _save(self) -> None:
        if self.scale is not None and self.scale.value is not None:
            self.number_given.emit(self.scale.value)

    def _show_parts(self, *, is_open: bool) -> None:
        self._is_open = is_open
        self.pick_button.setVisible(not is_open)
        self.save_button.setVisible(
            is_open and self.scale is not None and self.scale.value is not None
        )
        if self.scale is not None:
            self.scale.setVisible(is_open)
        self._scale_frame.setVisible(is_open)
        self.set_flat(self._flat)

    def _lay_out(self) -> None:
        self._flat = self._is_open = False
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(IconLabel(self._look, "clock", "clay"))
        head.addWidget(self.head, 1)
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addLayout(head)
        words.addWidget(self.title)
        words.addWidget(self.about)
        words.addStretch(1)
        self._scale_frame = QWidget()
        self._scale_place = QVBoxLayout(self._scale_frame)
        buttons = QVBoxLayout()
        buttons.setSpacing(0)
        self._buttons = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._buttons.setSpacing(4)
        self._buttons.addWidget(self.pick_button)
        self._buttons.addWidget(self.save_button)
        self._buttons.addWidget(self.skip_button)
        buttons.addStretch(1)
        buttons.addLayout(self._buttons)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE, 16, _EDGE, 10)
        column.setSpacing(0)
        self._scale_place.setContentsMargins(0, 0, 0, 0)
        self._top = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._top.addLayout(words, 3)
        self._top.addWidget(self._scale_frame)
        self._top.addLayout(buttons, 2)
        column.addLayout(self._top)


class BeforeAndAfterCard(Card):
    """The number before a session and the one after it, beside the page's own words.

    Signals:
        close_wanted: It was read.
    """

    close_wanted = Signal()

    def __init__(self, look: Look, rule: str, parent: QWidget | None = None) -> None:
        super().__init__("true", parent)
        self.before = Label("", Role.CARD_TITLE, wraps=False)
        self.after = Label("", Role.CARD_TITLE, wraps=False)
        self.after_words = Label("")
        self.rule = Label(rule, Role.BODY)
        self.close_button = Button(look, "Close", kind=Kind.QUIET)
        self.close_button.clicked.connect(self.close_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 12)
        column.setSpacing(8)
        column.addWidget(Label("Your two numbers", Role.ROW_TITLE))
        for number, words in ((self.before, Label("before")), (self.after, self.after_words)):
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(number, 0, Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(words, 1, Qt.AlignmentFlag.AlignVCenter)
            column.addLayout(row)
        column.addWidget(Label("The pain guide says:", Role.CAPTION))
        column.addWidget(self.rule)
        column.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_numbers(self, before: int, after: int, minutes: int) -> None:
        """Both as they were given."""
        self.before.setText(str(before))
        self.after.setText(str(after))
        self.after_words.setText(f"{elapsed_words(minutes)} after")
        self.setAccessibleName(f"Pain {before} before, {after} {self.after_words.text()}")
