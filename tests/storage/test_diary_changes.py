"""What a person can change in the diary, what nobody can, and the log of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path

import pytest

from backrehab.core.by_hand import ManualEntry, ManualSession, is_by_hand, manual_session
from backrehab.core.diary import EntryAnswers, Outcome, OwnReport, PlannedEntry, SessionAnswers
from backrehab.core.errors import DiaryError
from backrehab.core.model import Side
from backrehab.storage.diary import Diary
from backrehab.storage.diary_changes import (
    add_by_hand,
    change_by_hand,
    changes_of,
    delete_entry,
    delete_session,
    last_deleted,
    put_back,
    skip_after,
    skip_morning,
    undelete_entry,
    undelete_session,
)
from backrehab.storage.export import write_csv
from backrehab.storage.forgetting import forget_deleted
from tests.storage.played import BRIDGING, NINE, bridging_set, stance, write_session

TEN = NINE + timedelta(hours=1)
SECRET = "Felt it in the left hip after gardening"


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    with Diary.open(tmp_path / "diary.sqlite") as opened:
        yield opened


def spreadsheet(diary: Diary) -> bytes:
    stream = BytesIO()
    write_csv(diary, stream)
    return stream.getvalue()


def everything_read(diary: Diary) -> tuple[object, ...]:
    """What every question of the diary says, and the spreadsheet."""
    return (
        diary.sessions(),
        diary.count_sessions(),
        diary.count_entries(),
        diary.completions(),
        diary.first_and_last_day(),
        spreadsheet(diary),
    )


def by_hand(at: datetime = NINE, *planned: PlannedEntry) -> ManualSession:
    return ManualSession(at, tuple(ManualEntry(one) for one in planned or (BRIDGING,)))


# Deleting.


def test_a_deleted_session_is_in_no_answer_and_no_spreadsheet(diary: Diary) -> None:
    write_session(diary, NINE)
    before = everything_read(diary)
    session_id = write_session(diary, TEN)

    delete_session(diary, session_id, TEN)

    assert everything_read(diary) == before
    assert diary.session(session_id) is None


def test_the_days_of_a_diary_end_with_what_is_left_of_it(diary: Diary) -> None:
    assert diary.first_and_last_day() is None

    days = [NINE + timedelta(days=number) for number in range(4)]
    first, *_, last = [write_session(diary, day) for day in days]

    assert diary.first_and_last_day() == (days[0].date(), days[3].date())
    delete_session(diary, first, TEN)
    session = diary.session(last)
    assert session is not None
    delete_entry(diary, session.entries[0].entry_id, TEN)  # it had no other
    assert diary.first_and_last_day() == (days[1].date(), days[2].date())


def test_a_deleted_session_is_put_back_as_it_was(diary: Diary) -> None:
    session_id = write_session(diary, NINE)
    diary.answer_session(session_id, SessionAnswers(note=SECRET), TEN)
    before = everything_read(diary)
    delete_session(diary, session_id, TEN)

    undelete_session(diary, session_id)

    assert everything_read(diary) == before
    assert forget_deleted(diary) == 0


def test_a_deleted_entry_is_out_and_the_rest_of_its_session_stays(diary: Diary) -> None:
    session_id = write_session(diary, NINE, stance(Side.LEFT), stance(Side.RIGHT))
    before = everything_read(diary)
    left, right = diary.sessions()[0].entries

    delete_entry(diary, left.entry_id, TEN)

    session = diary.session(session_id)
    assert session is not None
    assert session.entries == (right,)
    assert diary.count_entries() == 1
    assert left.entry_id.encode() not in spreadsheet(diary)
    undelete_entry(diary, left.entry_id)
    assert everything_read(diary) == before


def test_the_last_entry_takes_its_session_with_it_and_brings_it_back(diary: Diary) -> None:
    write_session(diary, NINE)
    before = everything_read(diary)
    (entry,) = diary.sessions()[0].entries

    delete_entry(diary, entry.entry_id, TEN)
    assert diary.count_sessions() == 0

    undelete_entry(diary, entry.entry_id)
    assert everything_read(diary) == before


def test_a_session_that_runs_can_not_be_deleted(diary: Diary) -> None:
    session_id = diary.begin_session(NINE, "1")
    entry_id = diary.begin_entry(session_id, BRIDGING, NINE)

    with pytest.raises(LookupError):
        delete_session(diary, session_id, TEN)
    with pytest.raises(LookupError):
        delete_entry(diary, entry_id, TEN)

    assert diary.unfinished() is not None


def test_what_is_deleted_is_really_gone_after_the_next_start(tmp_path: Path) -> None:
    """Not a letter of it is left in the diary's files, nor in the log of changes."""
    file = tmp_path / "diary.sqlite"
    with Diary.open(file) as diary:
        kept = write_session(diary, NINE)
        session_id = write_session(diary, TEN)
        for note in (SECRET, SECRET + ", twice"):
            diary.answer_session(session_id, SessionAnswers(note=note), TEN)
        (entry,) = diary.sessions(limit=1)[0].entries
        diary.answer_entry(entry.entry_id, EntryAnswers(note=SECRET), TEN)
        delete_session(diary, session_id, TEN)
    assert SECRET.encode() in file.read_bytes()

    with Diary.open(file) as diary:
        assert forget_deleted(diary) == 1
        assert [session.session_id for session in diary.sessions()] == [kept]
        assert not any(SECRET.encode() in each.read_bytes() for each in tmp_path.iterdir())
        with pytest.raises(LookupError):
            undelete_session(diary, session_id)


def test_a_forgotten_entry_leaves_the_rest_of_its_session(diary: Diary) -> None:
    write_session(diary, NINE, stance(Side.LEFT), stance(Side.RIGHT))
    left, right = diary.sessions()[0].entries
    diary.answer_entry(left.entry_id, EntryAnswers(note=SECRET), TEN)
    delete_entry(diary, left.entry_id, TEN)

    assert forget_deleted(diary) == 1

    assert diary.sessions()[0].entries == (right,)
    assert diary._database.execute("SELECT count(*) FROM change").fetchone() == (0,)


# What the timer recorded stays as recorded.

FORGERIES = {
    "a session's start": "UPDATE session SET started_at = '2026-03-01T09:00:00+00:00'",
    "a session's end": "UPDATE session SET ended_at = '2026-03-02T19:00:00+00:00'",
    "a session's outcome": "UPDATE session SET outcome = 'stopped'",
    "a session's end taken back": "UPDATE session SET outcome = NULL, ended_at = NULL",
    "a session's id": "UPDATE session SET session_id = 'x'",
    "a session's number": "UPDATE session SET id = 99",
    "a session's versions": "UPDATE session SET app_version = 'x', content_version = 'x'",
    "an entry's start": "UPDATE entry SET started_at = '2026-03-01T09:00:00+00:00'",
    "an entry's end": "UPDATE entry SET ended_at = '2026-03-02T19:00:00+00:00'",
    "an entry's outcome": "UPDATE entry SET outcome = 'stopped'",
    "what was asked": "UPDATE entry SET reps_target = 1",
    "the sets asked": "UPDATE entry SET sets_target = 1",
    "the hold asked": "UPDATE entry SET hold_seconds_target = 1",
    "the time asked": "UPDATE entry SET timed_seconds_target = 1",
    "which exercise": "UPDATE entry SET exercise_id = 'x'",
    "its title": "UPDATE entry SET exercise_title = 'x'",
    "its section": "UPDATE entry SET section_id = 'x'",
    "the side": "UPDATE entry SET side = 'left'",
    "its place": "UPDATE entry SET position_in_session = 9",
    "its session": "UPDATE entry SET session = 9",
    "its id": "UPDATE entry SET entry_id = 'x'",
    "its number": "UPDATE entry SET id = 99",
    "who wrote it": "UPDATE entry SET recorded_by = 'manual'",
    "a set's times": "UPDATE timed_set SET reps = 99",
    "a set's hold": "UPDATE timed_set SET hold_ms = 1",
    "a set taken out": "DELETE FROM timed_set",
    "a set replaced": "INSERT OR REPLACE INTO timed_set SELECT entry, row_no, set_no, 99, hold_ms,"
    " timed_ms, active_ms, paused_ms, complete, ended_at FROM timed_set",
    "an entry replaced": "INSERT OR REPLACE INTO entry (entry_id, session, position_in_session,"
    " exercise_id, exercise_title, section_id, started_at, recorded_by)"
    " SELECT entry_id, session, 1, 'x', 'x', 'x', started_at, 'timer' FROM entry",
    "a session replaced": "INSERT OR REPLACE INTO session (session_id, started_at, app_version,"
    " content_version) SELECT session_id, '2026-03-01T09:00:00+00:00', 'x', 'x' FROM session",
    "the log rewritten": "UPDATE change SET before = NULL",
    "the log shortened": "DELETE FROM change",
}


@pytest.mark.parametrize("statement", FORGERIES.values(), ids=FORGERIES)
def test_nothing_can_change_what_the_timer_wrote(diary: Diary, statement: str) -> None:
    session_id = diary.begin_session(NINE, "1")
    entry_id = diary.begin_entry(session_id, BRIDGING, NINE)
    diary.add_set(entry_id, bridging_set(ended_at=TEN))
    diary.end_entry(entry_id, Outcome.COMPLETED, TEN)
    diary.end_session(session_id, Outcome.COMPLETED, TEN)
    diary.answer_session(session_id, SessionAnswers(note="x"), TEN)
    before = everything_read(diary)

    with pytest.raises(sqlite3.IntegrityError), diary.writing() as database:
        database.execute(statement)

    assert everything_read(diary) == before


def test_a_timed_session_can_not_be_changed_as_one_by_hand(diary: Diary) -> None:
    session_id = write_session(diary, NINE)

    with pytest.raises(LookupError):
        change_by_hand(diary, session_id, by_hand(), TEN, seen=())

    assert diary.sessions()[0].entries[0].reps_target == BRIDGING.reps_target


# The log.


def test_every_change_of_an_answer_keeps_what_was_there_and_when_it_was_made(
    diary: Diary,
) -> None:
    session_id = write_session(diary, NINE)
    (entry,) = diary.sessions()[0].entries
    later = TEN.astimezone(timezone(timedelta(hours=1)))

    diary.answer_session(session_id, SessionAnswers(pain_before_0_10=4), NINE)
    diary.answer_session(session_id, SessionAnswers(pain_before_0_10=2, note="Better"), TEN)
    answers = EntryAnswers(own_report=OwnReport.SOME, own_report_reps=9)
    diary.answer_entry(entry.entry_id, answers, later)

    changes = changes_of(diary, session_id)
    assert [(one.entry_id, one.field, one.before, one.after) for one in changes] == [
        (None, "pain_before_0_10", None, "4"),
        (None, "pain_before_0_10", "4", "2"),
        (None, "note", "", "Better"),
        (entry.entry_id, "own_report", None, "some"),
        (entry.entry_id, "own_report_reps", None, "9"),
    ]
    assert [one.changed_at for one in changes] == [NINE, TEN, TEN, later, later]


def test_the_same_answer_again_is_no_change(diary: Diary) -> None:
    session_id = write_session(diary, NINE)
    for at in (NINE, TEN):
        diary.answer_session(session_id, SessionAnswers(pain_before_0_10=4), at)

    assert len(changes_of(diary, session_id)) == 1


def test_what_the_timer_writes_as_it_runs_is_no_change(diary: Diary) -> None:
    diary.begin_session(NINE, "1", session_id="s")
    entry_id = diary.begin_entry("s", BRIDGING, NINE)
    diary.end_entry(entry_id, Outcome.COMPLETED, TEN)
    diary.end_session("s", Outcome.COMPLETED, TEN)

    assert changes_of(diary, "s") == ()


def test_an_instant_in_the_log_that_is_none_is_told_as_damage(diary: Diary) -> None:
    session_id = add_by_hand(diary, by_hand(), "1", NINE)
    with diary.writing() as database:
        database.execute(
            "INSERT INTO change (changed_at, session, field, before, after)"
            " VALUES (?, 1, 'started_at', '2026-03-02T09:00:00+00:00', '2026-03-0')",
            (TEN.isoformat(),),
        )

    with pytest.raises(DiaryError):
        changes_of(diary, session_id)


# Questions that were put away.


def test_a_question_that_was_put_away_stays_away(diary: Diary) -> None:
    session_id = write_session(diary, NINE)

    skip_after(diary, session_id)
    (session,) = diary.sessions()
    assert (session.after_skipped, session.morning_skipped) == (True, False)

    skip_morning(diary, session_id)
    (session,) = diary.sessions()
    assert (session.after_skipped, session.morning_skipped) == (True, True)


# By hand.


def test_what_was_done_without_the_program_is_written_back_dated(diary: Diary) -> None:
    told = ManualSession(
        datetime(2026, 2, 27, 17, 30, tzinfo=timezone(timedelta(hours=1))),
        (
            ManualEntry(stance(Side.RIGHT), EntryAnswers(own_report=OwnReport.ALL)),
            ManualEntry(BRIDGING, EntryAnswers(note="On the bed")),
        ),
        SessionAnswers(pain_before_0_10=3, note="At my sister's"),
    )

    session_id = add_by_hand(diary, told, "2.0.0", NINE)

    session = diary.session(session_id)
    assert session is not None
    assert is_by_hand(session)
    assert session.started_at == session.ended_at == told.started_at
    assert session.answers == told.answers
    assert [entry.answers for entry in session.entries] == [
        entry.answers for entry in told.entries
    ]
    assert {entry.reps_timed for entry in session.entries} == {None}
    assert session.edited_at == NINE
    assert diary.completions() == {
        session.day: {"bridging": 1, "single-leg-stance": 1},
    }


def test_what_is_still_to_come_is_not_written(diary: Diary) -> None:
    with pytest.raises(ValueError, match="after"):
        add_by_hand(diary, by_hand(TEN), "1", NINE)

    assert diary.count_sessions() == 0


def test_a_row_by_hand_is_put_right_and_the_log_says_how(diary: Diary) -> None:
    session_id = add_by_hand(diary, by_hand(NINE, BRIDGING, stance(Side.LEFT, 2)), "1", TEN)
    session = diary.session(session_id)
    assert session is not None
    told = manual_session(session)
    bridging, left = told.entries
    later = TEN + timedelta(days=1)
    yesterday = NINE - timedelta(days=1)

    change_by_hand(
        diary,
        session_id,
        replace(
            told,
            started_at=yesterday,
            entries=(
                replace(bridging, planned=replace(BRIDGING, reps_target=12)),
                ManualEntry(stance(Side.RIGHT, 2)),
            ),
        ),
        later,
        seen=[bridging.entry_id, left.entry_id],
    )

    changed = diary.session(session_id)
    assert changed is not None
    assert changed.started_at == yesterday
    assert [(entry.side, entry.reps_target) for entry in changed.entries] == [
        (None, 12),
        (Side.RIGHT, 3),
    ]
    log = {
        (one.entry_id, one.field): (one.before, one.after) for one in changes_of(diary, session_id)
    }
    assert log[bridging.entry_id, "reps_target"] == ("30", "12")
    assert log[None, "started_at"] == ("2026-03-02T09:00:00+00:00", "2026-03-01T09:00:00+00:00")
    undelete_entry(diary, left.entry_id)
    assert diary.count_entries() == 3


def test_an_entry_by_hand_that_nobody_saw_is_not_taken_out(diary: Diary) -> None:
    """It was put back while the others were being put right."""
    session_id = add_by_hand(diary, by_hand(NINE, BRIDGING, stance(Side.LEFT, 2)), "1", NINE)
    bridging, left = diary.sessions()[0].entries
    delete_entry(diary, bridging.entry_id, TEN)
    (seen,) = diary.sessions()
    undelete_entry(diary, bridging.entry_id)

    change_by_hand(diary, session_id, manual_session(seen), TEN, seen=[left.entry_id])

    assert diary.sessions()[0].entries == (bridging, left)


def test_an_entry_that_is_put_back_later_is_on_the_new_day_of_its_session(diary: Diary) -> None:
    session_id = add_by_hand(diary, by_hand(NINE, BRIDGING, stance(Side.LEFT, 2)), "1", NINE)
    bridging, left = diary.sessions()[0].entries
    delete_entry(diary, bridging.entry_id, TEN)
    yesterday = NINE - timedelta(days=1)
    told = replace(manual_session(diary.sessions()[0]), started_at=yesterday)
    change_by_hand(diary, session_id, told, TEN, seen=[left.entry_id])

    undelete_entry(diary, bridging.entry_id)

    assert [entry.started_at for entry in diary.sessions()[0].entries] == [yesterday] * 2


def test_an_entry_by_hand_that_stays_the_same_was_not_edited(diary: Diary) -> None:
    session_id = add_by_hand(diary, by_hand(NINE, BRIDGING), "1", NINE)
    session = diary.session(session_id)
    assert session is not None

    seen = [entry.entry_id for entry in session.entries]
    change_by_hand(diary, session_id, manual_session(session), TEN, seen=seen)

    (entry,) = diary.sessions()[0].entries
    assert entry.edited_at == NINE
    assert changes_of(diary, session_id) == ()


@pytest.mark.parametrize(
    ("at", "entries", "words"),
    [
        (NINE, (), "at least one"),
        (NINE.replace(tzinfo=None), (ManualEntry(BRIDGING),), "offset"),
        (datetime(1969, 12, 31, tzinfo=UTC), (ManualEntry(BRIDGING),), "1970"),
    ],
)
def test_a_session_that_can_not_be_is_refused(
    at: datetime, entries: tuple[ManualEntry, ...], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        ManualSession(at, entries)


# Put back later.


def test_what_was_taken_out_last_comes_back_first(diary: Diary) -> None:
    write_session(diary, NINE)
    two = by_hand(NINE + timedelta(days=1), BRIDGING, BRIDGING)
    add_by_hand(diary, two, "1", NINE + timedelta(days=2))
    first, second = diary.sessions()
    entry = second.entries[0]
    delete_entry(diary, entry.entry_id, NINE + timedelta(hours=30))
    delete_session(diary, first.session_id, NINE + timedelta(hours=31))

    found = []
    while (deleted := last_deleted(diary)) is not None:
        found.append((deleted.session_id, deleted.entry_id))
        put_back(diary, deleted)

    assert found == [(first.session_id, None), (second.session_id, entry.entry_id)]
    assert diary.sessions() == [first, second]


def test_a_session_that_went_with_its_last_entry_comes_back_with_it(diary: Diary) -> None:
    write_session(diary, NINE)
    (session,) = diary.sessions()
    (entry,) = session.entries
    delete_entry(diary, entry.entry_id, NINE + timedelta(hours=1))

    deleted = last_deleted(diary)

    assert deleted is not None
    assert deleted.entry_id == entry.entry_id
    put_back(diary, deleted)
    assert diary.sessions() == [session]
    assert last_deleted(diary) is None


# Why it was left out.


def test_why_an_exercise_was_left_out_is_told_afterwards_and_its_changes_are_kept(
    diary: Diary,
) -> None:
    session_id = diary.begin_session(NINE, "1")
    entry_id = diary.begin_entry(session_id, BRIDGING, NINE)
    diary.end_entry(entry_id, Outcome.SKIPPED, NINE)
    diary.end_session(session_id, Outcome.COMPLETED, TEN)

    diary.answer_entry(entry_id, EntryAnswers(skip_reason="No mat here"), TEN)
    diary.answer_entry(entry_id, EntryAnswers(skip_reason="Knee was sore"), TEN)

    (entry,) = diary.sessions()[0].entries
    assert (entry.outcome, entry.skip_reason) == (Outcome.SKIPPED, "Knee was sore")
    assert [
        (change.field, change.before, change.after) for change in changes_of(diary, session_id)
    ] == [
        ("skip_reason", "", "No mat here"),
        ("skip_reason", "No mat here", "Knee was sore"),
    ]
    assert b"Knee was sore" in spreadsheet(diary)
