"""The look that is in force: theme and icons, and word when they change."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from backrehab.ui.icons import Icons
from backrehab.ui.theme import DARK, LIGHT, Theme, ThemeChoice, load_fonts


class Look(QObject):
    """What every widget asks for colours, sizes and icons.

    Attributes:
        theme: The colours and text size in force.
        icons: The bundled icons.

    Signals:
        changed: Theme or text size are different now; painted widgets repaint, laid out ones
            reflow.
    """

    changed = Signal()

    def __init__(self, resources: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        load_fonts(resources / "fonts")
        self.icons = Icons(resources / "icons")
        self.theme = Theme()
        self._choice = ThemeChoice.SYSTEM
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def apply(self, choice: ThemeChoice, text_percent: int) -> None:
        """Puts a theme and a text size in force, for the whole application."""
        self._choice = choice
        self.theme = Theme(DARK if self._wants_dark() else LIGHT, text_percent)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setPalette(self.theme.palette())
            app.setStyleSheet(self.theme.style_sheet())
        self.changed.emit()

    def _wants_dark(self) -> bool:
        if self._choice is ThemeChoice.SYSTEM:
            return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return self._choice is ThemeChoice.DARK

    def _follow_system(self) -> None:
        if self._choice is ThemeChoice.SYSTEM:
            self.apply(self._choice, self.theme.text_percent)
