"""What was done of a session, exercise by exercise: facts in words, no praise and no blame."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from backrehab.core.model import RepsPrescription
from backrehab.core.routine import Routine
from backrehab.core.tally import SetResult
from backrehab.core.text import count, seconds_words, side_words
from backrehab.core.timeline import PlannedExercise


class Done(StrEnum):
    """How far an exercise got, on all its sides."""

    WHOLE = "whole"
    PART = "part"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ExerciseSummary:
    """What the timer played of one exercise of a session.

    Attributes:
        exercise_index: Its place in the routine, from 0.
        title: What it is called.
        done: How far it got.
        lines: Timed of asked in words, one for each side: "15 of 15 times".
        state: The same in a word or two: "Done", "Ended early", "Left out".
        asked: Times, or seconds, asked for on each side.
        counts_times: Whether `asked` are times; else seconds.
        each_side: Whether it was for both sides.
    """

    exercise_index: int
    title: str
    done: Done
    lines: tuple[str, ...]
    asked: int
    counts_times: bool
    each_side: bool

    @property
    def state(self) -> str:
        return {Done.WHOLE: "Done", Done.PART: "Ended early", Done.NONE: "Left out"}[self.done]


def summary(routine: Routine, results: Iterable[SetResult]) -> tuple[ExerciseSummary, ...]:
    """One for each exercise of the routine, in its order."""
    of_exercise: dict[int, list[SetResult]] = {}
    for result in results:
        of_exercise.setdefault(result.exercise_index, []).append(result)
    return tuple(
        _summary(index, exercise.title, planned, of_exercise.get(index, []))
        for index, (exercise, planned) in enumerate(
            zip(routine.exercises, routine.planned, strict=True)
        )
    )


def heading(routine: Routine, exercises: Sequence[ExerciseSummary]) -> tuple[str, str]:
    """What was done in a title, and how much in a line: "Bridging done.", "15 of 15 times."."""
    whole = sum(it.done is Done.WHOLE for it in exercises)
    if all(it.done is Done.NONE for it in exercises):
        title = f"{routine.title} left out."
    elif whole == len(exercises):
        title = f"{routine.title} done."
    else:
        title = f"{routine.title}, ended early." if _broke_off(exercises) else f"{routine.title}."
    if len(exercises) > 1:
        return title, f"{whole} of {len(exercises)} exercises done."
    return title, " ".join(f"{line}." for line in exercises[0].lines)


def last_done(exercises: Sequence[ExerciseSummary]) -> ExerciseSummary | None:
    """The last exercise of which anything was done."""
    return next((it for it in reversed(exercises) if it.done is not Done.NONE), None)


def _broke_off(exercises: Sequence[ExerciseSummary]) -> bool:
    return exercises[-1].done is not Done.WHOLE


def _summary(
    index: int, title: str, planned: PlannedExercise, results: Sequence[SetResult]
) -> ExerciseSummary:
    prescription = planned.prescription
    counts_times = isinstance(prescription, RepsPrescription)
    sets = asked = 1
    if isinstance(prescription, RepsPrescription):
        sets = prescription.sets
        asked = sets * prescription.reps
    else:
        asked = prescription.timed_seconds
    lines = []
    whole = True
    for side in planned.sides:
        of_side = [result for result in results if result.side is side]
        # A set counts once, also where the exercise was begun again.
        done_sets = len({result.set_no for result in of_side if result.complete})
        whole = whole and done_sets >= sets
        if counts_times:
            words = f"{sum(result.reps for result in of_side)} of {count(asked, 'time')}"
            if sets > 1:
                words += f", {done_sets} of {count(sets, 'set')}"
        else:
            seconds = round(sum(result.timed_ms for result in of_side) / 1000)
            words = f"{seconds} of {seconds_words(asked)}"
        lines.append(words if side is None else f"{side_words(side)}: {words}")
    done = Done.WHOLE if whole else Done.PART
    if not any(result.active_ms or result.reps for result in results):
        done = Done.NONE
    return ExerciseSummary(
        exercise_index=index,
        title=title,
        done=done,
        lines=tuple(lines),
        asked=asked,
        counts_times=counts_times,
        each_side=len(planned.sides) > 1,
    )
