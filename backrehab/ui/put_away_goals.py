"""Goals that were put away: behind a button, each with its numbers and a way back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backrehab.core.goals import Goal
from backrehab.core.text import when_words
from backrehab.ui.buttons import Button, Kind
from backrehab.ui.controls import Card, Label
from backrehab.ui.look import Look
from backrehab.ui.reflow import clear
from backrehab.ui.theme import Role


class PutAwayGoals(QWidget):
    """Nothing where none was put away.

    Signals:
        back_wanted: One is to be a goal again; arg: it.
        grown: The list is open.
    """

    back_wanted = Signal(object)
    grown = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._count = 0
        self.open_button = Button(look, "", "chevron-down", Kind.QUIET)
        self.open_button.clicked.connect(self._open_or_close)
        self.back_buttons: list[Button] = []
        self.card = Card()
        inside = QVBoxLayout(self.card)
        inside.setContentsMargins(22, 12, 16, 12)
        inside.addWidget(Label("Put away", Role.CARD_TITLE))
        self._list = QVBoxLayout()
        inside.addLayout(self._list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.card)
        self.close_list()

    def show_goals(self, goals: Sequence[Goal], today: date, *, room: bool) -> None:
        """All that were put away; with `room` each can come back."""
        clear(self._list)
        self._count = len(goals)
        self.back_buttons = []
        for goal in goals:
            self._list.addWidget(self._row(goal, today, room=room))
        self.setVisible(bool(goals))
        if not goals:
            self.card.hide()
        self._name()

    def close_list(self) -> None:
        """The button alone."""
        self.card.hide()
        self._name()

    def _row(self, goal: Goal, today: date, *, room: bool) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 6, 0, 6)
        line.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(goal.words, Role.ROW_TITLE))
        numbers = [
            f"{score.score_0_10} ({when_words(score.scored_at, today)})"
            for score in reversed(goal.scores)
        ]
        words.addWidget(Label("; ".join(numbers) or "No numbers", Role.CAPTION))
        line.addLayout(words, 1)
        if room:
            button = Button(self._look, "Bring back", "undo-2")
            button.setAccessibleName(f"Bring back: {goal.words}")
            button.clicked.connect(lambda: self.back_wanted.emit(goal))
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            self.back_buttons.append(button)
        return row

    def _open_or_close(self) -> None:
        opened = self.card.isHidden()
        self.card.setVisible(opened)
        self._name()
        if opened:
            self.grown.emit()

    def _name(self) -> None:
        shown = not self.card.isHidden()
        verb = "Hide" if shown else "Show"
        self.open_button.set_text(f"{verb} what you put away ({self._count})")
        self.open_button.set_icon("chevron-up" if shown else "chevron-down")
