"""A small picture of an exercise and a few words beside it, painted in one go.

With a label for each, the window would take a tenth longer to be there.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter

from backrehab.ui.look import Look
from backrehab.ui.theme import Role
from backrehab.ui.thumbnail import Thumbnail

_WRAP = Qt.TextFlag.TextWordWrap
_ABOVE, _RIGHT = 9, 6
_AFTER_PICTURE, _AFTER_ICON, _BETWEEN = 12, 6, 2
_ICON = 20


@dataclass(slots=True)
class Words:
    """One thing that is said; an icon stands before the first line where one is named."""

    role: Role
    tone: str
    text: str = ""
    icon: str = ""


_Places = tuple[list[tuple[Words, QRect]], int]
"""Where the words stand at some width, the first at 0, and how high all are."""


class PictureWords:
    """Picture, and beside it the words in as many lines as they need.

    Layouts ask again and again, and measuring words takes long: every width is measured once.

    Attributes:
        words: What is said, from top to bottom; after a change in them `forget` is due.
        picture: The thumbnail.
        left: How far the picture stands from the left.
    """

    def __init__(
        self, look: Look, picture: Thumbnail, words: tuple[Words, ...], left: int = 10
    ) -> None:
        self._look = look
        self.picture = picture
        self.words = words
        self.left = left
        self._places: dict[int, _Places] = {}
        self._least_width = 0

    def forget(self) -> None:
        """Words, text size or picture are others now."""
        self._places.clear()
        self._least_width = 0

    def least_width(self) -> int:
        """As wide as the longest word needs."""
        if self._least_width == 0:
            longest = max(
                self._look.theme.metrics(words.role).horizontalAdvance(word) + self._beside(words)
                for words in self.words
                for word in words.text.split()
            )
            self._least_width = self._words_left() + longest + 1 + _RIGHT
        return self._least_width

    def height_at(self, width: int) -> int:
        """How high it is at this width."""
        _, high = self._places_at(width)
        return max(self.picture.size().height(), high) + 2 * _ABOVE

    def paint(self, painter: QPainter, size: QSize) -> None:
        """Draws all of it into a widget of this size."""
        theme = self._look.theme
        picture = self.picture.size()
        corner = QPoint(self.left, (size.height() - picture.height()) // 2)
        self.picture.paint(painter, QRectF(QRect(corner, picture)))
        places, high = self._places_at(size.width())
        down = (size.height() - high) // 2
        for words, above in places:
            place = above.translated(0, down)
            color = theme.color(words.tone)
            if words.icon:
                side = theme.px(_ICON)
                icon = QRectF(place.left() - self._beside(words), place.top(), side, side)
                self._look.icons.paint(painter, words.icon, color.name(), icon)
            painter.setFont(theme.font(words.role))
            painter.setPen(color)
            painter.drawText(place, _WRAP, words.text)

    def _places_at(self, width: int) -> _Places:
        if width not in self._places:
            self._places[width] = self._measure(width)
        return self._places[width]

    def _measure(self, width: int) -> _Places:
        places, high = [], -_BETWEEN
        for words in self.words:
            if words.text:
                left = self._words_left() + self._beside(words)
                room = QRect(left, high + _BETWEEN, max(1, width - left - _RIGHT), 10_000)
                metrics = self._look.theme.metrics(words.role)
                lines = metrics.boundingRect(room, _WRAP, words.text).height()
                room.setHeight(max(lines, self._look.theme.px(_ICON) if words.icon else 0))
                places.append((words, room))
                high = room.bottom() + 1
        return places, high

    def _words_left(self) -> int:
        return self.left + self.picture.size().width() + _AFTER_PICTURE

    def _beside(self, words: Words) -> int:
        return self._look.theme.px(_ICON) + _AFTER_ICON if words.icon else 0
