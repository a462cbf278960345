"""A file that is written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from backrehab.storage.lasting import keep_names
from backrehab.storage.presence import resolved

FOR_THIS_USER = 0o600


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A new file, to be written inside, that stands at `path` once this ends well.

    Until then, and whatever goes wrong, what was at `path` before is as it was. A new file is for
    this user alone; one that takes the place of another keeps that one's rights. The folder has
    to be there.

    Raises:
        OSError: the file can't be written; with `ENXIO`, what is there is no ordinary file.
    """
    target = resolved(path)  # a link stays a link
    rights = FOR_THIS_USER
    with suppress(FileNotFoundError):
        there = target.stat().st_mode
        if stat.S_ISDIR(there):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
        if not stat.S_ISREG(there):  # a pipe or a device would be gone, with a file in its place
            raise OSError(errno.ENXIO, os.strerror(errno.ENXIO), str(target))
        rights = stat.S_IMODE(there)
    unfinished = target.with_name(f".{os.urandom(16).hex()}.unfinished")
    descriptor = os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _BINARY, FOR_THIS_USER)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if rights != FOR_THIS_USER:
            unfinished.chmod(rights)
        unfinished.replace(target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    keep_names(target.parent)


_BINARY: int = getattr(os, "O_BINARY", 0)  # there on Windows only
