"""Every fault of the world outside says itself in words a person can read."""

from __future__ import annotations

from pathlib import Path

import pytest

from backrehab.core import errors
from backrehab.core.errors import (
    BackrehabError,
    BackupError,
    ContentError,
    DiaryError,
    ExportError,
    GoalRefused,
    NameRefused,
    PeopleError,
    PlayerUnavailable,
    PrintError,
    Problem,
    ProgrammeError,
    TakeInError,
    UnknownExercise,
)

FILE = Path("pack") / "exercises.json"


def test_a_problem_names_the_place_what_was_found_and_what_was_expected() -> None:
    problem = Problem("sections[2].dose", "'hold_second'", "a figure's name", "hold_seconds")

    assert str(problem) == (
        "sections[2].dose: found 'hold_second', expected a figure's name "
        "(did you mean 'hold_seconds'?)"
    )


def test_a_problem_of_the_whole_file_has_no_place() -> None:
    assert str(Problem("", "nothing", "a JSON document")) == (
        "found nothing, expected a JSON document"
    )


ERRORS = [
    pytest.param(
        ContentError(FILE, (Problem("a", "1", "2"), Problem("b", "3", "4"))),
        f"{FILE}: a: found 1, expected 2\n{FILE}: b: found 3, expected 4",
        id="ContentError",
    ),
    pytest.param(
        PlayerUnavailable("libVLC", "it is not installed"),
        "libVLC can't show clips here: it is not installed",
        id="PlayerUnavailable",
    ),
    pytest.param(DiaryError(FILE, "The diary is full."), "The diary is full.", id="DiaryError"),
    pytest.param(ExportError(FILE, "The disk is full."), "The disk is full.", id="ExportError"),
    pytest.param(GoalRefused("No room."), "No room.", id="GoalRefused"),
    pytest.param(PrintError("No paper."), "No paper.", id="PrintError"),
    pytest.param(BackupError(FILE, "No copy."), "No copy.", id="BackupError"),
    pytest.param(TakeInError(FILE, "No diary."), "No diary.", id="TakeInError"),
    pytest.param(PeopleError("Type a name first."), "Type a name first.", id="PeopleError"),
    pytest.param(NameRefused("Too long.", is_own=True), "Too long.", id="NameRefused"),
    pytest.param(ProgrammeError(FILE, "Read-only."), "Read-only.", id="ProgrammeError"),
    pytest.param(
        UnknownExercise("briging", ("bridging", "childs-pose")),
        "There is no exercise 'briging'. Did you mean bridging?",
        id="UnknownExercise",
    ),
    pytest.param(
        UnknownExercise("plank", ("bridging", "childs-pose")),
        "There is no exercise 'plank'. There are: bridging, childs-pose.",
        id="UnknownExercise",
    ),
]


@pytest.mark.parametrize(("error", "words"), ERRORS)
def test_the_words_of_an_error_are_for_the_person(error: BackrehabError, words: str) -> None:
    assert str(error) == words


def test_a_new_kind_of_fault_cannot_forget_its_words() -> None:
    kinds = {kind.__name__ for kind in vars(errors).values() if _is_fault(kind)}

    assert kinds == {error.id for error in ERRORS}


def _is_fault(kind: object) -> bool:
    if not isinstance(kind, type):
        return False
    return issubclass(kind, BackrehabError) and kind is not BackrehabError
