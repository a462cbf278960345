"""Everything by keyboard: the order of reading, a ring one can see, the few keys that go far."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from backrehab.core.model import SoreSide
from tests.ui.shell import Shell, controls, name_of, settle

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def test_from_the_first_start_to_a_session_without_the_mouse(new_shell: Shell) -> None:
    window = new_shell.window
    assert new_shell.focus is window.pages.first_run.read_button
    new_shell.press(Qt.Key.Key_Return)
    assert new_shell.has_focus(window.pages.today.start_button)

    new_shell.press(Qt.Key.Key_2, CTRL)
    new_shell.tab_to(window.pages.library.card("bridging"))
    new_shell.press(Qt.Key.Key_Return)
    assert new_shell.shows(window.pages.exercise)

    page = window.pages.exercise
    new_shell.tab_to(page.dose.stepper("reps"))
    new_shell.press(Qt.Key.Key_Down)
    assert page.dose.stepper("reps").value() == 14
    new_shell.tab_to(page.start_button)
    new_shell.press(Qt.Key.Key_Space)
    assert new_shell.has_focus(window.pages.before.start_button)
    new_shell.press(Qt.Key.Key_Return)

    assert new_shell.shows(window.pages.session)
    assert window.pages.session.controller.runs
    assert new_shell.has_focus(window.pages.session.controls.pause_button)


def test_tab_walks_in_the_order_of_reading(shell: Shell) -> None:
    page = shell.open("bridging")
    order: list[QWidget] = [page.back_button]
    assert shell.focus is page.back_button
    for _ in range(6):
        shell.press(Qt.Key.Key_Tab)
        order.append(shell.focus)

    assert [name_of(it) for it in order] == [
        "Back to Library",
        "Pause clip",
        "Sets",
        "Times",
        "Hold",
        "Times a day",
        page.start_button.text(),
    ]


def test_every_control_of_a_page_is_reached_with_tab(shell: Shell) -> None:
    window = shell.window
    for name in ("today", "programme", "library", "settings", "help", "about"):
        window.show_page(name)
        settle()
        # Of a choice only one word is a stop; the arrows go to the others.
        # What can't be had, as a voice here, is no stop either.
        wanted = {
            it
            for it in controls(window)
            if it.isEnabled() and it.focusPolicy() & Qt.FocusPolicy.TabFocus
        }
        met = set()
        for _ in range(60):
            shell.press(Qt.Key.Key_Tab)
            met.add(shell.focus)
        missing = [name_of(it) for it in wanted - met]
        assert missing == [], name


def test_tab_stops_at_the_chosen_word_of_a_choice(shell: Shell) -> None:
    settings = shell.window.pages.settings
    shell.window.show_page("settings")

    shell.tab_to(settings.look_card.theme.button("light"))
    shell.press(Qt.Key.Key_Tab)
    assert shell.focus is settings.look_card.text_size.button("100")


def test_the_ring_shows_with_keys_and_goes_with_the_mouse(shell: Shell) -> None:
    window = shell.window
    assert not window.ring.isVisible()
    shell.press(Qt.Key.Key_Tab)
    assert window.ring.target is shell.focus

    around = window.ring.geometry()
    place = shell.focus.rect().translated(shell.focus.mapTo(window, shell.focus.rect().topLeft()))
    assert around.contains(place.adjusted(-3, -3, 3, 3) & window.rect())
    shell.click_in_window(window.bars.rail.item("diary"))
    assert not window.ring.isVisible()


def test_the_ring_follows_what_is_scrolled(shell: Shell) -> None:
    window = shell.window
    window.resize(1024, 600)
    window.show_page("library")
    settle()
    last = window.pages.library.card("femoral-nerve-gliding")
    shell.tab_to(last)

    ring = window.ring
    assert ring.target is last
    assert last.visibleRegion().boundingRect() == last.rect()
    before = ring.geometry()
    bar = window.pages.library.verticalScrollBar()
    bar.setValue(bar.value() - 40)
    assert ring.geometry().top() > before.top()


def test_a_choice_is_changed_with_the_arrow_keys(shell: Shell) -> None:
    window = shell.window
    window.show_page("settings")
    region = window.pages.settings.person.region
    shell.tab_to(region.button(region.choice()))
    before = shell.workspace.preferences.region
    shell.press(Qt.Key.Key_Right)

    assert shell.workspace.preferences.region != before


def test_the_keys_that_go_far(shell: Shell) -> None:
    window = shell.window
    for key, page in (
        (Qt.Key.Key_3, window.pages.diary),
        (Qt.Key.Key_4, window.pages.settings),
        (Qt.Key.Key_1, window.pages.today),
        (Qt.Key.Key_2, window.pages.library),
    ):
        shell.press(key, CTRL)
        assert shell.shows(page)
    window.open_exercise("bridging")
    shell.press(Qt.Key.Key_F1)
    assert shell.shows(window.pages.help)
    shell.press(Qt.Key.Key_Left, ALT)
    assert shell.shows(window.pages.exercise)
    shell.press(Qt.Key.Key_Left, ALT)
    assert shell.shows(window.pages.library)
    shell.press(Qt.Key.Key_F11)
    assert window.isFullScreen()
    shell.press(Qt.Key.Key_F11)
    assert not window.isFullScreen()


@pytest.mark.parametrize("way_back", ["Alt+Left", "Esc", "button"])
def test_a_session_obeys_its_keys_again_after_help(shell: Shell, way_back: str) -> None:
    shell.open("bridging")
    shell.start()
    pages = shell.window.pages
    session = pages.session

    def read_help() -> None:
        shell.press(Qt.Key.Key_F1)
        assert shell.shows(pages.help)
        if way_back == "Alt+Left":
            shell.press(Qt.Key.Key_Left, ALT)
        elif way_back == "Esc":
            shell.press(Qt.Key.Key_Escape)
        else:
            shell.click(pages.help.back_button)
        assert shell.shows(session)

    for key in (Qt.Key.Key_Space, Qt.Key.Key_PageDown, Qt.Key.Key_Return):
        read_help()
        assert session.controller.state == "paused"
        assert shell.has_focus(session.controls.pause_button)
        shell.press(key)
        assert session.controller.state == "leading_in"
    read_help()
    shell.press(Qt.Key.Key_Escape)
    question = session.message
    assert question is not None
    read_help()
    assert shell.has_focus(question.buttons[0])
    shell.press(Qt.Key.Key_Escape)
    assert session.message is None
    shell.leave_session()


def test_escape_leaves_help_for_where_it_was_asked_for(shell: Shell) -> None:
    pages = shell.window.pages
    shell.press(Qt.Key.Key_F1)
    shell.press(Qt.Key.Key_Escape)
    assert shell.shows(pages.today)

    shell.open("sciatic-nerve-gliding")
    shell.start()
    shell.press(Qt.Key.Key_F1)
    shell.press(Qt.Key.Key_Escape)
    assert shell.shows(pages.sore_side)
    assert shell.has_focus(pages.sore_side.buttons[SoreSide.LEFT])


def test_a_long_page_is_read_with_the_page_keys(shell: Shell) -> None:
    window = shell.window
    window.show_page("help")
    settle()
    bar = window.pages.help.verticalScrollBar()
    assert bar.value() == 0
    shell.press(Qt.Key.Key_PageDown)
    assert bar.value() > 0
    shell.press(Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    shell.press(Qt.Key.Key_Home)
    assert bar.value() == 0


def test_a_page_that_is_opened_begins_at_its_top(shell: Shell) -> None:
    window = shell.window
    window.show_page("about")
    settle()
    window.pages.about.verticalScrollBar().setValue(200)
    shell.press(Qt.Key.Key_F1)
    settle()
    assert window.pages.help.verticalScrollBar().value() == 0


def test_the_menu_of_small_screens_leads_to_every_page(shell: Shell) -> None:
    window = shell.window
    window.resize(800, 560)
    settle()
    assert window.bars.top_bar.isVisible()
    for name, page in (("diary", window.pages.diary), ("settings", window.pages.settings)):
        shell.click(window.bars.top_bar.menu)
        shell.tab_to(window.pages.menu.item(name))
        shell.press(Qt.Key.Key_Return)
        assert shell.shows(page)


def test_change_leads_from_the_bar_to_the_dose(shell: Shell) -> None:
    shell.window.resize(800, 560)
    settle()
    page = shell.open("bridging")
    shell.click(page.change_button)

    assert shell.focus is page.dose.stepper("sets")
    assert page.dose.stepper("sets").visibleRegion().boundingRect().height() > 40


def test_the_rail_says_which_page_is_open(shell: Shell) -> None:
    shell.window.show_page("diary")
    item = shell.window.bars.rail.item("diary")
    interface = QAccessible.queryAccessibleInterface(item)

    assert interface.text(QAccessible.Text.Description) == "You are here"
    assert not shell.window.bars.rail.item("library").is_chosen
