"""The terminal, file or pipe that a verb writes to: what stands in its way, in words."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from typing import BinaryIO

from backrehab.core.errors import BackrehabError


class StdoutFault(BackrehabError):
    """What stdout leads to can't be written; `reason` is the system's word for why."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)

    def __str__(self) -> str:
        return f"What this command says can't be written where it should go: {self.reason}."


@contextmanager
def writing_stdout() -> Generator[BinaryIO]:
    """Bytes to write to; what was written, as text too, has gone when this ends.

    Raises:
        StdoutFault: it is full, closed or has a fault.
        BrokenPipeError: whoever reads it has enough.
    """
    if sys.stdout is None:
        raise StdoutFault(os.strerror(errno.EBADF))
    try:
        yield sys.stdout.buffer
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise StdoutFault(error.strerror or "a fault of the disk") from error
