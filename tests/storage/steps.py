"""Every step taken in a folder: listed, made to fail, or made the last one before the end.

Python tells of a step before it takes it (https://docs.python.org/3/library/audit_events.html),
so the file system itself stays the real one.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

_STEPS = frozenset(
    {"open", "os.chmod", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir"}
)

KILLED = 9


@dataclass
class Steps:
    """What is done in a folder, in order, and what becomes of one of the steps.

    `spoilt` is the number of that step, from 0; with `for_good` all that come after it fail, too.
    With `deadly` the process ends there, as when it is killed.
    """

    folder: Path
    spoilt: int | None = None
    for_good: bool = False
    deadly: bool = False
    taken: list[tuple[str, Path]] = field(default_factory=list)

    @property
    def came_to_it(self) -> bool:
        """Whether the step to be spoilt was reached."""
        return self.spoilt is not None and len(self.taken) > self.spoilt

    def take(self, event: str, path: Path) -> None:
        number = len(self.taken)
        self.taken.append((event, path))
        if self.spoilt is None or number < self.spoilt:
            return
        if self.deadly:
            os._exit(KILLED)
        if number == self.spoilt or self.for_good:
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))


_watched: list[Steps] = []
_hooked: list[bool] = []


@contextmanager
def taking(steps: Steps) -> Iterator[Steps]:
    """Watches the steps of this process while inside."""
    if not _hooked:  # once: there is no taking it away again
        sys.addaudithook(_see)
        _hooked.append(True)
    _watched.append(steps)
    try:
        yield steps
    finally:
        _watched.remove(steps)


def _see(event: str, args: tuple[object, ...]) -> None:
    if not _watched or event not in _STEPS or not isinstance(args[0], str | os.PathLike):
        return
    path = Path(args[0])
    for steps in _watched:
        if steps.folder == path or steps.folder in path.parents:
            steps.take(event, path)
