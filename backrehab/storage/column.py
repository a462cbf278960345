"""What a column of the diary's spreadsheet is, and how its cells are made and bounded."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

COUNT_MOST = 1_000_000_000
"""The most a whole number of the diary can be."""

ID_PATTERN = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}"
"""What an id of ours looks like."""

APOSTROPHE_BEFORE = "=+-@\t\r'"
"""A text that starts with one of these has one apostrophe before it, to be taken off again."""


class Kind(StrEnum):
    """What stands in a column."""

    TEXT = "text"  # written by somebody; made harmless for a spreadsheet
    WORD = "word"  # an id of ours, or one of a few fixed words
    INTEGER = "integer"
    INSTANT = "instant"  # ISO 8601 with offset, to the second


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name for ever, what stands in it, where that comes from, what it means.

    `words` are the only ones a `WORD` can be; without them it is an id. `least` and `most` are
    for whole numbers, both included.
    """

    name: str
    kind: Kind
    sql: str
    meaning: str
    required: bool = False
    words: tuple[str, ...] = ()
    least: int = 0
    most: int = COUNT_MOST

    @property
    def table(self) -> str:
        """Where it is kept: session, entry or person; else `entry_timed`, or "" for neither."""
        table, _, field = self.sql.partition(".")
        return table if field.isidentifier() else ""

    @property
    def field(self) -> str:
        """Its name in `table`."""
        return self.sql.partition(".")[2]

    @property
    def of_session(self) -> bool:
        """Whether it is the same on every row of a session."""
        return self.table in {"session", "person"}

    @property
    def cell_sql(self) -> str:
        """The expression for the finished cell of a CSV file.

        A spreadsheet takes text that starts with = + - @, a tab or a carriage return for
        something to run, so such a text gets an apostrophe in front; so does one that starts
        with an apostrophe, or nobody could tell which to take off again. Text with a comma, a
        quote or a line break stands in quotes, as RFC 4180 has it.
        """
        if self.kind is not Kind.TEXT:
            return self.sql
        text = self.sql
        codes = ", ".join(str(ord(character)) for character in APOSTROPHE_BEFORE)
        runs = f"unicode({text}) IN ({codes})"
        # Most texts are empty and most of the others plain, so those are told apart first.
        return (
            f"CASE WHEN {text} = '' THEN ''"
            f" WHEN {text} GLOB '*[,\"' || char(13, 10) || ']*'"
            f" THEN '\"' || iif({runs}, '''', '') || replace({text}, '\"', '\"\"') || '\"'"
            f" WHEN {runs} THEN '''' || {text} ELSE {text} END"
        )
