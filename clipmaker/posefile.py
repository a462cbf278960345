"""Reads and lints the pose files in `poses/`: one TOML file per exercise (see poses/README.md)."""

from __future__ import annotations

import copy
import difflib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from clipmaker.errors import ClipError, Fault
from clipmaker.figure import WARDROBE
from clipmaker.props import MAKERS
from clipmaker.rotations import Pose
from clipmaker.skeleton import BONES
from clipmaker.toml_lines import Lines

POSES = Path(__file__).parent / "poses"
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
TOP = {
    "id", "figure", "view", "side_shown", "way_back", "poster", "camera", "centre", "prop",
    "flip", "still", "limits", "sun", "start", "key", "second", "arrow",
}  # fmt: skip
KEY_WORDS = {"name", "mark", "seconds", "sub"}


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


@dataclass(frozen=True, slots=True)
class PoseFile:
    """One exercise, checked and complete."""

    path: Path
    id: str
    figure: str
    view: str
    side_shown: str
    mirrors_back: bool
    flipped: bool  # posed with one leg, shown as the other: the pictures are turned over
    poster: str
    camera: View
    centre: tuple[float, float, float]
    sun: tuple[float, float, float] | None
    props: tuple[dict[str, Any], ...]
    still: dict[str, float]
    limits: dict[str, float]
    start: Pose
    keys: tuple[Key, ...]
    second: tuple[tuple[str, ...], View] | None
    arrows: tuple[Arrow, ...]
    lines: Lines = field(compare=False)


def _both_sides(pose: Pose) -> Pose:
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


def _merged(base: Pose, change: Pose) -> Pose:
    out = copy.deepcopy(base)
    for (group, name), value in leaves(change):
        out.setdefault(group, {})[name] = value
    return out


class _Lint:
    def __init__(self, path: Path, text: str) -> None:
        self.path, self.faults = path, list[Fault]()
        self.lines = Lines(text)

    def fault(self, place: str, words: str) -> None:
        self.faults.append(Fault(self.path, self.lines.find(place), words))

    def known(self, place: str, found: str, allowed: Any, what: str) -> bool:
        if found in allowed:
            return True
        near = difflib.get_close_matches(str(found), sorted(allowed), 1)
        hint = f", did you mean {near[0]!r}?" if near else f", expected one of {sorted(allowed)}"
        self.fault(place, f"unknown {what} {found!r}{hint}")
        return False

    def vector(self, place: str, value: Any, size: int = 3) -> bool:
        good = isinstance(value, list) and len(value) == size
        good = good and all(isinstance(v, int | float) for v in value)
        if not good:
            self.fault(place, f"{place.split('.')[-1]} has to be {size} numbers, found {value!r}")
        return good

    def number(self, place: str, value: Any) -> bool:
        good = isinstance(value, int | float) and not isinstance(value, bool)
        if not good:
            self.fault(place, f"{place.split('.')[-1]} has to be a number, found {value!r}")
        return good

    def pose(self, place: str, table: Pose) -> Pose:
        good: Pose = {}
        for group, values in table.items():
            allowed = GROUPS.get(group) or GROUPS.get(f"{BOTH.get(group, '')}_L")
            where = f"{place}.{group}"
            if allowed is None:
                self.known(where, group, {*GROUPS, *BOTH}, "joint")
                continue
            if not isinstance(values, dict):
                self.fault(where, f"{group} has to be a table like {{ flex = 10 }}")
                continue
            for name, value in values.items():
                if not self.known(where, name, allowed, f"parameter of {group}"):
                    continue
                if name in VECTORS:
                    right = self.vector(f"{where}.{name}", value)
                elif name in WORDS:
                    right = isinstance(value, str)
                else:
                    right = self.number(f"{where}.{name}", value)
                if right:
                    good.setdefault(group, {})[name] = value
        return _both_sides(good)

    def view(self, place: str, table: Any) -> View:
        if not isinstance(table, dict) or not {"eye", "at", "angle"} <= set(table):
            self.fault(place, f"{place} needs eye, at and angle")
            return View((1, 0, 0), (0, 0, 0), 20)
        if self.vector(f"{place}.eye", table["eye"]) and self.vector(f"{place}.at", table["at"]):
            self.number(f"{place}.angle", table["angle"])
            return View(tuple(table["eye"]), tuple(table["at"]), table["angle"])
        return View((1, 0, 0), (0, 0, 0), 20)

    def keys(self, document: dict[str, Any]) -> tuple[Pose, tuple[Key, ...]]:
        start = self.pose("start", document.get("start", {}))
        if not {"anchor", "leg_L", "leg_R", "arm_L", "arm_R"} <= set(start):
            self.fault("start", "the start pose needs anchor, legs and arms")
        bone = start.get("anchor", {}).get("bone", "pelvis")
        self.known("start.anchor", bone, BONES, "bone")
        tables = document.get("key", [])
        complete = copy.deepcopy(start)
        changes = []
        for i, table in enumerate(tables):
            place = f"key[{i}]"
            change = self.pose(place, {k: v for k, v in table.items() if k not in KEY_WORDS})
            for (group, name), _ in leaves(change):
                if name in start.get(group, {}):
                    continue
                if name in VECTORS or name in WORDS:
                    self.fault(f"{place}.{group}", f"{group}.{name} is not set by the start pose")
                complete.setdefault(group, {})[name] = DEFAULTS.get(name, 0.0)
            changes.append(change)
        keys: list[Key] = []
        pose = complete
        for i, (table, change) in enumerate(zip(tables, changes, strict=True)):
            place = f"key[{i}]"
            pose = _merged(pose, change)
            seconds = table.get("seconds", 0)
            frames = seconds * FPS if self.number(f"{place}.seconds", seconds) else 1
            if frames < 1 or abs(frames - round(frames)) > 1e-6:
                self.fault(f"{place}.seconds", f"seconds has to be a whole number of 1/{FPS} s")
            mark = table.get("mark", "")
            if mark:
                self.known(f"{place}.mark", mark, MARKS, "mark")
            name = table.get("name", mark)
            line = self.lines.find(place)
            keys.append(Key(name, seconds, pose, mark, bool(table.get("sub")), line))
        if not keys:
            self.fault("", "there is no [[key]]")
        return complete, tuple(keys)

    def returns(self, start: Pose, keys: tuple[Key, ...]) -> None:
        """The last key has to end in the start pose, or the clip would jump."""
        first = dict(leaves(start))
        for (group, name), value in leaves(keys[-1].pose if keys else {}):
            if value != first[group, name]:
                words = f"{group}.{name} never returns: ends at {value}, started at "
                self.faults.append(
                    Fault(self.path, keys[-1].line, words + str(first[group, name]))
                )


def read(path: Path) -> PoseFile:
    """The exercise in this file; raises `ClipError` with every fault found."""
    try:
        text = path.read_text(encoding="utf-8")
        document = tomllib.loads(text)
    except OSError as error:
        raise ClipError(Fault(path, 0, f"can't be read: {error.strerror}")) from error
    except tomllib.TOMLDecodeError as error:
        raise ClipError(Fault(path, 0, f"is not TOML: {error}")) from error
    lint = _Lint(path, text)
    for name in document:
        lint.known(name, name, TOP, "entry")
    for name, allowed in (("view", VIEWS), ("side_shown", SIDES_SHOWN), ("way_back", WAYS_BACK)):
        lint.known(name, document.get(name, ""), allowed, name)
    lint.known("figure", document.get("figure", ""), WARDROBE, "figure")
    if document.get("id") != path.stem:
        lint.fault("id", f"id is {document.get('id')!r}, the file is called {path.stem!r}")
    props = tuple(document.get("prop", []))
    for i, prop in enumerate(props):
        lint.known(f"prop[{i}].kind", prop.get("kind", ""), MAKERS, "prop")
    start, keys = lint.keys(document)
    names = {key.name for key in keys}
    lint.known("poster", document.get("poster", ""), names, "key for the poster")
    if document.get("way_back") == "keys":
        lint.returns(start, keys)
    for bone in document.get("still", {}):
        lint.known(f"still.{bone}", bone, BONES, "bone")
    second = None
    if table := document.get("second"):
        shown = tuple(table.get("keys", ()))
        for name in shown:
            lint.known("second.keys", name, names, "key for the second picture")
        second = (shown, lint.view("second", table))
    arrows = []
    for i, table in enumerate(document.get("arrow", [])):
        place = f"arrow[{i}]"
        if lint.known(f"{place}.bone", table.get("bone", ""), BONES, "bone") and lint.vector(
            f"{place}.shift", table.get("shift")
        ):
            arrows.append(Arrow(table.get("mark", "move"), table["bone"], tuple(table["shift"])))
    lint.vector("centre", document.get("centre"))
    if "sun" in document:
        lint.vector("sun", document["sun"])
    camera = lint.view("camera", document.get("camera"))
    if lint.faults:
        raise ClipError(*lint.faults)
    return PoseFile(
        path=path,
        id=path.stem,
        figure=document["figure"],
        view=document["view"],
        side_shown=document["side_shown"],
        mirrors_back=document["way_back"] == "mirror",
        flipped=document.get("flip", False) is True,
        poster=document["poster"],
        camera=camera,
        centre=tuple(document["centre"]),
        sun=tuple(document["sun"]) if "sun" in document else None,
        props=props,
        still=document.get("still", {}),
        limits=document.get("limits", {}),
        start=start,
        keys=keys,
        second=second,
        arrows=tuple(arrows),
        lines=lint.lines,
    )


def all_ids(folder: Path = POSES) -> list[str]:
    """The exercises there are pose files for."""
    return sorted(path.stem for path in folder.glob("*.toml"))
