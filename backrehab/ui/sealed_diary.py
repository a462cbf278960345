"""The cards about a diary that is closed: its passphrase, and what can be done without it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from backrehab.storage.backup import count_backups
from backrehab.storage.examine import DiaryState
from backrehab.storage.passphrase import unlock
from backrehab.storage.rescue import Rescue, Way
from backrehab.ui import diary_words
from backrehab.ui import passphrase_words as words
from backrehab.ui.buttons import Button, Kind
from backrehab.ui.look import Look
from backrehab.ui.over_card import OverCard
from backrehab.ui.passphrase_card import PassphraseCard


class SealedDiaryCard(PassphraseCard):
    """Asks for the passphrase of a diary, or lets the person go on without it.

    Where the diary is lost it is that of its copies.

    Attributes:
        without_button: The exercises work all the same.
        lost_button: It is forgotten.

    Signals:
        without: Not now.
        lost: What else can be done?
    """

    without = Signal()
    lost = Signal()

    def __init__(self, over: QWidget, look: Look, rescue: Rescue, meanwhile: int) -> None:
        """`meanwhile` is how many sessions were done while it was closed."""
        of_copies = rescue.are_copies_closed
        super().__init__(
            over,
            look,
            diary_words.TITLES[DiaryState.LOST] if of_copies else words.CLOSED,
            words.COPIES_CLOSED if of_copies else words.closed_words(meanwhile),
            words.OPEN_COPIES if of_copies else words.OPEN_IT,
            partial(unlock, rescue.diary),
        )
        self.without_button = Button(look, words.WITHOUT)
        self.lost_button = Button(look, words.LOST, kind=Kind.QUIET)
        self.add_buttons(self.without_button, self.lost_button)
        self.without_button.clicked.connect(self.without)
        self.lost_button.clicked.connect(self.lost)
        self.escaped.connect(self.without)


class LostPassphraseCard(OverCard):
    """Says plainly what can be done, and does none of it by itself.

    Attributes:
        buttons: By what stands on them.

    Signals:
        back: To try it once more.
        way_chosen: arg: the `Way`.
    """

    back = Signal()
    way_chosen = Signal(object)

    def __init__(self, over: QWidget, look: Look, rescue: Rescue) -> None:
        super().__init__(over, look, words.LOST_TITLE)
        said = words.lost_paragraphs(rescue, count_backups(rescue.diary))
        self.setAccessibleDescription(" ".join(said))
        for paragraph in said:
            self.add_words(paragraph)
        self.back_button = Button(look, words.TRY_TO_REMEMBER, kind=Kind.MAIN)
        self.buttons: dict[Way, Button] = {}
        self.add_gap()
        self.add_button(self.back_button)
        for way in rescue.ways[1:]:
            button = self.buttons[way] = Button(look, diary_words.button(way, rescue))
            button.clicked.connect(self._chooser(way))
        self.add_buttons(*self.buttons.values())
        self.back_button.clicked.connect(self.back)
        self.escaped.connect(self.back)

    def ask(self) -> None:
        """Shows it; the first button has the keyboard."""
        self.come(self.back_button)

    def _chooser(self, way: Way) -> Callable[[], None]:
        return lambda: self.way_chosen.emit(way)
