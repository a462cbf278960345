"""Copies of the diary: whole, sound, at most one a day, and never in the way."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterable
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import pytest

from backrehab.core.errors import BackupError, DiaryError
from backrehab.storage import fault_words
from backrehab.storage.backup import (
    keep_backup,
    list_backups,
    newest_good_backup,
    write_backup,
)
from backrehab.storage.contents import look_into
from backrehab.storage.diary import Diary
from backrehab.storage.faults import Fault
from backrehab.storage.goals import add_clinic_score, add_goal
from backrehab.storage.keeping import to_keep
from tests.storage.hostile import (
    can_mount,
    fill_up,
    give_away,
    locked,
    small_disk,
    without_root,
)
from tests.storage.played import NINE, files_in, write_session

TEN = NINE + timedelta(hours=1)
TODAY = (NINE + timedelta(days=30)).date()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A diary with three sessions, closed."""
    file = tmp_path / "person" / "diary.sqlite"
    with Diary.open(file) as diary:
        for number in range(3):
            write_session(diary, NINE + timedelta(days=number))
    return file


def add_session(file: Path, at: datetime) -> None:
    with Diary.open(file) as diary:
        write_session(diary, at)


def names(file: Path) -> list[str]:
    """The copies in the diary's folder of copies."""
    folder = file.with_name("backups")
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def spoil(file: Path, at: int = 4_096) -> None:
    """Damages a page of a file."""
    with file.open("r+b") as stream:
        stream.seek(at)
        stream.write(bytes(200 for _ in range(4_096)))


# The day's copy.


def test_the_days_copy_holds_what_the_diary_holds(file: Path) -> None:
    kept = keep_backup(file, TEN)

    assert kept.made == file.with_name("backups") / "diary-2026-03-02.sqlite"
    assert kept.trouble == ""
    contents = look_into(kept.made)
    assert (contents.sessions, contents.entries) == (3, 3)
    assert (contents.first_day, contents.last_day) == (date(2026, 3, 2), date(2026, 3, 4))
    with Diary.open(kept.made) as copy, Diary.open(file) as diary:
        assert copy.sessions() == diary.sessions()


def test_copies_are_for_this_user_alone(file: Path) -> None:
    made = keep_backup(file, TEN).made

    assert made is not None
    assert made.stat().st_mode & 0o777 == 0o600
    assert made.parent.stat().st_mode & 0o777 == 0o700


def test_a_copy_is_one_plain_file(file: Path) -> None:
    keep_backup(file, TEN)
    look_into(file.with_name("backups") / "diary-2026-03-02.sqlite")

    assert names(file) == ["diary-2026-03-02.sqlite"]


def test_there_is_one_copy_a_day_at_most(file: Path) -> None:
    keep_backup(file, TEN)
    before = files_in(file.with_name("backups"))

    assert keep_backup(file, TEN + timedelta(hours=2)).made is None

    assert files_in(file.with_name("backups")) == before


def test_the_days_copy_is_brought_up_to_date(file: Path) -> None:
    first = keep_backup(file, TEN).made
    add_session(file, TEN)

    again = keep_backup(file, TEN + timedelta(hours=2)).made

    assert again is not None
    assert again == first
    assert look_into(again).sessions == 4
    assert names(file) == [again.name]


def test_what_is_still_in_the_log_counts_as_written(file: Path) -> None:
    with Diary.open(file) as diary:
        keep_backup(file, TEN)
        write_session(diary, TEN)

        made = keep_backup(file, TEN + timedelta(hours=2)).made

    assert made is not None
    assert look_into(made).sessions == 4


def test_a_day_on_which_nothing_changed_needs_no_copy(file: Path) -> None:
    keep_backup(file, TEN)
    with Diary.open(file) as diary:
        diary.close_interrupted(TEN)

    assert keep_backup(file, TEN + timedelta(days=1)).made is None
    assert names(file) == ["diary-2026-03-02.sqlite"]

    add_session(file, TEN)
    assert keep_backup(file, TEN + timedelta(days=2)).made is not None
    assert names(file) == ["diary-2026-03-02.sqlite", "diary-2026-03-04.sqlite"]


def test_the_smallest_change_is_a_change(file: Path) -> None:
    keep_backup(file, TEN)
    with Diary.open(file) as diary:
        diary.person_code = "A"

    assert keep_backup(file, TEN + timedelta(days=1)).made is not None


def test_a_diary_with_nothing_in_it_needs_no_copy(tmp_path: Path) -> None:
    file = tmp_path / "diary.sqlite"
    assert keep_backup(file, TEN).made is None
    Diary.open(file).close()

    assert keep_backup(file, TEN).made is None
    assert not file.with_name("backups").exists()


@pytest.mark.parametrize("told", ["goal", "score"])
def test_what_was_only_told_is_copied_too(tmp_path: Path, told: str) -> None:
    file = tmp_path / "diary.sqlite"
    with Diary.open(file) as diary:
        if told == "goal":
            add_goal(diary, "Carry the shopping", TEN)
        else:
            add_clinic_score(diary, "Walk test", "410 m", TEN.date(), TEN)

    made = keep_backup(file, TEN).made

    assert made is not None
    assert str(look_into(made)) == f"1 {told}"


def test_old_copies_go_and_those_before_a_change_of_the_tables_stay(file: Path) -> None:
    folder = file.with_name("backups")
    folder.mkdir()
    special = [
        "diary-2020-01-01-080000-before-version-2.sqlite",
        "diary-2020-01-01-080000-before-restore.sqlite",
        "diary-2020-01-01-080000-before-restore-2.sqlite",
        "my own copy.sqlite",
        "diary-2020-01-01.sqlite.txt",
    ]
    for name in special:
        shutil.copy(file, folder / name)
    for number in range(60):
        add_session(file, NINE + timedelta(days=number))
        keep_backup(file, NINE + timedelta(days=number))

    daily = [name for name in names(file) if name not in special]
    assert set(special) < set(names(file))
    assert len(daily) == 7 + 8 + 1  # days, weeks, and the month before
    assert daily[-1] == "diary-2026-04-30.sqlite"


def test_a_clock_set_back_makes_a_copy_of_its_own(file: Path) -> None:
    keep_backup(file, TEN)
    add_session(file, TEN)

    kept = keep_backup(file, TEN - timedelta(days=400))

    assert kept.made is not None
    assert names(file) == ["diary-2025-01-26.sqlite", "diary-2026-03-02.sqlite"]


def test_a_spoilt_copy_of_the_day_is_made_again(file: Path) -> None:
    keep_backup(file, TEN)
    copy = file.with_name("backups") / "diary-2026-03-02.sqlite"
    spoil(copy)

    assert keep_backup(file, TEN).made == copy

    assert look_into(copy).sessions == 3


def test_a_copy_is_made_while_sessions_are_written(file: Path) -> None:
    """What it holds is of one moment: as many whole sessions as there were then."""
    done = Event()

    def write() -> None:
        with Diary.open(file) as diary:
            for number in range(200):
                write_session(diary, NINE + timedelta(hours=number))
        done.set()

    writer = Thread(target=write)
    writer.start()
    counts = []
    day = 0
    while not done.is_set() or day < 2:
        made = keep_backup(file, NINE + timedelta(days=day)).made
        day += 1
        if made is not None:
            with closing(sqlite3.connect(made)) as copy:
                assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                counts.append(copy.execute("SELECT count(*) FROM session").fetchone()[0])
    writer.join()
    assert counts == sorted(counts)


def test_a_damaged_diary_is_not_copied_over_good_ones(file: Path) -> None:
    keep_backup(file, TEN)
    before = files_in(file.with_name("backups"))
    spoil(file)

    kept = keep_backup(file, TEN + timedelta(days=1))

    assert kept.made is None
    assert "can't be read any more" in kept.trouble
    assert files_in(file.with_name("backups")) == before


def test_what_was_cut_off_is_cleared_away(file: Path) -> None:
    folder = file.with_name("backups")
    folder.mkdir()
    (folder / "diary-2026-03-02.sqlite.unfinished").write_text("half")
    (folder / "diary-2026-03-02.sqlite.unfinished-journal").write_text("half")

    keep_backup(file, TEN)

    assert names(file) == ["diary-2026-03-02.sqlite"]


# What stands in the way.


@pytest.mark.skipif(not can_mount(), reason="this user can't mount a disk")
def test_on_a_nearly_full_disk_the_room_is_left_to_the_diary(tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    with small_disk(folder, 6_000):
        add_session(folder / "diary.sqlite", NINE)
        ballast = fill_up(folder)
        ballast.write_bytes(bytes(2_500_000))
        before = files_in(folder)

        kept = keep_backup(folder / "diary.sqlite", TEN)

        assert kept.trouble == fault_words.OWN_COPY[Fault.FULL]
        assert not (folder / "backups").exists()
        assert {name: files_in(folder)[name] for name in before} == before


def test_copies_that_may_not_be_written_are_told(tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        add_session(folder / "diary.sqlite", NINE)
        (folder / "backups").mkdir()
        give_away(folder, folder / "diary.sqlite", folder / "backups")
        (folder / "backups").chmod(0o555)

        with without_root():
            kept = keep_backup(folder / "diary.sqlite", TEN)

        assert "not allowed to write" in kept.trouble
        assert list((folder / "backups").iterdir()) == []


def test_a_file_where_the_copies_should_be_is_told_and_left(file: Path) -> None:
    file.with_name("backups").write_text("shopping")

    assert "no folder for them" in keep_backup(file, TEN).trouble
    assert file.with_name("backups").read_text() == "shopping"


def test_a_diary_somebody_keeps_to_themselves_is_copied_another_time(file: Path) -> None:
    with closing(sqlite3.connect(file)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
    with locked(file):
        kept = keep_backup(file, TEN, wait_ms=1)

    assert (kept.made, kept.trouble) == (None, "")


# A copy a person asks for.


def test_a_copy_asked_for_holds_what_the_diary_holds(file: Path, tmp_path: Path) -> None:
    contents = write_backup(file, tmp_path / "copy.sqlite")

    assert str(contents) == "3 sessions with 3 entries, 2026-03-02 to 2026-03-04"
    assert (tmp_path / "copy.sqlite").stat().st_mode & 0o777 == 0o600
    with Diary.open(tmp_path / "copy.sqlite") as copy:
        assert copy.count_sessions() == 3


def test_a_copy_of_an_open_diary_has_its_last_set(file: Path, tmp_path: Path) -> None:
    with Diary.open(file) as diary:
        write_session(diary, TEN)

        assert write_backup(file, tmp_path / "copy.sqlite").sessions == 4


@pytest.mark.parametrize("end", ["", "-wal", "-shm", "-journal"])
def test_a_copy_never_goes_onto_the_diary_itself(file: Path, end: str) -> None:
    before = files_in(file.parent)

    with pytest.raises(BackupError, match="is your diary itself"):
        write_backup(file, file.parent / ".." / "person" / f"{file.name}{end}")

    assert files_in(file.parent) == before


@pytest.mark.parametrize("place", ["diary.sqlite", "backups/diary-2026-03-02.sqlite"])
def test_a_copy_never_goes_onto_somebody_elses_diary_or_its_copies(
    file: Path, tmp_path: Path, place: str
) -> None:
    other = tmp_path / "other" / "diary.sqlite"
    with Diary.open(other) as diary:
        write_session(diary, NINE)
    keep_backup(other, TEN)
    before = files_in(other.parent)

    with pytest.raises(BackupError, match="is in use"):
        write_backup(file, other.parent / place)

    assert files_in(other.parent) == before


def test_a_copy_on_a_stick_may_be_called_as_the_diary_is(file: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    for _ in range(2):
        assert write_backup(file, stick / "diary.sqlite").sessions == 3


def test_a_copy_takes_the_place_of_a_copy_but_of_nothing_else(file: Path, tmp_path: Path) -> None:
    to = tmp_path / "thesis.docx"
    to.write_text("ten years of work")
    with pytest.raises(BackupError, match="is there already"):
        write_backup(file, to)
    assert to.read_text() == "ten years of work"

    write_backup(file, tmp_path / "copy.sqlite")
    add_session(file, TEN)
    assert write_backup(file, tmp_path / "copy.sqlite").sessions == 4


def test_places_where_no_copy_can_go_are_told(file: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="is a folder"):
        write_backup(file, tmp_path)
    with pytest.raises(BackupError, match="no folder to write"):
        write_backup(file, tmp_path / "nowhere" / "copy.sqlite")


def test_without_a_diary_there_is_nothing_to_copy(tmp_path: Path) -> None:
    with pytest.raises(DiaryError, match="no diary"):
        write_backup(tmp_path / "diary.sqlite", tmp_path / "copy.sqlite")

    assert list(tmp_path.iterdir()) == []


def test_a_damaged_diary_is_told_as_such_and_leaves_the_copy_before(
    file: Path, tmp_path: Path
) -> None:
    write_backup(file, tmp_path / "copy.sqlite")
    before = (tmp_path / "copy.sqlite").read_bytes()
    spoil(file)

    with pytest.raises(DiaryError, match="can't be read any more"):
        write_backup(file, tmp_path / "copy.sqlite")

    assert (tmp_path / "copy.sqlite").read_bytes() == before
    assert set(files_in(tmp_path)) == {"copy.sqlite"}


@pytest.mark.skipif(not can_mount(), reason="this user can't mount a disk")
def test_a_copy_onto_a_full_disk_is_told(file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    with small_disk(folder, 40), pytest.raises(BackupError, match="The disk is full"):
        write_backup(file, folder / "copy.sqlite")


# What is there.


def test_the_copies_are_listed_newest_first_with_what_they_hold(file: Path) -> None:
    keep_backup(file, TEN)
    add_session(file, TEN)
    keep_backup(file, TEN + timedelta(days=3))
    spoil(file.with_name("backups") / "diary-2026-03-05.sqlite")

    newest, older = list_backups(file, TODAY)

    assert (newest.day, newest.contents) == (date(2026, 3, 5), None)
    assert "can't be read any more" in newest.trouble
    assert older.contents is not None
    assert older.contents.sessions == 3
    assert newest_good_backup(file, TODAY) == older


def test_without_a_folder_of_copies_there_are_none(tmp_path: Path) -> None:
    assert list_backups(tmp_path / "diary.sqlite", TODAY) == []
    assert newest_good_backup(tmp_path / "diary.sqlite", TODAY) is None


# A clock that was wrong.


def test_a_copy_from_a_day_to_come_is_behind_those_made_since(file: Path) -> None:
    """One start with the clock years ahead: what was written since is in none of its copy."""
    ahead = keep_backup(file, TEN + timedelta(days=1_400)).made
    add_session(file, TEN + timedelta(days=7))
    now = TEN + timedelta(days=7)
    made = keep_backup(file, now).made

    found = newest_good_backup(file, now.date())

    assert found is not None
    assert found.path == made
    assert [copy.path for copy in list_backups(file, now.date())] == [made, ahead]
    assert [copy.path for copy in list_backups(file, now.date(), 1)] == [made]


def test_a_copy_made_later_with_the_clock_ahead_is_the_newest_all_the_same(file: Path) -> None:
    before = keep_backup(file, TEN).made
    ahead = TEN + timedelta(days=1_400)
    add_session(file, ahead)
    made = keep_backup(file, ahead).made

    found = newest_good_backup(file, TODAY)

    assert found is not None
    assert found.path == made
    assert [copy.path for copy in list_backups(file, TODAY)] == [made, before]


def test_where_all_are_of_days_to_come_the_newest_of_them_is_offered(file: Path) -> None:
    keep_backup(file, TEN)
    add_session(file, TEN + timedelta(days=7))
    made = keep_backup(file, TEN + timedelta(days=7)).made

    found = newest_good_backup(file, TODAY - timedelta(days=9_000))

    assert found is not None
    assert found.path == made


def test_a_copy_from_a_day_to_come_makes_no_days_copy_needed(file: Path) -> None:
    """What holds nothing new is told by the newest copy, not by the one with the latest name."""
    keep_backup(file, TEN + timedelta(days=1_400))
    add_session(file, TEN + timedelta(days=7))
    assert keep_backup(file, TEN + timedelta(days=7)).made is not None

    assert keep_backup(file, TEN + timedelta(days=8)).made is None


# Names that lead nowhere, and names that go.


def test_a_link_that_leads_nowhere_hides_no_copy(file: Path) -> None:
    made = keep_backup(file, TEN).made
    assert made is not None
    for day in range(1, 9):
        made.with_name(f"diary-2020-01-0{day}.sqlite").symlink_to("/nowhere")
        made.with_name(f"diary-2026-03-1{day}.sqlite").symlink_to("/nowhere")

    found = newest_good_backup(file, TODAY)

    assert found is not None
    assert found.path == made
    assert len(list_backups(file, TODAY)) == 17


def test_a_link_that_leads_nowhere_is_no_trouble_for_the_days_copy(file: Path) -> None:
    keep_backup(file, TEN)
    file.with_name("backups").joinpath("diary-2026-03-03.sqlite").symlink_to("/nowhere")
    add_session(file, TEN + timedelta(days=7))

    kept = keep_backup(file, TEN + timedelta(days=7))

    assert kept.made is not None
    assert kept.trouble == ""


def test_a_copy_that_another_window_took_away_is_no_trouble(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in range(20):
        add_session(file, TEN + timedelta(days=day))
        assert keep_backup(file, TEN + timedelta(days=day)).made is not None
    there = names(file)

    def keep_while_another_does(days: Iterable[date]) -> frozenset[date]:
        kept = to_keep(days)
        for copy in file.with_name("backups").iterdir():
            if date.fromisoformat(copy.stem.removeprefix("diary-")) not in kept:
                copy.unlink()
        return kept

    monkeypatch.setattr("backrehab.storage.backup.to_keep", keep_while_another_does)
    for day in range(20, 30):
        add_session(file, TEN + timedelta(days=day))
        kept = keep_backup(file, TEN + timedelta(days=day))
        assert kept.made is not None
        assert kept.trouble == ""

    assert set(there) - set(names(file))
