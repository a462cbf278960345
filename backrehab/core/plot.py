"""Where the marks of a plot stand: days across, figures up. Nothing is joined or made of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from backrehab.core.diary_range import monday_of
from backrehab.core.text import month_word, short_date

_LEAST_APART = 1.5
"""Of marks that stand nearer than this one hides the other."""

_GAP = 4
_LONG = 120


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure the diary holds.

    Attributes:
        at: When.
        value: The figure, as it is.
        kind: What it answers; says how it is drawn.
        words: What it is in words, without the figure: "Worst", "Right".
        said: The figure in words: "5", "11 of 15".
        session_id: The session it belongs to.
    """

    at: datetime
    value: int
    kind: str
    words: str
    said: str
    session_id: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a mark stands: in parts of the width and of the height, from bottom left.

    `aside` is how far beside the middle of its day, in pixels.
    """

    across: float
    up: float
    aside: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A day that is named under the plot."""

    across: float
    words: str


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a plot, both included."""

    first: date
    last: date

    @property
    def count(self) -> int:
        return (self.last - self.first).days + 1

    def across(self, day: date) -> float:
        """The middle of a day, in parts of the width."""
        return ((day - self.first).days + 0.5) / self.count

    def week_around(self, day: date) -> tuple[float, float]:
        """Where a day's week begins and ends, as far as it is held, in parts of the width."""
        monday = (monday_of(day) - self.first).days
        return max(0, monday) / self.count, min(self.count, monday + 7) / self.count

    def ticks(self, most: int) -> tuple[Tick, ...]:
        """At most so many days by name: Mondays, else the first of months or years."""
        return next(
            (
                tuple(Tick(self.across(day), words(day)) for day in days)
                for days, words in self._choices()
                if len(days) <= max(1, most)
            ),
            (),
        )

    def _choices(self) -> Iterable[tuple[list[date], Callable[[date], str]]]:
        with_year = self.first.year != self.last.year
        for weeks in (1, 2, 4):
            if self.count <= _LONG * weeks:
                yield self._mondays(weeks), lambda day: short_date(day, with_year=False)
        for months in (1, 2, 3, 6, 12, 24, 60, 120, 240):
            if months >= 12:
                yield self._firsts(months), lambda day: str(day.year)
            elif with_year:
                yield self._firsts(months), lambda day: f"{month_word(day)} {day.year}"
            else:
                yield self._firsts(months), month_word

    def _mondays(self, weeks: int) -> list[date]:
        """The first of them is the first week's own day, should it begin later."""
        mondays = []
        day = monday_of(self.first)
        while day <= self.last:
            if day >= self.first:
                mondays.append(day)
            day += timedelta(weeks=weeks)
        return mondays

    def _firsts(self, months: int) -> list[date]:
        number = self.first.year * 12 + self.first.month - 1
        if self.first.day > 1:
            number += 1
        number += -number % months
        days = []
        while (day := date(number // 12, number % 12 + 1, 1)) <= self.last:
            days.append(day)
            number += months
        return days


@dataclass(frozen=True, slots=True)
class Scale:
    """What stands up the side of a plot, from 0 to `top` in equal steps."""

    top: int
    step: int

    @property
    def steps(self) -> tuple[int, ...]:
        return tuple(range(0, self.top + 1, self.step))

    def up(self, value: float) -> float:
        """In parts of the height."""
        return value / self.top


PAIN_SCALE = Scale(10, 2)
"""The scale of pain is always whole."""


def scale_for(values: Iterable[int], steps: int = 5) -> Scale:
    """A scale from 0 over the largest of these, in about so many round steps."""
    most = max(values, default=0)
    step = 1
    for step in _round_steps():
        if step * steps >= most:
            break
    top = max(step, -(-most // step) * step)
    return Scale(top, step)


def _round_steps() -> Iterable[int]:
    unit = 1
    while True:
        yield from (unit, 2 * unit, 5 * unit)
        unit *= 10


def in_order(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """As they are walked through by the arrow keys: by time, then by what they answer."""
    return tuple(sorted(marks, key=lambda mark: (mark.at.date(), mark.at, mark.kind)))


def most_together(marks: Iterable[Mark]) -> int:
    """How many equal figures there are at most on one day; at least 1."""
    return max(Counter((mark.at.date(), mark.value) for mark in marks).values(), default=1)


def spots(
    marks: Sequence[Mark],
    days: Days,
    scale: Scale,
    width: float,
    size: float,
    last: Container[str] = (),
) -> list[Spot]:
    """Where each mark stands; equal figures of one day stand side by side about its middle.

    They stay in their day. Where it is so narrow that they would hide one another, their middles
    do, and their edges stay in their week. Marks of the kinds in `last` stand behind the others.
    """
    together: dict[tuple[date, int], list[int]] = defaultdict(list)
    for number, mark in enumerate(marks):
        together[mark.at.date(), mark.value].append(number)
    found: dict[int, Spot] = {}
    day_width = width / days.count
    for (day, value), numbers in together.items():
        apart = _apart(len(numbers), day_width, size)
        across = days.across(day)
        begins = across * width - (len(numbers) - 1) / 2 * apart
        least, most = (edge * width for edge in days.week_around(day))
        begins = min(begins, most - size / 2 - (len(numbers) - 1) * apart)
        begins = max(begins, least + size / 2)
        in_row = sorted(numbers, key=lambda number: marks[number].kind in last)
        for place, number in enumerate(in_row):
            aside = begins + place * apart - across * width
            found[number] = Spot(across, scale.up(value), aside)
    return [found[number] for number in range(len(marks))]


def _apart(together: int, day_width: float, size: float) -> float:
    """How far apart the middles of so many equal marks of one day are."""
    if together == 1:
        return 0
    whole_in_day = (day_width - size) / (together - 1)
    middles_in_day = min(_LEAST_APART, day_width / together)
    return min(size + _GAP, max(whole_in_day, middles_in_day))
