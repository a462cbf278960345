"""What is written into a diary is read back from it: sessions, entries, sets and answers."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from backrehab import __version__
from backrehab.core.diary import (
    EntryAnswers,
    Outcome,
    OwnReport,
    PlannedEntry,
    RecordedBy,
    SessionAnswers,
    SetDone,
    planned_entries,
)
from backrehab.core.model import Position, RepsPrescription, Side, SideRule, TimedPrescription
from backrehab.core.timeline import PlannedExercise
from backrehab.storage.content import load_library
from backrehab.storage.diary import Diary
from tests.storage.played import (
    BRIDGING,
    KNEE_ROLLING,
    NINE,
    bridging_set,
    stance,
    write_session,
)

LONDON = ZoneInfo("Europe/London")
RESOURCES = Path(__file__).parents[2] / "resources"

posix_rights = pytest.mark.skipif(os.name != "posix", reason="rights as POSIX has them")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "person" / "diary.sqlite"


@pytest.fixture
def diary(file: Path) -> Iterator[Diary]:
    with Diary.open(file) as diary:
        yield diary


@posix_rights
def test_a_new_diary_is_for_this_user_alone(file: Path, diary: Diary) -> None:
    write_session(diary)

    rights = {each.name: each.stat().st_mode & 0o777 for each in file.parent.iterdir()}

    assert rights == {"diary.sqlite": 0o600, "diary.sqlite-wal": 0o600, "diary.sqlite-shm": 0o600}
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert diary.path == file


@posix_rights
def test_a_diary_others_could_read_is_closed_to_them(file: Path) -> None:
    Diary.open(file).close()
    file.chmod(0o644)

    Diary.open(file).close()

    assert file.stat().st_mode & 0o777 == 0o600


@posix_rights
def test_a_folder_that_was_there_keeps_its_rights(tmp_path: Path) -> None:
    """It may be a shared one that somebody chose."""
    tmp_path.chmod(0o755)

    Diary.open(tmp_path / "diary.sqlite").close()

    assert tmp_path.stat().st_mode & 0o777 == 0o755


def test_a_diary_on_disk_is_safe_from_a_power_cut(diary: Diary) -> None:
    """Write-ahead log, each commit forced to the disk (2 is FULL), ids that have to exist."""

    def setting(name: str) -> object:
        return diary._database.execute(f"PRAGMA {name}").fetchone()[0]

    assert (setting("journal_mode"), setting("synchronous"), setting("foreign_keys")) == (
        "wal",
        2,
        1,
    )


def test_closing_leaves_one_file_and_can_be_done_twice(file: Path, diary: Diary) -> None:
    write_session(diary)

    diary.close()
    diary.close()

    assert [each.name for each in file.parent.iterdir()] == ["diary.sqlite"]


def test_a_diary_in_memory_touches_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    with Diary.in_memory() as diary:
        write_session(diary)

        assert diary.count_sessions() == 1
    assert list(tmp_path.iterdir()) == []


def test_a_session_is_read_back_as_the_timer_wrote_it(diary: Diary, file: Path) -> None:
    session_id = diary.begin_session(NINE, "1.2.0")
    entry_id = diary.begin_entry(session_id, BRIDGING, NINE + timedelta(seconds=20))
    diary.add_set(entry_id, bridging_set(1, ended_at=NINE + timedelta(minutes=2)))
    diary.add_set(entry_id, bridging_set(2, reps=11, ended_at=NINE + timedelta(minutes=4)))
    diary.end_entry(entry_id, Outcome.STOPPED, NINE + timedelta(minutes=4))
    diary.end_session(session_id, Outcome.STOPPED, NINE + timedelta(minutes=5))
    diary.close()

    with Diary.open(file) as again:
        (session,) = again.sessions()

    (entry,) = session.entries
    assert (session.session_id, session.started_at, session.ended_at, session.outcome) == (
        session_id,
        NINE,
        NINE + timedelta(minutes=5),
        Outcome.STOPPED,
    )
    assert (session.app_version, session.content_version) == (__version__, "1.2.0")
    assert session.day == date(2026, 3, 2)
    assert (entry.entry_id, entry.exercise_id, entry.outcome) == (
        entry_id,
        "bridging",
        Outcome.STOPPED,
    )
    assert (entry.started_at, entry.ended_at) == (
        NINE + timedelta(seconds=20),
        NINE + timedelta(minutes=4),
    )
    assert (entry.sets_target, entry.sets_timed) == (2, 1)
    assert (entry.reps_target, entry.reps_timed) == (30, 26)
    assert (entry.hold_seconds_target, entry.hold_seconds_timed) == (3, 78)
    assert (entry.timed_seconds_target, entry.timed_seconds_timed) == (None, None)
    assert (entry.active_seconds, entry.paused_seconds) == (208, 5)
    assert (entry.recorded_by, entry.skip_reason) == (RecordedBy.TIMER, "")
    assert (session.answers, entry.answers) == (SessionAnswers(), EntryAnswers())
    assert (session.edited_at, entry.edited_at) == (None, None)


@pytest.mark.parametrize(
    ("ms", "seconds"),
    [(0, 0), (499, 0), (500, 1), (1_499, 1), (1_500, 2), (59_999, 60)],
)
def test_timed_seconds_are_to_the_nearest(diary: Diary, ms: int, seconds: int) -> None:
    session_id = diary.begin_session(NINE, "1")
    entry_id = diary.begin_entry(session_id, KNEE_ROLLING, NINE)
    diary.add_set(entry_id, SetDone(1, 0, 0, ms, ms, ms, False, NINE))

    (entry,) = diary.sessions()[0].entries

    assert entry.timed_seconds_timed == seconds
    assert (entry.active_seconds, entry.paused_seconds) == (seconds, seconds)
    assert (entry.sets_timed, entry.reps_timed, entry.hold_seconds_timed) == (None, None, None)


def test_a_set_done_again_is_one_more(diary: Diary) -> None:
    """After going back the timer really played it twice."""
    session_id = diary.begin_session(NINE, "1")
    entry_id = diary.begin_entry(session_id, BRIDGING, NINE)
    diary.add_set(entry_id, bridging_set(1, ended_at=NINE))
    diary.add_set(entry_id, bridging_set(1, ended_at=NINE))

    (entry,) = diary.sessions()[0].entries

    assert (entry.sets_timed, entry.reps_timed) == (2, 30)


def test_a_skipped_entry_has_its_reason_and_nothing_timed(diary: Diary) -> None:
    session_id = diary.begin_session(NINE, "1")
    entry_id = diary.begin_entry(session_id, BRIDGING, NINE)
    diary.end_entry(entry_id, Outcome.SKIPPED, NINE, "No mat here")

    (entry,) = diary.sessions()[0].entries

    assert (entry.outcome, entry.skip_reason) == (Outcome.SKIPPED, "No mat here")
    assert (entry.sets_timed, entry.reps_timed, entry.hold_seconds_timed) == (0, 0, 0)


def test_an_entry_by_hand_has_nothing_timed_at_all(diary: Diary) -> None:
    session_id = diary.begin_session(NINE, "1")
    entry_id = diary.begin_entry(session_id, BRIDGING, NINE, recorded_by=RecordedBy.MANUAL)
    diary.end_entry(entry_id, Outcome.COMPLETED, NINE)

    (entry,) = diary.sessions()[0].entries

    assert entry.recorded_by is RecordedBy.MANUAL
    assert (entry.sets_timed, entry.reps_timed, entry.hold_seconds_timed) == (None, None, None)
    assert (entry.active_seconds, entry.paused_seconds) == (None, None)


def test_both_sides_are_entries_in_the_order_they_were_done(diary: Diary) -> None:
    write_session(diary, NINE, stance(Side.RIGHT), stance(Side.LEFT), stance(Side.LEFT, 2))

    entries = diary.sessions()[0].entries

    assert [(entry.side, entry.position_in_session) for entry in entries] == [
        (Side.RIGHT, 1),
        (Side.LEFT, 1),
        (Side.LEFT, 2),
    ]


def test_answers_take_the_place_of_earlier_ones(diary: Diary) -> None:
    session_id = diary.begin_session(NINE, "1")
    entry_id = diary.begin_entry(session_id, BRIDGING, NINE)
    on_session = SessionAnswers(2, 5, 3, 34, 1, "Slept badly.\nStiff.")
    on_entry = EntryAnswers(OwnReport.SOME, 9, 6, 4, "Left knee clicked.")

    diary.answer_session(session_id, SessionAnswers(pain_before_0_10=9), NINE)
    diary.answer_session(session_id, on_session, NINE + timedelta(hours=1))
    diary.answer_entry(entry_id, EntryAnswers(effort_0_10=1), NINE)
    diary.answer_entry(entry_id, on_entry, NINE + timedelta(hours=2))

    (session,) = diary.sessions()
    assert (session.answers, session.edited_at) == (on_session, NINE + timedelta(hours=1))
    assert session.entries[0].answers == on_entry
    assert session.entries[0].edited_at == NINE + timedelta(hours=2)


def test_the_persons_code_is_on_every_session(diary: Diary) -> None:
    write_session(diary)
    assert diary.person_code == ""

    diary.person_code = "B-17"

    assert diary.person_code == "B-17"
    assert diary.sessions()[0].person_code == "B-17"


def test_a_code_with_a_control_character_is_refused(diary: Diary) -> None:
    with pytest.raises(ValueError, match=r"U\+0007"):
        diary.person_code = "B\a17"

    assert diary.person_code == ""


def test_given_ids_are_used(diary: Diary) -> None:
    """Whoever has to try a write again knows the id beforehand."""
    assert diary.begin_session(NINE, "1", session_id="s-1") == "s-1"
    assert diary.begin_entry("s-1", BRIDGING, NINE, entry_id="e-1") == "e-1"

    (session,) = diary.sessions()
    assert (session.session_id, session.entries[0].entry_id) == ("s-1", "e-1")


def test_an_unknown_id_is_a_bug_and_nothing_is_written(diary: Diary) -> None:
    for write in (
        lambda: diary.begin_entry("none", BRIDGING, NINE),
        lambda: diary.add_set("none", bridging_set(ended_at=NINE)),
        lambda: diary.end_entry("none", Outcome.COMPLETED, NINE),
        lambda: diary.end_session("none", Outcome.COMPLETED, NINE),
        lambda: diary.answer_session("none", SessionAnswers(), NINE),
        lambda: diary.answer_entry("none", EntryAnswers(), NINE),
    ):
        with pytest.raises(LookupError, match="none"):
            write()

    assert diary.count_entries() == diary.count_sessions() == 0


def test_an_instant_without_an_offset_is_a_bug(diary: Diary) -> None:
    with pytest.raises(ValueError, match="offset"):
        diary.begin_session(datetime(2026, 3, 2, 9, 0), "1")  # noqa: DTZ001 - that is the point

    assert diary.count_sessions() == 0


def test_of_two_endings_the_first_stands(diary: Diary) -> None:
    session_id = diary.begin_session(NINE, "1")
    entry_id = diary.begin_entry(session_id, BRIDGING, NINE)

    diary.end_entry(entry_id, Outcome.COMPLETED, NINE + timedelta(minutes=1))
    diary.end_entry(entry_id, Outcome.SKIPPED, NINE + timedelta(minutes=2), "again")
    diary.end_session(session_id, Outcome.COMPLETED, NINE + timedelta(minutes=3))
    diary.end_session(session_id, Outcome.STOPPED, NINE + timedelta(minutes=4))

    (session,) = diary.sessions()
    assert (session.outcome, session.ended_at) == (
        Outcome.COMPLETED,
        NINE + timedelta(minutes=3),
    )
    (entry,) = session.entries
    assert (entry.outcome, entry.ended_at, entry.skip_reason) == (
        Outcome.COMPLETED,
        NINE + timedelta(minutes=1),
        "",
    )


def test_entries_still_open_are_stopped_with_their_session(diary: Diary) -> None:
    session_id = diary.begin_session(NINE, "1")
    diary.begin_entry(session_id, stance(Side.LEFT), NINE)
    done = diary.begin_entry(session_id, stance(Side.RIGHT), NINE)
    diary.end_entry(done, Outcome.COMPLETED, NINE)

    diary.end_session(session_id, Outcome.STOPPED, NINE + timedelta(minutes=1))

    outcomes = [entry.outcome for entry in diary.sessions()[0].entries]
    assert outcomes == [Outcome.STOPPED, Outcome.COMPLETED]


# What the timer wrote is fixed.


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE timed_set SET reps = 99",
        "DELETE FROM timed_set",
        "UPDATE entry SET reps_target = 1",
        "UPDATE entry SET started_at = '2020-01-01T00:00:00+00:00'",
        "UPDATE entry SET recorded_by = 'manual'",
        "UPDATE entry SET outcome = 'completed'",
        "UPDATE entry SET ended_at = '2020-01-01T00:00:00+00:00'",
    ],
)
def test_what_the_timer_wrote_cant_be_changed(diary: Diary, statement: str) -> None:
    """Whoever tries has a bug, so it is no `DiaryError`."""
    session_id = diary.begin_session(NINE, "1")
    entry_id = diary.begin_entry(session_id, BRIDGING, NINE)
    diary.add_set(entry_id, bridging_set(ended_at=NINE))
    diary.end_entry(entry_id, Outcome.STOPPED, NINE)
    before = diary.sessions()

    with pytest.raises(sqlite3.IntegrityError):
        diary._database.execute(statement)

    assert diary.sessions() == before


def test_an_entry_by_hand_can_be_changed(diary: Diary) -> None:
    session_id = diary.begin_session(NINE, "1")
    entry_id = diary.begin_entry(session_id, BRIDGING, NINE, recorded_by=RecordedBy.MANUAL)
    diary.end_entry(entry_id, Outcome.COMPLETED, NINE)

    diary._database.execute("UPDATE entry SET reps_target = 12, outcome = 'stopped'")

    (entry,) = diary.sessions()[0].entries
    assert (entry.reps_target, entry.outcome) == (12, Outcome.STOPPED)


def test_a_session_goes_with_all_that_is_in_it(diary: Diary) -> None:
    session_id = diary.begin_session(NINE, "1")
    entry_id = diary.begin_entry(session_id, BRIDGING, NINE)
    diary.add_set(entry_id, bridging_set(ended_at=NINE))

    diary._database.execute("DELETE FROM session")

    for table in ("entry", "timed_set"):
        count = diary._database.execute(f"SELECT count(*) FROM {table}").fetchone()
        assert count == (0,), table


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE session SET started_at = 'yesterday'",
        "UPDATE session SET started_at = NULL",
        "UPDATE session SET pain_before_0_10 = 11",
        "UPDATE session SET pain_before_0_10 = 'much'",
        "UPDATE session SET outcome = 'skipped', ended_at = started_at",
        "UPDATE session SET outcome = 'stopped'",
        "UPDATE entry SET effort_0_10 = -1",
        "UPDATE entry SET side = 'both'",
        "UPDATE entry SET position_in_session = 0",
        "UPDATE entry SET session = 99",
        "INSERT INTO person (id) VALUES (2)",
    ],
)
def test_the_tables_refuse_what_has_no_meaning(diary: Diary, statement: str) -> None:
    """The last guard behind our own checks; a bug, so no `DiaryError`."""
    session_id = diary.begin_session(NINE, "1")
    diary.begin_entry(session_id, BRIDGING, NINE, recorded_by=RecordedBy.MANUAL)

    with pytest.raises(sqlite3.IntegrityError):
        diary._database.execute(statement)


# Days and pages.


def test_sessions_come_newest_first_and_by_pages(diary: Diary) -> None:
    days = [NINE + timedelta(days=number) for number in (2, 0, 3, 1)]
    for day in days:
        write_session(diary, day)

    newest_first = [session.started_at for session in diary.sessions()]

    assert newest_first == sorted(days, reverse=True)
    assert [session.started_at for session in diary.sessions(limit=2)] == newest_first[:2]
    assert [s.started_at for s in diary.sessions(limit=2, offset=1)] == newest_first[1:3]
    assert [s.started_at for s in diary.sessions(offset=3)] == newest_first[3:]
    assert diary.sessions(offset=4) == []
    assert all(len(session.entries) == 1 for session in diary.sessions(limit=3))


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        (None, None, [1, 2, 3]),
        (date(2026, 3, 2), None, [2, 3]),
        (None, date(2026, 3, 2), [1, 2]),
        (date(2026, 3, 2), date(2026, 3, 2), [2]),
        (date(2026, 3, 4), None, []),
        (date(2026, 3, 3), date(2026, 3, 1), []),
    ],
    ids=["all", "since", "until", "one day", "none", "the wrong way round"],
)
def test_days_are_local_and_both_included(
    diary: Diary, since: date | None, until: date | None, days: list[int]
) -> None:
    for day in (1, 2, 3):
        write_session(diary, datetime(2026, 3, day, 23, 50, tzinfo=timezone(timedelta(hours=-5))))

    found = [session.day.day for session in reversed(diary.sessions(since, until))]

    assert found == days
    assert diary.count_sessions(since, until) == len(days)
    assert diary.count_entries(since, until) == len(days)


def test_when_the_clocks_go_back_the_second_half_past_one_is_newer(diary: Diary) -> None:
    first = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON)
    second = first.replace(fold=1)
    for started_at in (second, first):
        write_session(diary, started_at)

    newest, oldest = diary.sessions()

    assert newest.started_at.isoformat() == "2026-10-25T01:30:00+00:00"
    assert oldest.started_at.isoformat() == "2026-10-25T01:30:00+01:00"
    assert newest.started_at - oldest.started_at == timedelta(hours=1)
    assert newest.day == oldest.day == date(2026, 10, 25)


def test_when_the_clocks_go_forward_the_session_took_as_long_as_it_took(diary: Diary) -> None:
    started_at = datetime(2026, 3, 29, 0, 58, tzinfo=LONDON)
    ended_at = datetime(2026, 3, 29, 2, 3, tzinfo=LONDON)
    session_id = diary.begin_session(started_at, "1")
    diary.end_session(session_id, Outcome.COMPLETED, ended_at)

    (session,) = diary.sessions()

    assert session.ended_at is not None
    assert session.ended_at - session.started_at == timedelta(minutes=5)
    assert session.ended_at.isoformat() == "2026-03-29T02:03:00+01:00"


def test_a_journey_keeps_each_day_where_the_person_was(diary: Diary) -> None:
    """Breakfast in Auckland, then supper in London the evening before: days stay together."""
    auckland = datetime(2026, 3, 3, 8, 0, tzinfo=ZoneInfo("Pacific/Auckland"))
    london = datetime(2026, 3, 2, 20, 0, tzinfo=LONDON)
    write_session(diary, auckland)
    write_session(diary, london)

    newest, oldest = diary.sessions()

    assert london > auckland
    assert (newest.day, newest.started_at) == (date(2026, 3, 3), auckland)
    assert (oldest.day, oldest.started_at) == (date(2026, 3, 2), london)


def test_instants_are_kept_to_the_second(diary: Diary) -> None:
    """Real clocks give microseconds; nobody reads a diary so closely."""
    diary.begin_session(NINE.replace(second=59, microsecond=999_999), "1")

    assert diary.sessions()[0].started_at == NINE.replace(second=59)


def test_an_offset_of_long_ago_is_rounded_to_minutes_and_the_instant_kept(diary: Diary) -> None:
    started_at = datetime(2026, 3, 2, 9, 0, tzinfo=timezone(timedelta(minutes=-1, seconds=-15)))

    diary.begin_session(started_at, "1")

    (session,) = diary.sessions()
    assert session.started_at == started_at
    assert session.started_at.isoformat() == "2026-03-02T09:00:15-00:01"


# Completions.


def test_completions_are_counted_by_local_day_and_exercise(diary: Diary) -> None:
    write_session(diary, NINE)
    write_session(diary, NINE + timedelta(hours=3))
    write_session(diary, NINE + timedelta(hours=4), KNEE_ROLLING)
    write_session(diary, NINE + timedelta(days=1))
    write_session(diary, NINE + timedelta(days=2), outcome=Outcome.STOPPED)

    assert diary.completions() == {
        date(2026, 3, 2): {"bridging": 2, "lumbar-knee-rolling": 1},
        date(2026, 3, 3): {"bridging": 1},
    }
    assert diary.completions(date(2026, 3, 3)) == {date(2026, 3, 3): {"bridging": 1}}
    assert diary.completions(date(2026, 3, 4), date(2026, 3, 9)) == {}


@pytest.mark.parametrize(
    ("left", "right", "counted"),
    [
        ("completed", "completed", True),
        ("completed", "skipped", False),
        ("stopped", "completed", False),
        ("stopped completed", "completed", True),
        ("completed", "", False),
    ],
    ids=["both", "one skipped", "one stopped", "begun again after back", "one still runs"],
)
def test_an_exercise_of_two_sides_counts_when_both_were_completed(
    diary: Diary, left: str, right: str, counted: bool
) -> None:
    session_id = diary.begin_session(NINE, "1")
    for side, outcomes in ((Side.LEFT, left), (Side.RIGHT, right)):
        for outcome in outcomes.split() or [""]:
            entry_id = diary.begin_entry(session_id, stance(side), NINE)
            if outcome:
                diary.end_entry(entry_id, Outcome(outcome), NINE)

    expected = {NINE.date(): {"single-leg-stance": 1}} if counted else {}
    assert diary.completions() == expected


@pytest.mark.parametrize("recorded_by", list(RecordedBy))
@pytest.mark.parametrize("own_report", [None, *OwnReport])
@pytest.mark.parametrize("outcome", [None, *Outcome])
def test_by_hand_none_of_it_is_not_done(
    diary: Diary, recorded_by: RecordedBy, own_report: OwnReport | None, outcome: Outcome | None
) -> None:
    """What the timer saw counts whatever is said of it."""
    session_id = diary.begin_session(NINE, "1")
    entry_id = diary.begin_entry(session_id, BRIDGING, NINE, recorded_by=recorded_by)
    if outcome is not None:
        diary.end_entry(entry_id, outcome, NINE)
    diary.answer_entry(entry_id, EntryAnswers(own_report=own_report), NINE)

    counts = outcome is Outcome.COMPLETED and (
        recorded_by is RecordedBy.TIMER or own_report is not OwnReport.NONE
    )
    assert diary.completions() == ({NINE.date(): {"bridging": 1}} if counts else {})
    [session] = diary.sessions()
    assert session.entries[0].counts_as_done == counts, "the same in Python as in SQL"


# After a crash.


def test_a_session_a_crash_left_open_is_kept_as_stopped_with_what_was_timed(file: Path) -> None:
    with Diary.open(file) as diary:
        write_session(diary, NINE - timedelta(days=1))
        session_id = diary.begin_session(NINE, "1")
        done = diary.begin_entry(session_id, KNEE_ROLLING, NINE)
        diary.end_entry(done, Outcome.COMPLETED, NINE + timedelta(minutes=1))
        cut = diary.begin_entry(session_id, BRIDGING, NINE + timedelta(minutes=2))
        diary.add_set(cut, bridging_set(1, ended_at=NINE + timedelta(minutes=4)))

    with Diary.open(file) as diary:
        assert diary.close_interrupted(NINE + timedelta(hours=1)) == 1
        assert diary.close_interrupted(NINE + timedelta(hours=2)) == 0
        session = diary.sessions()[0]

    assert (session.outcome, session.ended_at) == (Outcome.STOPPED, NINE + timedelta(minutes=4))
    first, second = session.entries
    assert (first.outcome, first.ended_at) == (Outcome.COMPLETED, NINE + timedelta(minutes=1))
    assert (second.outcome, second.ended_at) == (Outcome.STOPPED, NINE + timedelta(minutes=4))
    assert (second.sets_timed, second.reps_timed) == (1, 15)


def test_a_session_with_no_sign_of_life_ends_where_it_began(diary: Diary) -> None:
    diary.begin_session(NINE, "1")
    with_entry = diary.begin_session(NINE + timedelta(minutes=1), "1")
    diary.begin_entry(with_entry, BRIDGING, NINE + timedelta(minutes=2))

    assert diary.close_interrupted(NINE + timedelta(hours=1)) == 2

    newer, older = diary.sessions()
    assert older.ended_at == NINE
    assert newer.ended_at == newer.entries[0].ended_at == NINE + timedelta(minutes=2)


def test_no_end_is_later_than_now(diary: Diary) -> None:
    """The computer's clock was put back after the crash."""
    session_id = diary.begin_session(NINE, "1")
    entry_id = diary.begin_entry(session_id, BRIDGING, NINE)
    diary.add_set(entry_id, bridging_set(ended_at=NINE + timedelta(minutes=2)))
    now = NINE + timedelta(minutes=1)

    diary.close_interrupted(now)

    (session,) = diary.sessions()
    assert (session.ended_at, session.entries[0].ended_at) == (now, now)


def test_the_latest_sign_of_life_counts_across_an_offset_change(diary: Diary) -> None:
    """As text, half past one in summer time is not before half past one in winter time."""
    summer = datetime(2026, 10, 25, 1, 50, tzinfo=LONDON)
    winter = datetime(2026, 10, 25, 1, 10, tzinfo=LONDON, fold=1)
    session_id = diary.begin_session(summer, "1")
    entry_id = diary.begin_entry(session_id, BRIDGING, summer)
    diary.add_set(entry_id, bridging_set(ended_at=winter))

    diary.close_interrupted(winter + timedelta(days=1))

    (session,) = diary.sessions()
    assert session.ended_at == winter.astimezone(UTC)


# Two programs, one file.


def test_two_diaries_write_into_one_file_in_turn(file: Path, diary: Diary) -> None:
    with Diary.open(file) as other:
        session_id = diary.begin_session(NINE, "1")
        entry_id = other.begin_entry(session_id, BRIDGING, NINE)
        for set_no in (1, 2):
            diary.add_set(entry_id, bridging_set(set_no, ended_at=NINE))
            other.add_set(entry_id, bridging_set(set_no, ended_at=NINE))
        other.end_session(session_id, Outcome.COMPLETED, NINE)

        assert diary.sessions() == other.sessions()
        assert diary.sessions()[0].entries[0].reps_timed == 60


# From a plan to entries.


def test_every_side_of_a_planned_exercise_becomes_an_entry() -> None:
    exercise = load_library(RESOURCES).exercise("single-leg-stance")
    prescription = RepsPrescription(3, 10, 2, 5, 2, 3, 60, SideRule.EACH)
    planned = PlannedExercise(
        exercise.id, Position.STANDING, prescription, (Side.RIGHT, Side.LEFT)
    )

    entries = planned_entries(exercise, planned, 4)

    assert entries == tuple(
        PlannedEntry(
            "single-leg-stance",
            exercise.title,
            "strengthening",
            side,
            4,
            sets_target=3,
            reps_target=30,
            hold_seconds_target=5,
        )
        for side in (Side.RIGHT, Side.LEFT)
    )


def test_a_timed_exercise_asks_for_seconds_only() -> None:
    exercise = load_library(RESOURCES).exercise("lumbar-knee-rolling")
    planned = PlannedExercise(
        exercise.id, Position.LYING, TimedPrescription(60, 6, SideRule.ALTERNATING), (None,)
    )

    (entry,) = planned_entries(exercise, planned, 1)

    assert (entry.sets_target, entry.reps_target, entry.hold_seconds_target) == (None, None, None)
    assert (entry.side, entry.timed_seconds_target) == (None, 60)


def test_no_hold_is_no_target() -> None:
    exercise = load_library(RESOURCES).exercise("wall-press-ups")
    prescription = RepsPrescription(1, 15, 3, 0, 2, 1, 60, SideRule.NONE)
    planned = PlannedExercise(exercise.id, Position.STANDING, prescription, (None,))

    (entry,) = planned_entries(exercise, planned, 1)

    assert (entry.reps_target, entry.hold_seconds_target) == (15, None)
