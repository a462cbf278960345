"""After a session: the pain question as the person set it, how it went, and the way out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from backrehab.core.diary import DiarySession, OwnReport
from backrehab.core.model import Programme, Side
from backrehab.core.routine import make_routine
from backrehab.ui.after_pages import AfterPages
from backrehab.ui.focus_ring import FocusRing
from backrehab.ui.look import Look
from backrehab.ui.preferences import AskWorst, Preferences
from backrehab.ui.theme import ThemeChoice
from backrehab.ui.workspace import Workspace
from tests.ui.mat import GET_READY_CHAIR_MS, GET_READY_FLOOR_MS, LIBRARY, Mat
from tests.ui.run import Run
from tests.ui.shell import clipped, controls, name_of, settle

POSE, LEGS, ROLL, ROCK = (
    "childs-pose",
    "single-leg-stance",
    "lumbar-knee-rolling",
    "sitting-rocking",
)
POSE_MS = GET_READY_FLOOR_MS + 5 * 18_000 + 4 * 3_000
GUIDE = LIBRARY.pain_guide


@pytest.fixture
def mat(qtbot: QtBot, tmp_path: Path) -> Iterator[Mat]:
    mat = Mat(qtbot, tmp_path)
    mat.preferences.ask_worst = AskWorst.AT_THE_END
    yield mat
    mat.view.controller.stop()
    mat.diary.close()


def posed(mat: Mat) -> AfterPages:
    """The whole of child's pose is done; the window is in front."""
    mat.show().begin(POSE)
    mat.go(POSE_MS)
    return mat.view.after


def in_file(mat: Mat) -> DiarySession:
    (session,) = mat.sessions_in_file()
    return session


def test_at_the_end_one_question_is_asked_about_the_session(mat: Mat) -> None:
    after = posed(mat)

    assert after.pain_page.isVisible()
    assert after.pain_page.question.text() == "How bad was your pain at its worst?"
    assert after.pain_page.words.text() == (
        "Pick the number for the worst moment while you did the exercise."
    )
    QTest.mouseClick(after.pain_page.scale.buttons[4], Qt.MouseButton.LeftButton)

    assert in_file(mat).pain_worst_session_0_10 == 4, "before Done is pressed"
    assert in_file(mat).entries[0].pain_worst_exercise_0_10 is None


@pytest.mark.parametrize("number", range(11))
def test_each_number_shows_the_guides_own_words_and_nothing_else(mat: Mat, number: int) -> None:
    after = posed(mat)
    band = next(it for it in GUIDE.bands if it.least <= number <= it.most)
    assert after.pain_page.box.text == ""

    after.pain_page.scale.buttons[number].click()

    said = f"You picked {number}, in the {band.id} band. {band.text}"
    changes = f" {' '.join(GUIDE.changes_in_red)}" if band.id == "red" else ""
    assert after.pain_page.box.text == said + changes


def test_the_room_for_the_bands_text_is_kept_while_it_is_empty(mat: Mat) -> None:
    page = posed(mat).pain_page
    QApplication.processEvents()
    before = page.box.height()

    for number in (2, 4, 8):
        page.scale.buttons[number].click()
        QApplication.processEvents()
        assert page.box.height() == before
        assert page.box.card is not None
        assert page.box.card.height() <= before


def test_skipping_is_one_press_while_nothing_is_answered(mat: Mat) -> None:
    after = posed(mat)
    assert not after.pain_page.clear_button.isVisible()

    QTest.mouseClick(after.pain_page.skip_button, Qt.MouseButton.LeftButton)

    assert after.done_page.isVisible()
    assert in_file(mat).pain_worst_session_0_10 is None


def test_after_an_answer_the_next_stop_is_done_and_keeps_it(mat: Mat) -> None:
    after = posed(mat)
    for _ in range(6):
        mat.press(Qt.Key.Key_Right)  # to 0 first, then to 5
    page = after.pain_page
    assert page.scale.value == 5
    assert not page.skip_button.isVisible()

    mat.press(Qt.Key.Key_Tab)
    assert mat.window.focusWidget() is page.done_button
    mat.press(Qt.Key.Key_Return)

    assert after.done_page.isVisible()
    assert in_file(mat).pain_worst_session_0_10 == 5


def test_an_answer_is_cleared_in_sight(mat: Mat) -> None:
    after = posed(mat)
    page = after.pain_page
    page.scale.buttons[9].click()
    assert in_file(mat).pain_worst_session_0_10 == 9

    QTest.mouseClick(page.clear_button, Qt.MouseButton.LeftButton)

    assert page.isVisible()
    assert page.scale.value is None
    assert page.skip_button.isVisible()
    assert in_file(mat).pain_worst_session_0_10 is None


def test_a_last_press_of_the_session_answers_nothing(mat: Mat) -> None:
    after = posed(mat)

    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_5):
        mat.press(key)

    assert after.pain_page.isVisible()
    assert after.pain_page.scale.value is None


def test_the_ring_is_around_a_number_and_never_around_the_page(mat: Mat) -> None:
    after = posed(mat)
    ring = FocusRing(mat.look, mat.window)
    ring.watch_keys()

    QTest.keyClick(mat.window.windowHandle(), Qt.Key.Key_F5)
    assert mat.window.focusWidget() is after.pain_page
    assert ring.target is None
    QTest.keyClick(mat.window.windowHandle(), Qt.Key.Key_Right)

    assert ring.target is after.pain_page.scale.buttons[0]


def test_question_and_report_by_keys_alone(mat: Mat) -> None:
    after = posed(mat)

    mat.press(Qt.Key.Key_Right)  # to the first number
    mat.press(Qt.Key.Key_Right)
    mat.press(Qt.Key.Key_Right)
    assert in_file(mat).pain_worst_session_0_10 == 2
    focus = mat.window.focusWidget
    for _press in range(5):
        if focus() is not after.pain_page.done_button:
            mat.press(Qt.Key.Key_Tab)
    mat.press(Qt.Key.Key_Return)

    assert after.done_page.isVisible()
    with mat.qtbot.waitSignal(mat.view.finished, timeout=0):
        mat.press(Qt.Key.Key_Return)  # Finish has the focus


def test_escape_passes_the_question_with_its_answer_and_then_leaves(mat: Mat) -> None:
    after = posed(mat)
    after.pain_page.scale.buttons[3].click()

    mat.press(Qt.Key.Key_Escape)
    assert after.done_page.isVisible()
    with mat.qtbot.waitSignal(mat.view.finished, timeout=0):
        mat.press(Qt.Key.Key_Escape)

    assert in_file(mat).pain_worst_session_0_10 == 3


def test_back_goes_to_the_question_with_its_answer(mat: Mat) -> None:
    after = posed(mat)
    after.pain_page.scale.buttons[6].click()
    after.pain_page.done_button.click()

    after.done_page.question_button.click()

    assert after.pain_page.isVisible()
    assert after.pain_page.scale.value == 6
    assert "red band" in after.pain_page.box.text


def test_whoever_never_wants_to_be_asked_is_not_asked(mat: Mat) -> None:
    mat.preferences.ask_worst = AskWorst.NEVER
    after = posed(mat)

    assert after.done_page.isVisible()
    assert not after.done_page.question_button.isVisible()


def test_where_nothing_was_done_nothing_is_asked(mat: Mat) -> None:
    mat.show().begin(POSE)

    mat.view.controls.skip_button.click()

    after = mat.view.after
    assert after.done_page.isVisible()
    assert after.bar.text.startswith(f"{LIBRARY.exercise(POSE).title} left out.")
    assert after.done_page.rows[0].choice is None
    assert not after.done_page.effort.isVisible()


def test_after_each_exercise_the_last_one_is_asked_about_at_the_end(mat: Mat) -> None:
    mat.preferences.ask_worst = AskWorst.AFTER_EACH
    mat.show().begin(LEGS)
    mat.go(GET_READY_CHAIR_MS + 2 * 33_000 + 8_000)
    after = mat.view.after

    after.pain_page.scale.buttons[5].click()

    pains = {entry.side: entry.pain_worst_exercise_0_10 for entry in in_file(mat).entries}
    assert pains == {Side.LEFT: 5, Side.RIGHT: 5}
    assert in_file(mat).pain_worst_session_0_10 is None


def test_an_exercise_asked_about_in_the_rest_is_not_asked_about_twice(mat: Mat) -> None:
    mat.preferences.ask_worst = AskWorst.AFTER_EACH
    mat.show().begin_routine(ROLL, ROCK)
    mat.go(GET_READY_FLOOR_MS + 61_000)
    assert mat.view.rest_question is not None
    mat.view.rest_question.scale.buttons[1].click()

    mat.view.controls.skip_button.click()
    mat.go(30_000)
    mat.view.controller.stop()

    assert mat.view.after.done_page.isVisible()


def test_of_several_the_question_names_the_last_one(mat: Mat) -> None:
    mat.preferences.ask_worst = AskWorst.AFTER_EACH
    mat.show().begin_routine(ROLL, ROCK)
    mat.go(GET_READY_FLOOR_MS + 30_000)
    mat.view.controller.stop()

    assert mat.view.after.pain_page.words.text() == (
        "Pick the number for the worst moment while you did “Lumbar knee rolling”."
    )


def test_the_own_report_of_one_exercise_can_have_a_number(mat: Mat) -> None:
    mat.preferences.ask_worst = AskWorst.NEVER
    after = posed(mat)
    (row,) = after.done_page.rows
    assert row.choice is not None
    assert row.times is not None
    assert row.facts.text() == "5 of 5 times."
    assert not row.times.isVisible()

    row.choice.button(OwnReport.SOME).click()
    assert in_file(mat).entries[0].own_report is OwnReport.SOME
    assert in_file(mat).entries[0].own_report_reps is None, "a number nobody told"
    assert row.times.isVisible()
    row.times.setValue(3)
    assert in_file(mat).entries[0].own_report_reps == 3
    row.choice.button(OwnReport.ALL).click()

    assert in_file(mat).entries[0].own_report is OwnReport.ALL
    assert in_file(mat).entries[0].own_report_reps is None
    assert not row.times.isVisible()


def test_how_hard_one_exercise_was_may_be_told(mat: Mat) -> None:
    mat.preferences.ask_worst = AskWorst.NEVER
    after = posed(mat)

    after.done_page.effort.buttons[6].click()

    assert in_file(mat).entries[0].effort_0_10 == 6


def test_a_routine_has_a_row_for_each_exercise(mat: Mat) -> None:
    mat.preferences.ask_worst = AskWorst.NEVER
    mat.show().begin_routine(ROLL, ROCK)
    mat.go(GET_READY_FLOOR_MS + 61_000 + 30_000)
    mat.view.controls.skip_button.click()
    after = mat.view.after

    roll, rock = after.done_page.rows
    assert roll.facts.text() == "60 of 60 seconds."
    assert rock.facts.text() == "Left out."
    assert (rock.choice, rock.times, roll.times) == (None, None, None)
    assert not after.done_page.effort.isVisible()
    assert roll.choice is not None
    roll.choice.button(OwnReport.NONE).click()
    assert [entry.own_report for entry in in_file(mat).entries] == [OwnReport.NONE, None]


def test_why_an_exercise_was_left_out_can_be_said(mat: Mat) -> None:
    mat.preferences.ask_worst = AskWorst.NEVER
    mat.show().begin_routine(ROLL, ROCK)
    mat.go(GET_READY_FLOOR_MS + 61_000 + 30_000)
    mat.view.controls.skip_button.click()
    after = mat.view.after
    roll, rock = after.done_page.rows
    assert roll.why is None
    assert rock.why is not None
    assert not rock.why.isVisible()

    rock.why_button.setFocus()
    mat.press(Qt.Key.Key_Space)
    assert rock.why.field.hasFocus()
    QTest.keyClicks(rock.why.field, "No firm chair here")
    after.done_page.leave_button.click()

    rolled, rocked = in_file(mat).entries
    assert (rolled.skip_reason, rocked.skip_reason) == ("", "No firm chair here")
    assert rocked.own_report is None


def test_of_what_was_never_come_to_no_reason_is_asked(mat: Mat) -> None:
    mat.preferences.ask_worst = AskWorst.NEVER
    mat.show().begin_routine(ROLL, ROCK)
    mat.go(GET_READY_FLOOR_MS + 20_000)
    mat.view.controller.stop()

    rows = mat.view.after.done_page.rows

    assert [row.why for row in rows] == [None, None]
    assert len(in_file(mat).entries) == 1


def test_a_note_is_kept_when_it_is_left_and_is_there_on_the_next_page(mat: Mat) -> None:
    after = posed(mat)
    assert not after.pain_page.note.isVisible()

    after.pain_page.note_button.click()
    assert after.pain_page.note.field.hasFocus()
    QTest.keyClicks(after.pain_page.note.field, "Stiff at first")
    mat.press(Qt.Key.Key_Tab)  # Tab goes on
    assert not after.pain_page.note.field.hasFocus()
    assert in_file(mat).note == "Stiff at first"
    after.pain_page.done_button.click()

    assert after.done_page.note.isVisible()
    assert after.done_page.note.text == "Stiff at first"


def test_a_note_that_is_still_being_typed_is_kept_by_finishing(mat: Mat) -> None:
    mat.preferences.ask_worst = AskWorst.NEVER
    after = posed(mat)
    after.done_page.note_button.click()
    QTest.keyClicks(after.done_page.note.field, "Fine")

    after.done_page.leave_button.click()

    assert in_file(mat).note == "Fine"


@pytest.mark.parametrize(
    ("note", "why"),
    [
        pytest.param("ring \x07", "A note can't hold the character U+0007", id="control"),
        pytest.param("x" * 4_001, "A note can hold 4,000 characters", id="too long"),
    ],
)
def test_a_note_that_cant_be_kept_says_why_and_stays_to_be_changed(
    mat: Mat, note: str, why: str
) -> None:
    after = posed(mat)
    after.pain_page.note_button.click()
    field = after.pain_page.note

    field.field.setPlainText(note)
    assert field.fault.isVisible()
    assert field.fault.text().startswith(why)
    field.hand_on()
    assert in_file(mat).note == ""
    field.field.setPlainText("All right now")
    field.hand_on()

    assert not field.fault.isVisible()
    assert in_file(mat).note == "All right now"


def test_a_note_that_cant_be_kept_is_not_lost_by_going_on(mat: Mat) -> None:
    after = posed(mat)
    after.pain_page.note_button.click()
    after.pain_page.note.field.setPlainText("ring \x07")

    after.pain_page.done_button.click()
    assert after.pain_page.isVisible()
    assert after.pain_page.note.field.hasFocus()
    after.pain_page.note.field.setPlainText("ring")
    after.pain_page.done_button.click()

    assert after.done_page.isVisible()
    assert in_file(mat).note == "ring"


def test_an_answer_that_cant_be_written_is_said_and_can_be_tried_again(mat: Mat) -> None:
    after = posed(mat)
    other = mat.lock()

    after.pain_page.scale.buttons[2].click()
    assert after.bar.trouble.isVisible()
    assert after.bar.trouble.text().startswith("It is not saved yet. Another program is using")
    assert "saved in" not in after.bar.text
    other.close()
    after.bar.save_button.click()

    assert not after.bar.trouble.isVisible()
    assert in_file(mat).pain_worst_session_0_10 == 2


def test_what_was_told_and_is_not_saved_is_not_left_without_asking(mat: Mat) -> None:
    after = posed(mat)
    other = mat.lock()
    after.pain_page.scale.buttons[2].click()
    after.pain_page.done_button.click()

    with mat.qtbot.assertNotEmitted(mat.view.finished):
        after.done_page.leave_button.click()
    assert mat.view.message is not None
    other.close()
    with mat.qtbot.waitSignal(mat.view.finished, timeout=0):
        mat.view.message.buttons[0].click()

    assert in_file(mat).pain_worst_session_0_10 == 2


def test_pain_before_is_in_the_file_with_the_first_movement(mat: Mat) -> None:
    routine = make_routine("Rolling", [LIBRARY.exercise(ROLL)], Programme())
    mat.view.begin(routine, mat.workspace, LIBRARY.version, pain_before=3)
    mat.go(GET_READY_FLOOR_MS - 1_000)
    assert mat.sessions_in_file() == []

    mat.go(2_000)

    assert in_file(mat).pain_before_0_10 == 3


@pytest.fixture
def sized_look(look: Look) -> Iterator[Look]:
    yield look
    look.apply(ThemeChoice.LIGHT, 100)


@pytest.mark.parametrize("exercise_ids", [(LEGS,), (ROLL, ROCK, LEGS)], ids=["one", "three"])
@pytest.mark.parametrize("percent", [100, 150, 200])
def test_nothing_is_cut_and_everything_can_be_hit(
    qtbot: QtBot, tmp_path: Path, sized_look: Look, percent: int, exercise_ids: tuple[str, ...]
) -> None:
    sized_look.apply(ThemeChoice.LIGHT, percent)
    run = Run(tmp_path / "diary.sqlite", *exercise_ids)
    run.go(30)
    run.stop()
    after = AfterPages(sized_look, GUIDE)
    qtbot.addWidget(after)
    workspace = Workspace(run.diary, Programme(), Preferences(None), lambda _programme: None)
    with qtbot.waitExposed(after):
        after.show()
    for size in [(800, 560), (1024, 600), (1366, 768), (768, 1366), (1920, 1080)]:
        after.resize(*size)
        after.show_session(run.routine, run.record, run.answers, workspace)
        after.pain_page.scale.buttons[8].click()
        after.pain_page.note_button.click()
        after.pain_page.note.field.setPlainText("\x07")
        settle()
        look_over(after, size)
        after.pain_page.note.field.clear()
        after.pain_page.done_button.click()
        choice = after.done_page.rows[0].choice
        assert choice is not None
        choice.button(OwnReport.SOME).click()
        settle()
        look_over(after, size)
    run.diary.close()


def look_over(after: AfterPages, size: tuple[int, int]) -> None:
    assert (after.width(), after.height()) == size, "it needs more room than there is"
    assert clipped(after) == [], size
    assert [name_of(it) for it in controls(after) if it.height() < 44] == [], size
    assert [it for it in controls(after) if not name_of(it)] == [], size
