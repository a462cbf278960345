"""The look that is in force: theme and icons, and word when they change."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QStyleHints
from PySide6.QtWidgets import QApplication

from backrehab.ui.icons import Icons
from backrehab.ui.theme import DARK, LIGHT, Theme, ThemeChoice, Tokens, high_contrast, load_fonts


@cache
def _style_hints() -> QStyleHints:
    """Kept for good: once it is let go, Qt for Python takes what belongs to it for deleted."""
    return QGuiApplication.styleHints()


class HasTheme(Protocol):
    """What is drawn by: a look on the screen, or one of paper."""

    @property
    def theme(self) -> Theme: ...


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
        self._system = QGuiApplication.palette()  # before ours is put in its place
        hints = _style_hints()
        hints.colorSchemeChanged.connect(self._follow_system)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow_system)

    def apply(self, choice: ThemeChoice, text_percent: int) -> None:
        """Puts a theme and a text size in force, for the whole application."""
        self._choice = choice
        self.theme = Theme(self._tokens(), text_percent)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setPalette(self.theme.palette())
            app.setStyleSheet(self.theme.style_sheet())
        self.changed.emit()

    def _tokens(self) -> Tokens:
        contrast = _style_hints().accessibility().contrastPreference()
        if contrast is Qt.ContrastPreference.HighContrast:
            return high_contrast(self._system)
        return DARK if self._wants_dark() else LIGHT

    def _wants_dark(self) -> bool:
        if self._choice is ThemeChoice.SYSTEM:
            return _style_hints().colorScheme() is Qt.ColorScheme.Dark
        return self._choice is ThemeChoice.DARK

    def _follow_system(self) -> None:
        self.apply(self._choice, self.theme.text_percent)
