"""Who can read the diary: put right at the start, and said where it can't be."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from backrehab.app import Program, Start
from backrehab.paths import Paths
from backrehab.storage import permissions
from backrehab.ui.passphrase_words import NONE_SET
from tests.fakes import ManualClock
from tests.ui.shell import RESOURCES, settle

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights of this kind are POSIX's")


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    paths = Paths(resources=RESOURCES, content=RESOURCES, data_dir=tmp_path)
    program = Program(paths, Start(), ManualClock())
    program.workspace.preferences.first_run_read = True
    program.workspace.diary.path.chmod(0o644)
    qtbot.addWidget(program.window)
    yield program
    program.window.hide()
    program.close()


def is_private(program: Program) -> bool:
    return stat.S_IMODE(program.workspace.diary.path.stat().st_mode) == 0o600


def test_files_others_could_read_are_put_right_after_the_window_is_there(
    program: Program, qtbot: QtBot
) -> None:
    assert not is_private(program)
    program.show()
    qtbot.waitUntil(lambda: is_private(program))

    program.window.show_page("settings")
    card = program.window.pages.settings.protection
    assert card.account.text() == "Other accounts on this computer can't read your diary."
    assert card.isVisible()
    assert card.words.text() == NONE_SET


def test_what_can_not_be_put_right_is_said_once_and_stays_in_settings(
    program: Program,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(permissions, "_own_id", lambda: -2)
    said: list[str] = []
    monkeypatch.setattr(program.window.toast, "say", said.append)
    program.show()
    qtbot.waitUntil(lambda: bool(said))
    program._keep_private()
    settle()

    assert len(said) == 1
    assert "belong to another user" in said[0]
    program.window.show_page("settings")
    assert program.window.pages.settings.protection.account.text() == said[0]
