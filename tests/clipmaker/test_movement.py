"""The movement between the keys, and the body that makes it."""

from pathlib import Path

import pytest

np = pytest.importorskip("numpy", reason="the clips group is not installed")
pytest.importorskip("numba", reason="the clips group is not installed")

from clipmaker.check import measure
from clipmaker.errors import ClipError
from clipmaker.figure import Figure, figure
from clipmaker.motion import Motion
from clipmaker.posefile import POSES, all_ids, read
from clipmaker.rotations import two_bone
from clipmaker.scene import Scene


@pytest.mark.parametrize("clip_id", all_ids())
def test_the_last_frame_leads_into_the_first(clip_id: str) -> None:
    motion = Motion(read(POSES / f"{clip_id}.toml"))
    scene = Scene(motion.clip)
    way = np.array([scene.skeleton(f).places for f in range(motion.count)][-2:])
    first = scene.skeleton(0).places
    last_step = np.abs(first - way[1]).max()
    step_before = np.abs(way[1] - way[0]).max()
    assert last_step < step_before + 0.005  # metres


def test_a_hold_is_still_and_the_way_back_repeats_the_way_there() -> None:
    motion = Motion(read(POSES / "bridging.toml"))
    marks = dict(motion.marks())
    assert motion.pose(marks["hold"]) == motion.pose(marks["return"])
    assert motion.pose(marks["return"] + 5) == motion.pose(marks["hold"] - 5)
    assert motion.pose(0) == motion.pose(motion.count)


def test_the_pelvis_tilts_before_the_bridge_lifts() -> None:
    scene = Scene(read(POSES / "bridging.toml"))
    lift = dict(scene.motion.sub_marks())["lift"]
    start, tilted = scene.motion.pose(0), scene.motion.pose(lift)
    assert tilted["pelvis"]["pitch"] < start["pelvis"]["pitch"] - 5
    hips = [scene.skeleton(f).place("pelvis")[2] for f in (0, lift, scene.motion.frame_of("lift"))]
    assert abs(hips[1] - hips[0]) < 0.02
    assert hips[2] > hips[1] + 0.10


def test_shoulder_hip_and_knee_are_in_line_at_the_top_of_the_bridge() -> None:
    scene = Scene(read(POSES / "bridging.toml"))
    top = scene.skeleton(scene.motion.frame_of("lift"))
    shoulder, hip, knee = (
        top.place(bone) for bone in ("upperarm01.L", "upperleg01.L", "lowerleg01.L")
    )
    a, b = hip - shoulder, knee - hip
    bend = np.degrees(np.arccos(a @ b / np.linalg.norm(a) / np.linalg.norm(b)))
    assert bend < 15


def test_toes_pull_back_while_the_head_looks_up() -> None:
    motion = Motion(read(POSES / "sciatic-nerve-gliding.toml"))
    up = dict(motion.sub_marks())["look up"]
    before, after = motion.pose(up), motion.pose(motion.frame_of("look up") - 1)
    assert after["leg_R"]["knee_flex"] == pytest.approx(before["leg_R"]["knee_flex"])
    assert after["leg_R"]["dorsi"] > before["leg_R"]["dorsi"] + 20
    assert after["neck"]["flex"] < before["neck"]["flex"] - 60


def test_the_slump_reaches_the_back_of_the_chair() -> None:
    scene = Scene(read(POSES / "sitting-rocking.toml"))
    back = next(s for s in scene.surfaces if s.name == "chair back")
    assert back.depth(scene.body(0).free).max() == 0
    assert 0 < back.depth(scene.body(scene.motion.farthest).free).max() < 0.01


def test_the_gap_under_the_low_back_closes() -> None:
    scene = Scene(read(POSES / "pelvic-rocking.toml"))
    gaps = []
    for frame in (0, scene.motion.farthest):
        skin = scene.body(frame).skin
        low_back = (abs(skin[:, 0]) < 0.06) & (skin[:, 1] > 0.1) & (skin[:, 1] < 0.2)
        gaps.append(skin[low_back, 2].min())
    assert gaps[0] > 0.02
    assert gaps[1] < 0.006


def test_planted_feet_and_hands_stay_and_nothing_is_off_in_the_bridge() -> None:
    numbers = measure(Scene(read(POSES / "bridging.toml")))
    assert numbers.wrong == []
    assert numbers.drift[0] < 2.0


def test_a_bent_limb_keeps_its_lengths() -> None:
    root, tip = np.array([0.0, 0, 1]), np.array([0.1, -0.3, 0.4])
    middle = two_bone(root, tip, 0.4, 0.45, [0, -1, 0])
    assert np.linalg.norm(middle - root) == pytest.approx(0.4)
    assert np.linalg.norm(middle - tip) == pytest.approx(0.45)


def test_the_two_figures_differ_in_build_and_share_their_mesh() -> None:
    younger, older = figure("younger"), figure("older")
    assert (younger.faces == older.faces).all()
    waist = [np.ptp(f.skin.points[f.part("spine05")][:, 1]) for f in (younger, older)]
    assert waist[1] > waist[0]


def test_a_missing_mesh_is_named(tmp_path: Path) -> None:
    with pytest.raises(ClipError, match=r"topology.npz: the baked figure can't be read"):
        Figure("younger", tmp_path)
