"""A session that was cut off: what is done stays done, the rest is done as planned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab.core.diary import Outcome, SetDone, UnfinishedEntry, UnfinishedSession
from backrehab.core.engine import Engine, SessionEnded, SetFinished
from backrehab.core.going_on import GoOn, Hindrance, going_on, way_on
from backrehab.core.model import Position, RepsPrescription, Side, SideRule, TimedPrescription
from backrehab.core.routine import Routine
from backrehab.core.session_times import SessionTimes
from backrehab.core.timeline import WORKING, Phase, PhaseKind, PlannedExercise
from tests.core.strategies import plans, run, session_times

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LEFT, RIGHT = Side.LEFT, Side.RIGHT

SetName = tuple[int, int, Side | None]


def in_sets(
    sets: int, sides: tuple[Side | None, ...] = (None,), rest_seconds: int = 60
) -> PlannedExercise:
    dose = RepsPrescription(sets, 2, 2, 3, 2, 1, rest_seconds, SideRule.NONE)
    return PlannedExercise("bridging", Position.LYING, dose, sides)


def rolling() -> PlannedExercise:
    dose = TimedPrescription(60, 6, SideRule.NONE)
    return PlannedExercise("lumbar-knee-rolling", Position.STANDING, dose, (None,))


def routine(*planned: PlannedExercise, times: SessionTimes | None = None) -> Routine:
    return Routine("Round 1 of 4", (), planned, times or SessionTimes())


def entry(
    position: int,
    sets_done: int,
    outcome: Outcome | None = None,
    side: Side | None = None,
    *,
    broken_off: bool = False,
) -> UnfinishedEntry:
    numbers = range(1, sets_done + 1)
    sets = tuple(SetDone(number, 2, 6_000, 0, 15_000, 0, True, NINE) for number in numbers)
    if broken_off:
        sets += (SetDone(sets_done + 1, 1, 3_000, 0, 7_000, 0, False, NINE),)
    name = f"{position}{side or ''}{outcome or ''}"
    return UnfinishedEntry(name, position, side, outcome, sets)


def unfinished(*entries: UnfinishedEntry, plan: str = "a plan") -> UnfinishedSession:
    return UnfinishedSession("session", plan, NINE, NINE + timedelta(minutes=5), entries)


def gone_on(routine: Routine, *entries: UnfinishedEntry) -> GoOn:
    go_on = going_on(routine, unfinished(*entries))
    assert go_on is not None
    return go_on


def sets_of(phases: Sequence[Phase]) -> list[SetName]:
    """The sets these phases hold, each once, in order."""
    sets = [
        (phase.exercise_index, phase.set_no or 1, phase.side)
        for phase in phases
        if phase.kind in WORKING
    ]
    return list(dict.fromkeys(sets))


def cut_after(whole: Sequence[SetName], routine: Routine, number: int) -> UnfinishedSession:
    """What the diary holds when the program dies right after so many sets."""
    done, current = whole[:number], whole[number][0]
    entries = [
        entry(
            index + 1,
            count,
            Outcome.COMPLETED if index < current else None,
            side,
        )
        for index, planned in enumerate(routine.planned[: current + 1])
        for side in planned.sides
        if (count := sum(each[0] == index and each[2] is side for each in done))
    ]
    return unfinished(*entries)


@given(plans, session_times, st.data())
def test_done_and_still_to_do_are_the_whole_plan_wherever_it_was_cut(
    plan: list[PlannedExercise], times: SessionTimes, data: st.DataObject
) -> None:
    everything = routine(*plan, times=times)
    whole = sets_of(everything.phases)
    number = data.draw(st.integers(0, len(whole) - 1))

    go_on = going_on(everything, cut_after(whole, everything, number))

    assert go_on is not None
    assert whole[:number] + sets_of(go_on.to_do) == whole
    # After the first set all is as planned, to the last rest.
    first = next(at for at, phase in enumerate(go_on.to_do) if phase.kind in WORKING)
    rest = go_on.to_do[first:]
    assert rest == everything.phases[-len(rest) :]
    assert all(phase.kind is PhaseKind.GET_READY for phase in go_on.to_do[:first])


@given(plans, session_times, st.data())
def test_the_engine_plays_each_set_that_is_missing_once(
    plan: list[PlannedExercise], times: SessionTimes, data: st.DataObject
) -> None:
    everything = routine(*plan, times=times)
    whole = sets_of(everything.phases)
    number = data.draw(st.integers(0, len(whole) - 1))
    go_on = going_on(everything, cut_after(whole, everything, number))
    assert go_on is not None

    events = run(Engine(go_on.phases, times=times, beginning=go_on.beginning))

    played = [
        (event.exercise_index, event.set_no, event.side)
        for event in events
        if isinstance(event, SetFinished)
    ]
    assert whole[:number] + played == whole
    length_ms = sum(phase.duration_ms for phase in go_on.to_do)
    assert events[-1] == SessionEnded(Outcome.COMPLETED, length_ms)


@given(plans, session_times, st.data())
def test_the_time_left_is_that_of_the_phases_still_to_do(
    plan: list[PlannedExercise], times: SessionTimes, data: st.DataObject
) -> None:
    everything = routine(*plan, times=times)
    whole = sets_of(everything.phases)
    number = data.draw(st.integers(0, len(whole) - 1))
    go_on = going_on(everything, cut_after(whole, everything, number))
    assert go_on is not None

    engine = Engine(go_on.phases, times=times, beginning=go_on.beginning)

    length_ms = sum(phase.duration_ms for phase in go_on.to_do)
    assert engine.progress(0).session_remaining_ms == length_ms
    engine.start(0)
    assert engine.progress(0).session_remaining_ms == length_ms


def test_it_begins_with_a_whole_getting_ready_in_place_of_the_rest() -> None:
    go_on = gone_on(routine(in_sets(3)), entry(1, 1))

    assert go_on.to_do[0] == Phase(PhaseKind.GET_READY, 20_000, 0)
    assert (go_on.coming.set_no, go_on.coming.rep_no) == (2, 1)
    assert go_on.phases == routine(in_sets(3)).phases


def test_standing_up_takes_less_long_than_getting_down() -> None:
    go_on = gone_on(routine(in_sets(1), rolling()), entry(1, 1, Outcome.COMPLETED))

    assert go_on.to_do[0] == Phase(PhaseKind.GET_READY, 10_000, 1)
    assert go_on.to_do[1].kind is PhaseKind.TIMED


def test_the_side_that_comes_is_said_while_getting_ready() -> None:
    go_on = gone_on(routine(in_sets(2, (LEFT, RIGHT))), entry(1, 1, side=LEFT))

    assert go_on.to_do[0].side is RIGHT
    assert sets_of(go_on.to_do) == [(0, 1, RIGHT), (0, 2, LEFT), (0, 2, RIGHT)]
    assert [each.side for each in go_on.open_entries] == [LEFT]


def test_sets_without_a_rest_between_them_get_a_getting_ready_of_their_own() -> None:
    go_on = gone_on(routine(in_sets(3, rest_seconds=0)), entry(1, 1))

    assert go_on.to_do[0].kind is PhaseKind.GET_READY
    assert sets_of(go_on.to_do) == [(0, 2, None), (0, 3, None)]
    assert sets_of(go_on.phases) == [(0, 1, None), (0, 2, None), (0, 3, None)]


def test_nobody_who_wants_no_getting_ready_gets_one() -> None:
    times = SessionTimes(get_ready_floor_seconds=0)

    go_on = gone_on(routine(in_sets(2), times=times), entry(1, 1))

    assert go_on.to_do[0].kind is PhaseKind.MOVE


def test_a_set_that_was_broken_off_is_done_from_its_beginning() -> None:
    go_on = gone_on(routine(in_sets(2)), entry(1, 1, broken_off=True))

    assert sets_of(go_on.to_do) == [(0, 2, None)]


def test_a_session_that_had_only_begun_goes_on_at_its_beginning() -> None:
    everything = routine(in_sets(2), rolling())

    assert gone_on(everything).to_do == everything.phases
    assert gone_on(everything, entry(1, 0)).to_do == everything.phases


def test_a_skipped_exercise_stays_skipped_even_if_only_one_side_was_written_down() -> None:
    everything = routine(in_sets(1, (LEFT, RIGHT)), rolling())
    skipped, other = entry(1, 0, Outcome.SKIPPED, LEFT), entry(1, 0, side=RIGHT)

    go_on = gone_on(everything, skipped, other)

    assert go_on.to_do[0].exercise_index == 1
    assert [(each.entry, each.outcome) for each in go_on.endings] == [(other, Outcome.SKIPPED)]


def test_an_exercise_left_by_back_is_begun_anew() -> None:
    stopped, open_still = entry(1, 1, Outcome.STOPPED, LEFT), entry(1, 1, side=RIGHT)
    everything = routine(in_sets(2, (LEFT, RIGHT)))

    go_on = gone_on(everything, stopped, open_still)

    assert go_on.to_do == everything.phases
    assert go_on.open_entries == ()
    assert [(each.entry, each.outcome) for each in go_on.endings] == [
        (open_still, Outcome.STOPPED)
    ]


def test_an_exercise_that_was_begun_again_goes_on_with_its_newest_entry() -> None:
    """Its first go was completed; "back" began it again."""
    first, again = entry(1, 3, Outcome.COMPLETED), entry(1, 1)

    go_on = gone_on(routine(in_sets(3), rolling()), first, again)

    assert sets_of(go_on.to_do) == [(0, 2, None), (0, 3, None), (1, 1, None)]
    assert go_on.open_entries == (again,)


def test_an_exercise_that_was_done_but_not_ended_is_completed_now() -> None:
    left, right = entry(1, 1, Outcome.COMPLETED, LEFT), entry(1, 1, side=RIGHT)

    go_on = gone_on(routine(in_sets(1, (LEFT, RIGHT)), rolling()), left, right)

    assert go_on.to_do[0].exercise_index == 1
    assert [(each.entry, each.outcome) for each in go_on.endings] == [(right, Outcome.COMPLETED)]


def test_a_session_that_was_done_is_over() -> None:
    everything = routine(in_sets(1), rolling())

    go_on = gone_on(everything, entry(1, 0, Outcome.SKIPPED), entry(2, 1))

    assert go_on.is_over
    assert go_on.outcome is Outcome.COMPLETED
    assert [each.outcome for each in go_on.endings] == [Outcome.COMPLETED]


def test_a_session_whose_exercises_were_all_skipped_is_over_and_stopped() -> None:
    go_on = gone_on(routine(in_sets(1)), entry(1, 0, Outcome.SKIPPED))

    assert go_on.is_over
    assert go_on.outcome is Outcome.STOPPED


def test_what_was_completed_before_makes_the_session_completed() -> None:
    go_on = gone_on(routine(in_sets(1), rolling()), entry(1, 1, Outcome.COMPLETED))
    engine = Engine(go_on.phases, beginning=go_on.beginning)
    engine.start(0)

    assert engine.skip(1)[-1] == SessionEnded(Outcome.COMPLETED, 1)


@pytest.mark.parametrize(
    "strange",
    [entry(2, 0), entry(1, 4), entry(1, 1, side=LEFT)],
    ids=["an exercise too many", "a set too many", "a side it has not"],
)
def test_what_does_not_fit_the_plan_can_only_be_kept(strange: UnfinishedEntry) -> None:
    assert going_on(routine(in_sets(3)), unfinished(strange)) is None


def test_back_leads_to_what_was_done_before_the_cut() -> None:
    everything = routine(in_sets(1), in_sets(3))
    go_on = gone_on(everything, entry(1, 1, Outcome.COMPLETED), entry(2, 1))
    engine = Engine(go_on.phases, beginning=go_on.beginning)
    engine.start(0)

    engine.advance(2_000)
    engine.advance(4_000)
    engine.back(5_000)
    again = engine.progress(5_000).phase
    engine.back(6_000)
    before = engine.progress(6_000).phase

    assert (again.kind, again.exercise_index) == (PhaseKind.GET_READY, 1)
    assert (before.kind, before.exercise_index) == (PhaseKind.GET_READY, 0)


@pytest.mark.parametrize(
    ("minutes", "found"),
    [
        (-60, None),
        (12 * 60, None),
        (12 * 60 + 1, Hindrance.TOO_LONG_AGO),
    ],
    ids=["the clock was put back", "just in time", "a minute too late"],
)
def test_after_half_a_day_a_session_is_only_kept(minutes: int, found: Hindrance | None) -> None:
    session = unfinished(entry(1, 1))
    now = session.last_seen_at + timedelta(minutes=minutes)

    way = way_on(session, routine(in_sets(3)), now)

    assert isinstance(way, GoOn) if found is None else way is found


def test_without_a_plan_or_with_other_exercises_a_session_is_only_kept() -> None:
    session = unfinished(entry(1, 1))

    assert way_on(unfinished(plan=""), None, NINE) is Hindrance.NO_PLAN
    assert way_on(session, None, NINE) is Hindrance.CHANGED
    assert way_on(session, routine(in_sets(2, (LEFT,))), NINE) is Hindrance.CHANGED


def test_a_session_that_was_done_is_over_however_long_ago() -> None:
    way = way_on(unfinished(entry(1, 1)), routine(in_sets(1)), NINE + timedelta(days=3))

    assert isinstance(way, GoOn)
    assert way.is_over
