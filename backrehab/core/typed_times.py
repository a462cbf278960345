"""A day and a time as a person types them, in the ways people write them here."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})(?:\s*[/.\-]\s*(\d{2}|\d{4}))?")
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?(?:,?\s+(\d{4}))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_NAME = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+")
_TIME = re.compile(r"(\d{1,2})(?:\s*[:.]\s*(\d{2}))?\s*([ap])?\.?(?:m\.?)?")
_MINUTES_A_STEP = 5
_LEAP_YEARS_APART = 8
"""So many years at the most lie between two: 1896 and 1904."""

DAY_FAULT = "That is not a day. Type it like 21/11/2026."
TIME_FAULT = "That is not a time. Type it like 17:30."


def day_text(day: date) -> str:
    """A day as the field shows it: "21/11/2026"."""
    return f"{day:%d/%m/%Y}"


def time_text(at: time) -> str:
    """A time as the field shows it: "17:30"."""
    return f"{at:%H:%M}"


def read_day(typed: str, today: date) -> date | None:
    """The day that was typed, `None` for no day; without a year it is the last one there was."""
    words = _DAY_NAME.sub("", " ".join(typed.lower().split()))
    if words in {"today", "yesterday"}:
        return today - timedelta(days=words == "yesterday")
    year = None
    if found := _ISO.fullmatch(words):
        year, month, day = (int(part) for part in found.groups())
    elif found := _NUMBERS.fullmatch(words):
        day, month = int(found[1]), int(found[2])
        if found[3]:
            year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
    elif (found := _WORDS.fullmatch(words)) and found[2][:3] in _MONTHS:
        day, month = int(found[1]), _MONTHS.index(found[2][:3]) + 1
        year = int(found[3]) if found[3] else None
    else:
        return None
    if year is not None:
        return _day(year, month, day)
    years = range(today.year, today.year - _LEAP_YEARS_APART - 1, -1)
    days = (_day(it, month, day) for it in years)
    return next((it for it in days if it is not None and it <= today), None)


def read_time(typed: str) -> time | None:
    """The time that was typed, `None` for no time."""
    words = " ".join(typed.lower().split())
    if re.fullmatch(r"\d{3,4}", words):
        words = f"{words[:-2]}:{words[-2:]}"
    found = _TIME.fullmatch(words)
    if found is None or not (found[2] or found[3]):
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[3] == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def step_day(typed: str, steps: int, today: date) -> date:
    """The day so many days after what was typed, and never one to come; from today if none was."""
    day = read_day(typed, today) or today
    if day in {date.min, date.max}:
        return today
    return min(day + timedelta(days=steps), today)


def step_time(typed: str, steps: int, now: time) -> time:
    """The time so many steps of five minutes on, at whole steps; from now on if none was typed."""
    at = read_time(typed) or now
    whole, past = divmod(at.hour * 60 + at.minute, _MINUTES_A_STEP)
    if steps < 0 and past:
        whole += 1
    hour, minute = divmod((whole + steps) * _MINUTES_A_STEP, 60)
    return time(hour % 24, minute)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
