"""The program's own mark: a figure in a bridge on a rounded square."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from backrehab.ui.look import Look

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

_GROUND, _FIGURE = "#0E6A66", "#FFFFFF"
_NO_FLOOR_BELOW = 22


def paint_mark(
    painter: QPainter, drawing: Path, place: QRectF, ground: str = _GROUND, figure: str = _FIGURE
) -> None:
    """Draws the mark; without its floor line where it would only be a smear."""
    svg = drawing.read_text(encoding="utf-8").replace(_GROUND, ground).replace(_FIGURE, figure)
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    if place.width() >= _NO_FLOOR_BELOW:
        renderer.render(painter, place)
        return
    whole = renderer.viewBoxF()
    for part in ("ground", "figure"):
        bounds = renderer.boundsOnElement(part)
        across, down = place.width() / whole.width(), place.height() / whole.height()
        renderer.render(
            painter,
            part,
            QRectF(
                place.x() + bounds.x() * across,
                place.y() + bounds.y() * down + (2 * down if part == "figure" else 0),
                bounds.width() * across,
                bounds.height() * down,
            ),
        )


def window_icon(drawing: Path) -> QIcon:
    """The mark in the sizes task bars and title bars ask for."""
    from PySide6.QtGui import QIcon

    icon = QIcon()
    for size in (16, 20, 24, 32, 48, 64, 128, 256):
        pixmap = QPixmap(QSize(size, size))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint_mark(painter, drawing, QRectF(0, 0, size, size))
        painter.end()
        icon.addPixmap(pixmap)
    return icon


class Mark(QWidget):
    """The mark in the colours of the theme."""

    def __init__(
        self, look: Look, drawing: Path, size: int = 34, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._drawing = drawing
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._take_look)

    def sizeHint(self) -> QSize:
        side = self._look.theme.px(self._size)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = self._look.theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_mark(painter, self._drawing, QRectF(self.rect()), tokens.primary, tokens.on_primary)

    def _take_look(self) -> None:
        self.updateGeometry()
        self.update()
