"""A second picture of the exercise, from another side, in a corner the clip leaves free."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImageReader, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from backrehab.ui.look import Look
from backrehab.ui.picture import paint_picture

_RADIUS = 10
_INSET = 14
_LEAST_WIDTH, _MOST_WIDTH = 140, 300  # smaller, nothing is to be seen on it
_SHARES = (30, 26, 22, 18, 14)  # of the clip's width, in per cent
_SHARP = 2  # it is loaded for screens twice as dense


def free_corner(area: QRect, shape: QSize, taken: Sequence[QRect]) -> QRect | None:
    """The largest place for a picture in a corner of `area` that touches nothing `taken`.

    None where not even a small picture fits; the clip then keeps the room for itself.
    """
    inner = area.adjusted(_INSET, _INSET, -_INSET, -_INSET)
    for share in _SHARES:
        width = min(area.width() * share // 100, _MOST_WIDTH)
        place = QRect(0, 0, width, width * shape.height() // max(1, shape.width()))
        if width < _LEAST_WIDTH or place.height() > inner.height():
            continue
        for corner in (inner.topRight(), inner.bottomRight(), inner.topLeft()):
            place.moveTopLeft(inner.topLeft())
            if corner.x() > inner.left():
                place.moveRight(inner.right())
            if corner.y() > inner.top():
                place.moveBottom(inner.bottom())
            if not any(place.intersects(other) for other in taken):
                return place
    return None


class AnotherView(QWidget):
    """Shows `ID.2.webp` beside a clip, where there is one and it covers nothing."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._picture = QPixmap()
        self.setAccessibleName("Another view")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        look.changed.connect(self.update)
        self.hide()

    def show_clip(self, clip: Path | None) -> None:
        """Another clip's second picture, or none; out of sight until it is placed."""
        self.hide()
        self._picture = QPixmap()
        if clip is None or not (file := clip.with_suffix(".2.webp")).is_file():
            return
        reader = QImageReader(str(file))
        most = QSize(_MOST_WIDTH, _MOST_WIDTH) * _SHARP
        reader.setScaledSize(reader.size().scaled(most, Qt.AspectRatioMode.KeepAspectRatio))
        self._picture = QPixmap.fromImage(reader.read())

    def place_in(self, area: QRect, taken: Sequence[QRect]) -> None:
        """Goes where there is room for it, or out of sight."""
        place = None
        if not self._picture.isNull():
            place = free_corner(area, self._picture.size(), taken)
        if place is not None:
            self.setGeometry(place)
            self.raise_()
        self.setVisible(place is not None)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        paint_picture(painter, self._look, self._picture, area, radius=_RADIUS, air=0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.theme.color("border"), 2))
        painter.drawRoundedRect(area, _RADIUS, _RADIUS)
