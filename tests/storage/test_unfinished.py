"""Sessions a crash left open: what the diary tells of them, and how they are kept."""

from __future__ import annotations

import io
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from backrehab import cli
from backrehab.core.diary import Outcome, UnfinishedEntry, UnfinishedSession
from backrehab.core.model import Side
from backrehab.storage.diary import Diary
from tests.storage.played import BRIDGING, NINE, bridging_set, stance, write_session

MINUTE = timedelta(minutes=1)
LONDON = ZoneInfo("Europe/London")


def plans(file: Path) -> list[tuple[str, str | None]]:
    """What stands in the file beside each outcome."""
    with closing(sqlite3.connect(file)) as database:
        return database.execute("SELECT plan, outcome FROM session ORDER BY id").fetchall()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "diary.sqlite"


def test_a_diary_in_which_all_is_ended_has_none_unfinished(file: Path) -> None:
    with Diary.open(file) as diary:
        assert diary.unfinished() is None
        write_session(diary)
        assert diary.unfinished() is None


def test_an_unfinished_session_tells_all_that_was_written(file: Path) -> None:
    with Diary.open(file) as diary:
        session_id = diary.begin_session(NINE, "1.0.0", plan="what was to be done")
        first = diary.begin_entry(session_id, BRIDGING, NINE + MINUTE)
        sets = [bridging_set(number, ended_at=NINE + number * 2 * MINUTE) for number in (1, 2)]
        for each in sets:
            diary.add_set(first, each)
        diary.end_entry(first, Outcome.COMPLETED, NINE + 4 * MINUTE)
        left = diary.begin_entry(session_id, stance(Side.LEFT, 2), NINE + 5 * MINUTE)
        broken_off = bridging_set(1, reps=3, ended_at=NINE + 6 * MINUTE)
        diary.add_set(left, broken_off)

    with Diary.open(file) as diary:
        found = diary.unfinished()

    assert found == UnfinishedSession(
        session_id,
        "what was to be done",
        NINE,
        NINE + 6 * MINUTE,
        (
            UnfinishedEntry(first, 1, None, Outcome.COMPLETED, tuple(sets)),
            UnfinishedEntry(left, 2, Side.LEFT, None, (broken_off,)),
        ),
    )
    assert [entry.sets_done for entry in found.entries] == [2, 0]


def test_the_last_sign_of_life_is_the_latest_instant_whatever_the_offset(file: Path) -> None:
    summer = datetime(2026, 10, 25, 1, 50, tzinfo=LONDON)
    winter = datetime(2026, 10, 25, 1, 10, tzinfo=LONDON, fold=1)
    with Diary.open(file) as diary:
        session_id = diary.begin_session(summer, "1")
        diary.begin_entry(session_id, BRIDGING, winter)

        found = diary.unfinished()

    assert found is not None
    assert found.last_seen_at == winter.astimezone(UTC)


def test_of_two_crashes_the_newest_is_offered_and_the_older_kept_as_stopped(file: Path) -> None:
    with Diary.open(file) as diary:
        older = diary.begin_session(NINE, "1", plan="older")
        newer = diary.begin_session(NINE + MINUTE, "1", plan="newer")

        found = diary.unfinished()
        assert found is not None
        assert found.session_id == newer
        assert diary.close_interrupted(NINE + 2 * MINUTE, but=newer) == 1

        again = diary.unfinished()
        assert again == found
        first, second = diary.sessions()
    assert (second.session_id, second.outcome) == (older, Outcome.STOPPED)
    assert (first.session_id, first.outcome) == (newer, None)
    assert plans(file) == [("", "stopped"), ("newer", None)]


def test_the_plan_goes_with_the_end_of_the_session(file: Path) -> None:
    with Diary.open(file) as diary:
        ended = diary.begin_session(NINE, "1", plan="a plan")
        diary.begin_session(NINE + MINUTE, "1", plan="another")
        diary.end_session(ended, Outcome.COMPLETED, NINE + MINUTE)
        assert plans(file) == [("", "completed"), ("another", None)]

        diary.close_interrupted(NINE + 2 * MINUTE)

    assert plans(file) == [("", "completed"), ("", "stopped")]


def test_the_file_itself_refuses_the_plan_of_a_session_that_is_over(file: Path) -> None:
    with Diary.open(file) as diary:
        write_session(diary)

    with closing(sqlite3.connect(file)) as database, pytest.raises(sqlite3.IntegrityError):
        database.execute("UPDATE session SET plan = 'more to do'")


def test_what_was_done_of_an_interrupted_session_counts_as_completed(file: Path) -> None:
    with Diary.open(file) as diary:
        session_id = diary.begin_session(NINE, "1")
        done = diary.begin_entry(session_id, stance(Side.LEFT), NINE)
        diary.add_set(done, bridging_set(1, ended_at=NINE + MINUTE))
        half = diary.begin_entry(session_id, stance(Side.RIGHT), NINE + MINUTE)
        diary.add_set(half, bridging_set(1, reps=2, ended_at=NINE + 2 * MINUTE))

        diary.close_interrupted(NINE + 3 * MINUTE)

        (session,) = diary.sessions()
    assert [entry.outcome for entry in session.entries] == [Outcome.COMPLETED, Outcome.STOPPED]
    assert session.outcome is Outcome.STOPPED


def test_an_interrupted_session_can_be_kept_as_completed(file: Path) -> None:
    with Diary.open(file) as diary:
        diary.begin_session(NINE, "1")

        diary.close_interrupted(NINE + MINUTE, outcome=Outcome.COMPLETED)

        assert diary.sessions()[0].outcome is Outcome.COMPLETED


def test_an_open_session_is_exported_as_far_as_it_went_and_stays_open(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Diary.open(file) as diary:
        session_id = diary.begin_session(NINE, "1", plan="a plan")
        entry_id = diary.begin_entry(session_id, BRIDGING, NINE)
        diary.add_set(entry_id, bridging_set(ended_at=NINE + MINUTE))

    done = cli.main(["export", "--data-dir", str(tmp_path), "--to", str(tmp_path / "out.csv")])

    assert done == 0, capsys.readouterr().err
    rows = io.StringIO((tmp_path / "out.csv").read_text(encoding="utf-8-sig")).readlines()
    assert len(rows) == 2
    assert session_id in rows[1]
    assert "a plan" not in "".join(rows)
    with Diary.open(file) as diary:
        found = diary.unfinished()
    assert found is not None
    assert found.plan == "a plan"
