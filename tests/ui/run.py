"""A session without a screen: real engine, real diary, a clock by hand."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from backrehab.core.diary import planned_entries
from backrehab.core.engine import Engine
from backrehab.core.events import Event
from backrehab.core.model import Programme
from backrehab.core.routine import make_routine
from backrehab.storage.diary import Diary
from backrehab.ui.session_answers import GivenAnswers
from backrehab.ui.session_record import SessionRecord
from tests.fakes import ManualClock
from tests.ui.mat import LIBRARY


class Run:
    """A routine that is run without a screen, and what is told of it."""

    def __init__(self, path: Path, *exercise_ids: str) -> None:
        self.path = path
        self.clock = ManualClock()
        self.diary = Diary.open(path, wait_ms=0)
        exercises = [LIBRARY.exercise(exercise_id) for exercise_id in exercise_ids]
        self.routine = make_routine("Round 2 of 4", exercises, Programme())
        self.record = SessionRecord(
            self.diary,
            self.clock,
            [
                planned_entries(exercise, planned, position)
                for position, (exercise, planned) in enumerate(
                    zip(self.routine.exercises, self.routine.planned, strict=True), 1
                )
            ],
            LIBRARY.version,
        )
        self.answers = GivenAnswers(self.diary, self.clock, self.record)
        self.engine = Engine(self.routine.phases)
        self._take(self.engine.start(self.clock.monotonic_ms()))

    def go(self, seconds: int) -> None:
        for _second in range(seconds):
            self.clock.advance(1000)
            self._take(self.engine.advance(self.clock.monotonic_ms()))

    def skip(self) -> None:
        self._take(self.engine.skip(self.clock.monotonic_ms()))

    def stop(self) -> None:
        self._take(self.engine.stop(self.clock.monotonic_ms()))

    def _take(self, events: Iterable[Event]) -> None:
        for event in events:
            self.record.take(event)
