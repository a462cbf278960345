"""A session that is cut off at any write and gone on with: the diary has every set, and once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab.core.diary import DiarySession, Outcome, planned_entries
from backrehab.core.engine import FROM_THE_START, Engine, Event, State, Step
from backrehab.core.errors import DiaryError
from backrehab.core.going_on import GoOn, going_on
from backrehab.core.model import Programme, Side
from backrehab.core.routine import make_routine
from backrehab.storage.diary import Diary
from backrehab.storage.routine_text import routine_from_text, routine_to_text
from backrehab.ui.session_record import SessionRecord
from tests.fakes import ManualClock
from tests.ui.mat import LIBRARY

ROUTINE = make_routine(
    "Round 1 of 2",
    [LIBRARY.exercise(each) for each in ("bridging", "lumbar-knee-rolling", "single-leg-stance")],
    Programme()
    .with_changes("bridging", {"sets": 2, "reps": 2})
    .with_changes("lumbar-knee-rolling", {"timed_seconds": 10})
    .with_changes("single-leg-stance", {"sets": 2, "reps": 1}),
)
SETS = 2 + 1 + 2 * 2
PLACES = [(1, None), (2, None), (3, Side.LEFT), (3, Side.RIGHT)]


class Killed(BaseException):
    """The program is no more; nothing it would have done afterwards is done."""


class MortalDiary(Diary):
    """A diary whose program dies just before one of its writes."""

    writes_left: int | None = None
    writes = 0
    is_full = False

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if self.is_full:
            raise DiaryError(self.path, "The disk is full.")
        self.writes += 1
        if self.writes_left is not None:
            if self.writes_left == 0:
                raise Killed
            self.writes_left -= 1
        with super()._writing():
            yield


class Program:
    """An engine and a record, for as long as they live; the diary outlives them."""

    def __init__(self, diary: Diary, clock: ManualClock, go_on: GoOn | None = None) -> None:
        self.clock = clock
        self.record = SessionRecord(
            diary,
            clock,
            [
                planned_entries(exercise, planned, number)
                for number, (exercise, planned) in enumerate(
                    zip(ROUTINE.exercises, ROUTINE.planned, strict=True), 1
                )
            ],
            LIBRARY.version,
            plan=routine_to_text(ROUTINE),
            go_on=go_on,
        )
        self.engine = Engine(
            go_on.phases if go_on else ROUTINE.phases,
            times=ROUTINE.times,
            beginning=go_on.beginning if go_on else FROM_THE_START,
        )

    def take(self, events: Iterable[Event]) -> None:
        for event in events:
            self.record.take(event)

    def start(self) -> None:
        self.take(self.engine.start(self.clock.monotonic_ms()))

    def step(self, step: Callable[[int], list[Event]]) -> None:
        self.take(step(self.clock.monotonic_ms()))

    def go(self, ms: int) -> None:
        for _ in range(ms // 1_000):
            self.clock.advance(1_000)
            self.step(self.engine.advance)

    def play_from_the_start(self) -> None:
        self.start()
        self.play_to_the_end()

    def play_to_the_end(self) -> None:
        while self.engine.state is not State.FINISHED:
            self.go(1_000)


@contextmanager
def mortal() -> Iterator[MortalDiary]:
    with MortalDiary.in_memory() as diary:
        yield diary


def way_on(diary: Diary) -> GoOn:
    unfinished = diary.unfinished()
    assert unfinished is not None
    routine = routine_from_text(unfinished.plan, LIBRARY)
    assert routine == ROUTINE
    go_on = going_on(routine, unfinished)
    assert go_on is not None
    return go_on


def finished_sets(diary: Diary) -> Counter[tuple[int, Side | None, int]]:
    """The sets in the file that were played to their end, and how often each."""
    rows = diary._database.execute(
        "SELECT position_in_session, side, set_no FROM timed_set"
        " JOIN entry ON entry.id = timed_set.entry WHERE complete"
    )
    return Counter((position, side and Side(side), set_no) for position, side, set_no in rows)


def every_set() -> Counter[tuple[int, Side | None, int]]:
    return Counter(
        (position, side, set_no)
        for position, side in PLACES
        for set_no in range(1, 2 if position == 2 else 3)
    )


def only_session(diary: Diary) -> DiarySession:
    (session,) = diary.sessions()
    return session


def writes_of_a_whole_session() -> int:
    with mortal() as diary:
        program = Program(diary, ManualClock())
        program.start()
        program.play_to_the_end()
        assert finished_sets(diary) == every_set()
        return diary.writes


WRITES = writes_of_a_whole_session()


@pytest.mark.parametrize("writes", range(WRITES))
def test_wherever_it_is_killed_no_set_is_missing_and_none_is_there_twice(writes: int) -> None:
    with mortal() as diary:
        clock = ManualClock()
        program = Program(diary, clock)
        diary.writes_left = writes
        with pytest.raises(Killed):
            program.play_from_the_start()
        diary.writes_left = None
        clock.advance(10 * 60_000)

        if writes == 0:  # not even the session had been begun
            assert diary.unfinished() is None
            return
        before = finished_sets(diary)
        go_on = way_on(diary)
        assert before <= every_set()
        second = Program(diary, clock, go_on)
        if not go_on.is_over:
            second.start()
            second.play_to_the_end()
            session = only_session(diary)
            assert session.outcome is Outcome.COMPLETED
            assert [(e.position_in_session, e.side) for e in session.entries] == PLACES
            assert {entry.outcome for entry in session.entries} == {Outcome.COMPLETED}
            assert [entry.sets_timed or 1 for entry in session.entries] == [2, 1, 2, 2]
            assert diary.completions() == {
                session.day: {exercise.id: 1 for exercise in ROUTINE.exercises}
            }
        assert finished_sets(diary) == every_set()


@pytest.mark.parametrize("writes", range(1, WRITES))
def test_whatever_is_kept_instead_has_every_set_that_was_finished(writes: int) -> None:
    with mortal() as diary:
        clock = ManualClock()
        program = Program(diary, clock)
        diary.writes_left = writes
        with pytest.raises(Killed):
            program.play_from_the_start()
        diary.writes_left = None
        before = finished_sets(diary)

        diary.close_interrupted(clock.now())

        assert finished_sets(diary) == before
        for entry in only_session(diary).entries:
            done = entry.sets_timed if entry.sets_target else entry.timed_seconds_timed
            asked = entry.sets_target or entry.timed_seconds_target
            completed = entry.outcome is Outcome.COMPLETED
            assert completed is (done == asked)


steps = st.lists(
    st.one_of(
        st.integers(1, 90).map(lambda seconds: seconds * 1_000),
        st.sampled_from([Step.SKIP, Step.BACK, Step.PAUSE, Step.RESUME]),
    ),
    max_size=14,
)


def play(program: Program, todo: list[Any]) -> None:
    """These steps as far as they mean anything where the session stands."""
    program.start()
    for step in todo:
        if isinstance(step, int):
            program.go(step)
        elif step in {
            State.RUNNING: {Step.SKIP, Step.BACK, Step.PAUSE},
            State.LEADING_IN: {Step.SKIP, Step.BACK, Step.PAUSE},
            State.PAUSED: {Step.SKIP, Step.BACK, Step.RESUME},
        }.get(program.engine.state, ()):
            program.step(getattr(program.engine, step))


@given(steps, steps, st.integers(1, 60))
def test_whatever_was_pressed_before_the_end_is_one_sound_session(
    before: list[Any], afterwards: list[Any], writes: int
) -> None:
    with mortal() as diary:
        clock = ManualClock()
        diary.writes_left = writes
        with suppress(Killed):
            play(Program(diary, clock), before)
        diary.writes_left = None
        if diary.unfinished() is None:
            return
        sets = finished_sets(diary)
        go_on = way_on(diary)
        assert set(go_on.open_entries).isdisjoint(each.entry for each in go_on.endings)
        if go_on.is_over:
            return

        clock.advance(60_000)
        program = Program(diary, clock, go_on)
        play(program, afterwards)
        if program.engine.state is State.PAUSED:
            program.step(program.engine.resume)
        program.play_to_the_end()

        session = only_session(diary)
        assert sets <= finished_sets(diary)
        assert diary.unfinished() is None
        assert session.outcome is not None
        for entry in session.entries:
            assert entry.outcome is not None
            assert entry.ended_at is not None
            assert session.started_at <= entry.started_at <= entry.ended_at
            done = entry.sets_timed
            assert done is None or done <= (entry.sets_target or 0)
        assert session.ended_at is not None
        assert session.ended_at >= max(entry.ended_at or clock.now() for entry in session.entries)
        _require_each_set_once_an_entry(diary)


def _require_each_set_once_an_entry(diary: Diary) -> None:
    rows = diary._database.execute(
        "SELECT count(*) FROM timed_set WHERE complete GROUP BY entry, set_no"
    )
    assert {count for (count,) in rows} <= {1}


@pytest.mark.parametrize("seconds", [0, 25, 50, 150, 200])
@pytest.mark.parametrize("gone_on", [False, True], ids=["from the start", "gone on with"])
def test_a_disk_that_is_full_for_the_rest_of_a_routine_loses_nothing(
    seconds: int, gone_on: bool
) -> None:
    with mortal() as diary:
        clock = ManualClock()
        program = Program(diary, clock, cut_off(diary, clock, 50_000) if gone_on else None)
        program.start()
        program.go(seconds * 1_000)
        diary.is_full = True
        program.play_to_the_end()
        assert program.record.trouble == "The disk is full."
        assert not program.record.try_again()

        diary.is_full = False
        assert program.record.try_again()

        assert finished_sets(diary) == every_set()
        session = only_session(diary)
        assert session.outcome is Outcome.COMPLETED
        assert {entry.outcome for entry in session.entries} == {Outcome.COMPLETED}
        assert diary.unfinished() is None


# What the record shows of what came before.


def cut_off(diary: MortalDiary, clock: ManualClock, ms: int) -> GoOn:
    """A session that ran so long and was cut off."""
    program = Program(diary, clock)
    program.start()
    program.go(ms)
    return way_on(diary)


def test_the_results_have_what_was_done_before_and_after() -> None:
    with mortal() as diary:
        clock = ManualClock()
        go_on = cut_off(diary, clock, 50_000)
        program = Program(diary, clock, go_on)
        assert [(each.exercise_index, each.set_no) for each in program.record.results] == [(0, 1)]

        program.start()
        program.play_to_the_end()

        assert len(program.record.results) == SETS
        ended = [each.ended_ms for each in program.record.results]
        assert ended == sorted(ended)


def test_the_session_and_its_entries_are_the_same_ones() -> None:
    with mortal() as diary:
        clock = ManualClock()
        go_on = cut_off(diary, clock, 50_000)
        before = only_session(diary)

        record = Program(diary, clock, go_on).record

        assert record.session_id == before.session_id
        assert record.anything_written
        assert record.entry_ids == {0: {None: before.entries[0].entry_id}}


def test_stopped_while_getting_ready_again_it_is_kept_as_stopped() -> None:
    with mortal() as diary:
        clock = ManualClock()
        program = Program(diary, clock, cut_off(diary, clock, 50_000))
        program.start()
        program.go(5_000)

        program.step(program.engine.stop)

        session = only_session(diary)
        assert session.outcome is Outcome.STOPPED
        assert [(entry.outcome, entry.sets_timed) for entry in session.entries] == [
            (Outcome.STOPPED, 1)
        ]


def test_a_side_that_was_done_before_keeps_the_time_it_ended() -> None:
    with mortal() as diary:
        clock = ManualClock()
        program = Program(diary, clock)
        program.start()
        while finished_sets(diary).total() < SETS - 1:
            program.go(1_000)
        go_on = way_on(diary)
        left_ended_at = go_on.open_entries[0].sets[-1].ended_at
        clock.advance(60 * 60_000)

        second = Program(diary, clock, go_on)
        second.start()
        second.play_to_the_end()

        left, right = only_session(diary).entries[-2:]
        assert left.ended_at == left_ended_at
        assert right.ended_at is not None
        assert right.ended_at - left_ended_at > timedelta(hours=1)
