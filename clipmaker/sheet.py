"""Contact sheets: the poses of a clip side by side, to be judged by eye."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from clipmaker.poseparts import FPS
from clipmaker.renderer import Picture
from clipmaker.scene import Scene

GAP = 4


def telling_frames(scene: Scene, count: int = 9) -> list[int]:
    """Evenly spread frames of the part that isn't a mirrored repeat, ends included."""
    return [round(i * scene.motion.farthest / (count - 1)) for i in range(count)]


def label(scene: Scene, frame: int) -> str:
    """Time and the key a frame belongs to."""
    names = [key.name for key in scene.clip.keys]
    starts = scene.motion.starts
    at = [i for i in range(len(names)) if starts[i] <= frame]
    return f"{frame / FPS:.2f} s {names[at[-1]]}"


def contact_sheet(
    pictures: Sequence[Picture], labels: Sequence[str], columns: int = 3, width: int = 480
) -> Image.Image:
    """Pictures in rows with their labels."""
    height = round(width * pictures[0].shape[0] / pictures[0].shape[1])
    rows = -(-len(pictures) // columns)
    sheet = Image.new("RGB", (columns * (width + GAP) - GAP, rows * (height + GAP) - GAP), "white")
    pen = ImageDraw.Draw(sheet)
    for i, (picture, words) in enumerate(zip(pictures, labels, strict=True)):
        x, y = i % columns * (width + GAP), i // columns * (height + GAP)
        small = Image.fromarray(np.asarray(picture)).resize(
            (width, height), Image.Resampling.LANCZOS
        )
        sheet.paste(small, (x, y))
        pen.text((x + 8, y + 6), words, fill=(70, 70, 70))
    return sheet


def turned(scene: Scene, picture: Picture) -> Picture:
    """The picture as it is shown: turned over where the clip shows the other leg."""
    return np.ascontiguousarray(picture[:, ::-1]) if scene.clip.flipped else picture


def second_picture(scene: Scene, size: tuple[int, int]) -> Picture:
    """The clip's second picture; two poses stand one above the other."""
    assert scene.clip.second is not None
    names, view = scene.clip.second
    width, height = size
    gap = 0 if len(names) == 1 else height // 90
    part = (height - gap) // len(names)
    renderer = scene.renderer((width, part), 2, view)
    whole = np.full((height, width, 3), 255, np.uint8)
    for i, name in enumerate(names):
        body = scene.body(scene.motion.frame_of(name))
        whole[i * (part + gap) :][:part] = renderer.draw(body.skin, body.shifts)
    return turned(scene, whole)


def preview(scene: Scene, to: Path, frames: Sequence[int] | None = None) -> None:
    """Draw a quick sheet at low resolution; the last picture is the second view, if any."""
    chosen = list(frames) if frames else telling_frames(scene, 8 if scene.clip.second else 9)
    renderer = scene.renderer((480, 270), 2)
    pictures = []
    for frame in chosen:
        body = scene.body(frame)
        pictures.append(turned(scene, renderer.draw(body.skin, body.shifts)))
    labels = [label(scene, frame) for frame in chosen]
    if scene.clip.second:
        pictures.append(second_picture(scene, (480, 270)))
        labels.append("second picture")
    contact_sheet(pictures, labels).save(to)
