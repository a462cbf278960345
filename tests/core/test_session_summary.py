"""What was done of a session, in plain words."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from backrehab.core.model import Programme, Side, SoreSide
from backrehab.core.routine import Routine, make_routine
from backrehab.core.session_summary import Done, heading, last_done, summary
from backrehab.core.tally import SetResult
from backrehab.paths import find_resources
from backrehab.storage.content import load_library

LIBRARY = load_library(find_resources())


def routine(*exercise_ids: str, **changes: int) -> Routine:
    programme = Programme(dict.fromkeys(exercise_ids, changes), SoreSide.LEFT)
    title = "Round 2 of 4"
    if len(exercise_ids) == 1:
        title = LIBRARY.exercise(exercise_ids[0]).title
    return make_routine(title, map(LIBRARY.exercise, exercise_ids), programme)


def result(
    index: int = 0,
    *,
    reps: int = 0,
    seconds: int = 0,
    complete: bool = True,
    side: Side | None = None,
    set_no: int = 1,
) -> SetResult:
    return SetResult(
        exercise_index=index,
        set_no=set_no,
        side=side,
        reps=reps,
        hold_ms=0,
        timed_ms=seconds * 1000,
        active_ms=1000 * (reps or seconds or 1),
        paused_ms=0,
        complete=complete,
        ended_ms=0,
    )


def said(whole: Routine, results: Iterable[SetResult]) -> tuple[str, str]:
    return heading(whole, summary(whole, results))


def test_one_exercise_done_says_times_of_times() -> None:
    assert said(routine("bridging"), [result(reps=15)]) == ("Bridging done.", "15 of 15 times.")


def test_several_sets_are_counted_too() -> None:
    results = [result(reps=15), result(reps=4, set_no=2, complete=False)]

    title, facts = said(routine("bridging", sets=2), results)

    assert title == "Bridging, ended early."
    assert facts == "19 of 30 times, 1 of 2 sets."


def test_a_set_that_was_done_again_counts_once() -> None:
    results = [result(reps=15), result(reps=15)]

    (exercise,) = summary(routine("bridging", sets=2), results)

    assert exercise.done is Done.PART
    assert exercise.lines == ("30 of 30 times, 1 of 2 sets",)


def test_timed_exercises_are_in_seconds() -> None:
    (exercise,) = summary(routine("lumbar-knee-rolling"), [result(seconds=41, complete=False)])

    assert exercise.lines == ("41 of 60 seconds",)
    assert not exercise.counts_times
    assert exercise.state == "Ended early"


def test_each_side_has_its_own_line_and_both_have_to_be_whole() -> None:
    legs = routine("single-leg-stance")

    (exercise,) = summary(legs, [result(reps=3, side=Side.LEFT)])

    assert exercise.lines == ("Left side: 3 of 3 times", "Right side: 0 of 3 times")
    assert exercise.done is Done.PART
    assert exercise.each_side
    (exercise,) = summary(legs, [result(reps=3, side=side) for side in Side])
    assert exercise.done is Done.WHOLE
    assert exercise.state == "Done"


def test_what_was_not_done_at_all_was_left_out() -> None:
    (exercise,) = summary(routine("bridging"), [])

    assert exercise.done is Done.NONE
    assert exercise.state == "Left out"
    assert said(routine("bridging"), []) == ("Bridging left out.", "0 of 15 times.")


THREE = ("lumbar-knee-rolling", "sitting-rocking", "wall-press-ups")
ALL_THREE = [result(0, seconds=60), result(1, reps=6), result(2, reps=15)]


@pytest.mark.parametrize(
    ("results", "words"),
    [
        pytest.param(ALL_THREE, ("Round 2 of 4 done.", "3 of 3 exercises done."), id="all"),
        pytest.param(
            ALL_THREE[:2], ("Round 2 of 4, ended early.", "2 of 3 exercises done."), id="stopped"
        ),
        pytest.param(
            ALL_THREE[::2], ("Round 2 of 4.", "2 of 3 exercises done."), id="one left out"
        ),
        pytest.param([], ("Round 2 of 4 left out.", "0 of 3 exercises done."), id="none"),
    ],
)
def test_several_exercises_are_counted(results: list[SetResult], words: tuple[str, str]) -> None:
    assert said(routine(*THREE), results) == words


def test_the_last_exercise_of_which_anything_was_done_is_the_one_to_ask_about() -> None:
    asked = last_done(summary(routine(*THREE), ALL_THREE[:2]))

    assert asked is not None
    assert asked.exercise_index == 1
    assert last_done(summary(routine(*THREE), [])) is None
