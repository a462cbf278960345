"""One number of the pain scale: a big button with the band's shape, or a tick once chosen."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from backrehab.core.model import PainBand
from backrehab.ui.look import Look
from backrehab.ui.pain_shape import paint_shape
from backrehab.ui.theme import Role

RADIUS = 14
_OWN_KEYS = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Select})
_ENTER_KEYS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_MARK = 18  # the shape's side


class PainButton(QRadioButton):
    """A number from 0 to 10. Space and Enter choose it; other keys are for the scale it is in."""

    def __init__(self, look: Look, number: int, band: PainBand | None, parent: QWidget) -> None:
        """Without a `band` it is plain: no colour, no shape."""
        super().__init__(str(number), parent)
        self._look = look
        self._band = band
        self.setAccessibleName(f"{number}, {band.id}, {band.word}" if band else f"{number}")
        self.setProperty("focus_radius", RADIUS)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(self._look.theme.px(100), self._look.theme.px(148))

    def minimumSizeHint(self) -> QSize:
        return QSize(44, 44)

    def hitButton(self, place: QPoint) -> bool:
        return self.rect().contains(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER_KEYS:
            self.click()
        elif event.key() in _OWN_KEYS:
            super().keyPressEvent(event)
        else:
            event.ignore()  # Qt's own arrows go by place on the screen, not by number

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        color = theme.color(self._band.id if self._band else "border")
        ink, ground = "ink", "surface"
        if self.isChecked():
            color = theme.color(self._band.id if self._band else "primary")
            ink = "on_band" if self._band else "on_primary"
        elif self.underMouse() or self.isDown():
            ground = f"{self._band.id}_tint" if self._band else "tint"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color, 2))
        painter.setBrush(color if self.isChecked() else theme.color(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        number, mark = self._places()
        painter.setPen(theme.color(ink))
        self._paint_number(painter, number)
        if self.isChecked():
            _paint_tick(painter, theme.color(ink), mark)
        elif self._band:
            paint_shape(painter, self._band.shape, color, mark)

    # The mark stands under the number, or beside it where the button is low and wide.

    def _places(self) -> tuple[QPointF, QRectF]:
        """The middle of the number and the box of the mark."""
        area = QRectF(self.rect())
        middle = area.center()
        side = min(self._look.theme.px(_MARK), area.height() / 4)
        mark = QRectF(0, 0, side, side)
        if self._is_beside():
            wide, gap = self._width_of_ten(self._font()), self._look.theme.px(6)
            left = middle.x() - (wide + gap + side) / 2
            mark.moveCenter(QPointF(left + wide + gap + side / 2, middle.y()))
            return QPointF(left + wide / 2, middle.y()), mark
        mark.moveCenter(QPointF(middle.x(), area.height() * (0.72 if self._band else 0.76)))
        return QPointF(middle.x(), area.height() * (0.39 if self._band else 0.43)), mark

    def _is_beside(self) -> bool:
        return self.height() < self._look.theme.px(90) and self.width() > 1.2 * self.height()

    def _font(self) -> QFont:
        """As large as the design has it, and never larger than the button holds."""
        font = QFont(self._look.theme.font(Role.PAIN_NUMBER))
        beside = self._is_beside()
        most = min(font.pixelSize(), self.height() * (0.56 if beside else 0.44))
        font.setPixelSize(max(1, round(most)))
        room = self.width() - 16 - (self._look.theme.px(_MARK) + 8 if beside else 0)
        if (wide := self._width_of_ten(font)) > room:
            font.setPixelSize(max(1, int(most * room / wide)))
        return font

    def _width_of_ten(self, font: QFont) -> float:
        return QFontMetricsF(font).horizontalAdvance("10")

    def _paint_number(self, painter: QPainter, middle: QPointF) -> None:
        font = self._font()
        painter.setFont(font)
        ink = QFontMetricsF(font).tightBoundingRect(self.text())
        painter.drawText(middle - ink.center(), self.text())


def _paint_tick(painter: QPainter, color: QColor, area: QRectF) -> None:
    """A tick a little larger than `area`, with strokes as bold as the numbers."""
    pen = QPen(color, area.width() / 5)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    corner, wide, high = area.topLeft(), area.width(), area.height()
    points = ((-0.08, 0.52), (0.3, 0.88), (1.08, 0.1))
    painter.drawPolyline([corner + QPointF(wide * x, high * y) for x, y in points])
