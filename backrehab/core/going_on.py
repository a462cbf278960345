"""Where a session that was cut off goes on: the phases still to do, and what the record needs.

A session stands where its newest entry is. What comes before that is over; of the exercise itself
the sets that were finished stay done; all that follows is done as it was planned. An exercise that
was left by "back" is begun anew, as it would have been.

They may have to get down on the mat again, so going on begins with a whole getting ready for the
position, whatever would have stood there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from backrehab.core.diary import Outcome, UnfinishedEntry, UnfinishedSession
from backrehab.core.engine import Beginning
from backrehab.core.model import Side, TimedPrescription
from backrehab.core.routine import Routine
from backrehab.core.timeline import WORKING, Phase, PhaseKind, PlannedExercise

MOST_HOURS = 12
"""A session that was cut off longer ago is not gone on with: the body has cooled down."""


class Hindrance(StrEnum):
    """Why a session can't be gone on with; what was done is kept all the same."""

    TOO_LONG_AGO = "too_long_ago"
    NO_PLAN = "no_plan"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Ending:
    """An open entry that nothing is added to any more, and how it ended."""

    entry: UnfinishedEntry
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class GoOn:
    """A session to go on with.

    Attributes:
        unfinished: What the diary holds of it.
        routine: All of what it set out to do.
        phases: All its phases, those that are done too, for "set 2 of 3" and the way back.
        beginning: Where among them it goes on.
        open_entries: The entries to add to, by side: those of the exercise it goes on with.
        endings: Entries that have to be ended yet.
    """

    unfinished: UnfinishedSession
    routine: Routine
    phases: tuple[Phase, ...]
    beginning: Beginning
    open_entries: tuple[UnfinishedEntry, ...] = ()
    endings: tuple[Ending, ...] = ()

    @property
    def to_do(self) -> tuple[Phase, ...]:
        """The phases still to do, in order."""
        first = self.beginning.phase or self.phases[self.beginning.index]
        return (first, *self.phases[self.beginning.index + 1 :])

    @property
    def is_over(self) -> bool:
        """Whether everything was done, and only the end is missing."""
        return self.to_do[0].kind is PhaseKind.DONE

    @property
    def outcome(self) -> Outcome:
        """How the session ended, if it is over."""
        return Outcome.COMPLETED if self.beginning.any_completed else Outcome.STOPPED

    @property
    def coming(self) -> Phase:
        """The first phase at work, which tells the exercise, the set and the side; or the end."""
        return next(
            phase for phase in self.to_do if phase.kind in WORKING or phase.kind is PhaseKind.DONE
        )


def way_on(
    unfinished: UnfinishedSession, routine: Routine | None, now: datetime
) -> GoOn | Hindrance:
    """How to go on with a session, or what stands against it.

    `routine` is what its plan says today; `None` where that can't be done any more.
    """
    if not unfinished.plan:
        return Hindrance.NO_PLAN
    go_on = None if routine is None else going_on(routine, unfinished)
    if go_on is None:
        return Hindrance.CHANGED
    if not go_on.is_over and now - unfinished.last_seen_at > timedelta(hours=MOST_HOURS):
        return Hindrance.TOO_LONG_AGO
    return go_on


def going_on(routine: Routine, unfinished: UnfinishedSession) -> GoOn | None:
    """How to go on with a session; `None` where what the diary holds doesn't fit the routine."""
    if not all(_fits(routine, entry) for entry in unfinished.entries):
        return None
    latest = _Latest.of(unfinished.entries)
    index = latest.exercise_index
    carried_on: tuple[UnfinishedEntry, ...] = ()
    if latest.is_skipped or _done_on_all_sides(routine, index, latest.entries):
        index += 1
    elif not latest.is_stopped:
        carried_on = latest.entries
    endings = tuple(
        Ending(
            entry, _outcome(routine, entry, skipped=latest.is_skipped and entry in latest.entries)
        )
        for entry in unfinished.entries
        if entry.outcome is None and entry not in carried_on
    )
    phases, beginning = _begin(routine, index, carried_on)
    any_completed = any(
        _done_on_all_sides(routine, each, unfinished.entries)
        for each in range(len(routine.planned))
    )
    beginning = replace(beginning, any_completed=any_completed)
    return GoOn(unfinished, routine, phases, beginning, carried_on, endings)


def _begin(
    routine: Routine, index: int, carried_on: Sequence[UnfinishedEntry]
) -> tuple[tuple[Phase, ...], Beginning]:
    """The phases, and where among them the first set stands that isn't done."""
    phases = routine.phases
    sets_done = {entry.side: entry.sets_done for entry in carried_on}
    first = next(
        (
            at
            for at, phase in enumerate(phases)
            if phase.kind in WORKING
            and phase.exercise_index == index
            and (phase.set_no or 1) > sets_done.get(phase.side, 0)
        ),
        None,
    )
    if first is None:
        return phases, Beginning(len(phases) - 1)
    ready = _getting_ready(routine, phases[first])
    if ready.duration_ms == 0:
        return phases, Beginning(first)
    if first == 0 or phases[first - 1].kind in WORKING:
        # There would have been no rest at all.
        phases = (*phases[:first], ready, *phases[first:])
        return phases, Beginning(first, ready)
    return phases, Beginning(first - 1, ready)


def _getting_ready(routine: Routine, coming: Phase) -> Phase:
    times = routine.times
    on_the_floor = routine.planned[coming.exercise_index].position.on_the_floor
    seconds = times.get_ready_floor_seconds if on_the_floor else times.get_ready_chair_seconds
    return Phase(PhaseKind.GET_READY, seconds * 1000, coming.exercise_index, side=coming.side)


@dataclass(frozen=True, slots=True)
class _Latest:
    """The exercise a session stands at, with the entries of the last time it was begun."""

    exercise_index: int
    entries: tuple[UnfinishedEntry, ...]

    @classmethod
    def of(cls, entries: Sequence[UnfinishedEntry]) -> _Latest:
        """Without an entry it stands at the first exercise."""
        latest: dict[Side | None, UnfinishedEntry] = {}
        position = entries[-1].position_in_session if entries else 1
        for entry in reversed(entries):
            if entry.position_in_session != position or entry.side in latest:
                break
            latest[entry.side] = entry
        return cls(position - 1, tuple(reversed(latest.values())))

    @property
    def is_stopped(self) -> bool:
        return any(entry.outcome is Outcome.STOPPED for entry in self.entries)

    @property
    def is_skipped(self) -> bool:
        return any(entry.outcome is Outcome.SKIPPED for entry in self.entries)


def _fits(routine: Routine, entry: UnfinishedEntry) -> bool:
    if not 1 <= entry.position_in_session <= len(routine.planned):
        return False
    planned = routine.planned[entry.position_in_session - 1]
    return entry.side in planned.sides and entry.sets_done <= _sets(planned)


def _done_on_all_sides(routine: Routine, index: int, entries: Sequence[UnfinishedEntry]) -> bool:
    planned = routine.planned[index]
    done = {
        entry.side
        for entry in entries
        if entry.position_in_session == index + 1 and entry.sets_done == _sets(planned)
    }
    return done == set(planned.sides)


def _outcome(routine: Routine, entry: UnfinishedEntry, *, skipped: bool) -> Outcome:
    if entry.sets_done == _sets(routine.planned[entry.position_in_session - 1]):
        return Outcome.COMPLETED
    return Outcome.SKIPPED if skipped else Outcome.STOPPED


def _sets(planned: PlannedExercise) -> int:
    dose = planned.prescription
    return 1 if isinstance(dose, TimedPrescription) else dose.sets
