"""The small picture of an exercise on its card in the library."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPixmap

from backrehab.core.model import Exercise, Position
from backrehab.ui.look import Look
from backrehab.ui.picture import paint_picture, small_still_beside, still_beside

_RADIUS = 10


class Thumbnail:
    """A still of the clip, or a figure in the position the exercise starts from.

    A still that comes without its small copy takes too long to load for the first sight of the
    window: until `load` there is the figure.
    """

    def __init__(self, look: Look, exercise: Exercise, videos: Path) -> None:
        self._look = look
        self._size = QSize()
        self._still: Path | None = None
        self._picture: QPixmap | Position = exercise.position
        if exercise.clip:
            small = QPixmap(str(small_still_beside(videos / exercise.clip)))
            if small.isNull():
                self._still = still_beside(videos / exercise.clip)
            else:
                self._picture = small

    @property
    def waits(self) -> bool:
        """Whether there is a still to load."""
        return self._still is not None

    def load(self) -> None:
        """Loads the still; one that can't be read leaves the figure."""
        still, self._still = QPixmap(str(self._still)), None
        if not still.isNull():
            self._picture = still

    def set_size(self, size: QSize) -> None:
        """Its size at 100 % text."""
        self._size = size

    def size(self) -> QSize:
        """Its size at this text size; pictures need not grow as fast as the words beside them."""
        scale = (100 + self._look.theme.text_percent) / 200
        return QSize(round(self._size.width() * scale), round(self._size.height() * scale))

    def paint(self, painter: QPainter, area: QRectF) -> None:
        """Draws it into `area`, with rounded corners."""
        paint_picture(painter, self._look, self._picture, area, radius=_RADIUS, air=0.06)
