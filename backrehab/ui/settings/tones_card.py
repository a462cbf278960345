"""Which of the tones are heard."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from backrehab.core.cues import Cue
from backrehab.cues.tones import Tones
from backrehab.ui.buttons import IconButton
from backrehab.ui.choices import Switch
from backrehab.ui.look import Look
from backrehab.ui.reflow import FlowLayout
from backrehab.ui.settings.card import SettingsCard, set_switch
from backrehab.ui.theme import Role
from backrehab.ui.workspace import Workspace

KINDS = (
    (Cue.GET_READY, "Get ready"),
    (Cue.GO, "Go"),
    (Cue.HOLD, "Hold"),
    (Cue.TICK, "Last three seconds"),
    (Cue.RETURN, "Come back"),
    (Cue.LAST_ONE, "Last one"),
    (Cue.SWITCH_SIDE, "Switch side"),
    (Cue.REST, "Rest"),
    (Cue.FINISHED, "Finished"),
)
"""What each tone is called, in the order they are first heard."""


class TonesCard(SettingsCard):
    """A switch for each kind of tone, and a button to hear it.

    Signals:
        chosen: Another kind is on or off; it is already in the preferences.
    """

    chosen = Signal()

    def __init__(self, look: Look, tones: Tones) -> None:
        super().__init__("Tones, one by one")
        self._tones = tones
        self.switches: dict[Cue, Switch] = {}
        self.try_buttons: dict[Cue, IconButton] = {}
        self.add_words("The screen shows everything a tone tells.", Role.CAPTION)
        self._rows: list[QWidget] = []
        flow = FlowLayout(gap=8)
        for cue, words in KINDS:
            switch = Switch(look, words)
            button = IconButton(look, "play", f"Hear the tone for “{words}”")
            self.switches[cue] = switch
            self.try_buttons[cue] = button
            row = QWidget()
            beside = QHBoxLayout(row)
            beside.setContentsMargins(0, 0, 12, 0)
            beside.setSpacing(12)
            beside.addWidget(button)
            beside.addWidget(switch, 1)
            flow.addWidget(row)
            self._rows.append(row)
            switch.toggled.connect(self._take)
            button.clicked.connect(lambda _=False, cue=cue: self._tones.try_out(cue))
        self.column.addLayout(flow)
        look.changed.connect(self._line_up)
        tones.available_changed.connect(self._computer_changed)

    def show_set(self, workspace: Workspace) -> None:
        off = workspace.preferences.cue_kinds_off
        for cue, switch in self.switches.items():
            set_switch(switch, cue not in off)

    def look_at_computer(self) -> None:
        """There is nothing to hear where nothing can be played."""
        for button in self.try_buttons.values():
            button.setVisible(self._tones.available)
        self._line_up()

    def _line_up(self) -> None:
        """All rows are as wide as the widest: where there is room, they stand in columns."""
        for row in self._rows:
            row.setMinimumSize(0, 0)
        widest = max(row.sizeHint().width() for row in self._rows)
        controls = (*self.switches.values(), *self.try_buttons.values())
        tallest = max(control.sizeHint().height() for control in controls)
        for row in self._rows:
            row.setMinimumSize(widest, tallest)

    def _take(self) -> None:
        if self.preferences:
            off = {cue for cue, switch in self.switches.items() if not switch.isChecked()}
            self.preferences.cue_kinds_off = off
            self.chosen.emit()

    def _computer_changed(self) -> None:
        if self.isVisible():
            self.look_at_computer()
