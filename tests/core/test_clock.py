"""The computer's own clocks."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime, timedelta

import pytest

from backrehab.core.clock import Clock, SystemClock
from tests.fakes import ManualClock


def test_monotonic_milliseconds_never_go_back() -> None:
    clock: Clock = SystemClock()

    instants = [clock.monotonic_ms() for _ in range(1_000)]

    assert instants == sorted(instants)


@pytest.mark.parametrize(
    ("system", "name"), [("linux", "CLOCK_BOOTTIME"), ("darwin", "CLOCK_MONOTONIC")]
)
def test_the_clock_of_the_phases_goes_on_while_the_machine_sleeps(
    system: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a session would go on after a closed lid as if nobody had left."""
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(time, name, 4711, raising=False)
    asleep_ns = {4711: 60_000_000_000}
    monkeypatch.setattr(time, "clock_gettime_ns", asleep_ns.__getitem__, raising=False)

    assert SystemClock().monotonic_ms() == 60_000


def test_where_no_other_clock_is_known_pythons_own_is_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(time, "monotonic_ns", lambda: 5_000_000)

    assert SystemClock().monotonic_ms() == 5


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
