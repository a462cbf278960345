"""What stands under the tables of a report, each on a line or more: notes, goals and scores."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from backrehab.core.text import short_date
from backrehab.documents.report import Note, Report

Line = tuple[str, str]
"""What it is about, and what is said."""

SHORTENED = "…"
NO_NUMBER = "no number in these days"
_PUT_AWAY = " (put away)"

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


def goal_lines(report: Report, room: int) -> list[Line]:
    """The goals and the scores from the clinic that there are lines for, with what was told.

    Where not all values of one fit, they are the newest: two thirds of the lines are shared out,
    so that a few with long words leave none out.
    """
    scores = [(f"Score from the clinic, {score.words}", score) for score in report.scores]
    goals = [(f"{goal.words}{_PUT_AWAY if goal.put_away else ''}", goal) for goal in report.goals]
    told = [*goals, *scores]
    days = {*report.days, *(day for _, one in told for day, _ in one.values)}
    with_year = len({day.year for day in days}) > 1
    letters = _LETTERS * max(room * 2 // 3 // max(len(told), 1), 1)
    kept: list[Line] = []
    for about, one in told:
        values = [f"{value} ({short_date(day, with_year=with_year)})" for day, value in one.values]
        line = about, _values_words(values, letters - len(about))
        if kept and lines_of([*kept, line]) > room:
            break
        kept.append(line)
    return kept


def _values_words(values: Sequence[str], letters: int) -> str:
    if not values:
        return NO_NUMBER
    words = ", ".join(values)
    older = 0
    while len(words) > letters and older < len(values) - 1:
        # Years of numbers are not tried one by one: none is shorter than "3 (6 Sep), ".
        older = max(older + 1, min(len(values) - 1, len(values) - letters // 11))
        words = f"{', '.join(values[older:])}; {older} older in the diary"
    return words
