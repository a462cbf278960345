"""What was seen in a rehearsed session, and how far picture and timer were apart.

A rehearsal plays a clip's numbered twin, so each sighting tells which picture stood on the screen
at an instant of the session. Which one was due then is `core.follow`'s answer. The difference of
the two, in whole pictures, is the follow error; it is counted while the figure moves, since a
still part looks the same throughout and would only flatter the figures. A still part is judged by
whether it is still.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from backrehab.core.clip import ClipMarks
from backrehab.core.follow import follow
from backrehab.core.timeline import Phase, PhaseKind

MOVING: Final = frozenset({PhaseKind.MOVE, PhaseKind.RETURN, PhaseKind.TIMED})

SETTLED_MS: Final = 500
"""By then a clip that was told to stand has its picture, and keeps it."""

_EDGE: Final = 3
"""So many pictures before or after its still part a figure that eases in and out looks still."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A picture by its number, and when it was on the screen, since the session began."""

    at_ms: int
    number: int


@dataclass(slots=True)
class PhaseSeen:
    """When a phase was due, when it was on the screen, and when its cue was asked for.

    In milliseconds since the session began; None for what didn't come, or for a phase that has
    no cue.
    """

    phase: Phase
    due_ms: int
    shown_ms: int | None = None
    cue_ms: int | None = None


@dataclass(frozen=True, slots=True)
class FollowError:
    """How far the picture was from the one that was due, in milliseconds of the clip."""

    p50: int
    p95: int
    p99: int


def due_phases(phases: Sequence[Phase]) -> list[PhaseSeen]:
    """Each phase of a session without a pause, with the instant at which it begins."""
    starts = accumulate((phase.duration_ms for phase in phases), initial=0)
    return [PhaseSeen(phase, due_ms) for phase, due_ms in zip(phases, starts, strict=False)]


def pictures_apart(marks: ClipMarks, number: int, position_ms: int) -> int:
    """How many pictures lie between the one that was seen and that of this moment of the clip.

    Behind is less than 0. A clip goes round: its last picture is one before its first.
    """
    count = marks.duration_ms * marks.fps // 1_000
    apart = (number - position_ms * marks.fps // 1_000) % count
    return apart if apart <= count // 2 else apart - count


def follow_errors_ms(
    marks: ClipMarks, rows: Sequence[PhaseSeen], sightings: Sequence[Sighting]
) -> list[int]:
    """The follow error of each sighting in a phase in which the figure moves."""
    starts = [row.due_ms for row in rows]
    errors = []
    for sighting in sightings:
        row = rows[max(0, bisect_right(starts, sighting.at_ms) - 1)]
        if row.phase.kind not in MOVING:
            continue
        place = follow(marks, row.phase, sighting.at_ms - row.due_ms, running=True)
        if place.position_ms is not None:
            apart = pictures_apart(marks, sighting.number, place.position_ms)
            errors.append(abs(apart) * 1_000 // marks.fps)
    return errors


def follow_error(errors_ms: Sequence[int]) -> FollowError:
    """The percentiles, by nearest rank.

    Raises:
        ValueError: nothing was seen.
    """
    if not errors_ms:
        raise ValueError("no picture was seen while the figure moved")
    ordered = sorted(errors_ms)

    def rank(percent: int) -> int:
        return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]

    return FollowError(rank(50), rank(95), rank(99))


def holds(rows: Sequence[PhaseSeen]) -> list[PhaseSeen]:
    """The phases in which the figure has to stand still."""
    return [row for row in rows if row.phase.kind is PhaseKind.HOLD]


def is_frozen(marks: ClipMarks, hold: PhaseSeen, sightings: Sequence[Sighting]) -> bool:
    """Whether the figure stood still for the whole of a hold.

    Every picture that was seen is one of the clip's own still part or next to it. There it may
    change once, unseen, to the one from which the return sets off; once that has settled it is
    the same to the end.
    """
    end_ms = hold.due_ms + hold.phase.duration_ms
    seen = [sighting for sighting in sightings if hold.due_ms <= sighting.at_ms < end_ms]
    first = marks.hold_ms * marks.fps // 1_000 - _EDGE
    last = math.ceil(marks.return_ms * marks.fps / 1_000) + _EDGE
    settled = {
        sighting.number
        for sighting in seen
        if sighting.at_ms - hold.due_ms >= min(SETTLED_MS, hold.phase.duration_ms // 2)
    }
    return len(settled) == 1 and all(first <= sighting.number <= last for sighting in seen)
