"""How much of a person's own a diary holds: to be told before one in memory is gone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backrehab.storage.diary import Diary


@dataclass(frozen=True, slots=True)
class Holdings:
    """What is there and not taken out; false where nothing is."""

    sessions: int = 0
    goals: int = 0
    scores: int = 0

    def __bool__(self) -> bool:
        return any((self.sessions, self.goals, self.scores))


def holdings(diary: Diary) -> Holdings:
    """What a diary holds.

    Raises:
        DiaryError: it can't be read.
    """
    with diary.reading() as database:
        found = database.execute(
            "SELECT (SELECT count(*) FROM session WHERE deleted_at IS NULL),"
            " (SELECT count(*) FROM goal),"
            " (SELECT count(*) FROM clinic_score WHERE deleted_at IS NULL)"
        ).fetchone()
    return Holdings(*found)
