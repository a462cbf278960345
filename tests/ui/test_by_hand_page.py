"""What was done without the program: written by mouse or by key, never before it happened."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from backrehab.core.by_hand import ManualEntry, ManualSession, is_by_hand, own_answers
from backrehab.core.diary import (
    DiarySession,
    EntryAnswers,
    OwnReport,
    PlannedEntry,
    RecordedBy,
)
from backrehab.core.model import Programme, Side, SoreSide
from backrehab.storage.diary import Diary
from backrehab.storage.diary_changes import add_by_hand, changes_of
from backrehab.ui.by_hand_page import ByHandPage
from backrehab.ui.manual_exercise import ManualExercise
from backrehab.ui.theme import ThemeChoice
from tests.storage.played import BRIDGING, stance
from tests.ui.shell import Shell, clipped, name_of, settle


def opened(shell: Shell) -> ByHandPage:
    shell.window.diary_way.add_by_hand()
    settle()
    return shell.window.pages.by_hand


def exercise(page: ByHandPage, exercise_id: str) -> ManualExercise:
    return next(one for one in page.exercises if one.exercise.id == exercise_id)


def the_session(shell: Shell) -> DiarySession:
    (session,) = shell.workspace.diary.sessions()
    return session


def type_into(widget: object, text: str) -> None:
    widget.field.setFocus()  # type: ignore[attr-defined]
    widget.field.selectAll()  # type: ignore[attr-defined]
    QTest.keyClicks(widget.field, text)  # type: ignore[attr-defined]


def test_with_the_mouse_alone_yesterday_is_written_with_its_figures(shell: Shell) -> None:
    page = opened(shell)
    shell.click(page.day.fewer_button)
    for _ in range(3):
        shell.click(page.time.fewer_button)
    bridging = exercise(page, "bridging")
    shell.click(bridging.row)
    bridging.steppers["reps"].setValue(12)
    row = page.rows["pain_worst_session_0_10"]
    shell.click(row.button)
    assert row.scale is not None
    shell.click(row.scale.buttons[4])

    shell.click(page.save_button)

    session = the_session(shell)
    assert session.started_at == shell.clock.now() - timedelta(days=1, minutes=15)
    assert session.pain_worst_session_0_10 == 4
    (entry,) = session.entries
    assert (entry.exercise_id, entry.recorded_by) == ("bridging", RecordedBy.MANUAL)
    assert (entry.sets_target, entry.reps_target, entry.hold_seconds_target) == (1, 12, 3)
    assert (entry.own_report, entry.own_report_reps) == (OwnReport.ALL, 12)
    assert shell.shows(shell.window.pages.one_session)


def test_with_keys_alone_it_is_typed_ticked_and_saved(shell: Shell) -> None:
    page = opened(shell)
    assert shell.has_focus(page.day.field), "the keyboard begins at the day"
    page.day.field.selectAll()
    QTest.keyClicks(page.day.field, "28 Feb")
    type_into(page.time, "5:30 pm")
    while not shell.has_focus(page.exercises[0].row):
        QTest.keyClick(shell.focus, Qt.Key.Key_Tab)
    QTest.keyClick(shell.focus, Qt.Key.Key_Space)
    QTest.keyClick(shell.focus, Qt.Key.Key_Tab)
    QTest.keyClick(shell.focus, Qt.Key.Key_Up)
    while not shell.has_focus(page.save_button):
        QTest.keyClick(shell.focus, Qt.Key.Key_Tab)
    QTest.keyClick(shell.focus, Qt.Key.Key_Return)

    session = the_session(shell)
    assert session.started_at.isoformat()[:16] == "2026-02-28T17:30"
    assert [entry.timed_seconds_target for entry in session.entries] == [65]


def test_tab_goes_down_the_page_through_what_came_later(shell: Shell) -> None:
    page = opened(shell)
    first, second = page.exercises[:2]
    shell.click(first.row)
    shell.click(page.rows["pain_before_0_10"].button)
    order = [
        page.day.field,
        page.time.field,
        first.row,
        *first.steppers.values(),
        second.row,
        page.rows["pain_before_0_10"].button,
        page.rows["pain_before_0_10"].scale.buttons[0],  # type: ignore[union-attr]
        page.rows["pain_worst_session_0_10"].button,
        page.note.field,
        page.save_button,
    ]
    page.day.field.setFocus()
    reached = []
    for _ in range(60):
        if shell.focus in order:
            reached.append(shell.focus)
        if shell.has_focus(page.save_button):
            break
        QTest.keyClick(shell.focus, Qt.Key.Key_Tab)

    assert reached == order


def seen_of(widget: QWidget) -> QRect:
    """What of a widget is neither scrolled out of sight nor cut off."""
    return widget.visibleRegion().boundingRect()


def test_the_figures_of_what_is_ticked_come_into_sight_whole(shell: Shell) -> None:
    shell.window.resize(1024, 600)
    page = opened(shell)
    for one in page.exercises:
        one.row.setFocus()
        shell.press(Qt.Key.Key_Space)
        settle()
        for stepper in one.steppers.values():
            assert seen_of(stepper) == stepper.rect(), one.exercise.title


def test_whatever_the_tab_key_comes_to_is_whole_in_sight(shell: Shell) -> None:
    shell.window.resize(1024, 600)
    page = opened(shell)
    page.exercises[1].row.setChecked(True)
    page.day.field.setFocus()
    while not shell.has_focus(page.save_button):
        settle()
        assert seen_of(shell.focus) == shell.focus.rect(), name_of(shell.focus)
        shell.press(Qt.Key.Key_Tab)


def test_several_exercises_keep_their_order_and_sides(shell: Shell) -> None:
    page = opened(shell)
    for exercise_id in ("single-leg-stance", "bridging"):
        shell.click(exercise(page, exercise_id).row)

    page.save()

    assert [
        (entry.exercise_id, entry.side, entry.position_in_session)
        for entry in the_session(shell).entries
    ] == [
        ("bridging", None, 1),
        ("single-leg-stance", Side.LEFT, 2),
        ("single-leg-stance", Side.RIGHT, 2),
    ]


def test_one_side_alone_is_written_as_that_side(shell: Shell) -> None:
    shell.workspace.programme = Programme(sore_side=SoreSide.LEFT)
    page = opened(shell)
    stance = exercise(page, "single-leg-stance")
    shell.click(stance.row)
    assert stance.side is not None
    assert stance.side.choice() == "left", "the sore side is offered first"
    shell.click(stance.side.button("right"))

    page.save()

    assert [entry.side for entry in the_session(shell).entries] == [Side.RIGHT]


@pytest.mark.parametrize(
    ("day", "at", "words"),
    [
        ("3/3/2026", "09:00", "That day is still to come. Choose today or a day before."),
        ("today", "09:01", "That time is still to come. It is 09:00 now."),
        ("30 Feb", "09:00", "That is not a day. Type it like 21/11/2026."),
        ("", "09:00", "That is not a day. Type it like 21/11/2026."),
        ("today", "25:00", "That is not a time. Type it like 17:30."),
        ("1/1/1960", "09:00", "The diary begins in 1970. Choose a later day."),
    ],
)
def test_what_can_not_be_is_said_in_plain_words_and_not_written(
    shell: Shell, day: str, at: str, words: str
) -> None:
    page = opened(shell)
    shell.click(exercise(page, "bridging").row)
    page.day.field.setText(day)
    page.time.field.setText(at)

    shell.click(page.save_button)

    faults = [field.fault for field in (page.day, page.time)]
    assert [fault.text() for fault in faults if fault.isVisible()] == [words]
    assert shell.workspace.diary.count_sessions() == 0
    wrong = page.day if page.day.fault.isVisible() else page.time
    assert shell.has_focus(wrong.field), "the keyboard is where it can be put right"
    assert wrong.field.accessibleDescription() == words


def test_a_time_of_another_place_is_not_taken_before_it_comes(shell: Shell) -> None:
    """Written at home; the person has travelled west, where it is still earlier."""
    page = opened(shell)
    shell.click(exercise(page, "bridging").row)
    page.save()
    shell.clock.set_now(
        shell.clock.now().astimezone(timezone(timedelta(hours=-5))) - timedelta(hours=1)
    )
    shell.click(shell.window.pages.one_session.change_button)

    page.save()

    assert page.time.fault.isVisible()
    assert "still to come" in page.time.fault.text()


def test_now_is_not_still_to_come(shell: Shell) -> None:
    shell.clock.advance(31_500)  # within the minute that the field shows
    page = opened(shell)
    shell.click(exercise(page, "bridging").row)

    page.save()

    assert the_session(shell).started_at <= shell.clock.now()


def test_without_a_tick_nothing_is_written_and_it_says_so(shell: Shell) -> None:
    page = opened(shell)

    shell.click(page.save_button)

    assert page.trouble.isVisible()
    assert page.trouble.text() == "Tick at least one exercise first."
    assert shell.has_focus(page.exercises[0].row)
    assert shell.workspace.diary.count_sessions() == 0
    shell.click(page.exercises[0].row)
    assert not page.trouble.isVisible()


def test_the_day_steps_no_further_than_today(shell: Shell) -> None:
    page = opened(shell)
    QTest.keyClick(page.day.field, Qt.Key.Key_Up)
    assert page.day.text == "02/03/2026"
    for _ in range(2):
        QTest.keyClick(page.day.field, Qt.Key.Key_Down)
    assert (page.day.text, page.day.said.text()) == ("28/02/2026", "Sat 28 Feb")


def test_a_note_that_can_not_be_kept_is_not_lost(shell: Shell) -> None:
    page = opened(shell)
    shell.click(exercise(page, "bridging").row)
    page.note.field.setPlainText("x" * 4_001)

    page.save()
    assert shell.workspace.diary.count_sessions() == 0
    assert page.note.fault.isVisible()

    page.note.field.setPlainText("At my sister's")
    page.save()
    assert the_session(shell).note == "At my sister's"


def test_it_is_put_right_later_and_keeps_what_was_told_meanwhile(shell: Shell) -> None:
    page = opened(shell)
    for exercise_id in ("bridging", "childs-pose"):
        shell.click(exercise(page, exercise_id).row)
    page.save()
    diary = shell.workspace.diary
    session = the_session(shell)
    pose = next(entry for entry in session.entries if entry.exercise_id == "childs-pose")
    told = EntryAnswers(OwnReport.SOME, 3, effort_0_10=6, note="Knees")
    diary.answer_entry(pose.entry_id, told, shell.clock.now())
    one_session = shell.window.pages.one_session
    one_session.refresh()

    shell.click(one_session.change_button)
    assert page.title.text() == "Change what you wrote"
    assert [one.exercise.id for one in page.exercises if one.is_ticked] == [
        "childs-pose",
        "bridging",
    ]
    exercise(page, "bridging").steppers["sets"].setValue(3)
    shell.click(page.day.fewer_button)
    page.save()

    changed = the_session(shell)
    assert changed.session_id == session.session_id
    assert is_by_hand(changed)
    assert changed.started_at == session.started_at - timedelta(days=1)
    figures = {entry.exercise_id: entry.reps_target for entry in changed.entries}
    assert figures["bridging"] == 45
    kept = next(entry for entry in changed.entries if entry.exercise_id == "childs-pose")
    assert kept.answers == told
    assert "reps_target" in {change.field for change in changes_of(diary, session.session_id)}


def to_put_right(shell: Shell, *planned: PlannedEntry) -> ByHandPage:
    """The page of a session by hand that holds these, each with a note of its own."""
    entries = [
        ManualEntry(one, replace(own_answers(one), effort_0_10=3, note=f"Note {number}"))
        for number, one in enumerate(planned, 1)
    ]
    told = ManualSession(shell.clock.now() - timedelta(days=1), tuple(entries))
    session_id = add_by_hand(shell.workspace.diary, told, "1", shell.clock.now())
    shell.window.diary_way.open_session(session_id)
    shell.click(shell.window.pages.one_session.change_button)
    return shell.window.pages.by_hand


STANCE = stance(Side.LEFT)
BRIDGE = replace(BRIDGING, sets_target=1, reps_target=10)


@pytest.mark.parametrize(
    "planned",
    [
        pytest.param([replace(STANCE, side=None)], id="no side, and sides are asked for now"),
        pytest.param([BRIDGE, replace(BRIDGE, position_in_session=2)], id="twice"),
        pytest.param(
            [replace(BRIDGE, side=Side.LEFT), replace(BRIDGE, side=Side.RIGHT)],
            id="sides, and none are asked for now",
        ),
        pytest.param([replace(BRIDGE, sets_target=3, reps_target=40)], id="sets not alike"),
        pytest.param([STANCE, replace(stance(Side.RIGHT), reps_target=2)], id="sides not alike"),
        pytest.param(
            [BRIDGE, replace(STANCE, exercise_id="gone", position_in_session=2)],
            id="an exercise there is no more",
        ),
        pytest.param([replace(BRIDGE, exercise_title="The bridge")], id="another name"),
        pytest.param([replace(BRIDGE, position_in_session=3), STANCE], id="another order"),
    ],
)
def test_saving_what_nobody_touched_changes_nothing(
    shell: Shell, planned: list[PlannedEntry]
) -> None:
    page = to_put_right(shell, *planned)
    before = the_session(shell)
    shell.clock.advance(60_000)

    page.save()

    assert the_session(shell) == replace(before, edited_at=shell.clock.now())
    assert changes_of(shell.workspace.diary, before.session_id) == ()


def test_an_exercise_that_was_done_twice_stands_there_twice(shell: Shell) -> None:
    page = to_put_right(shell, BRIDGE, replace(BRIDGE, reps_target=8, position_in_session=2))
    first, second = [one for one in page.exercises if one.exercise.id == "bridging"]
    assert [name_of(one.row) for one in (first, second)] == [
        "Bridging. 1 of 2",
        "Bridging. 2 of 2",
    ]
    assert [one.steppers["reps"].value() for one in (first, second)] == [10, 8]

    second.steppers["reps"].setValue(9)
    shell.click(page.back_button)
    shell.click(shell.window.pages.one_session.change_button)
    page.save()

    assert [entry.reps_target for entry in the_session(shell).entries] == [10, 9]


@pytest.mark.parametrize("begun", [False, True])
def test_an_exercise_that_is_put_back_meanwhile_is_not_lost(shell: Shell, begun: bool) -> None:
    page = to_put_right(shell, BRIDGE, STANCE, stance(Side.RIGHT))
    shell.click(page.back_button)
    one_session = shell.window.pages.one_session
    before = the_session(shell)
    shell.click(one_session.parts[0].delete_button)
    shell.click(one_session.change_button)
    assert not exercise(page, "bridging").is_ticked
    if begun:
        exercise(page, "single-leg-stance").steppers["reps"].setValue(5)
        page.note.field.setPlainText("Two times")

    shell.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert shell.window.toast.label.text() == "It is back."
    assert exercise(page, "bridging").is_ticked
    assert page.note.text == ("Two times" if begun else "")
    page.save()

    entries = the_session(shell).entries
    assert entries[0] == before.entries[0]
    assert [entry.reps_target for entry in entries] == [10, 5, 5] if begun else [10, 3, 3]


def test_a_side_that_is_put_back_meanwhile_is_not_lost(shell: Shell) -> None:
    page = to_put_right(shell, STANCE, stance(Side.RIGHT))
    shell.click(page.back_button)
    before = the_session(shell)
    shell.click(shell.window.pages.one_session.parts[1].delete_button)
    shell.click(shell.window.pages.one_session.change_button)
    page.note.field.setPlainText("Two times")

    shell.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    page.save()

    session = the_session(shell)
    assert session.entries == before.entries
    assert session.note == "Two times"


def test_another_day_is_one_change_in_the_words_of_the_program(shell: Shell) -> None:
    page = to_put_right(shell, BRIDGE, STANCE)
    shell.click(page.day.fewer_button)

    page.save()

    log = shell.window.pages.one_session.log
    log.button.click()
    assert log.lines.text() == (
        "Today, 09:00. Day and time: Sat 28 Feb, 09:00, before that Yesterday, 09:00."
    )


def test_the_page_of_a_session_that_was_put_right_knows_the_new_figures(shell: Shell) -> None:
    page = opened(shell)
    shell.click(exercise(page, "bridging").row)
    exercise(page, "bridging").steppers["reps"].setValue(12)
    page.save()
    one_session = shell.window.pages.one_session
    assert one_session.parts[0].facts.text() == "You wrote: 12 times, hold 3 s."
    shell.click(one_session.change_button)
    exercise(page, "bridging").steppers["reps"].setValue(5)
    page.save()

    (part,) = one_session.parts
    assert part.facts.text() == "You wrote: 5 times, hold 3 s."
    shell.click(part.button)
    part.effort.told.emit(4)

    (entry,) = the_session(shell).entries
    assert entry.answers == EntryAnswers(OwnReport.ALL, 5, effort_0_10=4)


def test_what_can_not_be_written_stays_on_the_page(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "diary.sqlite"
    shell.workspace.put_diary(Diary.open(file))
    page = opened(shell)
    shell.click(exercise(page, "bridging").row)
    file.rename(tmp_path / "elsewhere.sqlite")

    shell.click(page.save_button)

    assert page.trouble.isVisible()
    assert str(file) in page.trouble.text()
    assert shell.shows(page)
    assert exercise(page, "bridging").is_ticked


def begin_one(shell: Shell, page: ByHandPage) -> None:
    """Something in every part of the page."""
    stance = exercise(page, "single-leg-stance")
    shell.click(stance.row)
    stance.steppers["hold_seconds"].setValue(9)
    assert stance.side is not None
    stance.side.choose("right")
    page.day.field.setText("28 Feb")
    page.time.field.setText("7.30")
    page.rows["pain_before_0_10"].show_value(3)
    page.note.field.setPlainText("In the garden")


def is_as_begun(page: ByHandPage) -> bool:
    stance = exercise(page, "single-leg-stance")
    return (
        stance.is_ticked
        and stance.steppers["hold_seconds"].value() == 9
        and stance.side is not None
        and stance.side.choice() == "right"
        and (page.day.text, page.time.text) == ("28 Feb", "7.30")
        and page.rows["pain_before_0_10"].value == 3
        and page.note.text == "In the garden"
    )


@pytest.mark.parametrize("by_back", [True, False])
def test_what_was_begun_is_there_again_however_the_page_was_left(
    shell: Shell, by_back: bool
) -> None:
    page = opened(shell)
    assert not page.drop_button.isVisible()
    begin_one(shell, page)
    if by_back:
        shell.click(page.back_button)
        assert "still there when you come back" in shell.window.toast.label.text()
    else:
        shell.window.show_page("today")

    opened(shell)
    assert is_as_begun(page)
    assert page.words.text() == "What you began is still here. It is not saved yet."

    page.save()
    assert opened(shell).note.text == ""


def test_what_was_begun_outlasts_a_change_of_something_else(shell: Shell) -> None:
    page = opened(shell)
    shell.click(exercise(page, "bridging").row)
    page.save()
    opened(shell)
    begin_one(shell, page)
    shell.window.diary_way.open_session(the_session(shell).session_id)
    shell.click(shell.window.pages.one_session.change_button)
    page.note.field.setPlainText("Two times")
    shell.click(page.back_button)

    opened(shell)
    assert is_as_begun(page)
    shell.window.diary_way.open_session(the_session(shell).session_id)
    shell.click(shell.window.pages.one_session.change_button)
    assert page.note.text == "Two times"


def test_what_was_begun_is_dropped_when_that_is_wanted_and_can_be_had_back(shell: Shell) -> None:
    page = opened(shell)
    begin_one(shell, page)
    shell.click(page.back_button)
    opened(shell)

    shell.click(page.drop_button)
    assert not any(one.is_ticked for one in page.exercises)
    assert page.day.text == "02/03/2026"
    assert not page.drop_button.isVisible()
    assert shell.has_focus(page.day.field)

    shell.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert is_as_begun(page)
    shell.click(page.drop_button)
    shell.click(page.back_button)
    shell.window.toast.undo_button.click()
    opened(shell)
    assert is_as_begun(page)


def test_a_page_that_was_only_looked_at_begins_with_the_time_it_is(shell: Shell) -> None:
    page = opened(shell)
    shell.click(page.back_button)
    assert "toast" not in vars(shell.window)
    shell.clock.advance(3_600_000)

    assert opened(shell).time.text == "10:00"


def test_after_saving_the_next_begins_empty(shell: Shell) -> None:
    page = opened(shell)
    shell.click(exercise(page, "bridging").row)
    page.save()

    opened(shell)

    assert not any(one.is_ticked for one in page.exercises)


def test_back_writes_nothing(shell: Shell) -> None:
    page = opened(shell)
    shell.click(exercise(page, "bridging").row)

    shell.click(page.back_button)

    assert shell.workspace.diary.count_sessions() == 0
    assert not shell.shows(page)


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("size", [(1366, 768), (1024, 600)])
def test_nothing_is_cut(shell: Shell, size: tuple[int, int], percent: int) -> None:
    shell.window.resize(*size)
    shell.look.apply(ThemeChoice.LIGHT, percent)
    page = opened(shell)
    for exercise_id in ("single-leg-stance", "bridging"):
        exercise(page, exercise_id).row.click()
    page.day.field.setText("30 Feb")
    QApplication.processEvents()
    settle()

    assert clipped(page) == []
