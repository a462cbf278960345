"""Moves the skin with the bones: dual quaternions and a little smoothing at the joints."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sparse

from clipmaker.rig import Skeleton
from clipmaker.rotations import Array, quaternion, quaternion_product
from clipmaker.skeleton import BONES, INDEX, PARENTS, SIDES

# Joint and radius in metres inside which creases are smoothed.
SMOOTHED = (("upperarm01", 0.15), ("upperleg01", 0.17), ("lowerleg01", 0.08), ("lowerarm01", 0.05))
ROUNDS = 8
DETAIL_KEPT = 0.85


def neighbour_mean(faces: Array, count: int) -> sparse.csr_matrix:
    """Matrix that replaces each vertex by the mean of its neighbours."""
    edges = np.concatenate([faces[:, [k, (k + 1) % 4]] for k in range(4)])
    edges = edges[edges[:, 0] != edges[:, 1]]
    edges = np.concatenate([edges, edges[:, ::-1]])
    a = sparse.csr_matrix((np.ones(len(edges)), (edges[:, 0], edges[:, 1])), (count, count))
    a.data[:] = 1
    degree = np.asarray(a.sum(1)).ravel()
    return sparse.csr_matrix(sparse.diags(1 / np.maximum(degree, 1)) @ a)


class Skin:
    """The rest mesh, its weights and the smoothing that goes with it."""

    def __init__(self, points: Array, faces: Array, weights: Array, joints: Array) -> None:
        self.points, self.weights, self.joints = points, weights, joints
        self.main_bone = np.argmax(weights, 1)
        near = np.zeros(len(points))
        for bone, radius in SMOOTHED:
            for side in SIDES:
                away = np.linalg.norm(points - joints[INDEX[f"{bone}.{side}"]], axis=1)
                near = np.maximum(near, np.exp(-((away / radius) ** 4)))
        eye = sparse.eye(len(points))
        once = eye + sparse.diags(near * 0.5) @ (neighbour_mean(faces, len(points)) - eye)
        smooth = once = sparse.csr_matrix(once)
        for _ in range(ROUNDS - 1):
            smooth = sparse.csr_matrix(once @ smooth)
        self.smooth = smooth
        self.detail = points - smooth @ points

    def posed(self, skeleton: Skeleton) -> Array:
        """The skin's vertices in this pose."""
        turns = skeleton.turns @ skeleton.rig.to_rest
        moved = self._dual_quaternions(turns, skeleton.places)
        detail = np.einsum("vij,vj->vi", turns[self.main_bone], self.detail)
        smoothed: Array = self.smooth @ moved + detail * DETAIL_KEPT
        return smoothed

    def _dual_quaternions(self, turns: Array, places: Array) -> Array:
        shifts = places - np.einsum("bij,bj->bi", turns, self.joints)
        real, dual = np.zeros((len(BONES), 4)), np.zeros((len(BONES), 4))
        for i, bone in enumerate(BONES):
            q = quaternion(turns[i])
            parent = PARENTS.get(bone)
            if parent and np.dot(q, real[INDEX[parent]]) < 0:
                q = -q
            real[i] = q
            dual[i] = 0.5 * quaternion_product(np.array([0, *shifts[i]]), q)
        signs = np.sign(real[self.main_bone] @ real.T)
        signs[signs == 0] = 1
        weights = self.weights * signs
        r, d = weights @ real, weights @ dual
        size = np.linalg.norm(r, axis=1, keepdims=True)
        r, d = r / size, d / size
        rw, rv, dw, dv = r[:, :1], r[:, 1:], d[:, :1], d[:, 1:]
        p = self.points
        turned: Array = p + 2 * np.cross(rv, np.cross(rv, p) + rw * p)
        return turned + 2 * (rw * dv - dw * rv + np.cross(rv, dv))
