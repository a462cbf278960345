"""One session of the diary in words: what was asked and timed, and what the person told of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from backrehab.core.diary import DiaryEntry, DiarySession, Outcome, OwnReport, RecordedBy
from backrehab.core.text import (
    asked_words,
    count,
    duration_words,
    elapsed_words,
    seconds_words,
    when_words,
)

NOT_TOLD = "not told"

_STATES: Mapping[Outcome | None, str] = MappingProxyType(
    {
        Outcome.COMPLETED: "Done.",
        Outcome.STOPPED: "Ended early.",
        Outcome.SKIPPED: "Left out.",
        None: "It was not ended.",
    }
)
_REPORTS: Mapping[OwnReport, str] = MappingProxyType(
    {OwnReport.ALL: "all of it", OwnReport.SOME: "some of it", OwnReport.NONE: "none of it"}
)
_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "pain_before_0_10": "pain before",
        "pain_worst_session_0_10": "worst pain",
        "pain_after_0_10": "pain after",
        "pain_next_morning_0_10": "pain next morning",
        "note": "note",
        "skip_reason": "why you left it out",
        "own_report": "how much you did",
        "own_report_reps": "how many times",
        "effort_0_10": "how hard it was",
        "pain_worst_exercise_0_10": "worst pain",
        "sets_target": "sets",
        "reps_target": "times",
        "hold_seconds_target": "seconds of a hold",
        "timed_seconds_target": "seconds",
        "side": "side",
    }
)
_SESSION_FIELDS: Mapping[str, str] = MappingProxyType({**_FIELDS, "started_at": "day and time"})

_NOTE_SHOWN = 60


def exercise_words(entry: DiaryEntry) -> str:
    """The exercise, and its side where it has one: "Single leg stance, right"."""
    return entry.exercise_title if entry.side is None else f"{entry.exercise_title}, {entry.side}"


def session_words(session: DiarySession) -> str:
    """How much it was and who wrote it down, in one line."""
    exercises = len({entry.position_in_session for entry in session.entries})
    parts = [count(exercises, "exercise")]
    if by_timer(session):
        if session.ended_at is not None:
            length = session.ended_at - session.started_at
            parts.append(duration_words(int(length.total_seconds() * 1000)))
        return f"{', '.join(parts)}. Written down by the timer."
    return f"{parts[0]}. Added by hand."


def by_timer(session: DiarySession) -> bool:
    """Whether the timer wrote any of it, or nobody wrote an exercise."""
    return not session.entries or any(
        entry.recorded_by is RecordedBy.TIMER for entry in session.entries
    )


def fact_lines(entry: DiaryEntry) -> tuple[str, ...]:
    """What was asked for and what was timed, one line each."""
    if entry.recorded_by is RecordedBy.MANUAL:
        return (f"You wrote: {asked_words(entry)}.",)
    timed = _timed(entry)
    state = _STATES[entry.outcome]
    if entry.skip_reason:
        state = f"{state} {_sentence(entry.skip_reason)}"
    lines = [f"Asked for: {asked_words(entry)}."]
    if entry.outcome is Outcome.SKIPPED and not (entry.active_seconds or 0):
        return (*lines, state)
    lines.append(f"{state} Timed: {', '.join(timed)}." if timed else state)
    return tuple(lines)


def _sentence(words: str) -> str:
    """What a person wrote, as a sentence: with a capital letter and a stop."""
    words = " ".join(words.split())
    stop = "" if words.endswith((".", "!", "?")) else "."
    return f"{words[:1].upper()}{words[1:]}{stop}"


def _timed(entry: DiaryEntry) -> list[str]:
    parts = []
    if entry.timed_seconds_target is not None and entry.timed_seconds_timed is not None:
        asked = seconds_words(entry.timed_seconds_target)
        parts.append(f"{entry.timed_seconds_timed} of {asked}")
    if entry.reps_target is not None and entry.reps_timed is not None:
        parts.append(f"{entry.reps_timed} of {count(entry.reps_target, 'time')}")
    if (entry.sets_target or 0) > 1:
        parts.append(f"{entry.sets_timed or 0} of {count(entry.sets_target or 0, 'set')}")
    if entry.hold_seconds_timed:
        parts.append(f"held for {seconds_words(entry.hold_seconds_timed)}")
    if entry.paused_seconds:
        parts.append(f"paused for {seconds_words(entry.paused_seconds)}")
    return parts


def told_words(entry: DiaryEntry) -> str:
    """What the person told of one exercise, in one line; "" where nothing."""
    parts = []
    if entry.own_report is not None:
        words = f"You did {_REPORTS[entry.own_report]}"
        if entry.own_report is OwnReport.SOME and entry.own_report_reps is not None:
            words += f", {count(entry.own_report_reps, 'time')}"
        parts.append(f"{words}.")
    if entry.effort_0_10 is not None:
        parts.append(f"How hard it was: {entry.effort_0_10} of 10.")
    if entry.pain_worst_exercise_0_10 is not None:
        parts.append(f"Worst pain: {entry.pain_worst_exercise_0_10}.")
    if entry.note:
        parts.append(f"Your note: {entry.note}")
    return " ".join(parts)


def later_words(minutes: int | None) -> str:
    """When the number for afterwards was told: "34 minutes after", "2 hours after"."""
    if minutes is None:
        return "30 minutes after"
    return f"{elapsed_words(minutes)} after"


def number_words(number: int | None) -> str:
    """A number of a scale, or that it was not told."""
    return NOT_TOLD if number is None else str(number)


def is_told(field: str, *, of_entry: bool) -> bool:
    """Whether a change of this column is told; the others change with one of these.

    The day and time of an entry by hand are those of its session.
    """
    return field in (_FIELDS if of_entry else _SESSION_FIELDS)


def change_words(
    at: datetime, what: str, field: str, before: str | None, after: str | None, now: datetime
) -> str:
    """One change of the log: "Today, 12:40. Worst pain: 3, before that 4."."""
    title = _SESSION_FIELDS[field]
    title = f"{what}, {title}" if what else f"{title[:1].upper()}{title[1:]}"
    when = when_words(at, now.date())
    was = f", before that {_shown(field, before, now)}" if before else ""
    return f"{when}. {title}: {_shown(field, after, now)}{was}."


def _shown(field: str, value: str | None, now: datetime) -> str:
    if value is None or value == "":
        return "nothing"
    if field == "started_at":
        return when_words(datetime.fromisoformat(value), now.date())
    value = " ".join(value.split())
    return value if len(value) <= _NOTE_SHOWN else f"{value[:_NOTE_SHOWN].rstrip()} \u2026"
