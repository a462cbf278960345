"""The week from Monday to Sunday: a small ring for each day, with the number of its rounds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from backrehab.core.round_text import short_day, week_words
from backrehab.core.text import NOTHING
from backrehab.ui.look import Look
from backrehab.ui.progress_ring import paint_count, paint_ring
from backrehab.ui.theme import Role

if TYPE_CHECKING:
    from backrehab.core.rounds import DayRounds

_SIDE, _STROKE = 36, 4
_GAP = 7
_UNDER_DAY = 8


class WeekBar(QWidget):
    """Seven days in a row; read out as one sentence."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._week: Sequence[DayRounds] = ()
        self._today: date | None = None
        self._air = 0
        self.setAccessibleName("This week")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._take_look)

    def show_week(self, week: Sequence[DayRounds], today: date) -> None:
        """The days, and which of them is today."""
        self._week, self._today = week, today
        self.setAccessibleDescription(week_words(week))
        self.update()

    def set_air(self, air: int) -> None:
        """How much room there is above the days, in pixels."""
        self._air = air
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        px = self._look.theme.px
        day = QFontMetrics(self._day_font(bold=True))
        widest = max(px(_SIDE), day.horizontalAdvance("Wed"))
        height = day.lineSpacing() + px(_UNDER_DAY) + px(_SIDE) + 2 + self._air
        return QSize(7 * widest + 6 * px(_GAP), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        px = theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = px(_SIDE)
        for number, day in enumerate(self._week):
            column = self._column(number)
            is_today = day.day == self._today
            painter.setFont(self._day_font(bold=is_today))
            painter.setPen(theme.color("ink" if is_today else "ink2"))
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
            painter.drawText(column, flags, short_day(day.day))
            ring = QRectF(0, self.height() - side - 1, side, side)
            ring.moveLeft(column.center().x() + 0.5 - side / 2)
            paint_ring(painter, self._look, ring, px(_STROKE), day.done, day.planned)
            if not day.is_to_come:
                words = str(day.done) if day.done else NOTHING
                paint_count(painter, self._look, ring, Role.SMALL, words)

    def _column(self, number: int) -> QRect:
        """Days are spread over the width, with the first at the left edge."""
        wide = self.sizeHint().width() // 7
        left = round(number * (self.width() - wide) / 6)
        return QRect(left, self._air, wide, self.height() - self._air)

    def _day_font(self, *, bold: bool) -> QFont:
        font = self._look.theme.font(Role.SMALL)
        font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        return font

    def _take_look(self) -> None:
        self.updateGeometry()
        self.update()
