"""A session without a person: the real screen on the real clock, watched from outside.

Each picture of the clip that is played tells its own number, so what is on the screen can be held
against what the timer says. Nothing of a real diary is read or written.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from backrehab.app import make_application
from backrehab.core.clip import ClipMarks
from backrehab.core.model import Programme, SoreSide, TimedPrescription
from backrehab.core.rehearsal import (
    FollowError,
    PhaseSeen,
    follow_error,
    follow_errors_ms,
    holds,
    is_frozen,
)
from backrehab.core.routine import Routine, make_routine
from backrehab.core.timeline import PlannedExercise
from backrehab.paths import Paths
from backrehab.players.base import Player
from backrehab.players.choice import PlayerChoice, make_player
from backrehab.storage.clip_marks import marks_file, read_marks
from backrehab.storage.content import load_library
from backrehab.ui.rehearsal_screen import RehearsalFailed, RehearsalScreen


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What came of a rehearsal."""

    player: str
    rows: list[PhaseSeen]
    follow_error: FollowError
    frozen_holds: int
    holds: int


def run_rehearsal(
    paths: Paths,
    exercise_id: str,
    player: str,
    reps: int | None,
    say: Callable[[str], None],
    *,
    as_json: bool,
) -> int:
    """Plays the exercise as a person would get it, and prints what was seen.

    Raises:
        BackrehabError: there is no such exercise, player or clip, or it was interrupted.
    """
    if _has_no_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    make_application()
    exercise = load_library(paths.content).exercise(exercise_id)
    programme = Programme(sore_side=SoreSide.LEFT)
    routine = make_routine(exercise.title, [exercise], programme)
    if reps is not None:
        routine = shortened(routine, reps)
    chosen = make_player(PlayerChoice(player))
    try:
        rehearsed = rehearse(paths, routine, chosen)
    finally:
        chosen.close()
    if as_json:
        say(json.dumps(in_json(rehearsed), indent=1))
    else:
        for line in in_words(exercise.title, rehearsed):
            say(line)
    return 0


def shortened(routine: Routine, reps: int) -> Routine:
    """So many reps of one set, or so many cycles of a timed exercise."""

    def cut(planned: PlannedExercise) -> PlannedExercise:
        dose = planned.prescription
        if isinstance(dose, TimedPrescription):
            dose = replace(dose, timed_seconds=reps * dose.cycle_seconds)
        else:
            dose = replace(dose, sets=1, reps=reps)
        return replace(planned, prescription=dose)

    return replace(routine, planned=tuple(map(cut, routine.planned)))


def rehearse(paths: Paths, routine: Routine, player: Player) -> Rehearsed:
    """Plays a routine of one exercise to its end.

    Raises:
        RehearsalFailed: this player shows no clips, the clip has no numbered twin or can't be
            played, or somebody paused or ended the session.
    """
    player.prepare()
    if player.name == "none":
        raise RehearsalFailed("A rehearsal needs a player, and there is none here.")
    with tempfile.TemporaryDirectory(prefix="backrehab-") as folder:
        marks = lay_out_twin(paths, routine.exercises[0].clip, Path(folder))
        screen = RehearsalScreen(paths, player, Path(folder))
        try:
            screen.play(routine)
        finally:
            screen.close()
    errors_ms = follow_errors_ms(marks, screen.rows, screen.sightings)
    if not errors_ms:
        raise RehearsalFailed(f"{player.name} showed no picture of the clip.")
    all_holds = holds(screen.rows)
    return Rehearsed(
        player=f"{player.name} {player.version()}".strip(),
        rows=screen.rows,
        follow_error=follow_error(errors_ms),
        frozen_holds=sum(is_frozen(marks, hold, screen.sightings) for hold in all_holds),
        holds=len(all_holds),
    )


def lay_out_twin(paths: Paths, clip: str, folder: Path) -> ClipMarks:
    """Puts the twin of a clip with the clip's own marks into a folder, under the clip's name.

    Raises:
        RehearsalFailed: there is no twin of it, as for a clinic's own clips.
    """
    twin = paths.resources / "twins" / clip
    if not clip or not twin.is_file():
        raise RehearsalFailed(f"The clip {clip or 'of this exercise'} has no numbered twin.")
    marks = marks_file(paths.resources / "videos" / clip)
    for file in (twin, marks):
        shutil.copy(file, folder)
    return read_marks(marks)


def in_json(rehearsed: Rehearsed) -> dict[str, object]:
    """What `--json` prints."""
    return {
        "phases": [
            {
                "kind": row.phase.kind.value,
                "due_ms": row.due_ms,
                "shown_ms": row.shown_ms,
                "cue_ms": row.cue_ms,
            }
            for row in rehearsed.rows
        ],
        "follow_error_ms": asdict(rehearsed.follow_error),
        "frozen_holds": rehearsed.frozen_holds,
        "holds": rehearsed.holds,
    }


def in_words(title: str, rehearsed: Rehearsed) -> list[str]:
    """The same as a table."""

    def cell(ms: int | None) -> str:
        return "-" if ms is None else str(ms)

    error = rehearsed.follow_error
    lines = [
        f"{title}, with {rehearsed.player}; milliseconds since the session began",
        f"{'phase':<12} {'due':>8} {'shown':>8} {'cue':>8}",
    ]
    for row in rehearsed.rows:
        cells = (row.due_ms, cell(row.shown_ms), cell(row.cue_ms))
        lines.append("{:<12} {:>8} {:>8} {:>8}".format(row.phase.kind, *cells))
    lines.append(f"follow error: p50 {error.p50} ms, p95 {error.p95} ms, p99 {error.p99} ms")
    if rehearsed.holds:
        lines.append(
            f"holds frozen from start to end: {rehearsed.frozen_holds} of {rehearsed.holds}"
        )
    return lines


def _has_no_screen() -> bool:
    """Where nothing can be shown, it is painted out of sight."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform == "linux" and not any(os.environ.get(name) for name in named)
