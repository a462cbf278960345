"""Numbered twins: as long as a clip and cut alike, but each picture only tells its number.

What plays a clip can't be asked which picture it shows. On a twin it can be read from the picture
itself, and so it can be measured whether picture and timer are one. The blocks are laid out in
`backrehab.core.frame_numbers`.
"""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from backrehab.core.frame_numbers import BLOCKS, NUMBERS, blocks_of, number_of
from clipmaker.encode import ffmpeg, ffprobe, webm
from clipmaker.errors import ClipError, Fault

LARGEST = 60_000  # bytes a twin may have
QUALITY = 40
_COLUMNS = 8  # the picture is made of so many, and the middle two are the blocks
_GREY = 126
_ENLARGE = "scale={0}x{1}:flags=neighbor:out_color_matrix=bt709:out_range=tv,format=yuv420p"


@dataclass(frozen=True, slots=True)
class Cut:
    """What a clip and its twin have to have in common."""

    width: int
    height: int
    fps: str
    frames: int
    key_frames: tuple[int, ...]


def cut_of(clip: Path) -> Cut:
    """Reads it from the file."""
    command = [
        ffprobe(), "-v", "error", "-select_streams", "v:0", "-of", "json", "-show_entries",
        "stream=width,height,r_frame_rate:packet=flags", str(clip),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ClipError(Fault(clip, 0, "can't be read as a video"))
    told: dict[str, Any] = json.loads(done.stdout)
    stream, packets = told["streams"][0], told["packets"]
    keys = (no for no, packet in enumerate(packets) if "K" in packet["flags"])
    return Cut(
        stream["width"], stream["height"], stream["r_frame_rate"], len(packets), tuple(keys)
    )


def make(clip: Path, to: Path) -> int:
    """Writes the twin of a clip; gives its size in bytes.

    The file appears under its name only when it is complete and agrees with the clip.
    """
    cut = cut_of(clip)
    if cut.frames > NUMBERS:
        raise ClipError(Fault(clip, 0, f"has {cut.frames} frames; a twin counts to {NUMBERS}"))
    pictures = np.full((cut.frames, BLOCKS, _COLUMNS), _GREY, np.uint8)
    middle = slice(_COLUMNS // 2 - 1, _COLUMNS // 2 + 1)
    for number in range(cut.frames):
        pictures[number, :, middle] = np.where(blocks_of(number), 255, 0)[:, None]
    fps = int(cut.fps.removesuffix("/1"))
    part = to.with_name(f".{to.name}.part")
    command = [
        ffmpeg(), "-nostdin", "-y", "-loglevel", "error",
        "-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{_COLUMNS}x{BLOCKS}", "-r", str(fps),
        "-i", "pipe:0", "-an", "-vf", _ENLARGE.format(cut.width, cut.height),
        *webm(fps, list(cut.key_frames), QUALITY), str(part),
    ]  # fmt: skip
    try:
        done = subprocess.run(command, input=pictures.tobytes(), capture_output=True, check=False)
        if done.returncode:
            why = done.stderr.decode(errors="replace").strip()
            raise ClipError(Fault(to, 0, f"ffmpeg could not write the twin: {why}"))
        if faults := compare(clip, part):
            raise ClipError(*(Fault(to, 0, words) for words in faults))
        size = part.stat().st_size
        part.replace(to)
    finally:
        part.unlink(missing_ok=True)
    return size


def compare(clip: Path, twin: Path) -> list[str]:
    """In what a twin differs from what its clip needs; empty where all is well."""
    wanted, found = cut_of(clip), cut_of(twin)
    faults = [
        f"{name}: {getattr(found, name)}, not {getattr(wanted, name)}"
        for name in Cut.__slots__
        if getattr(found, name) != getattr(wanted, name)
    ]
    numbers = read_numbers(twin)
    if numbers != list(range(wanted.frames)):
        wrong = [no for no, number in enumerate(numbers) if number != no]
        faults.append(f"{len(wrong)} pictures don't tell their number, such as {wrong[:3]}")
    if twin.stat().st_size > LARGEST:
        faults.append(f"{twin.stat().st_size} bytes, more than {LARGEST}")
    return faults


def read_numbers(twin: Path) -> list[int | None]:
    """The number of each picture, read from the middle of its blocks."""
    command = [
        ffmpeg(), "-nostdin", "-v", "error", "-i", str(twin), "-vf",
        f"crop=8:ih,scale=1:{3 * BLOCKS}:flags=area,format=gray",
        "-f", "rawvideo", "-pix_fmt", "gray", "pipe:1",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, check=False)
    rows = np.frombuffer(done.stdout, np.uint8).reshape(-1, BLOCKS, 3)
    return [number_of([int(value) for value in row]) for row in rows[:, :, 1]]
