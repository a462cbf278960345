"""A day or a time in one line: typed, or stepped with a button at each side."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from backrehab.ui.announce import announce
from backrehab.ui.buttons import IconButton
from backrehab.ui.controls import Label
from backrehab.ui.look import Look
from backrehab.ui.theme import Role

_WIDTH = 168


class _Line(QLineEdit):
    """Up and Down step it, as the buttons do."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Up else -1)
            return
        super().keyPressEvent(event)


class TypedField(QWidget):
    """A label, a field between two buttons, and room for what is wrong with it.

    Attributes:
        field: Where it is typed.
        fault: What stands against it, in words; hidden where nothing does.

    Signals:
        changed: Something else is typed or stepped to.
        stepped: One of its buttons was pressed, or Up or Down.
    """

    changed = Signal()
    stepped = Signal()

    def __init__(
        self,
        look: Look,
        name: str,
        fewer: str,
        more: str,
        step: Callable[[str, int], str],
        parent: QWidget | None = None,
    ) -> None:
        """`step` gives the text one step back or on; `fewer` and `more` name the buttons."""
        super().__init__(parent)
        self._look = look
        self._step = step
        self.label = Label(name, Role.ROW_TITLE)
        self.field = _Line()
        self.field.setAccessibleName(name)
        self.field.setProperty("focus_radius", 12)
        self.field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.field.textChanged.connect(self.changed)
        self.field.stepped.connect(self._go)
        self.label.setBuddy(self.field)
        self.fewer_button = IconButton(look, "minus", fewer)
        self.more_button = IconButton(look, "plus", more)
        self.fewer_button.clicked.connect(lambda: self._go(-1))
        self.more_button.clicked.connect(lambda: self._go(1))
        self.said = Label("", Role.CAPTION, "ink2")
        self.said.hide()
        self.fault = Label("", Role.BODY, "clay")
        as_wide_as_the_rest = self.fault.sizePolicy()
        as_wide_as_the_rest.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        self.fault.setSizePolicy(as_wide_as_the_rest)  # else its neighbours move as it comes
        self.fault.hide()
        line = QHBoxLayout()
        line.setSpacing(8)
        for widget in (self.fewer_button, self.field, self.more_button):
            line.addWidget(widget)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.label)
        column.addLayout(line)
        column.addWidget(self.said)
        column.addWidget(self.fault)
        look.changed.connect(self._take_look)
        self._take_look()

    @property
    def text(self) -> str:
        return self.field.text()

    def stops(self) -> tuple[QWidget, ...]:
        """Where the Tab key comes to, from left to right."""
        return self.fewer_button, self.field, self.more_button

    def show_text(self, text: str) -> None:
        """Puts a text into the field, without a signal."""
        self.field.blockSignals(True)
        self.field.setText(text)
        self.field.blockSignals(False)

    def say(self, words: str) -> None:
        """Says under the field how it was understood."""
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def show_fault(self, words: str, *, aloud: bool = False) -> None:
        """Says what stands against it; "" where nothing does."""
        self.fault.setText(words)
        self.fault.setVisible(bool(words))
        self.field.setAccessibleDescription(words)
        if words and aloud:
            announce(self.field, words)

    def _go(self, steps: int) -> None:
        self.field.setText(self._step(self.text, steps))
        self.stepped.emit()

    def _take_look(self) -> None:
        theme = self._look.theme
        self.field.setFont(theme.font(Role.BODY))
        self.field.setFixedSize(theme.px(_WIDTH), max(48, theme.px(24) + 22))
