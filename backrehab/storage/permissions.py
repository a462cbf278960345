"""Whether other accounts of this computer can read a person's things; put right where we may.

Only what the program itself puts into the folder is touched. On Windows a new file takes the
rights of the user's own folder, and nothing is looked at or claimed.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from backrehab.storage.copy_names import BACKUPS, SET_ASIDE

PEOPLE = "people"
"""The folder with the things of the people who came after the first."""

_OF_A_PERSON = re.compile(
    r"(diary\.sqlite|settings\.ini|programme(\.put-aside-[^/]*)?\.json).*|\.[\da-f]+\.unfinished",
    re.ASCII,
)
_OF_ALL = ("backrehab.log", "people.json")
_FOLDERS = (BACKUPS, SET_ASIDE, PEOPLE)
_OTHERS = stat.S_IRWXG | stat.S_IRWXO

_ANOTHER_OWNER = (
    "Some of your diary's files belong to another user of this computer, who may read them. "
    "They are in {folder}. Ask whoever looks after this computer."
)
_NO_RIGHTS = (
    "Your diary is on a disk where files can't be kept private. Others who use this computer or "
    "this disk may read it. It is in {folder}."
)


@dataclass(frozen=True, slots=True)
class Privacy:
    """How many rights were taken from others just now, and what couldn't be put right."""

    put_right: int = 0
    trouble: str = ""


def keep_private(folder: Path, *, whole: bool, posix: bool = os.name == "posix") -> Privacy:
    """Makes a data folder this account's alone (0700) and what we keep in it too (0600).

    `whole` says that the folder itself is ours. One that somebody chose keeps its own rights, as
    other things may be in it. Links are not followed.
    """
    if not posix:
        return Privacy()
    put_right = 0
    trouble = ""
    for path in _ours(folder, whole=whole):
        try:
            found = path.lstat()
            if stat.S_ISLNK(found.st_mode) or not found.st_mode & _OTHERS:
                if found.st_uid != _own_id():
                    trouble = _ANOTHER_OWNER
                continue
            if found.st_uid != _own_id():
                trouble = _ANOTHER_OWNER
                continue
            path.chmod(stat.S_IRWXU if stat.S_ISDIR(found.st_mode) else 0o600)
            if path.lstat().st_mode & _OTHERS:
                trouble = trouble or _NO_RIGHTS  # some disks take no rights and don't say so
            else:
                put_right += 1
        except FileNotFoundError:
            continue  # a log that went when the diary was closed
        except OSError:
            trouble = trouble or _NO_RIGHTS
    return Privacy(put_right, trouble.format(folder=folder))


def is_of_a_person(name: str) -> bool:
    """Whether a file of this name, in their folder, is one the program keeps for a person."""
    return _OF_A_PERSON.fullmatch(name) is not None


def _ours(folder: Path, *, whole: bool) -> Iterator[Path]:
    """What the program made in the folder."""
    if whole:
        yield folder
    try:
        inside = sorted(folder.iterdir())
    except OSError:
        return
    for path in inside:
        if path.name in _FOLDERS and path.is_dir() and not path.is_symlink():
            yield path
            yield from _all_in(path)
        elif is_of_a_person(path.name) or path.name.startswith(_OF_ALL):
            yield path


def _all_in(folder: Path) -> Iterator[Path]:
    try:
        inside = sorted(folder.iterdir())
    except OSError:
        return
    for path in inside:
        yield path
        if path.is_dir() and not path.is_symlink():
            yield from _all_in(path)


def _own_id() -> int:
    return os.getuid() if hasattr(os, "getuid") else -1
