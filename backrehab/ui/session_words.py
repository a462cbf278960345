"""What the session's panel says and shows at one moment; the figures and phrases are core's."""

from __future__ import annotations

from collections.abc import Sequence

from backrehab.core.engine import Progress, State
from backrehab.core.model import Exercise, Prescription, TimedPrescription
from backrehab.core.session_text import (
    big_number,
    coming_words,
    next_words,
    phase_word,
    place_words,
    ready_words,
    routine_place,
    state_word,
)
from backrehab.core.text import seconds_left, side_words
from backrehab.core.timeline import Phase, PhaseKind
from backrehab.ui.pace_strip import Beat
from backrehab.ui.session_controls import CARRY_ON
from backrehab.ui.session_panel import PanelWords

_COLORS: dict[PhaseKind, str] = {
    PhaseKind.GET_READY: "ready",
    PhaseKind.MOVE: "moving",
    PhaseKind.HOLD: "hold",
    PhaseKind.RETURN: "moving",
    PhaseKind.TIMED: "moving",
    PhaseKind.GAP: "ready",
    PhaseKind.SWITCH_SIDE: "switching",
    PhaseKind.REST: "ready",
    PhaseKind.REST_BETWEEN: "ready",
    PhaseKind.DONE: "hold",
}
_SIDE_IS_THE_WORD = {PhaseKind.GET_READY, PhaseKind.SWITCH_SIDE}
_IN_A_REP = {PhaseKind.MOVE, PhaseKind.HOLD, PhaseKind.RETURN, PhaseKind.GAP}
_CUED = {PhaseKind.MOVE, PhaseKind.TIMED}
"""Where the exercise's own cue fits the word above it: it tells how to do that movement."""


def panel_words(
    progress: Progress, phases: Sequence[Phase], exercises: Sequence[Exercise]
) -> PanelWords:
    """The words of a phase, or of the standstill in it; `exercises` are the session's."""
    phase = progress.phase
    exercise = exercises[phase.exercise_index]
    side = side_words(phase.side, exercise.side_words)
    count = place_words(phases, progress.phase_index)
    if phase.kind is PhaseKind.GET_READY:
        side = ready_words(exercise, phase.side)
    elif phase.kind is PhaseKind.REST_BETWEEN:
        count = routine_place(phase.exercise_index, exercises)
        side = _getting_up(phase, exercises)
    words = PanelWords(
        colors=_COLORS[phase.kind],
        verb=state_word(progress, exercise.verbs).upper(),
        count=count,
        side=side or (exercise.cue if phase.kind in _CUED else ""),
        next=next_words(phases, progress.phase_index, exercises),
    )
    if progress.state is State.PAUSED:
        ready = f"Press {CARRY_ON} when you are ready."
        return PanelWords("paused", words.verb, words.count, ready, words.next)
    if progress.state is State.LEADING_IN:
        # What the pause broke off goes on. "Get ready" stands there already, so it is not "next".
        goes_on = phase.kind is not PhaseKind.GET_READY
        word = phase_word(phase.kind, exercise.verbs).lower()
        following = f"Next: {word}" if goes_on else ""
        return PanelWords("ready", words.verb, words.count, side, following)
    if phase.kind in _SIDE_IS_THE_WORD and phase.side is not None:
        # Which side matters most now, so it is what can be read from the mat.
        verb = phase.side.value.upper()
        return PanelWords(words.colors, verb, words.verb.capitalize(), side, words.next)
    return words


def _getting_up(phase: Phase, exercises: Sequence[Exercise]) -> str:
    """Nobody is hurried up from the floor."""
    before = exercises[phase.exercise_index - 1].position if phase.exercise_index else None
    now = exercises[phase.exercise_index].position
    if before is not None and before.on_the_floor and not now.on_the_floor:
        return "Get up slowly. Take your time."
    return ""


def shows_pace(progress: Progress) -> bool:
    """Whether the pace of a repetition means something now."""
    return progress.phase.kind in _IN_A_REP and progress.state is not State.LEADING_IN


def part_left(progress: Progress, lead_in_ms: int, *, by_seconds: bool = False) -> float:
    """The part of the phase that is left, 0 to 1; in a lead-in, which has this length, of it.

    It goes on evenly, or `by_seconds` together with the number.
    """
    left_ms, whole_ms = progress.remaining_ms, progress.phase.duration_ms
    if progress.state is State.LEADING_IN:
        left_ms, whole_ms = progress.lead_in_remaining_ms, lead_in_ms
    if by_seconds:
        left_ms = min(whole_ms, seconds_left(left_ms) * 1000)
    return left_ms / whole_ms if whole_ms else 0.0


def beats(exercise: Exercise, prescription: Prescription) -> tuple[Beat, ...]:
    """The parts of one repetition, without those of no length; a timed dose has none."""
    if isinstance(prescription, TimedPrescription):
        return ()
    parts = (
        (PhaseKind.MOVE, prescription.move_seconds),
        (PhaseKind.HOLD, prescription.hold_seconds),
        (PhaseKind.RETURN, prescription.return_seconds),
    )
    return tuple(
        Beat(kind, phase_word(kind, exercise.verbs), seconds * 1000)
        for kind, seconds in parts
        if seconds
    )


def spoken_words(
    progress: Progress, phases: Sequence[Phase], exercises: Sequence[Exercise]
) -> str:
    """The moment in a sentence or two, for those who listen to the screen."""
    words = panel_words(progress, phases, exercises)
    number, unit = big_number(progress, phases)
    seconds = f"{number} {unit}" if unit.startswith("second") else ""
    parts = [words.verb.capitalize(), seconds, words.count, words.side.rstrip(".")]
    if progress.phase.kind is PhaseKind.REST_BETWEEN:
        exercise = exercises[progress.phase.exercise_index]
        parts += [f"Next: {exercise.title}", coming_words(exercise).rstrip(".")]
    return ". ".join(part for part in parts if part) + "."
