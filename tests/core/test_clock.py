"""The computer's own clocks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from backrehab.core.clock import Clock, SystemClock
from tests.fakes import ManualClock


def test_monotonic_milliseconds_never_go_back() -> None:
    clock: Clock = SystemClock()

    instants = [clock.monotonic_ms() for _ in range(1_000)]

    assert instants == sorted(instants)


def test_now_is_aware_and_is_now() -> None:
    before = datetime.now(UTC)

    now = SystemClock().now()

    assert now.utcoffset() is not None
    assert before <= now <= datetime.now(UTC)


def test_the_manual_clock_moves_both_of_its_clocks_when_told_to() -> None:
    clock: Clock = (manual := ManualClock())
    began_ms, began = clock.monotonic_ms(), clock.now()

    manual.advance(1_500)

    assert clock.monotonic_ms() == began_ms + 1_500
    assert clock.now() == began + timedelta(milliseconds=1_500)
