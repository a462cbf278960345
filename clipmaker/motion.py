"""From keys to the pose of every frame: smooth, no overshoot, and the end meets the start."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
from scipy.interpolate import PchipInterpolator

from clipmaker.posefile import PoseFile
from clipmaker.poseparts import FPS, leaves
from clipmaker.rotations import Pose


class Motion:
    """One cycle.

    Numbers follow a monotone cubic through the keys, which stands still at holds and turning
    points. When the way back mirrors the way there, the last key is a hold (or the turning point)
    and the moves before it are played backwards.
    """

    def __init__(self, clip: PoseFile) -> None:
        self.clip = clip
        lengths = [round(key.seconds * FPS) for key in clip.keys]
        poses = [key.pose for key in clip.keys]
        self.starts = np.concatenate([[0], np.cumsum(lengths)]).tolist()
        self.there = int(self.starts[-1])
        self._still_until = lengths[0] if clip.keys[0].mark == "start" else 0
        self._turn = self.there
        if clip.mirrors_back:
            if clip.keys[-1].mark == "hold":
                self._turn = int(self.starts[-2])
            self.count = self.there + self._turn - self._still_until
        else:
            self.count = self.there
        self._curves(lengths, poses)

    def _curves(self, lengths: list[int], poses: list[Pose]) -> None:
        sequence = [self.clip.start, *poses]  # sequence[i] is where key i sets out from
        if self.clip.mirrors_back:
            last = len(poses) - 1 if self._turn == self.there else len(poses) - 2
            back = range(last, 0 if self._still_until else -1, -1)
            lengths = lengths + [lengths[i] for i in back]
            sequence += [sequence[i] for i in back]
        times = np.concatenate([[0], np.cumsum(lengths)])
        period = int(times[-1])
        # One cycle before and after, so that the loop point is as smooth as any other.
        around = np.concatenate([times[:-1] - period, times, times[1:] + period])
        rows = [*sequence[:-1], *sequence, *sequence[1:]]
        self._paths: list[tuple[tuple[str, str], Any]] = []
        for path, value in leaves(poses[-1]):
            if isinstance(value, str):
                continue
            values = np.array([np.atleast_1d(row[path[0]][path[1]]) for row in rows], float)
            self._paths.append((path, PchipInterpolator(around, values)))
        self._pattern = poses[-1]

    def same_as(self, frame: int) -> int:
        """The first frame that shows this very pose."""
        frame %= self.count
        if frame >= self.there:  # on the mirrored way back
            frame = self._turn - (frame - self.there)
        if self._turn < frame < self.there:
            frame = self._turn
        if frame < self._still_until:
            frame = 0
        return 0 if frame <= self._still_until else frame

    def pose(self, frame: int) -> Pose:
        """The pose of a frame."""
        out = copy.deepcopy(self._pattern)
        at = self.same_as(frame)
        for (group, name), curve in self._paths:
            value = curve(float(at))
            out[group][name] = value.tolist() if len(value) > 1 else float(value[0])
        return out

    @property
    def farthest(self) -> int:
        """The first frame of the pose the movement leads to, or the last frame of the cycle."""
        return self._turn if self.clip.mirrors_back else self.count - 1

    def marks(self) -> list[tuple[str, int]]:
        """(name, first frame) of each mark, in order."""
        found = [
            (key.mark, int(self.starts[i])) for i, key in enumerate(self.clip.keys) if key.mark
        ]
        if self.clip.mirrors_back:
            found.append(("return", self.there))
        return found

    def sub_marks(self) -> list[tuple[str, int]]:
        """(name, first frame) of finer marks inside a move."""
        return [
            (key.name, int(self.starts[i]))
            for i, key in enumerate(self.clip.keys)
            if key.is_sub_mark
        ]

    def frame_of(self, name: str) -> int:
        """The frame at which the named key's pose is reached."""
        for i, key in enumerate(self.clip.keys):
            if key.name == name:
                return int(self.starts[i + 1]) % self.count
        raise KeyError(name)
