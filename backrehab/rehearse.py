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

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtGui import QImage, qGray

from backrehab.app import make_application
from backrehab.core.clip import ClipMarks
from backrehab.core.clock import Clock, SystemClock
from backrehab.core.cues import Cue
from backrehab.core.diary import Outcome
from backrehab.core.engine import Progress
from backrehab.core.errors import BackrehabError
from backrehab.core.events import Event, Paused, PhaseStarted, SessionEnded
from backrehab.core.frame_numbers import BLOCKS, number_of
from backrehab.core.model import Programme, SoreSide, TimedPrescription
from backrehab.core.rehearsal import (
    FollowError,
    PhaseSeen,
    Sighting,
    due_phases,
    follow_error,
    follow_errors_ms,
    holds,
    is_frozen,
)
from backrehab.core.routine import Routine, make_routine
from backrehab.core.timeline import PlannedExercise
from backrehab.cues.tones import Tones
from backrehab.paths import Paths
from backrehab.players.base import Player
from backrehab.players.choice import PlayerChoice, make_player
from backrehab.storage.clip_marks import marks_file, read_marks
from backrehab.storage.content import load_library
from backrehab.storage.diary import Diary
from backrehab.ui.look import Look
from backrehab.ui.preferences import Preferences
from backrehab.ui.session_view import SessionView
from backrehab.ui.workspace import Workspace

_LAST_LOOK_MS = 1_000
"""How long the last page may take to be painted, once the session is over."""


class RehearsalFailed(BackrehabError):
    """A session can't be rehearsed; the words say why."""


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


def number_in(picture: QImage) -> int | None:
    """The number that a twin's picture carries; None for any other picture."""
    if picture.isNull():
        return None
    x, height = picture.width() // 2, picture.height()
    middles = ((2 * block + 1) * height // (2 * BLOCKS) for block in range(BLOCKS))
    return number_of([qGray(picture.pixel(x, y)) for y in middles])


class _NotedTones(Tones):
    """The real ones; they also say what they were asked to play."""

    def __init__(self, folder: Path, note: Callable[[Cue], None]) -> None:
        super().__init__(folder)
        self._note = note

    def play(self, cue: Cue) -> None:
        self._note(cue)
        super().play(cue)


class RehearsalScreen(QObject):
    """The session screen in a window of its own, and what was seen on it.

    Attributes:
        rows: The phases, as they were due and as they came.
        sightings: Which picture was painted last, at each painting and at each look of the timer.
    """

    def __init__(self, paths: Paths, player: Player, videos: Path) -> None:
        super().__init__()
        self.rows: list[PhaseSeen] = []
        self.sightings: list[Sighting] = []
        self._clock: Clock = SystemClock()
        self._loop = QEventLoop(self)
        self._began_ms: int | None = None
        self._number: int | None = None  # of the picture that was painted last
        self._cue_ms: int | None = None
        self._coming: list[PhaseSeen] = []  # begun in this look of the timer
        self._unseen: list[PhaseSeen] = []  # begun, and not painted yet
        self._trouble = ""
        self._over = False
        preferences = Preferences(None)
        self._look = Look(paths.resources, self)
        self._look.apply(preferences.theme, preferences.text_percent)
        self._workspace = Workspace(
            Diary.in_memory(), Programme(), preferences, lambda _: None, is_demo=True
        )
        self._tones = _NotedTones(paths.resources / "sounds", self._take_cue)
        self._view = SessionView(self._look, self._clock, player, self._tones, videos=videos)
        self._view.controller.happened.connect(self._take_event)
        self._view.controller.progressed.connect(self._take_progress)
        player.failed.connect(lambda words: self._give_up(f"The clip can't be played: {words}."))
        for watched in (self._view, self._view.stage, self._view.panel):
            watched.installEventFilter(self)

    def play(self, routine: Routine) -> None:
        """Comes back when the session is over."""
        self.rows = due_phases(routine.phases)
        self._view.resize(1366, 768)
        self._view.setWindowTitle(f"BackRehab: {routine.title}")
        self._view.show()
        self._view.begin(routine, self._workspace, "rehearsal")
        self._loop.exec()
        if self._trouble:
            raise RehearsalFailed(self._trouble)

    def close(self) -> None:
        self._over = True
        self._view.controller.stop()
        self._view.close()
        self._workspace.close()

    def _now_ms(self) -> int:
        return 0 if self._began_ms is None else self._clock.monotonic_ms() - self._began_ms

    # ---- what the session tells: first its cue, then its events, then its progress

    def _take_cue(self, cue: Cue) -> None:
        if cue is not Cue.TICK:
            # The first one comes before anything else tells that the session has begun.
            self._cue_ms = self._now_ms()

    def _take_event(self, event: Event) -> None:
        if self._over:
            return
        match event:
            case PhaseStarted():
                if self._began_ms is None:
                    self._began_ms = event.at_ms
                row = next(r for r in self.rows if r.due_ms == event.at_ms - self._began_ms)
                self._coming.append(row)
            case Paused():
                self._give_up("The session was paused, so nothing after it can be measured.")
            case SessionEnded() if event.outcome is not Outcome.COMPLETED:
                self._give_up("The session was ended before it was over.")
            case SessionEnded():
                QTimer.singleShot(_LAST_LOOK_MS, self, self._loop.quit)
            case _:
                pass

    def _take_progress(self, _progress: Progress) -> None:
        if self._coming:
            self._coming[-1].cue_ms = self._cue_ms
        self._cue_ms = None
        self._unseen += self._coming
        self._coming = []
        self._sight()

    def _give_up(self, words: str) -> None:
        if not self._over:
            self._over = True
            self._trouble = words
            QTimer.singleShot(0, self, self._loop.quit)

    # ---- what is painted

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Paint and not self._over:
            if watched is self._view.stage:
                self._number = number_in(self._view.stage.picture())
                self._sight()
            else:
                for row in self._unseen:
                    row.shown_ms = self._now_ms()
                self._unseen = []
                if self.rows[-1].shown_ms is not None:
                    self._loop.quit()
        return False

    def _sight(self) -> None:
        if self._number is not None and self._began_ms is not None:
            self.sightings.append(Sighting(self._now_ms(), self._number))
