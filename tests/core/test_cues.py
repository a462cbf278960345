"""What is heard, and when."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab.core.cues import Cue, cues_between, phase_cue
from backrehab.core.engine import Engine, Event, SessionEnded, State
from backrehab.core.model import Position, RepsPrescription, Side, SideRule, TimedPrescription
from backrehab.core.session_times import SessionTimes
from backrehab.core.timeline import (
    Phase,
    PhaseKind,
    PlannedExercise,
    compile_timeline,
)
from tests.core.strategies import plans


class Listener:
    """Goes through a session as the screen does, and writes down what is heard and when."""

    def __init__(self, *plan: PlannedExercise, times: SessionTimes | None = None) -> None:
        self.phases = compile_timeline(plan)
        self.engine = Engine(self.phases, times=times or SessionTimes())
        self.now_ms = 0
        self.progress = self.engine.progress(0)
        self.heard: list[tuple[int, Cue]] = []
        self.hear(self.engine.start(0))

    def hear(self, events: list[Event]) -> tuple[Cue, ...]:
        before, self.progress = self.progress, self.engine.progress(self.now_ms)
        cues = cues_between(self.phases, before, events, self.progress)
        self.heard += [(self.now_ms, cue) for cue in cues]
        return cues

    def look(self, wait_ms: int) -> tuple[Cue, ...]:
        self.now_ms += wait_ms
        return self.hear(self.engine.advance(self.now_ms))

    def look_until(self, ms: int, every_ms: int = 100) -> None:
        while self.now_ms < ms:
            self.look(min(every_ms, ms - self.now_ms))


def reps(count: int, hold_seconds: int, sets: int = 1) -> RepsPrescription:
    return RepsPrescription(sets, count, 2, hold_seconds, 2, 1, 10, SideRule.NONE)


CHAIR = PlannedExercise("bend", Position.SITTING, reps(2, 5), (None,))


def test_a_session_is_heard_from_get_ready_to_finished() -> None:
    listener = Listener(CHAIR)
    listener.look_until(40_000)

    assert listener.heard == [
        (0, Cue.GET_READY),
        (10_000, Cue.GO),
        (12_000, Cue.HOLD),
        (14_000, Cue.TICK),
        (15_000, Cue.TICK),
        (16_000, Cue.TICK),
        (17_000, Cue.RETURN),
        (20_000, Cue.LAST_ONE),
        (22_000, Cue.HOLD),
        (24_000, Cue.TICK),
        (25_000, Cue.TICK),
        (26_000, Cue.TICK),
        (27_000, Cue.RETURN),
        (29_000, Cue.FINISHED),
    ]


def test_short_holds_have_no_countdown() -> None:
    listener = Listener(PlannedExercise("bridging", Position.SITTING, reps(1, 4), (None,)))
    listener.look_until(20_000)

    assert Cue.TICK not in {cue for _, cue in listener.heard}


def test_a_single_rep_is_not_called_the_last_one() -> None:
    listener = Listener(PlannedExercise("bridging", Position.SITTING, reps(1, 5), (None,)))
    listener.look_until(30_000)

    assert (10_000, Cue.GO) in listener.heard
    assert Cue.LAST_ONE not in {cue for _, cue in listener.heard}


def test_sides_rests_and_timed_phases_are_heard() -> None:
    both = (Side.LEFT, Side.RIGHT)
    listener = Listener(
        PlannedExercise("stance", Position.SITTING, reps(1, 0, sets=2), both),
        PlannedExercise("glide", Position.SITTING, TimedPrescription(30, 5, SideRule.NONE), both),
    )
    listener.look_until(200_000)

    assert [cue for _, cue in listener.heard] == [
        Cue.GET_READY,
        Cue.GO,
        Cue.RETURN,
        Cue.SWITCH_SIDE,
        Cue.GO,
        Cue.RETURN,
        Cue.REST,
        Cue.GO,
        Cue.RETURN,
        Cue.SWITCH_SIDE,
        Cue.GO,
        Cue.RETURN,
        Cue.REST,
        Cue.GET_READY,
        Cue.GO,
        Cue.SWITCH_SIDE,
        Cue.GO,
        Cue.FINISHED,
    ]


def test_a_pause_is_silent_and_its_end_says_what_to_do_again() -> None:
    listener = Listener(CHAIR)
    listener.look_until(14_500)
    listener.heard.clear()

    listener.hear(listener.engine.pause(14_500))
    listener.look_until(60_000)
    assert listener.heard == []

    listener.hear(listener.engine.resume(60_000))
    listener.look_until(65_500)
    assert listener.heard == [
        (60_000, Cue.GET_READY),
        (63_000, Cue.HOLD),
        (63_500, Cue.TICK),
        (64_500, Cue.TICK),
        (65_500, Cue.RETURN),
    ]


def test_a_phase_that_begins_as_the_pause_is_pressed_is_not_heard() -> None:
    listener = Listener(CHAIR)
    listener.look_until(11_990, every_ms=10)
    listener.now_ms = 12_010

    assert listener.hear(listener.engine.pause(12_010)) == ()


def test_a_lead_in_of_no_length_says_only_what_to_do() -> None:
    listener = Listener(CHAIR, times=SessionTimes(lead_in_seconds=0))
    listener.look_until(12_500)
    listener.hear(listener.engine.pause(12_500))
    listener.now_ms = 20_000

    assert listener.hear(listener.engine.resume(20_000)) == (Cue.HOLD,)


@pytest.mark.parametrize("step", ["skip", "stop"])
def test_nothing_is_celebrated_when_nothing_was_completed(step: str) -> None:
    listener = Listener(CHAIR)
    listener.look_until(14_500)

    events = getattr(listener.engine, step)(14_500)

    assert isinstance(events[-1], SessionEnded)
    assert listener.hear(events) == ()


def test_stopping_as_the_countdown_would_tick_is_silent() -> None:
    listener = Listener(CHAIR)
    listener.look_until(13_990, every_ms=10)
    listener.now_ms = 14_010

    assert listener.hear(listener.engine.stop(14_010)) == ()


def test_after_a_stall_only_the_newest_cue_still_means_something() -> None:
    listener = Listener(CHAIR)
    listener.look_until(11_900)

    assert listener.look(200) == (Cue.HOLD,)
    listener.look_until(16_950)
    assert listener.look(2_000) == (Cue.RETURN,)
    assert listener.look(1_900) == (Cue.LAST_ONE,)


def test_a_gap_is_followed_by_silence() -> None:
    listener = Listener(CHAIR)
    listener.look_until(13_900)

    assert listener.look(5_000) == ()
    assert listener.progress.state is State.PAUSED


@pytest.mark.parametrize("kind", PhaseKind)
def test_every_phase_but_the_gap_and_done_has_a_cue(kind: PhaseKind) -> None:
    cue = phase_cue(Phase(kind, 1_000, set_no=1, rep_no=1), ())

    assert (cue is None) == (kind in {PhaseKind.GAP, PhaseKind.DONE})


@given(plans, st.lists(st.integers(50, 900), min_size=1, max_size=20))
def test_every_cue_is_given_exactly_once_however_often_we_look(
    plan: list[PlannedExercise], looks: list[int]
) -> None:
    """With looks less than a second apart no cue is lost, and none comes twice."""
    listener = Listener(*plan)
    turn = 0
    while listener.engine.state is not State.FINISHED:
        listener.look(looks[turn % len(looks)])
        assert listener.look(0) == ()
        turn += 1

    expected: list[Cue] = []
    for phase in listener.phases:
        cue = phase_cue(phase, listener.phases)
        expected += [cue] if cue is not None else []
        if phase.kind is PhaseKind.HOLD and phase.duration_ms >= 5_000:
            expected += [Cue.TICK] * 3
    heard = [cue for _, cue in listener.heard]
    assert heard == [*expected, Cue.FINISHED]
