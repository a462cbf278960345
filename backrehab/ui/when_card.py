"""The day and time of something that was done before: typed or stepped, and never to come."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from backrehab.core.by_hand import to_come, when_fault
from backrehab.core.clock import Clock, local_instant
from backrehab.core.text import day_words
from backrehab.core.typed_times import (
    DAY_FAULT,
    TIME_FAULT,
    day_text,
    read_day,
    read_time,
    step_time,
    time_text,
)
from backrehab.ui.controls import Card, Label
from backrehab.ui.day_field import DayField
from backrehab.ui.look import Look
from backrehab.ui.theme import Role
from backrehab.ui.typed_field import TypedField


class WhenCard(Card):
    """Says under each field how it was understood, or what stands against it.

    Attributes:
        day, time: The two fields.
    """

    def __init__(self, look: Look, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._clock = clock
        self._before: datetime | None = None
        self.day = DayField(look, clock, "Day")
        self.time = TypedField(look, "Time", "Earlier", "Later", self._step_time)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 16, 22, 18)
        column.setSpacing(10)
        column.addWidget(Label("When was it?", Role.CARD_TITLE))
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(24)
        for field in (self.day, self.time):
            self._row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
            field.changed.connect(self.look_at)
        column.addLayout(self._row)

    def show_instant(self, before: datetime | None) -> None:
        """The instant it was said to be before, or now."""
        self._before = before
        at = before or self._clock.now()
        self.day.show_text(day_text(at.date()))
        self.time.show_text(time_text(at.time()))
        self.look_at()

    def instant(self) -> datetime | None:
        """What is typed, where both are a day and a time."""
        now = self._clock.now()
        day, at = read_day(self.day.text, now.date()), read_time(self.time.text)
        if day is None or at is None:
            return None
        before = self._before
        if before is not None and (day, time_text(at)) == (
            before.date(),
            time_text(before.time()),
        ):
            return before  # as it was, to the second and with its own offset
        return local_instant(day, at, now)

    def look_at(self, *, aloud: bool = False) -> TypedField | None:
        """Says what is wrong; gives the field to put right first, `None` where nothing is."""
        now = self._clock.now()
        day, at = read_day(self.day.text, now.date()), read_time(self.time.text)
        self.day.say("" if day is None else day_words(day, now.date()))
        day_fault = DAY_FAULT if day is None else ""
        time_fault = TIME_FAULT if at is None else ""
        if day is not None:
            fault = when_fault(day, at or now.time(), now)
            instant = self.instant()
            if day == now.date():
                time_fault = time_fault or fault
            else:
                day_fault = fault
            if not fault and instant is not None and instant > now:  # told with another offset
                time_fault = to_come(now)
        self.day.show_fault(day_fault, aloud=aloud)
        self.time.show_fault(time_fault, aloud=aloud)
        if day_fault:
            return self.day
        return self.time if time_fault else None

    def stack(self, stacked: bool) -> None:
        """The time under the day where there is little room."""
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.TopToBottom if stacked else directions.LeftToRight)

    def _step_time(self, text: str, steps: int) -> str:
        return time_text(step_time(text, steps, self._clock.now().time()))
