"""An open question about pain: its card on Today, the notice elsewhere, and the answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from backrehab.core.cues import Cue
from backrehab.core.diary import DiarySession, Outcome, SessionAnswers, SetDone, planned_entries
from backrehab.core.errors import DiaryError
from backrehab.core.model import Programme
from backrehab.core.routine import make_routine
from backrehab.storage.diary import Diary
from backrehab.ui.open_question import OpenQuestionPlace
from backrehab.ui.question_card import QuestionCard
from backrehab.ui.theme import ThemeChoice
from tests.ui.shell import LIBRARY, Shell, in_sight, name_of, settle

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # where the clock of these tests begins
MINUTE = timedelta(minutes=1)
MINUTE_MS = 60_000
KEY = Qt.Key


def did(shell: Shell, ended: datetime, *, pain_before: int | None = 3, exercises: int = 2) -> str:
    """A timed session; gives its id."""
    diary = shell.workspace.diary
    began = ended - 7 * MINUTE
    session = diary.begin_session(began, LIBRARY.version)
    routine = make_routine("Round", LIBRARY.exercises[:exercises], Programme())
    for position, (exercise, planned) in enumerate(
        zip(routine.exercises, routine.planned, strict=True), 1
    ):
        for entry in planned_entries(exercise, planned, position):
            entry_id = diary.begin_entry(session, entry, began)
            diary.add_set(entry_id, SetDone(1, 6, 0, 60_000, 60_000, 0, True, ended))
            diary.end_entry(entry_id, Outcome.COMPLETED, ended)
    diary.end_session(session, Outcome.COMPLETED, ended)
    diary.answer_session(session, SessionAnswers(pain_before_0_10=pain_before), ended)
    return session


def place(shell: Shell) -> OpenQuestionPlace:
    return shell.window.pages.today.question


def card(shell: Shell) -> QuestionCard:
    found = place(shell).card
    assert found is not None
    assert found.isVisible()
    return found


def words(widget: QWidget) -> list[str]:
    return [it.text() for it in in_sight(widget) if isinstance(it, QLabel)]


def kept(shell: Shell, session_id: str) -> DiarySession:
    session = shell.workspace.diary.session(session_id)
    assert session is not None
    return session


def is_asked(shell: Shell) -> bool:
    return shell.window.questions.question is not None


def look_again(shell: Shell) -> None:
    """What the program does every few seconds."""
    shell.window.questions.look_at_the_clock()
    shell.window.pages.today.look_at_the_date()
    settle()


@pytest.fixture
def ready(shell: Shell, qtbot: QtBot) -> Shell:
    """The window once Today has read the diary."""
    qtbot.waitUntil(lambda: shell.window.pages.today.rounds is not None)
    return shell


@pytest.fixture
def asked(ready: Shell) -> Shell:
    """A round ended 33 minutes ago, with a pain of 3 before it."""
    did(ready, NINE - 33 * MINUTE)
    ready.window.show_page("today")
    settle()
    return ready


def last_session(shell: Shell) -> DiarySession:
    return shell.workspace.diary.sessions()[0]


# The card.


def test_the_card_says_which_round_and_what_the_pain_was_before_it(asked: Shell) -> None:
    assert words(card(asked)) == [
        "33 minutes later",
        "How is your pain now?",
        "Your last round ended at 08:27. Your pain was 3 before it.",
    ]
    assert asked.has_focus(asked.window.pages.today.start_button), "it takes no keyboard"
    assert name_of(card(asked)) == "33 minutes later. How is your pain now?"


def test_without_a_question_there_is_no_card_and_the_clock_is_let_be(ready: Shell) -> None:
    assert place(ready).card is None
    assert place(ready).isHidden()
    assert not ready.window.questions.waits


def test_a_number_by_mouse_is_kept_with_the_time_that_passed(asked: Shell) -> None:
    asked.click(card(asked).pick_button)
    scale = card(asked).scale
    assert scale is not None
    assert not card(asked).save_button.isVisible(), "nothing is chosen yet"
    assert scale.band(5) is None
    place_of_words = card(asked).title.mapTo(card(asked), card(asked).title.rect().topLeft()).x()
    place_of_scale = scale.mapTo(card(asked), scale.rect().topLeft()).x()
    assert place_of_words == place_of_scale, "the numbers begin where the words do"
    last = scale.buttons[5]
    right = last.mapTo(card(asked), last.rect().topRight()).x()
    assert card(asked).width() - right > place_of_scale - 2

    asked.clock.advance(4 * MINUTE_MS)
    asked.click(scale.buttons[5])
    assert last_session(asked).pain_after_0_10 is None, "a stray press is no answer"
    asked.click(card(asked).save_button)

    session = last_session(asked)
    assert (session.pain_after_0_10, session.pain_after_minutes) == (5, 37)
    assert session.pain_before_0_10 == 3
    found = place(asked).card
    assert found is not None
    assert found.isHidden()


def test_a_number_by_keyboard_alone(asked: Shell) -> None:
    today = asked.window.pages.today
    today.rows[-1].start_button.setFocus()
    asked.press(KEY.Key_Tab)
    assert asked.has_focus(card(asked).pick_button)
    asked.press(KEY.Key_Tab)
    assert asked.has_focus(card(asked).skip_button)
    asked.press(KEY.Key_Tab)
    assert asked.has_focus(today.change_button)
    card(asked).pick_button.setFocus()
    asked.press(KEY.Key_Return)
    scale = card(asked).scale
    assert scale is not None
    assert asked.has_focus(scale.buttons[0])
    asked.press(KEY.Key_7)
    assert scale.value is None, "digits are no answers"
    asked.press(KEY.Key_Right)
    asked.press(KEY.Key_Right)
    asked.press(KEY.Key_Tab)
    assert asked.has_focus(card(asked).save_button)
    assert card(asked).save_button.text() == "Save 2"
    asked.press(KEY.Key_Return)

    assert last_session(asked).pain_after_0_10 == 2
    numbers = place(asked).numbers
    assert numbers is not None
    assert asked.has_focus(numbers.close_button), "the keyboard stays where the card was"
    asked.press(KEY.Key_Return)
    assert asked.has_focus(asked.window.pages.today.start_button)


def test_both_numbers_stand_beside_the_rule_and_nothing_is_concluded(asked: Shell) -> None:
    asked.click(card(asked).pick_button)
    scale = card(asked).scale
    assert scale is not None
    asked.click(scale.buttons[9])
    asked.click(card(asked).save_button)

    numbers = place(asked).numbers
    assert numbers is not None
    assert words(numbers) == [
        "Your two numbers",
        "3",
        "before",
        "9",
        "33 minutes after",
        "The pain guide says:",
        LIBRARY.pain_guide.after_exercise,
    ]
    asked.window.show_page("library")
    asked.window.show_page("today")
    assert numbers.isHidden(), "it is shown once"


def test_without_a_number_before_there_are_no_two_numbers(ready: Shell) -> None:
    did(ready, NINE - 33 * MINUTE, pain_before=None)
    ready.window.show_page("today")
    assert words(card(ready))[2] == "Your last round ended at 08:27."
    ready.click(card(ready).pick_button)
    scale = card(ready).scale
    assert scale is not None
    ready.click(scale.buttons[0])
    ready.click(card(ready).save_button)

    assert last_session(ready).pain_after_0_10 == 0
    assert place(ready).isHidden()
    assert ready.has_focus(ready.window.pages.today.start_button)


def test_undo_takes_the_answer_out_and_asks_again(asked: Shell) -> None:
    asked.click(card(asked).pick_button)
    scale = card(asked).scale
    assert scale is not None
    asked.click(scale.buttons[5])
    asked.click(card(asked).save_button)
    toast = asked.window.toast
    assert (
        toast.label.text()
        == "Pain 33 minutes later: 5. It is not saved yet: your diary is not open."
    )
    numbers = place(asked).numbers
    assert numbers is not None
    numbers.close_button.setFocus()
    asked.press(KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert asked.has_focus(card(asked).pick_button), "the keyboard is not lost"

    session = last_session(asked)
    assert (session.pain_after_0_10, session.pain_after_minutes) == (None, None)
    assert session.pain_before_0_10 == 3
    assert numbers.isHidden()


def test_skipped_it_never_comes_back_unless_that_is_undone(asked: Shell) -> None:
    asked.click(card(asked).skip_button)

    assert last_session(asked).after_skipped
    assert last_session(asked).pain_after_0_10 is None
    assert place(asked).isHidden()
    asked.clock.advance(60 * MINUTE_MS)
    look_again(asked)
    asked.window.show_page("diary")
    asked.window.show_page("today")
    assert place(asked).isHidden()

    asked.click(asked.window.toast.undo_button)
    assert not last_session(asked).after_skipped
    assert card(asked).isVisible()


def test_the_card_goes_by_itself_at_the_end_of_the_day(asked: Shell) -> None:
    asked.clock.advance(14 * 60 * MINUTE_MS)
    look_again(asked)
    assert words(card(asked))[0] == "14 hours later"
    asked.clock.advance(60 * MINUTE_MS)
    look_again(asked)
    assert place(asked).isHidden()


def test_the_next_morning_has_its_own_words_and_its_own_place_in_the_diary(ready: Shell) -> None:
    did(ready, NINE - timedelta(hours=14))
    ready.window.show_page("today")
    assert words(card(ready)) == [
        "The next morning",
        "How is your pain this morning?",
        "Your last round yesterday ended at 19:00. Your pain was 3 before it.",
    ]
    ready.click(card(ready).pick_button)
    scale = card(ready).scale
    assert scale is not None
    ready.click(scale.buttons[1])
    ready.click(card(ready).save_button)

    session = last_session(ready)
    assert session.pain_next_morning_0_10 == 1
    assert (session.pain_after_0_10, session.pain_after_minutes) == (None, None)
    assert place(ready).numbers is None, "the rule is about half an hour"


def test_what_can_not_be_written_is_said_and_the_question_stays(
    asked: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise DiaryError(Path("diary.sqlite"), "The disk is full.")

    asked.click(card(asked).pick_button)
    scale = card(asked).scale
    assert scale is not None
    asked.click(scale.buttons[6])
    monkeypatch.setattr(Diary, "answer_session", full)
    asked.click(card(asked).save_button)

    assert asked.window.toast.label.text() == "The disk is full."
    assert card(asked).isVisible()
    assert scale.value == 6
    monkeypatch.undo()
    asked.click(card(asked).save_button)
    assert last_session(asked).pain_after_0_10 == 6


# While the program runs.


def test_on_today_the_card_comes_by_itself_and_is_told_to_screen_readers(
    ready: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[QAccessible.Event] = []
    monkeypatch.setattr(
        QAccessible,
        "updateAccessibility",
        staticmethod(lambda event: heard.append(QAccessibleEvent.type(event))),
    )
    did(ready, NINE - 29 * MINUTE)
    ready.window.show_page("today")
    assert place(ready).isHidden()
    assert ready.window.questions.waits
    focus = ready.focus
    heard.clear()

    ready.clock.advance(MINUTE_MS)
    look_again(ready)

    assert card(ready).isVisible()
    assert ready.focus is focus
    assert QAccessible.Event.Announcement in heard
    assert not ready.tones.played, "silent unless it was asked for"


def test_elsewhere_a_notice_leads_to_the_card_and_takes_no_keyboard(ready: Shell) -> None:
    did(ready, NINE - 29 * MINUTE)
    ready.window.show_page("library")
    ready.window.bars.rail.item("library").setFocus()
    focus = ready.focus
    ready.clock.advance(MINUTE_MS)
    look_again(ready)

    toast = ready.window.toast
    assert toast.isVisible()
    assert toast.label.text() == "30 minutes later: how is your pain now?"
    assert ready.focus is focus
    ready.click(toast.undo_button)
    assert ready.shows(ready.window.pages.today)
    assert ready.has_focus(card(ready).pick_button)


def test_the_notice_is_shown_once(ready: Shell) -> None:
    did(ready, NINE - 29 * MINUTE)
    ready.window.show_page("library")
    ready.clock.advance(MINUTE_MS)
    look_again(ready)
    ready.click(ready.window.toast.close_button)
    ready.clock.advance(20 * MINUTE_MS)
    look_again(ready)
    ready.window.show_page("settings")
    settle()

    assert not ready.window.toast.isVisible()
    assert ready.window.questions.question is not None


def test_on_today_there_is_no_notice_beside_the_card(ready: Shell) -> None:
    did(ready, NINE - 29 * MINUTE)
    ready.window.show_page("library")
    ready.clock.advance(MINUTE_MS)
    look_again(ready)
    assert ready.window.toast.isVisible()
    ready.window.show_page("settings")
    assert ready.window.toast.isVisible()
    ready.window.show_page("today")
    assert not ready.window.toast.isVisible()
    assert card(ready).isVisible()


def test_ctrl_z_does_not_answer(ready: Shell) -> None:
    did(ready, NINE - 29 * MINUTE)
    ready.window.show_page("library")
    ready.clock.advance(MINUTE_MS)
    look_again(ready)
    ready.press(KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert ready.shows(ready.window.pages.library)


def test_one_tone_if_it_was_asked_for(ready: Shell) -> None:
    ready.workspace.preferences.ask_with_tone = True
    did(ready, NINE - 29 * MINUTE)
    ready.window.show_page("library")
    ready.clock.advance(MINUTE_MS)
    look_again(ready)
    look_again(ready)

    assert [cue for cue, _volume in ready.tones.played] == [Cue.REST]


def test_the_morning_has_no_tone(ready: Shell) -> None:
    """The program may have been left running overnight."""
    ready.workspace.preferences.ask_with_tone = True
    did(ready, NINE - timedelta(hours=14))
    ready.clock.advance(-6 * 60 * MINUTE_MS)  # three in the night
    ready.window.show_page("library")
    ready.clock.advance(2 * 60 * MINUTE_MS)
    look_again(ready)

    assert ready.window.toast.label.text() == "The next morning: how is your pain this morning?"
    assert not ready.tones.played


def test_never_during_a_session(ready: Shell) -> None:
    did(ready, NINE - 29 * MINUTE)
    ready.window.open_exercise("bridging")
    ready.start()
    assert ready.shows(ready.window.pages.session)
    ready.clock.advance(2 * MINUTE_MS)
    look_again(ready)

    assert ready.window.questions.question is None
    assert not ready.window.questions.waits
    assert "toast" not in vars(ready.window) or not ready.window.toast.isVisible()

    ready.leave_session()
    ready.window.show_page("today")
    assert ready.window.questions.waits or ready.window.questions.question is not None


def test_a_session_that_was_left_at_once_brings_the_card_back_without_a_word(
    asked: Shell,
) -> None:
    asked.workspace.preferences.ask_with_tone = True
    asked.window.open_exercise("bridging")
    asked.start()
    assert not is_asked(asked)
    asked.tones.played.clear()
    asked.leave_session()
    assert is_asked(asked)
    assert not asked.tones.played
    assert "toast" not in vars(asked.window) or not asked.window.toast.isVisible()

    asked.window.show_page("today")
    assert card(asked).isVisible()


def test_answered_in_the_diary_meanwhile_it_does_not_come(ready: Shell) -> None:
    session_id = did(ready, NINE - 29 * MINUTE)
    ready.window.show_page("library")
    answers = SessionAnswers(pain_after_0_10=2, pain_after_minutes=29)
    ready.workspace.diary.answer_session(session_id, answers, NINE)
    ready.clock.advance(MINUTE_MS)
    look_again(ready)

    assert ready.window.questions.question is None
    assert "toast" not in vars(ready.window)
    assert kept(ready, session_id).pain_after_0_10 == 2


# Settings, and how it looks.


@pytest.mark.parametrize("hours", [1, 14])
def test_each_question_can_be_switched_off(ready: Shell, hours: int) -> None:
    did(ready, NINE - timedelta(hours=hours))
    settings = ready.window.pages.settings
    ready.window.show_page("settings")
    switch = settings.pain.after if hours == 1 else settings.pain.morning
    assert switch.isChecked()
    settings.bring_into_sight(switch)
    ready.click(switch)
    ready.window.show_page("today")
    assert place(ready).isHidden()

    ready.window.show_page("settings")
    settings.bring_into_sight(switch)
    ready.click(switch)
    ready.window.show_page("today")
    assert card(ready).isVisible()


def test_the_tone_is_off_at_first(ready: Shell) -> None:
    ready.window.show_page("settings")
    tone = ready.window.pages.settings.pain.tone

    assert not tone.isChecked()
    tone.click()
    assert ready.workspace.preferences.ask_with_tone


@pytest.mark.parametrize(
    ("size", "percent"), [((1366, 768), 100), ((1024, 600), 100), ((1366, 768), 200)]
)
def test_nothing_is_cut_with_the_numbers_open(
    asked: Shell, size: tuple[int, int], percent: int
) -> None:
    asked.look.apply(ThemeChoice.DARK, percent)
    asked.window.resize(*size)
    settle()
    asked.window.pages.today.bring_into_sight(card(asked).pick_button)
    asked.click(card(asked).pick_button)
    scale = card(asked).scale
    assert scale is not None
    scale.buttons[10].click()
    settle()
    for part in (scale, card(asked).save_button, card(asked).skip_button, card(asked).title):
        inside = part.geometry().translated(
            part.mapTo(card(asked), part.rect().topLeft()) - part.geometry().topLeft()
        )
        assert card(asked).rect().contains(inside), part
        assert part.height() >= part.heightForWidth(part.width())
    assert min(button.width() for button in scale.buttons) >= 44
