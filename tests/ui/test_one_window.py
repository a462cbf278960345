"""A second start on the same data folder brings the first window forward."""

from __future__ import annotations

import selectors
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from backrehab.ui import one_window
from backrehab.ui.one_window import LOCK_NAME, OneWindow

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


RACE = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from backrehab.ui.one_window import OneWindow
app = QCoreApplication([])
window = OneWindow(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
if window.hand_over(sys.argv[2]):
    print("handed over", flush=True)
    sys.exit()
print("has the window", flush=True)
window.raised.connect(lambda exercise_id: (print("heard", exercise_id, flush=True), app.quit()))
sys.stdin.readline()  # as long as the window takes to be in sight
window.listen()
app.exec()
window.close()
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


def race(data_dir: Path, *exercise_ids: str) -> list[subprocess.Popen[str]]:
    """Starts that are ready to ask, and do so when they are told to."""
    starts = [
        subprocess.Popen(
            [sys.executable, "-c", RACE, str(data_dir), exercise_id],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for exercise_id in exercise_ids
    ]
    assert [line_of(start) for start in starts] == ["ready", "ready"]
    return starts


def line_of(start: subprocess.Popen[str]) -> str:
    assert start.stdout is not None
    return start.stdout.readline().strip()


def tell(start: subprocess.Popen[str]) -> None:
    assert start.stdin is not None
    start.stdin.write("go\n")
    start.stdin.flush()


@pytest.mark.parametrize("time", range(6))
def test_of_two_starts_at_once_one_has_the_window_and_hears_of_the_other(
    tmp_path: Path, time: int
) -> None:
    starts = race(tmp_path, "bridging", "bridging")
    for start in starts:
        tell(start)
    selector = selectors.DefaultSelector()
    for start in starts:
        assert start.stdout is not None
        selector.register(start.stdout, selectors.EVENT_READ, start)
    (key, _), *_others = selector.select(20)
    selector.close()
    has_it = key.data
    (other,) = (start for start in starts if start is not has_it)

    assert line_of(has_it) == "has the window"
    tell(has_it)
    assert line_of(other) == "handed over"
    assert line_of(has_it) == "heard bridging"
    for start in starts:
        start.communicate(timeout=20)
        assert start.returncode == 0
    assert not (tmp_path / LOCK_NAME).exists()


def test_a_start_whose_window_never_came_leaves_it_to_the_next(tmp_path: Path) -> None:
    """The one that has the lock is killed before it answers anybody."""
    first, second = race(tmp_path, "", "")
    tell(first)
    assert line_of(first) == "has the window"
    tell(second)
    first.kill()
    first.communicate()

    assert line_of(second) == "has the window"
    second.kill()
    second.communicate()


def test_where_no_lock_can_be_had_a_window_that_listens_is_still_found(
    qtbot: QtBot, tmp_path: Path
) -> None:
    gone = tmp_path / "gone"
    window = OneWindow(gone)
    assert not window.hand_over("")
    window.listen()

    with qtbot.waitSignal(window.raised, timeout=10_000):
        second = second_start(gone, "")
    assert second.wait(10) == 0
    window.close()


def test_a_lock_of_another_computer_doesnt_keep_the_window_shut_for_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a crash, where this computer has another name now."""
    first, second = race(tmp_path, "", "")
    tell(first)
    assert line_of(first) == "has the window"
    first.kill()
    first.communicate()
    second.kill()
    second.communicate()
    lock = tmp_path / LOCK_NAME
    number, program, _computer, *rest = lock.read_text().split("\n")
    lock.write_text("\n".join([number, program, "elsewhere", *("" for _ in rest)]))
    monkeypatch.setattr(one_window, "_TIMES_ASKED", 2)
    window = OneWindow(tmp_path)
    assert not window._lock.tryLock(0)

    assert not window.hand_over("")
    assert not OneWindow(tmp_path)._lock.tryLock(0), "the next start finds this one"
    window.close()
    assert not lock.exists()
