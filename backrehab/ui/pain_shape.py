"""The shape that goes with a band's colour, so that no band is told by its colour alone."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from backrehab.core.model import PainBand
from backrehab.ui.look import Look


def paint_shape(painter: QPainter, shape: str, color: QColor, area: QRectF) -> None:
    """Fills a circle, triangle or octagon as large as the square `area` allows."""
    painter.save()
    painter.setBrush(color)
    painter.setPen(Qt.PenStyle.NoPen)
    if shape == "circle":
        painter.drawEllipse(area)
    elif shape == "triangle":
        # A pen as wide as this rounds the corners a little.
        round_by = area.width() / 10
        pen = QPen(color, round_by)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        box = area.adjusted(round_by / 2, area.height() * 0.1, -round_by / 2, -round_by / 2)
        top = QPointF(box.center().x(), box.top())
        painter.drawPolygon(QPolygonF([top, box.bottomRight(), box.bottomLeft()]))
    else:
        painter.drawPolygon(_octagon(area))
    painter.restore()


def _octagon(area: QRectF) -> QPolygonF:
    # A little larger than the circle in it: a flat side lies on each side of the square.
    reach = QLineF.fromPolar(area.width() / 2 * 1.06, 0).translated(area.center())
    points = QPolygonF()
    for corner in range(8):
        reach.setAngle(22.5 + corner * 45)
        points.append(reach.p2())
    return points


class PainShape(QWidget):
    """The shape of a band in its colour; the words beside it say the same."""

    def __init__(
        self, look: Look, band: PainBand, size: int = 24, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._band = band
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._take_look)

    def sizeHint(self) -> QSize:
        side = self._look.theme.px(self._size)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        paint_shape(painter, self._band.shape, self._look.theme.color(self._band.id), area)

    def _take_look(self) -> None:
        self.updateGeometry()
        self.update()
