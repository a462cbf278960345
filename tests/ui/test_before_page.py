"""The page before a session: what is in it, what to leave out, how the pain is, and Start."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from backrehab.core.model import Programme, SoreSide
from backrehab.core.routine import make_routine
from backrehab.core.text import duration_words
from backrehab.ui.before_page import BeforePage
from backrehab.ui.picture import ExercisePicture
from tests.ui.shell import LIBRARY, Shell, clipped, in_sight, name_of, settle

MOBILITY = LIBRARY.section("mobility")
GLIDES = LIBRARY.section("neurodynamics")
KEY = Qt.Key


def read(widget: QWidget) -> str:
    return "\n".join(it.text() for it in in_sight(widget) if isinstance(it, QLabel))


def length_of(*exercise_ids: str) -> str:
    exercises = [LIBRARY.exercise(it) for it in exercise_ids]
    return duration_words(make_routine("", exercises, Programme()).length_ms)


@pytest.fixture
def page(shell: Shell) -> BeforePage:
    """Before the whole section of mobility."""
    shell.window.show_page("library")
    shell.click(shell.window.pages.library.start_button("mobility"))
    assert shell.shows(shell.window.pages.before)
    return shell.window.pages.before


def test_a_section_tells_its_length_in_the_library_and_before_it_starts(
    shell: Shell, page: BeforePage
) -> None:
    length = length_of(*[exercise.id for exercise in MOBILITY.exercises])
    button = shell.window.pages.library.start_button("mobility")

    assert button.text() == f"Start all, {length}"
    assert name_of(button) == f"Mobility: start all, {length}"
    assert page.title.text() == "Mobility"
    assert page.length.text().lower() == length
    assert name_of(page.start_button) == f"Start, {length}"
    assert [row.exercise for row in page.rows] == list(MOBILITY.exercises)
    assert all(row.isChecked() for row in page.rows)
    assert page.kit.text() == "A mat. A firm chair without wheels."


def test_enter_starts_at_once_with_everything(shell: Shell, page: BeforePage) -> None:
    assert shell.has_focus(page.start_button)

    shell.press(KEY.Key_Return)

    session = shell.window.pages.session
    assert shell.shows(session)
    assert {phase.exercise_index for phase in session.controller.phases} == set(range(5))
    shell.leave_session()
    assert shell.shows(shell.window.pages.library)


def test_what_is_left_out_is_neither_timed_nor_needed(
    shell: Shell, page: BeforePage, qtbot: QtBot
) -> None:
    for row in page.rows:
        if row.exercise.position.on_the_floor:
            shell.click(row)

    assert page.length.text().lower() == length_of("sitting-rocking", "forward-bend-in-sitting")
    assert page.way.text() == "All on a chair."
    assert page.kit.text() == "A firm chair without wheels."
    assert page.hint.text() == "2 exercises, 3 left out."

    with qtbot.waitSignal(page.start_wanted, timeout=0) as wanted:
        shell.click(page.start_button)
    assert [it.id for it in wanted.args[0].exercises] == [
        "sitting-rocking",
        "forward-bend-in-sitting",
    ]


def test_with_nothing_ticked_it_says_why_it_cannot_start(shell: Shell, page: BeforePage) -> None:
    for row in page.rows:
        shell.click(row)

    assert not page.start_button.isEnabled()
    assert page.hint.isVisible()
    assert page.hint.text() == "Tick at least one exercise to start."

    shell.click(page.rows[0])
    assert page.start_button.isEnabled()


def test_exercises_are_left_out_by_keys_as_well(shell: Shell, page: BeforePage) -> None:
    for key in (KEY.Key_Space, KEY.Key_Return):
        row = page.rows[1]
        shell.tab_to(row)
        was = row.isChecked()
        shell.press(key)
        assert row.isChecked() is not was


def test_the_pain_before_is_asked_plainly_and_goes_into_the_diary(
    shell: Shell, page: BeforePage
) -> None:
    assert "How is your pain now?" in read(page)
    for band in LIBRARY.pain_guide.bands:
        assert band.text not in read(page)
        assert all(page.pain.scale.band(number) is None for number in range(11))

    shell.click(page.pain.scale.buttons[3])
    shell.click(page.start_button)
    for _ in range(30):
        shell.clock.advance(1_000)
        shell.window.pages.session.controller.tick()
    shell.leave_session()

    [session] = shell.workspace.diary.sessions()
    assert session.pain_before_0_10 == 3


def test_a_number_can_be_taken_back(shell: Shell, page: BeforePage, qtbot: QtBot) -> None:
    shell.click(page.pain.scale.buttons[3])
    shell.click(page.pain.clear_button)

    with qtbot.waitSignal(page.start_wanted, timeout=0) as wanted:
        shell.click(page.start_button)
    assert wanted.args[1] is None


def test_a_number_is_not_carried_over_to_the_next_session(shell: Shell, page: BeforePage) -> None:
    shell.click(page.pain.scale.buttons[7])
    shell.click(page.back_button)
    shell.click(shell.window.pages.library.start_button("mobility"))

    assert page.pain.scale.value is None


def test_whoever_does_not_want_to_be_asked_for_pain_is_not(shell: Shell) -> None:
    shell.workspace.preferences.ask_pain_before = False
    shell.window.show_page("library")
    shell.click(shell.window.pages.library.start_button("strengthening"))

    page = shell.window.pages.before
    assert shell.shows(page)  # a routine is shown all the same
    assert "How is your pain now?" not in read(page)


def test_the_sore_side_is_asked_once_for_all_glides_of_a_section(shell: Shell) -> None:
    window = shell.window
    window.show_page("library")
    shell.click(window.pages.library.start_button("neurodynamics"))
    assert shell.shows(window.pages.sore_side)

    shell.click(window.pages.sore_side.buttons[SoreSide.RIGHT])
    assert shell.shows(window.pages.before)
    assert shell.kept[-1].sore_side is SoreSide.RIGHT
    shell.click(window.pages.before.start_button)

    sides = {phase.side for phase in window.pages.session.controller.phases}
    assert sides <= {"right", None}
    shell.leave_session()
    assert shell.shows(window.pages.library)


@pytest.mark.parametrize("way_back", ["button", "Esc", "Alt+Left"])
def test_back_leads_to_where_it_was_asked_for(
    shell: Shell, page: BeforePage, way_back: str
) -> None:
    if way_back == "button":
        assert page.back_button.text() == "Library"
        shell.click(page.back_button)
    elif way_back == "Esc":
        shell.press(KEY.Key_Escape)
    else:
        shell.press(KEY.Key_Left, Qt.KeyboardModifier.AltModifier)

    assert shell.shows(shell.window.pages.library)


def test_help_is_one_key_away_and_leads_back(shell: Shell, page: BeforePage) -> None:
    shell.click(page.rows[0])
    shell.press(KEY.Key_F1)
    shell.press(KEY.Key_Escape)

    assert shell.shows(page)
    assert not page.rows[0].isChecked()  # what was ticked stays as it is
    assert shell.has_focus(page.start_button)


@pytest.mark.parametrize("size", [(1366, 768), (1024, 600), (800, 560)])
def test_one_exercise_is_shown_with_its_picture_its_dose_and_what_it_needs(
    shell: Shell, size: tuple[int, int]
) -> None:
    shell.window.resize(*size)
    exercise = shell.open("pelvic-rocking")
    shell.click(
        exercise.start_button if exercise.start_button.isVisible() else exercise.bar_start_button
    )
    page = shell.window.pages.before
    assert shell.shows(page)
    settle()

    picture = page.findChild(ExercisePicture)
    assert isinstance(picture, ExercisePicture)
    assert picture.isVisible()
    assert picture.width() / picture.height() == pytest.approx(16 / 9, abs=0.05)
    assert "6 times, hold 2 s" in read(page)
    assert not any(row.isVisible() for row in page.rows)
    assert clipped(shell.window) == []
    assert page.kit.mapTo(page, page.kit.rect().topLeft()).x() < page.width() // 2

    shell.window.show_page("library")
    shell.click(shell.window.pages.library.start_button("mobility"))
    assert not picture.isVisible()
    assert all(row.isVisible() for row in page.rows)
