"""When to get help: three cards to read, whole, with the numbers of one region."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from backrehab.core.model import HelpCard, HelpRegion, Library
from backrehab.ui.buttons import Button, Kind
from backrehab.ui.choices import SegmentedChoice
from backrehab.ui.controls import Card, IconLabel, Label
from backrehab.ui.lists import TextList
from backrehab.ui.look import Look
from backrehab.ui.pain_card import PainCard
from backrehab.ui.reflow import Arrangement, Room
from backrehab.ui.scroll_page import ScrollPage
from backrehab.ui.theme import Role


class _Band(NamedTuple):
    """How one of the cards looks: shape with the colour, always."""

    tone: str
    ink: str
    shape: str
    contact: str


_BANDS = {
    "emergency": _Band("red", "on_band", "octagon-alert", "phone"),
    "urgent": _Band("amber", "on_band", "triangle-alert", "phone"),
    "see_someone": _Band("primary", "on_primary", "calendar-days", "user"),
}


def region_of(library: Library, region_id: str) -> HelpRegion:
    """The region that was chosen; the first one until then."""
    for region in library.help_regions:
        if region.id == region_id:
            return region
    return library.help_regions[0]


class _SignsCard(Card):
    """One card: its band with one action, the signs, and whom to reach."""

    def __init__(self, look: Look, card: HelpCard) -> None:
        super().__init__("true")
        band = _BANDS[card.id]
        head = QFrame()
        head.setProperty("band", band.tone)
        words = QHBoxLayout()
        words.setSpacing(10)
        words.addWidget(IconLabel(look, band.shape, band.ink, 30))
        words.addWidget(Label(card.word, Role.ROW_TITLE, band.ink), 1)
        head_column = self._head_column = QVBoxLayout(head)
        head_column.setContentsMargins(22, 20, 18, 22)
        head_column.setSpacing(6)
        head_column.addLayout(words)
        head_column.addWidget(Label(card.action, Role.CARD_TITLE, band.ink))
        head_column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 22)
        column.setSpacing(0)
        column.addWidget(head)
        inside = QVBoxLayout()
        inside.setContentsMargins(22, 18, 20, 0)
        inside.setSpacing(12)
        for group in card.groups:
            inside.addWidget(Label(group.lead, Role.ROW_TITLE))
            signs = TextList(look, tone=band.tone)
            signs.set_lines(group.signs)
            inside.addWidget(signs)
        inside.addStretch(1)
        inside.addSpacing(8)
        inside.addWidget(self._contact(look, card, band))
        if card.note:
            inside.addWidget(Label(card.note, Role.CAPTION))
        column.addLayout(inside, 1)
        self.head = head

    def head_height(self, width: int) -> int:
        """How high its band has to be at this width."""
        for label in self.head.findChildren(Label):
            label.ensurePolished()
        return self._head_column.totalHeightForWidth(width)

    def _contact(self, look: Look, card: HelpCard, band: _Band) -> QFrame:
        box = QFrame()
        box.setProperty("contact", band.tone)
        row = QHBoxLayout(box)
        row.setContentsMargins(16, 14, 12, 14)
        row.setSpacing(12)
        row.addWidget(IconLabel(look, band.contact, band.tone, 28))
        row.addWidget(Label(card.contact, Role.CARD_TITLE, band.tone), 1)
        return box


class StopCard(Card):
    """When to stop at once; the same words wherever they stand."""

    def __init__(self, look: Look, library: Library, parent: QWidget | None = None) -> None:
        super().__init__("clay", parent)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(IconLabel(look, "hand", "clay", 26))
        head.addWidget(Label("When to stop", Role.CARD_TITLE, "clay"), 1)
        lines = TextList(look, tone="clay")
        lines.set_lines(library.notices.stop_now)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 20, 20)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(lines)
        column.addStretch(1)


class HelpPage(ScrollPage):
    """The help cards of the chosen region, and the rules when to stop.

    Signals:
        back_wanted: To where the person came from.
        region_chosen: arg: the region's id.
        notice_wanted: The first notice, to read it again.
    """

    back_wanted = Signal()
    region_chosen = Signal(str)
    notice_wanted = Signal()

    def __init__(self, look: Look, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._library = library
        self._region_id = ""
        self._arrangement = Arrangement.WIDE
        self._shown: list[_SignsCard] = []
        self.back_button = Button(look, "Back", "chevron-left")
        self.back_button.hide()
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(Label("When to get help", Role.PAGE_TITLE), 1)
        self._cards = QGridLayout()
        self._cards.setSpacing(20)
        self.regions = SegmentedChoice(
            look, "Numbers for", [(region.id, region.title) for region in library.help_regions]
        )
        self._stop = StopCard(look, library)
        self.notice_button = Button(look, "Read the first notice again", "info", Kind.QUIET)
        self.body.setSpacing(0)
        self.body.addLayout(head)
        self.body.addSpacing(4)
        self.body.addWidget(
            Label(
                "Three cards to read. The program does not choose for you. If in doubt, call.",
                Role.CAPTION,
            )
        )
        self.body.addSpacing(18)
        self.body.addLayout(self._cards)
        self.body.addSpacing(16)
        self.body.addWidget(Label("Numbers for", Role.ROW_TITLE))
        self.body.addSpacing(6)
        self.body.addWidget(self.regions)
        self.body.addSpacing(20)
        self.body.addWidget(self._stop)
        self.body.addSpacing(20)
        self.body.addWidget(PainCard(look, library.pain_guide, library.notices.default_figure))
        self.body.addSpacing(8)
        self.body.addWidget(self.notice_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self.back_button.clicked.connect(self.back_wanted)
        self.regions.chosen.connect(self.region_chosen)
        self.notice_button.clicked.connect(self.notice_wanted)
        self.show_region("")

    def show_region(self, region_id: str) -> None:
        """The cards of a region; of the first one while none was chosen."""
        region = region_of(self._library, region_id)
        self.regions.choose(region.id)
        if region.id == self._region_id:
            return
        self._region_id = region.id
        for card in self._shown:
            self._cards.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._shown = [_SignsCard(self._look, card) for card in region.cards]
        self._place()
        self._level_heads()

    def set_back(self, place: str) -> None:
        """Names where Back leads; without a name there is no Back."""
        self.back_button.set_text(place)
        self.back_button.setAccessibleName(f"Back to {place[:1].lower()}{place[1:]}")
        self.back_button.setVisible(bool(place))

    def arrange(self, room: Room) -> None:
        """Three cards side by side, or under each other."""
        self.set_edge(room.edge, room.most_width)
        if room.arrangement is not self._arrangement:
            self._arrangement = room.arrangement
            self._place()
        self._level_heads()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._level_heads()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._level_heads()

    def _level_heads(self) -> None:
        """Bands side by side are equally high, however long their words are."""
        columns = 1 if self._arrangement is Arrangement.TOP_BAR else len(self._shown)
        margins = self.body.contentsMargins()
        room = self.viewport().width() - margins.left() - margins.right()
        width = (room - (columns - 1) * self._cards.spacing()) // columns - 2
        heights = [card.head_height(width) for card in self._shown]
        for card, height in zip(self._shown, heights, strict=True):
            card.head.setMinimumHeight(max(heights) if columns > 1 else height)

    def _place(self) -> None:
        one_column = self._arrangement is Arrangement.TOP_BAR
        for number, card in enumerate(self._shown):
            self._cards.removeWidget(card)
            row, column = (number, 0) if one_column else (0, number)
            self._cards.addWidget(card, row, column)
            self._cards.setColumnStretch(number, 1 if number == 0 or not one_column else 0)
