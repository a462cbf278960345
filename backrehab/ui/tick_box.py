"""A tick box with words beside it, in as many lines as they take; all of it can be pressed."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from backrehab.ui.look import Look
from backrehab.ui.theme import Role

BOX = 30
_RADIUS = 12
_SIDE, _AFTER_BOX = 4, 12


def paint_box(painter: QPainter, look: Look, place: QRectF, *, ticked: bool) -> None:
    """The box alone, filled and with its tick where it is ticked."""
    theme = look.theme
    painter.setPen(QPen(theme.color("primary" if ticked else "border"), 2))
    painter.setBrush(theme.color("primary" if ticked else "surface"))
    painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 7, 7)
    if ticked:
        tick = [QPointF(0.25, 0.52), QPointF(0.43, 0.70), QPointF(0.75, 0.33)]
        pen = QPen(theme.color("on_primary"), place.width() * 0.11)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline([place.topLeft() + point * place.width() for point in tick])


class TickBox(QCheckBox):
    """Ticked or not; `toggled` says the new state. Enter ticks as Space does."""

    def __init__(self, look: Look, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._look = look
        self.setProperty("focus_radius", _RADIUS)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self._take_look)

    def sizeHint(self) -> QSize:
        words = self._metrics().horizontalAdvance(self.text())
        return QSize(words + self._beside_words() + 4, self.heightForWidth(1_000_000))

    def minimumSizeHint(self) -> QSize:
        longest = max(self._metrics().horizontalAdvance(word) for word in self.text().split())
        return QSize(longest + self._beside_words() + 4, self.heightForWidth(1_000_000))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(1, width - self._beside_words()), 10_000)
        words = self._metrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self.text())
        return max(48, words.height() + 16, self._look.theme.px(BOX) + 12)

    def hitButton(self, place: QPoint) -> bool:
        return self.rect().contains(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("tint"))
            painter.drawRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
        side = theme.px(BOX)
        box = QRectF(_SIDE, (self.height() - side) / 2, side, side)
        paint_box(painter, self._look, box, ticked=self.isChecked())
        painter.setFont(theme.font(Role.BODY))
        painter.setPen(theme.color("ink"))
        words = self.rect().adjusted(self._beside_words() - _SIDE, 0, 0, 0)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(words, flags, self.text())

    def _metrics(self) -> QFontMetrics:
        return self._look.theme.metrics(Role.BODY)

    def _beside_words(self) -> int:
        return 2 * _SIDE + self._look.theme.px(BOX) + _AFTER_BOX

    def _take_look(self) -> None:
        self.updateGeometry()
        self.update()
