"""What keeps the diary from others, said plainly."""

from __future__ import annotations

import os

from backrehab.ui.look import Look
from backrehab.ui.settings.card import SettingsCard

ON_POSIX = "Other accounts on this computer can't read your diary."
ELSEWHERE = "Your diary is in the folder of your own account on this computer."
NO_PASSWORD = (
    "BackRehab has no password of its own, and your diary is not encrypted. Whoever uses your "
    "account can read it. Lock the screen when you go away."
)


class ProtectionCard(SettingsCard):
    """The account of the computer protects it, and nothing more is claimed."""

    def __init__(self, look: Look) -> None:  # noqa: ARG002 - as every card
        super().__init__("Who can read your diary")
        self.account = self.add_words(ON_POSIX if os.name == "posix" else ELSEWHERE)
        self.add_words(NO_PASSWORD)

    def show_trouble(self, words: str) -> None:
        """Says what couldn't be put right; "" where nothing was in the way."""
        if words:
            self.account.setText(words)
            self.account.set_tone("clay")
