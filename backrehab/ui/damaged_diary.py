"""The question what to do about a diary that can't be opened; until then all goes into memory."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from backrehab.core.clock import Clock
from backrehab.core.errors import BackrehabError
from backrehab.storage.diary import Diary
from backrehab.storage.examine import DiaryState
from backrehab.storage.rescue import Rescue, Way, look_for_ways, take
from backrehab.ui import diary_words as words
from backrehab.ui.controls import Kind
from backrehab.ui.look import Look
from backrehab.ui.message import OK, Answer, Message, show_message

log = logging.getLogger(__name__)

_T = TypeVar("_T")


class DamagedDiary(QObject):
    """Asks, and does what is answered. Whatever is chosen, the file there is kept.

    Attributes:
        message: The card in sight, if any.

    Signals:
        opened: The true diary is open, with what was recorded meanwhile in it; arg: the `Diary`.
        over: Nothing more is asked for now, whether it was opened or not.
    """

    opened = Signal(object)
    over = Signal()

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
        self._meanwhile: Diary | None = None
        self.message: Message | None = None

    def ask(self, meanwhile: Diary) -> None:
        """Looks at the diary and asks; `meanwhile` is the one in memory that is used so far.

        The fault may be gone by then: the diary is just opened.
        """
        self._meanwhile = meanwhile
        rescue = self._waiting(lambda: look_for_ways(self._path))
        if rescue.found.state in {DiaryState.GOOD, DiaryState.MISSING}:
            self._go(Way.TRY_AGAIN, rescue)
            return
        log.warning("the diary is %s; ways: %s", rescue.found.state, ", ".join(rescue.ways))
        self._ask(rescue)

    def _ask(self, rescue: Rescue) -> None:
        main, *others = rescue.ways
        if rescue.found.state is DiaryState.NEWER:
            others = list(rescue.ways)
            answers = [Answer(words.NOT_NOW, Kind.MAIN), Answer(words.OTHER_WAYS)]
            steps: list[Callable[[], None]] = [self._leave, lambda: self._ask_others(rescue)]
        else:
            answers = [Answer(words.button(main, rescue), Kind.MAIN)]
            steps = [lambda: self._go(main, rescue)]
            if others:
                answers.append(Answer(words.OTHER_WAYS))
                steps.append(lambda: self._ask_others(rescue))
            answers.append(Answer(words.NOT_NOW))
            steps.append(self._leave)
        leave = answers.index(next(it for it in answers if it.text == words.NOT_NOW))
        self._show(words.TITLES[rescue.found.state], words.question(rescue), answers, steps, leave)

    def _ask_others(self, rescue: Rescue) -> None:
        ways = rescue.ways if rescue.found.state is DiaryState.NEWER else rescue.ways[1:]
        answers = [*(Answer(words.button(way, rescue)) for way in ways), Answer(words.BACK)]
        steps: list[Callable[[], None]] = [partial(self._go, way, rescue) for way in ways]
        steps.append(lambda: self._ask(rescue))
        text = words.other_ways(rescue)
        self._show(words.OTHER_TITLE, text, answers, steps, len(ways))

    def _go(self, way: Way, rescue: Rescue) -> None:
        assert self._meanwhile is not None
        try:
            taken = self._waiting(lambda: take(way, rescue, self._clock.now()))
            diary = self._open_diary()
            carried = self._carry(diary)
        except BackrehabError as error:
            log.warning("the diary: %s", error)
            again = [Answer("OK", Kind.MAIN)]
            self._show(words.FAILED_TITLE, str(error), again, [self._ask_again], 0)
            return
        log.info("the diary was opened: %s, %d carried over", way, carried)
        self.opened.emit(diary)
        self._show(words.DONE_TITLE, words.outcome(taken, carried), OK, [self._leave], 0)

    def _carry(self, diary: Diary) -> int:
        assert self._meanwhile is not None
        try:
            return diary.take_over(self._meanwhile)
        except BackrehabError:
            diary.close()
            raise

    def _ask_again(self) -> None:
        rescue = self._waiting(lambda: look_for_ways(self._path))
        if rescue.found.state in {DiaryState.GOOD, DiaryState.MISSING}:
            # It can be opened, but what was recorded meanwhile couldn't be put in.
            self._leave()
            return
        self._ask(rescue)

    def _leave(self) -> None:
        self.message = None
        self.over.emit()

    def _show(
        self,
        title: str,
        text: str,
        answers: Sequence[Answer],
        steps: Sequence[Callable[[], None]],
        escape: int,
    ) -> None:
        self.message = show_message(
            self._window,
            self._look,
            title,
            text,
            answers,
            lambda place: steps[place](),
            escape=escape,
        )

    def _waiting(self, work: Callable[[], _T]) -> _T:
        """Work that may take a moment, with the pointer saying so."""
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            return work()
        finally:
            QGuiApplication.restoreOverrideCursor()
