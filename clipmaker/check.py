"""Lints the pose files and measures the movement; prints a table and names what is off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from clipmaker.anatomy import RANGES, Overlap, joint_angles
from clipmaker.errors import ClipError
from clipmaker.posefile import read
from clipmaker.poseparts import FPS
from clipmaker.rotations import Array
from clipmaker.scene import Scene
from clipmaker.sidecar import safe_box
from clipmaker.skeleton import BONES

# Limits; a pose file may widen one in its [limits] table and has to say why beside it.
LIMITS = {
    "sink_mm": 30.0,  # soft parts into floor, seat or wall before they are flattened onto it
    "bony_sink_mm": 15.0,  # hands, feet and head
    "overlap_mm": 25.0,  # body into body
    "jerk": 150.0,  # metres per second cubed, of any joint
}
SHORTEST, LONGEST = 6.0, 16.0
FILLED = 0.70
FRAME = (1280, 720)
SKIN_EVERY = 3  # frames; bones are measured in every frame


@dataclass(slots=True)
class Numbers:
    """What was measured over one cycle."""

    seconds: float
    drift: tuple[float, str] = (0.0, "")
    drift_limit: float = 0.0
    sink: tuple[float, str] = (0.0, "")
    bony_sink: tuple[float, str] = (0.0, "")
    overlap: tuple[float, str] = (0.0, "")
    jerk: tuple[float, str] = (0.0, "")
    angles: dict[str, tuple[float, float]] = field(default_factory=dict)
    filled: float = 0.0
    inside: bool = True
    seam: float = 0.0  # mm the fastest joint moves from the last frame to the first
    wrong: list[str] = field(default_factory=list)


def measure(scene: Scene) -> Numbers:
    """Walk through a cycle and measure."""
    motion, clip, skin = scene.motion, scene.clip, scene.figure.skin
    numbers = Numbers(motion.count / FPS)
    limits = LIMITS | clip.limits
    bony = np.zeros(len(skin.points), bool)
    for bone in BONES:
        if bone.startswith(("hand", "finger", "foot", "toes", "head")):
            bony[scene.figure.part(bone)] = True
    overlap = Overlap(scene.figure)
    unique = sorted({motion.same_as(f) for f in range(motion.count)})
    places: dict[int, Array] = {}
    spots: dict[str, list[Array]] = {bone: [] for bone in clip.still}
    angles: dict[str, list[float]] = {name: [] for name in RANGES}
    for frame in unique:
        pose = motion.pose(frame)
        skeleton = scene.skeleton(frame)
        places[frame] = skeleton.places
        for name, values in joint_angles(skeleton, pose).items():
            angles[name] += values
        if frame % SKIN_EVERY and frame != unique[-1]:
            continue
        body = scene.body(frame)
        for bone, seen in spots.items():
            seen.append(body.skin[scene.figure.part(bone)].mean(0))
        for surface in scene.surfaces:
            depth = surface.depth(body.free) * 1000
            numbers.sink = max(numbers.sink, (float(depth[~bony].max()), surface.name))
            numbers.bony_sink = max(numbers.bony_sink, (float(depth[bony].max()), surface.name))
        numbers.overlap = max(numbers.overlap, overlap.deepest(skeleton, body.skin))
    numbers.angles = {name: (min(v), max(v)) for name, v in angles.items()}
    for bone, seen in spots.items():
        moved = float(np.linalg.norm(np.array(seen) - seen[0], axis=1).max() * 1000)
        if moved > numbers.drift[0]:
            numbers.drift, numbers.drift_limit = (moved, bone), clip.still[bone]
        if moved > clip.still[bone]:
            numbers.wrong.append(f"{bone} moves {moved:.1f} mm (limit {clip.still[bone]})")
    way = np.array([places[motion.same_as(f)] for f in range(motion.count)])
    steps = np.roll(way, -1, 0) - way
    lengths = np.linalg.norm(steps, axis=2).max(1) * 1000
    numbers.seam = float(lengths[-1])
    if numbers.seam > lengths[:-1].max() + 0.1:
        numbers.wrong.append(f"jumps {numbers.seam:.1f} mm from the last frame to the first")
    jerk = np.linalg.norm(np.roll(steps, -2, 0) - 2 * np.roll(steps, -1, 0) + steps, axis=2)
    jerk *= FPS**3
    numbers.jerk = (float(jerk.max()), BONES[int(jerk.max(0).argmax())])
    _, bare = safe_box(scene, FRAME, with_ground=True)
    numbers.filled = max(bare[2], bare[3])
    numbers.inside = bare[0] >= 0 and bare[1] >= 0 and bare[0] + bare[2] <= 1
    numbers.inside = numbers.inside and bare[1] + bare[3] <= 1
    _judge(numbers, limits)
    return numbers


def _judge(numbers: Numbers, limits: dict[str, float]) -> None:
    for name, (value, where) in (
        ("sink_mm", numbers.sink),
        ("bony_sink_mm", numbers.bony_sink),
        ("overlap_mm", numbers.overlap),
        ("jerk", numbers.jerk),
    ):
        if value > limits[name]:
            numbers.wrong.append(f"{name} {value:.1f} at {where} (limit {limits[name]:g})")
    for name, (low, high) in numbers.angles.items():
        least, most = RANGES[name]
        if low < least or high > most:
            numbers.wrong.append(f"{name} {low:.0f} to {high:.0f} (range {least:g} to {most:g})")
    if not SHORTEST <= numbers.seconds <= LONGEST:
        numbers.wrong.append(f"lasts {numbers.seconds:.1f} s ({SHORTEST:g} to {LONGEST:g})")
    if numbers.filled < FILLED:
        numbers.wrong.append(f"fills {numbers.filled:.0%} of the frame ({FILLED:.0%} wanted)")
    if not numbers.inside:
        numbers.wrong.append("the figure leaves the frame")


def _row(clip_id: str, n: Numbers) -> list[str]:
    def span(name: str) -> str:
        low, high = n.angles[name]
        return f"{low:.0f}..{high:.0f}"

    return [
        clip_id, f"{n.seconds:.1f}", f"{n.drift[0]:.1f} {n.drift[1]}", f"{n.sink[0]:.0f}",
        f"{n.bony_sink[0]:.0f}", f"{n.overlap[0]:.0f}", f"{n.jerk[0]:.0f} {n.jerk[1]}",
        *(span(name) for name in ("hip", "knee", "ankle", "elbow", "lumbar", "neck")),
        f"{n.filled:.0%}", "ok" if not n.wrong else "look",
    ]  # fmt: skip


def check(ids: Sequence[str], folder: Path, console: Console) -> int:
    """Print the table for these exercises; 0 if nothing is off."""
    table = Table(box=None, pad_edge=False)
    for name in (
        "exercise", "s", "drift mm", "sink", "bony", "overlap", "jerk", "hip", "knee", "ankle",
        "elbow", "lumbar", "neck", "fills", "",
    ):  # fmt: skip
        table.add_column(name, no_wrap=True)
    faults: list[str] = []
    for clip_id in ids:
        try:
            numbers = measure(Scene(read(folder / f"{clip_id}.toml")))
        except ClipError as error:
            faults += str(error).splitlines()
            continue
        table.add_row(*_row(clip_id, numbers))
        faults += [f"{folder / clip_id}.toml: {words}" for words in numbers.wrong]
    console.print(table)
    for fault in faults:
        console.print(fault, soft_wrap=True, markup=False)
    return 1 if faults else 0
