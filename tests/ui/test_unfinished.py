"""After a crash the window asks about the session that was cut off, and does what is answered."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from backrehab.core.diary import Outcome, SetDone, planned_entries
from backrehab.core.engine import Engine, State
from backrehab.core.model import Programme
from backrehab.core.routine import Routine, make_routine
from backrehab.storage.diary import Diary
from backrehab.storage.routine_text import routine_to_text
from backrehab.ui.message import Message
from backrehab.ui.session_record import SessionRecord
from tests.fakes import ManualClock
from tests.ui.shell import LIBRARY, Shell, settle

LEGS = make_routine(
    "Round 2 of 4",
    [LIBRARY.exercise(each) for each in ("bridging", "single-leg-stance")],
    Programme().with_changes("bridging", {"sets": 3, "reps": 2}),
)


def cut_off(
    diary: Diary, now: datetime, ms: int, *, routine: Routine = LEGS, plan: str | None = None
) -> None:
    """A session that ran so long up to `now`, and was never ended."""
    clock = ManualClock(now - timedelta(milliseconds=ms))
    planned = [
        planned_entries(exercise, each, position)
        for position, (exercise, each) in enumerate(
            zip(routine.exercises, routine.planned, strict=True), 1
        )
    ]
    text = routine_to_text(routine) if plan is None else plan
    record = SessionRecord(diary, clock, planned, LIBRARY.version, plan=text)
    engine = Engine(routine.phases)
    events = engine.start(clock.monotonic_ms())
    for _ in range(ms // 500):
        clock.advance(500)
        events += engine.advance(clock.monotonic_ms())
    for event in events:
        # The last moment of all, at which only the end itself is missing, is too late.
        if engine.state is not State.FINISHED:
            record.take(event)


@pytest.fixture
def diary(shell: Shell) -> Diary:
    return shell.workspace.diary


def question(shell: Shell) -> Message:
    shell.window.show_troubles()
    settle()
    (message,) = (each for each in shell.window.findChildren(Message) if each.isVisible())
    return message


def asks_nothing(shell: Shell) -> bool:
    shell.window.show_troubles()
    settle()
    return not any(each.isVisible() for each in shell.window.findChildren(Message))


def answers(message: Message) -> list[str]:
    return [button.text() for button in message.buttons]


def test_a_start_after_a_proper_end_asks_nothing(shell: Shell, diary: Diary) -> None:
    diary.end_session(
        diary.begin_session(shell.clock.now(), "1"), Outcome.STOPPED, shell.clock.now()
    )

    assert asks_nothing(shell)


def test_it_says_what_it_was_when_and_how_far(shell: Shell, diary: Diary) -> None:
    cut_off(diary, shell.clock.now(), 50_000)
    shell.clock.advance(10 * 60_000)

    message = question(shell)

    assert message.title.text() == "“Round 2 of 4” is not finished"
    assert message.text.text() == (
        "The program was cut off in the middle: today, 08:59.\n"
        "You were at exercise 1 of 2: Bridging, set 2 of 3.\n"
        "In your diary: 1 finished set."
    )
    assert answers(message) == ["Go on where you stopped", "Keep what was done", "Ask me later"]
    assert shell.has_focus(message.buttons[0])


def test_going_on_gets_ready_and_does_the_set_that_was_cut_off(shell: Shell, diary: Diary) -> None:
    cut_off(diary, shell.clock.now(), 50_000)
    (before,) = diary.sessions()

    shell.click(question(shell).buttons[0])

    session = shell.window.pages.session
    assert shell.shows(session)
    assert session.panel.verb.text() == "GET READY"
    assert session.panel.ring.number == "20"
    for _ in range(40):
        shell.clock.advance(500)
        session.controller.tick()
    assert session.panel.verb.text() == "LIFT"
    assert session.panel.count.text() == "Set 2 of 3"
    session.controller.stop()
    (after,) = diary.sessions()
    assert after.session_id == before.session_id
    assert after.entries[0].entry_id == before.entries[0].entry_id
    assert after.outcome is Outcome.STOPPED


def test_a_session_gone_on_with_runs_to_its_end_and_every_set_is_there(
    shell: Shell, diary: Diary
) -> None:
    cut_off(diary, shell.clock.now(), 50_000)
    shell.click(question(shell).buttons[0])
    session = shell.window.pages.session

    while session.controller.runs:
        shell.clock.advance(1_000)
        session.controller.tick()

    (after,) = diary.sessions()
    assert after.outcome is Outcome.COMPLETED
    assert [(entry.sets_timed, entry.outcome) for entry in after.entries] == [
        (3, Outcome.COMPLETED),
        (1, Outcome.COMPLETED),
        (1, Outcome.COMPLETED),
    ]
    assert diary.unfinished() is None


def test_it_goes_on_with_the_exercise_it_stopped_at(shell: Shell, diary: Diary) -> None:
    cut_off(diary, shell.clock.now(), 20_000 + 3 * 15_000 + 2 * 60_000 + 40_000 + 5_000)

    message = question(shell)
    assert "You were at exercise 2 of 2: Single leg stance, left side." in message.text.text()
    shell.click(message.buttons[0])

    session = shell.window.pages.session
    assert session.surface.title.text() == "Single leg stance"


def test_keeping_ends_it_as_it_stands(shell: Shell, diary: Diary) -> None:
    cut_off(diary, shell.clock.now(), 50_000)

    shell.click(question(shell).buttons[1])

    (session,) = diary.sessions()
    assert (session.outcome, session.entries[0].sets_timed) == (Outcome.STOPPED, 1)
    assert diary.unfinished() is None


@pytest.mark.parametrize("by_key", [True, False], ids=["Escape", "Ask me later"])
def test_closing_the_question_leaves_it_for_the_next_start(
    shell: Shell, diary: Diary, by_key: bool
) -> None:
    cut_off(diary, shell.clock.now(), 50_000)
    message = question(shell)

    if by_key:
        shell.press(Qt.Key.Key_Escape)
    else:
        shell.click(message.buttons[2])
    settle()

    assert diary.unfinished() is not None
    assert asks_nothing(shell)  # not again in this window


def test_after_half_a_day_it_is_only_kept_and_says_so(shell: Shell, diary: Diary) -> None:
    cut_off(diary, shell.clock.now(), 50_000)
    shell.clock.advance(13 * 3_600_000)

    message = question(shell)

    assert "That was more than 12 hours ago, so you can't go on with it." in message.text.text()
    assert answers(message) == ["Keep what was done"]
    shell.click(message.buttons[0])
    assert diary.unfinished() is None


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        ("", "You can't go on with it, but you can start again."),
        ("not what we write", "The exercises have changed since then."),
        (routine_to_text(LEGS).replace("bridging", "headstand"), "The exercises have changed"),
        (routine_to_text(LEGS).replace('"sets":3', '"sets":99'), "The exercises have changed"),
    ],
    ids=["no plan", "another plan", "an exercise that is gone", "a strange figure"],
)
def test_what_cant_be_gone_on_with_is_kept(
    shell: Shell, diary: Diary, plan: str, words: str
) -> None:
    cut_off(diary, shell.clock.now(), 50_000, plan=plan)

    message = question(shell)

    assert message.title.text() == "A session is not finished"
    assert words in message.text.text()
    assert "In your diary: 1 finished set." in message.text.text()
    assert answers(message) == ["Keep what was done"]


def test_a_session_that_lacks_only_its_end_gets_it_without_a_question(
    shell: Shell, diary: Diary
) -> None:
    routine = make_routine("Knees", [LIBRARY.exercise("lumbar-knee-rolling")], Programme())
    cut_off(diary, shell.clock.now(), 20_000 + 59_500, routine=routine)
    unfinished = diary.unfinished()
    assert unfinished is not None
    entry = unfinished.entries[0]
    diary.add_set(
        entry.entry_id, SetDone(1, 0, 0, 60_000, 60_000, 0, True, unfinished.last_seen_at)
    )

    assert asks_nothing(shell)

    (session,) = diary.sessions()
    assert session.outcome is Outcome.COMPLETED
    assert session.entries[0].outcome is Outcome.COMPLETED


def test_what_went_wrong_on_opening_is_read_first(shell: Shell, diary: Diary) -> None:
    cut_off(diary, shell.clock.now(), 50_000)
    shell.workspace.troubles = ("The programme file can't be read.",)

    trouble = question(shell)
    assert "programme file" in trouble.text.text()
    shell.click(trouble.buttons[0])

    (message,) = (each for each in shell.window.findChildren(Message) if each.isVisible())
    assert message.title.text() == "“Round 2 of 4” is not finished"


def test_the_demo_asks_about_nothing(shell: Shell) -> None:
    demo = shell.make_workspace(is_demo=True)
    cut_off(demo.diary, shell.clock.now(), 50_000)

    shell.window.set_workspace(demo)
    settle()

    assert not any(each.isVisible() for each in shell.window.findChildren(Message))
