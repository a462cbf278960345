"""The one window: its pages, each built when it is first wanted, and what they set going."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QWidget

from backrehab.core.clock import Clock
from backrehab.core.errors import BackrehabError, UnknownExercise
from backrehab.core.model import Exercise, Library, Programme, SideRule, SoreSide
from backrehab.cues.tones import Tones
from backrehab.paths import Paths
from backrehab.players.base import Player
from backrehab.ui.controls import ScrollPage
from backrehab.ui.focus_ring import FocusRing
from backrehab.ui.look import Look
from backrehab.ui.mark import window_icon
from backrehab.ui.rail import Rail
from backrehab.ui.reflow import Arrangement, Room
from backrehab.ui.trail import PLACES, Trail
from backrehab.ui.workspace import Workspace

if TYPE_CHECKING:
    from backrehab.ui.about_page import AboutPage
    from backrehab.ui.demo_bar import DemoBar
    from backrehab.ui.diary_page import DiaryPage
    from backrehab.ui.exercise_page import ExercisePage
    from backrehab.ui.first_run import FirstRunPage
    from backrehab.ui.help_page import HelpPage
    from backrehab.ui.library_page import LibraryPage
    from backrehab.ui.rail import MenuPage, TopBar
    from backrehab.ui.session_view import SessionView
    from backrehab.ui.settings_page import SettingsPage
    from backrehab.ui.sore_side import SoreSidePage
    from backrehab.ui.toast import Toast

SMALLEST = QSize(800, 560)
_AT_FIRST = QSize(1366, 768)

_PAGES = {
    "library": "library_page",
    "exercise": "exercise_page",
    "diary": "diary_page",
    "settings": "settings_page",
    "about": "about_page",
    "help": "help_page",
    "menu": "menu",
    "first_run": "first_run",
    "sore_side": "sore_side",
    "session": "session",
}
"""The name of a page on the trail -> the window's attribute."""

_BACK_TO = {
    "library": "Library",
    "exercise": "Exercise",
    "diary": "Diary",
    "settings": "Settings",
    "about": "About",
    "help": "Help",
    "menu": "Menu",
    "sore_side": "Your exercise",
    "session": "Your exercise",
    "first_run": "First notice",
}

PageT = TypeVar("PageT", bound=QWidget)


class MainWindow(QWidget):
    """Rail or bar, the demo's bar, and one page at a time.

    The first picture has to be there soon: a page, with all it imports, is made when it is first
    wanted. `prepare` makes the next likely ones once the window is in sight.

    Signals:
        demo_wanted: The demo from its beginning, or back to the person's own things; arg: on.
        closing: The window goes away.
    """

    demo_wanted = Signal(bool)
    closing = Signal()

    def __init__(
        self,
        look: Look,
        clock: Clock,
        library: Library,
        paths: Paths,
        player: Player,
        tones: Tones,
        workspace: Workspace,
    ) -> None:
        super().__init__()
        self._look = look
        self._clock = clock
        self._library = library
        self._paths = paths
        self._player = player
        self._tones = tones
        self._workspace = workspace
        self._trail = Trail()
        self._room: Room | None = None
        self._troubles_shown = False
        self._videos = paths.content / "videos"
        self._drawing = paths.resources / "icons" / "mark.svg"
        self.setWindowTitle("BackRehab")
        self.setWindowIcon(window_icon(self._drawing))
        self.setProperty("page", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumSize(SMALLEST)
        self.resize(_AT_FIRST)

        self._stack = QStackedWidget()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._grid.addWidget(self._stack, 2, 1)
        self._grid.setColumnStretch(1, 1)
        self._grid.setRowStretch(2, 1)
        self.ring = FocusRing(look, self)
        self._look.changed.connect(self._arrange)
        self._add_keys()
        self.set_workspace(workspace)

    # For whoever built the window

    @property
    def page(self) -> QWidget:
        """The page in sight."""
        return self._page(self._trail.current)

    def prepare(self) -> None:
        """Makes the pages that come next, one at a time, so that a click is not kept waiting."""
        for name in ("exercise", "session", "help"):
            if _PAGES[name] not in vars(self):
                self._page(name)
                QTimer.singleShot(0, self, self.prepare)
                return

    def set_workspace(self, workspace: Workspace) -> None:
        """Shows other things of a person: their own, or the demo's."""
        self._workspace = workspace
        self._troubles_shown = False
        if workspace.is_demo or "demo_bar" in vars(self):
            self.demo_bar.setVisible(workspace.is_demo)
        for page in self._built("diary_page"):
            page.set_workspace(workspace)
        for page in self._built("settings_page"):
            page.show_workspace(workspace)
        for page in self._built("library_page"):
            page.show_programme(workspace.programme)
        for page in self._built("help_page"):
            page.show_region(workspace.preferences.region)
        for page in self._built("first_run"):
            page.set_again(False)
        self._take_sound()
        self._trail.begin()
        self.show_page("library" if workspace.preferences.first_run_read else "first_run")
        if self.isVisible():
            self.show_troubles()

    def open_exercise(self, exercise_id: str) -> None:
        """Shows one exercise; an id the content doesn't have leaves everything as it is."""
        try:
            exercise = self._library.exercise(exercise_id)
        except UnknownExercise:
            return
        self.exercise_page.show_exercise(exercise, self._workspace.programme)
        if self._trail.current == "first_run" and not self._workspace.preferences.first_run_read:
            self._trail.begin("library", "exercise", "first_run")  # the notice comes first
            return
        self._trail.begin("library")
        self.show_page("exercise")

    def come_forward(self, exercise_id: str = "") -> None:
        """Raises the window for a second start, and shows what that one asked for."""
        if exercise_id and not self._session_runs:
            self.open_exercise(exercise_id)
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def leave(self) -> None:
        """Ends what runs, before everything is closed."""
        if self._session_runs:
            self.session.controller.stop()
        self._player.stop()

    def show_page(self, name: str) -> None:
        """Shows a page by its name; Back leads to the one before, if it is not a place itself."""
        self._trail.go_to(name)
        self._show_current()

    def show_troubles(self) -> None:
        """Says once what went wrong on opening the person's things."""
        if self._workspace.troubles and not self._troubles_shown:
            from backrehab.ui.message import show_message

            self._troubles_shown = True
            troubles = "\n\n".join(self._workspace.troubles)
            show_message(self, self._look, "Please read this", troubles)

    def back(self) -> None:
        """To the page before, where there is one."""
        if self._trail.current == "session":
            self.session.ask_to_end()
        elif self._trail.current == "first_run":
            if self._workspace.preferences.first_run_read:
                self._leave_first_run()
        elif self._trail.before:
            self._trail.leave()
            self._show_current()

    # The pages. What they import is imported with them.

    @cached_property
    def rail(self) -> Rail:
        rail = Rail(self._look, self._drawing)
        rail.page_wanted.connect(self.show_page)
        self._grid.addWidget(rail, 0, 0, 3, 1)
        return rail

    @cached_property
    def top_bar(self) -> TopBar:
        from backrehab.ui.rail import TopBar

        bar = TopBar(self._look, self._drawing)
        bar.back_wanted.connect(self.back)
        bar.help_wanted.connect(self._show_help)
        bar.menu_wanted.connect(lambda: self.show_page("menu"))
        self._grid.addWidget(bar, 1, 1)
        return bar

    @cached_property
    def demo_bar(self) -> DemoBar:
        from backrehab.ui.demo_bar import DemoBar

        bar = DemoBar(self._look)
        bar.again_wanted.connect(lambda: self._want_demo(True))
        bar.leave_wanted.connect(lambda: self._want_demo(False))
        self._grid.addWidget(bar, 0, 1)
        if self._room is not None:
            bar.arrange(self._room)
        return bar

    @cached_property
    def menu(self) -> MenuPage:
        from backrehab.ui.rail import MenuPage

        page = MenuPage(self._look)
        page.page_wanted.connect(self.show_page)
        return self._add(page)

    @cached_property
    def library_page(self) -> LibraryPage:
        from backrehab.ui.library_page import LibraryPage

        page = LibraryPage(self._look, self._library, self._videos)
        page.show_programme(self._workspace.programme)
        page.exercise_wanted.connect(self.open_exercise)
        return self._add(page)

    @cached_property
    def exercise_page(self) -> ExercisePage:
        from backrehab.ui.exercise_page import ExercisePage

        page = ExercisePage(self._look, self._library, self._videos, self._player)
        page.back_wanted.connect(self.back)
        page.start_wanted.connect(self._start)
        page.dose_changed.connect(self._change_dose)
        return self._add(page)

    @cached_property
    def diary_page(self) -> DiaryPage:
        from backrehab.ui.diary_page import DiaryPage

        page = DiaryPage(self._look, self._clock)
        page.set_workspace(self._workspace)
        page.library_wanted.connect(lambda: self.show_page("library"))
        return self._add(page)

    @cached_property
    def settings_page(self) -> SettingsPage:
        from backrehab.ui.settings_page import SettingsPage

        page = SettingsPage(self._look, self._library, self._tones, self._paths.data_dir)
        page.show_workspace(self._workspace)
        page.look_chosen.connect(self._take_look)
        page.sound_chosen.connect(self._take_sound)
        page.region_chosen.connect(self._choose_region)
        page.sore_side_chosen.connect(self._choose_sore_side)
        page.demo_wanted.connect(self._want_demo)
        page.folder_wanted.connect(self._open_folder)
        page.about_wanted.connect(lambda: self.show_page("about"))
        return self._add(page)

    @cached_property
    def about_page(self) -> AboutPage:
        from backrehab.ui.about_page import AboutPage

        page = AboutPage(self._look, self._library)
        page.back_wanted.connect(self.back)
        page.notice_wanted.connect(self._read_notice_again)
        return self._add(page)

    @cached_property
    def help_page(self) -> HelpPage:
        from backrehab.ui.help_page import HelpPage

        page = HelpPage(self._look, self._library)
        page.show_region(self._workspace.preferences.region)
        page.back_wanted.connect(self.back)
        page.region_chosen.connect(self._choose_region)
        page.notice_wanted.connect(self._read_notice_again)
        return self._add(page)

    @cached_property
    def first_run(self) -> FirstRunPage:
        from backrehab.ui.first_run import FirstRunPage

        page = FirstRunPage(self._look, self._library, self._drawing)
        page.read.connect(self._leave_first_run)
        page.help_wanted.connect(self._show_help)
        return self._add(page)

    @cached_property
    def sore_side(self) -> SoreSidePage:
        from backrehab.ui.sore_side import SoreSidePage

        page = SoreSidePage(self._look)
        page.chosen.connect(self._take_side)
        page.back_wanted.connect(self.back)
        return self._add(page)

    @cached_property
    def session(self) -> SessionView:
        from backrehab.ui.session_view import SessionView

        after_exercise = self._library.pain_guide.after_exercise
        page = SessionView(
            self._look, self._clock, self._player, self._tones, after_exercise=after_exercise
        )
        page.finished.connect(self._end_session)
        page.help_wanted.connect(self._show_help)
        return self._add(page)

    @cached_property
    def toast(self) -> Toast:
        from backrehab.ui.toast import Toast

        return Toast(self._look, self)

    def _add(self, page: PageT) -> PageT:
        self._stack.addWidget(page)
        if self._room is not None and hasattr(page, "arrange"):
            page.arrange(self._room)
        return page

    def _page(self, name: str) -> QWidget:
        page: QWidget = getattr(self, _PAGES[name])
        return page

    def _built(self, *attributes: str) -> Iterator[Any]:
        """Those of these pages that have been wanted so far."""
        return (vars(self)[name] for name in attributes if name in vars(self))

    @property
    def _session_runs(self) -> bool:
        return any(session.controller.runs for session in self._built("session"))

    # The way between pages

    def _show_current(self) -> None:
        name, before = self._trail.current, self._stack.currentWidget()
        came_back = before is not None and before is vars(self).get("exercise_page")
        page = self._page(name)
        if name == "diary":
            self.diary_page.refresh()
        elif name == "about":
            self.about_page.fill()
        if self._stack.isAncestorOf(self.focusWidget() or self):
            # Else Qt hands the keyboard on to whatever comes next, and the page scrolls there.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._arrange_bars()
        self._stack.setCurrentWidget(page)
        if isinstance(page, ScrollPage) and not came_back:
            page.verticalScrollBar().setValue(0)
        self._place_focus(name, came_back=came_back)

    def _place_focus(self, name: str, *, came_back: bool) -> None:
        """The keyboard goes to where reading begins, or back to where it came from."""
        if name == "library" and came_back:
            target: QWidget = self.library_page.card(self.exercise_page.exercise.id)
        elif name == "exercise":
            target = self.exercise_page.back_button
        elif name == "help":
            target = self.help_page.back_button
        elif name == "about":
            target = self.about_page.back_button
        elif name == "menu":
            target = self.menu.item("library")
        elif name == "first_run":
            target = self.first_run.read_button
        elif name in PLACES:
            if self.focusWidget() not in {None, self}:
                return  # chosen in the rail, where the keyboard stays
            target = self.rail.item(name)
        else:
            return  # the page places it itself
        bars = [place for bar in self._built("top_bar") for place in (bar.back, bar.menu)]
        for place in (target, *bars, self.rail.item("help")):
            if place.isVisibleTo(self):
                place.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _arrange_bars(self) -> None:
        name, before, alone = self._trail.current, self._trail.before, self._trail.is_alone
        in_bar = self._room is not None and self._room.arrangement is Arrangement.TOP_BAR
        place = _BACK_TO.get(before, "")
        self.rail.setVisible(not alone and not in_bar)
        self.rail.choose({"exercise": "library", "about": "settings"}.get(name, name))
        if in_bar or "top_bar" in vars(self):
            self.top_bar.setVisible(not alone and in_bar)
            self.top_bar.set_back(place)
            self.top_bar.help.setVisible(name != "help")
            self.top_bar.menu.setVisible(name != "menu")
        for menu in self._built("menu"):
            menu.choose(before)
        needs_back = alone or (not in_bar and before not in ("", *PLACES))
        for page in self._built("help_page"):
            page.set_back(place if needs_back else "")
        for page in self._built("about_page"):
            page.set_back_shown(not in_bar)

    def _show_help(self) -> None:
        self.show_page("help")

    def _leave_first_run(self) -> None:
        self._workspace.preferences.first_run_read = True
        self._trail.leave()
        self._show_current()

    def _read_notice_again(self) -> None:
        self.first_run.set_again(True)
        self.show_page("first_run")

    # A session

    def _start(self, exercise_id: str) -> None:
        exercise = self._library.exercise(exercise_id)
        programme = self._workspace.programme
        unknown = programme.sore_side in {None, SoreSide.ASK}
        if exercise.dose.side is SideRule.AFFECTED and unknown:
            self.show_page("sore_side")
            self.sore_side.ask(exercise.title, programme.sore_side)
            return
        self._begin(exercise, programme)

    def _take_side(self, side: SoreSide, kept: SoreSide) -> None:
        self._change_programme(self._workspace.programme.with_sore_side(kept))
        self._trail.drop("sore_side")
        programme = self._workspace.programme.with_sore_side(side)
        self._begin(self.exercise_page.exercise, programme)

    def _begin(self, exercise: Exercise, programme: Programme) -> None:
        from backrehab.ui.session_plan import plan

        clip = self._videos / exercise.clip if exercise.clip else None
        self.show_page("session")
        self.session.begin(
            exercise, plan(exercise, programme), clip, self._workspace, self._library.version
        )

    def _end_session(self) -> None:
        self._trail.leave("session")
        for page in self._built("settings_page"):
            page.show_workspace(self._workspace)
        self._show_current()

    # What a person changes

    def _change_dose(self, exercise_id: str, own: dict[str, int]) -> None:
        self._change_programme(self._workspace.programme.with_changes(exercise_id, own))
        self.exercise_page.show_programme(self._workspace.programme)

    def _choose_sore_side(self, key: str) -> None:
        self._change_programme(self._workspace.programme.with_sore_side(SoreSide(key)))

    def _change_programme(self, programme: Programme) -> None:
        try:
            self._workspace.change_programme(programme)
        except BackrehabError as error:
            self.toast.say(str(error))
        self.library_page.show_programme(self._workspace.programme)
        for page in self._built("settings_page"):
            page.show_workspace(self._workspace)

    def _choose_region(self, region_id: str) -> None:
        self._workspace.preferences.region = region_id
        for page in self._built("help_page"):
            page.show_region(region_id)
        for page in self._built("settings_page"):
            page.show_workspace(self._workspace)

    def _take_look(self) -> None:
        preferences = self._workspace.preferences
        self._look.apply(preferences.theme, preferences.text_percent)

    def _take_sound(self) -> None:
        preferences = self._workspace.preferences
        self._tones.set_enabled(preferences.sounds)
        self._tones.set_volume(preferences.volume)

    def _want_demo(self, on: bool) -> None:
        self.leave()
        self.demo_wanted.emit(on)

    def _open_folder(self) -> None:
        from backrehab.ui.settings_page import open_folder

        if not open_folder(self._paths.data_dir):
            self.toast.say(f"The folder can't be opened here: {self._paths.data_dir}")

    # Keys, and Qt's own

    def _add_keys(self) -> None:
        QShortcut(QKeySequence(Qt.Key.Key_F1), self).activated.connect(self._show_help)
        for sequence in ("Alt+Left", "Back"):
            QShortcut(QKeySequence(sequence), self).activated.connect(self.back)
        for number, name in enumerate(PLACES, 1):
            keys = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            keys.activated.connect(lambda page=name: self._go_by_key(page))

    def _go_by_key(self, name: str) -> None:
        if not self._trail.has_one_thing_to_do:
            self.show_page(name)

    def _arrange(self) -> None:
        room = Room(self.width(), self.height(), self._look.theme.text_percent)
        if room == self._room:
            return
        self._room = room
        self.rail.set_narrow(room.arrangement is Arrangement.NARROW)
        if self._trail.current == "menu" and room.arrangement is not Arrangement.TOP_BAR:
            self._trail.leave()
            self._show_current()
        self._arrange_bars()
        for page in self._built("demo_bar", *_PAGES.values()):
            if hasattr(page, "arrange"):
                page.arrange(room)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._arrange()
        self.ring.watch_keys()
        self.show_troubles()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self.ring.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        page = self._stack.currentWidget()
        if event.key() == Qt.Key.Key_F11:
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        elif isinstance(page, ScrollPage) and page.scroll_by_key(event.key()):
            event.accept()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)
