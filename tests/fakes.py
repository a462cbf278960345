"""Hand-written stand-ins for the clock; everything else in the tests is real."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class ManualClock:
    """A clock that moves only when it is told to."""

    def __init__(self, now: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)) -> None:
        self._monotonic_ms = 1_000
        self._now = now

    def monotonic_ms(self) -> int:
        return self._monotonic_ms

    def now(self) -> datetime:
        return self._now

    def set_now(self, now: datetime) -> None:
        """The computer's clock or time zone is changed; phases are timed by the other one."""
        self._now = now

    def advance(self, ms: int) -> None:
        """Both clocks go on by so many milliseconds."""
        self._monotonic_ms += ms
        self._now += timedelta(milliseconds=ms)
