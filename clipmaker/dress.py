"""Clothes and hair: scalar fields over the skin, and the cloth's own smoother shape.

A field is positive where the thing covers the skin; the renderer draws its edge pixel by pixel.
Fields are measured once on the younger figure; every figure shares its vertex numbering, so they
fit the others too.
"""

from __future__ import annotations

import numpy as np

from clipmaker.rotations import Array
from clipmaker.skeleton import FINGERS, INDEX, KNUCKLES, SIDES
from clipmaker.skin import neighbour_mean

WAIST = 0.985  # metres above the floor, younger figure
HEM = 0.135
# Hair line: height against depth (front is negative).
HAIR_DEPTH = (-0.16, -0.125, -0.092, -0.062, -0.042, -0.018, 0.03)
HAIR_HEIGHT = (1.614, 1.600, 1.580, 1.552, 1.538, 1.490, 1.445)


def _weight(weights: Array, *bones: str) -> Array:
    total: Array = weights[:, [INDEX[b] for b in bones]].sum(1)
    return total


def _hand_bones() -> list[str]:
    return [f"finger{f}-{j}.{s}" for s in SIDES for f in FINGERS for j in KNUCKLES]


def cloth_fields(points: Array, weights: Array, joints: Array) -> Array:
    """Columns: trousers, shirt, hair."""
    x, y, z = np.abs(points[:, 0]), points[:, 1], points[:, 2]
    lower_arm = [f"{b}.{s}" for s in SIDES for b in ("lowerarm01", "lowerarm02", "hand")]
    far = _weight(weights, *lower_arm, *_hand_bones(), "upperarm02.L", "upperarm02.R")
    arm = far + _weight(weights, "upperarm01.L", "upperarm01.R")
    head = _weight(weights, "head", "neck03", "neck02")

    trousers = np.minimum((WAIST - z) / 0.02, (z - HEM) / 0.02)
    trousers = np.where(arm > 0.3, -3, trousers)

    shoulder, elbow = joints[INDEX["upperarm01.L"]], joints[INDEX["lowerarm01.L"]]
    bone = elbow - shoulder
    along = (np.stack([x, y, z], 1) - shoulder) @ bone / (bone @ bone)
    neck = joints[INDEX["neck01"]]
    slope = np.where(y < neck[1], 1, 0.25)
    neckline = neck[2] + 0.005 - z + 0.55 * (y - neck[1]) * slope
    shirt = np.minimum((z - WAIST + 0.006) / 0.02, np.where(far > 0.3, (0.62 - along) * 12, 9))
    shirt = np.minimum(shirt, np.where(arm > 0.5, 9, neckline / 0.015))
    shirt = np.where(head > 0.75, np.minimum(shirt, -1), shirt)

    hair = np.minimum(9, (z - np.interp(y, HAIR_DEPTH, HAIR_HEIGHT)) / 0.008)
    ear = (x > 0.0755) & (y > -0.058) & (y < -0.02) & (z < 1.562)
    hair = np.where((_weight(weights, "head") > 0.3) & ~ear, hair, -9)
    fields: Array = np.clip(np.stack([trousers, shirt, hair], 1), -4, 4)
    return fields


def _soft(field: Array) -> Array:
    covered: Array = 1 / (1 + np.exp(-np.clip(field * 3, -30, 30)))
    return covered


def _smoothed(points: Array, faces: Array, rounds: int, strength: Array) -> Array:
    mean = neighbour_mean(faces, len(points))
    for _ in range(rounds):
        points = points + (strength * 0.6)[:, None] * (mean @ points - points)
    return points


def _normals(points: Array, faces: Array) -> Array:
    face = np.cross(
        points[faces[:, 2]] - points[faces[:, 0]], points[faces[:, 3]] - points[faces[:, 1]]
    )
    total = np.zeros_like(points)
    for k in range(4):
        np.add.at(total, faces[:, k], face)
    normal: Array = total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-12)
    return normal


def _calm_chest(points: Array, chest_bottom: float, chest_top: float) -> Array:
    """Round the shirt over the chest: a quadratic patch laid through the ring around it."""
    points = points.copy()
    for sign in (-1, 1):
        side = points[:, 0] * sign
        box = (side > 0.04) & (side < 0.16) & (points[:, 1] < -0.06)
        box &= (points[:, 2] > chest_bottom) & (points[:, 2] < chest_top)
        apex = points[box][np.argmin(points[box][:, 1])]
        away = np.hypot(points[:, 0] - apex[0], points[:, 2] - apex[2])
        near = (away < 0.085) & (points[:, 1] < -0.05)

        def terms(p: Array, apex: Array = apex) -> Array:
            u, v = (p[:, [0, 2]] - apex[[0, 2]]).T
            return np.stack([np.ones(len(p)), u, v, u**2, v**2, u * v], 1)

        ring = points[near & (away > 0.034)]
        patch = np.linalg.lstsq(terms(ring), ring[:, 1], rcond=None)[0]
        t = np.clip((away - 0.02) / 0.045, 0, 1)
        pull = np.where(near, 1 - t * t * (3 - 2 * t), 0)[near]
        points[near, 1] += pull * (terms(points[near]) @ patch - points[near, 1])
    return points


def dressed(points: Array, faces: Array, fields: Array, joints: Array) -> Array:
    """The skin's rest shape with cloth smoothed over it and hair standing off the head."""
    trousers, shirt, hair = (_soft(f) for f in fields.T)
    cloth = np.clip(np.maximum(trousers, shirt) * 1.1 - 0.1, 0, 1)
    points = _smoothed(points, faces, 14, cloth)
    shoulder = joints[INDEX["upperarm01.L"]][2]
    points = _calm_chest(points, shoulder - 0.26, shoulder - 0.08)
    points = _smoothed(points, faces, 14, hair)
    rising = np.clip(fields[:, 2] / 4, 0, 1)  # flush with the skin at the hairline
    thick = trousers * 0.003 + shirt * 0.006 + hair * (0.003 + 0.021 * rising)
    return points + _normals(points, faces) * thick[:, None]
