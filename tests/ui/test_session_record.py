"""What a session leaves in the diary, and what happens when the diary can't take it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from backrehab.core.diary import Outcome, SetDone, planned_entries
from backrehab.core.engine import Engine
from backrehab.core.errors import DiaryError
from backrehab.core.model import Side, SoreSide, sides_to_do
from backrehab.core.timeline import PlannedExercise, compile_timeline
from backrehab.storage.diary import Diary
from backrehab.ui.session_record import SessionRecord
from tests.fakes import ManualClock
from tests.ui.mat import GET_READY_CHAIR_MS, LIBRARY

LEG_MS = 3 * 9_000 + 2 * 3_000
SWITCH_MS = 8_000
REST_MS = 60_000


class FullDiary(Diary):
    """A diary whose disk is full while it is told so."""

    is_full = False

    def add_set(self, entry_id: str, done: SetDone) -> None:
        if self.is_full:
            raise DiaryError(self.path, "The disk is full.")
        super().add_set(entry_id, done)


class Played:
    """An engine, a record and a clock, without a screen."""

    def __init__(self, path: Path, **changes: int) -> None:
        self.path = path
        self.clock = ManualClock()
        self.diary = FullDiary.open(path)
        exercise = LIBRARY.exercise("single-leg-stance")
        prescription = exercise.dose.prescription(changes)
        planned = PlannedExercise(
            exercise.id,
            exercise.position,
            prescription,
            sides_to_do(prescription.side, SoreSide.LEFT),
        )
        self.engine = Engine(compile_timeline([planned]))
        self.record = SessionRecord(
            self.diary, self.clock, [planned_entries(exercise, planned, 1)], LIBRARY.version
        )
        self.take(self.engine.start(self.clock.monotonic_ms()))

    def take(self, events: object) -> None:
        assert isinstance(events, list)
        for event in events:
            self.record.take(event)

    def go(self, ms: int) -> None:
        for _ in range(ms // 500):
            self.clock.advance(500)
            self.take(self.engine.advance(self.clock.monotonic_ms()))

    def stop(self) -> None:
        self.take(self.engine.stop(self.clock.monotonic_ms()))

    def in_file(self) -> list[tuple[Side | None, Outcome | None, int | None, int | None]]:
        with Diary.open(self.path) as second:
            return [
                (entry.side, entry.outcome, entry.sets_timed, entry.reps_timed)
                for session in second.sessions()
                for entry in session.entries
            ]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "diary.sqlite"


@pytest.fixture
def played(path: Path) -> Iterator[Played]:
    played = Played(path)
    yield played
    played.diary.close()


def test_nothing_is_written_before_the_body_is_at_work(played: Played) -> None:
    played.go(GET_READY_CHAIR_MS - 500)
    assert played.in_file() == []
    assert not played.record.anything_written

    played.go(500)
    assert played.in_file() == [(Side.LEFT, None, 0, 0)]
    assert played.record.anything_written


def test_a_side_is_begun_when_it_is_reached(played: Played) -> None:
    played.go(GET_READY_CHAIR_MS + LEG_MS)
    assert played.in_file() == [(Side.LEFT, None, 1, 3)]

    played.go(SWITCH_MS)
    assert played.in_file() == [(Side.LEFT, None, 1, 3), (Side.RIGHT, None, 0, 0)]


def test_a_side_that_was_never_reached_is_stopped_with_nothing_timed(played: Played) -> None:
    played.go(GET_READY_CHAIR_MS + 9_000)

    played.stop()

    assert played.in_file() == [
        (Side.LEFT, Outcome.STOPPED, 0, 1),
        (Side.RIGHT, Outcome.STOPPED, 0, 0),
    ]


def test_a_side_with_sets_still_to_do_is_not_completed(path: Path) -> None:
    played = Played(path, sets=2)
    played.go(GET_READY_CHAIR_MS + 2 * LEG_MS + SWITCH_MS + 5_000)

    played.stop()

    assert [entry[:3] for entry in played.in_file()] == [
        (Side.LEFT, Outcome.STOPPED, 1),
        (Side.RIGHT, Outcome.STOPPED, 1),
    ]
    played.diary.close()


def test_a_set_that_finds_the_disk_full_is_kept_and_written_with_the_next(path: Path) -> None:
    played = Played(path, sets=2)
    played.diary.is_full = True
    played.go(GET_READY_CHAIR_MS + LEG_MS)
    assert played.record.trouble == "The disk is full."
    assert played.in_file() == [(Side.LEFT, None, 0, 0)]

    played.go(SWITCH_MS + LEG_MS - 500)
    played.diary.is_full = False
    played.go(500)

    assert played.record.trouble == ""
    assert played.in_file() == [(Side.LEFT, None, 1, 3), (Side.RIGHT, None, 1, 3)]
    played.diary.close()


def test_what_waits_is_tried_again_at_the_end_and_when_told_to(path: Path) -> None:
    played = Played(path)
    played.diary.is_full = True
    played.go(GET_READY_CHAIR_MS + LEG_MS + SWITCH_MS + LEG_MS)
    assert played.record.trouble == "The disk is full."
    assert not played.record.try_again()

    played.diary.is_full = False
    assert played.record.try_again()

    assert played.in_file() == [
        (Side.LEFT, Outcome.COMPLETED, 1, 3),
        (Side.RIGHT, Outcome.COMPLETED, 1, 3),
    ]
    with Diary.open(path) as second:
        (session,) = second.sessions()
    assert session.outcome is Outcome.COMPLETED
    played.diary.close()


def test_a_set_that_waited_keeps_the_time_it_really_ended(path: Path) -> None:
    played = Played(path)
    started = played.clock.now()
    played.diary.is_full = True
    played.go(GET_READY_CHAIR_MS + LEG_MS)
    played.diary.is_full = False
    played.go(SWITCH_MS + LEG_MS)

    with Diary.open(path) as second:
        left, right = second.sessions()[0].entries
    assert left.ended_at is not None
    assert right.ended_at is not None
    assert (left.ended_at - started).total_seconds() == (GET_READY_CHAIR_MS + LEG_MS) // 1000
    assert (right.ended_at - left.ended_at).total_seconds() == (SWITCH_MS + LEG_MS) // 1000
    played.diary.close()


def test_a_look_that_comes_late_doesnt_make_anything_later(path: Path) -> None:
    played = Played(path)
    started = played.clock.now()
    played.go(GET_READY_CHAIR_MS - 500)

    played.clock.advance(1_900)
    played.take(played.engine.advance(played.clock.monotonic_ms()))

    with Diary.open(path) as second:
        (session,) = second.sessions()
    assert (session.started_at - started).total_seconds() == GET_READY_CHAIR_MS // 1000
    played.diary.close()
