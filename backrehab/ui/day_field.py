"""A day that was: typed as people write it, or stepped to; it says how it was understood."""

from __future__ import annotations

from datetime import date, time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from backrehab.core.by_hand import when_fault
from backrehab.core.clock import Clock
from backrehab.core.text import day_words
from backrehab.core.typed_times import DAY_FAULT, day_text, read_day, step_day
from backrehab.ui.look import Look
from backrehab.ui.typed_field import TypedField


class DayField(TypedField):
    """A typed field that takes days, and none that is still to come.

    Signals:
        chosen: Another day was typed to its end, or stepped to.
    """

    chosen = Signal()

    def __init__(
        self,
        look: Look,
        clock: Clock,
        name: str,
        parent: QWidget | None = None,
        *,
        fewer: str = "The day before",
        more: str = "The day after",
    ) -> None:
        super().__init__(look, name, fewer, more, self._step_day, parent)
        self._clock = clock
        self._told: date | None = None
        self.changed.connect(self.look_at)
        self.field.editingFinished.connect(self._tell)
        self.stepped.connect(self._tell)

    @property
    def day(self) -> date | None:
        """The day that stands there; `None` where it is none, or one to come."""
        day = read_day(self.text, self._clock.now().date())
        return None if day is None or self._fault_of(day) else day

    def show_day(self, day: date) -> None:
        """Puts a day there, without a signal."""
        self.show_text(day_text(day))
        self._told = day
        self.look_at()

    def look_at(self) -> None:
        """Says under the field which day it is, or what stands against it."""
        today = self._clock.now().date()
        day = read_day(self.text, today)
        self.say("" if day is None else day_words(day, today))
        fault = DAY_FAULT if day is None else self._fault_of(day)
        self.show_fault(fault)
        if fault:
            self._told = None  # the same day put right is to be told again

    def _fault_of(self, day: date) -> str:
        return when_fault(day, time.min, self._clock.now())

    def _tell(self) -> None:
        """While a day is typed its first letters may be another day: nobody is told of that."""
        day = self.day
        if day is not None and day != self._told:
            self._told = day
            self.chosen.emit()

    def _step_day(self, text: str, steps: int) -> str:
        return day_text(step_day(text, steps, self._clock.now().date()))


def days_from_to(look: Look, clock: Clock, until: str) -> tuple[DayField, DayField]:
    """The first and the last day of a stretch of time; `until` names the last one."""
    return (
        DayField(look, clock, "From", fewer="From a day earlier", more="From a day later"),
        DayField(look, clock, until, fewer="To a day earlier", more="To a day later"),
    )
