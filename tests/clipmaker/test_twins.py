"""The numbered twins as they are shipped: each agrees with its clip, picture for picture."""

import shutil
from pathlib import Path

import pytest

pytest.importorskip("numpy", reason="the clips group is not installed")
pytest.importorskip("numba", reason="the clips group is not installed")

from clipmaker.paths import TWINS, VIDEOS
from clipmaker.twins import compare, cut_of, read_numbers

pytestmark = pytest.mark.skipif(not shutil.which("ffprobe"), reason="ffmpeg is not installed")

CLIPS = sorted(VIDEOS.glob("*.webm"))


@pytest.mark.parametrize("clip", CLIPS, ids=lambda clip: clip.stem)
def test_a_twin_agrees_with_its_clip(clip: Path) -> None:
    assert compare(clip, TWINS / clip.name) == []


def test_a_twin_of_another_clip_is_told_apart() -> None:
    faults = compare(VIDEOS / "bridging.webm", TWINS / "childs-pose.webm")

    assert [fault.partition(":")[0] for fault in faults[:2]] == ["frames", "key_frames"]


def test_a_clip_itself_carries_no_numbers() -> None:
    clip = VIDEOS / "bridging.webm"

    assert set(read_numbers(clip)) == {None}
    assert cut_of(clip).key_frames[0] == 0
