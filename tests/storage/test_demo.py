"""The made-up diary is believable, the same every time, and tells no story."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from functools import cache
from itertools import pairwise
from pathlib import Path
from statistics import mean

import pytest

from backrehab.core.diary import DiarySession, Outcome, RecordedBy
from backrehab.core.model import Library, SideRule
from backrehab.storage.content import load_library
from backrehab.storage.demo import DAYS, fill_demo
from backrehab.storage.diary import Diary

RESOURCES = Path(__file__).parents[2] / "resources"
NOON = datetime(2026, 11, 22, 12, 40, tzinfo=timezone(timedelta(hours=1)))


@cache
def library() -> Library:
    return load_library(RESOURCES)


@cache
def filled(seed: int | None = None, now: datetime = NOON) -> tuple[DiarySession, ...]:
    """The demo's sessions, oldest first."""
    with Diary.in_memory() as diary:
        if seed is None:
            fill_demo(diary, library(), now)
        else:
            fill_demo(diary, library(), now, seed)
        return tuple(reversed(diary.sessions()))


def with_exercises(*ids: str) -> Library:
    """Our own content with only these exercises left."""
    sections = tuple(
        replace(section, exercises=tuple(e for e in section.exercises if e.id in ids))
        for section in library().sections
    )
    return replace(library(), sections=sections)


def test_the_same_seed_gives_the_same_diary_to_the_last_id() -> None:
    first = filled()
    filled.cache_clear()

    assert filled() == first
    assert filled(seed=1) != first


def test_it_is_four_weeks_with_missed_days_and_nothing_later_than_now() -> None:
    sessions = filled()
    days = Counter(session.day for session in sessions)
    first_day = NOON.date() - timedelta(days=DAYS - 1)

    assert DAYS == 28
    assert min(days) >= first_day
    assert max(days) == NOON.date()
    assert 1 <= DAYS - len(days) <= 3
    assert 1 <= min(days.values()) < max(days.values()) <= 5
    for session in sessions:
        assert session.ended_at is not None
        assert session.started_at < session.ended_at <= NOON
        assert session.edited_at is None or session.edited_at <= NOON


def test_no_session_runs_into_the_next() -> None:
    sessions = filled()

    for before, after in pairwise(sessions):
        assert before.ended_at is not None
        assert before.ended_at < after.started_at


def test_every_way_a_session_can_go_is_there() -> None:
    sessions = filled()
    entries = [entry for session in sessions for entry in session.entries]

    assert {entry.outcome for entry in entries} == set(Outcome)
    assert [session.outcome for session in sessions].count(Outcome.STOPPED) == 1
    assert {entry.recorded_by for entry in entries} == set(RecordedBy)
    assert all(entry.skip_reason for entry in entries if entry.outcome is Outcome.SKIPPED)
    assert any(entry.paused_seconds for entry in entries)
    assert any(entry.own_report and entry.note for entry in entries)
    assert Counter(entry.outcome for entry in entries)[Outcome.COMPLETED] > 0.9 * len(entries)


def test_what_was_timed_is_what_the_timer_would_have_timed() -> None:
    for session in filled():
        for entry in session.entries:
            if entry.outcome is Outcome.COMPLETED and entry.recorded_by is RecordedBy.TIMER:
                assert entry.sets_timed == entry.sets_target
                assert entry.reps_timed == entry.reps_target
                assert entry.timed_seconds_timed == entry.timed_seconds_target


@pytest.mark.parametrize("seed", [None, 1, 2, 3])
def test_pain_goes_up_and_down_on_its_scale(seed: int | None) -> None:
    worst = [
        session.pain_worst_session_0_10
        for session in filled(seed)
        if session.pain_worst_session_0_10 is not None
    ]
    steps = [after - before for before, after in pairwise(worst)]

    assert len(worst) < len(filled(seed)), "not every question is answered"
    assert any(step > 0 for step in steps)
    assert any(step < 0 for step in steps)
    assert max(worst) - min(worst) >= 4


def test_the_demo_as_it_is_shown_tells_no_story_of_triumph() -> None:
    worst = [
        session.pain_worst_session_0_10
        for session in filled()
        if session.pain_worst_session_0_10 is not None
    ]
    quarter = len(worst) // 4

    assert abs(mean(worst[:quarter]) - mean(worst[-quarter:])) < 0.5


def test_no_note_is_written_twice() -> None:
    notes = [session.note for session in filled() if session.note]

    assert len(notes) >= 3
    assert len(set(notes)) == len(notes)


def test_other_questions_are_answered_now_and_then() -> None:
    sessions = filled()

    assert any(session.pain_before_0_10 is not None for session in sessions)
    assert any(session.pain_next_morning_0_10 is not None for session in sessions)
    after = [session for session in sessions if session.pain_after_0_10 is not None]
    assert after
    assert all((session.pain_after_minutes or 0) >= 30 for session in after)


def test_only_what_needs_no_choice_is_done() -> None:
    """No sore side was told, and what is off at first stays off."""
    done = {entry.exercise_id for session in filled() for entry in session.entries}

    assert done == {
        exercise.id
        for exercise in library().exercises
        if exercise.dose.side is not SideRule.AFFECTED and not exercise.off_at_first
    }


def test_the_hour_changes_today_only() -> None:
    morning = filled(now=NOON.replace(hour=7))

    before_today = [session for session in filled() if session.day < NOON.date()]
    assert [s.session_id for s in morning] == [s.session_id for s in before_today]


@pytest.mark.parametrize(
    "ids",
    [(), ("bridging",), ("lumbar-knee-rolling",), ("sciatic-nerve-gliding",)],
    ids=["nothing", "once a day", "often", "with a sore side"],
)
def test_a_small_content_pack_is_shown_too(ids: tuple[str, ...]) -> None:
    with Diary.in_memory() as diary:
        fill_demo(diary, with_exercises(*ids), NOON)

        done = {entry.exercise_id for session in diary.sessions() for entry in session.entries}

    assert done == set(ids) - {"sciatic-nerve-gliding"}
