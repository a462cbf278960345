"""What went out comes back in, each figure as it was; what can't be taken is told cell by cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backrehab.core.diary import (
    EntryAnswers,
    Outcome,
    PlannedEntry,
    RecordedBy,
    SessionAnswers,
    SetDone,
)
from backrehab.core.errors import TakeInError
from backrehab.core.model import Side
from backrehab.storage.column import COUNT_MOST
from backrehab.storage.columns import COLUMNS, SETS_MOST
from backrehab.storage.content import load_library
from backrehab.storage.data_package import export_package
from backrehab.storage.demo import fill_demo
from backrehab.storage.diary import Diary
from backrehab.storage.export import export_csv, write_csv
from backrehab.storage.import_diary import TakenIn, import_diary
from tests.storage.played import BRIDGING, KNEE_ROLLING, NINE, bridging_set, files_in, stance
from tests.storage.test_export import INSTANTS, ON_ENTRY, ON_SESSION, PLANNED, SETS, TEXTS

RESOURCES = Path(__file__).parents[2] / "resources"
NAMES = [column.name for column in COLUMNS]

Row = dict[str, str]


@pytest.fixture
def diary() -> Iterator[Diary]:
    with Diary.in_memory() as diary:
        yield diary


@pytest.fixture
def other() -> Iterator[Diary]:
    with Diary.in_memory() as diary:
        yield diary


@pytest.fixture(scope="module")
def demo() -> Iterator[Diary]:
    """Four weeks with answers, notes, both sides, a skip, a stop and a row by hand."""
    with Diary.in_memory() as diary:
        fill_demo(diary, load_library(RESOURCES), datetime(2026, 3, 28, 21, tzinfo=UTC))
        diary.person_code = "=B-17"
        yield diary


def as_bytes(diary: Diary) -> bytes:
    stream = io.BytesIO()
    write_csv(diary, stream)
    return stream.getvalue()


def file_of(folder: Path, *rows: Row, names: list[str] = NAMES) -> Path:
    """A spreadsheet as another program would write it."""
    file = folder / "in.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as text:
        writer = csv.DictWriter(text, names)
        writer.writeheader()
        writer.writerows(rows)
    return file


@pytest.fixture
def row() -> Row:
    """A sound row of the timer."""
    with Diary.in_memory() as diary:
        session = diary.begin_session(NINE, "1.0", session_id="s-1")
        entry = diary.begin_entry(session, BRIDGING, NINE, entry_id="e-1")
        for set_no in (1, 2):
            diary.add_set(entry, bridging_set(set_no, ended_at=NINE))
        diary.end_entry(entry, Outcome.COMPLETED, NINE)
        diary.end_session(session, Outcome.COMPLETED, NINE)
        text = as_bytes(diary).decode("utf-8-sig")
    return next(csv.DictReader(io.StringIO(text, newline="")))


def lines(taken: TakenIn) -> list[str]:
    return [str(problem) for problem in taken.problems]


# There and back.


def test_the_demo_comes_back_byte_for_byte(demo: Diary, other: Diary, tmp_path: Path) -> None:
    export_csv(demo, tmp_path / "diary.csv")

    taken = import_diary(other, tmp_path / "diary.csv")

    assert taken == TakenIn(demo.count_entries(), 0, 0, ())
    assert as_bytes(other) == (tmp_path / "diary.csv").read_bytes()


def test_a_package_comes_back_byte_for_byte(demo: Diary, other: Diary, tmp_path: Path) -> None:
    export_package(demo, tmp_path / "package")

    taken = import_diary(other, tmp_path / "package")
    export_package(other, tmp_path / "again")

    assert taken.taken == demo.count_entries()
    assert files_in(tmp_path / "again") == files_in(tmp_path / "package")
    assert as_bytes(other) == as_bytes(demo)


def named(planned: PlannedEntry) -> bool:
    return bool(planned.exercise_id and planned.exercise_title)


@pytest.mark.parametrize(
    "more", [".DS_Store", ".~lock.sessions.csv#", "Thumbs.db", "desktop.ini", "my-notes.txt"]
)
def test_a_package_comes_in_whatever_else_lies_in_its_folder(
    demo: Diary, other: Diary, tmp_path: Path, more: str
) -> None:
    export_package(demo, tmp_path / "package")
    (tmp_path / "package" / more).write_text("not ours")

    assert import_diary(other, tmp_path / "package") == TakenIn(demo.count_entries(), 0, 0, ())


def test_a_package_without_one_of_its_tables_is_none(
    demo: Diary, other: Diary, tmp_path: Path
) -> None:
    export_package(demo, tmp_path / "package")
    (tmp_path / "package" / "sessions.csv").unlink()

    with pytest.raises(TakeInError, match=r"is a folder, but not a data package of BackRehab\."):
        import_diary(other, tmp_path / "package")


ENTRIES = st.lists(
    st.tuples(
        PLANNED.filter(named),
        SETS,
        st.sampled_from(RecordedBy),
        st.sampled_from(Outcome) | st.none(),
        TEXTS,
        st.none() | st.tuples(ON_ENTRY, INSTANTS),
        INSTANTS,
        INSTANTS,
    ),
    min_size=1,
    max_size=3,
)
SESSIONS = st.lists(
    st.tuples(INSTANTS, ENTRIES, st.none() | st.tuples(ON_SESSION, INSTANTS), INSTANTS, TEXTS),
    min_size=1,
    max_size=3,
)


@settings(max_examples=min(200, settings().max_examples))  # each writes six files
@given(sessions=SESSIONS, code=TEXTS)
def test_whatever_goes_out_comes_back_byte_for_byte(
    tmp_path_factory: pytest.TempPathFactory,
    sessions: list[
        tuple[
            datetime,
            list[
                tuple[
                    PlannedEntry,
                    list[SetDone],
                    RecordedBy,
                    Outcome | None,
                    str,
                    tuple[EntryAnswers, datetime] | None,
                    datetime,
                    datetime,
                ]
            ],
            tuple[SessionAnswers, datetime] | None,
            datetime,
            str,
        ]
    ],
    code: str,
) -> None:
    """Any diary at all, by the spreadsheet and by the package, with every figure the same."""
    folder = tmp_path_factory.mktemp("any")
    with Diary.in_memory() as diary, Diary.in_memory() as one, Diary.in_memory() as two:
        diary.person_code = code
        for began_at, entries, told, ended_at, version in sessions:
            session_id = diary.begin_session(began_at, version)
            is_open = False
            for planned, sets, by, outcome, reason, answers, at, entry_ended_at in entries:
                entry_id = diary.begin_entry(session_id, planned, at, recorded_by=by)
                for done in sets if by is RecordedBy.TIMER else ():
                    diary.add_set(entry_id, done)
                if outcome is not None:
                    diary.end_entry(entry_id, outcome, entry_ended_at, reason)
                is_open = is_open or outcome is None
                if answers is not None:
                    diary.answer_entry(entry_id, *answers)
            if not is_open:
                diary.end_session(session_id, Outcome.STOPPED, ended_at)
            if told is not None:
                diary.answer_session(session_id, *told)
        rows = export_csv(diary, folder / "diary.csv")
        export_package(diary, folder / "package")

        assert import_diary(one, folder / "diary.csv") == TakenIn(rows, 0, 0, ())
        assert import_diary(two, folder / "package") == TakenIn(rows, 0, 0, ())

        expected = (folder / "diary.csv").read_bytes()
        assert as_bytes(one) == expected
        assert as_bytes(two) == expected
        export_package(two, folder / "again")
        assert files_in(folder / "again") == files_in(folder / "package")


def test_what_the_person_told_is_the_same_in_the_diary_itself(
    demo: Diary, other: Diary, tmp_path: Path
) -> None:
    """Not only in its spreadsheet."""
    export_csv(demo, tmp_path / "diary.csv")
    import_diary(other, tmp_path / "diary.csv")

    for before, after in zip(demo.sessions(), other.sessions(), strict=True):
        assert after.answers == before.answers
        assert (after.started_at, after.outcome) == (before.started_at, before.outcome)
        for had, has in zip(before.entries, after.entries, strict=True):
            assert replace(has, edited_at=None) == replace(had, edited_at=None)
    assert other.completions() == demo.completions()


@pytest.mark.parametrize("told", [0, 1, 2], ids=["nothing", "by entry", "by session"])
def test_a_session_was_edited_when_the_earliest_of_its_rows_was(
    diary: Diary, other: Diary, tmp_path: Path, told: int
) -> None:
    session = diary.begin_session(NINE, "1.0")
    entries = [diary.begin_entry(session, stance(side), NINE) for side in Side]
    if told:
        for minute, entry in enumerate(entries, 3):
            answers = EntryAnswers(effort_0_10=4)
            diary.answer_entry(entry, answers, NINE + timedelta(minutes=minute))
    if told == 2:
        diary.answer_session(session, SessionAnswers(note="So so."), NINE + timedelta(minutes=4))
    export_csv(diary, tmp_path / "diary.csv")

    import_diary(other, tmp_path / "diary.csv")

    edited = NINE + timedelta(minutes=4)
    assert other.sessions()[0].edited_at == (edited if told == 2 else None)


# The totals come home.


def test_the_totals_stand_in_the_last_of_as_many_sets(
    other: Diary, tmp_path: Path, row: Row
) -> None:
    import_diary(other, file_of(tmp_path, row))

    sets = other._database.execute(
        "SELECT row_no, set_no, reps, hold_ms, timed_ms, active_ms, paused_ms, complete"
        " FROM timed_set"
    ).fetchall()
    assert sets == [(1, 1, 0, 0, 0, 0, 0, 1), (2, 2, 30, 90_000, 0, 240_000, 5_000, 1)]


def test_a_set_that_was_broken_off_stays_unfinished(
    diary: Diary, other: Diary, tmp_path: Path
) -> None:
    session = diary.begin_session(NINE, "1.0")
    for planned in (BRIDGING, KNEE_ROLLING):
        entry = diary.begin_entry(session, planned, NINE)
        diary.add_set(entry, SetDone(1, 4, 12_000, 9_000, 40_000, 0, False, NINE))
        diary.end_entry(entry, Outcome.STOPPED, NINE)
    export_csv(diary, tmp_path / "diary.csv")

    import_diary(other, tmp_path / "diary.csv")

    complete = other._database.execute("SELECT complete FROM timed_set").fetchall()
    assert complete == [(0,), (0,)]


def test_a_row_of_the_timer_still_cannot_be_changed(
    other: Diary, tmp_path: Path, row: Row
) -> None:
    import_diary(other, file_of(tmp_path, row))

    (entry,) = other.sessions()[0].entries
    assert entry.recorded_by is RecordedBy.TIMER
    with pytest.raises(Exception, match="never changed"):
        other._database.execute("UPDATE entry SET reps_target = 1")


# Without doubles.


def test_a_second_time_takes_nothing(demo: Diary, other: Diary, tmp_path: Path) -> None:
    export_csv(demo, tmp_path / "diary.csv")
    export_package(demo, tmp_path / "package")
    import_diary(other, tmp_path / "diary.csv")
    before = as_bytes(other)

    for source in ("diary.csv", "package"):
        assert import_diary(other, tmp_path / source) == TakenIn(0, demo.count_entries(), 0, ())

    assert as_bytes(other) == before


def test_what_the_diary_has_is_never_overwritten(diary: Diary, tmp_path: Path, row: Row) -> None:
    import_diary(diary, file_of(tmp_path, row))
    before = as_bytes(diary)

    changed = row | {"note": "Another.", "reps_timed": "1", "session_note": "Other too."}
    taken = import_diary(diary, file_of(tmp_path, changed))

    assert (taken.taken, taken.there_already) == (0, 1)
    assert as_bytes(diary) == before


def test_a_missing_row_joins_the_session_that_is_there(
    diary: Diary, tmp_path: Path, row: Row
) -> None:
    import_diary(diary, file_of(tmp_path, row))
    diary.answer_session("s-1", SessionAnswers(note="Written since."), NINE)

    second = row | {"entry_id": "e-2", "position_in_session": "2"}
    taken = import_diary(diary, file_of(tmp_path, row, second))

    assert (taken.taken, taken.there_already) == (1, 1)
    (session,) = diary.sessions()
    assert [entry.entry_id for entry in session.entries] == ["e-1", "e-2"]
    assert session.note == "Written since."


def test_the_same_row_twice_in_a_file_comes_in_once(
    diary: Diary, tmp_path: Path, row: Row
) -> None:
    taken = import_diary(diary, file_of(tmp_path, row, row))

    assert (taken.taken, taken.refused) == (1, 1)
    assert lines(taken) == [
        "in.csv, line 3, entry_id: found 'e-1', expected an id that no other line has"
    ]


def test_two_rows_that_differ_about_their_session_are_told(
    diary: Diary, tmp_path: Path, row: Row
) -> None:
    """Also when another session stands between them."""
    between = row | {"session_id": "s-2", "entry_id": "e-2"}
    other = row | {"entry_id": "e-3", "pain_before_0_10": "3"}

    taken = import_diary(diary, file_of(tmp_path, row, between, other))

    assert (taken.taken, taken.refused) == (2, 1)
    assert lines(taken) == [
        "in.csv, line 4, pain_before_0_10: found '3', expected nothing, as on the lines before"
    ]


def test_a_session_that_began_at_another_time_is_another(
    diary: Diary, tmp_path: Path, row: Row
) -> None:
    import_diary(diary, file_of(tmp_path, row))
    moved = row | {"entry_id": "e-2", "session_started_at": "2026-03-03T09:00:00+00:00"}

    taken = import_diary(diary, file_of(tmp_path, moved))

    assert lines(taken) == [
        "in.csv, line 2, session_started_at: found '2026-03-03T09:00:00+00:00', "
        "expected '2026-03-02T09:00:00+00:00', as the diary has it"
    ]


@pytest.mark.parametrize("table", ["session", "entry"])
def test_what_was_just_deleted_is_told_and_not_hidden_in_it(
    diary: Diary, tmp_path: Path, row: Row, table: str
) -> None:
    """It goes at the next start, and what was put into it would go too."""
    import_diary(diary, file_of(tmp_path, row))
    diary._database.execute(f"UPDATE {table} SET deleted_at = '2026-03-02T10:00:00+00:00'")
    wanted = row | ({"entry_id": "e-2"} if table == "session" else {})

    taken = import_diary(diary, file_of(tmp_path, wanted))

    public_id = "s-1" if table == "session" else "e-1"
    assert (taken.taken, taken.there_already, taken.refused) == (0, 0, 1)
    assert lines(taken) == [
        f"in.csv, line 2, {table}_id: found '{public_id}', expected one that was not just "
        "deleted: take that back, or start BackRehab again"
    ]


def test_another_persons_rows_are_refused(diary: Diary, tmp_path: Path, row: Row) -> None:
    diary.person_code = "B-17"
    theirs = row | {"person_code": "C-3"}
    ours = row | {"session_id": "s-2", "entry_id": "e-2", "person_code": "B-17"}

    taken = import_diary(diary, file_of(tmp_path, theirs, ours))

    assert (taken.taken, taken.refused) == (1, 1)
    assert lines(taken) == ["in.csv, line 2, person_code: found 'C-3', expected 'B-17'"]


def test_only_an_empty_diary_takes_the_code_of_a_file(
    diary: Diary, other: Diary, tmp_path: Path, row: Row
) -> None:
    diary.begin_session(NINE, "1.0")
    file = file_of(tmp_path, row | {"person_code": "B-17"})

    import_diary(diary, file)
    import_diary(other, file)

    assert (diary.person_code, other.person_code) == ("", "B-17")


def test_a_code_that_the_diary_has_not_is_told_once_and_how_to_take_it_over(
    diary: Diary, tmp_path: Path, row: Row
) -> None:
    """Putting the code on the diary first, as it says, lets the rows in."""
    diary.begin_session(NINE, "1.0")
    ours = [row | {"entry_id": f"e-{number}", "person_code": "P12"} for number in range(3)]
    theirs = row | {"entry_id": "e-3", "person_code": "B-17"}
    file = file_of(tmp_path, *ours, theirs)

    taken = import_diary(diary, file)

    assert (taken.taken, taken.refused) == (0, 4)
    assert lines(taken) == [
        f"in.csv, line {line}, person_code: found '{code}', expected nothing, as this diary has "
        f"no code (so on every line with '{code}'). If this is your diary, put '{code}' as the "
        "code on it first: in BackRehab's window at Diary, Out and in, A code on it"
        for line, code in ((2, "P12"), (5, "B-17"))
    ]
    diary.person_code = "P12"
    assert import_diary(diary, file).taken == 3


# Cell by cell.


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"session_id": ""}, ["session_id: found nothing, expected an id of at most 64 letters"]),
        ({"entry_id": "=1+1"}, ["entry_id: found '=1+1', expected an id"]),
        ({"exercise_id": ""}, ["exercise_id: found nothing, expected a text"]),
        ({"side": "top"}, ["side: found 'top', expected left or right, or nothing"]),
        ({"outcome": "done"}, ["outcome: found 'done', expected completed or stopped or skipped"]),
        ({"session_outcome": "skipped"}, ["session_outcome: found 'skipped', expected completed"]),
        ({"recorded_by": ""}, ["recorded_by: found nothing, expected timer or manual"]),
        (
            {"pain_before_0_10": "11"},
            ["pain_before_0_10: found '11', expected a whole number from 0 to 10, or nothing"],
        ),
        ({"effort_0_10": "-1"}, ["effort_0_10: found '-1', expected a whole number from 0 to 10"]),
        ({"effort_0_10": "3.5"}, ["effort_0_10: found '3.5', expected a whole number"]),
        ({"effort_0_10": "٣"}, ["effort_0_10: found '٣', expected a whole number"]),
        (
            {"position_in_session": "0"},
            ["position_in_session: found '0', expected a whole number from 1 to"],
        ),
        ({"sets_timed": f"{SETS_MOST + 1}"}, [f"sets_timed: found '{SETS_MOST + 1}'"]),
        ({"reps_timed": f"{COUNT_MOST + 1}"}, [f"reps_timed: found '{COUNT_MOST + 1}'"]),
        ({"reps_timed": "9" * 90}, [f"reps_timed: found '{'9' * 40}…', expected"]),
        ({"started_at": "2/3/2026 09:00"}, ["started_at: found '2/3/2026 09:00', expected an"]),
        (
            {"started_at": "2026-02-30T09:00:00+00:00"},
            ["started_at: found '2026-02-30T09:00:00+00:00', expected an instant such as"],
        ),
        ({"started_at": "2026-03-02T09:00:00"}, ["started_at: found '2026-03-02T09:00:00'"]),
        ({"edited_at": "2026-03-02T09:00:00+15:00"}, ["edited_at: found '2026-03-02T09:00:0"]),
        (
            {"note": "a\x07b"},
            ["note: found 'a[the character U+0007]b', expected a text that can be kept."],
        ),
        ({"note": "a" * 4_001}, ["note: found 'aaa"]),
        (
            {"exercise_title": "a\0b"},
            ["exercise_title: found 'a[an empty character (U+0000)]b', expected a text of"],
        ),
        ({"side": "left\t"}, ["side: found 'left[a tab]', expected left or right"]),
        ({"side": "\ufeffleft"}, ["side: found '[a byte order mark]left', expected left"]),
        ({"side": "it's \u202e"}, ["side: found 'it's [the character U+202E]', expected left"]),
        ({"side": "\t" * 40}, [f"side: found '{'[a tab]' * 5}…', expected left or right"]),
        ({"side": "x\n"}, ["side: found 'x[a line break]', expected left or right"]),
        (
            {"outcome": ""},
            ["ended_at: found '2026-03-02T09:00:00+00:00', expected nothing, since outcome is"],
        ),
        (
            {"session_ended_at": ""},
            ["session_ended_at: found nothing, expected something, since session_outcome is told"],
        ),
        (
            {"reps_target": ""},
            ["reps_timed: found '30', expected nothing, since reps_target is empty"],
        ),
        (
            {"hold_seconds_timed": ""},
            ["hold_seconds_timed: found nothing, expected something, since hold_seconds_target"],
        ),
        (
            {"active_seconds": ""},
            ["active_seconds: found nothing, expected something, since recorded_by is timer"],
        ),
        (
            {"recorded_by": "manual", "sets_timed": "", "reps_timed": "", "active_seconds": ""},
            [
                "hold_seconds_timed: found '90', expected nothing, since recorded_by is manual",
                "paused_seconds: found '5', expected nothing, since recorded_by is manual",
            ],
        ),
        (
            {"side": "up", "effort_0_10": "x"},
            ["side: found 'up'", "effort_0_10: found 'x'"],
        ),
    ],
    ids=lambda case: "" if isinstance(case, list) else " ".join(case),
)
def test_a_cell_that_cannot_be_taken_is_told_with_its_place(
    diary: Diary, tmp_path: Path, row: Row, cells: Row, told: list[str]
) -> None:
    sound = row | {"session_id": "s-2", "entry_id": "e-2"}

    taken = import_diary(diary, file_of(tmp_path, row | cells, sound))

    assert (taken.taken, taken.refused) == (1, 1)
    assert len(taken.problems) == len(told)
    for line, begins in zip(lines(taken), told, strict=True):
        assert line.startswith(f"in.csv, line 2, {begins}")
    assert [session.session_id for session in diary.sessions()] == ["s-2"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("'=1+1", "=1+1"),
        ("''tis better", "'tis better"),
        ("'''", "''"),
        ("-3 today", "-3 today"),
        ("fine", "fine"),
        ("one\r\ntwo\nthree", "one\r\ntwo\nthree"),
    ],
)
def test_the_apostrophe_before_a_text_is_taken_off_again(
    diary: Diary, tmp_path: Path, row: Row, cell: str, text: str
) -> None:
    import_diary(diary, file_of(tmp_path, row | {"note": cell, "session_note": cell}))

    (session,) = diary.sessions()
    assert (session.note, session.entries[0].note) == (text, text)


@pytest.mark.parametrize("utc", ["Z", "-00:00"])
def test_greenwich_may_be_written_in_other_ways(
    diary: Diary, tmp_path: Path, row: Row, utc: str
) -> None:
    import_diary(diary, file_of(tmp_path, row | {"started_at": f"2026-03-02T09:00:00{utc}"}))

    assert b",2026-03-02T09:00:00+00:00," in as_bytes(diary)
    assert utc.encode() + b"," not in as_bytes(diary)


def test_a_line_is_counted_as_an_editor_counts_it(diary: Diary, tmp_path: Path, row: Row) -> None:
    long = row | {"note": "one\ntwo\nthree"}
    wrong = row | {"entry_id": "e-2", "side": "up"}

    taken = import_diary(diary, file_of(tmp_path, long, wrong))

    assert [problem.line for problem in taken.problems] == [5]


def test_a_row_with_a_cell_too_few_is_refused_and_an_empty_line_is_none(
    diary: Diary, tmp_path: Path, row: Row
) -> None:
    file = file_of(tmp_path, row)
    with file.open("a", newline="") as text:
        text.write("\r\nonly,two\r\n")

    taken = import_diary(diary, file)

    assert (taken.taken, taken.refused) == (1, 1)
    assert lines(taken) == ["in.csv, line 4: found 2 cells, expected 40 cells"]


def test_columns_may_stand_in_another_order(diary: Diary, tmp_path: Path, row: Row) -> None:
    taken = import_diary(diary, file_of(tmp_path, row, names=sorted(NAMES)))

    assert taken.taken == 1


# In a package a session's own cells have a place of their own.


def edit(file: Path, before: str, after: str) -> None:
    text = file.read_bytes().decode()
    assert before in text
    file.write_bytes(text.replace(before, after, 1).encode())


def test_a_wrong_cell_of_a_session_is_told_once_for_all_its_rows(
    diary: Diary, other: Diary, tmp_path: Path
) -> None:
    session = diary.begin_session(NINE, "1.0")
    for side in Side:
        diary.begin_entry(session, stance(side), NINE)
    diary.answer_session(session, SessionAnswers(pain_before_0_10=7), NINE)
    export_package(diary, tmp_path / "package")
    edit(tmp_path / "package" / "sessions.csv", ",7,", ",17,")

    taken = import_diary(other, tmp_path / "package")

    assert (taken.taken, taken.refused) == (0, 2)
    assert lines(taken) == [
        "sessions.csv, line 2, pain_before_0_10: found '17', "
        "expected a whole number from 0 to 10, or nothing"
    ]
    assert other.count_sessions() == 0


def test_a_row_without_its_session_and_a_session_twice_are_told(
    diary: Diary, other: Diary, tmp_path: Path
) -> None:
    for number in (1, 2):
        session = diary.begin_session(NINE, "1.0", session_id=f"s-{number}")
        diary.begin_entry(session, BRIDGING, NINE, entry_id=f"e-{number}")
    export_package(diary, tmp_path / "package")
    edit(tmp_path / "package" / "sessions.csv", "s-2", "s-1")

    taken = import_diary(other, tmp_path / "package")

    assert (taken.taken, taken.refused) == (1, 2)
    assert lines(taken) == [
        "sessions.csv, line 3, session_id: found 's-1', "
        "expected an id that no other line has; line 2 has it",
        "exercises.csv, line 3, session_id: found 's-2', expected an id that sessions.csv has",
    ]


def test_a_line_of_a_package_with_a_cell_too_many_is_told(
    diary: Diary, other: Diary, tmp_path: Path
) -> None:
    for number in (1, 2):
        session = diary.begin_session(NINE, "1.0", session_id=f"s-{number}")
        diary.begin_entry(session, BRIDGING, NINE, entry_id=f"e-{number}")
    export_package(diary, tmp_path / "package")
    edit(tmp_path / "package" / "sessions.csv", "s-1,", "s-1,,")
    edit(tmp_path / "package" / "exercises.csv", "s-2,", "s-2,,")

    taken = import_diary(other, tmp_path / "package")

    assert taken.taken == 0
    assert lines(taken) == [
        "sessions.csv, line 2: found 14 cells, expected 13 cells",
        "exercises.csv, line 2, session_id: found 's-1', expected an id that sessions.csv has",
        "exercises.csv, line 3: found 29 cells, expected 28 cells",
    ]


# Files that are no diary.


def test_only_looking_writes_nothing_and_says_the_same(
    demo: Diary, tmp_path: Path, row: Row
) -> None:
    file = file_of(tmp_path, row, row | {"entry_id": "e-2", "side": "up"})
    with Diary.open(tmp_path / "diary.sqlite") as diary:
        looked = import_diary(diary, file, only_look=True)
        assert diary.count_entries() == 0
        assert diary.person_code == ""

        assert import_diary(diary, file) == looked
        assert diary.count_entries() == 1


def test_what_is_broken_off_takes_nothing(demo: Diary, other: Diary, tmp_path: Path) -> None:
    export_csv(demo, tmp_path / "diary.csv")
    size = (tmp_path / "diary.csv").stat().st_size
    told: list[tuple[int, int]] = []

    def break_off(done: int, total: int) -> None:
        told.append((done, total))
        if done == total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_diary(other, tmp_path / "diary.csv", on_progress=break_off)

    assert other.count_sessions() == 0
    assert told[-1] == (size, size)
    assert told == sorted(told)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "it has 0 of the 40 columns of one"),
        (b"a,note\r\n1,2\r\n", "it has 1 of the 40 columns of one"),
        (b"PK\x03\x04\xff\xfe\x00", "is not UTF-8 text"),
        ("session_id,\xe9".encode("latin-1"), "is not UTF-8 text"),
        ("\ufeffsession_id".encode("utf-16-le"), "is not UTF-8 text"),
    ],
    ids=["nothing", "other columns", "a zip", "another alphabet", "wide letters"],
)
def test_a_file_that_is_no_diary_is_turned_away_whole(
    diary: Diary, tmp_path: Path, content: bytes, told: str
) -> None:
    (tmp_path / "in.csv").write_bytes(content)

    with pytest.raises(TakeInError) as caught:
        import_diary(diary, tmp_path / "in.csv")

    assert told in str(caught.value)
    assert "Nothing was changed." in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_line_without_an_end_is_not_read_whole(diary: Diary, tmp_path: Path, row: Row) -> None:
    file = file_of(tmp_path, row)
    with file.open("a", encoding="utf-8") as more:
        more.write("x" * 1_500_000)

    with pytest.raises(TakeInError, match="near line 3: it has no end"):
        import_diary(diary, file)

    assert diary.count_sessions() == 0


@pytest.mark.parametrize("column", ["session_started_at", "started_at", "edited_at"])
@pytest.mark.parametrize(
    "instant",
    ["1900-01-01T00:00:00+00:00", "1969-12-31T23:59:59+00:00", "9999-12-31T23:59:59-14:00"],
)
def test_an_instant_that_a_diary_could_not_give_back_is_refused(
    diary: Diary, tmp_path: Path, row: Row, column: str, instant: str
) -> None:
    done = import_diary(diary, file_of(tmp_path, {**row, column: instant}))

    assert (done.taken, done.refused) == (0, 1)
    assert [problem.column for problem in done.problems] == [column]


def test_a_column_that_is_misspelt_or_there_twice_is_named(
    diary: Diary, tmp_path: Path, row: Row
) -> None:
    file = file_of(tmp_path, row)
    edit(file, "reps_timed", "rep_timed")
    edit(file, "side,", "session_id,")

    with pytest.raises(TakeInError) as caught:
        import_diary(diary, file)

    assert str(caught.value).splitlines()[1:] == [
        "in.csv, line 1, session_id: found it twice, expected it once",
        "in.csv, line 1: found 'rep_timed' (did you mean 'reps_timed'?), "
        "expected only columns of the diary",
        "in.csv, line 1, side: found no such column, expected it",
        "in.csv, line 1, reps_timed: found no such column, expected it",
    ]


@pytest.mark.parametrize(
    ("end", "why"),
    [
        ('"never closed', "a quotation mark is missing, or there is one too many"),
        ('"closed"too early', "a quotation mark is missing, or there is one too many"),
    ],
    ids=["never closed", "closed too early"],
)
def test_broken_quotes_take_nothing_at_all(
    diary: Diary, tmp_path: Path, row: Row, end: str, why: str
) -> None:
    """And the words are ours, not those of the reader of CSV."""
    file = file_of(tmp_path, row)
    with file.open("a") as text:
        text.write(end)

    with pytest.raises(TakeInError, match=f"near line 3: {why}. Nothing was changed."):
        import_diary(diary, file)

    assert diary.count_sessions() == 0


def test_a_cell_that_is_far_too_long_is_told(diary: Diary, tmp_path: Path, row: Row) -> None:
    file = file_of(tmp_path, row | {"note": "x" * 140_000})
    others = csv.field_size_limit(131_072)  # as it is where no other library raised it
    try:
        with pytest.raises(TakeInError, match="near line 2: a cell is far too long, or a quot"):
            import_diary(diary, file)
    finally:
        csv.field_size_limit(others)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda _: None, "There is no file"),
        (lambda path: path.mkdir(), "is a folder, but not a data package"),
    ],
    ids=["not there", "a folder"],
)
def test_a_missing_file_and_a_folder_that_is_no_package_are_told(
    diary: Diary, tmp_path: Path, make: Callable[[Path], None], told: str
) -> None:
    make(tmp_path / "in.csv")

    with pytest.raises(TakeInError, match=told):
        import_diary(diary, tmp_path / "in.csv")
