"""What is asked of two diaries, one of which goes into the other."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from backrehab.storage.cells import read_instant
from backrehab.storage.faults import DatabaseFault

Ask = Callable[..., Any]
"""A connection's or database's `execute`."""

Row = TypeVar("Row", bound=tuple[object, ...])


def instant_of(written: object) -> float:
    """When something was written, for telling what is later, whatever the clocks did.

    What can't be read any more, or was never written, is earlier than all else.
    """
    try:
        return read_instant(str(written)).timestamp()
    except DatabaseFault:
        return -math.inf


def merged(
    one: Iterable[Row], other: Iterable[Row], written: Callable[[Row], object]
) -> list[Row]:
    """The rows of both, each as often as the one has it that has it more often, in order."""
    rows = (Counter(one) | Counter(other)).elements()
    return sorted(rows, key=lambda row: instant_of(written(row)))


def common_columns(source: Ask, target: Ask, table: str) -> list[str]:
    """The columns that both have; those that are worked out from others are left to the table."""
    there = columns_of(source, table)
    return [name for name in columns_of(target, table) if name in there]


def columns_of(ask: Ask, table: str) -> list[str]:
    """The columns of a table that can be written; none where there is no such table."""
    asked = "SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0"
    return [name for (name,) in ask(asked, (table,))]
