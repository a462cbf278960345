"""A session of the diary in one row: what it was, what was asked and done, and what was told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from backrehab.core.diary import DiaryEntry, DiarySession, RecordedBy
from backrehab.core.open_questions import was_timed
from backrehab.core.text import NOTHING, asked_words, count, done_words, elapsed_short

NOT_YET = "not asked yet"
NO_EXERCISE = "No exercise"
ASKED_AFTER_MINUTES = 30
_IN_TIME_MINUTES = 15
"""An answer so long after the question is told without its time: it is what was asked for."""


def of_exercise(session: DiarySession, exercise_id: str | None) -> DiarySession:
    """The session with the entries of one exercise alone; as it is where none is chosen."""
    if exercise_id is None:
        return session
    own = tuple(entry for entry in session.entries if entry.exercise_id == exercise_id)
    return replace(session, entries=own)


def exercise_what(session: DiarySession, exercise_id: str) -> str:
    """One exercise of a session: "Bridging", "Bridging, one of 4 exercises"."""
    what = session_what(of_exercise(session, exercise_id), {})
    exercises = len(_by_exercise(session))
    return what if exercises == 1 else f"{what}, one of {count(exercises, 'exercise')}"


def session_what(session: DiarySession, sections: Mapping[str, str]) -> str:
    """What it was: "Single leg stance, right", "Mobility", "Mobility and strengthening".

    `sections` are their titles by id.
    """
    exercises = _by_exercise(session)
    if not exercises:
        return NO_EXERCISE
    if _is_one(exercises):
        entries = [entry for entries in exercises for entry in entries]
        sides = {entry.side for entry in entries}
        side = next(iter(sides)) if len(sides) == 1 else None
        title = entries[0].exercise_title
        return title if side is None else f"{title}, {side}"
    ids = dict.fromkeys(entries[0].section_id for entries in exercises)
    titles = [sections[section] for section in ids if section in sections]
    if not titles or len(titles) < len(ids):
        return "Exercises"
    first, *others = titles
    return " and ".join([first, *(_within(title) for title in others)])


def session_asked(session: DiarySession) -> str:
    """What it asked for: "5 exercises", "3 sets of 15"."""
    exercises = _by_exercise(session)
    if not exercises:
        return NOTHING
    if not _is_one(exercises):
        return count(len(exercises), "exercise")
    return "; ".join(dict.fromkeys(_exercise_asked(entries) for entries in exercises))


def session_done(session: DiarySession) -> str:
    """What was done: "4 of 5", "11 of 15", "left 3 of 3, right 2 of 3"; a dash for no figure."""
    exercises = _by_exercise(session)
    if not exercises:
        return NOTHING
    if not _is_one(exercises):
        whole = sum(all(entry.counts_as_done for entry in entries) for entries in exercises)
        return f"{whole} of {len(exercises)}"
    return "; ".join(_exercise_done(entries) for entries in exercises)


def session_worst(session: DiarySession) -> str:
    """The worst pain told, of the session or else of each exercise it was told of.

    "5"; "5, 4, 5 by exercise", "5 in one exercise", "5, 4 by side".
    """
    if session.pain_worst_session_0_10 is not None:
        return str(session.pain_worst_session_0_10)
    told = _worst_in_exercises(session)
    figures = ", ".join(map(str, told))
    if _is_one(_by_exercise(session)):
        return f"{figures} by side" if len(told) > 1 else figures or NOTHING
    if len(told) == 1:
        return f"{figures} in one exercise"
    return f"{figures} by exercise" if told else NOTHING


def exercise_worst(session: DiarySession, exercise_id: str) -> str:
    """The worst pain told of one exercise, or else of its session: "5 in the session"."""
    own = of_exercise(session, exercise_id)
    if _worst_in_exercises(own):
        return session_worst(replace(own, pain_worst_session_0_10=None))
    worst = session_worst(own)
    alone = worst == NOTHING or len(_by_exercise(session)) == 1
    return worst if alone else f"{worst} in the session"


def session_after(
    session: DiarySession, now: datetime, asked_after: int | None = ASKED_AFTER_MINUTES
) -> str:
    """The pain afterwards, "5"; "5 (4 h)" where it was told late; "not asked yet" before its time.

    It is asked so many minutes after the end, by the exercises' own rule. What was added by hand
    is never asked about, and nothing is where the person doesn't want it (`None`).
    """
    pain, minutes = session.pain_after_0_10, session.pain_after_minutes
    if pain is not None:
        if minutes is None or minutes <= (asked_after or ASKED_AFTER_MINUTES) + _IN_TIME_MINUTES:
            return str(pain)
        return f"{pain} ({elapsed_short(minutes)})"
    ended_at = session.ended_at
    if asked_after is None or ended_at is None or session.after_skipped or not was_timed(session):
        return NOTHING
    return NOT_YET if now < ended_at + timedelta(minutes=asked_after) else NOTHING


def session_noted_by(session: DiarySession) -> str:
    """Who wrote it down: "timer", "by hand"."""
    words = {RecordedBy.TIMER: "timer", RecordedBy.MANUAL: "by hand"}
    noted = dict.fromkeys(words[entry.recorded_by] for entry in session.entries)
    return " and ".join(noted) or NOTHING


def _worst_in_exercises(session: DiarySession) -> list[int]:
    told = (entry.pain_worst_exercise_0_10 for entry in session.entries)
    return [value for value in told if value is not None]


def _within(title: str) -> str:
    """A title in the middle of a sentence; "ACL rehab" keeps its capital letters."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def _is_one(exercises: list[list[DiaryEntry]]) -> bool:
    """Whether all of it is one exercise, should it have been done more than once."""
    return len({entry.exercise_id for entries in exercises for entry in entries}) == 1


def _exercise_asked(entries: list[DiaryEntry]) -> str:
    each = ", each side" if len({entry.side for entry in entries}) > 1 else ""
    return asked_words(entries[0]) + each


def _exercise_done(entries: list[DiaryEntry]) -> str:
    if len({entry.side for entry in entries}) == 1:
        return _entry_done(entries[0])
    return ", ".join(f"{entry.side} {_entry_done(entry)}" for entry in entries)


def _entry_done(entry: DiaryEntry) -> str:
    if entry.recorded_by is RecordedBy.MANUAL:
        if entry.own_report_reps is not None and entry.reps_target is not None:
            return f"{entry.own_report_reps} of {entry.reps_target}"
        return str(entry.own_report) if entry.own_report else NOTHING
    if entry.timed_seconds_target is not None and entry.timed_seconds_timed is not None:
        return f"{entry.timed_seconds_timed} of {entry.timed_seconds_target} s"
    return done_words(entry)


def _by_exercise(session: DiarySession) -> list[list[DiaryEntry]]:
    exercises: dict[int, list[DiaryEntry]] = {}
    for entry in session.entries:
        exercises.setdefault(entry.position_in_session, []).append(entry)
    return list(exercises.values())
