"""What a running session says: the number, the word of the phase, the place and what is next."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import NamedTuple, assert_never

from backrehab.core.engine import Progress, State
from backrehab.core.model import Exercise, Position, Side, Verbs
from backrehab.core.text import count, duration_words, seconds_left, seconds_words, side_words
from backrehab.core.timeline import Phase, PhaseKind, reps_in_set, sets_in_exercise

_LONG_STEP = 64
"""A first step longer than this can't be read from a mat: the position is named instead."""

_POSITIONS = MappingProxyType(
    {
        Position.LYING: "Lie on your back",
        Position.LYING_FACE_DOWN: "Lie on your front",
        Position.HANDS_AND_KNEES: "Go onto your hands and knees",
        Position.SITTING: "Sit down",
        Position.STANDING: "Stand up tall",
    }
)


class BigNumber(NamedTuple):
    """The one number of the session panel and the unit under it."""

    number: str
    unit: str


def big_number(progress: Progress, phases: Sequence[Phase]) -> BigNumber:
    """Seconds left, "12", "seconds"; or the rep while moving and returning, "7", "of 15 times".

    In a lead-in it is the lead-in's seconds. At the end there is no number.
    """
    phase = progress.phase
    if progress.state is State.LEADING_IN:
        return _seconds_number(progress.lead_in_remaining_ms)
    match phase.kind:
        case PhaseKind.MOVE | PhaseKind.RETURN:
            reps = reps_in_set(phases, phase)
            return BigNumber(str(phase.rep_no), f"of {count(reps, 'time')}")
        case PhaseKind.DONE:
            return BigNumber("", "")
        case (
            PhaseKind.GET_READY
            | PhaseKind.HOLD
            | PhaseKind.TIMED
            | PhaseKind.GAP
            | PhaseKind.SWITCH_SIDE
            | PhaseKind.REST
            | PhaseKind.REST_BETWEEN
        ):
            return _seconds_number(progress.remaining_ms)
        case _ as never:
            assert_never(never)


def _seconds_number(remaining_ms: int) -> BigNumber:
    seconds = seconds_left(remaining_ms)
    return BigNumber(str(seconds), "second" if seconds == 1 else "seconds")


def state_word(progress: Progress, verbs: Verbs) -> str:
    """The one word of the panel: the phase's, or "Paused", or "Get ready" in a lead-in."""
    if progress.state is State.PAUSED:
        return "Paused"
    if progress.state is State.LEADING_IN:
        return "Get ready"
    return phase_word(progress.phase.kind, verbs)


def phase_word(kind: PhaseKind, verbs: Verbs) -> str:
    """What to do in a phase, in the exercise's own word where it has one."""
    match kind:
        case PhaseKind.GET_READY:
            return "Get ready"
        case PhaseKind.MOVE | PhaseKind.TIMED:
            return verbs.move
        case PhaseKind.HOLD:
            return verbs.hold or "Hold"
        case PhaseKind.RETURN:
            return verbs.return_ or "Return"
        case PhaseKind.GAP:
            return "Breathe"
        case PhaseKind.SWITCH_SIDE:
            return "Switch side"
        case PhaseKind.REST | PhaseKind.REST_BETWEEN:
            return "Rest"
        case PhaseKind.DONE:
            return "Done"
        case _ as never:
            assert_never(never)


def place_words(phases: Sequence[Phase], phase_index: int) -> str:
    """The line under the pace strip: "Rep 4 of 5", "Set 1 of 2", "Set 2 of 2 is next"; or "".

    The rep where the big number is seconds, else the set where there are several.
    """
    phase = phases[phase_index]
    sets = sets_in_exercise(phases, phase.exercise_index)
    if phase.kind in {PhaseKind.HOLD, PhaseKind.GAP}:
        return f"Rep {phase.rep_no} of {reps_in_set(phases, phase)}"
    if phase.kind in {PhaseKind.MOVE, PhaseKind.RETURN} and sets > 1:
        return f"Set {phase.set_no} of {sets}"
    if phase.kind is PhaseKind.REST:
        return f"Set {phases[phase_index + 1].set_no} of {sets} is next"
    return ""


def next_words(phases: Sequence[Phase], phase_index: int, exercises: Sequence[Exercise]) -> str:
    """What comes after a phase: "Next: hold 3 seconds", "Next: stand on your left leg".

    `exercises` are those of the session, in order. A breath between two reps is passed over.
    """
    coming = phases[phase_index + 1 :]
    if coming and coming[0].kind is PhaseKind.GAP:
        coming = coming[1:]
    if not coming:
        return ""
    phase = coming[0]
    exercise = exercises[phase.exercise_index]
    word = _lower(phase_word(phase.kind, exercise.verbs))
    match phase.kind:
        case PhaseKind.DONE:
            return "Then you are done"
        case PhaseKind.GET_READY:
            return f"Next: {exercise.title}"
        case PhaseKind.REST_BETWEEN:
            return f"Next: rest, then {exercise.title}"
        case PhaseKind.SWITCH_SIDE:
            return f"Next: {_lower(side_words(phase.side, exercise.side_words))}"
        case PhaseKind.HOLD | PhaseKind.REST:
            return f"Next: {word} {seconds_words(phase.duration_ms // 1000)}"
        case PhaseKind.TIMED:
            return f"Next: {word} for {seconds_words(phase.duration_ms // 1000)}"
        case PhaseKind.MOVE | PhaseKind.RETURN | PhaseKind.GAP:
            return f"Next: {word}"
        case _ as never:
            assert_never(never)


def routine_place(exercise_index: int, exercises: Sequence[Exercise]) -> str:
    """Which exercise of the session this is: "Exercise 2 of 5"; "" where it is the only one."""
    if len(exercises) < 2:
        return ""
    return f"Exercise {exercise_index + 1} of {len(exercises)}"


def time_left_words(session_remaining_ms: int) -> str:
    """How long the session still takes, in whole minutes: "About 5 minutes left"."""
    words = duration_words(session_remaining_ms)
    return f"{words[:1].upper()}{words[1:]} left"


def position_words(position: Position) -> str:
    """How to lie, sit or stand: "Lie on your back"."""
    return _POSITIONS[position]


def ready_words(exercise: Exercise, side: Side | None) -> str:
    """How to get ready: the first step, or where a side counts the position and the side."""
    position = position_words(exercise.position)
    at_work = side_words(side, exercise.side_words)
    if at_work:
        says_it_all = at_work.split()[0] == position.split()[0]
        return at_work if says_it_all else f"{position}. {at_work}."
    step = exercise.steps[0] if exercise.steps else ""
    return step if 0 < len(step) <= _LONG_STEP else f"{position}."


def kit_words(exercise: Exercise) -> str:
    """What is needed: "You need: a firm chair without wheels."; "" where that is nothing."""
    return f"You need: {_lower(' '.join(exercise.kit))}" if exercise.kit else ""


def coming_words(exercise: Exercise) -> str:
    """What to do before an exercise that comes next: "Sit down. You need: a firm chair."."""
    return f"{position_words(exercise.position)}. {kit_words(exercise)}".rstrip()


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
