"""Cards that ask, lines that stay, words that go away by themselves."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from backrehab.ui.buttons import Kind
from backrehab.ui.message import Answer, Message, NoticeLine, show_message
from backrehab.ui.theme import ThemeChoice
from backrehab.ui.toast import STAYS_MS, Toast
from tests.ui.mat import make_look
from tests.ui.shell import Shell

QUESTION = (Answer("Keep going", Kind.MAIN), Answer("End here"))


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(900, 600)
    button = QPushButton("Behind", page)
    button.setGeometry(10, 10, 100, 50)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    button.setFocus()
    return page


def behind(page: QWidget) -> QPushButton:
    button = page.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    return button


def ask(page: QWidget, answers: list[int]) -> Message:
    return show_message(page, make_look(), "End here?", "It is kept.", QUESTION, answers.append)


def test_a_message_covers_its_page_and_tells_which_button_was_pressed(page: QWidget) -> None:
    answers: list[int] = []
    message = ask(page, answers)

    assert message.geometry() == page.rect()
    assert (message.title.text(), message.text.text()) == ("End here?", "It is kept.")
    QTest.mouseClick(message.buttons[1], Qt.MouseButton.LeftButton)

    assert answers == [1]
    assert not message.isVisible()


def test_words_there_is_no_room_for_scroll_and_the_buttons_stay_in_sight(page: QWidget) -> None:
    words = "\n\n".join(f"This is paragraph {number}." for number in range(40))
    message = show_message(page, make_look(), "End here?", words, QUESTION)
    QApplication.processEvents()

    def seen() -> bool:
        last_line = QRect(0, message.text.height() - 8, 8, 8)
        return message.text.visibleRegion().contains(last_line)

    for button in message.buttons:
        assert button.visibleRegion().boundingRect() == button.rect()
    assert not seen()
    QTest.keyClick(message.buttons[0], Qt.Key.Key_End)
    assert seen()

    page.resize(400, 300)
    QApplication.processEvents()
    for button in message.buttons:
        assert button.visibleRegion().boundingRect() == button.rect()
    message.answer(0)


def test_words_there_is_room_for_dont_scroll(page: QWidget) -> None:
    message = ask(page, [])
    QApplication.processEvents()

    assert message.text.visibleRegion().boundingRect() == message.text.rect()
    message.answer(0)


def test_the_main_answer_has_the_focus_which_goes_back_afterwards(page: QWidget) -> None:
    message = ask(page, [])
    assert page.focusWidget() is message.buttons[0]

    QTest.keyClick(message.buttons[0], Qt.Key.Key_Return)

    assert page.focusWidget() is behind(page)


def test_of_three_answers_the_first_has_the_whole_width_and_keys_keep_their_order(
    page: QWidget,
) -> None:
    three = (Answer("Go on where you stopped", Kind.MAIN), Answer("Keep it"), Answer("Later"))
    message = show_message(page, make_look(), "Not finished", "You were at set 2.", three)
    first, second, third = message.buttons

    assert first.width() > second.width() + third.width()
    assert first.geometry().bottom() < second.geometry().top()
    assert page.focusWidget() is first
    for expected in (second, third, first):
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        assert page.focusWidget() is expected


def test_the_tab_key_stays_among_the_answers(page: QWidget) -> None:
    message = ask(page, [])
    seen = []
    for _ in range(3):
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        seen.append(page.focusWidget())
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Backtab)
    seen.append(page.focusWidget())

    keep, end = message.buttons
    assert seen == [end, keep, end, keep]


def test_escape_gives_the_harmless_answer(page: QWidget) -> None:
    answers: list[int] = []
    message = ask(page, answers)

    QTest.keyClick(message.buttons[1], Qt.Key.Key_Escape)

    assert answers == [0]


def test_what_lies_behind_a_message_gets_no_click_and_no_key(page: QWidget, qtbot: QtBot) -> None:
    message = ask(page, [])

    with qtbot.assertNotEmitted(behind(page).clicked):
        target = page.childAt(behind(page).geometry().center())
        assert target is message
        QTest.mouseClick(message, Qt.MouseButton.LeftButton)
        QTest.keyClick(message, Qt.Key.Key_F5)


def test_a_message_follows_its_page(page: QWidget) -> None:
    message = ask(page, [])

    page.resize(1200, 700)

    assert message.size() == page.size()


def test_a_notice_stays_until_it_is_taken_back(page: QWidget) -> None:
    line = NoticeLine(make_look(), page)
    assert not line.isVisible()

    line.say("The disk is full.")
    assert line.isVisible()
    assert (line.text, line.accessibleName()) == ("The disk is full.", "The disk is full.")

    line.say("")
    assert not line.isVisible()


def the_timer(toast: Toast) -> QTimer:
    timer = toast.findChild(QTimer)
    assert isinstance(timer, QTimer)
    return timer


def test_a_toast_stays_twenty_seconds_at_the_bottom_and_is_read_out(
    page: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr("backrehab.ui.toast.announce", lambda _about, words: said.append(words))
    toast = Toast(make_look(), page)
    assert not toast.isVisible()

    toast.say("Saved 12 rows")

    assert said == ["Saved 12 rows"]
    assert toast.isVisible()
    assert toast.geometry().center().x() == pytest.approx(page.width() / 2, abs=1)
    assert page.rect().contains(toast.geometry())
    assert the_timer(toast).isActive()
    assert the_timer(toast).interval() == STAYS_MS == 20_000
    the_timer(toast).timeout.emit()
    assert not toast.isVisible()


def test_a_toast_stays_while_the_pointer_is_on_it(page: QWidget) -> None:
    toast = Toast(make_look(), page)
    toast.say("Saved 12 rows")
    here = QPointF(5, 5)

    QApplication.sendEvent(toast, QEnterEvent(here, here, here))
    assert not the_timer(toast).isActive()
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    assert the_timer(toast).isActive()


def test_a_toast_stays_while_it_has_the_focus(page: QWidget) -> None:
    toast = Toast(make_look(), page)
    toast.say("The row is deleted.", lambda: None)

    toast.undo_button.setFocus()
    the_timer(toast).timeout.emit()
    assert toast.isVisible()

    behind(page).setFocus()
    the_timer(toast).timeout.emit()
    assert not toast.isVisible()


@pytest.mark.parametrize("by_key", [False, True], ids=["button", "Ctrl+Z"])
def test_undo_takes_back_once(page: QWidget, by_key: bool) -> None:
    undone: list[str] = []
    toast = Toast(make_look(), page)
    toast.say("The row is deleted.", lambda: undone.append("row"))
    assert toast.undo_button.isVisible()

    for _ in range(2):
        if by_key:
            QTest.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        else:
            toast.undo_button.click()

    assert undone == ["row"]
    assert not toast.isVisible()


def test_a_toast_can_be_closed_and_a_newer_one_takes_its_place(page: QWidget) -> None:
    toast = Toast(make_look(), page)
    toast.say("The row is deleted.", lambda: None)

    toast.say("Saved 12 rows")
    assert toast.label.text() == "Saved 12 rows"
    assert not toast.undo_button.isVisible()
    toast.close_button.click()
    assert not toast.isVisible()


def test_a_long_toast_wraps_and_stays_on_its_page(page: QWidget) -> None:
    page.resize(500, 400)
    toast = Toast(make_look(), page)

    toast.say("Saved 12 rows to /home/somebody/Documents/Of the physiotherapist/diary.csv")

    assert page.rect().contains(toast.geometry())
    assert toast.label.height() >= toast.label.heightForWidth(toast.label.width())


def test_a_toast_never_lies_over_what_has_the_keyboard(page: QWidget, qtbot: QtBot) -> None:
    toast = Toast(make_look(), page)
    low = QPushButton("Low", page)
    low.setGeometry(400, 540, 120, 50)
    low.show()
    toast.say("Saved 12 rows")
    assert toast.geometry().bottom() == page.height() - 21

    low.setFocus()
    qtbot.waitUntil(lambda: not toast.geometry().intersects(low.geometry()))
    assert page.rect().contains(toast.geometry())
    where = toast.pos()
    toast.close_button.setFocus()
    QApplication.processEvents()
    assert toast.pos() == where, "it stays under the keyboard"

    toast.go()
    behind(page).setFocus()
    low.setFocus()
    toast.say("Saved 12 rows")
    assert not toast.geometry().intersects(low.geometry())


def test_the_ring_around_a_button_of_a_toast_is_seen_on_it(shell: Shell) -> None:
    shell.look.apply(ThemeChoice.DARK, 100)
    toast = shell.window.toast
    toast.say("The row is deleted.", lambda: None)
    shell.press(Qt.Key.Key_Tab)
    toast.undo_button.setFocus()
    ring = shell.window.ring
    assert ring.target is toast.undo_button
    ink = ring.grab().toImage().pixelColor(ring.width() // 2, 1)
    assert ink == shell.look.theme.color("on_toast")


def test_the_keyboard_goes_back_from_a_toast_to_where_it_was(page: QWidget) -> None:
    toast = Toast(make_look(), page)
    toast.say("The row is deleted.", lambda: None)
    toast.undo_button.setFocus()
    toast.close_button.setFocus()
    QTest.keyClick(toast.close_button, Qt.Key.Key_Return)
    assert behind(page).hasFocus()
