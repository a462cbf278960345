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
    monday_of,
    range_of,
    range_words,
    stretch,
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
