"""The notice of the first start: what the program is for, and when to stop."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from backrehab.core.model import Library
from backrehab.ui.buttons import Button, Kind
from backrehab.ui.controls import Card, Label
from backrehab.ui.help_page import StopCard
from backrehab.ui.lists import TextList
from backrehab.ui.look import Look
from backrehab.ui.mark import Mark
from backrehab.ui.reflow import Arrangement, Room
from backrehab.ui.scroll_page import ScrollPage
from backrehab.ui.theme import Role


class FirstRunPage(QWidget):
    """One screen with one main button, which stays in sight.

    Signals:
        read: The person pressed the main button.
        help_wanted: The help cards.
    """

    read = Signal()
    help_wanted = Signal()

    def __init__(
        self, look: Look, library: Library, drawing: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        notices = library.notices
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(Mark(look, drawing, 48))
        head.addWidget(Label("Welcome to BackRehab", Role.PAGE_TITLE), 1)
        about = Card("true")
        purpose = Label(notices.intended_purpose, Role.ROW_TITLE)
        lines = TextList(look)
        lines.set_lines(notices.first_run)
        inside = QVBoxLayout(about)
        inside.setContentsMargins(22, 20, 20, 20)
        inside.setSpacing(16)
        inside.addWidget(purpose)
        inside.addWidget(lines)
        inside.addWidget(Label(notices.not_nhs, Role.CAPTION))
        inside.addStretch(1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(20)
        self._columns.addWidget(about, 1)
        self._columns.addWidget(StopCard(look, library), 1)
        self._scroll = ScrollPage()
        self._scroll.body.setSpacing(20)
        self._scroll.body.addStretch(1)
        self._scroll.body.addLayout(head)
        self._scroll.body.addLayout(self._columns)
        self._scroll.body.addStretch(2)
        self.read_button = Button(look, "I have read this", "check", Kind.MAIN)
        self.help_button = Button(look, "When to get help", "life-buoy", Kind.CLAY)
        self._bar = QFrame()
        self._bar.setProperty("bar", "start")
        self._row = QHBoxLayout(self._bar)
        self._row.setSpacing(16)
        self._row.addWidget(self.help_button)
        self._row.addStretch(1)
        self._row.addWidget(self.read_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._bar)
        self.read_button.clicked.connect(self.read)
        self.help_button.clicked.connect(self.help_wanted)

    def set_again(self, again: bool) -> None:
        """Whether it is read again, rather than for the first time."""
        self.read_button.set_text("Back" if again else "I have read this")
        self.read_button.set_icon("chevron-left" if again else "check")

    def arrange(self, room: Room) -> None:
        """Two columns where there is room."""
        most = min(room.most_width, 1100 * room.text_percent // 100)
        self._scroll.set_edge(room.edge, most)
        side = max(room.edge, (room.width - most) // 2)
        self._row.setContentsMargins(side, 12, side, 12)
        one_column = room.arrangement is Arrangement.TOP_BAR
        self._columns.setDirection(
            QBoxLayout.Direction.TopToBottom if one_column else QBoxLayout.Direction.LeftToRight
        )

    def focus_first(self) -> None:
        """The main button has the keyboard."""
        self.read_button.setFocus(Qt.FocusReason.OtherFocusReason)
