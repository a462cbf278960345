"""The passphrase for a verb of the command line: typed at the terminal, or read from a file."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from getpass import getpass
from pathlib import Path

from backrehab.core.errors import BackrehabError
from backrehab.storage import fault_words
from backrehab.storage.faults import Fault, fault_of
from backrehab.storage.passphrase import is_under_passphrase, is_unlocked, unlock
from backrehab.storage.presence import is_ordinary_file

_TRIES = 3
_LONGEST = 10_000


class NotUnlocked(BackrehabError):
    """A diary stays closed, as its passphrase wasn't told; the words are all there is to say."""


def unlock_file(file: Path, told_in: Path | None, *, or_else: str = "") -> None:
    """Has a diary or a copy opened, if it is under a passphrase.

    `told_in` is a file with the passphrase in its first line; `-` is what is piped in. Without it
    the passphrase is asked for at the terminal, and not shown there. `or_else` says what can be
    done without the passphrase.

    Raises:
        NotUnlocked: it wasn't told, or it isn't the right one.
    """
    if not is_ordinary_file(file) or not is_under_passphrase(file) or is_unlocked(file):
        return
    for passphrase in _told(file, told_in, or_else):
        if unlock(file, passphrase):
            return
    raise _stays_closed(
        f"{file} stays closed: that is not its passphrase, or the file has been spoilt. "
        "Nothing was changed.",
        or_else,
    )


def _stays_closed(words: str, or_else: str) -> NotUnlocked:
    return NotUnlocked(f"{words} {or_else}".rstrip())


def _told(file: Path, told_in: Path | None, or_else: str) -> Iterator[str]:
    if told_in is not None:
        yield _first_line(told_in)
    elif sys.stdin is not None and sys.stdin.isatty():
        for again in range(_TRIES):
            yield _asked(f"{'That is not it. ' if again else ''}Passphrase of {file}: ")
    else:
        raise _stays_closed(
            f"{file} is under a passphrase, or it has been spoilt. Nothing was changed. "
            "Run this at a terminal to be asked for it, or use --passphrase-file.",
            or_else,
        )


def _asked(words: str) -> str:
    try:
        return getpass(words)
    except EOFError:  # Ctrl-D
        raise NotUnlocked("No passphrase was told. Nothing was changed.") from None


def _first_line(told_in: Path) -> str:
    """The first line of a file or of what is piped in: UTF-8, whatever the terminal is."""
    try:
        if str(told_in) != "-":
            with told_in.open("rb") as file:
                line = file.readline(_LONGEST)
        elif sys.stdin is None:
            raise NotUnlocked("Nothing is piped in, so no passphrase could be read from it.")
        else:
            line = sys.stdin.buffer.readline(_LONGEST)
        return line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise NotUnlocked(
            f"No passphrase could be read from {told_in}: it is not UTF-8 text."
        ) from error
    except OSError as error:
        reasons = fault_words.PASSPHRASE_FILE
        why = reasons.get(fault_of(error) or Fault.DISK, reasons[Fault.DISK])
        raise NotUnlocked(f"No passphrase could be read from {told_in}: {why}.") from error
