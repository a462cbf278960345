"""The session engine: instants go in, events come out.

Theory of operation
-------------------
The engine is told what time it is and answers with what has happened since it was last told. It
reads no clock, starts no timer, plays no sound and draws nothing; whoever calls it does. All
times are whole milliseconds on one clock that only grows, whatever its origin.

**Time is a value.** The engine never counts how often it was asked. It keeps the instant at which
the present phase had lasted nothing, its *origin*, and so::

    elapsed = now - origin

A phase is over when that reaches its duration, at the instant `origin + duration`; this instant,
not the moment we happened to look, is the next phase's origin and the `at_ms` of the events. So
nothing drifts, and **however often we look, the same instants give the same events**.

**A standstill moves the origin.** Pausing notes the instant. Resuming leads in again, and when the
lead-in is over the origin moves forward by the whole standstill, lead-in included. The phase goes
on where it stood, with the formula above untouched. A pause during the lead-in is the same
standstill going on: one `Resumed` ends it, with all its length. A standstill also ends, without a
`Resumed`, when its phase does: after skip, back or stop.

**A gap is a pause.** When more than `gap_ms` lie between two looks, the lid was closed or the
machine slept, and nobody was being guided. The session is paused at the last seen instant, also in
a lead-in, and nothing is fast-forwarded.

**A step is judged by what the person saw.** A step (pause, resume, skip, back, stop) first catches
up to its own instant, then acts. When catching up alone has paused or finished the session and
left the step without meaning, it is dropped. A step that had no meaning before either is a fault
of the caller: `IllegalStep`, and nothing changes.

**Exercises.** An exercise runs from its first phase (its rest_between, if it has one) to its last.
Skip ends it and goes to the first phase of the next. Back starts it again at getting ready, which
then lasts a repeat's time at most; in its first `BACK_TO_PREVIOUS_MS`, pauses not counted, back
goes to the exercise before. What back leaves behind ends as stopped, and what it goes to is
started anew: in the diary nothing that was timed is lost. A session that comes to its end is
completed when one of its exercises was; with every exercise skipped it counts as stopped.

**Going on.** A session that was cut off begins again in the middle (`Beginning`), with a phase of
its own for getting ready. All the phases before that are still there to go back to.

The transitions, all of them, are `TRANSITIONS`::

    ready      -- start --------------------> running
    running    -- pause, gap ---------------> paused
    running    -- skip, back ---------------> running
    running    -- stop, done ---------------> finished
    paused     -- resume -------------------> leading_in
    paused     -- skip, back ---------------> running
    paused     -- stop ---------------------> finished
    leading_in -- pause, gap ---------------> paused
    leading_in -- skip, back, lead_in_over -> running
    leading_in -- stop ---------------------> finished
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from backrehab.core.diary import Outcome
from backrehab.core.events import (
    Event,
    ExerciseEnded,
    ExerciseStarted,
    LeadInStarted,
    Paused,
    PhaseEnded,
    PhaseStarted,
    Resumed,
    SessionEnded,
    SetFinished,
)
from backrehab.core.model import Side
from backrehab.core.session_times import DEFAULT_TIMES, SessionTimes
from backrehab.core.timeline import WORKING, Phase, PhaseKind

__all__ = [
    "BACK_TO_PREVIOUS_MS",
    "FROM_THE_START",
    "TRANSITIONS",
    "Beginning",
    "Engine",
    "Event",
    "ExerciseEnded",
    "ExerciseStarted",
    "IllegalStep",
    "LeadInStarted",
    "Paused",
    "PhaseEnded",
    "PhaseStarted",
    "Progress",
    "Resumed",
    "SessionEnded",
    "SetFinished",
    "State",
    "Step",
]

BACK_TO_PREVIOUS_MS = 3_000
"""How long after its start `back` still means the exercise before (product rule)."""


class State(StrEnum):
    """Where a session is."""

    READY = "ready"
    RUNNING = "running"
    PAUSED = "paused"
    LEADING_IN = "leading_in"
    FINISHED = "finished"


class Step(StrEnum):
    """What moves a session from state to state: the person's steps, then those of time itself."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    SKIP = "skip"
    BACK = "back"
    STOP = "stop"
    GAP = "gap"
    LEAD_IN_OVER = "lead_in_over"
    DONE = "done"


TRANSITIONS: Mapping[State, Mapping[Step, State]] = MappingProxyType(
    {
        State.READY: MappingProxyType({Step.START: State.RUNNING}),
        State.RUNNING: MappingProxyType(
            {
                Step.PAUSE: State.PAUSED,
                Step.GAP: State.PAUSED,
                Step.SKIP: State.RUNNING,
                Step.BACK: State.RUNNING,
                Step.STOP: State.FINISHED,
                Step.DONE: State.FINISHED,
            }
        ),
        State.PAUSED: MappingProxyType(
            {
                Step.RESUME: State.LEADING_IN,
                Step.SKIP: State.RUNNING,
                Step.BACK: State.RUNNING,
                Step.STOP: State.FINISHED,
            }
        ),
        State.LEADING_IN: MappingProxyType(
            {
                Step.PAUSE: State.PAUSED,
                Step.GAP: State.PAUSED,
                Step.SKIP: State.RUNNING,
                Step.BACK: State.RUNNING,
                Step.LEAD_IN_OVER: State.RUNNING,
                Step.STOP: State.FINISHED,
            }
        ),
        State.FINISHED: MappingProxyType({}),
    }
)
"""Every way a session can go; what isn't here can't happen."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a session stands at one instant.

    `phase` is the one being played, with the duration it really has (`back` shortens getting
    ready). `session_remaining_ms` counts no pauses; `lead_in_remaining_ms` is 0 outside a lead-in.
    """

    state: State
    phase: Phase
    phase_index: int
    elapsed_ms: int
    remaining_ms: int
    session_remaining_ms: int
    lead_in_remaining_ms: int


@dataclass(frozen=True, slots=True)
class Beginning:
    """Where a session that goes on begins.

    `phase` is played in place of the one at `index`, this once; `None` plays that one itself.
    `any_completed` says whether an exercise was completed before.
    """

    index: int = 0
    phase: Phase | None = None
    any_completed: bool = False


FROM_THE_START = Beginning()


class IllegalStep(Exception):
    """A step that has no meaning in a state; nothing has changed."""

    def __init__(self, state: State, step: Step) -> None:
        self.state = state
        self.step = step
        super().__init__(state, step)

    def __str__(self) -> str:
        return f"can't {self.step} a session that is {self.state}"


class Engine:
    """One session, from start to end; see the module's theory of operation.

    Every method that takes `now_ms` raises `ValueError` when time goes backwards, and changes
    nothing then.
    """

    def __init__(
        self,
        phases: Sequence[Phase],
        *,
        times: SessionTimes = DEFAULT_TIMES,
        gap_ms: int = 2_000,
        beginning: Beginning = FROM_THE_START,
    ) -> None:
        if [phase.kind for phase in phases].count(PhaseKind.DONE) != 1 or (
            phases[-1].kind is not PhaseKind.DONE
        ):
            raise ValueError("a timeline ends with its one done phase")
        self._phases = tuple(phases)
        self._after_ms = _sums_after(self._phases)
        self._lead_in_ms = times.lead_in_seconds * 1000
        self._repeat_ms = times.get_ready_repeat_seconds * 1000
        self._gap_ms = gap_ms

        self._state = State.READY
        self._index = beginning.index
        self._phase = beginning.phase or self._phases[beginning.index]
        self._seen_ms = 0
        # Both origins move with every standstill.
        self._origin_ms = 0
        self._exercise_origin_ms = 0
        self._still_since_ms = 0
        self._lead_in_since_ms = 0
        self._any_completed = beginning.any_completed

    @property
    def state(self) -> State:
        return self._state

    @property
    def phases(self) -> tuple[Phase, ...]:
        return self._phases

    def start(self, now_ms: int) -> list[Event]:
        """Begin the first phase; once only."""
        self._check(Step.START, now_ms)
        self._go(Step.START)
        self._seen_ms = now_ms
        self._exercise_origin_ms = now_ms
        started = ExerciseStarted(self._phase.exercise_index, now_ms)
        return [started, self._begin(self._index, self._phase, now_ms)]

    def advance(self, now_ms: int) -> list[Event]:
        """What has happened since the last look; legal in every state."""
        self._check_time(now_ms)
        if self._state is State.READY:
            return []
        return self._catch_up(now_ms)

    def pause(self, now_ms: int) -> list[Event]:
        """Stand still from now on."""
        events = self._step(Step.PAUSE, now_ms)
        if self._allows(Step.PAUSE):
            events += self._stand_still(Step.PAUSE, now_ms)
        return events

    def resume(self, now_ms: int) -> list[Event]:
        """Lead in, then go on with the same phase where it stood."""
        events = self._step(Step.RESUME, now_ms)
        self._go(Step.RESUME)
        self._lead_in_since_ms = now_ms
        events.append(LeadInStarted(now_ms, self._lead_in_ms))
        return events + self._catch_up(now_ms)

    def skip(self, now_ms: int) -> list[Event]:
        """End this exercise as skipped and go on to the next, or to the end."""
        events = self._step(Step.SKIP, now_ms)
        if self._allows(Step.SKIP):
            index = self._phase.exercise_index
            events += self._leave(Outcome.SKIPPED, now_ms)
            self._go(Step.SKIP)
            events += self._enter(self._first_phase_after(index), now_ms)
            events += self._catch_up(now_ms)
        return events

    def back(self, now_ms: int) -> list[Event]:
        """Start this exercise again, or the one before it when this one has only just begun."""
        events = self._step(Step.BACK, now_ms)
        if self._allows(Step.BACK):
            index = self._phase.exercise_index
            just_begun = self._running_ms(now_ms) - self._exercise_origin_ms < BACK_TO_PREVIOUS_MS
            events += self._leave(Outcome.STOPPED, now_ms)
            self._go(Step.BACK)
            events += self._restart(max(0, index - 1) if just_begun else index, now_ms)
        return events

    def stop(self, now_ms: int) -> list[Event]:
        """End the session here; what was done counts."""
        events = self._step(Step.STOP, now_ms)
        if self._allows(Step.STOP):
            events += self._leave(Outcome.STOPPED, now_ms)
            self._hold_time(now_ms)
            self._go(Step.STOP)
            events.append(SessionEnded(Outcome.STOPPED, now_ms))
        return events

    def progress(self, now_ms: int) -> Progress:
        """How things stand; changes nothing, so `advance` to the same instant first."""
        self._check_time(now_ms)
        elapsed_ms = 0
        if self._state is not State.READY:
            elapsed_ms = min(self._running_ms(now_ms) - self._origin_ms, self._phase.duration_ms)
        remaining_ms = self._phase.duration_ms - elapsed_ms
        lead_in_ms = 0
        if self._state is State.LEADING_IN:
            lead_in_ms = max(0, self._lead_in_since_ms + self._lead_in_ms - now_ms)
        return Progress(
            self._state,
            self._phase,
            self._index,
            elapsed_ms,
            remaining_ms,
            remaining_ms + self._after_ms[self._index],
            lead_in_ms,
        )

    # What time does by itself.

    def _catch_up(self, now_ms: int) -> list[Event]:
        """Everything that was due up to now, in order; or the pause where a gap began."""
        events: list[Event] = []
        seen_ms, self._seen_ms = self._seen_ms, now_ms
        if now_ms - seen_ms > self._gap_ms and self._allows(Step.GAP):
            return self._stand_still(Step.GAP, seen_ms)
        resumed_ms = self._lead_in_since_ms + self._lead_in_ms
        if self._state is State.LEADING_IN and now_ms >= resumed_ms:
            events.append(self._go_on(resumed_ms))
        while self._state is State.RUNNING and now_ms >= self._due_ms:
            events += self._end_phase(self._due_ms)
        return events

    @property
    def _due_ms(self) -> int:
        return self._origin_ms + self._phase.duration_ms

    def _end_phase(self, at_ms: int) -> list[Event]:
        """The present phase has run its length; the next one begins, if there is one."""
        ended = self._phase
        events: list[Event] = [PhaseEnded(ended, at_ms, ended.duration_ms, complete=True)]
        if ended.kind is PhaseKind.DONE:
            self._hold_time(at_ms)
            self._go(Step.DONE)
            outcome = Outcome.COMPLETED if self._any_completed else Outcome.STOPPED
            return [*events, SessionEnded(outcome, at_ms)]
        following = self._phases[self._index + 1]
        if ended.kind in WORKING and _set_of(following) != _set_of(ended):
            events.append(SetFinished(ended.exercise_index, ended.set_no or 1, ended.side, at_ms))
        if following.kind is PhaseKind.DONE or following.exercise_index != ended.exercise_index:
            self._any_completed = True
            events.append(ExerciseEnded(ended.exercise_index, Outcome.COMPLETED, at_ms))
            return events + self._enter(self._index + 1, at_ms)
        return [*events, self._begin(self._index + 1, following, at_ms)]

    def _stand_still(self, step: Step, at_ms: int) -> list[Event]:
        self._hold_time(at_ms)
        self._go(step)
        return [Paused(at_ms, by_gap=step is Step.GAP)]

    def _hold_time(self, at_ms: int) -> None:
        """Time stands still from here on; in a standstill it already does."""
        if self._state is State.RUNNING:
            self._still_since_ms = at_ms

    def _go_on(self, at_ms: int) -> Event:
        self._go(Step.LEAD_IN_OVER)
        paused_ms = at_ms - self._still_since_ms
        self._origin_ms += paused_ms
        self._exercise_origin_ms += paused_ms
        return Resumed(at_ms, paused_ms)

    # Moving about in the timeline.

    def _enter(self, index: int, at_ms: int) -> list[Event]:
        """Begin an exercise at its first phase; the end of it all has no exercise."""
        phase = self._phases[index]
        if phase.kind is PhaseKind.DONE:
            return [self._begin(index, phase, at_ms)]
        self._exercise_origin_ms = at_ms
        return [ExerciseStarted(phase.exercise_index, at_ms), self._begin(index, phase, at_ms)]

    def _restart(self, exercise_index: int, at_ms: int) -> list[Event]:
        """Begin an exercise without the rest before it, getting ready in a repeat's time."""
        index = next(
            index
            for index, phase in enumerate(self._phases)
            if phase.exercise_index == exercise_index and phase.kind is not PhaseKind.REST_BETWEEN
        )
        phase = self._phases[index]
        if phase.kind is PhaseKind.GET_READY:
            phase = replace(phase, duration_ms=min(phase.duration_ms, self._repeat_ms))
            if phase.duration_ms == 0:
                index += 1
                phase = self._phases[index]
        self._exercise_origin_ms = at_ms
        return [ExerciseStarted(exercise_index, at_ms), self._begin(index, phase, at_ms)]

    def _begin(self, index: int, phase: Phase, at_ms: int) -> Event:
        self._index = index
        self._phase = phase
        self._origin_ms = at_ms
        return PhaseStarted(phase, at_ms)

    def _leave(self, outcome: Outcome, at_ms: int) -> list[Event]:
        """Cut the present phase and its exercise short."""
        done_ms = self._running_ms(at_ms) - self._origin_ms
        return [
            PhaseEnded(self._phase, at_ms, done_ms, complete=False),
            ExerciseEnded(self._phase.exercise_index, outcome, at_ms),
        ]

    def _first_phase_after(self, exercise_index: int) -> int:
        return next(
            index
            for index, phase in enumerate(self._phases)
            if phase.exercise_index > exercise_index or phase.kind is PhaseKind.DONE
        )

    def _running_ms(self, now_ms: int) -> int:
        """Now, or the instant at which everything came to stand still."""
        if self._state is State.RUNNING:
            return now_ms
        return self._still_since_ms

    # The table of transitions.

    def _step(self, step: Step, now_ms: int) -> list[Event]:
        """Check a person's step, then catch up to its instant."""
        self._check(step, now_ms)
        return self._catch_up(now_ms)

    def _check(self, step: Step, now_ms: int) -> None:
        self._check_time(now_ms)
        if not self._allows(step):
            raise IllegalStep(self._state, step)

    def _allows(self, step: Step) -> bool:
        return step in TRANSITIONS[self._state]

    def _go(self, step: Step) -> None:
        self._state = TRANSITIONS[self._state][step]

    def _check_time(self, now_ms: int) -> None:
        if self._state is not State.READY and now_ms < self._seen_ms:
            raise ValueError(f"time went back from {self._seen_ms} to {now_ms} ms")


def _set_of(phase: Phase) -> tuple[int, int | None, Side | None, bool]:
    """What the phases of one set, and of no other, have in common."""
    return (
        phase.exercise_index,
        phase.set_no,
        phase.side,
        phase.kind in WORKING or phase.kind is PhaseKind.GAP,
    )


def _sums_after(phases: Sequence[Phase]) -> list[int]:
    """How much time follows each phase."""
    sums = [0]
    for phase in reversed(phases[1:]):
        sums.append(sums[-1] + phase.duration_ms)
    return sums[::-1]
