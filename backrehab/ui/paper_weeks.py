"""The weeks of the diary on paper: a ring for each day, and for each week what was done of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from backrehab.core.text import NOTHING
from backrehab.ui.calendar_paint import (
    DAYS,
    Weeks,
    cell_of,
    day_font,
    head_height,
    paint_weeks,
    weeks_height,
)
from backrehab.ui.look import HasTheme

WEEKS_MOST = 156
"""Three years are some four pages."""

_IN_ONE_COLUMN = 4
_COLUMN, _BETWEEN = 404, 50
_SUM = 74


@dataclass(frozen=True, slots=True)
class WeekSum:
    """What was done in some days, of what the programme asks for now in as many."""

    done: int
    planned: int

    @property
    def words(self) -> str:
        """As under the rings on the screen: "22 of 28", with the true number where it is more."""
        if not self.planned:
            return str(self.done) if self.done else NOTHING
        return f"{self.done} of {self.planned}" if self.done <= self.planned else str(self.done)


def sum_of(weeks: Weeks, begun: date, monday: date | None = None) -> WeekSum:
    """The sum of one week, or of all; days to come, and those before `begun`, ask for nothing."""
    days = [
        day
        for at, day in weeks.days.items()
        if monday is None or monday <= at < monday + timedelta(days=DAYS)
    ]
    planned = sum(day.planned for day in days if day.day >= begun and not day.is_to_come)
    return WeekSum(sum(day.done for day in days), planned)


@dataclass(frozen=True, slots=True)
class PaperWeeks:
    """All weeks that are printed, and the first day the diary knows."""

    weeks: Weeks
    begun: date

    @property
    def count(self) -> int:
        return len(self.weeks.mondays)


def columns_for(weeks: int, width: float) -> int:
    """Two columns where there are many weeks, and as much paper."""
    return 2 if weeks > _IN_ONE_COLUMN and width >= 2 * _COLUMN + _BETWEEN else 1


def rows_for(look: HasTheme, weeks: int, columns: int, height: float) -> int:
    """How many rows of weeks stand in a height; 0 where there is no room for one."""
    row = weeks_height(look, 1) - weeks_height(look, 0)
    most = int((height - head_height(look)) // row)
    return max(0, min(most, -(-weeks // columns)))


def paint_rows(
    painter: QPainter, look: HasTheme, paper: PaperWeeks, first: int, rows: int, area: QRectF
) -> int:
    """Draws so many rows of weeks into an area, from one on.

    Returns:
        How many weeks there were, and so where the next page goes on.
    """
    columns = columns_for(paper.count, area.width())
    for column in range(columns):
        begin = first + column * rows
        part = replace(paper.weeks, mondays=paper.weeks.mondays[begin : begin + rows])
        left = area.left() + column * (_COLUMN + _BETWEEN)
        wide = min(_COLUMN, area.width())
        _paint_column(painter, look, part, paper.begun, QRectF(left, area.top(), wide, 1))
    return min(columns * rows, paper.count - first)


def _paint_column(
    painter: QPainter, look: HasTheme, weeks: Weeks, begun: date, place: QRectF
) -> None:
    if not weeks.mondays:
        return
    rings = place.adjusted(0, 0, -_SUM, 0)
    paint_weeks(painter, look, weeks, rings)
    painter.save()
    right = Qt.AlignmentFlag.AlignRight
    sums = QRectF(rings.right(), place.top(), _SUM, head_height(look))
    painter.setFont(day_font(look))
    painter.setPen(look.theme.color("ink2"))
    painter.drawText(sums, right | Qt.AlignmentFlag.AlignTop, "Week")
    painter.setPen(look.theme.color("ink"))
    for monday in weeks.mondays:
        row = cell_of(look, weeks, rings, monday)
        cell = QRectF(rings.right(), row.top(), _SUM, row.height())
        words = sum_of(weeks, begun, monday).words
        painter.drawText(cell, right | Qt.AlignmentFlag.AlignVCenter, words)
    painter.restore()
