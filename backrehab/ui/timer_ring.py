"""The session's timer: an arc for the time that is left, and one number a mat can read."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, hypot, pi, sin

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleValueChangeEvent,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from backrehab.ui.big_text import screen_font
from backrehab.ui.theme import Panel

_SEEN_PX = 0.5
"""What moves less than this on the screen needs no new picture."""


@dataclass(frozen=True, slots=True)
class RingSizes:
    """Pixels: the stroke, the font of a number of one or two digits, of three, of the unit.

    `least_number` is what a number of one or two digits has even where it nears the arc.
    """

    stroke: float
    number: float
    least_number: float
    long_number: float
    unit: float


class TimerRing(QWidget):
    """Arc, number and unit, painted; it knows nothing of phases."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sizes = RingSizes(24, 188, 170, 146, 29)
        self._panel = Panel("#000000", "#FFFFFF", "#444444")
        self._left = 1.0
        self._painted_left = 1.0
        self._fonts: dict[tuple[int, bool], QFont] = {}
        self._number_place = QRectF()
        self._number = ""
        self._unit = ""
        self._nearly_over = False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setAccessibleName("Timer")

    def set_sizes(self, sizes: RingSizes) -> None:
        self._sizes = sizes
        self._fonts.clear()
        self.update()

    def set_colors(self, panel: Panel) -> None:
        if panel != self._panel:
            self._panel = panel
            self.update()

    def show_number(self, number: str, unit: str) -> None:
        """The number and what it counts; read out as one."""
        if (number, unit) == (self._number, self._unit):
            return
        self._number, self._unit = number, unit
        self.setAccessibleDescription(f"{number} {unit}")
        QAccessible.updateAccessibility(QAccessibleValueChangeEvent(self, f"{number} {unit}"))
        self.update()

    def show_left(self, part: float, *, nearly_over: bool) -> None:
        """The part of the phase that is left, 0 to 1; its ends turn white when nearly over.

        It is told 30 times a second, so only what has moved is painted again, once it can be seen.
        """
        moved_px = abs(part - self._painted_left) * 2 * pi * self._radius * self.devicePixelRatio()
        changed = nearly_over != self._nearly_over or (part == 0) != (self._left == 0)
        self._left, self._nearly_over = part, nearly_over
        if changed or moved_px > self._radius:
            self.update()
        elif moved_px >= _SEEN_PX:
            self.update(self._end_at(self._painted_left).united(self._end_at(part)))
        else:
            return
        self._painted_left = part

    @property
    def _radius(self) -> float:
        return (min(self.width(), self.height()) - self._sizes.stroke) / 2

    def _end_at(self, part: float) -> QRect:
        """Where the arc's round end is, which starts at twelve o'clock and goes clockwise."""
        half, turn = self._sizes.stroke / 2 + 2, part * 2 * pi
        middle = QRectF(self.rect()).center()
        x = middle.x() + self._radius * sin(turn)
        y = middle.y() - self._radius * cos(turn)
        return QRectF(x - half, y - half, 2 * half, 2 * half).toAlignedRect()

    @property
    def number(self) -> str:
        return self._number

    @property
    def unit(self) -> str:
        return self._unit

    @property
    def part_left(self) -> float:
        return self._left

    def number_font(self) -> QFont:
        """As large as wished for, but within the arc; the same for all numbers of a length."""
        key = len(self._number), bool(self._unit)
        if key not in self._fonts:
            self._fonts[key] = self._fitting_font()
        return self._fonts[key]

    def _fitting_font(self) -> QFont:
        long = len(self._number) > 2
        px = self._sizes.long_number if long else self._sizes.number
        widest = QFontMetricsF(screen_font(px, QFont.Weight.Bold)).tightBoundingRect(
            "0" * len(self._number)
        )
        inside = min(self.width(), self.height()) / 2 - self._sizes.stroke * 1.1
        corner = hypot(widest.width() / 2, widest.height() / 2 + self._lift())
        fitting = px * min(1.0, inside / corner) if corner else px
        return screen_font(
            fitting if long else max(self._sizes.least_number, fitting), QFont.Weight.Bold
        )

    def _lift(self) -> float:
        """How far the number stands above the middle, for its unit."""
        return self._sizes.unit * 0.45 if self._unit else 0.0

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: ARG002 - Qt's signature
        self._fonts.clear()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QRectF(self.rect()).center()
        stroke = self._sizes.stroke
        radius = self._radius
        around = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
        painter.setPen(QPen(QColor(self._panel.track), stroke))
        painter.drawEllipse(around)
        if self._left > 0:
            # From twelve o'clock clockwise; what is left always starts at the top.
            span = -round(self._left * 360 * 16)
            cap = Qt.PenCapStyle.RoundCap
            pen = QPen(QColor(self._panel.arc), stroke, Qt.PenStyle.SolidLine, cap)
            painter.setPen(pen)
            painter.drawArc(around, 90 * 16, span)
            if self._nearly_over:
                pen.setColor(QColor("white"))
                painter.setPen(pen)
                painter.drawArc(around, 90 * 16, -1)
                painter.drawArc(around, 90 * 16 + span, 1)
        if event.rect() == self.rect() or self._number_place.intersects(QRectF(event.rect())):
            self._paint_number(painter, middle)

    def _paint_number(self, painter: QPainter, middle: QPointF) -> None:
        painter.setPen(QColor("white"))
        font = self.number_font()
        painter.setFont(font)
        # Digits are centred by their ink: their boxes are not in the middle of the line.
        ink = QFontMetricsF(font).tightBoundingRect(self._number)
        at = middle - ink.center() - QPointF(0, self._lift())
        painter.drawText(at, self._number)
        self._number_place = ink.translated(at)
        if not self._unit:
            return
        unit_font = screen_font(self._sizes.unit)
        metrics = QFontMetricsF(unit_font)
        painter.setFont(unit_font)
        base = at.y() + ink.bottom() + self._sizes.unit * 1.45
        width = metrics.horizontalAdvance(self._unit)
        at = QPointF(middle.x() - width / 2, base)
        painter.drawText(at, self._unit)
        unit_place = QRectF(at.x(), base - metrics.ascent(), width, metrics.height())
        self._number_place = self._number_place.united(unit_place)
