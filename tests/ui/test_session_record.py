"""What a session leaves in the diary, and what happens when the diary can't take it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from backrehab.core.diary import DiarySession, Outcome, SetDone, planned_entries
from backrehab.core.engine import FROM_THE_START, Engine
from backrehab.core.errors import DiaryError
from backrehab.core.going_on import GoOn, going_on
from backrehab.core.model import Programme, Side, SoreSide
from backrehab.core.routine import make_routine
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

    def __init__(
        self,
        path: Path,
        clock: ManualClock | None = None,
        diary: FullDiary | None = None,
        go_on: GoOn | None = None,
        **changes: int,
    ) -> None:
        self.path = path
        self.clock = clock or ManualClock()
        self.diary = diary or FullDiary.open(path)
        exercise = LIBRARY.exercise("single-leg-stance")
        programme = Programme({exercise.id: changes}, SoreSide.LEFT)
        self.routine = go_on.routine if go_on else make_routine("Legs", [exercise], programme)
        self.engine = Engine(
            go_on.phases if go_on else self.routine.phases,
            beginning=go_on.beginning if go_on else FROM_THE_START,
        )
        self.record = SessionRecord(
            self.diary,
            self.clock,
            [planned_entries(exercise, self.routine.planned[0], 1)],
            LIBRARY.version,
            go_on=go_on,
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


def test_what_waits_goes_into_the_diary_that_took_the_place_of_the_first(path: Path) -> None:
    """A diary is exchanged when its file could not be opened before, and now can."""
    played = Played(path, sets=2)
    played.diary.is_full = True
    played.go(GET_READY_CHAIR_MS + LEG_MS + SWITCH_MS + LEG_MS + 5_000)
    played.stop()
    assert played.record.trouble

    played.diary.close()
    with Diary.open(path) as second:
        played.record.put_diary(second)
        assert played.record.try_again()

    assert played.in_file() == [
        (Side.LEFT, Outcome.STOPPED, 1, 3),
        (Side.RIGHT, Outcome.STOPPED, 1, 3),
    ]


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


# The clock of the wall may jump while a session runs; the diary stays in order.


class JumpingClock(ManualClock):
    """A clock whose date and time somebody sets meanwhile."""

    def set(self, now: datetime) -> None:
        self._now = now


LONDON = ZoneInfo("Europe/London")


def played_with_a_jump(path: Path, jump: timedelta, at_ms: int) -> DiarySession:
    """A session of both legs, two sets each; after so long the clock is put forward or back."""
    clock = JumpingClock()
    played = Played(path, clock, sets=2)
    played.go(at_ms)
    clock.set(clock.now() + jump)
    played.go(2 * (2 * LEG_MS + SWITCH_MS) + REST_MS + GET_READY_CHAIR_MS - at_ms)
    played.diary.close()
    with Diary.open(path) as second:
        (session,) = second.sessions()
    assert session.outcome is Outcome.COMPLETED
    return session


@pytest.mark.parametrize("at_ms", [5_000, 20_000, 50_000, 120_000])
@pytest.mark.parametrize(
    "jump",
    [timedelta(hours=-1), timedelta(days=-400), timedelta(hours=1), timedelta(seconds=-1)],
    ids=["an hour back", "more than a year back", "an hour forward", "a second back"],
)
def test_whatever_the_clock_is_set_to_the_diary_stays_in_order(
    path: Path, jump: timedelta, at_ms: int
) -> None:
    session = played_with_a_jump(path, jump, at_ms)

    assert session.ended_at is not None
    left, right = session.entries
    assert left.ended_at is not None
    assert right.ended_at is not None
    assert session.started_at <= left.started_at < right.started_at
    assert left.started_at < left.ended_at < right.ended_at <= session.ended_at
    assert (left.side, right.side) == (Side.LEFT, Side.RIGHT)


def test_a_clock_put_back_makes_nothing_shorter(path: Path) -> None:
    session = played_with_a_jump(path, timedelta(hours=-1), 20_000)

    assert session.ended_at is not None
    took_ms = (session.ended_at - session.started_at) / timedelta(milliseconds=1)
    assert took_ms == 2 * (2 * LEG_MS + SWITCH_MS) + REST_MS


def test_the_night_the_clocks_go_back_is_as_long_as_any_other(path: Path) -> None:
    """At 02:00 in summer time it is 01:00 again; the offset tells the two apart."""
    before = datetime(2026, 10, 25, 1, 59, tzinfo=LONDON).astimezone(UTC)
    played = Played(path, LondonClock(before))

    played.go(GET_READY_CHAIR_MS + 2 * LEG_MS + SWITCH_MS)

    with Diary.open(path) as second:
        (session,) = second.sessions()
    assert session.ended_at is not None
    assert session.ended_at > session.started_at
    assert session.started_at.utcoffset() == timedelta(hours=1)
    assert session.ended_at.utcoffset() == timedelta(0)
    assert (session.started_at.hour, session.ended_at.hour) == (1, 1)
    played.diary.close()


class LondonClock(ManualClock):
    """Tells the time as a computer in London does, with the offset in force at that moment."""

    def now(self) -> datetime:
        local = super().now().astimezone(LONDON)
        offset = local.utcoffset()
        assert offset is not None
        return local.astimezone(timezone(offset))


def test_a_journey_to_another_time_zone_changes_the_offset_alone(path: Path) -> None:
    clock = JumpingClock()
    played = Played(path, clock)
    played.go(GET_READY_CHAIR_MS + LEG_MS)

    clock.set(clock.now().astimezone(timezone(timedelta(hours=-8))))
    played.go(SWITCH_MS + LEG_MS)

    with Diary.open(path) as second:
        (session,) = second.sessions()
    assert session.ended_at is not None
    assert session.ended_at.utcoffset() == timedelta(hours=-8)
    assert session.ended_at - session.started_at == timedelta(milliseconds=2 * LEG_MS + SWITCH_MS)
    played.diary.close()


def test_going_on_after_the_clock_was_put_back_is_later_all_the_same(path: Path) -> None:
    """The plan is not needed for that; the record is told where the diary stands."""
    played = Played(path, sets=2)
    played.go(GET_READY_CHAIR_MS + LEG_MS)
    unfinished = played.diary.unfinished()
    assert unfinished is not None
    go_on = going_on(played.routine, unfinished)
    assert go_on is not None

    an_hour_ago = ManualClock(unfinished.last_seen_at - timedelta(hours=1))
    again = Played(path, an_hour_ago, played.diary, go_on)
    again.go(20_000 + 3 * LEG_MS + 2 * SWITCH_MS + REST_MS)

    with Diary.open(path) as second:
        (session,) = second.sessions()
    assert session.outcome is Outcome.COMPLETED
    left, right = session.entries
    assert left.started_at < unfinished.last_seen_at < right.started_at
    assert left.ended_at is not None
    assert left.ended_at > unfinished.last_seen_at
    played.diary.close()
