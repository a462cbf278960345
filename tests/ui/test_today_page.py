"""Today: the next round, what is done of each exercise, and the week."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from backrehab.core.diary import Outcome, planned_entries
from backrehab.core.errors import DiaryError
from backrehab.core.model import Exercise, Programme
from backrehab.core.routine import make_routine
from backrehab.core.text import duration_words
from backrehab.storage.diary import Diary
from backrehab.ui.look import Look
from backrehab.ui.today_page import TodayPage
from backrehab.ui.workspace import Workspace
from tests.ui.shell import LIBRARY, Shell, in_sight, name_of

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # where the clock of these tests begins
MOBILITY = LIBRARY.sections[0].exercises
KEY = Qt.Key


def did(shell: Shell, *exercises: Exercise, at: datetime = MONDAY) -> None:
    """A session in which all of these were completed."""
    diary = shell.workspace.diary
    session = diary.begin_session(at, LIBRARY.version)
    routine = make_routine("Round", exercises, Programme())
    for position, (exercise, planned) in enumerate(
        zip(routine.exercises, routine.planned, strict=True), 1
    ):
        for entry in planned_entries(exercise, planned, position):
            entry_id = diary.begin_entry(session, entry, at)
            diary.end_entry(entry_id, Outcome.COMPLETED, at + timedelta(minutes=2))
    diary.end_session(session, Outcome.COMPLETED, at + timedelta(minutes=9))


def did_rounds(shell: Shell, rounds: int, at: datetime = MONDAY) -> None:
    for number in range(rounds):
        held = [e for e in MOBILITY if e.times_a_day.value > number]
        did(shell, *held, at=at + timedelta(minutes=10 * number))


@pytest.fixture
def page(shell: Shell, qtbot: QtBot) -> TodayPage:
    """The page once it has read the diary, which it does after it was seen."""
    page = shell.window.pages.today
    qtbot.waitUntil(lambda: page.rounds is not None)
    return page


def read(widget: QWidget) -> str:
    return "\n".join(it.text() for it in in_sight(widget) if isinstance(it, QLabel))


def counts(page: TodayPage) -> list[str]:
    return [row.ring.words for row in page.rows]


def heard(widget: QWidget) -> tuple[str, str]:
    """What a screen reader says: the name, and what it is worth."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return name_of(widget), interface.text(QAccessible.Text.Description)


# What is seen.


def test_today_is_the_first_page_and_start_has_the_keyboard(shell: Shell, page: TodayPage) -> None:
    assert shell.shows(page)
    assert shell.has_focus(page.start_button)
    assert page.date.text() == "Monday 2 March"
    assert LIBRARY.pain_guide.expectation in read(page)


def test_a_day_begins_with_the_first_round(page: TodayPage) -> None:
    length = duration_words(make_routine("", MOBILITY, Programme()).length_ms)

    assert page.hero.title.text() == "Round 1 of 4"
    assert page.hero.words.text() == "Mat first, then chair. You get down and up once."
    assert page.start_button.text() == f"Start next round, {length}"
    assert [row.exercise for row in page.rows] == list(MOBILITY)
    assert counts(page) == ["0 of 4 today", *["0 of 3 today"] * 4]


def test_what_was_done_is_counted_round_by_round(shell: Shell, page: TodayPage) -> None:
    did_rounds(shell, 3)
    page.refresh()

    assert page.hero.title.text() == "Round 4 of 4"
    assert page.hero.words.text() == "All on the mat. You get down and up once."
    assert counts(page) == ["3 of 4 today", *["3 of 3 today"] * 4]
    assert heard(page.row("pelvic-rocking").ring) == ("Pelvic rocking", "3 of 3 today")


def test_the_week_is_read_out_as_one_sentence(shell: Shell, page: TodayPage) -> None:
    shell.clock.advance(2 * 24 * 3_600_000)  # Wednesday
    did_rounds(shell, 4, MONDAY)
    did_rounds(shell, 1, MONDAY + timedelta(days=2))
    page.refresh()

    name, sentence = heard(page.week.bar)
    assert name == "This week"
    assert sentence.startswith("Monday 4 of 4, Tuesday none, Wednesday 1 of 4, Thursday to come")


def test_when_all_rounds_are_done_another_is_a_quiet_offer(shell: Shell, page: TodayPage) -> None:
    did_rounds(shell, 4)
    page.refresh()

    assert page.hero.title.text() == "All rounds done today"
    assert page.hero.words.text() == "You did 4 rounds."
    assert page.start_button.text().startswith("Do another round, about ")
    assert page.start_button.property("kind") == "quiet"

    did_rounds(shell, 1, MONDAY + timedelta(hours=8))
    page.refresh()
    assert page.hero.words.text() == "You did 5 rounds."
    assert page.row("lumbar-knee-rolling").ring.words == "5 today"

    shell.click(page.start_button)
    assert len(shell.window.pages.before.rows) == len(MOBILITY)


def test_a_new_day_makes_the_next_round_the_one_filled_button_again(
    shell: Shell, page: TodayPage
) -> None:
    did_rounds(shell, 4)
    page.refresh()
    shell.clock.advance(24 * 3_600_000)
    page.look_at_the_date()

    assert page.start_button.property("kind") == "main"
    assert page.hero.title.text() == "Round 1 of 4"


def test_every_start_names_its_exercise(page: TodayPage) -> None:
    assert [name_of(row.start_button) for row in page.rows] == [
        f"Start {exercise.title}" for exercise in MOBILITY
    ]


# What is started.


def test_a_whole_round_by_keys_alone(shell: Shell, page: TodayPage) -> None:
    shell.press(KEY.Key_Return)
    before = shell.window.pages.before
    assert shell.shows(before)
    assert shell.has_focus(before.start_button)

    shell.press(KEY.Key_Return)

    session = shell.window.pages.session
    assert shell.shows(session)
    assert {phase.exercise_index for phase in session.controller.phases} == set(range(5))
    shell.press(KEY.Key_Escape)
    assert session.message is not None
    session.message.answer(1)
    shell.leave_session()
    assert shell.shows(page)
    assert shell.has_focus(page.start_button)


def test_a_whole_round_by_mouse_alone(shell: Shell, page: TodayPage) -> None:
    shell.click_in_window(page.start_button)
    shell.click_in_window(shell.window.pages.before.start_button)

    assert shell.shows(shell.window.pages.session)


def test_after_a_session_the_rings_are_filled_anew(shell: Shell, page: TodayPage) -> None:
    shell.click(page.row("pelvic-rocking").start_button)
    shell.click(shell.window.pages.before.start_button)
    did(shell, LIBRARY.exercise("pelvic-rocking"))

    shell.leave_session()

    assert shell.shows(page)
    assert page.row("pelvic-rocking").ring.words == "1 of 3 today"


def test_one_exercise_starts_at_once_where_nobody_wants_to_be_asked(
    shell: Shell, page: TodayPage
) -> None:
    shell.workspace.preferences.ask_pain_before = False
    shell.click(page.row("childs-pose").start_button)

    assert shell.shows(shell.window.pages.session)


def test_a_line_leads_to_its_exercise_and_back_to_the_line(shell: Shell, page: TodayPage) -> None:
    face = page.row("sitting-rocking").face
    shell.click(face)

    exercise = shell.window.pages.exercise
    assert shell.shows(exercise)
    assert exercise.back_button.text() == "Today"
    assert shell.window.bars.rail.item("today").is_chosen
    shell.click(exercise.back_button)
    assert shell.shows(page)
    assert shell.has_focus(face)


def test_a_session_from_the_exercise_page_leads_back_there_and_then_to_today(
    shell: Shell, page: TodayPage
) -> None:
    shell.click(page.row("sitting-rocking").face)
    shell.start()
    shell.leave_session()
    assert shell.shows(shell.window.pages.exercise)

    shell.press(KEY.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert shell.shows(page)


# The programme.


def test_without_an_exercise_there_is_one_sentence_and_one_button(
    shell: Shell, page: TodayPage
) -> None:
    shell.workspace.change_programme(Programme().with_exercises([]))
    page.refresh()

    assert page.rows == []
    assert page.start_button.text() == "Choose exercises"
    assert not page.change_button.isVisible()
    shell.click(page.start_button)
    programme = shell.window.pages.programme
    assert shell.shows(programme)

    shell.click(programme.rows["bridging"].tick)
    shell.click(programme.back_button)

    assert [row.exercise.id for row in page.rows] == ["bridging"]
    assert page.hero.title.text() == "Your round for today"
    assert page.start_button.text().startswith("Start, about ")
    assert page.change_button.isVisible()
    assert page.start_button.property("kind") == "main"


def test_a_changed_dose_is_on_its_line(shell: Shell, page: TodayPage) -> None:
    shell.click(page.row("childs-pose").face)
    shell.window.pages.exercise.dose.stepper("reps").stepUp()
    shell.window.navigation.back()

    assert page.row("childs-pose").face.lines[1] == "6 times, hold 10 s"


# Days.


@pytest.mark.parametrize(
    ("before", "after", "day"),
    [
        # Midnight.
        (datetime(2026, 3, 2, 23, 59, tzinfo=UTC), datetime(2026, 3, 3, 0, 0, tzinfo=UTC), 3),
        # The clocks go forward in the night.
        (
            datetime(2026, 3, 28, 23, 59, tzinfo=UTC),
            datetime(2026, 3, 29, 2, 1, tzinfo=timezone(timedelta(hours=1))),
            29,
        ),
        # The laptop lands where it is still the day before.
        (
            datetime(2026, 3, 3, 1, 0, tzinfo=UTC),
            datetime(2026, 3, 2, 20, 1, tzinfo=timezone(timedelta(hours=-5))),
            2,
        ),
    ],
)
def test_another_day_is_noticed_while_the_page_is_open(
    shell: Shell,
    page: TodayPage,
    qtbot: QtBot,
    before: datetime,
    after: datetime,
    day: int,
) -> None:
    shell.clock.set_now(before)
    did_rounds(shell, 2, before - timedelta(minutes=30))
    page.refresh()
    shell.clock.set_now(after)

    page._watch.setInterval(1)
    qtbot.waitUntil(lambda: page.rounds is not None and page.rounds.day == after.date())

    assert page.rounds is not None
    assert page.rounds.day.day == day
    assert page.hero.title.text() == "Round 1 of 4"
    assert f" {day} March" in page.date.text()


def test_nothing_is_watched_while_another_page_is_in_sight(shell: Shell, page: TodayPage) -> None:
    assert page._watch.isActive()
    shell.window.show_page("library")
    assert not page._watch.isActive()

    shell.clock.advance(24 * 3_600_000)
    shell.window.show_page("today")

    assert page.date.text() == "Tuesday 3 March"


def test_a_round_started_after_midnight_is_the_new_days(shell: Shell, page: TodayPage) -> None:
    did_rounds(shell, 2)
    page.refresh()
    shell.clock.advance(24 * 3_600_000)

    shell.click(page.start_button)

    assert shell.window.pages.before.title.text() == "Round 1 of 4"


# The diary, which comes late or not at all.


def test_the_diary_is_opened_only_once_the_window_was_painted(
    qtbot: QtBot, look: Look, tmp_path: Path
) -> None:
    shell = Shell(look, tmp_path)
    qtbot.addWidget(shell.window)
    plain = shell.workspace
    opened: list[str] = []
    seen: list[list[str]] = []

    def open_diary() -> Diary:
        opened.append("diary")
        return plain.diary

    shell.workspace = Workspace(open_diary, Programme(), plain.preferences, shell.kept.append)
    shell.window.set_workspace(shell.workspace)
    shell.window.in_sight.connect(lambda: seen.append(list(opened)))
    shell.show(qtbot)
    page = shell.window.pages.today
    qtbot.waitUntil(lambda: page.rounds is not None)

    assert seen == [[]]
    assert opened == ["diary"]
    assert counts(page)[0] == "0 of 4 today"
    shell.close()


def test_start_pressed_before_the_diary_was_read_starts_the_right_round(
    shell: Shell, page: TodayPage
) -> None:
    did_rounds(shell, 1)
    page.set_workspace(shell.workspace)
    assert page.rounds is None
    assert counts(page) == [""] * 5
    assert page.start_button.text() == "Start next round"

    shell.click(page.start_button)

    assert shell.window.pages.before.title.text() == "Round 2 of 4"


def test_a_diary_that_cannot_be_read_is_said_and_a_round_can_be_done_all_the_same(
    shell: Shell, page: TodayPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fault(
        diary: Diary, _since: date | None = None, _until: date | None = None
    ) -> Mapping[date, Mapping[str, int]]:
        raise DiaryError(diary.path, "The disk gave a fault.")

    with monkeypatch.context() as disk:
        disk.setattr(Diary, "completions", fault)
        page.refresh()
        assert "The disk gave a fault." in read(page)
        shell.click(page.start_button)
        assert shell.shows(shell.window.pages.before)
        shell.window.navigation.back()

    page.refresh()
    assert "The disk gave a fault." not in read(page)


def test_only_a_diary_with_a_file_is_called_saved(
    shell: Shell, page: TodayPage, tmp_path: Path
) -> None:
    saved = "Saved on this computer only"
    assert saved not in read(page)

    shell.window.set_workspace(demo := shell.make_workspace(is_demo=True))
    assert saved not in read(page)

    own = Workspace(
        Diary.open(tmp_path / "diary.sqlite"),
        Programme(),
        shell.workspace.preferences,
        shell.kept.append,
    )
    shell.window.set_workspace(own)
    assert saved in read(page)
    shell.window.set_workspace(shell.workspace)
    demo.close()
    own.close()
