"""Pipes, devices, links in circles, streams that take nothing: words, and nothing is replaced."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from backrehab.storage.diary import Diary
from tests.storage.hostile import give_away, without_root
from tests.storage.played import NINE, write_session

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pipes and devices of POSIX")

VERBS = [
    pytest.param(("export",), ".csv", id="export"),
    pytest.param(("export", "--format", "datapackage"), "", id="package"),
    pytest.param(("report",), ".txt", id="report"),
    pytest.param(("backup",), ".sqlite", id="backup"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "person"
    with Diary.open(folder / "diary.sqlite") as diary:
        write_session(diary, NINE)
    return folder


def run(folder: Path, *words: object, **streams: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "backrehab", "--data-dir", str(folder), *map(str, words)]
    options: dict[str, object] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams}
    return subprocess.run(command, check=False, text=True, **options)  # type: ignore[call-overload, no-any-return]


def assert_one_plain_line(done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert "Errno" not in done.stderr


@pytest.mark.parametrize(("verb", "suffix"), VERBS)
def test_a_pipe_stays_a_pipe(
    verb: tuple[str, ...], suffix: str, folder: Path, tmp_path: Path
) -> None:
    pipe = tmp_path / f"pipe{suffix}"
    os.mkfifo(pipe)

    done = run(folder, *verb, "--to", pipe)

    assert_one_plain_line(done)
    assert pipe.is_fifo()


@pytest.mark.parametrize(("verb", "suffix"), VERBS)
def test_links_in_a_circle_are_said(
    verb: tuple[str, ...], suffix: str, folder: Path, tmp_path: Path
) -> None:
    circle = tmp_path / f"circle{suffix}"
    circle.symlink_to(circle)

    assert_one_plain_line(run(folder, *verb, "--to", circle))


@pytest.mark.parametrize(("verb", "suffix"), VERBS)
def test_a_name_that_is_too_long_is_said(
    verb: tuple[str, ...], suffix: str, folder: Path, tmp_path: Path
) -> None:
    done = run(folder, *verb, "--to", tmp_path / ("x" * 300 + suffix))

    assert_one_plain_line(done)
    assert "too long" in done.stderr


def test_a_copy_that_links_lead_to_in_a_circle_is_said(folder: Path, tmp_path: Path) -> None:
    circle = tmp_path / "circle.sqlite"
    circle.symlink_to(circle)

    for words in (("restore", circle), ("restore", circle, "--look"), ("import", circle)):
        assert_one_plain_line(run(folder, *words))


AS_AN_ORDINARY_USER = """
import sys
from importlib import import_module
from pkgutil import iter_modules
import backrehab.ways_out, backrehab.unlocking
from backrehab import cli, core, documents, storage
from tests.storage.hostile import without_root

# The checkout may be closed to others, so all that will be wanted of it is loaded before.
for package in (core, documents, storage):
    for module in iter_modules(package.__path__, package.__name__ + "."):
        import_module(module.name)
resources = cli.find_resources()
cli.find_resources = lambda: resources
with without_root():
    sys.exit(cli.main(sys.argv[1:]))
"""


@pytest.fixture
def anyones_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_what_lies_in_a_folder_that_may_not_be_entered_is_said(anyones_folder: Path) -> None:
    closed = anyones_folder / "closed"
    closed.mkdir()
    with Diary.open(closed / "diary.sqlite") as diary:
        write_session(diary, NINE)
    give_away(closed, *closed.iterdir())
    closed.chmod(0o000)
    own = anyones_folder / "own"
    own.mkdir()
    give_away(own)
    copy = closed / "diary.sqlite"
    try:
        for data_dir, words in (
            (own, ("restore", copy)),
            (own, ("restore", copy, "--look")),
            (own, ("import", copy)),
            (closed, ("export", "--to", own / "out.csv")),
            (closed, ("report", "--to", own / "out.txt")),
            (closed, ("backup", "--to", own / "out.sqlite")),
        ):
            done = subprocess.run(
                [sys.executable, "-c", AS_AN_ORDINARY_USER, "--data-dir", data_dir, *words],
                check=False,
                capture_output=True,
                text=True,
            )
            assert_one_plain_line(done)
    finally:
        closed.chmod(0o700)
    with without_root():
        # An import begins a diary where there is none, whatever comes of it.
        assert {path.name for path in own.iterdir()} <= {"diary.sqlite"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_stream_that_takes_nothing_more_is_said(folder: Path, tmp_path: Path) -> None:
    for words in (
        ("export", "--to", "-"),
        ("report", "--to", tmp_path / "out.txt"),
        ("timeline", "bridging"),
    ):
        with Path("/dev/full").open("w") as full:
            done = run(folder, *words, stdout=full)
        assert_one_plain_line(done)
        assert "No space left" in done.stderr


def test_a_stream_that_is_closed_is_said(folder: Path) -> None:
    command = f'"{sys.executable}" -m backrehab --data-dir "{folder}" export --to - >&-'
    done = subprocess.run(command, shell=True, check=False, capture_output=True, text=True)

    assert_one_plain_line(done)
    assert "can't be written" in done.stderr


def test_the_files_of_a_verb_are_made_private(folder: Path, tmp_path: Path) -> None:
    own = folder / "diary.sqlite"
    own.chmod(0o644)

    assert run(folder, "export", "--to", tmp_path / "out.csv").returncode == 0

    assert own.stat().st_mode & 0o777 == 0o600


def test_a_diary_nobody_can_open_any_more_gives_way_to_a_copy(
    folder: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.sqlite"
    assert run(folder, "backup", "--to", copy).returncode == 0
    noise = os.urandom(40_960)
    (folder / "diary.sqlite").write_bytes(noise)

    assert_one_plain_line(run(folder, "restore", copy))
    done = run(folder, "restore", copy, "--lost-passphrase")

    assert (done.returncode, done.stderr) == (0, "")
    (aside,) = (folder / "set-aside").glob("*.sqlite")
    assert aside.read_bytes() == noise
    with Diary.open(folder / "diary.sqlite") as diary:
        assert diary.count_sessions() == 1


def test_a_name_the_terminal_cant_show_is_told_all_the_same(folder: Path, tmp_path: Path) -> None:
    """As on Windows, where a log has the letters of one part of the world."""
    to = tmp_path / "łódź.csv"
    by_its_letters = {**os.environ, "PYTHONIOENCODING": "cp1252"}

    done = run(folder, "export", "--to", to, env=by_its_letters, encoding="cp1252")

    assert (done.returncode, done.stderr) == (0, "")
    assert r"\u0142ód\u017a.csv" in done.stdout
    assert to.is_file()
