"""Days and times as people type them, and nothing taken for one that is none."""

from __future__ import annotations

from datetime import date, time

import pytest

from backrehab.core.typed_times import (
    day_text,
    read_day,
    read_time,
    step_day,
    step_time,
    time_text,
)

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("02/03/2026", TODAY),
        ("2/3/26", TODAY),
        ("2.3.2026", TODAY),
        ("2026-03-02", TODAY),
        ("1/3", date(2026, 3, 1)),
        ("3/3", date(2025, 3, 3)),  # else it were still to come
        ("28 Feb", date(2026, 2, 28)),
        ("28th February 2026", date(2026, 2, 28)),
        ("Sat 21 Nov", date(2025, 11, 21)),
        ("  Today ", TODAY),
        ("yesterday", date(2026, 3, 1)),
        ("29 Feb 2024", date(2024, 2, 29)),
        ("5/3/2027", date(2027, 3, 5)),
    ],
)
def test_a_day_is_read_as_it_is_written_here(typed: str, day: date) -> None:
    assert read_day(typed, TODAY) == day


@pytest.mark.parametrize(
    "typed", ["", "x", "30 Feb", "30/2/2026", "13/13/2026", "29/2/2025", "32 Jan", "0/1/2026"]
)
def test_what_is_no_day_is_none(typed: str) -> None:
    assert read_day(typed, TODAY) is None


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 3, 1), date(2024, 2, 29)),
        (date(2028, 2, 28), date(2024, 2, 29)),
        (date(2028, 2, 29), date(2028, 2, 29)),
        (date(1904, 1, 1), date(1896, 2, 29)),
        (date(3, 1, 1), None),
    ],
)
def test_the_29th_of_february_is_the_last_one_there_was(today: date, day: date | None) -> None:
    assert read_day("29 Feb", today) == day


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("17:30", time(17, 30)),
        ("17.30", time(17, 30)),
        ("1730", time(17, 30)),
        ("9:05", time(9, 5)),
        ("5:30 pm", time(17, 30)),
        ("5pm", time(17, 0)),
        ("12 am", time(0, 0)),
        ("12:15 PM", time(12, 15)),
        ("00:00", time(0, 0)),
    ],
)
def test_a_time_is_read_as_it_is_written_here(typed: str, at: time) -> None:
    assert read_time(typed) == at


@pytest.mark.parametrize("typed", ["", "x", "25:00", "12:60", "17", "13 pm", "0 am", "17:3"])
def test_what_is_no_time_is_none(typed: str) -> None:
    assert read_time(typed) is None


def test_what_the_fields_show_is_read_back() -> None:
    assert read_day(day_text(TODAY), TODAY) == TODAY
    assert read_time(time_text(time(8, 5))) == time(8, 5)


@pytest.mark.parametrize(
    ("typed", "steps", "day"),
    [
        ("1/3/2026", -1, date(2026, 2, 28)),
        ("1/3/2026", 1, TODAY),
        ("2/3/2026", 1, TODAY),  # none to come
        ("5/3/2027", -1, TODAY),
        ("", -1, date(2026, 3, 1)),
        ("1/1/0001", -1, TODAY),
        ("31/12/9999", 1, TODAY),
    ],
)
def test_a_day_is_stepped_no_further_than_today(typed: str, steps: int, day: date) -> None:
    assert step_day(typed, steps, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "steps", "at"),
    [
        ("17:30", 1, time(17, 35)),
        ("17:30", -1, time(17, 25)),
        ("17:32", 1, time(17, 35)),
        ("17:32", -1, time(17, 30)),
        ("23:58", 1, time(0, 0)),
        ("00:02", -1, time(0, 0)),
        ("00:00", -1, time(23, 55)),
        ("23:55", 3, time(0, 10)),
        ("", 1, time(9, 10)),
    ],
)
def test_a_time_is_stepped_by_five_minutes_round_the_clock(
    typed: str, steps: int, at: time
) -> None:
    assert step_time(typed, steps, time(9, 7)) == at
