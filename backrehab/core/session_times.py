"""How long a session waits around the exercises."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SessionTimes:
    """The times around the exercises, all our own defaults."""

    get_ready_floor_seconds: int = 20
    get_ready_chair_seconds: int = 10
    get_ready_repeat_seconds: int = 5
    lead_in_seconds: int = 3
    switch_side_seconds: int = 8
    rest_between_seconds: int = 15
    rest_between_positions_seconds: int = 30


DEFAULT_TIMES = SessionTimes()
