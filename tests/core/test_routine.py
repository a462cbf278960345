"""Routines: several exercises in one session, floor first, with the figures in force."""

from __future__ import annotations

from backrehab.core.model import Programme, RepsPrescription, Side, SoreSide
from backrehab.core.order import routine_order
from backrehab.core.routine import make_routine
from backrehab.core.session_times import SessionTimes
from backrehab.core.timeline import PhaseKind, total_ms
from backrehab.paths import find_resources
from backrehab.storage.content import load_library

LIBRARY = load_library(find_resources())
MOBILITY = LIBRARY.sections[0].exercises
SECONDS = 1_000


def test_a_routine_goes_from_the_floor_to_the_chair_to_standing() -> None:
    ordered = routine_order(reversed(LIBRARY.exercises))

    heights = [
        0 if exercise.position.on_the_floor else 1 + (exercise.position == "standing")
        for exercise in ordered
    ]
    assert heights == sorted(heights)
    assert {0, 1, 2} == set(heights)
    assert sorted(e.id for e in ordered) == sorted(e.id for e in LIBRARY.exercises)


def test_exercises_of_one_height_keep_their_order() -> None:
    assert [exercise.id for exercise in routine_order(MOBILITY)] == [
        "lumbar-knee-rolling",
        "pelvic-rocking",
        "childs-pose",
        "sitting-rocking",
        "forward-bend-in-sitting",
    ]


def test_a_routine_takes_the_persons_own_figures_sides_and_times() -> None:
    programme = (
        Programme()
        .with_changes("pelvic-rocking", {"reps": 9})
        .with_sore_side(SoreSide.RIGHT)
        .with_times(SessionTimes(get_ready_floor_seconds=40))
    )
    exercises = [LIBRARY.exercise("pelvic-rocking"), LIBRARY.exercise("sciatic-nerve-gliding")]

    routine = make_routine("Mine", exercises, programme)

    prescription = routine.planned[0].prescription
    assert isinstance(prescription, RepsPrescription)
    assert prescription.reps == 9
    assert routine.planned[1].sides == (Side.RIGHT,)
    assert routine.phases[0].duration_ms == 40 * SECONDS
    assert routine.length_ms == total_ms(routine.phases)


def test_between_two_exercises_there_is_a_rest_longer_where_people_get_up() -> None:
    phases = make_routine("Mobility", MOBILITY, Programme()).phases

    rests = [phase.duration_ms for phase in phases if phase.kind is PhaseKind.REST_BETWEEN]
    # lying, lying | hands and knees | sitting, sitting
    assert rests == [15 * SECONDS, 30 * SECONDS, 30 * SECONDS, 15 * SECONDS]
    ready = [phase.duration_ms for phase in phases if phase.kind is PhaseKind.GET_READY]
    assert ready == [20 * SECONDS, 5 * SECONDS, 20 * SECONDS, 10 * SECONDS, 5 * SECONDS]


def test_exercises_can_be_left_out_and_nothing_is_left_of_them() -> None:
    routine = make_routine("Mobility", MOBILITY, Programme())

    shorter = routine.without({"childs-pose", "pelvic-rocking"})

    ids = ["lumbar-knee-rolling", "sitting-rocking", "forward-bend-in-sitting"]
    assert [exercise.id for exercise in shorter.exercises] == ids
    assert [planned.exercise_id for planned in shorter.planned] == ids
    assert shorter.length_ms < routine.length_ms
    assert routine.without({exercise.id for exercise in MOBILITY}).length_ms == 0


def test_a_new_programme_has_the_first_section_and_nothing_that_is_off_at_first() -> None:
    assert Programme().exercises(LIBRARY) == MOBILITY
    femoral = LIBRARY.exercise("femoral-nerve-gliding")
    assert femoral.off_at_first

    chosen = Programme().with_exercises(["femoral-nerve-gliding", "bridging", "not-there"])

    ids = [exercise.id for exercise in chosen.exercises(LIBRARY)]
    assert ids == ["bridging", "femoral-nerve-gliding"]
    assert chosen.with_exercises(None).exercises(LIBRARY) == MOBILITY
    assert Programme().with_exercises([]).exercises(LIBRARY) == ()


def test_times_a_day_are_the_persons_own_where_there_are_any() -> None:
    exercise = LIBRARY.exercise("lumbar-knee-rolling")
    programme = Programme().with_changes(exercise.id, {"times_a_day": 2})

    assert Programme().times_a_day(exercise) == 4
    assert programme.times_a_day(exercise) == 2


def test_a_change_of_one_thing_leaves_the_rest_of_a_programme() -> None:
    times = SessionTimes(lead_in_seconds=5)
    programme = (
        Programme()
        .with_exercises(["bridging"])
        .with_times(times)
        .with_sore_side(SoreSide.LEFT)
        .with_changes("bridging", {"sets": 2})
        .with_sore_side(SoreSide.BOTH)
    )

    assert programme.exercise_ids == frozenset({"bridging"})
    assert programme.times == times
    assert programme.changes_of("bridging") == {"sets": 2}
    assert programme.sore_side is SoreSide.BOTH
