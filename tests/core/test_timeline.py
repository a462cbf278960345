"""What a prescription becomes."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given

from backrehab.core.model import Position, RepsPrescription, Side, SideRule, TimedPrescription
from backrehab.core.session_times import SessionTimes
from backrehab.core.timeline import (
    Phase,
    PhaseKind,
    PlannedExercise,
    compile_timeline,
    reps_in_set,
    sets_in_exercise,
    total_ms,
)
from tests.core.strategies import kinds, planned, plans, session_times

LEFT, RIGHT = Side.LEFT, Side.RIGHT

CHILDS_POSE = PlannedExercise(
    "childs-pose",
    Position.HANDS_AND_KNEES,
    RepsPrescription(1, 5, 4, 10, 4, 3, 60, SideRule.NONE),
    (None,),
)
BRIDGING = PlannedExercise(
    "bridging",
    Position.LYING,
    RepsPrescription(1, 15, 2, 3, 3, 1, 60, SideRule.NONE),
    (None,),
)
STANCE = RepsPrescription(1, 3, 2, 5, 2, 3, 60, SideRule.EACH)
SINGLE_LEG_STANCE = PlannedExercise("single-leg-stance", Position.STANDING, STANCE, (LEFT, RIGHT))
KNEE_ROLLING = PlannedExercise(
    "lumbar-knee-rolling",
    Position.LYING,
    TimedPrescription(60, 6, SideRule.ALTERNATING),
    (None,),
)
SCIATIC = PlannedExercise(
    "sciatic-nerve-gliding",
    Position.SITTING,
    TimedPrescription(30, 5, SideRule.AFFECTED),
    (RIGHT,),
)


def test_childs_pose_is_five_holds_with_a_breath_between_them() -> None:
    expected = [Phase(PhaseKind.GET_READY, 20_000)]
    for rep_no in range(1, 6):
        expected += [
            Phase(PhaseKind.MOVE, 4_000, 0, 1, rep_no),
            Phase(PhaseKind.HOLD, 10_000, 0, 1, rep_no),
            Phase(PhaseKind.RETURN, 4_000, 0, 1, rep_no),
        ]
        if rep_no < 5:
            expected.append(Phase(PhaseKind.GAP, 3_000, 0, 1, rep_no))
    expected.append(Phase(PhaseKind.DONE, 0))

    assert list(compile_timeline([CHILDS_POSE])) == expected


def test_a_timed_dose_is_one_phase_with_its_cycle() -> None:
    assert compile_timeline([KNEE_ROLLING]) == (
        Phase(PhaseKind.GET_READY, 20_000),
        Phase(PhaseKind.TIMED, 60_000, cycle_ms=6_000),
        Phase(PhaseKind.DONE, 0),
    )


def test_the_sore_side_alone_is_named_from_getting_ready_on() -> None:
    assert compile_timeline([SCIATIC]) == (
        Phase(PhaseKind.GET_READY, 10_000, side=RIGHT),
        Phase(PhaseKind.TIMED, 30_000, side=RIGHT, cycle_ms=5_000),
        Phase(PhaseKind.DONE, 0),
    )


def test_both_sore_sides_are_timed_one_after_the_other() -> None:
    both = replace(SCIATIC, sides=(LEFT, RIGHT))

    assert compile_timeline([both]) == (
        Phase(PhaseKind.GET_READY, 10_000, side=LEFT),
        Phase(PhaseKind.TIMED, 30_000, side=LEFT, cycle_ms=5_000),
        Phase(PhaseKind.SWITCH_SIDE, 8_000, side=RIGHT),
        Phase(PhaseKind.TIMED, 30_000, side=RIGHT, cycle_ms=5_000),
        Phase(PhaseKind.DONE, 0),
    )


def test_all_reps_of_a_set_are_on_one_side_then_on_the_other() -> None:
    two_sets = replace(STANCE, sets=2, reps=1)
    phases = compile_timeline([replace(SINGLE_LEG_STANCE, prescription=two_sets)])

    assert [(phase.kind.value, phase.set_no, phase.side) for phase in phases] == [
        ("get_ready", None, LEFT),
        ("move", 1, LEFT),
        ("hold", 1, LEFT),
        ("return", 1, LEFT),
        ("switch_side", None, RIGHT),
        ("move", 1, RIGHT),
        ("hold", 1, RIGHT),
        ("return", 1, RIGHT),
        ("rest", None, None),
        ("move", 2, LEFT),
        ("hold", 2, LEFT),
        ("return", 2, LEFT),
        ("switch_side", None, RIGHT),
        ("move", 2, RIGHT),
        ("hold", 2, RIGHT),
        ("return", 2, RIGHT),
        ("done", None, None),
    ]


def test_without_a_rest_between_sets_there_is_still_time_to_change_legs() -> None:
    no_rest = replace(STANCE, sets=2, reps=1, rest_seconds=0)
    phases = compile_timeline([replace(SINGLE_LEG_STANCE, prescription=no_rest)])

    switches = [phase.side for phase in phases if phase.kind is PhaseKind.SWITCH_SIDE]

    assert switches == [RIGHT, LEFT, RIGHT]
    assert PhaseKind.REST not in {phase.kind for phase in phases}


@pytest.mark.parametrize(
    ("planned_exercise", "seconds"),
    [
        pytest.param(KNEE_ROLLING, 20 + 60, id="lumbar-knee-rolling"),
        pytest.param(
            PlannedExercise(
                "pelvic-rocking",
                Position.LYING,
                RepsPrescription(1, 6, 2, 2, 2, 1, 60, SideRule.NONE),
                (None,),
            ),
            20 + 6 * 6 + 5 * 1,
            id="pelvic-rocking",
        ),
        pytest.param(
            PlannedExercise(
                "sitting-rocking",
                Position.SITTING,
                RepsPrescription(1, 6, 3, 0, 3, 1, 60, SideRule.NONE),
                (None,),
            ),
            10 + 6 * 6 + 5 * 1,
            id="sitting-rocking without a hold",
        ),
        pytest.param(CHILDS_POSE, 20 + 5 * 18 + 4 * 3, id="childs-pose"),
        pytest.param(
            PlannedExercise(
                "forward-bend-in-sitting",
                Position.SITTING,
                RepsPrescription(1, 10, 3, 5, 3, 2, 60, SideRule.NONE),
                (None,),
            ),
            10 + 10 * 11 + 9 * 2,
            id="forward-bend-in-sitting",
        ),
        pytest.param(BRIDGING, 20 + 15 * 8 + 14 * 1, id="bridging"),
        pytest.param(
            replace(BRIDGING, prescription=RepsPrescription(3, 15, 2, 3, 3, 1, 60, SideRule.NONE)),
            20 + 3 * (15 * 8 + 14 * 1) + 2 * 60,
            id="bridging, three sets",
        ),
        pytest.param(
            PlannedExercise(
                "sit-to-stand",
                Position.SITTING,
                RepsPrescription(1, 15, 2, 1, 3, 1, 60, SideRule.NONE),
                (None,),
            ),
            10 + 15 * 6 + 14 * 1,
            id="sit-to-stand",
        ),
        pytest.param(
            SINGLE_LEG_STANCE, 10 + 2 * (3 * 9 + 2 * 3) + 8, id="single-leg-stance, each side"
        ),
        pytest.param(
            PlannedExercise(
                "wall-press-ups",
                Position.STANDING,
                RepsPrescription(1, 15, 3, 0, 2, 1, 60, SideRule.NONE),
                (None,),
            ),
            10 + 15 * 5 + 14 * 1,
            id="wall-press-ups without a hold",
        ),
        pytest.param(SCIATIC, 10 + 30, id="sciatic-nerve-gliding"),
        pytest.param(replace(SCIATIC, position=Position.LYING_FACE_DOWN), 20 + 30, id="face down"),
    ],
)
def test_the_dose_table_gives_its_lengths(planned_exercise: PlannedExercise, seconds: int) -> None:
    assert total_ms(compile_timeline([planned_exercise])) == seconds * 1_000


def test_a_session_rests_longer_where_the_position_changes() -> None:
    phases = compile_timeline([KNEE_ROLLING, BRIDGING, SCIATIC])

    between = [
        (phase.exercise_index, phase.kind.value, phase.duration_ms)
        for phase in phases
        if phase.kind in {PhaseKind.REST_BETWEEN, PhaseKind.GET_READY}
    ]

    assert between == [
        (0, "get_ready", 20_000),
        (1, "rest_between", 15_000),
        (1, "get_ready", 5_000),
        (2, "rest_between", 30_000),
        (2, "get_ready", 10_000),
    ]
    assert phases[-1] == Phase(PhaseKind.DONE, 0, 2)


def test_a_session_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one exercise"):
        compile_timeline([])


def test_an_exercise_without_a_side_to_do_it_on_is_refused() -> None:
    with pytest.raises(ValueError, match="bridging has no side"):
        compile_timeline([replace(BRIDGING, sides=())])


def test_reps_and_sets_are_counted_from_the_phases() -> None:
    two_sets = replace(STANCE, sets=2)
    phases = compile_timeline([KNEE_ROLLING, replace(SINGLE_LEG_STANCE, prescription=two_sets)])
    in_second = [phase for phase in phases if phase.exercise_index == 1 and phase.rep_no]

    assert {reps_in_set(phases, phase) for phase in in_second} == {3}
    assert reps_in_set(phases, phases[0]) == 0
    assert (sets_in_exercise(phases, 0), sets_in_exercise(phases, 1)) == (1, 2)
    assert sets_in_exercise(phases, 2) == 0


@given(planned, session_times)
def test_totals_equal_the_prescription(exercise: PlannedExercise, times: SessionTimes) -> None:
    """Second by second and kind by kind, whatever was prescribed."""
    phases = compile_timeline([exercise], times)
    sides = len(exercise.sides)
    dose = exercise.prescription
    ready = (
        times.get_ready_floor_seconds
        if exercise.position.on_the_floor
        else times.get_ready_chair_seconds
    )
    expected = {PhaseKind.GET_READY: ready}
    if isinstance(dose, TimedPrescription):
        expected[PhaseKind.TIMED] = dose.timed_seconds * sides
        expected[PhaseKind.SWITCH_SIDE] = times.switch_side_seconds * (sides - 1)
    else:
        reps = dose.sets * dose.reps * sides
        switches = (sides - 1) * (dose.sets if dose.rest_seconds else 2 * dose.sets - 1)
        expected |= {
            PhaseKind.MOVE: reps * dose.move_seconds,
            PhaseKind.HOLD: reps * dose.hold_seconds,
            PhaseKind.RETURN: reps * dose.return_seconds,
            PhaseKind.GAP: dose.sets * sides * (dose.reps - 1) * dose.gap_seconds,
            PhaseKind.REST: (dose.sets - 1) * dose.rest_seconds,
            PhaseKind.SWITCH_SIDE: switches * times.switch_side_seconds,
        }

    played: dict[PhaseKind, int] = {}
    for phase in phases:
        played[phase.kind] = played.get(phase.kind, 0) + phase.duration_ms

    assert played.pop(PhaseKind.DONE) == 0
    assert played == {kind: seconds * 1_000 for kind, seconds in expected.items() if seconds}
    assert total_ms(phases) == sum(expected.values()) * 1_000


@given(plans, session_times)
def test_both_sides_get_exactly_the_same(plan: list[PlannedExercise], times: SessionTimes) -> None:
    phases = compile_timeline(plan, times)

    for index, exercise in enumerate(plan):
        work = {
            side: [
                replace(phase, side=None)
                for phase in phases
                if phase.exercise_index == index
                and phase.side is side
                and phase.kind not in {PhaseKind.GET_READY, PhaseKind.SWITCH_SIDE, PhaseKind.DONE}
                and phase.kind not in {PhaseKind.REST, PhaseKind.REST_BETWEEN}
            ]
            for side in exercise.sides
        }
        assert all(work.values())
        assert len({tuple(of_side) for of_side in work.values()}) == 1


LETTERS = dict(zip(PhaseKind, "GmhrtgsRBD", strict=True))
REP = "mh?r?"
SET = f"{REP}(g?{REP})*"
EXERCISE = f"(t(s?t)?|{SET}([sR]?{SET})*)"
SESSION = re.compile(f"G?{EXERCISE}(B?G?{EXERCISE})*D")


@given(plans, session_times)
def test_phases_come_in_the_one_order_there_is(
    plan: list[PlannedExercise], times: SessionTimes
) -> None:
    """The whole grammar of a session as one regular expression; nothing of no length but done."""
    phases = compile_timeline(plan, times)
    word = "".join(LETTERS[phase.kind] for phase in phases)

    assert SESSION.fullmatch(word), kinds(phases)
    assert all(phase.duration_ms > 0 for phase in phases[:-1])
    indexes = [phase.exercise_index for phase in phases]
    assert indexes == sorted(indexes)
    assert set(indexes) == set(range(len(plan)))
