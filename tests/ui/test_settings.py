"""Settings are in force at once, kept, and say why something can't be had."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from backrehab.core.cues import Cue
from backrehab.core.model import TIME_LIMITS, Programme
from backrehab.core.session_times import DEFAULT_TIMES, SessionTimes
from backrehab.cues.tones import Tones
from backrehab.cues.voice import Lack, Voice
from backrehab.storage.diary import Diary
from backrehab.ui.displays import Display
from backrehab.ui.preferences import AskWorst, Preferences, ReducedMotion
from backrehab.ui.reflow import Room
from backrehab.ui.settings.times_card import NAMES
from backrehab.ui.settings.tones_card import KINDS
from backrehab.ui.settings_page import SettingsPage
from backrehab.ui.workspace import Workspace
from tests.fakes import ManualClock
from tests.ui.mat import make_look
from tests.ui.shell import LIBRARY, FakeTones


class FakeVoice(QObject):
    """Remembers what would have been said."""

    ready_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.lack = Lack.NOTHING
        self.said: list[str] = []

    def try_out(self, words: str) -> None:
        self.said.append(words)


class Settings:
    """The page with what it changes."""

    def __init__(self, qtbot: QtBot, *, has_voice: bool = True) -> None:
        self.tones = FakeTones()
        self.voice = FakeVoice()
        self.preferences = Preferences(None)
        self.workspace = Workspace(
            Diary.in_memory(), Programme(), self.preferences, lambda _programme: None
        )
        self.page = SettingsPage(
            make_look(),
            ManualClock(),
            LIBRARY,
            cast(Tones, self.tones),
            Path("notes"),
            voice=cast(Voice, self.voice) if has_voice else None,
        )
        qtbot.addWidget(self.page)
        self.sounds_chosen: list[bool] = []
        self.times_chosen: list[SessionTimes] = []
        self.page.sound_chosen.connect(lambda: self.sounds_chosen.append(True))
        self.page.times_chosen.connect(self.times_chosen.append)
        self.page.show_workspace(self.workspace)

    def show(self) -> None:
        self.page.resize(900, 800)
        self.page.arrange(Room(900, 800, 100))
        self.page.show()


@pytest.fixture
def settings(qtbot: QtBot) -> Iterator[Settings]:
    settings = Settings(qtbot)
    settings.show()
    yield settings
    settings.page.close()
    settings.workspace.close()


def test_every_kind_of_tone_has_a_switch_of_its_own(settings: Settings) -> None:
    card = settings.page.tones
    assert {cue for cue, _ in KINDS} == set(Cue) == set(card.switches)

    card.switches[Cue.TICK].click()
    card.switches[Cue.REST].click()
    assert settings.preferences.cue_kinds_off == {Cue.TICK, Cue.REST}

    card.switches[Cue.REST].click()
    assert settings.preferences.cue_kinds_off == {Cue.TICK}
    assert len(settings.sounds_chosen) == 3


@pytest.mark.parametrize("cue", Cue)
def test_every_kind_can_be_heard_even_while_switched_off(settings: Settings, cue: Cue) -> None:
    settings.preferences.cue_kinds_off = set(Cue)
    settings.tones.enabled = False

    settings.page.tones.try_buttons[cue].click()

    assert [played for played, _ in settings.tones.played] == [cue]


def test_what_is_set_is_shown_and_showing_it_changes_nothing(settings: Settings) -> None:
    settings.preferences.cue_kinds_off = {Cue.HOLD}
    settings.preferences.voice = False
    settings.preferences.ask_pain_before = False
    settings.preferences.ask_worst = AskWorst.NEVER
    settings.preferences.reduced_motion = ReducedMotion.ON
    page = settings.page

    page.show_workspace(settings.workspace)

    assert [cue for cue, it in page.tones.switches.items() if not it.isChecked()] == [Cue.HOLD]
    assert (page.sound.voice.isChecked(), page.sound.counts.isChecked()) == (False, True)
    assert (page.pain.before.isChecked(), page.pain.worst.choice()) == (False, "never")
    assert page.look_card.motion.choice() == "on"
    assert (settings.sounds_chosen, settings.times_chosen) == ([], [])


def test_the_voice_and_its_counting_are_switched_one_by_one_and_tried(settings: Settings) -> None:
    card = settings.page.sound
    card.counts.click()
    assert (settings.preferences.voice, settings.preferences.voice_counts) == (True, False)
    card.voice.click()
    assert (settings.preferences.voice, settings.preferences.voice_counts) == (False, False)

    card.try_voice.click()

    assert settings.voice.said == ["Lift. Three."]


@pytest.mark.parametrize(
    ("lack", "words"),
    [
        (Lack.NO_VOICE, "This computer has no voice that programs can use."),
        (Lack.NO_ENGLISH, "This computer has no English voice."),
    ],
)
def test_a_voice_that_cannot_be_had_is_greyed_with_its_reason(
    qtbot: QtBot, lack: Lack, words: str
) -> None:
    settings = Settings(qtbot)
    settings.voice.lack = lack
    settings.show()
    card = settings.page.sound

    for switch in (card.voice, card.counts):
        assert not switch.isEnabled()
        assert not switch.isChecked()
        assert switch.accessibleDescription().startswith(words)
    assert card.no_voice.text().startswith(words)
    assert card.no_voice.isVisible()
    assert not card.try_voice.isVisible()

    card.sounds.click()
    assert settings.preferences.voice  # what was set is not lost
    settings.voice.lack = Lack.NOTHING
    settings.voice.ready_changed.emit()
    assert card.voice.isEnabled()
    assert card.voice.isChecked()
    assert not card.no_voice.isVisible()


def test_a_program_without_a_voice_says_so(qtbot: QtBot) -> None:
    settings = Settings(qtbot, has_voice=False)
    settings.show()

    assert not settings.page.sound.voice.isEnabled()
    assert settings.page.sound.no_voice.isVisible()


def test_a_sound_device_that_comes_and_goes_is_followed(settings: Settings) -> None:
    card, kinds = settings.page.sound, settings.page.tones.try_buttons.values()
    assert card.try_button.isVisible()

    settings.tones.available = False
    settings.tones.available_changed.emit()
    assert card.no_sound.isVisible()
    assert not any(button.isVisible() for button in (card.try_button, *kinds))

    settings.tones.available = True
    settings.tones.available_changed.emit()
    assert not card.no_sound.isVisible()
    assert all(button.isVisible() for button in (card.try_button, *kinds))


def test_questions_about_pain_are_chosen(settings: Settings) -> None:
    settings.page.pain.before.click()
    settings.page.pain.worst.button("after_each").click()

    assert not settings.preferences.ask_pain_before
    assert settings.preferences.ask_worst is AskWorst.AFTER_EACH


def test_movement_is_chosen(settings: Settings) -> None:
    settings.page.look_card.motion.button("on").click()

    assert settings.preferences.reduced_motion is ReducedMotion.ON


def test_every_time_of_a_session_has_its_stepper_with_its_limits(settings: Settings) -> None:
    steppers = settings.page.times.steppers

    assert list(steppers) == list(NAMES)
    assert set(NAMES) == set(TIME_LIMITS)
    for name, stepper in steppers.items():
        limits = TIME_LIMITS[name]
        assert (stepper.minimum(), stepper.maximum()) == (limits.least, limits.most)
        assert stepper.value() == getattr(DEFAULT_TIMES, name)
        assert "our suggestion is" in stepper.text()


def test_a_time_is_changed_and_set_back_to_what_we_suggest(settings: Settings) -> None:
    card = settings.page.times
    assert not card.reset_button.isVisible()

    card.steppers["switch_side_seconds"].setFocus()
    QTest.keyClick(card.steppers["switch_side_seconds"], Qt.Key.Key_Up)
    assert settings.times_chosen == [SessionTimes(switch_side_seconds=9)]
    assert card.reset_button.isVisible()

    card.reset_button.click()
    assert settings.times_chosen[-1] == DEFAULT_TIMES
    assert card.steppers["switch_side_seconds"].value() == 8
    assert not card.reset_button.isVisible()


def test_the_times_of_a_programme_are_shown(settings: Settings) -> None:
    settings.workspace.programme = Programme().with_times(SessionTimes(lead_in_seconds=7))

    settings.page.show_workspace(settings.workspace)

    assert settings.page.times.steppers["lead_in_seconds"].value() == 7
    assert settings.page.times.reset_button.isVisible()
    assert settings.times_chosen == []


def test_a_second_screen_can_be_chosen_for_sessions(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = settings.page.display
    assert not card.isVisible()  # there is one screen

    screens = [Display("", "This screen"), Display("a", "First screen"), Display("b", "Second")]
    monkeypatch.setattr("backrehab.ui.settings.display_card.displays", lambda _chosen: screens)
    card.look_at_computer()
    assert card.isVisible()
    assert card.choice.choice() == ""

    card.choice.button("b").click()
    assert settings.preferences.display == "b"
    card.look_at_computer()
    assert card.choice.choice() == "b"
