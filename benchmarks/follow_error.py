"""Whether picture and timer are one: every exercise at its own tempo, through both players.

The real screen plays the numbered twin of each clip: three reps of a set, and the whole of a timed
dose, since a clip that goes round for a minute is never put right on its way. Waiting times are
cut short; everything else is as a person gets it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from backrehab.app import make_application
from backrehab.core.model import Exercise, Programme, SoreSide
from backrehab.core.routine import Routine, make_routine
from backrehab.core.session_times import SessionTimes
from backrehab.paths import Paths, find_resources
from backrehab.players.choice import PlayerChoice, make_player
from backrehab.rehearse import Rehearsed, rehearse, shortened
from backrehab.storage.content import load_library
from benchmarks.rows import Row, percentile

PLAYERS = (PlayerChoice.VLC, PlayerChoice.QT)
AIM = {PlayerChoice.VLC: "3 pictures, 120 ms", PlayerChoice.QT: "1.5 pictures, 60 ms"}
_TIMES = SessionTimes(3, 3, 3, 3, 3, 3, 3)


def measure(*, quick: bool = False, players: Sequence[PlayerChoice] = PLAYERS) -> Iterable[Row]:
    make_application()
    resources = find_resources()
    exercises = load_library(resources).exercises
    for choice in players:
        player = make_player(choice)
        late_ms: list[int] = []
        for exercise in exercises[:2] if quick else exercises:
            rehearsed = rehearse(
                Paths(resources, resources, resources), _routine(exercise, quick=quick), player
            )
            late_ms += _late_ms(rehearsed)
            error = rehearsed.follow_error
            still = f"{rehearsed.frozen_holds} of {rehearsed.holds}" if rehearsed.holds else "none"
            yield Row(
                f"{exercise.id}, {player.name}",
                f"p50 {error.p50}, p95 {error.p95}, p99 {error.p99} ms; holds frozen: {still}",
                f"aim for p95: {AIM[choice]}",
            )
        yield Row(
            f"lateness of {len(late_ms)} cues, as asked to play, with {player.name}",
            f"p50 {percentile(late_ms, 50):.0f} ms, p99 {percentile(late_ms, 99):.0f} ms",
        )
        player.close()


def _routine(exercise: Exercise, *, quick: bool) -> Routine:
    programme = Programme(sore_side=SoreSide.LEFT, times=_TIMES)
    routine = make_routine(exercise.title, [exercise], programme)
    whole = exercise.dose.is_timed and not quick
    return routine if whole else shortened(routine, 3)


def _late_ms(rehearsed: Rehearsed) -> list[int]:
    return [row.cue_ms - row.due_ms for row in rehearsed.rows if row.cue_ms is not None]
