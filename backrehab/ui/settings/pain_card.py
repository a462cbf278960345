"""When to ask about pain."""

from __future__ import annotations

from PySide6.QtCore import Qt

from backrehab.ui.choices import SegmentedChoice, Switch
from backrehab.ui.look import Look
from backrehab.ui.preferences import AskWorst
from backrehab.ui.settings.card import SettingsCard, set_switch
from backrehab.ui.theme import Role
from backrehab.ui.workspace import Workspace

_WORST = (
    (AskWorst.AFTER_EACH.value, "After each exercise"),
    (AskWorst.AT_THE_END.value, "At the end"),
    (AskWorst.NEVER.value, "Never"),
)


class AskPainCard(SettingsCard):
    """What may be asked, and when; every question can be left out when it comes."""

    def __init__(self, look: Look, after_minutes: int) -> None:
        """`after_minutes` is how long after a session its question comes."""
        super().__init__("Questions about pain")
        self.before = Switch(look, "Ask before a session")
        self.worst = SegmentedChoice(look, "Ask for the worst pain", _WORST)
        self.after = Switch(look, f"Ask {after_minutes} minutes after")
        self.morning = Switch(look, "Ask the next morning")
        self.tone = Switch(look, "One soft tone when it is time")
        self.add_words("You never have to answer.", Role.CAPTION)
        self.column.addWidget(self.before, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_title("Ask for the worst pain")
        self.column.addWidget(self.worst)
        self.add_title("Ask later")
        for switch in (self.after, self.tone, self.morning):
            self.column.addWidget(switch, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_words("The question waits on Today. It is asked once.", Role.CAPTION)
        self.before.toggled.connect(self._take_before)
        self.after.toggled.connect(self._take_after)
        self.morning.toggled.connect(self._take_morning)
        self.tone.toggled.connect(self._take_tone)
        self.worst.chosen.connect(self._take_worst)

    def show_set(self, workspace: Workspace) -> None:
        set_switch(self.before, workspace.preferences.ask_pain_before)
        self.worst.choose(workspace.preferences.ask_worst.value)
        set_switch(self.after, workspace.preferences.ask_pain_after)
        set_switch(self.morning, workspace.preferences.ask_next_morning)
        set_switch(self.tone, workspace.preferences.ask_with_tone)
        self.tone.setEnabled(workspace.preferences.ask_pain_after)

    def _take_before(self, on: bool) -> None:
        if self.preferences:
            self.preferences.ask_pain_before = on

    def _take_after(self, on: bool) -> None:
        self.tone.setEnabled(on)
        if self.preferences:
            self.preferences.ask_pain_after = on

    def _take_morning(self, on: bool) -> None:
        if self.preferences:
            self.preferences.ask_next_morning = on

    def _take_tone(self, on: bool) -> None:
        if self.preferences:
            self.preferences.ask_with_tone = on

    def _take_worst(self, key: str) -> None:
        if self.preferences:
            self.preferences.ask_worst = AskWorst(key)
