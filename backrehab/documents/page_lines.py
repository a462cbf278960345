"""What stands under the tables of a report, each on a line or more: the notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from backrehab.core.text import short_date
from backrehab.documents.report import Note

Line = tuple[str, str]
"""What it is about, and what is said."""

SHORTENED = "…"

_LETTERS = 105
_NOTE_MOST = 420


def lines_of(lines: Iterable[Line]) -> int:
    """About how many lines of A4 they take."""
    return sum(1 + (len(about) + len(text)) // _LETTERS for about, text in lines)


def newest(lines: Sequence[Line], room: int) -> list[Line]:
    """The last ones, as many as there are lines for."""
    kept: list[Line] = []
    for line in reversed(lines):
        room -= lines_of([line])
        if room < 0:
            break
        kept.insert(0, line)
    return kept


def note_line(note: Note, *, whole: bool) -> Line:
    """A note on one line; a long one is shortened unless it is wanted whole."""
    text = " ".join(note.text.split())
    if len(text) > _NOTE_MOST and not whole:
        text = f"{text[:_NOTE_MOST].rstrip()} {SHORTENED}"
    about = f", {note.exercise}" if note.exercise else ""
    return f"{short_date(note.day)}, {note.at:%H:%M}{about}", text
