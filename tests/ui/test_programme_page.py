"""My exercises: chosen, kept at once, with the page's own figures beside."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from backrehab.core.model import Programme
from backrehab.ui.programme_page import ProgrammePage
from tests.ui.shell import LIBRARY, Shell, in_sight, name_of

FIRST = frozenset(exercise.id for exercise in LIBRARY.sections[0].exercises)
FEMORAL = "femoral-nerve-gliding"


@pytest.fixture
def page(shell: Shell) -> ProgrammePage:
    shell.click(shell.window.pages.today.change_button)
    assert shell.shows(shell.window.pages.programme)
    return shell.window.pages.programme


def ticked(page: ProgrammePage) -> frozenset[str]:
    return frozenset(
        {exercise_id for exercise_id, row in page.rows.items() if row.tick.isChecked()}
    )


def read(widget: QWidget) -> str:
    return "\n".join(it.text() for it in in_sight(widget) if isinstance(it, QLabel))


def test_a_new_person_has_the_first_section_and_sees_who_each_is_for(page: ProgrammePage) -> None:
    assert ticked(page) == FIRST
    for section in LIBRARY.sections:
        assert section.title in read(page)
        assert section.purpose in read(page)
    assert page.totals.text() == "5 exercises, 4 rounds a day"


def test_what_is_not_from_the_page_is_off_and_says_so(page: ProgrammePage) -> None:
    tick = page.rows[FEMORAL].tick

    assert not tick.isChecked()
    assert LIBRARY.exercise(FEMORAL).notice in name_of(tick)


def test_a_tick_is_kept_at_once(shell: Shell, page: ProgrammePage) -> None:
    shell.click(page.rows["bridging"].tick)
    assert shell.kept[-1].exercise_ids == FIRST | {"bridging"}
    assert page.rows["bridging"].stepper.isVisible()

    shell.click(page.rows["childs-pose"].tick)
    assert shell.workspace.programme.exercise_ids == (FIRST - {"childs-pose"} | {"bridging"})
    assert not page.rows["childs-pose"].stepper.isVisible()
    assert page.totals.text() == "5 exercises, 4 rounds a day"

    shell.click(page.back_button)
    today = shell.window.pages.today
    assert shell.shows(today)
    assert {row.exercise.id for row in today.rows} == shell.kept[-1].exercise_ids


def test_times_a_day_are_set_beside_what_the_page_says(shell: Shell, page: ProgrammePage) -> None:
    row = page.rows["childs-pose"]
    assert row.words.text() == "times a day\nPage: 3 to 4"
    assert page.rows["bridging"].words.text() == "times a day\nOur suggestion"

    row.stepper.setFocus()
    shell.press(Qt.Key.Key_Up)
    shell.press(Qt.Key.Key_Up)

    assert shell.kept[-1].changes_of("childs-pose") == {"times_a_day": 5}
    assert page.totals.text() == "5 exercises, 5 rounds a day"
    shell.window.navigation.back()
    assert shell.window.pages.today.row("childs-pose").ring.words == "0 of 5 today"

    row.stepper.setValue(3)  # the page's own
    assert shell.kept[-1] == Programme()


def test_another_figure_of_the_dose_stays_when_the_times_are_changed(
    shell: Shell, page: ProgrammePage
) -> None:
    shell.workspace.change_programme(Programme().with_changes("childs-pose", {"reps": 7}))
    page.show_programme(shell.workspace.programme)
    assert not shell.kept[-1].changes_of("childs-pose").get("times_a_day")

    page.rows["childs-pose"].stepper.stepUp()
    assert shell.kept[-1].changes_of("childs-pose") == {"reps": 7, "times_a_day": 4}
    page.rows["childs-pose"].stepper.stepDown()
    assert shell.kept[-1].changes_of("childs-pose") == {"reps": 7}


def test_the_exercises_of_another_pack_stay_chosen(shell: Shell, page: ProgrammePage) -> None:
    programme = Programme().with_exercises(["from-another-pack", "bridging"])
    shell.workspace.change_programme(programme)
    page.show_programme(programme)
    assert ticked(page) == {"bridging"}

    shell.click(page.rows["bridging"].tick)

    assert shell.kept[-1].exercise_ids == frozenset({"from-another-pack"})
    assert page.totals.text() == "None chosen yet"


def test_the_library_says_what_is_in_the_programme(shell: Shell, page: ProgrammePage) -> None:
    shell.click(page.rows["bridging"].tick)
    shell.window.show_page("library")
    library = shell.window.pages.library

    for exercise in LIBRARY.exercises:
        is_in = exercise.id in FIRST | {"bridging"}
        lines = library.card(exercise.id).lines
        assert ("In your programme" in lines) == is_in, exercise.id
