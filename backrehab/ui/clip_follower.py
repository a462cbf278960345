"""What the clip does in each phase."""

from __future__ import annotations

from pathlib import Path

from backrehab.core.model import Side
from backrehab.core.timeline import Phase, PhaseKind
from backrehab.players.base import Player
from backrehab.ui.surface import ClipStage

_MOVING = {PhaseKind.MOVE, PhaseKind.RETURN, PhaseKind.TIMED}


class ClipFollower:
    """Lets the clip run while the person moves and freezes it while they don't.

    The clip runs on by itself: it loops, and is not yet held to the pace of the phases. It is
    taken to show the left side; the right one is its mirror image.
    """

    def __init__(self, player: Player, stage: ClipStage) -> None:
        self._player = player
        self._stage = stage
        self._open = False
        self._runs = False

    def open(self, clip: Path | None) -> None:
        """Shows the clip's first picture, still; without a clip the stage has its words."""
        self.close()
        self._open = clip is not None
        if clip is not None:
            self._stage.show_player(self._player)
            self._player.open(clip, loop=True, held_at_ms=0)

    def close(self) -> None:
        """Gives the player back; no picture comes after this."""
        self._stage.leave_player()
        if self._open:
            self._player.stop()
        self._open = False
        self._runs = False

    def follow(self, phase: Phase, *, going: bool) -> None:
        """The phase that is played now, or stands still."""
        self._stage.set_mirrored(phase.side is Side.RIGHT)
        runs = going and phase.kind in _MOVING
        if not self._open or runs is self._runs:
            return
        self._runs = runs
        if runs:
            self._player.resume()
        else:
            self._player.hold()
