"""The order of things: what a prescription becomes, phase by phase.

This is the one place that knows how getting ready, moving, holding, returning, gaps, switching
side and resting follow one another, and the one place where seconds become milliseconds.

One exercise of two sets, two reps and both sides is, in order::

    get_ready                                         the coming side
      move hold return  gap  move hold return         set 1, left
    switch_side                                       the side to change to
      move hold return  gap  move hold return         set 1, right
    rest
      move hold return  gap  move hold return         set 2, left
    switch_side
      move hold return  gap  move hold return         set 2, right

A timed exercise has one `timed` phase for each side. A later exercise begins with a
`rest_between`, which belongs to it and not to the one before. One `done` ends everything.

Phases of no length are left out, and so is the gap after the last rep of a set. Where there is no
rest between two sets, `switch_side` takes its place if the side changes: nobody has to change legs
in no time at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from backrehab.core.model import Position, Prescription, RepsPrescription, Side, TimedPrescription
from backrehab.core.session_times import DEFAULT_TIMES, SessionTimes


class PhaseKind(StrEnum):
    """What the person does during a phase."""

    GET_READY = "get_ready"
    MOVE = "move"
    HOLD = "hold"
    RETURN = "return"
    TIMED = "timed"
    GAP = "gap"
    SWITCH_SIDE = "switch_side"
    REST = "rest"
    REST_BETWEEN = "rest_between"
    DONE = "done"


WORKING = frozenset({PhaseKind.MOVE, PhaseKind.HOLD, PhaseKind.RETURN, PhaseKind.TIMED})
"""The phases an exercise is made of; the others are what lies between."""


@dataclass(frozen=True, slots=True)
class Phase:
    """One stretch of time with one thing to do.

    `set_no` and `rep_no` count from 1 and are there for move, hold, return and gap only; a gap
    names the rep just done. `side` is the side at work, or the coming one while getting ready or
    switching. `cycle_ms` belongs to timed phases: how long one movement to and fro takes.
    """

    kind: PhaseKind
    duration_ms: int
    exercise_index: int = 0
    set_no: int | None = None
    rep_no: int | None = None
    side: Side | None = None
    cycle_ms: int | None = None


@dataclass(frozen=True, slots=True)
class PlannedExercise:
    """One exercise as it will be done today; `sides` in their order, `(None,)` where none."""

    exercise_id: str
    position: Position
    prescription: Prescription
    sides: tuple[Side | None, ...]


def compile_timeline(
    plan: Sequence[PlannedExercise], times: SessionTimes = DEFAULT_TIMES
) -> tuple[Phase, ...]:
    """All phases of a session, ending with one `done`.

    Raises:
        ValueError: there is nothing to do, or an exercise has no side to do it on.
    """
    if not plan:
        raise ValueError("a session needs at least one exercise")
    phases: list[Phase] = []
    before: Position | None = None
    for index, planned in enumerate(plan):
        phases += _opening(index, planned, before, times)
        phases += _exercise(index, planned, times)
        before = planned.position
    timeline = [phase for phase in phases if phase.duration_ms > 0]
    timeline.append(Phase(PhaseKind.DONE, 0, len(plan) - 1))
    return tuple(timeline)


def total_ms(phases: Sequence[Phase]) -> int:
    """How long the phases take without a pause."""
    return sum(phase.duration_ms for phase in phases)


def reps_in_set(phases: Sequence[Phase], phase: Phase) -> int:
    """How many reps the set of this phase has; 0 for a phase outside a set."""
    return max(
        (
            other.rep_no or 0
            for other in phases
            if other.exercise_index == phase.exercise_index
            and other.set_no == phase.set_no
            and other.side == phase.side
        ),
        default=0,
    )


def sets_in_exercise(phases: Sequence[Phase], exercise_index: int) -> int:
    """How many sets an exercise has; a timed one is a single set."""
    return max(
        (other.set_no or 1 for other in phases if other.exercise_index == exercise_index),
        default=0,
    )


def _opening(
    index: int, planned: PlannedExercise, before: Position | None, times: SessionTimes
) -> Iterator[Phase]:
    if not planned.sides:
        raise ValueError(f"{planned.exercise_id} has no side to be done on")
    if before is not None:
        rest = (
            times.rest_between_seconds
            if before is planned.position
            else times.rest_between_positions_seconds
        )
        yield Phase(PhaseKind.REST_BETWEEN, _ms(rest), index)
    if before is planned.position:
        ready = times.get_ready_repeat_seconds
    elif planned.position.on_the_floor:
        ready = times.get_ready_floor_seconds
    else:
        ready = times.get_ready_chair_seconds
    yield Phase(PhaseKind.GET_READY, _ms(ready), index, side=planned.sides[0])


def _exercise(index: int, planned: PlannedExercise, times: SessionTimes) -> Iterator[Phase]:
    dose = planned.prescription
    sets = 1 if isinstance(dose, TimedPrescription) else dose.sets
    rest_ms = 0 if isinstance(dose, TimedPrescription) else _ms(dose.rest_seconds)
    side_before = planned.sides[0]
    for set_no in range(1, sets + 1):
        if set_no > 1:
            yield Phase(PhaseKind.REST, rest_ms, index)
            if rest_ms > 0:
                side_before = planned.sides[0]
        for side in planned.sides:
            if side is not side_before:
                switch_ms = _ms(times.switch_side_seconds)
                yield Phase(PhaseKind.SWITCH_SIDE, switch_ms, index, side=side)
            side_before = side
            if isinstance(dose, TimedPrescription):
                yield _timed(index, dose, side)
            else:
                yield from _set(index, dose, set_no, side)


def _timed(index: int, dose: TimedPrescription, side: Side | None) -> Phase:
    return Phase(
        PhaseKind.TIMED,
        _ms(dose.timed_seconds),
        index,
        side=side,
        cycle_ms=_ms(dose.cycle_seconds),
    )


def _set(index: int, dose: RepsPrescription, set_no: int, side: Side | None) -> Iterator[Phase]:
    for rep_no in range(1, dose.reps + 1):
        yield Phase(PhaseKind.MOVE, _ms(dose.move_seconds), index, set_no, rep_no, side)
        yield Phase(PhaseKind.HOLD, _ms(dose.hold_seconds), index, set_no, rep_no, side)
        yield Phase(PhaseKind.RETURN, _ms(dose.return_seconds), index, set_no, rep_no, side)
        if rep_no < dose.reps:
            yield Phase(PhaseKind.GAP, _ms(dose.gap_seconds), index, set_no, rep_no, side)


def _ms(seconds: int) -> int:
    return seconds * 1000
