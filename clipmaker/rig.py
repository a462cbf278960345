"""Turns a pose (joint angles, planted hands and feet) into the place of every bone."""

from __future__ import annotations

import numpy as np

from clipmaker.errors import OutOfReach
from clipmaker.rotations import (
    X_AXIS,
    Y_AXIS,
    Z_AXIS,
    Array,
    Pose,
    across,
    bend,
    frame_zx,
    frame_zy,
    overreach,
    turn,
    two_bone,
    unit,
)
from clipmaker.skeleton import BONES, FINGERS, INDEX, KNUCKLES, PARENTS, SIDES

# How a bend of the whole group is shared out over its bones.
SPINE_SHARES = (
    ("spine05", "lumbar", 0.3), ("spine04", "lumbar", 0.4), ("spine03", "lumbar", 0.3),
    ("spine02", "thorax", 0.5), ("spine01", "thorax", 0.5),
    ("neck01", "neck", 0.3), ("neck02", "neck", 0.25), ("neck03", "neck", 0.2),
    ("head", "neck", 0.25),
)  # fmt: skip
KNUCKLE_SHARES = {1: 1.0, 2: 1.3, 3: 0.8}
REACH_SLACK = 0.004  # metres a limb may be asked beyond its length before that is a fault
DOWN = np.array([0.0, 0.0, -1.0])


class Rig:
    """Bone lengths and rest directions of one figure.

    `joints` are the rest positions of `BONES`; `hands` the rest positions of the mean knuckle,
    index knuckle and little finger's knuckle, left then right.
    """

    def __init__(self, joints: Array, hands: Array) -> None:
        self.joints = joints
        self.to_rest = np.stack([np.eye(3)] * len(BONES))
        self.across_hand: dict[str, Array] = {}
        for k, side in enumerate(SIDES):
            self._rest_limbs(side, hands[k])

        def length(a: str, b: str) -> float:
            return float(np.linalg.norm(self.joint(a) - self.joint(b)))

        self.thigh = length("upperleg01.L", "lowerleg01.L")
        self.shin = length("lowerleg01.L", "foot.L")
        self.upper_arm = length("upperarm01.L", "lowerarm01.L")
        self.forearm = length("lowerarm01.L", "hand.L")

    def joint(self, bone: str) -> Array:
        """Rest position of the bone's upper end."""
        return self.joints[INDEX[bone]]

    def _rest_limbs(self, side: str, hand: Array) -> None:
        upper = self.joint(f"lowerarm01.{side}") - self.joint(f"upperarm01.{side}")
        lower = self.joint(f"hand.{side}") - self.joint(f"lowerarm01.{side}")
        upper_frame = frame_zy(-upper, -lower)
        hinge = upper_frame[:, 0]
        hand_frame = frame_zx(-(hand[0] - self.joint(f"hand.{side}")), hinge)
        fingers = [f"finger{f}-{j}" for f in FINGERS for j in KNUCKLES]
        frames = {
            "upperarm01": upper_frame,
            "upperarm02": upper_frame,
            "lowerarm01": (fore := frame_zx(-lower, hinge)),
            "lowerarm02": fore,
            **dict.fromkeys(["hand", *fingers], hand_frame),
        }
        thigh = self.joint(f"lowerleg01.{side}") - self.joint(f"upperleg01.{side}")
        shin = self.joint(f"foot.{side}") - self.joint(f"lowerleg01.{side}")
        frames |= dict.fromkeys(["upperleg01", "upperleg02"], frame_zx(-thigh, X_AXIS))
        frames |= dict.fromkeys(["lowerleg01", "lowerleg02"], frame_zx(-shin, X_AXIS))
        for bone, frame in frames.items():
            self.to_rest[INDEX[f"{bone}.{side}"]] = frame.T
        self.across_hand[side] = hand_frame.T @ unit(hand[1] - hand[2])

    def solve(self, pose: Pose) -> Skeleton:
        """Place every bone; raises `OutOfReach` for a hand or foot too far away."""
        s = Skeleton(self)
        pelvis = pose.get("pelvis", {})
        s.turns[0] = (
            turn(Z_AXIS, pelvis.get("yaw", 0))
            @ turn(X_AXIS, pelvis.get("pitch", 0))
            @ turn(Y_AXIS, pelvis.get("roll", 0))
            @ turn(Z_AXIS, pelvis.get("turn", 0))
        )
        for bone, group, share in SPINE_SHARES:
            angles = {k: v * share for k, v in pose.get(group, {}).items()}
            s.put(bone, s.turn(PARENTS[bone]) @ bend(**angles))
        for side, sign in (("L", 1), ("R", -1)):
            shrug = pose.get(f"shoulder_{side}", {})
            local = turn(Y_AXIS, -sign * shrug.get("up", 0)) @ turn(
                Z_AXIS, -sign * shrug.get("forward", 0)
            )
            s.put(f"clavicle.{side}", s.turn("spine01") @ local)
            s.put(f"upperleg01.{side}", s.turn("pelvis"))
        s.places += _anchor_shift(s, pose)
        for side, sign in (("L", 1), ("R", -1)):
            _leg(s, pose[f"leg_{side}"], side, sign)
            _arm(s, pose[f"arm_{side}"], side, sign)
        return s


class Skeleton:
    """World place and rotation of every bone in one pose."""

    def __init__(self, rig: Rig) -> None:
        self.rig = rig
        self.turns = np.stack([np.eye(3)] * len(BONES))
        self.places = np.zeros((len(BONES), 3))

    def turn(self, bone: str) -> Array:
        """World rotation of a bone."""
        return self.turns[INDEX[bone]]

    def place(self, bone: str) -> Array:
        """World position of the bone's upper end."""
        return self.places[INDEX[bone]]

    def put(self, bone: str, rotation: Array) -> Array:
        """Hang a bone on its parent with this world rotation; gives where it begins."""
        i, parent = INDEX[bone], PARENTS[bone]
        self.places[i] = self.carry(parent, self.rig.joints[i])
        self.turns[i] = rotation
        return self.places[i]

    def carry(self, bone: str, rest_point: Array) -> Array:
        """Where a point of the rest figure is now if it moves with the bone."""
        i = INDEX[bone]
        moved: Array = self.places[i] + self.turns[i] @ self.rig.to_rest[i] @ (
            rest_point - self.rig.joints[i]
        )
        return moved


def _anchor_shift(s: Skeleton, pose: Pose) -> Array:
    anchor = pose["anchor"]
    at = np.asarray(anchor["at"], float)
    if "knees" in anchor:  # kneeling: the knees stay, the hips follow the thighs
        thigh = unit(anchor["knees"])
        hips = (s.place("upperleg01.L") + s.place("upperleg01.R")) / 2
        kneeling: Array = at - thigh * s.rig.thigh - hips
        return kneeling
    bone = anchor["bone"]
    now = s.carry(bone, np.asarray(anchor["rest"], float)) if "rest" in anchor else s.place(bone)
    shift: Array = at - now
    return shift


def _leg(s: Skeleton, leg: Pose, side: str, sign: int) -> None:
    rig = s.rig
    hip = s.put(f"upperleg01.{side}", np.eye(3))
    heel = leg.get("heel", 0)
    if "foot" in leg:  # the ball of the foot is planted
        foot = (
            turn(Z_AXIS, leg.get("yaw", 0)) @ turn(Y_AXIS, leg.get("edge", 0)) @ turn(X_AXIS, heel)
        )
        toes = rig.joint(f"toes.{side}")
        ball = np.asarray(leg["foot"], float) + np.array([0, 0, toes[2]])
        ankle = ball - foot @ (toes - rig.joint(f"foot.{side}"))
        if (missing := overreach(hip, ankle, rig.thigh, rig.shin)) > REACH_SLACK:
            raise OutOfReach(f"leg_{side}", missing * 1000)
        pole = np.asarray(leg.get("knee", [0, -1, 0]), float)
        knee = two_bone(hip, ankle, rig.thigh, rig.shin, pole)
        thigh = frame_zy(-(knee - hip), -across(hip, ankle, pole))
        shin = frame_zx(-(ankle - knee), thigh[:, 0])
    else:
        if "thigh" in leg:  # direction in the room
            out = [1, sign * leg.get("turn_out", 0), 0]
            thigh = frame_zx(-np.asarray(leg["thigh"], float), out)
        else:
            thigh = (
                s.turn("pelvis")
                @ turn(Y_AXIS, -sign * leg.get("abduct", 0))
                @ turn(X_AXIS, -leg.get("hip", 0))
                @ turn(Z_AXIS, sign * leg.get("rotate", 0))
            )
        if "shin" in leg:
            shin = frame_zx(-np.asarray(leg["shin"], float), thigh[:, 0])
        else:
            shin = thigh @ turn(X_AXIS, leg.get("knee_flex", 0))
        foot = shin @ turn(X_AXIS, -leg.get("dorsi", 0))
    for bone, rotation in (
        ("upperleg01", thigh),
        ("upperleg02", thigh),
        ("lowerleg01", shin),
        ("lowerleg02", shin),
        ("foot", foot),
    ):
        s.put(f"{bone}.{side}", rotation)
    curl = -heel if "foot" in leg else -leg.get("toes_up", 0)
    s.put(f"toes.{side}", foot @ turn(X_AXIS, curl))


def _arm(s: Skeleton, arm: Pose, side: str, sign: int) -> None:
    rig, chest = s.rig, s.turn("spine01")
    shoulder = s.put(f"upperarm01.{side}", np.eye(3))
    in_chest = arm.get("space") == "chest"
    if "hand" in arm:  # the wrist is planted
        wrist = np.asarray(arm["hand"], float)
        pole = np.asarray(arm.get("elbow", [sign * 0.5, 1, 0]), float)
        if in_chest:
            wrist, pole = s.place("spine01") + chest @ wrist, chest @ pole
        if (missing := overreach(shoulder, wrist, rig.upper_arm, rig.forearm)) > REACH_SLACK:
            raise OutOfReach(f"arm_{side}", missing * 1000)
        elbow = two_bone(shoulder, wrist, rig.upper_arm, rig.forearm, pole)
        upper = frame_zy(-(elbow - shoulder), across(shoulder, wrist, pole))
        fore = frame_zx(-(wrist - elbow), upper[:, 0])
    else:
        upper = (
            chest
            @ turn(Y_AXIS, -sign * arm.get("abduct", 8))
            @ turn(X_AXIS, -arm.get("flex", 0))
            @ turn(Z_AXIS, sign * arm.get("rotate", 0))
        )
        fore = upper @ turn(X_AXIS, -arm.get("elbow_flex", 10))
    roll = -sign * arm.get("pronate", 0)
    hand = fore @ turn(Z_AXIS, roll) @ turn(X_AXIS, -arm.get("wrist", 0))
    back = np.cross(rig.across_hand[side], DOWN) * -sign  # out of the palm, in the hand's frame
    if "fingers" in arm:  # where the fingers point and the palm looks
        along, palm = np.asarray(arm["fingers"], float), np.asarray(arm["palm"], float)
        if in_chest:
            along, palm = chest @ along, chest @ palm
        rest = frame_zx(Z_AXIS, np.cross(unit(back), DOWN))
        hand = frame_zx(-along, np.cross(palm, along)) @ rest.T
        q = fore.T @ hand
        roll = float(np.degrees(np.arctan2(q[1, 0] - q[0, 1], q[0, 0] + q[1, 1])))
    for bone, rotation in (
        ("upperarm01", upper),
        ("upperarm02", upper),
        ("lowerarm01", fore @ turn(Z_AXIS, roll * 0.3)),
        ("lowerarm02", fore @ turn(Z_AXIS, roll * 0.8)),
        ("hand", hand),
    ):
        s.put(f"{bone}.{side}", rotation)
    curl_axis = np.cross(DOWN, back)
    for finger in FINGERS:
        more = 1 + 0.12 * (finger - 2)
        for knuckle in KNUCKLES:
            bone = f"finger{finger}-{knuckle}.{side}"
            local = turn(curl_axis, arm.get("curl", 14) * KNUCKLE_SHARES[knuckle] * more)
            if knuckle == 1:
                local = local @ turn(back, sign * arm.get("close", 12) * (finger - 3.4))
            s.put(bone, s.turn(PARENTS[bone]) @ local)
