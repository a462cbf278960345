"""Half an hour of one session on the real screen: drift, memory and follow error at its end."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer

from backrehab.app import make_application
from backrehab.core.model import Programme
from backrehab.core.rehearsal import FollowError, follow_error, follow_errors_ms, holds, is_frozen
from backrehab.core.routine import make_routine
from backrehab.paths import Paths, find_resources
from backrehab.players.choice import PlayerChoice, make_player
from backrehab.rehearse import lay_out_twin, shortened
from backrehab.storage.content import load_library
from backrehab.ui.rehearsal_screen import RehearsalScreen
from benchmarks.rows import Row, rss_mb

MINUTES = 30
QUICK_MINUTES = 1.5
EXERCISE = "bridging"
_PART_MS = 30_000


def measure(*, quick: bool = False, players: Iterable[PlayerChoice] = ()) -> Iterable[Row]:
    make_application()
    for choice in players or (PlayerChoice.VLC, PlayerChoice.QT):
        yield from _soak(choice, QUICK_MINUTES if quick else MINUTES)


def _soak(choice: PlayerChoice, minutes: float) -> Iterable[Row]:
    resources = find_resources()
    paths = Paths(resources, resources, resources)
    exercise = load_library(resources).exercise(EXERCISE)
    routine = make_routine(exercise.title, [exercise], Programme())
    rep_ms = shortened(routine, 3).length_ms - shortened(routine, 2).length_ms
    routine = shortened(routine, round(minutes * 60_000 / rep_ms))
    routine = replace(routine, title=f"{minutes} minutes")
    player = make_player(choice)
    errors: list[FollowError] = []
    memory_mb: list[float] = []
    still = [0, 0]
    with tempfile.TemporaryDirectory() as folder:
        marks = lay_out_twin(paths, exercise.clip, Path(folder))
        screen = RehearsalScreen(paths, player, Path(folder))

        def look() -> None:
            """Counts what was seen since the last look and forgets it, to keep memory flat."""
            seen = screen.sightings
            if moving := follow_errors_ms(marks, screen.rows, seen):
                errors.append(follow_error(moving))
            for hold in holds(screen.rows):
                if seen[0].at_ms <= hold.due_ms < seen[-1].at_ms - hold.phase.duration_ms:
                    still[0] += is_frozen(marks, hold, seen)
                    still[1] += 1
            seen.clear()
            memory_mb.append(rss_mb())

        parts = QTimer(interval=_PART_MS)
        parts.timeout.connect(look)
        parts.start()
        screen.play(routine)
        parts.stop()
        screen.close()
    player.close()
    last = screen.rows[-1]
    assert last.shown_ms is not None
    yield Row(
        f"{minutes} minutes of one session, {player.name}",
        f"last page shown {last.shown_ms - last.due_ms} ms after it was due",
    )
    yield Row(
        "its memory after half a minute, and at the end",
        f"{memory_mb[0]:.0f} MB, {memory_mb[-1]:.0f} MB (at most {max(memory_mb):.0f} MB)",
    )
    first, end = errors[0], errors[-1]
    yield Row(
        "its follow error in the last half minute",
        f"p50 {end.p50} ms, p95 {end.p95} ms, p99 {end.p99} ms",
        f"in the first: p50 {first.p50} ms, p95 {first.p95} ms, p99 {first.p99} ms",
    )
    yield Row("its holds frozen from start to end", f"{still[0]} of {still[1]}")
