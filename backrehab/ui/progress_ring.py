"""How many of the day's rounds are done: a ring of as many parts, with the number inside."""

from __future__ import annotations

from math import degrees

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from backrehab.core.round_text import today_words
from backrehab.core.text import NOTHING
from backrehab.ui.look import HasTheme, Look
from backrehab.ui.theme import Role

MOST_PARTS = 6
"""A ring with more would be all gaps: it is one plain arc."""

_GAP = 3
_TOP = 90 * 16  # twelve o'clock, in Qt's sixteenths of a degree
_SIDE, _STROKE = 46, 5
_BESIDE = 10


def paint_ring(
    painter: QPainter, look: HasTheme, area: QRectF, stroke: float, done: int, planned: int
) -> None:
    """Draws the ring into the square `area`, one part for each round, the done ones filled."""
    theme = look.theme
    half = stroke / 2
    around = area.adjusted(half, half, -half, -half)
    empty = theme.color("track")
    # Where all colours are one, what is empty is a thin line.
    thin = stroke / 2.5 if theme.tokens.is_high_contrast else stroke
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if not 1 < planned <= MOST_PARTS:
        _arc(painter, around, thin, empty, 0, 360)
        part = min(1.0, done / planned) if planned else float(done > 0)
        if part:
            _arc(painter, around, stroke, theme.color("primary"), 0, part * 360)
        return
    gap = degrees((_GAP + stroke) / (around.width() / 2))  # round ends reach into it
    span = 360 / planned
    for number in range(planned):
        is_done = number < done
        color = theme.color("primary") if is_done else empty
        width = stroke if is_done else thin
        _arc(painter, around, width, color, number * span + gap / 2, span - gap)


def _arc(
    painter: QPainter, around: QRectF, stroke: float, color: QColor, begin: float, span: float
) -> None:
    """An arc in degrees from twelve o'clock, clockwise."""
    painter.setPen(QPen(color, stroke, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawArc(around, round(_TOP - begin * 16), round(-span * 16))


def paint_count(painter: QPainter, look: HasTheme, area: QRectF, role: Role, words: str) -> None:
    """Draws a number, or a dash, by its ink into the middle of a ring."""
    font = look.theme.font(role)
    font.setWeight(QFont.Weight.Bold)
    ink = QFontMetricsF(font).tightBoundingRect(words)
    room = area.width() * 0.62
    if ink.width() > room:  # text grows faster than the rings of a week
        font.setPixelSize(max(1, int(font.pixelSize() * room / ink.width())))
        ink = QFontMetricsF(font).tightBoundingRect(words)
    painter.setFont(font)
    painter.setPen(look.theme.color("ink"))
    painter.drawText(area.center() - ink.center(), words)


class ProgressRing(QWidget):
    """The ring of one exercise, and the same in words beside it.

    Until it is told a count it says nothing: an empty ring.
    """

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        """`name` is whose count it is, for screen readers."""
        super().__init__(parent)
        self._look = look
        self._count: tuple[int, int] | None = None
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._take_look)

    @property
    def words(self) -> str:
        """What stands beside the ring."""
        return "" if self._count is None else today_words(*self._count)

    def forget(self) -> None:
        """The count is another person's, or not known yet."""
        self._count = None
        self.setAccessibleDescription("")
        self.update()

    def show_count(self, done: int, planned: int) -> None:
        """How many are done, and how many are asked for."""
        if self._count == (done, planned):
            return
        self._count = done, planned
        self.setAccessibleDescription(self.words)
        # With all its roles it would take a twentieth of the time until the window is there.
        from PySide6.QtGui import QAccessible, QAccessibleValueChangeEvent

        QAccessible.updateAccessibility(QAccessibleValueChangeEvent(self, self.words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        px = self._look.theme.px
        metrics = self._look.theme.metrics(Role.CAPTION)
        # As wide as any count of one digit, so that rings stand under each other.
        words = max(metrics.horizontalAdvance(text) for text in (self.words, today_words(4, 4)))
        return QSize(px(_SIDE) + px(_BESIDE) + words + 2, max(px(_SIDE), metrics.lineSpacing()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        px = self._look.theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(0, (self.height() - px(_SIDE)) / 2, px(_SIDE), px(_SIDE))
        done, planned = self._count or (0, 0)
        paint_ring(painter, self._look, area, px(_STROKE), done, planned)
        if self._count is None:
            return
        paint_count(painter, self._look, area, Role.ROW_TITLE, str(done) if done else NOTHING)
        painter.setFont(self._look.theme.font(Role.CAPTION))
        left = px(_SIDE) + px(_BESIDE)
        place = QRect(left, 0, self.width() - left, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.words)

    def _take_look(self) -> None:
        self.updateGeometry()
        self.update()
