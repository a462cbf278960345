"""A session as a test plays it: real diary, real exercises, a clock and a player by hand."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from backrehab.core.cues import Cue
from backrehab.core.diary import DiaryEntry, DiarySession
from backrehab.core.engine import Progress
from backrehab.core.model import Programme, Side, SoreSide, sides_to_do
from backrehab.core.routine import Routine, make_routine
from backrehab.core.timeline import PlannedExercise
from backrehab.paths import find_resources
from backrehab.players.fake import FakePlayer
from backrehab.storage.content import load_library
from backrehab.storage.diary import Diary
from backrehab.ui.keep_awake import KeepAwake
from backrehab.ui.look import Look
from backrehab.ui.preferences import AskWorst, Preferences
from backrehab.ui.session_view import SessionView
from backrehab.ui.theme import LIGHT, Theme, Tokens
from backrehab.ui.workspace import Workspace
from tests.fakes import ManualClock

ProgrammeChanges = Mapping[str, Mapping[str, int]]
RESOURCES = find_resources()
LIBRARY = load_library(RESOURCES)
GET_READY_FLOOR_MS, GET_READY_CHAIR_MS, LEAD_IN_MS = 20_000, 10_000, 3_000


# The marks of a clip like bridging's: it waits, lifts for 2.6 s, holds, and lowers for 2.6 s.
MARKS: dict[str, object] = {
    "duration_ms": 7_200,
    "marks": [
        {"name": "start", "at_ms": 0},
        {"name": "move", "at_ms": 400},
        {"name": "hold", "at_ms": 3_000},
        {"name": "return", "at_ms": 4_600},
    ],
    "side_shown": "left",
    "safe_box": [0.1, 0.2, 0.8, 0.6],
}


class FakeTones:
    """Remembers what would have been heard."""

    def __init__(self) -> None:
        self.available = True
        self.enabled = True
        self.played: list[Cue] = []

    def play(self, cue: Cue) -> None:
        if self.enabled:
            self.played.append(cue)

    def stop(self) -> None: ...

    def length_ms(self, _cue: Cue) -> int:
        return 300

    def set_enabled(self, on: bool) -> None:
        self.enabled = on


def make_look(tokens: Tokens = LIGHT, text_percent: int = 100) -> Look:
    """A look for what is painted; putting its style sheet in force too would take long."""
    look = Look(RESOURCES)
    look.theme = Theme(tokens, text_percent)
    return look


class Mat:
    """A session view in a window, and what it takes to move it on."""

    def __init__(
        self,
        qtbot: QtBot,
        folder: Path,
        *,
        diary: Diary | None = None,
        look: Look | None = None,
        size: tuple[int, int] = (1366, 768),
        awake: KeepAwake | None = None,
    ) -> None:
        self.qtbot = qtbot
        self.path = folder / "diary.sqlite"
        self.clip = folder / "clip.webm"
        self.diary = Diary.open(self.path, wait_ms=0) if diary is None else diary
        self.clock = ManualClock()
        self.player = FakePlayer(runs_by_itself=False)
        self.tones = FakeTones()
        self.look = look or make_look()
        self.preferences = Preferences(None)
        self.preferences.ask_worst = AskWorst.NEVER
        self.workspace = Workspace(
            self.diary, Programme(), self.preferences, keep_programme=lambda _programme: None
        )
        # In a window of its own, as in the program; full screen is the window's.
        self.window = QWidget()
        self.view = SessionView(
            self.look,
            self.clock,
            self.player,
            self.tones,
            self.window,
            videos=folder,
            guide=LIBRARY.pain_guide,
            awake=awake or KeepAwake(nullcontext),
        )
        qtbot.addWidget(self.window)
        self.window.resize(*size)
        self.progress: Progress | None = None
        self.view.controller.progressed.connect(self._take_progress)
        # Laid out though not shown: showing it would fill the screen, whatever size that has.
        self.view.setGeometry(self.window.rect())
        self.view.surface.setGeometry(self.window.rect())

    def _take_progress(self, progress: Progress) -> None:
        self.progress = progress

    def show(self) -> Mat:
        """Shows the window, for what needs focus or a picture of it."""
        with self.qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        return self

    def begin(
        self,
        exercise_id: str,
        *,
        sides: tuple[Side | None, ...] | None = None,
        clip: bool = True,
        marks: dict[str, object] | None = None,
        **changes: int,
    ) -> Mat:
        """Starts an exercise, its clip with these `marks`; the clock has not moved yet."""
        exercise = LIBRARY.exercise(exercise_id)
        prescription = exercise.dose.prescription(changes)
        planned = PlannedExercise(
            exercise.id,
            exercise.position,
            prescription,
            sides or sides_to_do(prescription.side, SoreSide.BOTH),
        )
        if clip:
            self.clip.write_bytes(b"a clip, for the fake player")
        if marks is not None:
            self.clip.with_suffix(".json").write_text(json.dumps(marks), encoding="utf-8")
        exercise = replace(exercise, clip=self.clip.name if clip else "")
        routine = Routine(exercise.title, (exercise,), (planned,))
        self.view.begin(routine, self.workspace, LIBRARY.version)
        return self

    def begin_routine(
        self,
        *exercise_ids: str,
        clip: bool = True,
        marks: dict[str, object] | None = None,
        changes: ProgrammeChanges = MappingProxyType({}),
    ) -> Mat:
        """Starts a routine of these, in the order a routine has, both sides being sore."""
        programme = Programme(changes, SoreSide.BOTH)
        routine = make_routine("Round 1 of 4", map(LIBRARY.exercise, exercise_ids), programme)
        exercises = tuple(
            replace(exercise, clip=f"{exercise.id}.webm" if clip else "")
            for exercise in routine.exercises
        )
        for exercise in exercises if clip else ():
            file = self.clip.parent / exercise.clip
            file.write_bytes(b"a clip, for the fake player")
            if marks is not None:
                file.with_suffix(".json").write_text(json.dumps(marks), encoding="utf-8")
        routine = replace(routine, exercises=exercises)
        self.view.begin(routine, self.workspace, LIBRARY.version)
        return self

    def go(self, ms: int) -> None:
        """Lets so much time pass, with a look at least twice a second."""
        while ms > 0:
            step = min(ms, 500)
            self.clock.advance(step)
            self.view.controller.tick()
            ms -= step

    def go_to_next_phase(self) -> None:
        """Lets the present phase run out, with as few looks as will do."""
        assert self.progress is not None
        before = self.progress.phase_index
        while self.view.controller.runs and self.progress.phase_index == before:
            self.clock.advance(2_000)
            self.view.controller.tick()

    def press(self, key: Qt.Key, *, held: bool = False) -> None:
        """Presses a key where the focus is, and lets it go; `held` is its repeating by itself."""
        target = self.window.focusWidget() or self.view
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, autorep=held)
            QApplication.sendEvent(target, event)

    @property
    def verb(self) -> str:
        return self.view.panel.verb.text()

    @property
    def number(self) -> str:
        return self.view.panel.ring.number

    @property
    def on_panel(self) -> tuple[str, str, str, str, str, str]:
        """All the panel says: verb, number, unit, count, side or cue, next."""
        panel = self.view.panel
        return (
            panel.verb.text(),
            panel.ring.number,
            panel.ring.unit,
            panel.count.text(),
            panel.side.text(),
            panel.next.text(),
        )

    @property
    def afterwards(self) -> str:
        """What is said once it is over: what was done, and whether it is kept."""
        return self.view.after.bar.text

    def sessions_in_file(self) -> list[DiarySession]:
        """What another program would find in the file now."""
        with Diary.open(self.path) as second:
            return second.sessions()

    def entries_in_file(self) -> tuple[DiaryEntry, ...]:
        sessions = self.sessions_in_file()
        return sessions[0].entries if sessions else ()

    def lock(self) -> sqlite3.Connection:
        """Another program holds the file from now on; closing the connection lets go."""
        other = sqlite3.connect(self.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        return other
