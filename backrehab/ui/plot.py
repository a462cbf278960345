"""A plot of single figures: arrow keys and pointer walk its marks, and each is read out."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from backrehab.core.plot import Mark, in_order
from backrehab.core.text import count, when_words
from backrehab.ui.announce import announce
from backrehab.ui.look import Look
from backrehab.ui.plot_paint import Figure, Frame, frame_of, paint_plot
from backrehab.ui.theme import Role

_HIGH, _WIDE = 190, 420
_REACH = 14
_FORWARD = frozenset({Qt.Key.Key_Right, Qt.Key.Key_Down})
_BACK = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Up})


class Plot(QWidget):
    """Draws a figure. Left and Right go from mark to mark, Enter opens the mark's session.

    Signals:
        session_wanted: A mark was opened; arg: its session's id.
    """

    session_wanted = Signal(str)

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._figure: Figure | None = None
        self._frame: Frame | None = None
        self._here: int | None = None
        self._name = name
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setSizePolicy(policy)
        self.setAccessibleName(name)
        look.changed.connect(self._take_look)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What is shown, in the order the keys walk through it."""
        return self._figure.marks if self._figure else ()

    @property
    def words(self) -> str:
        """What the box says; "" where no mark is chosen."""
        return "" if self._here is None else mark_words(self.marks[self._here])

    def show_figure(self, name: str, figure: Figure) -> None:
        """Shows these marks; no one of them is chosen."""
        self._name = name
        self._figure = Figure(figure.days, figure.scale, in_order(figure.marks), figure.bands)
        self._frame = None
        self._here = None
        self.setAccessibleName(f"{name}, {count(len(figure.marks), 'mark')}")
        self.setAccessibleDescription("Left and Right go from mark to mark.")
        self.update()

    def place_of(self, number: int) -> QPointF:
        """Where a mark stands."""
        return self._measured().points[number]

    def sizeHint(self) -> QSize:
        return QSize(self._look.theme.px(_WIDE), self._look.theme.px(_HIGH))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self._look.theme.px(_HIGH))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._figure is None:
            return
        painter = QPainter(self)
        self._frame = paint_plot(painter, self._look, self._figure, QRectF(self.rect()))
        if self._here is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_box(painter, self.marks[self._here], self._frame.points[self._here])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        last = len(self.marks) - 1
        here = self._here
        if last < 0:
            super().keyPressEvent(event)
        elif key in _FORWARD:
            self._go(0 if here is None else min(here + 1, last))
        elif key in _BACK:
            self._go(last if here is None else max(here - 1, 0))
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._go(0 if key == Qt.Key.Key_Home else last)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and here is not None:
            self.session_wanted.emit(self.marks[here].session_id)
        elif key == Qt.Key.Key_Escape and here is not None:
            self._leave()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        near = self._near(event.position())
        self.setCursor(
            Qt.CursorShape.ArrowCursor if near is None else Qt.CursorShape.PointingHandCursor
        )
        if near is not None and near != self._here:
            self._here = near
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        near = self._near(event.position())
        if near is None:
            self._leave()
        elif near == self._here and event.button() is Qt.MouseButton.LeftButton:
            self.session_wanted.emit(self.marks[near].session_id)
        else:
            self._go(near)

    def _near(self, place: QPointF) -> int | None:
        """The mark the pointer is at."""
        apart = [
            ((point - place).manhattanLength(), number)
            for number, point in enumerate(self._measured().points)
        ]
        nearest, number = min(apart, default=(float("inf"), 0))
        return number if nearest <= self._look.theme.px(_REACH) else None

    def _measured(self) -> Frame:
        if self._frame is None or self._frame.field.right() > self.width():
            if self._figure is None:
                return Frame(QRectF(), 0, ())
            self._frame = frame_of(self._look, self._figure, QRectF(self.rect()))
        return self._frame

    def _go(self, number: int) -> None:
        self._here = number
        self.setAccessibleDescription(self.words)
        announce(self, self.words)
        self.update()

    def _leave(self) -> None:
        self._here = None
        self.update()

    def _paint_box(self, painter: QPainter, mark: Mark, point: QPointF) -> None:
        """The figure in words, beside its mark and never over the edge."""
        theme = self._look.theme
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("focus"), 3))
        reach = (self._frame.mark if self._frame else 0) / 2 + 5
        painter.drawEllipse(point, reach, reach)
        when, what = box_words(mark)
        bold, plain = theme.font(Role.CAPTION), theme.font(Role.CAPTION)
        bold.setWeight(QFont.Weight.DemiBold)
        edge = theme.px(10)
        wide = max(
            QFontMetricsF(bold).horizontalAdvance(what),
            QFontMetricsF(plain).horizontalAdvance(when),
        )
        line = QFontMetricsF(plain).lineSpacing()
        box = QRectF(0, 0, wide + 2 * edge + 2, 2 * line + 1.4 * edge)
        left = point.x() + reach + 8
        if left + box.width() > self.width():
            left = point.x() - reach - 8 - box.width()
        top = min(max(0.0, point.y() - box.height() / 2), self.height() - box.height())
        box.moveTopLeft(QPointF(max(0.0, left), top))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("toast"))
        painter.drawRoundedRect(box, 10, 10)
        painter.setPen(theme.color("on_toast"))
        inside = box.adjusted(edge, 0.7 * edge, 0, 0)
        painter.setFont(bold)
        painter.drawText(inside, Qt.AlignmentFlag.AlignTop, what)
        painter.setFont(plain)
        painter.drawText(inside.translated(0, line), Qt.AlignmentFlag.AlignTop, when)

    def _take_look(self) -> None:
        self._frame = None
        self.updateGeometry()
        self.update()


def box_words(mark: Mark) -> tuple[str, str]:
    """When and what: ("Sat 21 Nov 2026, 18:05", "Worst: 5")."""
    return when_words(mark.at, date.min), f"{mark.words}: {mark.said}"


def mark_words(mark: Mark) -> str:
    """The same as one sentence."""
    when, what = box_words(mark)
    return f"{what}. {when}."
