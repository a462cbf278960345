"""Which side is sore is asked once, or each time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from backrehab.core.model import SoreSide
from backrehab.ui.sore_side import SoreSidePage
from tests.ui.mat import make_look


@pytest.fixture
def page(qtbot: QtBot) -> SoreSidePage:
    page = SoreSidePage(make_look())
    qtbot.addWidget(page)
    page.resize(1366, 768)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.ask("Sciatic nerve gliding", None)
    return page


@pytest.mark.parametrize("side", [SoreSide.LEFT, SoreSide.RIGHT, SoreSide.BOTH])
def test_a_big_button_tells_the_side_for_now_and_for_later(
    page: SoreSidePage, qtbot: QtBot, side: SoreSide
) -> None:
    assert page.words.text() == "Sciatic nerve gliding is done on your sore side."
    assert page.buttons[side].height() >= 88

    with qtbot.waitSignal(page.chosen, timeout=0) as chosen:
        QTest.mouseClick(page.buttons[side], Qt.MouseButton.LeftButton)

    assert chosen.args == [side, side]


def test_ask_me_each_time_keeps_only_that(page: SoreSidePage, qtbot: QtBot) -> None:
    page.each_time.click()

    with qtbot.waitSignal(page.chosen, timeout=0) as chosen:
        page.buttons[SoreSide.RIGHT].click()

    assert chosen.args == [SoreSide.RIGHT, SoreSide.ASK]


def test_whoever_is_asked_each_time_finds_it_switched_on(page: SoreSidePage) -> None:
    page.ask("Sciatic nerve gliding", SoreSide.ASK)
    assert page.each_time.isChecked()

    page.ask("Sciatic nerve gliding", None)
    assert not page.each_time.isChecked()


def test_it_can_be_answered_by_keys_alone(page: SoreSidePage, qtbot: QtBot) -> None:
    assert page.focusWidget() is page.buttons[SoreSide.LEFT]
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)

    with qtbot.waitSignal(page.chosen, timeout=0) as chosen:
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Space)

    assert chosen.args[0] is SoreSide.RIGHT


def test_one_can_go_back_without_telling(page: SoreSidePage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.back_wanted, timeout=0), qtbot.assertNotEmitted(page.chosen):
        page.back_button.click()


def test_help_is_one_press_away_even_where_it_is_narrow(page: SoreSidePage, qtbot: QtBot) -> None:
    for size in ((1366, 768), (360, 700)):
        page.resize(*size)
        qtbot.waitUntil(lambda: page.help_button.width() <= page.width())
        assert page.help_button.isVisible()
        assert page.help_button.text() == "When to get help"

        with qtbot.waitSignal(page.help_wanted, timeout=0), qtbot.assertNotEmitted(page.chosen):
            QTest.mouseClick(page.help_button, Qt.MouseButton.LeftButton)


def test_the_buttons_stand_under_each_other_where_it_is_narrow(
    page: SoreSidePage, qtbot: QtBot
) -> None:
    left, right = page.buttons[SoreSide.LEFT], page.buttons[SoreSide.RIGHT]
    qtbot.waitUntil(lambda: left.y() == right.y() and left.x() < right.x())

    page.resize(500, 700)

    qtbot.waitUntil(lambda: left.x() == right.x() and left.y() < right.y())
