"""A folder that is written whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backrehab.storage.lasting import keep_names
from backrehab.storage.presence import resolved

FOR_THIS_USER = 0o700


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """A new folder, to be filled inside, that stands at `path` once this ends well.

    Whatever goes wrong, what was at `path` before is as it was. A folder that was there is
    replaced with all it holds: whether it may be is for the caller to know. No system replaces a
    full folder in one step, so for a moment there is none; a power cut just then leaves both
    beside it, by the names `.NUMBER.before` and `.NUMBER.unfinished`.

    Raises:
        OSError: the folder can't be written.
    """
    target = resolved(path)  # a link stays a link
    mark = os.urandom(16).hex()
    unfinished = target.with_name(f".{mark}.unfinished")
    before = target.with_name(f".{mark}.before")
    unfinished.mkdir(FOR_THIS_USER)
    try:
        yield unfinished
        if target.exists():
            target.rename(before)
        try:
            unfinished.rename(target)
        except OSError:
            if before.exists():
                before.rename(target)
            raise
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    keep_names(target.parent)  # before what it replaces goes
    shutil.rmtree(before, ignore_errors=True)
