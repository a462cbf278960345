"""The whole line: a content file, a session by clicks, the diary on disk, the spreadsheet."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from backrehab.app import Program, Start
from backrehab.cli import main
from backrehab.core.errors import ContentError, UnknownExercise
from backrehab.core.routine import make_routine
from backrehab.paths import Paths, find_resources
from backrehab.players.choice import PlayerChoice
from backrehab.storage.diary import Diary
from backrehab.storage.diary_changes import undelete_session
from tests.fakes import ManualClock
from tests.storage.played import write_session

RESOURCES = find_resources()
Open = Callable[..., Program]


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """A pack of two exercises and a person who has never started the program."""
    pack = tmp_path / "pack"
    pack.mkdir()
    document = json.loads((RESOURCES / "exercises.json").read_text(encoding="utf-8"))
    document["sections"] = document["sections"][:2]
    for section, keep in zip(document["sections"], ("childs-pose", "bridging"), strict=True):
        section["exercises"] = [one for one in section["exercises"] if one["id"] == keep]
    (pack / "exercises.json").write_text(json.dumps(document), encoding="utf-8")
    return Paths(RESOURCES, pack, tmp_path / "person")


@pytest.fixture
def open_program(
    qtbot: QtBot, qapp: QApplication, paths: Paths, clock: ManualClock
) -> Iterator[Open]:
    opened: list[Program] = []

    def open_program(**start: object) -> Program:
        program = Program(paths, Start(PlayerChoice.NONE, **start), clock)  # type: ignore[arg-type]
        opened.append(program)
        qtbot.addWidget(program.window)
        program.window.show()
        return program

    yield open_program
    for program in opened:
        program.close()
    qapp.setStyleSheet("")


def click(qtbot: QtBot, program: Program, words: str) -> None:
    """Presses the visible button with these words, as a person would find it."""
    buttons = [
        button
        for button in program.window.findChildren(QPushButton)
        if button.isVisible() and words in f"{button.text()} {button.accessibleName()}"
    ]
    assert buttons, f"no visible button says {words!r}"
    QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)


def start(program: Program, exercise_id: str) -> None:
    """Starts one exercise, without the page before it."""
    exercise = program.library.exercise(exercise_id)
    programme = program.workspace.programme
    program.window.session_way.start(make_routine(exercise.title, [exercise], programme))


def go(program: Program, clock: ManualClock, seconds: int) -> None:
    for _ in range(seconds):
        clock.advance(1_000)
        program.window.pages.session.controller.tick()


def test_a_first_day_from_the_notice_to_the_spreadsheet(
    qtbot: QtBot, open_program: Open, paths: Paths, clock: ManualClock, tmp_path: Path
) -> None:
    program = open_program()
    window = program.window
    QTest.mouseClick(window.pages.first_run.read_button, Qt.MouseButton.LeftButton)
    one = window.pages.today.row("childs-pose")
    QTest.mouseClick(one.start_button, Qt.MouseButton.LeftButton)
    click(qtbot, program, "Start")
    go(program, clock, 20 + 5 * 18 + 4 * 3)
    assert not window.pages.session.controller.runs
    program.close()

    status = main(["--data-dir", str(paths.data_dir), "export", "--to", str(tmp_path / "d.csv")])

    with (tmp_path / "d.csv").open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert status == 0
    told = ("exercise_id", "outcome", "reps_target", "reps_timed", "hold_seconds_target")
    assert [row[name] for name in told] == ["childs-pose", "completed", "5", "5", "10"]
    assert (row["hold_seconds_timed"], row["active_seconds"]) == ("50", "102")
    assert (row["sets_timed"], row["paused_seconds"]) == ("1", "0")


def test_the_notice_is_shown_once(qtbot: QtBot, open_program: Open) -> None:
    first = open_program()
    assert first.window.pages.first_run.isVisible()
    QTest.mouseClick(first.window.pages.first_run.read_button, Qt.MouseButton.LeftButton)
    first.close()

    again = open_program()

    assert again.window.pages.today.isVisible()


def test_what_was_changed_is_there_at_the_next_start(
    qtbot: QtBot, open_program: Open, paths: Paths
) -> None:
    program = open_program()
    programme = program.workspace.programme.with_changes("childs-pose", {"reps": 7})
    program.workspace.change_programme(programme)
    program.close()

    again = open_program()

    assert again.workspace.programme.changes_of("childs-pose") == {"reps": 7}


def test_after_a_crash_in_the_middle_what_was_done_can_be_kept(
    qtbot: QtBot, open_program: Open, paths: Paths, clock: ManualClock
) -> None:
    program = open_program(exercise_id="bridging")
    program.window.show_page("library")
    start(program, "bridging")
    go(program, clock, 20 + 9 * 3)
    # The process is gone: nothing is closed, the file is as the disk has it.
    copy = paths.data_dir.parent / "after"
    copy.mkdir()
    for file in paths.data_dir.glob("diary.sqlite*"):
        (copy / file.name).write_bytes(file.read_bytes())

    again = Program(Paths(paths.resources, paths.content, copy), Start(PlayerChoice.NONE), clock)

    again.window.show()
    again.window.show_troubles()
    click(qtbot, again, "Keep what was done")

    [session] = again.workspace.diary.sessions()
    again.close()
    assert session.outcome is not None
    assert session.outcome.value == "stopped"
    assert session.entries[0].reps_timed == 0  # a set is what is kept, and none was finished


def test_the_demo_neither_makes_nor_reads_nor_writes_a_file(
    open_program: Open, paths: Paths, clock: ManualClock
) -> None:
    program = open_program(demo=True)

    start(program, "childs-pose")
    go(program, clock, 122)
    program.window.show_page("diary")

    assert program.window.bars.demo_bar.isVisible()
    assert program.workspace.diary.count_sessions() > 20
    assert not paths.data_dir.exists()


def test_switching_to_the_demo_and_back_leaves_the_own_diary_as_it_was(
    open_program: Open, paths: Paths, clock: ManualClock
) -> None:
    program = open_program()
    start(program, "childs-pose")
    go(program, clock, 122)
    before = dump(paths.diary)

    program.window.demo_wanted.emit(True)
    in_demo = program.workspace
    start(program, "childs-pose")
    go(program, clock, 122)
    program.workspace.preferences.sounds = False
    program.window.demo_wanted.emit(True)  # from its beginning
    assert program.workspace.preferences.sounds
    program.window.demo_wanted.emit(False)

    assert (in_demo.is_demo, program.workspace.is_demo) == (True, False)
    assert dump(paths.diary) == before
    assert program.workspace.diary.count_sessions() == 1


def dump(path: Path) -> list[str]:
    """All that is in a diary, as another program reads it."""
    other = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    lines = list(other.iterdump())
    other.close()
    return lines


def test_a_diary_that_cannot_be_read_is_said_left_alone_and_stops_nobody(
    open_program: Open, paths: Paths, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    paths.data_dir.mkdir()
    paths.diary.write_bytes(b"this was a diary once" * 100)
    before = paths.diary.read_bytes()

    program = open_program()
    start(program, "childs-pose")
    go(program, clock, 122)

    assert str(paths.diary) in caplog.text
    assert program.workspace.only_in_memory
    assert paths.diary.read_bytes() == before
    assert program.workspace.diary.count_sessions() == 1  # in memory


def test_what_was_deleted_can_be_put_back_until_the_next_start(
    open_program: Open, paths: Paths, clock: ManualClock
) -> None:
    with Diary.open(paths.diary) as diary:
        kept, deleted = (write_session(diary, clock.now()) for _ in range(2))
    first = open_program()
    first.window.diary_way.open_session(deleted)
    first.window.pages.one_session.delete_button.click()
    assert first.workspace.diary.count_sessions() == 1
    first.close()

    again = open_program()

    assert [one.session_id for one in again.workspace.diary.sessions()] == [kept]
    with pytest.raises(LookupError):
        undelete_session(again.workspace.diary, deleted)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(None, "exercises.json", id="missing"),
        pytest.param("", "exercises.json", id="empty"),
        pytest.param("{", "line 1", id="not JSON"),
        pytest.param("[]", "exercises.json", id="wrong type"),
    ],
)
def test_content_that_cannot_be_used_is_said_before_any_window(
    qapp: QApplication, paths: Paths, clock: ManualClock, text: str | None, words: str
) -> None:
    file = paths.content / "exercises.json"
    file.unlink() if text is None else file.write_text(text)

    with pytest.raises(ContentError, match=words):
        Program(paths, Start(PlayerChoice.NONE), clock)

    assert not paths.data_dir.exists()


def test_an_exercise_that_is_not_there_is_said_at_once(
    qapp: QApplication, paths: Paths, clock: ManualClock
) -> None:
    with pytest.raises(UnknownExercise, match="Did you mean bridging"):
        Program(paths, Start(PlayerChoice.NONE, exercise_id="brigding"), clock)


def test_a_folder_that_cannot_be_written_is_said_and_the_exercises_run_all_the_same(
    qtbot: QtBot,
    open_program: Open,
    paths: Paths,
    clock: ManualClock,
    caplog: pytest.LogCaptureFixture,
) -> None:
    paths.data_dir.write_text("a file stands where the folder should be")

    program = open_program()
    QTest.mouseClick(program.window.pages.first_run.read_button, Qt.MouseButton.LeftButton)
    program.window.pages.exercise.dose_changed.emit("childs-pose", {"reps": 2})
    start(program, "childs-pose")
    go(program, clock, 20 + 2 * 18 + 3)

    assert str(paths.data_dir) in caplog.text
    assert program.workspace.only_in_memory
    assert program.workspace.programme.changes_of("childs-pose") == {"reps": 2}
    [session] = program.workspace.diary.sessions()
    assert session.entries[0].reps_timed == 2
    assert paths.data_dir.read_text() == "a file stands where the folder should be"


def test_a_second_start_raises_the_first_window_and_ends(tmp_path: Path) -> None:
    def start(*more: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", FIRST, str(tmp_path), *more],
            stdout=subprocess.PIPE,
            text=True,
            env=dict(os.environ, QT_QPA_PLATFORM="offscreen"),
        )

    first = start()
    assert first.stdout is not None
    assert first.stdout.readline() == "shown\n"

    second = start("bridging")

    assert second.wait(30) == 0
    assert first.stdout.readline() == "forward bridging\n"
    assert second.stdout is not None
    assert second.stdout.read() == ""  # it never had a window of its own
    for process in (first, second):
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


FIRST = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from backrehab import app
from backrehab.paths import Paths, find_resources
from backrehab.players.choice import PlayerChoice
from backrehab.run import run_window
from backrehab.ui.window import MainWindow

class Told(MainWindow):
    def showEvent(self, event):
        super().showEvent(event)
        QTimer.singleShot(0, lambda: print("shown", flush=True))

    def come_forward(self, exercise_id=""):
        super().come_forward(exercise_id)
        print("forward", exercise_id, flush=True)

app.MainWindow = Told
paths = Paths(find_resources(), find_resources(), Path(sys.argv[1]))
start = app.Start(PlayerChoice.NONE, exercise_id=next(iter(sys.argv[2:]), None))
sys.exit(run_window(paths, start))
"""
"""The real start, with a window that says what happens to it."""
