"""The diary page as a whole: empty, unreadable, narrow, low, full, by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from backrehab.core.diary import SessionAnswers
from backrehab.core.errors import DiaryError
from backrehab.core.model import Programme
from backrehab.storage.diary import Diary
from backrehab.ui.diary_page import DiaryPage
from backrehab.ui.diary_table import ALL_IN_A_LINE, SESSIONS_A_TIME, Column
from backrehab.ui.preferences import Preferences
from backrehab.ui.reflow import Room
from backrehab.ui.theme import ThemeChoice
from backrehab.ui.workspace import Workspace
from tests.ui.diary_page.pages import CLOCK, type_day, write
from tests.ui.shell import Shell, clipped, settle


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
        "Asked for: 15 times, hold 3 s. Done: 15 of 15. Afterwards: not asked yet."
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
