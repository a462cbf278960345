"""Clocks that are put forward, back, or were wrong for years, and days with 23 or 25 hours."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from backrehab.core.diary import Outcome, PlannedEntry, SessionAnswers, SetDone
from backrehab.core.open_questions import Asking, open_question
from backrehab.storage.backup import keep_backup, list_backups, newest_good_backup
from backrehab.storage.diary import Diary
from backrehab.storage.diary_views import DiaryViews
from backrehab.storage.export import write_csv
from tools.disk_faults.home import NOW
from tools.disk_faults.tries import Tally

_BRIDGING = PlannedEntry("bridging", "Bridging", "strengthening", None, 1, 1, 15, 3)
_CHANGES = (
    ("Europe/London", date(2026, 3, 29)),
    ("Europe/London", date(2026, 10, 25)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),  # by half an hour
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("America/New_York", date(2026, 3, 8)),
    ("Pacific/Apia", date(2011, 12, 30)),  # a day that never was
)
_ACTIVE_MS = 600_000


def jump_clocks(template: Path, rounds: int, random: Random, tally: Tally) -> None:
    """Every hour about each change, and a clock that was wrong while copies were made."""
    folder = template.with_name("clocks")
    folder.mkdir()
    for zone, day in _CHANGES:
        tally.breaches += _about_a_change(zone, day, random, tally)
    tally.breaches += _wrong_for_a_while(folder, rounds, random, tally)
    tally.breaches += _asked_with_the_clock_put_back(tally)


def _about_a_change(zone: str, day: date, random: Random, tally: Tally) -> Iterator[str]:
    """Sessions of ten minutes, by the clock of the wall; each belongs to the day it says."""
    about = ZoneInfo(zone)
    middle = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    # In UTC while they are compared: an hour that comes twice is equal to nothing in its own zone.
    times = sorted(middle + timedelta(minutes=random.randrange(-2_880, 2_880)) for _ in range(40))
    instants = [at.astimezone(about) for at in times]
    with Diary.in_memory() as diary:
        for at in random.sample(instants, len(instants)):  # in no order
            _write(diary, at)
        sessions = diary.sessions()
        tally.tries += len(instants)
        tally.done += len(sessions)
        told = sorted(session.started_at for session in sessions)
        if [at.astimezone(UTC) for at in told] != times:
            yield f"{zone}: other instants than were written"
        for session in sessions:
            (entry,) = session.entries
            if entry.active_seconds != _ACTIVE_MS // 1_000:
                yield f"{zone}: {entry.active_seconds} seconds at {session.started_at}"
        first, last = instants[0].date(), instants[-1].date()
        days = DiaryViews(diary).days(first, last)
        by_day = {each: sum(at.date() == each for at in instants) for each in days}
        if {each: facts.sessions for each, facts in days.items()} != by_day:
            yield f"{zone}: sessions on other days"
        stream = io.BytesIO()
        write_csv(diary, stream, day, day)
        text = io.StringIO(stream.getvalue().decode("utf-8-sig"), newline="")
        rows = [datetime.fromisoformat(row["session_started_at"]) for row in csv.DictReader(text)]
        if rows != [at for at in told if at.date() == day]:
            yield f"{zone}: the spreadsheet of {day} has other rows"


def _wrong_for_a_while(folder: Path, rounds: int, random: Random, tally: Tally) -> Iterator[str]:
    """Copies day by day; then the clock is years wrong, forward or back, and right again."""
    today = NOW + timedelta(days=5)
    for number in range(rounds + 1):
        file = folder / str(number) / "diary.sqlite"
        with Diary.open(file):
            pass
        for day in range(5):
            _one_more(file, NOW + timedelta(days=day), tally)
        right = {copy.path for copy in list_backups(file, today.date())}
        wrong = NOW + timedelta(days=random.choice((-1, 1)) * random.randrange(300, 9_000))
        for day in range(2):
            _one_more(file, wrong + timedelta(days=day), tally)
        _one_more(file, today, tally)
        there = {copy.path for copy in list_backups(file, today.date())}
        newest = sorted(right)[-4:]
        if not set(newest) <= there:
            yield f"a wrong clock ({wrong:%Y}) took copies away: {sorted(right - there)}"
        offered = newest_good_backup(file, today.date())
        if offered is None or offered.contents is None or offered.contents.sessions != 8:
            yield f"after a wrong clock ({wrong:%Y}) an older copy is offered: {offered}"
        with Diary.open(file) as diary:
            if diary.count_sessions() != 8:
                yield f"{diary.count_sessions()} sessions of 8 with a wrong clock"


def _one_more(file: Path, at: datetime, tally: Tally) -> None:
    with Diary.open(file) as diary:
        _write(diary, at)
    tally.tries += 1
    kept = keep_backup(file, at)
    if kept.trouble:
        tally.breaches.append(f"no copy at {at}: {kept.trouble}")
    else:
        tally.done += 1


def _asked_with_the_clock_put_back(tally: Tally) -> Iterator[str]:
    """A question about minutes that have passed is never asked before they have."""
    asking = Asking(after_minutes=30, after=True, morning=True)
    with Diary.in_memory() as diary:
        _write(diary, NOW)
        sessions = diary.sessions()
        for minutes in range(-600, 60, 10):
            now = NOW + timedelta(milliseconds=_ACTIVE_MS) + timedelta(minutes=minutes)
            question = open_question(sessions, now, asking)
            tally.tries += 1
            tally.done += question is not None
            tally.refused += question is None
            if (question is not None) is not (minutes >= asking.after_minutes):
                yield f"asked {minutes} minutes after the end"


def _write(diary: Diary, at: datetime) -> None:
    ended_at = at.astimezone(UTC) + timedelta(milliseconds=_ACTIVE_MS)
    ended_at = ended_at.astimezone(at.tzinfo)
    session_id = diary.begin_session(at, "1.0.0")
    entry_id = diary.begin_entry(session_id, _BRIDGING, at)
    diary.add_set(entry_id, SetDone(1, 15, 45_000, 0, _ACTIVE_MS, 0, True, ended_at))
    diary.end_entry(entry_id, Outcome.COMPLETED, ended_at)
    diary.end_session(session_id, Outcome.COMPLETED, ended_at)
    diary.answer_session(session_id, SessionAnswers(pain_before_0_10=3), ended_at)
