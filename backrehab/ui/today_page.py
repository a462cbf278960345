"""Today: what is done of the day's rounds, and the next one to start."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from backrehab.core.clock import Clock
from backrehab.core.errors import DiaryError
from backrehab.core.model import Exercise, Library
from backrehab.core.order import routine_order
from backrehab.core.round_text import date_words
from backrehab.ui.buttons import Button, Kind
from backrehab.ui.controls import Card, IconLabel, Label, Rule
from backrehab.ui.look import Look
from backrehab.ui.open_question import OpenQuestionPlace
from backrehab.ui.questions import Questions
from backrehab.ui.reflow import NO_LIMIT, Arrangement, Room, clear, empty
from backrehab.ui.scroll_page import ScrollPage
from backrehab.ui.theme import Role
from backrehab.ui.today_hero import Hero
from backrehab.ui.today_row import TodayRow
from backrehab.ui.week_card import WeekCard
from backrehab.ui.workspace import Workspace

if TYPE_CHECKING:
    from backrehab.core.rounds import Rounds

_LOOK_AT_THE_DATE_MS = 10_000
"""How long after midnight, or after the clock was set, the page may show the day before."""

_SIDE_WIDTH = 342
_NARROW_ROW = 620
_SAVED_AT_THE_TOP = 640
_SAVED = "Saved on this computer only"
_MADE_UP = "Made up to show the program"


class TodayPage(ScrollPage):
    """The day's rounds, the exercises of the programme, and the week.

    What was done comes from the diary, which is opened late: until `refresh` the rings are empty.

    Signals:
        session_wanted: A round, or one exercise; args: the session's title, its exercises, and
            whether it is a round.
        exercise_wanted: To an exercise's own page; arg: its id.
        programme_wanted: To choose the exercises.
        goals_wanted: To what the person wants to do again.
        new_day: Another day is shown than before, as midnight passed.
    """

    session_wanted = Signal(str, object, bool)
    exercise_wanted = Signal(str)
    programme_wanted = Signal()
    goals_wanted = Signal()
    new_day = Signal()

    def __init__(
        self,
        look: Look,
        clock: Clock,
        library: Library,
        videos: Path,
        questions: Questions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._clock = clock
        self._library = library
        self._videos = videos
        self._workspace: Workspace | None = None
        self._rounds: Rounds | None = None
        self._narrow_rows = False
        self.title = Label("Today", Role.PAGE_TITLE, wraps=False)
        self.date = Label("", Role.CAPTION)
        self.saved = Label(_SAVED, Role.CAPTION, wraps=False)
        self._lock = IconLabel(look, "lock", "ink2", 20)
        self.trouble = Label("", Role.BODY, "clay")
        self.trouble.hide()
        self.hero = Hero(look, videos)
        self.start_button = self.hero.button
        self.question = OpenQuestionPlace(look, clock, library.pain_guide, questions)
        self.rows: list[TodayRow] = []
        self._list = Card()
        self._lines = QVBoxLayout(self._list)
        self._lines.setContentsMargins(1, 1, 1, 1)
        self._lines.setSpacing(0)
        self.week = WeekCard(look, library.pain_guide.expectation)
        self.change_button = Button(look, "Change my exercises", "pencil")
        self.goals_button = Button(look, "My goals", kind=Kind.QUIET)
        self.goals_button.hide()
        self._beside = (self.week, self.change_button, self.goals_button)
        self._lay_out()
        self.change_button.clicked.connect(self.programme_wanted)
        self.goals_button.clicked.connect(self.goals_wanted)
        self.start_button.clicked.connect(self._start_round)
        self.question.grown.connect(lambda: self.bring_into_sight(self.question))
        self.question.made.connect(self._keep_tab_order)
        self.question.gone.connect(self.start_button.setFocus)
        self._watch = QTimer(self)
        self._watch.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._watch.setInterval(_LOOK_AT_THE_DATE_MS)
        self._watch.timeout.connect(self.look_at_the_date)

    @property
    def rounds(self) -> Rounds | None:
        """What is shown; None until the diary was read."""
        return self._rounds

    def row(self, exercise_id: str) -> TodayRow:
        """The line of an exercise."""
        return next(row for row in self.rows if row.exercise.id == exercise_id)

    def place_to_begin(self, exercise_id: str = "") -> QWidget:
        """Where the keyboard goes: to the next step, or to the exercise that was looked at."""
        for row in self.rows:
            if row.exercise.id == exercise_id:
                return row.face
        return self.start_button

    def set_workspace(self, workspace: Workspace) -> None:
        """Whose day it is; `refresh` fills in what was done."""
        self._workspace = workspace
        self._rounds = None
        self.saved.setText(_MADE_UP if workspace.is_demo else _SAVED)
        self._lock.setVisible(not workspace.is_demo)
        self._show_date()
        self._show_rows()
        for row in self.rows:
            row.ring.forget()
        self.week.show_week((), self._clock.now().date())
        self.hero.wait()

    def refresh(self) -> None:
        """Reads the diary, and shows the day it is."""
        if self._workspace is None:
            return
        from backrehab.core.rounds import rounds_of, week_of
        from backrehab.storage.goals import goals

        today = self._clock.now().date()
        monday, *_, sunday = week_of(today)
        self._show_rows()
        try:
            completions = self._workspace.diary.completions(monday, sunday)
            self.goals_button.setVisible(bool(goals(self._workspace.diary)))
        except DiaryError as error:
            completions = {}
            trouble = str(error)
        else:
            trouble = ""  # that the diary is not open, the bar says on every page
        self.trouble.setText(trouble)
        self.trouble.setVisible(bool(trouble))
        self._saved_line.setVisible(not trouble and not self._workspace.only_in_memory)
        programme = self._workspace.programme
        is_new_day = self._rounds is not None and self._rounds.day != today
        rounds = self._rounds = rounds_of(self._library, programme, completions, today)
        self._show_date()
        for row, own in zip(self.rows, rounds.exercises, strict=True):
            row.ring.show_count(own.done, own.planned)
        self.week.show_week(rounds.week, today)
        self.hero.show_rounds(rounds, programme)
        if is_new_day:
            self.new_day.emit()

    def look_at_the_date(self) -> None:
        """Shows the new day at midnight, or when the clock or the time zone was changed."""
        self.question.look_at_the_clock()
        if self._rounds is not None and self._clock.now().date() != self._rounds.day:
            self.refresh()

    def arrange(self, room: Room) -> None:
        """Beside the list, above it, or all under each other, as the window has room."""
        self.set_edge(room.edge, room.most_width)
        directions = QBoxLayout.Direction
        self.body.setSpacing(12 if room.is_short else 18)
        short = room.is_short
        self._head.setDirection(directions.LeftToRight if short else directions.TopToBottom)
        self._head.setSpacing(16 if short else 2)
        self._put_saved_line(at_the_top=room.units_wide >= _SAVED_AT_THE_TOP)
        self.hero.arrange(room)
        wide = room.arrangement is Arrangement.WIDE
        narrow = room.arrangement is Arrangement.NARROW
        self.week.set_flat(narrow)
        self.question.set_flat(not wide and room.units_wide >= _SAVED_AT_THE_TOP)
        for column in (self._left, self._right):
            empty(column)
            column.setSpacing(12 if room.is_short else 16)
        self._columns.setSpacing(24 if wide else 0)
        beside: tuple[QWidget, ...] = self._beside
        if wide:
            left: tuple[QWidget, ...] = (self.hero, self._list)
        elif narrow:
            left = (self.hero, self.question, self.week, self._list, *beside[1:])
        else:
            left = (self.hero, self.question, self._list, *beside)
        if wide:
            beside = (self.question, *beside)
        for part in left:
            self._left.addWidget(part)
        for part in beside if wide else ():
            self._right.addWidget(part)
        for column in (self._left, self._right):
            column.addStretch(1)
        side = self._look.theme.px(_SIDE_WIDTH) if wide else 0
        for part in (self.question, *self._beside):
            part.setMinimumWidth(side)
            part.setMaximumWidth(side or NO_LIMIT)
        inside = room.width - 2 * room.edge - side
        self._narrow_rows = inside * 100 / room.text_percent < _NARROW_ROW
        for row in self.rows:
            row.set_narrow(self._narrow_rows)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._watch.start()
        self.look_at_the_date()

    def hideEvent(self, event: QHideEvent) -> None:
        self._watch.stop()
        self.question.leave()
        super().hideEvent(event)

    # What is started.

    def _start_round(self) -> None:
        self.look_at_the_date()
        if self._rounds is None:
            self.refresh()  # pressed before the diary was read
        if self._rounds is None or not self._rounds.next_exercises:
            self.programme_wanted.emit()
            return
        self.session_wanted.emit(self.hero.session_title, self._rounds.next_exercises, True)

    def _start_one(self, exercise: Exercise) -> None:
        self.session_wanted.emit(exercise.title, (exercise,), False)

    # The parts.

    def _show_date(self) -> None:
        """The day, and whose it is where several people use the computer."""
        words = date_words(self._clock.now().date())
        owner = self._workspace.owner if self._workspace is not None else ""
        self.date.setText(f"{owner}'s diary. {words}" if owner else words)

    def _show_rows(self) -> None:
        """A line for each exercise of the programme; kept while they stay the same."""
        if self._workspace is None:
            return
        programme = self._workspace.programme
        exercises = routine_order(programme.exercises(self._library))
        if [row.exercise.id for row in self.rows] != [exercise.id for exercise in exercises]:
            self._make_rows(exercises)
        for row in self.rows:
            row.show_programme(programme)
        self._list.setVisible(bool(exercises))
        self.change_button.setVisible(bool(exercises))  # else the big button says it

    def _make_rows(self, exercises: Iterable[Exercise]) -> None:
        clear(self._lines)
        self.rows = [self._make_row(exercise) for exercise in exercises]
        for number, row in enumerate(self.rows):
            if number:
                self._lines.addWidget(Rule())
            self._lines.addWidget(row)
        self._keep_tab_order()

    def _keep_tab_order(self) -> None:
        rows = [stop for row in self.rows for stop in (row.face, row.start_button)]
        beside = [*self.question.stops(), self.change_button, self.goals_button]
        for before, after in pairwise([self.start_button, *rows, *beside]):
            QWidget.setTabOrder(before, after)

    def _make_row(self, exercise: Exercise) -> TodayRow:
        row = TodayRow(self._look, exercise, self._videos)
        row.set_narrow(self._narrow_rows)
        row.open_wanted.connect(lambda: self.exercise_wanted.emit(exercise.id))
        row.start_wanted.connect(lambda: self._start_one(exercise))
        return row

    def _put_saved_line(self, *, at_the_top: bool) -> None:
        """Beside the date where there is room for both, else at the foot of the page."""
        for layout in (self._under, self.body):
            layout.removeWidget(self._saved_line)
        if at_the_top:
            self._under.addWidget(self._saved_line)
        else:
            self.body.addWidget(self._saved_line)

    def _lay_out(self) -> None:
        self._saved_line = QWidget()
        saved = QHBoxLayout(self._saved_line)
        saved.setContentsMargins(0, 0, 0, 0)
        saved.setSpacing(8)
        saved.addStretch(1)
        saved.addWidget(self._lock)
        saved.addWidget(self.saved)
        self._head = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._head.addWidget(self.title)
        self._under = QHBoxLayout()
        self._under.setSpacing(16)
        self._under.addWidget(self.date, 1)
        self._under.addWidget(self._saved_line)
        self._head.addLayout(self._under, 1)
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        for part in (self.hero, self.question, self._list, *self._beside):
            self._left.addWidget(part)
        self._columns = QHBoxLayout()
        self._columns.addLayout(self._left, 1)
        self._columns.addLayout(self._right)
        self.body.addLayout(self._head)
        self.body.addWidget(self.trouble)
        self.body.addLayout(self._columns)
        self.body.addStretch(1)
