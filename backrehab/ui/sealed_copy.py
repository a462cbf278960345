"""The card that asks for the passphrase of a copy, where it is another than the diary's."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from backrehab.storage.passphrase import unlock
from backrehab.ui import passphrase_words as words
from backrehab.ui.buttons import Button
from backrehab.ui.look import Look
from backrehab.ui.passphrase_card import PassphraseCard


class SealedCopy(QObject):
    """Asks, and goes away; from then on the copy can be looked into and put back.

    Attributes:
        card: The card in sight, if it is.

    Signals:
        unlocked: arg: the copy's file.
    """

    unlocked = Signal(object)

    def __init__(self, look: Look, over: QWidget) -> None:
        super().__init__(over)
        self._look = look
        self._window = over
        self.card: PassphraseCard | None = None

    def ask(self, copy: Path) -> None:
        """Asks for the passphrase of this copy."""
        self.leave()
        card = self.card = PassphraseCard(
            self._window,
            self._look,
            words.COPY_TITLE,
            words.COPY_TEXT,
            words.COPY_OPEN,
            partial(unlock, copy),
            name=words.COPY_FIELD,
        )
        leave_button = Button(self._look, words.LEAVE)
        card.add_buttons(leave_button)
        leave_button.clicked.connect(self.leave)
        card.escaped.connect(self.leave)
        card.right.connect(lambda: self._take(copy))
        card.ask()

    def leave(self) -> None:
        """Takes the card away, if it is there."""
        if self.card is not None:
            card, self.card = self.card, None
            card.leave()

    def _take(self, copy: Path) -> None:
        self.leave()
        self.unlocked.emit(copy)
