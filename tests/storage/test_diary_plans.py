"""A long diary costs no more than what is asked of it: every question has its index."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO

import pytest

from backrehab.core.by_hand import ManualEntry, ManualSession
from backrehab.core.diary import EntryAnswers, Outcome, SessionAnswers
from backrehab.storage.diary import Diary
from backrehab.storage.diary_changes import (
    add_by_hand,
    changes_of,
    delete_entry,
    skip_after,
    undelete_entry,
)
from backrehab.storage.export import write_csv
from backrehab.storage.forgetting import forget_deleted
from tests.storage.played import BRIDGING, NINE, bridging_set

YEARS = 10
SESSIONS_A_DAY = 4
ENTRIES_A_SESSION = 5

Question = Callable[[Diary], object]

LAST_DAY = date(2025, 12, 31)
FOUR_WEEKS = (LAST_DAY - timedelta(days=27), LAST_DAY)

BY_HAND = ManualSession(NINE, (ManualEntry(BRIDGING),))

READ: dict[str, Question] = {
    "a page": lambda diary: diary.sessions(limit=20),
    "a later page": lambda diary: diary.sessions(limit=20, offset=40),
    "four weeks": lambda diary: diary.sessions(*FOUR_WEEKS),
    "how many in four weeks": lambda diary: diary.count_sessions(*FOUR_WEEKS),
    "entries in four weeks": lambda diary: diary.count_entries(*FOUR_WEEKS),
    "completions of a day": lambda diary: diary.completions(LAST_DAY, LAST_DAY),
    "one session": lambda diary: diary.session("s-1"),
    "its changes": lambda diary: changes_of(diary, "s-1"),
    "what a crash left open": lambda diary: diary.unfinished(),
    "a spreadsheet of four weeks": lambda diary: write_csv(diary, BytesIO(), *FOUR_WEEKS),
}
WRITE: dict[str, Question] = {
    "begin an entry": lambda diary: diary.begin_entry("s-1", BRIDGING, NINE),
    "add a set": lambda diary: diary.add_set("e-1", bridging_set(ended_at=NINE)),
    "end an entry": lambda diary: diary.end_entry("e-1", Outcome.COMPLETED, NINE),
    "end a session": lambda diary: diary.end_session("s-1", Outcome.COMPLETED, NINE),
    "answer a session": lambda diary: diary.answer_session("s-1", SessionAnswers(), NINE),
    "answer an entry": lambda diary: diary.answer_entry("e-1", EntryAnswers(), NINE),
    "tidy up after a crash": lambda diary: diary.close_interrupted(NINE),
    "put a question away": lambda diary: skip_after(diary, "s-1"),
    "delete an entry": lambda diary: delete_the_entry(diary),
    "take that back": lambda diary: undelete_entry(diary, "e-1"),
    "forget what was deleted": lambda diary: forget_deleted(diary),
    "add by hand": lambda diary: add_by_hand(diary, BY_HAND, "1", NINE),
}


def delete_the_entry(diary: Diary) -> None:
    diary.end_session("s-1", Outcome.COMPLETED, NINE)
    delete_entry(diary, "e-1", NINE)


def fill(diary: Diary, years: int) -> None:
    """So many years up to `LAST_DAY`, four sessions of five exercises a day."""
    sessions = years * 365 * SESSIONS_A_DAY
    with diary._database.transaction():
        diary._database.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
            " INSERT INTO session (id, session_id, started_at, ended_at, outcome, app_version,"
            " content_version)"
            " SELECT i, 's-' || i, at, at, 'completed', '1', '1' FROM (SELECT i,"
            "  strftime('%Y-%m-%dT%H:%M:%S+00:00', ?, '-' || (i * 6 - 1) || ' hours') AS at"
            " FROM n)",
            (sessions, (LAST_DAY + timedelta(days=1)).isoformat()),
        )
        diary._database.execute(
            "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
            " INSERT INTO entry (id, entry_id, session, position_in_session, exercise_id,"
            " exercise_title, section_id, sets_target, reps_target, started_at, ended_at,"
            " recorded_by, outcome)"
            " SELECT i + 1, 'e-' || (i + 1), i / 5 + 1, i % 5 + 1, 'x', 'x', 'x', 1, 15,"
            " '2025-01-01T00:00:00+00:00', '2025-01-01T00:00:00+00:00', 'timer', 'completed'"
            " FROM n",
            (sessions * ENTRIES_A_SESSION - 1,),
        )
        diary._database.execute(
            "INSERT INTO timed_set SELECT id, 1, 1, 15, 0, 0, 1000, 0, 1,"
            " '2025-01-01T00:00:00+00:00' FROM entry"
        )


@pytest.fixture
def small() -> Iterator[Diary]:
    """A diary with one session that runs; what SQLite plans to do doesn't hang on the length."""
    with Diary.in_memory() as diary:
        began_at = datetime.combine(LAST_DAY, time(9), UTC)
        diary.begin_session(began_at, "1", session_id="s-1")
        diary.begin_entry("s-1", BRIDGING, began_at, entry_id="e-1")
        yield diary


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Diary]:
    with Diary.open(tmp_path_factory.mktemp("short") / "diary.sqlite") as diary:
        fill(diary, 1)
        yield diary


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Diary]:
    with Diary.open(tmp_path_factory.mktemp("long") / "diary.sqlite") as diary:
        fill(diary, YEARS)
        yield diary


def plans_of(diary: Diary, question: Question) -> list[str]:
    """What SQLite is going to do for each statement of a question, line by line."""
    statements: list[str] = []
    diary._database._connection.set_trace_callback(statements.append)
    question(diary)
    diary._database._connection.set_trace_callback(None)
    return [
        f"{detail}    -- {statement}"
        for statement in statements
        if statement.startswith(("SELECT", "INSERT", "UPDATE"))
        for _, _, _, detail in diary._database.execute(f"EXPLAIN QUERY PLAN {statement}")
    ]


def steps_of(diary: Diary, question: Question) -> int:
    """How many hundred steps SQLite's machine takes for a question; no clock is asked."""
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    diary._database._connection.set_progress_handler(count, 100)
    question(diary)
    diary._database._connection.set_progress_handler(None, 0)
    return steps


@pytest.mark.parametrize("question", [*READ.values(), *WRITE.values()], ids=[*READ, *WRITE])
def test_no_question_looks_through_a_whole_table(small: Diary, question: Question) -> None:
    plans = plans_of(small, question)

    assert plans
    assert [plan for plan in plans if plan.startswith(("SCAN session", "SCAN entry"))] == []
    assert [plan for plan in plans if plan.startswith("SCAN timed_set")] == []


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("a page", "SELECT session.id, "),
        ("a later page", "SELECT session.id, "),
        ("a spreadsheet of four weeks", "SELECT printf("),
    ],
)
def test_sessions_come_in_order_out_of_the_index(small: Diary, question: str, begins: str) -> None:
    """Nothing is sorted, so the first row is there at once."""
    plans = [plan for plan in plans_of(small, READ[question]) if f"-- {begins}" in plan]

    assert any("USING INDEX session_by_day" in plan for plan in plans)
    assert [plan for plan in plans if "TEMP B-TREE" in plan] == []


@pytest.mark.parametrize("question", READ.values(), ids=READ)
def test_ten_years_cost_a_page_or_a_month_no_more_than_one_year(
    short: Diary, long: Diary, question: Question
) -> None:
    in_one_year, in_ten = steps_of(short, question), steps_of(long, question)

    assert in_ten <= in_one_year * 1.1 + 1


def test_the_diaries_are_as_long_as_they_claim(short: Diary, long: Diary) -> None:
    assert long.count_entries() == 10 * short.count_entries() == 73_000
    assert len(long.sessions(*FOUR_WEEKS)) == 28 * SESSIONS_A_DAY
    assert {session.day for session in long.sessions(limit=4)} == {LAST_DAY}


def test_opening_ten_years_asks_for_nothing_but_a_look_through_the_file(
    long: Diary,
) -> None:
    """A crash is tidied up by the index of open sessions, however long the diary is."""
    for question in (READ["what a crash left open"], WRITE["tidy up after a crash"]):
        plans = plans_of(long, question)

        assert any("session_open" in plan for plan in plans)
        assert steps_of(long, question) <= 1
