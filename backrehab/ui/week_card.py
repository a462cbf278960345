"""This week's rounds on a card, and how long a change can take."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from backrehab.ui.controls import Card, Label, Rule
from backrehab.ui.look import Look
from backrehab.ui.theme import Role
from backrehab.ui.week_bar import WeekBar

if TYPE_CHECKING:
    from backrehab.core.rounds import DayRounds

_EDGE = 18


class WeekCard(Card):
    """The week under its words, or beside them where height is dear."""

    def __init__(self, look: Look, expectation: str, parent: QWidget | None = None) -> None:
        super().__init__("true", parent)
        self.bar = WeekBar(look)
        self.expectation = Label(expectation, Role.CAPTION)
        self._title = Label("This week", Role.ROW_TITLE, wraps=False)
        self._line = Label("Rounds you did each day", Role.CAPTION, wraps=False)
        self._rule = Rule()
        self._places = QGridLayout(self)
        self._places.setContentsMargins(_EDGE, 16, _EDGE, 16)
        self._places.setHorizontalSpacing(32)
        self._flat: bool | None = None
        self.set_flat(False)

    def show_week(self, week: Sequence[DayRounds], today: date) -> None:
        """The days, and which of them is today."""
        self.bar.show_week(week, today)

    def set_flat(self, flat: bool) -> None:
        """Whether the days stand beside the words."""
        if flat == self._flat:
            return
        self._flat = flat
        places = self._places
        for part in (self._title, self._line, self.bar, self._rule, self.expectation):
            places.removeWidget(part)
        above, below = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
        places.addWidget(self._title, 0, 0, below if flat else above)
        places.addWidget(self._line, 1, 0, above)
        places.setColumnStretch(1, 1 if flat else 0)
        places.setVerticalSpacing(4)
        if flat:
            places.addWidget(self.bar, 0, 1, 2, 1)
            places.addWidget(self._rule, 2, 0, 1, 2)
            places.addWidget(self.expectation, 3, 0, 1, 2)
        else:
            places.addWidget(self.bar, 2, 0)
            places.addWidget(self._rule, 3, 0)
            places.addWidget(self.expectation, 4, 0)
        gaps = (0, 0, 8, 0, 0) if flat else (0, 0, 0, 28, 0)
        for row, gap in enumerate(gaps):
            places.setRowMinimumHeight(row, gap)
        self._rule.setVisible(not flat)
        self.bar.set_air(0 if flat else 12)
