"""A passphrase set, changed and taken off in Settings, on a real diary with its copies."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from backrehab.paths import Paths
from backrehab.storage import keys
from backrehab.storage.copy_names import SET_ASIDE, backups_of
from backrehab.storage.diary import Diary
from backrehab.storage.passphrase import is_under_passphrase, put_under, unlock
from backrehab.ui import passphrase_words as words
from backrehab.ui.buttons import Button
from backrehab.ui.controls import Label
from backrehab.ui.over_card import OverCard
from backrehab.ui.passphrase_card import PassphraseCard
from backrehab.ui.passphrase_new import NewPassphraseCard
from backrehab.ui.passphrase_words import Change
from backrehab.ui.saving import Form
from backrehab.ui.settings.protection import ProtectionCard
from tests.ui.passphrase import DAYS, OTHER, WORDS, Used, set_text, write_days
from tests.ui.shell import name_of, settle

Open = Callable[..., Used]


@pytest.fixture
def paths(tmp_path: Path) -> Iterator[Paths]:
    keys.forget_all()
    yield write_days(tmp_path / "own")
    keys.forget_all()


@pytest.fixture
def open_settings(qtbot: QtBot, paths: Paths) -> Iterator[Open]:
    """Opens Settings; `sealed` puts the diary under the passphrase first."""
    opened: list[Used] = []

    def open_settings(size: tuple[int, int] = (1366, 768), *, sealed: bool = False) -> Used:
        if sealed:
            put_under(paths.diary, WORDS)  # which also tells it
        used = Used(qtbot, paths, size)
        opened.append(used)
        used.wait(lambda: not used.program.workspace.only_in_memory)
        used.window.show_page("settings")
        settle()
        return used

    yield open_settings
    for used in opened:
        used.close()


def card_of(used: Used) -> ProtectionCard:
    return used.window.pages.settings.protection


def offered(used: Used) -> list[str]:
    return [it.text() for it in card_of(used).buttons.values() if it.isVisible()]


def press(used: Used, change: Change) -> None:
    used.click_in_settings(card_of(used).buttons[change])


def new_card(used: Used, change: Change = Change.SET) -> NewPassphraseCard:
    card = used.card(words.TITLES[change])
    assert isinstance(card, NewPassphraseCard)
    return card


def choose(used: Used, change: Change, passphrase: str) -> None:
    """Fills the card of a new one in, and goes on."""
    card = new_card(used, change)
    used.type(passphrase)
    used.press(Qt.Key.Key_Return)
    used.type(passphrase)
    card.written_box.setChecked(True)
    used.press(Qt.Key.Key_Return)


def tell_present(used: Used, change: Change, passphrase: str = WORDS) -> PassphraseCard:
    card = used.card(words.TITLES[change])
    assert isinstance(card, PassphraseCard)
    used.type(passphrase)
    used.press(Qt.Key.Key_Return)
    return card


def said(card: OverCard) -> str:
    return "\n".join(label.text() for label in card.findChildren(Label) if label.isVisible())


def sealed_copies(paths: Paths) -> int:
    return sum(is_under_passphrase(copy) for copy in backups_of(paths.diary).iterdir())


# Set


def test_it_is_set_by_keyboard_alone_and_told_what_was_done(
    open_settings: Open, paths: Paths
) -> None:
    used = open_settings()
    assert card_of(used).words.text() == words.NONE_SET
    assert offered(used) == ["Set a passphrase"]

    used.tab_to("Set a passphrase")
    used.press(Qt.Key.Key_Return)
    new_card(used)
    used.type(WORDS)
    used.tab_to("The same again")
    used.type(WORDS)
    used.tab_to("I have written it down in a safe place")
    used.press(Qt.Key.Key_Space)
    used.tab_to("Put my diary under it")
    used.press(Qt.Key.Key_Return)

    done = used.card("Your passphrase is set")
    copies = len(list(backups_of(paths.diary).iterdir()))
    assert f"Your diary and {copies} copies are under the passphrase now." in said(done)
    assert "Not under it: files you save" in said(done)
    assert "Until now your diary was open." in said(done)
    assert sealed_copies(paths) == copies >= DAYS
    assert is_under_passphrase(paths.diary)
    assert used.diary.count_sessions() == DAYS

    used.press(Qt.Key.Key_Return)
    settle()
    assert used.cards == []
    assert card_of(used).words.text() == words.ONE_SET
    assert offered(used) == ["Change the passphrase", "Take it off"]
    assert name_of(used.focus) == "Change the passphrase"


def test_what_is_missing_is_said_by_the_field_one_step_at_a_time(open_settings: Open) -> None:
    used = open_settings()
    press(used, Change.SET)
    card = new_card(used)

    used.click(card.go_button)
    assert card.first.fault.text() == words.NO_NEW_ONE
    used.type("short")
    used.click(card.go_button)
    assert card.first.fault.text() == "A passphrase needs at least 8 characters."
    used.type(WORDS)
    used.click(card.go_button)
    assert card.again.fault.text() == words.NOT_AGAIN
    used.type("four plain words hare")
    used.click(card.go_button)
    assert card.again.fault.text() == words.NOT_THE_SAME
    used.type(WORDS)
    used.click(card.go_button)
    assert card.missing.text() == words.NOT_WRITTEN_DOWN
    assert used.focus is card.written_box
    used.press(Qt.Key.Key_Space)

    assert not card.missing.isVisible()
    used.click(card.go_button)
    used.card("Your passphrase is set")


def test_what_is_missing_is_in_sight_on_a_small_screen(open_settings: Open) -> None:
    used = open_settings((1024, 600))
    press(used, Change.SET)
    card = new_card(used)
    for field in (card.first, card.again):
        field.field.setText(WORDS)
    card.go_button.click()
    settle()

    for part in (card.missing, card.written_box):
        assert not part.visibleRegion().isEmpty()
        assert part.visibleRegion().boundingRect() == part.rect()


@pytest.mark.parametrize("typed", ["", "short", WORDS])
def test_with_a_fault_the_whole_card_is_in_sight_on_a_laptop(
    open_settings: Open, typed: str
) -> None:
    used = open_settings((1366, 748))
    press(used, Change.SET)
    card = new_card(used)
    card.first.field.setText(typed)
    card.go_button.click()
    settle()

    faults = (card.first.fault, card.again.fault, card.missing)
    for part in (card.title, *faults, card.go_button, card.leave_button):
        if part.isVisible():
            assert part.visibleRegion().boundingRect() == part.rect(), name_of(part)


def test_leaving_it_changes_nothing(open_settings: Open, paths: Paths) -> None:
    used = open_settings()
    press(used, Change.SET)
    used.type(WORDS)
    used.click(new_card(used).leave_button)
    assert used.cards == []
    press(used, Change.SET)
    assert new_card(used).first.typed == ""
    used.press(Qt.Key.Key_Escape)
    settle()

    assert used.cards == []
    assert used.focus is card_of(used).buttons[Change.SET]
    assert not is_under_passphrase(paths.diary)


def test_a_spreadsheet_is_saved_first_if_it_is_wanted(
    open_settings: Open, paths: Paths, tmp_path: Path
) -> None:
    used = open_settings()
    to = tmp_path / "saved.csv"
    asked: list[str] = []

    def ask_where(_parent: object, _form: Form, name: str) -> Path:
        asked.append(name)
        return to

    changes = used.program.own_diary.changes
    assert changes is not None
    changes.ask_where = ask_where
    press(used, Change.SET)
    card = new_card(used)
    used.click(card.save_button)
    used.wait(card.saved.isVisible)

    assert asked == ["backrehab-diary-2026-03-02.csv"]
    assert card.saved.text() == f"Saved {DAYS} rows to {to}"
    assert len(to.read_text(encoding="utf-8-sig").splitlines()) == DAYS + 1
    assert used.cards == [card]


def test_files_that_stay_as_they_were_are_named(open_settings: Open, paths: Paths) -> None:
    aside = paths.diary.parent / SET_ASIDE / "diary-before.sqlite"
    aside.parent.mkdir()
    shutil.copy(paths.diary, aside)
    used = open_settings()
    press(used, Change.SET)
    choose(used, Change.SET, WORDS)

    done = used.card("Your passphrase is set")
    assert "This file was not changed: set aside earlier." in said(done)
    assert str(aside) in said(done)


_HOLD = """
import sqlite3, sys
other = sqlite3.connect(sys.argv[1])
other.execute("SELECT count(*) FROM session").fetchone()
print("open", flush=True)
sys.stdin.read()
"""


def test_a_diary_that_is_in_use_elsewhere_stays_as_it_was(
    open_settings: Open, paths: Paths, caplog: pytest.LogCaptureFixture
) -> None:
    used = open_settings()
    press(used, Change.SET)
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(paths.diary)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        choose(used, Change.SET, WORDS)
        message = used.message("The passphrase was not set")
        other.communicate()

    assert "open in another window" in message.text.text()
    used.click(message.buttons[0])
    assert used.focus is card_of(used).buttons[Change.SET]
    assert not is_under_passphrase(paths.diary)
    assert sealed_copies(paths) == 0
    assert used.diary.count_sessions() == DAYS


def test_closing_the_program_meanwhile_waits_until_all_of_it_is_done(
    open_settings: Open, paths: Paths
) -> None:
    used = open_settings()
    press(used, Change.SET)
    choose(used, Change.SET, WORDS)

    used.close()

    assert is_under_passphrase(paths.diary)
    assert sealed_copies(paths) == len(list(backups_of(paths.diary).iterdir()))


# Changed and taken off


def test_it_is_changed_only_by_who_knows_it(open_settings: Open, paths: Paths) -> None:
    used = open_settings(sealed=True)
    press(used, Change.CHANGE)
    card = tell_present(used, Change.CHANGE, "not the one")
    used.wait(card.field.fault.isVisible)
    assert card.field.fault.text() == words.WRONG
    used.type(WORDS)
    used.press(Qt.Key.Key_Return)
    used.wait(lambda: isinstance(used.cards[0], NewPassphraseCard))
    choose(used, Change.CHANGE, OTHER)
    done = used.card("Your passphrase is changed")

    assert "under the new passphrase now" in said(done)
    assert used.diary.count_sessions() == DAYS
    used.close()
    assert not unlock(paths.diary, WORDS)
    assert unlock(paths.diary, OTHER)
    for copy in backups_of(paths.diary).iterdir():
        assert unlock(copy, OTHER)


def test_it_is_taken_off_only_by_who_knows_it(open_settings: Open, paths: Paths) -> None:
    used = open_settings(sealed=True)
    press(used, Change.TAKE_OFF)
    card = tell_present(used, Change.TAKE_OFF, "not the one")
    used.wait(card.field.fault.isVisible)
    assert is_under_passphrase(paths.diary)
    used.type(WORDS)
    used.click(card.go_button)
    done = used.card("The passphrase is off")

    assert "no longer under a passphrase" in said(done)
    assert sealed_copies(paths) == 0
    assert not is_under_passphrase(paths.diary)
    assert used.diary.count_sessions() == DAYS
    used.click(next(it for it in done.findChildren(Button) if it.text() == "OK"))
    assert offered(used) == ["Set a passphrase"]
    assert used.focus is card_of(used).buttons[Change.SET]


@pytest.mark.parametrize("change", [Change.CHANGE, Change.TAKE_OFF])
def test_who_does_not_want_to_after_all_leaves_it(
    open_settings: Open, paths: Paths, change: Change
) -> None:
    used = open_settings(sealed=True)
    press(used, change)
    card = used.card(words.TITLES[change])
    used.click(next(it for it in card.findChildren(Button) if it.text() == "Leave it"))
    press(used, change)
    used.card(words.TITLES[change])
    used.press(Qt.Key.Key_Escape)
    settle()

    assert used.cards == []
    assert is_under_passphrase(paths.diary)
    assert used.focus is card_of(used).buttons[change]


# Not everywhere


def test_there_is_none_in_the_demo(open_settings: Open) -> None:
    used = open_settings()
    used.window.demo_wanted.emit(True)
    used.window.show_page("settings")
    settle()

    assert card_of(used).words.text() == words.NOT_IN_DEMO
    assert offered(used) == []


def test_there_is_none_while_the_diary_is_not_open(open_settings: Open) -> None:
    used = open_settings()
    used.window.take_diary(Diary.in_memory())
    settle()

    assert card_of(used).words.text() == words.NOT_IN_MEMORY
    assert offered(used) == []


def test_there_is_none_while_a_session_runs(open_settings: Open, paths: Paths) -> None:
    used = open_settings()
    exercise = used.program.library.exercises[0]
    used.window.session_way.begin(exercise.title, [exercise], is_routine=True)
    used.window.pages.before.start_button.click()
    settle()
    assert used.window.session_way.runs

    card_of(used).wanted.emit(Change.SET)

    assert card_of(used).words.text() == words.NOT_IN_SESSION
    assert used.cards == []


# For everybody


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("size", [(1024, 600), (1366, 768)])
def test_nothing_is_cut_at_any_size(
    open_settings: Open, paths: Paths, size: tuple[int, int], percent: int
) -> None:
    set_text(paths, percent)
    aside = paths.diary.parent / SET_ASIDE / "diary-before.sqlite"
    aside.parent.mkdir()
    shutil.copy(paths.diary, aside)
    used = open_settings(size)
    press(used, Change.SET)
    card = new_card(used)
    assert used.cut() == []
    card.go_button.click()
    settle()
    assert used.cut() == []
    choose(used, Change.SET, WORDS)
    used.card("Your passphrase is set")
    assert used.cut() == []
    used.press(Qt.Key.Key_Escape)
    settle()
    assert used.cut() == []
    press(used, Change.TAKE_OFF)
    used.card(words.TITLES[Change.TAKE_OFF])
    assert used.cut() == []


def test_tab_comes_to_each_control_of_the_new_one_in_order(open_settings: Open) -> None:
    used = open_settings()
    press(used, Change.SET)
    card = new_card(used)
    assert used.focus is card.first.field
    order = [name_of(used.focus)]
    for _ in range(7):
        used.press(Qt.Key.Key_Tab)
        order.append(name_of(used.focus))

    assert order == [
        "Your new passphrase",
        "The same again",
        "Show what I type",
        "I have written it down in a safe place",
        "Put my diary under it",
        "Leave it",
        "Save a spreadsheet first…",
        "Your new passphrase",
    ]
