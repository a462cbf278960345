"""The whole window for the tests that need it, in the look it has on a screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from backrehab.ui.look import Look
from backrehab.ui.theme import ThemeChoice
from tests.ui.shell import Shell, look_in_force


@pytest.fixture(autouse=True)
def desktop_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A session asks no real desktop to keep its screen awake."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:")


@pytest.fixture(scope="module")
def look(qapp: QApplication) -> Iterator[Look]:
    with look_in_force() as look:
        yield look


@pytest.fixture
def shell(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Shell]:
    """A window whose notice was read, in front, at 1366 x 768."""
    shell = Shell(look, tmp_path)
    qtbot.addWidget(shell.window)
    yield shell.show(qtbot)
    shell.close()
    if look.theme.text_percent != 100 or look.theme.tokens.is_dark:
        look.apply(ThemeChoice.LIGHT, 100)


@pytest.fixture
def new_shell(qtbot: QtBot, look: Look, tmp_path: Path) -> Iterator[Shell]:
    """A window at its very first start."""
    shell = Shell(look, tmp_path, notice_read=False)
    qtbot.addWidget(shell.window)
    yield shell.show(qtbot)
    shell.close()
