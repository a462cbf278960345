"""The bar over every screen while the demo runs."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from backrehab.ui.buttons import Button, Kind
from backrehab.ui.controls import Label
from backrehab.ui.look import Look
from backrehab.ui.reflow import Arrangement, Room
from backrehab.ui.theme import Role


class DemoBar(QFrame):
    """Says that nothing goes into a diary, and leads out.

    Signals:
        again_wanted: The demo from its beginning.
        leave_wanted: Back to the person's own things.
    """

    again_wanted = Signal()
    leave_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bar", "demo")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        tag = QLabel("Demo mode")
        tag.setProperty("tag", "demo")
        tag.setProperty("role", Role.SMALL.value)
        tag.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._words = Label(
            "Show freely. Nothing here goes into a diary.", Role.CAPTION, "on_demo"
        )
        self.again_button = Button(look, "Start the demo again", kind=Kind.DEMO)
        self.leave_button = Button(look, "Leave demo mode", kind=Kind.DEMO)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(12)
        self._row.addWidget(tag)
        self._row.addWidget(self._words, 1)
        self._row.addStretch(0)
        self._row.addWidget(self.again_button)
        self._row.addWidget(self.leave_button)
        self.again_button.setAccessibleName("Start the demo again")
        self.leave_button.setAccessibleName("Leave demo mode")
        self.again_button.clicked.connect(self.again_wanted)
        self.leave_button.clicked.connect(self.leave_wanted)

    def arrange(self, room: Room) -> None:
        """Fewer words where there is little room."""
        small = room.arrangement is Arrangement.TOP_BAR
        self._words.setVisible(not small)
        self._row.setStretch(2, 1 if small else 0)
        self._row.setContentsMargins(room.edge, 4, room.edge, 4)
        self.again_button.set_text("Start again" if small else "Start the demo again")
        self.leave_button.set_text("Leave" if small else "Leave demo mode")
