"""Sounds on or off, how loud, and whether a voice says the words."""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt, Signal

from backrehab.core.cues import Cue
from backrehab.core.model import Limits
from backrehab.cues.tones import Tones
from backrehab.cues.voice import Lack, Voice
from backrehab.ui.buttons import Button
from backrehab.ui.choices import Switch
from backrehab.ui.controls import Label
from backrehab.ui.look import Look
from backrehab.ui.reflow import FlowLayout
from backrehab.ui.settings.card import SettingsCard, set_stepper, set_switch
from backrehab.ui.stepper import Stepper
from backrehab.ui.theme import Role
from backrehab.ui.workspace import Workspace

_VOLUME = Limits(0, 100, 10)
_TRIED_WORDS = "Lift. Three."
_NO_SOUND = "No sound can be played on this computer."
_LACKS = {
    Lack.NO_VOICE: "This computer has no voice that programs can use.",
    Lack.NO_ENGLISH: "This computer has no English voice.",
}
_ON_LINUX = " On Linux, “speech-dispatcher” and an English voice bring one."


class SoundCard(SettingsCard):
    """Everything that is heard, apart from which of the tones.

    Signals:
        chosen: Something else is set; it is already in the preferences.
    """

    chosen = Signal()

    def __init__(self, look: Look, tones: Tones, voice: Voice | None) -> None:
        super().__init__("Sounds")
        self._tones = tones
        self._voice = voice
        self.sounds = Switch(look, "Sounds")
        self.volume = Stepper(look, "Volume", 80, _VOLUME, lambda value: f"{value} %")
        self.try_button = Button(look, "Try it", "volume-2")
        self.try_button.setAccessibleName("Try a tone")
        self.no_sound = Label(_NO_SOUND, Role.CAPTION)
        self.voice = Switch(look, "Say it in words too")
        self.counts = Switch(look, "Count my repetitions aloud")
        self.try_voice = Button(look, "Try the voice", "volume-2")
        self.no_voice = Label("", Role.CAPTION)
        self._lay_out()
        self._connect()

    def show_set(self, workspace: Workspace) -> None:
        preferences = workspace.preferences
        set_switch(self.sounds, preferences.sounds)
        set_stepper(self.volume, preferences.volume)
        self._show_voice()

    def look_at_computer(self) -> None:
        """What it can play and say; to know it, the sounds have to be loaded."""
        available = self._tones.available
        self.no_sound.setVisible(not available)
        self.try_button.setVisible(available)
        lack = self._voice.lack if self._voice else Lack.NO_VOICE
        self._show_lack(lack)

    def _show_lack(self, lack: Lack) -> None:
        ready = lack is Lack.NOTHING
        words = "" if ready else _LACKS[lack]
        if not ready and sys.platform == "linux":
            words += _ON_LINUX
        self.no_voice.setText(words)
        self.no_voice.setVisible(not ready)
        self.try_voice.setVisible(ready)
        for switch in (self.voice, self.counts):
            switch.setEnabled(ready)
            switch.setAccessibleDescription(words)
        self._show_voice()

    def _show_voice(self) -> None:
        """A voice that can't be had is off, whatever is set."""
        if self.preferences:
            set_switch(self.voice, self.voice.isEnabled() and self.preferences.voice)
            set_switch(self.counts, self.counts.isEnabled() and self.preferences.voice_counts)

    def _lay_out(self) -> None:
        left = Qt.AlignmentFlag.AlignLeft
        self.add_words("Tones tell you when to move, hold and rest.")
        self.column.addWidget(self.sounds, 0, left)
        self.add_title("Volume")
        row = FlowLayout(gap=12)
        row.addWidget(self.volume)
        row.addWidget(self.try_button)
        self.column.addLayout(row)
        self.column.addWidget(self.no_sound)
        self.add_title("Voice")
        self.column.addWidget(self.voice, 0, left)
        self.column.addWidget(self.counts, 0, left)
        self.column.addWidget(self.try_voice, 0, left)
        self.column.addWidget(self.no_voice)

    def _connect(self) -> None:
        self.sounds.toggled.connect(self._take)
        self.volume.valueChanged.connect(self._take)
        self.voice.toggled.connect(self._take)
        self.counts.toggled.connect(self._take)
        self.try_button.clicked.connect(lambda: self._tones.try_out(Cue.GO))
        self._tones.available_changed.connect(self._computer_changed)
        if self._voice is not None:
            self.try_voice.clicked.connect(self._try_voice)
            self._voice.ready_changed.connect(self._computer_changed)

    def _take(self) -> None:
        if self.preferences:
            self.preferences.sounds = self.sounds.isChecked()
            self.preferences.volume = self.volume.value()
            if self.voice.isEnabled():
                self.preferences.voice = self.voice.isChecked()
                self.preferences.voice_counts = self.counts.isChecked()
            self.chosen.emit()

    def _try_voice(self) -> None:
        if self._voice is not None:
            self._voice.try_out(_TRIED_WORDS)

    def _computer_changed(self) -> None:
        if self.isVisible():
            self.look_at_computer()
