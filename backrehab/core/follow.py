"""The clip follows the timer: where it should be at each moment of a phase.

The figure moves while the person moves and stands while the timer stands. Move and return are
stretched or shortened to the time they are given, within the rates that look natural and that
players play evenly. What is slower than that arrives early and waits at its end; what is faster
sets out so far along its way that it still arrives in time.

A still part looks the same from its beginning to its end, so the clip stands at its *end*: the
next movement then sets off from there without a jump. Getting ready, gaps, rests and changing
sides stand where the move sets off, a hold where the return does.

A timed dose goes round once in each cycle, evenly. A slower cycle than the rates allow waits for
its time to be over in the start pose; a faster one can't be kept up with, and goes round at the
fastest rate.

A clip of which nothing is known goes round at its own pace, without a break from the first move
of a set to its last return.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Final

from backrehab.core.clip import ClipMarks, SideShown
from backrehab.core.model import Side
from backrehab.core.timeline import WORKING, Phase, PhaseKind

SLOWEST: Final = 0.5
FASTEST: Final = 2.0
"""The rates a clip is played at, times its own (product rule; players take no others)."""

_MIRRORED: Final = {Side.LEFT: SideShown.RIGHT, Side.RIGHT: SideShown.LEFT}


@dataclass(frozen=True, slots=True)
class ClipPlace:
    """Where a clip should be, and how it goes on from there.

    `position_ms` is None where any place will do. `rate` says how fast the clip moves in this
    phase; while `frozen` it stands still.
    """

    position_ms: int | None
    rate: float
    frozen: bool = False
    mirrored: bool = False


def follow(marks: ClipMarks | None, phase: Phase, elapsed_ms: int, *, running: bool) -> ClipPlace:
    """Where the clip should be once a phase has lasted `elapsed_ms`.

    Args:
        marks: What is known of the clip; None for one that just goes round.
        phase: The phase that is played, or stands still.
        elapsed_ms: How long it has lasted, pauses not counted.
        running: Whether time goes on; False while paused or leading in.
    """
    moment = _any_moment(phase) if marks is None else _moment(marks, phase, elapsed_ms)
    return replace(
        moment,
        frozen=moment.frozen or not running,
        mirrored=is_mirrored(marks, phase.side),
    )


def is_mirrored(marks: ClipMarks | None, side: Side | None) -> bool:
    """Whether the clip has to be turned over to show this side.

    A clip of which nothing is known is taken to show the left side.
    """
    shown = SideShown.LEFT if marks is None else marks.side_shown
    return side is not None and shown is _MIRRORED[side]


def _any_moment(phase: Phase) -> ClipPlace:
    if phase.kind in WORKING or phase.kind is PhaseKind.GAP:
        return ClipPlace(None, 1.0)
    return ClipPlace(0, 1.0, frozen=True)


def _moment(marks: ClipMarks, phase: Phase, elapsed_ms: int) -> ClipPlace:
    match phase.kind:
        case PhaseKind.MOVE:
            return _on_the_way(marks.move_ms, marks.hold_ms, phase.duration_ms, elapsed_ms)
        case PhaseKind.RETURN:
            return _on_the_way(marks.return_ms, marks.duration_ms, phase.duration_ms, elapsed_ms)
        case PhaseKind.TIMED:
            quickest_ms = math.ceil(marks.duration_ms / FASTEST)
            cycle_ms = max(phase.cycle_ms or marks.duration_ms, quickest_ms)
            return _on_the_way(0, marks.duration_ms, cycle_ms, elapsed_ms % cycle_ms)
        case PhaseKind.HOLD:
            return ClipPlace(marks.return_ms, 1.0, frozen=True)
        case _:
            return ClipPlace(marks.move_ms, 1.0, frozen=True)


def _on_the_way(from_ms: int, to_ms: int, time_ms: int, elapsed_ms: int) -> ClipPlace:
    """On a stretch of the clip that is to last `time_ms`."""
    way_ms = to_ms - from_ms
    if way_ms < time_ms * SLOWEST:
        position_ms = min(to_ms, from_ms + int(elapsed_ms * SLOWEST))
        return ClipPlace(position_ms, SLOWEST, frozen=position_ms == to_ms)
    if way_ms > time_ms * FASTEST:
        return ClipPlace(to_ms - int((time_ms - elapsed_ms) * FASTEST), FASTEST)
    return ClipPlace(from_ms + way_ms * elapsed_ms // time_ms, way_ms / time_ms)
