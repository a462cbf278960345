"""What was seen held against what was due: pictures apart, percentiles, holds that stand still."""

from __future__ import annotations

import pytest

from backrehab.core.clip import ClipMarks
from backrehab.core.rehearsal import (
    PhaseSeen,
    Sighting,
    due_phases,
    follow_error,
    follow_errors_ms,
    is_frozen,
    pictures_apart,
)
from backrehab.core.timeline import Phase, PhaseKind

# 50 pictures of 40 ms: the figure moves from picture 5, stays from 20, returns from 30.
MARKS = ClipMarks(duration_ms=2_000, move_ms=200, hold_ms=800, return_ms=1_200, fps=25)
PHASES = (
    Phase(PhaseKind.GET_READY, 1_000),
    Phase(PhaseKind.MOVE, 600, 0, 1, 1),
    Phase(PhaseKind.HOLD, 2_000, 0, 1, 1),
    Phase(PhaseKind.RETURN, 800, 0, 1, 1),
    Phase(PhaseKind.DONE, 0),
)
HOLD = PhaseSeen(PHASES[2], 1_600)


def test_a_phase_is_due_when_those_before_are_over() -> None:
    rows = due_phases(PHASES)

    assert [row.due_ms for row in rows] == [0, 1_000, 1_600, 3_600, 4_400]
    assert [row.phase for row in rows] == list(PHASES)


@pytest.mark.parametrize(
    ("number", "position_ms", "apart"),
    [(10, 400, 0), (10, 439, 0), (10, 440, -1), (12, 400, 2), (0, 1_999, 1), (49, 0, -1)],
)
def test_a_clip_goes_round_so_its_last_picture_is_next_to_its_first(
    number: int, position_ms: int, apart: int
) -> None:
    assert pictures_apart(MARKS, number, position_ms) == apart


def test_the_error_is_counted_while_the_figure_moves() -> None:
    seen = [
        Sighting(500, 31),  # getting ready: whatever is shown
        Sighting(1_000, 5),  # as the move sets off
        Sighting(1_300, 10),  # half way it should be 12
        Sighting(2_000, 40),  # a hold is judged by standing still
        Sighting(4_000, 43),  # half way back it should be 40
    ]

    assert follow_errors_ms(MARKS, due_phases(PHASES), seen) == [0, 80, 120]


def test_percentiles_are_of_the_nearest_rank() -> None:
    error = follow_error([0] * 50 + [40] * 45 + [80] * 4 + [400])

    assert (error.p50, error.p95, error.p99) == (0, 40, 80)
    assert follow_error([7]).p99 == 7
    with pytest.raises(ValueError, match="no picture"):
        follow_error([])


def held(*numbers: int) -> list[Sighting]:
    """So many pictures, evenly spread over the hold."""
    step = HOLD.phase.duration_ms // len(numbers)
    return [Sighting(HOLD.due_ms + place * step, number) for place, number in enumerate(numbers)]


def test_a_hold_is_frozen_if_nothing_moves_in_it() -> None:
    assert is_frozen(MARKS, HOLD, held(20, 20, 20, 20, 20, 20, 20, 20))
    assert is_frozen(MARKS, HOLD, held(19, 30, 30, 30, 30, 30, 30, 30))  # put right at once


def test_a_hold_is_not_frozen_if_the_figure_is_seen_to_move() -> None:
    assert not is_frozen(MARKS, HOLD, held(20, 21, 22, 23, 24, 25, 26, 27))  # unseen, yet it runs
    assert not is_frozen(MARKS, HOLD, held(20, 34, 30, 30, 30, 30, 30, 30))  # jumps about
    assert not is_frozen(MARKS, HOLD, held(20, 20, 20, 20, 20, 30, 30, 30))  # late
    assert not is_frozen(MARKS, HOLD, [])
