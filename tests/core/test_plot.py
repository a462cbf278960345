"""Where the marks of a plot stand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab.core.plot import PAIN_SCALE, Days, Mark, Scale, in_order, scale_for, spots

FIRST = date(2026, 10, 26)  # a Monday
WEEKS = Days(FIRST, FIRST + timedelta(days=27))


def mark(day: int, value: int, kind: str = "worst", hour: int = 9) -> Mark:
    at = datetime(2026, 10, 26, hour, tzinfo=UTC) + timedelta(days=day)
    return Mark(at, value, kind, "Worst", str(value), f"session {day}")


def test_a_mark_stands_over_the_middle_of_its_day_at_its_own_figure() -> None:
    [first, last] = spots([mark(0, 0), mark(27, 10)], WEEKS, PAIN_SCALE, 560, 11)

    assert (first.across, first.up, first.aside) == (0.5 / 28, 0, 0)
    assert (last.across, last.up, last.aside) == (27.5 / 28, 1, 0)


def test_equal_figures_of_a_day_stand_side_by_side_about_its_middle() -> None:
    marks = [mark(3, 5), mark(3, 5, "after"), mark(3, 4), mark(4, 5)]

    found = spots(marks, WEEKS, PAIN_SCALE, 28 * 40, 11)

    assert [spot.aside for spot in found] == [-7.5, 7.5, 0, 0]  # a mark and 4 pixels apart


def test_the_step_between_them_shrinks_with_the_room_of_their_day() -> None:
    steps = []
    for day_width in (60, 40, 20, 8):
        found = spots([mark(3, 5)] * 4, WEEKS, PAIN_SCALE, 28 * day_width, 5)
        asides = [spot.aside for spot in found]
        assert asides[-1] + 2.5 <= day_width / 2 or day_width == 8
        assert asides[-1] < day_width / 2, "its middle stays in the day"
        [step] = {round(after - before, 6) for before, after in pairwise(asides)}
        steps.append(step)

    assert steps == [9, 9, 5, 1.5]


@given(
    st.lists(st.tuples(st.integers(0, 83), st.integers(0, 10)), min_size=1, max_size=60),
    st.integers(84, 2_000),
    st.integers(2, 6),
)
def test_no_mark_leaves_its_week_or_the_plot(
    told: list[tuple[int, int]], width: int, size: int
) -> None:
    days = Days(FIRST, FIRST + timedelta(days=83))
    marks = [mark(day, value) for day, value in told]

    found = spots(marks, days, PAIN_SCALE, width, size)

    week_width = width / 12
    for (day, _), spot in zip(told, found, strict=True):
        middle = spot.across * width + spot.aside
        week = day // 7
        assert week * week_width - 1e-6 <= middle - size / 2
        assert middle + size / 2 <= (week + 1) * week_width + 1e-6


def test_a_plot_that_begins_within_a_week_keeps_its_marks_too() -> None:
    days = Days(FIRST + timedelta(days=6), FIRST + timedelta(days=33))

    found = spots([mark(6, 5)] * 3 + [mark(33, 5)] * 3, days, PAIN_SCALE, 28 * 5, 4)

    middles = [spot.across * 28 * 5 + spot.aside for spot in found]
    assert min(middles) >= 2
    assert max(middles) <= 28 * 5 - 2


def test_the_kinds_that_come_last_stand_behind_the_others_of_their_row() -> None:
    marks = [mark(3, 5, "after"), mark(3, 5), mark(3, 5, "after", 10), mark(3, 5, hour=20)]

    found = spots(marks, WEEKS, PAIN_SCALE, 28 * 60, 11, last={"after"})

    order = sorted(range(4), key=lambda number: found[number].aside)
    assert [marks[number].kind for number in order] == ["worst", "worst", "after", "after"]


def test_the_keys_walk_by_day_and_time() -> None:
    early, late, after = mark(1, 5), mark(1, 2, hour=20), mark(1, 3, "after", hour=20)

    assert in_order([mark(2, 1), late, early, after]) == (early, after, late, mark(2, 1))


@pytest.mark.parametrize(
    ("first", "last", "most", "words"),
    [
        (FIRST, date(2026, 11, 22), 6, ("26 Oct", "2 Nov", "9 Nov", "16 Nov")),
        (FIRST, date(2026, 11, 22), 2, ("26 Oct", "9 Nov")),
        (date(2026, 1, 5), date(2026, 12, 31), 6, ("Mar", "May", "Jul", "Sep", "Nov")),
        (
            date(2025, 11, 24),
            date(2026, 11, 22),
            4,
            ("Jan 2026", "Apr 2026", "Jul 2026", "Oct 2026"),
        ),
        (date(2016, 5, 1), date(2026, 5, 1), 6, ("2018", "2020", "2022", "2024", "2026")),
        (date(2026, 11, 17), date(2026, 11, 19), 6, ()),
    ],
)
def test_days_are_named_as_there_is_room(
    first: date, last: date, most: int, words: tuple[str, ...]
) -> None:
    assert tuple(tick.words for tick in Days(first, last).ticks(most)) == words


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(0, 50_000), st.integers(1, 12))
def test_no_more_days_are_named_than_there_is_room_for(
    first: date, length: int, most: int
) -> None:
    days = Days(first, first + timedelta(days=length))

    ticks = days.ticks(most)

    assert len(ticks) <= most
    assert all(0 < tick.across < 1 for tick in ticks)
    assert sorted(tick.across for tick in ticks) == [tick.across for tick in ticks]


@pytest.mark.parametrize(
    ("values", "scale"),
    [
        ([], Scale(1, 1)),
        ([0], Scale(1, 1)),
        ([3, 2], Scale(3, 1)),
        ([15], Scale(15, 5)),
        ([45], Scale(50, 10)),
        ([600], Scale(600, 200)),
    ],
)
def test_a_scale_begins_at_nothing_and_reaches_the_largest_figure(
    values: list[int], scale: Scale
) -> None:
    assert scale_for(values) == scale


@given(st.lists(st.integers(0, 100_000)))
def test_every_figure_is_on_its_scale(values: list[int]) -> None:
    scale = scale_for(values)

    assert all(0 <= scale.up(value) <= 1 for value in values)
    assert scale.top in scale.steps
    assert len(scale.steps) <= 7
