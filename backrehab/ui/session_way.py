"""The way to a session and out of it: which side is sore, what is in it, Start, its end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from backrehab.core.model import Exercise, Library, Programme, SideRule, SoreSide
from backrehab.ui.navigation import Navigation
from backrehab.ui.pages import Pages
from backrehab.ui.workspace import Workspace

if TYPE_CHECKING:
    from backrehab.core.clock import Clock
    from backrehab.core.going_on import GoOn
    from backrehab.core.routine import Routine
    from backrehab.storage.diary import Diary
    from backrehab.ui.look import Look


class SessionWay(QObject):
    """Asks what has to be known first, page by page, then starts it.

    Signals:
        side_told: arg: the sore side to be kept in the programme.
        failed: What was left of an earlier session can't be written; arg: why, for the person.
    """

    side_told = Signal(object)
    failed = Signal(str)

    def __init__(
        self,
        pages: Pages,
        navigation: Navigation,
        library: Library,
        workspace: Callable[[], Workspace],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._pages = pages
        self._navigation = navigation
        self._library = library
        self._workspace = workspace
        self._window = window
        self._title = ""
        self._exercises: tuple[Exercise, ...] = ()
        self._is_routine = False
        self._asked_about: Diary | None = None
        pages.made.connect(self._connect)

    @property
    def runs(self) -> bool:
        """Whether a session is on, paused or not."""
        return any(session.controller.runs for session in self._pages.built("session"))

    def begin(self, title: str, exercises: Iterable[Exercise], is_routine: bool) -> None:
        """Towards a session with these exercises.

        A routine is always shown before it starts; a single exercise, which was seen on its own
        page, only where the person wants to be asked for the pain before.
        """
        self._title, self._exercises, self._is_routine = title, tuple(exercises), is_routine
        programme = self._workspace().programme
        one_sided = [it for it in self._exercises if it.dose.side is SideRule.AFFECTED]
        if one_sided and programme.sore_side in {None, SoreSide.ASK}:
            self._navigation.go("sore_side")
            self._pages.sore_side.ask(one_sided[0].title, programme.sore_side)
        else:
            self._show_before(programme)

    def start(self, routine: Routine, pain_before: int | None = None) -> None:
        """Starts a session; afterwards the person is back where they asked for it."""
        for name in ("sore_side", "before"):
            self._navigation.trail.drop(name)
        self._run(routine, pain_before=pain_before)

    def stop(self) -> None:
        """Ends the session that runs, if one does, and keeps what was done."""
        if self.runs:
            self._pages.session.controller.stop()

    def ask_about_unfinished(self, look: Look, clock: Clock) -> None:
        """Asks once about a session that was cut off: one left open waits for the next start.

        Once of each diary: the true one may come in the place of one in memory.
        """
        workspace = self._workspace()
        if workspace.is_demo or workspace.diary is self._asked_about:
            return
        from backrehab.ui.unfinished import UnfinishedSessions

        self._asked_about = workspace.diary
        unfinished = UnfinishedSessions(look, clock, self._library, self._window)
        unfinished.go_on_wanted.connect(self._go_on)
        unfinished.failed.connect(self.failed)
        unfinished.ask(workspace.diary)

    def _connect(self, name: str) -> None:
        page: Any = self._pages.page(name)
        match name:
            case "today" | "library":
                page.session_wanted.connect(self.begin)
            case "exercise":
                page.start_wanted.connect(self._begin_exercise)
            case "sore_side":
                page.chosen.connect(self._take_side)
            case "before":
                page.start_wanted.connect(self.start)
            case "session":
                page.finished.connect(self._end)

    def _begin_exercise(self, exercise_id: str) -> None:
        exercise = self._library.exercise(exercise_id)
        self.begin(exercise.title, [exercise], is_routine=False)

    def _take_side(self, side: SoreSide, kept: SoreSide) -> None:
        """The sore side for now, and what is to be kept of it."""
        self._navigation.trail.drop("sore_side")
        self.side_told.emit(kept)
        self._show_before(self._workspace().programme.with_sore_side(side))

    def _show_before(self, programme: Programme) -> None:
        from backrehab.core.routine import make_routine

        routine = make_routine(self._title, self._exercises, programme)
        ask_pain = self._workspace().preferences.ask_pain_before
        if not self._is_routine and not ask_pain:
            self.start(routine)
            return
        self._pages.before.show_routine(routine, ask_pain=ask_pain)
        self._navigation.go("before")

    def _go_on(self, go_on: GoOn) -> None:
        self._run(go_on.routine, go_on=go_on)

    def _run(
        self, routine: Routine, *, pain_before: int | None = None, go_on: GoOn | None = None
    ) -> None:
        self._navigation.go("session")
        self._pages.session.begin(
            routine,
            self._workspace(),
            self._library.version,
            pain_before=pain_before,
            go_on=go_on,
        )

    def _end(self) -> None:
        for page in self._pages.built("settings"):
            page.show_workspace(self._workspace())
        self._navigation.leave("session")
