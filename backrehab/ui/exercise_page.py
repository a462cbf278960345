"""One exercise: its clip, how to do it, what to mind, the dose, and Start."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from backrehab.core.model import Exercise, Library, Programme
from backrehab.core.routine import make_routine
from backrehab.core.text import dose_words, duration_words, page_words
from backrehab.players.base import Player
from backrehab.ui.buttons import Button, Kind
from backrehab.ui.clip_frame import ClipFrame
from backrehab.ui.controls import Label
from backrehab.ui.dose_card import DoseCard
from backrehab.ui.exercise_cards import CareCard, KitLine, NeedCard, NoticeCard
from backrehab.ui.lists import TextList
from backrehab.ui.look import Look
from backrehab.ui.reflow import NO_LIMIT, Arrangement, Room, empty
from backrehab.ui.scroll_page import ScrollPage
from backrehab.ui.start_bar import StartBar
from backrehab.ui.theme import Role

_GAP = 14
_COLUMN_GAP = 28
_CLIP_SHARE = {Arrangement.WIDE: 59, Arrangement.NARROW: 46, Arrangement.TOP_BAR: 41}


class _Shape(NamedTuple):
    """What decides where the parts go; only a new shape moves them."""

    arrangement: Arrangement
    stacked: bool
    cards_left: int  # under the clip: none, what is needed, or that and what to mind
    need_share: int  # of the width of the two, in per cent
    title_across: bool  # over both columns, where it would be high in the left one


class ExercisePage(QWidget):
    """Clip and steps side by side where there is room; Start is always in sight.

    Signals:
        back_wanted: To where the exercise was opened.
        start_wanted: arg: the exercise's id.
        dose_changed: args: the exercise's id, the person's own figures by name.
    """

    back_wanted = Signal()
    start_wanted = Signal(str)
    dose_changed = Signal(str, object)

    def __init__(
        self,
        look: Look,
        library: Library,
        videos: Path,
        player: Player,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._videos = videos
        self._room = Room(1366, 768, 100)
        self._shape: _Shape | None = None
        self.exercise = library.exercises[0]
        self.back_button = Button(look, "Library", "chevron-left")
        self.back_button.setAccessibleName("Back to Library")
        self.title = Label("", Role.PAGE_TITLE)
        self._tag = QLabel()
        self._tag.setProperty("tag", "section")
        self._tag.setProperty("role", Role.SMALL.value)
        self._tag.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clip = ClipFrame(look, player)
        self._notice = NoticeCard(look)
        self._need, self._care = NeedCard(look), CareCard(look)
        self._kit_line = KitLine(look)
        self._heading = Label("How to do it", Role.CARD_TITLE)
        self._steps = TextList(look, numbered=True, gap=8)
        self.dose = DoseCard(look, library.notices.default_figure)
        self.start_button = Button(look, "Start", "play", Kind.MAIN)
        self._bar = StartBar(look)
        self.bar_start_button = self._bar.start_button
        self.change_button = self._bar.change_button
        self.bar_page_words = self._bar.page_words
        self._build()
        self.back_button.clicked.connect(self.back_wanted)
        self.change_button.clicked.connect(self._go_to_dose)
        self.dose.changed.connect(self._tell_dose)
        for button in (self.start_button, self.bar_start_button):
            button.clicked.connect(lambda: self.start_wanted.emit(self.exercise.id))

    def set_back(self, place: str) -> None:
        """Names where Back leads ("Today")."""
        self.back_button.set_text(place)
        self.back_button.setAccessibleName(f"Back to {place}")

    def show_exercise(self, exercise: Exercise, programme: Programme) -> None:
        """Another exercise, from its beginning."""
        self.exercise = exercise
        self.title.setText(exercise.title)
        self._tag.setText(self._library.section(exercise.section_id).title)
        clip = self._videos / exercise.clip if exercise.clip else None
        self.clip.show_exercise(exercise, clip, self._videos)
        self._notice.show_exercise(exercise)
        self._need.show_exercise(exercise)
        self._care.show_exercise(exercise)
        self._kit_line.show_exercise(exercise)
        self._steps.set_lines(exercise.steps)
        self.dose.show_exercise(exercise, programme.changes_of(exercise.id))
        self.show_programme(programme)
        self._scroll.verticalScrollBar().setValue(0)
        self._shape = None
        self._arrange()

    def show_programme(self, programme: Programme) -> None:
        """The length of a session and the dose in words, after a change."""
        exercise = self.exercise
        length = duration_words(make_routine(exercise.title, [exercise], programme).length_ms)
        self.start_button.set_text(f"Start, {length}")
        prescription = exercise.dose.prescription(programme.changes_of(exercise.id))
        dose = dose_words(prescription, exercise.dose.adjustable)
        page = page_words(exercise.dose) or self._library.notices.default_figure
        self._bar.show_words(dose, page, length)

    def arrange(self, room: Room) -> None:
        """Side by side or under each other, as the window has room."""
        self._room = room
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._arrange()

    # The parts

    def _build(self) -> None:
        self._head = QWidget()
        self._head_row = QHBoxLayout(self._head)
        self._head_row.setSpacing(16)
        self._head_row.addWidget(self.back_button)
        self._head_row.addWidget(self.title, 1)
        self._head_row.addWidget(self._tag)
        self._cards = QWidget()
        cards = QHBoxLayout(self._cards)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(_GAP)
        self._cards_row = cards
        self._left, self._right = QWidget(), QWidget()
        for side in (self._left, self._right):
            side.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self._left_column = QVBoxLayout(self._left)
        self._left_column.setContentsMargins(0, 0, 0, 0)
        self._left_column.setSpacing(_GAP)
        self._scroll = ScrollPage()
        self._scroll.body.setSpacing(10)
        self._right_column = QVBoxLayout(self._right)
        self._right_column.setContentsMargins(0, 0, 0, 0)
        self._right_column.setSpacing(_GAP)
        self._right_column.addWidget(self._scroll, 1)
        self._right_column.addWidget(self.start_button)
        self._middle = QWidget()
        self._middle_row = QHBoxLayout(self._middle)
        self._middle_row.addWidget(self._left)
        self._middle_row.addWidget(self._right)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._middle, 1)
        column.addWidget(self._bar)

    # Where they go

    def _arrange(self) -> None:
        room = self._room
        in_bar = room.arrangement is Arrangement.TOP_BAR
        stacked = in_bar and (room.units_high >= 480 or room.units_wide < 640)
        edge = room.edge
        side = max(edge, (self.width() - room.most_width) // 2)
        self._head_row.setContentsMargins(side, min(edge, 20), side, 16)
        across = in_bar and not stacked and self._title_is_high(side)
        shape = _Shape(room.arrangement, stacked, *self._cards_left(side), across)
        if shape != self._shape:
            self._shape = shape
            self._place(shape)
        self.clip.set_compact(in_bar or self._left_width(side) < room.text_percent * 4.5)
        if stacked:
            self._middle_row.setContentsMargins(0, 0, 0, 0)
            self._scroll.set_edge(edge, room.most_width)
        else:
            bottom = 0 if in_bar else max(edge - 4, self._height_to_spare(side))
            top = edge if in_bar and not shape.title_across else 0
            self._middle_row.setContentsMargins(side, top, side, bottom)
            self._left_column.setContentsMargins(0, 0, 0, edge if in_bar else 0)
            self._scroll.set_edge(0, 1_000_000)
        if stacked:
            self._fit_stacked_clip(edge)
        elif in_bar:
            self._fit_kit_line()

    def _place(self, shape: _Shape) -> None:
        in_bar = shape.arrangement is Arrangement.TOP_BAR
        for layout in (self._left_column, self._scroll.body, self._cards_row):
            empty(layout)
        share = _CLIP_SHARE[shape.arrangement]
        self._middle_row.setSpacing(0 if shape.stacked else _COLUMN_GAP)
        self._middle_row.setStretch(0, 0 if shape.stacked else share)
        self._middle_row.setStretch(1, 100 - share)
        self._head.setVisible(not in_bar or shape.title_across)
        self.back_button.setVisible(not in_bar)
        self._tag.setVisible(not in_bar)
        self._left.setVisible(not shape.stacked)
        self._bar.setVisible(in_bar)
        self.start_button.setVisible(not in_bar)
        self.clip.setMinimumHeight(0)
        self.clip.setMaximumHeight(NO_LIMIT)
        body = self._scroll.body
        if not in_bar or shape.title_across:
            self._head_row.insertWidget(1, self.title, 1)
        if not in_bar:
            self._left_column.addWidget(self.clip, 1)
        elif shape.stacked:
            body.addWidget(self.title)
            body.addWidget(self.clip)
        else:
            if not shape.title_across:
                self._left_column.addWidget(self.title)
            self._left_column.addWidget(self.clip, 1)
            self._left_column.addWidget(self._kit_line)
        body.addWidget(self._notice)
        body.addWidget(self._heading)
        body.addWidget(self._steps)
        for card in (self._need, self._care)[: shape.cards_left]:
            share = shape.need_share if card is self._need else 100 - shape.need_share
            self._cards_row.addWidget(card, share)
        if shape.cards_left:
            self._left_column.addWidget(self._cards)
        if shape.cards_left == 2:
            body.addStretch(1)
        body.addWidget(self.dose)
        for card in (self._need, self._care)[shape.cards_left :]:
            body.addWidget(card)
        if shape.cards_left < 2:
            body.addStretch(1)
        self._cards.setVisible(shape.cards_left > 0)
        self._keep_tab_order()

    def _cards_left(self, side: int) -> tuple[int, int]:
        """How many cards find room under the clip, which keeps enough height, and their share."""
        if self._room.arrangement is Arrangement.TOP_BAR:
            return 0, 50
        width = self._left_width(side)
        for label in (*self._need.findChildren(QLabel), *self._care.findChildren(QLabel)):
            label.ensurePolished()
        both = {
            max(
                _height(self._need, (width - _GAP) * share // 100 - 2),
                _height(self._care, (width - _GAP) * (100 - share) // 100 - 2),
            ): share
            for share in (50, 46, 42, 38)
        }
        head = self._head_row.sizeHint().height()
        room = self.height() - head - self._room.edge - _GAP
        wide = self._room.arrangement is Arrangement.WIDE
        if wide and room - min(both) >= width * 0.47:
            return 2, both[min(both)]
        return (1 if room - _height(self._need, width) >= width * 0.56 else 0), 100

    def _left_width(self, side: int) -> int:
        share = _CLIP_SHARE[self._room.arrangement]
        return (self.width() - 2 * side - _COLUMN_GAP) * share // 100

    def _height_to_spare(self, side: int) -> int:
        """What a very high window has left over: the clip need not be higher than it is wide."""
        cards = _height(self._cards, self._left_width(side)) + _GAP
        if self._shape is None or not self._shape.cards_left:
            cards = 0
        head = self._head_row.sizeHint().height()
        return self.height() - head - round(self._left_width(side) * 0.9) - cards

    def _title_is_high(self, side: int) -> bool:
        """Whether the title takes more than two lines over the clip."""
        self.title.ensurePolished()
        height = self.title.heightForWidth(self._left_width(side))
        return height > 2.5 * self.title.fontMetrics().lineSpacing()

    def _fit_kit_line(self) -> None:
        """What is needed stands under the clip only where that leaves it high enough."""
        width = self._left.width()
        layout = self._kit_line.layout()
        kit = 0 if layout is None else layout.totalHeightForWidth(width)
        room = self._left.height() - kit
        if not self._shape or not self._shape.title_across:
            room -= self.title.heightForWidth(width)
        self._kit_line.setVisible(room >= width * 0.45)

    def _fit_stacked_clip(self, edge: int) -> None:
        """As high as its picture, but title and clip stay in sight together."""
        width = self.width() - 2 * edge - 16
        self._bar.fit(self.width())
        bar = self._bar.height_at(self.width())
        seen = self.height() - bar - 2 * edge - self._scroll.body.spacing()
        title = self.title.heightForWidth(width)
        height = max(96, min(round(width * 9 / 16), seen - title))
        self.clip.setFixedHeight(height)

    def _keep_tab_order(self) -> None:
        """Keys walk in the order the page is read."""
        order: list[QWidget] = [
            self.back_button,
            self.clip.pause_button,
            self.clip.pause_icon,
            self.dose.reset_button,
            *self.dose.steppers(),
            self.start_button,
            self.change_button,
            self.bar_start_button,
        ]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _go_to_dose(self) -> None:
        self._scroll.verticalScrollBar().setValue(self.dose.y() - _GAP)
        self.dose.steppers()[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _tell_dose(self, own: object) -> None:
        self.dose_changed.emit(self.exercise.id, own)


def _height(card: QWidget, width: int) -> int:
    layout = card.layout()
    return 0 if layout is None else layout.totalHeightForWidth(width)
