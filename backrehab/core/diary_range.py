"""Which days of the diary are looked at: whole weeks, a year, everything, or days of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from backrehab.core.text import short_date

WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


class Span(StrEnum):
    """What can be chosen."""

    SEVEN_DAYS = "7_days"
    FOUR_WEEKS = "4"
    TWELVE_WEEKS = "12"
    YEAR = "52"
    ALL = "all"
    OWN = "own"


SPAN_WORDS = {
    Span.SEVEN_DAYS: "Last 7 days",
    Span.FOUR_WEEKS: "Last 4 weeks",
    Span.TWELVE_WEEKS: "Last 12 weeks",
    Span.YEAR: "Last year",
    Span.ALL: "All",
    Span.OWN: "Days you choose",
}


@dataclass(frozen=True, slots=True)
class DayRange:
    """Days from one to another, both included; `None` is no bound."""

    since: date | None = None
    until: date | None = None

    def holds(self, day: date) -> bool:
        return (self.since or day) <= day <= (self.until or day)

    def within(self, first: date, last: date) -> tuple[date, date]:
        """Its ends, with these where it has none."""
        since, until = self.since or first, self.until or last
        return since, max(since, until)


def range_of(span: Span, today: date, own: DayRange) -> DayRange:
    """The days of a span: weeks begin on Monday, and this week is the last of them.

    Seven days are counted back from today.
    """
    if span is Span.OWN:
        return own
    if span is Span.ALL:
        return DayRange()
    if span is Span.SEVEN_DAYS:
        return DayRange(since=today - WEEK + _DAY)
    return DayRange(since=monday_of(today) - (int(span) - 1) * WEEK)


def own_at_first(today: date) -> tuple[date, date]:
    """What days of one's own are until others are chosen: the last four weeks, up to today."""
    return monday_of(today) - 3 * WEEK, today


def range_words(span: Span, days: DayRange) -> str:
    """After a count: "in the last 4 weeks", "from 2 Mar 2026 to 8 Mar 2026"; "" for all."""
    match span:
        case Span.SEVEN_DAYS:
            return "in the last 7 days"
        case Span.FOUR_WEEKS:
            return "in the last 4 weeks"
        case Span.TWELVE_WEEKS:
            return "in the last 12 weeks"
        case Span.YEAR:
            return "in the last year"
        case Span.ALL:
            return ""
        case Span.OWN:
            return days_words(days)


def days_words(days: DayRange) -> str:
    """A range by its dates: "from 2 Mar 2026 to 8 Mar 2026"; "" where it has no bound."""
    if days.since is not None and days.since == days.until:
        return f"on {short_date(days.since)}"
    parts = []
    if days.since is not None:
        parts.append(f"from {short_date(days.since)}")
    if days.until is not None:
        parts.append(f"to {short_date(days.until)}")
    return " ".join(parts)


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def sunday_of(day: date) -> date:
    """The Sunday of a day's week."""
    return monday_of(day) + WEEK - _DAY


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from one to another, both included."""
    for number in range((last - first).days + 1):
        yield first + number * _DAY


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a range that is in sight at once, and whether there is more on either side."""

    first: date
    last: date
    has_earlier: bool
    has_later: bool


def stretch(first: date, last: date, weeks: int, back: int) -> Stretch:
    """So many weeks of the days from `first` to `last`, so many times `back` from the newest.

    Where all of them fit they are in sight as they are.
    """
    end = sunday_of(last) - back * weeks * WEEK
    begin = end - weeks * WEEK + _DAY
    return Stretch(
        first=max(first, begin),
        last=min(last, end),
        has_earlier=begin > first,
        has_later=back > 0,
    )
