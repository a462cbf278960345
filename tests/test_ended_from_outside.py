"""Whoever ends the program, and however: what was done is on disk, and nothing hangs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from backrehab.app import Program, Start
from backrehab.core.diary import DiarySession, Outcome
from backrehab.core.routine import make_routine
from backrehab.paths import Paths, find_resources
from backrehab.players.choice import PlayerChoice
from backrehab.storage.diary import Diary
from tests.fakes import ManualClock

RESOURCES = find_resources()
ROOT = Path(__file__).parents[1]

# The real program with its real clock, from the first look to a set of two seconds.
PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from backrehab.app import Start, make_application
from backrehab.run import run_window
from backrehab.core.events import SetFinished
from backrehab.core.model import Programme
from backrehab.core.routine import make_routine
from backrehab.core.session_times import SessionTimes
from backrehab.paths import Paths, find_resources
from backrehab.players.choice import PlayerChoice
from backrehab.storage.content import load_library
from backrehab.ui.preferences import Preferences
from backrehab.ui.window import MainWindow

resources = find_resources()
paths = Paths(resources, resources, Path(sys.argv[1]))
preferences = Preferences(paths.settings)
preferences.first_run_read = True
figures = {"sets": 3, "reps": 1, "move_seconds": 1, "hold_seconds": 0, "return_seconds": 1}
programme = Programme({"bridging": figures}, times=SessionTimes(get_ready_floor_seconds=0))
routine = make_routine("Bridging", [load_library(resources).exercise("bridging")], programme)

def tell(event):
    if isinstance(event, SetFinished):
        print("a set is done", flush=True)

def begin():
    windows = [each for each in app.topLevelWidgets() if isinstance(each, MainWindow)]
    if not windows or not windows[0].isVisible():
        return
    timer.stop()
    windows[0].session_way.start(routine)
    windows[0].pages.session.controller.happened.connect(tell)

app = make_application()
timer = QTimer()
timer.timeout.connect(begin)
timer.start(50)
sys.exit(run_window(paths, Start(PlayerChoice.NONE)))
"""


def only_session(folder: Path) -> DiarySession:
    with Diary.open(folder / "diary.sqlite") as diary:
        (session,) = diary.sessions()
    return session


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such signals")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_program_that_is_told_to_end_keeps_its_session_as_stopped(
    name: str, tmp_path: Path
) -> None:
    command = [sys.executable, "-c", PROGRAM, str(tmp_path)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "a set is done\n"

        process.send_signal(getattr(signal, name))

        assert process.wait(timeout=30) == 0
    session = only_session(tmp_path)
    assert session.outcome is Outcome.STOPPED
    assert [(entry.sets_timed, entry.outcome) for entry in session.entries] == [
        (1, Outcome.STOPPED)
    ]


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such signals")
def test_a_program_that_is_killed_goes_on_at_the_next_start(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, str(tmp_path)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "a set is done\n"
        process.kill()

    with Diary.open(tmp_path / "diary.sqlite") as diary:
        unfinished = diary.unfinished()
    assert unfinished is not None
    assert unfinished.plan
    assert [entry.sets_done for entry in unfinished.entries] == [1]


@pytest.fixture
def program(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    """The program in the middle of the second set of bridging."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:")
    clock = ManualClock()
    program = Program(Paths(RESOURCES, RESOURCES, tmp_path), Start(PlayerChoice.NONE), clock)
    program.workspace.preferences.first_run_read = True
    qtbot.addWidget(program.window)
    program.window.show()
    programme = program.workspace.programme.with_changes("bridging", {"sets": 2, "reps": 2})
    exercise = program.library.exercise("bridging")
    program.window.session_way.start(make_routine("Bridging", [exercise], programme))
    for _ in range(20 + 17 + 60 + 5):
        clock.advance(1_000)
        program.window.pages.session.controller.tick()
    yield program
    program.close()
    qapp.setStyleSheet("")


def is_kept_as_stopped(folder: Path) -> bool:
    session = only_session(folder)
    (entry,) = session.entries
    return (session.outcome, entry.outcome, entry.sets_timed) == (
        Outcome.STOPPED,
        Outcome.STOPPED,
        1,
    )


def test_a_window_that_is_closed_in_the_middle_of_a_phase_keeps_its_session(
    program: Program, tmp_path: Path
) -> None:
    assert only_session(tmp_path).outcome is None

    program.window.close()
    program.close()

    assert is_kept_as_stopped(tmp_path)


def test_when_the_desktop_ends_the_session_is_kept(program: Program, tmp_path: Path) -> None:
    """It asks every program to save its things; the window hears that as `leave`."""
    program.window.leave()

    assert is_kept_as_stopped(tmp_path)
    program.window.leave()
    assert is_kept_as_stopped(tmp_path)
