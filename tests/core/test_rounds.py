"""Rounds: planned, done, and the one that comes next."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab.core.diary import Outcome, planned_entries
from backrehab.core.model import Programme
from backrehab.core.round_text import (
    date_words,
    kit_words,
    nice_to_have_words,
    round_title,
    today_words,
    way_words,
    week_words,
)
from backrehab.core.rounds import (
    Rounds,
    exercises_of_round,
    planned_rounds,
    rounds_done,
    rounds_of,
    week_of,
)
from backrehab.core.routine import make_routine
from backrehab.paths import find_resources
from backrehab.storage.content import load_library
from backrehab.storage.diary import Diary

LIBRARY = load_library(find_resources())
IDS = [exercise.id for exercise in LIBRARY.exercises]
SUNDAY = date(2026, 11, 22)
LONDON = ZoneInfo("Europe/London")

programmes = st.builds(
    lambda ids, times: Programme(
        {key: {"times_a_day": n} for key, n in times.items()}
    ).with_exercises(ids),
    st.sets(st.sampled_from(IDS)),
    st.dictionaries(st.sampled_from(IDS), st.integers(1, 12)),
)
counts = st.dictionaries(st.sampled_from([*IDS, "gone"]), st.integers(1, 15))
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def today(done: dict[str, int], programme: Programme | None = None) -> Rounds:
    return rounds_of(LIBRARY, programme or Programme(), {SUNDAY: done}, SUNDAY)


def ids(rounds: Rounds) -> list[str]:
    return [exercise.id for exercise in rounds.next_exercises]


# Which round holds what.


def test_a_new_programme_has_four_rounds_and_the_last_holds_what_is_done_four_times() -> None:
    rounds = today({})

    assert (rounds.planned, rounds.done, rounds.next_number) == (4, 0, 1)
    assert ids(rounds) == [exercise.id for exercise in LIBRARY.sections[0].exercises]
    assert ids(today({"pelvic-rocking": 3})) == ["lumbar-knee-rolling"]


def test_part_of_a_round_is_progress() -> None:
    rounds = today({"childs-pose": 1})

    assert (rounds.done, rounds.next_number) == (1, 2)
    own = {it.exercise.id: (it.done, it.planned) for it in rounds.exercises}
    assert own["childs-pose"] == (1, 3)
    assert own["lumbar-knee-rolling"] == (0, 4)


def test_more_than_planned_shows_the_true_number_and_the_whole_round_can_be_done_again() -> None:
    rounds = today({"lumbar-knee-rolling": 6})

    assert rounds.all_done
    assert rounds.done == rounds.week[-1].done == 6
    assert len(rounds.next_exercises) == 5


def test_an_exercise_outside_the_programme_moves_no_round_on() -> None:
    rounds = today({"bridging": 1})

    assert (rounds.done, rounds.next_number) == (0, 1)
    assert rounds.week[-1].done == 1  # but it was done


def test_another_programme_leaves_the_past_as_it_was() -> None:
    before = {SUNDAY - timedelta(days=1): {"pelvic-rocking": 3}}
    strength = Programme().with_exercises(["bridging", "wall-press-ups"])

    rounds = rounds_of(LIBRARY, strength, before, SUNDAY)

    assert rounds.week[-2].done == 3


def test_without_an_exercise_there_is_no_round() -> None:
    rounds = today({}, Programme().with_exercises([]))

    assert (rounds.planned, rounds.exercises, rounds.next_exercises) == (0, (), ())
    assert not rounds.all_done


@given(programme=programmes)
def test_every_exercise_is_in_as_many_rounds_as_it_has_times_a_day(programme: Programme) -> None:
    exercises = programme.exercises(LIBRARY)
    planned = planned_rounds(exercises, programme)
    rounds = [exercises_of_round(k, exercises, programme) for k in range(1, planned + 2)]

    for exercise in exercises:
        times = sum(exercise in held for held in rounds)
        assert times == programme.times_a_day(exercise)
    assert all(rounds[:planned])
    assert rounds[planned] == ()
    for earlier, later in pairwise(rounds):
        assert all(exercise in earlier for exercise in later)


@given(programme=programmes, done=counts)
def test_the_day_adds_up_whatever_was_done(programme: Programme, done: dict[str, int]) -> None:
    rounds = today(done, programme)

    assert rounds.done == max((it.done for it in rounds.exercises), default=0)
    assert {it.exercise.id: it.done for it in rounds.exercises} == {
        exercise.id: done.get(exercise.id, 0) for exercise in programme.exercises(LIBRARY)
    }
    assert rounds.all_done == (bool(rounds.exercises) and rounds.done >= rounds.planned)
    # There is always something to start where there is a programme.
    assert bool(rounds.next_exercises) == bool(rounds.exercises)
    if not rounds.all_done:
        for exercise in rounds.next_exercises:
            assert programme.times_a_day(exercise) > rounds.done
    assert rounds.week[-1].done == rounds_done(done)


@given(programme=programmes, done=counts)
def test_doing_the_next_round_moves_on_by_one(programme: Programme, done: dict[str, int]) -> None:
    before = today(done, programme)
    if before.all_done or not before.exercises:
        return
    after = dict(done)
    for exercise in before.next_exercises:
        after[exercise.id] = max(after.get(exercise.id, 0), before.done) + 1

    assert today(after, programme).done == before.done + 1


# Days and weeks.


@given(day=days)
def test_a_week_is_monday_to_sunday_around_the_day(day: date) -> None:
    week = week_of(day)

    assert [it.weekday() for it in week] == list(range(7))
    assert day in week
    assert all(later - earlier == timedelta(days=1) for earlier, later in pairwise(week))


def test_days_to_come_are_told_from_days_without_a_round() -> None:
    tuesday = date(2026, 11, 17)
    week = rounds_of(LIBRARY, Programme(), {tuesday: {"childs-pose": 2}}, tuesday).week

    assert [it.is_to_come for it in week] == [False, False, *[True] * 5]
    assert week_words(week).startswith("Monday none, Tuesday 2 of 4, Wednesday to come")


def done_at(diary: Diary, *starts: datetime) -> None:
    """Bridging done once at each of these, the way the timer writes it."""
    exercise = LIBRARY.exercise("bridging")
    planned = make_routine("Bridging", [exercise], Programme()).planned[0]
    for start in starts:
        session = diary.begin_session(start, LIBRARY.version)
        entry = diary.begin_entry(session, planned_entries(exercise, planned, 1)[0], start)
        diary.end_entry(entry, Outcome.COMPLETED, start + timedelta(minutes=3))
        diary.end_session(session, Outcome.COMPLETED, start + timedelta(minutes=3))


@pytest.mark.parametrize(
    ("starts", "done"),
    [
        # A session begun before midnight belongs to the day before.
        (
            [
                datetime(2026, 11, 21, 23, 59, 59, tzinfo=LONDON),
                datetime(2026, 11, 22, 0, 0, tzinfo=LONDON),
            ],
            {21: 1, 22: 1},
        ),
        # The day the clocks go back has the hour from 1 to 2 twice, and is one day all the same.
        (
            [
                datetime(2026, 10, 25, 0, 10, tzinfo=LONDON),
                datetime(2026, 10, 25, 1, 30, tzinfo=LONDON),
                datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=1),
                datetime(2026, 10, 25, 23, 50, tzinfo=LONDON),
            ],
            {25: 4},
        ),
        # The day they go forward is an hour short.
        (
            [
                datetime(2026, 3, 29, 0, 30, tzinfo=LONDON),
                datetime(2026, 3, 29, 2, 30, tzinfo=LONDON),
                datetime(2026, 3, 29, 23, 30, tzinfo=LONDON),
                datetime(2026, 3, 30, 0, 10, tzinfo=LONDON),
            ],
            {29: 3, 30: 1},
        ),
        # Away from home a day is the day there: both are the 22nd, though not the same in UTC.
        (
            [
                datetime(2026, 11, 22, 8, 0, tzinfo=ZoneInfo("Asia/Tokyo")),
                datetime(2026, 11, 22, 21, 0, tzinfo=ZoneInfo("America/New_York")),
                datetime(2026, 11, 22, 12, 0, tzinfo=UTC),
            ],
            {22: 3},
        ),
    ],
)
def test_a_session_counts_for_the_local_day_it_began_on(
    starts: list[datetime], done: dict[int, int]
) -> None:
    with closing(Diary.in_memory()) as diary:
        done_at(diary, *starts)
        completions = diary.completions()

    assert {day.day: rounds_done(found) for day, found in completions.items()} == done
    for start in starts:
        week = rounds_of(LIBRARY, Programme(), completions, start.date()).week
        assert next(it for it in week if it.day == start.date()).done == done[start.day]


# In words.


def test_a_round_is_called_by_its_number() -> None:
    once = Programme().with_exercises(["bridging"])

    assert round_title(today({"childs-pose": 1})) == "Round 2 of 4"
    assert round_title(today({"lumbar-knee-rolling": 4})) == "One more round"
    assert round_title(today({}, once)) == "Your round for today"


@pytest.mark.parametrize(
    ("done", "planned", "words"),
    [(0, 3, "0 of 3 today"), (3, 3, "3 of 3 today"), (5, 3, "5 today")],
)
def test_a_count_beyond_what_is_asked_for_stands_alone(
    done: int, planned: int, words: str
) -> None:
    assert today_words(done, planned) == words


@pytest.mark.parametrize(
    ("exercise_ids", "words"),
    [
        (
            ["sitting-rocking", "childs-pose"],
            "Mat first, then chair. You get down and up once.",
        ),
        (
            ["single-leg-stance", "bridging", "sit-to-stand"],
            "Mat first, then chair, then standing. You get down and up once.",
        ),
        (["bridging", "wall-press-ups"], "Mat first, then standing. You get down and up once."),
        (["sit-to-stand", "wall-press-ups"], "Chair first, then standing."),
        (["bridging"], "All on the mat. You get down and up once."),
        (["sit-to-stand"], "All on a chair."),
        (["wall-press-ups"], "All standing."),
        ([], ""),
    ],
)
def test_the_way_through_a_session_is_what_is_in_it(exercise_ids: list[str], words: str) -> None:
    assert way_words(LIBRARY.exercise(it) for it in exercise_ids) == words


def test_kit_is_named_once_and_a_mat_does_for_a_mat_or_a_bed() -> None:
    mobility = LIBRARY.sections[0].exercises

    assert kit_words(mobility) == "A mat. A firm chair without wheels."
    assert kit_words([LIBRARY.exercise("pelvic-rocking")]) == "A mat or a firm bed."
    assert nice_to_have_words(mobility) == (
        "A small cushion for your head. A cushion or towel for your knees."
    )
    assert nice_to_have_words([LIBRARY.exercise("wall-press-ups")]) == ""


def test_a_day_is_written_out() -> None:
    assert date_words(SUNDAY) == "Sunday 22 November"
