"""What the diary holds: what was asked for, what the timer timed, what the person told.

A session holds entries, one for each exercise and side; an entry of the timer holds sets. The
names here are the names of the diary's columns and of the spreadsheet's.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from backrehab.core.characters import character_words
from backrehab.core.model import Exercise, RepsPrescription, Side
from backrehab.core.timeline import PlannedExercise

NOTE_MOST = 4_000
"""The most characters of one note."""

PAIN_MOST = 10
"""The top of every scale here; the bottom is 0."""


class Outcome(StrEnum):
    """How an exercise ended; a session is never `SKIPPED`."""

    COMPLETED = "completed"
    STOPPED = "stopped"
    SKIPPED = "skipped"


class RecordedBy(StrEnum):
    """Who wrote an entry down: the timer as it ran, or the person by hand."""

    TIMER = "timer"
    MANUAL = "manual"


class OwnReport(StrEnum):
    """How much of it the person says was done; the timer only knows what it played."""

    ALL = "all"
    SOME = "some"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class PlannedEntry:
    """What an entry asks for, copied into the diary when it begins.

    `position_in_session` counts exercises from 1; both sides of an exercise share it.
    `reps_target` is the total over the sets of this side, `hold_seconds_target` is for one
    repetition. A target that has no meaning for the exercise is `None`.
    """

    exercise_id: str
    exercise_title: str
    section_id: str
    side: Side | None
    position_in_session: int
    sets_target: int | None = None
    reps_target: int | None = None
    hold_seconds_target: int | None = None
    timed_seconds_target: int | None = None


def planned_entries(
    exercise: Exercise, planned: PlannedExercise, position_in_session: int
) -> tuple[PlannedEntry, ...]:
    """The entries one planned exercise becomes, one for each side in the order they are done."""
    prescription = planned.prescription
    sets = reps = hold_seconds = timed_seconds = None
    if isinstance(prescription, RepsPrescription):
        sets = prescription.sets
        reps = prescription.sets * prescription.reps
        hold_seconds = prescription.hold_seconds or None
    else:
        timed_seconds = prescription.timed_seconds
    return tuple(
        PlannedEntry(
            exercise_id=exercise.id,
            exercise_title=exercise.title,
            section_id=exercise.section_id,
            side=side,
            position_in_session=position_in_session,
            sets_target=sets,
            reps_target=reps,
            hold_seconds_target=hold_seconds,
            timed_seconds_target=timed_seconds,
        )
        for side in planned.sides
    )


@dataclass(frozen=True, slots=True)
class SetDone:
    """What the timer played of one set of one side; `complete` is false where it broke off.

    A timed dose is set 1. `active_ms` is the time the body was at work, `paused_ms` the time the
    person paused within the set. `ended_at` is aware.
    """

    set_no: int
    reps: int
    hold_ms: int
    timed_ms: int
    active_ms: int
    paused_ms: int
    complete: bool
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class EntryAnswers:
    """What the person told about one entry; `None` and "" mean not asked or not answered.

    `skip_reason` says why it was left out, where it was.

    Raises:
        ValueError: a figure off its scale, or a note that can't be kept.
    """

    own_report: OwnReport | None = None
    own_report_reps: int | None = None
    effort_0_10: int | None = None
    pain_worst_exercise_0_10: int | None = None
    note: str = ""
    skip_reason: str = ""

    def __post_init__(self) -> None:
        _check_scale(self.effort_0_10, self.pain_worst_exercise_0_10)
        _check_count(self.own_report_reps)
        _check_note(self.note)
        _check_note(self.skip_reason)


@dataclass(frozen=True, slots=True)
class SessionAnswers:
    """What the person told about a whole session; `None` and "" as in `EntryAnswers`.

    `pain_after_minutes` says how long after the end `pain_after_0_10` was answered; it is `None`
    too where that was remembered later, or the session was written by hand.

    Raises:
        ValueError: a figure off its scale, or a note that can't be kept.
    """

    pain_before_0_10: int | None = None
    pain_worst_session_0_10: int | None = None
    pain_after_0_10: int | None = None
    pain_after_minutes: int | None = None
    pain_next_morning_0_10: int | None = None
    note: str = ""

    def __post_init__(self) -> None:
        _check_scale(
            self.pain_before_0_10,
            self.pain_worst_session_0_10,
            self.pain_after_0_10,
            self.pain_next_morning_0_10,
        )
        _check_count(self.pain_after_minutes)
        _check_note(self.note)


@dataclass(frozen=True, slots=True)
class DiaryEntry:
    """One exercise and side as the diary has it.

    The `_timed` totals and the `_seconds` are whole numbers, to the nearest; they are `None` in
    an entry made by hand and where the exercise has no such figure. `outcome` and `ended_at` are
    `None` while the entry runs. `edited_at` is when the person last wrote the answers.
    """

    entry_id: str
    exercise_id: str
    exercise_title: str
    section_id: str
    side: Side | None
    position_in_session: int
    started_at: datetime
    ended_at: datetime | None
    recorded_by: RecordedBy
    outcome: Outcome | None
    skip_reason: str
    sets_target: int | None
    sets_timed: int | None
    reps_target: int | None
    reps_timed: int | None
    hold_seconds_target: int | None
    hold_seconds_timed: int | None
    timed_seconds_target: int | None
    timed_seconds_timed: int | None
    active_seconds: int | None
    paused_seconds: int | None
    own_report: OwnReport | None
    own_report_reps: int | None
    effort_0_10: int | None
    pain_worst_exercise_0_10: int | None
    note: str
    edited_at: datetime | None

    @property
    def counts_as_done(self) -> bool:
        """Whether it was completed; by hand not where the person said "none".

        `storage.diary.COUNTS_AS_DONE` says the same in SQL.
        """
        by_hand = self.recorded_by is RecordedBy.MANUAL
        if by_hand and self.own_report is OwnReport.NONE:
            return False
        return self.outcome is Outcome.COMPLETED

    @property
    def answers(self) -> EntryAnswers:
        """What the person told, to change with `dataclasses.replace` and write again."""
        return EntryAnswers(
            own_report=self.own_report,
            own_report_reps=self.own_report_reps,
            effort_0_10=self.effort_0_10,
            pain_worst_exercise_0_10=self.pain_worst_exercise_0_10,
            note=self.note,
            skip_reason=self.skip_reason,
        )


@dataclass(frozen=True, slots=True)
class DiarySession:
    """One session as the diary has it, its entries in the order they were done.

    `outcome` and `ended_at` are `None` while it runs. `after_skipped` and `morning_skipped` say
    that those questions were put away and aren't asked again.
    """

    session_id: str
    person_code: str
    started_at: datetime
    ended_at: datetime | None
    outcome: Outcome | None
    pain_before_0_10: int | None
    pain_worst_session_0_10: int | None
    pain_after_0_10: int | None
    pain_after_minutes: int | None
    pain_next_morning_0_10: int | None
    note: str
    edited_at: datetime | None
    app_version: str
    content_version: str
    entries: tuple[DiaryEntry, ...]
    after_skipped: bool = False
    morning_skipped: bool = False

    @property
    def day(self) -> date:
        """The local day it began on, where the person was then."""
        return self.started_at.date()

    @property
    def answers(self) -> SessionAnswers:
        """What the person told, to change with `dataclasses.replace` and write again."""
        return SessionAnswers(
            pain_before_0_10=self.pain_before_0_10,
            pain_worst_session_0_10=self.pain_worst_session_0_10,
            pain_after_0_10=self.pain_after_0_10,
            pain_after_minutes=self.pain_after_minutes,
            pain_next_morning_0_10=self.pain_next_morning_0_10,
            note=self.note,
        )


@dataclass(frozen=True, slots=True)
class UnfinishedEntry:
    """An entry of a session that was never ended; `sets` in the order they were written."""

    entry_id: str
    position_in_session: int
    side: Side | None
    outcome: Outcome | None
    sets: tuple[SetDone, ...] = ()

    @property
    def sets_done(self) -> int:
        """How many of its sets were finished."""
        return sum(done.complete for done in self.sets)


@dataclass(frozen=True, slots=True)
class UnfinishedSession:
    """A session the program could not end: it was killed, or the power went.

    `plan` is what it set out to do as JSON text, "" where nobody wrote it down. `last_seen_at` is
    its last sign of life. The entries are in the order they were begun.
    """

    session_id: str
    plan: str
    started_at: datetime
    last_seen_at: datetime
    entries: tuple[UnfinishedEntry, ...]


def note_fault(note: str) -> str:
    """What stands against keeping this note, for the person who typed it; "" where nothing does.

    Line breaks are welcome; other control characters, broken halves of characters and the two
    that are none (U+FFFE, U+FFFF) are not, since a spreadsheet can't hold them.
    """
    if len(note) > NOTE_MOST:
        return f"A note can hold {NOTE_MOST:,} characters; this one has {len(note):,}."
    for character in note:
        is_control = unicodedata.category(character) in {"Cc", "Cs"} and character not in "\r\n"
        if is_control or character in "\ufffe\uffff":
            return f"A note can't hold {character_words(character)}. Please take it out."
    return ""


def _check_note(note: str) -> None:
    if fault := note_fault(note):
        raise ValueError(fault)


def _check_scale(*figures: int | None) -> None:
    for figure in figures:
        if figure is not None and not 0 <= figure <= PAIN_MOST:
            raise ValueError(f"{figure} is not on the scale of 0 to {PAIN_MOST}")


def _check_count(figure: int | None) -> None:
    if figure is not None and figure < 0:
        raise ValueError(f"{figure} is less than nothing")
