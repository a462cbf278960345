"""After a session: how bad was the pain at its worst, on eleven big buttons, if one likes."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backrehab.core.model import PainGuide
from backrehab.ui.announce import announce
from backrehab.ui.band_box import BandBox
from backrehab.ui.bottom_row import BottomRow
from backrehab.ui.buttons import Button, Kind
from backrehab.ui.controls import Label
from backrehab.ui.look import Look
from backrehab.ui.note_field import NoteField
from backrehab.ui.pain_scale import PainScale
from backrehab.ui.reflow import is_short, is_tight, page_edge, units
from backrehab.ui.scroll_page import ScrollPage
from backrehab.ui.theme import Role

QUESTION = "How bad was your pain at its worst?"
SKIP = "Skip this question"
_MOST_WIDTH = 1238
_ROOMY = 680
"""The height of the page, in units, from which it has the design's own spaces."""

_INTO_SCALE = frozenset(
    {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Tab}
)


class PainPage(QWidget):
    """The question, the scale, and the guide's own text for the number; no conclusion.

    While it opens, no control has the keyboard: a last press of the session answers nothing.

    Signals:
        chosen: The person chose a number, or took it back; arg: it, or `None`.
        noted: There is a new note; arg: it.
        done: The person goes on, answered or not.
    """

    chosen = Signal(object)
    noted = Signal(str)
    done = Signal()

    def __init__(self, look: Look, guide: PainGuide | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setProperty("page", "true")
        self.setProperty("has_no_ring", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.question = Label(QUESTION, Role.QUESTION)
        self.words = Label("", Role.BODY, "ink2")
        self.scale = PainScale(look, guide, QUESTION)
        self.scale.chosen.connect(self._choose)
        self.box = BandBox(look, guide)
        self.note = NoteField(look)
        self.note.noted.connect(self.noted)
        self.note.refused.connect(self._see_note)
        self.skip_button = Button(look, SKIP)
        self.skip_button.setMinimumHeight(64)
        self.skip_button.clicked.connect(self.go_on)
        self.clear_button = Button(look, "Clear", kind=Kind.QUIET)
        self.clear_button.setAccessibleName("Clear the number")
        self.clear_button.setMinimumHeight(64)
        self.clear_button.clicked.connect(self._clear)
        self.note_button = Button(look, "Add a note", "pencil", Kind.QUIET)
        self.note_button.clicked.connect(self._open_note)
        self.done_button = Button(look, "Done", kind=Kind.MAIN)
        self.done_button.clicked.connect(self.go_on)
        self._lay_out()

    def ask(self, words: str, number: int | None, note: str) -> None:
        """Gets ready to ask; `words` say which moment is meant, the rest was told before."""
        self.words.setText(words)
        self.setAccessibleName(QUESTION)
        self.setAccessibleDescription(words)
        self.scale.choose(number)
        self._show_band()
        self.note.show_note(note)
        self._show_note(bool(note))
        self._page.verticalScrollBar().setValue(0)

    def take_keyboard(self) -> None:
        """Hears keys without a control that a stray press could set off."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """As Done does: on to the next page, unless the note can't be kept."""
        if self.note.may_leave():
            self.done.emit()

    def _choose(self, number: int) -> None:
        self._show_band()
        self.chosen.emit(number)
        if self.box.card is not None:
            self._page.bring_into_sight(self.box.card)
        announce(self.box, self.box.text)

    def _clear(self) -> None:
        """The number goes, and nothing else: what happened can be seen, and put right."""
        self.scale.take_focus()
        self.scale.clear()
        self._show_band()
        self.chosen.emit(None)

    def _show_band(self) -> None:
        number = self.scale.value
        # There is no question left to be skipped, and a number is not to go by that.
        self.skip_button.setVisible(number is None)
        self.clear_button.setVisible(number is not None)
        self.box.show_number(number, None if number is None else self.scale.band(number))

    def _open_note(self) -> None:
        self._show_note(True)
        self.note.field.setFocus(Qt.FocusReason.TabFocusReason)
        self._see_note()

    def _see_note(self) -> None:
        self._page.bring_into_sight(self.note)

    def _show_note(self, shown: bool) -> None:
        self.note.setVisible(shown)
        self.note_button.setVisible(not shown)

    def _lay_out(self) -> None:
        self._page = ScrollPage()
        body = self._page.body
        body.setSpacing(0)
        body.addWidget(self.question)
        body.addSpacing(6)
        body.addWidget(self.words)
        self._above_scale = QVBoxLayout()
        body.addLayout(self._above_scale)
        body.addWidget(self.scale)
        self._above_box = QVBoxLayout()
        body.addLayout(self._above_box)
        body.addWidget(self.box)
        body.addWidget(self.note)
        body.addStretch(1)
        self._bottom = BottomRow(
            [self.skip_button, self.clear_button], [self.note_button, self.done_button]
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._page, 1)
        column.addWidget(self._bottom)
        # After the scale comes what most people want next, for the keyboard as for the eye.
        stops = (
            *self.scale.buttons,
            self.note.field,
            self.done_button,
            self.note_button,
            self.skip_button,
            self.clear_button,
        )
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.hasFocus() and event.key() in _INTO_SCALE:
            self.scale.take_focus()
        elif not self._page.scroll_by_key(event.key()):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        theme = self._look.theme
        window = self.window()
        short = is_short(window.height(), theme.text_percent)
        tight = is_tight(self.width(), window.height(), theme.text_percent)
        edge = page_edge(self.width(), window.height(), theme.text_percent)
        most = theme.px(_MOST_WIDTH)
        side = max(edge, (self.width() - most) // 2)
        self.scale.set_low(short)
        self.words.setVisible(not tight)
        self.skip_button.set_text("Skip" if tight else SKIP)
        self.note_button.set_text("Note" if tight else "Add a note")
        roomy = not short and units(self.height(), theme.text_percent) >= _ROOMY
        self._above_scale.setContentsMargins(0, 28 if roomy else 8, 0, 0)
        self._above_box.setContentsMargins(0, 22 if roomy else 10, 0, 0)
        self._page.set_edge(edge, most)
        self._bottom.set_edges(side, 28 if roomy else 12)
        self.done_button.setMinimumWidth(min(theme.px(220), self.width() // 3))
        super().resizeEvent(event)
