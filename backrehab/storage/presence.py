"""Whether a file is there, asked so that a folder nobody may look into is no absence."""

from __future__ import annotations

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
