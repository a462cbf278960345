"""Lucide icons, drawn in any colour at the screen's own sharpness."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

if TYPE_CHECKING:  # the first page has none, and its class takes a hundredth of the start
    from PySide6.QtGui import QIcon

_FILLED = frozenset({"play", "pause", "square"})


class Icons:
    """The icons of one folder, each drawn once per colour and size."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.pixmap = lru_cache(maxsize=512)(self._draw)

    def icon(self, name: str, color: str, size: int = 26) -> QIcon:
        """An icon that is sharp on ordinary and on 2x screens."""
        from PySide6.QtGui import QIcon

        icon = QIcon()
        for ratio in (1.0, 2.0):
            icon.addPixmap(self.pixmap(name, color, size, ratio))
        return icon

    def paint(self, painter: QPainter, name: str, color: str, place: QRectF) -> None:
        """Draws the icon into `place`, as sharp as the painter's device."""
        self._renderer(name, color).render(painter, place)

    def _draw(self, name: str, color: str, size: int, ratio: float = 1.0) -> QPixmap:
        pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self._renderer(name, color).render(painter, QRectF(pixmap.rect()))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def _renderer(self, name: str, color: str) -> QSvgRenderer:
        svg = (self._folder / f"{name}.svg").read_text(encoding="utf-8")
        svg = svg.replace("currentColor", color)
        if name in _FILLED:
            svg = svg.replace('fill="none"', f'fill="{color}"')
        return QSvgRenderer(QByteArray(svg.encode()))
