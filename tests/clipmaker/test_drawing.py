"""Frames, the video made of them, and the JSON beside it."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

np = pytest.importorskip("numpy", reason="the clips group is not installed")
pytest.importorskip("numba", reason="the clips group is not installed")

from clipmaker import encode, sidecar
from clipmaker.cli import main
from clipmaker.errors import ClipError
from clipmaker.frames import FrameStore
from clipmaker.meshes import refine, rounded_box, triangles
from clipmaker.posefile import POSES, read
from clipmaker.scene import Scene

SMALL = (160, 90)
needs_ffmpeg = pytest.mark.skipif(not shutil.which("ffmpeg"), reason="ffmpeg is not installed")


@pytest.fixture(scope="module")
def bridge() -> Scene:
    return Scene(read(POSES / "bridging.toml"))


def grey(count: int) -> list[Any]:
    return [np.full((90, 160, 3), 40 + i * 3, np.uint8) for i in range(count)]


def test_the_same_frame_is_drawn_alike_twice(bridge: Scene) -> None:
    body = bridge.body(40)
    one = bridge.renderer(SMALL, 1).draw(body.skin, body.shifts)
    two = bridge.renderer(SMALL, 1).draw(body.skin, body.shifts)
    assert (one == two).all()
    assert one.std() > 10  # there is something to see


def test_frames_that_look_the_same_are_drawn_once(bridge: Scene, tmp_path: Path) -> None:
    store = FrameStore(bridge, tmp_path, SMALL)
    hold = dict(bridge.motion.marks())["hold"]
    assert store.key(hold) == store.key(hold + 10)
    assert store.key(hold - 5) == store.key(bridge.motion.there + 5)
    assert store.key(hold) != store.key(0)
    assert FrameStore(bridge, tmp_path, (320, 180)).key(0) != store.key(0)


def test_the_figure_stays_inside_its_safe_box(bridge: Scene) -> None:
    (x, y, w, h), _ = sidecar.safe_box(bridge, SMALL)
    assert 0 <= x < x + w <= 1
    assert 0 <= y < y + h <= 1
    seen = sidecar.in_frame(bridge, bridge.body(0).skin, SMALL)
    assert (seen.min(0) >= [x, y]).all()
    assert (seen.max(0) <= [x + w, y + h]).all()


def test_the_json_names_marks_in_order_and_ends_with_the_clip(bridge: Scene) -> None:
    facts = sidecar.facts(bridge, (1280, 720))
    assert [mark["name"] for mark in facts["marks"]] == ["start", "move", "hold", "return"]
    times = [mark["at_ms"] for mark in facts["marks"]]
    assert times == sorted(times)
    assert times[-1] < facts["duration_ms"] == 7200
    assert json.loads(json.dumps(facts)) == facts


def test_a_turned_over_clip_measures_from_the_other_side() -> None:
    scene = Scene(read(POSES / "femoral-nerve-gliding.toml"))
    x, _, _ = scene.camera().project(np.array([[0.3, 0.0, 0.0]]), *SMALL)
    seen = sidecar.in_frame(scene, np.array([[0.3, 0.0, 0.0]]), SMALL)
    assert seen[0, 0] == pytest.approx(1 - x[0] / SMALL[0])


@needs_ffmpeg
def test_a_clip_has_all_frames_and_a_key_frame_at_each_mark(tmp_path: Path) -> None:
    file = tmp_path / "clip.webm"
    encode.encode(grey(40), SMALL, 25, [0, 7, 23], file)
    probe = ["ffprobe", "-v", "error", "-select_streams", "v", "-show_entries", "frame=key_frame"]
    told = subprocess.run(
        [*probe, "-of", "csv=p=0", str(file)], capture_output=True, text=True, check=True
    )
    keys = [i for i, line in enumerate(told.stdout.split()) if line.startswith("1")]
    assert len(told.stdout.split()) == 40
    assert {0, 7, 23} <= set(keys)
    assert max(np.diff([*keys, 40])) <= encode.KEY_EVERY
    assert [path.name for path in tmp_path.iterdir()] == ["clip.webm"]


@needs_ffmpeg
def test_a_clip_that_fails_leaves_the_old_one_alone(tmp_path: Path) -> None:
    file = tmp_path / "clip.webm"
    file.write_bytes(b"the old one")
    with pytest.raises(ClipError, match="ffmpeg could not write the clip"):
        encode.encode(grey(2), (0, 0), 25, [0], file)
    assert file.read_bytes() == b"the old one"
    assert [path.name for path in tmp_path.iterdir()] == ["clip.webm"]


def test_without_ffmpeg_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ClipError, match="ffmpeg: not found"):
        encode.ffmpeg()


def test_a_fault_ends_the_command_with_1(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["preview", "nothing", "--poses", str(tmp_path)]) == 1
    assert "nothing.toml: can't be read" in capsys.readouterr().err


def test_a_box_faces_outwards() -> None:
    box = rounded_box((0.4, 0.6, 0.2), (1, 2, 3), 0.02)
    a, b, c = (box.points[box.triangles[:, k]] for k in range(3))
    out = (a + b + c) / 3 - np.array([1, 2, 3])
    assert ((np.cross(b - a, c - a) * out).sum(1) >= -1e-9).all()


def test_refining_a_cube_rounds_it() -> None:
    corners = np.array([[x, y, z] for x in (0, 1) for y in (0, 1) for z in (0, 1)], float)
    quads = np.array(
        [[0, 1, 3, 2], [4, 6, 7, 5], [0, 4, 5, 1], [2, 3, 7, 6], [0, 2, 6, 4], [1, 5, 7, 3]]
    )
    matrix, finer = refine(quads, 8)
    points = matrix @ corners
    assert points.shape == (8 + 12 + 6, 3)
    assert len(finer) == 24
    assert len(triangles(finer)) == 48
    assert points.mean(0) == pytest.approx([0.5, 0.5, 0.5])
    assert points[0] == pytest.approx([2 / 9] * 3)  # a cube's corner after one step
