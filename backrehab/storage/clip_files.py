"""The clips of a pack as files: where one is, and whether it can be a whole video at all.

Nothing is played here: the first bytes and the sizes written in the file tell a video from a
text file and a whole one from a copy that stopped half way.
"""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

FOLDER = "videos"

KINDS = "a whole WebM, MKV, MP4 or MOV video"

_EBML = b"\x1a\x45\xdf\xa3"
_SEGMENT = b"\x18\x53\x80\x67"
_UNKNOWN = -1
_FIRST_BOXES = frozenset({b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"})
_MOST_BOXES = 1000


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a clip can't be shown, in a few words; a missing one is told from a broken one."""

    found: str
    is_missing: bool = False


def fault_of(pack: Path, clip: str) -> Fault | None:
    """What keeps the file named `clip` ("" for none) from being shown, if anything does."""
    if not clip:
        return None
    file = pack / FOLDER / clip
    name = f"{FOLDER}/{clip}"
    try:
        if not _is_inside(pack, file):
            return Fault(f"{name}, which leads out of the pack")
        words = _fault_in(file)
    except FileNotFoundError:
        return Fault(f"no file {name}", is_missing=True)
    except OSError as error:
        return Fault(f"{name}, a file that can't be read ({error.strerror})")
    return Fault(f"{name}, {words}") if words else None


def names_in(pack: Path) -> set[str]:
    """What lies in the folder of clips; nothing when it can't be read."""
    try:
        return {entry.name for entry in (pack / FOLDER).iterdir()}
    except OSError:
        return set()


def _is_inside(pack: Path, file: Path) -> bool:
    try:
        return file.resolve().is_relative_to(pack.resolve())
    except RuntimeError:
        # Links that lead round in a circle, before Python 3.13.
        return False


def _fault_in(file: Path) -> str:
    status = file.stat()
    if stat.S_ISDIR(status.st_mode):
        return "a folder"
    if not stat.S_ISREG(status.st_mode):
        return "not a file"
    if status.st_size == 0:
        return "an empty file"
    with file.open("rb") as stream:
        return _fault_in_stream(stream, status.st_size)


def _fault_in_stream(stream: BinaryIO, size: int) -> str:
    start = stream.read(8)
    stream.seek(0)
    if start.startswith(_EBML):
        return _fault_in_matroska(stream, size)
    if start[4:8] in _FIRST_BOXES:
        return _fault_in_mp4(stream, size)
    return "a file of another kind"


def _fault_in_matroska(stream: BinaryIO, size: int) -> str:
    """Matroska and WebM: a header, then one segment that says how long it is (RFC 8794, 9559)."""
    stream.seek(len(_EBML))
    header_bytes = _matroska_size(stream)
    if header_bytes in {None, _UNKNOWN} or stream.tell() + header_bytes >= size:
        return "a video cut short"
    stream.seek(header_bytes, 1)
    name = stream.read(len(_SEGMENT))
    if name != _SEGMENT:
        return "a video cut short" if _SEGMENT.startswith(name) else "a file of another kind"
    segment_bytes = _matroska_size(stream)
    if segment_bytes is None:
        return "a video cut short"
    if segment_bytes == _UNKNOWN:
        # A recorder that wrote as it went never knew its length; then no end can be missing.
        return "" if stream.read(1) else "a video cut short"
    return _cut_short(stream.tell() + segment_bytes, size)


def _matroska_size(stream: BinaryIO) -> int | None:
    """The length at the stream's place, `_UNKNOWN`, or `None` when there is none."""
    first = stream.read(1)
    if not first or not first[0]:
        return None
    length = 9 - first[0].bit_length()
    rest = stream.read(length - 1)
    if len(rest) < length - 1:
        return None
    number = int.from_bytes(first + rest) - (1 << 7 * length)
    return _UNKNOWN if number == (1 << 7 * length) - 1 else number


def _fault_in_mp4(stream: BinaryIO, size: int) -> str:
    """MP4, MOV and 3GP: boxes one after the other, of which `moov` is the index."""
    at, has_index = 0, False
    for _ in range(_MOST_BOXES):
        if at >= size:
            break
        stream.seek(at)
        head = stream.read(16)
        box_bytes, kind = int.from_bytes(head[:4]), head[4:8]
        if box_bytes == 1:
            box_bytes = int.from_bytes(head[8:16])
        elif box_bytes == 0:
            box_bytes = size - at
        if box_bytes < 8 or at + box_bytes > size:
            return _cut_short(at + max(box_bytes, 8), size) or "a damaged video"
        has_index = has_index or kind == b"moov"
        at += box_bytes
    return "" if has_index else "a video without its index, cut short"


def _cut_short(needed: int, size: int) -> str:
    return f"a video cut short ({size:,} of {needed:,} bytes)" if needed > size else ""
