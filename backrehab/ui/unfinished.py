"""After a crash: whether to go on with the session that was cut off, or keep what was done."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from backrehab.core.clock import Clock
from backrehab.core.errors import DiaryError
from backrehab.core.going_on import GoOn, Hindrance, way_on
from backrehab.core.model import Library
from backrehab.core.unfinished_text import unfinished_words
from backrehab.storage.diary import Diary
from backrehab.storage.routine_text import routine_from_text
from backrehab.ui.buttons import Kind
from backrehab.ui.look import Look
from backrehab.ui.message import Answer, Message, show_message
from backrehab.ui.session_record import write_missing_end

log = logging.getLogger(__name__)

_KEEP = "Keep what was done"
_LATER = -1
"""No button of the question: it comes again at the next start."""


class UnfinishedSessions(QObject):
    """Asks about the newest session that was cut off, and does what is answered.

    Attributes:
        message: The question while it is asked.

    Signals:
        go_on_wanted: The person goes on where it stopped; arg: the `GoOn`.
        failed: What was answered can't be written now; arg: why, in plain words. The question
            comes again at the next start.
    """

    go_on_wanted = Signal(object)
    failed = Signal(str)

    def __init__(self, look: Look, clock: Clock, library: Library, over: QWidget) -> None:
        """`over` is the window the question is shown in."""
        super().__init__(over)
        self._look = look
        self._clock = clock
        self._library = library
        self._over = over
        self.message: Message | None = None

    def ask(self, diary: Diary) -> None:
        """Asks if there is one; to be called while no session runs."""
        now = self._clock.now()
        try:
            unfinished = diary.unfinished()
            if unfinished is None:
                return
            routine = routine_from_text(unfinished.plan, self._library)
            way = way_on(unfinished, routine, now)
            if isinstance(way, GoOn) and way.is_over:
                write_missing_end(diary, way, now)
                return
        except DiaryError as error:
            log.warning("unfinished session: %s", error)
            return
        answers = [Answer(_KEEP, Kind.MAIN)]
        if isinstance(way, GoOn):
            answers = [
                Answer("Go on where you stopped", Kind.MAIN, "play"),
                Answer(_KEEP),
                Answer("Ask me later", Kind.QUIET),
            ]
        title = f"“{routine.title}” is not finished" if routine else "A session is not finished"
        self.message = show_message(
            self._over,
            self._look,
            title,
            unfinished_words(unfinished, way, now),
            answers,
            escape=_LATER,
        )
        self.message.answered.connect(lambda place: self._take(place, diary, way))

    def _take(self, place: int, diary: Diary, way: GoOn | Hindrance) -> None:
        self.message = None
        keep = 1 if isinstance(way, GoOn) else 0
        if place == keep:
            try:
                diary.close_interrupted(self._clock.now())
            except DiaryError as error:
                self.failed.emit(str(error))
        elif place == 0 and isinstance(way, GoOn):
            self.go_on_wanted.emit(way)
