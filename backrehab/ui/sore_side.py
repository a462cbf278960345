"""Which side is sore: asked before the first exercise that is done on that side only."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from backrehab.core.model import SoreSide
from backrehab.ui.buttons import Button, Kind
from backrehab.ui.choices import Switch
from backrehab.ui.controls import Label
from backrehab.ui.look import Look
from backrehab.ui.reflow import FlowLayout, page_edge
from backrehab.ui.scroll_page import ScrollPage
from backrehab.ui.theme import Role

_MOST_WIDTH = 1000
_CHOICES = (
    (SoreSide.LEFT, "Left", "Your own left"),
    (SoreSide.RIGHT, "Right", "Your own right"),
    (SoreSide.BOTH, "Both", "First left, then right"),
)


class _SideButton(QPushButton):
    """A big button: one word, and one line under it."""

    def __init__(self, look: Look, word: str, line: str, parent: QWidget | None = None) -> None:
        super().__init__(word, parent)
        self._look = look
        self._line = line
        self._high = True
        self.setAccessibleName(f"{word}. {line}")
        self.setProperty("focus_radius", 16)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def set_high(self, high: bool) -> None:
        """High where three stand side by side, lower where they are under each other."""
        if high != self._high:
            self._high = high
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self._look.theme.px(250), self._look.theme.px(140 if self._high else 92))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.theme.px(210), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.color("tint" if self.underMouse() or self.isDown() else "surface"))
        painter.setPen(QPen(theme.color("primary" if self.isDown() else "border"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 16, 16)
        word = theme.font(Role.PAGE_TITLE)
        middle = self.height() // 2
        painter.setFont(word)
        painter.setPen(theme.color("ink"))
        above = QRect(0, 0, self.width(), middle + theme.px(10))
        painter.drawText(
            above, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, self.text()
        )
        painter.setFont(theme.font(Role.CAPTION))
        painter.setPen(theme.color("ink2"))
        below = QRect(8, middle + theme.px(14), self.width() - 16, middle - theme.px(14))
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(below, flags, self._line)


class SoreSidePage(QWidget):
    """Asks for the side, once or each time.

    Signals:
        chosen: The person told; args: the side for now, and what is to be kept in the programme,
            which is `SoreSide.ASK` where they want to be asked each time.
        back_wanted: The person doesn't want to start after all.
        help_wanted: The person wants the help cards first.
    """

    chosen = Signal(object, object)
    back_wanted = Signal()
    help_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setProperty("page", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.back_button = Button(look, "Back", "chevron-left")
        self.back_button.clicked.connect(self.back_wanted)
        self.help_button = Button(look, "When to get help", "life-buoy", Kind.CLAY)
        self.help_button.clicked.connect(self.help_wanted)
        self.title = Label("Which side is sore?", Role.PAGE_TITLE)
        self.words = Label("", Role.BODY, "ink2")
        self.buttons = {side: _SideButton(look, word, line) for side, word, line in _CHOICES}
        self.each_time = Switch(look, "Ask me each time")
        self.later = Label("You can change this in Settings.", Role.CAPTION, "ink2")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(16)
        for side, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, side=side: self._choose(side))
            self._row.addWidget(button)
        self._page = ScrollPage()
        body = self._page.body
        body.setSpacing(16)
        head = FlowLayout(gap=12)
        head.addWidget(self.back_button)
        head.addWidget(self.help_button)
        body.addLayout(head)
        body.addStretch(1)
        body.addWidget(self.title)
        body.addWidget(self.words)
        body.addSpacing(8)
        body.addLayout(self._row)
        body.addSpacing(8)
        body.addWidget(self.each_time, 0, Qt.AlignmentFlag.AlignLeft)
        body.addWidget(self.later)
        body.addStretch(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)

    def ask(self, exercise_title: str, kept: SoreSide | None) -> None:
        """Gets ready to ask for this exercise; `kept` is what the programme has."""
        self.words.setText(f"{exercise_title} is done on your sore side.")
        self.each_time.setChecked(kept is SoreSide.ASK)
        self.buttons[SoreSide.LEFT].setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, side: SoreSide) -> None:
        self.chosen.emit(side, SoreSide.ASK if self.each_time.isChecked() else side)

    def resizeEvent(self, event: QResizeEvent) -> None:
        theme = self._look.theme
        edge = page_edge(self.width(), self.height(), theme.text_percent)
        most = theme.px(_MOST_WIDTH)
        self._page.set_edge(edge, most)
        room = min(most, self.width() - 2 * edge)
        side_by_side = room >= sum(b.minimumSizeHint().width() + 16 for b in self.buttons.values())
        directions = QBoxLayout.Direction
        for button in self.buttons.values():
            button.set_high(side_by_side)
        self._row.setDirection(directions.LeftToRight if side_by_side else directions.TopToBottom)
        super().resizeEvent(event)
