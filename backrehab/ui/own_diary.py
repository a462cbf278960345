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
        window: MainWindow,
    ) -> None:
        super().__init__(window)
        self._path = path
        self._look = look
        self._clock = clock
        self._workspace = workspace
        self._window = window
        self._copying: Thread | None = None
        self._damaged: DamagedDiary | None = None
        self.changes: PassphraseChanges | None = None
        self._sealed_copy: SealedCopy | None = None
        self.copy_kept.connect(self._take_kept, Qt.ConnectionType.QueuedConnection)
        window.bars.closed_diary_wanted.connect(self._ask)

    def look_at(self) -> None:
        """Says what went wrong, if anything; a diary that can't be opened is asked about first."""
        if self._workspace().only_in_memory:
            self._ask()
            return
        self._window.show_troubles()
        if not self._workspace().is_demo:
            self._keep_copy()

    def look_again(self) -> None:
        """After a session: what was just recorded should go into a file, if it can by now."""
        if self._workspace().only_in_memory:
            self._ask()

    def show_whether_closed(self) -> None:
        """A bar says so as long as the diary is closed for want of its passphrase."""
        is_closed = self._damaged is not None and self._damaged.is_closed
        self._window.bars.show_closed_diary(on=is_closed and self._workspace().only_in_memory)

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
        self.changes.opened.connect(self._window.take_diary)

    def leave(self) -> None:
        """Waits for what has the file open, before the diary is closed."""
        for asking in (self._damaged, self.changes, self._sealed_copy):
            if asking is not None:
                asking.leave()
        self._wait_for_copy()

    # Inside

    def _open(self) -> Diary:
        return diary_or_memory(self._path, self._clock)

    def _close(self) -> None:
        from backrehab.storage.diary import Diary

        self._wait_for_copy()
        self._window.take_diary(Diary.in_memory())

    def _wait_for_copy(self) -> None:
        if self._copying is not None:
            self._copying.join()  # it has the diary open

    def _ask(self) -> None:
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
            self._damaged.over.connect(self.show_whether_closed)
            self._damaged.over.connect(self._window.show_troubles)
        self._damaged.ask(self._workspace().diary)

    def _take_opened(self, diary: Diary) -> None:
        self._window.take_diary(diary)
        self.show_whether_closed()
        self._keep_copy()

    def _ask_to_put_back(self, copy: Backup) -> None:
        from backrehab.ui.putting_back import PuttingBack

        self._wait_for_copy()
        putting_back = PuttingBack(self._look, self._clock, self._path, self._open, self._window)
        putting_back.opened.connect(self._window.take_diary)
        putting_back.ask(copy, self._workspace().diary)

    def _keep_copy(self) -> None:
        """Makes the day's copy of the diary in a thread and with a connection of its own."""
        from threading import Thread

        self._wait_for_copy()

        def keep() -> None:
            from backrehab.storage.backup import keep_backup

            self.copy_kept.emit(keep_backup(self._path, self._clock.now()))

        self._copying = Thread(target=keep, name="copy of the diary")
        self._copying.start()

    def _take_kept(self, kept: Kept) -> None:
        if not kept.trouble or self._workspace().is_demo:
            return
        log.warning("no copy of the diary: %s", kept.trouble)
        if kept.is_diary_damaged and not self._window.session_way.runs:
            self._close()  # nothing may have it open meanwhile
            self._ask()
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


def open_diary(path: Path, clock: Clock) -> Diary:
    """The diary, with what was deleted forgotten.

    Raises:
        DiaryError: it can't be opened.
    """
    from backrehab.storage.diary import Diary
    from backrehab.storage.forgetting import forget_deleted

    diary = Diary.open(path, wait_ms=_WAIT_MS)
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
