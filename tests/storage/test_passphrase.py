"""A diary under a passphrase: closed to everybody else, and as safe as any other."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from backrehab.core.errors import DiaryError
from backrehab.storage import keys
from backrehab.storage.backup import keep_backup, list_backups, newest_good_backup, write_backup
from backrehab.storage.contents import look_into
from backrehab.storage.copy_names import backups_of
from backrehab.storage.diary import Diary
from backrehab.storage.examine import DiaryState, examine
from backrehab.storage.export import export_csv
from backrehab.storage.passphrase import (
    Sealed,
    is_under_passphrase,
    is_unlocked,
    put_copies_under,
    put_under,
    take_off,
    trouble_with,
    unlock,
)
from backrehab.storage.rescue import Way, look_for_ways, take
from backrehab.storage.restore import restore
from tests.storage.hostile import can_mount, fill_up, small_disk
from tests.storage.played import NINE, files_in, write_session

WORDS = "four plain words here"
OTHER = "quite different words"
LATER = NINE + timedelta(days=30)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "own" / "diary.sqlite"
    for day in range(3):
        with Diary.open(file) as diary:
            write_session(diary, NINE + timedelta(days=day))
        keep_backup(file, NINE + timedelta(days=day))
    return file


def table_of(file: Path, to: Path) -> bytes:
    """All the diary holds, as it goes out."""
    with Diary.open(file) as diary:
        export_csv(diary, to)
    return to.read_bytes()


def flipped(file: Path, at: int) -> None:
    held = bytearray(file.read_bytes())
    held[at] ^= 0x10
    file.write_bytes(bytes(held))


def test_all_of_it_is_there_under_a_passphrase_and_after(file: Path, tmp_path: Path) -> None:
    before = table_of(file, tmp_path / "before.csv")
    assert not is_under_passphrase(file)
    assert put_under(file, WORDS) == Sealed(3, ())
    assert is_under_passphrase(file)
    assert table_of(file, tmp_path / "sealed.csv") == before
    assert examine(file).state is DiaryState.GOOD
    assert take_off(file) == Sealed(3, ())
    assert table_of(file, tmp_path / "after.csv") == before
    with closing(sqlite3.connect(file)) as plain:
        assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_no_file_of_it_has_a_word_that_can_be_read(file: Path) -> None:
    readable = b"bridging"
    assert readable in file.read_bytes()
    put_under(file, WORDS)
    with Diary.open(file) as diary:  # with its log
        write_session(diary, NINE + timedelta(days=9))
        for path in file.parent.rglob("*"):
            held = path.read_bytes() if path.is_file() else b""
            assert readable not in held
            assert b"SQLite" not in held
            assert WORDS.encode() not in held


def test_nobody_opens_it_without(file: Path) -> None:
    put_under(file, WORDS)
    before = files_in(file.parent)
    keys.forget_all()
    assert is_under_passphrase(file)
    assert not is_unlocked(file)
    with pytest.raises(DiaryError, match="under a passphrase"):
        Diary.open(file)
    assert not unlock(file, OTHER)
    with pytest.raises(DiaryError, match="under a passphrase"):
        Diary.open(file)
    assert examine(file).state is DiaryState.SEALED
    assert files_in(file.parent) == before
    assert unlock(file, WORDS)
    assert is_unlocked(file)
    with Diary.open(file) as diary:
        assert diary.count_sessions() == 3


def test_any_program_with_sqlcipher_opens_it_with_the_passphrase(file: Path) -> None:
    put_under(file, WORDS)
    with closing(dbapi2.connect(str(file))) as other:
        other.execute(f"PRAGMA key = '{WORDS}'")
        assert other.execute("SELECT count(*) FROM session").fetchone() == (3,)
        assert other.execute("PRAGMA cipher_integrity_check").fetchall() == []


def test_letters_are_the_same_however_they_were_typed(file: Path) -> None:
    put_under(file, "caf\u00e9 cr\u00e8me")
    keys.forget_all()
    assert unlock(file, "cafe\u0301 cre\u0300me")


def test_changed_the_old_one_opens_nothing_any_more(file: Path) -> None:
    put_under(file, WORDS)
    assert put_under(file, OTHER) == Sealed(3, ())
    keys.forget_all()
    assert not unlock(file, WORDS)
    assert unlock(file, OTHER)
    assert [copy.contents is not None for copy in list_backups(file, LATER.date())] == [True] * 3


def test_its_copies_are_under_it_too(file: Path, tmp_path: Path) -> None:
    put_under(file, WORDS)
    with Diary.open(file) as diary:
        write_session(diary, NINE + timedelta(days=5))
    made = keep_backup(file, NINE + timedelta(days=5)).made
    assert made is not None
    write_backup(file, tmp_path / "stick.sqlite")
    for copy in (*backups_of(file).iterdir(), tmp_path / "stick.sqlite"):
        with closing(sqlite3.connect(copy)) as plain, pytest.raises(sqlite3.DatabaseError):
            plain.execute("SELECT * FROM session")
        assert look_into(copy).sessions >= 1
    assert look_into(made).sessions == 4


def test_a_copy_that_holds_nothing_new_is_not_kept(file: Path) -> None:
    put_under(file, WORDS)
    newest = len(list_backups(file, LATER.date()))
    assert keep_backup(file, NINE + timedelta(days=5)).made is None
    assert len(list_backups(file, LATER.date())) == newest


def test_copies_keep_the_order_they_were_made_in(file: Path) -> None:
    before = [path.name for path in sorted(backups_of(file).iterdir(), key=os.path.getmtime)]
    put_under(file, WORDS)
    after = [path.name for path in sorted(backups_of(file).iterdir(), key=os.path.getmtime)]
    assert after == before


def test_what_was_cut_off_with_the_copies_is_gone_on_with(file: Path, tmp_path: Path) -> None:
    copy = min(backups_of(file).iterdir())
    plain = copy.read_bytes()
    put_under(file, WORDS)
    copy.write_bytes(plain)
    assert put_copies_under(file) == Sealed(1, ())
    assert keys.key_of(copy) == keys.key_of(file)


def test_a_plain_copy_is_put_under_it_with_the_copy_of_the_day(file: Path) -> None:
    copy = min(backups_of(file).iterdir())
    plain = copy.read_bytes()
    put_under(file, WORDS)
    copy.write_bytes(plain)
    keep_backup(file, NINE + timedelta(days=20))
    assert keys.key_of(copy) == keys.key_of(file)


def test_files_that_stay_as_they_are_are_named(file: Path) -> None:
    damaged = min(backups_of(file).iterdir())
    damaged.write_bytes(damaged.read_bytes()[:5000])
    aside = file.parent / "set-aside" / "diary-2026-01-02-030405.sqlite"
    aside.parent.mkdir()
    aside.write_bytes(file.read_bytes())
    done = put_under(file, WORDS)
    assert done == Sealed(2, (damaged, aside))
    assert not damaged.with_name(damaged.name + ".unfinished").exists()


def test_a_copy_put_back_is_under_the_diarys_passphrase(file: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain.sqlite"
    write_backup(file, plain)
    put_under(file, WORDS)
    restore(plain, file, NINE + timedelta(days=30))
    assert is_unlocked(file)
    with Diary.open(file) as diary:
        assert diary.count_sessions() == 3
    for path in backups_of(file).iterdir():
        assert is_unlocked(path)


def test_on_a_new_computer_a_copy_keeps_its_own(file: Path, tmp_path: Path) -> None:
    put_under(file, WORDS)
    stick = tmp_path / "stick.sqlite"
    write_backup(file, stick)
    keys.forget_all()
    assert unlock(stick, WORDS)
    restore(stick, tmp_path / "new" / "diary.sqlite", NINE + timedelta(days=30))
    assert is_unlocked(tmp_path / "new" / "diary.sqlite")


@pytest.mark.parametrize("at", [3, 40, 4096 - 3, 4096 + 700, 9 * 4096 + 50])
def test_a_spoilt_byte_loses_nothing_with_a_copy(file: Path, at: int) -> None:
    put_under(file, WORDS)
    flipped(file, at)
    spoilt = file.read_bytes()
    keys.forget_all()
    assert unlock(file, WORDS), "the passphrase is right, whatever is spoilt"
    rescue = look_for_ways(file, LATER)
    assert rescue.found.state in {DiaryState.DAMAGED, DiaryState.NOT_A_DATABASE}
    assert Way.SALVAGE in rescue.ways
    taken = take(Way.SALVAGE, rescue, NINE + timedelta(days=30))
    assert taken.sessions == 3
    assert taken.kept is not None
    assert taken.kept.read_bytes() == spoilt
    assert is_unlocked(file), "the new one is under the same passphrase"
    with Diary.open(file) as diary:
        assert diary.count_sessions() == 3


@pytest.mark.parametrize("at", [40, 4096 + 700])
def test_without_any_copy_what_lies_on_other_pages_is_saved(file: Path, at: int) -> None:
    for copy in backups_of(file).iterdir():
        copy.unlink()
    put_under(file, WORDS)
    flipped(file, at)
    taken = take(Way.SALVAGE, look_for_ways(file, LATER), NINE + timedelta(days=30))
    assert taken.sessions == 3


def test_what_is_only_in_the_log_is_saved(file: Path, tmp_path: Path) -> None:
    put_under(file, WORDS)
    with Diary.open(file) as diary:
        write_session(diary, NINE + timedelta(days=7))
        cut_off = {end: file.with_name(file.name + end).read_bytes() for end in ("", "-wal")}
    for copy in backups_of(file).iterdir():
        copy.unlink()
    for end, held in cut_off.items():
        file.with_name(file.name + end).write_bytes(held)
    flipped(file, 40)
    taken = take(Way.SALVAGE, look_for_ways(file, LATER), NINE + timedelta(days=30))
    assert taken.sessions == 4


def test_forgotten_a_plain_copy_or_a_new_diary_can_be_had(file: Path) -> None:
    copy = max(backups_of(file).iterdir())
    plain = copy.read_bytes()
    put_under(file, WORDS)
    copy.write_bytes(plain)
    sealed = file.read_bytes()
    keys.forget_all()
    rescue = look_for_ways(file, LATER)
    assert rescue.ways == (Way.TRY_AGAIN, Way.USE_COPY, Way.BEGIN_ANEW)
    taken = take(Way.BEGIN_ANEW, rescue, NINE + timedelta(days=30))
    assert taken.kept is not None
    assert taken.kept.read_bytes() == sealed
    assert not is_under_passphrase(file)


def test_begun_anew_it_is_under_the_passphrase_that_was_told(file: Path) -> None:
    put_under(file, WORDS)
    flipped(file, 40)
    take(Way.BEGIN_ANEW, look_for_ways(file, LATER), NINE + timedelta(days=30))
    assert is_unlocked(file)
    with Diary.open(file) as diary:
        assert diary.count_sessions() == 0


def test_in_use_it_is_left(file: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from backrehab.storage.diary import Diary\n"
        "with Diary.open(Path(sys.argv[1])) as diary:\n"
        "    print(diary.count_sessions(), flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", script, str(file)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as window:
        assert window.stdout is not None
        assert window.stdout.readline() == "3\n"
        with pytest.raises(DiaryError, match="open in another window"):
            put_under(file, WORDS)
        window.communicate("")
    assert not is_under_passphrase(file)
    assert not file.with_name(file.name + ".unfinished").exists()
    assert newest_good_backup(file, LATER.date()) is not None


@pytest.mark.parametrize("lines", range(8))
def test_killed_on_the_way_the_diary_is_as_it_was_or_as_it_shall_be(
    file: Path, tmp_path: Path, lines: int
) -> None:
    before = table_of(file, tmp_path / "before.csv")
    script = (
        "import sys; from pathlib import Path; from backrehab.storage import passphrase\n"
        "say = lambda *_: print(flush=True)\n"
        "say(); passphrase.put_under(Path(sys.argv[1]), sys.argv[2], say)\n"
        "say(); passphrase.take_off(Path(sys.argv[1]), say)"
    )
    command = [sys.executable, "-c", script, str(file), WORDS]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as changing:
        assert changing.stdout is not None
        for _ in range(lines):
            changing.stdout.readline()
        changing.kill()
    if is_under_passphrase(file):
        assert unlock(file, WORDS)
    assert table_of(file, tmp_path / "after.csv") == before
    for copy in backups_of(file).iterdir():
        unlock(copy, WORDS)  # taking it off may not have come to this one
    keep_backup(file, NINE + timedelta(days=2))
    good = [copy for copy in list_backups(file, LATER.date()) if copy.contents is not None]
    assert len(good) >= 2, "the one being changed may be plain or not, and is sound"


@pytest.mark.skipif(not can_mount(), reason="this user can't mount a disk")
def test_on_a_full_disk_it_is_as_it_was(file: Path, tmp_path: Path) -> None:
    held = file.read_bytes()
    disk = tmp_path / "disk"
    disk.mkdir()
    with small_disk(disk, kilobytes=2 * len(held) // 1024):
        diary = disk / "diary.sqlite"
        diary.write_bytes(held)
        fill_up(disk)
        with pytest.raises(DiaryError, match="too little room"):
            put_under(diary, WORDS)
        assert not is_under_passphrase(diary)
        assert list(disk.glob("*.unfinished*")) == []
        (disk / "ballast").unlink()
        with Diary.open(diary) as opened:
            assert opened.count_sessions() == 3


@pytest.mark.skipif(not can_mount(), reason="this user can't mount a disk")
def test_a_disk_that_gets_full_on_the_way_leaves_it_as_it_was(file: Path, tmp_path: Path) -> None:
    """Room for as many bytes as it has now, and the encrypted one is a little larger."""
    held = file.read_bytes()
    disk = tmp_path / "disk"
    disk.mkdir()
    with small_disk(disk, kilobytes=4 * len(held) // 1024):
        diary = disk / "diary.sqlite"
        diary.write_bytes(held)
        fill_up(disk)
        ballast = disk / "ballast"
        os.truncate(ballast, ballast.stat().st_size - len(held))
        with pytest.raises(DiaryError, match="too little room"):
            put_under(diary, WORDS)
        assert not is_under_passphrase(diary)
        assert list(disk.glob("*.unfinished*")) == []
        ballast.unlink()
        with Diary.open(diary) as opened:
            assert opened.count_sessions() == 3


def test_one_that_is_too_short_is_not_set(file: Path) -> None:
    assert trouble_with("1234567")
    assert trouble_with(" 12345678")
    assert not trouble_with("12345678")
    with pytest.raises(ValueError, match="at least 8"):
        put_under(file, "short")
    assert not is_under_passphrase(file)


def test_a_plain_diary_spoilt_at_its_start_is_not_taken_for_one(file: Path) -> None:
    flipped(file, 3)
    assert not is_under_passphrase(file)
    assert examine(file).state is DiaryState.NOT_A_DATABASE


def test_noise_beside_plain_copies_is_noise_and_the_newest_is_offered(file: Path) -> None:
    """Whoever never set a passphrase is not asked for one."""
    file.write_bytes(os.urandom(len(file.read_bytes())))

    rescue = look_for_ways(file, LATER)

    assert not is_under_passphrase(file)
    assert rescue.found.state is DiaryState.NOT_A_DATABASE
    assert rescue.ways[0] is Way.USE_COPY


def test_noise_may_be_one(file: Path) -> None:
    copies = sorted(backups_of(file).iterdir())
    copies[0].write_bytes(os.urandom(8_192))  # as one that is closed would look
    file.write_bytes(os.urandom(len(file.read_bytes())))
    assert is_under_passphrase(file)
    assert not unlock(file, WORDS)
    rescue = look_for_ways(file, LATER)
    assert rescue.found.state is DiaryState.SEALED
    assert Way.USE_COPY in rescue.ways


def test_the_day_s_copy_takes_no_place_of_one_that_is_closed(file: Path) -> None:
    at = NINE + timedelta(days=2)
    put_under(file, WORDS)
    keys.forget_all()
    rescue = look_for_ways(file, LATER)
    take(Way.BEGIN_ANEW, rescue, at)
    with Diary.open(file) as diary:
        write_session(diary, at)
    before = files_in(backups_of(file))

    assert keep_backup(file, at).made is None

    assert files_in(backups_of(file)) == before
    assert keep_backup(file, at + timedelta(days=1)).made is not None
