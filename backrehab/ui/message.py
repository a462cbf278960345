"""A question or a fault as a card over the page; a line that stays while something is amiss."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from backrehab.ui.big_text import BigText
from backrehab.ui.buttons import Button, Kind
from backrehab.ui.controls import Card, Label
from backrehab.ui.look import Look
from backrehab.ui.scroll_page import ScrollPage
from backrehab.ui.theme import Role

_LARGE = 88
_AWAY = 16
_EDGE = 28
_MOST_IN_A_ROW = 2
_SHADE = QColor(0, 0, 0, 115)  # 45 per cent


@dataclass(frozen=True, slots=True)
class Answer:
    """A button of a message; `icon` is one of the bundled ones."""

    text: str
    kind: Kind = Kind.NORMAL
    icon: str | None = None


OK = (Answer("OK", Kind.MAIN),)


class _Words(ScrollPage):
    """As high as its words where there is room; else they scroll, so that the buttons don't."""

    def __init__(self, words: Label) -> None:
        super().__init__()
        self._words = words
        self.body.addWidget(words)

    def sizeHint(self) -> QSize:
        return QSize(self.width(), self._words.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint().boundedTo(super().minimumSizeHint())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:  # of other words, or of another size
            self.updateGeometry()
        return super().eventFilter(watched, event)


class Message(QWidget):
    """A card over everything in its parent until a button is pressed.

    The Tab key stays among its buttons. Escape gives the `escape` answer. It then goes away by
    itself, and the focus goes back to where it was. Words there is no room for scroll, by key too.

    Signals:
        answered: A button was pressed; arg: its place, from 0.
    """

    answered = Signal(int)

    def __init__(
        self,
        parent: QWidget,
        look: Look,
        title: str,
        text: str,
        answers: Sequence[Answer] = OK,
        *,
        escape: int = 0,
        large: bool = False,
    ) -> None:
        """`escape` is the answer of the Escape key; `large` is for reading it from a mat."""
        super().__init__(parent)
        self._over = parent
        self._escape = escape
        self._focus_before = parent.window().focusWidget()
        self.setObjectName("message")
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self._most_width = look.theme.px(640 if large else 560)
        parent.installEventFilter(self)
        card = self._card = Card(parent=self)
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.title = Label(title, Role.PAGE_TITLE if large else Role.CARD_TITLE)
        self.text = Label(text, Role.ROW_TITLE if large else Role.BODY)
        self.buttons = [Button(look, answer.text, answer.icon, answer.kind) for answer in answers]
        row = QHBoxLayout()
        row.setSpacing(12)
        if not large:
            row.addStretch(1)
        for place, button in enumerate(self.buttons):
            button.clicked.connect(lambda _checked=False, place=place: self.answer(place))
            if large:
                button.setFixedHeight(_LARGE)
            row.addWidget(button, 1 if large else 0)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(_EDGE, 24, _EDGE, 24)
        inside.setSpacing(12)
        inside.addWidget(self.title)
        self._words = _Words(self.text)
        inside.addWidget(self._words)
        inside.addSpacing(12)
        if len(self.buttons) > _MOST_IN_A_ROW:
            # The first is the one most people want: it gets the whole width.
            row.removeWidget(self.buttons[0])
            inside.addWidget(self.buttons[0])
        inside.addLayout(row)
        around = QVBoxLayout(self)
        around.setContentsMargins(_AWAY, _AWAY, _AWAY, _AWAY)
        around.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        self.setGeometry(parent.rect())
        self._fit()
        self.show()
        self.raise_()
        main = next((place for place, a in enumerate(answers) if a.kind is Kind.MAIN), 0)
        self.buttons[main].setFocus(Qt.FocusReason.PopupFocusReason)

    def answer(self, place: int) -> None:
        """Gives an answer, as pressing its button does."""
        self._over.removeEventFilter(self)
        self.hide()
        before = self._focus_before
        is_there = before is not None and isValid(before) and before.isVisible()
        (before if before is not None and is_there else self._over).setFocus(
            Qt.FocusReason.PopupFocusReason
        )
        self.deleteLater()
        self.answered.emit(place)

    def focusNextPrevChild(self, forward: bool) -> bool:
        step = 1 if forward else -1
        focused = [button.hasFocus() for button in self.buttons]
        at = focused.index(True) if True in focused else -step
        following = self.buttons[(at + step) % len(self.buttons)]
        following.setFocus(
            Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        )
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.isAutoRepeat():
            self.answer(self._escape)
        self._words.scroll_by_key(event.key())
        # No key goes on to what lies behind.
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = min(self._most_width, self.width() - 2 * _AWAY)
        self._card.setFixedWidth(width)
        self._words.setFixedWidth(width - 2 * _EDGE)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        QPainter(self).fillRect(self.rect(), _SHADE)


def show_message(
    parent: QWidget,
    look: Look,
    title: str,
    text: str,
    answers: Sequence[Answer] = OK,
    on_answer: Callable[[int], None] | None = None,
    *,
    escape: int = 0,
    large: bool = False,
) -> Message:
    """Shows a card and comes back at once; `on_answer` is told which button was pressed."""
    message = Message(parent, look, title, text, answers, escape=escape, large=large)
    if on_answer is not None:
        message.answered.connect(on_answer)
    return message


class NoticeLine(QWidget):
    """A line over the picture that stays as long as what it says is so."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._text = BigText(self)
        self._text.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._px = 20.0
        self.hide()
        look.changed.connect(self._take_look)
        self._take_look()

    def say(self, text: str) -> None:
        """Shows a text; an empty one takes the line away."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    @property
    def text(self) -> str:
        return self._text.text()

    def set_px(self, px: float) -> None:
        self._px = px
        self._text.set_type(px, QFont.Weight.DemiBold, line_height=1.25)

    def height_for(self, width: int) -> int:
        """How high it wants to be at this width."""
        return self._text.height_at(width - self._text_left() - 16) + round(self._px * 1.1)

    def _text_left(self) -> int:
        return round(self._px * 2.5)

    def resizeEvent(self, _event: QEvent) -> None:
        left = self._text_left()
        self._text.setGeometry(left, 4, self.width() - left - 16, self.height() - 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.theme.color("clay_tint"))
        painter.drawRoundedRect(self.rect(), 12, 12)
        icon = self._px * 1.3
        place = QRectF(self._px * 0.7, (self.height() - icon) / 2, icon, icon)
        clay = self._look.theme.color("clay").name()
        self._look.icons.paint(painter, "triangle-alert", clay, place)

    def _take_look(self) -> None:
        self._text.set_ink(self._look.theme.color("ink"))
        self.update()
