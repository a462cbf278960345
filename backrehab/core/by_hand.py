"""What a person writes into the diary that no timer saw: exercises, their figures, and when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time

from backrehab.core.diary import (
    DiaryEntry,
    DiarySession,
    EntryAnswers,
    OwnReport,
    PlannedEntry,
    RecordedBy,
    SessionAnswers,
)

OLDEST_DAY = date(1970, 1, 1)
"""Before this the diary knows no day."""


@dataclass(frozen=True, slots=True)
class ManualEntry:
    """One exercise and side as the person tells it; the targets are the figures they typed.

    `entry_id` names an entry that is in the diary already; "" is a new one.
    """

    planned: PlannedEntry
    answers: EntryAnswers = field(default_factory=EntryAnswers)
    entry_id: str = ""


@dataclass(frozen=True, slots=True)
class ManualSession:
    """Exercises done without the program, at an aware instant.

    Raises:
        ValueError: no exercise, no offset from UTC, or a day before the diary knows any.
    """

    started_at: datetime
    entries: tuple[ManualEntry, ...]
    answers: SessionAnswers = field(default_factory=SessionAnswers)

    def __post_init__(self) -> None:
        if not self.entries:
            raise ValueError("a session holds at least one exercise")
        if self.started_at.utcoffset() is None:
            raise ValueError(f"{self.started_at} has no offset from UTC")
        if self.started_at.date() < OLDEST_DAY:
            raise ValueError(f"{self.started_at} is before {OLDEST_DAY}")


def own_answers(planned: PlannedEntry, answers: EntryAnswers | None = None) -> EntryAnswers:
    """The answers of what was done as it is typed: all of it, with its number of times."""
    told = answers or EntryAnswers()
    return EntryAnswers(
        own_report=OwnReport.ALL,
        own_report_reps=planned.reps_target,
        effort_0_10=told.effort_0_10,
        pain_worst_exercise_0_10=told.pain_worst_exercise_0_10,
        note=told.note,
    )


def is_by_hand(session: DiarySession) -> bool:
    """Whether the person wrote all of it, so that its day, time and figures can be put right."""
    return bool(session.entries) and all(
        entry.recorded_by is RecordedBy.MANUAL for entry in session.entries
    )


def manual_session(session: DiarySession) -> ManualSession:
    """A session by hand out of the diary, to be changed and written again."""
    return ManualSession(
        session.started_at,
        tuple(
            ManualEntry(_planned(entry), entry.answers, entry.entry_id)
            for entry in session.entries
        ),
        session.answers,
    )


def _planned(entry: DiaryEntry) -> PlannedEntry:
    return PlannedEntry(
        exercise_id=entry.exercise_id,
        exercise_title=entry.exercise_title,
        section_id=entry.section_id,
        side=entry.side,
        position_in_session=entry.position_in_session,
        sets_target=entry.sets_target,
        reps_target=entry.reps_target,
        hold_seconds_target=entry.hold_seconds_target,
        timed_seconds_target=entry.timed_seconds_target,
    )


# The day and time a person gives.


def when_fault(day: date, at: time, now: datetime) -> str:
    """What stands against this day and time, in words for the person; "" where nothing does."""
    if day > now.date():
        return "That day is still to come. Choose today or a day before."
    if day == now.date() and at > now.time().replace(second=0, microsecond=0):
        return to_come(now)
    if day < OLDEST_DAY:
        return f"The diary begins in {OLDEST_DAY.year}. Choose a later day."
    return ""


def to_come(now: datetime) -> str:
    """That a time is after `now`, in words for the person."""
    return f"That time is still to come. It is {now:%H:%M} now."
