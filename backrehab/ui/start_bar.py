"""The bar under an exercise on small screens: the dose in words, Change, and Start."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from backrehab.ui.buttons import Button, Kind
from backrehab.ui.controls import Label
from backrehab.ui.look import Look
from backrehab.ui.theme import Role

_AROUND = 4 * 16
"""The edges of the bar and the gaps between its parts."""


class StartBar(QFrame):
    """What will be done, how to change it, and the way to begin."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._dose_words = self._page_words = self._length = ""
        self.setProperty("bar", "start")
        self.change_button = Button(look, "Change", "pencil")
        self.change_button.setAccessibleName("Change your dose")
        self.start_button = Button(look, "Start", "play", Kind.MAIN)
        self._dose = Label("", Role.ROW_TITLE)
        self.page_words = Label("", Role.CAPTION)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._dose)
        words.addWidget(self.page_words)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addWidget(self.change_button)
        row.addWidget(self.start_button)

    def show_words(self, dose: str, page: str, length: str) -> None:
        """The dose, what the page says of it, and how long a session takes."""
        self._dose_words, self._length = dose[:1].upper() + dose[1:], length
        self.start_button.setAccessibleName(f"Start, {length}")
        self._page_words = page
        self.fit(self.width())

    def fit(self, width: int) -> None:
        """Leaves out what has no room at this width.

        Dose, page's dose and length are all there if they can be: the length on Start, or else
        behind the dose. Where the page's dose is too long, its sets and times are there at least.
        """
        room = width - _AROUND - self.change_button.sizeHint().width()
        for label in (self._dose, self.page_words):
            label.ensurePolished()
        dose = self._dose.fontMetrics().horizontalAdvance(self._dose_words)
        wide = self.page_words.fontMetrics().horizontalAdvance
        page = wide(self._page_words)
        long_dose = f"{self._dose_words}, {self._length}"
        self._dose.setText(self._dose_words)
        self.start_button.set_text(f"Start, {self._length}")
        beside = room - self.start_button.sizeHint().width()
        if beside < max(page, min(dose, self._look.theme.px(300))):
            self.start_button.set_text("Start")
            beside = room - self.start_button.sizeHint().width()
            if self._dose.fontMetrics().horizontalAdvance(long_dose) <= beside:
                self._dose.setText(long_dose)
        for words in (self._page_words, self._page_words.partition(", hold ")[0], ""):
            if wide(words) <= beside:
                self.page_words.setText(words)
                self.page_words.setVisible(bool(words))
                break

    def height_at(self, width: int) -> int:
        """How high it is at this width."""
        layout = self.layout()
        return 0 if layout is None else layout.totalHeightForWidth(width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit(self.width())
