"""The engine against a model that does what the engine may not: it counts ticks.

Everything here happens at whole tenths of a second. The model walks through each of them one by
one and knows nothing of origins or due instants; after every step both must stand at the same
place.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from backrehab.core.engine import (
    Engine,
    Event,
    ExerciseEnded,
    ExerciseStarted,
    IllegalStep,
    PhaseEnded,
    PhaseStarted,
    Progress,
    SessionEnded,
    State,
    Step,
)
from backrehab.core.timeline import Phase, PhaseKind, PlannedExercise, compile_timeline
from tests.core.strategies import plans

TICK_MS = 100
LEAD_IN_TICKS = 30
REPEAT_TICKS = 50
BACK_TICKS = 30

LEGAL = {
    State.RUNNING: {Step.PAUSE, Step.SKIP, Step.BACK, Step.STOP},
    State.PAUSED: {Step.RESUME, Step.SKIP, Step.BACK, Step.STOP},
    State.LEADING_IN: {Step.PAUSE, Step.SKIP, Step.BACK, Step.STOP},
    State.FINISHED: set[Step](),
}


@dataclass
class Model:
    """A session that counts."""

    phases: tuple[Phase, ...]
    state: State = State.RUNNING
    index: int = 0
    ticks: int = 0
    length: int = 0
    lead_in: int = 0
    exercise_ticks: int = 0
    ran: int = 0
    ended: list[Phase] = field(default_factory=list)

    def begin(self, index: int, most_ticks: int | None = None) -> None:
        self.state = State.RUNNING
        self.index, self.ticks, self.lead_in = index, 0, 0
        self.length = self.phases[index].duration_ms // TICK_MS
        if most_ticks is not None:
            self.length = min(self.length, most_ticks)
        if self.phases[index].kind is PhaseKind.DONE:
            self.state = State.FINISHED

    def tick(self) -> None:
        if self.state is State.RUNNING:
            self.ran += 1
            self.ticks += 1
            self.exercise_ticks += 1
            if self.ticks == self.length:
                before = self.phases[self.index]
                self.ended.append(before)
                self.begin(self.index + 1)
                if self.phases[self.index].exercise_index != before.exercise_index:
                    self.exercise_ticks = 0
        elif self.state is State.LEADING_IN:
            self.lead_in -= 1
            if self.lead_in == 0:
                self.state = State.RUNNING

    def take(self, step: Step) -> None:
        here = self.phases[self.index].exercise_index
        match step:
            case Step.PAUSE:
                self.state = State.PAUSED
            case Step.RESUME:
                self.state, self.lead_in = State.LEADING_IN, LEAD_IN_TICKS
            case Step.STOP:
                self.state = State.FINISHED
            case Step.SKIP:
                self.exercise_ticks = 0
                self.begin(self.find(here + 1))
            case Step.BACK:
                goal = max(0, here - 1) if self.exercise_ticks < BACK_TICKS else here
                self.exercise_ticks = 0
                self.begin(self.find(goal, PhaseKind.GET_READY), REPEAT_TICKS)

    def find(self, exercise_index: int, kind: PhaseKind | None = None) -> int:
        for index, phase in enumerate(self.phases):
            if phase.exercise_index == exercise_index and kind in {None, phase.kind}:
                return index
        return len(self.phases) - 1

    @property
    def left(self) -> int:
        return self.length - self.ticks

    @property
    def session_left(self) -> int:
        later = self.phases[self.index + 1 :]
        return self.left + sum(phase.duration_ms for phase in later) // TICK_MS


class EngineAndModel(RuleBasedStateMachine):
    @initialize(plan=plans)
    def start(self, plan: list[PlannedExercise]) -> None:
        phases = compile_timeline(plan)
        self.now_ms = 7_000
        self.model = Model(phases)
        self.model.begin(0)
        self.engine = Engine(phases)
        self.events: list[Event] = self.engine.start(self.now_ms)

    @rule(looks=st.lists(st.integers(0, 20), min_size=1, max_size=8))
    def time_goes_by(self, looks: list[int]) -> None:
        for ticks in looks:
            self.wait(ticks)
            self.events += self.engine.advance(self.now_ms)

    @rule(step=st.sampled_from([Step.PAUSE, Step.RESUME, Step.SKIP, Step.BACK, Step.STOP]))
    def a_step_is_taken(self, step: Step) -> None:
        call = {
            Step.PAUSE: self.engine.pause,
            Step.RESUME: self.engine.resume,
            Step.SKIP: self.engine.skip,
            Step.BACK: self.engine.back,
            Step.STOP: self.engine.stop,
        }[step]
        if step in LEGAL[self.model.state]:
            self.model.take(step)
            self.events += call(self.now_ms)
            return
        before = vars(self.engine).copy()
        with pytest.raises(IllegalStep):
            call(self.now_ms)
        assert vars(self.engine) == before

    @rule(step=st.sampled_from([Step.PAUSE, Step.RESUME]), ticks=st.integers(0, 60))
    def a_step_is_taken_a_while_later(self, step: Step, ticks: int) -> None:
        self.time_goes_by([20, 20, 20, ticks % 20])
        self.a_step_is_taken(step)

    @rule(ticks=st.integers(21, 36_000))
    def the_lid_is_closed(self, ticks: int) -> None:
        """Nothing of it counts: the model does not tick at all."""
        self.now_ms += ticks * TICK_MS
        if self.model.state in {State.RUNNING, State.LEADING_IN}:
            self.model.take(Step.PAUSE)
            self.model.lead_in = 0
        self.events += self.engine.advance(self.now_ms)

    def wait(self, ticks: int) -> None:
        self.now_ms += ticks * TICK_MS
        for _ in range(ticks):
            self.model.tick()

    @invariant()
    def both_stand_at_the_same_place(self) -> None:
        model, progress = self.model, self.engine.progress(self.now_ms)
        assert progress == Progress(
            model.state,
            progress.phase,
            model.index,
            model.ticks * TICK_MS,
            model.left * TICK_MS,
            model.session_left * TICK_MS,
            model.lead_in * TICK_MS if model.state is State.LEADING_IN else 0,
        )
        expected = model.phases[model.index]
        assert progress.phase.duration_ms == model.length * TICK_MS
        assert (progress.phase.kind, progress.phase.rep_no) == (expected.kind, expected.rep_no)
        assert progress.phase.exercise_index == expected.exercise_index

    @invariant()
    def instants_only_grow(self) -> None:
        instants = [event.at_ms for event in self.events]
        assert instants == sorted(instants)
        assert all(at_ms <= self.now_ms for at_ms in instants)

    @invariant()
    def what_ended_is_what_ran(self) -> None:
        ended = [event for event in self.events if isinstance(event, PhaseEnded)]
        running_ms = 0
        if self.model.state is not State.FINISHED:
            running_ms = self.model.ticks * TICK_MS
        assert sum(event.done_ms for event in ended) + running_ms == self.model.ran * TICK_MS
        complete = [
            event.phase.kind
            for event in ended
            if event.complete and event.phase.kind is not PhaseKind.DONE
        ]
        assert complete == [phase.kind for phase in self.model.ended]

    @invariant()
    def what_begins_ends_once_and_in_order(self) -> None:
        """An exercise holds its phases, the session its exercises; nothing follows its end."""
        exercise: int | None = None
        phase: Phase | None = None
        for number, event in enumerate(self.events):
            match event:
                case ExerciseStarted():
                    assert exercise is None
                    exercise = event.exercise_index
                case PhaseStarted():
                    assert phase is None
                    assert exercise in {event.phase.exercise_index, None}
                    assert exercise is not None or event.phase.kind is PhaseKind.DONE
                    phase = event.phase
                case PhaseEnded():
                    assert event.phase is phase
                    assert 0 <= event.done_ms <= event.phase.duration_ms
                    assert not event.complete or event.done_ms == event.phase.duration_ms
                    phase = None
                case ExerciseEnded():
                    assert phase is None
                    assert event.exercise_index == exercise
                    exercise = None
                case SessionEnded():
                    assert (exercise, phase) == (None, None)
                    assert number == len(self.events) - 1


TestEngineAndModel = EngineAndModel.TestCase
