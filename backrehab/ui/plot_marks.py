"""The marks of a plot, each with a shape of its own: none is told by its colour alone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from backrehab.ui.look import HasTheme

_INKS = {"worst": "ink", "alone": "ink", "told": "ink2"}
"""The other kinds are drawn in the main colour."""

HOLLOW = frozenset({"after", "told", "before", "morning"})
"""These are outlines, the others are filled."""


def mark_color(look: HasTheme, kind: str) -> QColor:
    """The colour of a kind of mark."""
    return look.theme.color(_INKS.get(kind, "primary"))


def paint_mark(painter: QPainter, look: HasTheme, kind: str, middle: QPointF, size: float) -> None:
    """Draws the mark of a kind about a point."""
    color = mark_color(look, kind)
    ground = look.theme.color("surface")
    half = size / 2
    stroke = max(1.2, size / 5)
    rim = min(1.5, size / 8)
    painter.save()
    match kind:
        case "worst" | "alone":  # with a rim, so that neighbours can be told apart
            painter.setPen(QPen(ground, rim))
            painter.setBrush(color)
            painter.drawEllipse(middle, half + 0.5, half + 0.5)
        case "after" | "told":
            painter.setPen(_pen(color, stroke))
            painter.setBrush(QBrush(ground))
            side = size - stroke
            painter.drawRect(QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side))
        case "before":
            painter.setPen(_pen(color, stroke * 0.9))
            painter.setBrush(QBrush(ground))
            painter.drawPolygon(_turned(middle, half * 0.92, _UP))
        case "morning":
            painter.setPen(_pen(color, stroke * 0.9))
            painter.setBrush(QBrush(ground))
            painter.drawPolygon(_turned(middle, half * 1.05, _DIAMOND))
        case "left" | "right":
            painter.setPen(QPen(ground, 1))
            painter.setBrush(color if kind == "right" else look.theme.color("ink"))
            painter.drawPolygon(_turned(middle, half * 1.2, _LEFT if kind == "left" else _RIGHT))
    painter.restore()


def _pen(color: QColor, stroke: float) -> QPen:
    return QPen(
        color, stroke, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap, Qt.PenJoinStyle.MiterJoin
    )


_UP = ((0.0, -1.0), (1.0, 0.85), (-1.0, 0.85))
_DIAMOND = ((0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0))
_LEFT = ((-1.0, 0.0), (0.8, -1.0), (0.8, 1.0))
_RIGHT = ((1.0, 0.0), (-0.8, -1.0), (-0.8, 1.0))


def _turned(middle: QPointF, half: float, corners: tuple[tuple[float, float], ...]) -> QPolygonF:
    return QPolygonF([middle + QPointF(x * half, y * half) for x, y in corners])
