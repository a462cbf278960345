"""The dated copies of the diary in Settings, and one of them put back from there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from backrehab.app import Program, Start
from backrehab.core.diary import Outcome
from backrehab.paths import Paths
from backrehab.storage.backup import keep_backup, list_backups
from backrehab.storage.diary import Diary
from backrehab.ui.settings.copies import AT_FIRST, CopiesCard
from tests.fakes import ManualClock
from tests.ui.shell import RESOURCES, settle

CLOCK = ManualClock()
DAYS = AT_FIRST + 2


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """A folder with a diary of some days, and a copy of each."""
    paths = Paths(resources=RESOURCES, content=RESOURCES, data_dir=tmp_path)
    for days_ago in range(DAYS, 0, -1):
        at = CLOCK.now() - timedelta(days=days_ago)
        with Diary.open(paths.diary) as diary:
            diary.end_session(diary.begin_session(at, "1"), Outcome.STOPPED, at)
        assert keep_backup(paths.diary, at).made is not None
    return paths


@pytest.fixture
def program(qtbot: QtBot, paths: Paths) -> Iterator[Program]:
    program = Program(paths, Start(), CLOCK)
    program.workspace.preferences.first_run_read = True
    qtbot.addWidget(program.window)
    program.window.show_page("settings")
    with qtbot.waitSignal(copies(program).shown):
        program.window.show()
    yield program
    program.window.hide()
    program.close()


def copies(program: Program) -> CopiesCard:
    return program.window.pages.settings.copies


def answer(program: Program, place: int) -> None:
    """Presses a button of the card in sight."""
    from backrehab.ui.message import Message

    settle()
    (message,) = (it for it in program.window.findChildren(Message) if it.isVisible())
    message.buttons[place].click()
    settle()


def test_the_newest_few_are_shown_each_with_what_is_in_it(program: Program) -> None:
    rows = copies(program).rows

    assert len(rows) == AT_FIRST
    assert rows[0].copy.day > rows[1].copy.day > rows[2].copy.day
    first, last = (CLOCK.now() - timedelta(days=days) for days in (DAYS, 1))
    assert rows[0].holds.text().startswith(f"{DAYS} sessions, {first.day} ")
    assert f"to {last.day} " in rows[0].holds.text()
    assert copies(program).more_button.text() == f"Show {DAYS - AT_FIRST} older"
    assert str(program.workspace.diary.path.parent / "backups") in copies(program).place.text()


def test_the_older_ones_come_on_demand_and_the_keyboard_stands_on_the_first(
    program: Program, qtbot: QtBot
) -> None:
    copies(program).more_button.setFocus()
    with qtbot.waitSignal(copies(program).shown):
        copies(program).more_button.click()

    assert [row.holds.text()[0] for row in copies(program).rows] == ["5", "4", "3", "2", "1"]
    assert not copies(program).more_button.isVisible()


def test_a_copy_is_put_back_after_a_question_and_shown_at_once(
    program: Program, qtbot: QtBot
) -> None:
    before = program.workspace.diary
    assert before.count_sessions() == DAYS
    copies(program).rows[2].button.click()
    assert before.count_sessions() == DAYS, "nothing happens before the answer"

    with qtbot.waitSignal(copies(program).shown):
        answer(program, 0)

    assert program.workspace.diary is not before
    assert program.workspace.diary.count_sessions() == DAYS - 2
    assert copies(program).rows[0].copy.reason == "before-restore", "the one before is kept"
    assert copies(program).rows[0].holds.text().startswith(f"{DAYS} sessions")
    now = CLOCK.now()
    assert [row.title.text() for row in copies(program).rows[:2]] == [
        f"Copy of {now.day} Mar 2026, {now:%H:%M}",
        f"Copy of {copies(program).rows[1].copy.day.day} Mar 2026",
    ]
    answer(program, 0)
    program.window.show_page("diary")
    assert program.window.page is program.window.pages.diary


def delete_newest(program: Program) -> None:
    """Takes the newest session out of the diary, and back to Settings."""
    program.window.show_page("diary")
    newest = program.workspace.diary.sessions(limit=1)[0]
    program.window.pages.diary.delete_wanted.emit(newest)
    assert program.window.toast.undo_button.isVisible()
    program.window.show_page("settings")


def test_what_was_deleted_in_the_diary_before_is_no_longer_put_back(
    program: Program, qtbot: QtBot
) -> None:
    delete_newest(program)
    qtbot.waitUntil(lambda: bool(copies(program).rows))
    copies(program).rows[0].button.click()
    with qtbot.waitSignal(copies(program).shown):
        answer(program, 0)
    answer(program, 0)

    assert not program.window.toast.isVisible()
    QTest.keyClick(program.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    program.window.toast.undo_button.click()
    settle()
    assert program.workspace.diary.count_sessions() == DAYS


def test_what_was_deleted_is_not_put_back_from_the_demo(program: Program) -> None:
    delete_newest(program)

    program.window.demo_wanted.emit(True)
    settle()

    assert not program.window.toast.isVisible()


def test_what_only_tells_something_stays_when_a_copy_is_put_back(
    program: Program, qtbot: QtBot
) -> None:
    program.window.toast.say("It is saved.")
    copies(program).rows[2].button.click()
    with qtbot.waitSignal(copies(program).shown):
        answer(program, 0)

    assert program.window.toast.label.text() == "It is saved."
    assert program.window.toast.isVisible()
    answer(program, 0)


def test_leaving_it_changes_nothing(program: Program) -> None:
    before = program.workspace.diary
    copies(program).rows[2].button.click()
    answer(program, 1)

    assert program.workspace.diary is before
    assert before.count_sessions() == DAYS


def test_a_copy_that_was_spoilt_meanwhile_leaves_the_diary_in_use(
    program: Program, caplog: pytest.LogCaptureFixture
) -> None:
    row = copies(program).rows[2]
    row.button.click()
    row.copy.path.write_bytes(b"no diary at all")
    answer(program, 0)

    assert program.workspace.diary.count_sessions() == DAYS
    assert "no copy was put back" in caplog.text
    assert not program.workspace.only_in_memory
    answer(program, 0)


def test_a_spoilt_copy_says_so_and_can_not_be_put_back(qtbot: QtBot, paths: Paths) -> None:
    newest = max((paths.data_dir / "backups").iterdir())
    newest.write_bytes(b"no diary at all")
    program = Program(paths, Start(), CLOCK)
    program.workspace.preferences.first_run_read = True
    qtbot.addWidget(program.window)
    program.window.show_page("settings")
    with qtbot.waitSignal(copies(program).shown):
        program.window.show()
    row = copies(program).rows[0]

    assert row.holds.text() == row.copy.trouble != ""
    assert not row.button.isVisible()
    program.window.hide()
    program.close()


def test_the_demo_has_no_copies(program: Program) -> None:
    program.window.demo_wanted.emit(True)
    program.window.show_page("settings")

    assert copies(program).rows == []
    assert "not kept in a file" in copies(program).words.text()


def test_putting_a_copy_back_leaves_the_page_where_it_was(program: Program, qtbot: QtBot) -> None:
    page = program.window.pages.settings
    page.bring_into_sight(copies(program).rows[2])
    place = page.verticalScrollBar().value()
    assert place > 0
    copies(program).rows[2].button.setFocus()  # it will be gone
    copies(program).rows[2].button.click()
    with qtbot.waitSignal(copies(program).shown):
        answer(program, 0)
    answer(program, 0)
    settle()

    assert abs(page.verticalScrollBar().value() - place) < 200
    assert copies(program).rows[0].visibleRegion().boundingRect().height() > 0


# When they are made.


def sessions_in_copies(paths: Paths) -> dict[str, int]:
    today = CLOCK.now().date()
    found = {}
    for copy in list_backups(paths.diary, today + timedelta(days=9)):
        assert copy.contents is not None
        found[copy.day.isoformat()] = copy.contents.sessions
    return found


def test_what_was_done_today_is_in_a_copy_once_the_window_is_closed(
    qtbot: QtBot, tmp_path: Path
) -> None:
    paths = Paths(resources=RESOURCES, content=RESOURCES, data_dir=tmp_path)
    program = Program(paths, Start(), CLOCK)
    qtbot.addWidget(program.window)
    program.own_diary.look_at()
    diary = program.workspace.diary
    diary.end_session(diary.begin_session(CLOCK.now(), "1"), Outcome.STOPPED, CLOCK.now())

    program.close()

    assert sessions_in_copies(paths) == {CLOCK.now().date().isoformat(): 1}


def test_a_window_left_open_makes_a_copy_each_day(qtbot: QtBot, tmp_path: Path) -> None:
    paths = Paths(resources=RESOURCES, content=RESOURCES, data_dir=tmp_path)
    clock = ManualClock()
    program = Program(paths, Start(), clock)
    qtbot.addWidget(program.window)
    program.workspace.preferences.first_run_read = True
    program.window.show_page("today")
    program.own_diary.look_at()
    program.window.pages.today.refresh()
    days = []
    for _ in range(2):
        diary = program.workspace.diary
        diary.end_session(diary.begin_session(clock.now(), "1"), Outcome.STOPPED, clock.now())
        clock.set_now(clock.now() + timedelta(days=1))
        days.append(clock.now().date().isoformat())
        with qtbot.waitSignal(program.own_diary.copy_kept):
            program.window.pages.today.look_at_the_date()

    assert sessions_in_copies(paths) == dict(zip(days, (1, 2), strict=True))
    program.close()
