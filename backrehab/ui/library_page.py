"""All exercises by section, each a card that opens it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from backrehab.core.model import Exercise, Library, Programme, Section
from backrehab.core.routine import make_routine
from backrehab.core.text import count, duration_words
from backrehab.ui.buttons import Button
from backrehab.ui.controls import Card, IconLabel, Label, Rule
from backrehab.ui.library_card import ExerciseCard
from backrehab.ui.look import Look
from backrehab.ui.reflow import Arrangement, Room
from backrehab.ui.scroll_page import ScrollPage
from backrehab.ui.theme import Role

_SMALL_PICTURE, _LARGE_PICTURE = QSize(102, 68), QSize(150, 100)


class _SectionBlock(QWidget):
    """A section's words under its teal rule, a button for all of it, and its cards in columns."""

    def __init__(self, look: Look, section: Section, cards: list[ExerciseCard]) -> None:
        super().__init__()
        self._section = section
        self._cards = cards
        self.start_button = Button(look, "Start all", "play")
        rule = Rule("primary")
        self._grid = QGridLayout()
        self._grid.setSpacing(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(rule)
        column.addSpacing(8)
        column.addWidget(Label(section.title, Role.CARD_TITLE))
        column.addWidget(Label(section.purpose))
        column.addWidget(Label(section.note, Role.CAPTION))
        column.addSpacing(8)
        column.addWidget(self.start_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(10)
        column.addLayout(self._grid)
        column.addStretch(1)

    def show_programme(self, programme: Programme) -> None:
        """How long all of it takes."""
        section = self._section
        routine = make_routine(section.title, section.exercises, programme)
        length = duration_words(routine.length_ms)
        self.start_button.set_text(f"Start all, {length}")
        self.start_button.setAccessibleName(f"{section.title}: start all, {length}")

    def set_columns(self, columns: int) -> None:
        """Puts the cards side by side, so many in a row."""
        for card in self._cards:
            self._grid.removeWidget(card)
        for number in range(4):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)
        for index, card in enumerate(self._cards):
            self._grid.addWidget(card, index // columns, index % columns)


class LibraryPage(ScrollPage):
    """The three sections, as columns where they fit.

    Signals:
        exercise_wanted: arg: the exercise's id.
        session_wanted: All of a section; args: its title, its exercises, and True: it is shown
            before it starts.
    """

    exercise_wanted = Signal(str)
    session_wanted = Signal(str, object, bool)

    def __init__(
        self, look: Look, library: Library, videos: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._cards: dict[str, ExerciseCard] = {}
        self._title = Label("Library", Role.PAGE_TITLE)
        sections, exercises = len(library.sections), len(library.exercises)
        self._under_title = Label(
            f"{count(sections, 'section')}, {count(exercises, 'exercise')}. "
            "Pick one to see how it goes.",
            Role.CAPTION,
        )
        self._blocks: list[_SectionBlock] = []
        for section in library.sections:
            cards = [self._card(look, exercise, videos) for exercise in section.exercises]
            self._blocks.append(self._block(look, section, cards))
        self._begin = self._where_to_begin(look)
        self._columns = QWidget()
        self._places = QGridLayout(self._columns)
        self._places.setContentsMargins(0, 0, 0, 0)
        self._places.setHorizontalSpacing(24)
        self._places.setVerticalSpacing(20)
        self.body.setSpacing(4)
        self.body.addWidget(self._title)
        self.body.addWidget(self._under_title)
        self.body.addSpacing(14)
        self.body.addWidget(self._columns)
        self.body.addStretch(1)
        self._arranged: tuple[Arrangement, bool] | None = None

    def start_button(self, section_id: str) -> Button:
        """Starts all of a section."""
        ids = [section.id for section in self._library.sections]
        return self._blocks[ids.index(section_id)].start_button

    def card(self, exercise_id: str) -> ExerciseCard:
        """The card of an exercise."""
        return self._cards[exercise_id]

    def show_programme(self, programme: Programme) -> None:
        """Writes the doses in force on the cards."""
        chosen = {exercise.id for exercise in programme.exercises(self._library)}
        not_from_page = self._library.notices.not_from_page
        for exercise_id, card in self._cards.items():
            card.show_programme(programme, not_from_page, is_chosen=exercise_id in chosen)
        for block in self._blocks:
            block.show_programme(programme)

    def arrange(self, room: Room) -> None:
        """Columns where there is room for them."""
        self.set_edge(room.edge, room.most_width)
        large = room.units_wide >= 1600
        if self._arranged == (room.arrangement, large):
            return
        self._arranged = (room.arrangement, large)
        for card in self._cards.values():
            card.set_picture_size(_LARGE_PICTURE if large else _SMALL_PICTURE)
        for widget in (*self._blocks, self._begin):
            self._places.removeWidget(widget)
        for number in range(len(self._blocks) + 1):
            self._places.setColumnStretch(number, 0)
        if room.arrangement is Arrangement.WIDE:
            self._place_in_columns()
        else:
            self._place_in_rows(2 if room.arrangement is Arrangement.NARROW else 1)

    def _place_in_columns(self) -> None:
        last = len(self._blocks) - 1
        for number, block in enumerate(self._blocks):
            block.set_columns(1)
            self._places.setColumnStretch(number, 1)
            rows = 1 if number == last else 2
            self._places.addWidget(block, 0, number, rows, 1)
        self._places.addWidget(self._begin, 1, last)
        self._places.setRowStretch(0, 0)
        self._places.setRowStretch(1, 1)
        self._places.setVerticalSpacing(10)

    def _place_in_rows(self, columns: int) -> None:
        self._places.setColumnStretch(0, 1)
        self._places.setVerticalSpacing(24)
        self._places.addWidget(self._begin, 0, 0)
        for number, block in enumerate(self._blocks, 1):
            block.set_columns(columns)
            self._places.addWidget(block, number, 0)
        self._places.setRowStretch(0, 0)
        self._places.setRowStretch(1, 0)

    def _block(self, look: Look, section: Section, cards: list[ExerciseCard]) -> _SectionBlock:
        block = _SectionBlock(look, section, cards)
        block.start_button.clicked.connect(
            lambda: self.session_wanted.emit(section.title, section.exercises, True)
        )
        return block

    def _card(self, look: Look, exercise: Exercise, videos: Path) -> ExerciseCard:
        card = ExerciseCard(look, exercise, videos)
        card.clicked.connect(lambda: self.exercise_wanted.emit(exercise.id))
        self._cards[exercise.id] = card
        return card

    def _where_to_begin(self, look: Look) -> Card:
        card = Card("tint")
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(IconLabel(look, "info", size=24))
        head.addWidget(Label("Where to begin", Role.ROW_TITLE), 1)
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(8)
        column.addStretch(1)
        column.addLayout(head)
        column.addWidget(Label(self._library.notices.where_to_begin))
        column.addStretch(1)
        return card
