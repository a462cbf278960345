"""The laws of the session engine, by example and by proof."""

from __future__ import annotations

import os
import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backrehab.core import engine as engine_module
from backrehab.core.diary import Outcome
from backrehab.core.engine import (
    TRANSITIONS,
    Engine,
    Event,
    ExerciseEnded,
    ExerciseStarted,
    IllegalStep,
    LeadInStarted,
    Paused,
    PhaseEnded,
    PhaseStarted,
    Progress,
    Resumed,
    SessionEnded,
    SetFinished,
    State,
    Step,
)
from backrehab.core.model import Position, RepsPrescription, Side, SideRule, TimedPrescription
from backrehab.core.session_times import SessionTimes
from backrehab.core.timeline import (
    Phase,
    PhaseKind,
    PlannedExercise,
    compile_timeline,
    total_ms,
)
from tests.core.strategies import plans, run, session_times, waits

REPS = RepsPrescription(1, 2, 2, 5, 2, 1, 60, SideRule.NONE)
CHAIR = PlannedExercise("forward-bend", Position.SITTING, REPS, (None,))
FLOOR = PlannedExercise("bridging", Position.LYING, REPS, (None,))
GLIDE = PlannedExercise(
    "glide",
    Position.SITTING,
    TimedPrescription(30, 5, SideRule.AFFECTED),
    (Side.LEFT, Side.RIGHT),
)
ONE = compile_timeline([CHAIR])  # 10 s get ready, 2 x (2, 5, 2) with a gap of 1: 29 s
THREE = compile_timeline([CHAIR, CHAIR, FLOOR])


def look_on(engine: Engine, from_ms: int, to_ms: int) -> list[Event]:
    """Looks twice a second up to an instant, and at it."""
    events: list[Event] = []
    for now_ms in [*range(from_ms, to_ms, 500), to_ms]:
        events += engine.advance(now_ms)
    return events


def started(phases: tuple[Phase, ...], at_ms: int, *, times: SessionTimes | None = None) -> Engine:
    """A session that began at 1 s and was looked at up to an instant."""
    engine = Engine(phases, times=times or SessionTimes())
    engine.start(1_000)
    look_on(engine, 1_000, at_ms)
    return engine


def in_state(state: State) -> Engine:
    engine = Engine(ONE)
    if state is State.READY:
        return engine
    engine.start(0)
    if state in {State.PAUSED, State.LEADING_IN}:
        engine.pause(100)
    if state is State.LEADING_IN:
        engine.resume(200)
    if state is State.FINISHED:
        engine.stop(100)
    return engine


PERSONS_STEPS = (Step.START, Step.PAUSE, Step.RESUME, Step.SKIP, Step.BACK, Step.STOP)


def take(engine: Engine, step: Step, now_ms: int) -> list[Event]:
    steps = {
        Step.START: engine.start,
        Step.PAUSE: engine.pause,
        Step.RESUME: engine.resume,
        Step.SKIP: engine.skip,
        Step.BACK: engine.back,
        Step.STOP: engine.stop,
    }
    return steps[step](now_ms)


# The course of a session.


def test_a_session_tells_all_of_its_phases_in_order() -> None:
    get_ready, move, hold, back, gap, move_2, hold_2, back_2, done = ONE

    events = run(Engine(ONE), start_ms=1_000)

    assert events == [
        ExerciseStarted(0, 1_000),
        PhaseStarted(get_ready, 1_000),
        PhaseEnded(get_ready, 11_000, 10_000, True),
        PhaseStarted(move, 11_000),
        PhaseEnded(move, 13_000, 2_000, True),
        PhaseStarted(hold, 13_000),
        PhaseEnded(hold, 18_000, 5_000, True),
        PhaseStarted(back, 18_000),
        PhaseEnded(back, 20_000, 2_000, True),
        PhaseStarted(gap, 20_000),
        PhaseEnded(gap, 21_000, 1_000, True),
        PhaseStarted(move_2, 21_000),
        PhaseEnded(move_2, 23_000, 2_000, True),
        PhaseStarted(hold_2, 23_000),
        PhaseEnded(hold_2, 28_000, 5_000, True),
        PhaseStarted(back_2, 28_000),
        PhaseEnded(back_2, 30_000, 2_000, True),
        SetFinished(0, 1, None, 30_000),
        ExerciseEnded(0, Outcome.COMPLETED, 30_000),
        PhaseStarted(done, 30_000),
        PhaseEnded(done, 30_000, 0, True),
        SessionEnded(Outcome.COMPLETED, 30_000),
    ]


def test_a_timed_dose_is_set_one_on_each_side() -> None:
    finished = [event for event in run(Engine(compile_timeline([GLIDE]))) if _is_set(event)]

    assert finished == [
        SetFinished(0, 1, Side.LEFT, 40_000),
        SetFinished(0, 1, Side.RIGHT, 78_000),
    ]


def _is_set(event: Event) -> bool:
    return isinstance(event, SetFinished)


def test_a_later_exercise_starts_with_the_rest_before_it() -> None:
    events = run(Engine(THREE), start_ms=1_000)

    index = events.index(ExerciseStarted(1, 30_000))

    assert events[index - 1] == ExerciseEnded(0, Outcome.COMPLETED, 30_000)
    following = events[index + 1]
    assert isinstance(following, PhaseStarted)
    assert following.phase.kind is PhaseKind.REST_BETWEEN


def test_progress_before_the_start_shows_all_that_is_to_come() -> None:
    assert Engine(ONE).progress(77) == Progress(State.READY, ONE[0], 0, 0, 10_000, 29_000, 0)


def test_progress_in_a_hold() -> None:
    engine = started(ONE, 14_000)

    assert engine.progress(14_000) == Progress(State.RUNNING, ONE[2], 2, 1_000, 4_000, 16_000, 0)


def test_progress_between_looks_never_passes_the_end_of_a_phase() -> None:
    engine = started(ONE, 10_000)

    assert engine.progress(11_800).remaining_ms == 0


def test_progress_at_the_end_is_done_with_nothing_left() -> None:
    engine = started(ONE, 31_000)

    assert engine.progress(40_000) == Progress(State.FINISHED, ONE[-1], 8, 0, 0, 0, 0)


def test_progress_after_stop_stays_where_it_stood() -> None:
    engine = started(ONE, 14_000)
    engine.stop(14_000)

    assert engine.progress(60_000) == Progress(State.FINISHED, ONE[2], 2, 1_000, 4_000, 16_000, 0)


def test_looking_before_the_start_or_after_the_end_tells_nothing() -> None:
    engine = Engine(ONE)

    assert engine.advance(5) == []
    run(engine)
    assert engine.advance(1_000_000) == []


def test_time_never_goes_back() -> None:
    engine = started(ONE, 14_000)

    for call in (engine.advance, engine.pause, engine.progress):
        with pytest.raises(ValueError, match="time went back from 14000 to 13999 ms"):
            call(13_999)

    assert engine.progress(14_000).elapsed_ms == 1_000


@pytest.mark.parametrize(
    "phases",
    [
        pytest.param((), id="nothing at all"),
        pytest.param(ONE[:-1], id="no done"),
        pytest.param((*ONE, ONE[-1]), id="done twice"),
        pytest.param((ONE[-1], *ONE[:-1]), id="done first"),
    ],
)
def test_a_timeline_without_its_one_done_at_the_end_is_refused(phases: tuple[Phase, ...]) -> None:
    with pytest.raises(ValueError, match="ends with its one done phase"):
        Engine(phases)


# Pause and resume.


def test_resume_leads_in_and_goes_on_where_the_phase_stood() -> None:
    engine = started(ONE, 14_000)

    events = engine.pause(14_000) + look_on(engine, 14_000, 60_000)
    assert events == [Paused(14_000, by_gap=False)]
    assert engine.progress(60_000) == Progress(State.PAUSED, ONE[2], 2, 1_000, 4_000, 16_000, 0)

    assert engine.resume(60_000) == [LeadInStarted(60_000, 3_000)]
    assert engine.progress(61_000) == Progress(
        State.LEADING_IN, ONE[2], 2, 1_000, 4_000, 16_000, 2_000
    )

    assert look_on(engine, 60_000, 67_000) == [
        Resumed(63_000, 49_000),
        PhaseEnded(ONE[2], 67_000, 5_000, True),
        PhaseStarted(ONE[3], 67_000),
    ]


def test_progress_between_looks_never_passes_the_end_of_a_lead_in() -> None:
    engine = started(ONE, 14_000)
    engine.pause(14_000)
    engine.resume(20_000)

    assert engine.progress(23_500).lead_in_remaining_ms == 0


def test_a_pause_in_the_lead_in_is_the_same_standstill() -> None:
    engine = started(ONE, 14_000)
    engine.pause(14_000)
    engine.resume(20_000)

    assert engine.pause(21_000) == [Paused(21_000, by_gap=False)]
    assert engine.resume(30_000) == [LeadInStarted(30_000, 3_000)]
    assert look_on(engine, 30_000, 33_000) == [Resumed(33_000, 19_000)]
    assert engine.progress(33_000).elapsed_ms == 1_000


def test_without_a_lead_in_resume_goes_on_at_once() -> None:
    engine = started(ONE, 14_000, times=SessionTimes(lead_in_seconds=0))
    engine.pause(14_000)

    assert engine.resume(20_000) == [LeadInStarted(20_000, 0), Resumed(20_000, 6_000)]


# Gaps.


def test_a_gap_pauses_at_the_last_seen_instant() -> None:
    engine = started(ONE, 14_000)

    assert engine.advance(3_600_000) == [Paused(14_000, by_gap=True)]
    assert engine.progress(3_600_000) == Progress(State.PAUSED, ONE[2], 2, 1_000, 4_000, 16_000, 0)


def test_a_wait_just_short_of_a_gap_is_none() -> None:
    engine = started(ONE, 14_000)

    assert engine.advance(16_000) == []
    assert engine.advance(18_001) == [Paused(16_000, by_gap=True)]


def test_a_gap_in_the_lead_in_pauses_again_at_the_last_seen_instant() -> None:
    engine = started(ONE, 14_000)
    engine.pause(14_000)
    engine.resume(20_000)

    assert engine.advance(900_000) == [Paused(20_000, by_gap=True)]
    assert engine.resume(900_000) == [LeadInStarted(900_000, 3_000)]
    assert look_on(engine, 900_000, 903_000) == [Resumed(903_000, 889_000)]


def test_a_pause_has_no_gaps() -> None:
    engine = started(ONE, 14_000)
    engine.pause(14_000)

    assert engine.advance(7_200_000) == []
    assert engine.resume(9_000_000) == [LeadInStarted(9_000_000, 3_000)]


def test_pausing_right_after_a_gap_finds_the_session_paused_already() -> None:
    engine = started(ONE, 14_000)

    assert engine.pause(90_000) == [Paused(14_000, by_gap=True)]
    assert engine.state is State.PAUSED


def test_stopping_right_after_a_gap_counts_nothing_of_the_gap() -> None:
    engine = started(ONE, 14_000)

    assert engine.stop(90_000) == [
        Paused(14_000, by_gap=True),
        PhaseEnded(ONE[2], 90_000, 1_000, False),
        ExerciseEnded(0, Outcome.STOPPED, 90_000),
        SessionEnded(Outcome.STOPPED, 90_000),
    ]


# Skip, back, stop.


def test_skip_goes_to_the_rest_before_the_next_exercise() -> None:
    engine = started(THREE, 14_000)

    assert engine.skip(14_000) == [
        PhaseEnded(THREE[2], 14_000, 1_000, False),
        ExerciseEnded(0, Outcome.SKIPPED, 14_000),
        ExerciseStarted(1, 14_000),
        PhaseStarted(Phase(PhaseKind.REST_BETWEEN, 15_000, 1), 14_000),
    ]


def test_skipping_the_last_exercise_completes_what_was_completed_before() -> None:
    engine = started(compile_timeline([CHAIR, CHAIR]), 35_000)
    rest, done = engine.phases[8], engine.phases[-1]

    assert engine.skip(35_000) == [
        PhaseEnded(rest, 35_000, 5_000, False),
        ExerciseEnded(1, Outcome.SKIPPED, 35_000),
        PhaseStarted(done, 35_000),
        PhaseEnded(done, 35_000, 0, True),
        SessionEnded(Outcome.COMPLETED, 35_000),
    ]


def test_a_session_of_skipped_exercises_alone_was_stopped() -> None:
    engine = started(ONE, 14_000)

    assert engine.skip(14_000)[-1] == SessionEnded(Outcome.STOPPED, 14_000)


def test_skipping_in_a_pause_runs_on_with_the_next_exercise() -> None:
    engine = started(THREE, 14_000)
    engine.pause(14_000)

    assert engine.skip(50_000)[0] == PhaseEnded(THREE[2], 50_000, 1_000, False)
    assert engine.state is State.RUNNING
    assert engine.progress(51_000).elapsed_ms == 1_000


def test_back_starts_the_exercise_again_with_a_short_get_ready() -> None:
    engine = started(ONE, 14_000)
    get_ready = Phase(PhaseKind.GET_READY, 5_000)

    assert engine.back(14_000) == [
        PhaseEnded(ONE[2], 14_000, 1_000, False),
        ExerciseEnded(0, Outcome.STOPPED, 14_000),
        ExerciseStarted(0, 14_000),
        PhaseStarted(get_ready, 14_000),
    ]
    assert engine.progress(15_000) == Progress(
        State.RUNNING, get_ready, 0, 1_000, 4_000, 23_000, 0
    )


@pytest.mark.parametrize(
    ("at_ms", "goes_to"),
    [
        pytest.param(30_000, 0, id="as it starts"),
        pytest.param(32_999, 0, id="in its first 3 s"),
        pytest.param(33_000, 1, id="3 s after"),
    ],
)
def test_back_in_the_first_3_seconds_goes_to_the_exercise_before(at_ms: int, goes_to: int) -> None:
    engine = started(THREE, at_ms)

    events = engine.back(at_ms)

    assert ExerciseEnded(1, Outcome.STOPPED, at_ms) in events
    assert events[-2:] == [
        ExerciseStarted(goes_to, at_ms),
        PhaseStarted(Phase(PhaseKind.GET_READY, 5_000, goes_to), at_ms),
    ]


def test_the_first_3_seconds_do_not_count_pauses() -> None:
    engine = started(THREE, 31_000)
    engine.pause(31_000)
    engine.resume(60_000)
    look_on(engine, 60_000, 64_900)

    assert ExerciseStarted(0, 64_900) in engine.back(64_900)


def test_back_twice_goes_to_the_exercise_before() -> None:
    engine = started(THREE, 45_000)

    assert ExerciseStarted(1, 45_000) in engine.back(45_000)
    assert ExerciseStarted(0, 46_000) in engine.back(46_000)
    assert ExerciseStarted(0, 47_000) in engine.back(47_000)


def test_back_never_makes_getting_ready_longer() -> None:
    engine = started(ONE, 14_000, times=SessionTimes(get_ready_repeat_seconds=60))

    assert engine.back(14_000)[-1] == PhaseStarted(ONE[0], 14_000)


def test_back_goes_straight_to_work_where_getting_ready_again_takes_no_time() -> None:
    engine = started(ONE, 14_000, times=SessionTimes(get_ready_repeat_seconds=0))

    assert engine.back(14_000)[-1] == PhaseStarted(ONE[1], 14_000)


def test_back_goes_straight_to_work_where_there_is_no_getting_ready() -> None:
    phases = ONE[1:]
    engine = started(phases, 4_000)

    assert engine.back(4_000)[-1] == PhaseStarted(phases[0], 4_000)


def test_back_in_a_lead_in_runs_on_from_getting_ready() -> None:
    engine = started(ONE, 14_000)
    engine.pause(14_000)
    engine.resume(20_000)

    assert engine.back(21_000)[0] == PhaseEnded(ONE[2], 21_000, 1_000, False)
    assert engine.progress(22_000).remaining_ms == 4_000
    assert engine.progress(22_000).lead_in_remaining_ms == 0


def test_stop_keeps_what_was_done() -> None:
    engine = started(ONE, 14_000)

    assert engine.stop(14_000) == [
        PhaseEnded(ONE[2], 14_000, 1_000, False),
        ExerciseEnded(0, Outcome.STOPPED, 14_000),
        SessionEnded(Outcome.STOPPED, 14_000),
    ]


@pytest.mark.parametrize("step", ["pause", "skip", "back", "stop"])
def test_a_step_taken_as_the_session_ends_by_itself_is_dropped(step: str) -> None:
    engine = started(ONE, 29_900)

    events = getattr(engine, step)(30_010)

    assert events[-1] == SessionEnded(Outcome.COMPLETED, 30_000)
    assert engine.state is State.FINISHED


# The table.


@pytest.mark.parametrize("step", PERSONS_STEPS)
@pytest.mark.parametrize("state", State)
def test_a_step_is_legal_exactly_where_the_table_says_so(state: State, step: Step) -> None:
    """An illegal step names state and step, and changes nothing."""
    engine, untouched = in_state(state), in_state(state)

    if step in TRANSITIONS[state]:
        take(engine, step, 1_000)
        goes_to = TRANSITIONS[state][step]
        # The one exercise there is was skipped: done follows at once.
        assert engine.state is (State.FINISHED if step is Step.SKIP else goes_to)
        return

    with pytest.raises(IllegalStep) as refusal:
        take(engine, step, 1_000)
    assert (refusal.value.state, refusal.value.step) == (state, step)
    assert str(refusal.value) == f"can't {step} a session that is {state}"
    assert vars(engine) == vars(untouched)


def diagram() -> str:
    """The table of transitions as the engine's docstring shows it."""
    lines = []
    for state, steps in TRANSITIONS.items():
        by_goal: dict[State, list[str]] = {}
        for step, goal in steps.items():
            by_goal.setdefault(goal, []).append(step.value)
        for goal, names in by_goal.items():
            arrow = f"    {state:<11}-- {', '.join(names)} ".ljust(44, "-")
            lines.append(f"{arrow}> {goal}")
    return "\n".join(lines)


def test_the_diagram_in_the_docstring_is_the_table() -> None:
    assert engine_module.__doc__ is not None
    assert engine_module.__doc__.endswith(f"::\n\n{diagram()}\n"), diagram()


def test_every_event_says_what_it_is_in_a_sentence() -> None:
    for event in Event.__args__:
        assert event.__doc__
        assert event.__doc__.endswith(".")


# Proofs.


def play(
    phases: tuple[Phase, ...],
    times: SessionTimes,
    script: list[tuple[int, Step]],
    looks: list[int],
) -> list[Event]:
    """All events of a session: steps at their instants, looks wherever, refused steps left out.

    A wait is cut where the next step is due, so that both runs take their steps at the same
    instants.
    """
    engine = Engine(phases, times=times)
    events = engine.start(0)
    now_ms, turn = 0, 0
    for wait_ms, step in script:
        due_ms = now_ms + wait_ms
        while now_ms < due_ms:
            now_ms = min(due_ms, now_ms + looks[turn % len(looks)])
            turn += 1
            if now_ms < due_ms:
                events += engine.advance(now_ms)
        try:
            events += take(engine, step, now_ms)
        except IllegalStep:
            events += engine.advance(now_ms)
    for _ in range(2):  # the script may have left it paused
        if engine.state is State.PAUSED:
            events += engine.resume(now_ms)
        while engine.state is not State.FINISHED:
            now_ms += looks[turn % len(looks)]
            turn += 1
            events += engine.advance(now_ms)
    return events


scripts = st.lists(st.tuples(st.integers(0, 20_000), st.sampled_from(PERSONS_STEPS)), max_size=8)


@settings(max_examples=3_000 if os.environ.get("HYPOTHESIS_PROFILE") == "ci" else 150)
@given(plans, session_times, scripts, waits)
def test_however_often_we_look_the_same_instants_give_the_same_events(
    plan: list[PlannedExercise],
    times: SessionTimes,
    script: list[tuple[int, Step]],
    looks: list[int],
) -> None:
    phases = compile_timeline(plan, times)

    assert play(phases, times, script, looks) == play(phases, times, script, [1_999])


@given(plans, session_times, scripts, waits)
def test_what_was_done_is_the_time_gone_by_less_the_pauses(
    plan: list[PlannedExercise],
    times: SessionTimes,
    script: list[tuple[int, Step]],
    looks: list[int],
) -> None:
    events = play(compile_timeline(plan, times), times, script, looks)

    assert sum(done_ms(events)) == events[-1].at_ms - events[0].at_ms - sum(paused_ms(events))


def done_ms(events: list[Event]) -> list[int]:
    return [event.done_ms for event in events if isinstance(event, PhaseEnded)]


def paused_ms(events: list[Event]) -> list[int]:
    """Every standstill: from its first pause to its resume, or to the end of its phase."""
    standstills: list[int] = []
    since_ms: int | None = None
    for event in events:
        if isinstance(event, Paused) and since_ms is None:
            since_ms = event.at_ms
        elif isinstance(event, (Resumed, PhaseEnded)) and since_ms is not None:
            standstills.append(event.at_ms - since_ms)
            since_ms = None
            if isinstance(event, Resumed):
                assert event.paused_ms == standstills[-1]
    return standstills


@given(plans, session_times, waits)
def test_both_sides_get_exactly_equal_time(
    plan: list[PlannedExercise], times: SessionTimes, looks: list[int]
) -> None:
    events = play(compile_timeline(plan, times), times, [], looks)

    for index, exercise in enumerate(plan):
        worked = {
            side: sum(
                event.done_ms
                for event in events
                if isinstance(event, PhaseEnded)
                and event.phase.exercise_index == index
                and event.phase.side is side
                and (event.phase.rep_no or event.phase.kind is PhaseKind.TIMED)
            )
            for side in exercise.sides
        }
        assert len(set(worked.values())) == 1


def test_an_hour_of_late_looks_does_not_drift() -> None:
    """Looks every 33 ms that come up to 6 ms late: 600 s counted in ticks would be 566."""
    hour = compile_timeline(
        [
            PlannedExercise(
                "hold",
                Position.SITTING,
                RepsPrescription(10, 60, 1, 3, 1, 1, 0, SideRule.NONE),
                (None,),
            )
        ]
    )
    assert total_ms(hour) == 3_600_000
    late = random.Random(33)
    engine = Engine(hour)
    now_ms = 5_000
    events = engine.start(now_ms)
    while engine.state is not State.FINISHED:
        now_ms += 33 + late.randrange(7)
        events += engine.advance(now_ms)

    assert events[-1] == SessionEnded(Outcome.COMPLETED, 3_605_000)
    starts = [event.at_ms for event in events if isinstance(event, PhaseStarted)]
    lengths = [phase.duration_ms for phase in hour[:-1]]
    assert [after - before for before, after in pairwise(starts)] == lengths
