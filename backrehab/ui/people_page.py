"""Who is it? Asked at the start where several people use the computer, and never else."""

from __future__ import annotations

from PySide6.QtCore import QEventLoop, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from backrehab.core.people import People
from backrehab.ui.buttons import PressableByEnter
from backrehab.ui.controls import Label
from backrehab.ui.focus_ring import FocusRing
from backrehab.ui.look import Look
from backrehab.ui.one_window import OneWindow
from backrehab.ui.reflow import FlowLayout, page_edge
from backrehab.ui.scroll_page import ScrollPage
from backrehab.ui.theme import Role

_SMALLEST = QSize(800, 560)
_AT_FIRST = QSize(1366, 768)
_MOST_WIDTH = 1000


class PersonButton(PressableByEnter):
    """A big button with a name, in as many lines as it takes."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._look = look
        self.setProperty("focus_radius", 16)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        px = self._look.theme.px
        width = px(300)
        metrics = self._look.theme.metrics(Role.CARD_TITLE)
        longest = max(metrics.horizontalAdvance(word) for word in self.text().split())
        width = max(width, min(longest, px(520)) + px(88))
        room = QRect(0, 0, width - px(88), 10_000)
        flags = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
        words = metrics.boundingRect(room, flags, self.text())
        return QSize(width, max(px(96), words.height() + px(40)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        px = theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.color("tint" if self.underMouse() or self.isDown() else "surface"))
        painter.setPen(QPen(theme.color("primary" if self.isDown() else "border"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 16, 16)
        icon = QRectF(px(20), (self.height() - px(32)) / 2, px(32), px(32))
        self._look.icons.paint(painter, "user", theme.color("primary").name(), icon)
        painter.setFont(theme.font(Role.CARD_TITLE))
        painter.setPen(theme.color("ink"))
        words = self.rect().adjusted(px(68), 0, -px(16), 0)
        flags = (
            Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
        )
        painter.drawText(words, flags, self.text())


class PeopleWindow(QWidget):
    """A window of its own before the one with somebody's things: nobody's diary is open yet.

    Attributes:
        buttons: By the person's id.

    Signals:
        chosen: arg: the person's id.
        closed: The window was closed instead.
    """

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, look: Look, people: People) -> None:
        super().__init__()
        self._look = look
        self.setWindowTitle("BackRehab")
        self.setProperty("page", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumSize(_SMALLEST)
        self.resize(_AT_FIRST)
        self.title = Label("Who is it?", Role.PAGE_TITLE)
        self.words = Label(
            "Each of you has a diary of your own. It can have a passphrase.", Role.BODY, "ink2"
        )
        self.buttons: dict[str, PersonButton] = {}
        buttons = FlowLayout(gap=16)
        for person in people.people:
            button = self.buttons[person.id] = PersonButton(look, person.name)
            button.clicked.connect(lambda _checked=False, it=person.id: self.chosen.emit(it))
            buttons.addWidget(button)
        self._page = ScrollPage()
        body = self._page.body
        body.setSpacing(16)
        body.addStretch(1)
        body.addWidget(self.title)
        body.addWidget(self.words)
        body.addSpacing(8)
        body.addLayout(buttons)
        body.addStretch(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)
        self.ring = FocusRing(look, self)

    def come_forward(self, _exercise_id: str = "") -> None:
        """Raises the window for a second start."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.ring.watch_keys()
        next(iter(self.buttons.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        theme = self._look.theme
        edge = page_edge(self.width(), self.height(), theme.text_percent)
        self._page.set_edge(edge, theme.px(_MOST_WIDTH))
        super().resizeEvent(event)


def ask_who(look: Look, people: People, one_window: OneWindow | None = None) -> str | None:
    """Shows the window until somebody is chosen; `None` when it was closed instead."""
    window = PeopleWindow(look, people)
    answers: list[str] = []
    loop = QEventLoop()
    window.chosen.connect(answers.append)
    window.chosen.connect(loop.quit)
    window.closed.connect(loop.quit)
    if one_window is not None:
        one_window.raised.connect(window.come_forward)
        one_window.listen()
    window.show()
    loop.exec()
    window.hide()
    window.deleteLater()
    return answers[0] if answers else None
