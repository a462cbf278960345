"""One session in full: facts stay, the person's part is put right, and deleting can be undone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from backrehab.core.diary import DiarySession, EntryAnswers, Outcome, OwnReport, SessionAnswers
from backrehab.core.model import Side
from backrehab.storage.diary import Diary
from backrehab.storage.diary_changes import changes_of
from backrehab.ui.session_page import SessionPage
from backrehab.ui.theme import ThemeChoice
from tests.storage.played import BRIDGING, bridging_set, stance, write_session
from tests.ui.shell import LIBRARY, Shell, clipped, name_of, settle


@pytest.fixture
def diary(shell: Shell) -> Diary:
    return shell.workspace.diary


def played(shell: Shell) -> str:
    """A session that ended half an hour ago: bridging with a set, and both legs."""
    diary = shell.workspace.diary
    began_at = shell.clock.now() - timedelta(minutes=38)
    return write_session(diary, began_at, BRIDGING, stance(Side.LEFT, 2), stance(Side.RIGHT, 2))


def timed(shell: Shell) -> str:
    """A session with a set of bridging that ended 33 minutes ago."""
    diary = shell.workspace.diary
    began_at = shell.clock.now() - timedelta(minutes=38)
    ended_at = began_at + timedelta(minutes=5)
    session_id = diary.begin_session(began_at, "1")
    entry_id = diary.begin_entry(session_id, BRIDGING, began_at)
    diary.add_set(entry_id, bridging_set(ended_at=ended_at))
    diary.end_entry(entry_id, Outcome.COMPLETED, ended_at)
    diary.end_session(session_id, Outcome.COMPLETED, ended_at)
    return session_id


def opened(shell: Shell, session_id: str) -> SessionPage:
    shell.window.diary_way.open_session(session_id)
    settle()
    return shell.window.pages.one_session


def in_file(diary: Diary, session_id: str) -> DiarySession:
    session = diary.session(session_id)
    assert session is not None
    return session


def words_on(page: SessionPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_it_shows_every_exercise_and_side_with_what_was_asked_and_timed(
    shell: Shell, diary: Diary
) -> None:
    session_id = diary.begin_session(shell.clock.now(), "1")
    entry_id = diary.begin_entry(session_id, BRIDGING, shell.clock.now())
    for number, reps in ((1, 15), (2, 11)):
        diary.add_set(entry_id, bridging_set(number, ended_at=shell.clock.now(), reps=reps))
    diary.close_interrupted(shell.clock.now())
    answers = EntryAnswers(own_report=OwnReport.SOME, own_report_reps=9, note="On the bed")
    diary.answer_entry(entry_id, answers, shell.clock.now())

    page = opened(shell, session_id)

    words = words_on(page)
    assert "Asked for: 2 sets of 15, hold 3 s." in words
    assert "Ended early. Timed: 26 of 30 times, 1 of 2 sets, held for 78 seconds" in words
    assert "You did some of it, 9 times. Your note: On the bed" in words


def test_both_sides_stand_there(shell: Shell) -> None:
    page = opened(shell, played(shell))

    assert [part.title.text() for part in page.parts] == [
        "Bridging",
        "Single leg stance, left",
        "Single leg stance, right",
    ]


def test_before_and_after_stand_beside_the_rule_and_nothing_is_made_of_them(
    shell: Shell, diary: Diary
) -> None:
    session_id = played(shell)
    texts = set()
    for before, after in ((2, 7), (7, 2), (4, 4)):
        answers = SessionAnswers(
            pain_before_0_10=before, pain_after_0_10=after, pain_after_minutes=34
        )
        diary.answer_session(session_id, answers, shell.clock.now())
        numbers = opened(shell, session_id).two_numbers
        assert (numbers.before.text(), numbers.after.text()) == (str(before), str(after))
        assert numbers.after_words.text() == "34 minutes after"
        texts.add(numbers.rule.text())

    assert texts == {LIBRARY.pain_guide.after_exercise}, "the same words, whatever the numbers"


def test_a_number_is_changed_with_the_mouse_alone(shell: Shell, diary: Diary) -> None:
    session_id = played(shell)
    page = opened(shell, session_id)
    row = page.rows["pain_worst_session_0_10"]

    shell.click(row.button)
    assert row.scale is not None
    shell.click(row.scale.buttons[6])

    assert in_file(diary, session_id).pain_worst_session_0_10 == 6
    assert row.value_label.text() == "6"
    assert changes_of(diary, session_id)[-1].after == "6"


def test_a_number_is_changed_and_taken_out_with_keys_alone(shell: Shell, diary: Diary) -> None:
    session_id = played(shell)
    page = opened(shell, session_id)
    row = page.rows["pain_before_0_10"]
    row.button.setFocus(Qt.FocusReason.TabFocusReason)

    QTest.keyClick(shell.focus, Qt.Key.Key_Return)
    for _ in range(3):
        QTest.keyClick(shell.focus, Qt.Key.Key_Right)
    assert in_file(diary, session_id).pain_before_0_10 == 3
    QTest.keyClick(shell.focus, Qt.Key.Key_Tab)
    QTest.keyClick(shell.focus, Qt.Key.Key_Space)

    assert in_file(diary, session_id).pain_before_0_10 is None
    assert shell.has_focus(row.button)


def test_tab_goes_down_the_page_through_what_was_opened(shell: Shell) -> None:
    page = opened(shell, played(shell))
    part = page.parts[0]
    shell.click(part.button)
    row = page.rows["pain_before_0_10"]
    shell.click(row.button)
    assert row.scale is not None
    order = [
        page.back_button,
        page.delete_button,
        row.button,
        row.scale.buttons[0],
        page.rows["pain_worst_session_0_10"].button,
        part.button,
        part.delete_button,
        part.report.button("not_told"),
        part.effort.button,
        part.note.field,
        page.parts[1].button,
        page.note.field,
    ]
    page.back_button.setFocus()
    reached = []
    for _ in range(60):
        if shell.focus in order:
            reached.append(shell.focus)
        if shell.has_focus(page.note.field):
            break
        QTest.keyClick(shell.focus, Qt.Key.Key_Tab)

    assert reached == order


def test_bands_stand_at_the_worst_pain_alone(shell: Shell) -> None:
    page = opened(shell, played(shell))
    banded = {}
    for name, row in page.rows.items():
        row.button.click()
        assert row.scale is not None
        banded[name] = row.scale.band(5) is not None

    assert [name for name, has in banded.items() if has] == ["pain_worst_session_0_10"]


def test_the_answer_for_afterwards_keeps_the_time_that_really_went_by(
    shell: Shell, diary: Diary
) -> None:
    session_id = timed(shell)
    row = opened(shell, session_id).rows["pain_after_0_10"]
    row.told.emit(3)
    assert in_file(diary, session_id).pain_after_minutes == 33

    shell.clock.advance(24 * 60 * 60_000)
    row.told.emit(4)  # put right later, it is still the same moment's

    session = in_file(diary, session_id)
    assert (session.pain_after_0_10, session.pain_after_minutes) == (4, 33)
    row.told.emit(None)
    assert in_file(diary, session_id).pain_after_minutes is None


def test_a_number_that_is_remembered_later_belongs_to_no_minute(
    shell: Shell, diary: Diary
) -> None:
    session_id = timed(shell)
    page = opened(shell, session_id)
    row = page.rows["pain_after_0_10"]
    shell.clock.advance(2 * 24 * 60 * 60_000)

    for number in (3, 4):
        row.told.emit(number)

    session = in_file(diary, session_id)
    assert (session.pain_after_0_10, session.pain_after_minutes) == (4, None)
    assert row.title.text() == page.two_numbers.after_words.text() == "30 minutes after"


def test_what_is_told_of_an_exercise_goes_to_its_side_alone(shell: Shell, diary: Diary) -> None:
    session_id = played(shell)
    page = opened(shell, session_id)
    part = page.parts[2]
    shell.click(part.button)

    shell.click(part.report.button("some"))
    assert part.times is not None
    part.times.setValue(2)
    part.effort.told.emit(7)
    part.worst.told.emit(5)
    part.note.field.setPlainText("Wobbly")
    part.note.hand_on()

    _, left, right = in_file(diary, session_id).entries
    assert right.answers == EntryAnswers(OwnReport.SOME, 2, 7, 5, "Wobbly")
    assert left.answers == EntryAnswers()
    shell.click(part.button)
    assert part.told.text() == (
        "You did some of it, 2 times. How hard it was: 7 of 10. Worst pain: 5. Your note: Wobbly"
    )


def test_an_answer_is_put_into_what_the_diary_has_now(shell: Shell, diary: Diary) -> None:
    session_id = played(shell)
    page = opened(shell, session_id)
    part = page.parts[0]
    shell.click(part.button)
    entry_id = part.entry_id
    diary.answer_entry(entry_id, EntryAnswers(OwnReport.ALL, note="Warm"), shell.clock.now())
    diary.answer_session(session_id, SessionAnswers(pain_before_0_10=6), shell.clock.now())

    part.effort.told.emit(7)
    page.rows["pain_worst_session_0_10"].told.emit(8)

    session = in_file(diary, session_id)
    assert session.entries[0].answers == EntryAnswers(OwnReport.ALL, None, 7, note="Warm")
    assert session.answers == SessionAnswers(pain_before_0_10=6, pain_worst_session_0_10=8)
    assert part.report.choice() == "all"
    assert part.effort.value == 7
    assert part.note.text == "Warm"


def test_a_new_look_at_the_diary_leaves_a_note_and_a_scale_alone(
    shell: Shell, diary: Diary
) -> None:
    page = opened(shell, played(shell))
    part = page.parts[0]
    shell.click(part.button)
    shell.click(part.effort.button)
    part.note.field.setFocus()
    QTest.keyClicks(part.note.field, "Half a sen")
    diary.answer_entry(part.entry_id, EntryAnswers(effort_0_10=2, note="Old"), shell.clock.now())

    page.refresh()

    assert page.parts[0] is part
    assert part.effort.is_open
    assert part.effort.value == 2
    assert shell.has_focus(part.note.field)
    assert part.note.text == "Half a sen"


def test_what_could_not_be_written_goes_along_with_the_next_answer(
    shell: Shell, tmp_path: Path
) -> None:
    file, elsewhere = tmp_path / "diary.sqlite", tmp_path / "elsewhere.sqlite"
    shell.workspace.put_diary(Diary.open(file))
    session_id = played(shell)
    part = opened(shell, session_id).parts[0]
    shell.click(part.button)
    file.rename(elsewhere)
    part.note.field.setPlainText("Warm")
    part.note.hand_on()
    elsewhere.rename(file)

    part.effort.told.emit(3)

    answers = in_file(shell.workspace.diary, session_id).entries[0].answers
    assert answers == EntryAnswers(effort_0_10=3, note="Warm")


def test_a_report_can_be_taken_back(shell: Shell, diary: Diary) -> None:
    session_id = played(shell)
    part = opened(shell, session_id).parts[0]
    shell.click(part.button)
    shell.click(part.report.button("all"))
    assert in_file(diary, session_id).entries[0].own_report is OwnReport.ALL

    shell.click(part.report.button("not_told"))

    assert in_file(diary, session_id).entries[0].own_report is None


def test_the_note_of_the_session_is_kept(shell: Shell, diary: Diary) -> None:
    session_id = played(shell)
    page = opened(shell, session_id)
    shell.click(page.parts[0].button)
    names = [name_of(part.note.field) for part in (page.parts[0], page)]
    assert names == ["Your note on this exercise", "Your note on the whole session"]
    page.note.field.setPlainText("Slept badly")

    shell.click(page.back_button)

    assert in_file(diary, session_id).note == "Slept badly"


def test_what_was_changed_is_told_in_words(shell: Shell, diary: Diary) -> None:
    session_id = played(shell)
    page = opened(shell, session_id)
    assert not page.log.button.isVisible()
    for number in (4, 2):
        page.rows["pain_before_0_10"].told.emit(number)
        shell.clock.advance(5 * 60_000)

    page.log.button.click()

    assert page.log.lines.text().splitlines() == [
        "Today, 09:00. Pain before: 4.",
        "Today, 09:05. Pain before: 2, before that 4.",
    ]


def test_the_way_to_a_number_is_no_change_of_its_own_but_the_log_has_it(
    shell: Shell, diary: Diary
) -> None:
    session_id = played(shell)
    page = opened(shell, session_id)
    for number in (1, 2, 3, 4, 5, 6, 5):
        page.rows["pain_worst_session_0_10"].told.emit(number)
        shell.clock.advance(1_000)
    shell.clock.advance(10 * 60_000)
    for number in (6, 5):  # looked at another one, and left it
        page.rows["pain_worst_session_0_10"].told.emit(number)

    page.refresh()

    assert page.log.lines.text().splitlines() == ["Today, 09:00. Worst pain: 5."]
    assert len(changes_of(diary, session_id)) == 9


def test_a_deleted_session_is_put_back_by_undo_and_by_its_key(shell: Shell, diary: Diary) -> None:
    session_id = played(shell)
    before = in_file(diary, session_id)
    for way in ("button", "key"):
        page = opened(shell, session_id)
        shell.click(page.delete_button)
        assert diary.session(session_id) is None
        assert not shell.shows(page)
        assert "Deleted" in shell.window.toast.label.text()

        if way == "button":
            shell.click(shell.window.toast.undo_button)
        else:
            QTest.keyClick(shell.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

        assert in_file(diary, session_id) == before, way


def test_a_deleted_exercise_is_put_back(shell: Shell, diary: Diary) -> None:
    session_id = played(shell)
    page = opened(shell, session_id)

    shell.click(page.parts[1].delete_button)
    assert [part.title.text() for part in page.parts] == ["Bridging", "Single leg stance, right"]
    assert shell.has_focus(page.back_button)

    shell.click(shell.window.toast.undo_button)
    assert len(page.parts) == 3


def test_the_last_exercise_takes_the_session_and_the_page_with_it(
    shell: Shell, diary: Diary
) -> None:
    session_id = write_session(diary, shell.clock.now())
    page = opened(shell, session_id)

    shell.click(page.parts[0].delete_button)

    assert diary.count_sessions() == 0
    assert not shell.shows(page)


def test_an_answer_that_can_not_be_written_is_said_to_be_so(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "diary.sqlite"
    shell.workspace.put_diary(Diary.open(file))
    page = opened(shell, played(shell))
    file.rename(tmp_path / "elsewhere.sqlite")

    page.rows["pain_before_0_10"].told.emit(4)
    assert page.trouble.isVisible()
    assert str(file) in page.trouble.text()

    shell.click(page.delete_button)
    assert str(file) in shell.window.toast.label.text()
    assert shell.shows(page)


def test_only_what_was_made_by_hand_offers_its_day_and_figures(shell: Shell) -> None:
    assert not opened(shell, played(shell)).change_button.isVisible()


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("size", [(1366, 768), (1024, 600)])
def test_nothing_is_cut(shell: Shell, size: tuple[int, int], percent: int) -> None:
    shell.window.resize(*size)
    shell.look.apply(ThemeChoice.LIGHT, percent)
    page = opened(shell, played(shell))
    page.parts[0].button.click()
    for row in page.rows.values():
        row.button.click()
    settle()

    assert clipped(page) == []


def test_why_it_was_left_out_is_told_and_put_right(shell: Shell, diary: Diary) -> None:
    session_id = diary.begin_session(shell.clock.now(), "1")
    entry_id = diary.begin_entry(session_id, BRIDGING, shell.clock.now())
    diary.end_entry(entry_id, Outcome.SKIPPED, shell.clock.now())
    diary.end_session(session_id, Outcome.COMPLETED, shell.clock.now())
    page = opened(shell, session_id)
    (part,) = page.parts
    shell.click(part.button)
    why = part.reason
    assert why is not None

    why.field.setFocus()
    QTest.keyClicks(why.field, "no mat here")
    part.note.field.setFocus()

    assert in_file(diary, session_id).entries[0].skip_reason == "no mat here"
    assert part.facts.text().endswith("Left out. No mat here.")
    (change,) = changes_of(diary, session_id)
    assert (change.field, change.after) == ("skip_reason", "no mat here")
    shell.click(page.log.button)
    assert "why you left it out" in words_on(page)


def test_what_was_done_has_no_reason_to_be_left_out(shell: Shell) -> None:
    page = opened(shell, played(shell))
    part = page.parts[0]

    shell.click(part.button)

    assert part.reason is None


def test_a_note_too_long_to_keep_is_not_taken_away(shell: Shell, diary: Diary) -> None:
    session_id = played(shell)
    page = opened(shell, session_id)
    page.note.field.setPlainText("x" * 4_001)
    page.note.field.clearFocus()

    page.refresh()

    assert len(page.note.text) == 4_001
    assert not page.may_leave()
    page.note.field.setPlainText("Shorter")
    assert page.may_leave()
    assert in_file(diary, session_id).note == "Shorter"
