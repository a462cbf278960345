"""Whether a file is there and where: what nobody may look at is neither absent nor a bug."""

from __future__ import annotations

import errno
import os
from pathlib import Path


def is_there(path: Path) -> bool:
    """Whether anything has this name, or may have it as far as this user can see.

    A link that leads nowhere counts, too: it leads to what was there, and may be again.
    `Path.exists` raises where looking is not allowed, and in newer Pythons says no: then what
    could be there would be taken for never begun.
    """
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def is_ordinary_file(path: Path) -> bool:
    """Whether it is an ordinary file, as far as this user can see."""
    try:
        return path.is_file()
    except OSError:
        return False


def resolved(path: Path) -> Path:
    """Where a path leads; a link stays what it is for whoever looks at it by its own name.

    Raises:
        OSError: links that lead in a circle, which before Python 3.13 are a `RuntimeError`.
    """
    try:
        return path.resolve()
    except RuntimeError:
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from None
