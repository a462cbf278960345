"""The figures of an exercise to be typed by hand, and the entries they become."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from backrehab.core.by_hand import ManualEntry, own_answers
from backrehab.core.diary import DiaryEntry, PlannedEntry
from backrehab.core.model import Exercise, Programme, RepsPrescription, Side, SideRule

FIGURES = ("sets", "reps", "hold_seconds", "timed_seconds")
"""What is asked of an exercise done without the program, by the names of a dose's figures."""


def figures_asked(exercise: Exercise, programme: Programme) -> dict[str, int]:
    """The figures to be asked for, each as it stands in the programme at the start."""
    prescription = exercise.dose.prescription(programme.changes_of(exercise.id))
    if not isinstance(prescription, RepsPrescription):
        return {"timed_seconds": prescription.timed_seconds}
    figures = {"sets": prescription.sets, "reps": prescription.reps}
    if prescription.hold_seconds:
        figures["hold_seconds"] = prescription.hold_seconds
    return figures


def figures_written(entry: DiaryEntry) -> dict[str, int]:
    """The same of an entry by hand that is in the diary."""
    if entry.timed_seconds_target is not None:
        return {"timed_seconds": entry.timed_seconds_target}
    sets = entry.sets_target or 1
    figures = {"sets": sets, "reps": (entry.reps_target or 0) // sets}
    if entry.hold_seconds_target:
        figures["hold_seconds"] = entry.hold_seconds_target
    return figures


def has_sides(exercise: Exercise) -> bool:
    """Whether it has to be told which side was done."""
    return exercise.dose.side in {SideRule.EACH, SideRule.AFFECTED}


def entries_of(
    exercise: Exercise,
    figures: Mapping[str, int],
    sides: Sequence[Side | None],
    position: int,
    written: Sequence[DiaryEntry] = (),
) -> tuple[ManualEntry, ...]:
    """One entry for each side; those that are in the diary already keep what else was told."""
    before = {entry.side: entry for entry in written}
    entries = []
    for side in sides:
        sets = figures.get("sets")
        planned = PlannedEntry(
            exercise_id=exercise.id,
            exercise_title=exercise.title,
            section_id=exercise.section_id,
            side=side,
            position_in_session=position,
            sets_target=sets,
            reps_target=None if sets is None else sets * figures["reps"],
            hold_seconds_target=figures.get("hold_seconds") or None,
            timed_seconds_target=figures.get("timed_seconds"),
        )
        old = before.get(side)
        if old is not None and figures_written(old) == _asked_of(figures):
            answers = old.answers  # which may tell that only some of it was done
        else:
            answers = own_answers(planned, old.answers if old else None)
        entries.append(ManualEntry(planned, answers, old.entry_id if old else ""))
    return tuple(entries)


def _asked_of(figures: Mapping[str, int]) -> dict[str, int]:
    return {name: value for name, value in figures.items() if value or name != "hold_seconds"}
