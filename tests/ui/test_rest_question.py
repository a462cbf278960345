"""The question between two exercises: seen in the rest, waited for by nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from backrehab.core.engine import State
from backrehab.ui.preferences import AskWorst
from backrehab.ui.rest_question import RestQuestion
from tests.ui.mat import GET_READY_FLOOR_MS, LIBRARY, Mat

ROLL, ROCK = "lumbar-knee-rolling", "sitting-rocking"
ROLL_TITLE = LIBRARY.exercise(ROLL).title
REST_MS = 30_000


@pytest.fixture
def mat(qtbot: QtBot, tmp_path: Path) -> Iterator[Mat]:
    mat = Mat(qtbot, tmp_path)
    mat.preferences.ask_worst = AskWorst.AFTER_EACH
    yield mat
    mat.view.controller.stop()
    mat.diary.close()


def rest(mat: Mat) -> RestQuestion:
    """Rolling is done; it rests before rocking."""
    mat.show().begin_routine(ROLL, ROCK)
    mat.go(GET_READY_FLOOR_MS + 60_000)
    assert mat.view.rest_question is not None
    return mat.view.rest_question


def test_it_comes_with_the_rest_and_goes_with_the_next_get_ready(mat: Mat) -> None:
    mat.show().begin_routine(ROLL, ROCK)
    question = mat.view.rest_question
    assert question is not None
    mat.go(GET_READY_FLOOR_MS + 59_000)
    assert not question.isVisible()

    mat.go(1_000)
    assert question.isVisible()
    assert question.title.text() == f"{ROLL_TITLE}: how bad was your pain at its worst?"
    assert mat.view.controller.state is State.RUNNING
    mat.go(REST_MS - 500)
    assert question.isVisible()
    mat.go(500)

    assert mat.verb == "GET READY"
    assert not question.isVisible()


def test_it_lies_over_the_lower_part_of_the_picture_and_over_nothing_else(mat: Mat) -> None:
    question = rest(mat)
    surface = mat.view.surface

    assert surface.stage.geometry().contains(question.geometry())
    assert not question.geometry().intersects(surface.panel.geometry())
    assert not question.geometry().intersects(surface.controls.geometry())
    assert question.geometry().top() > surface.stage.height() * 0.35


def test_an_answer_is_in_the_file_and_stops_nothing(mat: Mat) -> None:
    question = rest(mat)

    QTest.mouseClick(question.scale.buttons[6], Qt.MouseButton.LeftButton)

    (entry,) = mat.entries_in_file()
    assert (entry.exercise_id, entry.pain_worst_exercise_0_10) == (ROLL, 6)
    assert question.words.text() == "You picked 6, red, strong."
    assert mat.view.controller.state is State.RUNNING
    assert question.isVisible(), "it can still be changed"


def test_a_press_beside_the_numbers_does_not_pause(mat: Mat) -> None:
    question = rest(mat)

    QTest.mouseClick(question, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))

    assert mat.view.controller.state is State.RUNNING


def test_it_never_takes_the_keyboard_and_gives_it_back(mat: Mat) -> None:
    question = rest(mat)
    pause = mat.view.controls.pause_button
    assert mat.window.focusWidget() is pause

    for _tab in range(8):
        if mat.window.focusWidget() is not question.scale.buttons[0]:
            mat.press(Qt.Key.Key_Tab)
    mat.press(Qt.Key.Key_Right)
    mat.press(Qt.Key.Key_Right)
    assert question.scale.value == 2
    mat.press(Qt.Key.Key_Space)
    assert mat.view.controller.state is State.RUNNING, "the number has the key for itself"
    mat.go(REST_MS)

    assert mat.window.focusWidget() is pause
    assert mat.entries_in_file()[0].pain_worst_exercise_0_10 == 2


@pytest.mark.parametrize("when", [AskWorst.AT_THE_END, AskWorst.NEVER])
def test_only_whoever_set_it_so_is_asked(mat: Mat, when: AskWorst) -> None:
    mat.preferences.ask_worst = when

    assert not rest(mat).isVisible()


def test_what_was_left_out_is_not_asked_about(mat: Mat) -> None:
    mat.show().begin_routine(ROLL, ROCK)
    mat.view.controls.skip_button.click()
    question = mat.view.rest_question

    assert question is not None
    assert not question.isVisible()


def test_the_next_session_starts_without_the_last_ones_answer(mat: Mat) -> None:
    question = rest(mat)
    question.scale.buttons[9].click()

    question = rest(mat)

    assert question.isVisible()
    assert question.scale.value is None


@pytest.mark.parametrize("size", [(800, 560), (1024, 600), (1366, 768), (768, 1366), (3840, 2160)])
def test_it_fits_every_screen_with_numbers_that_can_be_hit(
    qtbot: QtBot, tmp_path: Path, size: tuple[int, int]
) -> None:
    mat = Mat(qtbot, tmp_path, size=size)
    mat.preferences.ask_worst = AskWorst.AFTER_EACH
    mat.begin_routine(ROLL, ROCK)
    mat.go(GET_READY_FLOOR_MS + 60_000)
    question = mat.view.rest_question
    assert question is not None
    question.grab()  # only then is it laid out

    assert mat.view.surface.stage.geometry().contains(question.geometry())
    for button in question.scale.buttons:
        assert min(button.width(), button.height()) >= 44
        assert question.scale.rect().contains(button.geometry())
    mat.view.controller.stop()
    mat.diary.close()
