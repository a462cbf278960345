"""Scores from the clinic: a name, a value and a day, kept as they were told."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backrehab.core.clock import Clock
from backrehab.core.goal_changes import change_lines
from backrehab.core.goals import SCORE_NAME_MOST, SCORE_VALUE_MOST, ClinicScore, words_fault
from backrehab.core.text import day_words
from backrehab.ui.buttons import Button, IconButton, Kind
from backrehab.ui.change_log import ChangeLog
from backrehab.ui.controls import Card, Label, Rule
from backrehab.ui.day_field import DayField
from backrehab.ui.line_field import LineField
from backrehab.ui.look import Look
from backrehab.ui.reflow import FlowLayout, clear
from backrehab.ui.theme import Role

_ABOUT = "Has your clinic told you a score? You can keep it here. BackRehab does nothing with it."


class ClinicScores(Card):
    """The list, and a form under it when one is added or changed.

    Signals:
        given: A score was typed; args: its id ("" for a new one), name, value and day.
        unwanted: A score is to be taken out; arg: the `ClinicScore`.
        grown: The form is open.
    """

    given = Signal(str, str, str, object)
    unwanted = Signal(object)
    grown = Signal()

    def __init__(self, look: Look, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__("true", parent)
        self._look = look
        self._clock = clock
        self._changed_id = ""
        self.name = LineField(look, "Name of the score")
        self.value = LineField(look, "Score")
        self.day = DayField(look, clock, "Day")
        self.add_button = Button(look, "Add a score", "plus")
        self.save_button = Button(look, "Save the score", "check")
        self.close_button = Button(look, "Not now", kind=Kind.QUIET)
        self.add_button.clicked.connect(lambda: self._open(None))
        self.save_button.clicked.connect(self._save)
        self.close_button.clicked.connect(self._close)
        for field in (self.name, self.value):
            field.entered.connect(self._save)
        self.rows: list[QWidget] = []
        self._lay_out()
        self.close_form()

    def show_scores(self, scores: Sequence[ClinicScore]) -> None:
        """All of them, the newest first."""
        clear(self._list)
        self.rows = []
        for score in reversed(scores):
            if self.rows:
                self._list.addWidget(Rule())
            self.rows.append(self._row(score))
            self._list.addWidget(self.rows[-1])

    def close_form(self) -> None:
        """The list alone."""
        self._form.hide()
        self.add_button.show()

    # The form

    def _open(self, score: ClinicScore | None) -> None:
        self._changed_id = score.score_id if score else ""
        self.name.show_text(score.name if score else "")
        self.value.show_text(score.value if score else "")
        self.day.show_day(score.on_day if score else self._clock.now().date())
        self._form.show()
        self.add_button.hide()
        self.name.field.setFocus(Qt.FocusReason.TabFocusReason)
        self.grown.emit()

    def _close(self) -> None:
        self.close_form()
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        for field, most in ((self.name, SCORE_NAME_MOST), (self.value, SCORE_VALUE_MOST)):
            if fault := words_fault(field.text, most):
                field.show_fault(fault)
                return
        day = self.day.day
        if day is None:
            self.day.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._close()
        self.given.emit(self._changed_id, self.name.text, self.value.text, day)

    # The parts

    def _row(self, score: ClinicScore) -> QWidget:
        today = self._clock.now().date()
        day = day_words(score.on_day, today)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 6, 0, 6)
        line.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(f"{score.name}: {score.value}", Role.ROW_TITLE))
        words.addWidget(Label(day, Role.CAPTION))
        line.addLayout(words, 1)
        named = f"{score.name}, {day}"
        change = IconButton(self._look, "pencil", f"Change {named}", Kind.QUIET)
        change.clicked.connect(lambda: self._open(score))
        take_out = IconButton(self._look, "trash-2", f"Take out {named}", Kind.QUIET)
        take_out.clicked.connect(lambda: self.unwanted.emit(score))
        line.addWidget(change)
        line.addWidget(take_out)
        if not score.changes:
            return row
        log = ChangeLog(self._look, about=named)
        log.show_lines(change_lines(score.changes, today))
        log.opened.connect(self.grown)
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        column.addWidget(row)
        column.addWidget(log)
        return both

    def _lay_out(self) -> None:
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._form = QWidget()
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 6, 0, 0)
        form.setSpacing(12)
        for field in (self.name, self.value, self.day):
            form.addWidget(field)
        buttons = FlowLayout(gap=10)
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.close_button)
        form.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 16, 16, 16)
        column.setSpacing(10)
        column.addWidget(Label("Scores from the clinic", Role.CARD_TITLE))
        column.addWidget(Label(_ABOUT, Role.BODY, "ink2"))
        column.addLayout(self._list)
        column.addWidget(self._form)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
