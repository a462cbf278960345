"""The computer's own clocks."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

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


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="only here the zone can be read again")
def test_another_time_zone_is_noticed_while_the_program_runs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = SystemClock()
    try:
        for zone, hours in (("UTC0", 0), ("XST-9", 9), ("YST+5", -5)):
            monkeypatch.setenv("TZ", zone)

            assert clock.now().utcoffset() == timedelta(hours=hours), zone
    finally:
        monkeypatch.undo()
        time.tzset()


def test_the_manual_clock_moves_both_of_its_clocks_when_told_to() -> None:
    clock: Clock = (manual := ManualClock())
    began_ms, began = clock.monotonic_ms(), clock.now()

    manual.advance(1_500)

    assert clock.monotonic_ms() == began_ms + 1_500
    assert clock.now() == began + timedelta(milliseconds=1_500)
