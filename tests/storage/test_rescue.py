"""The ways forward from a diary that can't be opened: offered where they lead somewhere."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from backrehab.core.errors import DiaryError
from backrehab.storage import keys
from backrehab.storage.backup import keep_backup
from backrehab.storage.carry_over import carry_over
from backrehab.storage.diary import Diary
from backrehab.storage.examine import DiaryState, examine
from backrehab.storage.goals import (
    add_clinic_score,
    add_goal,
    change_clinic_score,
    clinic_scores,
    goals,
    reword_goal,
    score_goal,
)
from backrehab.storage.passphrase import is_under_passphrase, put_under, unlock
from backrehab.storage.rescue import Way, look_for_ways, take
from backrehab.storage.schema import SCHEMA
from backrehab.storage.sqlite import Database
from backrehab.ui.diary_words import question
from tests.storage.hostile import locked
from tests.storage.played import NINE, write_session
from tests.storage.spoilt import drop_rules, overwrite, write_diary, write_full_session
from tests.storage.test_restore import everything, newer, stranger

WORDS = "four plain words here"
TEN = NINE + timedelta(days=300)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A diary with thirty sessions, twenty of them in a copy, and a spoilt page."""
    file = write_diary(tmp_path / "diary.sqlite", 20)
    keep_backup(file, NINE)
    with Diary.open(file) as diary:
        for number in range(20, 30):
            write_full_session(diary, NINE + timedelta(days=number), number)
    overwrite(file, 6 * 4_096)
    return file


def test_a_damaged_diary_with_a_copy_has_every_way(file: Path) -> None:
    before = everything(file.parent)

    rescue = look_for_ways(file, TEN)

    assert rescue.ways == (Way.SALVAGE, Way.USE_COPY, Way.BEGIN_ANEW)
    assert rescue.backup is not None
    assert rescue.readable.sessions > 15
    assert {name: everything(file.parent)[name] for name in before} == before


@pytest.mark.parametrize(("way", "sessions"), [(Way.USE_COPY, 20), (Way.BEGIN_ANEW, 0)])
def test_a_way_ends_in_a_diary_that_works(file: Path, way: Way, sessions: int) -> None:
    spoilt = file.read_bytes()

    taken = take(way, look_for_ways(file, TEN), TEN)

    assert taken.sessions == sessions
    assert taken.kept is not None
    assert taken.kept.read_bytes() == spoilt
    assert examine(file).state is DiaryState.GOOD
    with Diary.open(file) as diary:
        write_session(diary, TEN)
        assert diary.count_sessions() == sessions + 1


def test_what_is_saved_is_filled_up_from_the_copy(file: Path) -> None:
    """Of the sessions before the copy all are there; of those after it what could be read."""
    rescue = look_for_ways(file, TEN)

    taken = take(Way.SALVAGE, rescue, TEN)

    assert taken.salvaged is not None
    assert taken.sessions == taken.salvaged.contents.sessions
    with Diary.open(file) as diary:
        sessions = diary.sessions()
    old = [session for session in sessions if session.started_at < NINE + timedelta(days=20)]
    assert len(old) == 20
    assert all(len(session.entries) == 3 for session in old)
    assert 25 <= len(sessions) <= 30


NOTHING_TO_SAVE: dict[str, Callable[[Path], object]] = {
    "a letter": lambda file: file.write_text("Dear Anne,\n" * 900),
    "a stranger": stranger,
    "zeros": lambda file: file.write_bytes(bytes(40_000)),
}


@pytest.mark.parametrize("make", NOTHING_TO_SAVE.values(), ids=NOTHING_TO_SAVE)
def test_where_nothing_can_be_saved_it_is_not_offered(
    tmp_path: Path, make: Callable[[Path], object]
) -> None:
    file = tmp_path / "diary.sqlite"
    make(file)

    assert look_for_ways(file, TEN).ways == (Way.BEGIN_ANEW,)


def test_a_newer_diary_is_not_taken_apart(tmp_path: Path) -> None:
    file = tmp_path / "diary.sqlite"
    newer(file)

    rescue = look_for_ways(file, TEN)

    assert (rescue.found.state, rescue.ways) == (DiaryState.NEWER, (Way.BEGIN_ANEW,))


def test_a_lock_can_be_waited_for(tmp_path: Path) -> None:
    file = write_diary(tmp_path / "diary.sqlite", 2)
    with locked(file):
        rescue = look_for_ways(file, TEN)
        assert rescue.ways == (Way.TRY_AGAIN,)
        with pytest.raises(DiaryError):
            take(Way.TRY_AGAIN, rescue, TEN)

    assert take(Way.TRY_AGAIN, rescue, TEN).sessions == 2


# A diary that is gone.

LOST: dict[str, Callable[[Path], object]] = {
    "deleted": lambda file: file.unlink(),
    "emptied": lambda file: file.write_bytes(b""),
}


@pytest.fixture(params=LOST.values(), ids=list(LOST))
def lost(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A diary of four sessions and its copy, and then without the diary."""
    file = write_diary(tmp_path / "diary.sqlite", 4)
    keep_backup(file, NINE)
    request.param(file)
    return file


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Path]:
    """The same where the copy is under a passphrase that nobody has told."""
    file = write_diary(tmp_path / "diary.sqlite", 4)
    keep_backup(file, NINE)
    put_under(file, WORDS)
    keys.forget_all()
    file.unlink()
    yield file
    keys.forget_all()


def test_a_diary_that_is_gone_has_its_newest_copy_first(lost: Path) -> None:
    before = everything(lost.parent)

    rescue = look_for_ways(lost, TEN)

    assert rescue.found.state is DiaryState.LOST
    assert rescue.ways == (Way.USE_COPY, Way.BEGIN_ANEW)
    assert not rescue.are_copies_closed
    assert everything(lost.parent) == before


@pytest.mark.parametrize(("way", "sessions"), [(Way.USE_COPY, 4), (Way.BEGIN_ANEW, 0)])
def test_what_is_chosen_for_a_diary_that_is_gone_works(
    lost: Path, way: Way, sessions: int
) -> None:
    copies = everything(lost.parent / "backups")

    assert take(way, look_for_ways(lost, TEN), TEN).sessions == sessions

    with Diary.open(lost) as diary:
        assert diary.count_sessions() == sessions
    after = everything(lost.parent / "backups")
    assert {name: after[name] for name in copies} == copies


def test_copies_that_cant_be_opened_leave_a_new_diary(tmp_path: Path) -> None:
    file = write_diary(tmp_path / "diary.sqlite", 1)
    copy = keep_backup(file, NINE).made
    assert copy is not None
    copy.write_text("Dear Anne,\n" * 900)
    file.unlink()

    rescue = look_for_ways(file, TEN)

    assert (rescue.ways, rescue.are_copies_closed) == ((Way.BEGIN_ANEW,), False)


def test_closed_copies_of_a_diary_that_is_gone_open_with_their_passphrase(closed: Path) -> None:
    rescue = look_for_ways(closed, TEN)
    assert rescue.are_copies_closed
    assert rescue.ways == (Way.TRY_AGAIN, Way.BEGIN_ANEW)

    assert not unlock(closed, "not these four words")
    assert look_for_ways(closed, TEN).are_copies_closed
    assert unlock(closed, WORDS)

    rescue = look_for_ways(closed, TEN)
    assert (rescue.ways, rescue.are_copies_closed) == ((Way.USE_COPY, Way.BEGIN_ANEW), False)
    assert take(Way.USE_COPY, rescue, TEN).sessions == 4
    assert is_under_passphrase(closed)


# What was recorded meanwhile.


def test_sessions_kept_in_memory_go_into_the_true_diary_whole(tmp_path: Path) -> None:
    file = write_diary(tmp_path / "diary.sqlite", 2)
    with Diary.in_memory() as memory, Diary.open(file) as diary:
        write_full_session(memory, TEN)
        write_full_session(memory, TEN + timedelta(hours=3))

        assert diary.take_over(memory) == 2
        assert diary.take_over(memory) == 0

        assert diary.sessions(TEN.date()) == memory.sessions()
        assert diary.count_sessions() == 4
        with Diary.in_memory() as empty:
            assert diary.take_over(empty) == 0


def test_a_session_that_was_half_there_is_put_in_whole(tmp_path: Path) -> None:
    with Diary.in_memory() as whole, Diary.in_memory() as half:
        write_full_session(whole, TEN)
        half.take_over(whole)
        half._database.execute("DELETE FROM entry WHERE position_in_session = 2")

        assert half.take_over(whole) == 1

        assert half.sessions() == whole.sessions()


def test_entries_under_a_made_up_session_find_their_own_again(tmp_path: Path) -> None:
    """As after saving what could be read where a session's own row was lost."""
    with Diary.in_memory() as whole, Diary.in_memory() as made_up:
        write_full_session(whole, TEN)
        made_up.take_over(whole)
        drop_rules(made_up._database.execute)
        made_up._database.execute("UPDATE session SET session_id = 'made up', note = ''")
        made_up._database.execute("DELETE FROM entry WHERE side = 'left'")

        assert made_up.take_over(whole) == 1

        assert made_up.sessions() == whole.sessions()


def test_what_cant_be_put_over_is_told_and_nothing_is(tmp_path: Path) -> None:
    file = write_diary(tmp_path / "diary.sqlite", 2)
    with Diary.in_memory() as memory, Diary.open(file, wait_ms=1) as diary:
        write_full_session(memory, TEN)
        with locked(tmp_path / "other.sqlite"):
            pass
        file.rename(tmp_path / "gone.sqlite")
        with pytest.raises(DiaryError, match="no longer at"):
            diary.take_over(memory)
        (tmp_path / "gone.sqlite").rename(file)
        assert diary.count_sessions() == 2


def test_goals_and_scores_are_saved_and_come_from_the_copy(tmp_path: Path) -> None:
    """Tables that belong to no session; the rows go in by themselves."""
    file = write_diary(tmp_path / "diary.sqlite", 3)
    with Diary.open(file) as diary:
        goal_id = add_goal(diary, "Lift my son", TEN)
        score_goal(diary, goal_id, 6, TEN)
        reword_goal(diary, goal_id, "Lift my grandson", TEN)
        score_id = add_clinic_score(diary, "ODI", "22", TEN.date(), TEN)
        change_clinic_score(diary, score_id, "ODI", "20", TEN.date(), TEN)
        written = goals(diary), clinic_scores(diary)
    take(Way.SALVAGE, look_for_ways(file, TEN), TEN)

    with Diary.open(file) as saved, Diary.in_memory() as other:
        other.take_over(saved)
        for diary in (saved, other):
            assert (goals(diary), clinic_scores(diary)) == written


def test_goals_of_an_older_copy_come_without_a_log(tmp_path: Path) -> None:
    old = Path(__file__).with_name("data") / "diary_v3.sqlite"

    with closing(sqlite3.connect(old)) as source, closing(Database.in_memory(SCHEMA)) as target:
        carry_over(source.execute, target)
        carried = Diary(target, Path(":memory:"))

        assert [goal.words for goal in goals(carried)] == ["Kneel in the garden again"]
        assert [score.value for score in clinic_scores(carried)] == ["12 of 50"]
        assert goals(carried)[0].scores
        assert goals(carried)[0].changes == ()


# Goals and scores alone.


def test_goals_alone_are_saved_from_a_spoilt_diary(tmp_path: Path) -> None:
    file = tmp_path / "diary.sqlite"
    with Diary.open(file) as diary:
        goal = add_goal(diary, "Carry the shopping", NINE)
        score_goal(diary, goal, 4, NINE)
        add_clinic_score(diary, "Walk test", "410 m", NINE.date(), NINE)
    overwrite(file, 0)

    rescue = look_for_ways(file, TEN)

    assert rescue.ways == (Way.SALVAGE, Way.BEGIN_ANEW)
    assert "can still read 1 goal and 1 score in it" in question(rescue)
    take(Way.SALVAGE, rescue, TEN)
    with Diary.open(file) as diary:
        assert [goal.words for goal in goals(diary)] == ["Carry the shopping"]
        assert [score.value for score in clinic_scores(diary)] == ["410 m"]
