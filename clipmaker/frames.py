"""Draws the frames of a clip; each different picture once, kept on disk until it changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import numpy as np
from PIL import Image

from clipmaker import renderer
from clipmaker.errors import ClipError, Fault
from clipmaker.figure import FIGURES
from clipmaker.renderer import Picture
from clipmaker.scene import Scene

DIGITS = 4  # poses are the same if their numbers agree to this many decimals


def _rounded(value: object) -> object:
    if isinstance(value, float):
        return round(value, DIGITS) + 0.0  # no minus zero
    if isinstance(value, dict):
        return {k: _rounded(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(v) for v in value]
    return value


class FrameStore:
    """The finished frames of one clip in a folder, named by all that decides their pixels."""

    def __init__(self, scene: Scene, folder: Path, size: tuple[int, int]) -> None:
        self._scene, self._size = scene, size
        self._folder = folder / scene.clip.id
        self._renderer: renderer.Renderer | None = None
        clip = scene.clip
        body = hashlib.sha256()
        for name in ("topology.npz", f"{clip.figure}.npz"):
            body.update((FIGURES / name).read_bytes())
        self._base = {
            "look": renderer.LOOK,
            "figure": body.hexdigest(),
            "colours": asdict(scene.figure.colours),
            "camera": asdict(clip.camera),
            "centre": clip.centre,
            "sun": clip.sun,
            "props": clip.props,
            "size": size,
        }

    def key(self, frame: int) -> str:
        """Name of the picture a frame shows; frames that look the same share it."""
        what = self._base | {"pose": self._scene.motion.pose(frame)}
        text = json.dumps(_rounded(what), sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:24]

    def keys(self) -> list[str]:
        """Picture names of the whole cycle."""
        return [self.key(frame) for frame in range(self._scene.motion.count)]

    def _file(self, key: str) -> Path:
        return self._folder / f"{key}.png"

    def draw_missing(self, done: Callable[[], None]) -> int:
        """Draw what isn't there yet, calling `done` after each picture; gives how many."""
        self._make_folder()
        first: dict[str, int] = {}
        for frame, key in enumerate(self.keys()):
            first.setdefault(key, frame)
        drawn = 0
        for key, frame in first.items():
            if not self._file(key).exists():
                self._draw(key, frame)
                drawn += 1
            done()
        return drawn

    def _make_folder(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ClipError(Fault(self._folder, 0, f"can't be made: {error.strerror}")) from error

    def _draw(self, key: str, frame: int) -> None:
        if self._renderer is None:
            self._renderer = self._scene.renderer(self._size)
        body = self._scene.body(frame)
        picture = self._renderer.draw(body.skin, body.shifts)
        target = self._file(key)
        part = target.with_suffix(".part")
        try:
            Image.fromarray(picture).save(part, "PNG", compress_level=1)
            part.replace(target)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise ClipError(Fault(target, 0, f"can't be written: {error.strerror}")) from error

    def pictures(self) -> Iterator[Picture]:
        """Every frame of the cycle in order."""
        before, picture = "", np.empty(0, np.uint8)
        for key in self.keys():
            if key != before:
                with Image.open(self._file(key)) as image:
                    picture = np.asarray(image.convert("RGB"))
                if self._scene.clip.flipped:
                    picture = np.ascontiguousarray(picture[:, ::-1])
                before = key
            yield picture

    def clear_others(self) -> None:
        """Throw away pictures that no frame shows any more."""
        wanted = {f"{key}.png" for key in self.keys()}
        for path in self._folder.iterdir():
            if path.name not in wanted:
                path.unlink()
