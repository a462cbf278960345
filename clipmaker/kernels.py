"""The inner loops of the renderer, compiled by numba.

Plain loops on purpose: no library call is made inside them, no order depends on threads, so the
same input gives the same picture.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit, prange

import clipmaker.compiled  # noqa: F401  # isort: split

GRID = 5  # pixels between the points where light on a flat ground is worked out first
SAME_LIGHT = 0.02  # corners of a grid cell may differ by this much and still be blended
NO_HIT = -1.0


@njit(cache=True, inline="always")
def alternate(k, count):
    """Even rows first, then odd ones: each thread gets its share of the busy part."""
    half = (count + 1) // 2
    return 2 * k if k < half else 2 * (k - half) + 1


@njit(parallel=True, fastmath=True, cache=True)
def rasterise(sx, sy, inv_z, tris, depth, owner, bands):
    """Nearest triangle of each sample: `owner` its number, `depth` one over its distance."""
    height, width = owner.shape
    for k in prange(bands):
        band = alternate(k, bands)
        first = band * height // bands
        last = (band + 1) * height // bands
        for t in range(tris.shape[0]):
            a, b, c = tris[t, 0], tris[t, 1], tris[t, 2]
            ay, by, cy = sy[a], sy[b], sy[c]
            low, high = min(ay, by, cy), max(ay, by, cy)
            if high < first or low >= last:
                continue
            ax, bx, cx = sx[a], sx[b], sx[c]
            if inv_z[a] <= 0 or inv_z[b] <= 0 or inv_z[c] <= 0:
                continue
            area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
            if area == 0:
                continue
            inv = 1 / area
            x0 = max(0, int(math.ceil(min(ax, bx, cx) - 0.5)))
            x1 = min(width - 1, int(math.floor(max(ax, bx, cx) - 0.5)))
            y0 = max(first, int(math.ceil(low - 0.5)))
            y1 = min(last - 1, int(math.floor(high - 0.5)))
            for y in range(y0, y1 + 1):
                py = y + 0.5
                for x in range(x0, x1 + 1):
                    px = x + 0.5
                    u = ((bx - px) * (cy - py) - (by - py) * (cx - px)) * inv
                    v = ((cx - px) * (ay - py) - (cy - py) * (ax - px)) * inv
                    w = 1 - u - v
                    if u >= -1e-6 and v >= -1e-6 and w >= -1e-6:
                        z = u * inv_z[a] + v * inv_z[b] + w * inv_z[c]
                        if z > depth[y, x]:
                            depth[y, x] = z
                            owner[y, x] = t


@njit(parallel=True, fastmath=True, cache=True)
def shadow_maps(points, tris, looks, centre, reach, maps):
    """For each light direction, the height along it of what it hits first."""
    size = maps.shape[1]
    scale = np.float32(size / (2 * reach))
    n = points.shape[0]
    for d in prange(looks.shape[0]):
        xs, ys, zs = np.empty(n, np.float32), np.empty(n, np.float32), np.empty(n, np.float32)
        for i in range(n):
            p0 = points[i, 0] - centre[0]
            p1 = points[i, 1] - centre[1]
            p2 = points[i, 2] - centre[2]
            look = looks[d]
            xs[i] = (look[0, 0] * p0 + look[0, 1] * p1 + look[0, 2] * p2 + reach) * scale
            ys[i] = (look[1, 0] * p0 + look[1, 1] * p1 + look[1, 2] * p2 + reach) * scale
            zs[i] = look[2, 0] * p0 + look[2, 1] * p1 + look[2, 2] * p2
        m = maps[d]
        m[:, :] = -1e9
        for t in range(tris.shape[0]):
            a, b, c = tris[t, 0], tris[t, 1], tris[t, 2]
            ax, bx, cx, ay, by, cy = xs[a], xs[b], xs[c], ys[a], ys[b], ys[c]
            area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
            if area <= 0:  # looks away from the light
                continue
            x0 = max(0, int(math.ceil(min(ax, bx, cx) - 0.5)))
            x1 = min(size - 1, int(math.floor(max(ax, bx, cx) - 0.5)))
            if x1 < x0:
                continue
            y0 = max(0, int(math.ceil(min(ay, by, cy) - 0.5)))
            y1 = min(size - 1, int(math.floor(max(ay, by, cy) - 0.5)))
            if y1 < y0:
                continue
            inv = 1 / area
            for y in range(y0, y1 + 1):
                py = y + np.float32(0.5)
                for x in range(x0, x1 + 1):
                    px = x + np.float32(0.5)
                    u = ((bx - px) * (cy - py) - (by - py) * (cx - px)) * inv
                    v = ((cx - px) * (ay - py) - (cy - py) * (ax - px)) * inv
                    w = 1 - u - v
                    if u >= 0 and v >= 0 and w >= 0:
                        z = u * zs[a] + v * zs[b] + w * zs[c]
                        m[y, x] = max(m[y, x], z)


@njit(fastmath=True, cache=True, inline="always")
def _reaches(m, look, p0, p1, p2, reach, scale, bias):
    size = m.shape[0]
    u = (look[0, 0] * p0 + look[0, 1] * p1 + look[0, 2] * p2 + reach) * scale - 0.5
    v = (look[1, 0] * p0 + look[1, 1] * p1 + look[1, 2] * p2 + reach) * scale - 0.5
    d = look[2, 0] * p0 + look[2, 1] * p1 + look[2, 2] * p2 + bias
    i, j = int(math.floor(u)), int(math.floor(v))
    if i < 0 or j < 0 or i >= size - 1 or j >= size - 1:
        return 1.0
    fu, fv = u - i, v - j
    a = 1.0 if m[j, i] <= d else 0.0
    b = 1.0 if m[j, i + 1] <= d else 0.0
    c = 1.0 if m[j + 1, i] <= d else 0.0
    e = 1.0 if m[j + 1, i + 1] <= d else 0.0
    return (a * (1 - fu) + b * fu) * (1 - fv) + (c * (1 - fu) + e * fu) * fv


@njit(fastmath=True, cache=True, inline="always")
def _sees(m, look, p0, p1, p2, reach, scale, bias):
    """Like `_reaches`, from the nearest map point only: good enough for one of many directions."""
    size = m.shape[0]
    i = int((look[0, 0] * p0 + look[0, 1] * p1 + look[0, 2] * p2 + reach) * scale)
    j = int((look[1, 0] * p0 + look[1, 1] * p1 + look[1, 2] * p2 + reach) * scale)
    if i < 0 or j < 0 or i >= size or j >= size:
        return 1.0
    return 1.0 if m[j, i] <= look[2, 0] * p0 + look[2, 1] * p1 + look[2, 2] * p2 + bias else 0.0


@njit(fastmath=True, cache=True)
def light_many(
    count, places, normals, wraps, key_looks, key_maps, sky_looks, sky_maps, centre, reach, lit
):
    """Share of the sun's and of the sky's light, each 0 to 1, at the first `count` places.

    Direction by direction, not place by place: neighbours read neighbouring parts of a map, and
    that is what keeps the processor's cache warm (four times as fast).
    """
    off = 0.006
    lit[:count] = 0
    for kind in range(2):
        looks = key_looks if kind == 0 else sky_looks
        maps = key_maps if kind == 0 else sky_maps
        bias = 0.006 if kind == 0 else 0.008
        scale = maps.shape[1] / (2 * reach)
        for d in range(looks.shape[0]):
            look, m = looks[d], maps[d]
            for i in range(count):
                nx, ny, nz = normals[i, 0], normals[i, 1], normals[i, 2]
                wrap = wraps[i] if kind == 0 else 0.0
                facing = (nx * look[2, 0] + ny * look[2, 1] + nz * look[2, 2] + wrap) / (1 + wrap)
                if facing > 0:
                    p0 = places[i, 0] + nx * off - centre[0]
                    p1 = places[i, 1] + ny * off - centre[1]
                    p2 = places[i, 2] + nz * off - centre[2]
                    if kind == 0:
                        lit[i, 0] += facing * _reaches(m, look, p0, p1, p2, reach, scale, bias)
                    else:
                        lit[i, 1] += facing * _sees(m, look, p0, p1, p2, reach, scale, bias)
        for i in range(count):
            lit[i, kind] *= (1.0 if kind == 0 else 2.0) / looks.shape[0]


@njit(parallel=True, fastmath=True, cache=True)
def light_on_ground(
    height,
    width,
    ground,
    eye,
    axes,
    focal,
    key_looks,
    key_maps,
    sky_looks,
    sky_maps,
    centre,
    reach,
    grid,
):
    """Light on a level ground seen through every `GRID`th pixel, whatever stands before it."""
    rows, columns = grid.shape[0], grid.shape[1]
    for k in prange(rows):
        row = alternate(k, rows)
        places, normals = np.zeros((columns, 3)), np.zeros((columns, 3))
        wraps, lit = np.zeros(columns), np.zeros((columns, 2))
        dy = -(row * GRID - height / 2) / focal
        count = 0
        for col in range(columns):
            dx = (col * GRID - width / 2) / focal
            rz = axes[2, 0] * dx + axes[2, 1] * dy - axes[2, 2]
            grid[row, col, 0] = NO_HIT
            if rz > -1e-4:
                continue
            s = (ground - eye[2]) / rz
            places[count, 0] = eye[0] + s * (axes[0, 0] * dx + axes[0, 1] * dy - axes[0, 2])
            places[count, 1] = eye[1] + s * (axes[1, 0] * dx + axes[1, 1] * dy - axes[1, 2])
            places[count, 2] = ground
            normals[count, 2] = 1.0
            grid[row, col, 0] = 0.0
            count += 1
        light_many(
            count,
            places,
            normals,
            wraps,
            key_looks,
            key_maps,
            sky_looks,
            sky_maps,
            centre,
            reach,
            lit,
        )
        count = 0
        for col in range(columns):
            if grid[row, col, 0] >= 0:
                grid[row, col, 0], grid[row, col, 1] = lit[count, 0], lit[count, 1]
                count += 1


@njit(fastmath=True, cache=True, inline="always")
def ease(a, b, x):
    """0 up to a, 1 from b on, smooth between."""
    t = (x - a) / (b - a)
    t = 0.0 if t < 0 else (1.0 if t > 1 else t)
    return t * t * (3 - 2 * t)


@njit(fastmath=True, cache=True, inline="always")
def _mix(colour, to, share):
    for k in range(3):
        colour[k] += (to[k] - colour[k]) * share


@njit(fastmath=True, cache=True)
def paint_body(f, pattern, paints, colour):
    """Colour of the figure at a point; gives how much of it is bare skin.

    `f` are the fields of trousers, shirt and hair, `pattern` the place on the head of the
    pattern figure, `paints` the rows skin, trousers, shirt, hair, brow, lips,
    white of the eye, lashes.
    """
    for k in range(3):
        colour[k] = paints[0, k]
    bare = 1.0
    x, y, z = abs(pattern[0]), pattern[1], pattern[2]
    if z > 1.4 and y < -0.06:  # the face
        brow_z = 1.5655 + 0.0055 * math.sin(min(max((x - 0.014) / 0.036, 0.0), 1.0) * 2.4)
        brow = (1 - ease(0.0018, 0.0042, abs(z - brow_z))) * ease(0.011, 0.017, x)
        _mix(colour, paints[4], 0.85 * brow * (1 - ease(0.044, 0.052, x)))
        across = (x - 0.0315) / 0.0150
        if abs(across) < 1:  # an eye, painted on the closed lid
            half = 0.0046 * (1 - across * across)
            up = z - 1.5405
            _mix(colour, paints[6], 1 - ease(half - 0.0008, half + 0.0004, abs(up)))
            iris = math.sqrt((x - 0.0315) ** 2 + up * up)
            inside = 1 - ease(half - 0.0004, half + 0.0008, abs(up))
            _mix(colour, paints[7], (1 - ease(0.0040, 0.0054, iris)) * inside)
            _mix(colour, paints[7], 0.85 * (1 - ease(0.0007, 0.0020, abs(up - half))))
        lip = math.sqrt((x / 0.025) ** 2 + ((z - 1.4735) / 0.0085) ** 2)
        _mix(colour, paints[5], 0.55 * (1 - ease(0.75, 1.1, lip)))
    for k in range(3):
        if k == 2:
            if f[2] < -2:
                continue
            # Combed from the crown; at the hairline the locks end in points.
            lock = math.atan2(pattern[0], pattern[1] + 0.02)
            comb = 0.4 * math.sin(61 * lock + 55 * z) + 0.35 * math.sin(103 * lock - 35 * z)
            comb += 0.25 * math.sin(171 * lock + 20 * z)
            covered = ease(-0.3, 0.7, f[2] + 0.8 * comb)
            tone = 1 + 0.11 * comb
            for c in range(3):
                colour[c] += (paints[3, c] * tone - colour[c]) * covered
            bare *= 1 - covered
            continue
        covered = ease(-0.12, 0.12, f[k])
        _mix(colour, paints[1 + k], covered)
        bare *= 1 - covered
        seam = 1 - math.exp(-((f[k] / 0.3) ** 2)) * 0.18
        for c in range(3):
            colour[c] *= seam
    return bare


@njit(fastmath=True, cache=True, inline="always")
def blend(grid, x, y):
    """Light on the ground from the four grid points around a pixel; first value < 0: not even."""
    i, j = int(x / GRID), int(y / GRID)
    a, b, c, d = grid[j, i], grid[j, i + 1], grid[j + 1, i], grid[j + 1, i + 1]
    lowest = min(a[0], b[0], c[0], d[0])
    if lowest < 0 or max(a[0], b[0], c[0], d[0]) - lowest > SAME_LIGHT:
        return NO_HIT, 0.0
    if max(a[1], b[1], c[1], d[1]) - min(a[1], b[1], c[1], d[1]) > SAME_LIGHT:
        return NO_HIT, 0.0
    u, v = x / GRID - i, y / GRID - j
    key = (a[0] * (1 - u) + b[0] * u) * (1 - v) + (c[0] * (1 - u) + d[0] * u) * v
    sky = (a[1] * (1 - u) + b[1] * u) * (1 - v) + (c[1] * (1 - u) + d[1] * u) * v
    return key, sky
