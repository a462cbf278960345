"""What stands where there is nothing to show: a figure, one sentence and one button."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from backrehab.core.model import Position
from backrehab.ui.buttons import Button, Kind
from backrehab.ui.controls import Card, Label
from backrehab.ui.look import Look
from backrehab.ui.picture import paint_figure
from backrehab.ui.theme import Role


class _Figure(QWidget):
    """A drawn figure for a page that has nothing else to show."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(240, 150)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.theme.color("tint"))
        painter.drawRoundedRect(QRectF(self.rect()), 20, 20)
        paint_figure(painter, self._look, Position.LYING, QRectF(self.rect()))


class NothingCard(Card):
    """One sentence and one button where there are no rows."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.words = Label("", Role.CARD_TITLE)
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.button = Button(look, "", kind=Kind.MAIN)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(24)
        column.addStretch(1)
        self.figure = _Figure(look)
        column.addWidget(self.figure, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.words)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
