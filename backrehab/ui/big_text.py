"""Text that is as large as its place lets it be: read from a mat, two or three metres away."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from backrehab.ui.theme import FAMILY

_LEAST_PX = 9


def screen_font(px: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """A font whose size follows the screen, not the text setting."""
    font = QFont(FAMILY)
    font.setPixelSize(max(1, round(px)))
    font.setWeight(weight)
    return font


def break_lines(text: str, metrics: QFontMetrics, width: int) -> list[str]:
    """Lines of whole words, each at most `width` wide where its first word lets it be."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.horizontalAdvance(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def fitting_px(text: str, room: QSize, px: float, weight: QFont.Weight) -> int:
    """The largest size up to `px` at which a text fits on one line."""
    size = max(_LEAST_PX, round(px))
    while size > _LEAST_PX:
        metrics = QFontMetrics(screen_font(size, weight))
        if metrics.horizontalAdvance(text) <= room.width() and size <= room.height():
            break
        size -= 1
    return size


class BigText(QLabel):
    """One text that shrinks before it is cut; a label to screen readers like any other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._px = 20.0
        self._weight = QFont.Weight.Normal
        self._ink = QColor("white")
        self._line_height = 1.2
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        # The place is given by whoever lays it out; the text never asks for more.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def set_type(self, px: float, weight: QFont.Weight, *, line_height: float = 1.2) -> None:
        """The size wished for, and the step from line to line in sizes of the font."""
        self._px, self._weight, self._line_height = px, weight, line_height
        self.update()

    def set_ink(self, color: QColor) -> None:
        self._ink = color
        self.update()

    def fit(self, room: QSize) -> tuple[int, list[str]]:
        """The largest size up to the one wished for at which all fits the room, and its lines."""
        px = max(_LEAST_PX, round(self._px))
        while True:
            metrics = QFontMetrics(screen_font(px, self._weight))
            lines = break_lines(self.text(), metrics, room.width())
            widest = max((metrics.horizontalAdvance(line) for line in lines), default=0)
            height = round(len(lines) * px * self._line_height)
            if px <= _LEAST_PX or (widest <= room.width() and height <= room.height()):
                return px, lines
            px -= 1

    def height_at(self, width: int) -> int:
        """How high the text is at the wished size when it may be `width` wide."""
        px, lines = self.fit(QSize(width, 100_000))
        return round(len(lines) * px * self._line_height)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        px, lines = self.fit(self.size())
        painter = QPainter(self)
        painter.setPen(self._ink)
        font = screen_font(px, self._weight)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        step = px * self._line_height
        # Capitals, not line boxes, are centred: the eye sees no room for what has no descender.
        block = step * (len(lines) - 1) + metrics.capHeight()
        where = self.alignment()
        base = metrics.capHeight() + (self.height() - block) / 2
        if where & Qt.AlignmentFlag.AlignTop:
            base = (step + metrics.capHeight()) / 2
        for line in lines:
            width = metrics.horizontalAdvance(line)
            left = (self.width() - width) // 2
            if where & Qt.AlignmentFlag.AlignLeft:
                left = 0
            elif where & Qt.AlignmentFlag.AlignRight:
                left = self.width() - width
            painter.drawText(left, round(base), line)
            base += step
