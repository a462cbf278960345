"""Events to cues: what is to be heard, when, and never twice."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import assert_never

from backrehab.core.diary import Outcome
from backrehab.core.engine import (
    Event,
    LeadInStarted,
    PhaseStarted,
    Progress,
    Resumed,
    SessionEnded,
    State,
)
from backrehab.core.timeline import Phase, PhaseKind, reps_in_set

TICKS_FROM_HOLD_MS = 5_000
"""Shorter holds have no countdown: it would begin before the person has arrived."""

TICK_MARKS_MS = (3_000, 2_000, 1_000)
"""How long before the end of a hold its countdown ticks."""


class Cue(StrEnum):
    """What can be heard; each has its own tone."""

    GET_READY = "get_ready"
    GO = "go"
    HOLD = "hold"
    RETURN = "return"
    SWITCH_SIDE = "switch_side"
    REST = "rest"
    LAST_ONE = "last_one"
    FINISHED = "finished"
    TICK = "tick"


def cues_between(
    phases: Sequence[Phase], before: Progress, events: Sequence[Event], now: Progress
) -> tuple[Cue, ...]:
    """The cue for what has happened between two looks; none or one.

    Ask it after every call of the engine, with the progress as it was after the call before, the
    events of this call and the progress after it. Where several cues fall between two looks, as
    after a stall, only the newest still means something. Nothing is heard during a pause.
    """
    if now.state is State.PAUSED:
        return ()
    for event in reversed(events):
        cue = cue_for(event, phases, now.phase)
        if cue is not None:
            return (cue,)
    return (Cue.TICK,) if _tick_between(before, now) else ()


def cue_for(event: Event, phases: Sequence[Phase], phase: Phase) -> Cue | None:
    """The cue of one event; `phase` is the one being played, which a resumed session goes on with.

    A lead-in says get ready, and its end says again what the phase asks for.
    """
    match event:
        case PhaseStarted():
            return phase_cue(event.phase, phases)
        case LeadInStarted():
            return Cue.GET_READY
        case Resumed():
            return phase_cue(phase, phases)
        case SessionEnded():
            return Cue.FINISHED if event.outcome is Outcome.COMPLETED else None
        case _:
            return None


def phase_cue(phase: Phase, phases: Sequence[Phase]) -> Cue | None:
    """What a phase asks for; the last of several reps has a cue of its own."""
    match phase.kind:
        case PhaseKind.GET_READY:
            return Cue.GET_READY
        case PhaseKind.MOVE:
            reps = reps_in_set(phases, phase)
            return Cue.LAST_ONE if reps > 1 and phase.rep_no == reps else Cue.GO
        case PhaseKind.TIMED:
            return Cue.GO
        case PhaseKind.HOLD:
            return Cue.HOLD
        case PhaseKind.RETURN:
            return Cue.RETURN
        case PhaseKind.SWITCH_SIDE:
            return Cue.SWITCH_SIDE
        case PhaseKind.REST | PhaseKind.REST_BETWEEN:
            return Cue.REST
        case PhaseKind.GAP | PhaseKind.DONE:
            return None
        case _ as never:
            assert_never(never)


def has_ticks(phase: Phase) -> bool:
    """Whether a phase ends with a countdown: holds do, unless they are short."""
    return phase.kind is PhaseKind.HOLD and phase.duration_ms >= TICKS_FROM_HOLD_MS


def _tick_between(before: Progress, now: Progress) -> bool:
    """Whether this hold has passed a mark of its countdown."""
    if not has_ticks(now.phase) or now.state is not State.RUNNING:
        return False
    return any(before.remaining_ms > mark >= now.remaining_ms for mark in TICK_MARKS_MS)
