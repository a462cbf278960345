"""A session on the mat, from getting ready to what was done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from backrehab.core.cues import Cue
from backrehab.core.diary import Outcome
from backrehab.core.engine import State
from backrehab.core.errors import DiaryError
from backrehab.core.events import PhaseStarted
from backrehab.core.model import Side
from backrehab.core.timeline import WORKING
from backrehab.storage.diary import Diary
from backrehab.ui.session import SessionController
from tests.fakes import ManualClock
from tests.ui.mat import GET_READY_CHAIR_MS, GET_READY_FLOOR_MS, LEAD_IN_MS, LIBRARY, MARKS, Mat

POSE = "childs-pose"  # 5 times: sink 4 s, hold 10 s, rise 4 s, breathe 3 s; on hands and knees
TITLE = LIBRARY.exercise(POSE).title
LEGS = "single-leg-stance"  # 3 times on each leg: lift 2 s, hold 5 s, lower 2 s, breathe 3 s
REP_OF_LEGS_MS, GAP_OF_LEGS_MS = 9_000, 3_000
LEG_MS = 3 * REP_OF_LEGS_MS + 2 * GAP_OF_LEGS_MS
READY, CUE = "Go onto your hands and knees.", "Sink back slowly and keep breathing."


@pytest.fixture
def mat(qtbot: QtBot, tmp_path: Path) -> Iterator[Mat]:
    mat = Mat(qtbot, tmp_path)
    yield mat
    mat.view.controller.stop()
    mat.diary.close()


def test_a_whole_childs_pose_says_what_to_do_in_every_phase(mat: Mat) -> None:
    mat.begin(POSE)

    assert mat.on_panel == ("GET READY", "20", "seconds", "", READY, "Next: sink")
    mat.go(GET_READY_FLOOR_MS)
    for rep in range(1, 6):
        count, times = f"Rep {rep} of 5", "of 5 times"
        assert mat.on_panel == ("SINK", str(rep), times, "", CUE, "Next: hold 10 seconds")
        mat.go(4_000)
        assert mat.on_panel == ("HOLD", "10", "seconds", count, "", "Next: rise")
        mat.go(9_000)
        assert mat.on_panel == ("HOLD", "1", "second", count, "", "Next: rise")
        mat.go(1_000)
        following = "Then you are done" if rep == 5 else "Next: sink"
        assert mat.on_panel == ("RISE", str(rep), times, "", "", following)
        mat.go(4_000)
        if rep < 5:
            assert mat.on_panel == ("BREATHE", "3", "seconds", count, "", "Next: sink")
            mat.go(3_000)

    assert mat.view.controller.state is State.FINISHED
    assert mat.afterwards == f"{TITLE} done. 5 of 5 times. It is saved in your diary."
    (entry,) = mat.entries_in_file()
    assert (entry.outcome, entry.reps_timed, entry.hold_seconds_timed) == (
        Outcome.COMPLETED,
        5,
        50,
    )
    assert mat.sessions_in_file()[0].outcome is Outcome.COMPLETED


def test_the_strip_fills_lift_hold_and_lower_in_turn(mat: Mat) -> None:
    mat.begin("bridging")
    strip = mat.view.panel.strip

    assert not strip.isVisibleTo(mat.view)
    mat.go(GET_READY_FLOOR_MS + 1_000)
    assert strip.isVisibleTo(mat.view)
    assert strip.words == ("Lift", "Hold", "Lower")
    assert strip.place == (0, 0.5)
    mat.go(1_000 + 1_500)
    assert strip.place == (1, 0.5)
    mat.go(1_500 + 3_000)
    assert strip.place == (3, 1.0)  # the gap: all three are done


def test_the_arc_is_the_time_left_in_the_phase(mat: Mat) -> None:
    mat.begin(POSE)

    assert mat.view.panel.ring.part_left == 1.0
    mat.go(5_000)
    assert mat.view.panel.ring.part_left == 0.75


def test_every_finished_set_is_in_the_file_before_the_next_phase_is_shown(mat: Mat) -> None:
    in_file: list[tuple[int, ...]] = []

    def look_in_the_file(event: object) -> None:
        if isinstance(event, PhaseStarted):
            sets = tuple(entry.sets_timed or 0 for entry in mat.entries_in_file())
            if not in_file or in_file[-1] != sets:
                in_file.append(sets)

    mat.view.controller.happened.connect(look_in_the_file)
    mat.begin(LEGS, sets=2, rest_seconds=30)
    mat.go(GET_READY_CHAIR_MS + 4 * LEG_MS + 2 * 8_000 + 30_000)

    assert in_file == [(), (0,), (1,), (1, 0), (1, 1), (2, 1), (2, 2)]
    assert [entry.side for entry in mat.entries_in_file()] == [Side.LEFT, Side.RIGHT]
    assert {entry.outcome for entry in mat.entries_in_file()} == {Outcome.COMPLETED}


def test_changing_sides_names_the_side_and_mirrors_the_clip(mat: Mat) -> None:
    mat.begin(LEGS)

    assert mat.on_panel[0] == "LEFT"
    assert mat.on_panel[3:5] == ("Get ready", "Stand on your left leg")
    assert not mat.view.stage.mirrored
    mat.go(GET_READY_CHAIR_MS + LEG_MS)
    assert mat.on_panel == (
        "RIGHT",
        "8",
        "seconds",
        "Switch side",
        "Stand on your right leg",
        "Next: lift",
    )
    assert mat.view.stage.mirrored


def test_stopping_keeps_what_was_done_and_says_so(mat: Mat) -> None:
    mat.begin(POSE)
    mat.go(GET_READY_FLOOR_MS + 18_000 + 3_000 + 4_000 + 6_000)

    mat.view.ask_to_end()
    question = mat.view.message
    assert question is not None
    assert mat.verb == "PAUSED"
    question.buttons[1].click()

    assert mat.afterwards.startswith(f"{TITLE}, ended early. 1 of 5 times.")
    (entry,) = mat.entries_in_file()
    assert (entry.outcome, entry.reps_timed, entry.hold_seconds_timed, entry.sets_timed) == (
        Outcome.STOPPED,
        1,
        16,
        0,
    )


def test_a_side_that_was_finished_stays_completed_and_the_other_is_not_called_done(
    mat: Mat,
) -> None:
    mat.begin(LEGS)
    mat.go(GET_READY_CHAIR_MS + LEG_MS + 2_000)

    mat.view.controller.stop()

    left, right = mat.entries_in_file()
    assert (left.outcome, left.reps_timed) == (Outcome.COMPLETED, 3)
    assert (right.outcome, right.reps_timed) == (Outcome.STOPPED, 0)
    assert "Left side: 3 of 3 times. Right side: 0 of 3 times." in mat.afterwards


def test_stopping_before_anything_was_done_leaves_no_trace_and_goes_back(mat: Mat) -> None:
    mat.begin(POSE)
    mat.go(2_000)

    with mat.qtbot.waitSignal(mat.view.finished, timeout=0):
        mat.view.controller.stop()

    assert mat.sessions_in_file() == []


def test_skip_is_written_down_for_both_sides(mat: Mat) -> None:
    mat.begin(LEGS)
    mat.go(GET_READY_CHAIR_MS + 1_000)

    mat.view.controls.skip_button.click()

    assert [entry.outcome for entry in mat.entries_in_file()] == [Outcome.SKIPPED] * 2
    assert mat.afterwards.startswith("Single leg stance, ended early.")


def test_skip_while_getting_ready_is_written_down_too(mat: Mat) -> None:
    mat.begin(POSE)

    mat.view.controls.skip_button.click()

    assert [entry.outcome for entry in mat.entries_in_file()] == [Outcome.SKIPPED]
    assert mat.afterwards.startswith(f"{TITLE} left out.")


def test_back_begins_again_with_a_short_get_ready_and_loses_nothing(mat: Mat) -> None:
    mat.begin(POSE)
    mat.go(GET_READY_FLOOR_MS + 18_000 + 3_000)

    mat.view.controls.back_button.click()

    assert mat.on_panel[:2] == ("GET READY", "5")
    mat.go(5_000 + 5 * 18_000 + 4 * 3_000)
    first, second = mat.entries_in_file()
    assert (first.outcome, first.reps_timed) == (Outcome.STOPPED, 1)
    assert (second.outcome, second.reps_timed) == (Outcome.COMPLETED, 5)


def test_a_pause_stands_still_and_a_lead_in_of_three_seconds_goes_before_going_on(
    mat: Mat,
) -> None:
    mat.begin(POSE)
    mat.go(GET_READY_FLOOR_MS + 4_000 + 3_000)
    pause = mat.view.controls.pause_button

    pause.click()
    assert mat.on_panel[:4] == ("PAUSED", "7", "seconds", "Rep 1 of 5")
    assert mat.view.panel.side.text() == "Press Carry on when you are ready."
    assert pause.text() == "Carry on"
    mat.go(60_000)
    assert mat.on_panel[:2] == ("PAUSED", "7")
    pause.click()
    assert mat.on_panel[:2] == ("GET READY", "3")
    assert mat.view.panel.next.text() == "Next: hold"
    assert pause.text() == "Pause"
    mat.go(LEAD_IN_MS)
    assert mat.on_panel[:2] == ("HOLD", "7")


def test_a_lead_in_to_getting_ready_does_not_call_that_next(mat: Mat) -> None:
    mat.begin(POSE)
    mat.go(4_000)
    pause = mat.view.controls.pause_button

    pause.click()
    pause.click()
    assert mat.on_panel == ("GET READY", "3", "seconds", "", READY, "")
    mat.go(LEAD_IN_MS)
    assert mat.on_panel == ("GET READY", "16", "seconds", "", READY, "Next: sink")


def test_a_gap_in_time_pauses_and_says_why_until_the_person_goes_on(mat: Mat) -> None:
    mat.begin(POSE)
    mat.go(GET_READY_FLOOR_MS + 4_000 + 3_000)

    mat.clock.advance(3_600_000)
    mat.view.controller.tick()

    assert mat.on_panel[:2] == ("PAUSED", "7")
    assert mat.view.surface.notice.text == (
        "The computer was asleep. Press Carry on when you are ready."
    )
    assert mat.view.surface.notice.isVisibleTo(mat.view)
    mat.view.controls.pause_button.click()
    assert not mat.view.surface.notice.isVisibleTo(mat.view)


def test_a_computer_that_was_only_busy_leads_in_and_goes_on_by_itself(mat: Mat) -> None:
    """Nobody on a mat shall have to get up; nothing of the hold is lost either."""
    mat.begin(POSE)
    mat.go(GET_READY_FLOOR_MS + 4_000 + 3_000)

    mat.clock.advance(5_000)
    mat.view.controller.tick()

    assert mat.on_panel[:2] == ("GET READY", "3")
    notice = mat.view.surface.notice
    assert notice.text == "The computer was busy for a moment. It goes on by itself."
    assert notice.isVisibleTo(mat.view)
    mat.go(LEAD_IN_MS)
    assert mat.on_panel[:2] == ("HOLD", "7")
    assert not notice.isVisibleTo(mat.view)


def test_cues_are_heard_and_can_be_switched_off_and_on(mat: Mat) -> None:
    mat.begin(POSE)
    mat.go(GET_READY_FLOOR_MS + 4_000)
    assert mat.tones.played == [Cue.GET_READY, Cue.GO, Cue.HOLD]

    button = mat.view.controls.sound_button
    button.click()
    assert (button.text(), mat.preferences.sounds) == ("Sound off", False)
    mat.go(14_000)
    assert mat.tones.played == [Cue.GET_READY, Cue.GO, Cue.HOLD]

    button.click()
    mat.go(3_000)
    assert (button.text(), mat.preferences.sounds) == ("Sound", True)
    assert mat.tones.played[-1] is Cue.GO


def test_without_a_sound_device_the_button_says_so_and_all_runs_on(mat: Mat) -> None:
    mat.tones.available = False

    mat.begin(POSE)
    mat.go(GET_READY_FLOOR_MS)

    assert not mat.view.controls.sound_button.isEnabled()
    assert mat.view.controls.sound_button.text() == "No sound"
    assert mat.verb == "SINK"


def test_the_clip_moves_while_the_person_moves_and_stands_still_else(mat: Mat) -> None:
    moving: dict[str, bool] = {}
    mat.begin(POSE, marks=MARKS)
    (opened,) = [call for call in mat.player.calls if call[0] == "open"]
    assert opened[2:] == (True, 1.0, 400)  # goes round, held where it sets off
    for _ in range(GET_READY_FLOOR_MS // 500 + 2 * 42 - 2):
        mat.go(500)
        moving[mat.verb] = not mat.player.is_held

    assert moving == {
        "GET READY": False,
        "SINK": True,
        "HOLD": False,
        "RISE": True,
        "BREATHE": False,
    }


def test_a_pause_freezes_the_clip(mat: Mat) -> None:
    mat.begin("lumbar-knee-rolling")
    mat.go(GET_READY_FLOOR_MS)
    assert mat.player.calls[-1] == ("resume",)

    mat.view.controller.pause()
    assert mat.player.calls[-1] == ("hold",)
    mat.view.controller.resume()
    assert mat.player.calls[-1] == ("hold",)  # leading in
    mat.go(LEAD_IN_MS)
    assert mat.player.calls[-1] == ("resume",)


def test_no_picture_of_a_session_comes_after_it_was_left(mat: Mat) -> None:
    picture = QImage(320, 180, QImage.Format.Format_RGB32)
    mat.begin(POSE)
    mat.player.picture.emit(picture)
    assert not mat.view.stage.picture().isNull()
    mat.go(GET_READY_FLOOR_MS)

    mat.view.controller.stop()
    mat.player.picture.emit(picture)

    assert mat.player.calls[-1] == ("stop",)
    assert mat.view.stage.picture().isNull()


def test_without_a_clip_the_name_and_the_steps_stand_in_its_place(mat: Mat) -> None:
    mat.begin(POSE, clip=False)

    assert mat.view.stage.shows_words
    assert not mat.view.surface.title.isVisibleTo(mat.view)
    assert mat.view.stage.accessibleName().startswith(
        f"{TITLE}. No clip. 1. Go onto your hands and knees. 2. "
    )
    assert not any(call[0] == "open" for call in mat.player.calls)


def test_a_clip_that_fails_gives_way_to_the_steps_and_the_session_runs_on(mat: Mat) -> None:
    mat.begin(POSE)
    assert mat.view.surface.title.isVisibleTo(mat.view)
    mat.go(GET_READY_FLOOR_MS)

    mat.player.failed.emit("the file isn't a video that can be shown")

    assert mat.view.stage.shows_words
    assert not mat.view.surface.title.isVisibleTo(mat.view)
    mat.go(4_000)
    assert mat.verb == "HOLD"


def test_a_diary_that_cant_be_written_never_stops_a_session_and_nothing_is_lost(
    mat: Mat,
) -> None:
    mat.begin(LEGS)
    other = mat.lock()
    mat.go(GET_READY_CHAIR_MS + LEG_MS)

    assert mat.verb == "RIGHT"
    assert mat.view.surface.diary_notice.isVisibleTo(mat.view)
    assert mat.view.surface.diary_notice.text.startswith("What you do is not in your diary yet. ")
    assert "Another program is using your diary" in mat.view.surface.diary_notice.text
    mat.go(8_000 + 5_000)
    assert mat.view.surface.diary_notice.isVisibleTo(mat.view)  # it stays

    other.close()
    mat.go(LEG_MS - 5_000)
    assert mat.afterwards.endswith("It is saved in your diary.")
    assert not mat.view.surface.diary_notice.isVisibleTo(mat.view)
    assert [entry.reps_timed for entry in mat.entries_in_file()] == [3, 3]
    assert mat.sessions_in_file()[0].outcome is Outcome.COMPLETED


class HeldDiary(Diary):
    """A diary that another program holds: each new entry is waited for in vain."""

    clock: ManualClock

    def begin_entry(self, *_: object, **__: object) -> str:
        self.clock.advance(2_500)
        raise DiaryError(self.path, "Another program is using your diary.")


def test_waiting_for_a_diary_that_is_held_is_not_taken_for_a_gap_in_time(
    qtbot: QtBot, tmp_path: Path
) -> None:
    diary = HeldDiary.open(tmp_path / "diary.sqlite")
    mat = Mat(qtbot, tmp_path, diary=diary)
    diary.clock = mat.clock
    mat.begin(POSE)

    mat.go(GET_READY_FLOOR_MS)
    assert mat.view.controller.state is State.RUNNING
    assert mat.view.surface.diary_notice.isVisibleTo(mat.view)
    mat.go(2_000)  # and two and a half that were waited for

    assert mat.verb == "HOLD"
    mat.view.controller.stop()
    diary.close()


def test_what_is_still_not_saved_at_the_end_can_be_saved_from_there(mat: Mat) -> None:
    mat.begin(POSE)
    other = mat.lock()
    mat.go(GET_READY_FLOOR_MS + 5 * 18_000 + 4 * 3_000)
    bar = mat.view.after.bar

    assert bar.trouble.text().startswith("It is not saved yet. Another program is using")
    assert bar.trouble.isVisibleTo(bar)
    assert "saved" not in bar.text
    bar.save_button.click()
    assert bar.trouble.isVisibleTo(bar)
    other.close()
    bar.save_button.click()

    assert bar.text.endswith("It is saved in your diary.")
    assert not bar.trouble.isVisibleTo(bar)
    assert [entry.reps_timed for entry in mat.entries_in_file()] == [5]


def test_what_is_not_saved_is_not_left_without_asking(mat: Mat) -> None:
    mat.begin(POSE)
    other = mat.lock()
    mat.go(GET_READY_FLOOR_MS + 5 * 18_000 + 4 * 3_000)

    with mat.qtbot.assertNotEmitted(mat.view.finished):
        mat.view.after.done_page.leave_button.click()
    question = mat.view.message
    assert question is not None
    assert question.title.text() == "It is not saved yet"
    other.close()
    with mat.qtbot.waitSignal(mat.view.finished, timeout=0):
        question.buttons[0].click()  # Try again

    assert [entry.reps_timed for entry in mat.entries_in_file()] == [5]


def test_the_person_may_leave_what_cant_be_saved(mat: Mat) -> None:
    mat.begin(POSE)
    other = mat.lock()
    mat.go(GET_READY_FLOOR_MS + 5 * 18_000 + 4 * 3_000)
    mat.view.after.done_page.leave_button.click()
    question = mat.view.message
    assert question is not None

    with mat.qtbot.waitSignal(mat.view.finished, timeout=0):
        question.buttons[1].click()

    other.close()
    assert mat.sessions_in_file() == []


def test_escape_leaves_the_page_of_what_was_done(mat: Mat) -> None:
    mat.show().begin(POSE, reps=1)
    mat.go(GET_READY_FLOOR_MS + 18_000)

    with mat.qtbot.waitSignal(mat.view.finished, timeout=0):
        mat.press(Qt.Key.Key_Escape)


def test_only_one_timer_drives_the_session(mat: Mat) -> None:
    mat.begin(POSE)

    running = [timer for timer in mat.view.findChildren(QTimer) if timer.isActive()]
    assert [timer.parent() for timer in running] == [mat.view.controller]
    assert isinstance(running[0].parent(), SessionController)
    assert running[0].timerType() is Qt.TimerType.PreciseTimer
    assert running[0].interval() == 33
    mat.view.controller.pause()
    assert not running[0].isActive()
    mat.view.controller.resume()
    assert running[0].isActive()
    mat.view.controller.stop()
    assert not running[0].isActive()


def test_help_pauses_and_coming_back_stays_paused(mat: Mat) -> None:
    mat.begin(POSE)
    mat.go(GET_READY_FLOOR_MS)

    with mat.qtbot.waitSignal(mat.view.help_wanted, timeout=0):
        mat.view.controls.help_button.click()
    mat.go(10_000)

    assert mat.verb == "PAUSED"


def test_a_session_that_is_covered_pauses(mat: Mat) -> None:
    mat.show().begin(POSE)
    mat.go(GET_READY_FLOOR_MS)

    mat.view.hide()

    assert mat.view.controller.state is State.PAUSED


def test_do_it_again_starts_a_new_session(mat: Mat) -> None:
    mat.begin(POSE, reps=1)
    mat.go(GET_READY_FLOOR_MS + 18_000)

    mat.view.after.done_page.again_button.click()
    assert mat.on_panel[:2] == ("GET READY", "20")
    mat.go(GET_READY_FLOOR_MS + 18_000)

    assert [session.outcome for session in mat.sessions_in_file()] == [Outcome.COMPLETED] * 2


def test_in_the_demo_the_end_says_that_nothing_is_kept(mat: Mat) -> None:
    mat.workspace.is_demo = True
    mat.begin(POSE, reps=1)

    mat.go(GET_READY_FLOOR_MS + 18_000)

    assert mat.afterwards.endswith("This is the demo: it is gone when you leave it.")


def test_a_diary_without_a_file_is_not_called_saved(qtbot: QtBot, tmp_path: Path) -> None:
    mat = Mat(qtbot, tmp_path, diary=Diary.in_memory())
    mat.begin(POSE, reps=1)

    mat.go(GET_READY_FLOOR_MS + 18_000)

    assert mat.afterwards.endswith("It is not saved yet: your diary is not open.")
    mat.diary.close()


def test_the_rule_for_afterwards_is_there_when_it_is_over(mat: Mat) -> None:
    mat.begin(POSE, reps=1)

    mat.go(GET_READY_FLOOR_MS + 18_000)

    page = mat.view.after.done_page
    assert page.isVisibleTo(mat.view)
    assert "30 minutes" in page.after.text()


@pytest.mark.parametrize(
    "key",
    [
        Qt.Key.Key_Space,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_MediaPlay,
        Qt.Key.Key_MediaPause,
        Qt.Key.Key_MediaTogglePlayPause,
    ],
    ids=lambda key: key.name,
)
def test_keys_pause_and_resume_once_the_session_has_begun(mat: Mat, key: Qt.Key) -> None:
    mat.show().begin(POSE)
    mat.go(GET_READY_FLOOR_MS)
    assert mat.window.focusWidget() is mat.view.controls.pause_button

    mat.press(key)
    assert mat.verb == "PAUSED"
    mat.press(key)
    assert mat.verb == "GET READY"


def test_the_tab_key_reaches_every_control_and_enter_presses_it(mat: Mat) -> None:
    mat.show().begin(POSE)
    controls = mat.view.controls
    controls.stop_button.setFocus()
    reached = [mat.window.focusWidget()]
    for _ in range(5):
        mat.press(Qt.Key.Key_Tab)
        reached.append(mat.window.focusWidget())
    assert reached == list(controls.buttons)

    controls.sound_button.setFocus()
    mat.press(Qt.Key.Key_Return)
    assert not mat.preferences.sounds
    assert mat.view.controller.state is State.RUNNING


def test_a_whole_session_by_keys_alone(mat: Mat) -> None:
    mat.show().begin(POSE)
    mat.go(GET_READY_FLOOR_MS + 18_000)

    mat.press(Qt.Key.Key_Escape)
    assert mat.verb == "PAUSED"
    mat.press(Qt.Key.Key_Return)  # Keep going has the focus
    assert mat.view.controller.state is State.LEADING_IN
    mat.press(Qt.Key.Key_Escape)
    mat.press(Qt.Key.Key_Escape)  # taken back
    assert mat.view.controller.state is State.LEADING_IN
    mat.press(Qt.Key.Key_Escape)
    mat.press(Qt.Key.Key_Tab)
    mat.press(Qt.Key.Key_Space)  # End here
    assert mat.view.after.done_page.isVisible()
    with mat.qtbot.waitSignal(mat.view.finished, timeout=0):
        mat.press(Qt.Key.Key_Return)  # Finish has the focus
    assert [entry.reps_timed for entry in mat.entries_in_file()] == [1]


def test_a_whole_session_by_mouse_alone(mat: Mat) -> None:
    mat.show().begin(POSE)
    mat.go(GET_READY_FLOOR_MS + 18_000)
    left = Qt.MouseButton.LeftButton

    QTest.mouseClick(mat.view.stage, left, pos=QPoint(300, 300))
    assert mat.verb == "PAUSED"
    QTest.mouseClick(mat.view.stage, left, pos=QPoint(300, 300))
    assert mat.view.controller.state is State.LEADING_IN
    QTest.mouseClick(mat.view.controls.stop_button, left)
    message = mat.view.message
    assert message is not None
    QTest.mouseClick(message.buttons[1], left)
    with mat.qtbot.waitSignal(mat.view.finished, timeout=0):
        QTest.mouseClick(mat.view.after.done_page.leave_button, left)


def test_a_question_asked_while_paused_leaves_it_paused(mat: Mat) -> None:
    mat.begin(POSE)
    mat.go(GET_READY_FLOOR_MS)
    mat.view.controller.pause()

    mat.view.ask_to_end()
    assert mat.view.message is not None
    mat.view.message.buttons[0].click()

    assert mat.view.controller.state is State.PAUSED


def test_holding_a_key_down_toggles_once(mat: Mat) -> None:
    mat.show().begin(POSE)

    mat.press(Qt.Key.Key_PageDown)
    for _ in range(5):
        mat.press(Qt.Key.Key_PageDown, held=True)

    assert mat.view.controller.state is State.PAUSED


def test_the_session_fills_the_screen_while_it_runs(mat: Mat) -> None:
    mat.show().begin(POSE)
    assert mat.window.isFullScreen()
    mat.go(GET_READY_FLOOR_MS)

    mat.press(Qt.Key.Key_F11)
    assert not mat.window.isFullScreen()
    mat.press(Qt.Key.Key_F11)
    assert mat.window.isFullScreen()
    mat.view.controller.stop()
    assert not mat.window.isFullScreen()


def test_a_window_that_filled_the_screen_before_does_so_after(mat: Mat) -> None:
    mat.show().window.showFullScreen()
    mat.begin(POSE)

    mat.press(Qt.Key.Key_F11)
    assert not mat.window.isFullScreen()
    mat.press(Qt.Key.Key_F11)
    mat.view.controller.stop()

    assert mat.window.isFullScreen()


def move_the_mouse(over: QWidget) -> None:
    """Told to the widget itself: where the real pointer is makes no difference."""
    place = QPointF(210, 200)
    none = Qt.MouseButton.NoButton
    at_rest = Qt.KeyboardModifier.NoModifier
    move = QMouseEvent(QEvent.Type.MouseMove, place, over.mapToGlobal(place), none, none, at_rest)
    QApplication.sendEvent(over, move)


def test_the_pointer_hides_after_three_seconds_and_shows_when_moved(mat: Mat) -> None:
    mat.show().begin(POSE)
    mat.go(2_500)
    assert QApplication.overrideCursor() is None
    mat.go(500)
    assert QApplication.overrideCursor() is not None

    move_the_mouse(mat.view.stage)
    assert QApplication.overrideCursor() is None
    mat.go(4_000)
    assert QApplication.overrideCursor() is not None
    mat.view.controller.pause()
    assert QApplication.overrideCursor() is None


def test_each_phase_is_announced_with_its_words(mat: Mat, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(
        "backrehab.ui.mat_surface.announce", lambda _about, words: said.append(words)
    )
    mat.begin(LEGS, reps=1)
    mat.go(GET_READY_CHAIR_MS + REP_OF_LEGS_MS)

    assert said == [
        "Left. 10 seconds. Get ready. Stand on your left leg.",
        "Lift. Stand on your left leg.",
        "Hold. 5 seconds. Rep 1 of 1. Stand on your left leg.",
        "Lower. Stand on your left leg.",
        "Right. 8 seconds. Switch side. Stand on your right leg.",
    ]


def test_the_timer_has_a_name_and_says_its_number(mat: Mat) -> None:
    mat.begin(POSE)
    ring = mat.view.panel.ring

    assert ring.accessibleName() == "Timer"
    assert ring.accessibleDescription() == "20 seconds"
    mat.go(GET_READY_FLOOR_MS)
    assert ring.accessibleDescription() == "1 of 5 times"


@pytest.mark.parametrize(
    ("exercise_id", "ready_ms", "timed_ms"),
    [
        pytest.param("lumbar-knee-rolling", GET_READY_FLOOR_MS, 60_000, id="no side"),
        pytest.param("sciatic-nerve-gliding", GET_READY_CHAIR_MS, 30_000, id="one side"),
    ],
)
def test_a_timed_exercise_counts_down_as_one_set(
    mat: Mat, exercise_id: str, ready_ms: int, timed_ms: int
) -> None:
    sides = (Side.RIGHT,) if exercise_id.startswith("sciatic") else None
    mat.begin(exercise_id, sides=sides)
    mat.go(ready_ms + 1_000)

    assert mat.number == str(timed_ms // 1000 - 1)
    assert not mat.view.panel.strip.isVisibleTo(mat.view)
    mat.go(timed_ms - 1_000)
    (entry,) = mat.entries_in_file()
    assert (entry.timed_seconds_timed, entry.outcome) == (timed_ms // 1000, Outcome.COMPLETED)
    assert {phase.kind for phase in mat.view.controller.phases} & WORKING
