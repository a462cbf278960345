"""What was changed of a goal or a score from the clinic, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from backrehab.core.goals import ToldChange
from backrehab.core.text import day_words, when_words

_FIELDS: Mapping[str, str] = MappingProxyType(
    {"words": "Words", "name": "Name", "value": "Score", "on_day": "Day"}
)


def change_lines(changes: Iterable[ToldChange], today: date) -> tuple[str, ...]:
    """A line for each: "Today, 12:40. Words: Walk to the shop, before that Walk."."""
    return tuple(f"{when_words(it.changed_at, today)}. {_what(it, today)}" for it in changes)


def _what(change: ToldChange, today: date) -> str:
    if change.field == "put_away_at":
        return "Put away." if change.after else "Brought back."
    before, after = (_shown(change.field, value, today) for value in (change.before, change.after))
    return f"{_FIELDS.get(change.field, change.field)}: {after}, before that {before}."


def _shown(field: str, value: str | None, today: date) -> str:
    if field == "on_day" and value:
        return day_words(date.fromisoformat(value), today)
    return " ".join((value or "").split()) or "nothing"
