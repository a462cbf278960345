"""A line for a passphrase: hidden while it is typed, unless it is to be shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from backrehab.ui.line_field import LineField
from backrehab.ui.look import Look

_HINTS = (
    Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhNoAutoUppercase
)


class PassphraseField(LineField):
    """What is typed is not kept, learnt by the keyboard or read out."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(look, name, parent)
        self.show_typed(False)

    @property
    def typed(self) -> str:
        """What is typed, with the spaces around it."""
        return self.field.text()

    def show_typed(self, on: bool) -> None:
        """Shows the letters, or a dot for each."""
        mode = QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password
        self.field.setEchoMode(mode)
        # Qt adds "hidden" by itself; without the rest, a keyboard on the screen would learn it.
        self.field.setInputMethodHints(self.field.inputMethodHints() | _HINTS)

    def refuse(self, words: str) -> None:
        """Says what is wrong with it; the next key types it afresh."""
        self.show_fault(words)
        self.field.selectAll()
