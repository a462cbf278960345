"""The look in force at a size of its own, for what follows the screen and not the text size."""

from __future__ import annotations

from PySide6.QtCore import QObject

from backrehab.ui.look import Look
from backrehab.ui.theme import Theme


class SizedLook(Look):
    """The same colours and icons as another look; sizes are for whoever holds it to set."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        # Not the look's own: fonts are loaded and the system's palette is known already.
        QObject.__init__(self, parent)
        self._look = look
        self.icons = look.icons
        self.theme = look.theme
        look.changed.connect(self._follow)

    def set_percent(self, percent: int) -> None:
        """All sizes, in per cent of the design's."""
        if percent != self.theme.text_percent:
            self.theme = Theme(self._look.theme.tokens, percent)
            self.changed.emit()

    def _follow(self) -> None:
        self.theme = Theme(self._look.theme.tokens, self.theme.text_percent)
        self.changed.emit()
