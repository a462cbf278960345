"""Lists to read: numbered steps, and lines with a dot in front."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from backrehab.ui.controls import Label
from backrehab.ui.look import Look
from backrehab.ui.theme import Role


class _Badge(QWidget):
    """The number of a step in a round patch."""

    def __init__(self, look: Look, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._number = number
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._take_look)

    def sizeHint(self) -> QSize:
        side = self._look.theme.px(30)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("tint"))
        painter.drawEllipse(QRectF(self.rect()))
        painter.setPen(theme.color("primary"))
        font = theme.font(Role.CAPTION)
        font.setBold(True)
        painter.setFont(font)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))

    def _take_look(self) -> None:
        self.updateGeometry()
        self.update()


class _Dot(QWidget):
    """The dot before a line, as high as the line's first row."""

    def __init__(self, look: Look, tone: str, role: Role, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._tone = tone
        self._role = role
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._take_look)

    def sizeHint(self) -> QSize:
        row = QFontMetrics(self._look.theme.font(self._role)).height()
        return QSize(self._look.theme.px(10), row)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.theme.color(self._tone))
        dot = QRectF(0, 0, self.width() * 0.85, self.width() * 0.85)
        dot.moveCenter(QRectF(self.rect()).center())
        painter.drawEllipse(dot)

    def _take_look(self) -> None:
        self.updateGeometry()
        self.update()


class TextList(QWidget):
    """Lines under each other, each behind its number or dot; replaced as a whole."""

    def __init__(
        self,
        look: Look,
        *,
        numbered: bool = False,
        tone: str = "primary",
        role: Role = Role.BODY,
        gap: int = 10,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._numbered = numbered
        self._tone = tone
        self._role = role
        self._shown: list[QWidget] = []
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(gap)

    def set_lines(self, lines: Iterable[str]) -> None:
        """Shows these lines instead of what was there."""
        for old in self._shown:
            self._rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._shown = []
        for number, line in enumerate(lines, 1):
            row = self._row(number, line)
            self._shown.append(row)
            self._rows.addWidget(row)

    def _row(self, number: int, line: str) -> QWidget:
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        words = Label(line, self._role, "ink")
        top = Qt.AlignmentFlag.AlignTop
        if self._numbered:
            words.setAccessibleName(f"{number}. {line}")
            layout.setSpacing(14)
            layout.addWidget(_Badge(self._look, number), 0, top)
            layout.addWidget(words, 1, Qt.AlignmentFlag.AlignVCenter)
        else:
            layout.setSpacing(10)
            layout.addWidget(_Dot(self._look, self._tone, self._role), 0, top)
            layout.addWidget(words, 1)
        return row
