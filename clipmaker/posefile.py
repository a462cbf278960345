"""Reads the pose files in `poses/`: one TOML file per exercise (see poses/README.md)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from clipmaker.errors import ClipError, Fault
from clipmaker.figure import WARDROBE
from clipmaker.poselint import Lint
from clipmaker.poseparts import SIDES_SHOWN, VIEWS, WAYS_BACK, Arrow, Key, View
from clipmaker.props import MAKERS
from clipmaker.rotations import Pose
from clipmaker.skeleton import BONES
from clipmaker.toml_lines import Lines

POSES = Path(__file__).parent / "poses"
TOP = {
    "id", "figure", "view", "side_shown", "way_back", "poster", "camera", "centre", "prop",
    "flip", "still", "limits", "sun", "start", "key", "second", "arrow",
}  # fmt: skip


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


def read(path: Path) -> PoseFile:
    """The exercise in this file; raises `ClipError` with every fault found."""
    try:
        text = path.read_text(encoding="utf-8")
        document = tomllib.loads(text)
    except OSError as error:
        raise ClipError(Fault(path, 0, f"can't be read: {error.strerror}")) from error
    except tomllib.TOMLDecodeError as error:
        raise ClipError(Fault(path, 0, f"is not TOML: {error}")) from error
    lint = Lint(path, text)
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
