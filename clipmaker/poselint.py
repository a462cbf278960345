"""Checks the parts of a pose file and collects every fault with its line."""

from __future__ import annotations

import copy
import difflib
from pathlib import Path
from typing import Any

from clipmaker.errors import Fault
from clipmaker.poseparts import (
    BOTH,
    DEFAULTS,
    FPS,
    GROUPS,
    MARKS,
    VECTORS,
    WORDS,
    Key,
    View,
    both_sides,
    leaves,
    merged,
)
from clipmaker.rotations import Pose
from clipmaker.skeleton import BONES
from clipmaker.toml_lines import Lines

KEY_WORDS = {"name", "mark", "seconds", "sub"}


class Lint:
    """Collects the faults of one pose file; what is sound is handed back."""

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
        return both_sides(good)

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
            pose = merged(pose, change)
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
