"""Arbitrary prescriptions, plans and sessions for the proofs of core."""

from __future__ import annotations

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
from backrehab.core.session_times import SessionTimes
from backrehab.core.timeline import Phase, PlannedExercise

SIDES: tuple[tuple[Side | None, ...], ...] = (
    (None,),
    (Side.LEFT,),
    (Side.RIGHT,),
    (Side.LEFT, Side.RIGHT),
    (Side.RIGHT, Side.LEFT),
)

timed = st.builds(
    TimedPrescription,
    timed_seconds=st.integers(1, 40),
    cycle_seconds=st.integers(2, 10),
    side=st.just(SideRule.NONE),
)
in_reps = st.builds(
    RepsPrescription,
    sets=st.integers(1, 3),
    reps=st.integers(1, 4),
    move_seconds=st.integers(1, 3),
    hold_seconds=st.integers(0, 8),
    return_seconds=st.integers(0, 3),
    gap_seconds=st.integers(0, 2),
    rest_seconds=st.integers(0, 12),
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

waits = st.lists(st.integers(1, 2_000), min_size=1, max_size=30).filter(
    lambda looks: sum(looks) >= 200 * len(looks)
)
"""Milliseconds from look to look, none long enough to be a gap; to be gone round and round.

They may come thick and fast, but not throughout: a session would take too many of them.
"""


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
