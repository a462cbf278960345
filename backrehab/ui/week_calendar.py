"""The weeks of the diary: a ring for each day, and a day can be chosen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from backrehab.core.round_text import date_words, day_rounds_words
from backrehab.ui.announce import announce
from backrehab.ui.calendar_paint import (
    DAYS,
    Weeks,
    cell_of,
    least_width,
    paint_weeks,
    weeks_height,
)
from backrehab.ui.look import Look

_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -DAYS,
    Qt.Key.Key_Down: DAYS,
}


class WeekCalendar(QWidget):
    """One tab stop. A click or the arrow keys choose a day; Escape, or a second click, none.

    Signals:
        day_chosen: The person chose a day, or none any more; arg: the day or None.
    """

    day_chosen = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._weeks = Weeks((), {}, date.min)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Calendar of weeks")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._take_look)

    @property
    def weeks(self) -> Weeks:
        """What is shown."""
        return self._weeks

    @property
    def chosen(self) -> date | None:
        """The day chosen."""
        return self._weeks.chosen

    def show_weeks(self, weeks: Weeks) -> None:
        """Other weeks, or other figures."""
        grows = len(weeks.mondays) != len(self._weeks.mondays)
        self._weeks = weeks
        self.setAccessibleDescription(self._words())
        if grows:
            self.updateGeometry()
        self.update()

    def choose(self, day: date | None) -> None:
        """Marks a day as chosen, without a signal."""
        self._weeks = replace(self._weeks, chosen=day)
        self.setAccessibleDescription(self._words())
        self.update()

    def place_of(self, day: date) -> QRectF:
        """Where a day stands."""
        return cell_of(self._look, self._weeks, QRectF(self.rect()), day)

    def sizeHint(self) -> QSize:
        width = least_width(self._look, self._weeks)
        height = weeks_height(self._look, max(1, len(self._weeks.mondays)))
        return QSize(max(width, self._look.theme.px(404)), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(least_width(self._look, self._weeks), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_weeks(QPainter(self), self._look, self._weeks, QRectF(self.rect()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        for day in self._weeks.days:
            if self._can_choose(day) and self.place_of(day).contains(event.position()):
                self._take(None if day == self.chosen else day)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        days = [day for day in self._weeks.days if self._can_choose(day)]
        if not days:
            super().keyPressEvent(event)
        elif key in _STEPS:
            if self.chosen is None:
                self._take(days[-1])
                return
            day = self.chosen + timedelta(days=_STEPS[key])
            if day in self._weeks.days and self._can_choose(day):
                self._take(day)
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._take(days[0 if key == Qt.Key.Key_Home else -1])
        elif key == Qt.Key.Key_Escape and self.chosen is not None:
            self._take(None)
        else:
            super().keyPressEvent(event)

    def _can_choose(self, day: date) -> bool:
        return not self._weeks.days[day].is_to_come

    def _take(self, day: date | None) -> None:
        self.choose(day)
        self.day_chosen.emit(day)
        announce(self, self._words())

    def _words(self) -> str:
        if self.chosen is None:
            return "No day is chosen. The arrow keys choose one."
        facts = self._weeks.days.get(self.chosen)
        words = f", {day_rounds_words(facts)}" if facts else ""
        return f"{date_words(self.chosen)}{words}"

    def _take_look(self) -> None:
        self.updateGeometry()
        self.update()
