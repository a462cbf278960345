"""What the diary's pages read: the days in sight, without what was deleted, by the index."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from backrehab.core.diary import (
    EntryAnswers,
    Outcome,
    PlannedEntry,
    RecordedBy,
    SessionAnswers,
    SetDone,
)
from backrehab.core.model import Side
from backrehab.storage import diary_views as sql
from backrehab.storage.diary import Diary
from backrehab.storage.diary_changes import delete_entry, delete_session
from backrehab.storage.diary_views import DayFacts, DiaryViews, ExerciseInDiary, PainKind
from tests.storage.played import BRIDGING, KNEE_ROLLING, NINE, stance, write_session

DAY = NINE.date()
WEEK = timedelta(days=7)


@pytest.fixture
def diary() -> Iterator[Diary]:
    with Diary.in_memory() as diary:
        yield diary


@pytest.fixture
def views(diary: Diary) -> DiaryViews:
    return DiaryViews(diary)


def test_a_day_has_its_sessions_and_rounds(diary: Diary, views: DiaryViews) -> None:
    write_session(diary, NINE)
    write_session(diary, NINE + timedelta(hours=3), BRIDGING, KNEE_ROLLING)
    write_session(diary, NINE + timedelta(hours=5), outcome=Outcome.STOPPED)
    write_session(diary, NINE + WEEK)

    assert views.days(DAY, DAY) == {DAY: DayFacts(3, 2, {"bridging": 2, "lumbar-knee-rolling": 1})}
    assert set(views.days(None, None)) == {DAY, DAY + WEEK}
    assert views.first_day() == DAY


def test_an_empty_diary_has_no_first_day(views: DiaryViews) -> None:
    assert views.first_day() is None
    assert views.days(None, None) == {}
    assert views.exercises_in_diary() == ()
    assert views.sessions(None, None, limit=5) == ([], None)


def test_sessions_come_piece_by_piece_newest_first_and_none_twice(
    diary: Diary, views: DiaryViews
) -> None:
    # Two of them begin at the same second.
    minutes = (0, 5, 5, 10, 60 * 24, 60 * 48, 60 * 72)
    ids = [write_session(diary, NINE + timedelta(minutes=minute)) for minute in minutes]
    found: list[str] = []
    place = None
    for _ in range(4):
        sessions, place = views.sessions(None, None, after=place, limit=2)
        found += [session.session_id for session in sessions]

    assert found == ids[::-1]
    assert place is None


def test_days_and_exercise_leave_what_was_asked_for(diary: Diary, views: DiaryViews) -> None:
    write_session(diary, NINE - WEEK, KNEE_ROLLING)
    wanted = write_session(diary, NINE, BRIDGING, KNEE_ROLLING)
    write_session(diary, NINE, BRIDGING)

    sessions, _ = views.sessions(DAY, DAY, exercise_id="lumbar-knee-rolling", limit=9)

    assert [session.session_id for session in sessions] == [wanted]
    assert len(sessions[0].entries) == 2
    assert views.count_sessions(DAY, DAY, "lumbar-knee-rolling") == 1
    assert views.count_sessions(DAY, None) == 2


def test_every_answer_about_pain_is_told_by_what_was_asked(
    diary: Diary, views: DiaryViews
) -> None:
    session_id = write_session(diary, NINE, stance(Side.LEFT), BRIDGING)
    answers = SessionAnswers(
        pain_before_0_10=3,
        pain_worst_session_0_10=0,
        pain_after_0_10=2,
        pain_after_minutes=41,
        pain_next_morning_0_10=1,
    )
    diary.answer_session(session_id, answers, NINE)
    session = diary.session(session_id)
    assert session is not None
    for entry, worst in zip(session.entries, (6, 5), strict=True):
        diary.answer_entry(entry.entry_id, EntryAnswers(pain_worst_exercise_0_10=worst), NINE)

    every = views.pain_answers(DAY, DAY)
    of_one = views.pain_answers(DAY, DAY, "single-leg-stance")

    assert [(it.kind, it.value, it.exercise, it.side, it.minutes) for it in every] == [
        (PainKind.BEFORE, 3, "", None, None),
        (PainKind.WORST, 0, "", None, None),
        (PainKind.AFTER, 2, "", None, 41),
        (PainKind.MORNING, 1, "", None, None),
        (PainKind.WORST, 6, "Single leg stance", Side.LEFT, None),
        (PainKind.WORST, 5, "Bridging", None, None),
    ]
    assert [it.value for it in of_one] == [3, 0, 2, 1, 6]
    assert views.pain_answers(DAY + WEEK, None) == []


def test_amounts_are_of_one_exercise_by_side_as_they_were_timed(
    diary: Diary, views: DiaryViews
) -> None:
    session_id = diary.begin_session(NINE, "1.0.0")
    for number, planned in enumerate((stance(Side.LEFT), stance(Side.RIGHT), BRIDGING), 1):
        entry_id = diary.begin_entry(session_id, planned, NINE)
        diary.add_set(entry_id, SetDone(1, number, 4_600, 0, 9_000, 0, True, NINE))
        diary.end_entry(entry_id, Outcome.COMPLETED, NINE)

    amounts = views.amounts("single-leg-stance", DAY, DAY)

    assert [
        (it.side, it.reps_timed, it.reps_target, it.hold_seconds_timed, it.recorded_by)
        for it in amounts
    ] == [
        (Side.LEFT, 1, 3, 5, RecordedBy.TIMER),
        (Side.RIGHT, 2, 3, 5, RecordedBy.TIMER),
    ]
    assert views.amounts("single-leg-stance", DAY + WEEK, None) == []


def test_exercises_are_told_once_by_their_newest_title(diary: Diary, views: DiaryViews) -> None:
    write_session(diary, NINE, BRIDGING, KNEE_ROLLING)
    renamed = PlannedEntry("bridging", "The bridge", "strengthening", None, 1)
    write_session(diary, NINE + WEEK, renamed)

    assert views.exercises_in_diary() == (
        ExerciseInDiary("lumbar-knee-rolling", "Knee rolling"),
        ExerciseInDiary("bridging", "The bridge"),
    )


def test_a_title_that_was_deleted_is_not_told(diary: Diary, views: DiaryViews) -> None:
    write_session(diary, NINE, BRIDGING)
    renamed = PlannedEntry("bridging", "The bridge", "strengthening", None, 1)
    gone = write_session(diary, NINE + WEEK, renamed)

    delete_session(diary, gone, NINE + WEEK)

    assert views.exercises_in_diary() == (ExerciseInDiary("bridging", "Bridging"),)


def test_what_was_deleted_is_in_no_answer(diary: Diary, views: DiaryViews) -> None:
    kept = write_session(diary, NINE, BRIDGING, stance(Side.LEFT, 2))
    gone = write_session(diary, NINE + WEEK, KNEE_ROLLING)
    for session_id in (kept, gone):
        diary.answer_session(session_id, SessionAnswers(pain_before_0_10=4), NINE)
    session = diary.session(kept)
    assert session is not None
    left_out = session.entries[1].entry_id
    diary.answer_entry(left_out, EntryAnswers(pain_worst_exercise_0_10=7), NINE)
    before = len(views.pain_answers(None, None))

    delete_session(diary, gone, NINE)
    delete_entry(diary, left_out, NINE)

    assert before == 3
    assert [answer.session_id for answer in views.pain_answers(None, None)] == [kept]
    assert set(views.days(None, None)) == {DAY}
    assert [it.exercise_id for it in views.exercises_in_diary()] == ["bridging"]
    assert views.amounts("single-leg-stance", None, None) == []
    assert views.count_sessions(None, None) == 1
    assert views.count_sessions(None, None, "single-leg-stance") == 0
    assert [it.session_id for it in views.sessions(None, None, limit=9)[0]] == [kept]


def test_the_first_day_is_that_of_a_session_that_is_there(diary: Diary, views: DiaryViews) -> None:
    gone = write_session(diary, NINE - WEEK)
    write_session(diary, NINE)

    delete_session(diary, gone, NINE)

    assert views.first_day() == DAY


@pytest.mark.parametrize(
    ("question", "values"),
    [
        pytest.param(sql.DAYS_SQL, 2, id="days"),
        pytest.param(sql.FIRST_DAY_SQL, 0, id="first day"),
        pytest.param(sql.COUNT_SQL, 2, id="count"),
        pytest.param(sql.COUNT_SQL + sql.HOLDS_IT, 3, id="count of an exercise"),
        pytest.param(sql.PLACES_SQL + sql.NEWEST_FIRST, 6, id="sessions"),
        pytest.param(sql.PLACES_SQL + sql.HOLDS_IT + sql.NEWEST_FIRST, 7, id="of an exercise"),
        pytest.param(sql.PAIN_SQL, 2, id="pain"),
        pytest.param(sql.PAIN_IN_EXERCISES_SQL, 2, id="pain in exercises"),
        pytest.param(sql.AMOUNTS_SQL, 3, id="amounts"),
        pytest.param(sql.EXERCISES_SQL, 0, id="exercises"),
    ],
)
def test_every_question_goes_by_the_index(diary: Diary, question: str, values: int) -> None:
    with diary.reading() as database:
        plan = [
            row[3]
            for row in database.execute(f"EXPLAIN QUERY PLAN {question}", (date.min,) * values)
        ]

    # What is read as a whole, or put in order by hand, grows with the diary.
    grows = [
        line
        for line in plan
        if "TEMP B-TREE" in line or (line.startswith("SCAN") and "known" not in line)
    ]
    allowed = ["SCAN session USING INDEX session_by_day"]  # its first row alone
    assert [line for line in grows if line not in allowed and "CONSTANT ROW" not in line] == []
    assert plan
