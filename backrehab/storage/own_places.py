"""Where diaries and their copies are kept, whoever's they are: nothing else may go there."""

from __future__ import annotations

from pathlib import Path

from backrehab.storage.beside import all_of
from backrehab.storage.copy_names import BACKUPS, SET_ASIDE
from backrehab.storage.people import DIARY
from backrehab.storage.presence import is_there
from backrehab.storage.sqlite import is_lost

_DIARY_FILES = {path.name for path in all_of(Path(DIARY))}
_FOLDERS = {BACKUPS, SET_ASIDE}


def is_own_place(path: Path) -> bool:
    """Whether a place is a diary's, or in a folder of its copies, by its name and neighbours.

    Capital letters don't matter, as on many disks they don't. `path` is to be `resolved`.
    """
    return path.name.casefold() in _DIARY_FILES or _is_among_copies(path)


def is_in_use(path: Path) -> bool:
    """Whether a place is that of a diary with copies beside it, or in a folder of such copies.

    A copy that a person keeps may be called as a diary is, but has none of its own.
    """
    is_diary = path.name.casefold() in _DIARY_FILES and (path.parent / BACKUPS).is_dir()
    return is_diary or _is_among_copies(path)


def _is_among_copies(path: Path) -> bool:
    return any(
        folder.name.casefold() in _FOLDERS and _has_a_diary(folder.parent)
        for folder in (path, *path.parents)
    )


def _has_a_diary(folder: Path) -> bool:
    diary = folder / DIARY
    return is_there(diary) or is_lost(diary)
