"""My exercises: which ones are for each day, and how often."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from backrehab.core.model import LIMITS, Exercise, Library, Programme, Section
from backrehab.core.round_text import times_page_words
from backrehab.core.rounds import planned_rounds
from backrehab.core.text import count, dose_words, figure_spoken
from backrehab.ui.buttons import Button
from backrehab.ui.controls import Card, Label, Rule
from backrehab.ui.look import Look
from backrehab.ui.reflow import NO_LIMIT, Arrangement, Room
from backrehab.ui.scroll_page import ScrollPage
from backrehab.ui.stepper import Stepper
from backrehab.ui.theme import Role
from backrehab.ui.tick_row import TickRow

_PICTURE = QSize(93, 62)
_TIMES = "times_a_day"
_WORDS_WIDTH = 200


class ProgrammeRow(QWidget):
    """One exercise: whether it is for each day, and how often, beside what the page says.

    Signals:
        chosen: It was put in or taken out; arg: whether it is in.
        times_chosen: arg: how often a day.
    """

    chosen = Signal(bool)
    times_chosen = Signal(int)

    def __init__(
        self, look: Look, exercise: Exercise, videos: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self.exercise = exercise
        figure = exercise.times_a_day
        self.tick = TickRow(look, exercise, videos, _PICTURE)
        self.stepper = Stepper(
            look,
            f"{exercise.title}, times a day",
            figure.value,
            LIMITS[_TIMES],
            spoken=lambda number: figure_spoken(_TIMES, number, figure),
        )
        self.words = Label(times_page_words(figure), Role.CAPTION)
        self._times = QWidget()
        row = QHBoxLayout(self._times)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.stepper)
        row.addWidget(self.words, 1)
        keeps_room = self._times.sizePolicy()
        keeps_room.setRetainSizeWhenHidden(True)
        self._times.setSizePolicy(keeps_room)
        self._grid = QGridLayout(self)
        self._grid.setVerticalSpacing(0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setColumnStretch(0, 1)
        self.tick.toggled.connect(self._toggle)
        self.stepper.valueChanged.connect(self.times_chosen)
        self.set_stacked(False)

    def show_programme(self, library: Library, programme: Programme) -> None:
        """What is in force, without a signal."""
        exercise = self.exercise
        for widget in (self.tick, self.stepper):
            widget.blockSignals(True)
        is_in = exercise in programme.exercises(library)
        self.tick.setChecked(is_in)
        self.stepper.setValue(programme.times_a_day(exercise))
        for widget in (self.tick, self.stepper):
            widget.blockSignals(False)
            widget.update()
        self._times.setVisible(is_in)
        dose = dose_words(
            exercise.dose.prescription(programme.changes_of(exercise.id)),
            exercise.dose.adjustable,
        )
        self.tick.show_words(dose, exercise.notice)

    def set_stacked(self, stacked: bool) -> None:
        """How often stands under the exercise, or beside it."""
        self._grid.removeWidget(self.tick)
        self._grid.removeWidget(self._times)
        self._grid.addWidget(self.tick, 0, 0)
        if stacked:
            self._grid.addWidget(self._times, 1, 0)
        else:
            self._grid.addWidget(self._times, 0, 1, Qt.AlignmentFlag.AlignVCenter)
        self._grid.setContentsMargins(2, 1, 16, 10 if stacked else 1)
        left = self._look.theme.px(44) if stacked else 0
        layout = self._times.layout()
        assert layout is not None
        layout.setContentsMargins(left, 0, 0, 0)
        keeps_room = self._times.sizePolicy()
        keeps_room.setRetainSizeWhenHidden(not stacked)
        self._times.setSizePolicy(keeps_room)
        wide = self.stepper.sizeHint().width() + self._look.theme.px(_WORDS_WIDTH)
        self._times.setMinimumWidth(0 if stacked else wide)
        self._times.setMaximumWidth(NO_LIMIT if stacked else wide)

    def _toggle(self, is_in: bool) -> None:
        self._times.setVisible(is_in)
        self.chosen.emit(is_in)


class _SectionCard(QWidget):
    """A section's words under its teal rule, and its exercises in one card."""

    def __init__(self, section: Section, rows: list[ProgrammeRow]) -> None:
        super().__init__()
        rule = Rule("primary")
        card = Card()
        lines = QVBoxLayout(card)
        lines.setContentsMargins(1, 1, 1, 1)
        lines.setSpacing(0)
        for row in rows:
            if row is not rows[0]:
                lines.addWidget(Rule())
            lines.addWidget(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(rule)
        column.addSpacing(8)
        column.addWidget(Label(section.title, Role.CARD_TITLE))
        column.addWidget(Label(section.purpose))
        column.addWidget(Label(section.note, Role.CAPTION))
        column.addSpacing(10)
        column.addWidget(card)


class ProgrammePage(ScrollPage):
    """All exercises by section; what is changed is kept at once.

    Signals:
        programme_changed: arg: the changed programme.
        back_wanted: To where the page was opened.
    """

    programme_changed = Signal(object)
    back_wanted = Signal()

    def __init__(
        self, look: Look, library: Library, videos: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._programme = Programme()
        self.back_button = Button(look, "Today", "chevron-left")
        self.back_button.setAccessibleName("Back to Today")
        self.back_button.clicked.connect(self.back_wanted)
        self.title = Label("My exercises", Role.PAGE_TITLE)
        self.totals = Label("", Role.CAPTION)
        self.words = Label("Tick the exercises for your day, and set how often.")
        self.rows = {
            exercise.id: self._row(look, exercise, videos) for exercise in library.exercises
        }
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignTop)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(self.title)
        said.addWidget(self.words)
        said.addWidget(self.totals)
        head.addLayout(said, 1)
        self.body.addLayout(head)
        for section in library.sections:
            rows = [self.rows[exercise.id] for exercise in section.exercises]
            self.body.addWidget(_SectionCard(section, rows))
        self.body.addStretch(1)

    def show_programme(self, programme: Programme) -> None:
        """What is in force."""
        self._programme = programme
        for row in self.rows.values():
            row.show_programme(self._library, programme)
        exercises = programme.exercises(self._library)
        rounds = count(planned_rounds(exercises, programme), "round")
        chosen = count(len(exercises), "exercise")
        self.totals.setText(f"{chosen}, {rounds} a day" if exercises else "None chosen yet")

    def arrange(self, room: Room) -> None:
        """How often beside the exercise, or under it."""
        self.set_edge(room.edge, room.most_width)
        self.body.setSpacing(16 if room.is_short else 24)
        in_bar = room.arrangement is Arrangement.TOP_BAR
        self.back_button.setVisible(not in_bar)
        for row in self.rows.values():
            row.set_stacked(in_bar)

    def _row(self, look: Look, exercise: Exercise, videos: Path) -> ProgrammeRow:
        row = ProgrammeRow(look, exercise, videos)
        row.chosen.connect(lambda is_in: self._choose(exercise, is_in=is_in))
        row.times_chosen.connect(lambda times: self._set_times(exercise, times))
        return row

    def _choose(self, exercise: Exercise, *, is_in: bool) -> None:
        programme = self._programme
        ids = programme.exercise_ids
        if ids is None:
            ids = frozenset(it.id for it in programme.exercises(self._library))
        # Those of another pack stay chosen.
        self._change(
            programme.with_exercises(ids | {exercise.id} if is_in else ids - {exercise.id})
        )

    def _set_times(self, exercise: Exercise, times: int) -> None:
        own = dict(self._programme.changes_of(exercise.id))
        own[_TIMES] = times
        if times == exercise.times_a_day.value:
            del own[_TIMES]
        self._change(self._programme.with_changes(exercise.id, own))

    def _change(self, programme: Programme) -> None:
        self.show_programme(programme)
        self.programme_changed.emit(programme)
