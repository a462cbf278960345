"""The question about a diary that can't be opened, answered as a person would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from backrehab.storage.backup import keep_backup
from backrehab.storage.diary import Diary
from backrehab.ui.damaged_diary import DamagedDiary
from backrehab.ui.message import Message
from tests.fakes import ManualClock
from tests.storage.hostile import locked
from tests.storage.played import NINE, files_in, write_session
from tests.storage.spoilt import overwrite, write_diary
from tests.storage.test_restore import newer
from tests.ui.mat import make_look


class Asked:
    """The question over an empty window, and the diaries that came out of it."""

    def __init__(self, qtbot: QtBot, file: Path) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(1024, 600)
        self.window.show()
        self.file = file
        self.memory = Diary.in_memory()
        self.opened: list[Diary] = []
        self.times_over = 0
        self.damaged = DamagedDiary(
            make_look(), ManualClock(), file, lambda: Diary.open(file, wait_ms=0), self.window
        )
        self.damaged.opened.connect(self.opened.append)
        self.damaged.over.connect(self._count)
        self.damaged.ask(self.memory)

    def _count(self) -> None:
        self.times_over += 1

    @property
    def message(self) -> Message:
        assert self.damaged.message is not None
        return self.damaged.message

    @property
    def buttons(self) -> list[str]:
        return [button.text() for button in self.message.buttons]

    def press(self, text: str) -> None:
        button = self.message.buttons[self.buttons.index(text)]
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def close(self) -> None:
        for diary in (self.memory, *self.opened):
            diary.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A spoilt diary of thirty sessions; twenty of them are in a copy."""
    file = write_diary(tmp_path / "diary.sqlite", 20)
    keep_backup(file, NINE)
    with Diary.open(file) as diary:
        for number in range(20, 30):
            write_session(diary, NINE + timedelta(days=number))
    overwrite(file, 6 * 4_096)
    return file


@pytest.fixture
def asked(qtbot: QtBot, file: Path, caplog: pytest.LogCaptureFixture) -> Iterator[Asked]:
    asked = Asked(qtbot, file)
    yield asked
    asked.close()


def test_the_way_that_keeps_most_is_the_first_and_has_the_focus(asked: Asked) -> None:
    assert asked.message.title.text() == "Part of your diary can't be read"
    assert asked.buttons == ["Save what can be read", "Other ways", "Not now"]
    assert asked.window.focusWidget() is asked.message.buttons[0]
    words = asked.message.text.text()
    assert "Nothing was deleted" in words
    assert "What is missing comes from your copy of 2 March 2026." in words


def test_what_could_be_saved_is_told_with_where_the_old_one_is(asked: Asked) -> None:
    asked.press("Save what can be read")

    [diary] = asked.opened
    assert diary.count_sessions() >= 25
    words = asked.message.text.text()
    assert asked.message.title.text() == "Your diary is back"
    assert f"It holds {diary.count_sessions()} sessions." in words
    assert str(asked.file.parent / "set-aside") in words
    asked.press("OK")
    assert asked.times_over == 1


def test_not_now_changes_nothing(asked: Asked) -> None:
    before = asked.file.read_bytes()

    asked.press("Not now")

    assert asked.file.read_bytes() == before
    assert (asked.opened, asked.times_over) == ([], 1)
    assert not (asked.file.parent / "set-aside").exists()


def test_escape_is_not_now(asked: Asked) -> None:
    QTest.keyClick(asked.message.buttons[0], Qt.Key.Key_Escape)

    assert (asked.opened, asked.times_over) == ([], 1)


def test_the_other_ways_are_one_step_away_and_back(asked: Asked) -> None:
    asked.press("Other ways")
    assert asked.buttons == ["Use the copy of 2 March 2026", "Begin a new diary", "Back"]
    assert "20 sessions, the last on 21 March 2026" in asked.message.text.text()

    asked.press("Back")
    assert "Save what can be read" in asked.buttons

    asked.press("Other ways")
    asked.press("Use the copy of 2 March 2026")
    assert asked.opened[0].count_sessions() == 20


def test_a_new_diary_has_what_was_done_meanwhile(asked: Asked) -> None:
    write_session(asked.memory, NINE + timedelta(days=200))

    asked.press("Other ways")
    asked.press("Begin a new diary")

    assert asked.opened[0].count_sessions() == 1
    assert "What you did meanwhile is in it too: 1 session." in asked.message.text.text()


def test_a_lock_can_be_tried_again(
    qtbot: QtBot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = write_diary(tmp_path / "diary.sqlite", 2)
    with locked(file):
        asked = Asked(qtbot, file)
        assert asked.message.title.text() == "Your diary is in use"
        assert asked.buttons == ["Try again", "Not now"]
        asked.press("Try again")
        assert asked.message.title.text() == "That didn't work"
        asked.press("OK")
        assert asked.buttons == ["Try again", "Not now"]
    write_session(asked.memory, NINE + timedelta(days=200))

    asked.press("Try again")

    assert asked.opened[0].count_sessions() == 3
    asked.close()


def test_a_fault_that_is_gone_by_then_is_not_asked_about(qtbot: QtBot, tmp_path: Path) -> None:
    asked = Asked(qtbot, write_diary(tmp_path / "diary.sqlite", 2))

    assert asked.opened[0].count_sessions() == 2
    assert asked.buttons == ["OK"]
    asked.close()


def test_a_newer_diary_is_left_unless_somebody_insists(
    qtbot: QtBot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "diary.sqlite"
    newer(file)
    asked = Asked(qtbot, file)

    assert asked.buttons == ["Not now", "Other ways"]
    assert "Install the newest BackRehab" in asked.message.text.text()
    asked.press("Other ways")
    assert asked.buttons == ["Begin a new diary", "Back"]
    asked.close()


LOST: dict[str, Callable[[Path], object]] = {
    "deleted": lambda file: file.unlink(),
    "emptied": lambda file: file.write_bytes(b""),
}


@pytest.fixture(params=LOST.values(), ids=list(LOST))
def lost(
    qtbot: QtBot, tmp_path: Path, request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[Asked]:
    """Asked about a diary of which only the copies are there."""
    file = write_diary(tmp_path / "diary.sqlite", 4)
    keep_backup(file, NINE)
    request.param(file)
    asked = Asked(qtbot, file)
    yield asked
    asked.close()


def test_a_diary_that_is_gone_is_said_plainly_with_its_copy_first(lost: Asked) -> None:
    assert lost.message.title.text() == "Your diary is not there"
    assert lost.buttons == ["Use the copy of 2 March 2026", "Begin a new diary", "Not now"]
    assert lost.window.focusWidget() is lost.message.buttons[0]
    words = lost.message.text.text()
    assert "The file is gone, or nothing is left in it. BackRehab did not delete it." in words
    assert "There is a good copy of 2 March 2026: 4 sessions" in words
    assert "A new diary begins empty. You can still put a copy back later." in words


def test_its_copy_is_used_by_the_mouse(lost: Asked) -> None:
    lost.press("Use the copy of 2 March 2026")

    assert lost.opened[0].count_sessions() == 4
    assert lost.message.title.text() == "Your diary is back"
    assert "It holds 4 sessions." in lost.message.text.text()


def test_a_new_one_is_begun_by_the_keyboard_and_the_copy_stays(lost: Asked) -> None:
    copies = files_in(lost.file.parent / "backups")
    first, second, _ = lost.message.buttons
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert lost.window.focusWidget() is second
    QTest.keyClick(second, Qt.Key.Key_Return)

    assert lost.opened[0].count_sessions() == 0
    assert "You have a new diary." in lost.message.text.text()
    assert files_in(lost.file.parent / "backups") == copies


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_not_now_makes_nothing_where_it_was(lost: Asked, key: Qt.Key) -> None:
    before = files_in(lost.file.parent)
    last = lost.message.buttons[-1]
    last.setFocus()
    QTest.keyClick(last, key)

    assert (lost.opened, lost.times_over) == ([], 1)
    assert files_in(lost.file.parent) == before


def test_where_no_copy_can_be_opened_it_says_so(
    qtbot: QtBot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = write_diary(tmp_path / "diary.sqlite", 1)
    copy = keep_backup(file, NINE).made
    assert copy is not None
    copy.write_text("Dear Anne,\n" * 900)
    file.unlink()
    asked = Asked(qtbot, file)

    assert "None of the copies can be opened." in asked.message.text.text()
    assert asked.buttons == ["Begin a new diary", "Not now"]
    asked.close()
