"""Kills the program in the middle of sessions, goes on with them, and looks what is in the diary.

    python -m tools.kill_sessions 1000

A second process runs sessions into a diary, time passing as fast as it can, and says each set once
it is on disk. It is killed without warning at a moment drawn by chance. The next one asks the
diary for the session that was cut off, goes on with it to its end, begins another one, and so
forth. Afterwards every set has to be there, and none twice.
"""

from __future__ import annotations

import argparse
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

from backrehab.core.diary import planned_entries
from backrehab.core.engine import FROM_THE_START, Engine, SetFinished, State
from backrehab.core.going_on import GoOn, going_on
from backrehab.core.model import Library, Programme
from backrehab.core.routine import Routine, make_routine
from backrehab.core.timeline import WORKING
from backrehab.paths import find_resources
from backrehab.storage.content import load_library
from backrehab.storage.diary import Diary
from backrehab.storage.routine_text import routine_from_text, routine_to_text
from backrehab.ui.session_record import SessionRecord, write_missing_end

_ROOT = Path(__file__).parents[1]
_BEGAN_AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
_EXERCISES = ("bridging", "lumbar-knee-rolling", "sit-to-stand", "single-leg-stance")
_PROGRAMME = (
    Programme()
    .with_changes("bridging", {"sets": 3})
    .with_changes("single-leg-stance", {"sets": 2})
)
_MOST_SETS_A_RUN = 25
_LONGEST_WAIT_SECONDS = 0.02  # long enough for a few writes more
_LOOK_MS = 1_500

Say = Callable[..., None]

SetName = tuple[str, int, str | None, int]
"""A session's id, the position of the exercise in it, the side, the number of the set."""


class Found(NamedTuple):
    """What the diary held in the end.

    `lost` were said to be on disk and aren't, `missing` were planned and aren't there, `twice`
    are there more than once. `ended_wrong` counts sessions and entries that aren't completed.
    """

    sessions: int
    sets: int
    gone_on: int
    lost: int
    missing: int
    twice: int
    ended_wrong: int

    @property
    def all_is_well(self) -> bool:
        return not (self.lost or self.missing or self.twice or self.ended_wrong)


class FastClock:
    """A clock that is moved by hand: a session of minutes takes no time."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._monotonic_ms = 0

    def monotonic_ms(self) -> int:
        return self._monotonic_ms

    def now(self) -> datetime:
        return self._now

    def advance(self, ms: int) -> None:
        self._monotonic_ms += ms
        self._now += timedelta(milliseconds=ms)


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
        found = kill_again_and_again(
            Path(folder) / "diary.sqlite", options.kills, Random(options.seed)
        )
    sys.stdout.write(
        f"{options.kills} kills, {found.gone_on} sessions gone on with, {found.sessions} sessions"
        f" in all, {found.sets} sets kept, {found.lost} lost, {found.missing} missing,"
        f" {found.twice} twice, {found.ended_wrong} ended wrong\n"
    )
    return 0 if found.all_is_well else 1


def run_sessions(file: Path) -> None:
    """Session after session, until somebody ends it; first the one that was cut off."""
    library = load_library(find_resources())
    with Diary.open(file) as diary:
        finish_what_was_cut_off(diary, library, _say)
        while True:
            newest = diary.sessions(limit=1)
            ended_at = newest[0].ended_at if newest else None
            _play(diary, _routine(library), library, FastClock(ended_at or _BEGAN_AT), _say)


def finish_what_was_cut_off(diary: Diary, library: Library, say: Say) -> None:
    """Goes on with the session that was never ended, as the program does when it is asked to."""
    unfinished = diary.unfinished()
    if unfinished is None:
        return
    routine = routine_from_text(unfinished.plan, library)
    assert routine is not None, unfinished.plan
    go_on = going_on(routine, unfinished)
    assert go_on is not None, unfinished
    say("goes-on", unfinished.session_id)
    clock = FastClock(unfinished.last_seen_at + timedelta(minutes=2))
    if go_on.is_over:
        write_missing_end(diary, go_on, clock.now())
    else:
        _play(diary, routine, library, clock, say, go_on)


def _routine(library: Library) -> Routine:
    exercises = [library.exercise(exercise_id) for exercise_id in _EXERCISES]
    return make_routine("Round 1 of 4", exercises, _PROGRAMME)


def _play(
    diary: Diary,
    routine: Routine,
    library: Library,
    clock: FastClock,
    say: Say,
    go_on: GoOn | None = None,
) -> None:
    """One session from its beginning, or from where it was cut off, to its end."""
    planned = [
        planned_entries(exercise, each, position)
        for position, (exercise, each) in enumerate(
            zip(routine.exercises, routine.planned, strict=True), 1
        )
    ]
    record = SessionRecord(
        diary, clock, planned, library.version, plan=routine_to_text(routine), go_on=go_on
    )
    engine = Engine(
        go_on.phases if go_on else routine.phases,
        times=routine.times,
        beginning=go_on.beginning if go_on else FROM_THE_START,
    )
    events = engine.start(clock.monotonic_ms())
    while True:
        for event in events:
            record.take(event)
            assert not record.trouble, record.trouble
            if isinstance(event, SetFinished):
                position = event.exercise_index + 1
                say("set", record.session_id, position, event.side or "-", event.set_no)
        if engine.state is State.FINISHED:
            return
        clock.advance(_LOOK_MS)
        events = engine.advance(clock.monotonic_ms())


def _say(*words: object) -> None:
    sys.stdout.write(" ".join(str(word) for word in words) + "\n")
    sys.stdout.flush()


def _be_quiet(*_: object) -> None:
    """For the session at the very end, which nobody kills."""


def kill_again_and_again(file: Path, kills: int, random: Random) -> Found:
    """Kills so often, goes on for a last time, and looks at what is there."""
    said: set[SetName] = set()
    gone_on: set[str] = set()

    def listen(line: str) -> None:
        if not line.endswith("\n"):
            return  # cut in half, so it was not said
        kind, session_id, *words = line.split()
        if kind == "goes-on":
            gone_on.add(session_id)
        else:
            side = None if words[1] == "-" else words[1]
            said.add((session_id, int(words[0]), side, int(words[2])))

    for _ in range(kills):
        command = [sys.executable, "-m", "tools.kill_sessions", "--run", str(file)]
        with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            for _ in range(random.randint(1, _MOST_SETS_A_RUN)):
                listen(process.stdout.readline())
            time.sleep(random.uniform(0, _LONGEST_WAIT_SECONDS))
            process.kill()
            # What it still said before it died was on disk too.
            for line in process.stdout:
                listen(line)
        _require_sound(file)
    library = load_library(find_resources())
    with Diary.open(file) as diary:
        open_session = diary.unfinished()
        if open_session is not None:
            gone_on.add(open_session.session_id)
        finish_what_was_cut_off(diary, library, _be_quiet)
    return _look(file, _routine(library), said, len(gone_on))


def _look(file: Path, routine: Routine, said: set[SetName], gone_on: int) -> Found:
    with closing(sqlite3.connect(file)) as database:
        sessions = [row[0] for row in database.execute("SELECT session_id FROM session")]
        there: Counter[SetName] = Counter(
            database.execute(
                "SELECT session_id, position_in_session, side, set_no FROM timed_set"
                " JOIN entry ON entry.id = timed_set.entry"
                " JOIN session ON session.id = entry.session WHERE complete"
            ).fetchall()
        )
        ended_wrong = database.execute(
            "SELECT (SELECT count(*) FROM session WHERE outcome IS NOT 'completed' OR plan <> '')"
            " + (SELECT count(*) FROM entry WHERE outcome IS NOT 'completed')"
        ).fetchone()[0]
    planned = {
        (session_id, phase.exercise_index + 1, phase.side, phase.set_no or 1)
        for session_id in sessions
        for phase in routine.phases
        if phase.kind in WORKING
    }
    return Found(
        sessions=len(sessions),
        sets=len(there),
        gone_on=gone_on,
        lost=len(said - there.keys()),
        missing=len(planned - there.keys()),
        twice=sum(count > 1 for count in there.values()),
        ended_wrong=ended_wrong,
    )


def _require_sound(file: Path) -> None:
    with closing(sqlite3.connect(file)) as database:
        found = database.execute("PRAGMA integrity_check").fetchall()
    assert found == [("ok",)], found


if __name__ == "__main__":
    sys.exit(main())
