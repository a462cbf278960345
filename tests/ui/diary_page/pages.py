"""Diaries for the diary page, and how a test reads its rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from backrehab.core.diary import (
    EntryAnswers,
    Outcome,
    RecordedBy,
    SessionAnswers,
    SetDone,
    planned_entries,
)
from backrehab.core.model import SoreSide, sides_to_do
from backrehab.core.timeline import PlannedExercise
from backrehab.storage.diary import Diary
from backrehab.ui.day_field import DayField
from backrehab.ui.diary_page import DiaryPage
from backrehab.ui.diary_table import Shown
from backrehab.ui.saving import Form
from tests.fakes import ManualClock
from tests.ui.mat import LIBRARY

CLOCK = ManualClock()


TODAY = CLOCK.now().date()


SHOWN = Shown(CLOCK.now())


def write(
    diary: Diary,
    exercise_id: str = "bridging",
    days_ago: int = 0,
    *,
    reps: int = 15,
    outcome: Outcome = Outcome.COMPLETED,
    recorded_by: RecordedBy = RecordedBy.TIMER,
) -> None:
    """One session of one exercise, so many days ago."""
    exercise = LIBRARY.exercise(exercise_id)
    prescription = exercise.dose.prescription()
    sides = sides_to_do(prescription.side, SoreSide.RIGHT)
    planned = PlannedExercise(exercise.id, exercise.position, prescription, sides)
    at = CLOCK.now() - timedelta(days=days_ago)
    session = diary.begin_session(at, LIBRARY.version)
    for entry in planned_entries(exercise, planned, 1):
        entry_id = diary.begin_entry(session, entry, at, recorded_by=recorded_by)
        if recorded_by is RecordedBy.TIMER:
            done = SetDone(1, reps, 45_000, 0, 120_000, 0, True, at)
            diary.add_set(entry_id, done)
        diary.end_entry(entry_id, outcome, at)
    diary.end_session(session, outcome, at)


class Asked:
    """Stands for the dialog that asks where to save: gives the same answer every time."""

    def __init__(self, answer: Path | None) -> None:
        self.answer = answer
        self.names: list[str] = []

    def __call__(self, _parent: QWidget, _form: Form, name: str) -> Path | None:
        self.names.append(name)
        return self.answer


def rows_of(page: DiaryPage) -> list[tuple[object, ...]]:
    table = page.table
    return [
        tuple(table.index(row, column).data() for column in range(table.columnCount()))
        for row in range(table.rowCount())
    ]


def write_several(
    diary: Diary,
    worst: Sequence[int | None],
    *,
    session: int | None = None,
    recorded_by: RecordedBy = RecordedBy.TIMER,
) -> None:
    """A session of these exercises today, with what was told of the pain in each entry."""
    at = CLOCK.now()
    session_id = diary.begin_session(at, LIBRARY.version)
    answers = iter(worst)
    for position, exercise_id in enumerate(("bridging", "sit-to-stand", "single-leg-stance"), 1):
        exercise = LIBRARY.exercise(exercise_id)
        prescription = exercise.dose.prescription()
        sides = sides_to_do(prescription.side, SoreSide.RIGHT)
        planned = PlannedExercise(exercise.id, exercise.position, prescription, sides)
        for entry in planned_entries(exercise, planned, position):
            entry_id = diary.begin_entry(session_id, entry, at, recorded_by=recorded_by)
            if recorded_by is RecordedBy.TIMER:
                diary.add_set(entry_id, SetDone(1, position, 45_000, 0, 120_000, 0, True, at))
            diary.end_entry(entry_id, Outcome.COMPLETED, at)
            told = EntryAnswers(pain_worst_exercise_0_10=next(answers, None))
            diary.answer_entry(entry_id, told, at)
    diary.end_session(session_id, Outcome.COMPLETED, at)
    diary.answer_session(session_id, SessionAnswers(pain_worst_session_0_10=session), at)


def type_day(field: DayField, text: str) -> None:
    field.field.selectAll()
    QTest.keyClicks(field.field, text)
    QTest.keyClick(field.field, Qt.Key.Key_Return)
