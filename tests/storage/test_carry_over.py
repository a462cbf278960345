"""One diary into another: what both hold is there afterwards, and of two versions the later."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from backrehab.core.diary import EntryAnswers, SessionAnswers
from backrehab.core.goals import GOALS_MOST
from backrehab.core.model import Side
from backrehab.storage.carry_over import carry_over
from backrehab.storage.diary import Diary
from backrehab.storage.diary_changes import changes_of, delete_entry, delete_session
from backrehab.storage.goals import (
    add_clinic_score,
    add_goal,
    bring_back_goal,
    change_clinic_score,
    clinic_scores,
    delete_clinic_score,
    delete_goal_score,
    goals,
    put_away_goal,
    reword_goal,
    score_goal,
)
from backrehab.storage.schema import SCHEMA
from backrehab.storage.sqlite import Database
from tests.storage.played import BRIDGING, NINE, stance, write_session

HOUR = timedelta(hours=1)


@pytest.fixture
def file() -> Iterator[Diary]:
    """The diary that the other one goes into."""
    with Diary.in_memory() as diary:
        yield diary


@pytest.fixture
def memory() -> Iterator[Diary]:
    """The diary that was used while the file could not be opened."""
    with Diary.in_memory() as diary:
        yield diary


def in_both(one: Diary, other: Diary) -> str:
    """A session of two exercises that both have; gives its id."""
    session_id = write_session(one, NINE, BRIDGING, stance(Side.LEFT, 2))
    other.take_over(one)
    return session_id


def say(diary: Diary, session_id: str, note: str, at: datetime) -> None:
    diary.answer_session(session_id, SessionAnswers(note=note), at)


def note_of(diary: Diary, session_id: str) -> str:
    session = diary.session(session_id)
    assert session is not None
    return session.note


def log_of(diary: Diary, session_id: str) -> list[tuple[str | None, str | None]]:
    return [(one.before, one.after) for one in changes_of(diary, session_id)]


def everything_told(diary: Diary) -> tuple[object, ...]:
    return goals(diary), goals(diary, put_away=True), clinic_scores(diary), diary.sessions()


# Goals.


def test_goals_and_scores_typed_meanwhile_are_there_beside_those_of_the_file(
    file: Diary, memory: Diary
) -> None:
    walk = add_goal(file, "Walk to the shop", NINE)
    score_goal(file, walk, 3, NINE)
    add_clinic_score(file, "ODI", "30", NINE.date(), NINE)
    carry = add_goal(memory, "Carry my grandson", NINE)
    score_goal(memory, carry, 5, NINE)
    reword_goal(memory, carry, "Carry my grandsons", NINE + HOUR)
    add_clinic_score(memory, "ODI", "24", NINE.date(), NINE)

    file.take_over(memory)

    [own, other] = goals(file)
    assert (own.words, own.position) == ("Walk to the shop", 1)
    assert (other.words, other.position) == ("Carry my grandsons", 2)
    assert [score.score_0_10 for score in other.scores] == [5]
    assert [(one.before, one.after) for one in other.changes] == [
        ("Carry my grandson", "Carry my grandsons")
    ]
    assert [score.value for score in clinic_scores(file)] == ["30", "24"]


def test_goals_for_which_there_is_no_place_are_kept_as_put_away(
    file: Diary, memory: Diary
) -> None:
    for number in range(4):
        add_goal(file, f"Own {number}", NINE)
    for number in range(3):
        add_goal(memory, f"Other {number}", NINE)

    file.take_over(memory)

    assert len(goals(file)) == GOALS_MOST
    assert [goal.words for goal in goals(file)][-1] == "Other 0"
    assert {goal.words for goal in goals(file, put_away=True)} == {"Other 1", "Other 2"}


def test_of_a_goal_that_both_have_the_later_words_stand_and_all_scores(
    file: Diary, memory: Diary
) -> None:
    goal_id = add_goal(file, "Walk", NINE)
    score_goal(file, goal_id, 2, NINE)
    memory.take_over(file)
    score_goal(file, goal_id, 4, NINE + HOUR)
    reword_goal(file, goal_id, "Walk far", NINE + HOUR)
    score_goal(memory, goal_id, 3, NINE + HOUR / 2)
    reword_goal(memory, goal_id, "Walk to the sea", NINE + 2 * HOUR)

    file.take_over(memory)

    [goal] = goals(file)
    assert goal.words == "Walk to the sea"
    assert [score.score_0_10 for score in goal.scores] == [2, 3, 4]
    assert [one.after for one in goal.changes] == ["Walk far", "Walk to the sea"]


def test_a_goal_put_away_meanwhile_makes_room(file: Diary, memory: Diary) -> None:
    ids = [add_goal(file, f"Own {number}", NINE) for number in range(GOALS_MOST)]
    memory.take_over(file)
    put_away_goal(memory, ids[1], NINE + HOUR)
    add_goal(memory, "Instead", NINE + HOUR)

    file.take_over(memory)

    assert [goal.words for goal in goals(file)] == ["Own 0", "Instead", "Own 2", "Own 3", "Own 4"]
    assert [goal.words for goal in goals(file, put_away=True)] == ["Own 1"]


def test_a_goal_brought_back_where_there_is_no_place_stays_put_away(
    file: Diary, memory: Diary
) -> None:
    first = add_goal(file, "First", NINE)
    put_away_goal(file, first, NINE)
    memory.take_over(file)
    bring_back_goal(memory, first, NINE + HOUR)
    for number in range(GOALS_MOST):
        add_goal(file, f"Own {number}", NINE)

    file.take_over(memory)

    assert [goal.words for goal in goals(file)] == [f"Own {number}" for number in range(5)]
    assert [goal.words for goal in goals(file, put_away=True)] == ["First"]


def test_a_score_that_was_taken_out_stays_out(file: Diary, memory: Diary) -> None:
    goal_id = add_goal(file, "Walk", NINE)
    wrong = score_goal(file, goal_id, 9, NINE)
    score_goal(file, goal_id, 2, NINE)
    score_id = add_clinic_score(file, "ODI", "30", NINE.date(), NINE)
    memory.take_over(file)
    delete_goal_score(file, wrong, NINE + HOUR)
    delete_clinic_score(file, score_id, NINE + HOUR)

    file.take_over(memory)

    assert [score.score_0_10 for score in goals(file)[0].scores] == [2]
    assert clinic_scores(file) == ()


def test_of_a_clinic_score_that_both_have_the_later_one_stands(file: Diary, memory: Diary) -> None:
    score_id = add_clinic_score(file, "ODI", "30", NINE.date(), NINE)
    memory.take_over(file)
    change_clinic_score(file, score_id, "ODI", "31", NINE.date(), NINE + HOUR)
    change_clinic_score(memory, score_id, "ODI", "32", NINE.date(), NINE + 2 * HOUR)

    file.take_over(memory)
    memory.take_over(file)

    [score] = clinic_scores(file)
    assert score.value == "32"
    assert [(one.before, one.after) for one in score.changes] == [("30", "31"), ("30", "32")]
    assert clinic_scores(memory) == clinic_scores(file)


def test_a_second_time_nothing_changes(file: Diary, memory: Diary) -> None:
    for diary, name in ((file, "Own"), (memory, "Other")):
        for number in range(4):
            goal_id = add_goal(diary, f"{name} {number}", NINE)
            score_goal(diary, goal_id, number, NINE)
            reword_goal(diary, goal_id, f"{name} {number}!", NINE + HOUR)
        score_id = add_clinic_score(diary, name, "30", NINE.date(), NINE)
        change_clinic_score(diary, score_id, name, "31", NINE.date(), NINE + HOUR)
        session_id = write_session(diary, NINE)
        say(diary, session_id, name, NINE + HOUR)
    file.take_over(memory)
    before = everything_told(file)

    assert file.take_over(memory) == 0

    assert everything_told(file) == before


# The log of changes.


def test_the_log_of_a_session_comes_along(file: Diary, memory: Diary) -> None:
    session_id = write_session(memory, NINE)
    [entry] = memory.sessions()[0].entries
    say(memory, session_id, "first", NINE + HOUR)
    memory.answer_entry(entry.entry_id, EntryAnswers(note="of the entry"), NINE + HOUR)
    say(memory, session_id, "second", NINE + 2 * HOUR)

    file.take_over(memory)

    assert changes_of(file, session_id) == changes_of(memory, session_id)
    assert len(changes_of(file, session_id)) == 3


@pytest.mark.parametrize("later", ["file", "memory"])
def test_whichever_version_stands_the_log_is_of_both(
    file: Diary, memory: Diary, later: str
) -> None:
    session_id = write_session(file, NINE)
    say(file, session_id, "at first", NINE)
    memory.take_over(file)
    own_at, other_at = (2 * HOUR, HOUR) if later == "file" else (HOUR, 2 * HOUR)
    say(file, session_id, "in the file", NINE + own_at)
    say(memory, session_id, "meanwhile", NINE + other_at)

    for _ in range(2):
        file.take_over(memory)

    assert note_of(file, session_id) == ("in the file" if later == "file" else "meanwhile")
    log = [("at first", "in the file"), ("at first", "meanwhile")]
    assert log_of(file, session_id) == [
        ("", "at first"),
        *(log if later == "memory" else reversed(log)),
    ]


# What was taken out.


def test_a_deleted_session_doesnt_come_back(file: Diary, memory: Diary) -> None:
    session_id = in_both(file, memory)
    say(file, session_id, "wrong", NINE + HOUR)
    say(memory, session_id, "right", NINE + HOUR)
    delete_session(file, session_id, NINE + 2 * HOUR)

    assert file.take_over(memory) == 0

    assert file.session(session_id) is None


def test_a_session_that_was_deleted_meanwhile_is_deleted(file: Diary, memory: Diary) -> None:
    session_id = in_both(file, memory)
    say(file, session_id, "written before", NINE + HOUR)
    delete_session(memory, session_id, NINE + 2 * HOUR)

    file.take_over(memory)

    assert file.session(session_id) is None


def test_a_session_that_was_written_to_after_the_other_was_deleted_is_there(
    file: Diary, memory: Diary
) -> None:
    session_id = in_both(file, memory)
    delete_session(file, session_id, NINE + HOUR)
    say(memory, session_id, "I did do this", NINE + 2 * HOUR)

    file.take_over(memory)

    assert note_of(file, session_id) == "I did do this"


@pytest.mark.parametrize("more", ["file", "memory"])
def test_a_deletion_stands_where_the_other_side_has_more(
    file: Diary, memory: Diary, more: str
) -> None:
    session_id = in_both(file, memory)
    _, second = memory.sessions()[0].entries
    less = memory if more == "file" else file
    less._database.execute("DELETE FROM entry WHERE entry_id = ?", (second.entry_id,))
    delete_session(less, session_id, NINE + HOUR)

    file.take_over(memory)

    assert file.session(session_id) is None
    kept = file._database.execute("SELECT count(*) FROM entry").fetchone()
    assert kept == (2,)


def test_a_deleted_entry_stays_out_though_its_session_was_written_to_later(
    file: Diary, memory: Diary
) -> None:
    session_id = in_both(file, memory)
    [first, second] = file.sessions()[0].entries
    delete_entry(file, second.entry_id, NINE + HOUR)
    say(memory, session_id, "went well", NINE + 2 * HOUR)

    file.take_over(memory)

    session = file.session(session_id)
    assert session is not None
    assert session.note == "went well"
    assert [entry.entry_id for entry in session.entries] == [first.entry_id]


# Clocks.


@pytest.mark.parametrize("from_later", [True, False])
def test_what_is_later_is_told_by_the_instant_not_by_the_clock(
    file: Diary, memory: Diary, from_later: bool
) -> None:
    """On the night when the clocks go back, the later answer has the earlier time."""
    summer, winter = timezone(HOUR), UTC
    session_id = write_session(file, datetime(2026, 10, 24, 9, tzinfo=summer))
    memory.take_over(file)
    earlier, later = (file, memory) if from_later else (memory, file)
    say(earlier, session_id, "at ten to two", datetime(2026, 10, 25, 1, 50, tzinfo=summer))
    say(later, session_id, "at ten past two", datetime(2026, 10, 25, 1, 10, tzinfo=winter))

    file.take_over(memory)

    assert note_of(file, session_id) == "at ten past two"


# Older copies.


@pytest.mark.parametrize("version", [1, 2, 3])
def test_a_copy_of_an_older_version_comes_into_a_diary_with_a_log(version: int) -> None:
    old = Path(__file__).with_name("data") / f"diary_v{version}.sqlite"
    with closing(sqlite3.connect(old)) as source, closing(Database.in_memory(SCHEMA)) as target:
        carry_over(source.execute, target)
        diary = Diary(target, Path(":memory:"))
        session = next(session for session in diary.sessions() if session.outcome is not None)
        delete_session(diary, session.session_id, NINE + timedelta(days=9_000))
        left = diary.count_sessions()

        carry_over(source.execute, target)

        assert diary.count_sessions() == left
