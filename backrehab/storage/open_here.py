"""Which databases this process has open, so that nothing else in it touches their files.

On POSIX a process loses all its locks on a file as soon as it closes any one descriptor of it
(https://www.sqlite.org/howtocorrupt.html, 2.2). SQLite knows that of its own connections. But a
mere look at the first bytes of a diary that is open would let another program take it for closed,
and take its log away. So whoever wants to know something of a file asks here first.
"""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol
from weakref import WeakSet

if TYPE_CHECKING:
    from backrehab.storage.keys import Key

Identity = tuple[int, int]
"""A file by its disk and its number there, under whatever name."""


class OpenFile(Protocol):
    """A database that is open here."""

    @property
    def identity(self) -> Identity | None: ...  # `None` for one without a file

    @property
    def key(self) -> Key | None: ...  # `None` for a plain one


_lock = Lock()
_open: WeakSet[OpenFile] = WeakSet()


def identity_of(path: Path) -> Identity:
    """Which file has this name now.

    Raises:
        OSError: none has, or it can't be looked at.
    """
    stat = path.stat()
    return (stat.st_dev, stat.st_ino)


def take_note(file: OpenFile) -> None:
    """From now on nobody here opens this file but SQLite."""
    with _lock:
        _open.add(file)


def let_go(file: OpenFile) -> None:
    """It is closed; twice does nothing."""
    with _lock:
        _open.discard(file)


def open_here(path: Path) -> OpenFile | None:
    """The open database whose file has this name, if there is one."""
    with _lock:
        files = list(_open)
    if not files:
        return None
    try:
        identity = identity_of(path)
    except OSError:
        return None
    return next((file for file in files if file.identity == identity), None)
