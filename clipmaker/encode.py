"""Frames to VP9 in WebM with ffmpeg: small enough, quick to seek, never half-written."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from clipmaker.errors import ClipError, Fault
from clipmaker.renderer import Picture

LARGEST = 500_000  # bytes a clip may have
QUALITIES = (36, 40, 44, 48, 52)  # tried in turn until the clip is small enough
KEY_EVERY = 15  # frames
COLOURS = "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p"
TAGS = ["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"]


def ffmpeg() -> str:
    """The encoder; its absence is a fault."""
    return _program("ffmpeg")


def ffprobe() -> str:
    """What tells of a video; it comes with the encoder."""
    return _program("ffprobe")


def _program(name: str) -> str:
    found = shutil.which(name)
    if not found:
        raise ClipError(Fault(Path(name), 0, "not found; install ffmpeg and try again"))
    return found


def webm(fps: int, key_frames: list[int], quality: int) -> list[str]:
    """The encoder's options for a clip, the same bytes each time."""
    # A hair before the frame's own time: ffmpeg takes the first frame at or after it.
    times = ",".join(f"{max(0.0, (k - 0.25) / fps):.4f}" for k in key_frames)
    return [
        *TAGS, "-color_range", "tv", "-c:v", "libvpx-vp9", "-b:v", "0", "-crf", str(quality),
        "-g", str(KEY_EVERY), "-force_key_frames", times, "-row-mt", "1", "-threads", "2",
        "-deadline", "good", "-cpu-used", "4", "-map_metadata", "-1", "-fflags", "+bitexact",
        "-flags:v", "+bitexact", "-f", "webm",
    ]  # fmt: skip


def encode(
    pictures: Iterable[Picture], size: tuple[int, int], fps: int, key_frames: list[int], to: Path
) -> int:
    """Write the clip; gives the quality (crf) it needed.

    The file appears under its name only when it is complete.
    """
    frames = [p.tobytes() for p in pictures]
    part = to.with_name(f".{to.name}.part")
    try:
        for quality in QUALITIES:
            _run(frames, size, fps, key_frames, quality, part, to)
            if part.stat().st_size <= LARGEST:
                part.replace(to)
                return quality
    finally:
        part.unlink(missing_ok=True)
    raise ClipError(Fault(to, 0, f"stays above {LARGEST} bytes even at crf {QUALITIES[-1]}"))


def _run(
    frames: list[bytes], size: tuple[int, int], fps: int, key_frames: list[int], quality: int,
    part: Path, to: Path,
) -> None:  # fmt: skip
    command = [
        ffmpeg(), "-nostdin", "-y", "-loglevel", "error",
        "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{size[0]}x{size[1]}", "-r", str(fps),
        "-i", "pipe:0", "-an", "-vf", COLOURS, *webm(fps, key_frames, quality), str(part),
    ]  # fmt: skip
    done = subprocess.run(command, input=b"".join(frames), capture_output=True, check=False)
    if done.returncode:
        words = done.stderr.decode(errors="replace").strip().splitlines()
        why = words[-1] if words else f"exit code {done.returncode}"
        raise ClipError(Fault(to, 0, f"ffmpeg could not write the clip: {why}"))
