"""One cell of a file that comes in: what it says, or what stands against it.

The bounds are those of the one table of columns.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from backrehab.core.characters import character_words
from backrehab.core.diary import note_fault
from backrehab.storage.cells import read_instant
from backrehab.storage.column import ID_PATTERN, Column, Kind
from backrehab.storage.columns import COLUMNS
from backrehab.storage.faults import DatabaseFault

Value = str | int | None
"""What a cell says; a text is never `None`, another empty cell is."""

_NUMBER = re.compile("0|[1-9][0-9]{0,9}")
_ID = re.compile(ID_PATTERN)
_INSTANT = re.compile(
    "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}"
    "(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])"  # as far as SQLite goes
)
_IN_UTC = ("Z", "-00:00")
_PLAIN = re.compile("[ -~\r\n]{0,200}")
"""Short text of ordinary letters, as nearly all is: nothing can stand against it."""
_SHOWN_MOST = 40
_KEPT = 512
_BY_PERSON = {"note", "session_note", "skip_reason", "person_code"}
_NAMES = [column.name for column in COLUMNS]
_MAY_BE_EMPTY = [not column.required for column in COLUMNS]
_EMPTY: list[Value] = ["" if column.kind is Kind.TEXT else None for column in COLUMNS]


@dataclass(frozen=True, slots=True)
class CellFault:
    """Why a cell can't be taken."""

    column: str
    found: str
    expected: str


class CellRefused(ValueError):
    """A cell can't be taken; `expected` says what would be."""

    def __init__(self, expected: str) -> None:
        self.expected = expected
        super().__init__(expected)


def read_cell(column: Column, cell: str) -> Value:
    """What a cell says that isn't empty, or may not be.

    Raises:
        CellRefused: it can't be said in this column.
    """
    match column.kind:
        case Kind.TEXT:
            return _text(column, cell.removeprefix("'"))
        case Kind.WORD if column.words:
            if cell not in column.words:
                raise CellRefused(_or(column, " or ".join(column.words)))
            return cell
        case Kind.WORD:
            if not _ID.fullmatch(cell):
                raise CellRefused("an id of at most 64 letters, digits, dots and hyphens")
            return cell
        case Kind.INTEGER:
            if not _NUMBER.fullmatch(cell) or not column.least <= int(cell) <= column.most:
                bounds = f"a whole number from {column.least} to {column.most}"
                raise CellRefused(_or(column, bounds))
            return int(cell)
        case Kind.INSTANT:
            return _instant(column, cell)


def _reader(column: Column) -> Callable[[str], Value]:
    """Reads the column's cells; of most columns few are ever different, so those are kept."""
    read = partial(read_cell, column)
    ever_new = column.kind is Kind.INSTANT or (column.kind is Kind.WORD and not column.words)
    return read if ever_new else lru_cache(_KEPT)(read)


_READERS = [_reader(column) for column in COLUMNS]


def read_row(cells: Sequence[str]) -> tuple[dict[str, Value], list[CellFault]]:
    """What the cells of a row say, in the order of `COLUMNS`, and all that stands against it."""
    values = dict(zip(_NAMES, _EMPTY, strict=True))
    faults: list[CellFault] = []
    for name, read, may_be_empty, cell in zip(_NAMES, _READERS, _MAY_BE_EMPTY, cells, strict=True):
        if not cell and may_be_empty:  # so are most
            continue
        try:
            values[name] = read(cell)
        except CellRefused as refused:
            faults.append(CellFault(name, shown(cell), refused.expected))
    return values, faults or _faults_between(values, cells)


def shown(cell: str) -> str:
    """A cell as it is quoted to a person: shortened, and what can't be seen in it in words."""
    if not cell:
        return "nothing"
    text = ""
    for character in cell:
        seen = character if character.isprintable() else f"[{character_words(character)}]"
        if len(text) + len(seen) > _SHOWN_MOST:
            return f"'{text}…'"
        text += seen
    return f"'{text}'"


def _or(column: Column, expected: str) -> str:
    return expected if column.required else f"{expected}, or nothing"


def _text(column: Column, text: str) -> str:
    if not text:
        raise CellRefused("a text")  # an empty one that may be never comes here
    if _PLAIN.fullmatch(text):
        return text
    if column.name in _BY_PERSON:
        if fault := note_fault(text):
            raise CellRefused(f"a text that can be kept. {fault}")
    elif "\0" in text or any(unicodedata.category(character) == "Cs" for character in text):
        raise CellRefused("a text of whole characters")
    return text


def _instant(column: Column, cell: str) -> str:
    """The instant as the diary writes it."""
    try:
        if _INSTANT.fullmatch(cell):
            read_instant(cell)
            for utc in _IN_UTC:
                if cell.endswith(utc):
                    return cell.removesuffix(utc) + "+00:00"
            return cell
    except DatabaseFault:
        pass  # the 30th of February, or a year that no diary is from
    raise CellRefused(_or(column, "an instant such as 2026-03-02T18:05:00+00:00"))


def _faults_between(values: Mapping[str, Value], cells: Sequence[str]) -> list[CellFault]:
    """What each cell may say, but not beside the others."""
    faults: list[CellFault] = []

    def expect(name: str, given: bool, why: str) -> None:
        if given is (values[name] is None):
            expected = f"{'something' if given else 'nothing'}, since {why}"
            faults.append(CellFault(name, shown(cells[_NAMES.index(name)]), expected))

    for start in ("session_", ""):
        ended = values[f"{start}outcome"] is not None
        expect(f"{start}ended_at", ended, f"{start}outcome is {'told' if ended else 'empty'}")
    if values["recorded_by"] == "manual":
        for name in _TIMED_AND_TARGETS:
            expect(name, False, "recorded_by is manual")
        return faults
    for name, target in _TIMED_AND_TARGETS.items():
        asked = target is None or values[target] is not None
        why = f"{target} is {'told' if asked else 'empty'}" if target else "recorded_by is timer"
        expect(name, asked, why)
    return faults


_TIMED_AND_TARGETS: Mapping[str, str | None] = {
    "sets_timed": "sets_target",
    "reps_timed": "reps_target",
    "hold_seconds_timed": "hold_seconds_target",
    "timed_seconds_timed": "timed_seconds_target",
    "active_seconds": None,
    "paused_seconds": None,
}
"""The totals of the timer, each with the column that says whether it was asked for."""
