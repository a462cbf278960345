"""The one door for errors: what the world does to a file goes on in words for a person."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from backrehab.core.errors import BackrehabError
from backrehab.storage.faults import OUTSIDE, Fault, fault_of


@contextmanager
def door(
    error: Callable[[Path, str], BackrehabError],
    path: Path,
    words: Mapping[Fault, str],
    *,
    but: Collection[Fault] = (),
) -> Iterator[None]:
    """A fault of the world inside goes on as `error` about `path`; bugs go on as they are.

    `words` (`fault_words`) tell of each fault, those of `Fault.DISK` of any that has none.
    Faults in `but` are another door's, further out.
    """
    try:
        yield
    except OUTSIDE as cause:
        fault = fault_of(cause)
        if fault is None or fault in but:
            raise
        raise error(path, words.get(fault, words[Fault.DISK]).format(file=path)) from cause
