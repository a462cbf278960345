"""Goals and scores from the clinic in the diary's file."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4

from backrehab.core.errors import GoalRefused
from backrehab.core.goals import (
    GOAL_WORDS_MOST,
    GOALS_MOST,
    SCORE_NAME_MOST,
    SCORE_VALUE_MOST,
    ClinicScore,
    Goal,
    GoalScore,
    ToldChange,
    words_fault,
)
from backrehab.storage.cells import instant_text, read_day, read_instant, read_note
from backrehab.storage.diary import Diary, require_row
from backrehab.storage.sqlite import Database

# Goals.


def goals(diary: Diary, *, put_away: bool = False) -> tuple[Goal, ...]:
    """The goals with their scores, in order; or those that were put away, newest first."""
    which = "NOT NULL ORDER BY put_away_at DESC, id DESC" if put_away else "NULL ORDER BY position"
    with diary.reading() as database:
        rows = database.execute(
            "SELECT id, goal_id, words, position, made_at, put_away_at FROM goal"
            f" WHERE put_away_at IS {which}"
        ).fetchall()
        return tuple(
            Goal(
                goal_id,
                words,
                position,
                read_instant(made_at),
                None if away is None else read_instant(away),
                tuple(
                    GoalScore(number, read_instant(at), score)
                    for number, at, score in database.execute(
                        "SELECT id, scored_at, score_0_10 FROM goal_score"
                        " WHERE goal = ? AND deleted_at IS NULL ORDER BY id",
                        (row,),
                    )
                ),
                _changes(database, "goal", row),
            )
            for row, goal_id, words, position, made_at, away in rows
        )


def add_goal(diary: Diary, words: str, at: datetime) -> str:
    """A new goal at the first free place; gives its id.

    Raises:
        GoalRefused: words that can't be kept, or five goals already.
    """
    _require(words, GOAL_WORDS_MOST)
    goal_id = str(uuid4())
    with diary.writing() as database:
        database.execute(
            "INSERT INTO goal (goal_id, words, position, made_at) VALUES (?, ?, ?, ?)",
            (goal_id, words, _free_place(database), instant_text(at)),
        )
    return goal_id


def reword_goal(diary: Diary, goal_id: str, words: str, at: datetime) -> None:
    """Other words for the same goal; its scores stay.

    Raises:
        GoalRefused: words that can't be kept.
    """
    _require(words, GOAL_WORDS_MOST)
    _change(
        diary,
        "UPDATE goal SET words = ?, edited_at = ? WHERE goal_id = ?",
        (words, instant_text(at), goal_id),
    )


def put_away_goal(diary: Diary, goal_id: str, at: datetime) -> None:
    """It is no longer one of the goals; what was said of it is kept."""
    _change(
        diary,
        "UPDATE goal SET put_away_at = ?, edited_at = ? WHERE goal_id = ? AND put_away_at IS NULL",
        (instant_text(at), instant_text(at), goal_id),
    )


def bring_back_goal(diary: Diary, goal_id: str, at: datetime) -> None:
    """It is one of the goals again, at its old place or else the first free one.

    Raises:
        GoalRefused: there are five goals already.
    """
    with diary.writing() as database:
        free = _free_place(database)
        taken = database.execute(
            "SELECT 1 FROM goal WHERE put_away_at IS NULL"
            " AND position = (SELECT position FROM goal WHERE goal_id = ?)",
            (goal_id,),
        ).fetchone()
        changed = database.execute(
            "UPDATE goal SET put_away_at = NULL, edited_at = ?, position = iif(?, ?, position)"
            " WHERE goal_id = ? AND put_away_at IS NOT NULL",
            (instant_text(at), taken is not None, free, goal_id),
        )
        require_row(changed, goal_id)


def score_goal(diary: Diary, goal_id: str, score_0_10: int, at: datetime) -> int:
    """How well it goes, 0 to 10; gives the number of the score, to take it out again.

    Raises:
        ValueError: a number off the scale, which no person is offered.
    """
    if not 0 <= score_0_10 <= 10:
        raise ValueError(f"{score_0_10} is not on the scale of 0 to 10")
    with diary.writing() as database:
        added = database.execute(
            "INSERT INTO goal_score (goal, scored_at, score_0_10)"
            " SELECT id, ?, ? FROM goal WHERE goal_id = ?",
            (instant_text(at), score_0_10, goal_id),
        )
        require_row(added, goal_id)
        return added.lastrowid or 0


def delete_goal_score(diary: Diary, score_no: int, at: datetime) -> None:
    """Takes a score out; it can be put back until the program starts again."""
    _change(
        diary,
        "UPDATE goal_score SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL",
        (instant_text(at), score_no),
    )


def undelete_goal_score(diary: Diary, score_no: int) -> None:
    """Puts a score back."""
    _change(diary, "UPDATE goal_score SET deleted_at = NULL WHERE id = ?", (score_no,))


# Scores from the clinic.


def clinic_scores(
    diary: Diary, since: date | None = None, until: date | None = None
) -> tuple[ClinicScore, ...]:
    """The scores of these days, both included, oldest first; `None` is no bound."""
    with diary.reading() as database:
        return tuple(
            ClinicScore(
                score_id,
                name,
                value,
                read_day(on_day),
                read_instant(noted_at),
                _changes(database, "clinic_score", row),
            )
            for row, score_id, name, value, on_day, noted_at in database.execute(
                "SELECT id, score_id, name, value, on_day, noted_at FROM clinic_score"
                " WHERE on_day BETWEEN ? AND ? AND deleted_at IS NULL ORDER BY on_day, id",
                (
                    (since or date.min).isoformat(),
                    (until or date.max).isoformat(),
                ),
            ).fetchall()
        )


def add_clinic_score(diary: Diary, name: str, value: str, on_day: date, at: datetime) -> str:
    """Notes a score as it was told; gives its id.

    Raises:
        GoalRefused: words that can't be kept.
    """
    _require(name, SCORE_NAME_MOST)
    _require(value, SCORE_VALUE_MOST)
    score_id = str(uuid4())
    with diary.writing() as database:
        database.execute(
            "INSERT INTO clinic_score (score_id, name, value, on_day, noted_at)"
            " VALUES (?, ?, ?, ?, ?)",
            (score_id, name, value, on_day.isoformat(), instant_text(at)),
        )
    return score_id


def change_clinic_score(
    diary: Diary, score_id: str, name: str, value: str, on_day: date, at: datetime
) -> None:
    """Puts this in place of what was noted; raises as `add_clinic_score`."""
    _require(name, SCORE_NAME_MOST)
    _require(value, SCORE_VALUE_MOST)
    _change(
        diary,
        "UPDATE clinic_score SET name = ?, value = ?, on_day = ?, edited_at = ?"
        " WHERE score_id = ? AND deleted_at IS NULL",
        (name, value, on_day.isoformat(), instant_text(at), score_id),
    )


def delete_clinic_score(diary: Diary, score_id: str, at: datetime) -> None:
    """Takes a score out; it can be put back until the program starts again."""
    _change(
        diary,
        "UPDATE clinic_score SET deleted_at = ? WHERE score_id = ? AND deleted_at IS NULL",
        (instant_text(at), score_id),
    )


def undelete_clinic_score(diary: Diary, score_id: str) -> None:
    """Puts a score back."""
    _change(diary, "UPDATE clinic_score SET deleted_at = NULL WHERE score_id = ?", (score_id,))


def _changes(database: Database, table: str, row: int) -> tuple[ToldChange, ...]:
    return tuple(
        ToldChange(read_instant(changed_at), field, _read(field, before), _read(field, after))
        for changed_at, field, before, after in database.execute(
            f"SELECT changed_at, field, before, after FROM {table}_change"
            f" WHERE {table} = ? ORDER BY id",
            (row,),
        )
    )


def _read(field: str, written: str | None) -> str | None:
    """A value of the log; raises `DatabaseFault` for a day that is none."""
    if written is None:
        return None
    return read_day(written).isoformat() if field == "on_day" else read_note(written)


def _change(diary: Diary, statement: str, values: tuple[object, ...]) -> None:
    with diary.writing() as database:
        require_row(database.execute(statement, values), values[-1])


def _free_place(database: Database) -> int:
    taken = {
        place
        for (place,) in database.execute("SELECT position FROM goal WHERE put_away_at IS NULL")
    }
    free = [place for place in range(1, GOALS_MOST + 1) if place not in taken]
    if not free:
        raise GoalRefused(f"You have {GOALS_MOST} goals. Put one away to make room for another.")
    return free[0]


def _require(words: str, most: int) -> None:
    if fault := words_fault(words, most):
        raise GoalRefused(fault)
