"""Whatever happens in a session, picture and timer are soon one again: seen on numbered twins."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from backrehab.core.clip import ClipMarks
from backrehab.core.clock import SystemClock
from backrehab.core.engine import State
from backrehab.core.errors import PlayerUnavailable
from backrehab.core.follow import follow
from backrehab.core.model import Programme, RepsPrescription, SideRule
from backrehab.core.rehearsal import MOVING, pictures_apart
from backrehab.core.routine import make_routine
from backrehab.core.session_times import SessionTimes
from backrehab.cues.tones import Tones
from backrehab.paths import Paths, find_resources
from backrehab.players.base import Player
from backrehab.players.choice import PlayerChoice, make_player
from backrehab.rehearse import lay_out_twin
from backrehab.storage.content import load_library
from backrehab.storage.diary import Diary
from backrehab.ui.preferences import Preferences
from backrehab.ui.rehearsal_screen import number_in
from backrehab.ui.session_view import SessionView
from backrehab.ui.workspace import Workspace
from tests.ui.mat import make_look

RESOURCES = find_resources()
LIBRARY = load_library(RESOURCES)
PATIENCE_MS = 60_000
SHORT = SessionTimes(1, 1, 1, 1, 1, 1, 1)
REPS = RepsPrescription(1, 30, 3, 1, 3, 1, 0, SideRule.NONE)
NEAR = 5
"""So many pictures apart is together, on a machine that has other things to do."""

LOOKS = 5
"""So often in a row: in passing they may meet by chance."""

pytestmark = pytest.mark.qt_log_ignore("No RHI backend", extend=True)


class SleepyClock(SystemClock):
    """The computer's own, but it may have slept."""

    slept_ms = 0

    def monotonic_ms(self) -> int:
        return super().monotonic_ms() + self.slept_ms


class Session:
    """Two exercises on the real screen, with the twins of their clips."""

    def __init__(self, qtbot: QtBot, player: Player, folder: Path) -> None:
        self._qtbot = qtbot
        self.clock = SleepyClock()
        exercises = [LIBRARY.exercise(name) for name in ("pelvic-rocking", "wall-press-ups")]
        paths = Paths(RESOURCES, RESOURCES, folder)
        self._marks: list[ClipMarks] = [
            lay_out_twin(paths, exercise.clip, folder) for exercise in exercises
        ]
        tones = Tones(RESOURCES / "sounds")
        self.view = SessionView(make_look(), self.clock, player, tones, videos=folder)
        qtbot.addWidget(self.view)
        self.view.resize(800, 600)
        self.view.show()
        routine = make_routine("Both", exercises, Programme(times=SHORT))
        planned = tuple(replace(one, prescription=REPS) for one in routine.planned)
        workspace = Workspace(
            Diary.in_memory(), Programme(), Preferences(None), keep_programme=lambda _: None
        )
        self._close = workspace.close
        self.view.begin(replace(routine, planned=planned), workspace, "1")
        self.controller = self.view.controller

    def close(self) -> None:
        self.controller.stop()
        self._close()

    def apart(self) -> int | None:
        """How many pictures are between what is shown and what is due; None where it stands."""
        assert self.controller._engine is not None
        progress = self.controller._engine.progress(self.clock.monotonic_ms())
        number = number_in(self.view.stage.picture())
        if progress.state is not State.RUNNING or progress.phase.kind not in MOVING:
            return None
        marks = self._marks[progress.phase.exercise_index]
        place = follow(marks, progress.phase, progress.elapsed_ms, running=True)
        if number is None or place.position_ms is None or place.frozen:
            return None
        return pictures_apart(marks, number, place.position_ms)

    def agree_soon(self) -> None:
        """Waits until picture and timer are together, and stay so for a while."""
        together = 0

        def look() -> bool:
            nonlocal together
            apart = self.apart()
            if apart is not None:
                together = together + 1 if abs(apart) <= NEAR else 0
            return together >= LOOKS

        self._qtbot.waitUntil(look, timeout=PATIENCE_MS)

    def stands_still(self) -> None:
        """The picture that was asked for is there, and no other follows."""
        seen: list[int | None] = []

        def look() -> bool:
            seen.append(number_in(self.view.stage.picture()))
            return len(set(seen[-30:])) == 1 and len(seen) >= 30

        self._qtbot.waitUntil(look, timeout=PATIENCE_MS)


@pytest.fixture(
    params=[pytest.param(PlayerChoice.VLC, marks=pytest.mark.vlc), PlayerChoice.QT],
    ids=["libVLC", "Qt"],
)
def session(
    request: pytest.FixtureRequest, qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> Iterator[Session]:
    try:
        player = make_player(request.param)
    except PlayerUnavailable as error:
        if os.environ.get("CI"):
            pytest.fail(str(error))
        pytest.skip(str(error))
    session = Session(qtbot, player, tmp_path)
    yield session
    session.close()
    player.close()


def pause(session: Session) -> None:
    session.controller.pause()
    session.stands_still()
    session.controller.resume()


def sleep(session: Session) -> None:
    session.clock.slept_ms += 3_600_000
    session._qtbot.waitUntil(lambda: session.controller.state is State.PAUSED)
    session.stands_still()
    session.controller.resume()


def back(session: Session) -> None:
    session.controller.back()


def skip(session: Session) -> None:
    session.controller.skip()


def resize(session: Session) -> None:
    session.view.resize(1_024, 600)


def full_screen(session: Session) -> None:
    QTest.keyClick(session.view, Qt.Key.Key_F11)


def test_picture_and_timer_agree_again_after_everything(session: Session) -> None:
    session.agree_soon()
    steps: list[Callable[[Session], None]] = [pause, resize, sleep, full_screen, back, skip]
    for step in steps:
        step(session)
        session.agree_soon()
