"""A diary that can't be opened for a while: nothing that is told meanwhile is lost unasked."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from backrehab.app import ANOTHER_PERSON
from backrehab.paths import Paths
from backrehab.storage import keys
from backrehab.storage.diary import Diary
from backrehab.storage.goals import add_goal, goals
from backrehab.storage.passphrase import put_under
from backrehab.ui import passphrase_words, unsaved_words
from backrehab.ui.people_changes import PeopleChanges
from backrehab.ui.unsaved_card import UnsavedCard
from tests.storage.hostile import locked
from tests.storage.played import write_session
from tests.storage.spoilt import overwrite
from tests.storage.test_restore import newer
from tests.ui.passphrase import CLOCK, DAYS, WORDS, Used, write_days
from tests.ui.shell import in_sight, settle

Open = Callable[..., Used]


class Lock:
    """Another program that keeps the diary for itself, until it lets go."""

    def __init__(self, file: Path) -> None:
        self._locked = locked(file)
        self._locked.__enter__()
        self._is_on = True

    def let_go(self) -> None:
        if self._is_on:
            self._is_on = False
            self._locked.__exit__(None, None, None)


@pytest.fixture
def paths(tmp_path: Path) -> Iterator[Paths]:
    yield write_days(tmp_path / "own")
    keys.forget_all()


@pytest.fixture
def lock(paths: Paths, caplog: pytest.LogCaptureFixture) -> Iterator[Lock]:
    """The diary is locked from before the start on."""
    lock = Lock(paths.diary)
    yield lock
    lock.let_go()


@pytest.fixture
def open_program(qtbot: QtBot, paths: Paths) -> Iterator[Open]:
    opened: list[Used] = []

    def open_program(size: tuple[int, int] = (1366, 768)) -> Used:
        opened.append(Used(qtbot, paths, size))
        return opened[-1]

    yield open_program
    for used in opened:
        used.close()


def not_now(used: Used, title: str = "Your diary is in use") -> Used:
    """Answers the question at the start."""
    message = used.message(title)
    (button,) = (it for it in message.buttons if it.text() == "Not now")
    used.click(button)
    return used


def without_it(used: Used) -> Used:
    """The same of a diary under a passphrase."""
    used.card(passphrase_words.CLOSED)
    used.press(Qt.Key.Key_Escape)
    settle()
    return used


def asked(used: Used) -> UnsavedCard:
    card = used.card(unsaved_words.TITLE)
    assert isinstance(card, UnsavedCard)
    return card


def words_on(widget: QWidget) -> str:
    """All that is read there."""
    from PySide6.QtWidgets import QLabel

    return " ".join(it.text() for it in in_sight(widget) if isinstance(it, QLabel))


def sessions_in(paths: Paths) -> int:
    with Diary.open(paths.diary) as diary:
        return diary.count_sessions()


# What is said meanwhile


def test_what_is_added_by_hand_is_not_said_to_be_saved(open_program: Open, lock: Lock) -> None:
    used = not_now(open_program())
    session_id = write_session(used.diary, CLOCK.now())
    used.window.diary_way.add_by_hand()

    used.window.pages.by_hand.saved.emit(session_id, True)
    assert used.window.toast.label.text() == "It is not saved yet: your diary is not open."
    used.window.pages.by_hand.saved.emit(session_id, False)
    assert used.window.toast.label.text() == (
        "It is changed. It is not saved yet: your diary is not open."
    )


def test_a_goal_is_not_said_to_be_saved(open_program: Open, lock: Lock) -> None:
    used = not_now(open_program())
    used.window.show_page("goals")
    page = used.window.pages.goals
    page.field.show_text("Walk to the shop")

    page.add_button.click()
    assert used.window.toast.label.text() == (
        "The goal is added. It is not saved yet: your diary is not open."
    )
    page.cards[0].number_given.emit(4)
    assert used.window.toast.label.text() == (
        "Added: 4. It is not saved yet: your diary is not open."
    )


def test_what_is_saved_is_said_to_be(open_program: Open) -> None:
    used = open_program()
    session_id = write_session(used.diary, CLOCK.now())
    used.window.diary_way.add_by_hand()

    used.window.pages.by_hand.saved.emit(session_id, True)

    assert used.window.toast.label.text() == "It is in your diary."


# The window closes


def test_when_the_lock_is_over_closing_puts_it_into_the_diary(
    open_program: Open, lock: Lock, paths: Paths
) -> None:
    used = not_now(open_program())
    write_session(used.diary, CLOCK.now())
    add_goal(used.diary, "Walk to the shop", CLOCK.now())
    lock.let_go()

    assert used.window.close()

    used.close()
    assert sessions_in(paths) == DAYS + 1
    with Diary.open(paths.diary) as diary:
        assert [goal.words for goal in goals(diary)] == ["Walk to the shop"]


def test_what_can_still_not_be_saved_is_asked_about(
    open_program: Open, lock: Lock, paths: Paths
) -> None:
    used = not_now(open_program())
    write_session(used.diary, CLOCK.now())

    assert not used.window.close()
    card = asked(used)
    said = card.accessibleDescription()
    assert "1 session is only in this window." in said
    assert f"Another program is using your diary {paths.diary}" in said
    assert used.focus is card.open_button
    assert used.cut() == []

    used.press(Qt.Key.Key_Return)  # it is locked still
    card = asked(used)
    lock.let_go()
    used.press(Qt.Key.Key_Return)
    used.wait(lambda: not used.window.isVisible())

    used.close()
    assert sessions_in(paths) == DAYS + 1


def test_it_closes_without_saving_only_when_told(
    open_program: Open, lock: Lock, paths: Paths
) -> None:
    used = not_now(open_program())
    write_session(used.diary, CLOCK.now())
    used.window.close()
    used.click(asked(used).back_button)
    assert used.window.isVisible()
    assert used.cards == []
    used.window.close()
    used.press(Qt.Key.Key_Escape)
    assert used.window.isVisible()

    used.window.close()
    used.click(asked(used).close_button)

    assert not used.window.isVisible()
    lock.let_go()
    used.close()
    assert sessions_in(paths) == DAYS


def test_a_spreadsheet_can_be_saved_first(open_program: Open, lock: Lock, tmp_path: Path) -> None:
    used = not_now(open_program())
    write_session(used.diary, CLOCK.now())
    to = tmp_path / "mine.csv"
    used.program.own_diary.unsaved.ask_where = lambda *_: to
    used.window.close()
    card = asked(used)

    used.click(card.save_button)

    assert len(to.read_text("utf-8-sig").splitlines()) > 1
    assert str(to) in card.saved.text()
    assert card.close_button.text() == "Close"
    used.click(card.close_button)
    assert not used.window.isVisible()


def test_with_nothing_in_memory_it_just_closes(open_program: Open, lock: Lock) -> None:
    used = not_now(open_program())

    assert used.window.close()


def test_without_the_passphrase_closing_asks_and_leads_to_it(
    open_program: Open, paths: Paths
) -> None:
    put_under(paths.diary, WORDS)
    keys.forget_all()
    used = without_it(open_program())
    write_session(used.diary, CLOCK.now())
    assert not used.window.close()
    card = asked(used)
    assert card.open_button.text() == "Open my diary"

    used.click(card.open_button)
    used.card(passphrase_words.CLOSED)
    used.type(WORDS)
    used.press(Qt.Key.Key_Return)
    used.message(passphrase_words.OPENED)

    assert used.diary.count_sessions() == DAYS + 1
    used.press(Qt.Key.Key_Return)
    assert used.window.close()


def test_a_damaged_diary_is_never_written_into_unasked(
    open_program: Open, paths: Paths, caplog: pytest.LogCaptureFixture
) -> None:
    overwrite(paths.diary, 5 * 4_096)
    before = paths.diary.read_bytes()
    used = open_program()
    not_now(used, "Part of your diary can't be read")
    write_session(used.diary, CLOCK.now())

    assert not used.window.close()

    assert asked(used).open_button.text() == "Open my diary"
    assert paths.diary.read_bytes() == before


def test_to_somebody_else_it_is_saved_or_asked_as_well(
    open_program: Open, lock: Lock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[int] = []
    monkeypatch.setattr("backrehab.app.QCoreApplication.exit", ended.append)
    used = not_now(open_program())
    write_session(used.diary, CLOCK.now())
    used.window.show_page("settings")
    (changes,) = used.window.findChildren(PeopleChanges)

    changes.change_wanted.emit()
    card = asked(used)
    used.click(card.open_button)  # it is locked still
    card = asked(used)
    assert ended == []
    lock.let_go()
    used.click(card.open_button)

    assert ended == [ANOTHER_PERSON]
    assert used.diary.count_sessions() == DAYS + 1


def test_behind_the_demo_it_is_not_forgotten(open_program: Open, lock: Lock, paths: Paths) -> None:
    used = not_now(open_program())
    write_session(used.diary, CLOCK.now())
    used.window.demo_wanted.emit(True)
    settle()
    assert not used.window.close()
    asked(used)
    lock.let_go()

    assert used.window.close()

    used.close()
    assert sessions_in(paths) == DAYS + 1


def test_an_end_from_outside_tries_once_and_asks_nothing(
    open_program: Open, lock: Lock, paths: Paths
) -> None:
    used = not_now(open_program())
    write_session(used.diary, CLOCK.now())
    lock.let_go()

    used.close()  # as after a signal: the window was not asked

    assert sessions_in(paths) == DAYS + 1


def test_when_the_desktop_ends_nothing_is_asked(
    open_program: Open, lock: Lock, paths: Paths, caplog: pytest.LogCaptureFixture
) -> None:
    used = not_now(open_program())
    write_session(used.diary, CLOCK.now())

    used.program.keep()  # it is locked still

    assert used.window.close()
    lock.let_go()
    used.close()
    assert sessions_in(paths) == DAYS + 1


def test_a_note_that_is_being_typed_goes_in_with_it(
    open_program: Open, lock: Lock, paths: Paths
) -> None:
    used = not_now(open_program())
    session_id = write_session(used.diary, CLOCK.now())
    used.window.diary_way.open_session(session_id)
    page = used.window.pages.one_session
    page.note.field.setFocus()
    used.type("hard today")
    lock.let_go()

    assert used.window.close()

    used.close()
    with closing(sqlite3.connect(paths.diary)) as other:
        found = other.execute("SELECT note FROM session WHERE session_id = ?", (session_id,))
        assert found.fetchone() == ("hard today",)


# By itself


def test_on_the_next_page_it_is_saved_by_itself_and_said(open_program: Open, lock: Lock) -> None:
    used = not_now(open_program())
    write_session(used.diary, CLOCK.now())
    used.window.show_page("library")
    settle()
    assert used.program.workspace.only_in_memory
    lock.let_go()

    used.window.show_page("diary")
    used.wait(lambda: not used.program.workspace.only_in_memory)

    assert used.diary.count_sessions() == DAYS + 1
    assert used.window.toast.label.text() == (
        "Your diary is open again. What you did meanwhile is saved in it."
    )
    assert not used.window.bars.closed_bar.isVisible()
    assert f"{DAYS + 1} sessions" in used.window.pages.diary.parts.totals.text()


def test_what_is_saved_is_the_diary_that_was_opened_while_it_was_asked_where_to(
    open_program: Open, lock: Lock, qtbot: QtBot, tmp_path: Path
) -> None:
    """A minute may be over while the desktop's own question stands before the window."""
    used = not_now(open_program())
    write_session(used.diary, CLOCK.now())
    used.window.show_page("diary")
    page = used.window.pages.diary
    to = tmp_path / "mine.csv"

    def say_where_at_last(*_: object) -> Path:
        lock.let_go()
        used.program.own_diary.unsaved.look_again()
        assert not used.program.workspace.only_in_memory
        return to

    page._saving.ask_where = say_where_at_last
    used.click(page.parts.export_button)
    qtbot.waitUntil(lambda: page.errands.errand is None)

    rows = len(to.read_text("utf-8-sig").splitlines()) - 1
    assert rows == used.diary.count_entries(page.days.since, page.days.until)
    assert used.window.toast.label.text() == f"Saved {rows} rows to {to}"


def test_it_tries_now_and_then_but_not_where_something_is_typed(
    open_program: Open, lock: Lock
) -> None:
    used = not_now(open_program())
    unsaved = used.program.own_diary.unsaved
    write_session(used.diary, CLOCK.now())
    lock.let_go()
    used.window.diary_way.add_by_hand()
    settle()
    unsaved.look_again()
    assert used.program.workspace.only_in_memory  # the form stays as it is

    used.window.navigation.back()
    settle()

    assert not used.program.workspace.only_in_memory


def test_behind_the_question_nothing_is_tried(
    open_program: Open, lock: Lock, caplog: pytest.LogCaptureFixture
) -> None:
    used = open_program()
    used.message("Your diary is in use")
    lock.let_go()

    used.program.own_diary.unsaved.look_again()

    assert used.program.workspace.only_in_memory


# The way back to the question


@pytest.mark.parametrize("size", [(1366, 768), (800, 560)])
def test_after_not_now_a_bar_on_every_page_leads_back(
    open_program: Open, lock: Lock, size: tuple[int, int]
) -> None:
    used = not_now(open_program(size))
    bar = used.window.bars.closed_bar
    for page in ("today", "library", "diary", "settings", "help", "goals", "ways_out", "about"):
        used.window.show_page(page)
        settle()
        assert bar.isVisible(), page
        assert used.cut() == []

    used.click(bar.open_button)

    used.message("Your diary is in use")


def test_for_a_newer_diary_as_well(
    open_program: Open, paths: Paths, caplog: pytest.LogCaptureFixture
) -> None:
    made = paths.data_dir / "newer.sqlite"
    newer(made)
    made.replace(paths.diary)
    used = not_now(open_program(), "Your diary is from a newer BackRehab")

    assert used.window.bars.closed_bar.isVisible()


def test_the_diary_page_says_that_it_is_not_open(open_program: Open, lock: Lock) -> None:
    used = not_now(open_program())
    used.window.show_page("diary")
    page = used.window.pages.diary
    assert page.nothing.words.text() == "Your diary is not open, so what is in it can't be shown."
    used.click(page.nothing.button)
    not_now(used)

    write_session(used.diary, CLOCK.now())
    page.refresh()

    assert page.parts.not_saved.isVisible()
    assert "Here is only what you did since then." in page.parts.not_saved.text()


def test_settings_say_that_it_is_not_open_and_lead_to_it(open_program: Open, lock: Lock) -> None:
    used = not_now(open_program())
    used.window.show_page("settings")
    settings = used.window.pages.settings
    assert settings.copies.words.text() == (
        "Your diary is not open, so its copies can't be shown. Open it first."
    )
    assert not settings.notes.saved.isVisible()
    for card in (settings.copies, settings.protection):
        used.click_in_settings(card.diary_button)
        not_now(used)

    lock.let_go()
    used.click_in_settings(settings.copies.diary_button)
    used.press(Qt.Key.Key_Return)

    assert settings.notes.saved.isVisible()
    assert not settings.copies.diary_button.isVisible()
    assert not settings.protection.diary_button.isVisible()


def test_nothing_is_said_to_be_unsaved_before_the_question_is_answered(
    open_program: Open, paths: Paths
) -> None:
    put_under(paths.diary, WORDS)
    keys.forget_all()
    used = open_program()
    used.card(passphrase_words.CLOSED)

    assert "ot saved" not in words_on(used.window.pages.today)
    assert "Saved on this computer" not in words_on(used.window.pages.today)
    assert QApplication.focusWidget() is not None
