"""One diary in the place of another: what was there is put aside as it is, and nothing is lost.

Whenever this is cut off, by a fault or without warning, every byte that was there before is still
there, under its own name or among what was set aside. In its place stands either the old diary,
whole, or the new one; or the new one lies beside it as `.ready`, and `settle` puts it there.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from backrehab.storage.beside import BESIDE, UNFOLDED, all_of, holds_something, with_end
from backrehab.storage.connection import connect, transaction
from backrehab.storage.copy_names import SET_ASIDE, place_set_aside
from backrehab.storage.faults import DatabaseFault, Fault
from backrehab.storage.lasting import keep_names
from backrehab.storage.open_here import open_here
from backrehab.storage.presence import is_ordinary_file, is_there

# Whoever has a database open holds a lock on a part of these bytes, in the file or beyond its end:
# https://www.sqlite.org/fileformat2.html#the_lock_byte_page
_LOCKS_AT, _LOCKS = 0x40000000, 512


def newcomer(diary: Path) -> Path:
    """Where a diary is made ready that is to take the place of this one."""
    return with_end(diary, ".new")


def set_aside(diary: Path, now: datetime) -> Path | None:
    """Gives the diary a second, dated name among what was set aside, with all beside it.

    It stays where it is too, until `put_in_place`. Gives the new name; `None` where nothing with
    anything in it was there.

    Raises:
        OSError: there is no room, or no right to; the diary is as it was.
    """
    ends = [end for end in ("", *BESIDE) if holds_something(with_end(diary, end))]
    if not ends:
        return None
    to = place_set_aside(diary, now)
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    made: list[Path] = []
    try:
        for end in ends:
            made.append(with_end(to, end))
            _link_or_copy(with_end(diary, end), made[-1])
    except BaseException:
        for path in made:
            path.unlink(missing_ok=True)
        raise
    keep_names(to.parent)
    return to


def put_in_place(new: Path, diary: Path, kept: Path | None) -> None:
    """Puts a diary that is ready in the place of the one there, which was kept as `kept` before.

    What lies beside the old one has to go first, as its log would spoil the new one; and it may
    go only once nothing but a name has to be changed any more.

    Raises:
        DatabaseFault, OSError: somebody has it open or has just written to it (`LOCKED`), or as
            `fault_of` tells them apart; the diary is as it was.
    """
    ready = _ready(diary)
    try:
        with _nobody_else(diary):
            _require_kept(diary, kept)
            try:
                new.replace(ready)
                keep_names(diary.parent)
                _finish(ready, diary)
            except BaseException:
                with suppress(OSError):
                    _put_back(ready, diary, kept)
                raise
    except BaseException:
        if not is_there(ready):  # else the next start needs them
            with suppress(OSError):
                _take_away(_second_names(diary))
        raise


def settle(diary: Path) -> None:
    """Ends what was cut off while one diary was about to take the place of another.

    To be called before a diary is looked at. Nothing in this process may have it open, unless it
    was called before that.

    Raises:
        DatabaseFault, OSError: it can't be done now, and the diary must not be used.
    """
    ready = _ready(diary)
    if is_ordinary_file(ready):
        with _nobody_else(diary):
            if is_ordinary_file(ready):  # else another window has just done it
                _finish(ready, diary)
    elif _second_names(diary):
        with suppress(DatabaseFault, OSError), _nobody_else(diary):
            _take_away(_second_names(diary))


def _ready(diary: Path) -> Path:
    """What the new diary is called once the one before it is kept and only has to make way."""
    return with_end(diary, ".ready")


def _finish(ready: Path, diary: Path) -> None:
    for end in BESIDE:
        with_end(diary, end).unlink(missing_ok=True)
    ready.replace(diary)
    keep_names(diary.parent)


def _put_back(ready: Path, diary: Path, kept: Path | None) -> None:
    """Makes the old diary whole again, where the new one didn't come into its place."""
    if not is_ordinary_file(ready):
        return
    for end in UNFOLDED:
        own, aside = with_end(diary, end), kept and with_end(kept, end)
        if aside is not None and is_ordinary_file(aside) and not is_there(own):
            _link_or_copy(aside, own)
    keep_names(diary.parent)
    ready.unlink()


def _require_kept(diary: Path, kept: Path | None) -> None:
    """Raises where something stands there that was not kept: written just now by somebody else."""
    for end in ("", *UNFOLDED):
        own, other = with_end(diary, end), kept and with_end(kept, end)
        if not holds_something(own):
            continue
        if other is None or not is_ordinary_file(other):
            raise DatabaseFault(Fault.LOCKED)
        if end and other.stat().st_size != own.stat().st_size:
            raise DatabaseFault(Fault.LOCKED)


def _second_names(diary: Path) -> list[Path]:
    """Names of this very diary among what was set aside: what is written to it would change them.

    Those of its log come first, so that they are found again by that of the diary.
    """
    try:
        if diary.stat().st_nlink < 2:
            return []
        aside = sorted((diary.parent / SET_ASIDE).iterdir(), reverse=True)
    except OSError:
        return []
    own = [path for path in all_of(diary) if is_ordinary_file(path)]
    return [path for path in aside if any(_is_same(path, other) for other in own)]


def _is_same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return False


def _take_away(names: list[Path]) -> None:
    for name in names:
        name.unlink(missing_ok=True)


@contextmanager
def alone_with(diary: Path, *, by_sqlcipher: bool = False) -> Iterator[sqlite3.Connection]:
    """A sound diary to read, with its log taken in and everybody else kept out meanwhile.

    `by_sqlcipher` as for `connect`.

    Raises:
        DatabaseFault, sqlite3.Error, OSError: somebody has it open (`LOCKED`), or as `fault_of`
            tells them apart.
    """
    with closing(connect(diary, "rw", wait_ms=0, by_sqlcipher=by_sqlcipher)) as connection:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        # Only who is alone may change this: an open window keeps hold of the log.
        connection.execute("PRAGMA journal_mode = DELETE")
        with transaction(connection, "EXCLUSIVE"):
            pass
        yield connection


def require_nobody(diary: Path) -> None:
    """Raises `DatabaseFault` where somebody has the diary open, be it sound or not.

    Asks for the locks of the file itself. Where there is no such call, on Windows, an open file
    can't be replaced anyway. One that this process itself has open isn't touched: its locks
    would go.
    """
    with _nobody_else(diary):
        pass


@contextmanager
def _nobody_else(diary: Path) -> Iterator[None]:
    """Keeps everybody else out of a diary meanwhile, as `require_nobody` asks."""
    if open_here(diary) is not None:
        raise DatabaseFault(Fault.LOCKED)
    try:
        import fcntl
    except ImportError:
        yield
        return
    if not diary.is_file():
        yield
        return
    with diary.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, _LOCKS, _LOCKS_AT)
        except BlockingIOError:
            raise DatabaseFault(Fault.LOCKED) from None
        yield


def _link_or_copy(path: Path, to: Path) -> None:
    """A second name needs no room; a disk that has none of those gets a copy, there once whole."""
    try:
        os.link(path, to)
    except OSError:
        unfinished = with_end(to, ".unfinished")
        try:
            shutil.copyfile(path, unfinished)
            with unfinished.open("rb+") as file:
                os.fsync(file.fileno())
            unfinished.replace(to)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
    with suppress(OSError):
        to.chmod(0o600)
