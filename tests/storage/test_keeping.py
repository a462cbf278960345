"""The rule of which daily copies stay, for any days there may be copies of."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from backrehab.storage.keeping import DAYS, MOST, to_keep

DAY = date(2026, 3, 2)

days = st.sets(st.dates(date(2020, 1, 1), date(2030, 12, 31)), max_size=400)


@given(days)
def test_the_newest_days_stay_and_never_too_many(days: set[date]) -> None:
    kept = to_keep(days)

    assert kept <= days
    assert set(sorted(days)[-DAYS:]) <= kept
    assert len(kept) <= MOST


@given(days)
def test_what_was_thinned_out_is_not_thinned_out_again(days: set[date]) -> None:
    assert to_keep(to_keep(days)) == to_keep(days)


@given(days, st.dates(date(2031, 1, 1), date(2035, 1, 1)))
def test_a_copy_of_a_later_day_always_stays(days: set[date], later: date) -> None:
    assert later in to_keep(days | {later})


@given(days.filter(bool), st.integers(1, 400))
def test_a_clock_set_back_takes_nothing_of_the_last_week_away(days: set[date], back: int) -> None:
    """A new copy with an old date can push out an older one, never one of the newest seven."""
    newest = set(sorted(days)[-DAYS:])

    kept = to_keep(days | {max(days) - timedelta(days=back)})

    assert len(newest - kept) <= 1
    assert max(days) in kept


@given(st.integers(1, 7), st.integers(30, 900))
def test_used_every_so_many_days_one_can_go_back_ever_further(step: int, length: int) -> None:
    """As it happens: a copy, then thinning out, again and again."""
    have: set[date] = set()
    for number in range(0, length, step):
        have = set(to_keep(have | {DAY + timedelta(days=number)}))

    made = range(0, length, step)
    last = DAY + timedelta(days=made[-1])
    ages = sorted((last - day).days for day in have)
    assert ages[: min(DAYS, len(made))] == [
        number * step for number in range(min(DAYS, len(made)))
    ]
    gaps = [later - earlier for earlier, later in pairwise(ages)]
    assert all(gap <= max(14, 2 * step) for gap in gaps[: DAYS + 4])
    assert max(gaps, default=0) <= 62
    # As far back as a year, or to the beginning but for a month.
    assert ages[-1] >= min(made[-1] - 35, 330)


def test_without_copies_there_is_nothing_to_keep() -> None:
    assert to_keep([]) == frozenset()
