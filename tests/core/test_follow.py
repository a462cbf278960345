"""Where the clip is while the timer runs: its figure moves, holds and waits with the person."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab.core.clip import ClipMarks, SideShown
from backrehab.core.follow import FASTEST, SLOWEST, ClipPlace, follow
from backrehab.core.model import Side
from backrehab.core.timeline import Phase, PhaseKind, compile_timeline
from tests.core.strategies import prescriptions
from tests.core.test_timeline import BRIDGING, KNEE_ROLLING, SCIATIC

LEFT, RIGHT = Side.LEFT, Side.RIGHT
MOVE, HOLD, RETURN = PhaseKind.MOVE, PhaseKind.HOLD, PhaseKind.RETURN
GAP, TIMED, REST = PhaseKind.GAP, PhaseKind.TIMED, PhaseKind.REST
GET_READY, SWITCH_SIDE = PhaseKind.GET_READY, PhaseKind.SWITCH_SIDE

BRIDGE = ClipMarks(duration_ms=7_200, move_ms=400, hold_ms=3_000, return_ms=4_600)
ROLL = ClipMarks(duration_ms=6_080, move_ms=0, hold_ms=1_520, return_ms=1_520)


def at(
    marks: ClipMarks | None, phase: Phase, elapsed_ms: int = 0, *, running: bool = True
) -> ClipPlace:
    return follow(marks, phase, elapsed_ms, running=running)


def positions(marks: ClipMarks, phase: Phase, *elapsed_ms: int) -> list[int | None]:
    return [at(marks, phase, moment).position_ms for moment in elapsed_ms]


# A rep


def test_one_bridging_rep_from_mark_to_mark() -> None:
    """The page's 2 to lift, 3 to hold, 3 to lower and 1 between, with the real clip's marks."""
    move, hold, return_, gap = compile_timeline([BRIDGING])[1:5]

    assert at(BRIDGE, move, 0) == ClipPlace(400, 1.3)
    assert at(BRIDGE, move, 1_000) == ClipPlace(1_700, 1.3)
    assert at(BRIDGE, move, 2_000) == ClipPlace(3_000, 1.3)
    for elapsed_ms in (0, 1_500, 3_000):
        assert at(BRIDGE, hold, elapsed_ms) == ClipPlace(4_600, 1.0, frozen=True)
    assert at(BRIDGE, return_, 0) == ClipPlace(4_600, 2_600 / 3_000)
    assert at(BRIDGE, return_, 1_500).position_ms == 5_900
    assert at(BRIDGE, return_, 3_000).position_ms == 7_200
    for elapsed_ms in (0, 1_000):
        assert at(BRIDGE, gap, elapsed_ms) == ClipPlace(400, 1.0, frozen=True)


@pytest.mark.parametrize("kind", [GET_READY, GAP, SWITCH_SIDE, REST, PhaseKind.REST_BETWEEN])
def test_between_the_work_it_waits_where_the_move_sets_off(kind: PhaseKind) -> None:
    assert at(BRIDGE, Phase(kind, 8_000), 5_000) == ClipPlace(400, 1.0, frozen=True)


def test_a_slow_move_arrives_early_and_waits_at_the_hold() -> None:
    slow = Phase(MOVE, 10_000)

    assert positions(BRIDGE, slow, 0, 5_198, 5_200, 10_000) == [400, 2_999, 3_000, 3_000]
    assert at(BRIDGE, slow, 5_198).rate == SLOWEST
    assert not at(BRIDGE, slow, 5_198).frozen
    assert at(BRIDGE, slow, 5_200).frozen


def test_a_move_too_fast_to_show_sets_out_on_its_way_and_arrives_in_time() -> None:
    fast = Phase(MOVE, 1_000)

    assert positions(BRIDGE, fast, 0, 500, 1_000) == [1_000, 2_000, 3_000]
    assert at(BRIDGE, fast, 500).rate == FASTEST


def test_an_exercise_without_a_hold_turns_at_the_hold_mark() -> None:
    assert at(BRIDGE, Phase(MOVE, 3_000), 3_000).position_ms == BRIDGE.hold_ms
    assert at(BRIDGE, Phase(RETURN, 3_000), 0).position_ms == BRIDGE.return_ms


def test_a_clip_without_a_hold_is_held_where_it_turns() -> None:
    assert at(ROLL, Phase(MOVE, 2_000), 2_000).position_ms == 1_520
    assert at(ROLL, Phase(HOLD, 5_000), 3_000) == ClipPlace(1_520, 1.0, frozen=True)
    assert at(ROLL, Phase(RETURN, 4_000), 0).position_ms == 1_520


# A timed dose


def test_a_timed_dose_goes_round_once_in_each_cycle() -> None:
    _, rolling, _ = compile_timeline([KNEE_ROLLING])

    assert positions(ROLL, rolling, 0, 3_000, 5_999, 6_000, 9_000, 57_000) == [
        *(0, 3_040, 6_078),
        *(0, 3_040, 3_040),
    ]
    assert at(ROLL, rolling, 30_000).rate == pytest.approx(6_080 / 6_000)
    assert not at(ROLL, rolling, 59_999).frozen


def test_a_slow_cycle_waits_in_the_start_pose_for_the_next() -> None:
    slow = Phase(TIMED, 60_000, cycle_ms=20_000)

    assert at(ROLL, slow, 12_000) == ClipPlace(6_000, SLOWEST)
    assert at(ROLL, slow, 12_160) == ClipPlace(6_080, SLOWEST, frozen=True)
    assert at(ROLL, slow, 20_000) == ClipPlace(0, SLOWEST)


def test_a_cycle_faster_than_the_clip_can_go_takes_as_long_as_it_needs() -> None:
    fast = Phase(TIMED, 60_000, cycle_ms=2_000)

    assert positions(ROLL, fast, 0, 2_000, 3_039, 3_040, 6_080) == [0, 4_000, 6_078, 0, 0]
    assert at(ROLL, fast, 100).rate == FASTEST


# Paused


def test_paused_and_leading_in_it_stands_where_it_was() -> None:
    lift = Phase(MOVE, 2_000)

    assert at(BRIDGE, lift, 700, running=False) == replace(at(BRIDGE, lift, 700), frozen=True)


# Sides


@pytest.mark.parametrize(
    ("shown", "mirrored"),
    [
        (SideShown.LEFT, {LEFT: False, RIGHT: True, None: False}),
        (SideShown.RIGHT, {LEFT: True, RIGHT: False, None: False}),
        (SideShown.NONE, {LEFT: False, RIGHT: False, None: False}),
        (SideShown.BOTH, {LEFT: False, RIGHT: False, None: False}),
    ],
)
def test_the_side_that_is_not_shown_is_mirrored(
    shown: SideShown, mirrored: dict[Side | None, bool]
) -> None:
    marks = replace(BRIDGE, side_shown=shown)

    assert {
        side: at(marks, Phase(MOVE, 2_000, side=side)).mirrored for side in mirrored
    } == mirrored


def test_the_other_side_is_the_same_but_mirrored() -> None:
    marks = replace(BRIDGE, side_shown=SideShown.LEFT)
    _, glide, _ = compile_timeline([SCIATIC])

    for elapsed_ms in range(0, 30_000, 700):
        right = at(marks, glide, elapsed_ms)
        left = at(marks, replace(glide, side=LEFT), elapsed_ms)
        assert right == replace(left, mirrored=True)


# A clip of which nothing is known


def test_a_clip_without_marks_goes_round_through_all_the_work() -> None:
    for kind in (MOVE, HOLD, RETURN, GAP, TIMED):
        assert at(None, Phase(kind, 3_000), 1_000) == ClipPlace(None, 1.0)
        assert at(None, Phase(kind, 3_000), 1_000, running=False) == ClipPlace(
            None, 1.0, frozen=True
        )


def test_a_clip_without_marks_waits_at_its_beginning() -> None:
    for kind in (GET_READY, SWITCH_SIDE, REST, PhaseKind.REST_BETWEEN, PhaseKind.DONE):
        assert at(None, Phase(kind, 3_000), 1_000) == ClipPlace(0, 1.0, frozen=True)


def test_a_clip_without_marks_is_taken_to_show_the_left_side() -> None:
    assert at(None, Phase(MOVE, 2_000, side=RIGHT)).mirrored
    assert not at(None, Phase(MOVE, 2_000, side=LEFT)).mirrored


# Whatever the clip and the dose


@st.composite
def clips(draw: st.DrawFn) -> ClipMarks:
    move_ms = draw(st.integers(0, 3_000))
    hold_ms = move_ms + draw(st.integers(1, 9_000))
    return_ms = hold_ms + draw(st.just(0) | st.integers(0, 4_000))
    duration_ms = return_ms + draw(st.integers(1, 9_000))
    return ClipMarks(duration_ms, move_ms, hold_ms, return_ms, draw(st.sampled_from(SideShown)))


@st.composite
def phases(draw: st.DrawFn) -> Phase:
    planned = replace(
        BRIDGING,
        prescription=draw(prescriptions),
        sides=draw(st.sampled_from([(None,), (LEFT,), (LEFT, RIGHT)])),
    )
    return draw(st.sampled_from(compile_timeline([planned])))


def _moments(phase: Phase) -> st.SearchStrategy[int]:
    return st.integers(0, phase.duration_ms)


@given(clip=clips(), phase=phases(), data=st.data(), running=st.booleans())
def test_it_is_always_somewhere_in_the_clip_at_a_rate_players_take(
    clip: ClipMarks, phase: Phase, data: st.DataObject, running: bool
) -> None:
    place = at(clip, phase, data.draw(_moments(phase)), running=running)

    assert place.position_ms is not None
    assert 0 <= place.position_ms <= clip.duration_ms
    assert SLOWEST <= place.rate <= FASTEST
    assert place.frozen or running


@given(clip=clips(), phase=phases(), data=st.data(), step_ms=st.integers(0, 400))
def test_it_never_jumps_within_a_phase(
    clip: ClipMarks, phase: Phase, data: st.DataObject, step_ms: int
) -> None:
    """But for going round, it goes on exactly as far as its rate says."""
    before_ms = data.draw(_moments(phase))
    after_ms = min(before_ms + step_ms, phase.duration_ms)
    before, after = at(clip, phase, before_ms), at(clip, phase, after_ms)
    assert before.position_ms is not None
    assert after.position_ms is not None

    if phase.kind is TIMED:
        way_ms = (after.position_ms - before.position_ms) % clip.duration_ms
    else:
        way_ms = after.position_ms - before.position_ms
    assert 0 <= way_ms <= (after_ms - before_ms) * after.rate + 1
    if not (before.frozen or after.frozen):
        assert way_ms == pytest.approx((after_ms - before_ms) * after.rate, abs=1)


@given(clip=clips(), phase=phases())
def test_each_way_ends_exactly_at_the_next_mark(clip: ClipMarks, phase: Phase) -> None:
    ends = {
        MOVE: clip.hold_ms,
        HOLD: clip.return_ms,
        RETURN: clip.duration_ms,
        GAP: clip.move_ms,
    }
    if phase.kind in ends:
        assert at(clip, phase, phase.duration_ms).position_ms == ends[phase.kind]


@given(clip=clips(), time_ms=st.integers(1, 12_000))
def test_a_way_begins_at_its_mark_unless_it_is_too_fast_to_be_shown(
    clip: ClipMarks, time_ms: int
) -> None:
    for kind, from_ms, to_ms in (
        (MOVE, clip.move_ms, clip.hold_ms),
        (RETURN, clip.return_ms, clip.duration_ms),
    ):
        expected = max(from_ms, to_ms - 2 * time_ms)
        assert at(clip, Phase(kind, time_ms), 0).position_ms == expected


@given(clip=clips(), phase=phases(), data=st.data())
def test_what_is_frozen_stays_as_it_is(clip: ClipMarks, phase: Phase, data: st.DataObject) -> None:
    """Until the phase is over or, in a timed dose, the cycle."""
    moment = data.draw(_moments(phase))
    frozen = at(clip, phase, moment)
    cycle_ms = phase.cycle_ms or phase.duration_ms
    end_ms = min((moment // cycle_ms + 1) * cycle_ms - 1, phase.duration_ms) if cycle_ms else 0

    if frozen.frozen and moment < end_ms:
        assert at(clip, phase, data.draw(st.integers(moment, end_ms))) == frozen


@given(clip=clips(), phase=phases(), data=st.data())
def test_a_side_changes_nothing_but_the_mirror(
    clip: ClipMarks, phase: Phase, data: st.DataObject
) -> None:
    elapsed_ms = data.draw(_moments(phase))
    left, right = (at(clip, replace(phase, side=side), elapsed_ms) for side in (LEFT, RIGHT))

    assert replace(left, mirrored=False) == replace(right, mirrored=False)
    sided = clip.side_shown in {SideShown.LEFT, SideShown.RIGHT}
    assert (left.mirrored != right.mirrored) is sided
