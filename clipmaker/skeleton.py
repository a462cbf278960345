"""The bones the figure is posed with and how they hang together."""

from __future__ import annotations

SIDES = ("L", "R")
SPINE = (
    "pelvis", "spine05", "spine04", "spine03", "spine02", "spine01",
    "neck01", "neck02", "neck03", "head",
)  # fmt: skip
ARM = ("clavicle", "upperarm01", "upperarm02", "lowerarm01", "lowerarm02", "hand")
LEG = ("upperleg01", "upperleg02", "lowerleg01", "lowerleg02", "foot", "toes")
FINGERS = (2, 3, 4, 5)  # the thumb moves with the hand
KNUCKLES = (1, 2, 3)


def _tree() -> tuple[tuple[str, ...], dict[str, str]]:
    bones = list(SPINE)
    parents = dict(zip(SPINE[1:], SPINE[:-1], strict=True))

    def hang(chain: list[str], parent: str) -> None:
        for bone in chain:
            bones.append(bone)
            parents[bone] = parent
            parent = bone

    for side in SIDES:
        hang([f"{bone}.{side}" for bone in ARM], "spine01")
        hang([f"{bone}.{side}" for bone in LEG], "pelvis")
        for finger in FINGERS:
            hang([f"finger{finger}-{knuckle}.{side}" for knuckle in KNUCKLES], f"hand.{side}")
    return tuple(bones), parents


BONES, PARENTS = _tree()
INDEX = {bone: i for i, bone in enumerate(BONES)}
