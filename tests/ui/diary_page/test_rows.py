"""The rows of the diary page: what each says, how they are read, gone to and deleted."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from backrehab.core.diary import EntryAnswers, Outcome, OwnReport, RecordedBy, SessionAnswers
from backrehab.core.diary_range import DayRange
from backrehab.core.errors import DiaryError
from backrehab.core.model import Programme
from backrehab.storage.diary import Diary
from backrehab.storage.diary_views import DiaryViews
from backrehab.ui.diary_page import DiaryPage
from backrehab.ui.diary_table import HEADS, SECOND_LINE, SESSIONS_A_TIME, Column, DiaryTable, Shown
from backrehab.ui.preferences import Preferences
from backrehab.ui.reflow import Room
from backrehab.ui.workspace import Workspace
from tests.ui.diary_page.pages import CLOCK, SHOWN, TODAY, rows_of, write, write_several
from tests.ui.mat import LIBRARY
from tests.ui.shell import Shell


def keeps_the_rules(tester: ModelTester, table: DiaryTable) -> None:
    tester.check(table)  # type: ignore[no-untyped-call] # pytest-qt has no types here


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


def test_by_hand_an_exercise_of_which_none_was_done_is_not_counted(
    page: DiaryPage, diary: Diary
) -> None:
    write_several(diary, (), recorded_by=RecordedBy.MANUAL)
    [session] = diary.sessions()
    none = EntryAnswers(own_report=OwnReport.NONE)
    seen = []
    for told in (session.entries[:2], session.entries[2:]):
        for entry in told:
            diary.answer_entry(entry.entry_id, none, CLOCK.now())
        page.refresh()
        seen.append((page.table.index(0, Column.DONE).data(), page.calendar.total_words))

    assert seen == [("1 of 3", "1 round in 4 weeks"), ("0 of 3", "0 rounds in 4 weeks")]


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (None, "5"),
        (31, "5"),
        (45, "5"),
        (46, "5 (46 min)"),
        (119, "5 (119 min)"),
        (4 * 60 + 20, "5 (4 h)"),
        (3 * 24 * 60, "5 (3 days)"),
    ],
)
def test_pain_that_was_told_late_has_its_time(
    page: DiaryPage, diary: Diary, minutes: int | None, words: str
) -> None:
    write(diary)
    [session] = diary.sessions()
    told = SessionAnswers(pain_after_0_10=5, pain_after_minutes=minutes)
    diary.answer_session(session.session_id, told, CLOCK.now())
    page.refresh()

    cell = page.table.index(0, Column.AFTER)
    bracket = words.replace(" ", "\N{NO-BREAK SPACE}").replace("\N{NO-BREAK SPACE}(", " (")

    assert cell.data() == bracket, "what is in brackets stays on one line"
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == f"Afterwards: {bracket}"


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
        "Afterwards: nothing",
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


def test_what_was_deleted_can_be_put_back_until_the_next_start(shell: Shell) -> None:
    """One after the other, the last one first, when the toasts are long gone."""
    diary = shell.workspace.diary
    write(diary)
    write(diary, "sit-to-stand", days_ago=1)
    shell.window.show_page("diary")
    page = shell.window.pages.diary
    assert not page.parts.put_back_button.isVisible()
    for _ in range(2):
        place = page.view.visualRect(page.table.index(0, Column.DELETE)).center()
        QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        shell.window.toast.go()
        shell.clock.advance(60_000)
    assert page.parts.shows_nothing

    page.parts.put_back_button.setFocus()
    QTest.keyClick(page.parts.put_back_button, Qt.Key.Key_Space)
    assert [row[1] for row in rows_of(page)] == ["Sit to stand"]
    assert shell.window.toast.label.text().startswith("It is back: Yesterday")
    QTest.keyClick(page.parts.put_back_button, Qt.Key.Key_Space)

    assert [row[1] for row in rows_of(page)] == ["Bridging", "Sit to stand"]
    assert not page.parts.put_back_button.isVisible()
    assert page.parts.by_hand_button.hasFocus()


def test_the_tab_key_leaves_the_table(page: DiaryPage, diary: Diary) -> None:
    write(diary)
    page.show()
    page.activateWindow()
    page.view.setFocus()

    QTest.keyClick(page.view, Qt.Key.Key_Tab)

    assert page.focusWidget() is not page.view
