"""What a band of the pain scale is called: its shape, its colour in a word, how strong it is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from backrehab.core.model import PainBand
from backrehab.ui.look import Look
from backrehab.ui.pain_shape import paint_shape
from backrehab.ui.theme import Role


class BandHead(QWidget):
    """Stands over the buttons of its band or before them, in one line or in two."""

    def __init__(self, look: Look, band: PainBand, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._band = band
        self._words = (f"{band.id.capitalize()},", band.word)
        self.setAccessibleName(f"{' '.join(self._words)}, {band.least} to {band.most}")
        look.changed.connect(self.update)

    def width_of_one_line(self) -> int:
        first, second = self._widths()
        return self._beside() + first + self._space() + second

    def width_of_two_lines(self) -> int:
        return self._beside() + max(self._widths())

    def height_of(self, lines: int) -> int:
        return self._look.theme.metrics(Role.BODY).lineSpacing() * lines + self._look.theme.px(24)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(f"{self._band.id}_tint"))
        painter.drawRoundedRect(self.rect(), 12, 12)
        side = theme.px(20)
        left = theme.px(14)
        shape = QRectF(left, (self.height() - side) / 2, side, side)
        color = theme.color(self._band.id)
        paint_shape(painter, self._band.shape, color, shape)
        left += side + theme.px(10)
        first, second = self._widths()
        line = theme.metrics(Role.BODY).lineSpacing()
        in_one = self.width() >= self.width_of_one_line()
        top = (self.height() - line * (1 if in_one else 2)) // 2
        painter.setFont(self._bold())
        painter.setPen(color)
        painter.drawText(left, top, first + 2, line, Qt.AlignmentFlag.AlignVCenter, self._words[0])
        painter.setFont(theme.font(Role.BODY))
        painter.setPen(theme.color("ink"))
        left, top = (left + first + self._space(), top) if in_one else (left, top + line)
        painter.drawText(
            left, top, second + 2, line, Qt.AlignmentFlag.AlignVCenter, self._words[1]
        )

    def _bold(self) -> QFont:
        font = QFont(self._look.theme.font(Role.BODY))
        font.setWeight(QFont.Weight.Bold)
        return font

    def _widths(self) -> tuple[int, int]:
        first, second = self._words
        plain = self._look.theme.metrics(Role.BODY)
        return QFontMetrics(self._bold()).horizontalAdvance(first), plain.horizontalAdvance(second)

    def _space(self) -> int:
        return self._look.theme.metrics(Role.BODY).horizontalAdvance(" ")

    def _beside(self) -> int:
        return self._look.theme.px(14 + 20 + 10 + 10)
