"""How late the session notices that a phase is over: idle, and with every core busy.

The real session screen plays one-second phases on the system's clock, with its clip. Lateness is
the instant at which the screen was told of a phase minus the instant at which it was due. Beside
it stands a timer in the same event loop that counts its own 33 ms ticks, as other programs do.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEventLoop, Qt, QTimer

from backrehab.app import make_application
from backrehab.core.clock import SystemClock
from backrehab.core.events import Event, PhaseStarted
from backrehab.core.model import Programme, RepsPrescription, SideRule
from backrehab.core.routine import Routine
from backrehab.core.timeline import PlannedExercise
from backrehab.cues.tones import Tones
from backrehab.paths import find_resources
from backrehab.players.choice import PlayerChoice, make_player
from backrehab.storage.content import load_library
from backrehab.storage.diary import Diary
from backrehab.ui.look import Look
from backrehab.ui.preferences import Preferences
from backrehab.ui.session_view import SessionView
from backrehab.ui.theme import ThemeChoice
from backrehab.ui.workspace import Workspace
from benchmarks.rows import Row, percentile

TICK_MS = 33
MINUTES = 10
QUICK_MINUTES = 0.25


def measure(*, quick: bool = False) -> Iterable[Row]:
    minutes = QUICK_MINUTES if quick else MINUTES
    for load, busy in (("idle", 0), ("every core busy", 2)):
        with _busy(busy):
            yield from _session(minutes, load)


@contextmanager
def _busy(processes: int) -> Iterator[None]:
    code = "while True: pass"
    running = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(processes)]
    try:
        yield
    finally:
        for process in running:
            process.kill()
            process.wait()


def _session(minutes: float, load: str) -> Iterable[Row]:
    make_application()
    resources = find_resources()
    library = load_library(resources)
    look = Look(resources)
    look.apply(ThemeChoice.LIGHT, 100)
    clock = SystemClock()
    player = make_player(PlayerChoice.AUTO)
    tones = Tones(resources / "sounds")
    workspace = Workspace(
        Diary.in_memory(), Programme(), Preferences(None), lambda _: None, is_demo=True
    )
    view = SessionView(look, clock, player, tones, videos=resources / "videos")
    view.resize(1366, 768)
    view.show()

    exercise = library.exercise("bridging")
    reps = max(1, round(minutes * 60 / 3))
    prescription = RepsPrescription(1, reps, 1, 1, 1, 0, 0, SideRule.NONE)
    planned = PlannedExercise(exercise.id, exercise.position, prescription, (None,))
    late_ms: list[float] = []
    due_ms: list[int] = []

    def take(event: Event) -> None:
        if isinstance(event, PhaseStarted):
            late_ms.append(time.monotonic_ns() / 1e6 - event.at_ms)
            due_ms.append(event.at_ms)

    counted = QTimer(interval=TICK_MS)
    counted.setTimerType(Qt.TimerType.PreciseTimer)
    ticks = [0]
    counted.timeout.connect(lambda: ticks.__setitem__(0, ticks[0] + 1))

    loop = QEventLoop()
    view.controller.happened.connect(take)
    view.controller.progressed.connect(lambda _: loop.quit() if not view.controller.runs else None)
    routine = Routine(exercise.title, (exercise,), (planned,))
    view.begin(routine, workspace, library.version)
    counted.start()
    started_ms = time.monotonic_ns() / 1e6
    loop.exec()
    counted.stop()
    real_ms = time.monotonic_ns() / 1e6 - started_ms
    promised_ms = sum(phase.duration_ms for phase in view.controller.phases)
    view.close()
    player.close()

    late = late_ms[1:]  # the first phase starts when it is asked for
    drift_ms = due_ms[-1] - due_ms[0] - promised_ms
    counting_ms = real_ms - ticks[0] * TICK_MS
    yield Row(
        f"lateness of {len(late)} phases, {load}",
        f"p50 {percentile(late, 50):.0f} ms, p99 {percentile(late, 99):.0f} ms",
        f"one tick: {TICK_MS} ms",
    )
    yield Row(
        f"drift after {real_ms / 60_000:.1f} minutes, {load}",
        f"{drift_ms:.0f} ms",
        f"counting ticks: {counting_ms:.0f} ms",
    )
