"""Which days are looked at, and in what pieces."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab.core.diary_range import (
    DayRange,
    Span,
    Stretch,
    days_between,
    monday_of,
    own_at_first,
    range_of,
    range_words,
    stretch,
    sunday_of,
)

SUNDAY = date(2026, 11, 22)
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


@pytest.mark.parametrize(
    ("span", "since"),
    [
        (Span.FOUR_WEEKS, date(2026, 10, 26)),
        (Span.TWELVE_WEEKS, date(2026, 8, 31)),
        (Span.YEAR, date(2025, 11, 24)),
        (Span.ALL, None),
    ],
)
def test_a_span_begins_on_a_monday_and_has_no_end(span: Span, since: date | None) -> None:
    assert range_of(span, SUNDAY, DayRange()) == DayRange(since)


def test_seven_days_are_counted_back_from_today() -> None:
    days = range_of(Span.SEVEN_DAYS, SUNDAY, DayRange())

    assert days == DayRange(date(2026, 11, 16))
    assert range_of(Span.SEVEN_DAYS, date(2026, 11, 18), DayRange()).since == date(2026, 11, 12)
    assert range_words(Span.SEVEN_DAYS, days) == "in the last 7 days"


def test_days_of_ones_own_begin_as_the_last_four_weeks() -> None:
    since, until = own_at_first(SUNDAY)

    assert (since, until) == (range_of(Span.FOUR_WEEKS, SUNDAY, DayRange()).since, SUNDAY)


@given(DAYS, st.integers(0, 30))
def test_the_days_between_two_are_every_one_once(first: date, length: int) -> None:
    days = list(days_between(first, first + timedelta(days=length)))

    assert days == sorted(set(days))
    assert (days[0], len(days)) == (first, length + 1)


@given(DAYS)
def test_a_week_ends_on_its_sunday(day: date) -> None:
    assert sunday_of(day).isoweekday() == 7
    assert 0 <= (sunday_of(day) - day).days < 7
    assert monday_of(sunday_of(day)) == monday_of(day)


def test_days_of_ones_own_stay_as_they_are() -> None:
    own = DayRange(date(2026, 3, 2), date(2026, 3, 8))

    assert range_of(Span.OWN, SUNDAY, own) == own
    assert range_words(Span.OWN, own) == "from 2 Mar 2026 to 8 Mar 2026"
    assert range_words(Span.OWN, DayRange(SUNDAY, SUNDAY)) == "on 22 Nov 2026"
    assert not own.holds(date(2026, 3, 9))
    assert own.holds(date(2026, 3, 8))


def test_what_fits_is_in_sight_as_a_whole() -> None:
    first = date(2026, 10, 26)

    assert stretch(first, SUNDAY, 4, 0) == Stretch(first, SUNDAY, False, False)


def test_earlier_weeks_come_in_whole_pieces_down_to_the_first_day() -> None:
    first = date(2026, 9, 30)  # a Wednesday

    assert stretch(first, SUNDAY, 4, 0) == Stretch(date(2026, 10, 26), SUNDAY, True, False)
    assert stretch(first, SUNDAY, 4, 1) == Stretch(first, date(2026, 10, 25), False, True)


@given(DAYS, st.integers(0, 4000), st.integers(1, 60))
def test_the_pieces_hold_every_day_once(first: date, length: int, weeks: int) -> None:
    last = first + timedelta(days=length)
    pieces = [stretch(first, last, weeks, 0)]
    while pieces[-1].has_earlier:
        pieces.append(stretch(first, last, weeks, len(pieces)))

    assert pieces[0].last == last
    assert pieces[-1].first == first
    for later, earlier in pairwise(pieces):
        assert earlier.last + timedelta(days=1) == later.first
        assert later.first == monday_of(later.first)
        assert earlier.has_later
