"""What a session says, held against the exercises that are shipped."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from backrehab.core import session_text
from backrehab.core.engine import Engine, Progress, State
from backrehab.core.model import (
    Side,
    Verbs,
)
from backrehab.core.session_text import (
    BigNumber,
    coming_words,
    kit_words,
    ready_words,
    time_left_words,
)
from backrehab.core.timeline import Phase, PhaseKind, PlannedExercise, compile_timeline
from backrehab.storage.content import load_library
from tests.core.strategies import plans

LIBRARY = load_library(Path(__file__).parents[2] / "resources")
BRIDGING = LIBRARY.exercise("bridging")
STANCE = LIBRARY.exercise("single-leg-stance")
ROLLING = LIBRARY.exercise("lumbar-knee-rolling")


def shipped(
    exercise_id: str, sides: tuple[Side | None, ...] = (None,), **changes: int
) -> PlannedExercise:
    exercise = LIBRARY.exercise(exercise_id)
    return PlannedExercise(
        exercise_id, exercise.position, exercise.dose.prescription(changes), sides
    )


def progress(
    phase: Phase, remaining_ms: int, state: State = State.RUNNING, lead_in_ms: int = 0
) -> Progress:
    return Progress(state, phase, 0, phase.duration_ms - remaining_ms, remaining_ms, 0, lead_in_ms)


@pytest.mark.parametrize(
    ("kind", "remaining_ms", "shown"),
    [
        (PhaseKind.GET_READY, 19_001, BigNumber("20", "seconds")),
        (PhaseKind.HOLD, 2_500, BigNumber("3", "seconds")),
        (PhaseKind.HOLD, 999, BigNumber("1", "second")),
        (PhaseKind.MOVE, 999, BigNumber("7", "of 15 times")),
        (PhaseKind.RETURN, 999, BigNumber("7", "of 15 times")),
        (PhaseKind.REST, 60_000, BigNumber("60", "seconds")),
        (PhaseKind.DONE, 0, BigNumber("", "")),
    ],
)
def test_the_big_number_is_seconds_left_or_the_rep(
    kind: PhaseKind, remaining_ms: int, shown: BigNumber
) -> None:
    phases = compile_timeline([shipped("bridging", sets=2)])
    phase = next(p for p in phases if p.kind is kind and p.rep_no in {None, 7})

    assert session_text.big_number(progress(phase, remaining_ms), phases) == shown


def test_the_one_rep_there_is_is_one_of_one_time() -> None:
    phases = compile_timeline([shipped("bridging", reps=1)])

    assert session_text.big_number(progress(phases[1], 1), phases) == BigNumber("1", "of 1 time")


def test_a_lead_in_counts_its_own_seconds() -> None:
    phases = compile_timeline([shipped("bridging")])
    leading_in = progress(phases[1], 1_500, State.LEADING_IN, 2_001)

    assert session_text.big_number(leading_in, phases) == BigNumber("3", "seconds")
    assert session_text.state_word(leading_in, BRIDGING.verbs) == "Get ready"


def test_a_paused_session_says_so_beside_the_number_where_it_stood() -> None:
    phases = compile_timeline([shipped("bridging")])
    paused = progress(phases[2], 1_500, State.PAUSED)

    assert session_text.big_number(paused, phases) == BigNumber("2", "seconds")
    assert session_text.state_word(paused, BRIDGING.verbs) == "Paused"
    assert session_text.state_word(progress(phases[2], 1_500), BRIDGING.verbs) == "Hold"


@pytest.mark.parametrize(
    ("kind", "own_word", "plain_word"),
    [
        (PhaseKind.GET_READY, "Get ready", "Get ready"),
        (PhaseKind.MOVE, "Lean", "Push"),
        (PhaseKind.HOLD, "Stand", "Hold"),
        (PhaseKind.RETURN, "Sit", "Return"),
        (PhaseKind.TIMED, "Lean", "Push"),
        (PhaseKind.GAP, "Breathe", "Breathe"),
        (PhaseKind.SWITCH_SIDE, "Switch side", "Switch side"),
        (PhaseKind.REST, "Rest", "Rest"),
        (PhaseKind.REST_BETWEEN, "Rest", "Rest"),
        (PhaseKind.DONE, "Done", "Done"),
    ],
)
def test_each_phase_has_one_word(kind: PhaseKind, own_word: str, plain_word: str) -> None:
    assert session_text.phase_word(kind, LIBRARY.exercise("sit-to-stand").verbs) == own_word
    assert session_text.phase_word(kind, Verbs("Push")) == plain_word


def told(planned: PlannedExercise) -> dict[str, str]:
    """The place and the next thing in the first phase of each kind."""
    phases = compile_timeline([planned])
    exercise = LIBRARY.exercise(planned.exercise_id)
    words: dict[str, str] = {}
    for index, phase in enumerate(phases):
        coming = session_text.next_words(phases, index, [exercise])
        line = f"{session_text.place_words(phases, index)} / {coming}"
        words.setdefault(phase.kind.value, line)
    return words


def test_place_and_next_in_one_set() -> None:
    assert told(shipped("bridging")) == {
        "get_ready": " / Next: lift",
        "move": " / Next: hold 3 seconds",
        "hold": "Rep 1 of 15 / Next: lower",
        "return": " / Next: lift",
        "gap": "Rep 1 of 15 / Next: lift",
        "done": " / ",
    }


def test_place_and_next_in_several_sets_on_both_sides() -> None:
    both = (Side.LEFT, Side.RIGHT)
    assert told(shipped("single-leg-stance", both, sets=2, reps=1)) == {
        "get_ready": " / Next: lift",
        "move": "Set 1 of 2 / Next: hold 5 seconds",
        "hold": "Rep 1 of 1 / Next: lower",
        "return": "Set 1 of 2 / Next: stand on your right leg",
        "switch_side": " / Next: lift",
        "rest": "Set 2 of 2 is next / Next: lift",
        "done": " / ",
    }


def test_the_last_rep_is_followed_by_a_rest_or_by_nothing_more() -> None:
    phases = compile_timeline([shipped("bridging", sets=2, reps=1)])
    first, last = [i for i, phase in enumerate(phases) if phase.kind is PhaseKind.RETURN]

    assert session_text.next_words(phases, first, [BRIDGING]) == "Next: rest 60 seconds"
    assert session_text.next_words(phases, last, [BRIDGING]) == "Then you are done"


def test_between_exercises_the_next_one_is_named() -> None:
    phases = compile_timeline([shipped("bridging", reps=1), shipped("lumbar-knee-rolling")])
    exercises = [BRIDGING, ROLLING]
    words = [session_text.next_words(phases, index, exercises) for index in range(len(phases))]

    assert words[3:7] == [
        "Next: rest, then Lumbar knee rolling",
        "Next: Lumbar knee rolling",
        "Next: roll for 60 seconds",
        "Then you are done",
    ]


@given(plans)
def test_there_are_words_for_every_moment_of_every_session(plan: list[PlannedExercise]) -> None:
    """No phase is left without a word, a number and something to come, the end aside."""
    phases = compile_timeline(plan)
    exercises = [LIBRARY.exercise(planned.exercise_id) for planned in plan]
    engine = Engine(phases)
    engine.start(0)

    for index, phase in enumerate(phases[:-1]):
        verbs = exercises[phase.exercise_index].verbs
        now = replace(engine.progress(0), phase=phase, phase_index=index, remaining_ms=1)
        assert session_text.state_word(now, verbs)
        assert all(session_text.big_number(now, phases))
        assert re.fullmatch(
            r"Next: .+|Then you are done", session_text.next_words(phases, index, exercises)
        )
        assert "None" not in session_text.place_words(phases, index)


@pytest.mark.parametrize(
    ("exercise_id", "side", "words"),
    [
        ("bridging", None, "Lie on your back. Bend your knees, feet flat."),
        ("single-leg-stance", Side.RIGHT, "Stand on your right leg"),
        ("sciatic-nerve-gliding", Side.LEFT, "Sit down. Your left leg."),
    ],
)
def test_getting_ready_says_how_to_lie_sit_or_stand(
    exercise_id: str, side: Side | None, words: str
) -> None:
    assert ready_words(LIBRARY.exercise(exercise_id), side) == words


@pytest.mark.parametrize("steps", [(), ("Stand " + "very " * 20 + "tall.",)], ids=["none", "long"])
def test_a_first_step_that_is_no_use_from_a_mat_gives_way_to_the_position(
    steps: tuple[str, ...],
) -> None:
    exercise = replace(LIBRARY.exercise("wall-press-ups"), steps=steps)

    assert ready_words(exercise, None) == "Stand up tall."


def test_what_is_needed_is_one_sentence_after_the_other() -> None:
    assert kit_words(LIBRARY.exercise("childs-pose")) == (
        "You need: a mat. A cushion or towel for your knees, if you like."
    )
    nothing = replace(LIBRARY.exercise("childs-pose"), kit=())
    assert coming_words(nothing) == "Go onto your hands and knees."


@pytest.mark.parametrize(
    ("ms", "words"),
    [
        (330_000, "About 6 minutes left"),
        (329_999, "About 5 minutes left"),
        (30_000, "About 1 minute left"),
        (29_999, "Less than a minute left"),
    ],
)
def test_the_time_left_is_in_whole_minutes(ms: int, words: str) -> None:
    assert time_left_words(ms) == words
