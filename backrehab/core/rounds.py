"""Rounds: what a day of the programme holds, what is done of it, and what comes next.

Round k holds every exercise that is to be done at least k times a day. A round counts once one of
its exercises was completed. Days are the person's own: the local day a session began on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from backrehab.core.model import Exercise, Library, Programme
from backrehab.core.order import routine_order

Completions = Mapping[date, Mapping[str, int]]
"""How often each exercise was completed, by local day and exercise id."""


@dataclass(frozen=True, slots=True)
class ExerciseRounds:
    """How often an exercise was completed today, and how often it is to be."""

    exercise: Exercise
    done: int
    planned: int


@dataclass(frozen=True, slots=True)
class DayRounds:
    """The rounds of one day; `planned` is what the programme asks for now."""

    day: date
    done: int
    planned: int
    is_to_come: bool = False


@dataclass(frozen=True, slots=True)
class Rounds:
    """Where a person stands in their day.

    Attributes:
        day: The day it is.
        planned: How many rounds a day of the programme has; 0 without an exercise.
        done: How many of them were done, with the true number where it is more.
        exercises: Those of the programme, in the order they are done.
        next_exercises: What is done next; the whole first round once all are done.
        week: Monday to Sunday around the day.
    """

    day: date
    planned: int
    done: int
    exercises: tuple[ExerciseRounds, ...]
    next_exercises: tuple[Exercise, ...]
    week: tuple[DayRounds, ...]

    @property
    def all_done(self) -> bool:
        return 0 < self.planned <= self.done

    @property
    def next_number(self) -> int:
        """Which round comes next, from 1."""
        return self.done + 1


def rounds_of(
    library: Library, programme: Programme, completions: Completions, today: date
) -> Rounds:
    """Where a person stands today, from what they completed.

    A day's rounds are those of any exercise, so that another programme leaves the past as it was.
    Which round comes next is told by the programme's own exercises alone.
    """
    exercises = routine_order(programme.exercises(library))
    planned = planned_rounds(exercises, programme)
    counts = completions.get(today, {})
    own = tuple(
        ExerciseRounds(exercise, counts.get(exercise.id, 0), programme.times_a_day(exercise))
        for exercise in exercises
    )
    done = max((exercise.done for exercise in own), default=0)
    coming = done + 1 if done < planned else 1
    return Rounds(
        day=today,
        planned=planned,
        done=done,
        exercises=own,
        next_exercises=exercises_of_round(coming, exercises, programme),
        week=tuple(
            DayRounds(day, rounds_done(completions.get(day, {})), planned, day > today)
            for day in week_of(today)
        ),
    )


def planned_rounds(exercises: Iterable[Exercise], programme: Programme) -> int:
    """How many rounds a day has: the most times a day of any of the exercises."""
    return max((programme.times_a_day(exercise) for exercise in exercises), default=0)


def exercises_of_round(
    number: int, exercises: Iterable[Exercise], programme: Programme
) -> tuple[Exercise, ...]:
    """What the round of this number holds, from 1, in the order given."""
    return tuple(e for e in exercises if programme.times_a_day(e) >= number)


def rounds_done(counts: Mapping[str, int]) -> int:
    """How many rounds one day's completions are."""
    return max(counts.values(), default=0)


def week_of(day: date) -> tuple[date, ...]:
    """The seven days of the week around a day, Monday first."""
    monday = day - timedelta(days=day.weekday())
    return tuple(monday + timedelta(days=number) for number in range(7))
