"""Damages copies of a diary in every way a disk may, and looks whether each can be saved.

    python -m tools.damage_diaries 2000

For each damaged copy: looking at it must not change a byte, opening it must work or be refused in
plain words, and each way forward (the newest copy, what can be saved, a new diary) has to end in
a diary that works, with the damaged one set aside to the byte. The moments of chance are drawn
from a seed, so that every run does the same. Counts are printed for each kind of damage.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from backrehab.core.diary import (
    EntryAnswers,
    Outcome,
    OwnReport,
    PlannedEntry,
    SessionAnswers,
    SetDone,
)
from backrehab.core.errors import DiaryError
from backrehab.core.model import Side
from backrehab.storage.backup import keep_backup, newest_good_backup
from backrehab.storage.connection import connect
from backrehab.storage.diary import Diary
from backrehab.storage.examine import DiaryState, examine
from backrehab.storage.export import export_csv
from backrehab.storage.keys import Key, keep_in_mind, make_key
from backrehab.storage.restore import begin_anew, restore
from backrehab.storage.salvage import salvage

_PAGE = 4096
_NOW = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
_FIRST = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
_BACKED_UP, _SESSIONS, _IN_THE_LOG = 20, 30, 5
_ENDS = ("", "-wal")

_PLANNED = (
    PlannedEntry("bridging", "Bridging", "strengthening", None, 1, 3, 45, 3),
    PlannedEntry("single-leg-stance", "Single leg stance", "balance", Side.LEFT, 2, 2, 6, 5),
    PlannedEntry("single-leg-stance", "Single leg stance", "balance", Side.RIGHT, 2, 2, 6, 5),
    PlannedEntry("knee-rolling", "Knee rolling", "mobility", None, 3, timed_seconds_target=60),
)

Rows = dict[str, set[tuple[object, ...]]]


# What is damaged


def write_sessions(file: Path, numbers: range) -> None:
    """Sessions with sets, both sides, notes of all lengths and figures of pain."""
    with Diary.in_memory() as memory, Diary.open(file) as diary:
        for number in numbers:
            _write_session(memory, number)
        diary.take_over(memory)


def _write_session(diary: Diary, number: int) -> None:
    at = _FIRST + timedelta(days=number)
    later = at + timedelta(minutes=20)
    session_id = diary.begin_session(at, "1.0.0", session_id=f"session-{number:04}")
    for place, planned in enumerate(_PLANNED):
        entry_id = f"entry-{number:04}-{place}"
        diary.begin_entry(session_id, planned, at, entry_id=entry_id)
        for set_no in range(1, (planned.sets_target or 1) + 1):
            ended_at = at + timedelta(minutes=place * 4 + set_no)
            diary.add_set(entry_id, SetDone(set_no, 15, 45_000, 0, 90_000, 0, True, ended_at))
        diary.end_entry(entry_id, Outcome.COMPLETED, later)
        answers = EntryAnswers(OwnReport.ALL, 30, number % 11, 3, "ging gut, ein bißchen müde")
        diary.answer_entry(entry_id, answers, later)
    diary.end_session(session_id, Outcome.COMPLETED, later)
    note = f"Session {number}. " + "A line of what the day was like. " * (number % 6 * 30)
    diary.answer_session(session_id, SessionAnswers(2, 4, 3, 31, number % 11, note[:4000]), later)


def make_original(folder: Path, *, is_cut_off: bool, key: Key | None = None) -> None:
    """A folder with a diary and an older backup; one that was cut off has a log beside it."""
    file = folder / "diary.sqlite"
    Diary.open(file, key=key).close()
    write_sessions(file, range(_BACKED_UP))
    keep_backup(file, _FIRST + timedelta(days=_BACKED_UP))
    if not is_cut_off:
        write_sessions(file, range(_BACKED_UP, _SESSIONS))
        return
    write_sessions(file, range(_BACKED_UP, _SESSIONS - _IN_THE_LOG))
    live = folder / "live"
    shutil.copytree(folder, live)
    with Diary.open(live / file.name) as diary:
        for number in range(_SESSIONS - _IN_THE_LOG, _SESSIONS):
            _write_session(diary, number)
        for end in _ENDS:
            shutil.copy(f"{live / file.name}{end}", f"{file}{end}")
    shutil.rmtree(live)


def rows_of(file: Path) -> Rows:
    """All that a diary holds, in a form that doesn't depend on the order it was written in."""
    asked = {
        "sessions": "SELECT session_id, started_at, ended_at, outcome, note FROM session",
        "entries": (
            "SELECT entry_id, session_id, exercise_id, side, reps_target, entry.outcome,"
            " effort_0_10, entry.note FROM entry JOIN session ON session.id = session"
        ),
        "sets": (
            "SELECT entry_id, row_no, set_no, reps, hold_ms, active_ms, timed_set.ended_at"
            " FROM timed_set JOIN entry ON entry.id = entry"
        ),
    }
    with closing(connect(file, "rw")) as database:
        return {name: set(database.execute(question)) for name, question in asked.items()}


# Kinds of damage: each changes the files of a folder, with chance


def _change(file: Path, change: Callable[[bytearray], None]) -> None:
    whole = bytearray(file.read_bytes())
    change(whole)
    file.write_bytes(whole)


def flip_bits(file: Path, random: Random) -> None:
    """One bit to a few hundred, anywhere."""

    def change(whole: bytearray) -> None:
        for _ in range(2 ** random.randrange(9) if whole else 0):
            whole[random.randrange(len(whole))] ^= 1 << random.randrange(8)

    _change(file, change)


def cut_short(file: Path, random: Random) -> None:
    """The end is missing, from anywhere on."""
    whole = file.read_bytes()
    file.write_bytes(whole[: random.randrange(len(whole))])


def swap_pages(file: Path, random: Random) -> None:
    """Pages in each other's places."""

    def change(whole: bytearray) -> None:
        for _ in range(random.randrange(1, 4) if len(whole) >= 2 * _PAGE else 0):
            one, two = random.sample(range(len(whole) // _PAGE), 2)
            first, second = (slice(at * _PAGE, (at + 1) * _PAGE) for at in (one, two))
            whole[first], whole[second] = whole[second], whole[first]

    _change(file, change)


def zero_pages(file: Path, random: Random) -> None:
    """Pages that came back empty."""

    def change(whole: bytearray) -> None:
        for _ in range(random.randrange(1, 9)):
            at = random.randrange(max(len(whole) // _PAGE, 1)) * _PAGE
            whole[at : at + _PAGE] = bytes(len(whole[at : at + _PAGE]))

    _change(file, change)


def write_noise(file: Path, random: Random) -> None:
    """A stretch of nonsense."""

    def change(whole: bytearray) -> None:
        length = random.choice((16, 512, _PAGE, 4 * _PAGE))
        at = random.randrange(max(len(whole), 1))
        noise = random.randbytes(length)[: len(whole) - at]
        whole[at : at + len(noise)] = noise

    _change(file, change)


def change_header(file: Path, random: Random) -> None:
    """Bytes of the first hundred, which tell how to read the rest."""

    def change(whole: bytearray) -> None:
        for _ in range(random.randrange(1, 5)):
            whole[random.randrange(100)] = random.randrange(256)

    _change(file, change)


def spoil_first_page(file: Path, random: Random) -> None:
    """The list of tables is gone from some place on."""

    def change(whole: bytearray) -> None:
        at = random.randrange(_PAGE)
        whole[at:_PAGE] = random.randbytes(_PAGE - at)

    _change(file, change)


def change_texts(file: Path, random: Random) -> None:
    """Letters that SQLite has no way to miss: it keeps no sums over its pages."""

    def change(whole: bytearray) -> None:
        places = [at for at in range(len(whole)) if 0x20 <= whole[at] < 0x7F]
        for _ in range(random.randrange(1, 60)):
            whole[random.choice(places)] = random.choice(b"0:T-+9\x07\xffz'")

    _change(file, change)


def cut_log(file: Path, random: Random) -> None:
    """The log ends early."""
    cut_short(file.with_name(file.name + "-wal"), random)


def garble_log(file: Path, random: Random) -> None:
    """The log is spoilt in one of these ways."""
    random.choice((flip_bits, write_noise, change_header))(
        file.with_name(file.name + "-wal"), random
    )


def lose_log(file: Path, random: Random) -> None:  # noqa: ARG001 - as all of them
    """Somebody copied the diary without what lies beside it."""
    file.with_name(file.name + "-wal").unlink()


def only_noise(file: Path, random: Random) -> None:
    """A file with nothing of a diary in it."""
    file.write_bytes(random.randbytes(random.randrange(1, 60_000)))


def everything(file: Path, random: Random) -> None:
    """Several of these at once."""
    for kind in random.sample([flip_bits, zero_pages, write_noise, swap_pages, cut_short], 3):
        kind(file, random)


KINDS: dict[str, Callable[[Path, Random], None]] = {
    "bits flipped": flip_bits,
    "cut short": cut_short,
    "pages swapped": swap_pages,
    "pages of zeros": zero_pages,
    "noise": write_noise,
    "header changed": change_header,
    "first page spoilt": spoil_first_page,
    "letters changed": change_texts,
    "log cut short": cut_log,
    "log garbled": garble_log,
    "log lost": lose_log,
    "nothing but noise": only_noise,
    "three kinds at once": everything,
}


# What has to hold


@dataclass
class Tally:
    """What came of one kind of damage."""

    copies: int = 0
    states: Counter[str] = field(default_factory=Counter)
    opened: int = 0
    alone: int = 0
    saved: Counter[str] = field(default_factory=Counter)
    together: int = 0
    with_copy: Counter[str] = field(default_factory=Counter)

    def add(self, other: Tally) -> None:
        self.copies += other.copies
        self.states += other.states
        self.opened += other.opened
        self.alone += other.alone
        self.together += other.together
        self.saved += other.saved
        self.with_copy += other.with_copy


def bytes_of(folder: Path) -> dict[str, bytes]:
    """The files of the diary itself; SQLite's index of a log holds nothing of its own."""
    return {end: file.read_bytes() for end in _ENDS if (file := _end(folder, end)).is_file()}


def _end(folder: Path, end: str) -> Path:
    return folder / f"diary.sqlite{end}"


def try_one(folder: Path, work: Path, original: Rows, tally: Tally) -> None:
    """All that has to hold for a damaged diary; raises where anything doesn't."""
    damaged = bytes_of(folder)
    found = examine(folder / "diary.sqlite")
    assert {end: bytes_of(folder)[end] for end in damaged} == damaged, "looking changed it"
    tally.copies += 1
    tally.states[found.state.value] += 1
    assert found.state is DiaryState.GOOD or found.words

    copy = _copy(folder, work)
    opens, is_read = _open_and_read(copy / "diary.sqlite")
    tally.opened += is_read
    if found.state is DiaryState.GOOD:
        assert is_read, "said to be good, but can't be used"
    elif not opens:
        after = bytes_of(copy)
        assert {end: after[end] for end in damaged} == damaged, "a refusal changed it"

    saving = _salvage_with_copy if tally.copies // 2 % 2 else _salvage
    for way in (_begin_anew, _restore, saving):
        copy = _copy(folder, work)
        file = copy / "diary.sqlite"
        way(file, tally, original)
        _require_works(file)
        _require_set_aside(copy, damaged, found.state)


def _copy(folder: Path, work: Path) -> Path:
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(folder, work)
    return work


def _open_and_read(file: Path) -> tuple[bool, bool]:
    """Whether it opens, and whether all of it can be read; nothing but plain words about why not.

    Anything else that is raised goes up, and the program would have shown it as a bug.
    """
    opens = False
    try:
        with Diary.open(file, wait_ms=0) as diary:
            opens = True
            for session in diary.sessions():
                _ = session.answers, [entry.answers for entry in session.entries]
            diary.unfinished()
            diary.completions()
            export_csv(diary, file.with_name("out.csv"))
            diary.close_interrupted(_NOW)
    except DiaryError:
        return opens, False
    return True, True


def _begin_anew(file: Path, _tally: Tally, _original: Rows) -> None:
    begin_anew(file, _NOW)


def _restore(file: Path, _tally: Tally, _original: Rows) -> None:
    backup = newest_good_backup(file, _NOW.date())
    assert backup is not None
    assert backup.contents is not None
    restore(backup.path, file, _NOW)
    assert len(rows_of(file)["sessions"]) == backup.contents.sessions == _BACKED_UP


def _salvage(file: Path, tally: Tally, original: Rows) -> None:
    done = salvage(file, _NOW)
    rows = rows_of(file)
    assert done.contents.sessions == len(rows["sessions"])
    tally.alone += 1
    for table, whole in original.items():
        tally.saved[table] += len(whole & rows[table])
        tally.saved[f"other {table}"] += len(rows[table] - whole)


def _salvage_with_copy(file: Path, tally: Tally, original: Rows) -> None:
    salvage(file, _NOW, newest_good_backup(file, _NOW.date()))
    rows = rows_of(file)
    tally.together += 1
    for table, whole in original.items():
        tally.with_copy[table] += len(whole & rows[table])
    assert len(rows["sessions"]) >= _BACKED_UP


def _require_works(file: Path) -> None:
    with Diary.open(file) as diary:
        before = diary.count_sessions()
        assert len(diary.sessions()) == before
        session_id = diary.begin_session(_NOW, "after")
        diary.end_session(session_id, Outcome.COMPLETED, _NOW)
        assert diary.count_sessions() == before + 1
    with closing(connect(file, "rw")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def _require_set_aside(folder: Path, damaged: dict[str, bytes], state: DiaryState) -> None:
    """The damaged diary has to be there still, to the byte, unless it was sound."""
    aside = folder / "set-aside"
    for end, whole in damaged.items():
        kept = [path.read_bytes() for path in aside.glob(f"*.sqlite{end}")]
        if whole and not (state is DiaryState.GOOD and not kept):
            assert kept == [whole], f"not set aside as it was: diary.sqlite{end}"


def in_memory() -> Path | None:
    """A folder that is kept in memory, where there is one: a disk takes its time to be sure."""
    folder = Path("/dev/shm")
    return folder if os.access(folder, os.W_OK) else None


def damage_again_and_again(
    count: int,
    seed: int,
    folder: Path,
    kinds: Sequence[str] = tuple(KINDS),
    passphrase: str = "",
) -> dict[str, Tally]:
    """So many damaged copies, each kind in its turn; what came of them by kind.

    With a passphrase they are of a diary that is under it, and the person has told it.
    """
    key = make_key(passphrase, Random(seed).randbytes(16)) if passphrase else None
    if key is not None:
        keep_in_mind(key)
    originals = {True: folder / "cut off", False: folder / "closed"}
    for is_cut_off, original in originals.items():
        original.mkdir()
        make_original(original, is_cut_off=is_cut_off, key=key)
    rows = rows_of(originals[False] / "diary.sqlite")
    tallies = {kind: Tally() for kind in kinds}
    for number in range(count):
        kind = kinds[number % len(kinds)]
        random = Random(f"{seed} {number} {kind}")
        is_cut_off = "log" in kind or number // len(kinds) % 2 == 0
        damaged = _copy(originals[is_cut_off], folder / "damaged")
        KINDS[kind](damaged / "diary.sqlite", random)
        try:
            try_one(damaged, folder / "work", rows, tallies[kind])
        except Exception as error:
            error.add_note(f"copy {number}, {kind}, seed {seed}; left in {damaged}")
            raise
    return tallies


def report(tallies: dict[str, Tally]) -> list[str]:
    """A line for each kind of damage, and one for all."""
    total = Tally()
    for tally in tallies.values():
        total.add(tally)
    lines = [
        "Of each kind: copies, how many opened all the same, what was saved as it was (sessions,",
        "entries, sets; then sessions with the older copy's), and what looking found.",
    ]
    for kind, tally in [*tallies.items(), ("all", total)]:
        shares = [
            f"{100 * tally.saved[table] / max(tally.alone * times * _SESSIONS, 1):5.1f} %"
            for table, times in (("sessions", 1), ("entries", 4), ("sets", 8))
        ]
        together = 100 * tally.with_copy["sessions"] / max(tally.together * _SESSIONS, 1)
        states = ", ".join(f"{state} {number}" for state, number in sorted(tally.states.items()))
        lines.append(
            f"{kind:<20} {tally.copies:>5} {tally.opened:>5}   {' '.join(shares)}"
            f"   {together:5.1f} %   {states}"
        )
    return lines


def main(arguments: Sequence[str] | None = None) -> int:
    """Gives 0 when everything held for every copy."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("count", type=int, nargs="?", default=200, help="how many copies (200)")
    parser.add_argument("--seed", type=int, default=1, help="of what is drawn by chance")
    parser.add_argument("--kind", choices=tuple(KINDS), help="only this kind of damage")
    parser.add_argument(
        "--passphrase", default="", metavar="WORDS", help="of a diary that is under one"
    )
    options = parser.parse_args(arguments)
    kinds = (options.kind,) if options.kind else tuple(KINDS)
    with tempfile.TemporaryDirectory(dir=in_memory()) as folder:
        tallies = damage_again_and_again(
            options.count, options.seed, Path(folder), kinds, options.passphrase
        )
    sys.stdout.write("\n".join(report(tallies)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
