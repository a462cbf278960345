"""The clips of a pack: whole, broken, missing, still to come."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from backrehab.storage.pack_check import check_pack
from tests.storage.packs import (
    BRIDGING,
    RESOURCES,
    Document,
    bridging_of,
    shipped_copy,
    write,
)


@pytest.fixture
def shipped() -> Document:
    return shipped_copy()


def _pack(folder: Path, document: Document, clip: str = "bridging.webm") -> Path:
    """A pack whose only clip is bridging's; returns where that clip belongs."""
    for section in document["sections"]:
        for exercise in section["exercises"]:
            exercise.pop("clip_to_come", None)
            del exercise["clip"]
    bridging_of(document)["clip"] = clip
    write(document, folder)
    (folder / "videos").mkdir()
    return folder / "videos" / clip


REAL_CLIP = (RESOURCES / "videos" / "bridging.webm").read_bytes()


def _box(kind: bytes, content: bytes = b"") -> bytes:
    return (8 + len(content)).to_bytes(4) + kind + content


MP4 = _box(b"ftyp", b"isom0000") + _box(b"moov", b"index") + _box(b"mdat", b"x" * 500)
EBML_OF_NO_LENGTH = REAL_CLIP[:4] + b"\x80" + b"\x18\x53\x80\x67\x01" + b"\xff" * 7


def test_a_whole_clip_is_no_problem(tmp_path: Path, shipped: Document) -> None:
    _pack(tmp_path, shipped).write_bytes(REAL_CLIP)

    report = check_pack(tmp_path)

    assert (report.problems, report.notes) == ((), ())


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(MP4, id="MP4"),
        pytest.param(_box(b"wide") + _box(b"mdat") + _box(b"moov"), id="old MOV"),
        pytest.param(_box(b"moov") + b"\x00\x00\x00\x00mdat" + b"x" * 99, id="to the end"),
        pytest.param(
            _box(b"moov") + b"\x00\x00\x00\x01mdat" + (20).to_bytes(8) + b"x" * 4, id="64 bits"
        ),
        pytest.param(_box(b"moov") + _box(b"free") * 2000, id="MP4 of thousands of boxes"),
        pytest.param(EBML_OF_NO_LENGTH + b"rest", id="WebM of no written length"),
    ],
)
def test_videos_as_phones_and_recorders_write_them_pass(
    raw: bytes, tmp_path: Path, shipped: Document
) -> None:
    _pack(tmp_path, shipped).write_bytes(raw)

    assert check_pack(tmp_path).problems == ()


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        pytest.param(b"", "an empty file", id="empty"),
        pytest.param(b"not a video at all\n" * 9, "a file of another kind", id="text"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"0" * 99, "a file of another kind", id="picture"),
        pytest.param(b"\x1aE", "a file of another kind", id="two bytes"),
        pytest.param(REAL_CLIP[:4], "a video cut short", id="WebM, first bytes only"),
        pytest.param(REAL_CLIP[:30], "a video cut short", id="WebM, in its header"),
        pytest.param(REAL_CLIP[:38], "a video cut short", id="WebM, before its length"),
        pytest.param(REAL_CLIP[:44], "a video cut short", id="WebM, in its length"),
        pytest.param(
            REAL_CLIP[: len(REAL_CLIP) // 2],
            f"a video cut short ({len(REAL_CLIP) // 2:,} of {len(REAL_CLIP):,} bytes)",
            id="WebM, half",
        ),
        pytest.param(
            REAL_CLIP[:-1],
            f"a video cut short ({len(REAL_CLIP) - 1:,} of {len(REAL_CLIP):,} bytes)",
            id="WebM, last byte",
        ),
        pytest.param(EBML_OF_NO_LENGTH, "a video cut short", id="WebM, nothing after its length"),
        pytest.param(
            REAL_CLIP[:4] + b"\x80" + b"not a segment",
            "a file of another kind",
            id="EBML only",
        ),
        pytest.param(
            REAL_CLIP[:40] + b"\x00" * 99, "a video cut short", id="WebM, a length of nothing"
        ),
        pytest.param(MP4[:-1], "a video cut short (536 of 537 bytes)", id="MP4, last byte"),
        pytest.param(
            _box(b"ftyp") + _box(b"mdat", b"x" * 99),
            "a video without its index, cut short",
            id="MP4, never finished",
        ),
        pytest.param(
            _box(b"ftyp") + b"\x00\x00\x00\x04moov", "a damaged video", id="MP4, a box of 4 bytes"
        ),
    ],
)
def test_a_broken_clip_is_a_problem(
    raw: bytes, fault: str, tmp_path: Path, shipped: Document
) -> None:
    _pack(tmp_path, shipped).write_bytes(raw)

    (problem,) = check_pack(tmp_path).problems

    assert problem.path == f"{BRIDGING}.clip"
    assert problem.found == f"videos/bridging.webm, {fault}"


def test_a_folder_in_the_place_of_a_clip_is_a_problem(tmp_path: Path, shipped: Document) -> None:
    _pack(tmp_path, shipped).mkdir()

    (problem,) = check_pack(tmp_path).problems

    assert problem.found == "videos/bridging.webm, a folder"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_in_the_place_of_a_clip_is_not_waited_for(
    tmp_path: Path, shipped: Document
) -> None:
    os.mkfifo(_pack(tmp_path, shipped))

    (problem,) = check_pack(tmp_path).problems

    assert problem.found == "videos/bridging.webm, not a file"


def test_a_link_out_of_the_pack_is_a_problem(tmp_path: Path, shipped: Document) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    outside = tmp_path / "outside.webm"
    outside.write_bytes(REAL_CLIP)
    _pack(pack, shipped).symlink_to(outside)

    (problem,) = check_pack(pack).problems

    assert problem.found == "videos/bridging.webm, which leads out of the pack"


def test_links_in_a_circle_are_a_problem(tmp_path: Path, shipped: Document) -> None:
    clip = _pack(tmp_path, shipped)
    clip.symlink_to(clip)

    assert [problem.path for problem in check_pack(tmp_path).problems] == [f"{BRIDGING}.clip"]


def test_a_name_too_long_for_the_disk_is_a_problem(tmp_path: Path, shipped: Document) -> None:
    _pack(tmp_path, shipped, clip="ü" * 200)

    assert [problem.path for problem in check_pack(tmp_path).problems] == [f"{BRIDGING}.clip"]


def test_a_missing_clip_is_a_problem_with_the_name_that_may_be_meant(
    tmp_path: Path, shipped: Document
) -> None:
    clip = _pack(tmp_path, shipped)
    clip.with_name("Briding.webm").write_bytes(REAL_CLIP)

    (problem,) = check_pack(tmp_path).problems

    assert problem.found == "no file videos/bridging.webm"
    assert problem.hint == "Briding.webm"


def test_a_missing_folder_of_clips_is_told_clip_by_clip(tmp_path: Path, shipped: Document) -> None:
    _pack(tmp_path, shipped).parent.rmdir()

    (problem,) = check_pack(tmp_path).problems

    assert problem.found == "no file videos/bridging.webm"


def test_a_clip_announced_as_to_come_is_only_noted(tmp_path: Path, shipped: Document) -> None:
    bridging_of(shipped)["clip_to_come"] = True
    clip = _pack(tmp_path, shipped)
    bridging_of(shipped)["clip_to_come"] = True
    (tmp_path / "exercises.json").write_text(json.dumps(shipped), encoding="utf-8")

    report = check_pack(tmp_path)
    assert report.problems == ()
    assert [note.found for note in report.notes] == ["no file videos/bridging.webm"]

    clip.write_bytes(REAL_CLIP)
    report = check_pack(tmp_path)
    assert report.problems == ()
    assert [note.expected for note in report.notes] == ["no clip_to_come"]

    clip.write_bytes(b"broken")
    assert [problem.path for problem in check_pack(tmp_path).problems] == [f"{BRIDGING}.clip"]


def test_clips_are_looked_at_even_when_the_document_hasproblems_in(
    tmp_path: Path, shipped: Document
) -> None:
    _pack(tmp_path, shipped).write_bytes(b"")
    bridging_of(shipped)["title"] = 5
    (tmp_path / "exercises.json").write_text(json.dumps(shipped), encoding="utf-8")

    assert [problem.path for problem in check_pack(tmp_path).problems] == [
        f"{BRIDGING}.title",
        f"{BRIDGING}.clip",
    ]


def test_a_pack_without_a_document_is_reported_too(tmp_path: Path) -> None:
    report = check_pack(tmp_path)

    assert report.file == tmp_path / "exercises.json"
    assert [problem.found for problem in report.problems] == ["no such file"]
