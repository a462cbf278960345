"""Copies under another passphrase than the diary: opened with it, looked into and put back."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from backrehab.paths import Paths
from backrehab.storage import keys
from backrehab.storage.copy_names import backups_of
from backrehab.storage.diary import Diary
from backrehab.storage.passphrase import is_under_passphrase, put_under, unlock
from backrehab.ui import passphrase_words as words
from backrehab.ui.passphrase_card import PassphraseCard
from backrehab.ui.settings.copies import CopiesCard, CopyRow
from tests.storage.played import write_session
from tests.storage.spoilt import overwrite
from tests.ui.passphrase import CLOCK, DAYS, OTHER, WORDS, Used, set_text, write_days
from tests.ui.shell import name_of, settle

Open = Callable[..., Used]
MANY = 7
"""Sessions in the copy from another time."""


@pytest.fixture
def paths(tmp_path: Path) -> Iterator[Paths]:
    """A plain diary whose newest copy is under a passphrase from another time."""
    keys.forget_all()
    paths = write_days(tmp_path / "own")
    other = tmp_path / "other" / "diary.sqlite"
    for day in range(MANY):
        with Diary.open(other) as diary:
            write_session(diary, CLOCK.now() - timedelta(days=day + 1))
    put_under(other, OTHER)
    shutil.copy(other, sealed_copy(paths))
    keys.forget_all()
    yield paths
    keys.forget_all()


def sealed_copy(paths: Paths) -> Path:
    return backups_of(paths.diary) / "diary-2026-03-02.sqlite"


@pytest.fixture
def open_settings(qtbot: QtBot, paths: Paths) -> Iterator[Open]:
    opened: list[Used] = []

    def open_settings(size: tuple[int, int] = (1366, 768)) -> Used:
        used = Used(qtbot, paths, size)
        opened.append(used)
        used.wait(lambda: not used.program.workspace.only_in_memory)
        used.window.show_page("settings")
        used.wait(lambda: bool(copies(used).rows))
        return used

    yield open_settings
    for used in opened:
        used.close()


def copies(used: Used) -> CopiesCard:
    return used.window.pages.settings.copies


def first_row(used: Used) -> CopyRow:
    return copies(used).rows[0]


def asked(used: Used) -> PassphraseCard:
    card = used.card(words.COPY_TITLE)
    assert isinstance(card, PassphraseCard)
    return card


def open_copy(used: Used) -> None:
    """Opens the first copy with its passphrase, by keyboard."""
    used.click_in_settings(first_row(used).button)
    asked(used)
    used.type(OTHER)
    used.press(Qt.Key.Key_Return)
    used.wait(lambda: not used.cards and bool(copies(used).rows))
    used.wait(lambda: first_row(used).copy.contents is not None)


def test_it_says_that_it_is_closed_and_offers_to_open_it(open_settings: Open) -> None:
    used = open_settings()

    row = first_row(used)
    assert row.holds.text() == "This copy is under a passphrase."
    assert row.button.text() == "Open it with its passphrase"
    assert name_of(row.button) == "Open the copy of 2 Mar 2026 with its passphrase"
    assert copies(used).rows[1].holds.text().startswith(f"{DAYS} sessions")


def test_a_wrong_one_changes_nothing_and_it_can_be_left(open_settings: Open) -> None:
    used = open_settings()
    used.click_in_settings(first_row(used).button)
    card = asked(used)
    used.type(WORDS)
    used.click(card.go_button)
    used.wait(card.field.fault.isVisible)
    assert card.field.fault.text() == words.WRONG
    assert name_of(card.field.field) == "The passphrase of this copy"

    used.press(Qt.Key.Key_Escape)
    settle()

    assert used.cards == []
    assert used.focus is first_row(used).button


def test_opened_it_shows_what_is_in_it_and_has_the_keyboard(open_settings: Open) -> None:
    used = open_settings()
    open_copy(used)

    row = first_row(used)
    assert row.holds.text().startswith(f"{MANY} sessions, ")
    assert row.button.text() == "Put this copy back"
    assert used.focus is row.button


def test_put_back_into_a_plain_diary_it_brings_its_passphrase_and_says_so(
    open_settings: Open, paths: Paths
) -> None:
    used = open_settings()
    open_copy(used)
    used.press(Qt.Key.Key_Return)
    question = used.message("Put this copy back?")
    used.click(question.buttons[0])
    done = used.message("The copy is back")

    assert f"{MANY} sessions" in done.text.text()
    assert words.NOW_UNDER_ITS in done.text.text()
    assert used.diary.count_sessions() == MANY
    used.press(Qt.Key.Key_Return)
    used.close()
    assert is_under_passphrase(paths.diary)
    assert unlock(paths.diary, OTHER)


def test_put_back_into_one_that_has_its_own_it_is_under_that(
    open_settings: Open, paths: Paths
) -> None:
    put_under(paths.diary, WORDS)
    used = open_settings()
    open_copy(used)
    used.press(Qt.Key.Key_Return)
    used.click(used.message("Put this copy back?").buttons[0])
    done = used.message("The copy is back")

    assert words.NOW_UNDER_ITS not in done.text.text()
    assert used.diary.count_sessions() == MANY
    used.press(Qt.Key.Key_Return)
    used.close()
    assert unlock(paths.diary, WORDS)
    assert not unlock(paths.diary, OTHER)


def test_a_spoilt_copy_of_a_passphrase_that_was_told_is_only_said_to_be_spoilt(
    open_settings: Open, paths: Paths
) -> None:
    copy = sealed_copy(paths).replace(backups_of(paths.diary) / "diary-2026-03-01.sqlite")
    assert unlock(copy, OTHER)
    overwrite(copy, 4 * 4_096)
    used = open_settings()

    [row] = [row for row in copies(used).rows if row.copy.path == copy]
    assert not row.is_closed
    assert not row.button.isVisible()
    assert "can't be read any more" in row.holds.text()


def test_nothing_is_cut_with_the_largest_text(open_settings: Open, paths: Paths) -> None:
    set_text(paths, 200)
    used = open_settings((1024, 600))
    assert used.cut() == []
    used.click_in_settings(first_row(used).button)
    asked(used)
    assert used.cut() == []
