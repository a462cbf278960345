"""Joint angles of a posed skeleton, and how far a body part presses into another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clipmaker.figure import Figure
from clipmaker.rig import Skeleton
from clipmaker.rotations import Array, Pose, unit
from clipmaker.skeleton import BONES, INDEX, SIDES

# What an able adult's joints allow, in degrees (standard clinical ranges, a little widened where
# the measured angle is a sum over soft parts).
RANGES = {
    "hip": (-20.0, 130.0),
    "knee": (-2.0, 155.0),
    "ankle": (-70.0, 35.0),
    "elbow": (-2.0, 150.0),
    "shoulder": (0.0, 180.0),
    "lumbar": (-30.0, 60.0),
    "thorax": (-25.0, 40.0),
    "neck": (-65.0, 50.0),
}


def _angle(a: Array, b: Array) -> float:
    return float(np.degrees(np.arccos(np.clip(np.dot(unit(a), unit(b)), -1, 1))))


def joint_angles(s: Skeleton, pose: Pose) -> dict[str, list[float]]:
    """Degrees by joint, left and right; flexion positive, dorsiflexion positive."""
    found: dict[str, list[float]] = {name: [] for name in RANGES}
    for side in SIDES:
        hip, knee, ankle, toes = (
            s.place(f"{bone}.{side}") for bone in ("upperleg01", "lowerleg01", "foot", "toes")
        )
        shoulder, elbow, wrist = (
            s.place(f"{bone}.{side}") for bone in ("upperarm01", "lowerarm01", "hand")
        )
        thigh, shin = knee - hip, ankle - knee
        local = s.turn("pelvis").T @ unit(thigh)
        found["hip"].append(float(np.degrees(np.arctan2(-local[1], -local[2]))))
        bend = _angle(thigh, shin)
        forward = s.turn(f"upperleg01.{side}") @ [0, -1, 0]
        found["knee"].append(bend if np.dot(shin, forward) <= 1e-3 else -bend)
        rest = s.rig
        straight = _angle(
            rest.joint(f"toes.{side}") - rest.joint(f"foot.{side}"),
            rest.joint(f"foot.{side}") - rest.joint(f"lowerleg01.{side}"),
        )
        found["ankle"].append(_angle(toes - ankle, shin) - straight)
        found["elbow"].append(_angle(elbow - shoulder, wrist - elbow))
        found["shoulder"].append(_angle(s.turn("spine01") @ [0, 0, -1], elbow - shoulder))
    for group in ("lumbar", "thorax", "neck"):
        found[group].append(float(pose.get(group, {}).get("flex", 0)))
    return found


@dataclass(frozen=True, slots=True)
class Limb:
    """A limb as a round bar of varying thickness, and the parts that must stay out of it."""

    name: str
    top: str
    bottom: str
    own: tuple[str, ...]
    others: tuple[str, ...]
    between: tuple[float, float]  # the stretch of the limb that counts, 0 top to 1 bottom


def _limbs() -> list[Limb]:
    upper_body = ("spine03", "spine02", "spine01", "head")
    limbs = []
    for side, other in (("L", "R"), ("R", "L")):
        arms = tuple(f"{b}.{s}" for s in SIDES for b in ("lowerarm01", "lowerarm02", "hand"))
        other_leg = tuple(
            f"{b}.{other}" for b in ("upperleg02", "lowerleg01", "lowerleg02", "foot", "toes")
        )
        limbs.append(
            Limb(
                f"thigh {side}", f"upperleg01.{side}", f"lowerleg01.{side}",
                (f"upperleg01.{side}", f"upperleg02.{side}"),
                (*upper_body, *arms, *other_leg), (0.35, 1.0),
            )
        )  # fmt: skip
        limbs.append(
            Limb(
                f"shin {side}", f"lowerleg01.{side}", f"foot.{side}",
                (f"lowerleg01.{side}", f"lowerleg02.{side}"),
                (*upper_body, "pelvis", *arms, *other_leg), (0.1, 1.0),
            )
        )  # fmt: skip
        limbs.append(
            Limb(
                f"forearm {side}", f"lowerarm01.{side}", f"hand.{side}",
                (f"lowerarm01.{side}", f"lowerarm02.{side}"), upper_body, (0.2, 1.0),
            )
        )  # fmt: skip
    return limbs


class Overlap:
    """Measures how deep parts of the body lie inside its own limbs."""

    BINS = 8

    def __init__(self, figure: Figure) -> None:
        self._figure = figure
        self._limbs = []
        main, rest, joints = figure.skin.main_bone, figure.skin.points, figure.rig.joints
        for limb in _limbs():
            own = np.isin(main, [INDEX[b] for b in limb.own])
            others = np.nonzero(np.isin(main, [INDEX[b] for b in limb.others]))[0]
            t, away = self._along(rest[own], joints[INDEX[limb.top]], joints[INDEX[limb.bottom]])
            bins = np.clip((t * self.BINS).astype(int), 0, self.BINS - 1)
            radius = np.array(
                [np.percentile(away[bins == b], 25) if (bins == b).any() else 0.0
                 for b in range(self.BINS)]
            )  # fmt: skip
            self._limbs.append((limb, others, radius))

    @staticmethod
    def _along(points: Array, top: Array, bottom: Array) -> tuple[Array, Array]:
        bone = bottom - top
        t = (points - top) @ bone / (bone @ bone)
        return t, np.linalg.norm(points - top - t[:, None] * bone, axis=1)

    def deepest(self, s: Skeleton, skin: Array) -> tuple[float, str]:
        """Millimetres of the deepest overlap and what overlaps."""
        worst, where = 0.0, ""
        for limb, others, radius in self._limbs:
            t, away = self._along(skin[others], s.place(limb.top), s.place(limb.bottom))
            inside = (t > limb.between[0]) & (t < limb.between[1])
            bins = np.clip((t * self.BINS).astype(int), 0, self.BINS - 1)
            depth = np.where(inside, radius[bins] - away, 0)
            i = int(np.argmax(depth))
            if depth[i] * 1000 > worst:
                worst = float(depth[i] * 1000)
                where = f"{BONES[self._figure.skin.main_bone[others[i]]]} in {limb.name}"
        return worst, where
