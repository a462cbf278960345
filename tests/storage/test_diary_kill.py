"""A program that dies at any moment loses no finished set, and does none twice afterwards."""

from __future__ import annotations

from pathlib import Path
from random import Random

from tools.kill_sessions import kill_again_and_again


def test_killed_and_gone_on_with_every_set_is_there_once(tmp_path: Path) -> None:
    """A handful of kills; `python -m tools.kill_sessions 1000` takes its time."""
    found = kill_again_and_again(tmp_path / "diary.sqlite", 5, Random(3))

    assert found.all_is_well, found
    assert found.gone_on > 0  # how many are cut off in the middle is a matter of chance
    assert found.sets > 5
