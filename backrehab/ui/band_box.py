"""What the pain guide says of a chosen number: its own text, word for word."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from backrehab.core.model import PainBand, PainGuide
from backrehab.ui.controls import Card, Label
from backrehab.ui.look import Look
from backrehab.ui.pain_shape import PainShape
from backrehab.ui.reflow import FlowLayout
from backrehab.ui.theme import Role


class BandBox(QWidget):
    """Empty until a number is chosen; always as high as the longest text, so nothing jumps."""

    def __init__(self, look: Look, guide: PainGuide | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layers = QStackedLayout(self)
        self._layers.setContentsMargins(0, 0, 0, 0)
        self._layers.addWidget(QWidget())
        self._cards: dict[str, _BandCard] = {}
        for band in guide.bands if guide else ():
            changes = guide.changes_in_red if guide and band is guide.bands[-1] else ()
            card = _BandCard(look, band, changes)
            self._cards[band.id] = card
            page = QWidget()
            column = QVBoxLayout(page)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(card)
            column.addStretch(1)
            self._layers.addWidget(page)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def text(self) -> str:
        """All it says now; "" while it is empty."""
        card = self.card
        return card.text if card else ""

    @property
    def card(self) -> _BandCard | None:
        """What is shown now, if anything is."""
        place = self._layers.currentIndex()
        return list(self._cards.values())[place - 1] if place else None

    def show_number(self, number: int | None, band: PainBand | None) -> None:
        """The text of the band this number is in; empty for none."""
        if number is None or band is None:
            self._layers.setCurrentIndex(0)
            return
        card = self._cards[band.id]
        card.show_number(number)
        self._layers.setCurrentIndex(1 + list(self._cards).index(band.id))


class _BandCard(Card):
    """The text of one band on its tint."""

    def __init__(
        self, look: Look, band: PainBand, changes: tuple[str, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(band.id, parent)
        self._band = band
        self._changes = changes
        self.title = Label("", Role.CARD_TITLE)
        self.words = Label(band.text)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 18, 24, 18)
        row.setSpacing(18)
        row.addWidget(PainShape(look, band, 36), 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self.title)
        column.addWidget(self.words)
        if changes:
            column.addSpacing(4)
            side_by_side = FlowLayout(gap=8)
            for change in changes:
                side_by_side.addWidget(_Change(look, band, change))
            column.addLayout(side_by_side)
        row.addLayout(column, 1)

    def show_number(self, number: int) -> None:
        self.title.setText(f"You picked {number}, in the {self._band.id} band")

    @property
    def text(self) -> str:
        return " ".join((f"{self.title.text()}.", self.words.text(), *self._changes))


class _Change(QWidget):
    """One thing that may be changed, behind a small shape."""

    def __init__(
        self, look: Look, band: PainBand, words: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(PainShape(look, band, 11))
        row.addWidget(Label(words, wraps=False))
