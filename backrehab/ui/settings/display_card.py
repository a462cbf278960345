"""Which screen a session is shown on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication

from backrehab.ui.choices import SegmentedChoice
from backrehab.ui.displays import THIS_SCREEN, Display, displays
from backrehab.ui.look import Look
from backrehab.ui.settings.card import SettingsCard
from backrehab.ui.theme import Role
from backrehab.ui.workspace import Workspace


class DisplayCard(SettingsCard):
    """The screens there are now; what is plugged in or out meanwhile is followed.

    It is out of sight where there is nothing to choose.

    Attributes:
        choice: The screens; made anew when there are others.
    """

    def __init__(self, look: Look) -> None:
        super().__init__("Screen for sessions")
        self._look = look
        self._shown: Sequence[Display] = displays()
        self.add_words("A session fills this screen.", Role.CAPTION)
        self.choice = self._make_choice()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenAdded.connect(self.look_at_computer)
            app.screenRemoved.connect(self.look_at_computer)

    def show_set(self, workspace: Workspace) -> None:
        chosen = workspace.preferences.display
        found = displays(chosen)
        if found != self._shown:
            self._shown = found
            self.column.removeWidget(self.choice)
            self.choice.deleteLater()
            self.choice = self._make_choice()
        self.choice.choose(chosen)
        self.setVisible(len(found) > 1)

    def look_at_computer(self) -> None:
        """The screens may be others now."""
        if self.workspace:
            self.show_set(self.workspace)

    def _make_choice(self) -> SegmentedChoice:
        choice = SegmentedChoice(self._look, "Screen for sessions", self._shown)
        choice.choose(THIS_SCREEN)
        choice.chosen.connect(self._take)
        self.column.addWidget(choice)
        return choice

    def _take(self, key: str) -> None:
        if self.preferences:
            self.preferences.display = key
