"""A second start on the same data folder brings the first window forward."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from backrehab.ui.one_window import OneWindow

SECOND_START = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from backrehab.ui.one_window import OneWindow
app = QCoreApplication([])
sys.exit(0 if OneWindow(Path(sys.argv[1])).hand_over(sys.argv[2]) else 3)
"""

CRASH = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from backrehab.ui.one_window import OneWindow
app = QCoreApplication([])
window = OneWindow(Path(sys.argv[1]))
window.listen()
print("listening", flush=True)
app.exec()
"""


@pytest.fixture
def first(qtbot: QtBot, tmp_path: Path) -> Iterator[OneWindow]:
    first = OneWindow(tmp_path)
    first.listen()
    yield first
    first.close()


def second_start(data_dir: Path, exercise_id: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", SECOND_START, str(data_dir), exercise_id])


def test_the_second_start_hands_its_exercise_to_the_first(
    qtbot: QtBot, first: OneWindow, tmp_path: Path
) -> None:
    with qtbot.waitSignal(first.raised, timeout=10_000) as heard:
        second = second_start(tmp_path, "bridging")

    assert heard.args == ["bridging"]
    assert second.wait(10) == 0


def test_another_data_folder_is_another_person(
    qtbot: QtBot, first: OneWindow, tmp_path: Path
) -> None:
    assert second_start(tmp_path / "other", "").wait(10) == 3


def test_what_a_crash_left_behind_does_not_bar_the_door(qtbot: QtBot, tmp_path: Path) -> None:
    killed = subprocess.Popen([sys.executable, "-c", CRASH, str(tmp_path)], stdout=subprocess.PIPE)
    assert killed.stdout is not None
    assert killed.stdout.readline() == b"listening\n"
    killed.kill()
    killed.wait()
    window = OneWindow(tmp_path)

    assert not window.hand_over("")
    window.listen()

    with qtbot.waitSignal(window.raised, timeout=10_000):
        second = second_start(tmp_path, "")
    assert second.wait(10) == 0
    window.close()
    killed.stdout.close()
