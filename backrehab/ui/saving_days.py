"""Saving some days of the diary in a form, where the person says."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from backrehab.core.clock import Clock
from backrehab.core.diary_range import DayRange
from backrehab.core.errors import BackrehabError
from backrehab.core.model import Library
from backrehab.ui.one_errand import OneErrand
from backrehab.ui.saving import AskWhere, Form, name_of, save, saved_words

if TYPE_CHECKING:
    from backrehab.storage.diary import Diary


class SavingDays(QObject):
    """Asks where, writes there, and says so.

    Signals:
        said: It is saved, or was stopped; arg: that, in words.
    """

    said = Signal(str)

    def __init__(
        self,
        page: QWidget,
        errands: OneErrand,
        clock: Clock,
        library: Library,
        resources: Path,
        ask_where: AskWhere,
    ) -> None:
        super().__init__(page)
        self._page = page
        self._errands = errands
        self._clock = clock
        self._library = library
        self._resources = resources
        self.ask_where = ask_where

    def save(self, diary: Callable[[], Diary], form: Form, days: DayRange, nothing: str) -> None:
        """Saves these days; `nothing` is what is said where there is no row in them.

        `diary` gives the one that is open: it may be another one once it is known where to.
        """
        if self._errands.errand is not None:
            return
        between = (days.since, days.until)
        try:
            rows = diary().count_entries(*between)
        except BackrehabError as error:
            self._errands.tell("Not saved", str(error))
            return
        if not rows:
            self.say_nothing_there(nothing)
            return
        today = self._clock.now().date()
        to = self.ask_where(self._page, form, name_of(form, today))
        if to is None:
            return
        work = partial(save, form, to, between, self._library.notices, self._resources, today)
        errand = self._errands.begin("Saving", diary(), work)
        errand.done.connect(lambda rows: self._saved(form, rows, to, nothing))
        errand.failed.connect(lambda error: self._errands.tell("Not saved", str(error)))
        errand.broken_off.connect(lambda: self.said.emit("Stopped. Nothing was saved."))
        errand.start()

    def say_nothing_there(self, nothing: str) -> None:
        """Says that there is no row, and that no file was written."""
        self._errands.tell("Nothing to save", f"{nothing} No file was written. Choose other days.")

    def _saved(self, form: Form, rows: int, to: Path, nothing: str) -> None:
        if rows:
            self.said.emit(saved_words(form, rows, to))
        else:
            self.say_nothing_there(nothing)
