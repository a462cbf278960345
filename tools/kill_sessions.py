"""Kills the program between sets, again and again, and looks whether a finished set is missing.

    python -m tools.kill_sessions 1000

A second process runs sessions into a diary and says each set once it is on disk. It is killed
without warning at a moment drawn by chance, a new one goes on with the same file, and so forth.
"""

from __future__ import annotations

import argparse
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from backrehab.core.diary import Outcome, PlannedEntry, SetDone
from backrehab.storage.diary import Diary

_ROOT = Path(__file__).parents[1]
_BEGAN_AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
_PLANNED = PlannedEntry("bridging", "Bridging", "strengthening", None, 1, 3, 45, 3)
_SETS = 3
_MOST_SETS_A_RUN = 40


def main(arguments: Sequence[str] | None = None) -> int:
    """Gives 0 when nothing was lost."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("kills", type=int, nargs="?", default=20, help="how often (20)")
    parser.add_argument("--seed", type=int, default=1, help="of the moments drawn by chance")
    parser.add_argument("--run", type=Path, metavar="FILE", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.run is not None:
        run_sessions(options.run)
    with tempfile.TemporaryDirectory() as folder:
        lost, kept = kill_again_and_again(
            Path(folder) / "diary.sqlite", options.kills, Random(options.seed)
        )
    sys.stdout.write(f"{options.kills} kills, {kept} sets kept, {lost} lost\n")
    return 1 if lost else 0


def run_sessions(file: Path) -> None:
    """Session after session, until somebody ends it; says the number of each set on disk."""
    with Diary.open(file) as diary:
        diary.close_interrupted(_BEGAN_AT)
        while True:
            session_id = diary.begin_session(_BEGAN_AT, "kill")
            entry_id = diary.begin_entry(session_id, _PLANNED, _BEGAN_AT)
            for set_no in range(1, _SETS + 1):
                ended_at = _BEGAN_AT + timedelta(minutes=set_no)
                diary.add_set(entry_id, SetDone(set_no, 15, 45_000, 0, 120_000, 0, True, ended_at))
                sys.stdout.write(f"{entry_id} {set_no}\n")
                sys.stdout.flush()
            diary.end_entry(entry_id, Outcome.COMPLETED, _BEGAN_AT)
            diary.end_session(session_id, Outcome.COMPLETED, _BEGAN_AT)


def kill_again_and_again(file: Path, kills: int, random: Random) -> tuple[int, int]:
    """How many sets that were said to be on disk are missing, and how many are there."""
    said: set[tuple[str, int]] = set()
    for _ in range(kills):
        command = [sys.executable, "-m", "tools.kill_sessions", "--run", str(file)]
        with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            for _ in range(random.randint(1, _MOST_SETS_A_RUN)):
                said.add(_set_of(process.stdout.readline()))
            process.kill()
            # What it still said before it died was on disk too; a line cut in half was not said.
            said.update(_set_of(line) for line in process.stdout if line.endswith("\n"))
        _require_sound(file)
    with Diary.open(file) as diary:
        open_sessions = diary.close_interrupted(_BEGAN_AT + timedelta(hours=1))
        assert open_sessions <= 1, f"{open_sessions} sessions were left open"
    with closing(sqlite3.connect(file)) as database:
        there = set(
            database.execute(
                "SELECT entry_id, set_no FROM timed_set JOIN entry ON entry.id = timed_set.entry"
            )
        )
    return len(said - there), len(there)


def _set_of(line: str) -> tuple[str, int]:
    entry_id, set_no = line.split()
    return entry_id, int(set_no)


def _require_sound(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database:
        found = database.execute("PRAGMA integrity_check").fetchall()
    assert found == [("ok",)], found


if __name__ == "__main__":
    sys.exit(main())
