"""One errand at a time on a page, with its card; and what is said when it failed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from backrehab.ui.errand import Errand
from backrehab.ui.look import Look
from backrehab.ui.message import show_message
from backrehab.ui.working import Working

if TYPE_CHECKING:
    from backrehab.storage.diary import Diary
    from backrehab.storage.progress import Progress


class OneErrand(QObject):
    """What takes long shows how far it is and can be stopped.

    Attributes:
        errand: The one that is under way, if one is.
        working: Its card.
    """

    def __init__(self, look: Look, page: QWidget) -> None:
        super().__init__(page)
        self._look = look
        self._page = page
        self.errand: Errand | None = None
        self.working: Working | None = None

    def begin(self, title: str, diary: Diary, work: Callable[[Diary, Progress], object]) -> Errand:
        """An errand of the title, to be connected and started; none may be under way."""
        assert self.errand is None
        self.errand = errand = Errand.with_diary(diary, work, self)
        self.working = Working(self._look, self._page.window(), title, errand)
        errand.over.connect(self._end)
        return errand

    def leave(self) -> None:
        """Stops what is being done; everything stays as it was."""
        if self.errand is not None:
            self.errand.leave()
            self.errand.deleteLater()
            self.errand = None
        if self.working is not None:
            self.working.go()
            self.working = None

    def tell(self, title: str, words: str) -> None:
        """Says something that has to be read, in the place of the card."""
        if self.working is not None:
            self.working.go()  # else it would lie over the words
        show_message(self._page.window(), self._look, title, words)

    def _end(self) -> None:
        if self.errand is not None:
            self.errand.deleteLater()
        self.errand = self.working = None
