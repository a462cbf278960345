"""Small rotation and two-bone geometry used by the rig."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]
Pose = dict[str, Any]

X_AXIS, Y_AXIS, Z_AXIS = np.eye(3)


def unit(vector: ArrayLike) -> Array:
    """The vector at length one."""
    v = np.asarray(vector, float)
    return v / np.linalg.norm(v)


def turn(axis: ArrayLike, degrees: float) -> Array:
    """Rotation matrix about an axis."""
    a = unit(axis)
    angle = np.radians(degrees)
    k = np.array([[0, -a[2], a[1]], [a[2], 0, -a[0]], [-a[1], a[0], 0]])
    return np.eye(3) + np.sin(angle) * k + (1 - np.cos(angle)) * k @ k


def bend(flex: float = 0, side: float = 0, twist: float = 0) -> Array:
    """Spine-like rotation in degrees: flex forward, side and twist to the figure's own left."""
    return turn(Z_AXIS, twist) @ turn(Y_AXIS, side) @ turn(X_AXIS, flex)


def frame_zy(z: ArrayLike, y: ArrayLike) -> Array:
    """Axes with z exact and y as near as it can be."""
    zu = unit(z)
    y = np.asarray(y, float)
    yu = unit(y - zu * np.dot(y, zu))
    return np.stack([np.cross(yu, zu), yu, zu], 1)


def frame_zx(z: ArrayLike, x: ArrayLike) -> Array:
    """Axes with z exact and x as near as it can be."""
    zu = unit(z)
    x = np.asarray(x, float)
    xu = unit(x - zu * np.dot(x, zu))
    return np.stack([xu, np.cross(zu, xu), zu], 1)


def quaternion(r: Array) -> Array:
    """Unit quaternion (w, x, y, z) of a rotation matrix."""
    trace = float(np.trace(r))
    if trace > 0:
        s = np.sqrt(trace + 1) * 2
        return np.array(
            [s / 4, (r[2, 1] - r[1, 2]) / s, (r[0, 2] - r[2, 0]) / s, (r[1, 0] - r[0, 1]) / s]
        )
    i = int(np.argmax(np.diag(r)))
    j, k = (i + 1) % 3, (i + 2) % 3
    s = np.sqrt(max(1e-12, 1 + r[i, i] - r[j, j] - r[k, k])) * 2
    q = np.zeros(4)
    q[0] = (r[k, j] - r[j, k]) / s
    q[i + 1] = s / 4
    q[j + 1] = (r[j, i] + r[i, j]) / s
    q[k + 1] = (r[k, i] + r[i, k]) / s
    return q


def quaternion_product(a: Array, b: Array) -> Array:
    """The rotation b followed by a."""
    aw, ax, ay, az = a
    bw, bx, by, bz = b
    return np.array(
        [
            aw * bw - ax * bx - ay * by - az * bz,
            aw * bx + ax * bw + ay * bz - az * by,
            aw * by - ax * bz + ay * bw + az * bx,
            aw * bz + ax * by - ay * bx + az * bw,
        ]
    )


def across(root: Array, tip: Array, pole: ArrayLike) -> Array:
    """The part of `pole` at right angles to the line from root to tip, at length one."""
    d = unit(tip - root)
    p = unit(pole)
    return unit(p - d * np.dot(p, d))


def two_bone(root: Array, tip: Array, upper: float, lower: float, pole: ArrayLike) -> Array:
    """Where the middle joint lies when the limb reaches from root to tip and bends to `pole`.

    A tip out of reach is pulled in; `overreach` tells how far.
    """
    d = tip - root
    length = min(float(np.linalg.norm(d)), (upper + lower) * 0.9995)
    cosine = (upper**2 + length**2 - lower**2) / (2 * upper * length)
    cosine = min(1.0, max(-1.0, cosine))
    sine = np.sqrt(1 - cosine**2)
    middle: Array = root + unit(d) * upper * cosine + across(root, tip, pole) * upper * sine
    return middle


def overreach(root: Array, tip: Array, upper: float, lower: float) -> float:
    """Metres by which the tip is farther from the root than the straight limb is long."""
    return max(0.0, float(np.linalg.norm(tip - root)) - (upper + lower))
