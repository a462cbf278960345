"""Two programs that write into one diary, while a third keeps it locked now and then."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random
from shutil import copytree
from typing import TypeVar

from backrehab.core.diary import Outcome, PlannedEntry, SetDone
from backrehab.core.errors import DiaryError
from backrehab.storage.diary import Diary
from tools.disk_faults.home import DIARY, NOW, ids_of
from tools.disk_faults.tries import Tally

T = TypeVar("T")

_WRITERS = 2
_WAIT_MS = 20
_BRIDGING = PlannedEntry("bridging", "Bridging", "strengthening", None, 1, 1, 15, 3)


def two_processes(template: Path, rounds: int, random: Random, tally: Tally) -> None:
    """Each writer says what it saved; all of it has to be there, once."""
    sessions = 40 * (rounds + 1) // _WRITERS
    home = copytree(template, template.with_name("shared"))
    before = ids_of(home / DIARY)
    command = [sys.executable, "-m", "tools.disk_faults.processes", str(home / DIARY)]
    saved: list[str] = []
    with ExitStack() as closed:
        # Locked from the beginning: later on nobody knows how far ahead of its words a writer is.
        holder = closed.enter_context(_locked(home / DIARY))
        writers = [
            closed.enter_context(
                subprocess.Popen([*command, str(sessions)], stdout=subprocess.PIPE, text=True)
            )
            for _ in range(_WRITERS)
        ]
        _listen_until_busy(writers[0], saved, tally)
        holder.rollback()
        _listen(writers, home, random, saved, tally)
    there = ids_of(home / DIARY)
    if missing := set(saved) - there:
        tally.breaches.append(f"said to be saved, but isn't: {sorted(missing)[:3]}")
    if lost := before - there:
        tally.breaches.append(f"lost: {sorted(lost)[:3]}")
    if len(saved) != len(set(saved)):
        tally.breaches.append("something was said to be saved twice")


def _listen(
    writers: Sequence[subprocess.Popen[str]],
    home: Path,
    random: Random,
    saved: list[str],
    tally: Tally,
) -> None:
    """Notes what the writers say, and locks the diary in the first one's way now and then."""
    for number, writer in enumerate(writers):
        assert writer.stdout is not None
        for line in writer.stdout:
            _take(line.strip(), saved, tally)
            if number == 0 and random.random() < 0.05:
                with _locked(home / DIARY):
                    _listen_until_busy(writer, saved, tally)
        if writer.wait():
            tally.breaches.append(f"a writer ended with {writer.returncode}")


@contextmanager
def _locked(file: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(file, isolation_level=None)) as holder:
        holder.execute("PRAGMA busy_timeout = 10000")
        holder.execute("BEGIN IMMEDIATE")
        yield holder


def _listen_until_busy(writer: subprocess.Popen[str], saved: list[str], tally: Tally) -> None:
    """Until it has been turned away, or is at its end: nothing here looks at a clock."""
    assert writer.stdout is not None
    for line in writer.stdout:
        _take(line.strip(), saved, tally)
        if line.startswith("busy"):
            return


def _take(line: str, saved: list[str], tally: Tally) -> None:
    tally.tries += 1
    if line.startswith("busy"):
        tally.refused += 1
        if not line.endswith("."):
            tally.breaches.append(f"not in plain words: {line}")
    else:
        tally.done += 1
        saved.append(line)


def _write(file: Path, sessions: int) -> None:
    """Sessions with an entry and a set each, every step until it is saved."""
    with _again(partial(Diary.open, file, wait_ms=_WAIT_MS)) as diary:
        for number in range(sessions):
            at = NOW + timedelta(minutes=number)
            session_id = _again(partial(diary.begin_session, at, "1.0.0"))
            _say(f"session {session_id}")
            entry_id = _again(partial(diary.begin_entry, session_id, _BRIDGING, at))
            _say(f"entry {entry_id}")
            done = SetDone(1, 15, 45_000, 0, 90_000, 0, True, at)
            _again(partial(diary.add_set, entry_id, done))
            _say(f"set {entry_id} 1")
            _again(partial(diary.end_entry, entry_id, Outcome.COMPLETED, at))
            _again(partial(diary.end_session, session_id, Outcome.COMPLETED, at))


def _again(step: Callable[[], T]) -> T:
    while True:
        try:
            return step()
        except DiaryError as error:
            _say(f"busy: {error}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    _write(Path(sys.argv[1]), int(sys.argv[2]))
