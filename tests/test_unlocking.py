"""The verbs of the command line with a diary under a passphrase."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from backrehab.cli import main
from backrehab.storage import keys
from backrehab.storage.diary import Diary
from backrehab.storage.passphrase import put_under
from tests.storage.played import NINE, files_in, write_session

WORDS = "four plain words here"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "person"
    with Diary.open(folder / "diary.sqlite") as diary:
        for day in range(2):
            write_session(diary, NINE + timedelta(days=day))
    put_under(folder / "diary.sqlite", WORDS)
    return folder


@pytest.fixture
def told(tmp_path: Path) -> Path:
    told = tmp_path / "told.txt"
    told.write_text(f"{WORDS}\r\nanother line\n")
    return told


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    def run(*arguments: str | Path) -> tuple[int, str, str]:
        keys.forget_all()
        status = main(["--data-dir", str(folder), *map(str, arguments)])
        said = capsys.readouterr()
        return status, said.out, said.err

    yield run
    keys.forget_all()


def test_each_verb_opens_it_with_the_passphrase_from_a_file(
    run: Run, folder: Path, told: Path, tmp_path: Path
) -> None:
    csv, copy = tmp_path / "out.csv", tmp_path / "copy.sqlite"
    for words in (
        ("export", "--to", csv),
        ("report", "--to", tmp_path / "report.txt"),
        ("import", csv),
        ("backup", "--to", copy),
        ("restore", "--look", copy),
        ("restore", copy),
    ):
        status, _, err = run(*words, "--passphrase-file", told)
        assert (status, err) == (0, ""), words
    assert csv.read_text(encoding="utf-8-sig").count("bridging") == 2
    assert run("export", "--to", csv)[0] == 1, "what was put back is under it as before"


def test_it_can_be_piped_in(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for piped in (f"{WORDS}\n", f"\ufeff{WORDS}\r\n"):
        stdin = io.TextIOWrapper(io.BytesIO(piped.encode()), encoding="latin-1")
        monkeypatch.setattr(sys, "stdin", stdin)
        assert run("export", "--to", tmp_path / "out.csv", "--passphrase-file", "-")[0] == 0


@pytest.mark.parametrize(
    ("stdin", "told"),
    [
        pytest.param(None, "Nothing is piped in", id="closed"),
        pytest.param(b"gr\xfc\xdfe\n", "it is not UTF-8 text", id="another alphabet"),
    ],
)
def test_what_is_piped_in_and_is_none_is_said(
    stdin: bytes | None, told: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    piped = None if stdin is None else io.TextIOWrapper(io.BytesIO(stdin))
    monkeypatch.setattr(sys, "stdin", piped)

    status, _, err = run("export", "--to", tmp_path / "out.csv", "--passphrase-file", "-")

    assert status == 1
    assert told in err
    assert err.count("\n") == 1


def test_without_it_nothing_is_written_and_the_way_is_said(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    before = files_in(folder)
    status, out, err = run("export", "--to", tmp_path / "out.csv")
    assert (status, out) == (1, "")
    assert "is under a passphrase" in err
    assert "--passphrase-file" in err
    assert not (tmp_path / "out.csv").exists()
    assert files_in(folder) == before


def test_a_copy_can_take_the_place_of_noise_and_the_option_for_it_is_named(
    run: Run, tmp_path: Path, told: Path
) -> None:
    """A diary that was never under a passphrase can look as if it were."""
    diary, copy = tmp_path / "spoilt" / "diary.sqlite", tmp_path / "good.sqlite"
    with Diary.open(copy) as good:
        write_session(good, NINE)
    diary.parent.mkdir()
    diary.write_bytes(os.urandom(40_960))
    restore = ("--data-dir", diary.parent, "restore", copy)

    for how in ((), ("--passphrase-file", told)):
        status, out, err = run(*restore, *how)
        assert (status, out) == (1, "")
        assert "use --lost-passphrase: the copy then takes the diary's place" in err
        assert err.count("\n") == 1
        other = run("--data-dir", diary.parent, "export", "--to", tmp_path / "out.csv", *how)
        assert "--lost-passphrase" not in other[2]
    assert run(*restore, "--lost-passphrase")[0] == 0
    with Diary.open(diary) as now:
        assert now.count_sessions() == 1


def test_a_copy_that_stays_closed_names_no_option_that_would_not_help(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.sqlite"
    copy.write_bytes((folder / "diary.sqlite").read_bytes())

    status, _, err = run("--data-dir", tmp_path / "new", "restore", copy)

    assert status == 1
    assert f"{copy} is under a passphrase" in err
    assert "--lost-passphrase" not in err


def test_a_wrong_one_is_said(run: Run, told: Path, tmp_path: Path) -> None:
    told.write_text("something else\n")
    status, _, err = run("backup", "--to", tmp_path / "copy.sqlite", "--passphrase-file", told)
    assert status == 1
    assert "that is not its passphrase" in err
    assert not (tmp_path / "copy.sqlite").exists()


@pytest.mark.parametrize(
    ("make", "why"),
    [
        pytest.param(lambda _: None, "there is no such file", id="missing"),
        pytest.param(Path.mkdir, "it is a folder", id="a folder"),
        pytest.param(
            lambda path: path.symlink_to(path), "links lead in a circle there", id="a circle"
        ),
        pytest.param(
            lambda path: path.write_bytes(b"\xff\xfe\x00"), "it is not UTF-8 text", id="no text"
        ),
    ],
)
def test_a_file_without_one_is_said_and_why_in_our_words(
    run: Run, tmp_path: Path, told: Path, make: Callable[[Path], object], why: str
) -> None:
    told.unlink()
    make(told)
    status, _, err = run("export", "--to", tmp_path / "out.csv", "--passphrase-file", told)
    assert status == 1
    assert err.startswith(f"No passphrase could be read from {told}: ")
    assert err.endswith(f"{why}.\n")


def test_a_diary_without_one_is_never_asked_about(told: Path, tmp_path: Path) -> None:
    with Diary.open(tmp_path / "plain" / "diary.sqlite") as diary:
        write_session(diary, NINE)
    own = ["--data-dir", str(tmp_path / "plain"), "export", "--to", str(tmp_path / "out.csv")]
    assert main(own) == 0
    assert main([*own, "--passphrase-file", str(told)]) == 0


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="terminals are others here")
def test_at_a_terminal_it_is_asked_for_and_not_shown(folder: Path, tmp_path: Path) -> None:
    """The second try is the right one."""
    ours, theirs = os.openpty()
    to = tmp_path / "out.csv"
    command = [sys.executable, "-m", "backrehab", "--data-dir", str(folder), "export", "--to"]
    with subprocess.Popen(
        [*command, str(to)], stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    ) as verb:
        os.close(theirs)
        seen = b""
        for typed in ("no idea at all", WORDS):
            asked = seen.count(b"Passphrase of ")
            while seen.count(b"Passphrase of ") == asked:
                seen += os.read(ours, 1000)
            os.write(ours, f"{typed}\n".encode())
        while b"Wrote 2 rows" not in seen:
            seen += os.read(ours, 1000)
    os.close(ours)
    assert verb.returncode == 0
    assert b"That is not it." in seen
    assert WORDS.encode() not in seen
    assert to.exists()
