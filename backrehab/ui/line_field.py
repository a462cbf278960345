"""One line to type, its name above it, and room for what stands against it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from backrehab.ui.announce import announce
from backrehab.ui.controls import Label
from backrehab.ui.look import Look
from backrehab.ui.theme import Role


class LineField(QWidget):
    """A label, a field as wide as there is room, and a fault in words.

    Attributes:
        field: Where it is typed.

    Signals:
        entered: Enter was pressed in it.
    """

    entered = Signal()

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.label = Label(name, Role.ROW_TITLE)
        self.field = QLineEdit()
        self.field.setAccessibleName(name)
        self.field.setProperty("focus_radius", 12)
        self.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.field.textChanged.connect(lambda: self.show_fault(""))
        self.field.returnPressed.connect(self.entered)
        self.label.setBuddy(self.field)
        self.fault = Label("", Role.BODY, "clay")
        self.fault.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self.label, self.field, self.fault):
            column.addWidget(widget)
        look.changed.connect(self._take_look)
        self._take_look()

    @property
    def text(self) -> str:
        """What is typed, without spaces around it."""
        return self.field.text().strip()

    def show_text(self, text: str) -> None:
        """Puts a text into the field."""
        self.field.setText(text)
        self.show_fault("")

    def show_fault(self, words: str) -> None:
        """Says what stands against it, and puts the keyboard there; "" where nothing does."""
        self.fault.setText(words)
        self.fault.setVisible(bool(words))
        self.field.setAccessibleDescription(words)
        if words:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self.field, words)

    def _take_look(self) -> None:
        self.field.setFont(self._look.theme.font(Role.BODY))
        self.field.setFixedHeight(max(48, self._look.theme.px(24) + 22))
