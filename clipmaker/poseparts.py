"""The words a pose file is written in, and the pieces it is made of."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from clipmaker.rotations import Pose

FPS = 25
MARKS = ("start", "move", "hold", "return")
VIEWS = ("side", "three-quarter", "front", "foot end")
SIDES_SHOWN = ("left", "right", "none", "both")
WAYS_BACK = ("mirror", "keys")

_SPINE = {"flex", "side", "twist"}
_LEG = {
    "foot", "knee", "yaw", "heel", "edge", "thigh", "shin", "turn_out", "hip", "abduct", "rotate",
    "knee_flex", "dorsi", "toes_up",
}  # fmt: skip
_ARM = {
    "hand", "elbow", "space", "fingers", "palm", "curl", "close", "flex", "abduct", "rotate",
    "elbow_flex", "pronate", "wrist",
}  # fmt: skip
GROUPS: dict[str, set[str]] = {
    "anchor": {"bone", "rest", "at", "knees"},
    "pelvis": {"pitch", "roll", "yaw", "turn"},
    "lumbar": _SPINE,
    "thorax": _SPINE,
    "neck": _SPINE,
    **{f"shoulder_{s}": {"up", "forward"} for s in "LR"},
    "ball": {"at"},
    **{f"leg_{s}": _LEG for s in "LR"},
    **{f"arm_{s}": _ARM for s in "LR"},
}
# Written for the left, used on both.
BOTH = {"legs": "leg", "arms": "arm", "shoulders": "shoulder"}
VECTORS = {
    "foot", "knee", "thigh", "shin", "hand", "elbow", "fingers", "palm", "rest", "at", "knees",
}  # fmt: skip
WORDS = {"bone", "space"}
MIRRORED = {"yaw", "edge"}  # change sign from left to right, as the x of every vector does
DEFAULTS = {"curl": 14.0, "close": 12.0, "abduct": 8.0, "elbow_flex": 10.0}  # others rest at 0


@dataclass(frozen=True, slots=True)
class Key:
    """A pose reached at the end of `seconds`; `mark` is what the program calls its beginning."""

    name: str
    seconds: float
    pose: Pose
    mark: str
    is_sub_mark: bool
    line: int


@dataclass(frozen=True, slots=True)
class View:
    """Where a picture is taken from."""

    eye: tuple[float, float, float]
    at: tuple[float, float, float]
    angle: float


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow along the way a bone takes while a mark lasts, moved aside by `shift` metres."""

    mark: str
    bone: str
    shift: tuple[float, float, float]


def both_sides(pose: Pose) -> Pose:
    """Write out `legs`, `arms` and `shoulders` for left and right."""
    out = {k: copy.deepcopy(v) for k, v in pose.items() if k not in BOTH}
    for plural, single in BOTH.items():
        for name, value in pose.get(plural, {}).items():
            other = value
            if name in VECTORS:
                other = [-value[0], *value[1:]]
            elif name in MIRRORED:
                other = -value
            out.setdefault(f"{single}_L", {})[name] = value
            out.setdefault(f"{single}_R", {})[name] = other
    return out


def leaves(pose: Pose) -> Iterator[tuple[tuple[str, str], Any]]:
    """Every (group, parameter) with its value."""
    for group, values in pose.items():
        for name, value in values.items():
            yield (group, name), value


def merged(base: Pose, change: Pose) -> Pose:
    """The base with the change laid over it."""
    out = copy.deepcopy(base)
    for (group, name), value in leaves(change):
        out.setdefault(group, {})[name] = value
    return out
