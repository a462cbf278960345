"""What was timed, set by set."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab.core.diary import SetDone
from backrehab.core.engine import Engine, Event, PhaseEnded, SetFinished, State
from backrehab.core.model import Position, RepsPrescription, Side, SideRule, TimedPrescription
from backrehab.core.session_times import SessionTimes
from backrehab.core.tally import SetResult, Tally, set_results
from backrehab.core.timeline import PhaseKind, PlannedExercise, compile_timeline
from tests.core.strategies import plans, run, session_times

STANCE = PlannedExercise(
    "single-leg-stance",
    Position.STANDING,
    RepsPrescription(1, 3, 2, 5, 2, 3, 60, SideRule.EACH),
    (Side.LEFT, Side.RIGHT),
)
GLIDE = PlannedExercise(
    "glide", Position.SITTING, TimedPrescription(30, 5, SideRule.AFFECTED), (Side.RIGHT,)
)
OUTSIDE_A_SET = {
    PhaseKind.GET_READY,
    PhaseKind.SWITCH_SIDE,
    PhaseKind.REST,
    PhaseKind.REST_BETWEEN,
    PhaseKind.DONE,
}


def session(planned: PlannedExercise, to_ms: int) -> tuple[Engine, list[Event]]:
    """A session that began at 0 and was looked at up to an instant."""
    engine = Engine(compile_timeline([planned]))
    events = engine.start(0)
    for now_ms in [*range(0, to_ms, 500), to_ms]:
        events += engine.advance(now_ms)
    return engine, events


def test_each_side_of_a_balance_exercise_has_its_own_result() -> None:
    left = SetResult(0, 1, Side.LEFT, 3, 15_000, 0, 33_000, 0, True, 43_000)

    assert set_results(run(Engine(compile_timeline([STANCE])))) == (
        left,
        replace(left, side=Side.RIGHT, ended_ms=84_000),
    )


def test_a_timed_dose_is_one_set_without_reps() -> None:
    assert set_results(run(Engine(compile_timeline([GLIDE])))) == (
        SetResult(0, 1, Side.RIGHT, 0, 0, 30_000, 30_000, 0, True, 40_000),
    )


def test_a_result_is_certain_at_set_finished_before_anything_follows() -> None:
    tally = Tally()

    for event in run(Engine(compile_timeline([STANCE]))):
        result = tally.take(event)
        assert (result is not None) == isinstance(event, SetFinished)


@pytest.mark.parametrize(
    ("at_ms", "reps", "hold_ms", "active_ms"),
    [
        pytest.param(11_000, 0, 0, 1_000, id="lifting for the first time"),
        pytest.param(15_000, 0, 3_000, 5_000, id="holding"),
        pytest.param(18_999, 0, 5_000, 8_999, id="all but lowered"),
        pytest.param(19_000, 1, 5_000, 9_000, id="lowered"),
        pytest.param(20_500, 1, 5_000, 10_500, id="in the gap, which is active time"),
        pytest.param(23_000, 1, 5_000, 13_000, id="lifting again"),
    ],
)
@pytest.mark.parametrize("step", ["stop", "skip", "back"])
def test_a_set_broken_off_keeps_what_was_done(
    at_ms: int, reps: int, hold_ms: int, active_ms: int, step: str
) -> None:
    engine, events = session(STANCE, at_ms)
    events += getattr(engine, step)(at_ms)

    assert set_results(events) == (
        SetResult(0, 1, Side.LEFT, reps, hold_ms, 0, active_ms, 0, False, at_ms),
    )


@pytest.mark.parametrize("at_ms", [5_000, 45_000], ids=["getting ready", "switching side"])
def test_a_set_that_never_began_has_no_result(at_ms: int) -> None:
    engine, events = session(STANCE, at_ms)
    before = set_results(events)

    assert set_results(events + engine.stop(at_ms)) == before


def test_pauses_within_a_set_are_its_own() -> None:
    """With the lead-in, and without what was paused while getting ready."""
    engine, events = session(STANCE, 5_000)
    events += engine.pause(5_000)
    events += engine.resume(100_000)
    for now_ms in range(100_000, 115_000, 500):
        events += engine.advance(now_ms)
    events += engine.pause(115_000)
    events += engine.resume(120_000)
    events += engine.pause(121_000)
    events += engine.resume(130_000)
    for now_ms in range(130_000, 139_500, 500):
        events += engine.advance(now_ms)
    events += engine.pause(139_500)
    events += engine.stop(150_000)

    (result,) = set_results(events)

    assert result == SetResult(
        0, 1, Side.LEFT, 1, 5_000, 0, 13_500, 133_000 - 115_000 + 10_500, False, 150_000
    )


@pytest.mark.parametrize(
    ("hold_seconds", "return_seconds"),
    [
        pytest.param(5, 2, id="return is last"),
        pytest.param(5, 0, id="hold is last"),
        pytest.param(0, 2, id="return without a hold"),
        pytest.param(0, 0, id="move is all there is"),
    ],
)
@pytest.mark.parametrize("gap_seconds", [0, 1])
def test_a_rep_counts_when_its_last_part_is_over(
    hold_seconds: int, return_seconds: int, gap_seconds: int
) -> None:
    dose = RepsPrescription(1, 3, 2, hold_seconds, return_seconds, gap_seconds, 0, SideRule.NONE)
    planned = PlannedExercise("any", Position.SITTING, dose, (None,))
    rep_ms = (2 + hold_seconds + return_seconds) * 1_000
    over_ms = 10_000 + 2 * rep_ms + gap_seconds * 1_000

    for at_ms, reps in ((over_ms - 1, 1), (over_ms, 2)):
        engine, events = session(planned, at_ms)
        (result,) = set_results(events + engine.stop(at_ms))
        assert result.reps == reps


@given(plans, session_times, st.integers(100, 2_000))
def test_the_tally_of_a_whole_session_is_its_prescription(
    plan: list[PlannedExercise], times: SessionTimes, every_ms: int
) -> None:
    results = set_results(run(Engine(compile_timeline(plan, times), times=times), every_ms))

    expected = []
    for index, planned in enumerate(plan):
        dose = planned.prescription
        if isinstance(dose, TimedPrescription):
            ms = dose.timed_seconds * 1_000
            expected += [(index, 1, side, 0, 0, ms, ms) for side in planned.sides]
            continue
        hold_ms = dose.reps * dose.hold_seconds * 1_000
        moving = dose.reps * (dose.move_seconds + dose.return_seconds)
        active_ms = hold_ms + (moving + (dose.reps - 1) * dose.gap_seconds) * 1_000
        expected += [
            (index, set_no, side, dose.reps, hold_ms, 0, active_ms)
            for set_no in range(1, dose.sets + 1)
            for side in planned.sides
        ]
    assert [
        (
            result.exercise_index,
            result.set_no,
            result.side,
            result.reps,
            result.hold_ms,
            result.timed_ms,
            result.active_ms,
        )
        for result in results
    ] == expected
    assert all(result.complete and result.paused_ms == 0 for result in results)


@given(plans, st.integers(0, 120_000), st.booleans())
def test_what_is_tallied_is_what_ran(
    plan: list[PlannedExercise], stop_ms: int, paused: bool
) -> None:
    """Stopped anywhere, nothing that ran inside a set is lost and nothing is added."""
    engine = Engine(compile_timeline(plan))
    events = engine.start(0)
    for now_ms in [*range(0, stop_ms, 1_000), stop_ms]:
        events += engine.advance(now_ms)
    if engine.state is not State.FINISHED:
        if paused:
            events += engine.pause(stop_ms)
        events += engine.stop(stop_ms + 7_000 * paused)

    results = set_results(events)

    ended = [event for event in events if isinstance(event, PhaseEnded)]
    inside = [event for event in ended if event.phase.kind not in OUTSIDE_A_SET]
    assert sum(result.active_ms for result in results) == sum(e.done_ms for e in inside)
    holds = [event.done_ms for event in inside if event.phase.kind is PhaseKind.HOLD]
    assert sum(result.hold_ms for result in results) == sum(holds)
    assert all(result.complete for result in results[:-1])


def test_a_result_becomes_a_set_of_the_diary() -> None:
    ended_at = datetime(2026, 3, 2, 9, 1, tzinfo=UTC)
    result = SetResult(0, 2, Side.LEFT, 3, 15_000, 0, 33_000, 4_000, True, 43_000)

    assert result.for_diary(ended_at) == SetDone(2, 3, 15_000, 0, 33_000, 4_000, True, ended_at)
