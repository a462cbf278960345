"""What is known of a clip: when its figure waits, moves, holds and returns, and what it shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class SideShown(StrEnum):
    """The side a clip shows, as the session names it; neither and both look right mirrored or not.

    In an exercise done on "your left leg" that is the leg the words mean, be it the one that
    moves or the one that is stood on. Left is the figure's own left.
    """

    LEFT = "left"
    RIGHT = "right"
    NONE = "none"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class SubMark:
    """A finer step inside a move, such as "tilt", and when it begins."""

    name: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class SafeBox:
    """The part of the picture that the figure uses, in parts of its width and height."""

    x: float
    y: float
    width: float
    height: float


Point = tuple[float, float]
"""A place in the picture, in parts of its width and height from its top left corner."""


@dataclass(frozen=True, slots=True)
class ClipMarks:
    """The moments of a clip that goes round, and what its picture shows.

    The figure waits in its start pose up to `move_ms`, moves up to `hold_ms`, stays as it is up
    to `return_ms` and is back in its start pose at `duration_ms`, where the clip begins again. A
    clip that turns without holding has `hold_ms` equal to `return_ms`.

    `fps`, `width` and `height` are 0 and `view` and `figure` "" where nobody told them; without a
    `safe_box` all of the picture counts. `arrows` are lines along the movement, by the name of
    the mark they belong to.
    """

    duration_ms: int
    move_ms: int
    hold_ms: int
    return_ms: int
    side_shown: SideShown = SideShown.NONE
    safe_box: SafeBox | None = None
    sub_marks: tuple[SubMark, ...] = ()
    arrows: Mapping[str, tuple[tuple[Point, ...], ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    fps: int = 0
    width: int = 0
    height: int = 0
    view: str = ""
    figure: str = ""
