"""An optional passphrase on a person's diary: told, set, changed and taken off.

The file itself is encrypted (SQLCipher), and so are its copies. Nobody can open it without the
passphrase. What was saved for others to read, the programme and the settings are not under it.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from backrehab.storage.copy_names import SET_ASIDE, copies_of
from backrehab.storage.faults import OUTSIDE, fault_of
from backrehab.storage.in_place import require_nobody
from backrehab.storage.keys import (
    Key,
    fits,
    keep_in_mind,
    key_fitting,
    key_of,
    make_key,
    may_be_sealed,
    salt_of,
)
from backrehab.storage.leftovers import clear_leftovers, plain_files
from backrehab.storage.progress import Progress
from backrehab.storage.restore import changing_words
from backrehab.storage.sealing import change_under, write_under
from backrehab.storage.sqlite import is_lost

log = logging.getLogger(__name__)

LEAST = 8
"""Characters of a passphrase; how good one is, nobody can tell from outside."""

_MOST_SALTS = 4
"""So many starts of files are tried; each takes a third of a second."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What came of it: how many copies were changed with the diary, and which files were not."""

    copies: int
    left: tuple[Path, ...]


def trouble_with(passphrase: str) -> str:
    """Why this may not be set, in a sentence; "" where it may."""
    if len(passphrase) < LEAST:
        return f"A passphrase needs at least {LEAST} characters."
    if passphrase != passphrase.strip():
        return "A passphrase can't begin or end with a space."
    return ""


def is_under_passphrase(diary: Path) -> bool:
    """Whether the file is under one, told to this process or not."""
    return key_fitting(diary) is not None or may_be_sealed(diary)


def is_unlocked(diary: Path) -> bool:
    """Whether it is under a passphrase that was told to this process."""
    return key_fitting(diary) is not None


def unlock(diary: Path, passphrase: str) -> bool:
    """Tries a passphrase on a file; if it is the right one, the file opens from now on.

    It opens the diary's copies too. Takes about a third of a second; the start of the file may be
    spoilt, as long as one of its copies still has it. Where the diary is lost its copies tell
    whether it is the right one. The passphrase itself is not kept.
    """
    for salt in _salts(diary):
        key = make_key(passphrase, salt)
        if fits(key, diary) or (is_lost(diary) and any(_with_start(key, diary))):
            keep_in_mind(key)
            return True
    return False


def is_that_of(key: Key, passphrase: str) -> bool:
    """Whether this is the passphrase of an open diary, by its key; takes as long as `unlock`.

    The file isn't touched: to read it and close it again would let go of its locks.
    """
    return make_key(passphrase, key.salt) == key


def put_under(diary: Path, passphrase: str, on_progress: Progress | None = None) -> Sealed:
    """Puts a diary and its copies under a passphrase, in the place of one it may have.

    It must not be open, here or elsewhere.

    Raises:
        DiaryError: it can't be done, and the diary is as it was.
        ValueError: the passphrase may not be set (`trouble_with`).
    """
    trouble = trouble_with(passphrase)
    if trouble:
        raise ValueError(trouble)
    return _change(diary, make_key(passphrase, os.urandom(16)), on_progress)


def take_off(diary: Path, on_progress: Progress | None = None) -> Sealed:
    """Makes a diary and its copies plain again; it must not be open, here or elsewhere.

    Raises:
        DiaryError: it can't be done, and the diary is as it was.
    """
    return _change(diary, None, on_progress)


def put_copies_under(diary: Path, on_progress: Progress | None = None) -> Sealed:
    """Puts every copy under what the diary is under, where that was cut off before its end."""
    return _change_copies(diary, key_of(diary), on_progress)


def _change(diary: Path, key: Key | None, on_progress: Progress | None) -> Sealed:
    """Some copies, the diary, the other copies: cut off anywhere, the next start can go on.

    As long as the diary is under a passphrase one of its copies is, which tells that it is no
    noise (`may_be_sealed`). Copies that are plain too early go under it again at the next start;
    too late, they would be left under one that nobody needs to know any more.
    """
    copies = copies_of(diary)
    first, told_first, told_last = (
        (copies[:-1], on_progress, None) if key is None else (copies[-1:], None, on_progress)
    )
    with changing_words(diary):
        before = key_of(diary)
        require_nobody(diary)
        clear_leftovers(diary)
        if key is not None:
            keep_in_mind(key)
        changed = _change_copies(diary, key, told_first, first).copies
        try:
            change_under(diary, key)
        except BaseException:
            _change_copies(diary, before, None)
            raise
    others = _change_copies(diary, key, told_last)
    return Sealed(changed + others.copies, others.left)


def _change_copies(
    diary: Path,
    key: Key | None,
    on_progress: Progress | None,
    only: Sequence[Path] | None = None,
) -> Sealed:
    copies = copies_of(diary) if only is None else only
    changed = 0
    left = []
    for done, copy in enumerate(copies, 1):
        if _is_under(copy, key):
            continue
        try:
            told = copy.stat()
            write_under(copy, copy, key)
            os.utime(copy, ns=(told.st_atime_ns, told.st_mtime_ns))  # the order they were made in
            changed += 1
        except OUTSIDE as error:
            if fault_of(error) is None:
                raise
            log.info("%s stays as it is: %s", copy, error)
            left.append(copy)
        if on_progress is not None:
            on_progress(done, len(copies))
    others = () if key is None else plain_files(diary)
    aside = [path for path in _inside(diary.parent / SET_ASIDE) if not _is_under(path, key)]
    return Sealed(changed, tuple(dict.fromkeys((*left, *aside, *others))))


def _with_start(key: Key, diary: Path) -> Iterator[bool]:
    """For each copy that begins with the salt of a key, whether it is one of this key."""
    return (fits(key, copy) for copy in copies_of(diary) if salt_of(copy) == key.salt)


def _is_under(file: Path, key: Key | None) -> bool:
    """Whether a file is already what it is to be: under this key, or plain."""
    salt = salt_of(file)
    return salt is None if key is None else salt == key.salt


def _inside(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []


def _salts(diary: Path) -> list[bytes]:
    """How the diary begins, or may have begun: as its copies do."""
    salts = [salt_of(file) for file in (diary, *reversed(copies_of(diary)))]
    return list(dict.fromkeys(salt for salt in salts if salt is not None))[:_MOST_SALTS]
