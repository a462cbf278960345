"""A copy back in the diary's place: asked about first, then done, and shown at once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from backrehab.core.clock import Clock
from backrehab.core.errors import BackrehabError
from backrehab.storage.backup import Backup
from backrehab.storage.contents import contents_now
from backrehab.storage.diary import Diary
from backrehab.storage.restore import restore
from backrehab.ui import copy_words as words
from backrehab.ui.buttons import Kind
from backrehab.ui.look import Look
from backrehab.ui.message import Answer, Message, show_message
from backrehab.ui.passphrase_words import NOW_UNDER_ITS

log = logging.getLogger(__name__)


class PuttingBack(QObject):
    """Asks, and does what is answered.

    Attributes:
        message: The card that was shown last.

    Signals:
        opened: The diary is open again, the copy's or the one before; arg: the `Diary`.
    """

    opened = Signal(object)

    def __init__(
        self, look: Look, clock: Clock, path: Path, open_diary: Callable[[], Diary], over: QWidget
    ) -> None:
        """`open_diary` opens the diary at `path`; the cards are shown over the window `over`."""
        super().__init__(over)
        self._look = look
        self._clock = clock
        self._path = path
        self._open_diary = open_diary
        self._window = over
        self.message: Message | None = None

    def ask(self, copy: Backup, diary: Callable[[], Diary]) -> None:
        """Says what is in the copy and in the open diary, and asks.

        `diary` gives the one that is open: it may be another one once the question is answered.
        """
        if copy.contents is None:
            return
        try:
            text = words.question(copy, copy.contents, contents_now(diary()))
        except BackrehabError as error:
            self._say(words.FAILED, str(error))
            return
        answers = [Answer(words.PUT_BACK, Kind.MAIN), Answer(words.LEAVE)]
        self.message = show_message(
            self._window,
            self._look,
            words.QUESTION,
            text,
            answers,
            lambda place: self._put_back(copy, diary()) if place == 0 else None,
            escape=1,
        )

    def _put_back(self, copy: Backup, diary: Diary) -> None:
        had_passphrase = diary.key is not None
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            diary.close()  # nobody may have it open meanwhile
            try:
                done = restore(copy.path, self._path, self._clock.now()).contents
                title, text = words.DONE, words.outcome(done)
            except BackrehabError as error:
                log.warning("no copy was put back: %s", error)
                title, text = words.FAILED, str(error)
            present = self._open_diary()
            if present.key is not None and not had_passphrase:
                text = f"{text}\n{NOW_UNDER_ITS}"
            self.opened.emit(present)
        finally:
            QGuiApplication.restoreOverrideCursor()
        self._say(title, text)

    def _say(self, title: str, text: str) -> None:
        self.message = show_message(self._window, self._look, title, text)
