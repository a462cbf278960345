"""A note in the person's own words: typed, kept as it grows, refused only in plain words."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from backrehab.core.diary import note_fault
from backrehab.ui.announce import announce
from backrehab.ui.controls import Label
from backrehab.ui.look import Look
from backrehab.ui.theme import Role

_SETTLED_MS = 800
"""A note is handed on when the typing has stopped for so long, or when it is left."""


class NoteField(QWidget):
    """A label and a field of a few lines; Tab leaves it.

    Attributes:
        field: Where it is typed.
        fault: What stands against keeping the note, in words; hidden where nothing does.

    Signals:
        noted: There is a new note that can be kept; arg: it.
        refused: The note can't be kept as it is; what says why takes room now.
    """

    noted = Signal(str)
    refused = Signal()

    def __init__(self, look: Look, name: str = "Your note", parent: QWidget | None = None) -> None:
        """`name` says what the note is about, where there is more than one on the page."""
        super().__init__(parent)
        self._look = look
        self._told = ""
        self.label = Label(name, Role.ROW_TITLE)
        self.field = _Field()
        self.field.setAccessibleName(name)
        self.field.textChanged.connect(self._typed)
        self.field.left.connect(self.hand_on)
        self.fault = Label("", Role.BODY, "clay")
        self.fault.hide()
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self.hand_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 14, 0, 0)
        column.setSpacing(6)
        for widget in (self.label, self.field, self.fault):
            column.addWidget(widget)
        self.label.setBuddy(self.field)
        look.changed.connect(self._take_look)
        self._take_look()

    @property
    def text(self) -> str:
        """What is typed, kept or not."""
        return self.field.toPlainText()

    def show_note(self, note: str) -> None:
        """Puts a note that is kept already into the field."""
        self._told = note
        if note != self.text:
            self.field.setPlainText(note)
        self._settled.stop()
        self._check()

    def hand_on(self) -> None:
        """Tells of a note that can be kept and was not told of yet."""
        self._settled.stop()
        if self._check() and self.text != self._told:
            self._told = self.text
            self.noted.emit(self._told)

    def may_leave(self) -> bool:
        """Hands the note on; where it can't be kept, puts the keyboard into it instead."""
        self.hand_on()
        if not note_fault(self.text):
            return True
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.refused.emit()
        return False

    def hideEvent(self, event: QHideEvent) -> None:
        self.hand_on()
        super().hideEvent(event)

    def _typed(self) -> None:
        if self._check():
            self._settled.start()

    def _check(self) -> bool:
        fault = note_fault(self.text)
        if fault != self.fault.text():
            self.fault.setText(fault)
            self.fault.setVisible(bool(fault))
            self.field.setAccessibleDescription(fault)
            if fault:
                announce(self.field, fault)
                self.refused.emit()
        if fault:
            self._settled.stop()
        return not fault

    def _take_look(self) -> None:
        lines = 3 * self._look.theme.metrics(Role.BODY).lineSpacing()
        self.field.setFixedHeight(lines + 36)


class _Field(QPlainTextEdit):
    """Tab goes on, as everywhere else; Enter begins a new line."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("focus_radius", 12)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()
