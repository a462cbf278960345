"""The rows that still lie in the pages of a damaged SQLite file, read without SQLite.

SQLite gives up a whole table where one page on the way to it is spoilt, and the whole file where
its first page is. The rows themselves lie in leaf pages that need none of that: each says where
its rows begin, and each row says what its values are. So every page is looked at by itself, and
a spoilt one costs what lay in it and nothing else.

The format is fixed for ever: https://www.sqlite.org/fileformat2.html. Nothing here raises for any
bytes whatever, and nothing here knows what is kept.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

_MAGIC = b"SQLite format 3\x00"
_USUAL_PAGE = 4096
_TABLE_INTERIOR, _TABLE_LEAF, _INDEX_INTERIOR, _INDEX_LEAF = 0x05, 0x0D, 0x02, 0x0A
_HEADER_LENGTHS = {_TABLE_INTERIOR: 12, _INDEX_INTERIOR: 12, _TABLE_LEAF: 8, _INDEX_LEAF: 8}
_MOST_PAYLOAD = 1_000_000
_MOST_COLUMNS = 200


class Lost(Enum):
    """Stands for a value that can't be read any more."""

    LOST = "lost"


LOST = Lost.LOST

Cell = int | float | str | bytes | None | Lost


class Whence(Enum):
    """Where a row was found, the surest place first."""

    TREE = 0  # on a page that the list of tables leads to
    STRAY = 1  # on a page in use that nothing sound leads to
    LOG = 2  # in the log, after the place where it stops being sure
    FREE = 3  # on a page given back: an old row, or one taken out


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it lies in the file.

    `rowid` is `None` for a row of a table without one. Text that is no UTF-8 has the sign for an
    unknown character in it.
    """

    whence: Whence
    page_no: int
    rowid: int | None
    cells: tuple[Cell, ...]


class Sealed(Protocol):
    """What makes the pages of an encrypted file plain."""

    def plain(self, page_no: int, page: bytes) -> bytes: ...


class Pages:
    """The pages of a file, those in its log in front of those in itself.

    An encrypted file comes with what makes its pages plain, and with how many bytes are kept at
    the end of each for that; nothing else of ours keeps any.
    """

    def __init__(
        self, file: bytes, log: bytes = b"", sealed: Sealed | None = None, reserved: int = 0
    ) -> None:
        self._file = file
        self._sealed = sealed
        self._size = _page_size(file, log)
        self._usable = self._size - reserved
        self._over, self._unsure = _read_log(log, self._size)

    def __len__(self) -> int:
        """How many pages there are; a last one that was cut short counts."""
        in_file = -(-len(self._file) // self._size)
        return max([in_file, *self._over])

    def page(self, page_no: int) -> bytes:
        """A page by its number, from 1; zeros where it is missing."""
        if page_no in self._over:
            return self._plain(page_no, self._over[page_no])
        start = (page_no - 1) * self._size
        page = self._file[start : start + self._size].ljust(self._size, b"\0")
        return self._plain(page_no, page)

    def rows(self) -> Iterator[Row]:
        """Every row there is, the surest first; the same row may come more than once."""
        reached = self._reached()
        free, is_list_sound = self._free()
        later: list[tuple[Whence, int]] = []
        for page_no in range(1, len(self) + 1):
            if page_no in reached:
                yield from self._rows_on(Whence.TREE, page_no, self.page(page_no))
            elif page_no not in free:
                later.append((Whence.STRAY, page_no))
            elif not is_list_sound:
                later.append((Whence.FREE, page_no))
        for whence, page_no in sorted(later, key=lambda place: place[0].value):
            yield from self._rows_on(whence, page_no, self.page(page_no))
        for page_no, page in reversed(self._unsure):
            yield from self._rows_on(Whence.LOG, page_no, self._plain(page_no, page))

    def _plain(self, page_no: int, page: bytes) -> bytes:
        return page if self._sealed is None else self._sealed.plain(page_no, page)

    # The way from the list of tables to the leaves

    def _reached(self) -> set[int]:
        """The pages of all tables and indexes, as far as their inner pages still tell."""
        reached: set[int] = set()
        self._walk(1, reached)
        roots = [
            row.cells[3]
            for page_no in sorted(reached)
            for row in self._rows_on(Whence.TREE, page_no, self.page(page_no))
            if len(row.cells) == 5
        ]
        for root in roots:
            if isinstance(root, int):
                self._walk(root, reached)
        return reached

    def _walk(self, root: int, reached: set[int]) -> None:
        waiting = [root]
        while waiting:
            page_no = waiting.pop()
            if page_no in reached or not 1 <= page_no <= len(self):
                continue
            reached.add(page_no)
            page = self.page(page_no)
            at = 100 if page_no == 1 else 0
            if page[at] in {_TABLE_INTERIOR, _INDEX_INTERIOR}:
                waiting.append(_number(page, at + 8))
                waiting += [_number(page, cell) for cell in self._cells_at(page, at)]

    def _free(self) -> tuple[set[int], bool]:
        """The pages given back, and whether the list of them is as long as it says."""
        first = self.page(1)
        trunk, expected = _number(first, 32), _number(first, 36)
        free: set[int] = set()
        while 1 < trunk <= len(self) and trunk not in free:
            free.add(trunk)
            page = self.page(trunk)
            count = min(_number(page, 4), self._usable // 4 - 2)
            leaves = {_number(page, 8 + 4 * place) for place in range(count)}
            free |= {leaf for leaf in leaves if 1 < leaf <= len(self)}
            trunk = _number(page, 0)
        return free, len(free) == expected

    # A page

    def _cells_at(self, page: bytes, at: int) -> list[int]:
        """Where the cells of a page begin; those that can't be right are left out."""
        length = _HEADER_LENGTHS.get(page[at])
        if length is None:
            return []
        count = int.from_bytes(page[at + 3 : at + 5], "big")
        start = at + length
        count = min(count, (self._usable - start) // 2)
        starts = struct.unpack_from(f">{max(count, 0)}H", page, start)
        return [cell for cell in starts if start <= cell < self._usable - 3]

    def _rows_on(self, whence: Whence, page_no: int, page: bytes) -> Iterator[Row]:
        at = 100 if page_no == 1 else 0
        kind = page[at]
        if kind not in {_TABLE_LEAF, _INDEX_LEAF, _INDEX_INTERIOR}:
            return
        left = 4 if kind == _INDEX_INTERIOR else 0  # the number of the page to its left
        for cell in self._cells_at(page, at):
            length, start = _varint(page, cell + left)
            rowid = None
            if kind == _TABLE_LEAF:
                rowid, start = _varint(page, start)
                rowid = rowid - (1 << 64) if rowid >> 63 else rowid
            if 2 <= length <= _MOST_PAYLOAD:
                payload = self._payload(page, start, length, is_table=kind == _TABLE_LEAF)
                cells = _record(payload)
                if cells is not None:
                    yield Row(whence, page_no, rowid, cells)

    def _payload(self, page: bytes, start: int, length: int, *, is_table: bool) -> bytes:
        """The bytes of a row; fewer than `length` where the rest of a long one is lost."""
        usable = self._usable
        most = usable - 35 if is_table else (usable - 12) * 64 // 255 - 23
        if length <= most:
            return page[start : min(start + length, usable)]
        least = (usable - 12) * 32 // 255 - 23
        here = least + (length - least) % (usable - 4)
        here = here if here <= most else least
        parts = [page[start : start + here]]
        missing = length - len(parts[0])
        following = _number(page, start + here)
        seen: set[int] = set()
        while missing > 0 and 1 < following <= len(self) and following not in seen:
            seen.add(following)
            more = self.page(following)
            parts.append(more[4 : min(4 + missing, usable)])
            missing -= len(parts[-1])
            following = _number(more, 0)
        return b"".join(parts)


_KNOWN = {bytes([kind]) for kind in _HEADER_LENGTHS}


def _number(page: bytes, at: int) -> int:
    return int.from_bytes(page[at : at + 4], "big")


def _varint(page: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where what follows it begins."""
    number = 0
    for place in range(8):
        byte = page[at + place] if at + place < len(page) else 0
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            return number, at + place + 1
    last = page[at + 8] if at + 8 < len(page) else 0
    return number << 8 | last, at + 9


_WHOLE = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_FIXED: Mapping[int, Cell] = {0: None, 8: 0, 9: 1}


def _record(payload: bytes) -> tuple[Cell, ...] | None:
    """The values of a row; `None` for bytes that are no row."""
    header_length, at = _varint(payload, 0)
    if not 2 <= header_length <= min(len(payload), 9 * _MOST_COLUMNS):
        return None
    kinds = []
    while at < header_length:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    if at != header_length or len(kinds) > _MOST_COLUMNS:
        return None
    cells: list[Cell] = []
    for kind in kinds:
        if kind in {10, 11}:
            return None  # never in a file
        if kind in _FIXED:
            cells.append(_FIXED[kind])
            continue
        length = _WHOLE.get(kind, 8 if kind == 7 else (kind - 12) // 2)
        value = payload[at : at + length]
        at += length
        if len(value) < length:
            cells.append(LOST)
        elif kind in _WHOLE:
            cells.append(int.from_bytes(value, "big", signed=True))
        elif kind == 7:
            cells.append(float(struct.unpack(">d", value)[0]))
        elif kind % 2:
            cells.append(value.decode("utf-8", errors="replace"))
        else:
            cells.append(value)
    return tuple(cells)


# The log: https://www.sqlite.org/fileformat2.html#the_write_ahead_log

_LOG_HEADER, _FRAME_HEADER = 32, 24
_LOG_MAGICS = {0x377F0682: "<", 0x377F0683: ">"}


def _read_log(log: bytes, page_size: int) -> tuple[dict[int, bytes], list[tuple[int, bytes]]]:
    """What the log puts in the place of pages, and pages in it that nothing vouches for."""
    over: dict[int, bytes] = {}
    waiting: dict[int, bytes] = {}
    unsure: list[tuple[int, bytes]] = []
    order = _LOG_MAGICS.get(_number(log, 0))
    total = (0, 0)
    if order is not None:
        total = _sum(log[:24], order, total)
        if total != struct.unpack_from(">2I", log.ljust(32, b"\0"), 24):
            order = None
    frame = _FRAME_HEADER + page_size
    for start in range(_LOG_HEADER, len(log) - frame + 1, frame):
        head, page = log[start : start + _FRAME_HEADER], log[start + _FRAME_HEADER : start + frame]
        page_no, pages_after = struct.unpack_from(">2I", head)
        if order is not None:
            total = _sum(page, order, _sum(head[:8], order, total))
            if head[8:16] != log[16:24] or total != struct.unpack_from(">2I", head, 16):
                order = None
        if order is None:
            # With other numbers it is left from an earlier round, and older than the file itself.
            if 1 <= page_no < 1 << 31 and head[8:16] == log[16:24]:
                unsure.append((page_no, page))
            continue
        waiting[page_no] = page
        if pages_after:
            over |= waiting
            waiting.clear()
    return over, [*waiting.items(), *unsure]


def _sum(part: bytes, order: str, total: tuple[int, int]) -> tuple[int, int]:
    one, two = total
    words = struct.unpack(f"{order}{len(part) // 4}I", part)
    for first, second in zip(words[::2], words[1::2], strict=True):
        one = (one + first + two) & 0xFFFFFFFF
        two = (two + second + one) & 0xFFFFFFFF
    return one, two


def _page_size(file: bytes, log: bytes) -> int:
    for start, part in ((16, file[16:18]), (8, log[8:12])):
        if start == 16 and not file.startswith(_MAGIC):
            continue
        told = int.from_bytes(part, "big")
        told = 65_536 if told == 1 and start == 16 else told
        if 512 <= told <= 65_536 and told & (told - 1) == 0 and _fits(file, told):
            return told
    return _USUAL_PAGE


def _fits(file: bytes, size: int) -> bool:
    """Whether pages of this size begin as pages do, at least as often as the usual ones."""

    def hits(size: int) -> float:
        starts = [file[at : at + 1] in _KNOWN for at in range(size, len(file), size)]
        return sum(starts) / max(len(starts), 1)

    return size == _USUAL_PAGE or hits(size) >= hits(_USUAL_PAGE)
