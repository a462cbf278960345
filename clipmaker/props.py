"""What the figure lies, sits and leans on: shapes, colours, and the surfaces that hold it up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from clipmaker.meshes import Mesh, ball, rod, rounded_box
from clipmaker.rotations import Array

FLOOR_GAP = 0.004  # metres the skin keeps from what it rests on, so that both can be drawn
COLOURS = {
    "mat": "#5fa39d",
    "chair": "#d8b98c",
    "metal": "#8d979c",
    "ball": "#ee8a54",
    "wall": "#fafbfa",
    "cushion": "#eadfcb",
}


@dataclass(frozen=True, slots=True)
class Prop:
    """One coloured shape; a ground is level and lit like the floor."""

    mesh: Mesh
    colour: str
    shine: float = 0.03
    is_ground: bool = False
    moves_with: str = ""  # the pose group whose `at` carries it


@dataclass(frozen=True, slots=True)
class Surface:
    """A flat side that stops the skin.

    Skin inside the box `low`..`high` is moved along `axis` to `level`; `sign` is +1 where the
    free side is upwards along the axis.
    """

    name: str
    low: Array
    high: Array
    axis: int
    level: float
    sign: int

    def depth(self, points: Array) -> Array:
        """Metres each point lies behind the surface; 0 outside its box."""
        inside = np.all((points >= self.low) & (points <= self.high), axis=1)
        return np.where(inside, np.maximum(0, (self.level - points[:, self.axis]) * self.sign), 0)

    def press(self, points: Array) -> Array:
        """The points, those behind the surface flattened onto it."""
        points = points.copy()
        sunk = self.depth(points) > 0
        points[sunk, self.axis] = self.level
        return points


@dataclass(frozen=True, slots=True)
class Furniture:
    """A thing in the room: what is drawn, what carries, and whether the frame has to hold it."""

    props: tuple[Prop, ...]
    surfaces: tuple[Surface, ...] = ()
    framed: bool = True


def floor() -> Surface:
    """The ground everything stands on."""
    far = 9.0
    return Surface(
        "floor", np.array([-far, -far, -far]), np.array([far, far, FLOOR_GAP]), 2, FLOOR_GAP, 1
    )


def _mat(at: tuple[float, float] = (0, 0), size: tuple[float, float] = (0.72, 1.86)) -> Furniture:
    mesh = rounded_box((*size, 0.016), (*at, -0.006), 0.007)
    return Furniture((Prop(mesh, COLOURS["mat"], is_ground=True),), framed=False)


def _chair(
    at: tuple[float, float] = (0, 0.03),
    seat: float = 0.42,
    back: float = 0.48,
    faces: str = "front",
) -> Furniture:
    """`back`: top above the seat; `faces`: where a sitter would look, "front" (-y) or "left"."""
    wood, metal = COLOURS["chair"], COLOURS["metal"]
    parts = [
        (rounded_box((0.44, 0.42, 0.04), (0, 0, seat - 0.02), 0.018), wood),
        (rounded_box((0.42, 0.028, 0.24), (0, 0.225, seat + back - 0.12), 0.013), wood),
    ]
    for x in (-0.19, 0.19):
        parts.append((rod((x, -0.175, 0.012), (x, -0.175, seat - 0.03), 0.014), metal))
        top = (x / 0.19 * 0.165, 0.238, seat + back - 0.08)
        parts.append((rod((x, 0.215, 0.012), top, 0.014), metal))
    rotation = np.eye(3) if faces == "front" else np.array([[0.0, -1, 0], [1, 0, 0], [0, 0, 1]])
    shift = np.array([*at, 0])
    props = tuple(Prop(mesh.moved(rotation, shift), colour) for mesh, colour in parts)
    if faces != "front":
        return Furniture(props)
    x, y = at
    level = seat + FLOOR_GAP
    front = y + 0.225 - 0.014 - FLOOR_GAP
    surfaces = (
        Surface(
            "seat", np.array([x - 0.22, y - 0.21, seat - 0.12]),
            np.array([x + 0.22, y + 0.2, level]), 2, level, 1,
        ),
        Surface(
            "chair back", np.array([x - 0.21, front, seat + back - 0.28]),
            np.array([x + 0.21, front + 0.12, seat + back]), 1, front, -1,
        ),
    )  # fmt: skip
    return Furniture(props, surfaces)


def _ball(at: tuple[float, float, float] = (0, 0, 0), radius: float = 0.12) -> Furniture:
    """A ball; the pose's `ball.at` is where its middle is."""
    return Furniture((Prop(ball(at, radius), COLOURS["ball"], 0.12, moves_with="ball"),))


def _wall(y: float = -0.72, left: float = 1.1, right: float = -1.1) -> Furniture:
    """A wall before the figure, its face at `y`, from x `right` to `left`; thick as the frame."""
    middle, wide = (left + right) / 2, left - right
    face = rounded_box((wide, 1.6, 2.6), (middle, y - 0.8, 1.3), 0.01)
    level = y + FLOOR_GAP
    surface = Surface(
        "wall", np.array([right, y - 0.2, 0.12]), np.array([left, level, 2.6]), 1, level, 1
    )
    return Furniture((Prop(face, COLOURS["wall"], 0.0),), (surface,), framed=False)


def _cushion(
    at: tuple[float, float] = (0, 0), size: tuple[float, float, float] = (0.40, 0.28, 0.05)
) -> Furniture:
    middle = (*at, size[2] / 2)
    mesh = rounded_box(size, middle, size[2] * 0.48)
    half = np.asarray(size) / 2
    top = size[2] + FLOOR_GAP
    surface = Surface(
        "cushion", np.array([at[0] - half[0], at[1] - half[1], 0]) + 0.02,
        np.array([at[0] + half[0] - 0.02, at[1] + half[1] - 0.02, top]), 2, top, 1,
    )  # fmt: skip
    return Furniture((Prop(mesh, COLOURS["cushion"]),), (surface,), framed=False)


MAKERS: dict[str, Callable[..., Furniture]] = {
    "mat": _mat,
    "chair": _chair,
    "ball": _ball,
    "wall": _wall,
    "cushion": _cushion,
}


def make(kind: str, **figures: Any) -> Furniture:
    """A piece of furniture by name; wrong names or figures raise TypeError or KeyError."""
    return MAKERS[kind](**figures)
