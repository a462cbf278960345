"""What the engine tells: facts of a session, each frozen, each one sentence.

`at_ms` is the instant it was due on the session's clock, not when somebody looked.
"""

from __future__ import annotations

from dataclasses import dataclass

from backrehab.core.diary import Outcome
from backrehab.core.model import Side
from backrehab.core.timeline import Phase


@dataclass(frozen=True, slots=True)
class ExerciseStarted:
    """An exercise begins, or begins again."""

    exercise_index: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class PhaseStarted:
    """A phase begins; its `duration_ms` is what it will last."""

    phase: Phase
    at_ms: int


@dataclass(frozen=True, slots=True)
class PhaseEnded:
    """A phase is over, `complete` or cut short; `done_ms` of it ran, pauses not counted."""

    phase: Phase
    at_ms: int
    done_ms: int
    complete: bool


@dataclass(frozen=True, slots=True)
class SetFinished:
    """All of a set has been played, on one side; a timed exercise is one set."""

    exercise_index: int
    set_no: int
    side: Side | None
    at_ms: int


@dataclass(frozen=True, slots=True)
class ExerciseEnded:
    """An exercise is over: completed, skipped, or stopped (also to begin it again)."""

    exercise_index: int
    outcome: Outcome
    at_ms: int


@dataclass(frozen=True, slots=True)
class Paused:
    """Everything stands still since `at_ms`; `by_gap` when no one asked for it."""

    at_ms: int
    by_gap: bool


@dataclass(frozen=True, slots=True)
class LeadInStarted:
    """The standstill goes on for `duration_ms`, while the person gets back into place."""

    at_ms: int
    duration_ms: int


@dataclass(frozen=True, slots=True)
class Resumed:
    """The phase goes on where it stood, after a standstill of `paused_ms`."""

    at_ms: int
    paused_ms: int


@dataclass(frozen=True, slots=True)
class SessionEnded:
    """The session is over, nothing follows."""

    outcome: Outcome
    at_ms: int


Event = (
    ExerciseStarted
    | PhaseStarted
    | PhaseEnded
    | SetFinished
    | ExerciseEnded
    | Paused
    | LeadInStarted
    | Resumed
    | SessionEnded
)
