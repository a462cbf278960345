"""The verbs that take the diary out, or rows back in, as a person types them."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from backrehab.cli import main
from backrehab.core.diary import SessionAnswers
from backrehab.storage.diary import Diary
from backrehab.storage.people import add_person
from backrehab.ways_out import progress
from tests.documents.papers import pdf_words
from tests.storage.played import NINE, write_session
from tests.storage.test_data_package import faults_of

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str | Path, person: str = "person") -> tuple[int, str, str]:
        try:
            status = main(["--data-dir", str(tmp_path / person), *map(str, arguments)])
        except SystemExit as leaving:
            status = int(leaving.code or 0)
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


@pytest.fixture
def three_days(tmp_path: Path) -> Path:
    """A person's folder with a session on each of three days."""
    folder = tmp_path / "person"
    with Diary.open(folder / "diary.sqlite") as diary:
        for day in range(3):
            session_id = write_session(diary, NINE + timedelta(days=day))
            answers = SessionAnswers(pain_before_0_10=day + 4, note='=1+1, "so"')
            diary.answer_session(session_id, answers, NINE)
    return folder


@pytest.mark.usefixtures("three_days")
def test_a_data_package_is_written_that_another_program_takes(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "package"

    status, out, err = run("export", "--to", target, "--format", "datapackage")

    assert (status, out, err) == (0, f"Wrote 3 rows to {target}\n", "")
    assert faults_of(target) == []


@pytest.mark.usefixtures("three_days")
def test_a_data_package_keeps_to_its_days_and_its_folder(run: Run, tmp_path: Path) -> None:
    package = ("--format", "datapackage", "--to", tmp_path / "package")

    empty = run("export", *package, "--since", "2026-04-01")
    assert empty[0] == 1
    assert not (tmp_path / "package").exists()

    status, out, _ = run("export", *package, "--since", "2026-03-03", "--until", "2026-03-04")
    assert (status, out) == (0, f"Wrote 2 rows to {tmp_path / 'package'}\n")

    (tmp_path / "package" / "mine.txt").touch()
    status, _, err = run("export", *package)
    assert status == 1
    assert err.startswith(f"{tmp_path / 'package'} is there already")


@pytest.mark.usefixtures("three_days")
def test_a_data_package_cannot_go_to_the_screen(run: Run) -> None:
    status, out, err = run("export", "--to", "-", "--format", "datapackage")

    assert (status, out) == (1, "")
    assert err == "A data package is a folder, so it can't go to the screen.\n"


@pytest.mark.usefixtures("three_days")
def test_a_report_is_written_as_text_and_as_pdf(qtbot: QtBot, run: Run, tmp_path: Path) -> None:
    for name in ("report.txt", "report.pdf"):
        status, out, err = run("report", "--to", tmp_path / name, "--since", "2026-03-03")
        assert (status, err) == (0, "")
        assert out == f"Wrote the report of 2 rows to {tmp_path / name}\n"

    text = (tmp_path / "report.txt").read_text("utf-8")
    paper = " ".join(pdf_words(tmp_path / "report.pdf"))
    for line in ("Days with rounds: 2 of 2", "Sessions: 2 (2 completed)"):
        assert line in text
        assert line in paper
    assert "3 Mar 2026, 09:00: before 5\n" in text


@pytest.mark.parametrize(
    "options",
    [["--since", "2026-04-01"], ["--since", "2026-03-04", "--until", "2026-03-02"]],
    ids=["no day", "the wrong way round"],
)
@pytest.mark.usefixtures("three_days")
def test_a_report_of_no_days_writes_nothing(run: Run, tmp_path: Path, options: list[str]) -> None:
    status, out, err = run("report", "--to", tmp_path / "report.txt", *options)

    assert (status, out) == (1, "")
    assert len(err.splitlines()) == 1
    assert not (tmp_path / "report.txt").exists()


OWN_PLACES = [
    "backups/diary-2026-11-28.sqlite",
    "backups/new.txt",
    "backups",
    "BACKUPS/new.txt",
    "set-aside/old.txt",
    "people/2/diary.sqlite",
    "people/2/diary.sqlite-wal",
    "people/2/diary.sqlite-shm",
    "people/2/diary.sqlite-journal",
    "people/2/backups/sub/new.txt",
    "people/3/backups/diary-2026-11-28.sqlite",
    "link.txt",
]


@pytest.mark.parametrize(
    ("verb", "place"),
    [
        *((("export",), place) for place in OWN_PLACES),
        *((("export", "--format", "datapackage"), place) for place in OWN_PLACES),
        *((("report",), place) for place in OWN_PLACES if place.endswith(".txt")),
    ],
    ids=lambda words: words if isinstance(words, str) else words[-1],
)
def test_nothing_goes_where_diaries_and_copies_are_kept(
    run: Run, tmp_path: Path, three_days: Path, verb: tuple[str, ...], place: str
) -> None:
    """Whoever's they are; the diary of the third person was lost, and only its copies are left."""
    add_person(three_days, "", "Anna", "Ben")
    add_person(three_days, "", "Anna", "Cleo")
    with Diary.open(three_days / "people" / "2" / "diary.sqlite") as diary:
        write_session(diary, NINE)
    for folder in ("", "people/2", "people/3"):
        copies = three_days / folder / "backups"
        copies.mkdir()
        (copies / "diary-2026-11-28.sqlite").write_bytes(b"a copy")
    (three_days / "link.txt").symlink_to(three_days / "people" / "2" / "diary.sqlite")
    before = kept_in(three_days)

    status, out, err = run(*verb, "--to", three_days / place, "--person", "Anna")

    assert (status, out) == (1, "")
    assert err.startswith(f"{three_days / place} is a place where BackRehab keeps a diary")
    assert err.count("\n") == 1
    assert kept_in(three_days) == before


def kept_in(folder: Path) -> dict[Path, bytes]:
    """Every file below; what SQLite makes anew beside a diary is left out."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path: path.read_bytes() for path in files if not path.name.endswith(("-shm", "-wal"))}


@pytest.mark.usefixtures("three_days")
def test_a_folder_of_ones_own_may_be_called_backups(run: Run, tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()

    assert run("export", "--to", tmp_path / "backups" / "diary.csv")[0] == 0


def test_a_report_without_a_diary_makes_none(run: Run, tmp_path: Path) -> None:
    status, _, err = run("report", "--to", tmp_path / "report.txt")

    assert status == 1
    assert err.startswith("There is no diary in")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["diary.csv", "package"])
@pytest.mark.usefixtures("three_days")
def test_what_was_exported_is_taken_in_by_another_person(
    run: Run, tmp_path: Path, name: str
) -> None:
    source = tmp_path / name
    kind = "csv" if name.endswith(".csv") else "datapackage"
    run("export", "--to", source, "--format", kind)

    first = run("import", source, person="other")
    again = run("import", source, person="other")
    run("export", "--to", tmp_path / "again.csv", person="other")
    run("export", "--to", tmp_path / "was.csv")

    assert first == (0, "3 rows taken in, 0 there already, 0 refused.\n", "")
    assert again == (0, "0 rows taken in, 3 there already, 0 refused.\n", "")
    assert (tmp_path / "again.csv").read_bytes() == (tmp_path / "was.csv").read_bytes()


@pytest.mark.usefixtures("three_days")
def test_a_refused_row_is_named_and_the_others_are_taken(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "diary.csv"
    run("export", "--to", source)
    source.write_bytes(source.read_bytes().replace(b",completed,,2,", b",finished,,2,", 1))

    checked = run("import", source, "--check", person="other")
    no_diary = not (tmp_path / "other").exists()
    status, out, err = run("import", source, person="other")

    problem = (
        "diary.csv, line 2, outcome: found 'finished', "
        "expected completed or stopped or skipped, or nothing"
    )
    assert (status, err) == (1, "1 row refused; what is wrong stands above.\n")
    assert out.splitlines() == [problem, "2 rows taken in, 0 there already, 1 refused."]
    assert checked[:2] == (
        1,
        f"{problem}\n2 rows could be taken in, 0 there already, 1 refused.\n",
    )
    assert no_diary


@pytest.mark.parametrize("verb", ["export", "import"])
@pytest.mark.usefixtures("three_days")
def test_long_work_that_is_broken_off_leaves_all_as_it_was(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    """As with Ctrl+C in the middle."""

    def interrupted(done: int, total: int) -> None:
        raise KeyboardInterrupt

    source = tmp_path / "diary.csv"
    run("export", "--to", source)
    monkeypatch.setattr("backrehab.ways_out.progress", lambda _: interrupted)

    if verb == "export":
        status, out, err = run("export", "--to", tmp_path / "new.csv")
    else:
        status, out, err = run("import", source, person="other")

    assert (status, out, err) == (1, "", "Broken off before the end.\n")
    assert not (tmp_path / "new.csv").exists()
    if verb == "import":
        with Diary.open(tmp_path / "other" / "diary.sqlite") as diary:
            assert diary.count_sessions() == 0


def test_a_file_that_is_no_diary_is_told_in_plain_words(run: Run, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("milk,bread\n")

    status, out, err = run("import", tmp_path / "list.csv")

    assert (status, out) == (1, "")
    assert err.startswith(f"{tmp_path / 'list.csv'} is not a diary that BackRehab wrote")
    assert err.count("\n") == 1


@pytest.mark.parametrize("verb", ["report", "import"])
def test_the_verbs_explain_themselves(run: Run, verb: str) -> None:
    status, out, _ = run(verb, "--help")

    assert status == 0
    assert "usage: backrehab" in out


@pytest.mark.parametrize(
    "arguments",
    [["report"], ["import"], ["export", "--to", "x", "--format", "xlsx"]],
    ids=["no file", "nothing to take in", "another format"],
)
def test_wrong_usage_leaves_with_two(run: Run, arguments: list[str]) -> None:
    assert run(*arguments)[0] == 2


# How far long work is.


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_long_work_says_how_far_it_is_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr("sys.stderr", screen)
    tell = progress("rows")

    for done in [*range(1_000, 50_001, 1_000), 50_000]:
        tell(done, 50_000)

    said = screen.getvalue().split("\r")[1:]
    assert said[0] == "1,000 of 50,000 rows"
    assert said[-1] == "50,000 of 50,000 rows\n"
    assert 10 < len(said) < 25


def test_short_work_and_a_pipe_hear_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for stream, total in ((Screen(), 1_000), (io.StringIO(), 50_000)):
        monkeypatch.setattr("sys.stderr", stream)
        progress("rows")(total, total)
        assert stream.getvalue() == ""


@pytest.mark.usefixtures("three_days")
def test_a_long_report_says_how_far_it_is(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To its end, though it isn't told of the last rows."""
    screen = Screen()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setattr("backrehab.ways_out._SAID_FROM", 3)
    monkeypatch.setattr("backrehab.documents.report._TOLD_EVERY", 2)

    assert run("report", "--to", tmp_path / "report.txt")[0] == 0

    assert screen.getvalue() == "\r2 of 3 rows\r3 of 3 rows\n"


# Other programs read the spreadsheet.


@pytest.mark.usefixtures("three_days")
def test_sqlite_imports_the_spreadsheet_as_it_is(run: Run, tmp_path: Path) -> None:
    """By the `sqlite3` program where there is one; the text comes with its apostrophe."""
    source = tmp_path / "diary.csv"
    run("export", "--to", source)
    command = ["sqlite3", str(tmp_path / "x.sqlite"), f".import --csv {source} diary"]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("no sqlite3 program here")

    with closing(sqlite3.connect(tmp_path / "x.sqlite")) as connection:
        rows = connection.execute("SELECT pain_before_0_10, session_note FROM diary").fetchall()
    with source.open(encoding="utf-8-sig", newline="") as text:
        expected = [(row["pain_before_0_10"], row["session_note"]) for row in csv.DictReader(text)]

    assert rows == expected == [(str(pain), '\'=1+1, "so"') for pain in (4, 5, 6)]


def test_the_report_says_the_day_it_was_made(run: Run, tmp_path: Path, three_days: Path) -> None:
    run("report", "--to", tmp_path / "report.txt")

    words = " ".join((tmp_path / "report.txt").read_text("utf-8").split())
    made = re.search(r"Made by BackRehab on (\d+ \w+ \d{4})\.", words)
    assert made is not None
    day = datetime.strptime(made[1], "%d %b %Y").replace(tzinfo=UTC)
    assert abs(datetime.now(UTC) - day) < timedelta(days=2)
