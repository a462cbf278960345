"""The layers hold: imports point down, and the engine loads nothing but itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def test_the_layers_declared_in_pyproject_are_kept() -> None:
    """A new module has to be placed; a wrong import is named with its file and line."""
    linter = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert linter.returncode == 0, linter.stdout + linter.stderr


@pytest.mark.parametrize(
    "module", ["engine", "timeline", "tally", "session_text", "cues", "follow"]
)
def test_core_is_loaded_without_qt_libvlc_or_sqlite(module: str) -> None:
    script = f"import sys, backrehab.core.{module}; print(*sys.modules, sep='\\n')"

    loaded = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()

    assert f"backrehab.core.{module}" in loaded
    strangers = {"PySide6", "shiboken6", "vlc", "sqlite3"}
    assert [name for name in loaded if name.partition(".")[0] in strangers] == []


@pytest.mark.parametrize("module", ["whole_file", "whole_folder"])
def test_a_file_is_written_whole_without_sqlite(module: str) -> None:
    """The programme and the settings are, before any diary is opened."""
    script = f"import sys, backrehab.storage.{module}; print(*sys.modules, sep='\\n')"

    loaded = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()

    assert f"backrehab.storage.{module}" in loaded
    assert "sqlite3" not in loaded
