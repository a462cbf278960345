"""What one session does: one exercise or several, in the order they are done, and how long."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from backrehab.core.model import Exercise, Programme, Side, sides_to_do
from backrehab.core.order import routine_order
from backrehab.core.session_times import DEFAULT_TIMES, SessionTimes
from backrehab.core.timeline import Phase, PlannedExercise, compile_timeline, total_ms


@dataclass(frozen=True, slots=True)
class Routine:
    """The exercises of one session with what is to be done of each, in order.

    Attributes:
        title: What the session is called: "Round 2 of 4", "Mobility", "Bridging".
        exercises: What is done.
        planned: How much of it, and on which sides; one for each of the exercises.
        times: How long the session waits around them.
    """

    title: str
    exercises: tuple[Exercise, ...]
    planned: tuple[PlannedExercise, ...]
    times: SessionTimes = DEFAULT_TIMES

    @property
    def phases(self) -> tuple[Phase, ...]:
        """All phases of the session.

        Raises:
            ValueError: there is no exercise in it.
        """
        return compile_timeline(self.planned, self.times)

    @property
    def length_ms(self) -> int:
        """How long it takes without a pause; 0 without an exercise."""
        return total_ms(self.phases) if self.planned else 0

    def without(self, exercise_ids: Collection[str]) -> Routine:
        """The routine with some of its exercises left out."""
        kept = [
            (exercise, planned)
            for exercise, planned in zip(self.exercises, self.planned, strict=True)
            if exercise.id not in exercise_ids
        ]
        return replace(
            self,
            exercises=tuple(exercise for exercise, _ in kept),
            planned=tuple(planned for _, planned in kept),
        )


def make_routine(title: str, exercises: Iterable[Exercise], programme: Programme) -> Routine:
    """These exercises with the figures in force, put in the order of `routine_order`."""
    ordered = routine_order(exercises)
    return Routine(
        title,
        ordered,
        tuple(_planned(exercise, programme) for exercise in ordered),
        programme.times,
    )


def _planned(exercise: Exercise, programme: Programme) -> PlannedExercise:
    """One side stands for the sore one while nobody has told which it is."""
    try:
        sides = sides_to_do(exercise.dose.side, programme.sore_side)
    except ValueError:
        sides = (Side.LEFT,)
    prescription = exercise.dose.prescription(programme.changes_of(exercise.id))
    return PlannedExercise(exercise.id, exercise.position, prescription, sides)
