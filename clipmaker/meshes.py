"""Meshes: one step of Catmull-Clark as a matrix, normals, and the few shapes props are made of."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sparse

from clipmaker.rotations import Array, unit


@dataclass(frozen=True, slots=True)
class Mesh:
    """Vertices, their normals and triangles."""

    points: Array
    normals: Array
    triangles: Array

    def moved(self, rotation: Array, shift: Any) -> Mesh:
        """The same shape elsewhere."""
        return Mesh(
            self.points @ rotation.T + np.asarray(shift), self.normals @ rotation.T, self.triangles
        )


def triangles(quads: Array) -> Array:
    """Two triangles for each quad; the empty half of a folded quad is left out."""
    both: Array = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
    real = (both[:, 0] != both[:, 2]) & (both[:, 1] != both[:, 2])
    return both[real].astype(np.int32)


def vertex_normals(points: Array, tris: Array) -> Array:
    """Area-weighted normals."""
    a, b, c = (points[tris[:, k]] for k in range(3))
    face = np.cross(b - a, c - a)
    total = np.zeros_like(points)
    for k in range(3):
        for axis in range(3):
            total[:, axis] += np.bincount(tris[:, k], face[:, axis], len(points))
    normal: Array = total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-12)
    return normal


def refine(faces: Array, count: int) -> tuple[sparse.csr_matrix, Array]:
    """One Catmull-Clark step: a matrix from old to new vertices, and the new quads.

    A quad whose last two corners are the same is a triangle.
    """
    rings = [list(f[:3] if f[3] == f[2] else f) for f in faces.tolist()]
    edges: dict[tuple[int, int], int] = {}
    edge_faces: dict[int, list[int]] = defaultdict(list)
    face_edges: list[list[int]] = []
    corner_faces: dict[int, list[int]] = defaultdict(list)
    for number, ring in enumerate(rings):
        line = []
        for a, b in zip(ring, ring[1:] + ring[:1], strict=True):
            edge = edges.setdefault((min(a, b), max(a, b)), len(edges))
            edge_faces[edge].append(number)
            line.append(edge)
            corner_faces[a].append(number)
        face_edges.append(line)

    rows: list[dict[int, float]] = []
    centres = [dict.fromkeys(ring, 1 / len(ring)) for ring in rings]
    neighbours: dict[int, list[int]] = defaultdict(list)
    rim: dict[int, list[int]] = defaultdict(list)
    edge_rows: list[dict[int, float]] = []
    for (a, b), edge in edges.items():
        neighbours[a].append(b)
        neighbours[b].append(a)
        row: dict[int, float] = defaultdict(float)
        if len(edge_faces[edge]) == 2:
            row[a], row[b] = 0.25, 0.25
            for number in edge_faces[edge]:
                for vertex, share in centres[number].items():
                    row[vertex] += share * 0.25
        else:
            row[a], row[b] = 0.5, 0.5
            rim[a].append(b)
            rim[b].append(a)
        edge_rows.append(row)
    for vertex in range(count):
        around = corner_faces[vertex]
        n = len(around)
        row = defaultdict(float)
        if rim[vertex]:
            row[vertex] = 0.75
            for other in rim[vertex][:2]:
                row[other] += 0.125
        elif n < 3:
            row[vertex] = 1.0
        else:
            row[vertex] = (n - 3) / n
            for number in around:
                for other, share in centres[number].items():
                    row[other] += share / n / n
            for other in neighbours[vertex]:
                row[vertex] += 1 / n / n
                row[other] += 1 / n / n
        rows.append(row)
    rows += edge_rows + centres

    at = [(r, c, v) for r, row in enumerate(rows) for c, v in row.items()]
    r, c, v = zip(*at, strict=True)
    matrix = sparse.csr_matrix((v, (r, c)), shape=(len(rows), count))
    first_edge, first_centre = count, count + len(edges)
    quads = [
        (corner, first_edge + line[j], first_centre + number, first_edge + line[j - 1])
        for number, (ring, line) in enumerate(zip(rings, face_edges, strict=True))
        for j, corner in enumerate(ring)
    ]
    return matrix, np.array(quads)


def _grid(rows: int, columns: int, *, closed: bool) -> Array:
    tris = []
    for j in range(rows - 1):
        for i in range(columns if closed else columns - 1):
            a, b = j * columns + i, j * columns + (i + 1) % columns
            tris += [[a, b, b + columns], [a, b + columns, a + columns]]
    return np.array(tris)


def rounded_box(size: Any, at: Any, radius: float, steps: int = 3) -> Mesh:
    """A box with rounded edges: the six faces of a ball, pushed apart."""
    half = np.asarray(size, float) / 2 - radius
    line = np.linspace(-1, 1, 2 * steps + 2)
    corners: list[Array] = []
    tris: list[Array] = []
    for axis in range(3):
        for sign in (-1, 1):
            u, v = np.meshgrid(line, line, indexing="ij")
            face = np.zeros((*u.shape, 3))
            face[..., axis] = sign
            face[..., (axis + 1) % 3], face[..., (axis + 2) % 3] = u, v
            first = len(corners) * len(line) ** 2
            corners.append(face.reshape(-1, 3))
            grid = _grid(len(line), len(line), closed=False)
            # Rows run along u: that grid faces inward on the positive side.
            tris.append(first + (grid[:, ::-1] if sign > 0 else grid))
    cube = np.concatenate(corners)
    ball = np.tan(cube * np.pi / 4)
    normals = ball / np.linalg.norm(ball, axis=1, keepdims=True)
    points = normals * radius + np.where(cube > 0, 1, -1) * half + np.asarray(at)
    return Mesh(points, normals, np.concatenate(tris).astype(np.int32))


def rod(start: Any, end: Any, radius: float, around: int = 20) -> Mesh:
    """A round bar with rounded ends."""
    p, q = np.asarray(start, float), np.asarray(end, float)
    d = unit(q - p)
    a = unit(np.cross(d, [1, 0, 0] if abs(d[0]) < 0.9 else [0, 1, 0]))
    b = np.cross(d, a)
    rings = [(p, t) for t in (-90, -60, -30, 0)] + [(q, t) for t in (0, 30, 60, 90)]
    points, normals = [], []
    for centre, degrees in rings:
        cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        for i in range(around):
            f = 2 * math.pi * i / around
            n = (a * math.cos(f) + b * math.sin(f)) * cosine + d * sine
            points.append(centre + n * radius)
            normals.append(n)
    tris = _grid(len(rings), around, closed=True).astype(np.int32)
    return Mesh(np.array(points), np.array(normals), tris)


def ball(at: Any, radius: float, rows: int = 33, around: int = 48) -> Mesh:
    """A ball."""
    tilt = np.linspace(0, math.pi, rows)[:, None]
    f = 2 * math.pi * np.arange(around)[None, :] / around
    n = np.stack(
        [np.sin(tilt) * np.cos(f), np.sin(tilt) * np.sin(f), -np.cos(tilt) + 0 * f], -1
    ).reshape(-1, 3)
    return Mesh(n * radius + np.asarray(at), n, _grid(rows, around, closed=True).astype(np.int32))
