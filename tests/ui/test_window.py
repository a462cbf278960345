"""The window and its pages, used as a person uses them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from backrehab.core.cues import Cue
from backrehab.core.model import LIMITS, Programme, SoreSide
from backrehab.ui.library_card import ExerciseCard
from backrehab.ui.look import Look
from backrehab.ui.message import Message
from backrehab.ui.stepper import Stepper
from backrehab.ui.theme import DARK, LIGHT
from tests.ui.shell import LIBRARY, RESOURCES, Shell, in_sight, settle

BRIDGING = LIBRARY.exercise("bridging")
GLIDE = "sciatic-nerve-gliding"


def words_on(widget: QWidget) -> str:
    """Everything that can be read there."""
    seen = list(in_sight(widget))
    words = [it.text() for it in seen if isinstance(it, QLabel)]
    words += [line for it in seen if isinstance(it, ExerciseCard) for line in it.lines]
    return "\n".join(words)


# The first start


def test_the_notice_comes_once_with_the_purpose_and_every_rule_when_to_stop(
    new_shell: Shell,
) -> None:
    window = new_shell.window
    assert new_shell.shows(window.pages.first_run)
    assert not window.bars.rail.isVisible()
    words = words_on(window)
    assert LIBRARY.notices.intended_purpose in words
    for rule in LIBRARY.notices.stop_now:
        assert rule in words

    new_shell.click(window.pages.first_run.read_button)

    assert new_shell.shows(window.pages.today)
    assert new_shell.workspace.preferences.first_run_read
    window.set_workspace(new_shell.workspace)
    assert new_shell.shows(window.pages.today)


def test_an_exercise_asked_for_at_the_first_start_waits_for_the_notice(new_shell: Shell) -> None:
    window = new_shell.window
    window.open_exercise("bridging")
    assert new_shell.shows(window.pages.first_run)

    new_shell.click(window.pages.first_run.read_button)

    assert new_shell.shows(window.pages.exercise)
    assert window.pages.exercise.exercise is BRIDGING


def test_keys_cannot_walk_past_the_notice(new_shell: Shell) -> None:
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4):
        new_shell.press(key, Qt.KeyboardModifier.ControlModifier)
    new_shell.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)

    assert new_shell.shows(new_shell.window.pages.first_run)


@pytest.mark.parametrize("where", ["help", "about"])
def test_the_notice_can_be_read_again(shell: Shell, where: str) -> None:
    window = shell.window
    window.show_page("settings")
    window.show_page(where)
    page = window.pages.help if where == "help" else window.pages.about

    page.notice_button.click()
    assert shell.shows(window.pages.first_run)

    shell.click(window.pages.first_run.read_button)
    assert shell.shows(page)


# The library


def test_the_library_shows_every_exercise_with_its_dose(shell: Shell) -> None:
    shell.window.show_page("library")
    words = words_on(shell.window.pages.library)

    for section in LIBRARY.sections:
        assert section.title in words
        assert section.purpose in words
    for exercise in LIBRARY.exercises:
        assert exercise.title in words
    assert "1 to 3 sets of 15" in words
    assert words.count(LIBRARY.notices.not_from_page) == sum(
        not exercise.from_page for exercise in LIBRARY.exercises
    )
    assert LIBRARY.notices.where_to_begin in words


def test_a_card_opens_its_exercise_and_back_returns_to_the_card(shell: Shell) -> None:
    page = shell.open("bridging")
    assert page.title.text() == "Bridging"
    assert all(step in words_on(page) for step in BRIDGING.steps)
    assert all(caution in words_on(page) for caution in BRIDGING.cautions)
    assert all(thing in words_on(page) for thing in BRIDGING.kit)
    assert all(line in words_on(page) for line in BRIDGING.progressions)

    shell.click(page.back_button)

    assert shell.shows(shell.window.pages.library)
    assert shell.focus is shell.window.pages.library.card("bridging")


# The dose


def test_a_changed_dose_is_kept_and_the_page_value_stays_beside_it(shell: Shell) -> None:
    page = shell.open("bridging")
    start_before = page.start_button.text()

    stepper = page.dose.stepper("sets")
    QTest.mouseClick(stepper, Qt.MouseButton.LeftButton, pos=centre(stepper.plus_place()))

    assert stepper.value() == 2
    assert shell.kept[-1].changes_of("bridging") == {"sets": 2}
    assert shell.workspace.programme.changes_of("bridging") == {"sets": 2}
    assert "Page: 1, building up to 3" in words_on(page)
    assert page.start_button.text() != start_before
    shell.click(page.back_button)
    assert "2 sets of 15, hold 3 s" in words_on(shell.window.pages.library)
    assert "Your own dose" in words_on(shell.window.pages.library)
    page = shell.open("bridging")
    assert page.dose.stepper("sets").value() == 2


def test_back_to_page_values_forgets_the_own_figures(shell: Shell) -> None:
    page = shell.open("bridging")
    assert not page.dose.reset_button.isVisible()
    page.dose.stepper("reps").stepUp()
    page.dose.stepper("hold_seconds").stepDown()

    shell.click(page.dose.reset_button)

    assert page.dose.values() == {"sets": 1, "reps": 15, "hold_seconds": 3, "times_a_day": 1}
    assert shell.kept[-1] == Programme()
    assert not page.dose.reset_button.isVisible()
    assert page.dose.isAncestorOf(shell.focus)


def test_a_figure_set_back_by_hand_is_no_own_figure(shell: Shell) -> None:
    page = shell.open("bridging")
    page.dose.stepper("reps").stepUp()
    page.dose.stepper("reps").stepDown()

    assert shell.kept[-1] == Programme()


def test_our_own_figures_are_named_as_ours(shell: Shell) -> None:
    ours = LIBRARY.notices.default_figure[1:]
    for exercise in LIBRARY.exercises:
        shell.window.open_exercise(exercise.id)
        figures = [exercise.dose.figures[name] for name in exercise.dose.adjustable]
        has_ours = any(it.source == "default" for it in (*figures, exercise.times_a_day))

        assert (ours in words_on(shell.window.pages.exercise.dose)) == has_ours, exercise.id


def centre(place: QRectF) -> QPoint:
    return place.center().toPoint()


# The clip


def test_the_clip_plays_while_its_page_is_in_sight_and_stops_when_it_is_not(
    shell: Shell,
) -> None:
    page = shell.open("bridging")
    clip = RESOURCES / "videos" / BRIDGING.clip
    opened = [call for call in shell.player.calls if call[0] == "open"]
    assert opened[-1][1] == clip
    shell.player.send_picture()
    assert not page.clip.stage.picture().isNull()

    shell.window.show_page("settings")

    assert shell.player.calls[-1][0] == "stop"
    shell.window.navigation.back()
    shell.click(shell.window.bars.rail.item("library"))
    assert shell.player.calls[-1][0] == "stop"


def test_pause_clip_holds_the_picture_and_play_clip_goes_on(shell: Shell) -> None:
    page = shell.open("bridging")
    shell.click(page.clip.pause_button)
    assert ("hold",) in shell.player.calls
    assert page.clip.pause_button.text() == "Play clip"

    shell.click(page.clip.pause_button)
    assert shell.player.calls[-1] == ("resume",)
    assert page.clip.pause_button.text() == "Pause clip"


def test_a_clip_that_fails_leaves_the_steps_and_start(shell: Shell) -> None:
    page = shell.open("bridging")
    assert page.clip.stage.isVisible()

    shell.player.failed.emit("it is broken")

    assert not page.clip.has_clip
    assert "There is no clip here. Follow the steps." in words_on(page)
    assert all(step in words_on(page) for step in BRIDGING.steps)
    assert page.start_button.isEnabled()


# A session


def test_start_begins_the_session_with_the_own_dose(shell: Shell) -> None:
    page = shell.open("bridging")
    page.dose.stepper("reps").stepDown()

    shell.start()

    session = shell.window.pages.session
    assert shell.shows(session)
    assert not shell.window.bars.rail.isVisible()
    assert session.controller.runs
    assert sum(phase.kind == "move" for phase in session.controller.phases) == 14


def test_a_session_that_is_left_goes_back_to_its_exercise(shell: Shell) -> None:
    page = shell.open("bridging")
    shell.start()
    shell.leave_session()

    assert shell.shows(page)
    assert shell.window.bars.rail.isVisible() or shell.window.bars.top_bar.isVisible()


def test_the_sore_side_is_asked_once_and_kept(shell: Shell) -> None:
    page = shell.open(GLIDE)
    shell.start()
    assert shell.shows(shell.window.pages.sore_side)

    shell.click(shell.window.pages.sore_side.buttons[SoreSide.RIGHT])
    assert shell.shows(shell.window.pages.before)
    shell.click(shell.window.pages.before.start_button)

    assert shell.shows(shell.window.pages.session)
    assert shell.workspace.programme.sore_side is SoreSide.RIGHT
    assert shell.kept[-1].sore_side is SoreSide.RIGHT
    assert {phase.side for phase in shell.window.pages.session.controller.phases} <= {
        "right",
        None,
    }
    shell.leave_session()
    assert shell.shows(page)
    shell.start()
    assert shell.shows(shell.window.pages.session)


def test_help_is_there_while_the_sore_side_is_asked(shell: Shell) -> None:
    page = shell.window.pages.sore_side
    shell.open(GLIDE)
    shell.start()

    shell.click(page.help_button)
    assert shell.shows(shell.window.pages.help)
    shell.click(shell.window.pages.help.back_button)

    assert shell.shows(page)


def test_whoever_wants_to_be_asked_each_time_is(shell: Shell) -> None:
    page = shell.open(GLIDE)
    shell.start()
    shell.click(shell.window.pages.sore_side.each_time)
    shell.click(shell.window.pages.sore_side.buttons[SoreSide.LEFT])
    shell.click(shell.window.pages.before.start_button)
    assert shell.workspace.programme.sore_side is SoreSide.ASK
    assert {phase.side for phase in shell.window.pages.session.controller.phases} <= {"left", None}
    shell.leave_session()

    shell.start()
    assert shell.shows(shell.window.pages.sore_side)
    shell.click(shell.window.pages.sore_side.back_button)
    assert shell.shows(page)


# Help


@pytest.mark.parametrize("size", [(1366, 768), (1024, 600), (800, 560)])
def test_help_is_one_press_away_from_every_page(shell: Shell, size: tuple[int, int]) -> None:
    window = shell.window
    window.resize(*size)
    settle()
    for where in ("today", "programme", "library", "exercise", "diary", "settings", "about"):
        if where == "exercise":
            window.open_exercise("bridging")
        else:
            window.show_page(where)
        settle()
        in_rail = window.bars.rail.item("help")

        shell.click(in_rail if in_rail.isVisible() else window.bars.top_bar.help)

        assert shell.shows(window.pages.help), where
        for card in LIBRARY.help_regions[0].cards:
            assert all(sign in words_on(window.pages.help) for sign in card.signs)


def test_the_help_page_has_the_pain_guide_whole(shell: Shell) -> None:
    shell.window.show_page("help")
    words, guide = words_on(shell.window.pages.help), LIBRARY.pain_guide

    for band in guide.bands:
        assert f"{band.least} to {band.most}, {band.id}: {band.word}" in words
        assert band.text in words
    for change in guide.changes_in_red:
        assert change in words
    for rule in (guide.after_exercise, guide.next_day, guide.expectation, guide.medicines):
        assert rule in words


def test_f1_shows_help_in_a_session_which_waits(shell: Shell) -> None:
    shell.open("bridging")
    shell.start()
    shell.press(Qt.Key.Key_F1)

    window = shell.window
    assert shell.shows(window.pages.help)
    assert window.pages.session.controller.state == "paused"
    assert not window.bars.rail.isVisible()

    shell.click(window.pages.help.back_button)
    assert shell.shows(window.pages.session)
    assert window.pages.session.controller.state == "paused"


def test_another_region_has_its_own_numbers_everywhere_and_is_kept(shell: Shell) -> None:
    region = LIBRARY.help_regions[-1]
    window = shell.window
    window.show_page("help")

    window.pages.help.regions.button(region.id).click()
    settle()

    assert shell.workspace.preferences.region == region.id
    assert region.cards[1].action in words_on(window.pages.help)
    window.show_page("settings")
    assert window.pages.settings.person.region.choice() == region.id


# Settings


def test_theme_and_text_size_are_in_force_at_once_and_kept(shell: Shell, look: Look) -> None:
    settings = shell.window.pages.settings
    shell.window.show_page("settings")
    title = next(it for it in settings.findChildren(QLabel) if it.text() == "Settings")
    height = title.fontMetrics().height()

    settings.look_card.theme.button("dark").click()
    assert look.theme.tokens is DARK
    settings.look_card.text_size.button("150").click()
    settle()

    assert look.theme.text_percent == 150
    assert title.fontMetrics().height() > height
    assert shell.window.bars.top_bar.isVisible()
    preferences = shell.workspace.preferences
    assert (preferences.theme, preferences.text_percent) == ("dark", 150)
    settings.look_card.theme.button("light").click()
    assert look.theme.tokens is LIGHT


def test_sounds_are_set_and_can_be_tried_even_while_off(shell: Shell) -> None:
    settings = shell.window.pages.settings
    shell.window.show_page("settings")
    assert shell.tones.volume == 80
    settings.sound.volume.stepDown()
    assert shell.tones.volume == shell.workspace.preferences.volume == 70

    shell.click(settings.sound.sounds)
    assert not shell.tones.enabled
    assert not shell.workspace.preferences.sounds
    shell.click(settings.sound.try_button)

    assert shell.tones.played == [(Cue.GO, 70)]
    assert not shell.tones.enabled


def test_the_sore_side_can_be_changed_in_settings(shell: Shell) -> None:
    shell.window.show_page("settings")
    shell.window.pages.settings.person.sore_side.button("both").click()

    assert shell.kept[-1].sore_side is SoreSide.BOTH


def test_the_folder_with_the_notes_is_named_so_that_it_can_be_copied(
    shell: Shell, tmp_path: Path
) -> None:
    folder = shell.window.pages.settings.notes.folder

    assert folder.text() == str(tmp_path)
    assert folder.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard


def test_about_names_version_players_licences_and_who_did_not_approve_it(shell: Shell) -> None:
    shell.window.show_page("about")
    words = words_on(shell.window.pages.about)

    assert LIBRARY.notices.intended_purpose in words
    assert LIBRARY.notices.not_nhs in words
    for name in ("libVLC", "Qt Multimedia", "Lesser General Public", "Open Font", "ISC", "MIT"):
        assert name in words
    assert all(credit in words for credit in LIBRARY.notices.credits)


# The demo


def test_the_demo_bar_is_over_every_page_and_leads_out(shell: Shell, qtbot: QtBot) -> None:
    window = shell.window
    assert not window.bars.demo_bar.isVisible()
    with qtbot.waitSignal(window.demo_wanted, timeout=0) as wanted:
        window.show_page("settings")
        shell.click(window.pages.settings.demo.button)
    assert wanted.args == [True]

    window.set_workspace(shell.make_workspace(is_demo=True))
    for name in ("library", "diary", "settings", "help", "about"):
        window.show_page(name)
        assert window.bars.demo_bar.isVisible(), name
    shell.click(window.bars.rail.item("library"))
    shell.open("bridging")
    shell.start()
    assert window.bars.demo_bar.isVisible()
    with qtbot.waitSignal(window.demo_wanted, timeout=0) as wanted:
        shell.click(window.bars.demo_bar.leave_button)
    assert wanted.args == [False]
    assert not window.pages.session.controller.runs
    with qtbot.waitSignal(window.demo_wanted, timeout=0) as wanted:
        shell.click(window.bars.demo_bar.again_button)
    assert wanted.args == [True]


def test_the_demo_does_not_touch_the_own_programme(shell: Shell) -> None:
    demo = shell.make_workspace(is_demo=True)
    shell.window.set_workspace(demo)
    page = shell.open("bridging")
    page.dose.stepper("reps").stepUp()

    assert demo.programme.changes_of("bridging") == {"reps": 16}
    shell.window.set_workspace(shell.workspace)
    page = shell.open("bridging")
    assert page.dose.stepper("reps").value() == 15


class _Windows(QObject):
    """Takes down every widget that is shown as a window."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if (
            event.type() == QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
        ):
            self.shown.append(type(watched).__name__)
        return False


def test_no_part_of_a_page_flashes_up_as_a_window_of_its_own(shell: Shell) -> None:
    windows, app = _Windows(), QApplication.instance()
    assert app is not None
    app.installEventFilter(windows)

    for name in ("diary", "settings", "about", "help", "menu", "library"):
        shell.window.show_page(name)
    shell.open("bridging")
    shell.start()
    app.removeEventFilter(windows)

    assert windows.shown == []


# Troubles


def test_what_went_wrong_at_the_start_is_said_once(shell: Shell) -> None:
    shell.workspace.troubles = ("The diary can't be opened.",)
    shell.window.set_workspace(shell.workspace)

    (message,) = shell.window.findChildren(Message)
    assert "The diary can't be opened." in message.text.text()
    message.answer(0)
    settle()
    shell.window.hide()
    shell.window.show()
    assert not any(message.isVisible() for message in shell.window.findChildren(Message))


def test_a_toast_waits_until_the_session_is_left(shell: Shell) -> None:
    shell.open("bridging")
    toast = shell.window.toast
    toast.say("Said before")
    assert toast.isVisible()

    shell.start()
    assert not toast.isVisible()
    toast.say("Said meanwhile")
    assert not toast.isVisible()

    shell.leave_session()
    assert toast.isVisible()
    assert toast.label.text() == "Said meanwhile"


def test_a_dose_that_cannot_be_kept_is_said(shell: Shell) -> None:
    from backrehab.core.errors import ProgrammeError

    def refuse(programme: Programme) -> None:
        raise ProgrammeError(Path("programme.json"), "The disk is full.")

    shell.workspace.keep_programme = refuse
    page = shell.open("bridging")
    page.dose.stepper("reps").stepUp()

    assert shell.window.toast.isVisible()
    assert "The disk is full." in shell.window.toast.label.text()
    assert page.dose.stepper("reps").value() == 16


# The stepper


@pytest.fixture
def stepper(qtbot: QtBot, look: Look) -> Stepper:
    stepper = Stepper(look, "Hold", 3, LIMITS["hold_seconds"], lambda n: f"{n} s")
    qtbot.addWidget(stepper)
    stepper.show()
    return stepper


def test_up_and_down_change_a_figure_and_letters_do_not(stepper: Stepper) -> None:
    QTest.keyClick(stepper, Qt.Key.Key_Up)
    assert stepper.value() == 4
    QTest.keyClick(stepper, Qt.Key.Key_Down)
    QTest.keyClicks(stepper, "77")
    assert stepper.value() == 3


def test_a_figure_keeps_to_its_limits(stepper: Stepper) -> None:
    for _ in range(9):
        QTest.keyClick(stepper, Qt.Key.Key_Down)

    assert stepper.value() == LIMITS["hold_seconds"].least
    assert stepper.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_holding_the_plus_repeats_until_it_is_let_go(stepper: Stepper, qtbot: QtBot) -> None:
    place = centre(stepper.plus_place())
    QTest.mousePress(stepper, Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: stepper.value() >= 5, timeout=3_000)
    QTest.mouseRelease(stepper, Qt.MouseButton.LeftButton, pos=place)

    assert not stepper._repeat.isActive()


def test_a_screen_reader_hears_the_figure_and_what_the_page_says(shell: Shell) -> None:
    page = shell.open("bridging")
    interface = QAccessible.queryAccessibleInterface(page.dose.stepper("hold_seconds"))

    assert interface.role() == QAccessible.Role.SpinBox
    assert interface.text(QAccessible.Text.Name) == "Hold"
    assert interface.text(QAccessible.Text.Value) == "3 seconds, page says a few seconds"
