"""Which of the daily copies are kept: many of late, fewer of long ago. Pure: days in, days out."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import date

DAYS, WEEKS, MONTHS = 7, 8, 12
"""The last days that have a copy, then one of each week, then one of each month."""

MOST = DAYS + WEEKS + MONTHS


def to_keep(days: Iterable[date]) -> frozenset[date]:
    """Of the days that have a copy, the ones whose copy stays.

    The newest seven stay; of what is older the newest of each of eight weeks, and of what is
    older still the newest of each of twelve months. Only days with a copy count, so that who
    trains once a week can go back as far, and a clock that was set wrong takes nothing away.
    """
    left = sorted(set(days), reverse=True)
    kept: list[date] = []
    kept += _newest_of_each(left, DAYS, lambda day: day)
    left = [day for day in left if day < kept[-1]] if kept else []
    kept += _newest_of_each(left, WEEKS, lambda day: day.isocalendar()[:2])
    left = [day for day in left if day < kept[-1]] if kept else []
    kept += _newest_of_each(left, MONTHS, lambda day: (day.year, day.month))
    return frozenset(kept)


def _newest_of_each(
    days: list[date], most: int, stretch: Callable[[date], Hashable]
) -> list[date]:
    """The newest day of each of the newest stretches; `days` come newest first."""
    newest: dict[Hashable, date] = {}
    for day in days:
        if stretch(day) not in newest:
            if len(newest) == most:
                break
            newest[stretch(day)] = day
    return list(newest.values())
