"""The spreadsheet says what the diary says, in a form every spreadsheet reads."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab.core.diary import (
    NOTE_MOST,
    DiaryEntry,
    DiarySession,
    EntryAnswers,
    Outcome,
    OwnReport,
    PlannedEntry,
    RecordedBy,
    SessionAnswers,
    SetDone,
)
from backrehab.core.model import Side
from backrehab.storage.column import Kind
from backrehab.storage.columns import COLUMNS
from backrehab.storage.diary import Diary
from backrehab.storage.export import export_csv, write_csv
from tests.storage.played import BRIDGING, NINE, stance, write_session

DOCUMENT = Path(__file__).parents[2] / "docs" / "diary-columns.md"

NAMES = [
    "session_id",
    "person_code",
    "session_started_at",
    "session_ended_at",
    "session_outcome",
    "entry_id",
    "exercise_id",
    "exercise_title",
    "section_id",
    "side",
    "position_in_session",
    "started_at",
    "ended_at",
    "recorded_by",
    "outcome",
    "skip_reason",
    "sets_target",
    "sets_timed",
    "reps_target",
    "reps_timed",
    "hold_seconds_target",
    "hold_seconds_timed",
    "timed_seconds_target",
    "timed_seconds_timed",
    "active_seconds",
    "paused_seconds",
    "own_report",
    "own_report_reps",
    "effort_0_10",
    "pain_worst_exercise_0_10",
    "pain_before_0_10",
    "pain_worst_session_0_10",
    "pain_after_0_10",
    "pain_after_minutes",
    "pain_next_morning_0_10",
    "note",
    "session_note",
    "edited_at",
    "app_version",
    "content_version",
]

# What a spreadsheet would run, or take for something else.
STARTERS = "=+-@\t\r'"


@pytest.fixture
def diary() -> Iterator[Diary]:
    with Diary.in_memory() as diary:
        yield diary


def as_bytes(diary: Diary, since: date | None = None, until: date | None = None) -> bytes:
    stream = io.BytesIO()
    write_csv(diary, stream, since, until)
    return stream.getvalue()


def rows_of(raw: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def restored(text: str) -> str:
    """The text as it was typed: one leading apostrophe is ours."""
    return text.removeprefix("'")


# The columns.


def test_the_columns_and_their_order_are_fixed() -> None:
    """Somebody's own sheets and scripts count on them."""
    assert [column.name for column in COLUMNS] == NAMES


def test_the_document_explains_every_column_in_its_order() -> None:
    table = re.findall(
        r"^\| `(.+)` \| (.+) \| (.+) \|$", DOCUMENT.read_text("utf-8"), re.MULTILINE
    )

    assert table == [(column.name, column.kind, column.meaning) for column in COLUMNS]


def test_everything_somebody_wrote_is_made_harmless() -> None:
    texts = {column.name for column in COLUMNS if column.kind is Kind.TEXT}

    assert texts == {
        "person_code",
        "exercise_id",
        "exercise_title",
        "section_id",
        "skip_reason",
        "note",
        "session_note",
        "app_version",
        "content_version",
    }


# The form.


def test_the_file_has_a_mark_for_excel_and_windows_line_ends(diary: Diary) -> None:
    write_session(diary)

    raw = as_bytes(diary)

    assert raw.startswith(b"\xef\xbb\xbfsession_id,person_code,")
    assert raw.endswith(b"\r\n")
    assert raw.count(b"\r\n") == raw.count(b"\n") == raw.count(b"\r") == 2


def test_commas_quotes_and_line_breaks_are_quoted_as_rfc_4180_has_it(diary: Diary) -> None:
    session_id = write_session(diary)
    note = 'so "so",\r\nthen better\nand\rwell'
    diary.answer_session(session_id, SessionAnswers(note=note), NINE)

    raw = as_bytes(diary)

    assert b'"so ""so"",\r\nthen better\nand\rwell"' in raw
    assert rows_of(raw)[0]["session_note"] == note


def test_a_row_says_what_the_timer_timed_and_the_person_told(diary: Diary) -> None:
    zone = timezone(timedelta(hours=1))
    nine = NINE.astimezone(zone)
    diary.person_code = "B-17"
    session_id = diary.begin_session(nine, "1.2.0", session_id="s-1")
    entry_id = diary.begin_entry(session_id, stance(Side.LEFT), nine, entry_id="e-1")
    diary.add_set(entry_id, SetDone(1, 3, 15_400, 0, 33_000, 4_600, True, nine))
    diary.end_entry(entry_id, Outcome.COMPLETED, nine + timedelta(seconds=53))
    diary.end_session(session_id, Outcome.STOPPED, nine + timedelta(minutes=1))
    diary.answer_session(session_id, SessionAnswers(2, 4, 3, 35, 1, "Windy."), nine)
    later = nine + timedelta(minutes=3)
    diary.answer_entry(entry_id, EntryAnswers(OwnReport.SOME, 2, 6, 5, "Wobbly."), later)

    (row,) = rows_of(as_bytes(diary))

    assert row.pop("app_version")
    assert row == {
        "session_id": "s-1",
        "person_code": "B-17",
        "session_started_at": "2026-03-02T10:00:00+01:00",
        "session_ended_at": "2026-03-02T10:01:00+01:00",
        "session_outcome": "stopped",
        "entry_id": "e-1",
        "exercise_id": "single-leg-stance",
        "exercise_title": "Single leg stance",
        "section_id": "strengthening",
        "side": "left",
        "position_in_session": "1",
        "started_at": "2026-03-02T10:00:00+01:00",
        "ended_at": "2026-03-02T10:00:53+01:00",
        "recorded_by": "timer",
        "outcome": "completed",
        "skip_reason": "",
        "sets_target": "1",
        "sets_timed": "1",
        "reps_target": "3",
        "reps_timed": "3",
        "hold_seconds_target": "5",
        "hold_seconds_timed": "15",
        "timed_seconds_target": "",
        "timed_seconds_timed": "",
        "active_seconds": "33",
        "paused_seconds": "5",
        "own_report": "some",
        "own_report_reps": "2",
        "effort_0_10": "6",
        "pain_worst_exercise_0_10": "5",
        "pain_before_0_10": "2",
        "pain_worst_session_0_10": "4",
        "pain_after_0_10": "3",
        "pain_after_minutes": "35",
        "pain_next_morning_0_10": "1",
        "note": "Wobbly.",
        "session_note": "Windy.",
        "edited_at": "2026-03-02T10:03:00+01:00",
        "content_version": "1.2.0",
    }


def test_what_was_not_asked_is_empty_and_nought_is_nought(diary: Diary) -> None:
    session_id = diary.begin_session(NINE, "1")
    entry_id = diary.begin_entry(session_id, BRIDGING, NINE)
    diary.answer_entry(entry_id, EntryAnswers(pain_worst_exercise_0_10=0), NINE)

    (row,) = rows_of(as_bytes(diary))

    assert (row["pain_worst_exercise_0_10"], row["effort_0_10"]) == ("0", "")
    assert (row["session_ended_at"], row["session_outcome"], row["outcome"]) == ("", "", "")
    assert (row["reps_timed"], row["paused_seconds"]) == ("0", "0")


@pytest.mark.parametrize(
    ("session_at", "entry_at", "edited_at"),
    [
        (None, None, ""),
        ("2026-03-02T12:00:00+00:00", None, "2026-03-02T12:00:00+00:00"),
        (None, "2026-03-02T12:00:00+00:00", "2026-03-02T12:00:00+00:00"),
        (
            "2026-03-02T12:30:00+01:00",
            "2026-03-02T12:00:00+00:00",
            "2026-03-02T12:00:00+00:00",
        ),
        (
            "2026-03-02T12:00:00+00:00",
            "2026-03-02T12:30:00+01:00",
            "2026-03-02T12:00:00+00:00",
        ),
    ],
    ids=["never", "session", "entry", "entry later", "session later"],
)
def test_the_later_of_two_edits_is_named(
    diary: Diary, session_at: str | None, entry_at: str | None, edited_at: str
) -> None:
    session_id = diary.begin_session(NINE, "1")
    entry_id = diary.begin_entry(session_id, BRIDGING, NINE)
    if session_at:
        diary.answer_session(session_id, SessionAnswers(), datetime.fromisoformat(session_at))
    if entry_at:
        diary.answer_entry(entry_id, EntryAnswers(), datetime.fromisoformat(entry_at))

    (row,) = rows_of(as_bytes(diary))

    assert row["edited_at"] == edited_at


@pytest.mark.parametrize(
    ("typed", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+44 1563 000000", "'+44 1563 000000"),
        ("-3 today", "'-3 today"),
        ("@home", "'@home"),
        ("\rback", "'\rback"),
        ("'tis better", "''tis better"),
        ("''", "'''"),
        ("a=1", "a=1"),
        (" =1+1", " =1+1"),
        ("\n=1+1", "\n=1+1"),
        ("", ""),
    ],
)
def test_text_a_spreadsheet_would_run_gets_an_apostrophe(
    diary: Diary, typed: str, cell: str
) -> None:
    session_id = write_session(diary)
    diary.answer_session(session_id, SessionAnswers(note=typed), NINE)

    (row,) = rows_of(as_bytes(diary))

    assert row["session_note"] == cell
    if cell != typed:
        assert restored(cell) == typed


def test_a_tab_that_a_content_file_might_hold_is_made_harmless_too(diary: Diary) -> None:
    write_session(diary, NINE, replace(BRIDGING, exercise_title="\t=1+1"))

    (row,) = rows_of(as_bytes(diary))

    assert row["exercise_title"] == "'\t=1+1"


# The rows.


def test_rows_come_oldest_first_and_sides_in_the_order_they_were_done(diary: Diary) -> None:
    write_session(diary, NINE + timedelta(days=1), stance(Side.RIGHT), stance(Side.LEFT))
    write_session(diary, NINE)

    rows = rows_of(as_bytes(diary))

    assert [(row["session_started_at"][:10], row["side"]) for row in rows] == [
        ("2026-03-02", ""),
        ("2026-03-03", "right"),
        ("2026-03-03", "left"),
    ]


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        (None, None, ["01", "02", "03"]),
        (date(2026, 3, 2), None, ["02", "03"]),
        (None, date(2026, 3, 1), ["01"]),
        (date(2026, 3, 2), date(2026, 3, 2), ["02"]),
    ],
)
def test_days_are_local_and_both_included(
    diary: Diary, since: date | None, until: date | None, days: list[str]
) -> None:
    """Ten to midnight, five hours behind, is already tomorrow in Greenwich."""
    for day in (1, 2, 3):
        write_session(diary, datetime(2026, 3, day, 23, 50, tzinfo=timezone(-timedelta(hours=5))))

    rows = rows_of(as_bytes(diary, since, until))

    assert [row["session_started_at"][8:10] for row in rows] == days


def test_an_empty_range_writes_nothing_at_all(diary: Diary, tmp_path: Path) -> None:
    write_session(diary)
    there = tmp_path / "there.csv"
    there.write_text("last month's")
    stream = io.BytesIO()

    assert export_csv(diary, tmp_path / "new.csv", until=date(2026, 3, 1)) == 0
    assert export_csv(diary, there, since=date(2026, 3, 3)) == 0
    assert write_csv(diary, stream, since=date(2026, 3, 3)) == 0

    assert [file.name for file in tmp_path.iterdir()] == ["there.csv"]
    assert there.read_text() == "last month's"
    assert stream.getvalue() == b""


def test_a_session_with_no_exercise_has_no_row(diary: Diary, tmp_path: Path) -> None:
    diary.begin_session(NINE, "1")

    assert export_csv(diary, tmp_path / "diary.csv") == 0


def test_a_file_and_a_stream_get_the_same_bytes(diary: Diary, tmp_path: Path) -> None:
    for number in range(5):
        write_session(diary, NINE + timedelta(days=number))

    rows = export_csv(diary, tmp_path / "diary.csv")

    assert rows == 5
    assert (tmp_path / "diary.csv").read_bytes() == as_bytes(diary)


def test_the_stream_stays_open(diary: Diary) -> None:
    write_session(diary)
    stream = io.BytesIO()

    write_csv(diary, stream)
    stream.write(b"more")

    assert stream.getvalue().endswith(b"\r\nmore")


def test_progress_is_told_while_it_is_long(diary: Diary, tmp_path: Path) -> None:
    session_id = diary.begin_session(NINE, "1")
    with diary._database.transaction():
        diary._database.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)"
            " INSERT INTO entry (entry_id, session, position_in_session, exercise_id,"
            " exercise_title, section_id, started_at, recorded_by)"
            " SELECT i, (SELECT id FROM session WHERE session_id = ?), i, 'x', 'x', 'x',"
            " '2026-03-02T09:00:00+00:00', 'timer' FROM n",
            (session_id,),
        )
    told: list[tuple[int, int]] = []

    rows = export_csv(
        diary, tmp_path / "diary.csv", on_progress=lambda done, total: told.append((done, total))
    )

    assert told == [(1_000, 2_500), (2_000, 2_500), (2_500, 2_500)]
    assert rows == 2_500


def test_pandas_reads_it_without_being_told_how(diary: Diary, tmp_path: Path) -> None:
    for number in range(3):
        session_id = write_session(diary, NINE + timedelta(days=number), stance(Side.LEFT))
        note = 'Stiff, "very",\nthen = better' if number else ""
        answers = SessionAnswers(pain_worst_session_0_10=number, note=note)
        diary.answer_session(session_id, answers, NINE)
    file = tmp_path / "diary.csv"
    export_csv(diary, file)

    frame = pandas.read_csv(file, parse_dates=["session_started_at"])

    assert list(frame.columns) == NAMES
    assert frame["pain_worst_session_0_10"].tolist() == [0, 1, 2]
    assert frame["session_started_at"].tolist() == [
        pandas.Timestamp(NINE + timedelta(days=number)) for number in range(3)
    ]
    assert frame["session_note"].isna().tolist() == [True, False, False]
    assert frame["session_note"][1] == 'Stiff, "very",\nthen = better'
    assert frame["reps_target"].sum() == 9


# Whatever is written.

TEXTS = st.text(
    st.one_of(
        st.sampled_from([*STARTERS.replace("\t", ""), *',;"\n', "é", "😀", "\u200b", "'"]),
        st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"),
    ),
    max_size=30,
).filter(lambda text: len(text) <= NOTE_MOST)
SCALE = st.none() | st.integers(0, 10)
COUNTS = st.none() | st.integers(0, 1_000)
MILLISECONDS = st.integers(0, 10_000_000)
INSTANTS = st.datetimes(
    min_value=datetime(1990, 1, 1),  # noqa: DTZ001 - hypothesis adds the offset
    max_value=datetime(2090, 1, 1),  # noqa: DTZ001
    timezones=st.integers(-12 * 60, 14 * 60).map(
        lambda minutes: timezone(timedelta(minutes=minutes))
    ),
).map(lambda at: at.replace(microsecond=0))
PLANNED = st.builds(
    PlannedEntry,
    exercise_id=TEXTS,
    exercise_title=TEXTS,
    section_id=TEXTS,
    side=st.none() | st.sampled_from(Side),
    position_in_session=st.integers(1, 99),
    sets_target=COUNTS,
    reps_target=COUNTS,
    hold_seconds_target=COUNTS,
    timed_seconds_target=COUNTS,
)
SETS = st.lists(
    st.builds(
        SetDone,
        set_no=st.integers(1, 10),
        reps=st.integers(0, 60),
        hold_ms=MILLISECONDS,
        timed_ms=MILLISECONDS,
        active_ms=MILLISECONDS,
        paused_ms=MILLISECONDS,
        complete=st.booleans(),
        ended_at=INSTANTS,
    ),
    max_size=4,
)
ON_ENTRY = st.builds(
    EntryAnswers,
    own_report=st.none() | st.sampled_from(OwnReport),
    own_report_reps=COUNTS,
    effort_0_10=SCALE,
    pain_worst_exercise_0_10=SCALE,
    note=TEXTS,
)
ON_SESSION = st.builds(
    SessionAnswers,
    pain_before_0_10=SCALE,
    pain_worst_session_0_10=SCALE,
    pain_after_0_10=SCALE,
    pain_after_minutes=COUNTS,
    pain_next_morning_0_10=SCALE,
    note=TEXTS,
)


def seconds(milliseconds: list[int]) -> int:
    return (sum(milliseconds) + 500) // 1_000


@given(
    planned=PLANNED,
    sets=SETS,
    on_entry=ON_ENTRY,
    on_session=ON_SESSION,
    recorded_by=st.sampled_from(RecordedBy),
    outcome=st.sampled_from(Outcome),
    reason=TEXTS,
    code=TEXTS,
    instants=st.tuples(INSTANTS, INSTANTS, INSTANTS, INSTANTS, INSTANTS),
)
def test_whatever_is_written_is_read_back_and_exported_as_it_was(
    planned: PlannedEntry,
    sets: list[SetDone],
    on_entry: EntryAnswers,
    on_session: SessionAnswers,
    recorded_by: RecordedBy,
    outcome: Outcome,
    reason: str,
    code: str,
    instants: tuple[datetime, datetime, datetime, datetime, datetime],
) -> None:
    """Entry to row to entry to CSV and back again, with the nastiest text there is."""
    began_at, entry_at, entry_ended_at, ended_at, edited_at = instants
    by_timer = recorded_by is RecordedBy.TIMER
    with Diary.in_memory() as diary:
        diary.person_code = code
        session_id = diary.begin_session(began_at, "1.0.0")
        entry_id = diary.begin_entry(session_id, planned, entry_at, recorded_by=recorded_by)
        for done in sets:
            diary.add_set(entry_id, done)
        diary.end_entry(entry_id, outcome, entry_ended_at, reason)
        diary.end_session(session_id, Outcome.COMPLETED, ended_at)
        on_entry = replace(on_entry, skip_reason=reason)
        diary.answer_entry(entry_id, on_entry, edited_at)
        diary.answer_session(session_id, on_session, edited_at)
        (session,) = diary.sessions()
        (row,) = rows_of(as_bytes(diary))
    (entry,) = session.entries

    assert session.answers == on_session
    assert entry.answers == on_entry
    assert (session.person_code, entry.skip_reason, entry.outcome) == (code, reason, outcome)
    assert (session.started_at, session.ended_at, session.edited_at) == (
        began_at,
        ended_at,
        edited_at,
    )
    assert session.started_at.utcoffset() == began_at.utcoffset()
    assert (entry.started_at, entry.ended_at) == (entry_at, entry_ended_at)
    for field in PlannedEntry.__dataclass_fields__:
        assert getattr(entry, field) == getattr(planned, field)
    timed = {
        "sets_timed": (planned.sets_target, sum(done.complete for done in sets)),
        "reps_timed": (planned.reps_target, sum(done.reps for done in sets)),
        "hold_seconds_timed": (
            planned.hold_seconds_target,
            seconds([done.hold_ms for done in sets]),
        ),
        "timed_seconds_timed": (
            planned.timed_seconds_target,
            seconds([done.timed_ms for done in sets]),
        ),
        "active_seconds": (0, seconds([done.active_ms for done in sets])),
        "paused_seconds": (0, seconds([done.paused_ms for done in sets])),
    }
    for name, (target, total) in timed.items():
        expected = total if by_timer and target is not None else None
        assert getattr(entry, name) == expected, name
    assert row == cells_of(session, entry)


def cells_of(session: DiarySession, entry: DiaryEntry) -> dict[str, str]:
    """The row of an entry, worked out without SQL from what was read back."""
    of_session = {
        "session_started_at": session.started_at,
        "session_ended_at": session.ended_at,
        "session_outcome": session.outcome,
        "session_note": session.note,
    }
    cells: dict[str, str] = {}
    for column in COLUMNS:
        whose = entry if hasattr(entry, column.name) else session
        value = of_session.get(column.name) or getattr(whose, column.name, None)
        if isinstance(value, datetime):
            value = value.isoformat()
        cell = "" if value is None else str(value)
        starts_badly = column.kind is Kind.TEXT and cell[:1] and cell[:1] in STARTERS
        cells[column.name] = f"'{cell}" if starts_badly else cell
    return cells
