"""A JSON file as values, or the one reason why it can't be read at all."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from backrehab.core.errors import ContentError, Problem
from backrehab.storage.spelling import closest

MOST_BYTES = 4_000_000
"""More than a hundred times our own content; a larger file is something else."""


class _JsonObject(dict[str, object]):
    """A JSON object that remembers the keys it was given more than once."""

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        super().__init__(pairs)
        counts = Counter(key for key, _ in pairs) if len(self) < len(pairs) else Counter()
        self.repeated = tuple(key for key, count in counts.items() if count > 1)


def repeated_keys(value: object) -> tuple[str, ...]:
    """The keys a JSON object had more than once, where only the last one counted."""
    return value.repeated if isinstance(value, _JsonObject) else ()


def read_json(file: Path) -> object:
    """What `file` says; `repeated_keys` knows what got lost on the way.

    Raises:
        ContentError: there is no such file, it can't be read, or it is not JSON in UTF-8.
    """
    try:
        if not file.is_file():
            raise ContentError(file, (_no_file(file),))
        if (size := file.stat().st_size) > MOST_BYTES:
            raise _of_file(file, f"{size:,} bytes", f"at most {MOST_BYTES:,} bytes")
        raw = file.read_bytes()
    except OSError as error:
        raise _of_file(file, f"a file that can't be read ({error.strerror})", "JSON") from error
    if not raw.strip():
        raise _of_file(file, "an empty file", "JSON")
    try:
        # Some editors of Windows put a byte order mark in front; it does no harm.
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _of_file(
            file, "letters that are not UTF-8", "a file saved as UTF-8", f"line {line}"
        ) from error
    try:
        value: object = json.loads(text, object_pairs_hook=_JsonObject, parse_int=_whole_number)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise _of_file(file, f"text that is not JSON ({error.msg})", "JSON", place) from error
    except RecursionError as error:
        raise _of_file(file, "brackets hundreds deep", "at most a few levels") from error
    return value


def _of_file(file: Path, found: str, expected: str, place: str = "") -> ContentError:
    return ContentError(file, (Problem(place, found, expected),))


def _whole_number(digits: str) -> int | float:
    """As `int`, which refuses thousands of digits; past all limits a float says enough."""
    return int(digits) if len(digits) < 100 else float(digits)


def _no_file(file: Path) -> Problem:
    if file.is_dir():
        return Problem("", "a folder", f"a file named {file.name}")
    if file.exists():
        return Problem("", "no ordinary file", f"a file named {file.name}")
    if not file.parent.is_dir():
        return Problem("", "no such folder", f"a folder with {file.name} in it")
    names = [entry.name for entry in file.parent.iterdir()]
    return Problem("", "no such file", f"a file named {file.name}", closest(file.name, names))
