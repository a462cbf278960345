"""Colours every pixel of a frame from what the rasteriser found there (compiled by numba)."""

from __future__ import annotations

import math

import numpy as np
from numba import njit, prange

from clipmaker.kernels import alternate, blend, ease, light_many, paint_body

NOTHING, FLOOR, THING = 0, 1, 2
FADE_FROM, FADE_TO = 1.5, 4.2  # metres from the middle over which the floor melts into the room


@njit(fastmath=True, cache=True, inline="always")
def _point_on_triangle(t, px, py, sx, sy, inv_z, tris, points, normals, place, normal):
    """Fill in place and normal; gives the weights of the three corners."""
    a, b, c = tris[t, 0], tris[t, 1], tris[t, 2]
    ax, bx, cx, ay, by, cy = sx[a], sx[b], sx[c], sy[a], sy[b], sy[c]
    inv = 1 / ((bx - ax) * (cy - ay) - (by - ay) * (cx - ax))
    u = ((bx - px) * (cy - py) - (by - py) * (cx - px)) * inv
    v = ((cx - px) * (ay - py) - (cy - py) * (ax - px)) * inv
    w = (1 - u - v) * inv_z[c]
    u, v = u * inv_z[a], v * inv_z[b]
    near = 1 / (u + v + w)
    u, v, w = u * near, v * near, w * near
    size = 1e-9
    for k in range(3):
        place[k] = u * points[a, k] + v * points[b, k] + w * points[c, k]
        normal[k] = u * normals[a, k] + v * normals[b, k] + w * normals[c, k]
        size += normal[k] ** 2
    for k in range(3):
        normal[k] /= math.sqrt(size)
    return u, v, w


@njit(parallel=True, fastmath=True, cache=True)
def shade(
    owner,
    sx,
    sy,
    inv_z,
    tris,
    points,
    normals,
    paint,
    material,
    paints,
    props,
    matte_top,
    eye,
    axes,
    focal,
    room,
    key_looks,
    key_maps,
    sky_looks,
    sky_maps,
    centre,
    reach,
    sun,
    key_colour,
    sky_colour,
    ground_colour,
    fill,
    fill_colour,
    grid,
    noise,
    gamma,
    picture,
):
    """One frame, row by row: find what each sample shows, light those that need it, colour all.

    Samples of a pixel that lie close together share one look at the lights; so do points of the
    floor and the mat where the light around them is even.
    """
    height, width = picture.shape[0], picture.shape[1]
    ss = owner.shape[0] // height
    per = ss * ss
    last = len(gamma) - 1
    for turn in prange(height):
        yy = alternate(turn, height)
        n = width * per
        samples, kind = np.ones(width, np.int64), np.zeros(n, np.int64)
        place, normal, albedo = np.zeros((n, 3)), np.zeros((n, 3)), np.zeros((n, 3))
        shine, bare, fade = np.zeros(n), np.zeros(n), np.zeros(n)
        share = np.full(n, -1, np.int64)  # where in `lit` the sample's light is
        lit = np.zeros((n, 2))
        ask_place, ask_normal, ask_wrap = np.zeros((n, 3)), np.zeros((n, 3)), np.zeros(n)
        ready = n  # lights taken from the grid are filled in from the end
        asked = 0
        f, pattern, colour, empty = np.zeros(3), np.zeros(3), np.zeros(3), np.zeros(3)
        back = room[0] + (room[1] - room[0]) * (yy + 0.5) / height
        for k in range(3):
            empty[k] = gamma[int(back[k] * last)]

        for xx in range(width):
            first = owner[yy * ss, xx * ss]
            for s in range(1, per):
                if owner[yy * ss + s // ss, xx * ss + s % ss] != first:
                    samples[xx] = per  # otherwise one sample does: one triangle fills the pixel
            for s in range(samples[xx]):
                at = xx * per + s
                if samples[xx] == 1:
                    px, py, t = (xx + 0.5) * ss, (yy + 0.5) * ss, first
                else:
                    ix, iy = xx * ss + s % ss, yy * ss + s // ss
                    px, py, t = ix + 0.5, iy + 0.5, owner[iy, ix]
                x, y = px / ss, py / ss
                on_mat = False
                if t >= 0:
                    kind[at] = THING
                    u, v, w = _point_on_triangle(
                        t, px, py, sx, sy, inv_z, tris, points, normals, place[at], normal[at]
                    )
                    m = material[t]
                    if m == 0:
                        a, b, c = tris[t, 0], tris[t, 1], tris[t, 2]
                        for k in range(3):
                            f[k] = u * paint[a, k] + v * paint[b, k] + w * paint[c, k]
                            j = 3 + k
                            pattern[k] = u * paint[a, j] + v * paint[b, j] + w * paint[c, j]
                        bare[at] = paint_body(f, pattern, paints, albedo[at])
                        shine[at] = 0.06 if f[2] > 0 else 0.015 + 0.035 * bare[at]
                    else:
                        shine[at] = props[m, 3]
                        for k in range(3):
                            albedo[at, k] = props[m, k]
                        on_mat = normal[at, 2] > 0.9999 and abs(place[at, 2] - matte_top) < 1e-4
                else:
                    dx, dy = (x - width / 2) / focal, -(y - height / 2) / focal
                    rz = axes[2, 0] * dx + axes[2, 1] * dy - axes[2, 2]
                    if rz > -1e-4:
                        continue
                    rx = axes[0, 0] * dx + axes[0, 1] * dy - axes[0, 2]
                    ry = axes[1, 0] * dx + axes[1, 1] * dy - axes[1, 2]
                    far = -eye[2] / rz
                    place[at, 0], place[at, 1] = eye[0] + far * rx, eye[1] + far * ry
                    away = (place[at, 0] - centre[0]) ** 2 + (place[at, 1] - centre[1]) ** 2
                    fade[at] = ease(FADE_FROM, FADE_TO, math.sqrt(away))
                    if fade[at] >= 1:
                        continue
                    kind[at] = FLOOR
                    normal[at, 2] = 1.0

                # A near neighbour's light will do: in this pixel, or in the left one of a pair.
                pair = samples[xx] == 1 and xx % 2 == 1 and samples[xx - 1] == 1
                alike = 0.985 if pair else 0.96
                for q in range((xx - 1) * per if pair else xx * per, at):
                    if kind[q] == kind[at] and share[q] >= 0 and share[at] < 0:
                        gap, same = 0.0, 0.0
                        for k in range(3):
                            gap = max(gap, abs(place[q, k] - place[at, k]))
                            same += normal[q, k] * normal[at, k]
                        if gap < 0.008 and same > alike and abs(bare[q] - bare[at]) < 0.3:
                            share[at] = share[q]
                if share[at] < 0 and (kind[at] == FLOOR or on_mat):
                    key, sky = blend(grid, x, y)
                    if key >= 0:
                        ready -= 1
                        lit[ready, 0], lit[ready, 1] = key, sky
                        share[at] = ready
                if share[at] < 0:
                    for k in range(3):
                        ask_place[asked, k], ask_normal[asked, k] = place[at, k], normal[at, k]
                    ask_wrap[asked] = 0.25 * bare[at]
                    share[at] = asked
                    asked += 1

        light_many(
            asked,
            ask_place,
            ask_normal,
            ask_wrap,
            key_looks,
            key_maps,
            sky_looks,
            sky_maps,
            centre,
            reach,
            lit,
        )

        for xx in range(width):
            total0, total1, total2 = 0.0, 0.0, 0.0
            for s in range(samples[xx]):
                at = xx * per + s
                if kind[at] == NOTHING:
                    total0 += empty[0]
                    total1 += empty[1]
                    total2 += empty[2]
                    continue
                key, sky = lit[share[at], 0], lit[share[at], 1]
                if kind[at] == FLOOR:
                    for k in range(3):
                        full = key_colour[k] * sun[2] + sky_colour[k]
                        light = (key * key_colour[k] + sky * sky_colour[k]) / full
                        colour[k] = back[k] * (light + (1 - light) * fade[at])
                else:
                    nx, ny, nz = normal[at, 0], normal[at, 1], normal[at, 2]
                    rx, ry = place[at, 0] - eye[0], place[at, 1] - eye[1]
                    rz = place[at, 2] - eye[2]
                    size = math.sqrt(rx * rx + ry * ry + rz * rz)
                    rx, ry, rz = rx / size, ry / size, rz / size
                    lift = min(1.0, max(place[at, 2], 0.0) / 0.5)
                    below = (0.5 - 0.5 * nz) * (0.35 + 0.65 * lift)
                    side = (nx * fill[0] + ny * fill[1] + nz * fill[2]) * 0.6 + 0.4
                    side = max(side, 0.0) * (0.35 + 0.65 * min(1.0, sky + 0.25))
                    # Light that wanders under the skin warms the edge of a shadow.
                    warm = math.exp(-(((key - 0.12) / 0.14) ** 2)) * 0.10 * bare[at]
                    hx, hy, hz = sun[0] - rx, sun[1] - ry, sun[2] - rz
                    half = math.sqrt(hx * hx + hy * hy + hz * hz)
                    gloss = max(0.0, (nx * hx + ny * hy + nz * hz) / half) ** 24
                    gloss *= shine[at] * key * 2.2
                    rim = max(0.0, 1 + nx * rx + ny * ry + nz * rz) ** 4 * 0.16 * sky * sky
                    for k in range(3):
                        light = key * key_colour[k] + sky * sky_colour[k]
                        light += below * ground_colour[k] + side * fill_colour[k]
                        light += warm * (1.0, 0.35, 0.2)[k]
                        colour[k] = albedo[at, k] * light + gloss + rim * back[k]
                total0 += gamma[int(min(max(colour[0], 0.0), 1.0) * last)]
                total1 += gamma[int(min(max(colour[1], 0.0), 1.0) * last)]
                total2 += gamma[int(min(max(colour[2], 0.0), 1.0) * last)]
            tone = 255.0 / samples[xx]
            picture[yy, xx, 0] = int(min(255.0, total0 * tone + noise[yy, xx]))
            picture[yy, xx, 1] = int(min(255.0, total1 * tone + noise[yy, xx]))
            picture[yy, xx, 2] = int(min(255.0, total2 * tone + noise[yy, xx]))
