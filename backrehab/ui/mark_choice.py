"""The marks of a plot by name: the legend, and each can be put away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from backrehab.ui.look import Look
from backrehab.ui.plot_marks import paint_mark
from backrehab.ui.reflow import FlowLayout
from backrehab.ui.theme import Role

_MARK = 12
_EDGE, _GAP, _TICK = 8, 6, 15


class MarkButton(QAbstractButton):
    """A mark with its name; ticked and framed while it is shown."""

    def __init__(self, look: Look, kind: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.kind = kind
        self.setText(words)
        self.setCheckable(True)
        self.setAccessibleName(f"Show {words[0].lower()}{words[1:]}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._take_look)

    def sizeHint(self) -> QSize:
        px = self._look.theme.px
        metrics = QFontMetrics(self._look.theme.font(Role.CAPTION))
        width = metrics.horizontalAdvance(self.text()) + px(_MARK + 2 * _GAP + _TICK + 2 * _EDGE)
        return QSize(width, max(44, metrics.lineSpacing() + 16))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        px = theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        painter.setPen(QPen(theme.color("primary" if on else "border"), 2 if on else 1))
        painter.setBrush(theme.color("tint" if self.underMouse() else "surface"))
        box = QRectF(self.rect()).adjusted(1, 3, -1, -3)
        painter.drawRoundedRect(box, 10, 10)
        tick = QRectF(px(_EDGE), (self.height() - px(_TICK)) / 2, px(_TICK), px(_TICK))
        if on:
            self._look.icons.paint(painter, "check", theme.color("primary").name(), tick)
        middle = QPointF(tick.right() + px(_GAP) + px(_MARK) / 2, self.height() / 2)
        paint_mark(painter, self._look, self.kind, middle, px(_MARK))
        painter.setFont(theme.font(Role.CAPTION))
        painter.setPen(theme.color("ink" if on else "ink2"))
        left = middle.x() + px(_MARK) / 2 + px(_GAP)
        place = QRectF(left, 0, self.width() - left, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.text())

    def _take_look(self) -> None:
        self.updateGeometry()
        self.update()


class MarkChoice(QWidget):
    """All of them in a row that breaks where it has to.

    Signals:
        changed: Others are shown now.
    """

    changed = Signal()

    def __init__(
        self,
        look: Look,
        name: str,
        kinds: Sequence[tuple[str, str]],
        shown: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        row = FlowLayout(self, gap=6)
        self.buttons = {kind: MarkButton(look, kind, words, self) for kind, words in kinds}
        for kind, button in self.buttons.items():
            button.setChecked(kind in shown)
            button.toggled.connect(self.changed)
            row.addWidget(button)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def shown(self) -> tuple[str, ...]:
        """The kinds that are shown."""
        return tuple(kind for kind, button in self.buttons.items() if button.isChecked())
