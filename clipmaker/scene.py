"""A clip's figure, furniture and cameras brought together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clipmaker.errors import ClipError, Fault, OutOfReach
from clipmaker.figure import Figure, figure
from clipmaker.motion import Motion
from clipmaker.posefile import PoseFile
from clipmaker.poseparts import View
from clipmaker.props import Furniture, Prop, Surface, floor, make
from clipmaker.renderer import Camera, Renderer
from clipmaker.rig import Skeleton
from clipmaker.rotations import Array


@dataclass(frozen=True, slots=True)
class Body:
    """The figure in one frame: bones, skin carried by them, skin pressed by what it meets."""

    skeleton: Skeleton
    free: Array
    skin: Array
    shifts: dict[str, Array]  # of props that move


class Scene:
    """Everything needed to place and draw any frame of a clip."""

    def __init__(self, clip: PoseFile) -> None:
        self.clip = clip
        self.motion = Motion(clip)
        self.figure: Figure = figure(clip.figure)
        self.furniture: list[Furniture] = []
        for i, table in enumerate(clip.props):
            figures = {k: v for k, v in table.items() if k != "kind"}
            try:
                self.furniture.append(make(table["kind"], **figures))
            except TypeError as error:
                line = clip.lines.find(f"prop[{i}]")
                raise ClipError(Fault(clip.path, line, f"wrong prop: {error}")) from error
        self.surfaces: list[Surface] = [floor(), *(s for f in self.furniture for s in f.surfaces)]

    @property
    def props(self) -> list[Prop]:
        """Every shape to draw beside the figure."""
        return [prop for piece in self.furniture for prop in piece.props]

    def skeleton(self, frame: int) -> Skeleton:
        """The bones in a frame; an impossible reach is a fault at the key it belongs to."""
        try:
            return self.figure.rig.solve(self.motion.pose(frame))
        except OutOfReach as error:
            at = self.motion.same_as(frame)
            i = max(i for i in range(len(self.clip.keys)) if self.motion.starts[i] <= at)
            words = f"{error} (frame {frame}, key {self.clip.keys[i].name!r})"
            raise ClipError(Fault(self.clip.path, self.clip.keys[i].line, words)) from error

    def body(self, frame: int) -> Body:
        """The figure in a frame."""
        skeleton = self.skeleton(frame)
        free = self.figure.skin.posed(skeleton)
        skin = free
        for surface in self.surfaces:
            skin = surface.press(skin)
        pose = self.motion.pose(frame)
        shifts = {
            prop.moves_with: np.asarray(pose[prop.moves_with]["at"])
            for prop in self.props
            if prop.moves_with
        }
        return Body(skeleton, free, skin, shifts)

    def camera(self, view: View | None = None) -> Camera:
        """The clip's camera, or another."""
        v = view or self.clip.camera
        return Camera(np.asarray(v.eye, float), np.asarray(v.at, float), v.angle)

    def renderer(
        self, size: tuple[int, int] = (1280, 720), samples: int = 2, view: View | None = None
    ) -> Renderer:
        """A renderer for frames of this clip."""
        return Renderer(
            self.figure,
            self.props,
            self.camera(view),
            self.clip.centre,
            size,
            samples,
            self.clip.sun,
        )
