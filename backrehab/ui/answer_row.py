"""One number of a scale in a line, and the scale itself under it when it is to be changed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backrehab.core.model import PainGuide
from backrehab.core.session_facts import number_words
from backrehab.ui.buttons import Button, Kind
from backrehab.ui.controls import Label
from backrehab.ui.look import Look
from backrehab.ui.pain_scale import PAIN_ENDS, PainScale
from backrehab.ui.theme import Role

_BUTTON_WIDTH = 132


class AnswerRow(QWidget):
    """The question, what was told, and a button that opens the scale.

    Attributes:
        scale: The eleven numbers; made when they are first wanted.

    Signals:
        told: The person chose a number or took it back; arg: it, or `None`.
        opened: The scale was opened.
    """

    told = Signal(object)
    opened = Signal()

    def __init__(
        self,
        look: Look,
        title: str,
        question: str,
        guide: PainGuide | None = None,
        parent: QWidget | None = None,
        *,
        ends: tuple[str, str] = PAIN_ENDS,
    ) -> None:
        """With a `guide` the numbers stand in its bands; that is for the worst pain alone."""
        super().__init__(parent)
        self._look = look
        self._question = question
        self._guide = guide
        self._ends = ends
        self._value: int | None = None
        self.scale: PainScale | None = None
        self._clear_button: Button | None = None
        self.title = Label(title, Role.ROW_TITLE)
        self.value_label = Label("", Role.ROW_TITLE, "ink2", wraps=False)
        self.button = Button(look, "Change", "pencil", Kind.QUIET)
        self.button.clicked.connect(self._open_or_close)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(self.title, 1)
        line.addWidget(self.value_label)
        line.addWidget(self.button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 4)
        self._column.setSpacing(8)
        self._column.addLayout(line)
        look.changed.connect(self._take_look)
        self._take_look()
        self.show_value(None)

    @property
    def value(self) -> int | None:
        """The number that was told."""
        return self._value

    @property
    def is_open(self) -> bool:
        """Whether the scale is in sight."""
        return self.scale is not None and not self.scale.isHidden()

    def show_value(self, value: int | None) -> None:
        """Puts in what was told before, without a signal."""
        self._value = value
        self.value_label.setText(number_words(value))
        self.value_label.set_tone("ink2" if value is None else "")
        if self.scale is not None:
            self.scale.choose(value)
        if self._clear_button is not None:
            self._clear_button.setVisible(value is not None and self.is_open)
        self._name_button()

    def close_scale(self) -> None:
        """Hides the scale again."""
        if self.scale is not None:
            self.scale.hide()
        if self._clear_button is not None:
            self._clear_button.hide()
        self._name_button()

    def _open_or_close(self) -> None:
        if self.is_open:
            self.close_scale()
            return
        scale = self._made()
        scale.choose(self._value)
        scale.show()
        assert self._clear_button is not None
        self._clear_button.setVisible(self._value is not None)
        self._name_button()
        scale.take_focus()
        self.opened.emit()

    def _made(self) -> PainScale:
        if self.scale is None:
            self.scale = PainScale(self._look, self._guide, self._question, ends=self._ends)
            self.scale.set_low(True)
            self.scale.chosen.connect(self._tell)
            self._clear_button = Button(self._look, "Take the number out", "x", Kind.QUIET)
            self._clear_button.clicked.connect(self._take_out)
            self._column.addWidget(self.scale)
            self._column.addWidget(self._clear_button, 0, Qt.AlignmentFlag.AlignLeft)
        return self.scale

    def _tell(self, number: int) -> None:
        self.show_value(number)
        self.told.emit(number)

    def _take_out(self) -> None:
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_value(None)
        self.told.emit(None)

    def _take_look(self) -> None:
        self.button.setMinimumWidth(self._look.theme.px(_BUTTON_WIDTH))  # numbers in one column

    def _name_button(self) -> None:
        verb = "Close" if self.is_open else "Add" if self._value is None else "Change"
        self.button.set_text(verb)
        self.button.set_icon("chevron-up" if self.is_open else "pencil")
        self.button.setAccessibleName(f"{verb}: {self.title.text()}")
        self.button.setAccessibleDescription(f"{self._question} {number_words(self._value)}")
