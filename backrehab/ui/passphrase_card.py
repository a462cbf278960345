"""The card that asks for a passphrase there is, and has what is typed tried."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from backrehab.ui import passphrase_words as words
from backrehab.ui.buttons import Button, Kind
from backrehab.ui.errand import Errand
from backrehab.ui.look import Look
from backrehab.ui.over_card import OverCard
from backrehab.ui.passphrase_field import PassphraseField
from backrehab.ui.tick_box import TickBox


class PassphraseCard(OverCard):
    """One field and one button; whoever shows it adds the others, and takes it away.

    Attributes:
        field: Where it is typed.
        show_box: Shows the letters.
        go_button: Tries it; so does Enter in the field.

    Signals:
        right: It was the right one.
    """

    right = Signal()

    def __init__(
        self,
        over: QWidget,
        look: Look,
        title: str,
        text: str,
        go: str,
        tries: Callable[[str], bool],
        *,
        name: str = words.FIELD,
    ) -> None:
        """`tries` says whether it is the right one; it takes a moment, in a thread of its own."""
        super().__init__(over, look, title)
        self._tries = tries
        self._errand: Errand | None = None
        self.field = PassphraseField(look, name)
        self.show_box = TickBox(look, words.SHOW)
        self.go_button = Button(look, go, kind=Kind.MAIN)
        self.add_words(text)
        self.setAccessibleDescription(text)
        self.add(self.field, self.field.field)
        self.add(self.show_box, self.show_box)
        self.add_button(self.go_button)
        self.field.entered.connect(self._try)
        self.go_button.clicked.connect(self._try)
        self.show_box.toggled.connect(self.field.show_typed)

    def ask(self) -> None:
        """Shows it, with the keyboard in the field."""
        self.come(self.field.field)

    def leave(self) -> None:
        self._forget()
        super().leave()

    def _try(self) -> None:
        if self._errand is not None:
            return
        typed = self.field.typed
        if not typed:
            self._refuse(words.MISSING)
            return
        self.setCursor(Qt.CursorShape.WaitCursor)
        self._errand = Errand(lambda _progress: self._tries(typed), self)
        self._errand.done.connect(self._take)
        self._errand.failed.connect(self._take_failed)
        self._errand.start()

    def _take_failed(self, error: Exception) -> None:
        self._end()
        self._refuse(str(error))

    def _end(self) -> None:
        self._errand = None
        self.unsetCursor()

    def _take(self, is_right: bool) -> None:
        self._end()
        if is_right:
            self.right.emit()
        else:
            self._refuse(words.WRONG)

    def _refuse(self, said: str) -> None:
        self.field.refuse(said)
        self.bring_into_sight(self.field.fault)

    def _forget(self) -> None:
        self.field.field.clear()
        if self._errand is not None:
            self._errand.leave()
            self._errand = None
