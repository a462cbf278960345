"""Which page is in sight, the ways between pages, and where the keyboard stands on each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from backrehab.core.errors import UnknownExercise
from backrehab.core.model import Library, SoreSide
from backrehab.ui.bars import BACK_TO, Bars
from backrehab.ui.pages import Pages
from backrehab.ui.reflow import Arrangement, Room
from backrehab.ui.scroll_page import ScrollPage
from backrehab.ui.trail import PLACES, Trail
from backrehab.ui.workspace import Workspace

_LEFT_BY_ESCAPE = frozenset(
    {"help", "about", "menu", "sore_side", "before", "programme", "ways_out"}
)
"""Pages that are only read or answered: nothing is lost there, so Escape goes back."""

_HAVE_WAY_BACK = (
    "about",
    "before",
    "by_hand",
    "exercise",
    "goals",
    "help",
    "one_session",
    "programme",
    "sore_side",
    "ways_out",
)

_LEAD_ON = {
    "today": {"programme_wanted": "programme", "goals_wanted": "goals"},
    "diary": {
        "library_wanted": "library",
        "ways_out_wanted": "ways_out",
        "goals_wanted": "goals",
    },
    "settings": {"about_wanted": "about", "ways_out_wanted": "ways_out"},
    "first_run": {"help_wanted": "help"},
    "sore_side": {"help_wanted": "help"},
    "session": {"help_wanted": "help"},
}
"""Signals of a page that say nothing but where to go."""

_BEGINS_AT: dict[str, Callable[[Pages], QWidget]] = {
    "about": lambda pages: pages.about.back_button,
    "before": lambda pages: pages.before.start_button,
    "by_hand": lambda pages: pages.by_hand.day.field,
    "exercise": lambda pages: pages.exercise.back_button,
    "first_run": lambda pages: pages.first_run.read_button,
    "goals": lambda pages: pages.goals.back_button,
    "help": lambda pages: pages.help.back_button,
    "menu": lambda pages: pages.menu.item("today"),
    "one_session": lambda pages: pages.one_session.back_button,
    "programme": lambda pages: pages.programme.back_button,
    "sore_side": lambda pages: pages.sore_side.buttons[SoreSide.LEFT],
    "ways_out": lambda pages: pages.ways_out.back_button,
}
"""Where the keyboard stands on a page at first, where that is always the same."""


class Navigation(QObject):
    """Goes from page to page, and back the way the person came.

    Attributes:
        trail: The way the person came by.
        in_sight: Whether the window has been painted. Nothing is read from the diary before.

    Signals:
        changed: Another page is in sight, and the keyboard goes there next; arg: its name.
    """

    changed = Signal(str)

    def __init__(
        self,
        pages: Pages,
        bars: Bars,
        library: Library,
        workspace: Callable[[], Workspace],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._pages = pages
        self._bars = bars
        self._library = library
        self._workspace = workspace
        self._window = window
        self.trail = Trail()
        self.in_sight = False
        bars.page_wanted.connect(self.go)
        bars.back_wanted.connect(self.back)
        pages.made.connect(self._connect)

    @property
    def page(self) -> QWidget:
        """The page in sight."""
        return self._pages.page(self.trail.current)

    @property
    def may_leave(self) -> bool:
        """Whether no page is on the way that has one thing to do, such as a session."""
        return not self.trail.has_one_thing_to_do

    # To go somewhere

    def go(self, name: str) -> None:
        """Shows a page by its name; Back leads to the one before, if it is not a place itself."""
        self.trail.go_to(name)
        self.show_current()

    def leave(self, name: str = "") -> None:
        """Leaves a page and all after it, the one in sight by default."""
        self.trail.leave(name)
        self.show_current()

    def back(self) -> None:
        """To the page before, where there is one; a session asks first."""
        if self.trail.current == "session":
            self._pages.session.ask_to_end()
        elif self.trail.current == "first_run":
            if self._workspace().preferences.first_run_read:
                self.leave()
        elif self.trail.before:
            self.leave()

    def escape(self) -> bool:
        """Goes back from a page that nothing is lost on; whether it is one."""
        if self.trail.current in _LEFT_BY_ESCAPE:
            self.back()
            return True
        return False

    def open_exercise(self, exercise_id: str, place: str = "library") -> None:
        """Shows one exercise, with the way back to the page it was found on.

        An id the content doesn't have leaves everything as it is.
        """
        try:
            exercise = self._library.exercise(exercise_id)
        except UnknownExercise:
            return
        self._pages.exercise.show_exercise(exercise, self._workspace().programme)
        if self.trail.current == "first_run" and not self._workspace().preferences.first_run_read:
            self.trail.begin(place, "exercise", "first_run")  # the notice comes first
            return
        self.trail.begin(place)
        self.go("exercise")

    def fill_current(self) -> None:
        """Fills the page in sight anew; it stays where it was scrolled to, and so the keyboard."""
        self._fill(self.trail.current)
        self.arrange_bars()

    def show_current(self) -> None:
        """Puts the page at the end of the trail in sight, filled anew."""
        pages, name, before = self._pages, self.trail.current, self._pages.currentWidget()
        came_back = before is not None and before is next(pages.built("exercise"), None)
        page = pages.page(name)
        self._fill(name)
        if pages.isAncestorOf(self._window.focusWidget() or self._window):
            # Else Qt hands the keyboard on to whatever comes next, and the page scrolls there.
            self._window.setFocus(Qt.FocusReason.OtherFocusReason)
        self.arrange_bars()
        pages.setCurrentWidget(page)
        self.changed.emit(name)
        if isinstance(page, ScrollPage) and not came_back:
            page.verticalScrollBar().setValue(0)
        self._place_focus(name, came_back=came_back)

    def arrange(self, room: Room) -> None:
        """Fits what stands around the pages to the room there is, and the pages."""
        self._bars.arrange(room)
        if self.trail.current == "menu" and room.arrangement is not Arrangement.TOP_BAR:
            self.leave()
        self.arrange_bars()
        self._pages.arrange(room)

    def arrange_bars(self) -> None:
        """Shows around the page what belongs to it: the rail or the bar, and one way back."""
        trail, is_above = self.trail, self._bars.is_above
        self._bars.show_for(trail)
        for menu in self._pages.built("menu"):
            menu.choose(trail.before)
        needs_back = trail.is_alone or (not is_above and trail.before not in ("", *PLACES))
        for page in self._pages.built("help"):
            page.set_back(BACK_TO[trail.before] if needs_back else "")
        for page in self._pages.built("about", "ways_out"):
            page.set_back_shown(not is_above)

    # Inside

    def _fill(self, name: str) -> None:
        """What may have changed since the page was last seen."""
        pages = self._pages
        if name in {"before", "exercise", "goals", "ways_out"}:
            page: Any = pages.page(name)
            page.set_back(BACK_TO[self.trail.before])
        match name:
            case "diary":
                pages.diary.refresh()
            case "today" if self.in_sight:
                pages.today.refresh()
            case "goals":
                pages.goals.refresh()
            case "about":
                pages.about.fill()

    def _place_focus(self, name: str, *, came_back: bool) -> None:
        """The keyboard goes to where reading begins, or back to where it came from."""
        pages, window = self._pages, self._window
        if name == "session":
            pages.session.take_keyboard()  # it knows best what is in sight there
            return
        nowhere = window.focusWidget() in {None, window}
        if name == "library" and came_back:
            target: QWidget = pages.library.card(pages.exercise.exercise.id)
        elif name == "today" and (came_back or nowhere):
            exercise_id = pages.exercise.exercise.id if came_back else ""
            target = pages.today.place_to_begin(exercise_id)
        elif begins_at := _BEGINS_AT.get(name):
            target = begins_at(pages)
        elif name in PLACES and nowhere:
            target = self._bars.rail.item(name)
        else:
            return  # chosen in the rail, where the keyboard stays
        for place in (target, *self._bars.stops()):
            if place.isVisibleTo(window):
                place.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _connect(self, name: str) -> None:
        """A page that is there for the first time leads on and back."""
        page: Any = self._pages.page(name)
        if name in _HAVE_WAY_BACK:
            page.back_wanted.connect(self.back)
        for signal, wanted in _LEAD_ON.get(name, {}).items():
            getattr(page, signal).connect(lambda wanted=wanted: self.go(wanted))
        match name:
            case "menu":
                page.page_wanted.connect(self.go)
            case "library":
                page.exercise_wanted.connect(self.open_exercise)
            case "today":
                page.exercise_wanted.connect(lambda it: self.open_exercise(it, "today"))
            case "about" | "help":
                page.notice_wanted.connect(self._read_notice_again)
            case "first_run":
                page.read.connect(self._take_notice_read)

    def _read_notice_again(self) -> None:
        self._pages.first_run.set_again(True)
        self.go("first_run")

    def _take_notice_read(self) -> None:
        self._workspace().preferences.first_run_read = True
        self.leave()
