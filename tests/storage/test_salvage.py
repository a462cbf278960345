"""What a damaged diary still holds, in a new one: as it was, checked, and counted truly."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from backrehab.core.diary import DiarySession
from backrehab.core.errors import DiaryError
from backrehab.storage.diary import Diary
from backrehab.storage.examine import DiaryState, examine
from backrehab.storage.row_shapes import shapes
from backrehab.storage.salvage import Counts, count_readable, salvage
from backrehab.storage.schema import SCHEMA
from tests.storage.hostile import can_mount, fill_up, small_disk
from tests.storage.played import NINE
from tests.storage.spoilt import (
    drop_rules,
    overwrite,
    write_cut_off,
    write_diary,
    write_full_session,
)
from tests.storage.test_restore import everything
from tools.damage_diaries import KINDS, damage_again_and_again, in_memory, report

LATER = NINE + timedelta(days=300)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_diary(tmp_path / "person" / "diary.sqlite", 30)


def change(file: Path, statement: str, *values: object) -> None:
    """Changes a diary behind its back, against its own rules."""
    with closing(sqlite3.connect(file)) as database:
        drop_rules(database.execute)
        database.execute(statement, values)
        database.commit()


def sessions_of(file: Path) -> list[DiarySession]:
    with Diary.open(file) as diary:
        return diary.sessions()


def test_whatever_is_damaged_there_is_a_way_forward() -> None:
    """Some copies of each kind; `python -m tools.damage_diaries 2000` does more of the same."""
    with tempfile.TemporaryDirectory(dir=in_memory()) as folder:
        tallies = damage_again_and_again(3 * len(KINDS), 5, Path(folder))

    assert [tally.copies for tally in tallies.values()] == [3] * len(KINDS)
    lines = report(tallies)
    assert all(line.startswith(kind) for kind, line in zip(KINDS, lines[2:], strict=False))


def test_an_undamaged_diary_comes_out_as_it_went_in(file: Path, tmp_path: Path) -> None:
    before = sessions_of(file)
    with Diary.open(file) as diary:
        diary.person_code = "AB-7"

    done = salvage(file, LATER)

    assert done.found == done.saved == Counts(30, 90, 120)
    assert str(done.saved) == "30 sessions, 90 entries, 120 sets"
    assert (done.put_together, done.from_copy) == (0, 0)
    assert sessions_of(file) == [replace(session, person_code="AB-7") for session in before]
    assert list(file.parent.glob("*.new*")) == []


def test_a_diary_of_the_first_version_is_saved_into_the_present_one(tmp_path: Path) -> None:
    file = tmp_path / "diary.sqlite"
    shutil.copy(Path(__file__).with_name("data") / "diary_v1.sqlite", file)
    with closing(sqlite3.connect(file)) as database:
        (rows,) = database.execute("SELECT count(*) FROM entry").fetchone()

    done = salvage(file, LATER)

    assert done.saved.entries == rows > 0
    assert done.contents.version == SCHEMA.version


def test_what_a_row_may_not_hold_is_left_out_and_the_row_stays(file: Path) -> None:
    change(file, "UPDATE session SET pain_before_0_10 = 99, note = 'a' || char(7) WHERE id = 3")
    change(file, "UPDATE entry SET effort_0_10 = -1, side = 'up' WHERE session = 3")
    change(file, "UPDATE entry SET reps_target = ? WHERE session = 4", 1 << 60)

    done = salvage(file, LATER)

    assert done.saved == Counts(30, 90, 120)
    with Diary.open(file) as diary:
        third = diary.sessions()[-3]
        assert (third.pain_before_0_10, third.note) == (None, "a\ufffd")
        assert {(entry.effort_0_10, entry.side) for entry in third.entries} == {(None, None)}
        assert {entry.reps_target for entry in diary.sessions()[-4].entries} == {None}


def test_a_session_whose_row_is_lost_is_put_together_from_its_entries(file: Path) -> None:
    change(file, "DELETE FROM session WHERE id = 5")

    done = salvage(file, LATER)

    assert (done.put_together, done.saved) == (1, Counts(29, 90, 120))
    with Diary.open(file) as diary:
        again = diary.sessions()[-5]
        assert again.started_at == NINE + timedelta(days=4)
        assert again.outcome == "stopped"
        assert len(again.entries) == 3


def test_a_session_without_a_date_gets_that_of_its_entries(file: Path) -> None:
    whole = file.read_bytes()
    day = (NINE + timedelta(days=6)).isoformat(timespec="seconds").encode()
    at = whole.index(day)
    file.write_bytes(whole[:at] + b"x" + whole[at + 1 :])

    salvage(file, LATER)

    with Diary.open(file) as diary:
        assert diary.count_sessions((NINE + timedelta(days=6)).date()) == 24


def test_noise_that_looks_like_a_row_is_none(file: Path) -> None:
    """By chance, pure noise can hold the beginning of a row of which no cell is left."""
    random = Random("7 1480 nothing but noise")
    file.write_bytes(random.randbytes(random.randrange(1, 60_000)))

    salvaged = salvage(file, LATER)

    assert salvaged.saved == Counts(0, 0, 0)
    assert sessions_of(file) == []


def test_nothing_is_said_to_be_readable_in_mere_noise(tmp_path: Path) -> None:
    """In one of forty such files some bytes look like a row; none of them tells when it was."""
    file = tmp_path / "diary.sqlite"
    for number in range(300):
        file.write_bytes(Random(number).randbytes(60_000))
        found = count_readable(file)
        assert (found.sessions, found.entries) == (0, 0), number


def test_a_row_with_a_number_no_row_was_given_is_damage_and_stands_in_no_way(file: Path) -> None:
    """With one of -1, which is what a new row has to a trigger, none could ever be added."""
    first = min(sessions_of(file), key=lambda session: session.started_at)
    change(file, "UPDATE session SET id = -1 WHERE session_id = ?", first.session_id)
    change(file, "UPDATE entry SET session = -1 WHERE session = 1")
    assert examine(file).state is DiaryState.DAMAGED

    salvage(file, LATER)

    with Diary.open(file) as diary:
        assert diary.session(first.session_id) is not None
        diary.begin_session(LATER, "1.0.0")
        assert diary.count_sessions() == 31


def test_sets_of_no_entry_are_counted_as_not_saved(file: Path) -> None:
    change(file, "DELETE FROM entry WHERE session = 7")

    done = salvage(file, LATER)

    assert done.found.sets - done.saved.sets == 4


def test_an_ending_that_is_half_lost_is_made_whole(file: Path) -> None:
    change(file, "UPDATE session SET ended_at = 'x' WHERE id = 2")
    change(file, "UPDATE entry SET outcome = NULL WHERE session = 2")

    salvage(file, LATER)

    with Diary.open(file) as diary:
        second = diary.sessions()[-2]
        assert second.ended_at == second.started_at
        assert {entry.outcome for entry in second.entries} == {"stopped"}


def test_what_was_cut_short_is_taken_back_before(tmp_path: Path) -> None:
    file, kept = tmp_path / "diary.sqlite", tmp_path / "kept"
    kept.mkdir()
    write_diary(file, 30)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("PRAGMA cache_size = 1")
        other.execute("BEGIN")
        other.execute("UPDATE session SET note = hex(zeroblob(1000))")
        for end in ("", "-journal"):
            shutil.copy(f"{file}{end}", kept)
        other.execute("ROLLBACK")

    salvage(kept / file.name, LATER)

    with Diary.open(kept / file.name) as diary:
        assert all("00000" not in session.note for session in diary.sessions())


def test_a_disk_that_gives_only_parts_back_gives_what_it_can(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As with a bad sector: reading the file as a whole is a fault of the disk."""
    whole = Path.read_bytes

    def read(path: Path) -> bytes:
        if path == file:
            raise OSError(5, "Input/output error")
        return whole(path)

    monkeypatch.setattr(Path, "read_bytes", read)

    assert count_readable(file) == Counts(30, 90, 120)


def test_a_diary_that_is_only_in_its_log_is_saved_from_there(tmp_path: Path) -> None:
    """A first day's diary, never folded into the file, whose file was emptied."""
    live = tmp_path / "live.sqlite"
    file = tmp_path / "diary.sqlite"
    with Diary.open(live) as diary:
        for number in range(4):
            write_full_session(diary, NINE + timedelta(days=number), number)
        shutil.copy(f"{live}-wal", f"{file}-wal")
    file.touch()

    with pytest.raises(DiaryError, match="gone, or nothing is left in it"):
        Diary.open(file)
    salvaged = salvage(file, LATER)

    assert salvaged.saved.sessions == 4
    assert len(sessions_of(file)) == 4


def test_counting_changes_nothing(tmp_path: Path) -> None:
    file = write_cut_off(tmp_path / "diary.sqlite", 20, 3)
    overwrite(file, 4_096)
    before = everything(tmp_path)

    assert count_readable(file).sessions > 0

    assert everything(tmp_path) == before


@pytest.mark.skipif(not can_mount(), reason="this user can't mount a disk")
def test_without_room_for_the_new_one_nothing_changes(tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    with small_disk(folder, 6_000):
        file = write_diary(folder / "diary.sqlite", 30)
        overwrite(file, 4_096)
        ballast = fill_up(folder)
        ballast.write_bytes(bytes(ballast.stat().st_size - 150_000))
        before = everything(folder)

        with pytest.raises(DiaryError, match=r"too little room|disk is full"):
            salvage(file, LATER)

        assert everything(folder) == before


def test_each_table_of_the_schema_has_a_shape_of_its_own() -> None:
    """Else rows of one could be taken for rows of the other."""
    made = shapes(SCHEMA, ("person", "session", "entry", "timed_set"))

    assert len({(len(shape.columns), shape.has_rowid) for shape in made}) == 4
    session = made[1]
    assert session.fewest == 14
    assert len(session.columns) > session.fewest
