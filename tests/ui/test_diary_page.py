"""The diary page: what was done, and the way out into a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pandas
import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from backrehab.core.diary import Outcome, RecordedBy, SetDone, planned_entries
from backrehab.core.errors import DiaryError
from backrehab.core.model import Programme, SoreSide, sides_to_do
from backrehab.core.timeline import PlannedExercise
from backrehab.storage.diary import Diary
from backrehab.ui.diary_page import DiaryPage
from backrehab.ui.diary_table import (
    ALL_IN_A_LINE,
    HEADS,
    SECOND_LINE,
    SESSIONS_A_TIME,
    Column,
    DiaryTable,
)
from backrehab.ui.message import Message
from backrehab.ui.preferences import Preferences
from backrehab.ui.reflow import Room
from backrehab.ui.workspace import Workspace
from tests.fakes import ManualClock
from tests.ui.mat import LIBRARY, make_look

CLOCK = ManualClock()
TODAY = CLOCK.now().date()


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

    def __call__(self, _parent: QWidget, name: str) -> Path | None:
        self.names.append(name)
        return self.answer


@pytest.fixture
def diary() -> Iterator[Diary]:
    with Diary.in_memory() as diary:
        yield diary


@pytest.fixture
def asked(tmp_path: Path) -> Asked:
    return Asked(tmp_path / "out.csv")


@pytest.fixture
def page(qtbot: QtBot, diary: Diary, asked: Asked) -> DiaryPage:
    page = DiaryPage(make_look(), CLOCK, ask_for_file=asked)
    qtbot.addWidget(page)
    page.resize(1154, 768)
    page.set_workspace(
        Workspace(diary, Programme(), Preferences(None), keep_programme=lambda _programme: None)
    )
    return page


def keeps_the_rules(tester: ModelTester, table: DiaryTable) -> None:
    tester.check(table)  # type: ignore[no-untyped-call] # pytest-qt has no types here


def rows_of(page: DiaryPage) -> list[tuple[object, ...]]:
    table = page.table
    return [
        tuple(table.index(row, column).data() for column in range(table.columnCount()))
        for row in range(table.rowCount())
    ]


def test_each_row_says_when_what_asked_done_how_it_ended_and_who_noted_it(
    page: DiaryPage, diary: Diary
) -> None:
    write(diary, "single-leg-stance", days_ago=1, reps=3)
    write(diary, "bridging", reps=11, outcome=Outcome.STOPPED)
    write(diary, "childs-pose", days_ago=30, recorded_by=RecordedBy.MANUAL)

    page.refresh()

    title = LIBRARY.exercise("childs-pose").title
    assert rows_of(page) == [
        ("Today, 09:00", "Bridging", "15 times, hold 3 s", "11 of 15", "ended early", "timer"),
        (
            "Yesterday, 09:00",
            "Single leg stance, left",
            "3 times, hold 5 s",
            "3 of 3",
            "yes",
            "timer",
        ),
        (
            "Yesterday, 09:00",
            "Single leg stance, right",
            "3 times, hold 5 s",
            "3 of 3",
            "yes",
            "timer",
        ),
        (
            "Sat 31 Jan, 09:00",
            title,
            "5 times, hold 10 s",
            "\N{EN DASH}",
            "yes",
            "by hand",
        ),
    ]
    assert page.totals.text() == "3 sessions, 4 rows"


def test_cells_are_read_out_with_the_name_of_their_column(page: DiaryPage, diary: Diary) -> None:
    write(diary, recorded_by=RecordedBy.MANUAL)
    page.refresh()

    spoken = [
        page.table.index(0, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in Column
    ]

    assert spoken == [
        "When: Today, 09:00",
        "What: Bridging",
        "Asked for: 15 times, hold 3 s",
        "Done: nothing",
        "All done: yes",
        "Noted by: by hand",
    ]
    assert [page.table.headerData(column, Qt.Orientation.Horizontal) for column in Column] == [
        HEADS[column] for column in Column
    ]


def test_the_table_keeps_the_rules_of_a_model(
    diary: Diary, qtmodeltester: ModelTester, qtbot: QtBot
) -> None:
    for day in range(3):
        write(diary, "single-leg-stance", days_ago=day)
    table = DiaryTable()

    keeps_the_rules(qtmodeltester, table)
    table.read(diary, None, TODAY)
    keeps_the_rules(qtmodeltester, table)
    table.read(diary, TODAY, TODAY)
    keeps_the_rules(qtmodeltester, table)


def test_a_long_diary_is_read_bit_by_bit(diary: Diary, qtmodeltester: ModelTester) -> None:
    for day in range(2 * SESSIONS_A_TIME + 5):
        write(diary, days_ago=day)
    table = DiaryTable()
    table.read(diary, None, TODAY)
    lengths = [table.rowCount()]

    while table.canFetchMore(QModelIndex()):
        table.fetchMore(QModelIndex())
        lengths.append(table.rowCount())

    assert lengths == [40, 80, 85]
    table.fetchMore(QModelIndex())
    assert table.rowCount() == 85
    keeps_the_rules(qtmodeltester, table)


def test_scrolling_to_the_end_brings_all_rows(page: DiaryPage, diary: Diary, qtbot: QtBot) -> None:
    for day in range(2 * SESSIONS_A_TIME + 5):
        write(diary, days_ago=day)
    page.show()
    page.refresh()

    page.view.setFocus()
    for _ in range(4):
        QTest.keyClick(page.view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        page.view.scrollToBottom()

    assert page.table.rowCount() == 85
    assert page.totals.text() == "85 sessions, 85 rows"


def test_a_diary_that_fails_while_scrolling_says_so(
    diary: Diary, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in range(SESSIONS_A_TIME + 1):
        write(diary, days_ago=day)
    table = DiaryTable()
    table.read(diary, None, TODAY)

    def fail(*_: object, **__: object) -> None:
        raise DiaryError(diary.path, "The disk gave a fault.")

    monkeypatch.setattr(diary, "sessions", fail)
    with qtbot.waitSignal(table.failed, timeout=0) as failed:
        table.fetchMore(QModelIndex())

    assert failed.args == ["The disk gave a fault."]
    assert table.rowCount() == SESSIONS_A_TIME
    assert not table.canFetchMore(QModelIndex())


@pytest.mark.parametrize(
    ("key", "rows", "totals"),
    [
        pytest.param("all", 4, "4 sessions, 4 rows", id="all"),
        pytest.param("28", 3, "3 sessions, 3 rows in the last 4 weeks", id="28 days"),
        pytest.param("7", 2, "2 sessions, 2 rows in the last 7 days", id="7 days"),
    ],
)
def test_the_range_counts_whole_days_with_today(
    page: DiaryPage, diary: Diary, key: str, rows: int, totals: str
) -> None:
    for days_ago in (0, 6, 7, 28):
        write(diary, days_ago=days_ago)
    page.refresh()

    page.range.button(key).click()

    assert page.table.rowCount() == rows
    assert page.totals.text() == totals


def test_an_empty_diary_has_one_sentence_and_one_way_on(page: DiaryPage, qtbot: QtBot) -> None:
    page.show()

    assert page.nothing.words.text() == "Nothing yet. What you do is written down here."
    assert page.nothing.isVisible()
    assert not page.range.isVisible()
    assert not page.export_button.isVisible()
    with qtbot.waitSignal(page.library_wanted, timeout=0):
        page.nothing.button.click()


def test_an_empty_range_says_so_and_leads_to_all(page: DiaryPage, diary: Diary) -> None:
    write(diary, days_ago=10)
    page.show()
    page.range.button("7").click()

    assert page.nothing.words.text() == "There is nothing in the last 7 days."
    page.nothing.button.click()

    assert page.range.choice() == "all"
    assert page.table.rowCount() == 1
    assert page.view.isVisible()


@pytest.mark.parametrize("where", ["memory", "file", "demo"])
def test_a_diary_that_will_be_gone_says_so_above_its_rows(
    page: DiaryPage, tmp_path: Path, where: str
) -> None:
    diary = Diary.open(tmp_path / "diary.sqlite") if where == "file" else Diary.in_memory()
    write(diary)

    page.set_workspace(
        Workspace(diary, Programme(), Preferences(None), lambda _: None, is_demo=where == "demo")
    )
    page.show()

    assert page.not_saved.isVisible() == (where == "memory")
    assert page.not_saved.text().startswith("Not saved: ")
    page.close()
    diary.close()


def test_the_page_is_read_again_when_it_is_shown(page: DiaryPage, diary: Diary) -> None:
    write(diary)

    page.show()

    assert page.table.rowCount() == 1


def test_a_diary_that_cant_be_read_says_what_to_do_and_can_be_tried_again(
    page: DiaryPage, diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(diary)
    with monkeypatch.context() as broken:

        def fail(*_: object, **__: object) -> int:
            raise DiaryError(diary.path, "The disk gave a fault.")

        broken.setattr(diary, "count_sessions", fail)
        page.show()
        assert page.nothing.words.text() == "The disk gave a fault."
        assert page.nothing.button.text() == "Try again"

    page.nothing.button.click()

    assert page.table.rowCount() == 1
    assert page.view.isVisible()


def test_a_narrow_page_says_the_rest_in_a_second_line(page: DiaryPage, diary: Diary) -> None:
    write(diary)
    page.show()
    wide = page.view.rowHeight(0)
    assert not page.view.isColumnHidden(Column.ASKED_FOR)

    page.arrange(Room(1024, 600, 100))

    assert page.view.isColumnHidden(Column.ASKED_FOR)
    assert page.view.isColumnHidden(Column.NOTED_BY)
    assert page.view.rowHeight(0) > wide
    assert page.table.index(0, Column.WHAT).data(SECOND_LINE) == (
        "Asked for: 15 times, hold 3 s. Noted by: timer."
    )


@pytest.mark.parametrize("size", [(800, 560), (1024, 600)])
def test_with_large_text_the_page_scrolls_as_a_whole(
    page: DiaryPage, diary: Diary, qtbot: QtBot, size: tuple[int, int]
) -> None:
    for day in range(2 * SESSIONS_A_TIME + 5):
        write(diary, days_ago=day)
    page.resize(*size)
    page.arrange(Room(*size, 200))
    page.show()
    QApplication.processEvents()
    view, bar = page.view, page.verticalScrollBar()

    assert view.verticalScrollBar().maximum() == 0
    assert [it for it in Column if not view.isColumnHidden(it)] == [Column.WHEN, Column.WHAT]
    assert page.table.index(0, Column.WHAT).data(ALL_IN_A_LINE) == (
        "Asked for: 15 times, hold 3 s. Done: 15 of 15. All done: yes. Noted by: timer."
    )
    assert page.table.rowCount() == SESSIONS_A_TIME

    def at_the_end() -> bool:
        bar.setValue(bar.maximum())
        return page.table.rowCount() == 85 and bar.maximum() > 85 * 47

    qtbot.waitUntil(at_the_end)
    assert page.totals.visibleRegion().boundingRect() == page.totals.rect()


def test_the_tab_key_leaves_the_table(page: DiaryPage, diary: Diary) -> None:
    write(diary)
    page.show()
    page.activateWindow()
    page.view.setFocus()

    QTest.keyClick(page.view, Qt.Key.Key_Tab)

    assert page.focusWidget() is not page.view


def test_the_spreadsheet_holds_what_is_shown_and_the_toast_says_where(
    page: DiaryPage, diary: Diary, asked: Asked
) -> None:
    write(diary, "single-leg-stance", days_ago=1)
    write(diary, "bridging", reps=11)
    write(diary, days_ago=40)
    page.show()
    page.range.button("28").click()

    page.export_button.click()

    assert asked.names == ["backrehab-diary-2026-03-02.csv"]
    assert asked.answer is not None
    assert page.toast.label.text() == f"Saved 3 rows to {asked.answer}"
    assert page.toast.isVisible()
    with asked.answer.open(encoding="utf-8-sig", newline="") as file:
        by_csv = list(csv.DictReader(file))
    by_pandas = pandas.read_csv(asked.answer)
    assert [row["exercise_id"] for row in by_csv] == [
        "single-leg-stance",
        "single-leg-stance",
        "bridging",
    ]
    assert [row["side"] for row in by_csv] == ["right", "left", ""]
    assert list(by_pandas["reps_timed"]) == [15, 15, 11]
    assert list(by_pandas.columns) == list(by_csv[0])


def test_nothing_happens_when_the_person_changes_their_mind(
    page: DiaryPage, diary: Diary, asked: Asked, tmp_path: Path
) -> None:
    write(diary)
    asked.answer = None
    page.show()

    page.export_button.click()

    assert not page.toast.isVisible()
    assert list(tmp_path.glob("*.csv")) == []


def test_an_empty_range_writes_no_file_and_says_so(
    page: DiaryPage, diary: Diary, asked: Asked, tmp_path: Path
) -> None:
    write(diary, days_ago=10)
    page.show()
    page.range.button("7").click()

    page.export_button.click()

    (message,) = page.findChildren(Message)
    assert message.text.text() == (
        "There is nothing in your diary in the last 7 days, so no file was written. "
        "Choose more days, then try again."
    )
    assert asked.names == []
    assert list(tmp_path.glob("*.csv")) == []


def test_a_file_that_cant_be_written_is_told_in_words_with_what_to_do(
    page: DiaryPage, diary: Diary, asked: Asked, tmp_path: Path
) -> None:
    write(diary)
    asked.answer = tmp_path / "no such folder" / "out.csv"
    page.show()

    page.export_button.click()

    (message,) = page.findChildren(Message)
    assert message.title.text() == "The spreadsheet is not saved"
    assert "Choose another folder, then try again." in message.text.text()
    message.buttons[0].click()
    assert not message.isVisible()
    assert not page.toast.isVisible()
