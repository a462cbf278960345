"""`ID.json` beside a clip -> `ClipMarks`, with every problem and its place at once.

The same rules are published as `clip.schema.json`, but for the one a schema can't say: moments
come in their order and lie within the clip.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Final

from backrehab.core.clip import ClipMarks, Point, SafeBox, SideShown, SubMark
from backrehab.core.errors import ContentError
from backrehab.core.model import Limits
from backrehab.storage.document import MOST_TEXTS, TITLE_LETTERS, Cursor
from backrehab.storage.json_file import read_json

log = logging.getLogger(__name__)

DURATION_MS: Final = Limits(500, 600_000)
FPS: Final = Limits(1, 240)
SIDE_PIXELS: Final = Limits(16, 16_384)
MOST_ARROWS: Final = 10
MOST_POINTS: Final = 100

MARKS: Final = ("start", "move", "hold", "return")
TURNING: Final = ("start", "move", "return")
"""The marks of a clip that turns without holding."""

_AT_MS: Final = Limits(0, DURATION_MS.most)
_ROUNDED: Final = 0.001  # by which a box cut to the picture may seem to stand out


def marks_file(clip: Path) -> Path:
    """Where the marks of a clip belong: beside it, under its name."""
    return clip.with_suffix(".json")


def marks_of(clip: Path) -> ClipMarks | None:
    """The marks beside a clip; None where there are none, and for a file with mistakes."""
    file = marks_file(clip)
    if not file.is_file():
        return None
    try:
        return read_marks(file)
    except ContentError as error:
        log.warning("the clip plays without its marks: %s", error)
        return None


def read_marks(file: Path) -> ClipMarks:
    """The marks that `file` tells.

    Raises:
        ContentError: it can't be used; holds every problem that was found.
    """
    root = Cursor.root(read_json(file))
    marks = _marks(root)
    if root.problems:
        raise ContentError(file, tuple(root.problems))
    return marks


def _marks(at: Cursor) -> ClipMarks:
    at.record(
        ("duration_ms", "marks", "side_shown"),
        ("$schema", "fps", "width", "height", "sub_marks", "view", "figure", "safe_box", "arrows"),
    )
    at["$schema"].text()
    duration_ms = at["duration_ms"].whole(DURATION_MS)
    moments = _moments(at["marks"], duration_ms)
    return ClipMarks(
        duration_ms=duration_ms,
        move_ms=moments.get("move", 0),
        hold_ms=moments.get("hold", moments.get("return", 0)),
        return_ms=moments.get("return", 0),
        side_shown=at["side_shown"].choice(tuple(SideShown)),
        safe_box=_safe_box(at["safe_box"]),
        sub_marks=at["sub_marks"].each(lambda at: _sub_mark(at, duration_ms), 0, MOST_TEXTS),
        arrows=_arrows(at["arrows"]),
        fps=at["fps"].whole(FPS),
        width=at["width"].whole(SIDE_PIXELS),
        height=at["height"].whole(SIDE_PIXELS),
        view=at["view"].text(TITLE_LETTERS),
        figure=at["figure"].text(TITLE_LETTERS),
    )


def _moments(at: Cursor, duration_ms: int) -> dict[str, int]:
    """When each mark begins; in their order, each after the one before and within the clip."""
    known = len(at.problems)
    marks = at.each(_mark, len(TURNING), len(MARKS))
    names = tuple(name for name, _, _ in marks)
    if len(at.problems) > known:
        return {}
    if marks and names not in {MARKS, TURNING}:
        at.report(", ".join(names), f"{', '.join(MARKS)}, in this order; hold may be left out")
        return {}
    for (before, before_ms, _), (name, ms, place) in pairwise(marks):
        # The start may be no time at all, and so may a hold.
        least_ms = before_ms + (name == "hold" or (name == "return" and before == "move"))
        if ms < least_ms:
            place.report(str(ms), f"at least {least_ms}, as {before} is at {before_ms}")
    if marks:
        _within(marks[-1], duration_ms)
    return {name: ms for name, ms, _ in marks}


_Mark = tuple[str, int, Cursor]


def _mark(at: Cursor) -> _Mark:
    at.record(("name", "at_ms"))
    name = at["name"].word(MARKS)
    return name, at["at_ms"].whole(Limits(0, 0) if name == "start" else _AT_MS), at["at_ms"]


def _within(mark: _Mark, duration_ms: int) -> None:
    _, ms, place = mark
    if duration_ms and ms >= duration_ms:
        place.report(str(ms), f"less than duration_ms, which is {duration_ms}")


def _sub_mark(at: Cursor, duration_ms: int) -> SubMark:
    at.record(("name", "at_ms"))
    mark = SubMark(at["name"].text(TITLE_LETTERS), at["at_ms"].whole(_AT_MS))
    _within((mark.name, mark.at_ms, at["at_ms"]), duration_ms)
    return mark


def _safe_box(at: Cursor) -> SafeBox | None:
    known = len(at.problems)
    numbers = at.each(lambda at: at.number(0, 1), 4, 4)
    if len(at.problems) > known or not numbers:
        return None
    x, y, width, height = numbers
    if not (width and height and x + width <= 1 + _ROUNDED and y + height <= 1 + _ROUNDED):
        at.report(f"{x}, {y}, {width}, {height}", "x, y, width, height of a part of the picture")
        return None
    return SafeBox(x, y, width, height)


def _arrows(at: Cursor) -> MappingProxyType[str, tuple[tuple[Point, ...], ...]]:
    at.record((), MARKS)
    lines = {name: at[name].each(_line, 1, MOST_ARROWS) for name in MARKS}
    return MappingProxyType({name: drawn for name, drawn in lines.items() if drawn})


def _line(at: Cursor) -> tuple[Point, ...]:
    return at.each(_point, 2, MOST_POINTS)


def _point(at: Cursor) -> Point:
    numbers: Sequence[float] = at.each(lambda at: at.number(0, 1), 2, 2)
    return (numbers[0], numbers[1]) if len(numbers) == 2 else (0.0, 0.0)
