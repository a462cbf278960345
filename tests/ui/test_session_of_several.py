"""A session of several exercises: what is said between them, and how the person moves about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from backrehab.core.diary import Outcome
from backrehab.core.engine import State
from backrehab.core.model import Programme
from backrehab.core.routine import make_routine
from tests.ui.mat import (
    GET_READY_CHAIR_MS,
    GET_READY_FLOOR_MS,
    LEAD_IN_MS,
    LIBRARY,
    MARKS,
    Mat,
)
from tests.ui.shell import Shell

ROLL, POSE, ROCK = "lumbar-knee-rolling", "childs-pose", "sitting-rocking"
ROLL_MS = 60_000
ROCK_TITLE = LIBRARY.exercise(ROCK).title
REST_MS = 30_000


@pytest.fixture
def mat(qtbot: QtBot, tmp_path: Path) -> Iterator[Mat]:
    mat = Mat(qtbot, tmp_path)
    yield mat
    mat.view.controller.stop()
    mat.diary.close()


def to_the_rest(mat: Mat) -> Mat:
    """Rolled for a minute; now it rests before rocking on the chair."""
    mat.begin_routine(ROCK, ROLL)
    mat.go(GET_READY_FLOOR_MS + ROLL_MS)
    return mat


def test_the_rest_between_says_what_comes_next_how_to_sit_and_what_it_takes(mat: Mat) -> None:
    to_the_rest(mat)

    assert mat.on_panel == (
        "REST",
        "30",
        "seconds",
        "Exercise 2 of 2",
        "Get up slowly. Take your time.",
        f"Next: {ROCK_TITLE}",
    )
    card = mat.view.surface.card
    assert card.isVisibleTo(mat.view)
    assert card.lead.text() == "Coming next"
    assert card.time_left.text() == "About 1 minute left"
    assert card.name.text() == ROCK_TITLE
    assert card.words.text() == "Sit down. You need: a firm chair without wheels."
    opened = [call[1] for call in mat.player.calls if call[0] == "open"]
    assert opened == [mat.clip.parent / f"{name}.webm" for name in (ROLL, ROCK)]

    mat.go(REST_MS)
    assert not card.isVisibleTo(mat.view)
    assert mat.on_panel[0] == "GET READY"
    assert mat.on_panel[4] == "Sit on the chair, feet flat on the floor."


def test_the_rest_between_is_announced_with_all_it_says(
    mat: Mat, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(
        "backrehab.ui.mat_surface.announce", lambda _about, words: said.append(words)
    )
    to_the_rest(mat)

    assert said[-1] == (
        "Rest. 30 seconds. Exercise 2 of 2. Get up slowly. Take your time. "
        f"Next: {ROCK_TITLE}. Sit down. You need: a firm chair without wheels."
    )


def test_the_exercise_and_the_time_left_are_said_all_the_time(mat: Mat) -> None:
    mat.begin_routine(ROCK, ROLL)
    surface = mat.view.surface

    assert surface.place.text() == "Exercise 1 of 2"
    assert surface.time_left.text() == "About 3 minutes left"
    mat.go(GET_READY_FLOOR_MS + ROLL_MS + REST_MS)
    assert surface.place.text() == "Exercise 2 of 2"
    assert surface.time_left.text() == "About 1 minute left"
    mat.go(GET_READY_CHAIR_MS + 35_000)
    assert surface.time_left.text() == "Less than a minute left"


def test_an_exercise_alone_is_not_numbered(mat: Mat) -> None:
    mat.begin(POSE)

    assert not mat.view.surface.place.text()
    assert mat.view.surface.time_left.text() == "About 2 minutes left"


def test_the_time_left_counts_no_pauses(mat: Mat) -> None:
    mat.begin_routine(ROCK, ROLL)
    mat.view.controller.pause()
    mat.clock.advance(600_000)
    mat.view.controller.resume()
    mat.go(LEAD_IN_MS)

    assert mat.view.surface.time_left.text() == "About 3 minutes left"


def test_a_rest_without_a_clip_has_the_steps_below_the_name(mat: Mat) -> None:
    mat.begin_routine(ROCK, ROLL, clip=False)
    mat.go(GET_READY_FLOOR_MS + ROLL_MS)

    assert mat.view.stage.shows_words
    assert mat.view.surface.card.name.text() == ROCK_TITLE
    assert LIBRARY.exercise(ROCK).steps[0] in mat.view.stage.accessibleName()


def test_a_click_on_the_card_pauses_as_one_on_the_picture(mat: Mat) -> None:
    to_the_rest(mat.show())
    over_card = mat.view.surface.card.geometry().center()

    widget = mat.view.surface.childAt(over_card)
    assert widget is mat.view.stage
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=over_card)

    assert mat.verb == "PAUSED"
    assert mat.view.surface.card.isVisible()  # what comes next is still there to be read


def test_help_from_the_rest_between_pauses_it(mat: Mat) -> None:
    to_the_rest(mat)

    with mat.qtbot.waitSignal(mat.view.help_wanted, timeout=0):
        mat.view.controls.help_button.click()
    mat.go(60_000)

    assert mat.verb == "PAUSED"
    assert mat.number == "30"


def test_skipping_the_rest_leaves_out_the_exercise_it_leads_to(mat: Mat) -> None:
    to_the_rest(mat)

    mat.view.controls.skip_button.click()

    assert [(entry.exercise_id, entry.outcome) for entry in mat.entries_in_file()] == [
        (ROLL, Outcome.COMPLETED),
        (ROCK, Outcome.SKIPPED),
    ]


@pytest.mark.parametrize(
    ("after_ms", "title"),
    [
        pytest.param(2_900, LIBRARY.exercise(ROLL).title, id="within 3 s: the one before"),
        pytest.param(3_000, ROCK_TITLE, id="later: this one again"),
    ],
)
def test_back_restarts_or_goes_to_the_exercise_before(mat: Mat, after_ms: int, title: str) -> None:
    to_the_rest(mat)
    mat.go(after_ms)

    mat.view.controls.back_button.click()

    assert mat.view.surface.title.text() == title
    assert mat.on_panel[:2] == ("GET READY", "5")
    assert not mat.view.surface.card.isVisibleTo(mat.view)


@pytest.mark.parametrize(
    "key", [Qt.Key.Key_B, Qt.Key.Key_Period, Qt.Key.Key_P, Qt.Key.Key_F5, Qt.Key.Key_VolumeMute]
)
def test_other_keys_of_a_presenter_do_nothing(mat: Mat, key: Qt.Key) -> None:
    to_the_rest(mat.show())

    mat.press(key)

    assert mat.view.controller.state is State.RUNNING
    assert mat.preferences.sounds


def test_a_whole_routine_with_the_space_key_alone(mat: Mat) -> None:
    mat.show().begin_routine(ROCK, ROLL)

    for _ in range(3):  # in getting ready, at work, and in the rest between
        mat.press(Qt.Key.Key_Space)
        assert mat.verb == "PAUSED"
        mat.press(Qt.Key.Key_Space)
        mat.go(LEAD_IN_MS + 30_000)
    mat.go(5 * 60_000)

    assert {entry.outcome for entry in mat.entries_in_file()} == {Outcome.COMPLETED}


def test_the_name_stands_in_the_other_corner_when_the_picture_is_turned_over(mat: Mat) -> None:
    mat.begin_routine("single-leg-stance", ROLL)
    mat.player.send_picture()
    assert mat.view.surface.title.alignment() & Qt.AlignmentFlag.AlignLeft

    mat.view.stage.set_mirrored(True)

    assert mat.view.surface.title.alignment() & Qt.AlignmentFlag.AlignRight
    assert mat.view.surface.title.geometry().topLeft() != QPoint()


def test_the_rest_before_a_leg_shows_the_leg_that_comes(mat: Mat) -> None:
    marks = {**MARKS, "side_shown": "right"}
    mat.begin_routine("single-leg-stance", ROCK, marks=marks)
    while mat.verb != "REST":
        mat.go_to_next_phase()

    assert mat.view.surface.card.name.text() == LIBRARY.exercise("single-leg-stance").title
    assert mat.view.stage.mirrored  # the clip shows the right leg, the left one comes first


def test_beside_the_name_of_what_comes_next_is_its_picture(mat: Mat) -> None:
    still = QImage(30, 20, QImage.Format.Format_RGB32)
    still.fill(QColor("red"))
    mat.begin_routine(ROCK, ROLL)
    still.save(str(mat.clip.parent / f"{ROCK}.small.webp"))
    mat.player.send_picture()

    mat.go(GET_READY_FLOOR_MS)
    panel = mat.view.panel
    assert panel.next.text() == f"Next: rest, then {ROCK_TITLE}"
    picture = panel.grab().toImage()
    left_of_words = panel.next.geometry().center().y()
    color = picture.pixelColor(panel.next.geometry().left() - 40, left_of_words)
    assert (color.red() > 200, color.green() < 60) == (True, True)


def test_leaving_the_full_screen_in_the_rest_and_resizing_keep_everything_in_sight(
    mat: Mat,
) -> None:
    to_the_rest(mat.show())
    mat.press(Qt.Key.Key_F11)
    surface = mat.view.surface

    for size in ((1024, 600), (700, 900), (1366, 768)):
        mat.view.resize(*size)
        surface.resize(*size)
        card = surface.card.geometry()
        assert mat.view.stage.geometry().contains(card)
        assert card.width() == mat.view.stage.width()
        assert mat.view.stage.figure_place().top() >= card.bottom()
    assert mat.view.controller.state is State.RUNNING

    mat.go(REST_MS)
    assert mat.view.stage.figure_place().top() < 40  # all of the stage is the picture's again


def test_after_a_long_sleep_in_the_rest_it_waits_there(mat: Mat) -> None:
    to_the_rest(mat)
    mat.go(5_000)
    mat.clock.advance(3_600_000)
    mat.view.controller.tick()

    assert mat.verb == "PAUSED"
    assert mat.number == "25"
    assert mat.view.surface.card.isVisibleTo(mat.view)
    mat.view.controller.resume()
    assert mat.on_panel[5] == "Next: rest"


def test_f1_in_the_rest_shows_help_in_one_step_and_coming_back_finds_it_waiting(
    shell: Shell,
) -> None:
    session = shell.window.pages.session
    routine = make_routine("Round", map(LIBRARY.exercise, (ROCK, ROLL)), Programme())
    shell.window.show_page("session")
    session.begin(routine, shell.workspace, LIBRARY.version)
    while session.panel.verb.text() != "REST":
        shell.clock.advance(1_000)
        session.controller.tick()

    shell.press(Qt.Key.Key_F1)
    assert shell.shows(shell.window.pages.help)
    assert session.controller.state is State.PAUSED
    shell.press(Qt.Key.Key_Escape)

    assert shell.shows(session)
    assert session.controller.state is State.PAUSED
    assert session.surface.card.isVisible()
    shell.press(Qt.Key.Key_Space)  # the keyboard is on Carry on
    assert session.panel.verb.text() == "GET READY"
