"""Time as a value: the one place that asks the computer what time it is."""

from __future__ import annotations

import sys
import time
from datetime import date, datetime
from datetime import time as time_of_day
from typing import Protocol


class Clock(Protocol):
    """Two clocks that are never mixed: one for phases, one for the diary."""

    def monotonic_ms(self) -> int:
        """Whole milliseconds that only ever grow; the origin means nothing."""
        ...

    def now(self) -> datetime:
        """The aware local date and time, for what is written into the diary."""
        ...


_COUNTS_IN_SLEEP = {"linux": "CLOCK_BOOTTIME", "darwin": "CLOCK_MONOTONIC"}
"""By system, the clock that goes on while the machine sleeps: a closed lid has to show as a gap.

Python's own monotonic clock stands still then, except on Windows.
"""


def _counting_ns() -> int:
    clock = getattr(time, _COUNTS_IN_SLEEP.get(sys.platform, ""), None)
    return time.monotonic_ns() if clock is None else time.clock_gettime_ns(clock)


class SystemClock:
    """The computer's own clocks."""

    def monotonic_ms(self) -> int:
        return _counting_ns() // 1_000_000

    def now(self) -> datetime:
        # Else the time zone stays the one the program was started in, wherever a laptop goes.
        if hasattr(time, "tzset"):
            time.tzset()
        return datetime.now().astimezone()


def local_instant(day: date, at: time_of_day, now: datetime) -> datetime:
    """A day and time of the person's own clock as an instant, summer time or not as it was then.

    Where `now` isn't told in the computer's own time zone, its offset holds for that day too.
    """
    if now.utcoffset() == now.astimezone().utcoffset():
        return datetime(day.year, day.month, day.day, at.hour, at.minute).astimezone()
    return datetime.combine(day, at, now.tzinfo)
