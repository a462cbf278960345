"""A diary under a passphrase at the start: asked for, told, left closed or given up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from backrehab.core.diary import Outcome
from backrehab.paths import Paths
from backrehab.storage import keys
from backrehab.storage.copy_names import SET_ASIDE, backups_of
from backrehab.storage.diary import Diary
from backrehab.storage.passphrase import is_under_passphrase, put_under
from backrehab.storage.people import add_person
from backrehab.ui import passphrase_words as words
from backrehab.ui.sealed_diary import LostPassphraseCard, SealedDiaryCard
from tests.storage.played import files_in, write_session
from tests.storage.spoilt import overwrite
from tests.ui.passphrase import CLOCK, DAYS, OTHER, WORDS, Used, set_text, write_days
from tests.ui.shell import name_of, settle

Open = Callable[..., Used]


@pytest.fixture
def paths(tmp_path: Path) -> Iterator[Paths]:
    """Of somebody whose diary is under a passphrase that nobody has told yet."""
    paths = write_days(tmp_path / "own")
    put_under(paths.diary, WORDS)
    keys.forget_all()
    yield paths
    keys.forget_all()


@pytest.fixture
def open_program(qtbot: QtBot, paths: Paths) -> Iterator[Open]:
    opened: list[Used] = []

    def open_program(size: tuple[int, int] = (1366, 768), person: Paths = paths) -> Used:
        opened.append(Used(qtbot, person, size))
        return opened[-1]

    yield open_program
    for used in opened:
        used.close()


def asked(used: Used) -> SealedDiaryCard:
    card = used.card(words.CLOSED)
    assert isinstance(card, SealedDiaryCard)
    return card


def tell(used: Used, passphrase: str = WORDS) -> None:
    """Types it and presses Enter."""
    asked(used)
    used.type(passphrase)
    used.press(Qt.Key.Key_Return)


def bar_is_there(used: Used) -> bool:
    bars = used.window.bars
    return "closed_bar" in vars(bars) and bars.closed_bar.isVisible()


# Told


def test_by_keyboard_alone_it_is_typed_and_the_diary_is_there(open_program: Open) -> None:
    used = open_program()
    tell(used)
    used.wait(lambda: not used.cards)

    assert used.diary.count_sessions() == DAYS
    assert not used.program.workspace.only_in_memory
    assert not bar_is_there(used)
    today = used.window.pages.today
    assert used.window.isAncestorOf(used.focus)
    assert not today.trouble.isVisible()


def test_by_mouse_alone_a_wrong_one_costs_nothing_and_can_be_seen(
    open_program: Open, paths: Paths
) -> None:
    before = paths.diary.read_bytes()
    used = open_program()
    card = asked(used)
    assert card.field.field.echoMode() is QLineEdit.EchoMode.Password

    used.type("something else")
    used.click(card.show_box)
    assert card.field.field.echoMode() is QLineEdit.EchoMode.Normal
    used.click(card.go_button)
    used.wait(card.field.fault.isVisible)

    assert card.field.fault.text() == "That is not it. Nothing is lost; try again."
    assert used.focus is card.field.field
    assert paths.diary.read_bytes() == before
    used.type(WORDS)  # what was there is selected, so this takes its place
    used.click(card.go_button)
    used.wait(lambda: not used.cards)
    assert used.diary.count_sessions() == DAYS


def test_nothing_typed_is_said_at_once(open_program: Open) -> None:
    used = open_program()
    card = asked(used)

    used.press(Qt.Key.Key_Return)

    assert card.field.fault.text() == words.MISSING


def test_the_day_gets_its_copy_though_the_diary_was_closed_at_first(
    open_program: Open, paths: Paths
) -> None:
    used = open_program()
    tell(used)
    used.wait(lambda: not used.cards)
    write_session(used.diary, CLOCK.now())
    used.close()

    again = open_program()
    tell(again)
    again.wait(lambda: not again.cards)
    again.close()  # waits for the copy

    today = backups_of(paths.diary) / f"diary-{CLOCK.now():%Y-%m-%d}.sqlite"
    assert is_under_passphrase(today)


def test_it_is_not_written_into_the_log(
    open_program: Open, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    used = open_program()
    tell(used, OTHER)
    used.wait(asked(used).field.fault.isVisible)
    used.type(WORDS)
    used.press(Qt.Key.Key_Return)
    used.wait(lambda: not used.cards)

    assert WORDS not in caplog.text
    assert OTHER not in caplog.text


def test_a_session_that_was_cut_off_is_asked_about_once_the_diary_is_open(
    open_program: Open, paths: Paths, qtbot: QtBot
) -> None:
    from backrehab.storage.passphrase import unlock

    assert unlock(paths.diary, WORDS)
    with Diary.open(paths.diary) as diary:
        diary.begin_session(CLOCK.now() - timedelta(minutes=5), "1.0.0")
    keys.forget_all()
    used = open_program()
    used.click(asked(used).without_button)
    assert used.cards == []
    used.click(used.window.bars.closed_bar.open_button)
    tell(used)

    message = used.message("A session is not finished")

    used.click(message.buttons[0])
    assert used.diary.unfinished() is None


# Left closed


def test_without_it_the_exercises_work_and_a_bar_leads_back(open_program: Open) -> None:
    used = open_program()
    used.click(asked(used).without_button)

    assert used.cards == []
    assert used.program.workspace.only_in_memory
    assert not used.window.pages.today.trouble.isVisible()
    bar = used.window.bars.closed_bar
    assert bar.isVisible()
    assert bar.words.text() == "Your diary is not open. What you do now is not saved in it yet."
    write_session(used.diary, CLOCK.now())
    used.tab_to("Open my diary")
    used.press(Qt.Key.Key_Return)

    assert "is not in it yet: 1 session." in asked(used).accessibleDescription()
    tell(used)
    message = used.message("Your diary is open")
    assert message.text.text() == "What you did meanwhile is in it now: 1 session."
    used.press(Qt.Key.Key_Return)
    assert used.diary.count_sessions() == DAYS + 1
    assert not bar_is_there(used)


def test_the_bar_stays_on_every_page_but_not_over_a_session(open_program: Open) -> None:
    used = open_program()
    asked(used)
    used.press(Qt.Key.Key_Escape)  # as without it
    used.wait(lambda: bar_is_there(used))
    for page in ("library", "diary", "settings", "help"):
        used.window.show_page(page)
        assert bar_is_there(used), page

    used.window.show_page("session")

    assert not bar_is_there(used)


def test_after_a_session_it_is_asked_for_again(
    open_program: Open, caplog: pytest.LogCaptureFixture
) -> None:
    used = open_program()
    used.click(asked(used).without_button)
    used.window.show_page("session")
    session_id = used.diary.begin_session(CLOCK.now(), "1.0.0")
    used.diary.end_session(session_id, Outcome.STOPPED, CLOCK.now())

    used.window.pages.session.finished.emit()

    assert "1 session" in asked(used).accessibleDescription()


def test_in_and_out_of_the_demo_the_bar_goes_and_comes(open_program: Open) -> None:
    used = open_program()
    used.click(asked(used).without_button)

    used.window.demo_wanted.emit(True)
    settle()
    assert not bar_is_there(used)
    used.window.demo_wanted.emit(False)
    settle()

    assert bar_is_there(used)


# Given up


def test_what_can_be_done_without_it_is_said_plainly(open_program: Open, paths: Paths) -> None:
    used = open_program()
    used.tab_to("I have forgotten it, or never set one")
    used.press(Qt.Key.Key_Return)
    card = used.card(words.LOST_TITLE)
    assert isinstance(card, LostPassphraseCard)

    said = card.accessibleDescription()
    assert "Nobody can open this diary without its passphrase." in said
    assert "Your diary is kept, whatever you choose." in said
    assert "Its copies are kept, too." in said
    assert [button.text() for button in card.buttons.values()] == ["Begin a new diary"]
    assert used.focus is card.back_button
    used.press(Qt.Key.Key_Escape)
    asked(used)


def test_a_new_diary_is_begun_and_the_closed_one_is_kept(
    open_program: Open, paths: Paths, caplog: pytest.LogCaptureFixture
) -> None:
    before = paths.diary.read_bytes()
    used = open_program()
    used.click(asked(used).lost_button)
    card = used.card(words.LOST_TITLE)
    assert isinstance(card, LostPassphraseCard)
    (begin_anew,) = card.buttons.values()
    used.click(begin_anew)

    message = used.message("Your diary is back")
    assert "You have a new diary." in message.text.text()
    assert "It has no passphrase." in message.text.text()
    used.click(message.buttons[0])
    assert used.diary.count_sessions() == 0
    assert not is_under_passphrase(paths.diary)
    assert before in files_in(paths.diary.parent / SET_ASIDE).values()
    assert not bar_is_there(used)


def test_a_copy_that_anybody_can_open_is_offered(open_program: Open, paths: Paths) -> None:
    plain = paths.diary.with_name("plain.sqlite")
    with Diary.open(plain) as diary:
        write_session(diary, CLOCK.now() - timedelta(days=9))
    plain.rename(backups_of(paths.diary) / "diary-2026-02-21.sqlite")
    used = open_program()
    used.click(asked(used).lost_button)
    card = used.card(words.LOST_TITLE)
    assert isinstance(card, LostPassphraseCard)
    assert "A copy of 21 February 2026 opens without a passphrase: 1 session" in (
        card.accessibleDescription()
    )
    use_copy, _begin_anew = card.buttons.values()
    assert use_copy.text() == "Use the copy of 21 February 2026"

    used.click(use_copy)

    used.message("Your diary is back")
    assert used.diary.count_sessions() == 1


def test_a_damaged_one_is_asked_about_once_it_is_open(
    open_program: Open, paths: Paths, caplog: pytest.LogCaptureFixture
) -> None:
    overwrite(paths.diary, 5 * 4_096)
    used = open_program()
    tell(used)

    used.message("Part of your diary can't be read")


# Several people


def test_somebody_else_s_diary_is_closed_again_when_the_first_comes_back(
    open_program: Open, paths: Paths
) -> None:
    other = add_person(paths.data_dir, "", "Anna", "Ben").people[-1]
    theirs = write_days(paths.data_dir, other.id)
    put_under(theirs.diary, OTHER)
    keys.forget_all()
    anna = open_program()
    tell(anna)
    anna.wait(lambda: not anna.cards)
    anna.close()

    ben = open_program(person=theirs)
    tell(ben, WORDS)  # Anna's opens nothing here
    ben.wait(asked(ben).field.fault.isVisible)
    ben.type(OTHER)
    ben.press(Qt.Key.Key_Return)
    ben.wait(lambda: not ben.cards)
    assert ben.diary.path == theirs.diary
    ben.close()

    asked(open_program())  # Anna has to tell it anew


# For everybody


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("size", [(1024, 600), (1366, 768)])
def test_nothing_is_cut_at_any_size(
    open_program: Open, paths: Paths, size: tuple[int, int], percent: int
) -> None:
    set_text(paths, percent)
    used = open_program(size)
    card = asked(used)
    assert used.cut() == []
    card.field.refuse(words.WRONG)
    settle()
    assert used.cut() == []
    for stop in (card.field.field, card.show_box, card.go_button, card.without_button):
        assert stop.height() >= 44

    card.lost.emit()
    used.card(words.LOST_TITLE)
    assert used.cut() == []
    used.press(Qt.Key.Key_Escape)
    asked(used).without.emit()
    settle()
    assert used.cut() == []


def test_the_keyboard_stays_on_the_card_and_comes_to_each_control_in_order(
    open_program: Open,
) -> None:
    used = open_program()
    card = asked(used)
    order = [name_of(card.field.field)]
    for _ in range(5):
        used.press(Qt.Key.Key_Tab)
        order.append(name_of(used.focus))

    assert order == [
        "Your passphrase",
        "Show what I type",
        "Open my diary",
        "Without my diary for now",
        "I have forgotten it, or never set one",
        "Your passphrase",
    ]
    used.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert used.focus is card.lost_button
    used.press(Qt.Key.Key_F1)
    used.press(Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert used.window.navigation.trail.current == "today"


def test_a_page_that_comes_behind_it_takes_no_keyboard(open_program: Open) -> None:
    used = open_program()
    card = asked(used)
    used.press(Qt.Key.Key_Tab)
    exercise = used.program.library.exercises[0]

    used.window.open_exercise(exercise.id)  # as a second start does
    settle()

    assert used.window.navigation.trail.current == "exercise"
    assert used.focus is card.show_box
    used.type(" ")
    assert card.show_box.isChecked()
    used.press(Qt.Key.Key_Escape)
    settle()
    used.press(Qt.Key.Key_Tab)
    assert used.cards == []
    assert used.focus.isVisible()


def test_who_deletes_everything_is_told_that_the_diary_is_closed(open_program: Open) -> None:
    used = open_program()
    used.click(asked(used).without_button)
    used.window.show_page("settings")
    used.window.pages.settings.people.delete_button.click()

    message = used.message("Delete everything?")
    assert "the diary (it is not open now)," in message.text.text()


def test_a_screen_reader_hears_what_it_is_and_never_what_is_typed(open_program: Open) -> None:
    used = open_program()
    card = asked(used)
    used.type("secret")
    field = QAccessible.queryAccessibleInterface(card.field.field)
    assert field is not None

    assert card.accessibleName() == "Your diary is under a passphrase"
    assert field.state().passwordEdit
    assert "secret" not in field.text(QAccessible.Text.Value)
    card.field.refuse(words.WRONG)
    assert field.text(QAccessible.Text.Description) == words.WRONG


# Lost, with copies that are closed


@pytest.fixture
def gone(paths: Paths) -> Paths:
    for file in paths.data_dir.glob("diary.sqlite*"):
        file.unlink()
    return paths


def asked_for_copies(used: Used) -> SealedDiaryCard:
    card = used.card("Your diary is not there")
    assert isinstance(card, SealedDiaryCard)
    return card


def test_the_passphrase_of_its_copies_brings_a_lost_diary_back_by_keyboard(
    open_program: Open, gone: Paths, caplog: pytest.LogCaptureFixture
) -> None:
    used = open_program()
    card = asked_for_copies(used)
    assert "Its copies are under a passphrase." in card.accessibleDescription()
    assert not bar_is_there(used)
    used.type(OTHER)
    used.press(Qt.Key.Key_Return)
    used.wait(lambda: card.field.fault.text() == words.WRONG)

    used.type(WORDS)
    used.press(Qt.Key.Key_Return)

    message = used.message("Your diary is not there")
    newest = used.focus
    assert newest is message.buttons[0]
    assert name_of(newest).startswith("Use the copy of ")
    used.press(Qt.Key.Key_Return)
    assert f"It holds {DAYS} sessions." in used.message("Your diary is back").text.text()
    assert used.diary.count_sessions() == DAYS
    assert is_under_passphrase(gone.diary)


def test_without_that_passphrase_a_new_diary_is_begun_and_the_copies_stay(
    open_program: Open, gone: Paths, caplog: pytest.LogCaptureFixture
) -> None:
    before = files_in(backups_of(gone.diary))
    used = open_program()
    used.click(asked_for_copies(used).lost_button)
    card = used.card(words.LOST_TITLE)
    assert isinstance(card, LostPassphraseCard)
    assert "Nobody can open the copies without their passphrase." in card.accessibleDescription()
    (begin_anew,) = card.buttons.values()

    used.click(begin_anew)

    text = used.message("Your diary is back").text.text()
    assert "You have a new diary." in text
    assert "It has no passphrase." in text
    assert used.diary.count_sessions() == 0
    assert files_in(backups_of(gone.diary)) == before


def test_a_lost_diary_can_be_left_for_now(
    open_program: Open, gone: Paths, caplog: pytest.LogCaptureFixture
) -> None:
    used = open_program()
    asked_for_copies(used)
    used.press(Qt.Key.Key_Escape)
    used.wait(lambda: not used.cards)

    assert used.program.workspace.only_in_memory
    assert not gone.diary.exists()


@pytest.mark.parametrize(("size", "percent"), [((1366, 768), 200), ((1024, 600), 200)])
def test_nothing_of_it_is_cut(
    open_program: Open,
    gone: Paths,
    caplog: pytest.LogCaptureFixture,
    size: tuple[int, int],
    percent: int,
) -> None:
    set_text(gone, percent)
    used = open_program(size)
    card = asked_for_copies(used)
    assert used.cut() == []
    used.click(card.field)
    used.type(WORDS)
    used.press(Qt.Key.Key_Return)

    message = used.message("Your diary is not there")
    assert used.cut() == []
    for button in message.buttons:
        assert button.visibleRegion().boundingRect() == button.rect()
