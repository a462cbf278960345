"""A passphrase set, changed or taken off: asked about first, done in a thread, and told after."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from backrehab.core.clock import Clock
from backrehab.storage.diary import Diary
from backrehab.storage.export import export_csv
from backrehab.storage.passphrase import Sealed, is_that_of, put_under, take_off
from backrehab.storage.progress import BrokenOff, Progress
from backrehab.ui import passphrase_words as words
from backrehab.ui.buttons import Button, Kind
from backrehab.ui.controls import Label
from backrehab.ui.errand import Errand
from backrehab.ui.look import Look
from backrehab.ui.message import show_message
from backrehab.ui.over_card import OverCard
from backrehab.ui.passphrase_card import PassphraseCard
from backrehab.ui.passphrase_new import NewPassphraseCard
from backrehab.ui.passphrase_words import Change
from backrehab.ui.saving import AskWhere, Form, ask_where, name_of
from backrehab.ui.settings.protection import ProtectionCard, why_nothing_changes
from backrehab.ui.theme import Role
from backrehab.ui.workspace import Workspace

log = logging.getLogger(__name__)


class PassphraseChanges(QObject):
    """Stands between the card of Settings and the diary.

    Attributes:
        over: What is in sight over the window, if anything.
        ask_where: Asks where a spreadsheet is to be saved.

    Signals:
        closing: Nobody may have the diary open from now on.
        opened: It is open again, whatever came of it; arg: the `Diary`.
    """

    closing = Signal()
    opened = Signal(object)

    def __init__(
        self,
        look: Look,
        clock: Clock,
        card: ProtectionCard,
        workspace: Callable[[], Workspace],
        open_diary: Callable[[], Diary],
        window: QWidget,
        *,
        runs: Callable[[], bool] = lambda: False,
    ) -> None:
        """`open_diary` opens the diary anew; `runs` tells whether a session is on."""
        super().__init__(window)
        self._look = look
        self._clock = clock
        self._card = card
        self._workspace = workspace
        self._open_diary = open_diary
        self._window = window
        self._runs = runs
        self.ask_where: AskWhere = ask_where
        self._work: Errand | None = None
        self._saving: Errand | None = None
        self.over: OverCard | None = None
        card.wanted.connect(self.ask)

    def ask(self, change: Change) -> None:
        """Asks all that has to be known for it; the present passphrase first."""
        why_not = words.NOT_IN_SESSION if self._runs() else why_nothing_changes(self._workspace())
        if why_not:
            self._card.show_why_not(why_not)
        elif change is Change.SET:
            self._ask_for_new(change)
        else:
            self._ask_for_present(change)

    def leave(self) -> None:
        """Waits for what is being done: half of it must not be left behind."""
        for errand in (self._work, self._saving):
            if errand is not None:
                errand.leave()
        self._work = self._saving = None
        self._take_away()

    # What is asked

    def _ask_for_present(self, change: Change) -> None:
        key = self._workspace().diary.key
        if key is None:
            self._card.refresh()
            return
        takes_off = change is Change.TAKE_OFF
        card = PassphraseCard(
            self._window,
            self._look,
            words.TITLES[change],
            words.TAKE_OFF_TEXT if takes_off else words.PRESENT_TEXT,
            words.TAKE_OFF if takes_off else words.GO_ON,
            partial(is_that_of, key),
        )
        leave_button = Button(self._look, words.LEAVE)
        card.add_buttons(leave_button)
        leave_button.clicked.connect(self._take_away)
        card.escaped.connect(self._take_away)
        card.right.connect(
            lambda: self._begin(change, take_off) if takes_off else self._ask_for_new(change)
        )
        self._put(card)
        card.ask()

    def _ask_for_new(self, change: Change) -> None:
        self._take_away()
        card = NewPassphraseCard(self._window, self._look, words.TITLES[change])
        card.left.connect(self._take_away)
        card.save_wanted.connect(lambda: self._save_first(card))
        card.chosen.connect(
            lambda passphrase: self._begin(
                change,
                lambda diary, progress: put_under(diary, passphrase, progress),
            )
        )
        self._put(card)
        card.ask()

    def _save_first(self, card: NewPassphraseCard) -> None:
        """A spreadsheet of all there is, while anybody can read it."""
        if self._saving is not None:
            return
        name = name_of(Form.SPREADSHEET, self._clock.now().date())
        to = self.ask_where(self._window, Form.SPREADSHEET, name)
        if to is None:
            return

        def say(said: str) -> None:
            self._saving = None
            if self.over is card:
                card.show_saved(said)

        self._saving = errand = Errand.with_diary(
            self._workspace().diary,
            lambda diary, progress: export_csv(diary, to, None, None, progress),
            self,
        )
        errand.done.connect(
            lambda rows: say(words.saved_words(rows, to) if rows else words.SAVED_NOTHING)
        )
        errand.failed.connect(lambda error: say(str(error)))
        errand.start()

    # What is done

    def _begin(self, change: Change, work: Callable[[Path, Progress], Sealed]) -> None:
        if self._saving is not None:
            return  # it has the diary open, and is over in a moment
        path = self._workspace().diary.path
        self._take_away()
        self.closing.emit()
        card = OverCard(self._window, self._look, words.DOING[change])
        said = card.add_words(words.progress_words(0))
        self._put(card)
        card.come()
        self._work = errand = Errand(lambda progress: work(path, _to_the_end(progress)), self)
        errand.progressed.connect(lambda percent: said.setText(words.progress_words(percent)))
        errand.done.connect(lambda sealed: self._end(partial(self._say_done, change, sealed)))
        errand.failed.connect(lambda error: self._end(partial(self._say_failed, change, error)))
        errand.start()

    def _end(self, say: Callable[[], None]) -> None:
        if self._work is not None:
            self._work.deleteLater()  # it has the passphrase
            self._work = None
        self.opened.emit(self._open_diary())
        self._take_away()
        self._card.refresh()
        say()

    def _say_done(self, change: Change, sealed: Sealed) -> None:
        log.info("%s: %d copies, %d left", change, sealed.copies, len(sealed.left))
        card = OverCard(self._window, self._look, words.DONE[change])
        card.add_words(words.done_words(change, sealed))
        if sealed.left:
            card.add_words(words.left_words(change, sealed.left), tone="clay")
            card.add(_to_be_selected(words.file_lines(sealed.left)))
        if change is Change.SET:
            card.add_words(words.NOT_COVERED)
            card.add_words(words.BEFORE_NOW)
        ok = Button(self._look, "OK", kind=Kind.MAIN)
        card.add_gap()
        card.add_button(ok)
        ok.clicked.connect(self._take_away)
        ok.clicked.connect(self._card.take_keyboard)
        card.escaped.connect(ok.click)
        self._put(card)
        card.come(ok)

    def _say_failed(self, change: Change, error: Exception) -> None:
        log.warning("%s: %s", change, error)
        message = show_message(self._window, self._look, words.FAILED[change], str(error))
        message.answered.connect(self._card.take_keyboard)

    # What is in sight

    def _put(self, card: OverCard) -> None:
        self._take_away()
        self.over = card

    def _take_away(self) -> None:
        if self.over is not None:
            card, self.over = self.over, None
            card.leave()


def _to_the_end(progress: Progress) -> Progress:
    """Tells how far it is, but isn't broken off: the copies would stay as they were."""

    def tell(done: int, total: int) -> None:
        with suppress(BrokenOff):
            progress(done, total)

    return tell


def _to_be_selected(text: str) -> Label:
    from PySide6.QtCore import Qt

    label = Label(text, Role.CAPTION, "ink2")
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
