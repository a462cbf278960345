"""The JSON beside each clip: what the program has to know about it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from clipmaker.errors import ClipError, Fault
from clipmaker.poseparts import FPS, Arrow
from clipmaker.rotations import Array
from clipmaker.scene import Scene

MARGIN = 0.02  # of the frame, kept around the figure
ARROW_POINTS = 9


def _milliseconds(frame: int) -> int:
    return round(frame * 1000 / FPS)


def in_frame(scene: Scene, points: Array, size: tuple[int, int]) -> Array:
    """Where points of the room are in the picture, as fractions of it."""
    x, y, _ = scene.camera().project(points, *size)
    across = x / size[0]
    return np.stack([1 - across if scene.clip.flipped else across, y / size[1]], 1)


def safe_box(
    scene: Scene, size: tuple[int, int], step: int = 3, *, with_ground: bool = False
) -> tuple[list[float], list[float]]:
    """The part of the frame the figure and what it sits on use over the cycle.

    Gives the box with a margin, cut to the frame, and the bare box, uncut (both x, y, w, h).
    """
    low, high = np.full(2, np.inf), np.full(2, -np.inf)
    fixed = [
        prop.mesh.points
        for piece in scene.furniture
        if piece.framed or (with_ground and any(p.is_ground for p in piece.props))
        for prop in piece.props
        if not prop.moves_with
    ]
    moving = [prop for prop in scene.props if prop.moves_with]
    frames = sorted({scene.motion.same_as(f) for f in range(0, scene.motion.count, step)})
    for frame in [*frames, scene.motion.same_as(scene.motion.there - 1)]:
        body = scene.body(frame)
        parts = [body.skin, *fixed, *(p.mesh.points + body.shifts[p.moves_with] for p in moving)]
        seen = in_frame(scene, np.concatenate(parts), size)
        low, high = np.minimum(low, seen.min(0)), np.maximum(high, seen.max(0))
    bare = [*low, *(high - low)]
    low, high = np.maximum(0, low - MARGIN), np.minimum(1, high + MARGIN)
    return [round(float(v), 4) for v in (*low, *(high - low))], [float(v) for v in bare]


def _arrow(
    scene: Scene, arrow: Arrow, spans: dict[str, tuple[int, int]], size: tuple[int, int]
) -> list[list[float]]:
    first, last = spans[arrow.mark]
    frames = np.linspace(first, last - 1, ARROW_POINTS).round().astype(int)
    way = np.array([scene.skeleton(int(f)).place(arrow.bone) for f in frames])
    points = np.clip(in_frame(scene, way + np.array(arrow.shift), size), 0, 1)
    return [[round(float(x), 4), round(float(y), 4)] for x, y in points]


def facts(scene: Scene, size: tuple[int, int]) -> dict[str, Any]:
    """What the JSON holds."""
    motion, clip = scene.motion, scene.clip
    marks = motion.marks()
    if marks[0][0] != "start":
        marks.insert(0, ("start", 0))
    ends = [frame for _, frame in marks[1:]] + [motion.count]
    spans = {name: (frame, end) for (name, frame), end in zip(marks, ends, strict=True)}
    arrows: dict[str, Any] = {}
    for arrow in clip.arrows:
        points = _arrow(scene, arrow, spans, size)
        arrows.setdefault(arrow.mark, []).append(points)
        if arrow.mark == "move" and clip.mirrors_back:
            arrows.setdefault("return", []).append(points[::-1])
    found: dict[str, Any] = {
        "duration_ms": _milliseconds(motion.count),
        "fps": FPS,
        "width": size[0],
        "height": size[1],
        "marks": [{"name": name, "at_ms": _milliseconds(frame)} for name, frame in marks],
        "sub_marks": [
            {"name": name, "at_ms": _milliseconds(frame)} for name, frame in motion.sub_marks()
        ],
        "view": clip.view,
        "side_shown": clip.side_shown,
        "figure": clip.figure,
        "safe_box": safe_box(scene, size)[0],
    }
    if arrows:
        found["arrows"] = arrows
    return found


def write_whole(to: Path, text: str) -> None:
    """Write a text file so that it is there completely or not at all."""
    part = to.with_name(f".{to.name}.part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(to)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise ClipError(Fault(to, 0, f"can't be written: {error.strerror}")) from error


def write(scene: Scene, to: Path, size: tuple[int, int]) -> None:
    """Write the clip's JSON."""
    write_whole(to, json.dumps(facts(scene, size), indent=2) + "\n")
