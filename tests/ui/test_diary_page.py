"""The diary page: what was done, and the way out into a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import pandas
import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from backrehab.core.diary import (
    EntryAnswers,
    Outcome,
    RecordedBy,
    SessionAnswers,
    SetDone,
    planned_entries,
)
from backrehab.core.diary_range import DayRange
from backrehab.core.errors import DiaryError
from backrehab.core.model import Programme, SoreSide, sides_to_do
from backrehab.core.rounds import DayRounds
from backrehab.core.timeline import PlannedExercise
from backrehab.storage.diary import Diary
from backrehab.storage.diary_views import DayFacts, DiaryViews
from backrehab.ui.day_field import DayField
from backrehab.ui.diary_page import DiaryPage
from backrehab.ui.diary_table import (
    ALL_IN_A_LINE,
    HEADS,
    SECOND_LINE,
    SESSIONS_A_TIME,
    Column,
    DiaryTable,
    Shown,
)
from backrehab.ui.message import Message
from backrehab.ui.preferences import Preferences
from backrehab.ui.reflow import Room
from backrehab.ui.saving import Form
from backrehab.ui.theme import ThemeChoice
from backrehab.ui.workspace import Workspace
from tests.fakes import ManualClock
from tests.ui.mat import LIBRARY, RESOURCES, make_look
from tests.ui.shell import Shell, clipped, settle

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


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    with Diary.open(tmp_path / "diary.sqlite") as diary:
        yield diary


@pytest.fixture
def asked(tmp_path: Path) -> Asked:
    return Asked(tmp_path / "out.csv")


@pytest.fixture
def page(qtbot: QtBot, diary: Diary, asked: Asked) -> DiaryPage:
    page = DiaryPage(make_look(), CLOCK, LIBRARY, RESOURCES, ask_where=asked)
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


def test_each_row_is_a_session_and_says_when_what_asked_done_pain_and_who_noted_it(
    page: DiaryPage, diary: Diary
) -> None:
    write(diary, "single-leg-stance", days_ago=1, reps=3)
    write(diary, "bridging", reps=11, outcome=Outcome.STOPPED)
    [newest] = diary.sessions(limit=1)
    answers = SessionAnswers(pain_worst_session_0_10=5, pain_after_0_10=3, pain_after_minutes=31)
    diary.answer_session(newest.session_id, answers, CLOCK.now())
    write(diary, "childs-pose", days_ago=20, recorded_by=RecordedBy.MANUAL)

    page.refresh()

    title = LIBRARY.exercise("childs-pose").title
    dash = "\N{EN DASH}"
    assert [row[:7] for row in rows_of(page)] == [
        ("Today, 09:00", "Bridging", "15 times, hold 3 s", "11 of 15", "5", "3", "timer"),
        (
            "Yesterday, 09:00",
            "Single leg stance",
            "3 times, hold 5 s, each side",
            "right 3 of 3, left 3 of 3",
            dash,
            dash,
            "timer",
        ),
        ("Tue 10 Feb, 09:00", title, "5 times, hold 10 s", dash, dash, dash, "by hand"),
    ]
    assert page.parts.totals.text() == "3 sessions in the last 4 weeks"


def write_several(
    diary: Diary, worst: Sequence[int | None], *, session: int | None = None
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
            entry_id = diary.begin_entry(session_id, entry, at)
            diary.add_set(entry_id, SetDone(1, position, 45_000, 0, 120_000, 0, True, at))
            diary.end_entry(entry_id, Outcome.COMPLETED, at)
            told = EntryAnswers(pain_worst_exercise_0_10=next(answers, None))
            diary.answer_entry(entry_id, told, at)
    diary.end_session(session_id, Outcome.COMPLETED, at)
    diary.answer_session(session_id, SessionAnswers(pain_worst_session_0_10=session), at)


@pytest.mark.parametrize(
    ("worst", "session", "words"),
    [
        ((5, 4, 5), None, "5, 4, 5 by exercise"),
        ((None, 5), None, "5 in one exercise"),
        ((5, 4, 5), 6, "6"),
        ((), None, "\N{EN DASH}"),
    ],
    ids=["each", "one", "the session's own goes first", "nothing"],
)
def test_pain_that_was_told_of_single_exercises_says_so(
    page: DiaryPage,
    diary: Diary,
    worst: Sequence[int | None],
    session: int | None,
    words: str,
) -> None:
    write_several(diary, worst, session=session)
    page.refresh()

    cell = page.table.index(0, Column.WORST)

    assert cell.data() == words
    spoken = "nothing" if words == "\N{EN DASH}" else words
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == f"Worst pain: {spoken}"


@pytest.mark.parametrize(
    ("exercise_id", "row"),
    [
        ("", ("Strengthening", "3 exercises", "3 of 3", "7")),
        (
            "bridging",
            ("Bridging, one of 3 exercises", "15 times, hold 3 s", "1 of 15", "4"),
        ),
        (
            "sit-to-stand",
            (
                "Sit to stand, one of 3 exercises",
                "15 times, hold 1 s",
                "2 of 15",
                "7 in the session",
            ),
        ),
        (
            "single-leg-stance",
            (
                "Single leg stance, one of 3 exercises",
                "3 times, hold 5 s, each side",
                "right 3 of 3, left 3 of 3",
                "5, 6 by side",
            ),
        ),
    ],
    ids=["all", "with an answer of its own", "without one", "on each side"],
)
def test_with_one_exercise_a_row_has_its_own_figures(
    page: DiaryPage, diary: Diary, exercise_id: str, row: tuple[str, ...]
) -> None:
    write_several(diary, (4, None, 5, 6), session=7)
    page.refresh()

    page.parts.exercise.pick(exercise_id)

    assert rows_of(page)[0][Column.WHAT : Column.AFTER] == row
    delete = page.table.index(0, Column.DELETE).data(Qt.ItemDataRole.AccessibleTextRole)
    assert delete == "Delete Strengthening, Today, 09:00", "all of the session goes"


def test_what_was_not_asked_yet_is_not_told_as_nothing(page: DiaryPage, diary: Diary) -> None:
    write(diary)
    write(diary, days_ago=1)
    page.refresh()

    cells = [page.table.index(row, Column.AFTER).data() for row in range(2)]

    assert cells == ["not asked yet", "\N{EN DASH}"]


def test_what_is_never_asked_is_not_said_to_be_asked_yet(page: DiaryPage, diary: Diary) -> None:
    write(diary, recorded_by=RecordedBy.MANUAL)
    page.refresh()
    assert page.table.index(0, Column.AFTER).data() == "\N{EN DASH}"


def test_where_the_person_does_not_want_the_question_it_is_not_said_to_come(
    page: DiaryPage, diary: Diary
) -> None:
    write(diary)
    preferences = Preferences(None)
    preferences.ask_pain_after = False
    page.set_workspace(Workspace(diary, Programme(), preferences, lambda _programme: None))
    page.refresh()

    assert page.table.index(0, Column.AFTER).data() == "\N{EN DASH}"


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
        "Worst pain: nothing",
        "30 min later: nothing",
        "Noted by: by hand",
        "Edit Bridging, Today, 09:00",
        "Delete Bridging, Today, 09:00",
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
    table.read(DiaryViews(diary), SHOWN)
    keeps_the_rules(qtmodeltester, table)
    table.read(DiaryViews(diary), Shown(CLOCK.now(), DayRange(TODAY, TODAY)))
    keeps_the_rules(qtmodeltester, table)


def test_a_long_diary_is_read_bit_by_bit(diary: Diary, qtmodeltester: ModelTester) -> None:
    for day in range(2 * SESSIONS_A_TIME + 5):
        write(diary, days_ago=day)
    table = DiaryTable()
    table.read(DiaryViews(diary), SHOWN)
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
    page.parts.range.pick("all")

    page.view.setFocus()
    for _ in range(4):
        QTest.keyClick(page.view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        page.view.scrollToBottom()

    assert page.table.rowCount() == 85
    assert page.parts.totals.text() == "85 sessions"


@pytest.mark.parametrize(("pick", "value"), [("range", "12"), ("exercise", "bridging")])
def test_other_days_and_another_exercise_begin_with_their_newest_row(
    page: DiaryPage, diary: Diary, pick: str, value: str
) -> None:
    for day in range(50):
        write(diary, days_ago=day // 2)
    page.resize(1154, 860)
    page.show()
    page.parts.rows_button.click()
    bar = page.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 0

    {"range": page.parts.range, "exercise": page.parts.exercise}[pick].pick(value)

    assert page.view.rowAt(0) == 0


def test_a_diary_that_fails_while_scrolling_says_so(
    diary: Diary, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in range(SESSIONS_A_TIME + 1):
        write(diary, days_ago=day)
    table = DiaryTable()
    table.read(DiaryViews(diary), SHOWN)

    def fail(*_: object, **__: object) -> None:
        raise DiaryError(diary.path, "The disk gave a fault.")

    monkeypatch.setattr(diary, "session", fail)
    with qtbot.waitSignal(table.failed, timeout=0) as failed:
        table.fetchMore(QModelIndex())

    assert failed.args == ["The disk gave a fault."]
    assert table.rowCount() == SESSIONS_A_TIME
    assert not table.canFetchMore(QModelIndex())


@pytest.mark.parametrize(
    ("key", "rows", "totals"),
    [
        pytest.param("all", 6, "6 sessions", id="all"),
        pytest.param("52", 5, "5 sessions in the last year", id="a year"),
        pytest.param("12", 3, "3 sessions in the last 12 weeks", id="12 weeks"),
        pytest.param("4", 2, "2 sessions in the last 4 weeks", id="4 weeks"),
    ],
)
def test_a_range_is_whole_weeks_and_this_week_is_the_last(
    page: DiaryPage, diary: Diary, key: str, rows: int, totals: str
) -> None:
    assert TODAY.weekday() == 0
    for days_ago in (0, 21, 22, 78, 357, 358):
        write(diary, days_ago=days_ago)
    page.refresh()

    page.parts.range.pick(key)

    assert page.table.rowCount() == rows
    assert page.parts.totals.text() == totals


def test_days_of_ones_own_are_both_included(page: DiaryPage, diary: Diary) -> None:
    for days_ago in (0, 1, 2, 3):
        write(diary, days_ago=days_ago)
    page.show()
    page.parts.range.pick("own")
    assert page.parts.since.isVisible()

    type_day(page.parts.since, "28.2.26")
    type_day(page.parts.until, "1 March")

    assert [row[0] for row in rows_of(page)] == ["Yesterday, 09:00", "Sat 28 Feb, 09:00"]
    assert page.parts.totals.text() == "2 sessions from 28 Feb 2026 to 1 Mar 2026"
    assert page.parts.since.said.text() == "Sat 28 Feb"

    for _ in range(3):
        QTest.keyClick(page.parts.until.field, Qt.Key.Key_Up)
    assert page.parts.until.text == "02/03/2026", "no further than today"
    assert page.table.rowCount() == 3


def test_a_day_that_is_none_or_to_come_is_said_and_changes_nothing(
    page: DiaryPage, diary: Diary
) -> None:
    write(diary)
    page.show()
    page.parts.range.pick("own")
    totals = page.parts.totals.text()
    for typed, fault in (
        ("3.3.26", "That day is still to come. Choose today or a day before."),
        ("soon", "That is not a day. Type it like 21/11/2026."),
    ):
        type_day(page.parts.since, typed)
        assert page.parts.since.fault.text() == fault
        assert page.parts.since.fault.isVisible()
        assert page.parts.totals.text() == totals

    type_day(page.parts.until, "28/2/2026")
    type_day(page.parts.since, "01/02/2026")
    assert not page.parts.since.fault.isVisible()
    assert page.nothing.words.text() == "There is nothing from 1 Feb 2026 to 28 Feb 2026."


def type_day(field: DayField, text: str) -> None:
    field.field.selectAll()
    QTest.keyClicks(field.field, text)
    QTest.keyClick(field.field, Qt.Key.Key_Return)


def test_a_day_of_the_calendar_leaves_its_own_rows_and_nothing_else_changes(
    page: DiaryPage, diary: Diary
) -> None:
    write(diary)
    write(diary, days_ago=1)
    write(diary, "sit-to-stand", days_ago=1)
    page.show()
    weeks = page.calendar.calendar

    place = weeks.place_of(TODAY - timedelta(days=1)).center().toPoint()
    QTest.mouseClick(weeks, Qt.MouseButton.LeftButton, pos=place)

    assert [row[0] for row in rows_of(page)] == ["Yesterday, 09:00"] * 2
    assert page.parts.every_day_button.text() == "Yesterday only"
    page.parts.every_day_button.click()
    assert page.table.rowCount() == 3
    assert weeks.chosen is None


def test_arrow_keys_choose_a_day_and_escape_lets_it_go(page: DiaryPage, diary: Diary) -> None:
    write(diary)
    write(diary, days_ago=7)
    page.show()
    weeks = page.calendar.calendar

    chosen: list[date | None] = []
    weeks.day_chosen.connect(chosen.append)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
        QTest.keyClick(weeks, key)
    assert chosen == [TODAY, TODAY - timedelta(days=7)]
    assert [row[0] for row in rows_of(page)] == ["Mon 23 Feb, 09:00"]
    assert weeks.accessibleDescription() == "Monday 23 February, 1 of 4"
    # Tomorrow can't be chosen.
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Escape):
        QTest.keyClick(weeks, key)
    assert chosen[2:] == [TODAY, None]
    assert page.table.rowCount() == 2


def test_a_day_without_a_session_says_so(page: DiaryPage, diary: Diary) -> None:
    write(diary)
    page.show()

    QTest.keyClick(page.calendar.calendar, Qt.Key.Key_Home)

    assert page.parts.no_rows.text() == "Nothing on Mon 9 Feb."
    assert page.parts.no_rows.isVisible()
    assert not page.view.isVisible()


def test_one_exercise_leaves_the_sessions_that_hold_it_and_shows_its_figures(
    page: DiaryPage, diary: Diary
) -> None:
    write(diary)
    write(diary, "single-leg-stance", days_ago=1, reps=2)
    page.show()
    assert not page.amount.isVisible()

    page.parts.exercise.pick("single-leg-stance")

    assert [row[1] for row in rows_of(page)] == ["Single leg stance"]
    assert page.amount.isVisible()
    marks = [(mark.kind, mark.value, mark.said) for mark in page.amount.plot.marks]
    assert marks == [("left", 2, "2 of 3"), ("right", 2, "2 of 3")]
    assert page.parts.totals.text() == "1 session of Single leg stance in the last 4 weeks"


def test_the_weeks_count_rounds_and_with_an_exercise_its_own_times(
    page: DiaryPage, diary: Diary
) -> None:
    for _ in range(2):
        write(diary)
    write(diary, "sit-to-stand")
    page.show()
    assert page.calendar.calendar.weeks.days[TODAY] == DayRounds(TODAY, 2, 4)
    assert page.calendar.total.text() == "2 rounds in 4 weeks"

    page.parts.exercise.pick("sit-to-stand")

    assert page.calendar.calendar.weeks.days[TODAY] == DayRounds(TODAY, 1, 1)
    assert page.calendar.total.text() == "1 time in 4 weeks"


def test_earlier_weeks_are_read_when_they_are_turned_to(page: DiaryPage, diary: Diary) -> None:
    write(diary)
    write(diary, days_ago=28)
    page.show()
    assert not page.calendar.turning.isVisible()

    page.parts.range.pick("12")
    assert page.calendar.turning.isVisible()
    assert not page.calendar.turning.later.isEnabled()
    page.calendar.turning.earlier.click()

    weeks = page.calendar.calendar.weeks
    assert weeks.mondays[0] == TODAY - timedelta(days=49)
    assert weeks.days[TODAY - timedelta(days=28)].done == 1
    page.calendar.turning.earlier.click()
    assert not page.calendar.turning.earlier.isEnabled()


def test_the_total_is_of_all_weeks_chosen_whichever_are_in_sight(
    page: DiaryPage, diary: Diary
) -> None:
    for days_ago in (0, 1, 30, 60, 61, 62):
        write(diary, days_ago=days_ago)
    page.show()
    page.parts.range.pick("12")
    total = page.calendar.total

    assert total.text() == "6 rounds in 12 weeks, 2 in sight"
    page.calendar.turning.earlier.click()
    assert total.text() == "6 rounds in 12 weeks, 1 in sight"
    page.calendar.turning.earlier.click()
    assert total.text() == "6 rounds in 12 weeks, 3 in sight"
    page.parts.exercise.pick("bridging")
    assert total.text() == "6 times in 12 weeks, 2 in sight"
    page.parts.range.pick("4")
    assert total.text() == "2 times in 4 weeks"


def test_turning_to_other_weeks_counts_nothing_again(
    page: DiaryPage, diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(diary)
    write(diary, days_ago=28)
    page.show()
    page.parts.range.pick("12")
    counted: list[object] = []
    days = DiaryViews.days

    def count_days(views: DiaryViews, since: date, until: date) -> dict[date, DayFacts]:
        counted.append((since, until))
        return days(views, since, until)

    monkeypatch.setattr(DiaryViews, "days", count_days)

    page.calendar.turning.earlier.click()
    QTest.keyClick(page.calendar.calendar, Qt.Key.Key_Left)
    assert counted == []

    write(diary)
    page.refresh()
    assert len(counted) == 1
    assert page.calendar.total.text() == "3 rounds in 12 weeks, 1 in sight"


def test_a_row_leads_to_its_session_by_mouse_and_by_enter(
    page: DiaryPage, diary: Diary, qtbot: QtBot
) -> None:
    write(diary)
    [session] = diary.sessions()
    page.show()
    place = page.view.visualRect(page.table.index(0, Column.WHAT)).center()

    with qtbot.waitSignal(page.session_wanted, timeout=0) as wanted:
        QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert wanted.args == [session.session_id]
    with qtbot.waitSignal(page.session_wanted, timeout=0) as wanted:
        QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert wanted.args == [session.session_id]


def test_delete_is_pressed_at_the_end_of_a_row_or_with_its_key(
    page: DiaryPage, diary: Diary, qtbot: QtBot
) -> None:
    write(diary)
    [session] = diary.sessions()
    page.show()
    place = page.view.visualRect(page.table.index(0, Column.DELETE)).center()

    with qtbot.waitSignal(page.delete_wanted, timeout=0) as wanted:
        QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert wanted.args == [session]
    with qtbot.waitSignal(page.delete_wanted, timeout=0) as wanted:
        QTest.keyClick(page.view, Qt.Key.Key_Delete)
    assert wanted.args == [session]


def test_an_empty_diary_has_one_sentence_and_one_way_on(page: DiaryPage, qtbot: QtBot) -> None:
    page.show()

    assert page.nothing.words.text() == "Nothing yet. What you do is written down here."
    assert page.nothing.isVisible()
    assert not page.parts.range.isVisible()
    assert not page.parts.export_button.isVisible()
    assert page.parts.by_hand_button.isVisible()
    with qtbot.waitSignal(page.library_wanted, timeout=0):
        page.nothing.button.click()


def test_an_empty_range_says_so_and_leads_to_all(page: DiaryPage, diary: Diary) -> None:
    write(diary, days_ago=30)
    page.show()

    assert page.nothing.words.text() == "There is nothing in the last 4 weeks."
    page.resize(1100, 700)
    settle()
    links = page.parts.ways_out_button
    right = links.mapTo(page.content, links.rect().topRight()).x()
    assert right == page.nothing.geometry().right(), "the links stand at the edge of the page"
    page.nothing.button.click()

    assert page.parts.range.choice() == "all"
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

    assert page.parts.not_saved.isVisible() == (where == "memory")
    assert page.parts.not_saved.text().startswith("Your diary is not open. ")
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

        broken.setattr(diary, "completions", fail)
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
    page.parts.range.choose("all")
    page.show()
    QApplication.processEvents()
    view, bar = page.view, page.verticalScrollBar()

    assert view.verticalScrollBar().maximum() == 0
    assert [it for it in Column if not view.isColumnHidden(it)] == [
        *(Column.WHEN, Column.WHAT, Column.EDIT, Column.DELETE)
    ]
    assert page.table.index(0, Column.WHAT).data(ALL_IN_A_LINE) == (
        "Asked for: 15 times, hold 3 s. Done: 15 of 15. 30 min later: not asked yet."
        " Noted by: timer."
    )
    assert page.table.rowCount() == SESSIONS_A_TIME

    def at_the_end() -> bool:
        bar.setValue(bar.maximum())
        return page.table.rowCount() == 85 and bar.maximum() > 85 * 47

    qtbot.waitUntil(at_the_end)


@pytest.mark.parametrize(("height", "scrolls"), [(768, False), (700, True)])
def test_on_a_low_page_there_is_no_table_that_scrolls_by_itself(
    page: DiaryPage, diary: Diary, height: int, scrolls: bool
) -> None:
    for day in range(20):
        write(diary, days_ago=day)
    page.resize(1154, height)
    page.arrange(Room(1366, height, 100))
    page.show()
    QApplication.processEvents()

    assert (page.verticalScrollBar().maximum() > 0) == scrolls
    assert (page.view.verticalScrollBar().maximum() > 0) == (not scrolls)


def test_all_rows_can_have_the_page_for_themselves(page: DiaryPage, diary: Diary) -> None:
    for day in range(20):
        write(diary, days_ago=day)
    page.arrange(Room(1366, 768, 100))
    page.show()

    page.parts.rows_button.click()
    assert not page.calendar.isVisible()
    assert not page.pain.isVisible()
    assert page.view.isVisible()

    page.parts.rows_button.click()
    assert page.calendar.isVisible()
    assert page.pain.isVisible()


def test_a_row_that_was_deleted_comes_back_with_undo(shell: Shell) -> None:
    write(shell.workspace.diary)
    write(shell.workspace.diary, "sit-to-stand", days_ago=1)
    shell.window.show_page("diary")
    page = shell.window.pages.diary
    place = page.view.visualRect(page.table.index(0, Column.DELETE)).center()

    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert [row[1] for row in rows_of(page)] == ["Sit to stand"]
    shell.click(shell.window.toast.undo_button)
    assert [row[1] for row in rows_of(page)] == ["Bridging", "Sit to stand"]


def test_the_page_is_reached_with_tab_as_it_is_read(shell: Shell) -> None:
    write(shell.workspace.diary)
    [session] = shell.workspace.diary.sessions()
    answers = SessionAnswers(pain_worst_session_0_10=4)
    shell.workspace.diary.answer_session(session.session_id, answers, CLOCK.now())
    shell.window.show_page("diary")
    page = shell.window.pages.diary
    page.parts.range.setFocus(Qt.FocusReason.TabFocusReason)
    met = []
    for _ in range(20):
        met.append(shell.focus)
        shell.press(Qt.Key.Key_Tab)

    wanted = (page.parts.range, page.calendar.calendar, page.pain.plot, page.view)
    places = [met.index(it) for it in wanted]
    assert places == sorted(places)


@pytest.mark.parametrize("size", [(800, 560), (1024, 600), (1366, 768)])
@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_on_a_full_diary_is_cut(shell: Shell, size: tuple[int, int], percent: int) -> None:
    diary = shell.workspace.diary
    for day in range(9):
        write(diary, "single-leg-stance", days_ago=day * 9)
    for session in diary.sessions():
        answers = SessionAnswers(pain_worst_session_0_10=4, pain_after_0_10=3)
        diary.answer_session(session.session_id, answers, CLOCK.now())
    shell.look.apply(ThemeChoice.DARK, percent)
    shell.window.resize(*size)
    shell.window.show_page("diary")
    page = shell.window.pages.diary
    page.parts.range.pick("own")
    type_day(page.parts.since, "1/12/2025")
    page.parts.exercise.pick("single-leg-stance")
    QTest.keyClick(page.calendar.calendar, Qt.Key.Key_Left)
    settle()

    assert page.parts.every_day_button.isVisible()
    assert clipped(shell.window) == []
    for card in (page.calendar.calendar, page.pain.plot, page.amount.plot, page.view):
        right = card.mapTo(page.content, card.rect().topRight()).x()
        assert right <= page.viewport().width()


def test_the_tab_key_leaves_the_table(page: DiaryPage, diary: Diary) -> None:
    write(diary)
    page.show()
    page.activateWindow()
    page.view.setFocus()

    QTest.keyClick(page.view, Qt.Key.Key_Tab)

    assert page.focusWidget() is not page.view


def test_the_spreadsheet_holds_what_is_shown_and_where_it_is_is_said(
    page: DiaryPage, diary: Diary, asked: Asked, qtbot: QtBot
) -> None:
    write(diary, "single-leg-stance", days_ago=1)
    write(diary, "bridging", reps=11)
    write(diary, days_ago=40)
    said: list[str] = []
    page.said.connect(said.append)
    page.show()
    page.parts.export_button.click()
    qtbot.waitUntil(lambda: page.errands.errand is None)

    assert asked.names == ["backrehab-diary-2026-03-02.csv"]
    assert asked.answer is not None
    assert said == [f"Saved 3 rows to {asked.answer}"]
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

    page.parts.export_button.click()

    assert page.errands.errand is None
    assert list(tmp_path.glob("*.csv")) == []


def test_an_empty_range_writes_no_file_and_says_so(
    page: DiaryPage, diary: Diary, asked: Asked, tmp_path: Path
) -> None:
    write(diary, days_ago=30)
    page.show()

    page.parts.export_button.click()

    (message,) = page.findChildren(Message)
    assert message.text.text() == (
        "There is nothing in your diary in the last 4 weeks. No file was written. "
        "Choose other days."
    )
    assert asked.names == []
    assert list(tmp_path.glob("*.csv")) == []


def test_a_file_that_cant_be_written_is_told_in_words_with_what_to_do(
    page: DiaryPage, diary: Diary, asked: Asked, tmp_path: Path, qtbot: QtBot
) -> None:
    write(diary)
    said: list[str] = []
    page.said.connect(said.append)
    asked.answer = tmp_path / "no such folder" / "out.csv"
    page.show()

    page.parts.export_button.click()
    qtbot.waitUntil(lambda: page.errands.errand is None)

    (message,) = page.findChildren(Message)
    assert message.title.text() == "Not saved"
    assert "Choose another folder, then try again." in message.text.text()
    message.buttons[0].click()
    assert not message.isVisible()
    assert said == []
