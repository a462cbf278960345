"""How the weeks of the diary are drawn, on the screen and on paper: a ring for each day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from backrehab.core.round_text import short_day
from backrehab.core.rounds import DayRounds
from backrehab.core.text import NOTHING, short_date
from backrehab.ui.look import HasTheme
from backrehab.ui.progress_ring import paint_count, paint_ring
from backrehab.ui.theme import Role

DAYS = 7
_RING, _STROKE = 38, 4.5
_ROW, _LEAST_COLUMN = 50, 30
_AROUND_TODAY = 4
_HEAD_GAP = 6


@dataclass(frozen=True, slots=True)
class Weeks:
    """Whole weeks of days, oldest first; days outside what was chosen are not `held`.

    With `with_year` each week is named with its year.
    """

    mondays: tuple[date, ...]
    days: dict[date, DayRounds]
    today: date
    chosen: date | None = None
    with_year: bool = False


def day_font(look: HasTheme, *, bold: bool = False) -> QFont:
    """The font of the words around the rings."""
    font = look.theme.font(Role.SMALL)
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    return font


def label_width(look: HasTheme, weeks: Weeks) -> float:
    """How wide the dates in front of the weeks are."""
    metrics = QFontMetricsF(day_font(look))
    return max(
        (metrics.horizontalAdvance(week_label(monday, weeks)) for monday in weeks.mondays),
        default=0,
    ) + look.theme.px(14)


def week_label(monday: date, weeks: Weeks) -> str:
    """The date a week begins on; with the year where it is not told otherwise."""
    return short_date(monday, with_year=weeks.with_year)


def head_height(look: HasTheme) -> float:
    """How high the names of the days are."""
    return QFontMetricsF(day_font(look)).lineSpacing() + look.theme.px(_HEAD_GAP)


def weeks_height(look: HasTheme, weeks: int) -> int:
    """How high so many weeks are."""
    return round(head_height(look)) + weeks * look.theme.px(_ROW)


def least_width(look: HasTheme, weeks: Weeks) -> int:
    """How narrow they may become."""
    widest = QFontMetricsF(day_font(look, bold=True)).horizontalAdvance("Wed")
    return round(label_width(look, weeks) + DAYS * max(widest + 2, _LEAST_COLUMN))


def cell_of(look: HasTheme, weeks: Weeks, area: QRectF, day: date) -> QRectF:
    """The place of a day."""
    left = label_width(look, weeks)
    column = (area.width() - left - 2) / DAYS
    row = (day - weeks.mondays[0]).days // DAYS
    top = area.top() + head_height(look) + row * look.theme.px(_ROW)
    return QRectF(area.left() + left + day.weekday() * column, top, column, look.theme.px(_ROW))


def paint_weeks(painter: QPainter, look: HasTheme, weeks: Weeks, area: QRectF) -> None:
    """Draws them into an area."""
    if not weeks.mondays:
        return
    theme = look.theme
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    centre = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
    painter.setFont(day_font(look))
    painter.setPen(theme.color("ink2"))
    for number in range(DAYS):
        day = weeks.mondays[0] + timedelta(days=number)
        cell = cell_of(look, weeks, area, day)
        place = QRectF(cell.left() - 20, area.top(), cell.width() + 40, cell.height())
        painter.drawText(place, centre, short_day(day))
    for monday in weeks.mondays:
        cell = cell_of(look, weeks, area, monday)
        place = QRectF(area.left(), cell.top(), area.width(), cell.height())
        painter.setFont(day_font(look))
        painter.setPen(theme.color("ink2"))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, flags, week_label(monday, weeks))
        for number in range(DAYS):
            day = monday + timedelta(days=number)
            if day in weeks.days:
                _paint_day(painter, look, weeks, cell_of(look, weeks, area, day), day)
    painter.restore()


def _paint_day(painter: QPainter, look: HasTheme, weeks: Weeks, cell: QRectF, day: date) -> None:
    theme = look.theme
    side = min(theme.px(_RING), cell.width() - 8, cell.height() - 10)
    ring = QRectF(0, 0, side, side)
    ring.moveCenter(cell.center())
    if day == weeks.chosen:
        painter.setPen(QPen(theme.color("primary"), 2))
        painter.setBrush(theme.color("tint"))
        box = min(cell.width(), cell.height()) - 2
        frame = QRectF(0, 0, box, box)
        frame.moveCenter(cell.center())
        painter.drawRoundedRect(frame, 10, 10)
    facts = weeks.days[day]
    paint_ring(painter, look, ring, side * _STROKE / _RING, facts.done, facts.planned)
    if not facts.is_to_come:
        words = str(facts.done) if facts.done else NOTHING
        paint_count(painter, look, ring, Role.SMALL, words)
    if day == weeks.today:
        painter.setPen(QPen(theme.color("ink"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        around = _AROUND_TODAY * side / _RING
        painter.drawEllipse(ring.adjusted(-around, -around, around, around))
