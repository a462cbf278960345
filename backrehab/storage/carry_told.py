"""Goals and scores from the clinic of one diary into another, with all that was told of them.

They belong to no session. Of what both have, the words that were written later stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from backrehab.core.goals import GOALS_MOST
from backrehab.storage.sqlite import Database
from backrehab.storage.two_diaries import Ask, columns_of, common_columns, instant_of, merged

Values = dict[str, Any]
"""A row, by the names of its columns."""

Score = tuple[str, int, str | None]
"""A score of a goal: when, how well it goes, and since when it is out."""

Change = tuple[str, str, str | None, str | None]
"""A change: when, the field, before, after."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A goal or a score from the clinic, with all that belongs to it."""

    row: Values
    scores: list[Score]
    changes: list[Change]


def carry_goals(source: Ask, target: Database) -> None:
    """Goals that `target` doesn't have, and what it doesn't have of the others.

    No more are in use than there may be: those that find no place are there as put away.
    """
    theirs, ours = _goals(source, target, source), _goals(source, target, target.execute)
    for goal_id, other in sorted(theirs.items(), key=lambda it: _turn(it[1].row, it[0] in ours)):
        own = ours.get(goal_id)
        both = other if own is None else _both(other, own, "made_at", "edited_at")
        if both == own:
            continue
        _take_out(target, "goal", own)
        row = both.row if own is None else {**both.row, "position": own.row["position"]}
        number = _put(target, "goal", _with_a_place(target, row))
        for scored_at, score, deleted_at in both.scores:
            target.execute(
                "INSERT INTO goal_score (goal, scored_at, score_0_10, deleted_at)"
                " VALUES (?, ?, ?, ?)",
                (number, scored_at, score, deleted_at),
            )
        _put_changes(target, "goal", number, both.changes)


def carry_clinic_scores(source: Ask, target: Database) -> None:
    """Scores that `target` doesn't have, and what was written later of the others."""
    theirs = _told(source, target, source, "clinic_score", "score_id")
    ours = _told(source, target, target.execute, "clinic_score", "score_id")
    for score_id, other in theirs.items():
        own = ours.get(score_id)
        both = other if own is None else _both(other, own, "noted_at", "edited_at", "deleted_at")
        if both == own:
            continue
        _take_out(target, "clinic_score", own)
        number = _put(target, "clinic_score", both.row)
        _put_changes(target, "clinic_score", number, both.changes)


def _goals(source: Ask, target: Database, side: Ask) -> dict[str, _Told]:
    found = _told(source, target, side, "goal", "goal_id")
    asked = "SELECT scored_at, score_0_10, deleted_at FROM goal_score WHERE goal = ? ORDER BY id"
    for told in found.values():
        told.scores.extend(side(asked, (told.row["id"],)))
    return found


def _told(
    source: Ask, target: Database, side: Ask, table: str, public_id: str
) -> dict[str, _Told]:
    """What one side has, by its public id; nothing where a diary knows no such thing yet."""
    names = common_columns(source, target.execute, table)
    if not names:
        return {}
    found = {}
    has_changes = bool(columns_of(side, f"{table}_change"))
    for cells in side(f"SELECT {', '.join(names)} FROM {table} ORDER BY id").fetchall():
        row = dict(zip(names, cells, strict=True))
        asked = (
            f"SELECT changed_at, field, before, after FROM {table}_change"
            f" WHERE {table} = ? ORDER BY id"
        )
        changes = side(asked, (row["id"],)).fetchall() if has_changes else []
        found[row[public_id]] = _Told(row, [], changes)
    return found


def _turn(row: Values, is_in_both: bool) -> tuple[bool, bool, int]:
    """First what may make room, then what has a place already, then the new ones as they stand."""
    return (not is_in_both, row["put_away_at"] is None, row["position"])


def _both(other: _Told, own: _Told, *stamps: str) -> _Told:
    """What was written later, under the number it has here, with all that was told of it."""
    is_later = _last(other.row, stamps) > _last(own.row, stamps)
    row = {**(other.row if is_later else own.row), "id": own.row["id"]}
    return _Told(
        row,
        _both_scores(other.scores, own.scores),
        merged(other.changes, own.changes, lambda change: change[0]),
    )


def _last(row: Values, stamps: Sequence[str]) -> float:
    return max(instant_of(row[stamp]) for stamp in stamps)


def _both_scores(others: Iterable[Score], own: Iterable[Score]) -> list[Score]:
    """The scores of both, by time; one that was taken out in either is out."""
    found: dict[tuple[float, int], tuple[list[Score], list[Score]]] = {}
    for place, scores in enumerate((own, others)):
        for score in scores:
            found.setdefault((instant_of(score[0]), score[1]), ([], []))[place].append(score)
    both = []
    for key in sorted(found, key=lambda key: key[0]):
        one, other = (sorted(scores, key=_is_there) for scores in found[key])
        for pair in zip_longest(one, other):
            told = [score for score in pair if score is not None]
            out = next((score[2] for score in told if not _is_there(score)), None)
            both.append((told[0][0], told[0][1], out))
    return both


def _is_there(score: Score) -> bool:
    return score[2] is None


def _take_out(target: Database, table: str, told: _Told | None) -> None:
    if told is not None:
        target.execute(f"DELETE FROM {table} WHERE id = ?", (told.row["id"],))


def _with_a_place(target: Database, row: Values) -> Values:
    """The goal at its own place, or the first free one, or put away when it was last written."""
    if row["put_away_at"] is not None:
        return row
    taken = {
        place for (place,) in target.execute("SELECT position FROM goal WHERE put_away_at IS NULL")
    }
    free = [place for place in range(1, GOALS_MOST + 1) if place not in taken]
    if row["position"] in free:
        return row
    if free:
        return {**row, "position": free[0]}
    return {**row, "put_away_at": row["edited_at"] or row["made_at"]}


def _put(target: Database, table: str, row: Values) -> int:
    """Puts the row in, under its number where that is free; gives the number."""
    taken = target.execute(f"SELECT 1 FROM {table} WHERE id = ?", (row["id"],)).fetchone()
    kept = {name: value for name, value in row.items() if name != "id" or not taken}
    statement = f"INSERT INTO {table} ({', '.join(kept)}) VALUES ({', '.join('?' * len(kept))})"
    return target.execute(statement, list(kept.values())).lastrowid or 0


def _put_changes(target: Database, table: str, number: int, changes: Iterable[Change]) -> None:
    for change in changes:
        target.execute(
            f"INSERT INTO {table}_change ({table}, changed_at, field, before, after)"
            " VALUES (?, ?, ?, ?, ?)",
            (number, *change),
        )
