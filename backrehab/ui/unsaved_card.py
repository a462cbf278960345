"""The card before a window closes with something that is in no file."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from backrehab.storage.only_here import Holdings
from backrehab.ui import unsaved_words as words
from backrehab.ui.announce import announce
from backrehab.ui.buttons import Button, Kind
from backrehab.ui.controls import Label
from backrehab.ui.look import Look
from backrehab.ui.over_card import OverCard
from backrehab.ui.theme import Role


class UnsavedCard(OverCard):
    """Says what would be lost and why it can't be saved; the window closes only when told.

    Attributes:
        open_button: To try once more, or to what can be done about the diary.
        save_button: A spreadsheet of the sessions; not there where there is none.
        close_button: It is lost, or in the spreadsheet.
        back_button: The window stays.

    Signals:
        open_wanted: To open the diary.
        save_wanted: A spreadsheet.
        close_wanted: The window may close.
        back: It stays.
    """

    open_wanted = Signal()
    save_wanted = Signal()
    close_wanted = Signal()
    back = Signal()

    def __init__(
        self, over: QWidget, look: Look, held: Holdings, why: str, *, asks_first: bool
    ) -> None:
        """`why` it is not saved; `asks_first` where the diary opens by no mere try."""
        super().__init__(over, look, words.TITLE)
        self._held = held
        what = words.lost_words(held) if held else words.SESSION_WAITS
        self.setAccessibleDescription(f"{what} {why}")
        self.add_words(what)
        self.add_words(why)
        self.saved = Label("", Role.BODY, "ink2")
        self.saved.hide()
        self.open_button = Button(
            look, words.OPEN_IT if asks_first else words.TRY_AGAIN, kind=Kind.MAIN
        )
        self.save_button = Button(look, words.SPREADSHEET, "table")
        self.close_button = Button(look, words.CLOSE)
        self.back_button = Button(look, words.BACK, kind=Kind.QUIET)
        if not held.sessions:
            self.save_button.hide()
        self.add(self.saved)
        self.add_gap()
        self.add_button(self.open_button)
        self.add_buttons(self.save_button, self.close_button, self.back_button)
        self.open_button.clicked.connect(self.open_wanted)
        self.save_button.clicked.connect(self.save_wanted)
        self.close_button.clicked.connect(self.close_wanted)
        self.back_button.clicked.connect(self.back)
        self.escaped.connect(self.back)

    def ask(self) -> None:
        """Shows it, with the keyboard on what saves most."""
        self.come(self.open_button)

    def show_saved(self, said: str, *, done: bool) -> None:
        """Says what became of the spreadsheet; with it nothing is lost by closing."""
        if done:
            said = words.spreadsheet_words(said, self._held)
            if not (self._held.goals or self._held.scores):
                self.close_button.set_text(words.CLOSE_NOW)
        self.saved.setText(said)
        self.saved.show()
        self.bring_into_sight(self.saved)
        announce(self.saved, said)
