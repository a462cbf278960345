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
    """The two questions a session may ask; every one of them can be left out when it comes."""

    def __init__(self, look: Look) -> None:
        super().__init__("Questions about pain")
        self.before = Switch(look, "Ask before a session")
        self.worst = SegmentedChoice(look, "Ask for the worst pain", _WORST)
        self.add_words("You never have to answer.", Role.CAPTION)
        self.column.addWidget(self.before, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_title("Ask for the worst pain")
        self.column.addWidget(self.worst)
        self.before.toggled.connect(self._take_before)
        self.worst.chosen.connect(self._take_worst)

    def show_set(self, workspace: Workspace) -> None:
        set_switch(self.before, workspace.preferences.ask_pain_before)
        self.worst.choose(workspace.preferences.ask_worst.value)

    def _take_before(self, on: bool) -> None:
        if self.preferences:
            self.preferences.ask_pain_before = on

    def _take_worst(self, key: str) -> None:
        if self.preferences:
            self.preferences.ask_worst = AskWorst(key)
