"""Several people on one computer: added, asked for, changed and deleted as on the screen."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from backrehab.app import ANOTHER_PERSON, Program, Start
from backrehab.core.diary import Outcome
from backrehab.core.people import People, Person
from backrehab.core.round_text import date_words
from backrehab.paths import Paths
from backrehab.storage.diary import Diary
from backrehab.storage.people import add_person, load_people
from backrehab.ui.coming_up import come_up
from backrehab.ui.look import Look
from backrehab.ui.message import Message
from backrehab.ui.people_page import PeopleWindow, ask_who
from backrehab.ui.preferences import Preferences
from backrehab.ui.settings.people_card import PeopleCard
from tests.fakes import ManualClock
from tests.ui.shell import RESOURCES, clipped, settle

CLOCK = ManualClock()
HERE = Paths(resources=RESOURCES, content=RESOURCES, data_dir=RESOURCES)
THREE = People((Person("", "Anna"), Person("2", "Ben"), Person("3", "Cleo " + "Wilhelmina" * 3)))


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    paths = Paths(resources=RESOURCES, content=RESOURCES, data_dir=tmp_path)
    with Diary.open(paths.diary) as diary:
        now = CLOCK.now()
        diary.end_session(diary.begin_session(now, "1"), Outcome.STOPPED, now)
    Preferences(paths.settings).first_run_read = True
    return paths


@pytest.fixture
def program(qtbot: QtBot, paths: Paths) -> Iterator[Program]:
    program = Program(paths, Start(), CLOCK)
    qtbot.addWidget(program.window)
    program.window.show_page("settings")
    program.window.show()
    yield program
    program.window.hide()
    program.close()


@pytest.fixture
def endings(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """With what the event loop was asked to end."""
    asked: list[int] = []
    monkeypatch.setattr(QCoreApplication, "exit", asked.append)
    return asked


def card_of(program: Program) -> PeopleCard:
    return program.window.pages.settings.people


def message_in(window: QWidget) -> Message:
    settle()
    (message,) = (it for it in window.findChildren(Message) if it.isVisible())
    return message


def test_one_person_is_asked_nothing_and_sees_no_names(program: Program) -> None:
    card = card_of(program)

    assert not card.form.isVisible()
    assert not card.change_button.isVisible()
    assert card.add_button.text() == "Someone else uses this computer too"
    assert card.delete_button.text() == "Delete everything about you"
    assert not (program.workspace.diary.path.parent / "people.json").exists()


def test_somebody_is_added_by_name_and_faults_are_said_by_the_field(
    program: Program, paths: Paths
) -> None:
    card = card_of(program)
    card.add_button.click()
    card.own_name.setText(" Anna ")
    card.their_name.setText("anna")
    card.done_button.click()
    assert card.fault.text() == "anna is there already. Type another name."
    assert load_people(paths.data_dir) == People()

    card.their_name.setText("Ben")
    card.their_name.setFocus()
    QTest.keyClick(card.their_name, Qt.Key.Key_Return)

    assert load_people(paths.data_dir).names == ("Anna", "Ben")
    settle()
    assert not card.form.isVisible()
    assert card.change_button.isVisible()
    assert card.words.text().startswith("You are Anna. Ben has a diary here too.")


@pytest.mark.parametrize(
    ("own", "other", "wrong"),
    [("", "Ben", "Your name"), ("Anna", "", "Their name"), ("Anna", "anna", "Their name")],
)
def test_a_fault_is_told_of_the_field_it_is_about(
    program: Program, own: str, other: str, wrong: str
) -> None:
    card = card_of(program)
    card.add_button.click()
    card.own_name.setText(own)
    card.their_name.setText(other)
    card.done_button.setFocus()

    card.done_button.click()

    for field in (card.own_name, card.their_name):
        is_wrong = field.accessibleName() == wrong
        assert field.accessibleDescription() == (card.fault.text() if is_wrong else "")
        assert (program.window.focusWidget() is field) == is_wrong


def test_a_fault_of_neither_field_is_told_all_the_same(program: Program, paths: Paths) -> None:
    card = card_of(program)
    card.add_button.click()
    card.own_name.setText("Anna")
    card.their_name.setText("Ben")
    (paths.data_dir / "people").write_text("in the way")

    card.done_button.click()

    assert "Nothing was changed." in card.fault.text()
    assert card.own_name.accessibleDescription() == card.their_name.accessibleDescription() == ""


def test_the_names_are_big_buttons_for_mouse_and_keyboard(qtbot: QtBot, look: Look) -> None:
    window = PeopleWindow(look, THREE, HERE)
    qtbot.addWidget(window)
    chosen: list[str] = []
    window.chosen.connect(chosen.append)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)

    assert window.buttons[""].hasFocus()
    QTest.keyClick(window.buttons[""], Qt.Key.Key_Tab)
    assert window.buttons["2"].hasFocus()
    QTest.keyClick(window.buttons["2"], Qt.Key.Key_Return)
    QTest.mouseClick(window.buttons["3"], Qt.MouseButton.LeftButton)
    assert chosen == ["2", "3"]
    for size in ((800, 560), (1366, 768)):
        window.resize(*size)
        settle()
        assert clipped(window) == []


def test_who_it_is_is_asked_in_a_window_that_the_screen_has_room_for(
    qtbot: QtBot, look: Look
) -> None:
    """The screen of the tests is smaller than the window was drawn."""
    seen: list[tuple[bool, bool]] = []

    def look_and_close() -> None:
        (window,) = (it for it in QApplication.topLevelWidgets() if isinstance(it, PeopleWindow))
        seen.append((window.isMaximized(), window.windowIcon().isNull()))
        window.close()

    QTimer.singleShot(0, look_and_close)
    ask_who(look, THREE, HERE)
    assert seen == [(True, False)]


def test_a_window_that_fits_its_screen_does_not_fill_it(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 300)
    come_up(window)
    assert not window.isMaximized()


def test_help_is_one_step_away_from_the_names(qtbot: QtBot, look: Look) -> None:
    window = PeopleWindow(look, THREE, HERE, region="england")
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)

    QTest.keyClick(window.windowHandle(), Qt.Key.Key_F1)
    assert window.help.isVisible()
    assert window.help.regions.choice() == "england"
    assert window.bar.back.hasFocus()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Escape)
    assert not window.help.isVisible()
    assert window.buttons[""].hasFocus()

    for size in ((800, 560), (1366, 768)):
        window.resize(*size)
        QTest.mouseClick(window.bar.help, Qt.MouseButton.LeftButton)
        settle()
        assert window.help.isVisible()
        assert clipped(window) == []
        QTest.mouseClick(window.bar.back, Qt.MouseButton.LeftButton)
        assert window.buttons["2"].isVisible()


def test_what_was_done_before_is_said_where_it_is_asked_who_it_is(
    qtbot: QtBot, look: Look
) -> None:
    window = PeopleWindow(look, THREE, HERE, said="Dora is deleted.")
    qtbot.addWidget(window)
    window.show()
    assert window.said.isVisible()
    assert window.said.text() == "Dora is deleted."


def test_today_says_whose_it_is_as_soon_as_there_are_several(program: Program) -> None:
    today = program.window.pages.today
    assert today.date.text() == date_words(CLOCK.now().date())
    card = card_of(program)
    card.add_button.click()
    card.own_name.setText("Anna")
    card.their_name.setText("Ben")
    card.done_button.click()
    program.window.show_page("today")
    assert today.date.text() == f"Anna's diary. {date_words(CLOCK.now().date())}"


def test_closing_the_question_chooses_nobody(qtbot: QtBot, look: Look) -> None:
    def close() -> None:
        next(it for it in QApplication.topLevelWidgets() if isinstance(it, PeopleWindow)).close()

    QTimer.singleShot(0, close)
    assert ask_who(look, THREE, HERE) is None


def test_changing_asks_for_the_next_person(
    program: Program, paths: Paths, endings: list[int]
) -> None:
    add_person(paths.data_dir, "", "Anna", "Ben")
    card_of(program).change_wanted.emit()
    assert endings == [ANOTHER_PERSON]


def test_deleting_asks_first_and_offers_to_save(program: Program, endings: list[int]) -> None:
    card_of(program).delete_button.click()
    message = message_in(program.window)
    assert "the diary (1 session, " in message.text.text()
    QTest.keyClick(message, Qt.Key.Key_Escape)
    settle()
    assert endings == []
    assert not program.is_to_be_deleted

    card_of(program).delete_button.click()
    message_in(program.window).buttons[1].click()
    settle()
    assert program.window.page is program.window.pages.ways_out
    assert endings == []

    program.window.show_page("settings")
    card_of(program).delete_button.click()
    message_in(program.window).buttons[2].click()
    settle()
    assert endings == [ANOTHER_PERSON]
    assert program.is_to_be_deleted


def test_the_demo_leaves_the_people_alone(program: Program) -> None:
    program.window.demo_wanted.emit(True)
    program.window.show_page("settings")
    assert not card_of(program).isVisible()


ROUND = """
import logging, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from backrehab import app as composition
from backrehab import run
from backrehab.paths import Paths, find_resources
from backrehab.ui.message import Message
from backrehab.ui.people_page import PeopleWindow
from backrehab.ui.window import MainWindow

logging.basicConfig()
app = composition.make_application()
resources = find_resources()
paths = Paths(resources, resources, Path(sys.argv[1]))

def seen(kind):
    shown = (it for it in app.topLevelWidgets() if isinstance(it, kind) and it.isVisible())
    return [it for it in shown if not it.windowIcon().isNull()]  # it was painted by then

def choose(person):
    (chooser,) = seen(PeopleWindow)
    assert not seen(MainWindow)
    chooser.buttons[person].click()

def in_settings(act):
    (window,) = seen(MainWindow)
    assert not seen(PeopleWindow)
    diary = window._workspace.diary
    print(diary.path.relative_to(paths.data_dir).as_posix(), diary.count_sessions())
    whose, day = ("nobody's", *window.pages.today.date.text().split(". "))[-2:]
    print(whose)
    if "toast" in vars(window):
        print(window.toast.label.text())
    window.show_page("settings")
    act(window.pages.settings.people)

def delete(card):
    card.delete_button.click()
    app.processEvents()
    (message,) = (it for it in card.window().findChildren(Message) if it.isVisible())
    message.buttons[2].click()

steps = [
    lambda: choose(""),
    lambda: in_settings(lambda card: card.change_button.click()),
    lambda: choose("2"),
    lambda: in_settings(lambda card: card.change_button.click()),
    lambda: choose(""),
    lambda: in_settings(delete),
    lambda: in_settings(lambda card: app.quit()),
]

def step():
    if steps and (seen(PeopleWindow) or seen(MainWindow)):
        steps.pop(0)()

timer = QTimer(interval=300)
timer.timeout.connect(step)
timer.start()
print("ended with", run._run(app, paths, composition.Start(), None), len(steps))
"""


def test_from_one_person_to_another_and_one_deleted(paths: Paths) -> None:
    """The real way round: each window is closed before the next one's diary is opened."""
    add_person(paths.data_dir, "", "Anna", "Ben")
    Preferences(replace(paths, person="2").settings).first_run_read = True

    ran = subprocess.run(
        [sys.executable, "-c", ROUND, str(paths.data_dir)],
        capture_output=True,
        text=True,
        timeout=40,
        check=False,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )

    assert "a bug" not in ran.stderr, ran.stderr
    assert ran.stdout.splitlines() == [
        *("diary.sqlite 1", "Anna's diary"),
        *("people/2/diary.sqlite 0", "Ben's diary"),
        *("diary.sqlite 1", "Anna's diary"),
        *("people/2/diary.sqlite 0", "nobody's", "Anna is deleted. This is Ben's diary now."),
        "ended with 0 0",
    ], ran.stderr
    assert load_people(paths.data_dir).names == ("Ben",)
    assert not paths.diary.exists()
