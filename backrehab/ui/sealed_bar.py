"""The bar over every page while the diary is not open, whatever stands in its way."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from backrehab.ui import unsaved_words as words
from backrehab.ui.buttons import Button
from backrehab.ui.controls import IconLabel, Label
from backrehab.ui.look import Look
from backrehab.ui.reflow import Arrangement, Room
from backrehab.ui.theme import Role


class ClosedDiaryBar(QFrame):
    """Says that nothing goes into the diary yet, and leads to where it is opened.

    Signals:
        open_wanted: The diary is to be opened now, or asked about.
    """

    open_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bar", "sunken")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.words = Label(words.NOT_OPEN, Role.BODY)
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
        self.words.setText(words.NOT_OPEN_SHORT if small else words.NOT_OPEN)
        self._row.setContentsMargins(room.edge, 4, room.edge, 4)
