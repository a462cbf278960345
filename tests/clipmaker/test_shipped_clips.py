"""The clips as they are shipped: whole, small, and as their JSON says."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
VIDEOS = ROOT / "resources" / "videos"
IDS = sorted(path.stem for path in (ROOT / "clipmaker" / "poses").glob("*.toml"))
SECOND_PICTURES = {"single-leg-stance", "lumbar-knee-rolling", "pelvic-rocking"}


def facts(clip_id: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((VIDEOS / f"{clip_id}.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("clip_id", IDS)
def test_a_clip_is_complete_and_small(clip_id: str) -> None:
    video = VIDEOS / f"{clip_id}.webm"
    assert video.read_bytes()[:4] == b"\x1a\x45\xdf\xa3"
    assert video.stat().st_size <= 500_000
    assert (VIDEOS / f"{clip_id}.webp").read_bytes()[8:12] == b"WEBP"
    if clip_id in SECOND_PICTURES:
        assert (VIDEOS / f"{clip_id}.2.webp").read_bytes()[8:12] == b"WEBP"


@pytest.mark.parametrize("clip_id", IDS)
def test_the_json_tells_what_the_program_needs(clip_id: str) -> None:
    told = facts(clip_id)
    assert 6000 <= told["duration_ms"] <= 16000
    assert (told["width"], told["height"]) == (1280, 720)
    names = [mark["name"] for mark in told["marks"]]
    assert names in (["start", "move", "hold", "return"], ["start", "move", "return"])
    times = [mark["at_ms"] for mark in told["marks"]]
    assert times[0] == 0
    assert times == sorted(times)
    assert times[-1] < told["duration_ms"]
    assert told["side_shown"] in ("left", "right", "none", "both")
    x, y, w, h = told["safe_box"]
    assert 0 <= x < x + w <= 1.0001
    assert 0 <= y < y + h <= 1.0001
    for lines in told.get("arrows", {}).values():
        assert all(0 <= v <= 1 for line in lines for point in line for v in point)


@pytest.mark.skipif(not shutil.which("ffprobe"), reason="ffprobe is not installed")
@pytest.mark.parametrize("clip_id", IDS)
def test_a_clip_lasts_as_long_as_its_json_says(clip_id: str) -> None:
    told = facts(clip_id)
    probe = ["ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries"]
    packets = subprocess.run(
        [*probe, "packet=pts_time,flags", "-of", "csv=p=0", str(VIDEOS / f"{clip_id}.webm")],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert len(packets) * 1000 / told["fps"] == pytest.approx(told["duration_ms"], abs=1)
    keys = {round(float(p.split(",")[0]) * 1000) for p in packets if ",K" in p}
    for mark in told["marks"]:
        assert any(abs(key - mark["at_ms"]) <= 2 for key in keys), mark


def test_all_clips_together_are_at_most_12_megabytes() -> None:
    assert sum(path.stat().st_size for path in VIDEOS.iterdir()) <= 12_000_000
