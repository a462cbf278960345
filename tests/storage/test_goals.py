"""Goals in the person's words, and scores somebody else gave them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from backrehab.core.errors import GoalRefused
from backrehab.core.goals import ToldChange
from backrehab.storage.diary import Diary
from backrehab.storage.forgetting import forget_deleted
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
    undelete_clinic_score,
    undelete_goal_score,
)
from tests.storage.played import NINE

TEN = NINE + timedelta(hours=1)
ELEVEN = NINE + timedelta(hours=2)


@pytest.fixture
def diary() -> Iterator[Diary]:
    with Diary.in_memory() as opened:
        yield opened


def test_up_to_five_goals_stand_in_their_order(diary: Diary) -> None:
    for words in ("Kneel", "Walk", "Lift", "Drive", "Dance"):
        add_goal(diary, words, NINE)

    with pytest.raises(GoalRefused, match="Put one away"):
        add_goal(diary, "Swim", NINE)

    assert [(goal.position, goal.words) for goal in goals(diary)] == [
        (1, "Kneel"),
        (2, "Walk"),
        (3, "Lift"),
        (4, "Drive"),
        (5, "Dance"),
    ]


def test_a_goal_put_away_makes_room_and_comes_back_with_its_scores(diary: Diary) -> None:
    goal_id = add_goal(diary, "Kneel", NINE)
    score_goal(diary, goal_id, 4, TEN)
    put_away_goal(diary, goal_id, TEN)
    add_goal(diary, "Walk", TEN)  # at the place that became free

    assert [goal.words for goal in goals(diary)] == ["Walk"]
    assert [goal.words for goal in goals(diary, put_away=True)] == ["Kneel"]
    bring_back_goal(diary, goal_id, ELEVEN)

    walk, kneel = goals(diary)
    assert (walk.position, kneel.position) == (1, 2)
    assert [score.score_0_10 for score in kneel.scores] == [4]


def test_no_sixth_goal_comes_back(diary: Diary) -> None:
    goal_id = add_goal(diary, "Kneel", NINE)
    put_away_goal(diary, goal_id, TEN)
    for words in "abcde":
        add_goal(diary, words, TEN)

    with pytest.raises(GoalRefused, match="5 goals"):
        bring_back_goal(diary, goal_id, ELEVEN)

    assert len(goals(diary)) == 5


def test_other_words_keep_the_scores(diary: Diary) -> None:
    goal_id = add_goal(diary, "Kneel", NINE)
    score_goal(diary, goal_id, 4, TEN)

    reword_goal(diary, goal_id, "Kneel in the garden", TEN)

    (goal,) = goals(diary)
    assert (goal.words, len(goal.scores), goal.made_at) == ("Kneel in the garden", 1, NINE)


def test_a_score_given_by_mistake_is_taken_out_and_put_back(diary: Diary) -> None:
    goal_id = add_goal(diary, "Kneel", NINE)
    score_goal(diary, goal_id, 4, NINE)
    wrong = score_goal(diary, goal_id, 9, TEN)

    delete_goal_score(diary, wrong, TEN)
    assert [score.score_0_10 for score in goals(diary)[0].scores] == [4]

    undelete_goal_score(diary, wrong)
    assert [score.score_0_10 for score in goals(diary)[0].scores] == [4, 9]


@pytest.mark.parametrize("words", ["", "  ", "x" * 201, "a\x07b"])
def test_words_that_can_not_be_kept_are_refused(diary: Diary, words: str) -> None:
    with pytest.raises(GoalRefused, match=r"\w"):
        add_goal(diary, words, NINE)

    assert goals(diary) == ()


@pytest.mark.parametrize("score", [-1, 11])
def test_a_score_off_the_scale_is_refused(diary: Diary, score: int) -> None:
    goal_id = add_goal(diary, "Kneel", NINE)

    with pytest.raises(ValueError, match="scale"):
        score_goal(diary, goal_id, score, NINE)


def test_scores_from_the_clinic_are_kept_as_they_were_told(diary: Diary) -> None:
    later = add_clinic_score(diary, "A score", "12 of 50", date(2026, 3, 1), NINE)
    add_clinic_score(diary, "A score", "20 of 50", date(2026, 2, 1), NINE)

    assert [score.value for score in clinic_scores(diary)] == ["20 of 50", "12 of 50"]
    assert [s.value for s in clinic_scores(diary, date(2026, 2, 2))] == ["12 of 50"]

    change_clinic_score(diary, later, "A score", "13 of 50", date(2026, 1, 1), TEN)
    assert [score.value for score in clinic_scores(diary)] == ["13 of 50", "20 of 50"]


def test_every_change_of_a_goal_keeps_when_it_was_made(diary: Diary) -> None:
    goal_id = add_goal(diary, "Kneel", NINE)
    score_goal(diary, goal_id, 4, NINE)
    assert goals(diary)[0].changes == ()

    reword_goal(diary, goal_id, "Kneel in the garden", TEN)
    put_away_goal(diary, goal_id, TEN)
    bring_back_goal(diary, goal_id, ELEVEN)
    reword_goal(diary, goal_id, "Kneel in the garden", ELEVEN)  # nothing else than before

    (goal,) = goals(diary)
    assert goal.changes == (
        ToldChange(TEN, "words", "Kneel", "Kneel in the garden"),
        ToldChange(TEN, "put_away_at", None, TEN.isoformat()),
        ToldChange(ELEVEN, "put_away_at", TEN.isoformat(), None),
    )


def test_every_change_of_a_score_keeps_when_it_was_made(diary: Diary) -> None:
    score_id = add_clinic_score(diary, "A score", "12", date(2026, 3, 1), NINE)
    other = add_clinic_score(diary, "Another", "1", date(2026, 3, 1), NINE)

    change_clinic_score(diary, score_id, "A score", "13", date(2026, 3, 2), TEN)

    by_id = {score.score_id: score.changes for score in clinic_scores(diary)}
    assert by_id == {
        score_id: (
            ToldChange(TEN, "value", "12", "13"),
            ToldChange(TEN, "on_day", "2026-03-01", "2026-03-02"),
        ),
        other: (),
    }


@pytest.mark.parametrize("table", ["goal", "clinic_score"])
def test_the_log_is_never_rewritten_nor_cut(diary: Diary, table: str) -> None:
    goal_id = add_goal(diary, "Kneel", NINE)
    reword_goal(diary, goal_id, "Walk", TEN)
    score_id = add_clinic_score(diary, "A score", "12", date(2026, 3, 1), NINE)
    change_clinic_score(diary, score_id, "A score", "13", date(2026, 3, 1), TEN)

    for statement in (f"UPDATE {table}_change SET before = 'x'", f"DELETE FROM {table}_change"):
        with pytest.raises(sqlite3.IntegrityError, match="never"), diary.writing() as database:
            database.execute(statement)

    assert [len(goal.changes) for goal in goals(diary)] == [1]
    assert [len(score.changes) for score in clinic_scores(diary)] == [1]


def test_what_is_forgotten_takes_its_log_with_it(diary: Diary) -> None:
    score_id = add_clinic_score(diary, "A score", "12", date(2026, 3, 1), NINE)
    change_clinic_score(diary, score_id, "A score", "13", date(2026, 3, 1), TEN)
    delete_clinic_score(diary, score_id, TEN)

    forget_deleted(diary)

    with diary.reading() as database:
        left = database.execute("SELECT count(*) FROM clinic_score_change").fetchone()
    assert left == (0,)


def test_a_deleted_score_comes_back_until_it_is_forgotten(diary: Diary) -> None:
    score_id = add_clinic_score(diary, "A score", "12", date(2026, 3, 1), NINE)
    delete_clinic_score(diary, score_id, TEN)
    assert clinic_scores(diary) == ()
    undelete_clinic_score(diary, score_id)
    assert len(clinic_scores(diary)) == 1

    delete_clinic_score(diary, score_id, TEN)
    assert forget_deleted(diary) == 1

    with pytest.raises(LookupError):
        undelete_clinic_score(diary, score_id)


@pytest.mark.parametrize(("name", "value"), [("", "1"), ("x" * 101, "1"), ("x", "1" * 41)])
def test_a_score_without_room_is_refused(diary: Diary, name: str, value: str) -> None:
    with pytest.raises(GoalRefused, match=r"\w"):
        add_clinic_score(diary, name, value, date(2026, 3, 1), NINE)
