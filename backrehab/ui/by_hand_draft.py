"""What was begun by hand and not saved yet: kept while the program runs, page by page."""

from __future__ import annotations

from dataclasses import dataclass, replace

from backrehab.core.diary import DiarySession
from backrehab.ui.workspace import Workspace


@dataclass(frozen=True, slots=True)
class TickedExercise:
    """An exercise that is ticked, with its figures and its side as they stand ("" has none).

    `row_no` tells it from others of the same exercise on the page.
    """

    exercise_id: str
    row_no: int
    figures: tuple[tuple[str, int], ...]
    side: str


@dataclass(frozen=True, slots=True)
class Draft:
    """All that can be typed, ticked or pressed on the page; day and time as they are typed."""

    day: str
    time: str
    exercises: tuple[TickedExercise, ...]
    answers: tuple[tuple[str, int | None], ...]
    note: str

    def beside(self, before: Draft, now: Draft) -> Draft:
        """This, but with the exercises that the diary has changed from `before` until `now`."""
        ids = {one.exercise_id for draft in (self, now) for one in draft.exercises}
        found: list[TickedExercise] = []
        for exercise_id in sorted(ids):
            is_as_before = before.of(exercise_id) == now.of(exercise_id)
            found += (self if is_as_before else now).of(exercise_id)
        return replace(self, exercises=tuple(found))

    def of(self, exercise_id: str) -> list[TickedExercise]:
        """All there is of one exercise."""
        return [one for one in self.exercises if one.exercise_id == exercise_id]


class Drafts:
    """One for what is new, and one for each session that is being changed."""

    def __init__(self) -> None:
        self._kept: list[tuple[Workspace, DiarySession | None, Draft]] = []

    def keep(self, workspace: Workspace, session: DiarySession | None, draft: Draft) -> None:
        """Puts it in the place of the last one for the same session."""
        self.drop(workspace, session)
        self._kept.append((workspace, session, draft))

    def drop(self, workspace: Workspace, session: DiarySession | None) -> None:
        """It is saved, or not wanted any more."""
        wanted = _id_of(session)
        self._kept = [
            kept for kept in self._kept if kept[0] is not workspace or _id_of(kept[1]) != wanted
        ]

    def of(self, workspace: Workspace, session: DiarySession | None) -> Draft | None:
        """What was begun; nothing where the session has become another one since."""
        for whose, about, draft in self._kept:
            if whose is workspace and about == session:
                return draft
        return None


def _id_of(session: DiarySession | None) -> str:
    return session.session_id if session is not None else ""
