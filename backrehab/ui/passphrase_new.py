"""The card that a new passphrase is chosen on: typed twice, written down, and warned about."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from backrehab.storage.passphrase import trouble_with
from backrehab.ui import passphrase_words as words
from backrehab.ui.announce import announce
from backrehab.ui.buttons import Button, Kind
from backrehab.ui.controls import Label
from backrehab.ui.look import Look
from backrehab.ui.over_card import OverCard
from backrehab.ui.passphrase_field import PassphraseField
from backrehab.ui.theme import Role
from backrehab.ui.tick_box import TickBox


class NewPassphraseCard(OverCard):
    """Goes on only once nothing is missing, and says what is.

    Attributes:
        save_button: Has the diary saved first, while anybody can read it.
        first, again: The two fields.
        show_box, written_box: The two ticks.
        go_button, leave_button: On, or not.

    Signals:
        chosen: arg: the passphrase.
        save_wanted: A spreadsheet first.
        left: Nothing is to be changed.
    """

    chosen = Signal(str)
    save_wanted = Signal()
    left = Signal()

    def __init__(self, over: QWidget, look: Look, title: str) -> None:
        super().__init__(over, look, title)
        self.save_button = Button(look, words.SAVE_FIRST, "save")
        self.saved = Label("", Role.CAPTION, "ink2")
        self.saved.hide()
        self.first = PassphraseField(look, words.NEW_FIELD)
        self.again = PassphraseField(look, words.AGAIN_FIELD)
        self.show_box = TickBox(look, words.SHOW)
        self.written_box = TickBox(look, words.WRITTEN_DOWN)
        self.missing = Label("", Role.BODY, "clay")
        self.missing.hide()
        self.go_button = Button(look, words.PUT_UNDER, "check", Kind.MAIN)
        self.leave_button = Button(look, words.LEAVE)
        self.add_words(words.NOBODY, Role.ROW_TITLE, "clay")
        self.setAccessibleDescription(words.NOBODY)
        self.add_buttons(self.save_button)
        self.add(self.saved)
        self.add_words(words.HINT)
        self.add(self.first, self.first.field)
        self.add(self.again, self.again.field)
        self.add(self.show_box, self.show_box)
        self.add(self.written_box, self.written_box)
        self.add(self.missing)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.go_button, 1)
        row.addWidget(self.leave_button)
        self.add(row, self.go_button, self.leave_button)
        self.save_button.clicked.connect(self.save_wanted)
        self.first.entered.connect(self._to_the_next)
        self.again.entered.connect(self._go)
        for field in (self.first, self.again):
            self.show_box.toggled.connect(field.show_typed)
        self.written_box.toggled.connect(lambda: self._say_missing(""))
        self.go_button.clicked.connect(self._go)
        self.leave_button.clicked.connect(self.left)
        self.escaped.connect(self.left)

    def ask(self) -> None:
        """Shows it, with the keyboard in the first field."""
        self.come(self.first.field)

    def show_saved(self, said: str) -> None:
        """Says what became of the spreadsheet."""
        self.saved.setText(said)
        self.saved.show()
        announce(self.saved, said)

    def leave(self) -> None:
        for field in (self.first, self.again):
            field.field.clear()
        super().leave()

    def _to_the_next(self) -> None:
        self.again.field.setFocus(Qt.FocusReason.TabFocusReason)

    def _go(self) -> None:
        first, again = self.first.typed, self.again.typed
        if trouble := trouble_with(first) if first else words.NO_NEW_ONE:
            self._refuse(self.first, trouble)
        elif first != again:
            self._refuse(self.again, words.NOT_THE_SAME if again else words.NOT_AGAIN)
        elif not self.written_box.isChecked():
            self._say_missing(words.NOT_WRITTEN_DOWN)
            self.written_box.setFocus(Qt.FocusReason.OtherFocusReason)
            self.bring_into_sight(self.missing)
        else:
            self.chosen.emit(first)

    def _refuse(self, field: PassphraseField, said: str) -> None:
        field.refuse(said)
        self.bring_into_sight(field.fault)

    def _say_missing(self, said: str) -> None:
        self.missing.setText(said)
        self.missing.setVisible(bool(said))
        self.written_box.setAccessibleDescription(said)
        if said:
            announce(self.written_box, said)
