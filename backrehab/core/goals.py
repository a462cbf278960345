"""What a person wants to do again, in their own words, and scores somebody else gave them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from backrehab.core.diary import NOTE_MOST, note_fault

GOALS_MOST = 5
"""The most goals a person has at a time."""

GOAL_WORDS_MOST = 200
SCORE_NAME_MOST = 100
SCORE_VALUE_MOST = 40


@dataclass(frozen=True, slots=True)
class GoalScore:
    """How well it went, 0 to 10, as the person said at this instant."""

    score_no: int
    scored_at: datetime
    score_0_10: int


@dataclass(frozen=True, slots=True)
class ToldChange:
    """What was changed of a goal or of a score, by the name it has in the diary, and when."""

    changed_at: datetime
    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Goal:
    """One thing to do again; its scores and changes are in the order they were given.

    `position` is its place among the others, from 1. `put_away_at` is `None` while it is one of
    the person's goals.
    """

    goal_id: str
    words: str
    position: int
    made_at: datetime
    put_away_at: datetime | None
    scores: tuple[GoalScore, ...] = ()
    changes: tuple[ToldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class ClinicScore:
    """A score from the clinic as it was told: nothing is worked out from it."""

    score_id: str
    name: str
    value: str
    on_day: date
    noted_at: datetime
    changes: tuple[ToldChange, ...] = ()


def words_fault(words: str, most: int = NOTE_MOST) -> str:
    """What stands against keeping these words, for the person who typed them; "" for nothing."""
    if not words.strip():
        return "Please write something first."
    if len(words) > most:
        return f"There is room for {most} characters; this has {len(words):,}."
    return note_fault(words)
