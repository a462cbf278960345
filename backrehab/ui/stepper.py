"""A figure between a minus and a plus: pressed, held down, or changed with Up and Down."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QSpinBox, QWidget

from backrehab.core.model import Limits
from backrehab.ui.look import Look
from backrehab.ui.theme import Role

_FIRST_REPEAT_MS = 500
_REPEAT_MS = 1000 // 6
_SIGN_WIDTH = 46
_VALUE_WIDTH = 64
_BIG_STEP = 5


class Stepper(QSpinBox):
    """One frame with minus, the figure and plus; nothing to type.

    `valueChanged` says the new figure. What is read out is `spoken` (the figure in full words
    with what the page says); what is seen is `shown` ("3 s").

    Args:
        look: The look in force.
        name: What the figure is called; read out first.
        value: The figure at the start.
        limits: The least, the most, and the step of one press.
        shown: The figure as it stands in the frame.
        spoken: The figure as it is read out.
        parent: The widget it stands in.
    """

    def __init__(
        self,
        look: Look,
        name: str,
        value: int,
        limits: Limits,
        shown: Callable[[int], str] = str,
        spoken: Callable[[int], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._shown = shown
        self._spoken = spoken or shown
        self._pressed_steps = 0
        self._repeat = QTimer(self)
        self._repeat.timeout.connect(self._step_again)
        self.lineEdit().hide()
        self.lineEdit().setReadOnly(True)
        self.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setRange(limits.least, limits.most)
        self.setSingleStep(limits.step)
        self.setValue(value)
        self.setAccessibleName(name)
        look.changed.connect(self._take_look)

    def textFromValue(self, value: int) -> str:
        return self._spoken(value)

    def sizeHint(self) -> QSize:
        px = self._look.theme.px
        return QSize(px(2 * _SIGN_WIDTH + _VALUE_WIDTH), max(48, px(44)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def minus_place(self) -> QRectF:
        """Where the minus is pressed."""
        return QRectF(0, 0, self._sign_width(), self.height())

    def plus_place(self) -> QRectF:
        """Where the plus is pressed."""
        left = self.width() - self._sign_width()
        return QRectF(left, 0, self._sign_width(), self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("border"), 2))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 12, 12)
        self._paint_sign(painter, self.minus_place(), "minus", self.value() > self.minimum())
        self._paint_sign(painter, self.plus_place(), "plus", self.value() < self.maximum())
        painter.setPen(theme.color("ink"))
        painter.setFont(theme.font(Role.VALUE))
        painter.drawText(
            QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self._shown(self.value())
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self._pressed_steps = self._steps_at(event.position())
        if self._pressed_steps:
            self.stepBy(self._pressed_steps)
            self._repeat.start(_FIRST_REPEAT_MS)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._let_go()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Up: 1,
            Qt.Key.Key_Down: -1,
            Qt.Key.Key_PageUp: _BIG_STEP,
            Qt.Key.Key_PageDown: -_BIG_STEP,
        }.get(Qt.Key(event.key()))
        if steps is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
            return
        self.stepBy(steps)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # a page that is scrolled must not change a dose

    def hideEvent(self, _event: object) -> None:
        self._let_go()

    def _step_again(self) -> None:
        self._repeat.setInterval(_REPEAT_MS)
        self.stepBy(self._pressed_steps)

    def _let_go(self) -> None:
        self._repeat.stop()
        self._pressed_steps = 0

    def _steps_at(self, place: QPointF) -> int:
        if self.minus_place().contains(place):
            return -1
        return 1 if self.plus_place().contains(place) else 0

    def _paint_sign(self, painter: QPainter, place: QRectF, icon: str, can: bool) -> None:
        size = self._look.theme.px(24)
        box = QRectF(0, 0, size, size)
        box.moveCenter(place.center())
        color = self._look.theme.color("primary" if can else "ink2").name()
        self._look.icons.paint(painter, icon, color, box)

    def _sign_width(self) -> int:
        return self._look.theme.px(_SIGN_WIDTH)

    def _take_look(self) -> None:
        self.updateGeometry()
        self.update()
