"""The figures of an exercise to be typed by hand, and the entries they become."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from backrehab.core.by_hand import ManualEntry, own_answers
from backrehab.core.diary import PlannedEntry
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


def figures_written(planned: PlannedEntry) -> dict[str, int]:
    """The same of an entry by hand that is in the diary, as far as they can be shown."""
    if planned.timed_seconds_target is not None:
        return {"timed_seconds": planned.timed_seconds_target}
    sets = planned.sets_target or 1
    figures = {"sets": sets, "reps": (planned.reps_target or 0) // sets}
    if planned.hold_seconds_target:
        figures["hold_seconds"] = planned.hold_seconds_target
    return figures


def has_sides(exercise: Exercise) -> bool:
    """Whether it has to be told which side was done."""
    return exercise.dose.side in {SideRule.EACH, SideRule.AFFECTED}


def alike(written: Iterable[ManualEntry]) -> list[list[ManualEntry]]:
    """The entries of one exercise, together where they are two sides done alike.

    Whatever else the diary holds stands by itself: an exercise done twice, or a side that was done
    less often than the other.
    """
    found: list[list[ManualEntry]] = []
    for entry in written:
        for others in found:
            if all(_is_other_side(entry.planned, other.planned) for other in others):
                others.append(entry)
                break
        else:
            found.append([entry])
    return found


def _is_other_side(one: PlannedEntry, other: PlannedEntry) -> bool:
    return (
        one.side is not None
        and other.side is not None
        and one.side is not other.side
        and replace(one, side=other.side) == other
    )


def new_entries(
    exercise: Exercise,
    figures: Mapping[str, int],
    sides: Sequence[Side | None],
    position: int,
) -> tuple[ManualEntry, ...]:
    """One entry for each side, with these figures."""
    entries = []
    for side in sides:
        bare = PlannedEntry(exercise.id, exercise.title, exercise.section_id, side, position)
        planned = _with_figures(bare, figures, figures)
        entries.append(ManualEntry(planned, own_answers(planned)))
    return tuple(entries)


def changed_entries(
    written: Sequence[ManualEntry], figures: Mapping[str, int], sides: Sequence[Side | None]
) -> tuple[ManualEntry, ...]:
    """Entries that are in the diary and `alike`, put right; what wasn't changed is as it was.

    An entry keeps its side where that is still chosen; one whose side isn't takes the place of a
    side that is new. So what else was told of it goes along.
    """
    shown = figures_written(written[0].planned)
    changed = {name for name, figure in figures.items() if shown.get(name) != figure}
    spare = [entry for entry in written if entry.planned.side not in sides]
    entries = []
    for side in sides:
        old = next((entry for entry in written if entry.planned.side is side), None)
        if old is None and spare:
            old = spare.pop(0)
        like = old or written[0]
        planned = _with_figures(replace(like.planned, side=side), figures, changed)
        if old is None:
            entries.append(ManualEntry(planned, own_answers(planned)))
        elif changed:
            answers = own_answers(planned, old.answers)
            entries.append(ManualEntry(planned, answers, old.entry_id))
        else:
            # The answers may tell that only some of it was done.
            entries.append(replace(old, planned=planned))
    return tuple(entries)


def _with_figures(
    planned: PlannedEntry, figures: Mapping[str, int], wanted: Iterable[str]
) -> PlannedEntry:
    """With the targets that the `wanted` figures make; times are those of all sets together."""
    names = set(wanted)
    if names & {"sets", "reps"}:
        reps = figures["sets"] * figures["reps"]
        planned = replace(planned, sets_target=figures["sets"], reps_target=reps)
    if "hold_seconds" in names:
        planned = replace(planned, hold_seconds_target=figures["hold_seconds"] or None)
    if "timed_seconds" in names:
        planned = replace(planned, timed_seconds_target=figures["timed_seconds"])
    return planned
