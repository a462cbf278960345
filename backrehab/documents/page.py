"""What stands in a report: the same words and figures on one page of paper and as text.

Many sessions are summed up by week. Text has room for all of that; on paper the oldest notes are
left out where they don't fit, older weeks share a row, and the page says where the rest is.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from backrehab.core.diary import OwnReport
from backrehab.core.model import Notices
from backrehab.core.text import NOTHING, count, short_date
from backrehab.documents.page_lines import SHORTENED, Line, goal_lines, lines_of, newest, note_line
from backrehab.documents.report import (
    ANSWERS,
    Amount,
    ExerciseFigures,
    PainAnswers,
    Report,
    monday_of,
)

LINES = 44
"""About so many rows of tables and notes fit on a page of A4."""

EVERYTHING = sys.maxsize
"""Room for so many rows as there are."""

NO_END = "not ended"
_TITLE = "Exercise diary"
_LINES_OF_HEADS = 6
_LINES_OF_A_PART = 2
_NAME_LINE = 25
_ANSWERS_LINE = 50
_FAR = timedelta(days=366)
"""Days chosen so far outside the diary only say: all of it."""

_WEEKS_LEAST = 3
_WEEKS_FIRST = 8
_NOTES_LEAST = 3
"""So many lines are for notes, however many weeks there are; but so many weeks go first."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under their heads; the first `heads` columns say what a row is about.

    Where that needs a word in front, once the heads are out of sight, it is `about`.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    heads: int = 1
    note: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Lines under a head of their own."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """All the words of a report, in their order; `name` is for lists of files and windows."""

    name: str
    title: str
    days: str
    code: str
    facts: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    parts: tuple[Part, ...]
    left_out: tuple[str, ...]
    small_print: tuple[str, ...]


def make_page(report: Report, notices: Notices, printed_on: date, lines: int = EVERYTHING) -> Page:
    """The page of a report; `lines` is about how many rows there is room for.

    Whether each session has a row, or each week, depends on the report alone.
    """
    left_out: list[str] = []
    exercises = _exercises(report, max(lines - _LINES_OF_HEADS, 8), left_out)
    room = lines - _LINES_OF_HEADS - _lines_of_rows(exercises.rows)
    goals = _goals(report, room, left_out)
    room -= _lines_of_goals(goals)
    if _sessions_fit(report) and _lines_of_rows(_pains(report.pains).rows) <= room:
        pains = _pains(report.pains)
        notes = _notes(report, lines, room - _lines_of_rows(pains.rows), left_out)
    else:
        weeks = len({monday_of(day) for day in report.days})
        weeks = min(weeks, max(room - _NOTES_LEAST, _WEEKS_FIRST))
        notes = _notes(report, lines, room - weeks, left_out)
        pains = _weeks(report, max(room - lines_of(notes), _WEEKS_LEAST))
    return Page(
        name=_name(report),
        title=_TITLE,
        days=_days_words(report),
        code=f"Code: {report.person_code}" if report.person_code else "",
        facts=_facts(report, printed_on),
        tables=(exercises, *([pains] if pains.rows else [])),
        parts=tuple(
            part for part in (Part("Goals and scores", goals), Part("Notes", notes)) if part.lines
        ),
        left_out=tuple(left_out),
        small_print=(
            "Raw figures. “Done” counts rows by hand too, unless their own report is “none”; "
            "sets, times and seconds are the timer's alone: “11 of 15” is 11 played, of 15 asked "
            "for. It can't know what the person did. Pain, effort and the numbers of goals are "
            "what the person told, from 0 to 10.",
            notices.intended_purpose,
            # Together, as a line of their own would cost a week's row.
            " ".join((*notices.credits, f"Made by BackRehab on {short_date(printed_on)}.")),
        ),
    )


def _sessions_fit(report: Report) -> bool:
    """Whether paper has room for a row of each session with answers, and for all notes."""
    if len(report.pains) + len(report.notes) > LINES:
        return False  # at once, in a diary of years
    notes = (note_line(note, whole=False) for note in report.notes)
    room = LINES - _LINES_OF_HEADS - _lines_of_rows([_exercise(one) for one in report.exercises])
    room -= _lines_of_goals(_goals(report, room, []))
    return _lines_of_rows(_pains(report.pains).rows) + lines_of(notes) <= room


def _lines_of_rows(rows: Sequence[tuple[str, ...]]) -> int:
    """About how many lines they take; a name needs a second one sooner than a row of answers."""
    return sum(
        1 + max(len(row[0]) // _NAME_LINE, *(len(cell) // _ANSWERS_LINE for cell in row))
        for row in rows
    )


def _goals(report: Report, room: int, left_out: list[str]) -> tuple[Line, ...]:
    """On paper they may take a third of the room below the exercises."""
    kept = goal_lines(report, max(room // 3, 1))
    if left := len(report.goals) + len(report.scores) - len(kept):
        left_out.append(f"In the diary, not here: {left} more of the goals and scores.")
    return tuple(kept)


def _lines_of_goals(goals: tuple[Line, ...]) -> int:
    return lines_of(goals) + _LINES_OF_A_PART if goals else 0


def _notes(report: Report, lines: int, room: int, left_out: list[str]) -> tuple[Line, ...]:
    notes = [note_line(note, whole=lines == EVERYTHING) for note in report.notes]
    kept = newest(notes, room)
    if len(kept) < len(notes):
        fewer = count(len(notes) - len(kept), "older note")
        left_out.append(f"In the spreadsheet (CSV), not here: {fewer}.")
    if lines < EVERYTHING and any(text.endswith(SHORTENED) for _, text in kept):
        left_out.append(f"A note that ends with “{SHORTENED}” is whole in the spreadsheet (CSV).")
    return tuple(kept)


def _chosen(report: Report) -> tuple[date | None, date | None]:
    """The first and the last day that were chosen."""
    since, until = report.since, report.until
    if since and report.first_day - since > _FAR:
        since = None
    if until and until - report.last_day > _FAR:
        until = None
    return since, until


def _covered(report: Report) -> tuple[date, date]:
    """The days of those chosen that the diary is about: no other was a day without a round."""
    since, until = report.since or date.min, report.until or date.max
    return max(since, report.first_day), min(until, report.last_day)


def _name(report: Report) -> str:
    since, until = _chosen(report)
    first, last = _covered(report)
    days = f"{short_date(since or first)} to {short_date(until or last)}"
    return ", ".join(part for part in (_TITLE, report.person_code, days) if part)


def _days_words(report: Report) -> str:
    since, until = _chosen(report)
    first, last = _covered(report)
    if since is None and until is None:
        return f"The whole diary: {short_date(first)} to {short_date(last)}"
    if since and until:
        chosen = f"{short_date(since)} to {short_date(until)}"
    else:
        chosen = f"From {short_date(since)}" if since else f"To {short_date(until or last)}"
    ends = []
    if since != first:
        ends.append(f"the first session was on {short_date(first)}")
    if until != last:
        ends.append(f"the last {'' if ends else 'session was '}on {short_date(last)}")
    return f"{chosen}; {', '.join(ends)}" if ends else f"{chosen}, both included"


def _facts(report: Report, today: date) -> tuple[tuple[str, str], ...]:
    sessions = ", ".join(
        f"{number} {word or NO_END}" for word, number in sorted(report.sessions.items()) if number
    )
    told = {word: report.own_reports[word] for word in OwnReport}
    own_reports = ", ".join(f"{number} {word}" for word, number in told.items())
    reported = f"Own report of {count(sum(told.values()), 'exercise')}"
    return (
        ("Days with rounds", f"{report.days_with_rounds} of {_days_in(report, today)}"),
        ("Rounds", f"{report.rounds}"),
        ("Sessions", f"{report.session_count} ({sessions})"),
        *(((reported, own_reports),) if any(told.values()) else ()),
    )


def _days_in(report: Report, today: date) -> int:
    """How many days the report is about; of those to come, only the ones that have a session.

    A clock that was wrong for a while writes such days.
    """
    first, last = _covered(report)
    to_come = sum(day > today for day in report.days)
    return max((min(last, today) - first).days + 1, 0) + to_come


# The exercises.


def _exercises(report: Report, room: int, left_out: list[str]) -> Table:
    rows = [_exercise(figures) for figures in report.exercises]
    if len(rows) > room:
        left_out.append(
            f"In the spreadsheet (CSV), not here: {count(len(rows) - room, 'more exercise')}."
        )
    without_end = sum(figures.outcomes[""] for figures in report.exercises)
    return Table(
        title="Exercises",
        columns=(
            *("Exercise", "Done", "Stopped", "Skipped", "By hand"),
            *("Sets", "Times", "Seconds", "Effort"),
        ),
        rows=tuple(rows[:room]),
        note=f"{count(without_end, 'exercise')} {NO_END} yet." if without_end else "",
    )


def _exercise(figures: ExerciseFigures) -> tuple[str, ...]:
    outcomes = [figures.outcomes[word] for word in ("stopped", "skipped")]
    return (
        f"{figures.title}, {figures.side}" if figures.side else figures.title,
        *(str(number) for number in (figures.done, *outcomes, figures.by_hand)),
        _amount(figures.sets),
        _amount(figures.reps),
        _seconds(figures),
        _range(figures.efforts),
    )


def _amount(amount: Amount | None) -> str:
    return NOTHING if amount is None else f"{amount.timed} of {amount.asked}"


def _seconds(figures: ExerciseFigures) -> str:
    """Held or moving: hardly an exercise asks for both, and two columns would take the width."""
    kinds = ((figures.hold_seconds, "held"), (figures.timed_seconds, "moving"))
    told = [f"{_amount(amount)} {word}" for amount, word in kinds if amount is not None]
    return ", ".join(told) or NOTHING


# Pain, by session or by week.


def _pains(pains: Sequence[PainAnswers]) -> Table:
    return Table(
        title="Pain, as told",
        columns=(
            *("Date", "Time", "Before", "Worst", "Worst in exercises"),
            *("After", "Minutes after", "Next morning"),
        ),
        rows=tuple(
            (
                short_date(pain.day),
                f"{pain.at:%H:%M}",
                _answer(pain.before),
                _answer(pain.worst),
                ", ".join(map(str, pain.worst_in)) or NOTHING,
                _answer(pain.after),
                _answer(pain.after_minutes),
                _answer(pain.next_morning),
            )
            for pain in pains
        ),
        heads=2,
    )


def _answer(figure: int | None) -> str:
    return NOTHING if figure is None else str(figure)


def _weeks(report: Report, room: int) -> Table:
    mondays = sorted({monday_of(day) for day in report.days})
    alone = len(mondays) if len(mondays) <= room else room - 1
    older, stretches = mondays[:-alone], [(monday, monday) for monday in mondays[-alone:]]
    if older:
        stretches.insert(0, (older[0], older[-1]))
    return Table(
        title="By week",
        columns=(
            *("Week from", "Days with rounds", "Rounds", "Sessions"),
            *("Pain before", "Worst pain", "Worst in exercises", "Pain after"),
            *("Pain next morning", "Effort"),
        ),
        rows=tuple(_stretch(report, first, last) for first, last in stretches),
        note=(
            "Pain and effort: how many answers (lowest to highest). Pain after: as a rule 30 "
            "minutes later; where it was told later, the spreadsheet (CSV) has the minutes. It "
            "has every answer."
        ),
        about="Week from ",
    )


def _stretch(report: Report, first: date, last: date) -> tuple[str, ...]:
    """The weeks from one Monday to another, both included."""
    end = last + timedelta(days=7)
    days = [figures for day, figures in report.days.items() if first <= day < end]
    pains = [pain for pain in report.pains if first <= pain.day < end]
    told = {name: [getattr(pain, name) for pain in pains] for name in ANSWERS}
    worst_in = [figure for pain in pains for figure in pain.worst_in]
    name = short_date(first)
    return (
        name if first == last else f"{name} to {short_date(end - timedelta(days=1))}",
        str(sum(day.rounds > 0 for day in days)),
        str(sum(day.rounds for day in days)),
        str(sum(day.sessions for day in days)),
        _range(told["before"]),
        _range(told["worst"]),
        _range(worst_in),
        _range(told["after"]),
        _range(told["next_morning"]),
        _range([effort for day in days for effort in day.efforts]),
    )


def _range(answers: Sequence[int | None]) -> str:
    told = [answer for answer in answers if answer is not None]
    return f"{len(told)} ({min(told)} to {max(told)})" if told else NOTHING
