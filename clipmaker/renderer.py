"""Draws a scene: rasterise once, then many shadow maps make soft sun and sky light. No noise."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clipmaker import kernels, shade
from clipmaker.figure import Figure
from clipmaker.meshes import vertex_normals
from clipmaker.props import Prop
from clipmaker.rotations import Array, unit

Picture = NDArray[np.uint8]

LOOK = 3  # raise it when a change in here or in the kernels changes how frames look
SUN = (1.0, -1.05, 2.5)
SUN_SPREAD = 9.0  # degrees; the softness of shadows
SUN_MAPS, SKY_MAPS, MAP_SIZE, REACH = 28, 40, 512, 1.5
SUN_LIGHT = np.array([1.02, 0.98, 0.92]) * 0.95
SKY_LIGHT = np.array([0.93, 0.97, 1.0]) * 0.46
GROUND_LIGHT = np.array([0.9, 0.88, 0.85]) * 0.30
FILL_LIGHT = np.array([0.9, 0.95, 1.0]) * 0.16
FILL = np.array([-0.8, -0.5, 0.33])
ROOM = ("#eff3f5", "#e4ebee")  # top and bottom of the picture; nearly flat, or it would band
EYE_WHITE, LASHES = "#dcd3cb", "#2c211d"
GAMMA = np.linspace(0, 1, 8192) ** (1 / 2.2)  # linear light to what a screen is sent
GOLDEN = 2.399963  # spreads directions evenly


def linear(colour: str) -> Array:
    """A web colour as linear light."""
    return (np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255) ** 2.2


def _towards(direction: Any) -> Array:
    d = unit(direction)
    u = unit(np.cross([0.0, 0, 1] if abs(d[2]) < 0.95 else [1.0, 0, 0], d))
    return np.stack([u, np.cross(d, u), d])


def _sun_looks(sun: Any) -> Array:
    middle = _towards(sun)
    looks = []
    for i in range(SUN_MAPS):
        r = math.sqrt((i + 0.5) / SUN_MAPS) * math.tan(math.radians(SUN_SPREAD))
        a = i * GOLDEN
        looks.append(
            _towards(middle[2] + middle[0] * r * math.cos(a) + middle[1] * r * math.sin(a))
        )
    return np.array(looks)


def _sky_looks() -> Array:
    looks = []
    for i in range(SKY_MAPS):
        z = 0.06 + 0.94 * (i + 0.5) / SKY_MAPS  # nearly level directions would streak the floor
        s = math.sqrt(1 - z * z)
        looks.append(_towards([s * math.cos(i * GOLDEN), s * math.sin(i * GOLDEN), z]))
    return np.array(looks)


@dataclass(frozen=True, slots=True)
class Camera:
    """Where the eye is, what it looks at, and how many degrees the picture is high."""

    eye: Array
    at: Array
    angle: float

    def axes(self) -> Array:
        """Columns: right, up, backwards."""
        back = unit(self.eye - self.at)
        right = unit(np.cross([0.0, 0, 1], back))
        return np.stack([right, np.cross(back, right), back], 1)

    def project(self, points: Array, width: int, height: int) -> tuple[Array, Array, Array]:
        """Pixel x, pixel y and one over the distance."""
        p = (points - self.eye) @ self.axes()
        focal = height / 2 / math.tan(math.radians(self.angle / 2))
        z = -p[:, 2]
        return p[:, 0] / z * focal + width / 2, height / 2 - p[:, 1] / z * focal, 1 / z


class Renderer:
    """Draws one figure among its props from one camera."""

    def __init__(
        self,
        figure: Figure,
        props: Sequence[Prop],
        camera: Camera,
        centre: Any,
        size: tuple[int, int] = (1280, 720),
        samples: int = 2,
        sun: Any = None,
    ) -> None:
        self.figure, self.camera, self.size, self.samples = figure, camera, size, samples
        self._centre = np.asarray(centre, float)
        self._sun, self._sky = _sun_looks(sun or SUN), _sky_looks()
        self._sun_maps = np.empty((SUN_MAPS, MAP_SIZE, MAP_SIZE), np.float32)
        self._sky_maps = np.empty((SKY_MAPS, MAP_SIZE, MAP_SIZE), np.float32)
        self._room = np.array([linear(c) for c in ROOM])
        self._noise = np.random.default_rng(1).random((size[1], size[0]))  # hides banding
        c = figure.colours
        self._paints = np.array(
            [
                linear(x)
                for x in (c.skin, c.trousers, c.shirt, c.hair, c.brow, c.lips, EYE_WHITE, LASHES)
            ]
        )
        self._gather(props)

    def _gather(self, props: Sequence[Prop]) -> None:
        """Lay the props' meshes behind the figure's, once."""
        fine, coarse = self.figure.finer.shape[0], self.figure.finer.shape[1]
        tris, coarse_tris = [self.figure.triangles], [self.figure.coarse_triangles]
        material = [np.zeros(len(self.figure.triangles), np.int32)]
        rows = [np.zeros(4)]
        points: list[Array] = []
        normals: list[Array] = []
        self._movers: dict[str, list[slice]] = {}
        for prop in props:
            mesh = prop.mesh
            tris.append(mesh.triangles + fine)
            coarse_tris.append(mesh.triangles + coarse)
            material.append(np.full(len(mesh.triangles), len(rows), np.int32))
            rows.append(np.array([*linear(prop.colour), prop.shine]))
            first = sum(len(p) for p in points)
            if prop.moves_with:
                part = slice(first, first + len(mesh.points))
                self._movers.setdefault(prop.moves_with, []).append(part)
            points.append(mesh.points)
            normals.append(mesh.normals)
            fine += len(mesh.points)
            coarse += len(mesh.points)
        self._tris = np.concatenate(tris).astype(np.int32)
        self._coarse_tris = np.concatenate(coarse_tris).astype(np.int32)
        self._material = np.concatenate(material)
        self._rows = np.array(rows)
        self._prop_points = np.concatenate([np.zeros((0, 3)), *points])
        self._prop_normals = np.concatenate([np.zeros((0, 3)), *normals])
        bare = np.zeros((len(self._prop_points), 6))
        self._paint = np.concatenate([self.figure.paint, bare])
        tops = [p.mesh.points[:, 2].max() for p in props if p.is_ground]
        self._mat_top = float(tops[0]) if tops else -1.0

    def draw(self, skin: Array, shifts: dict[str, Array]) -> Picture:
        """The picture with the figure's vertices at `skin` and moving props shifted."""
        fine = self.figure.finer @ skin
        prop_points = self._prop_points.copy()
        for name, parts in self._movers.items():
            for part in parts:
                prop_points[part] += shifts[name]
        points = np.concatenate([fine, prop_points])
        normals = np.concatenate([vertex_normals(fine, self.figure.triangles), self._prop_normals])
        width, height = self.size
        ss = self.samples
        sx, sy, inv_z = self.camera.project(points, width * ss, height * ss)
        depth = np.zeros((height * ss, width * ss))
        owner = np.full(depth.shape, -1, np.int32)
        kernels.rasterise(sx, sy, inv_z, self._tris, depth, owner, 16)
        casting = np.concatenate([skin, prop_points]).astype(np.float32)
        for looks, maps in ((self._sun, self._sun_maps), (self._sky, self._sky_maps)):
            kernels.shadow_maps(
                casting, self._coarse_tris, looks.astype(np.float32), self._centre, REACH, maps
            )
        lights = (self._sun, self._sun_maps, self._sky, self._sky_maps, self._centre, REACH)
        focal = height / 2 / math.tan(math.radians(self.camera.angle / 2))
        axes = np.ascontiguousarray(self.camera.axes())
        # A mat is so thin that its top shares the floor's light.
        grid = np.zeros((height // kernels.GRID + 2, width // kernels.GRID + 2, 2))
        ground = max(0.0, self._mat_top)
        kernels.light_on_ground(height, width, ground, self.camera.eye, axes, focal, *lights, grid)
        picture: Picture = np.empty((height, width, 3), np.uint8)
        shade.shade(
            owner, sx, sy, inv_z, self._tris, points, normals, self._paint,
            self._material, self._paints, self._rows, self._mat_top, self.camera.eye, axes,
            focal, self._room, *lights, unit(self._sun[:, 2].sum(0)), SUN_LIGHT, SKY_LIGHT,
            GROUND_LIGHT, FILL, FILL_LIGHT, grid, self._noise, GAMMA, picture,
        )  # fmt: skip
        return picture
