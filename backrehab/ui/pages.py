"""The pages of the window, each built when it is first wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from backrehab.core.clock import Clock
from backrehab.core.model import Library
from backrehab.cues.tones import Tones
from backrehab.cues.voice import Voice
from backrehab.paths import Paths
from backrehab.players.base import Player
from backrehab.ui.look import Look
from backrehab.ui.questions import Questions
from backrehab.ui.reflow import Room
from backrehab.ui.workspace import Workspace

if TYPE_CHECKING:
    from backrehab.ui.about_page import AboutPage
    from backrehab.ui.before_page import BeforePage
    from backrehab.ui.by_hand_page import ByHandPage
    from backrehab.ui.diary_page import DiaryPage
    from backrehab.ui.exercise_page import ExercisePage
    from backrehab.ui.first_run import FirstRunPage
    from backrehab.ui.goals_page import GoalsPage
    from backrehab.ui.help_page import HelpPage
    from backrehab.ui.library_page import LibraryPage
    from backrehab.ui.programme_page import ProgrammePage
    from backrehab.ui.rail import MenuPage
    from backrehab.ui.session_page import SessionPage
    from backrehab.ui.session_view import SessionView
    from backrehab.ui.settings_page import SettingsPage
    from backrehab.ui.sore_side import SoreSidePage
    from backrehab.ui.today_page import TodayPage
    from backrehab.ui.ways_out_page import WaysOutPage

PageT = TypeVar("PageT", bound=QWidget)


class Pages(QStackedWidget):
    """One page at a time, by its name on the trail.

    The first picture has to be there soon: a page, with all it imports, is made when it is first
    wanted, and filled with what the workspace has.

    Signals:
        made: A page is there for the first time, to be connected; arg: its name.
    """

    made = Signal(str)

    def __init__(
        self,
        look: Look,
        clock: Clock,
        library: Library,
        paths: Paths,
        player: Player,
        tones: Tones,
        questions: Questions,
        workspace: Callable[[], Workspace],
        parent: QWidget | None = None,
        *,
        voice: Voice | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._clock = clock
        self._library = library
        self._paths = paths
        self._player = player
        self._tones = tones
        self._questions = questions
        self._voice = voice
        self._workspace = workspace
        self._room: Room | None = None
        self.videos = paths.content / "videos"
        self.mark_drawing = paths.resources / "icons" / "mark.svg"

    def page(self, name: str) -> QWidget:
        """A page by its name; made now if it has not been wanted before."""
        page: QWidget = getattr(self, name)
        return page

    def built(self, *names: str) -> Iterator[Any]:
        """Those of these pages that have been wanted so far."""
        return (vars(self)[name] for name in names if name in vars(self))

    def arrange(self, room: Room) -> None:
        """Tells every page how much room there is, those to come as well."""
        self._room = room
        for page in self.built(*NAMES):
            self._arrange_page(page)

    def show_workspace(self) -> None:
        """Fills what has been made with another person's things, or the demo's."""
        workspace = self._workspace()
        for page in self.built("today", "diary", "goals", "ways_out"):
            page.set_workspace(workspace)
        for page in self.built("settings"):
            page.show_workspace(workspace)
        for page in self.built("help"):
            page.show_region(workspace.preferences.region)
        for page in self.built("first_run"):
            page.set_again(False)
        self.show_programme()

    def read_again(self) -> None:
        """Shows what is in the diary now; a page in sight stays where it was scrolled to."""
        for page in self.built("today", "diary", "goals", "one_session"):
            if page.isVisible():
                page.refresh()
        for page in self.built("settings"):
            page.show_workspace(self._workspace())

    def show_programme(self) -> None:
        """Writes a changed programme where it is shown."""
        workspace = self._workspace()
        for page in self.built("library", "programme"):
            page.show_programme(workspace.programme)
        for page in self.built("settings"):
            page.show_workspace(workspace)

    # One by one. What they import is imported with them.

    @cached_property
    def menu(self) -> MenuPage:
        from backrehab.ui.rail import MenuPage

        return self._add("menu", MenuPage(self._look))

    @cached_property
    def today(self) -> TodayPage:
        from backrehab.ui.today_page import TodayPage

        page = TodayPage(self._look, self._clock, self._library, self.videos, self._questions)
        page.set_workspace(self._workspace())
        return self._add("today", page)

    @cached_property
    def library(self) -> LibraryPage:
        from backrehab.ui.library_page import LibraryPage

        page = LibraryPage(self._look, self._library, self.videos)
        page.show_programme(self._workspace().programme)
        return self._add("library", page)

    @cached_property
    def exercise(self) -> ExercisePage:
        from backrehab.ui.exercise_page import ExercisePage

        page = ExercisePage(self._look, self._library, self.videos, self._player)
        return self._add("exercise", page)

    @cached_property
    def diary(self) -> DiaryPage:
        from backrehab.ui.diary_page import DiaryPage

        page = DiaryPage(self._look, self._clock, self._library, self._paths.resources)
        page.set_workspace(self._workspace())
        return self._add("diary", page)

    @cached_property
    def one_session(self) -> SessionPage:
        from backrehab.ui.session_page import SessionPage

        page = SessionPage(self._look, self._clock, self._library.pain_guide)
        return self._add("one_session", page)

    @cached_property
    def by_hand(self) -> ByHandPage:
        from backrehab.ui.by_hand_page import ByHandPage

        page = ByHandPage(self._look, self._clock, self._library, self.videos)
        return self._add("by_hand", page)

    @cached_property
    def goals(self) -> GoalsPage:
        from backrehab.ui.goals_page import GoalsPage

        page = GoalsPage(self._look, self._clock)
        page.set_workspace(self._workspace())
        return self._add("goals", page)

    @cached_property
    def settings(self) -> SettingsPage:
        from backrehab.ui.settings_page import SettingsPage

        page = SettingsPage(
            self._look,
            self._clock,
            self._library,
            self._tones,
            self._paths.own_dir,
            voice=self._voice,
        )
        page.show_workspace(self._workspace())
        return self._add("settings", page)

    @cached_property
    def ways_out(self) -> WaysOutPage:
        from backrehab.ui.ways_out_page import WaysOutPage

        page = WaysOutPage(self._look, self._clock, self._library, self._paths.resources)
        page.set_workspace(self._workspace())
        return self._add("ways_out", page)

    @cached_property
    def about(self) -> AboutPage:
        from backrehab.ui.about_page import AboutPage

        return self._add("about", AboutPage(self._look, self._library))

    @cached_property
    def help(self) -> HelpPage:
        from backrehab.ui.help_page import HelpPage

        page = HelpPage(self._look, self._library)
        page.show_region(self._workspace().preferences.region)
        return self._add("help", page)

    @cached_property
    def first_run(self) -> FirstRunPage:
        from backrehab.ui.first_run import FirstRunPage

        return self._add("first_run", FirstRunPage(self._look, self._library, self.mark_drawing))

    @cached_property
    def programme(self) -> ProgrammePage:
        from backrehab.ui.programme_page import ProgrammePage

        page = ProgrammePage(self._look, self._library, self.videos)
        page.show_programme(self._workspace().programme)
        return self._add("programme", page)

    @cached_property
    def before(self) -> BeforePage:
        from backrehab.ui.before_page import BeforePage

        return self._add("before", BeforePage(self._look, self.videos))

    @cached_property
    def sore_side(self) -> SoreSidePage:
        from backrehab.ui.sore_side import SoreSidePage

        return self._add("sore_side", SoreSidePage(self._look))

    @cached_property
    def session(self) -> SessionView:
        from backrehab.ui.session_view import SessionView

        page = SessionView(
            self._look,
            self._clock,
            self._player,
            self._tones,
            videos=self.videos,
            guide=self._library.pain_guide,
            speaker=self._voice,
        )
        return self._add("session", page)

    def _add(self, name: str, page: PageT) -> PageT:
        self.addWidget(page)
        # The window connects it by its name, which must lead to this one already.
        vars(self)[name] = page
        self._arrange_page(page)
        self.made.emit(name)
        return page

    def _arrange_page(self, page: Any) -> None:
        if self._room is not None and hasattr(page, "arrange"):
            page.arrange(self._room)


NAMES = tuple(name for name, value in vars(Pages).items() if isinstance(value, cached_property))
"""The names of all pages."""
