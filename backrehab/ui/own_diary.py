"""A person's own diary behind the window: opened, asked about, copied, put back, put under."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from backrehab.core.clock import Clock
from backrehab.core.errors import DiaryError
from backrehab.ui.look import Look
from backrehab.ui.unsaved import Unsaved
from backrehab.ui.window import MainWindow
from backrehab.ui.workspace import Workspace

if TYPE_CHECKING:
    from threading import Thread

    from backrehab.storage.backup import Backup, Kept
    from backrehab.storage.diary import Diary
    from backrehab.ui.damaged_diary import DamagedDiary
    from backrehab.ui.passphrase_changes import PassphraseChanges
    from backrehab.ui.sealed_copy import SealedCopy
    from backrehab.ui.settings_page import SettingsPage

log = logging.getLogger("backrehab")

_WAIT_MS = 500
"""How long another program may hold the diary: so long the picture of a session stands still."""


class OwnDiary(QObject):
    """What is done with the file, while the pages work on what is open.

    Attributes:
        changes: What Settings does about its passphrase, once Settings was seen.
        unsaved: What is only in memory, as long as the diary can't be opened.

    Signals:
        copy_kept: The day's copy of the diary was made, or why not; arg: a `Kept`.
    """

    copy_kept = Signal(object)

    def __init__(
        self,
        path: Path,
        look: Look,
        clock: Clock,
        workspace: Callable[[], Workspace],
        own: Callable[[], Workspace | None],
        window: MainWindow,
    ) -> None:
        """`workspace` is what is in front, `own` the person's own behind the demo as well."""
        super().__init__(window)
        self._path = path
        self._look = look
        self._clock = clock
        self._workspace = workspace
        self._own = own
        self._window = window
        self._was_asked = False
        self._copying: Thread | None = None
        self._damaged: DamagedDiary | None = None
        self.changes: PassphraseChanges | None = None
        self._sealed_copy: SealedCopy | None = None
        self.copy_kept.connect(self._take_kept, Qt.ConnectionType.QueuedConnection)
        window.bars.closed_diary_wanted.connect(self.ask)
        self.unsaved = Unsaved(
            look,
            clock,
            own,
            lambda wait: open_diary(path, clock, wait_ms=_WAIT_MS if wait else 0),
            self._why_no_try_helps,
            lambda: self._damaged is not None and self._damaged.has_ways,
            window,
        )
        self.unsaved.opened.connect(self._take_at_the_end)
        self.unsaved.came_by_itself.connect(self._take_by_itself)
        self.unsaved.ways_wanted.connect(self.ask)
        window.may_close = lambda: self.unsaved.may_close(self._close_window)
        # Once the page is there: what comes by itself shows on it.
        window.navigation.changed.connect(
            self.unsaved.look_again, Qt.ConnectionType.QueuedConnection
        )

    def look_at(self) -> None:
        """Says what went wrong, if anything; a diary that can't be opened is asked about first."""
        if self._workspace().only_in_memory:
            self.ask()
            return
        self._window.show_troubles()
        if not self._workspace().is_demo:
            self.keep_copy()

    def look_again(self) -> None:
        """After a session: what was just recorded should go into a file, if it can by now."""
        if self._workspace().only_in_memory:
            self.ask()

    def ask(self) -> None:
        """Opens the diary, or asks what is to be done about what stands in its way."""
        self.unsaved.rest()
        if self._damaged is None:
            from backrehab.ui.damaged_diary import DamagedDiary

            self._damaged = DamagedDiary(
                self._look,
                self._clock,
                self._path,
                lambda: open_diary(self._path, self._clock),
                self._window,
            )
            self._damaged.opened.connect(self._take_opened)
            self._damaged.over.connect(self._take_answered)
            self._damaged.over.connect(self._window.show_troubles)
        self._damaged.ask(self._workspace().diary)

    def show_whether_closed(self) -> None:
        """A bar says so as long as the diary is not open, once it was asked about."""
        is_closed = self._was_asked and self._workspace().only_in_memory
        self._window.bars.show_closed_diary(on=is_closed)

    def leave_for(self, go: Callable[[], None]) -> None:
        """Goes on to somebody else, once nothing is lost by it or it may be."""
        if self.unsaved.may_close(go):
            go()

    def watch_settings(self, settings: SettingsPage) -> None:
        """Settings can put a copy back, and the diary under a passphrase."""
        from backrehab.ui.passphrase_changes import PassphraseChanges
        from backrehab.ui.sealed_copy import SealedCopy

        copies = settings.copies
        copies.put_back_wanted.connect(self._ask_to_put_back)
        self._sealed_copy = SealedCopy(self._look, self._window)
        self._sealed_copy.unlocked.connect(copies.take_opened)
        copies.open_wanted.connect(self._sealed_copy.ask)
        self.changes = PassphraseChanges(
            self._look,
            self._clock,
            settings.protection,
            self._workspace,
            self._open,
            self._window,
            runs=lambda: self._window.session_way.runs,
        )
        self.changes.closing.connect(copies.leave)
        self.changes.closing.connect(self._close)
        self.changes.opened.connect(self._take_reopened)
        for wanted in (copies.diary_wanted, settings.protection.diary_wanted):
            wanted.connect(self.ask)

    def keep_copy(self) -> None:
        """Makes the day's copy of the diary in a thread and with a connection of its own."""
        from threading import Thread

        self._wait_for_copy()

        def keep() -> None:
            from backrehab.storage.backup import keep_backup

            self.copy_kept.emit(keep_backup(self._path, self._clock.now()))

        self._copying = Thread(target=keep, name="copy of the diary")
        self._copying.start()

    def leave(self) -> None:
        """Waits for what has the file open, before the diary is closed."""
        for asking in (self._damaged, self.changes, self._sealed_copy):
            if asking is not None:
                asking.leave()
        self.unsaved.leave()
        own = self._own()
        if own is not None and own.is_open and not own.only_in_memory:
            self.keep_copy()  # with what was done today
        self._wait_for_copy()

    # Inside

    def _open(self) -> Diary:
        return diary_or_memory(self._path, self._clock)

    def _close_window(self) -> None:
        self._window.close()

    def _close(self) -> None:
        from backrehab.storage.diary import Diary

        self._wait_for_copy()
        self._window.take_diary(Diary.in_memory())

    def _wait_for_copy(self) -> None:
        if self._copying is not None:
            self._copying.join()  # it has the diary open

    def _take_answered(self) -> None:
        self._was_asked = True
        self.show_whether_closed()
        self.unsaved.watch()

    def _why_no_try_helps(self) -> str:
        """Why the diary opens by no mere try; "" where it may, as what is in the way may go."""
        return "" if self._damaged is None else self._damaged.why_no_try_helps

    def _take_opened(self, diary: Diary) -> None:
        self._window.take_diary(diary)
        self.show_whether_closed()
        self.keep_copy()

    def _take_by_itself(self, diary: Diary, had_something: bool) -> None:
        from backrehab.ui.unsaved_words import OPEN_AGAIN, SAVED_AGAIN

        self._window.take_diary(diary, quietly=True)
        self.show_whether_closed()
        self._window.toast.say(SAVED_AGAIN if had_something else OPEN_AGAIN)
        self.keep_copy()
        self._window.show_troubles()

    def _take_at_the_end(self, diary: Diary) -> None:
        """The pages are left as they are: they go away, or are filled when they are next seen."""
        own = self._own()
        if own is self._workspace():
            self._window.take_diary(diary, quietly=True)
            self.show_whether_closed()
        elif own is not None:
            own.put_diary(diary)
        self.keep_copy()

    def _take_reopened(self, diary: Diary) -> None:
        self._was_asked = True
        self._window.take_diary(diary)
        self.show_whether_closed()
        self.unsaved.watch()

    def _ask_to_put_back(self, copy: Backup) -> None:
        from backrehab.ui.putting_back import PuttingBack

        self._wait_for_copy()
        putting_back = PuttingBack(self._look, self._clock, self._path, self._open, self._window)
        putting_back.opened.connect(self._take_reopened)
        putting_back.ask(copy, lambda: self._workspace().diary)

    def _take_kept(self, kept: Kept) -> None:
        if not kept.trouble or self._workspace().is_demo:
            return
        log.warning("no copy of the diary: %s", kept.trouble)
        if kept.is_diary_damaged and not self._window.session_way.runs:
            self._close()  # nothing may have it open meanwhile
            self.ask()
        else:
            self._window.toast.say(kept.trouble)


def diary_or_memory(path: Path, clock: Clock) -> Diary:
    """The diary; one in memory where the file can't be used, which is then asked about."""
    from backrehab.storage.diary import Diary
    from backrehab.storage.faults import DatabaseFault, Fault

    try:
        return open_diary(path, clock)
    except DiaryError as error:
        cause = error.__cause__
        is_closed = isinstance(cause, DatabaseFault) and cause.fault is Fault.SEALED
        log.log(logging.INFO if is_closed else logging.WARNING, "diary: %s", error)
        return Diary.in_memory()


def open_diary(path: Path, clock: Clock, *, wait_ms: int = _WAIT_MS) -> Diary:
    """The diary, with what was deleted forgotten.

    Raises:
        DiaryError: it can't be opened.
    """
    from backrehab.storage.diary import Diary
    from backrehab.storage.forgetting import forget_deleted

    diary = Diary.open(path, wait_ms=wait_ms)
    try:
        forget_deleted(diary)
        # Only the newest can be gone on with: the window asks about it.
        unfinished = diary.unfinished()
        if unfinished is not None:
            diary.close_interrupted(clock.now(), but=unfinished.session_id)
    except DiaryError:
        diary.close()
        raise
    return diary
