"""Goals in the person's own words, numbers whenever they like, and scores from the clinic."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from backrehab.core.goals import GOAL_WORDS_MOST
from backrehab.core.text import when_words
from backrehab.storage.goals import (
    add_clinic_score,
    add_goal,
    change_clinic_score,
    clinic_scores,
    goals,
    put_away_goal,
    reword_goal,
    score_goal,
)
from backrehab.ui.change_log import ChangeLog
from backrehab.ui.goals_page import GoalsPage
from backrehab.ui.theme import ThemeChoice
from tests.ui.shell import Shell, in_sight, name_of, settle

KEY = Qt.Key
SHOP = "Walk to the shop"


def words(widget: QWidget) -> list[str]:
    return [it.text() for it in in_sight(widget) if isinstance(it, QLabel)]


def opened(shell: Shell) -> GoalsPage:
    shell.window.show_page("diary")
    shell.window.show_page("goals")
    settle()
    return shell.window.pages.goals


def press(shell: Shell, button: QAbstractButton) -> None:
    """By mouse, wherever on the page it is."""
    shell.window.pages.goals.bring_into_sight(button)
    shell.click(button)


def own(shell: Shell) -> list[str]:
    return [goal.words for goal in goals(shell.workspace.diary)]


def named(inside: QWidget, name: str) -> QAbstractButton:
    (button,) = (it for it in inside.findChildren(QAbstractButton) if name_of(it) == name)
    return button


def numbers(shell: Shell) -> list[list[int]]:
    return [[it.score_0_10 for it in goal.scores] for goal in goals(shell.workspace.diary)]


@pytest.fixture
def page(shell: Shell) -> GoalsPage:
    """The page with one goal."""
    add_goal(shell.workspace.diary, SHOP, shell.clock.now())
    return opened(shell)


# The ways there.


def test_the_diary_leads_to_the_goals_even_while_it_is_empty(shell: Shell) -> None:
    shell.window.show_page("diary")
    shell.click(shell.window.pages.diary.parts.goals_button)

    assert shell.shows(shell.window.pages.goals)
    assert shell.window.pages.goals.back_button.text() == "Diary"
    shell.click(shell.window.pages.goals.back_button)
    assert shell.shows(shell.window.pages.diary)


def test_today_leads_to_the_goals_once_there_are_some(shell: Shell) -> None:
    today = shell.window.pages.today
    today.refresh()
    assert not today.goals_button.isVisible()

    add_goal(shell.workspace.diary, SHOP, shell.clock.now())
    today.refresh()
    shell.click(today.goals_button)
    assert shell.shows(shell.window.pages.goals)
    assert shell.window.pages.goals.back_button.text() == "Today"


# Goals.


def test_a_goal_is_typed_and_kept_by_keyboard_alone(shell: Shell) -> None:
    page = opened(shell)
    page.field.field.setFocus()
    page.field.field.setText(f"  {SHOP} ")
    shell.press(KEY.Key_Return)

    assert own(shell) == [SHOP]
    assert page.cards[0].words.text() == SHOP
    assert shell.has_focus(page.cards[0].number_button)
    assert page.field.text == ""


@pytest.mark.parametrize("typed", ["", "   ", "x" * (GOAL_WORDS_MOST + 1)])
def test_what_can_not_be_kept_is_said_beside_it(shell: Shell, typed: str) -> None:
    page = opened(shell)
    page.field.field.setText(typed)
    press(shell, page.add_button)

    assert own(shell) == []
    assert page.field.fault.isVisible()
    assert shell.has_focus(page.field.field)
    page.field.field.setText(SHOP)
    assert not page.field.fault.isVisible()


def test_with_five_goals_there_is_no_line_for_another(shell: Shell) -> None:
    for number in range(5):
        add_goal(shell.workspace.diary, f"Goal {number}", shell.clock.now())
    page = opened(shell)

    assert not page.field.isVisible()
    assert page.no_room.text() == "You have 5 goals. Put one away to make room for another."
    press(shell, page.cards[2].put_away_button)
    assert page.field.isVisible()
    assert not page.no_room.isVisible()


def test_a_goal_that_finds_no_room_any_more_is_said_in_words(
    shell: Shell, page: GoalsPage
) -> None:
    """Such as when others were kept since the page was read."""
    for number in range(4):
        add_goal(shell.workspace.diary, f"Goal {number}", shell.clock.now())
    page.field.field.setText("One too many")

    press(shell, page.add_button)

    assert shell.window.toast.label.text().startswith("You have 5 goals.")


def test_a_fault_of_ours_is_not_told_as_one_of_the_person(shell: Shell, page: GoalsPage) -> None:
    with pytest.raises(ValueError, match="not on the scale"):
        page._score(page.cards[0].goal, 11)

    assert numbers(shell) == [[]]


def test_a_number_by_mouse(shell: Shell, page: GoalsPage) -> None:
    card = page.cards[0]
    press(shell, card.number_button)
    scale = card.scale
    assert scale is not None
    assert (scale.none_words.text(), scale.most_words.text()) == (
        "0 is: I can't do it",
        "10 is: I can do it as before",
    )
    assert not card.save_button.isVisible()
    press(shell, scale.buttons[4])
    assert numbers(shell) == [[]], "a stray press is no answer"
    press(shell, card.save_button)

    assert numbers(shell) == [[4]]
    assert words(card)[-2:] == ["4", "Today, 09:00"]
    shell.click(shell.window.toast.undo_button)
    assert numbers(shell) == [[]]


def test_a_number_by_keyboard_alone(shell: Shell, page: GoalsPage) -> None:
    card = page.cards[0]
    card.number_button.setFocus()
    shell.press(KEY.Key_Space)
    for _ in range(3):
        shell.press(KEY.Key_Right)
    shell.press(KEY.Key_Tab)
    assert shell.has_focus(card.save_button)
    shell.press(KEY.Key_Return)

    assert numbers(shell) == [[3]]
    assert shell.has_focus(card.number_button)


def test_numbers_are_listed_with_their_days_and_nothing_else(shell: Shell) -> None:
    diary, now = shell.workspace.diary, shell.clock.now()
    goal = add_goal(diary, SHOP, now)
    for days, number in ((9, 2), (6, 5), (2, 4), (1, 3)):
        score_goal(diary, goal, number, now - timedelta(days=days))
    page = opened(shell)
    card = page.cards[0]

    assert words(card) == [
        SHOP,
        "Your numbers",
        *("3", "Yesterday, 09:00"),
        *("4", "Sat 28 Feb, 09:00"),
        *("5", "Tue 24 Feb, 09:00"),
    ]
    assert card.more_button.text() == "Show all 4 numbers"
    press(shell, card.more_button)
    assert words(card)[-2:] == ["2", "Sat 21 Feb, 09:00"]
    press(shell, card.more_button)
    assert len(card.rows) == 3


def test_a_number_can_be_taken_out_and_put_back(shell: Shell, page: GoalsPage) -> None:
    score_goal(shell.workspace.diary, page.cards[0].goal.goal_id, 7, shell.clock.now())
    page.refresh()
    settle()
    [button] = page.cards[0].rows[0].findChildren(QAbstractButton)
    assert name_of(button) == f"Take out 7, Today, 09:00: {SHOP}"
    press(shell, button)
    assert numbers(shell) == [[]]

    shell.click(shell.window.toast.undo_button)
    assert numbers(shell) == [[7]]


def test_a_number_taken_out_by_keyboard_is_put_back_by_ctrl_z(
    shell: Shell, page: GoalsPage
) -> None:
    score_goal(shell.workspace.diary, page.cards[0].goal.goal_id, 7, shell.clock.now())
    page.refresh()
    settle()
    [button] = page.cards[0].rows[0].findChildren(QAbstractButton)
    shell.tab_to(button)
    shell.press(KEY.Key_Return)
    assert numbers(shell) == [[]]
    assert shell.has_focus(page.cards[0].number_button)

    shell.press(KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert numbers(shell) == [[7]]


def test_ctrl_z_is_the_text_fields_own_once_something_was_typed_there(
    shell: Shell, page: GoalsPage
) -> None:
    undo = (KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    press(shell, page.cards[0].put_away_button)
    field = page.field.field
    assert shell.has_focus(field)
    shell.press(KEY.Key_A)
    shell.press(*undo)
    assert (field.text(), own(shell)) == ("", [])

    shell.press(KEY.Key_A)
    page.field.show_text("")
    shell.press(*undo)
    assert own(shell) == [SHOP]


def test_the_tab_key_goes_through_the_goals_as_they_are_read(shell: Shell) -> None:
    diary, now = shell.workspace.diary, shell.clock.now()
    for goal in (SHOP, "Sit through a film"):
        goal_id = add_goal(diary, goal, now)
        for number in range(4):
            score_goal(diary, goal_id, number, now)
    page = opened(shell)
    press(shell, page.cards[0].more_button)

    page.cards[0].number_button.setFocus()
    heard = [name_of(shell.focus)]
    while not shell.has_focus(page.cards[1].number_button):
        shell.press(KEY.Key_Tab)
        heard.append(name_of(shell.focus))
    assert heard == [
        f"Give it a number, 0 to 10: {SHOP}",
        f"Change the words: {SHOP}",
        f"Put away: {SHOP}",
        *(f"Take out {number}, Today, 09:00: {SHOP}" for number in (3, 2, 1, 0)),
        f"Show fewer: {SHOP}",
        "Give it a number, 0 to 10: Sit through a film",
    ]


def test_words_can_be_changed_and_left_as_they_were(shell: Shell, page: GoalsPage) -> None:
    card = page.cards[0]
    press(shell, card.change_button)
    assert shell.has_focus(card.field.field)
    assert card.field.text == SHOP
    card.field.field.setText("Something else")
    press(shell, card.keep_words_button)
    assert own(shell) == [SHOP]

    press(shell, card.change_button)
    card.field.field.setText("Walk to the park")
    shell.press(KEY.Key_Return)
    assert own(shell) == ["Walk to the park"]
    assert card.words.text() == "Walk to the park"
    assert shell.has_focus(card.change_button)


def test_put_away_a_goal_keeps_its_numbers_and_can_come_back(
    shell: Shell, page: GoalsPage
) -> None:
    score_goal(shell.workspace.diary, page.cards[0].goal.goal_id, 7, shell.clock.now())
    page.refresh()
    assert not page.away.isVisible()
    press(shell, page.cards[0].put_away_button)
    assert own(shell) == []
    assert shell.has_focus(page.field.field)

    assert page.away.open_button.text() == "Show what you put away (1)"
    press(shell, page.away.open_button)
    assert words(page.away) == ["Put away", SHOP, "7 (Today, 09:00)"]
    assert name_of(page.away.back_buttons[0]) == f"Bring back: {SHOP}"
    press(shell, page.away.back_buttons[0])
    assert own(shell) == [SHOP]
    assert numbers(shell) == [[7]]
    assert not page.away.isVisible()


def test_undo_brings_a_put_away_goal_back(shell: Shell, page: GoalsPage) -> None:
    press(shell, page.cards[0].put_away_button)
    shell.click(shell.window.toast.undo_button)

    assert own(shell) == [SHOP]
    assert [card.words.text() for card in page.cards] == [SHOP]


def test_with_five_goals_none_can_come_back(shell: Shell) -> None:
    diary, now = shell.workspace.diary, shell.clock.now()
    put_away_goal(diary, add_goal(diary, "Old", now), now)
    for number in range(5):
        add_goal(diary, f"Goal {number}", now)
    page = opened(shell)
    press(shell, page.away.open_button)

    assert not page.away.back_buttons


# Scores from the clinic.


def test_a_score_is_typed_with_its_day_and_listed(shell: Shell) -> None:
    page = opened(shell)
    press(shell, page.scores.add_button)
    assert shell.has_focus(page.scores.name.field)
    assert page.scores.day.text == "02/03/2026"
    assert not page.scores.day.fault.isVisible()
    page.scores.name.field.setText("Walking test")
    page.scores.value.field.setText("412 metres")
    press(shell, page.scores.day.fewer_button)
    press(shell, page.scores.save_button)

    [score] = clinic_scores(shell.workspace.diary)
    assert (score.name, score.value) == ("Walking test", "412 metres")
    assert score.on_day == shell.clock.now().date() - timedelta(days=1)
    assert words(page.scores)[-2:] == ["Walking test: 412 metres", "Yesterday"]
    assert shell.has_focus(page.scores.add_button)


@pytest.mark.parametrize(
    ("name", "value", "day"),
    [
        ("", "4", "01/03/2026"),
        ("Test", " ", "01/03/2026"),
        ("Test", "4" * 41, "01/03/2026"),
        ("Test", "4", "soon"),
        ("Test", "4", "03/03/2026"),
    ],
)
def test_a_score_that_can_not_be_kept_is_not(
    shell: Shell, name: str, value: str, day: str
) -> None:
    page = opened(shell)
    press(shell, page.scores.add_button)
    page.scores.name.field.setText(name)
    page.scores.value.field.setText(value)
    page.scores.day.field.setText(day)
    press(shell, page.scores.save_button)

    assert clinic_scores(shell.workspace.diary) == ()
    faults = (page.scores.name.fault, page.scores.value.fault, page.scores.day.fault)
    assert [fault.isVisible() for fault in faults].count(True) == 1


def test_a_score_can_be_changed_taken_out_and_put_back(shell: Shell) -> None:
    diary, now = shell.workspace.diary, shell.clock.now()
    add_clinic_score(diary, "Walking test", "412", now.date(), now)
    page = opened(shell)
    change, take_out = page.scores.rows[0].findChildren(QAbstractButton)
    assert (name_of(change), name_of(take_out)) == (
        "Change Walking test, Today",
        "Take out Walking test, Today",
    )
    press(shell, change)
    page.scores.value.field.setText("420")
    shell.press(KEY.Key_Tab)
    press(shell, page.scores.save_button)
    assert [score.value for score in clinic_scores(diary)] == ["420"]

    take_out = named(page.scores.rows[0], "Take out Walking test, Today")
    press(shell, take_out)
    assert clinic_scores(diary) == ()
    assert not page.scores.rows
    shell.click(shell.window.toast.undo_button)
    assert [score.value for score in clinic_scores(diary)] == ["420"]


# What was changed.


def test_what_was_changed_of_a_goal_is_folded_under_it(shell: Shell, page: GoalsPage) -> None:
    card = page.cards[0]
    assert not card.log.isVisible()
    press(shell, card.change_button)
    card.field.field.setText("Walk to the shop and back")
    shell.press(KEY.Key_Return)

    card = page.cards[0]
    assert card.log.isVisible()
    assert not card.log.lines.isVisible()
    assert name_of(card.log.button) == "What was changed: Walk to the shop and back"
    press(shell, card.log.button)
    when = when_words(shell.clock.now(), shell.clock.now().date())
    assert card.log.lines.text() == (
        f"{when}. Words: Walk to the shop and back, before that {SHOP}."
    )
    assert card.log.lines in list(in_sight(page))


def test_a_goal_that_was_put_away_and_is_back_says_when(shell: Shell, page: GoalsPage) -> None:
    press(shell, page.cards[0].put_away_button)
    shell.click(shell.window.toast.undo_button)

    press(shell, page.cards[0].log.button)

    when = when_words(shell.clock.now(), shell.clock.now().date())
    assert page.cards[0].log.lines.text().splitlines() == [
        f"{when}. Put away.",
        f"{when}. Brought back.",
    ]


def test_what_was_changed_of_a_score_is_folded_under_it(shell: Shell) -> None:
    diary, now = shell.workspace.diary, shell.clock.now()
    score_id = add_clinic_score(diary, "Walking test", "412", now.date(), now)
    change_clinic_score(diary, score_id, "Walking test", "420", now.date(), now)
    page = opened(shell)
    log = page.scores.rows[0].findChild(ChangeLog)
    assert log is not None

    press(shell, log.button)

    assert name_of(log.button) == "Hide what was changed: Walking test, Today"
    assert log.lines.text().endswith("Score: 420, before that 412.")


# Whose they are, and how it looks.


def test_the_demo_has_goals_of_its_own(shell: Shell, page: GoalsPage) -> None:
    page.field.field.setText("Half typed")
    demo = shell.make_workspace(is_demo=True)
    shell.window.set_workspace(demo)
    assert opened(shell).cards == []
    assert page.field.text == "", "nothing that was typed goes over to somebody else"
    demo.diary.close()


@pytest.mark.parametrize(
    ("size", "percent"), [((1366, 768), 100), ((1024, 600), 100), ((1024, 600), 200)]
)
def test_everything_can_be_reached_and_nothing_is_cut(
    shell: Shell, size: tuple[int, int], percent: int
) -> None:
    diary, now = shell.workspace.diary, shell.clock.now()
    goal = add_goal(diary, "Carry both bags up the stairs " * 6, now)
    reword_goal(diary, goal, "Carry both bags up all the stairs " * 5, now)
    score_goal(diary, goal, 10, now)
    name = "A score with quite a long name " * 3
    score = add_clinic_score(diary, name, "34 of 100", now.date(), now)
    change_clinic_score(diary, score, name, "36 of 100", now.date(), now)
    shell.look.apply(ThemeChoice.DARK, percent)
    shell.window.resize(*size)
    page = opened(shell)
    page.cards[0].number_button.click()
    page.scores.add_button.click()
    for log in page.findChildren(ChangeLog):
        log.button.click()
    settle()

    width = page.viewport().width()
    for part in in_sight(page.content):
        place = part.mapTo(page.viewport(), part.rect().topLeft())
        assert place.x() >= 0, part
        assert place.x() + part.width() <= width, part
        if isinstance(part, QLabel) and part.wordWrap():
            assert part.height() >= part.heightForWidth(part.width()), part.text()
        if isinstance(part, QAbstractButton):
            assert min(part.width(), part.height()) >= 44, name_of(part)
