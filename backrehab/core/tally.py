"""Events to what was timed: reps and times of every set, as the diary keeps them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from backrehab.core.diary import SetDone
from backrehab.core.engine import (
    Event,
    ExerciseEnded,
    Paused,
    PhaseEnded,
    PhaseStarted,
    Resumed,
    SetFinished,
)
from backrehab.core.model import Side
from backrehab.core.timeline import WORKING, Phase, PhaseKind


@dataclass(frozen=True, slots=True)
class SetResult:
    """What the timer played of one set, on one side; it may have broken off.

    A rep counts when its last working phase (return, else hold, else move) ran to its end.
    `active_ms` is all of move, hold, return, timed and gap that really ran; `paused_ms` are the
    pauses within the set. `ended_ms` is on the session's clock.
    """

    exercise_index: int
    set_no: int
    side: Side | None
    reps: int
    hold_ms: int
    timed_ms: int
    active_ms: int
    paused_ms: int
    complete: bool
    ended_ms: int

    def for_diary(self, ended_at: datetime) -> SetDone:
        """The same as the diary wants it; `ended_at` is the date and time for `ended_ms`."""
        return SetDone(
            set_no=self.set_no,
            reps=self.reps,
            hold_ms=self.hold_ms,
            timed_ms=self.timed_ms,
            active_ms=self.active_ms,
            paused_ms=self.paused_ms,
            complete=self.complete,
            ended_at=ended_at,
        )


class Tally:
    """Follows a session's events and gives each set's result at the moment it is certain.

    That moment is `SetFinished`; for a set that breaks off, `ExerciseEnded`. Either comes before
    the next phase begins, so the result can be on disk by then. A set that never began has none.
    """

    def __init__(self) -> None:
        self._set: _OpenSet | None = None
        self._paused_since_ms: int | None = None

    def take(self, event: Event) -> SetResult | None:
        """The result this event makes certain, if any; events come in order, each once."""
        match event:
            case PhaseStarted():
                self._begin(event.phase)
            case PhaseEnded():
                self._end_pause(event.at_ms)
                if self._set is not None:
                    self._set.add(event)
            case Paused() if self._paused_since_ms is None:
                self._paused_since_ms = event.at_ms
            case Resumed():
                self._end_pause(event.at_ms)
            case SetFinished() | ExerciseEnded() if self._set is not None:
                result = self._set.result(event)
                self._set = None
                return result
            case _:
                pass
        return None

    def _begin(self, phase: Phase) -> None:
        if self._set is not None:
            self._set.go_on_with(phase)
        elif phase.kind in WORKING:
            self._set = _OpenSet(phase.exercise_index, phase.set_no or 1, phase.side)

    def _end_pause(self, at_ms: int) -> None:
        if self._set is not None and self._paused_since_ms is not None:
            self._set.paused_ms += at_ms - self._paused_since_ms
        self._paused_since_ms = None


def set_results(events: Iterable[Event]) -> tuple[SetResult, ...]:
    """The results of all sets in these events, in order."""
    tally = Tally()
    taken = (tally.take(event) for event in events)
    return tuple(result for result in taken if result is not None)


@dataclass(slots=True)
class _OpenSet:
    """The sums of the set being played.

    A working phase doesn't know that it is the last of its rep; what follows it does. Until then
    its rep is `rep_played`.
    """

    exercise_index: int
    set_no: int
    side: Side | None
    reps: int = 0
    hold_ms: int = 0
    timed_ms: int = 0
    active_ms: int = 0
    paused_ms: int = 0
    rep_played: int | None = None

    def add(self, ended: PhaseEnded) -> None:
        self.active_ms += ended.done_ms
        if ended.phase.kind is PhaseKind.HOLD:
            self.hold_ms += ended.done_ms
        if ended.phase.kind is PhaseKind.TIMED:
            self.timed_ms += ended.done_ms
        if ended.phase.kind in WORKING:
            self.rep_played = ended.phase.rep_no if ended.complete else None

    def go_on_with(self, phase: Phase) -> None:
        if phase.kind not in WORKING or phase.rep_no != self.rep_played:
            self._count_rep()

    def result(self, ending: SetFinished | ExerciseEnded) -> SetResult:
        self._count_rep()
        return SetResult(
            exercise_index=self.exercise_index,
            set_no=self.set_no,
            side=self.side,
            reps=self.reps,
            hold_ms=self.hold_ms,
            timed_ms=self.timed_ms,
            active_ms=self.active_ms,
            paused_ms=self.paused_ms,
            complete=isinstance(ending, SetFinished),
            ended_ms=ending.at_ms,
        )

    def _count_rep(self) -> None:
        if self.rep_played is not None:
            self.reps += 1
            self.rep_played = None
