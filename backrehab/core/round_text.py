"""What is said of rounds, of days and of a session to come, in plain British English."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from backrehab.core.model import Exercise, Figure, Position
from backrehab.core.text import count, figure_page_words, month_name

if TYPE_CHECKING:
    from backrehab.core.rounds import DayRounds, Rounds

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_OPTIONAL = ", if you like."


def date_words(day: date) -> str:
    """A day as the head of a page has it: "Sunday 22 November"."""
    return f"{_DAYS[day.weekday()]} {day.day} {month_name(day)}"


def short_day(day: date) -> str:
    """A day of the week over its ring: "Mon"."""
    return _DAYS[day.weekday()][:3]


def today_words(done: int, planned: int) -> str:
    """How far a count has come: "2 of 4 today"; "5 today" where it is more than asked for."""
    return f"{done} of {planned} today" if done <= planned else f"{done} today"


def round_title(rounds: Rounds) -> str:
    """What the next session is called: "Round 2 of 4"."""
    if rounds.all_done:
        return "One more round"
    if rounds.planned == 1:
        return "Your round for today"
    return f"Round {rounds.next_number} of {rounds.planned}"


def rounds_done_words(rounds: Rounds) -> str:
    """What stands where all rounds are done: "You did 4 rounds."."""
    return f"You did {count(rounds.done, 'round')}."


def week_words(week: Sequence[DayRounds]) -> str:
    """A week read out: "Monday 3 of 4, Tuesday none, Wednesday to come"."""
    return ", ".join(f"{_DAYS[it.day.weekday()]} {day_rounds_words(it)}" for it in week)


def day_rounds_words(day: DayRounds) -> str:
    """How many of a day's rounds were done: "3 of 4", "none", "to come"."""
    if day.is_to_come:
        return "to come"
    if not day.done:
        return "none"
    return f"{day.done} of {day.planned}" if day.done <= day.planned else str(day.done)


def times_page_words(times_a_day: Figure) -> str:
    """What stands beside a stepper for times a day: its unit, and what the page says."""
    return f"times a day\n{figure_page_words(times_a_day) or 'Our suggestion'}"


def way_words(exercises: Iterable[Exercise]) -> str:
    """Where a session takes place, in the order it is done.

    "Mat first, then chair. You get down and up once.", "All on a chair."
    """
    positions = [exercise.position for exercise in exercises]
    on_floor = any(position.on_the_floor for position in positions)
    places = ["mat"] * on_floor
    places += ["chair"] * (Position.SITTING in positions)
    places += ["standing"] * (Position.STANDING in positions)
    if not places:
        return ""
    if len(places) == 1:
        words = {"mat": "All on the mat.", "chair": "All on a chair.", "standing": "All standing."}
        first = words[places[0]]
    else:
        first = f"{places[0].capitalize()} first, then {', then '.join(places[1:])}."
    return f"{first} You get down and up once." if on_floor else first


def kit_words(exercises: Iterable[Exercise]) -> str:
    """What to have ready: "A mat. A firm chair without wheels."; "" for nothing.

    What another thing on the list will do for is left out: a mat does for "a mat or a firm bed".
    """
    lines = [line for line in _kit(exercises) if not line.endswith(_OPTIONAL)]
    kept = [line for line in lines if not any(_does_for(other, line) for other in lines)]
    return " ".join(kept)


def nice_to_have_words(exercises: Iterable[Exercise]) -> str:
    """What may be had ready as well: "A small cushion for your head."; "" for nothing."""
    lines = [line for line in _kit(exercises) if line.endswith(_OPTIONAL)]
    return " ".join(line.removesuffix(_OPTIONAL) + "." for line in lines)


def _kit(exercises: Iterable[Exercise]) -> tuple[str, ...]:
    """Every line once, in the order it is needed."""
    return tuple(dict.fromkeys(line for exercise in exercises for line in exercise.kit))


def _does_for(thing: str, line: str) -> bool:
    return line.startswith(f"{thing.removesuffix('.')} or ")
