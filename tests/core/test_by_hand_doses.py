"""Entries by hand put right with ticks and figures: what nobody changed stays as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from backrehab.core.by_hand import ManualEntry, own_answers
from backrehab.core.by_hand_doses import alike, changed_entries, figures_written
from backrehab.core.diary import EntryAnswers, OwnReport, PlannedEntry
from backrehab.core.model import Side

STANCE = PlannedEntry("stance", "Stance", "balance", Side.LEFT, 2, 1, 10, 5)
LEFT = ManualEntry(STANCE, EntryAnswers(OwnReport.SOME, 4, 6, 2, "Left note"), "left")
RIGHT = ManualEntry(replace(STANCE, side=Side.RIGHT), EntryAnswers(note="Right note"), "right")
NO_SIDE = ManualEntry(replace(STANCE, side=None), EntryAnswers(note="Note"), "none")
SIDES = (Side.LEFT, Side.RIGHT)


def planned(entry: ManualEntry, **changes: int | None) -> ManualEntry:
    return replace(entry, planned=replace(entry.planned, **changes))  # type: ignore[arg-type]


def as_shown(*entries: ManualEntry) -> tuple[ManualEntry, ...]:
    """What the page gives back when nothing on it was touched."""
    sides = [entry.planned.side for entry in entries]
    return changed_entries(entries, figures_written(entries[0].planned), sides)


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param(LEFT, id="one side"),
        pytest.param(NO_SIDE, id="no side"),
        pytest.param(planned(LEFT, sets_target=3, reps_target=40), id="sets that are not alike"),
        pytest.param(planned(LEFT, sets_target=None), id="no sets"),
        pytest.param(planned(LEFT, sets_target=0, reps_target=None), id="no times"),
        pytest.param(planned(LEFT, hold_seconds_target=0), id="a hold of nought"),
        pytest.param(planned(LEFT, timed_seconds_target=47), id="times and seconds"),
    ],
)
def test_what_nobody_touched_is_as_it_was(entry: ManualEntry) -> None:
    assert as_shown(entry) == (entry,)


def test_two_sides_done_alike_are_one_and_all_else_stands_by_itself() -> None:
    fewer = planned(RIGHT, reps_target=6)
    again = planned(LEFT, position_in_session=5)

    assert alike([LEFT, RIGHT]) == [[LEFT, RIGHT]]
    assert as_shown(LEFT, RIGHT) == (LEFT, RIGHT)
    assert alike([LEFT, fewer]) == [[LEFT], [fewer]]
    assert alike([LEFT, RIGHT, again]) == [[LEFT, RIGHT], [again]]
    assert alike([NO_SIDE, NO_SIDE]) == [[NO_SIDE], [NO_SIDE]]
    assert alike([LEFT, LEFT, RIGHT]) == [[LEFT, RIGHT], [LEFT]]
    assert alike([]) == []


def test_only_the_figures_that_were_changed_are_written() -> None:
    odd = planned(LEFT, sets_target=3, reps_target=40)
    shown = figures_written(odd.planned)
    assert shown == {"sets": 3, "reps": 13, "hold_seconds": 5}

    (longer,) = changed_entries([odd], shown | {"hold_seconds": 8}, [Side.LEFT])
    (fewer,) = changed_entries([odd], shown | {"sets": 2}, [Side.LEFT])

    assert longer.planned == replace(odd.planned, hold_seconds_target=8)
    assert fewer.planned == replace(odd.planned, sets_target=2, reps_target=26)
    assert fewer.answers == own_answers(fewer.planned, LEFT.answers)
    assert fewer.answers.note == "Left note"


@pytest.mark.parametrize(
    ("written", "sides", "ids"),
    [
        pytest.param([LEFT], SIDES, ["left", ""], id="the other side too"),
        pytest.param([LEFT], [Side.RIGHT], ["left"], id="the other side instead"),
        pytest.param([NO_SIDE], SIDES, ["none", ""], id="sides that were not told"),
        pytest.param([LEFT, RIGHT], [Side.RIGHT], ["right"], id="one side alone"),
    ],
)
def test_what_was_told_goes_along_when_a_side_is_put_right(
    written: list[ManualEntry], sides: list[Side], ids: list[str]
) -> None:
    found = changed_entries(written, figures_written(written[0].planned), sides)

    assert [entry.planned.side for entry in found] == list(sides)
    assert [entry.entry_id for entry in found] == ids
    told = {entry.entry_id: entry.answers for entry in written}
    for entry in found:
        assert entry.answers == told.get(entry.entry_id, own_answers(entry.planned))
