"""What is only in memory, as its diary can't be opened: tried again, and never lost unasked."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from backrehab.core.clock import Clock
from backrehab.core.errors import BackrehabError
from backrehab.ui.look import Look
from backrehab.ui.window import MainWindow
from backrehab.ui.workspace import Workspace

if TYPE_CHECKING:
    from backrehab.storage.diary import Diary
    from backrehab.storage.only_here import Holdings
    from backrehab.ui.saving import AskWhere
    from backrehab.ui.unsaved_card import UnsavedCard

log = logging.getLogger("backrehab")

_TRY_EVERY_MS = 60_000
_DESKTOP_ENDS_MS = 60_000
"""For so long after the desktop asked everybody to save, a window that closes asks nothing."""

_QUIET_PAGES = frozenset(
    {"today", "library", "exercise", "diary", "programme", "settings", "help", "about", "menu"}
)
"""Nothing is being typed or answered there that is about the diary in memory."""

Open = Callable[[bool], "Diary"]
"""Opens the diary in its file; arg: whether another program's lock is waited for."""


class Unsaved(QObject):
    """Puts what is in memory into the file as soon as that can be opened.

    It tries by itself now and then, and once more when the window closes; only where that fails,
    too, does it ask.

    Attributes:
        card: The question before the window closes, if it is asked.
        ask_where: Asks where a spreadsheet is to be saved.

    Signals:
        opened: The diary is open, and has in it what was in memory; arg: the `Diary`.
        came_by_itself: The same, and nobody had asked for it; args: it, and whether anything was.
        ways_wanted: What can be done about the diary is to be asked.
    """

    opened = Signal(object)
    came_by_itself = Signal(object, bool)
    ways_wanted = Signal()

    def __init__(
        self,
        look: Look,
        clock: Clock,
        own: Callable[[], Workspace | None],
        open_diary: Open,
        why_not: Callable[[], str],
        has_ways: Callable[[], bool],
        window: MainWindow,
    ) -> None:
        """`own` are the person's own things, be they in front or behind the demo.

        `open_diary` raises a `DiaryError`. `why_not` says why no mere try helps, "" where one
        may; `has_ways` whether there is more to be done about the diary than to try again.
        """
        super().__init__(window)
        self._look = look
        self._clock = clock
        self._own = own
        self._open = open_diary
        self._why_not = why_not
        self._has_ways = has_ways
        self._window = window
        self._is_given_up = False
        self._desktop_ends_ms: int | None = None
        self.card: UnsavedCard | None = None
        self.ask_where: AskWhere | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.setInterval(_TRY_EVERY_MS)
        self._timer.timeout.connect(self.look_again)

    def watch(self) -> None:
        """From now on it tries by itself, as long as the diary is not open."""
        if self._in_memory is not None:
            self._timer.start()

    def rest(self) -> None:
        """The person is asked about the diary: nothing is tried behind that."""
        self._timer.stop()

    def look_again(self) -> None:
        """Tries by itself, where that comes in nobody's way."""
        if not self._timer.isActive():
            return
        own = self._in_memory
        if own is None:
            self._timer.stop()
            return
        if self._why_not() or not self._is_quiet(own):
            return
        held = self._held
        try:
            diary = self._filled(wait=False)
        except BackrehabError as error:
            log.debug("the diary can still not be opened: %s", error)
            return
        log.info("the diary could be opened again")
        self._timer.stop()
        self.came_by_itself.emit(diary, bool(held))

    def may_close(self, close: Callable[[], None]) -> bool:
        """Saves what is in no file; asks where it can't, and calls `close` once it may be lost."""
        if self._is_given_up:
            return True
        focus = self._window.focusWidget()
        if focus is not None:
            focus.clearFocus()  # a note that is being typed goes in, too
        self._window.leave()
        self._take_away()
        why = self._save()
        if not why:
            return True
        ends_ms = self._desktop_ends_ms
        if ends_ms is not None and self._clock.monotonic_ms() - ends_ms < _DESKTOP_ENDS_MS:
            return True
        self._ask(why, close)
        return False

    def save_unasked(self) -> None:
        """The desktop is about to end everything, or it may be: one try, and no question."""
        self._desktop_ends_ms = self._clock.monotonic_ms()
        self._save()

    def leave(self) -> None:
        """The last try, at the very end; nothing is asked from now on."""
        self._timer.stop()
        self._take_away()
        if not self._is_given_up and (why := self._save()):
            log.warning("what was only in memory is lost: %s", why)
        self._is_given_up = True

    def give_up(self) -> None:
        """All of it may be lost."""
        self._is_given_up = True

    # Inside

    @property
    def _in_memory(self) -> Workspace | None:
        """The person's own things, where their diary was wanted and has no file."""
        own = self._own()
        return own if own is not None and own.is_open and own.only_in_memory else None

    @property
    def _held(self) -> Holdings:
        from backrehab.storage.only_here import Holdings, holdings

        own = self._in_memory
        return holdings(own.diary) if own is not None else Holdings()

    def _save(self) -> str:
        """One try to have all of it in the file; why it isn't, or "" where nothing is missing."""
        if self._held:
            if why := self._why_not():
                return why
            try:
                diary = self._filled(wait=True)
            except BackrehabError as error:
                log.warning("the diary: %s", error)
                return str(error)
            self.opened.emit(diary)
        return "".join(session.save_again() for session in self._window.pages.built("session"))

    def _filled(self, *, wait: bool) -> Diary:
        """The diary in its file, with what is in memory in it."""
        own = self._in_memory
        assert own is not None
        diary = self._open(wait)
        try:
            diary.take_over(own.diary)
        except BackrehabError:
            diary.close()
            raise
        return diary

    def _is_quiet(self, own: Workspace) -> bool:
        """Whether nothing is asked, typed or worked on that another diary would put an end to."""
        window = self._window
        return (
            self.card is None
            and window.shows(own)
            and window.navigation.trail.current in _QUIET_PAGES
            and not window.can_undo
            and all(page.errands.errand is None for page in window.pages.built("diary"))
        )

    def _ask(self, why: str, close: Callable[[], None]) -> None:
        from backrehab.ui.unsaved_card import UnsavedCard

        asks_first = bool(self._held) and self._has_ways()
        card = UnsavedCard(self._window, self._look, self._held, why, asks_first=asks_first)
        self.card = card
        card.open_wanted.connect(
            self._ask_for_ways if asks_first else lambda: self._try_once_more(close)
        )
        card.save_wanted.connect(self._save_spreadsheet)
        card.close_wanted.connect(lambda: self._close(close))
        card.back.connect(self._take_away)
        card.ask()

    def _try_once_more(self, close: Callable[[], None]) -> None:
        if self.may_close(close):
            close()

    def _ask_for_ways(self) -> None:
        self._take_away()
        self.ways_wanted.emit()

    def _close(self, close: Callable[[], None]) -> None:
        self._is_given_up = True
        self._take_away()
        close()

    def _save_spreadsheet(self) -> None:
        from backrehab.storage.export import export_csv
        from backrehab.ui.passphrase_words import saved_words
        from backrehab.ui.saving import Form, ask_where, name_of

        own, card = self._in_memory, self.card
        if own is None or card is None:
            return
        name = name_of(Form.SPREADSHEET, self._clock.now().date())
        to = (self.ask_where or ask_where)(self._window, Form.SPREADSHEET, name)
        if to is None:
            return
        try:
            rows = export_csv(own.diary, to, None, None)
        except BackrehabError as error:
            card.show_saved(str(error), done=False)
        else:
            card.show_saved(saved_words(rows, to), done=True)

    def _take_away(self) -> None:
        if self.card is not None:
            card, self.card = self.card, None
            card.leave()
