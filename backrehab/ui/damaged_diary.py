"""The question what to do about a diary that can't be opened; until then all goes into memory."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from backrehab.core.clock import Clock
from backrehab.core.errors import BackrehabError
from backrehab.storage.diary import Diary
from backrehab.storage.examine import DiaryState, Examined
from backrehab.storage.rescue import Rescue, Way, look_for_ways, take
from backrehab.ui import diary_words as words
from backrehab.ui import passphrase_words
from backrehab.ui.buttons import Kind
from backrehab.ui.look import Look
from backrehab.ui.message import OK, Answer, Message, show_message

if TYPE_CHECKING:
    from backrehab.ui.over_card import OverCard

log = logging.getLogger(__name__)

_T = TypeVar("_T")

_STAYS_SHUT = frozenset(
    {DiaryState.SEALED, DiaryState.NEWER, DiaryState.NOT_A_DATABASE, DiaryState.DAMAGED}
)


class DamagedDiary(QObject):
    """Asks, and does what is answered. Whatever is chosen, the file there is kept.

    Attributes:
        message: The card in sight, if any.
        card: The one that asks for a passphrase, or says what can be done without it, if any.
        is_closed: Whether the diary is sound for all that is known, but under a passphrase.

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
        self.card: OverCard | None = None
        self.is_closed = False
        self._found: Examined | None = None

    @property
    def has_ways(self) -> bool:
        """Whether there is more to be done about the diary than to try again."""
        return self._found is not None and self._found.state in {*_STAYS_SHUT, DiaryState.LOST}

    @property
    def why_no_try_helps(self) -> str:
        """Why the diary opens by no mere try; "" where what stands in the way may go by itself.

        One that is damaged may open all the same: nothing is written into it unasked.
        """
        found = self._found
        return "" if found is None or found.state not in _STAYS_SHUT else found.words

    def ask(self, meanwhile: Diary) -> None:
        """Looks at the diary and asks; `meanwhile` is the one in memory that is used so far.

        The fault may be gone by then: the diary is just opened.
        """
        self.leave()
        self._meanwhile = meanwhile
        rescue = self._waiting(lambda: look_for_ways(self._path, self._clock.now()))
        self._found = rescue.found
        self.is_closed = rescue.found.state is DiaryState.SEALED
        if rescue.found.state in {DiaryState.GOOD, DiaryState.MISSING}:
            self._go(Way.TRY_AGAIN, rescue)
            return
        level = logging.INFO if self.is_closed else logging.WARNING
        log.log(level, "the diary is %s; ways: %s", rescue.found.state, ", ".join(rescue.ways))
        self._ask(rescue)

    def leave(self) -> None:
        """Takes the card for the passphrase away, if it is there."""
        if self.card is not None:
            card, self.card = self.card, None
            card.leave()

    def _ask(self, rescue: Rescue) -> None:
        if rescue.found.state is DiaryState.SEALED or rescue.are_copies_closed:
            self._ask_for_passphrase(rescue)
            return
        main, *others = rescue.ways
        if rescue.found.state is DiaryState.NEWER:
            others = list(rescue.ways)
            answers = [Answer(words.NOT_NOW, Kind.MAIN), Answer(words.OTHER_WAYS)]
            steps: list[Callable[[], None]] = [self._leave, lambda: self._ask_others(rescue)]
        else:
            answers = [Answer(words.button(main, rescue), Kind.MAIN)]
            steps = [lambda: self._go(main, rescue)]
            if others and rescue.found.state is DiaryState.LOST and len(others) == 1:
                # Nothing there can be lost by it, so it needs no step of its own.
                answers.append(Answer(words.button(others[0], rescue)))
                steps.append(lambda: self._go(others[0], rescue))
            elif others:
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

    def _ask_for_passphrase(self, rescue: Rescue) -> None:
        from backrehab.ui.sealed_diary import SealedDiaryCard

        assert self._meanwhile is not None
        self.leave()
        sessions = self._meanwhile.count_sessions()
        card = self.card = SealedDiaryCard(self._window, self._look, rescue, sessions)
        card.right.connect(
            partial(self.ask, self._meanwhile) if rescue.are_copies_closed else self._open_unlocked
        )
        card.without.connect(self._leave)
        card.lost.connect(lambda: self._say_what_else(rescue))
        card.ask()

    def _say_what_else(self, rescue: Rescue) -> None:
        from backrehab.ui.sealed_diary import LostPassphraseCard

        self.leave()
        card = self.card = LostPassphraseCard(self._window, self._look, rescue)
        card.back.connect(lambda: self._ask_for_passphrase(rescue))
        card.way_chosen.connect(lambda way: self._go(way, rescue))
        card.ask()

    def _open_unlocked(self) -> None:
        """Opens it with the passphrase just told; it is asked about again if it is damaged, too.

        Nothing is said of it, as this is how each day begins, unless something went in.
        """
        assert self._meanwhile is not None
        self.leave()
        try:
            diary = self._waiting(self._open_diary)
        except BackrehabError as error:
            log.warning("the diary: %s", error)
            self.ask(self._meanwhile)
            return
        try:
            carried = self._carry(diary)
        except BackrehabError as error:
            self._say_failed(error)
            return
        self._take_open(diary)
        if carried:
            text = passphrase_words.carried_words(carried)
            self._show(passphrase_words.OPENED, text, OK, [self._leave], 0)
        else:
            self._leave()

    def _take_open(self, diary: Diary) -> None:
        self.is_closed = False
        self._found = None
        self.opened.emit(diary)

    def _go(self, way: Way, rescue: Rescue) -> None:
        assert self._meanwhile is not None
        self.leave()
        try:
            taken = self._waiting(lambda: take(way, rescue, self._clock.now()))
            diary = self._open_diary()
            carried = self._carry(diary)
        except BackrehabError as error:
            self._say_failed(error)
            return
        log.info("the diary was opened: %s, %d carried over", way, carried)
        text = words.outcome(taken, carried)
        was_closed = self.is_closed or rescue.are_copies_closed
        if was_closed and diary.key is None:
            text = f"{text}\n\n{passphrase_words.NOW_PLAIN}"
        self._take_open(diary)
        self._show(words.DONE_TITLE, text, OK, [self._leave], 0)

    def _say_failed(self, error: BackrehabError) -> None:
        log.warning("the diary: %s", error)
        self._show(words.FAILED_TITLE, str(error), OK, [self._ask_again], 0)

    def _carry(self, diary: Diary) -> int:
        assert self._meanwhile is not None
        try:
            return diary.take_over(self._meanwhile)
        except BackrehabError:
            diary.close()
            raise

    def _ask_again(self) -> None:
        rescue = self._waiting(lambda: look_for_ways(self._path, self._clock.now()))
        if rescue.found.state in {DiaryState.GOOD, DiaryState.MISSING}:
            # It can be opened, but what was recorded meanwhile couldn't be put in.
            self._leave()
            return
        self._ask(rescue)

    def _leave(self) -> None:
        self.leave()
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
