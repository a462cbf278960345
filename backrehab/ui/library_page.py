"""All exercises by section, each a card that opens it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from backrehab.core.model import Exercise, Library, Programme, Section
from backrehab.core.text import count, dose_words, page_range
from backrehab.ui.controls import Card, IconLabel, Label, PressableByEnter, ScrollPage
from backrehab.ui.look import Look
from backrehab.ui.picture import ExercisePicture
from backrehab.ui.reflow import Arrangement, Room
from backrehab.ui.theme import Role

_SMALL_PICTURE, _LARGE_PICTURE = QSize(102, 68), QSize(150, 100)


class ExerciseCard(PressableByEnter):
    """Picture, name, dose and one line of state; the whole card is one button."""

    def __init__(
        self, look: Look, exercise: Exercise, videos: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.exercise = exercise
        self.setProperty("kind", "card")
        self.setProperty("focus_radius", 16)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.picture = ExercisePicture(look)
        self.picture.set_exercise(exercise, videos)
        self._name = Label(exercise.title, Role.ROW_TITLE)
        self._dose = Label("", Role.CAPTION)
        self._state_icon = IconLabel(look, "info", "clay", 20)
        self._state = Label("", Role.SMALL, "clay")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self._name)
        words.addWidget(self._dose)
        self._state_line = QWidget()
        state = QHBoxLayout(self._state_line)
        state.setContentsMargins(0, 0, 0, 0)
        state.setSpacing(6)
        state.addWidget(self._state_icon, 0, Qt.AlignmentFlag.AlignTop)
        state.addWidget(self._state, 1)
        words.addWidget(self._state_line)
        words.addStretch(1)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(10, 9, 6, 9)
        row.setSpacing(12)
        row.addWidget(self.picture)
        row.addLayout(words, 1)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_programme(self, programme: Programme, not_from_page: str) -> None:
        """The dose in force, and whether it is the page's."""
        exercise = self.exercise
        changes = programme.changes_of(exercise.id)
        own = bool(changes)
        dose = "" if own else page_range(exercise.dose)
        dose = dose or dose_words(exercise.dose.prescription(changes), exercise.dose.adjustable)
        self._dose.setText(dose[0].upper() + dose[1:])
        state = ""
        if not exercise.from_page:
            state = not_from_page
        elif own:
            state = "Your own dose"
        self._state.setText(state)
        self._state_line.setVisible(bool(state))
        self._state_icon.set_icon("info" if not exercise.from_page else "check")
        tone = "clay" if not exercise.from_page else "primary"
        self._state_icon.set_tone(tone)
        self._state.set_tone(tone)
        self.setAccessibleName(". ".join(part for part in (exercise.title, dose, state) if part))

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)

    def sizeHint(self) -> QSize:
        return self._row.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._row.totalMinimumSize()


class _SectionBlock(QWidget):
    """A section's words under its teal rule, and its cards in columns."""

    def __init__(self, section: Section, cards: list[ExerciseCard]) -> None:
        super().__init__()
        self._cards = cards
        rule = QFrame()
        rule.setProperty("rule", "primary")
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
        column.addSpacing(10)
        column.addLayout(self._grid)
        column.addStretch(1)

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
    """

    exercise_wanted = Signal(str)

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
            self._blocks.append(_SectionBlock(section, cards))
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

    def card(self, exercise_id: str) -> ExerciseCard:
        """The card of an exercise."""
        return self._cards[exercise_id]

    def show_programme(self, programme: Programme) -> None:
        """Writes the doses in force on the cards."""
        for card in self._cards.values():
            card.show_programme(programme, self._library.notices.not_from_page)

    def arrange(self, room: Room) -> None:
        """Columns where there is room for them."""
        self.set_edge(room.edge, room.most_width)
        large = room.units_wide >= 1600
        if self._arranged == (room.arrangement, large):
            return
        self._arranged = (room.arrangement, large)
        for card in self._cards.values():
            card.picture.set_size(_LARGE_PICTURE if large else _SMALL_PICTURE)
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
