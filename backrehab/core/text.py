"""Numbers in words: every figure a person reads is phrased here, in plain British English.

Times shown while they run are rounded up, so "0:01" and "1" stand until it is really over.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from backrehab.core.model import Dose, Figure, Prescription, Side, SideRule, TimedPrescription

if TYPE_CHECKING:  # the first page needs doses in words, and none of what a diary is made of
    from backrehab.core.diary import DiaryEntry

FIGURE_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "sets": "Sets",
        "reps": "Times",
        "timed_seconds": "Time",
        "cycle_seconds": "To and fro",
        "move_seconds": "Move",
        "hold_seconds": "Hold",
        "return_seconds": "Return",
        "gap_seconds": "Breathe",
        "rest_seconds": "Rest",
        "times_a_day": "Times a day",
    }
)
"""What a figure of a dose is called beside its minus and plus."""

_SIDE_RULES = MappingProxyType(
    {
        SideRule.NONE: "",
        SideRule.ALTERNATING: "",
        SideRule.EACH: "each side",
        SideRule.AFFECTED: "sore side",
    }
)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
NOTHING = "\N{EN DASH}"
"""What stands where there is no figure."""

_TOGETHER = "\N{NO-BREAK SPACE}"
_HOURS_MOST = 48
"""From so many hours on days are counted."""


# Time that runs.


def seconds_left(remaining_ms: int) -> int:
    """Whole seconds, rounded up; never below 0."""
    return max(0, -(-remaining_ms // 1000))


def duration_words(ms: int) -> str:
    """How long something takes, to the nearest minute: "about 3 minutes"."""
    minutes = (ms + 30_000) // 60_000
    if minutes < 1:
        return "less than a minute"
    return f"about {count(minutes, 'minute')}"


def seconds_words(seconds: int) -> str:
    """A length in full words: "90 seconds"; from two minutes on "2 minutes 30 seconds"."""
    minutes, rest = divmod(seconds, 60)
    if minutes < 2:
        return count(seconds, "second")
    return f"{count(minutes, 'minute')} {count(rest, 'second') if rest else ''}".rstrip()


def elapsed_words(minutes: int) -> str:
    """How long ago: "43 minutes", "1 hour 59 minutes"; then whole hours, and later whole days."""
    if minutes < 60:
        return count(minutes, "minute")
    hours, rest = divmod(minutes, 60)
    if hours < 2 and rest:
        return f"{count(hours, 'hour')} {count(rest, 'minute')}"
    return count(hours, "hour") if hours < _HOURS_MOST else count(hours // 24, "day")


def elapsed_short(minutes: int) -> str:
    """The same where there is little room, never on two lines: "43 min", "119 min", "4 h"."""
    hours = minutes // 60
    if hours < 2:
        return f"{minutes}{_TOGETHER}min"
    if hours < _HOURS_MOST:
        return f"{hours}{_TOGETHER}h"
    return f"{hours // 24}{_TOGETHER}days"


def count(number: int, thing: str) -> str:
    """A number and what it counts: "1 set", "3 sets"."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def held_words(sessions: int, goals: int, scores: int) -> str:
    """What a diary holds: "1 session", "2 sessions, 1 goal and 3 scores"; "" for nothing."""
    told = ((sessions, "session"), (goals, "goal"), (scores, "score"))
    *first, last = [count(number, thing) for number, thing in told if number] or [""]
    return f"{', '.join(first)} and {last}" if first else last


# Doses.


def dose_words(prescription: Prescription, adjustable: Collection[str] = ()) -> str:
    """A dose in one line: "5 times, hold 10 s", "3 sets of 15, hold 3 s", "30 seconds, sore side".

    Given what a person can adjust (`Dose.adjustable`), a single set is named where sets are one
    of these, and the hold is left out where it is not.
    """
    if isinstance(prescription, TimedPrescription):
        parts = [seconds_words(prescription.timed_seconds)]
    else:
        parts = [_sets_words(prescription.sets, prescription.reps, "sets" in adjustable)]
        if prescription.hold_seconds and (not adjustable or "hold_seconds" in adjustable):
            parts.append(f"hold {prescription.hold_seconds} s")
    parts.append(_SIDE_RULES[prescription.side])
    return ", ".join(part for part in parts if part)


def _sets_words(sets: int, reps: int, name_one_set: bool) -> str:
    if sets > 1 or name_one_set:
        return f"{count(sets, 'set')} of {reps}"
    return count(reps, "time")


def times_a_day_words(times: int) -> str:
    """How often in a day: "once a day", "4 times a day"."""
    return "once a day" if times == 1 else f"{times} times a day"


def figure_amount(name: str, value: int) -> str:
    """A figure in the frame of its stepper: "3 s", "15"."""
    return f"{value} s" if name.endswith("_seconds") else str(value)


def figure_words(name: str, value: int) -> str:
    """A figure in full words: "3 seconds", "2 sets", "once a day"."""
    if name.endswith("_seconds"):
        return seconds_words(value)
    if name == "times_a_day":
        return times_a_day_words(value)
    return count(value, "set" if name == "sets" else "time")


def figure_page_words(figure: Figure) -> str:
    """What the page says of one figure, "Page: 1, building up to 3"; "" where it is silent."""
    return f"Page: {figure.page_says}" if figure.page_says else ""


def figure_spoken(name: str, value: int, figure: Figure) -> str:
    """A figure read aloud: "3 seconds, page says a few seconds"."""
    words = figure_words(name, value)
    return f"{words}, page says {figure.page_says}" if figure.page_says else words


def page_range(dose: Dose) -> str:
    """All the page says of a dose: "1 to 3 sets of 15, hold a few seconds"; "" where silent."""
    says = {name: figure.page_says for name, figure in dose.figures.items() if figure.page_says}
    parts: list[str] = []
    if "timed_seconds" in says:
        parts.append(says["timed_seconds"])
    if "sets" in says:
        of_reps = f" of {says['reps']}" if "reps" in says else ""
        parts.append(f"{_shorter(says['sets'])} {_plural('set', says['sets'])}{of_reps}")
    elif "reps" in says:
        parts.append(_times(says["reps"]))
    if "hold_seconds" in says:
        parts.append(f"hold {says['hold_seconds']}")
    if parts and _SIDE_RULES[dose.side]:
        parts.append(_SIDE_RULES[dose.side])
    return ", ".join(parts)


def page_words(dose: Dose) -> str:
    """The page's dose with its name before it: "Page: 1 to 3 sets of 15"; "" where silent."""
    words = page_range(dose)
    return f"Page: {words}" if words else ""


def _shorter(page_says: str) -> str:
    """The range "1 to 3" for "1, building up to 3"."""
    return re.sub(r"^(\d+),? building up to (\d+)$", r"\1 to \2", page_says)


def _times(number_words: str) -> str:
    """The page's reps with their unit; words that are no number stand alone."""
    if number_words[0].isdigit():
        return f"{number_words} {_plural('time', number_words)}"
    return number_words


def _plural(thing: str, number_words: str) -> str:
    return thing if number_words == "1" else f"{thing}s"


# Sides.


def side_words(side: Side | None, template: str = "") -> str:
    """A side in the exercise's own words (`Exercise.side_words`), else "Left side"."""
    if side is None:
        return ""
    if template:
        return template.format(side=side.value)
    return f"{side.value.capitalize()} side"


# The diary.


def asked_words(entry: DiaryEntry) -> str:
    """What an entry asked for: "3 sets of 15, hold 3 s", "3 times, hold 5 s", "60 seconds"."""
    if entry.timed_seconds_target is not None:
        return seconds_words(entry.timed_seconds_target)
    if entry.reps_target is None:
        return NOTHING
    sets = entry.sets_target or 1
    parts = [_sets_words(sets, entry.reps_target // sets, name_one_set=False)]
    if entry.hold_seconds_target:
        parts.append(f"hold {entry.hold_seconds_target} s")
    return ", ".join(parts)


def done_words(entry: DiaryEntry) -> str:
    """What the timer played of it: "11 of 15", "25 of 30 seconds"; a dash where it has nothing."""
    if entry.timed_seconds_target is not None and entry.timed_seconds_timed is not None:
        return f"{entry.timed_seconds_timed} of {count(entry.timed_seconds_target, 'second')}"
    if entry.reps_target is not None and entry.reps_timed is not None:
        return f"{entry.reps_timed} of {entry.reps_target}"
    return NOTHING


def day_words(day: date, today: date) -> str:
    """A day as people say it: "Today", "Yesterday", "Sat 21 Nov", with the year when another."""
    days_ago = (today - day).days
    if days_ago == 0:
        return "Today"
    if days_ago == 1:
        return "Yesterday"
    words = f"{_DAYS[day.weekday()]} {day.day} {month_word(day)}"
    return words if day.year == today.year else f"{words} {day.year}"


def when_words(at: datetime, today: date) -> str:
    """A day and time: "Today, 12:18"."""
    return f"{day_words(at.date(), today)}, {at:%H:%M}"


def month_word(day: date) -> str:
    """A day's month, short: "Nov"."""
    return month_name(day)[:3]


def month_name(day: date) -> str:
    """A day's month: "November", whatever the system's own language is."""
    return _MONTHS[day.month - 1]


def short_date(day: date, *, with_year: bool = True) -> str:
    """A day without its name: "21 Nov 2026"."""
    words = f"{day.day} {month_word(day)}"
    return f"{words} {day.year}" if with_year else words


def long_date(day: date) -> str:
    """The same with the whole name of the month: "21 November 2026"."""
    return f"{day.day} {month_name(day)} {day.year}"
