"""What a pose file may say, and what is said about one that is wrong."""

import json
from pathlib import Path

import pytest

pytest.importorskip("numba", reason="the clips group is not installed")

from clipmaker.errors import ClipError
from clipmaker.posefile import POSES, all_ids, read
from clipmaker.scene import Scene

ROOT = Path(__file__).resolve().parents[2]


def changed(folder: Path, old: str, new: str, name: str = "bridging") -> Path:
    """A copy of a pose file with one place changed."""
    text = (POSES / f"{name}.toml").read_text(encoding="utf-8")
    assert text.count(old) >= 1, old
    file = folder / f"{name}.toml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return file


def line_of(file: Path, words: str) -> int:
    lines = file.read_text(encoding="utf-8").splitlines()
    return next(i for i, line in enumerate(lines, 1) if words in line)


def test_every_exercise_has_a_sound_pose_file() -> None:
    document = json.loads((ROOT / "resources" / "exercises.json").read_text(encoding="utf-8"))
    wanted = {e["id"] for section in document["sections"] for e in section["exercises"]}
    assert set(all_ids()) == wanted
    for clip_id in all_ids():
        assert read(POSES / f"{clip_id}.toml").id == clip_id


def test_an_unknown_joint_is_named_with_its_line_and_a_near_name(tmp_path: Path) -> None:
    file = changed(tmp_path, "lumbar = { flex = 6 }", "lumbra = { flex = 6 }")
    with pytest.raises(ClipError) as caught:
        read(file)
    assert f"{file}:{line_of(file, 'lumbra')}: " in str(caught.value)
    assert "unknown joint 'lumbra', did you mean 'lumbar'?" in str(caught.value)


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    file = changed(
        tmp_path, "lumbar = { flex = 6 }", "lumbar = { flexx = 6 }\nneck = { flex = [] }"
    )
    file.write_text(file.read_text().replace("seconds = 1.8", "seconds = 1.81"), encoding="utf-8")
    with pytest.raises(ClipError) as caught:
        read(file)
    assert len(caught.value.faults) == 3


def test_a_key_that_never_returns_is_a_fault(tmp_path: Path) -> None:
    file = changed(tmp_path, 'way_back = "mirror"', 'way_back = "keys"')
    with pytest.raises(ClipError, match=r"pelvis\.pitch never returns: ends at -124"):
        read(file)


def test_a_file_that_is_missing_or_no_toml_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ClipError, match="can't be read"):
        read(tmp_path / "none.toml")
    broken = tmp_path / "broken.toml"
    broken.write_text("[start\n", encoding="utf-8")
    with pytest.raises(ClipError, match="is not TOML"):
        read(broken)


def test_an_impossible_reach_names_the_key(tmp_path: Path) -> None:
    file = changed(tmp_path, "hand = [0.29, 0.03, 0.038]", "hand = [0.29, 0.03, 1.5]")
    with pytest.raises(ClipError) as caught:
        Scene(read(file)).body(0)
    assert f"{file}:{line_of(file, '[[key]]')}: arm_L can't reach" in str(caught.value)


def test_a_prop_with_a_wrong_figure_is_a_fault(tmp_path: Path) -> None:
    file = changed(tmp_path, "at = [0.0, 0.02]", "where = [0.0, 0.02]")
    with pytest.raises(ClipError, match="wrong prop"):
        Scene(read(file))
