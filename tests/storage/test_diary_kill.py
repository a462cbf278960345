"""A program that dies between two sets loses none that was finished."""

from __future__ import annotations

from pathlib import Path
from random import Random

from tools.kill_sessions import kill_again_and_again


def test_no_finished_set_is_missing_after_the_program_was_killed(tmp_path: Path) -> None:
    """A handful of kills; `python -m tools.kill_sessions 1000` takes its time."""
    lost, kept = kill_again_and_again(tmp_path / "diary.sqlite", 5, Random(3))

    assert lost == 0
    assert kept > 5
