"""The figures of a report for the physiotherapist: raw counts of the rows of the spreadsheet.

Nothing is made of them: no average, no trend, no word about what they mean.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from backrehab.core.errors import DiaryError
from backrehab.storage import fault_words
from backrehab.storage.cells import read_instant
from backrehab.storage.columns import COLUMNS
from backrehab.storage.diary import COUNTS_AS_DONE, Diary
from backrehab.storage.door import door
from backrehab.storage.goals import clinic_scores, goals
from backrehab.storage.progress import Progress

_TOLD_EVERY = 500
"""After so many rows it is told how far the counting is."""

_DONE = "counts_as_done"

ANSWERS = ("before", "worst", "after", "next_morning")
"""The questions about pain, in the order they are asked."""


@dataclass(frozen=True, slots=True)
class Amount:
    """What the timer played, of what was asked for."""

    timed: int = 0
    asked: int = 0

    def plus(self, timed: int, asked: int) -> Amount:
        return Amount(self.timed + timed, self.asked + asked)


@dataclass(slots=True)
class ExerciseFigures:
    """One exercise and side. Amounts are of the timer's rows alone; `None`: never asked for.

    `done` are the completed ones, without those by hand of which the person said "none".
    """

    title: str
    side: str
    outcomes: Counter[str] = field(default_factory=Counter)
    done: int = 0
    by_hand: int = 0
    sets: Amount | None = None
    reps: Amount | None = None
    hold_seconds: Amount | None = None
    timed_seconds: Amount | None = None
    efforts: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PainAnswers:
    """What was told of one session's pain; `worst_in` is each exercise's own answer."""

    day: date
    at: time
    before: int | None
    worst: int | None
    worst_in: tuple[int, ...]
    after: int | None
    after_minutes: int | None
    next_morning: int | None


@dataclass(frozen=True, slots=True)
class Note:
    """What was written on a session, or on the exercise named, and why that was left out."""

    day: date
    at: time
    exercise: str
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """A goal with its numbers, or a score from the clinic by its name; oldest first, as given."""

    words: str
    values: tuple[tuple[date, str], ...]
    put_away: bool = False


@dataclass(frozen=True, slots=True)
class DayFigures:
    """A day with at least one session; `rounds` as on the page of the day.

    `efforts` are the exercises' own answers, in their order.
    """

    sessions: int
    rounds: int
    efforts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a report can say of the days chosen; `since` and `until` as they were chosen.

    `first_day` and `last_day` are the whole diary's, whatever was chosen.
    `own_reports` counts how often the person said "all", "some" or "none" of an exercise and side.
    """

    since: date | None
    until: date | None
    first_day: date
    last_day: date
    person_code: str
    rows: int
    sessions: Mapping[str, int]
    own_reports: Mapping[str, int]
    days: Mapping[date, DayFigures]
    exercises: tuple[ExerciseFigures, ...]
    pains: tuple[PainAnswers, ...]
    notes: tuple[Note, ...]
    goals: tuple[Told, ...] = ()
    scores: tuple[Told, ...] = ()

    @property
    def session_count(self) -> int:
        return sum(self.sessions.values())

    @property
    def days_with_rounds(self) -> int:
        return sum(day.rounds > 0 for day in self.days.values())

    @property
    def rounds(self) -> int:
        return sum(day.rounds for day in self.days.values())


def make_report(
    diary: Diary,
    since: date | None = None,
    until: date | None = None,
    on_progress: Progress | None = None,
) -> Report | None:
    """Counts the rows of these local days, both included; `None` where there are none.

    Raises:
        DiaryError: the diary can't be read.
    """
    total = 0 if on_progress is None else diary.count_entries(since, until)
    counting = _Counting()
    columns = [*(column.sql for column in COLUMNS), COUNTS_AS_DONE]
    names = [*(column.name for column in COLUMNS), _DONE]
    with (
        door(DiaryError, diary.path, fault_words.DIARY),
        closing(diary.export_rows(since, until, columns=columns)) as rows,
    ):
        for row in rows:
            counting.add(dict(zip(names, row, strict=True)))
            if on_progress is not None and counting.rows % _TOLD_EVERY == 0:
                on_progress(counting.rows, total)
        counting.end_session()
    ends = diary.first_and_last_day()
    if counting.rows == 0 or ends is None:
        return None
    return Report(
        since=since,
        until=until,
        first_day=ends[0],
        last_day=ends[1],
        person_code=counting.person_code,
        rows=counting.rows,
        sessions=counting.sessions,
        own_reports=counting.own_reports,
        days=counting.days,
        exercises=tuple(counting.exercises.values()),
        pains=tuple(counting.pains),
        notes=tuple(counting.notes),
        goals=tuple(_goals(diary, since or date.min, until or date.max)),
        scores=_scores(diary, since, until),
    )


def _goals(diary: Diary, since: date, until: date) -> Iterator[Told]:
    """The person's goals, then those that were put away but had a number in these days."""
    for goal in (*goals(diary), *goals(diary, put_away=True)):
        numbers = tuple(
            (score.scored_at.date(), str(score.score_0_10))
            for score in goal.scores
            if since <= score.scored_at.date() <= until
        )
        is_one_now = goal.put_away_at is None and goal.made_at.date() <= until
        if numbers or is_one_now:
            yield Told(_on_one_line(goal.words), numbers, goal.put_away_at is not None)


def _scores(diary: Diary, since: date | None, until: date | None) -> tuple[Told, ...]:
    """By name, the one that was given last first."""
    by_name: dict[str, list[tuple[date, str]]] = {}
    for score in reversed(clinic_scores(diary, since, until)):
        by_name.setdefault(_on_one_line(score.name), []).append(
            (score.on_day, _on_one_line(score.value))
        )
    return tuple(Told(name, tuple(reversed(values))) for name, values in by_name.items())


def _on_one_line(words: str) -> str:
    return " ".join(words.split())


class _Counting:
    """Takes the rows one after another; those of a session follow one another."""

    def __init__(self) -> None:
        self.rows = 0
        self.person_code = ""
        self.sessions: Counter[str] = Counter()
        self.own_reports: Counter[str] = Counter()
        self.days: dict[date, DayFigures] = {}
        self.exercises: dict[tuple[str, str], ExerciseFigures] = {}
        self.pains: list[PainAnswers] = []
        self.notes: list[Note] = []
        self._session: list[dict[str, Any]] = []
        self._day: date | None = None
        self._completions: Counter[str] = Counter()

    def add(self, row: dict[str, Any]) -> None:
        self.rows += 1
        if self._session and self._session[0]["session_id"] != row["session_id"]:
            self.end_session()
        self._session.append(row)
        self._add_exercise(row)

    def end_session(self) -> None:
        if not self._session:
            return
        first, rows = self._session[0], self._session
        self._session = []
        self.person_code = first["person_code"]
        self.sessions[first["session_outcome"] or ""] += 1
        at = read_instant(first["session_started_at"])
        day, clock = at.date(), at.time()
        if day != self._day:  # the days follow one another too
            self._day, self._completions = day, Counter()
        self._completions.update(_completed(rows))
        before = self.days.get(day, DayFigures(0, 0))
        rounds = max(self._completions.values(), default=0)
        efforts = [row["effort_0_10"] for row in rows if row["effort_0_10"] is not None]
        self.days[day] = DayFigures(before.sessions + 1, rounds, (*before.efforts, *efforts))
        worst_in = [row["pain_worst_exercise_0_10"] for row in rows]
        pain = PainAnswers(
            day=day,
            at=clock,
            before=first["pain_before_0_10"],
            worst=first["pain_worst_session_0_10"],
            worst_in=tuple(figure for figure in worst_in if figure is not None),
            after=first["pain_after_0_10"],
            after_minutes=first["pain_after_minutes"],
            next_morning=first["pain_next_morning_0_10"],
        )
        if pain.worst_in or any(getattr(pain, answer) is not None for answer in ANSWERS):
            self.pains.append(pain)
        if first["session_note"]:
            self.notes.append(Note(day, clock, "", first["session_note"]))
        told = [(row["exercise_title"], row["note"]) for row in rows if row["note"]]
        # Both sides are left out for the same reason.
        reasons = dict.fromkeys(
            (row["exercise_title"], f"Left out: {row['skip_reason']}")
            for row in rows
            if row["skip_reason"]
        )
        self.notes += [Note(day, clock, title, words) for title, words in (*reasons, *told)]

    def _add_exercise(self, row: dict[str, Any]) -> None:
        key = (row["exercise_id"], row["side"] or "")
        figures = self.exercises.setdefault(key, ExerciseFigures("", key[1]))
        figures.title = row["exercise_title"]  # the newest, should it have had several
        figures.outcomes[row["outcome"] or ""] += 1
        figures.done += row[_DONE]
        self.own_reports[row["own_report"] or ""] += 1
        if row["effort_0_10"] is not None:
            figures.efforts.append(row["effort_0_10"])
        if row["recorded_by"] == "manual":
            figures.by_hand += 1
            return
        hold, reps = row["hold_seconds_target"], row["reps_target"]
        figures.sets = _plus(figures.sets, row["sets_timed"], row["sets_target"])
        figures.reps = _plus(figures.reps, row["reps_timed"], reps)
        held = None if hold is None else hold * (reps or 0)
        figures.hold_seconds = _plus(figures.hold_seconds, row["hold_seconds_timed"], held)
        figures.timed_seconds = _plus(
            figures.timed_seconds, row["timed_seconds_timed"], row["timed_seconds_target"]
        )


def _plus(amount: Amount | None, timed: int | None, asked: int | None) -> Amount | None:
    if asked is None:
        return amount
    return (amount or Amount()).plus(timed or 0, asked)


def _completed(rows: Iterable[dict[str, Any]]) -> list[str]:
    """The exercises of a session that were completed, with both sides where there are two."""
    sides: dict[tuple[int, str], dict[str, bool]] = {}
    for row in rows:
        key = (row["position_in_session"], row["exercise_id"])
        of_sides = sides.setdefault(key, {})
        side = row["side"] or ""
        of_sides[side] = of_sides.get(side, False) or bool(row[_DONE])
    return [exercise for (_, exercise), of_sides in sides.items() if all(of_sides.values())]


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())
