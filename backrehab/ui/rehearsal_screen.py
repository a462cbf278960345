"""The real session screen with nobody before it, and a note of what was seen on it and when."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtGui import QImage, qGray

from backrehab.core.clock import Clock, SystemClock
from backrehab.core.cues import Cue
from backrehab.core.diary import Outcome
from backrehab.core.engine import Progress
from backrehab.core.errors import BackrehabError
from backrehab.core.events import Event, Paused, PhaseStarted, SessionEnded
from backrehab.core.frame_numbers import BLOCKS, number_of
from backrehab.core.model import Programme
from backrehab.core.rehearsal import PhaseSeen, Sighting, due_phases
from backrehab.core.routine import Routine
from backrehab.cues.tones import Tones
from backrehab.paths import Paths
from backrehab.players.base import Player
from backrehab.storage.diary import Diary
from backrehab.ui.look import Look
from backrehab.ui.preferences import Preferences
from backrehab.ui.session_view import SessionView
from backrehab.ui.workspace import Workspace

_LAST_LOOK_MS = 1_000
"""How long the last page may take to be painted, once the session is over."""


class RehearsalFailed(BackrehabError):
    """A session can't be rehearsed; the words say why."""


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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
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
