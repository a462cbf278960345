"""The card with the weeks: four at a time, and the way to earlier ones."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backrehab.core.diary_range import days_between, monday_of, stretch, sunday_of
from backrehab.core.errors import UnknownExercise
from backrehab.core.model import Library, Programme
from backrehab.core.rounds import DayRounds, planned_rounds
from backrehab.core.text import count
from backrehab.storage.diary_views import DayFacts, DiaryViews
from backrehab.ui.calendar_paint import Weeks
from backrehab.ui.controls import Card, Label
from backrehab.ui.look import Look
from backrehab.ui.plot_card import Turning
from backrehab.ui.theme import Role
from backrehab.ui.week_calendar import WeekCalendar

WEEKS = 4
_NAME = "Rounds each day"


def make_weeks(
    facts: dict[date, DayFacts],
    first: date,
    last: date,
    today: date,
    planned: int,
    exercise_id: str | None = None,
    chosen: date | None = None,
) -> Weeks:
    """The whole weeks around these days; with an exercise, how often it was done."""
    days = {}
    for day in days_between(first, last):
        of_day = facts.get(day)
        done = 0
        if of_day is not None:
            completed = of_day.completions.get(exercise_id or "", 0)
            done = of_day.rounds if exercise_id is None else completed
        days[day] = DayRounds(day, done, planned, is_to_come=day > today)
    mondays = tuple(sorted({monday_of(day) for day in days}))
    with_year = mondays[0].year != mondays[-1].year
    return Weeks(mondays, days, today, chosen if chosen in days else None, with_year)


def total_words(weeks: Weeks, thing: str) -> str:
    """What was done in all of them: "235 rounds in 12 weeks"."""
    return f"{count(_done(weeks), thing)} in {count(len(weeks.mondays), 'week')}"


def _done(weeks: Weeks) -> int:
    return sum(day.done for day in weeks.days.values())


def planned_of(library: Library, programme: Programme, exercise_id: str | None) -> int:
    """How many rounds a day has now, or how often an exercise is to be done."""
    if exercise_id is None:
        return planned_rounds(programme.exercises(library), programme)
    try:
        return programme.times_a_day(library.exercise(exercise_id))
    except UnknownExercise:
        return 0  # the diary knows it from another content


class CalendarCard(Card):
    """Reads the days chosen, and shows some of their weeks.

    Attributes:
        whole: All weeks of the days chosen, in sight or not.
        total_words: What was done in all of them, in words.

    Signals:
        day_chosen: A day, or none; arg: it.
        turned: To earlier or later weeks, which are to be read.
    """

    day_chosen = Signal(object)
    turned = Signal()

    def __init__(self, look: Look, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._library = library
        self._back = 0
        self._counted: tuple[date, date, dict[date, DayFacts]] | None = None
        self._is_unchanged = False
        self.whole = Weeks((), {}, date.min)
        self.total_words = ""
        self.title = Label(_NAME, Role.ROW_TITLE)
        self.total = Label("", Role.CAPTION, "ink2")
        self.turning = Turning(look, "Calendar")
        self.calendar = WeekCalendar(look)
        head = QHBoxLayout()
        head.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.total)
        head.addLayout(words, 1)
        head.addWidget(self.turning)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 20, 14)
        column.setSpacing(8)
        column.addLayout(head)
        column.addStretch(1)
        column.addWidget(self.calendar)
        column.addStretch(1)
        self.turning.turned.connect(self._turn)
        self.calendar.day_chosen.connect(self._choose)

    def stops(self) -> tuple[QWidget, ...]:
        """Where the Tab key stops, in order."""
        return self.turning.earlier, self.turning.later, self.calendar

    @property
    def chosen(self) -> date | None:
        """The day chosen."""
        return self.calendar.chosen

    def choose(self, day: date | None) -> None:
        """Marks a day as chosen, without a signal."""
        self.calendar.choose(day)

    def begin_again(self) -> None:
        """Back to the newest weeks, with no day chosen."""
        self._back = 0
        self.calendar.choose(None)

    def read(
        self,
        views: DiaryViews,
        programme: Programme,
        bounds: tuple[date, date],
        today: date,
        exercise_id: str | None,
        about: str = "",
    ) -> None:
        """Shows the newest four weeks of these days, or as far back as was turned.

        All of them are counted. With an exercise they are its own times; `about` is its title.

        Raises:
            DiaryError: the diary can't be read.
        """
        first, last = bounds
        # A range that has no end goes on to the end of this week.
        last = sunday_of(last) if last == today else last
        part = stretch(first, last, WEEKS, self._back)
        facts = self._count_days(views, first, last)
        planned = planned_of(self._library, programme, exercise_id)
        self.whole = make_weeks(facts, first, last, today, planned, exercise_id)
        weeks = make_weeks(facts, part.first, part.last, today, planned, exercise_id, self.chosen)
        self.calendar.show_weeks(weeks)
        self.turning.show_stretch(part)
        thing = "round" if exercise_id is None else "time"
        self.title.setText(_NAME if exercise_id is None else f"{about}: each day")
        self.total_words = total_words(self.whole, thing)
        has_more = part.has_earlier or part.has_later
        in_sight = f", {_done(weeks)} in sight" if has_more else ""
        now = f"; planned now: {planned} a day" if planned else ""
        self.total.setText(f"{self.total_words}{in_sight}{now}")

    def _turn(self, way: int) -> None:
        self._back = max(0, self._back + way)
        self.calendar.choose(None)
        with self._same_days():
            self.turned.emit()

    def _choose(self, day: date | None) -> None:
        with self._same_days():
            self.day_chosen.emit(day)

    @contextmanager
    def _same_days(self) -> Iterator[None]:
        """Nothing was written meanwhile: what is read now was counted already."""
        self._is_unchanged = True
        try:
            yield
        finally:
            self._is_unchanged = False

    def _count_days(self, views: DiaryViews, first: date, last: date) -> dict[date, DayFacts]:
        """To count years takes long, so it is done once for as long as nothing changes."""
        if self._is_unchanged and self._counted and self._counted[:2] == (first, last):
            return self._counted[2]
        facts = views.days(first, last)
        self._counted = (first, last, facts)
        return facts
