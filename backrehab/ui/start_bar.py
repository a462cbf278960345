"""The bar under an exercise on small screens: the dose in words, Change, and Start."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from backrehab.ui.controls import Button, Kind, Label
from backrehab.ui.look import Look
from backrehab.ui.theme import Role

_AROUND = 4 * 16
"""The edges of the bar and the gaps between its parts."""


class StartBar(QFrame):
    """Says as much as fits: the length on Start, what the page says in one line."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._start_words = "Start"
        self.setProperty("bar", "start")
        self.change_button = Button(look, "Change", "pencil")
        self.change_button.setAccessibleName("Change your dose")
        self.start_button = Button(look, "Start", "play", Kind.MAIN)
        self._dose = Label("", Role.ROW_TITLE)
        self._page = Label("", Role.CAPTION)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._dose)
        words.addWidget(self._page)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addWidget(self.change_button)
        row.addWidget(self.start_button)

    def show_words(self, start: str, dose: str, page: str) -> None:
        """What Start says where there is room, the dose, and the page's."""
        self._start_words = start
        self.start_button.setAccessibleName(start)
        self._dose.setText(dose[:1].upper() + dose[1:])
        self._page.setText(page)
        self.fit(self.width())

    def fit(self, width: int) -> None:
        """Leaves out what has no room at this width."""
        self.start_button.set_text(self._start_words)
        room = width - _AROUND - self.change_button.sizeHint().width()
        least = min(self._dose.sizeHint().width(), self._look.theme.px(300))
        if room - self.start_button.sizeHint().width() < least:
            self.start_button.set_text("Start")
        self._page.ensurePolished()
        page = self._page.fontMetrics().horizontalAdvance(self._page.text())
        self._page.setVisible(page <= room - self.start_button.sizeHint().width())

    def height_at(self, width: int) -> int:
        """How high it is at this width."""
        layout = self.layout()
        return 0 if layout is None else layout.totalHeightForWidth(width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit(self.width())
