"""Makes a finished clip: frames, video, poster, second picture, JSON."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from rich.progress import Progress

from clipmaker import sidecar
from clipmaker.encode import encode, ffmpeg
from clipmaker.errors import ClipError, Fault
from clipmaker.frames import FrameStore
from clipmaker.poseparts import FPS
from clipmaker.renderer import Picture
from clipmaker.scene import Scene
from clipmaker.sheet import contact_sheet, label, second_picture, telling_frames

SIZE = (1280, 720)
POSTER_QUALITY = 85


@dataclass(frozen=True, slots=True)
class Made:
    """What making a clip took."""

    id: str
    frames: int
    pictures: int
    drawn: int
    draw_seconds: float
    encode_seconds: float
    quality: int
    size_bytes: int


def save_picture(picture: Picture, to: Path, **options: object) -> None:
    """Write a WebP or JPEG completely or not at all."""
    part = to.with_name(f".{to.name}.part")
    try:
        kind = {".webp": "WEBP", ".jpg": "JPEG"}[to.suffix]
        Image.fromarray(picture).save(part, kind, **options)
        part.replace(to)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise ClipError(Fault(to, 0, f"can't be written: {error.strerror}")) from error


def render(
    scene: Scene, videos: Path, sheets: Path, store_folder: Path, progress: Progress
) -> Made:
    """Draw and encode one clip; frames drawn before are used again."""
    ffmpeg()  # its absence should be known before minutes of drawing
    clip, motion = scene.clip, scene.motion
    store = FrameStore(scene, store_folder, SIZE)
    keys = store.keys()
    bar = progress.add_task(clip.id, total=len(set(keys)))
    began = time.monotonic()
    drawn = store.draw_missing(lambda: progress.advance(bar))
    drew = time.monotonic()
    pictures = list(store.pictures())
    marked = [frame for _, frame in motion.marks() + motion.sub_marks()]
    for folder in (videos, sheets):
        folder.mkdir(parents=True, exist_ok=True)
    video = videos / f"{clip.id}.webm"
    quality = encode(pictures, SIZE, FPS, sorted({0, *marked}), video)
    encoded = time.monotonic()
    poster = pictures[motion.frame_of(clip.poster)]
    save_picture(poster, videos / f"{clip.id}.webp", quality=POSTER_QUALITY, method=6)
    if clip.second:
        second = second_picture(scene, SIZE)
        save_picture(second, videos / f"{clip.id}.2.webp", quality=POSTER_QUALITY, method=6)
    sidecar.write(scene, videos / f"{clip.id}.json", SIZE)
    chosen = telling_frames(scene)
    sheet = contact_sheet([pictures[f] for f in chosen], [label(scene, f) for f in chosen], 3, 400)
    sheet.save(sheets / f"{clip.id}.jpg", quality=80, optimize=True)
    store.clear_others()
    return Made(
        clip.id, len(keys), len(set(keys)), drawn, drew - began, encoded - drew, quality,
        video.stat().st_size,
    )  # fmt: skip
