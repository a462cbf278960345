"""The way to a session: which side is sore, then what is in it, then Start."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal

from backrehab.core.model import Exercise, Programme, SideRule, SoreSide
from backrehab.ui.pages import Pages
from backrehab.ui.workspace import Workspace


class SessionWay(QObject):
    """Asks what has to be known first, page by page.

    Signals:
        page_wanted: arg: the name of the page to show next.
        side_told: arg: the sore side to be kept in the programme.
        ready: Nothing is left to ask; arg: the routine.
    """

    page_wanted = Signal(str)
    side_told = Signal(object)
    ready = Signal(object)

    def __init__(
        self, pages: Pages, workspace: Callable[[], Workspace], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._pages = pages
        self._workspace = workspace
        self._title = ""
        self._exercises: tuple[Exercise, ...] = ()
        self._is_routine = False

    def begin(self, title: str, exercises: Iterable[Exercise], is_routine: bool) -> None:
        """Towards a session with these exercises.

        A routine is always shown before it starts; a single exercise, which was seen on its own
        page, only where the person wants to be asked for the pain before.
        """
        self._title, self._exercises, self._is_routine = title, tuple(exercises), is_routine
        programme = self._workspace().programme
        one_sided = [it for it in self._exercises if it.dose.side is SideRule.AFFECTED]
        if one_sided and programme.sore_side in {None, SoreSide.ASK}:
            self.page_wanted.emit("sore_side")
            self._pages.sore_side.ask(one_sided[0].title, programme.sore_side)
        else:
            self._show_before(programme)

    def take_side(self, side: SoreSide, kept: SoreSide) -> None:
        """The sore side for now, and what is to be kept of it."""
        self.side_told.emit(kept)
        self._show_before(self._workspace().programme.with_sore_side(side))

    def _show_before(self, programme: Programme) -> None:
        from backrehab.core.routine import make_routine

        routine = make_routine(self._title, self._exercises, programme)
        ask_pain = self._workspace().preferences.ask_pain_before
        if not self._is_routine and not ask_pain:
            self.ready.emit(routine)
            return
        self._pages.before.show_routine(routine, ask_pain=ask_pain)
        self.page_wanted.emit("before")
