"""A made-up diary of twelve weeks in a folder, to look at it as a physiotherapist would.

    python -m tools.twelve_weeks FOLDER
    backrehab --data-dir FOLDER

The person of the demo, three times as long, with goals and two scores their clinic told them. The
same seed, day and exercises give the same diary.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from backrehab.core.clock import SystemClock
from backrehab.paths import find_resources
from backrehab.storage.content import load_library
from backrehab.storage.demo import DAYS, fill_demo
from backrehab.storage.diary import Diary
from backrehab.storage.goals import add_clinic_score, add_goal, score_goal

WEEKS = 12
_GOALS = ("Carry the shopping home", "Sit through a film", "Play on the floor with Mia")
_SCORED_EVERY_DAYS = 9


def fill(diary: Diary, now: datetime, seed: int) -> None:
    """Writes the twelve weeks up to an aware `now` into an empty diary."""
    fill_demo(diary, load_library(find_resources()), now, seed, times_four_weeks=WEEKS * 7 // DAYS)
    random = Random(seed)
    began = now - timedelta(weeks=WEEKS)
    for words in _GOALS:
        goal_id = add_goal(diary, words, began)
        score = random.randint(1, 4)
        for day in range(0, WEEKS * 7, _SCORED_EVERY_DAYS):
            score_goal(diary, goal_id, score, began + timedelta(days=day))
            score = min(10, max(0, score + random.choice((-1, 0, 0, 1, 1))))
    for days, value in ((2, "46"), (58, "38")):
        at = began + timedelta(days=days)
        add_clinic_score(diary, "Questionnaire at the clinic", value, at.date(), at)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the tool; a diary that is there already is left alone."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.twelve_weeks", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=5, help="of what is drawn by chance")
    options = parser.parse_args(arguments)
    file = options.folder / "diary.sqlite"
    if file.exists():
        sys.stderr.write(f"There is a diary in {options.folder} already; it was left alone.\n")
        return 1
    options.folder.mkdir(parents=True, exist_ok=True)
    with Diary.open(file) as diary:
        fill(diary, SystemClock().now(), options.seed)
        entries, sessions = diary.count_entries(), diary.count_sessions()
    sys.stdout.write(f"{sessions} sessions, {entries} exercises in {file}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
