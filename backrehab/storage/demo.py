"""Four weeks of a made-up person, to show the program with: good days and bad, and no story.

Every session is played by the real engine, so what was timed is what would have been timed. The
same seed, instant and exercises give the same diary.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from random import Random
from uuid import UUID

from backrehab.core.diary import (
    EntryAnswers,
    Outcome,
    OwnReport,
    PlannedEntry,
    RecordedBy,
    SessionAnswers,
    planned_entries,
)
from backrehab.core.engine import Engine
from backrehab.core.events import ExerciseEnded, PhaseStarted, SessionEnded
from backrehab.core.model import Exercise, Library, Side, SideRule, sides_to_do
from backrehab.core.tally import set_results
from backrehab.core.timeline import WORKING, Phase, PlannedExercise, compile_timeline, total_ms
from backrehab.storage.diary import Diary

DAYS = 28

_ROUND_AT = (time(8, 5), time(12, 15), time(16, 20), time(20, 0))
_STRENGTH_AT = time(10, 30)
_ROUNDS_A_WEEK = (2, 2, 3, 3, 3, 4, 4)
"""One for each day, in another order every week: no week is better than the others."""

_MISSED_DAYS = 2
_MORNING_AT = time(7, 45)
_USUAL_PAIN = 4.0
_NOTES = (
    "Slept badly.",
    "Long drive yesterday.",
    "Stiff when I got up, looser by lunch.",
    "Was in the garden before this.",
    "Family here, so did it late.",
    "Sat too long at the table.",
    "Did it on the bed, knees were sore.",
)
_SKIP_REASON = "The firm chair was in use."


class _Turn(StrEnum):
    """What a session is like."""

    USUAL = "usual"
    PAUSED = "paused"
    SKIPPED = "skipped"
    STOPPED = "stopped"
    BY_HAND = "by_hand"


# How far into four weeks each unusual session is.
_TURNS = (
    (0.3, _Turn.SKIPPED),
    (0.45, _Turn.PAUSED),
    (0.6, _Turn.STOPPED),
    (0.7, _Turn.BY_HAND),
    (0.8, _Turn.SKIPPED),
)


@dataclass(slots=True)
class _Visit:
    started_at: datetime
    exercises: tuple[Exercise, ...]
    turn: _Turn = _Turn.USUAL


def fill_demo(
    diary: Diary, library: Library, now: datetime, seed: int = 5, *, times_four_weeks: int = 1
) -> None:
    """Writes four weeks up to `now`, which is aware, or several times four; nothing is later.

    They hold every exercise that is on from the start and needs no sore side.
    """
    random = Random(seed)
    person = _Person(diary, random, library.version, times_four_weeks)
    for visit in _visits(library, now, random, times_four_weeks):
        person.do(visit, now)


def _visits(library: Library, now: datetime, random: Random, times: int) -> list[_Visit]:
    given = [
        exercise
        for exercise in library.exercises
        if exercise.dose.side is not SideRule.AFFECTED and not exercise.off_at_first
    ]
    once = tuple(exercise for exercise in given if exercise.times_a_day.value == 1)
    often = [exercise for exercise in given if exercise.times_a_day.value > 1]
    missed = random.sample(range(1, times * DAYS), times * _MISSED_DAYS)
    visits: list[_Visit] = []
    rounds_left: list[int] = []
    for days_ago in reversed(range(times * DAYS)):
        day = now.date() - timedelta(days=days_ago)
        rounds_left = rounds_left or random.sample(_ROUNDS_A_WEEK, len(_ROUNDS_A_WEEK))
        rounds = rounds_left.pop()
        plans = [
            (at, tuple(exercise for exercise in often if exercise.times_a_day.value >= number))
            for number, at in enumerate(_ROUND_AT[:rounds], 1)
        ]
        if days_ago % 2:
            plans.insert(1, (_STRENGTH_AT, once))
        for at, exercises in plans:
            started_at = _about(day, at, now, random)
            if exercises and days_ago not in missed:
                visits.append(_Visit(started_at, exercises))
    for share, turn in _TURNS:
        for before in range(times):
            for visit in visits[int(len(visits) * (before + share) / times) :][:1]:
                visit.turn = turn
    return visits


def _about(day: date, at: time, now: datetime, random: Random) -> datetime:
    return datetime.combine(day, at, now.tzinfo) + timedelta(seconds=random.randrange(3_000))


class _Person:
    """Does the sessions, and answers some of what is asked."""

    def __init__(self, diary: Diary, random: Random, content_version: str, times: int) -> None:
        self._diary = diary
        self._random = random
        self._content_version = content_version
        self._pain = _USUAL_PAIN
        self._notes = [note for _ in range(times) for note in random.sample(_NOTES, len(_NOTES))]

    def do(self, visit: _Visit, now: datetime) -> None:
        plan = [_planned(exercise) for exercise in visit.exercises]
        played = _Played(plan, visit.turn)
        ended_at = _after(visit.started_at, played.end.at_ms)
        if ended_at > now:
            return
        session_id = self._diary.begin_session(
            visit.started_at, self._content_version, session_id=self._id()
        )
        for index, exercise in enumerate(visit.exercises):
            for entry in planned_entries(exercise, plan[index], index + 1):
                if visit.turn is _Turn.BY_HAND:
                    self._write_by_hand(session_id, entry, visit.started_at, ended_at)
                else:
                    self._write_timed(session_id, entry, visit.started_at, played)
        self._diary.end_session(session_id, played.end.outcome, ended_at)
        self._answer_session(session_id, ended_at, now)

    def _write_timed(
        self, session_id: str, entry: PlannedEntry, started_at: datetime, played: _Played
    ) -> None:
        index = entry.position_in_session - 1
        if index not in played.ends:
            return  # the session was stopped before
        begun_ms = played.begun_ms(index, entry.side)
        entry_id = self._diary.begin_entry(
            session_id, entry, _after(started_at, begun_ms), entry_id=self._id()
        )
        end = played.ends[index]
        sets = [
            result
            for result in played.results
            if result.exercise_index == index and result.side is entry.side
        ]
        for result in sets:
            done = result.for_diary(_after(started_at, result.ended_ms))
            self._diary.add_set(entry_id, done)
        reason = _SKIP_REASON if end.outcome is Outcome.SKIPPED else ""
        ended_at = _after(started_at, end.at_ms)
        self._diary.end_entry(entry_id, end.outcome, ended_at, reason)
        if end.outcome is Outcome.COMPLETED:
            self._answer_entry(entry_id, entry, ended_at)

    def _write_by_hand(
        self, session_id: str, entry: PlannedEntry, started_at: datetime, ended_at: datetime
    ) -> None:
        entry_id = self._diary.begin_entry(
            session_id, entry, started_at, recorded_by=RecordedBy.MANUAL, entry_id=self._id()
        )
        self._diary.end_entry(entry_id, Outcome.COMPLETED, ended_at)
        answers = EntryAnswers(own_report=OwnReport.ALL, own_report_reps=entry.reps_target)
        self._diary.answer_entry(entry_id, answers, ended_at)

    def _answer_entry(self, entry_id: str, entry: PlannedEntry, ended_at: datetime) -> None:
        if self._random.random() < 0.75:
            return
        own_report, reps = OwnReport.ALL, entry.reps_target
        if reps is not None and self._random.random() < 0.3:
            own_report, reps = OwnReport.SOME, self._random.randrange(reps // 2, reps)
        answers = EntryAnswers(
            own_report=own_report,
            own_report_reps=reps,
            effort_0_10=self._random.randint(3, 6),
            pain_worst_exercise_0_10=self._worst(),
            note="Held on to the worktop." if entry.side is Side.RIGHT else "",
        )
        self._diary.answer_entry(entry_id, answers, ended_at + timedelta(minutes=1))

    def _answer_session(self, session_id: str, ended_at: datetime, now: datetime) -> None:
        """Pain wanders about the usual and is pulled back to it; four weeks change nothing."""
        self._pain += (_USUAL_PAIN - self._pain) * 0.2 + self._random.gauss(0, 0.8)
        worst = self._worst()
        answers, edited_at = SessionAnswers(), ended_at
        if self._random.random() < 0.4:
            answers = replace(answers, pain_before_0_10=_on_scale(self._pain))
        if self._random.random() < 0.85:
            answers = replace(answers, pain_worst_session_0_10=worst)
        if self._notes and self._random.random() < 0.12:
            answers = replace(answers, note=self._notes.pop())
        minutes = self._random.randint(30, 44)
        later = ended_at + timedelta(minutes=minutes)
        if self._random.random() < 0.6 and later <= now:
            after = _on_scale(worst - self._random.randint(0, 2))
            answers = replace(answers, pain_after_0_10=after, pain_after_minutes=minutes)
            edited_at = later
        morning = datetime.combine(ended_at.date() + timedelta(days=1), _MORNING_AT, now.tzinfo)
        if self._random.random() < 0.5 and ended_at.hour >= 18 and morning <= now:
            answers = replace(answers, pain_next_morning_0_10=_on_scale(self._pain - 1))
            edited_at = morning
        if answers != SessionAnswers():
            self._diary.answer_session(session_id, answers, edited_at)

    def _worst(self) -> int:
        return _on_scale(self._pain + abs(self._random.gauss(0, 1)))

    def _id(self) -> str:
        return str(UUID(int=self._random.getrandbits(128), version=4))


class _Played:
    """A session played by the engine from start to end, its facts at hand.

    `ends` are the exercises that were reached, by index.
    """

    def __init__(self, plan: Sequence[PlannedExercise], turn: _Turn) -> None:
        phases = compile_timeline(plan)
        whole_ms = total_ms(phases)
        engine = Engine(phases, gap_ms=2 * whole_ms)  # one look sees it all
        events = engine.start(0)
        if turn is _Turn.PAUSED:
            events += engine.pause(whole_ms // 2)
            events += engine.resume(whole_ms // 2 + 40_000)
        elif turn is _Turn.SKIPPED:
            events += engine.skip(_begin_ms(phases, len(plan) // 2) + 4_000)
        elif turn is _Turn.STOPPED:
            events += engine.stop(whole_ms * 2 // 3)
        events += engine.advance(2 * whole_ms)
        self.results = set_results(events)
        self.ends = {end.exercise_index: end for end in events if isinstance(end, ExerciseEnded)}
        self._events = events

    @property
    def end(self) -> SessionEnded:
        return next(event for event in self._events if isinstance(event, SessionEnded))

    def begun_ms(self, exercise_index: int, side: Side | None) -> int:
        """When an exercise began on a side, or ended without it."""
        for event in self._events:
            if (
                isinstance(event, PhaseStarted)
                and event.phase.kind in WORKING
                and (event.phase.exercise_index, event.phase.side) == (exercise_index, side)
            ):
                return event.at_ms
        return self.ends[exercise_index].at_ms


def _begin_ms(phases: Sequence[Phase], exercise_index: int) -> int:
    return total_ms([phase for phase in phases if phase.exercise_index < exercise_index])


def _planned(exercise: Exercise) -> PlannedExercise:
    sides = sides_to_do(exercise.dose.side, None)
    return PlannedExercise(exercise.id, exercise.position, exercise.dose.prescription(), sides)


def _on_scale(pain: float) -> int:
    return min(10, max(0, round(pain)))


def _after(started_at: datetime, ms: int) -> datetime:
    return started_at + timedelta(milliseconds=ms)
