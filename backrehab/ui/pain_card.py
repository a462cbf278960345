"""The pain guide as it stands in the content: to read, for exercising by oneself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backrehab.core.model import PainBand, PainGuide, Source
from backrehab.ui.controls import Card, Label
from backrehab.ui.lists import TextList
from backrehab.ui.look import Look
from backrehab.ui.pain_shape import PainShape
from backrehab.ui.theme import Role


class PainCard(Card):
    """The bands with number, word and shape, what may be changed, and what comes afterwards."""

    def __init__(
        self, look: Look, guide: PainGuide, default_words: str, parent: QWidget | None = None
    ) -> None:
        """`default_words` are said where the bands' numbers are our own."""
        super().__init__("true", parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 20, 20)
        column.setSpacing(12)
        column.addWidget(Label("Pain while you exercise", Role.CARD_TITLE))
        column.addWidget(Label("From 0, no pain, to 10, the worst there is.", Role.CAPTION))
        for band in guide.bands:
            column.addLayout(self._row(look, band))
        if any(band.source is Source.DEFAULT for band in guide.bands):
            ours = f"The numbers: {default_words[:1].lower()}{default_words[1:]}"
            column.addWidget(Label(ours, Role.CAPTION))
        column.addWidget(Label("In red, you can:", Role.ROW_TITLE))
        changes = TextList(look, tone="red", gap=4)
        changes.set_lines(guide.changes_in_red)
        column.addWidget(changes)
        column.addWidget(Label("Afterwards", Role.ROW_TITLE))
        for words in (guide.after_exercise, guide.next_day, guide.expectation, guide.medicines):
            column.addWidget(Label(words))

    def _row(self, look: Look, band: PainBand) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        title = f"{band.least} to {band.most}, {band.id}: {band.word}"
        words.addWidget(Label(title, Role.ROW_TITLE, band.id))
        words.addWidget(Label(band.text))
        row.addWidget(PainShape(look, band), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return row
