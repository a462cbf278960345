"""Time as a value: the one place that asks the computer what time it is."""

from __future__ import annotations

import time
from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Two clocks that are never mixed: one for phases, one for the diary."""

    def monotonic_ms(self) -> int:
        """Whole milliseconds that only ever grow; the origin means nothing."""
        ...

    def now(self) -> datetime:
        """The aware local date and time, for what is written into the diary."""
        ...


class SystemClock:
    """The computer's own clocks."""

    def monotonic_ms(self) -> int:
        return time.monotonic_ns() // 1_000_000

    def now(self) -> datetime:
        # Else the time zone stays the one the program was started in, wherever a laptop goes.
        if hasattr(time, "tzset"):
            time.tzset()
        return datetime.now().astimezone()
