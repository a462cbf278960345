"""Arbitrary prescriptions, plans and sessions for the proofs of core."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import strategies as st

from backrehab.core.engine import Engine, Event, State
from backrehab.core.model import (
    Position,
    Prescription,
    RepsPrescription,
    Side,
    SideRule,
    TimedPrescription,
)
from backrehab.core.timeline import Phase, PlannedExercise, SessionTimes

SIDES: tuple[tuple[Side | None, ...], ...] = (
    (None,),
    (Side.LEFT,),
    (Side.RIGHT,),
    (Side.LEFT, Side.RIGHT),
    (Side.RIGHT, Side.LEFT),
)

timed = st.builds(
    TimedPrescription,
    timed_seconds=st.integers(1, 60),
    cycle_seconds=st.integers(2, 10),
    side=st.just(SideRule.NONE),
)
in_reps = st.builds(
    RepsPrescription,
    sets=st.integers(1, 3),
    reps=st.integers(1, 5),
    move_seconds=st.integers(1, 5),
    hold_seconds=st.integers(0, 12),
    return_seconds=st.integers(0, 5),
    gap_seconds=st.integers(0, 3),
    rest_seconds=st.integers(0, 20),
    side=st.just(SideRule.NONE),
)
prescriptions: st.SearchStrategy[Prescription] = timed | in_reps

planned = st.builds(
    PlannedExercise,
    exercise_id=st.sampled_from(["bridging", "childs-pose", "sit-to-stand"]),
    position=st.sampled_from(Position),
    prescription=prescriptions,
    sides=st.sampled_from(SIDES),
)
plans = st.lists(planned, min_size=1, max_size=3)
session_times = st.just(SessionTimes()) | st.builds(
    SessionTimes,
    get_ready_floor_seconds=st.integers(0, 20),
    get_ready_chair_seconds=st.integers(0, 10),
    get_ready_repeat_seconds=st.integers(0, 6),
    lead_in_seconds=st.integers(0, 4),
    switch_side_seconds=st.integers(0, 8),
    rest_between_seconds=st.integers(0, 9),
    rest_between_positions_seconds=st.integers(0, 9),
)

waits = st.lists(st.integers(0, 2_000).filter(bool), min_size=1, max_size=30)
"""Milliseconds from look to look, none long enough to be a gap; to be gone round and round."""


def instants(waits: list[int], until_ms: int) -> Iterator[int]:
    """The instants of looks with these waits between them, from 0 on, past `until_ms`."""
    now_ms = 0
    while now_ms < until_ms:
        for wait_ms in waits:
            yield now_ms
            now_ms += wait_ms
    yield now_ms


def run(engine: Engine, every_ms: int = 500, start_ms: int = 0) -> list[Event]:
    """A whole session that nobody touches."""
    now_ms = start_ms
    events = engine.start(now_ms)
    while engine.state is not State.FINISHED:
        now_ms += every_ms
        events += engine.advance(now_ms)
    return events


def kinds(phases: tuple[Phase, ...]) -> list[str]:
    return [phase.kind.value for phase in phases]
