"""A diary that is open in the window stays locked for others, whatever else this process does."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from backrehab.storage.backup import keep_backup
from backrehab.storage.beside import all_of
from backrehab.storage.diary import Diary
from backrehab.storage.keys import forget_all, key_fitting, key_of, looks_encrypted, salt_of
from backrehab.storage.open_here import open_here
from backrehab.storage.passphrase import is_under_passphrase, put_copies_under, put_under
from tests.storage.played import NINE
from tests.storage.spoilt import write_diary
from tests.storage.steps import Steps, taking

_OPENS_AND_CLOSES = """
import sys
from pathlib import Path
from backrehab.storage.diary import Diary
Diary.open(Path(sys.argv[1])).close()
"""
_ASKS_WHETHER_IT_IS_OPEN = """
import sys
from pathlib import Path
from backrehab.storage.faults import DatabaseFault
from backrehab.storage.in_place import require_nobody
try:
    require_nobody(Path(sys.argv[1]))
except DatabaseFault:
    print("open")
"""


@pytest.fixture(params=["", "four words for a try"], ids=["plain", "under a passphrase"])
def file(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    file = write_diary(tmp_path / "person" / "diary.sqlite", 3)
    if request.param:
        put_under(file, request.param)
    return file


def another_process(program: str, file: Path) -> str:
    return subprocess.run(
        [sys.executable, "-c", program, file], capture_output=True, text=True, check=True
    ).stdout.strip()


def is_open_for_others(file: Path) -> bool:
    return another_process(_ASKS_WHETHER_IT_IS_OPEN, file) == "open"


def test_opening_it_once_more_and_making_copies_keep_it_locked(file: Path) -> None:
    with Diary.open(file) as window:
        window.count_sessions()
        assert is_open_for_others(file)

        with Diary.open(file, make=False) as errand:  # as a way out does in its own thread
            errand.count_sessions()
        assert keep_backup(file, NINE).made
        assert keep_backup(file, NINE + timedelta(days=1)).trouble == ""
        is_under_passphrase(file)

        assert is_open_for_others(file)
    assert not is_open_for_others(file)


def test_nothing_but_sqlite_opens_it_or_what_lies_beside_it(file: Path) -> None:
    """The locks of a log are held on the file of its index, and would be lost as easily."""
    with Diary.open(file) as window:
        window.count_sessions()
        with taking(Steps(file.parent)) as steps:
            for day in range(3):
                assert keep_backup(file, NINE + timedelta(days=day)).trouble == ""
            is_under_passphrase(file)
            put_copies_under(file)
            with Diary.open(file, make=False) as errand:
                errand.count_sessions()
    opened = {path for event, path in steps.taken if event == "open"}
    assert not opened & set(all_of(file))
    assert opened, "copies were opened, so it would have been seen"


def test_what_is_written_after_that_outlives_a_kill(tmp_path: Path) -> None:
    """The log of an open diary must not be taken away by a program that opens and closes it."""
    file = write_diary(tmp_path / "diary.sqlite", 3)
    with Diary.open(file) as window:
        window.count_sessions()
        Diary.open(file).close()

        another_process(_OPENS_AND_CLOSES, file)

        assert file.with_name(f"{file.name}-wal").exists()
        window.begin_session(NINE + timedelta(days=2), "1.0.0", session_id="the-last")
        copy = file.with_name("as a kill leaves it.sqlite")
        for end in ("", "-wal"):
            copy.with_name(copy.name + end).write_bytes(
                file.with_name(file.name + end).read_bytes()
            )
    with Diary.open(copy) as left:
        assert left.session("the-last") is not None


def test_a_file_that_is_open_is_known_without_a_look_at_it(file: Path) -> None:
    key = key_of(file)
    assert open_here(file) is None
    with Diary.open(file):
        forget_all()

        assert open_here(file) is not None
        assert key_of(file) == key_fitting(file) == key
        assert salt_of(file) == (key.salt if key else None)
        assert looks_encrypted(file) is (key is not None)
    assert open_here(file) is None


def test_what_is_not_there_or_in_memory_is_not_open(tmp_path: Path) -> None:
    with Diary.in_memory():
        assert open_here(tmp_path / "diary.sqlite") is None
        assert open_here(Path(":memory:")) is None
