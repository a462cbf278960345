"""A figure ready to be posed and drawn: mesh, skeleton, colours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from clipmaker.errors import ClipError, Fault
from clipmaker.meshes import refine, triangles
from clipmaker.rig import Rig
from clipmaker.rotations import Array, Pose
from clipmaker.skeleton import BONES, INDEX
from clipmaker.skin import Skin

FIGURES = Path(__file__).parent / "figures"


@dataclass(frozen=True, slots=True)
class Colours:
    """What a figure is painted with, as web colours."""

    skin: str
    trousers: str
    shirt: str
    hair: str
    brow: str
    lips: str


WARDROBE = {
    "younger": Colours("#c98f6b", "#2f4368", "#2f8f93", "#3b2a22", "#4a3226", "#b0685a"),
    "older": Colours("#96614a", "#33567a", "#e0d3bd", "#b9bbbd", "#8f8d8b", "#7a4038"),
}


def load(path: Path) -> dict[str, Array]:
    """The arrays of a baked file; a missing or broken one is a fault with its name."""
    try:
        with np.load(path) as packed:
            return {name: packed[name] for name in packed.files}
    except (OSError, ValueError) as error:
        words = f"the baked figure can't be read ({error}); see PROVENANCE.md to bake it again"
        raise ClipError(Fault(path, 0, words)) from error


class Figure:
    """One person: `posed` gives the vertices of a pose, `fine` the smoother ones to draw."""

    def __init__(self, name: str, folder: Path = FIGURES) -> None:
        topology, body = load(folder / "topology.npz"), load(folder / f"{name}.npz")
        points = body["points"].astype(float)
        self.name = name
        self.colours = WARDROBE[name]
        self.faces = topology["faces"].astype(int)
        weights = np.zeros((len(points), len(BONES)))
        weights[topology["weight_vertex"], topology["weight_bone"]] = topology["weight"] / 255
        weights /= weights.sum(1, keepdims=True)
        joints = body["joints"].astype(float)
        self.rig = Rig(joints, body["hands"].astype(float))
        self.skin = Skin(points, self.faces, weights, joints)
        self.finer, fine_faces = refine(self.faces, len(points))
        self.triangles = triangles(fine_faces)
        self.coarse_triangles = triangles(self.faces)
        fields = topology["fields"].astype(float)
        # Rest place on the head in the pattern figure: face and hair are painted from it.
        pattern = topology["pattern"].astype(float)
        on_head = weights[:, INDEX["head"]] > 0.3
        pattern[~on_head] = [0, 0, -1]
        self.paint = np.asarray(self.finer @ np.concatenate([fields, pattern], 1))

    def posed(self, pose: Pose) -> Array:
        """Skin vertices in the room."""
        return self.skin.posed(self.rig.solve(pose))

    def part(self, bone: str) -> Array:
        """Numbers of the vertices that mostly follow this bone."""
        return np.nonzero(self.skin.main_bone == INDEX[bone])[0]


@lru_cache(maxsize=4)
def figure(name: str) -> Figure:
    """The named figure, loaded once."""
    return Figure(name)
