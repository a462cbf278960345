"""What a power cut left of work on a diary that never came to its end; whole diaries among it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from backrehab.storage.beside import all_of
from backrehab.storage.copy_names import SET_ASIDE, backups_of
from backrehab.storage.in_place import newcomer
from backrehab.storage.keys import PLAIN
from backrehab.storage.open_here import open_here

_UNFINISHED = (".unfinished", ".unfinished-journal", ".unfinished-wal", ".unfinished-shm")
_OLD = timedelta(hours=1)
"""Nothing works on one file for so long; until then another program may still be at it."""


def clear_leftovers(diary: Path, now: datetime | None = None) -> None:
    """Takes away what was begun beside a diary and never came to stand in its place.

    With an aware `now` only what is an hour old, else all of it: then nothing else may be at work
    on the diary. What can't be taken away stays.
    """
    for path in _unfinished(diary):
        with suppress(OSError):
            if now is None or path.stat().st_mtime < (now - _OLD).timestamp():
                path.unlink()


def plain_files(diary: Path) -> tuple[Path, ...]:
    """Whatever else lies beside a diary or among its copies, can be read by anybody and is one.

    Where the diary is open here, neither it nor what lies beside it is touched (`open_here`).
    """
    own = all_of(diary)
    return tuple(
        path
        for folder in _folders(diary)
        for path in _files_in(folder)
        if path not in own and _is_plain(path)
    )


def _unfinished(diary: Path) -> Iterator[Path]:
    new = newcomer(diary).name
    for folder in _folders(diary):
        for path in _files_in(folder):
            begun = path.name.startswith(diary.stem) and path.name.endswith(_UNFINISHED)
            if begun or (folder == diary.parent and path.name.startswith(new)):
                yield path


def _folders(diary: Path) -> tuple[Path, ...]:
    return (diary.parent, backups_of(diary), diary.parent / SET_ASIDE)


def _files_in(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.is_file())
    except OSError:
        return []


def _is_plain(path: Path) -> bool:
    if open_here(path) is not None:  # another name of the diary itself
        return False
    with suppress(OSError), path.open("rb") as file:
        return file.read(len(PLAIN)) == PLAIN
    return False
