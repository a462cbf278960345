"""The data package is the spreadsheet in two tables, and explains itself to other programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pandas
import pytest
from frictionless import Package, validate
from hypothesis import given, settings

from backrehab.core.diary import EntryAnswers, Outcome, PlannedEntry, SessionAnswers, SetDone
from backrehab.core.errors import ExportError
from backrehab.core.model import Side
from backrehab.storage.column import Kind
from backrehab.storage.columns import COLUMNS
from backrehab.storage.content import load_library
from backrehab.storage.data_package import export_package, is_package
from backrehab.storage.demo import fill_demo
from backrehab.storage.diary import Diary
from backrehab.storage.export import write_csv
from backrehab.storage.table_schema import TABLES
from backrehab.storage.whole_folder import whole_folder
from tests.storage.hostile import file_size_limit
from tests.storage.played import NINE, files_in, stance, write_session
from tests.storage.steps import Steps, taking
from tests.storage.test_export import ON_ENTRY, ON_SESSION, PLANNED, SETS

RESOURCES = Path(__file__).parents[2] / "resources"


@pytest.fixture
def diary() -> Iterator[Diary]:
    with Diary.in_memory() as diary:
        yield diary


@pytest.fixture(scope="module")
def demo() -> Iterator[Diary]:
    """Four weeks with answers, notes, both sides, a skip, a stop and a row by hand."""
    with Diary.in_memory() as diary:
        fill_demo(diary, load_library(RESOURCES), datetime(2026, 3, 28, 21, tzinfo=UTC))
        diary.person_code = "=B-17"
        yield diary


def spreadsheet(diary: Diary) -> list[dict[str, str]]:
    stream = io.BytesIO()
    write_csv(diary, stream)
    return list(csv.DictReader(io.StringIO(stream.getvalue().decode("utf-8-sig"), newline="")))


def table(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def faults_of(folder: Path) -> list[list[str]]:
    report = validate(str(folder / "datapackage.json"))
    faults: list[list[str]] = report.flatten(["type", "message"])
    return faults


def test_frictionless_finds_nothing_wrong(demo: Diary, tmp_path: Path) -> None:
    rows = export_package(demo, tmp_path / "package")

    assert faults_of(tmp_path / "package") == []
    assert rows == demo.count_entries()


def test_frictionless_would_find_a_wrong_word_and_a_lost_session(
    demo: Diary, tmp_path: Path
) -> None:
    """Or the test above would prove nothing."""
    folder = tmp_path / "package"
    export_package(demo, folder)
    document = json.loads((folder / "datapackage.json").read_bytes())
    for resource in document["resources"]:
        del resource["hash"], resource["bytes"]
    (folder / "datapackage.json").write_text(json.dumps(document))
    exercises = (folder / "exercises.csv").read_text("utf-8")
    (folder / "exercises.csv").write_text(exercises.replace(",timer,", ",timmer,", 1), "utf-8")
    lines = (folder / "sessions.csv").read_text("utf-8").splitlines(keepends=True)
    (folder / "sessions.csv").write_text("".join(lines[:-1]), "utf-8")

    assert {kind for kind, _ in faults_of(folder)} >= {"constraint-error", "foreign-key"}


@settings(max_examples=min(20, settings().max_examples))  # the other reader takes its time
@given(planned=PLANNED, sets=SETS, on_entry=ON_ENTRY, on_session=ON_SESSION)
def test_whatever_is_written_keeps_to_its_own_explanation(
    tmp_path_factory: pytest.TempPathFactory,
    planned: PlannedEntry,
    sets: list[SetDone],
    on_entry: EntryAnswers,
    on_session: SessionAnswers,
) -> None:
    """Types, bounds and keys of every cell, looked at by a reader that isn't ours."""
    folder = tmp_path_factory.mktemp("any") / "package"
    with Diary.in_memory() as diary:
        session_id = diary.begin_session(NINE, "1.0.0")
        entry_id = diary.begin_entry(session_id, planned, NINE)
        for done in sets:
            diary.add_set(entry_id, done)
        diary.answer_entry(entry_id, on_entry, NINE)
        diary.answer_session(session_id, on_session, NINE)
        export_package(diary, folder)
        rows = spreadsheet(diary)

    names_empty = {name for name in ("exercise_id", "exercise_title") if not rows[0][name]}
    expected = {"constraint-error"} if names_empty else set()
    assert {kind for kind, _ in faults_of(folder)} == expected


def test_the_two_tables_joined_are_the_spreadsheet(demo: Diary, tmp_path: Path) -> None:
    export_package(demo, tmp_path / "package")

    sessions = {row["session_id"]: row for row in table(tmp_path / "package" / "sessions.csv")}
    exercises = table(tmp_path / "package" / "exercises.csv")

    names = [column.name for column in COLUMNS]
    joined = [sessions[row["session_id"]] | row for row in exercises]
    assert [{name: row[name] for name in names} for row in joined] == spreadsheet(demo)
    assert len(sessions) == len({row["session_id"] for row in exercises})


def test_pandas_joins_them_by_the_key(demo: Diary, tmp_path: Path) -> None:
    export_package(demo, tmp_path / "package")

    sessions = pandas.read_csv(tmp_path / "package" / "sessions.csv")
    exercises = pandas.read_csv(tmp_path / "package" / "exercises.csv")

    joined = exercises.merge(sessions, on="session_id", validate="many_to_one")
    assert len(joined) == demo.count_entries()
    assert set(joined.columns) == {column.name for column in COLUMNS}


def test_each_field_is_explained_from_the_one_table_of_columns(
    demo: Diary, tmp_path: Path
) -> None:
    export_package(demo, tmp_path / "package")
    package = Package(str(tmp_path / "package" / "datapackage.json"))

    kinds = {"string": {Kind.TEXT, Kind.WORD}, "integer": {Kind.INTEGER}}
    columns = {column.name: column for column in COLUMNS}
    for one in TABLES:
        schema = package.get_resource(one.name).schema
        assert schema.primary_key == [one.key]
        assert schema.missing_values == [""]
        for field in schema.fields:
            column = columns[field.name]
            assert field.description == column.meaning
            assert column.kind in kinds.get(field.type, {Kind.INSTANT})
    (key,) = package.get_resource("exercises").schema.foreign_keys
    assert key["reference"] == {"resource": "sessions", "fields": ["session_id"]}


def test_days_are_local_and_both_included(diary: Diary, tmp_path: Path) -> None:
    for day in range(4):
        write_session(diary, NINE + timedelta(days=day), stance(Side.LEFT), stance(Side.RIGHT))

    rows = export_package(diary, tmp_path / "some", date(2026, 3, 3), date(2026, 3, 4))

    days = [row["session_started_at"][:10] for row in table(tmp_path / "some" / "sessions.csv")]
    assert (rows, days) == (4, ["2026-03-03", "2026-03-04"])


def test_an_empty_range_makes_no_folder(diary: Diary, tmp_path: Path) -> None:
    write_session(diary)

    assert export_package(diary, tmp_path / "package", since=date(2026, 3, 3)) == 0

    assert list(tmp_path.iterdir()) == []


def test_an_earlier_package_is_replaced(diary: Diary, tmp_path: Path) -> None:
    write_session(diary)
    export_package(diary, tmp_path / "package")
    write_session(diary, NINE + timedelta(days=1), outcome=Outcome.STOPPED)

    export_package(diary, tmp_path / "package")

    assert [file.name for file in tmp_path.iterdir()] == ["package"]
    assert len(table(tmp_path / "package" / "exercises.csv")) == 2


@pytest.mark.parametrize("what", ["empty", "stranger", "more", "file", "nonsense"])
def test_a_folder_that_is_not_a_package_of_ours_alone_stays_as_it_was(
    diary: Diary, tmp_path: Path, what: str
) -> None:
    write_session(diary)
    to = tmp_path / "there"
    if what == "file":
        to.write_text("mine")
    elif what == "more":
        export_package(diary, to)
        (to / "my-notes.txt").write_text("mine")
    else:
        to.mkdir()
        if what != "empty":
            words = '{"name": "somebody-elses"}' if what == "stranger" else "[]"
            (to / "datapackage.json").write_text(words)
    before = to.read_bytes() if to.is_file() else files_in(to)

    with pytest.raises(ExportError, match="is there already"):
        export_package(diary, to)

    assert before == (to.read_bytes() if to.is_file() else files_in(to))
    assert [file.name for file in tmp_path.iterdir()] == ["there"]


def test_on_a_full_disk_the_earlier_package_stays_whole(diary: Diary, tmp_path: Path) -> None:
    write_session(diary)
    export_package(diary, tmp_path / "package")
    before = files_in(tmp_path / "package")
    for day in range(1, 30):
        write_session(diary, NINE + timedelta(days=day))

    with file_size_limit(2_000), pytest.raises(ExportError, match="disk is full"):
        export_package(diary, tmp_path / "package")

    assert files_in(tmp_path / "package") == before
    assert [file.name for file in tmp_path.iterdir()] == ["package"]


def test_a_package_that_is_broken_off_leaves_nothing(diary: Diary, tmp_path: Path) -> None:
    write_session(diary)
    told: list[tuple[int, int]] = []

    def break_off(done: int, total: int) -> None:
        told.append((done, total))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export_package(diary, tmp_path / "package", on_progress=break_off)

    assert told == [(1, 1)]
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_above_is_told(diary: Diary, tmp_path: Path) -> None:
    write_session(diary)

    with pytest.raises(ExportError, match="There is no folder"):
        export_package(diary, tmp_path / "gone" / "package")


def test_until_the_end_nothing_stands_in_the_folders_place(tmp_path: Path) -> None:
    target = tmp_path / "package"

    with whole_folder(target) as folder:
        (folder / "half").write_text("half")
        assert not target.exists()

    assert files_in(target) == {"half": b"half"}


@pytest.mark.parametrize("was_there", [True, False])
def test_the_name_of_a_new_folder_lasts_before_the_old_one_goes(
    tmp_path: Path, was_there: bool
) -> None:
    target = tmp_path / "package"
    if was_there:
        target.mkdir()

    with taking(Steps(tmp_path)) as steps, whole_folder(target) as folder:
        (folder / "new").write_text("new")

    after = steps.taken[steps.taken.index(("open", folder / "new")) + 1 :]
    renamed = [event for event, _ in after].count("os.rename")
    assert renamed == (2 if was_there else 1)
    assert after[renamed] == ("open", tmp_path)


@pytest.mark.parametrize("was_there", [True, False])
def test_a_folder_that_cannot_take_its_place_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, was_there: bool
) -> None:
    target = tmp_path / "package"
    if was_there:
        target.mkdir()
        (target / "old").write_text("old")
    rename = Path.rename

    def refuse_new(self: Path, to: Path) -> Path:
        if self.name.endswith(".unfinished"):
            raise PermissionError
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", refuse_new)
    with pytest.raises(PermissionError), whole_folder(target) as folder:
        (folder / "new").write_text("new")

    assert [file.name for file in tmp_path.iterdir()] == (["package"] if was_there else [])
    if was_there:
        assert files_in(target) == {"old": b"old"}


def test_only_a_folder_with_our_document_and_both_tables_is_a_package(
    diary: Diary, tmp_path: Path
) -> None:
    write_session(diary)
    export_package(diary, tmp_path / "package")

    assert is_package(tmp_path / "package")
    assert not is_package(tmp_path)
    assert not is_package(tmp_path / "package" / "sessions.csv")
    (tmp_path / "package" / "Thumbs.db").touch()
    assert is_package(tmp_path / "package"), "desktops leave files of their own"
    (tmp_path / "package" / "sessions.csv").unlink()
    assert not is_package(tmp_path / "package")


@pytest.mark.parametrize("document", [b"", b"\xff", b"[]", b"{", b"[" * 100_000])
def test_a_document_that_is_none_makes_no_package(tmp_path: Path, document: bytes) -> None:
    (tmp_path / "datapackage.json").write_bytes(document)

    assert not is_package(tmp_path)
