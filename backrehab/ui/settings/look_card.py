"""How the program looks."""

from __future__ import annotations

from PySide6.QtCore import Signal

from backrehab.ui.choices import SegmentedChoice
from backrehab.ui.look import Look
from backrehab.ui.preferences import ReducedMotion
from backrehab.ui.settings.card import SettingsCard
from backrehab.ui.theme import TEXT_SIZES, ThemeChoice
from backrehab.ui.workspace import Workspace

_THEMES = (
    (ThemeChoice.SYSTEM.value, "As the computer"),
    (ThemeChoice.LIGHT.value, "Light"),
    (ThemeChoice.DARK.value, "Dark"),
)
_MOTION = (
    (ReducedMotion.SYSTEM.value, "As the computer"),
    (ReducedMotion.ON.value, "Less"),
    (ReducedMotion.OFF.value, "Usual"),
)


class LookCard(SettingsCard):
    """Colours, text size and movement.

    Signals:
        chosen: Another theme or text size; it is already in the preferences.
    """

    chosen = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__("How it looks")
        sizes = [(str(size), f"{size} %") for size in TEXT_SIZES]
        self.theme = SegmentedChoice(look, "Colours", _THEMES)
        self.text_size = SegmentedChoice(look, "Text size", sizes)
        self.motion = SegmentedChoice(look, "Movement on the screen", _MOTION)
        self.add_title("Colours")
        self.column.addWidget(self.theme)
        self.add_title("Text size")
        self.column.addWidget(self.text_size)
        self.add_title("Movement on the screen")
        self.column.addWidget(self.motion)
        self.theme.chosen.connect(self._take_theme)
        self.text_size.chosen.connect(self._take_text_size)
        self.motion.chosen.connect(self._take_motion)

    def show_set(self, workspace: Workspace) -> None:
        self.theme.choose(workspace.preferences.theme.value)
        self.text_size.choose(str(workspace.preferences.text_percent))
        self.motion.choose(workspace.preferences.reduced_motion.value)

    def _take_theme(self, key: str) -> None:
        if self.preferences:
            self.preferences.theme = ThemeChoice(key)
            self.chosen.emit()

    def _take_text_size(self, key: str) -> None:
        if self.preferences:
            self.preferences.text_percent = int(key)
            self.chosen.emit()

    def _take_motion(self, key: str) -> None:
        if self.preferences:
            self.preferences.reduced_motion = ReducedMotion(key)
