"""Who is it? Asked at the start where several people use the computer, and never else."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from backrehab.core.errors import ContentError
from backrehab.core.people import People
from backrehab.paths import Paths
from backrehab.ui.announce import announce
from backrehab.ui.buttons import PressableByEnter
from backrehab.ui.coming_up import come_up, take_first_size
from backrehab.ui.controls import Label
from backrehab.ui.focus_ring import FocusRing
from backrehab.ui.look import Look
from backrehab.ui.mark import window_icon
from backrehab.ui.one_window import OneWindow
from backrehab.ui.rail import TopBar
from backrehab.ui.reflow import FlowLayout, Room
from backrehab.ui.scroll_page import ScrollPage
from backrehab.ui.theme import Role

if TYPE_CHECKING:
    from backrehab.ui.help_page import HelpPage

_TITLE = "Who is it?"
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
        return QSize(width, max(96, words.height() + px(32)))

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
        bar: Above everything: the way to the help cards, and back from them.

    Signals:
        chosen: arg: the person's id.
        closed: The window was closed instead.
    """

    chosen = Signal(str)
    closed = Signal()

    def __init__(
        self, look: Look, people: People, paths: Paths, *, region: str = "", said: str = ""
    ) -> None:
        """`region` is whose numbers the help cards begin with; `said` what was done before."""
        super().__init__()
        self._look = look
        self._paths = paths
        self._region = region
        drawing = paths.resources / "icons" / "mark.svg"
        self.setWindowTitle("BackRehab")
        self.setWindowIcon(window_icon(drawing))
        self.setProperty("page", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        take_first_size(self)
        self.bar = TopBar(look, drawing)
        self.bar.menu.hide()  # there is nothing to go to until it is known whose it is
        self.bar.help_wanted.connect(self.show_help)
        self.bar.back_wanted.connect(self.show_people)
        self.title = Label(_TITLE, Role.PAGE_TITLE)
        self.words = Label(
            "Each of you has a diary of your own. It can have a passphrase.", Role.BODY, "ink2"
        )
        self.said = Label(said, Role.ROW_TITLE, "primary")
        self.said.setVisible(bool(said))
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
        body.addWidget(self.said)
        body.addWidget(self.title)
        body.addWidget(self.words)
        body.addSpacing(8)
        body.addLayout(buttons)
        body.addStretch(2)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._pages, 1)
        self.ring = FocusRing(look, self)
        QShortcut(QKeySequence(Qt.Key.Key_F1), self).activated.connect(self.show_help)
        for sequence in ("Alt+Left", "Back"):
            QShortcut(QKeySequence(sequence), self).activated.connect(self.show_people)

    @cached_property
    def help(self) -> HelpPage:
        """The help cards; read from the content when they are first wanted.

        Raises:
            ContentError: the content can't be used.
        """
        from backrehab.storage.content import load_library
        from backrehab.ui.help_page import HelpPage

        page = HelpPage(self._look, load_library(self._paths.content))
        page.notice_button.hide()  # each of them reads it in a window of their own
        page.show_region(self._region)
        page.region_chosen.connect(page.show_region)
        self._pages.addWidget(page)
        page.arrange(self._room())
        return page

    def show_help(self) -> None:
        """The help cards, with a way back to the names."""
        try:
            page = self.help
        except ContentError as error:
            from backrehab.ui.message import show_message

            show_message(self, self._look, "The help cards can't be shown", str(error))
            return
        self._pages.setCurrentWidget(page)
        page.verticalScrollBar().setValue(0)
        self.bar.help.hide()
        self.bar.set_back(_TITLE)
        self.bar.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_people(self) -> None:
        """The names again."""
        if self._pages.currentWidget() is self._page:
            return
        self._pages.setCurrentWidget(self._page)
        self.bar.set_back("")
        self.bar.help.show()
        self._take_first()

    def come_forward(self, _exercise_id: str = "") -> None:
        """Raises the window for a second start."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        page = self._pages.currentWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.show_people()
        elif not (isinstance(page, ScrollPage) and page.scroll_by_key(event.key())):
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.ring.watch_keys()
        self._take_first()
        if self.said.text():
            announce(self.said, self.said.text())

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        room = self._room()
        self._page.set_edge(room.edge, self._look.theme.px(_MOST_WIDTH))
        if "help" in vars(self):
            self.help.arrange(room)
        super().resizeEvent(event)

    def _room(self) -> Room:
        return Room(self.width(), self.height(), self._look.theme.text_percent)

    def _take_first(self) -> None:
        next(iter(self.buttons.values())).setFocus(Qt.FocusReason.OtherFocusReason)


def ask_who(
    look: Look,
    people: People,
    paths: Paths,
    one_window: OneWindow | None = None,
    *,
    region: str = "",
    said: str = "",
) -> str | None:
    """Shows the window until somebody is chosen; `None` when it was closed instead."""
    window = PeopleWindow(look, people, paths, region=region, said=said)
    answers: list[str] = []
    loop = QEventLoop()
    window.chosen.connect(answers.append)
    window.chosen.connect(loop.quit)
    window.closed.connect(loop.quit)
    if one_window is not None:
        one_window.raised.connect(window.come_forward)
        one_window.listen()
    come_up(window)
    loop.exec()
    window.hide()
    window.deleteLater()
    return answers[0] if answers else None
