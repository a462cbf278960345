"""Answers are on their scales, and notes can be kept."""

from __future__ import annotations

from typing import Any

import pytest

from backrehab.core.diary import NOTE_MOST, EntryAnswers, SessionAnswers, note_fault


@pytest.mark.parametrize(
    ("answers", "figures"),
    [
        pytest.param(EntryAnswers, {"effort_0_10": 11}, id="above the scale"),
        pytest.param(EntryAnswers, {"pain_worst_exercise_0_10": -1}, id="below the scale"),
        pytest.param(EntryAnswers, {"own_report_reps": -1}, id="fewer than none"),
        pytest.param(EntryAnswers, {"note": "\0"}, id="a note no spreadsheet can hold"),
        pytest.param(SessionAnswers, {"pain_before_0_10": 11}, id="pain before"),
        pytest.param(SessionAnswers, {"pain_next_morning_0_10": 11}, id="next morning"),
        pytest.param(SessionAnswers, {"pain_after_minutes": -1}, id="before the end"),
        pytest.param(SessionAnswers, {"note": "x" * (NOTE_MOST + 1)}, id="too long a note"),
    ],
)
def test_an_answer_that_can_not_be_is_refused(
    answers: type[EntryAnswers | SessionAnswers], figures: dict[str, Any]
) -> None:
    with pytest.raises(ValueError, match=r"not on the scale|less than nothing|A note can"):
        answers(**figures)


def test_both_ends_of_a_scale_are_answers() -> None:
    answers = EntryAnswers(effort_0_10=0, pain_worst_exercise_0_10=10, own_report_reps=0)

    assert (answers.effort_0_10, answers.pain_worst_exercise_0_10) == (0, 10)


@pytest.mark.parametrize(
    ("note", "fault"),
    [
        ("Better today.\r\nSlept well.", ""),
        ("x" * NOTE_MOST, ""),
        ("x" * (NOTE_MOST + 1), "A note can hold 4,000 characters; this one has 4,001."),
        ("bell \a", "A note can't hold the character U+0007. Please take it out."),
        ("half \ud83d", "A note can't hold half of a character (U+D83D). Please take it out."),
        ("pain\t4", "A note can't hold a tab. Please take it out."),
        ("one\vtwo", "A note can't hold a vertical tab. Please take it out."),
        ("one\ftwo", "A note can't hold a page break. Please take it out."),
        ("end\0", "A note can't hold an empty character (U+0000). Please take it out."),
    ],
    ids=[
        "lines",
        "as long as can be",
        "too long",
        "control",
        "half a character",
        "tab",
        "vertical tab",
        "page break",
        "empty character",
    ],
)
def test_the_fault_of_a_note_is_told_in_words(note: str, fault: str) -> None:
    assert note_fault(note) == fault
