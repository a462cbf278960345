"""A diary of every released version can be opened for ever: none is ever changed or taken out."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backrehab.core.diary import Outcome
from backrehab.storage.diary import Diary
from backrehab.storage.export import export_csv
from backrehab.storage.schema import SCHEMA

KEPT = Path(__file__).parent / "data"


@pytest.fixture(params=range(1, SCHEMA.version + 1))
def version(request: pytest.FixtureRequest) -> int:
    number: int = request.param
    return number


@pytest.fixture
def file(version: int, tmp_path: Path) -> Path:
    """A copy of the real diary of this version; a new version has to bring its own."""
    return Path(shutil.copy(KEPT / f"diary_v{version}.sqlite", tmp_path / "diary.sqlite"))


def test_its_spreadsheet_is_what_it_was_to_the_byte(version: int, file: Path) -> None:
    to = file.with_suffix(".csv")

    with Diary.open(file) as diary:
        export_csv(diary, to)

    assert to.read_bytes() == (KEPT / f"diary_v{version}.csv").read_bytes()


def test_it_can_be_read_and_gone_on_with(file: Path) -> None:
    now = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
    with Diary.open(file) as diary:
        assert diary.close_interrupted(now) == 1

        sessions = diary.sessions()
        diary.begin_session(now, "2.0.0")

        assert diary.count_sessions() == len(sessions) + 1 == 5
    assert [session.outcome for session in sessions] == [
        Outcome.STOPPED,
        Outcome.COMPLETED,
        Outcome.COMPLETED,
        Outcome.STOPPED,
    ]
    assert sessions[0].entries[0].reps_timed == 15


def test_the_version_in_the_file_is_the_one_in_its_name(version: int) -> None:
    header = (KEPT / f"diary_v{version}.sqlite").read_bytes()[:100]

    assert int.from_bytes(header[60:64], "big") == version
    assert int.from_bytes(header[68:72], "big") == SCHEMA.application_id
