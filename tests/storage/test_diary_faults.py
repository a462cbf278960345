"""When the world stands in the way: plain words, nothing lost, nobody's file touched."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from backrehab.core.diary import note_fault
from backrehab.core.errors import DiaryError
from backrehab.storage import fault_words
from backrehab.storage.cells import read_note
from backrehab.storage.diary import Diary
from backrehab.storage.faults import DatabaseFault, Fault, fault_of
from backrehab.storage.schema import SCHEMA
from backrehab.storage.sqlite import require_sqlite
from tests.storage.hostile import (
    can_mount,
    file_size_limit,
    fill_up,
    give_away,
    locked,
    small_disk,
    without_root,
)
from tests.storage.played import BRIDGING, NINE, bridging_set, files_in, write_session
from tests.storage.spoilt import drop_rules

own_disk = pytest.mark.skipif(not can_mount(), reason="this user can't mount a disk")

Make = Callable[[Path], object]

OPEN_FILES = Path("/proc/self/fd")

FORBIDDEN = {
    "monitor",
    "analyse",
    "detect",
    "diagnose",
    "alarm",
    "assess",
    "calculate",
    "treatment",
    "recommend",
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "diary.sqlite"


def written(file: Path, sessions: int = 3) -> Path:
    """A diary with something in it, closed."""
    with Diary.open(file) as diary:
        for number in range(sessions):
            write_session(diary, NINE + timedelta(days=number))
    return file


def refused(file: Path, wait_ms: int = 0) -> str:
    """What the person is told when the diary can't be opened; it names the file."""
    with pytest.raises(DiaryError) as caught:
        Diary.open(file, wait_ms=wait_ms)
    assert caught.value.path == file
    assert str(file) in str(caught.value)
    return str(caught.value)


# The words.


def test_every_fault_has_words_of_its_own_that_name_the_file() -> None:
    assert set(fault_words.DIARY) == set(Fault)
    assert len(set(fault_words.DIARY.values())) == len(Fault)
    for words in fault_words.DIARY.values():
        assert words.count("{file}") == 1


@pytest.mark.parametrize("table", [fault_words.DIARY, fault_words.EXPORT, fault_words.PROGRAMME])
def test_the_words_are_plain(table: dict[Fault, str]) -> None:
    for words in table.values():
        lower = words.lower()
        assert not [word for word in FORBIDDEN if word in lower]
        assert not [word for word in ("error", "sqlite_", "errno", "exception") if word in lower]


# Files that aren't ours, or are spoilt: left as they are, to the byte.


def stranger(file: Path, journal_mode: str = "delete") -> None:
    with closing(sqlite3.connect(file)) as other:
        other.execute(f"PRAGMA journal_mode = {journal_mode}")
        other.execute("CREATE TABLE photos (name TEXT)")
        other.execute("INSERT INTO photos VALUES ('cat')")
        other.commit()


def overwritten(start: int, length: int = 2_000) -> Make:
    def spoil(file: Path) -> None:
        whole = bytearray(written(file, 60).read_bytes())
        whole[start : start + length] = bytes(200 for _ in range(length))
        file.write_bytes(whole)

    return spoil


def cut_short(file: Path) -> None:
    whole = written(file, 60).read_bytes()
    file.write_bytes(whole[: len(whole) // 2])


def marked_ours(file: Path, version: int) -> None:
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE photos (name TEXT)")
        other.execute(f"PRAGMA application_id = {SCHEMA.application_id}")
        other.execute(f"PRAGMA user_version = {version}")


def marked_ours_but_bare(file: Path) -> None:
    marked_ours(file, 1)


FOREIGN: dict[str, tuple[Make, Fault]] = {
    "a letter": (lambda file: file.write_text("Dear Anne,\n" * 40), Fault.NOT_A_DATABASE),
    "one byte": (lambda file: file.write_bytes(b"S"), Fault.NOT_A_DATABASE),
    "noise": (lambda file: file.write_bytes(os.urandom(40_000)), Fault.SEALED),
    "zeros": (lambda file: file.write_bytes(bytes(40_000)), Fault.NOT_A_DATABASE),
    "a stranger's database": (stranger, Fault.STRANGER),
    "a stranger's log": (lambda file: stranger(file, "wal"), Fault.STRANGER),
    "from a newer program": (lambda file: marked_ours(file, 99), Fault.NEWER),
    "ours by name, with no version": (lambda file: marked_ours(file, 0), Fault.DAMAGED),
    "ours by name, with other tables": (marked_ours_but_bare, Fault.DAMAGED),
    "the list of tables spoilt": (overwritten(100, 300), Fault.DAMAGED),
    "a page in the middle spoilt": (overwritten(3 * 4_096), Fault.DAMAGED),
    "the last page spoilt": (overwritten(-4_096), Fault.DAMAGED),
    "cut short": (cut_short, Fault.DAMAGED),
}


@pytest.mark.parametrize(("make", "fault"), FOREIGN.values(), ids=FOREIGN)
def test_a_file_that_cant_be_used_is_left_to_the_byte(
    file: Path, make: Make, fault: Fault
) -> None:
    make(file)
    before = file.read_bytes()

    words = refused(file)

    assert words == fault_words.DIARY[fault].format(file=file)
    assert file.read_bytes() == before


def test_a_stranger_that_was_cut_off_keeps_its_log_too(file: Path, tmp_path: Path) -> None:
    """SQLite would tidy up the log of any database it opens."""
    elsewhere = tmp_path / "theirs.sqlite"
    with closing(sqlite3.connect(elsewhere)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("CREATE TABLE photos (name TEXT)")
        other.commit()
        for end in ("", "-wal"):
            shutil.copy(f"{elsewhere}{end}", f"{file}{end}")
    before = files_in(tmp_path)

    refused(file)

    assert files_in(tmp_path) == before
    assert before["diary.sqlite-wal"]


def test_a_spoilt_diary_that_was_cut_off_keeps_its_log_too(file: Path, tmp_path: Path) -> None:
    """What is in the log may be all that can still be saved."""
    kept = tmp_path / "kept"
    kept.mkdir()
    with Diary.open(file) as diary:
        for number in range(40):
            write_session(diary, NINE + timedelta(days=number))
        diary._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        diary.person_code = "in the log only"
        for end in ("", "-wal"):
            shutil.copy(f"{file}{end}", kept)
    spoilt = kept / file.name
    whole = bytearray(spoilt.read_bytes())
    whole[3 * 4_096 : 4 * 4_096] = bytes(200 for _ in range(4_096))
    spoilt.write_bytes(whole)
    before = files_in(kept)

    assert refused(spoilt) == fault_words.DIARY[Fault.DAMAGED].format(file=spoilt)

    after = files_in(kept)
    assert {name: after[name] for name in before} == before
    assert before["diary.sqlite-wal"]


def test_a_newer_diary_that_was_cut_off_is_refused_by_its_log(file: Path, tmp_path: Path) -> None:
    """The new version's number may stand in the log only."""
    kept = tmp_path / "kept"
    kept.mkdir()
    with Diary.open(file) as diary:
        diary._database.execute("PRAGMA user_version = 99")
        for end in ("", "-wal"):
            shutil.copy(f"{file}{end}", kept)
    before = files_in(kept)

    assert refused(kept / file.name) == fault_words.DIARY[Fault.NEWER].format(
        file=kept / file.name
    )

    after = files_in(kept)
    assert {name: after[name] for name in before} == before


def test_a_newer_diary_is_refused_before_its_log_is_looked_at(file: Path, tmp_path: Path) -> None:
    """The newer program may keep its log in a way this one doesn't know."""
    kept = tmp_path / "kept"
    kept.mkdir()
    with Diary.open(file) as diary:
        diary._database.execute("PRAGMA user_version = 99")
        diary._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        diary._database.execute("UPDATE person SET person_code = 'in the log'")
        for end in ("", "-wal"):
            shutil.copy(f"{file}{end}", kept)
    before = files_in(kept)

    refused(kept / file.name)

    assert files_in(kept) == before


def test_an_empty_file_becomes_a_diary(file: Path) -> None:
    """A first start that was cut off leaves one; there is nothing in it to lose."""
    file.touch()

    with Diary.open(file) as diary:
        assert diary.count_sessions() == 0


def test_a_diary_cut_off_while_it_was_changed_is_mended(file: Path, tmp_path: Path) -> None:
    """Where a disk knows no log, a half-made change lies in the file and its undoing beside it."""
    kept = tmp_path / "kept"
    kept.mkdir()
    written(file, 40)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("PRAGMA cache_size = 1")
        other.execute("BEGIN")
        other.execute("UPDATE session SET note = hex(zeroblob(1000))")
        for end in ("", "-journal"):
            shutil.copy(f"{file}{end}", kept)
        other.execute("ROLLBACK")

    with Diary.open(kept / file.name) as diary:
        assert {session.note for session in diary.sessions()} == {""}
        assert diary.count_sessions() == 40


def test_damage_found_later_is_told_in_the_same_words(file: Path) -> None:
    written(file, 60)
    with Diary.open(file) as diary:
        whole = bytearray(file.read_bytes())
        whole[4_096:] = bytes(200 for _ in range(len(whole) - 4_096))
        file.write_bytes(whole)

        with pytest.raises(DiaryError) as caught:
            diary.sessions()

    assert str(caught.value) == fault_words.DIARY[Fault.DAMAGED].format(file=file)


def test_text_that_is_no_text_is_damage(file: Path) -> None:
    with Diary.open(file) as diary:
        write_session(diary)
        diary._database.execute("UPDATE session SET note = CAST(x'ff' AS TEXT)")

        with pytest.raises(DiaryError, match="can't be read any more"):
            diary.sessions()


# Places.


def test_a_folder_in_its_place_is_left(file: Path) -> None:
    (file / "inside").mkdir(parents=True)

    assert "There is a folder where your diary should be" in refused(file)

    assert (file / "inside").is_dir()


def test_a_pipe_in_its_place_doesnt_hold_the_program_up(file: Path) -> None:
    os.mkfifo(file)

    assert "is not a diary" in refused(file)


def test_a_file_in_the_folders_place_is_left(tmp_path: Path) -> None:
    (tmp_path / "person").write_text("shopping")

    assert "no folder for your diary" in refused(tmp_path / "person" / "diary.sqlite")
    assert "no folder for your diary" in refused(tmp_path / "person" / "x" / "diary.sqlite")

    assert (tmp_path / "person").read_text() == "shopping"


def test_a_link_to_nowhere_is_told(file: Path, tmp_path: Path) -> None:
    file.symlink_to(tmp_path / "gone" / "diary.sqlite")

    assert file.name in refused(file)


def test_a_folder_that_vanishes_is_told_before_anything_is_lost(tmp_path: Path) -> None:
    """SQLite goes on writing into a file nobody will ever find again, and says nothing."""
    folder = tmp_path / "stick"
    with Diary.open(folder / "diary.sqlite") as diary:
        session_id = diary.begin_session(NINE, "1")
        entry_id = diary.begin_entry(session_id, BRIDGING, NINE)
        folder.rename(tmp_path / "unplugged")

        with pytest.raises(DiaryError, match="no longer at"):
            diary.add_set(entry_id, bridging_set(ended_at=NINE))

        (tmp_path / "unplugged").rename(folder)
        diary.add_set(entry_id, bridging_set(ended_at=NINE))
        assert diary.sessions()[0].entries[0].reps_timed == 15


def test_another_file_in_the_diarys_place_is_told(file: Path, tmp_path: Path) -> None:
    with Diary.open(file) as diary:
        file.rename(tmp_path / "moved.sqlite")
        file.write_text("put back by a sync program")

        with pytest.raises(DiaryError, match="no longer at"):
            diary.begin_session(NINE, "1")

    assert file.read_text() == "put back by a sync program"


# Rights.


def test_a_read_only_diary_is_told_at_once(anyones_folder: Path) -> None:
    file = written(anyones_folder / "diary.sqlite")
    give_away(anyones_folder, file)
    file.chmod(0o444)
    before = files_in(anyones_folder)

    with without_root():
        words = refused(file)

    assert "is not allowed to write to your diary" in words
    assert files_in(anyones_folder) == before


def test_a_read_only_folder_is_told_at_once(anyones_folder: Path) -> None:
    file = written(anyones_folder / "diary.sqlite")
    give_away(anyones_folder, file)
    anyones_folder.chmod(0o555)
    before = files_in(anyones_folder)

    with without_root():
        words = refused(file)

    assert "is not allowed to write to your diary" in words
    assert files_in(anyones_folder) == before


def test_a_new_diary_in_a_read_only_folder_is_told_at_once(anyones_folder: Path) -> None:
    give_away(anyones_folder)
    anyones_folder.chmod(0o555)

    with without_root():
        for file in (anyones_folder / "diary.sqlite", anyones_folder / "new" / "diary.sqlite"):
            assert "is not allowed to write to your diary" in refused(file)

    assert list(anyones_folder.iterdir()) == []


def test_a_folder_nobody_may_look_into_is_told(anyones_folder: Path) -> None:
    give_away(anyones_folder)
    anyones_folder.chmod(0o000)

    with without_root():
        assert "is not allowed to write" in refused(anyones_folder / "person" / "diary.sqlite")


def test_somebody_elses_diary_that_we_may_write_is_used(anyones_folder: Path) -> None:
    """Only its owner can take the others' rights away."""
    file = written(anyones_folder / "diary.sqlite")
    anyones_folder.chmod(0o777)
    file.chmod(0o666)

    with without_root(), Diary.open(file) as diary:
        write_session(diary)
        assert diary.count_sessions() == 4


# Locks.


def test_a_diary_another_program_keeps_is_told_after_the_wait(file: Path) -> None:
    written(file)
    with locked(file):
        words = refused(file, wait_ms=1)

    assert "Another program is using your diary" in words
    Diary.open(file).close()


def test_a_write_that_has_to_wait_too_long_is_told_and_can_be_tried_again(file: Path) -> None:
    with Diary.open(file, wait_ms=1) as diary, closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DiaryError, match="Another program is using"):
            diary.begin_session(NINE, "1", session_id="s")
        other.rollback()

        diary.begin_session(NINE, "1", session_id="s")

        assert diary.count_sessions() == 1


# A full disk.


def write_until_refused(diary: Diary) -> tuple[str, str, int]:
    """Sets until no more fit: what was said, the entry, and how many were kept."""
    session_id = diary.begin_session(NINE, "1")
    entry_id = diary.begin_entry(session_id, BRIDGING, NINE)
    for kept in range(20_000):
        try:
            diary.add_set(entry_id, bridging_set(ended_at=NINE))
        except DiaryError as error:
            return str(error), entry_id, kept
    pytest.fail("there was room for everything")


def sound(file: Path) -> bool:
    with closing(sqlite3.connect(file)) as database:
        row: tuple[str] = database.execute("PRAGMA integrity_check").fetchone()
    return row == ("ok",)


def test_when_no_file_may_grow_all_that_was_kept_is_kept(file: Path) -> None:
    with Diary.open(file) as diary:
        with file_size_limit(200_000):
            words, entry_id, kept = write_until_refused(diary)
            assert diary.sessions()[0].entries[0].sets_timed == kept > 0

        diary.add_set(entry_id, bridging_set(ended_at=NINE))
        assert diary.sessions()[0].entries[0].sets_timed == kept + 1

    assert "The disk gave a fault" in words
    assert sound(file)


def test_a_diary_that_may_not_grow_at_all_is_told_when_it_is_made(file: Path) -> None:
    with file_size_limit(10):
        assert "The disk gave a fault" in refused(file)

    with Diary.open(file) as diary:
        assert diary.count_sessions() == 0


@own_disk
def test_on_a_full_disk_all_that_was_kept_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    file = folder / "diary.sqlite"
    with small_disk(folder, 512):
        with Diary.open(file) as diary:
            words, _, kept = write_until_refused(diary)
            assert diary.sessions()[0].entries[0].sets_timed == kept > 0
        assert sound(file)

        with Diary.open(file) as diary:
            assert diary.sessions()[0].entries[0].sets_timed == kept
    assert words == fault_words.DIARY[Fault.FULL].format(file=file)


@own_disk
def test_a_diary_begun_on_a_full_disk_can_be_begun_again_with_room(tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    file = folder / "diary.sqlite"
    with small_disk(folder, 512):
        ballast = fill_up(folder)
        assert refused(file) == fault_words.DIARY[Fault.FULL].format(file=file)
        ballast.unlink()

        with Diary.open(file) as diary:
            assert diary.count_sessions() == 0


# Which faults are the world's.


def of_sqlite(code: int, words: str = "made up") -> sqlite3.OperationalError:
    error = sqlite3.OperationalError(words)
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (of_sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT), Fault.LOCKED),
        (of_sqlite(sqlite3.SQLITE_IOERR_FSYNC), Fault.DISK),
        (of_sqlite(sqlite3.SQLITE_IOERR_SHMSIZE), Fault.FULL),
        (of_sqlite(sqlite3.SQLITE_READONLY_DBMOVED), Fault.GONE),
        (of_sqlite(sqlite3.SQLITE_READONLY_DIRECTORY), Fault.NOT_ALLOWED),
        (of_sqlite(sqlite3.SQLITE_CANTOPEN), Fault.GONE),
        (of_sqlite(sqlite3.SQLITE_TOOBIG), Fault.DAMAGED),
        (of_sqlite(sqlite3.SQLITE_ERROR, "unsupported file format"), Fault.DAMAGED),
        (of_sqlite(sqlite3.SQLITE_MISMATCH, "malformed database schema (a) - b"), Fault.DAMAGED),
        (OSError(errno.ENXIO, "a pipe"), Fault.NO_FILE_NAME),
        (OSError(errno.EROFS, "read-only"), Fault.NOT_ALLOWED),
        (OSError(errno.EDQUOT, "quota"), Fault.FULL),
        (OSError(errno.EIO, "broken"), Fault.DISK),
        (OSError("without a number"), Fault.DISK),
        (DatabaseFault(Fault.NEWER), Fault.NEWER),
        (of_sqlite(sqlite3.SQLITE_CONSTRAINT_CHECK), None),
        (of_sqlite(sqlite3.SQLITE_ERROR), None),
        (of_sqlite(sqlite3.SQLITE_MISUSE), None),
        (sqlite3.ProgrammingError("Cannot operate on a closed database."), None),
    ],
)
def test_faults_of_the_world_are_told_from_bugs(
    error: sqlite3.Error | OSError | DatabaseFault, fault: Fault | None
) -> None:
    assert fault_of(error) is fault


def test_a_closed_diary_is_a_bug_of_the_caller(file: Path) -> None:
    diary = Diary.open(file)
    diary.close()

    with pytest.raises(sqlite3.ProgrammingError):
        diary.count_sessions()


@pytest.mark.parametrize(
    ("version", "fits"), [((3, 36, 9), False), ((3, 37, 0), True), ((4, 0, 0), True)]
)
def test_a_sqlite_without_strict_tables_is_refused(version: tuple[int, ...], fits: bool) -> None:
    if fits:
        require_sqlite(version)
        return
    with pytest.raises(DatabaseFault) as caught:
        require_sqlite(version)
    assert caught.value.fault is Fault.SQLITE_TOO_OLD


def test_an_old_sqlite_is_told_before_a_file_is_made(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))

    assert "older than 3.37" in refused(file)
    with pytest.raises(DiaryError, match="SQLite it came with is older"):
        Diary.in_memory()

    assert not file.exists()


@pytest.mark.skipif(not OPEN_FILES.is_dir(), reason="only Linux lists the files we have open")
@pytest.mark.parametrize("make", [stranger, marked_ours_but_bare, overwritten(3 * 4_096)])
def test_nothing_stays_open_behind_a_refusal(file: Path, make: Make) -> None:
    """On Windows an open file can't be moved away, which is what the words ask for."""
    make(file)

    refused(file)

    still_open = {str(each.readlink()) for each in OPEN_FILES.iterdir() if each.is_symlink()}
    assert not [name for name in still_open if name.startswith(str(file))]


# Values a failing disk has changed, in a file that is sound otherwise.


@pytest.mark.parametrize("column", ["started_at", "ended_at", "edited_at"])
@pytest.mark.parametrize("table", ["session", "entry"])
@pytest.mark.parametrize(
    "spoilt",
    ["2026-03-02T0\u2020:00:00+00:00", "2026-03-02T09:00:00", "9999-12-31T23:59:59+00:00"],
)
def test_a_date_that_is_none_is_damage(file: Path, table: str, column: str, spoilt: str) -> None:
    with Diary.open(file) as diary:
        write_session(diary)
        drop_rules(diary._database.execute)
        try:
            diary._database.execute(f"UPDATE {table} SET {column} = ?", (spoilt,))
        except sqlite3.IntegrityError:
            return  # SQLite itself turns this one away

        with pytest.raises(DiaryError, match="can't be read any more"):
            diary.sessions()


def test_a_spoilt_character_in_a_note_keeps_nobody_from_reading_the_rest(file: Path) -> None:
    with Diary.open(file) as diary:
        write_session(diary)
        diary._database.execute("UPDATE session SET note = 'tired\x07\nbut well'")

        [session] = diary.sessions()

        assert session.answers.note == "tired\ufffd\nbut well"


def test_a_letter_changed_in_the_list_of_tables_is_damage(file: Path) -> None:
    """Else the first question to the table would stumble over a column that isn't there."""
    written(file)
    whole = file.read_bytes()
    assert whole.count(b"pain_after_minutes INTEGER") == 1
    file.write_bytes(whole.replace(b"pain_after_minutes INTEGER", b"pain_aftes_minutes INTEGER"))

    assert refused(file) == fault_words.DIARY[Fault.DAMAGED].format(file=file)


def test_what_is_read_as_a_note_can_be_written_as_one() -> None:
    every = "".join(map(chr, [*range(0x3000), *range(0xD000, 0x10000), *range(0x1F600, 0x1F650)]))

    read = read_note(every)

    assert note_fault(read[:4000]) == note_fault(read[4000:8000]) == ""
    assert len(read) == len(every)
    assert read_note("well,\r\nfür heute 😀") == "well,\r\nfür heute 😀"


def test_a_fault_whose_words_quote_spoilt_bytes_is_damage(file: Path) -> None:
    """SQLite names the table it stumbles over, and Python can't even decode that."""
    whole = written(file).read_bytes()
    spoilt = whole.replace(b"CREATE TRIGGER timed_set_stays", b"CREATE TRIGGER timed_\xc5et_stays")
    file.write_bytes(spoilt.replace(b"timed_set_staystimed_set", b"timed_\xc5et_staystimed_set"))

    assert refused(file) == fault_words.DIARY[Fault.DAMAGED].format(file=file)


@pytest.mark.parametrize(
    ("column", "spoilt"),
    [("side", "lefs"), ("outcome", "complfted"), ("recorded_by", "tim\u00e9r")],
)
def test_a_fixed_word_that_is_none_is_damage(file: Path, column: str, spoilt: str) -> None:
    with Diary.open(file) as diary:
        write_session(diary)
        drop_rules(diary._database.execute)
        diary._database.execute(f"UPDATE entry SET {column} = ?", (spoilt,))

        with pytest.raises(DiaryError, match="can't be read any more"):
            diary.sessions()


@pytest.mark.parametrize("at", [18, 19])
def test_a_diary_sqlite_would_only_read_is_damage(file: Path, at: int) -> None:
    """Else it opens, and the first set can't be written."""
    whole = bytearray(written(file).read_bytes())
    whole[at] = 200
    file.write_bytes(whole)

    assert refused(file) == fault_words.DIARY[Fault.DAMAGED].format(file=file)
    assert file.read_bytes() == whole


@pytest.mark.parametrize("fault", sorted(set(Fault) - {Fault.NO_FILE_NAME, Fault.LOST}))
def test_where_a_try_is_enough_nobody_is_told_to_start_the_program_again(fault: Fault) -> None:
    """What waits in memory, to be written once the fault is gone, would be lost by a start."""
    assert "start BackRehab again" not in fault_words.DIARY[fault]


def test_a_folder_that_vanished_is_put_back_and_tried_again() -> None:
    assert fault_words.DIARY[Fault.GONE].endswith("Put it back, then try again.")
