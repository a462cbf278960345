"""A routine as text: what is read back is what was written, or nothing at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab.core.model import LIMITS, TIME_LIMITS, Programme, Side, SoreSide
from backrehab.core.routine import Routine, make_routine
from backrehab.core.session_times import SessionTimes
from backrehab.paths import find_resources
from backrehab.storage.content import load_library
from backrehab.storage.routine_text import routine_from_text, routine_to_text

LIBRARY = load_library(find_resources())
ROUND = make_routine(
    "Round 2 of 4: Rücken ☀",
    [LIBRARY.exercise(each) for each in ("bridging", "lumbar-knee-rolling", "single-leg-stance")],
    Programme().with_sore_side(SoreSide.RIGHT),
)

figures = st.fixed_dictionaries(
    {name: st.integers(limits.least, limits.most) for name, limits in LIMITS.items()}
)
times = st.builds(
    SessionTimes,
    **{name: st.integers(limits.least, limits.most) for name, limits in TIME_LIMITS.items()},
)


@given(
    st.lists(st.sampled_from(LIBRARY.exercises), min_size=1, unique_by=lambda each: each.id),
    figures,
    times,
    st.sampled_from(SoreSide),
    st.text(),
)
def test_every_routine_comes_back_as_it_was(
    exercises: list[Any], own: dict[str, int], times: SessionTimes, sore: SoreSide, title: str
) -> None:
    programme = Programme({each.id: own for each in exercises}, sore, times=times)
    routine = make_routine(title, exercises, programme)

    assert routine_from_text(routine_to_text(routine), LIBRARY) == routine


def test_all_exercises_of_the_library_come_back() -> None:
    routine = make_routine("All", LIBRARY.exercises, Programme())

    assert routine_from_text(routine_to_text(routine), LIBRARY) == routine


def changed(change: Callable[[dict[str, Any]], object], routine: Routine = ROUND) -> str:
    document = json.loads(routine_to_text(routine))
    change(document)
    return json.dumps(document)


def exercise(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["exercises"][0]
    return found


SPOILT: dict[str, Callable[[dict[str, Any]], object]] = {
    "another form": lambda document: document.update(form=2),
    "no form": lambda document: document.pop("form"),
    "no title": lambda document: document.pop("title"),
    "a title that is a number": lambda document: document.update(title=7),
    "no exercises": lambda document: document.update(exercises=[]),
    "exercises that are a number": lambda document: document.update(exercises=3),
    "an exercise that is gone": lambda document: exercise(document).update(id="headstand"),
    "an exercise without a name": lambda document: exercise(document).update(id=None),
    "a position nobody knows": lambda document: exercise(document).update(position="upside down"),
    "no sides": lambda document: exercise(document).update(sides=[]),
    "a side nobody has": lambda document: exercise(document).update(sides=["middle"]),
    "a side twice": lambda document: exercise(document).update(sides=["left", "left"]),
    "a side and none": lambda document: exercise(document).update(sides=["left", None]),
    "no dose": lambda document: exercise(document).update(dose={}),
    "no reps": lambda document: exercise(document)["dose"].pop("reps"),
    "too many sets": lambda document: exercise(document)["dose"].update(sets=11),
    "no sets": lambda document: exercise(document)["dose"].update(sets=0),
    "half a rep": lambda document: exercise(document)["dose"].update(reps=1.5),
    "a yes for a number": lambda document: exercise(document)["dose"].update(sets=True),
    "a number in words": lambda document: exercise(document)["dose"].update(sets="3"),
    "no times": lambda document: document.update(times={}),
    "a wait without end": lambda document: document["times"].update(rest_between_seconds=99_999),
}


@pytest.mark.parametrize("change", SPOILT.values(), ids=SPOILT)
def test_what_makes_no_sense_is_no_routine(change: Callable[[dict[str, Any]], object]) -> None:
    assert routine_from_text(changed(lambda _: None), LIBRARY) == ROUND

    assert routine_from_text(changed(change), LIBRARY) is None


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", "3", "{", '{"form": 1}', "[" * 100_000, '{"form": NaN}', "\x00"],
    ids=[
        "nothing",
        "null",
        "a list",
        "a number",
        "half",
        "bare",
        "deep",
        "no number",
        "zero byte",
    ],
)
def test_any_other_text_is_no_routine(text: str) -> None:
    assert routine_from_text(text, LIBRARY) is None


def test_sides_keep_their_order() -> None:
    routine = make_routine(
        "Legs", [LIBRARY.exercise("single-leg-stance")], Programme(sore_side=SoreSide.RIGHT)
    )
    back = routine_from_text(routine_to_text(routine), LIBRARY)

    assert back is not None
    assert back.planned[0].sides == (Side.RIGHT, Side.LEFT)


def test_an_exercise_that_was_reworded_is_done_as_it_is_now() -> None:
    """Only what was to be done is kept; the words are those of today's content."""
    old = replace(ROUND.exercises[0], title="Old words")
    routine = replace(ROUND, exercises=(old, *ROUND.exercises[1:]))

    assert routine_from_text(routine_to_text(routine), LIBRARY) == ROUND
