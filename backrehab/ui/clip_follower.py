"""Keeps the clip where the timer is, with as few words to the player as will do.

A clip that does as it is told is where `core.follow` says. Every seek makes the picture halt for
a moment, so it is put right while it stands still and nobody sees it: at each hold and gap, and
before it goes on after a pause. On a busy computer, or in a minute of going round, a moving clip
may still fall behind or get ahead. Where the player knows what it shows, it then goes a little
faster or slower until it is back: nobody sees that either.
"""

from __future__ import annotations

from pathlib import Path

from backrehab.core.clip import ClipMarks
from backrehab.core.engine import Progress, State
from backrehab.core.follow import ClipPlace, follow
from backrehab.players.base import Player
from backrehab.storage.clip_marks import marks_of
from backrehab.ui.picture import still_beside
from backrehab.ui.surface import ClipStage

_NEAR_MS = 80
"""So far off a clip that sets off is left as it is: two pictures."""

_WATCHED_AFTER_MS = 250
"""A clip that has just set off is not judged yet."""

_ASTRAY_MS = 60
_BACK_MS = 20
"""So far from where it should be a clip is brought back, and so near it is left alone again."""

_FAR_MS = 300
_A_LITTLE, _MORE = 0.08, 0.25
"""How much faster or slower it goes meanwhile; more where it is far."""


class ClipFollower:
    """Lets the clip move while the person moves, hold while the timer holds, and turns it over."""

    def __init__(self, player: Player, stage: ClipStage) -> None:
        self._player = player
        self._stage = stage
        self._open = False
        self._marks: ClipMarks | None = None
        self._rate = 1.0
        self._held = True
        self._at_ms: int | None = None  # where it is held; None where that isn't known
        self._astray = False
        self._moves_since_ms = 0  # of the phase
        self._before: Progress | None = None

    def open(self, clip: Path | None) -> None:
        """Shows the clip's start pose, still; without a clip the stage has its words."""
        self.close()
        self._stage.set_mirrored(False)
        if clip is None:
            return
        self._open = True
        self._marks = marks = marks_of(clip)
        self._rate = 1.0
        self._held = True
        self._at_ms = marks.move_ms if marks else 0
        self._stage.set_safe_box(marks.safe_box if marks else None)
        self._stage.show_player(self._player, still_beside(clip))
        self._player.open(clip, loop=True, held_at_ms=self._at_ms)

    def close(self) -> None:
        """Gives the player back; no picture comes after this."""
        self._stage.leave_player()
        if self._open:
            self._player.stop()
        self._open = False
        self._marks = None
        self._before = None

    def follow(self, progress: Progress) -> None:
        """The session stands here now."""
        place = self._place(progress)
        if progress.phase.side is not None:  # a rest names no side: it stays as it was
            self._stage.set_mirrored(place.mirrored)
        if self._open and progress.state is not State.FINISHED:
            if place.frozen:
                self._stand(place, progress)
            else:
                self._move(place, progress)
        self._before = progress

    def _place(self, progress: Progress) -> ClipPlace:
        running = progress.state is State.RUNNING
        return follow(self._marks, progress.phase, progress.elapsed_ms, running=running)

    def _stand(self, place: ClipPlace, progress: Progress) -> None:
        if not self._held:
            self._player.hold()
            self._held = True
            self._at_ms = None
        leads_in = progress.state is State.LEADING_IN and self._was(State.PAUSED)
        settled = self._at_ms is not None and self._at_ms == place.position_ms
        if (self._begins(progress) or leads_in) and not settled:
            self._seek(place.position_ms)

    def _move(self, place: ClipPlace, progress: Progress) -> None:
        if self._held or self._begins(progress):
            self._astray = False
            self._moves_since_ms = progress.elapsed_ms
        rate = self._rate_back(place, progress.elapsed_ms)
        if rate != self._rate:
            self._player.set_rate(rate)
            self._rate = rate
        if self._begins(progress) and not self._is_near(place, progress):
            self._seek(place.position_ms)
        if self._held:
            self._player.resume()
            self._held = False
        self._at_ms = None

    def _rate_back(self, place: ClipPlace, elapsed_ms: int) -> float:
        """The rate that brings a clip back that has gone astray; else the one of its place."""
        shown_ms = self._player.shown_ms()
        if self._marks is None or place.position_ms is None or shown_ms is None:
            return place.rate
        if elapsed_ms - self._moves_since_ms < _WATCHED_AFTER_MS:
            return place.rate
        round_ms = self._marks.duration_ms
        middle_ms = shown_ms + 500 // (self._marks.fps or 25)
        behind_ms = (place.position_ms - middle_ms + round_ms // 2) % round_ms - round_ms // 2
        self._astray = abs(behind_ms) > (_BACK_MS if self._astray else _ASTRAY_MS)
        if not self._astray:
            return place.rate
        change = _MORE if abs(behind_ms) > _FAR_MS else _A_LITTLE
        return place.rate * (1 + change if behind_ms > 0 else 1 - change)

    def _seek(self, position_ms: int | None) -> None:
        if position_ms is not None:
            self._player.seek(position_ms)
            self._at_ms = position_ms

    def _begins(self, progress: Progress) -> bool:
        """Whether this is the first look at a phase, or at one that was begun again."""
        before = self._before
        return (
            before is None
            or progress.phase_index != before.phase_index
            or progress.elapsed_ms < before.elapsed_ms
        )

    def _was(self, state: State) -> bool:
        return self._before is not None and self._before.state is state

    def _is_near(self, place: ClipPlace, progress: Progress) -> bool:
        """Whether a phase that sets off finds the clip where it needs it."""
        if self._marks is None or place.position_ms is None:
            return True
        at_ms = self._at_ms if self._held else self._went_on_to(progress)
        if at_ms is None:
            return False
        apart_ms = abs(at_ms - place.position_ms) % self._marks.duration_ms
        return min(apart_ms, self._marks.duration_ms - apart_ms) <= _NEAR_MS

    def _went_on_to(self, progress: Progress) -> int | None:
        """Where a clip that moved in the phase before has got to since."""
        before = self._before
        if before is None or progress.phase_index != before.phase_index + 1:
            return None
        end = follow(self._marks, before.phase, before.phase.duration_ms, running=True)
        if end.position_ms is None:
            return None
        return end.position_ms + round(progress.elapsed_ms * end.rate)
