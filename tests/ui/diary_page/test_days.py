"""Which days the diary page shows: ranges, weeks, a day, one exercise, and their totals."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from backrehab.core.rounds import DayRounds
from backrehab.storage.diary import Diary
from backrehab.storage.diary_views import DayFacts, DiaryViews
from backrehab.ui.diary_page import DiaryPage
from tests.ui.diary_page.pages import TODAY, rows_of, type_day, write


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
    assert page.calendar.total.text() == "2 rounds in 4 weeks; planned now: 4 a day"

    page.parts.exercise.pick("sit-to-stand")

    assert page.calendar.calendar.weeks.days[TODAY] == DayRounds(TODAY, 1, 1)
    assert page.calendar.total.text() == "1 time in 4 weeks; planned now: 1 a day"


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

    assert total.text().split("; ")[0] == "6 rounds in 12 weeks, 2 in sight"
    page.calendar.turning.earlier.click()
    assert total.text().split("; ")[0] == "6 rounds in 12 weeks, 1 in sight"
    page.calendar.turning.earlier.click()
    assert total.text().split("; ")[0] == "6 rounds in 12 weeks, 3 in sight"
    page.parts.exercise.pick("bridging")
    assert total.text().split("; ")[0] == "6 times in 12 weeks, 2 in sight"
    page.parts.range.pick("4")
    assert total.text().split("; ")[0] == "2 times in 4 weeks"


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
    assert page.calendar.total.text().split("; ")[0] == "3 rounds in 12 weeks, 1 in sight"
