"""Values that a failing disk changed: told as damage, never handed on."""

from __future__ import annotations

import pytest

from backrehab.core.diary import NOTE_MOST
from backrehab.storage.cells import read_cell
from backrehab.storage.faults import DatabaseFault

SCALES = ["effort_0_10", "pain_worst_exercise_0_10", "pain_before_0_10", "pain_after_0_10"]


@pytest.mark.parametrize("column", SCALES)
def test_a_number_off_its_scale_is_damage(column: str) -> None:
    assert [read_cell(column, number) for number in (0, 10, None)] == [0, 10, None]
    for spoilt in (-1, 11, 19, "five"):
        with pytest.raises(DatabaseFault):
            read_cell(column, spoilt)


@pytest.mark.parametrize("column", ["own_report_reps", "pain_after_minutes"])
def test_less_than_none_is_damage(column: str) -> None:
    assert read_cell(column, 0) == 0
    with pytest.raises(DatabaseFault):
        read_cell(column, -1)


def test_a_note_that_grew_is_cut_to_what_a_note_may_be() -> None:
    assert len(read_cell("note", "a" * (NOTE_MOST + 1))) == NOTE_MOST
