"""Keeps the clip where the timer is, with as few words to the player as will do.

A clip that does as it is told is where `core.follow` says. Every seek makes the picture halt for
a moment, so it is put right while it stands still and nobody sees it: at each hold and gap, and
before it goes on after a pause. On a busy computer, or in a minute of going round, a moving clip
may still fall behind or get ahead. Where the player knows what it shows, it then goes a little
faster or slower until it is back: nobody sees that either. Only one that is far off jumps.
"""

from __future__ import annotations

import math
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

_SETS_OFF_MS = 250
"""For so long a clip that sets off is not judged."""

_ASTRAY_MS = 60
_BACK_MS = 20
"""So far from where it should be a clip is brought back, and so near it is left alone again."""

_CATCH_UP = 0.1
"""So much faster or slower it goes meanwhile."""

_FAR_MS = 300
"""From here on it would take too long, and the clip jumps."""

_SEEK_TAKES_MS = 40
_LANDED_MS = 200
"""A clip that has gone on for so long after a jump is judged again."""


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
        self._knows = False  # whether the player can tell what it shows of this clip
        self._astray = False
        self._jumped_to_ms: int | None = None
        self._judged_from_ms = 0  # in the phase
        self._before: Progress | None = None

    def open(self, clip: Path | None) -> None:
        """Shows the clip's start pose, still; without a clip the stage has its words."""
        self.close()
        self._stage.set_mirrored(False)
        if clip is None:
            return
        self._open = True
        self._knows = False
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
        begins = self._begins(progress)
        if self._held or begins:
            self._judged_from_ms = progress.elapsed_ms + _SETS_OFF_MS
            self._jumped_to_ms = None
        behind_ms = self._behind_ms(place, progress.elapsed_ms)
        self._astray = abs(behind_ms) > (_BACK_MS if self._astray else _ASTRAY_MS)
        rate = place.rate * (1 + math.copysign(_CATCH_UP, behind_ms) * self._astray)
        if rate != self._rate:
            self._player.set_rate(rate)
            self._rate = rate
        if begins and not self._is_near(place, progress):
            self._seek(place.position_ms)
        elif abs(behind_ms) > _FAR_MS and self._marks is not None:
            at_ms = (place.position_ms or 0) + round(_SEEK_TAKES_MS * place.rate)
            self._jumped_to_ms = at_ms % self._marks.duration_ms
            self._seek(self._jumped_to_ms)
            self._judged_from_ms = progress.elapsed_ms + 2 * _SETS_OFF_MS
        if self._held:
            self._player.resume()
            self._held = False
        self._at_ms = None

    def _behind_ms(self, place: ClipPlace, elapsed_ms: int) -> float:
        """How far a moving clip is behind, in its own time; less than 0 where it is ahead.

        0 where that can't be told, and without end where the player no longer knows it.
        """
        if self._marks is None or place.position_ms is None or elapsed_ms < self._judged_from_ms:
            return 0
        shown_ms = self._player.shown_ms()
        if shown_ms is None:
            return math.inf if self._knows else 0
        self._knows = True
        if self._jumped_to_ms is not None and abs(shown_ms - self._jumped_to_ms) < _LANDED_MS:
            return 0  # on a busy machine it may take long to come down
        self._jumped_to_ms = None
        middle_ms = shown_ms + 500 // (self._marks.fps or 25)  # of the picture
        half_ms = self._marks.duration_ms // 2
        return (place.position_ms - middle_ms + half_ms) % self._marks.duration_ms - half_ms

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
