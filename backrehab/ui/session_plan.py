"""What a session of one exercise will do, and how long that takes."""

from __future__ import annotations

from backrehab.core.model import Exercise, Programme, Side, sides_to_do
from backrehab.core.text import duration_words
from backrehab.core.timeline import PlannedExercise, compile_timeline, total_ms


def plan(exercise: Exercise, programme: Programme) -> PlannedExercise:
    """What a session of this exercise does; one side while the sore side isn't told."""
    try:
        sides = sides_to_do(exercise.dose.side, programme.sore_side)
    except ValueError:
        sides = (Side.LEFT,)
    prescription = exercise.dose.prescription(programme.changes_of(exercise.id))
    return PlannedExercise(exercise.id, exercise.position, prescription, sides)


def length_words(exercise: Exercise, programme: Programme) -> str:
    """How long a session of this exercise takes: "about 3 minutes"."""
    return duration_words(total_ms(compile_timeline([plan(exercise, programme)])))
