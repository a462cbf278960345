"""How a plot is drawn, on the screen and on paper: axes, bands, one mark for each figure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from backrehab.core.model import PainBand
from backrehab.core.plot import Days, Mark, Scale, most_together, spots
from backrehab.ui.look import HasTheme
from backrehab.ui.plot_marks import HOLLOW, paint_mark
from backrehab.ui.theme import Role

_MARK, _SMALL_MARK = 11.0, 8.0
_LEAST_IN_ROOM, _LEAST_MARK, _LEAST_OF_MANY = 7.0, 5.0, 4.0
_VERY_MANY_DAYS = 120
_BESIDE = 12
_TICK = 6
_ABOVE = 10
"""Half a mark and half a number stand over the top line."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What a plot shows; bands only where the worst pain stands alone."""

    days: Days
    scale: Scale
    marks: tuple[Mark, ...]
    bands: tuple[PainBand, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the parts of a plot are."""

    field: QRectF
    mark: float
    points: tuple[QPointF, ...]


def axis_font(look: HasTheme) -> QFont:
    """The font of the figures and days along the edges."""
    font = look.theme.font(Role.SMALL)
    font.setWeight(QFont.Weight.Normal)
    return font


def frame_of(look: HasTheme, figure: Figure, area: QRectF) -> Frame:
    """Where everything of a plot stands in an area."""
    px = look.theme.px
    metrics = QFontMetricsF(axis_font(look))
    widest = max(metrics.horizontalAdvance(str(step)) for step in figure.scale.steps)
    field = area.adjusted(
        widest + px(_BESIDE),
        px(_ABOVE),
        -px(2) - _room_for_bands(look, figure),
        -(metrics.lineSpacing() + px(_TICK) + px(4)),
    )
    mark = _mark_size(look, figure, field.width())
    points = tuple(
        QPointF(
            field.left() + spot.across * field.width() + spot.aside,
            field.bottom() - spot.up * field.height(),
        )
        for spot in spots(figure.marks, figure.days, figure.scale, field.width(), mark, HOLLOW)
    )
    return Frame(field, mark, points)


def _mark_size(look: HasTheme, figure: Figure, width: float) -> float:
    """The more days there are, and the more equal figures on one of them, the smaller."""
    px = look.theme.px
    days = figure.days.count
    many = days > _VERY_MANY_DAYS
    day_width = width / days
    # So many side by side fit into a day when each hides half of the one beside it.
    room = 2 * day_width / (most_together(figure.marks) + 1)
    most, least = (_SMALL_MARK, _LEAST_OF_MANY) if many else (_MARK, _LEAST_MARK)
    roomy = min(px(_LEAST_IN_ROOM), day_width / 3)
    return min(px(most), max(px(least), roomy, room), max(1.0, min(days, 6) * day_width))


def paint_plot(painter: QPainter, look: HasTheme, figure: Figure, area: QRectF) -> Frame:
    """Draws it, and says where its parts are."""
    frame = frame_of(look, figure, area)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_bands(painter, look, figure, frame.field)
    _paint_lines(painter, look, figure, frame.field)
    _paint_days(painter, look, figure, frame.field)
    placed = list(zip(figure.marks, frame.points, strict=True))
    # The hollow ones last: a filled one would hide them, and is still seen behind them.
    for mark, point in sorted(placed, key=lambda it: it[0].kind in HOLLOW):
        paint_mark(painter, look, mark.kind, point, frame.mark)
    painter.restore()
    return frame


def _paint_bands(painter: QPainter, look: HasTheme, figure: Figure, field: QRectF) -> None:
    for band in figure.bands:
        top = field.bottom() - figure.scale.up(min(band.most + 0.5, figure.scale.top)) * (
            field.height()
        )
        bottom = field.bottom() - figure.scale.up(max(band.least - 0.5, 0)) * field.height()
        place = QRectF(QPointF(field.left(), top), QPointF(field.right(), bottom))
        painter.fillRect(place, look.theme.color(f"{band.id}_tint"))
    if look.theme.tokens.is_high_contrast:  # there every tint is the ground
        painter.setPen(QPen(look.theme.color("ink"), 1, Qt.PenStyle.DashLine))
        for lower, _ in pairwise(figure.bands):
            y = field.bottom() - figure.scale.up(lower.most + 0.5) * field.height()
            painter.drawLine(QLineF(field.left(), y, field.right(), y))
    if figure.bands:
        painter.setFont(axis_font(look))
        painter.setPen(look.theme.color("ink2"))
        for band in figure.bands:
            middle = (min(band.most + 0.5, figure.scale.top) + max(band.least - 0.5, 0)) / 2
            y = field.bottom() - figure.scale.up(middle) * field.height()
            place = QRectF(field.right() + look.theme.px(_BESIDE), y - 20, 400, 40)
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, flags, _band_words(band))


def _band_words(band: PainBand) -> str:
    return f"{band.id}, {band.word}"


def _room_for_bands(look: HasTheme, figure: Figure) -> float:
    """Their names stand behind the field, where no mark can hide them."""
    metrics = QFontMetricsF(axis_font(look))
    words = [metrics.horizontalAdvance(_band_words(band)) for band in figure.bands]
    return max(words) + look.theme.px(_BESIDE) + 2 if words else 0.0


def _paint_lines(painter: QPainter, look: HasTheme, figure: Figure, field: QRectF) -> None:
    painter.setFont(axis_font(look))
    line = QPen(look.theme.color("line"), 1)
    room = look.theme.px(_BESIDE)
    for step in figure.scale.steps:
        y = field.bottom() - figure.scale.up(step) * field.height()
        painter.setPen(line)
        painter.drawLine(QLineF(field.left(), y, field.right(), y))
        painter.setPen(look.theme.color("ink2"))
        place = QRectF(field.left() - room - 200, y - 20, 200, 40)
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, flags, str(step))


def _paint_days(painter: QPainter, look: HasTheme, figure: Figure, field: QRectF) -> None:
    metrics = QFontMetricsF(axis_font(look))
    days = figure.days
    longest = "30 Nov" if days.first.year == days.last.year else "Nov 2026"
    widest = metrics.horizontalAdvance(longest) + look.theme.px(24)
    painter.setFont(axis_font(look))
    for tick in days.ticks(int(field.width() / widest)):
        x = field.left() + tick.across * field.width()
        painter.setPen(QPen(look.theme.color("border"), 1))
        painter.drawLine(QLineF(x, field.bottom(), x, field.bottom() + look.theme.px(_TICK)))
        painter.setPen(look.theme.color("ink2"))
        wide = metrics.horizontalAdvance(tick.words)
        left = min(x, field.right() - wide)  # the last one ends where the plot does
        top = field.bottom() + look.theme.px(_TICK)
        painter.drawText(
            QRectF(left, top, wide + 2, metrics.lineSpacing() + 2),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop,
            tick.words,
        )
