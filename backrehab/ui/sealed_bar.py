"""The bar over every page while the diary is closed for want of its passphrase."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from backrehab.ui import passphrase_words as words
from backrehab.ui.buttons import Button
from backrehab.ui.controls import IconLabel, Label
from backrehab.ui.look import Look
from backrehab.ui.reflow import Arrangement, Room
from backrehab.ui.theme import Role


class ClosedDiaryBar(QFrame):
    """Says that nothing goes into the diary yet, and leads to where it is opened.

    Signals:
        open_wanted: The passphrase is to be told now.
    """

    open_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bar", "sunken")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.words = Label(words.STILL_CLOSED, Role.BODY)
        self.open_button = Button(look, words.OPEN_IT)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(12)
        self._row.addWidget(IconLabel(look, "lock"))
        self._row.addWidget(self.words, 1)
        self._row.addWidget(self.open_button)
        self.open_button.clicked.connect(self.open_wanted)

    def arrange(self, room: Room) -> None:
        """Fewer words where there is little room."""
        small = room.arrangement is Arrangement.TOP_BAR
        self.words.setText(words.STILL_CLOSED_SHORT if small else words.STILL_CLOSED)
        self._row.setContentsMargins(room.edge, 4, room.edge, 4)
