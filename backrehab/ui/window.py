"""The one window: the way between its pages, and what is the same on all of them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDesktopServices,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QWidget

from backrehab import __version__
from backrehab.core.clock import Clock
from backrehab.core.errors import BackrehabError, UnknownExercise
from backrehab.core.model import Exercise, Library, Programme, SideRule, SoreSide
from backrehab.cues.tones import Tones
from backrehab.paths import Paths
from backrehab.players.base import Player
from backrehab.players.choice import available_players
from backrehab.ui.about_page import AboutPage, AboutText
from backrehab.ui.controls import ScrollPage
from backrehab.ui.demo_bar import DemoBar
from backrehab.ui.diary_page import DiaryPage
from backrehab.ui.exercise_page import ExercisePage, plan
from backrehab.ui.first_run import FirstRunPage
from backrehab.ui.focus_ring import FocusRing
from backrehab.ui.help_page import HelpPage
from backrehab.ui.library_page import LibraryPage
from backrehab.ui.look import Look
from backrehab.ui.mark import window_icon
from backrehab.ui.message import show_message
from backrehab.ui.rail import MenuPage, Rail, TopBar
from backrehab.ui.reflow import Arrangement, Room
from backrehab.ui.session_view import SessionView
from backrehab.ui.settings_page import SettingsPage
from backrehab.ui.sore_side import SoreSidePage
from backrehab.ui.toast import Toast
from backrehab.ui.workspace import Workspace

SMALLEST = QSize(800, 560)
_AT_FIRST = QSize(1366, 768)

_TOP_LEVEL = ("library", "diary", "settings")
_ALONE = frozenset({"first_run", "session", "sore_side"})
"""Pages without the ways to others: they have one thing to do."""


class MainWindow(QWidget):
    """Rail or bar, the demo's bar, and one page at a time.

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
        self._library = library
        self._paths = paths
        self._player = player
        self._tones = tones
        self._workspace = workspace
        self._trail: list[str] = []
        self._room: Room | None = None
        self._troubles_shown = False
        self._about_filled = False
        self._videos = paths.content / "videos"
        drawing = paths.resources / "icons" / "mark.svg"
        self.setWindowTitle("BackRehab")
        self.setWindowIcon(window_icon(drawing))
        self.setProperty("page", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumSize(SMALLEST)
        self.resize(_AT_FIRST)

        self.rail = Rail(look, drawing)
        self.top_bar = TopBar(look, drawing)
        self.demo_bar = DemoBar(look)
        self.menu = MenuPage(look)
        self.library_page = LibraryPage(look, library, self._videos)
        self.exercise_page = ExercisePage(look, library, self._videos, player)
        self.diary_page = DiaryPage(look, clock)
        self.settings_page = SettingsPage(look, library, tones, paths.data_dir)
        self.about_page = AboutPage(look, library)
        self.help_page = HelpPage(look, library)
        self.first_run = FirstRunPage(look, library, drawing)
        self.sore_side = SoreSidePage(look)
        self.session = SessionView(
            look, clock, player, tones, after_exercise=library.pain_guide.after_exercise
        )
        self._pages: dict[str, QWidget] = {
            "library": self.library_page,
            "exercise": self.exercise_page,
            "diary": self.diary_page,
            "settings": self.settings_page,
            "about": self.about_page,
            "help": self.help_page,
            "menu": self.menu,
            "first_run": self.first_run,
            "sore_side": self.sore_side,
            "session": self.session,
        }
        self._stack = QStackedWidget()
        for page in self._pages.values():
            self._stack.addWidget(page)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.rail, 0, 0, 3, 1)
        grid.addWidget(self.demo_bar, 0, 1)
        grid.addWidget(self.top_bar, 1, 1)
        grid.addWidget(self._stack, 2, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(2, 1)
        self.toast = Toast(look, self)
        self._ring = FocusRing(look, self)
        self._connect()
        self._add_keys()
        self.set_workspace(workspace)

    @property
    def page(self) -> QWidget:
        """The page in sight."""
        return self._pages[self._current()]

    # For whoever built the window

    def set_workspace(self, workspace: Workspace) -> None:
        """Shows other things of a person: their own, or the demo's."""
        self._workspace = workspace
        self._troubles_shown = False
        self.demo_bar.setVisible(workspace.is_demo)
        self.diary_page.set_workspace(workspace)
        self.settings_page.show_workspace(workspace)
        self.library_page.show_programme(workspace.programme)
        self.help_page.show_region(workspace.preferences.region)
        self._take_sound()
        read = workspace.preferences.first_run_read
        self._trail = []
        self.first_run.set_again(False)
        self.show_page("library" if read else "first_run")
        if self.isVisible():
            self._show_troubles()

    def open_exercise(self, exercise_id: str) -> None:
        """Shows one exercise; an id the content doesn't have leaves everything as it is."""
        try:
            exercise = self._library.exercise(exercise_id)
        except UnknownExercise:
            return
        self.exercise_page.show_exercise(exercise, self._workspace.programme)
        if self._current() == "first_run" and not self._workspace.preferences.first_run_read:
            self._trail = ["library", "exercise", "first_run"]  # the notice comes first
            return
        self._trail = ["library"]
        self.show_page("exercise")

    def come_forward(self, exercise_id: str = "") -> None:
        """Raises the window for a second start, and shows what that one asked for."""
        if exercise_id and not self.session.controller.runs:
            self.open_exercise(exercise_id)
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def leave(self) -> None:
        """Ends what runs, before everything is closed."""
        if self.session.controller.runs:
            self.session.controller.stop()
        self._player.stop()

    def show_page(self, name: str) -> None:
        """Shows a page by its name; Back leads to the one before, if it is not a place itself."""
        if name in _TOP_LEVEL:
            self._trail = [name]
        elif name in self._trail:
            del self._trail[self._trail.index(name) + 1 :]
        else:
            self._trail.append(name)
        self._show_current()

    def back(self) -> None:
        """To the page before, where there is one."""
        if self._current() == "session":
            self.session.ask_to_end()
        elif len(self._trail) > 1 and self._current() != "first_run":
            self._trail.pop()
            self._show_current()
        elif self._current() == "first_run" and self._workspace.preferences.first_run_read:
            self._leave_first_run()

    # The way between pages

    def _current(self) -> str:
        return self._trail[-1] if self._trail else ""

    def _before(self) -> str:
        return self._trail[-2] if len(self._trail) > 1 else ""

    def _show_current(self) -> None:
        name = self._current()
        page = self._pages[name]
        before = self._stack.currentWidget()
        if name == "diary":
            self.diary_page.refresh()
        elif name == "about":
            self._fill_about()
        if self._stack.isAncestorOf(self.focusWidget() or self):
            # Else Qt hands the keyboard on to whatever comes next, and the page scrolls there.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._arrange_bars()
        self._stack.setCurrentWidget(page)
        if isinstance(page, ScrollPage) and before is not self.exercise_page:
            page.verticalScrollBar().setValue(0)
        self._place_focus(name, came_back=before is self.exercise_page)

    def _place_focus(self, name: str, *, came_back: bool) -> None:
        """The keyboard goes to where reading begins, or back to where it came from."""
        targets: dict[str, QWidget] = {
            "exercise": self.exercise_page.back_button,
            "help": self.help_page.back_button,
            "about": self.about_page.back_button,
            "menu": self.menu.item("library"),
            "first_run": self.first_run.read_button,
        }
        if name == "library" and came_back:
            target: QWidget = self.library_page.card(self.exercise_page.exercise.id)
        elif name in targets:
            target = targets[name]
        elif name in _TOP_LEVEL:
            if self.focusWidget() not in {None, self}:
                return  # chosen in the rail, where the keyboard stays
            target = self.rail.item(name)
        else:
            return  # the page places it itself
        for place in (target, self.top_bar.back, self.top_bar.menu, self.rail.item("help")):
            if place.isVisibleTo(self):
                place.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _arrange_bars(self) -> None:
        name = self._current()
        alone = name in _ALONE or (name == "help" and self._before() in _ALONE)
        in_bar = self._room is not None and self._room.arrangement is Arrangement.TOP_BAR
        self.rail.setVisible(not alone and not in_bar)
        self.top_bar.setVisible(not alone and in_bar)
        section = "library" if name == "exercise" else "settings" if name == "about" else name
        self.rail.choose(section)
        self.menu.choose(self._before())
        place = self._name_of(self._before())
        self.top_bar.set_back(place)
        self.top_bar.help.setVisible(name != "help")
        self.top_bar.menu.setVisible(name != "menu")
        needs_back = alone or (not in_bar and self._before() not in ("", *_TOP_LEVEL))
        self.help_page.set_back(place if needs_back else "")
        self.about_page.set_back_shown(not in_bar)

    def _name_of(self, page: str) -> str:
        if page == "exercise":
            return "Exercise"
        names = {
            "library": "Library",
            "diary": "Diary",
            "settings": "Settings",
            "about": "About",
            "help": "Help",
            "menu": "Menu",
            "sore_side": "Your exercise",
            "session": "Your exercise",
            "first_run": "First notice",
        }
        return names.get(page, "")

    def _leave_first_run(self) -> None:
        self._workspace.preferences.first_run_read = True
        self._trail.pop()
        if not self._trail:
            self._trail = ["library"]
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
        self._trail.remove("sore_side")
        programme = self._workspace.programme.with_sore_side(side)
        self._begin(self.exercise_page.exercise, programme)

    def _begin(self, exercise: Exercise, programme: Programme) -> None:
        clip = self._videos / exercise.clip if exercise.clip else None
        self.show_page("session")
        self.session.begin(
            exercise, plan(exercise, programme), clip, self._workspace, self._library.version
        )

    def _end_session(self) -> None:
        if "session" in self._trail:
            del self._trail[self._trail.index("session") :]
        if not self._trail:
            self._trail = ["library"]
        self.settings_page.show_workspace(self._workspace)
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
        self.settings_page.show_workspace(self._workspace)

    def _choose_region(self, region_id: str) -> None:
        self._workspace.preferences.region = region_id
        self.help_page.show_region(region_id)
        self.settings_page.show_workspace(self._workspace)

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
        folder = self._paths.data_dir
        url = QUrl.fromLocalFile(str(folder))
        if not folder.is_dir() or not QDesktopServices.openUrl(url):
            self.toast.say(f"The folder can't be opened here: {folder}")

    def _fill_about(self) -> None:
        if self._about_filled:
            return
        self._about_filled = True
        players = tuple(
            f"{report.name} {report.version}".strip()
            if not report.reason
            else f"{report.name}: not here, {report.reason}"
            for report in available_players()
        )
        self.about_page.show_text(AboutText(__version__, self._library.version, players))

    def _show_troubles(self) -> None:
        if self._workspace.troubles and not self._troubles_shown:
            self._troubles_shown = True
            show_message(
                self, self._look, "Please read this", "\n\n".join(self._workspace.troubles)
            )

    # Wiring

    def _connect(self) -> None:
        self.rail.page_wanted.connect(self.show_page)
        self.menu.page_wanted.connect(self.show_page)
        self.top_bar.back_wanted.connect(self.back)
        self.top_bar.help_wanted.connect(self._show_help)
        self.top_bar.menu_wanted.connect(lambda: self.show_page("menu"))
        self.demo_bar.again_wanted.connect(lambda: self._want_demo(True))
        self.demo_bar.leave_wanted.connect(lambda: self._want_demo(False))
        self.library_page.exercise_wanted.connect(self.open_exercise)
        self.diary_page.library_wanted.connect(lambda: self.show_page("library"))
        self.exercise_page.back_wanted.connect(self.back)
        self.exercise_page.start_wanted.connect(self._start)
        self.exercise_page.dose_changed.connect(self._change_dose)
        self.settings_page.look_chosen.connect(self._take_look)
        self.settings_page.sound_chosen.connect(self._take_sound)
        self.settings_page.region_chosen.connect(self._choose_region)
        self.settings_page.sore_side_chosen.connect(self._choose_sore_side)
        self.settings_page.demo_wanted.connect(self._want_demo)
        self.settings_page.folder_wanted.connect(self._open_folder)
        self.settings_page.about_wanted.connect(lambda: self.show_page("about"))
        self.about_page.back_wanted.connect(self.back)
        self.about_page.notice_wanted.connect(self._read_notice_again)
        self.help_page.back_wanted.connect(self.back)
        self.help_page.region_chosen.connect(self._choose_region)
        self.help_page.notice_wanted.connect(self._read_notice_again)
        self.first_run.read.connect(self._leave_first_run)
        self.first_run.help_wanted.connect(self._show_help)
        self.sore_side.chosen.connect(self._take_side)
        self.sore_side.back_wanted.connect(self.back)
        self.session.finished.connect(self._end_session)
        self.session.help_wanted.connect(self._show_help)
        self._look.changed.connect(self._arrange)

    def _show_help(self) -> None:
        self.show_page("help")

    def _add_keys(self) -> None:
        QShortcut(QKeySequence(Qt.Key.Key_F1), self).activated.connect(self._show_help)
        for sequence in ("Alt+Left", "Back"):
            QShortcut(QKeySequence(sequence), self).activated.connect(self.back)
        for number, name in enumerate(_TOP_LEVEL, 1):
            keys = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            keys.activated.connect(lambda page=name: self._go_by_key(page))

    def _go_by_key(self, name: str) -> None:
        if not _ALONE & set(self._trail):
            self.show_page(name)

    def _arrange(self) -> None:
        room = Room(self.width(), self.height(), self._look.theme.text_percent)
        if room == self._room:
            return
        self._room = room
        self.rail.set_narrow(room.arrangement is Arrangement.NARROW)
        if self._current() == "menu" and room.arrangement is not Arrangement.TOP_BAR:
            self._trail.pop()
            self._show_current()
        self._arrange_bars()
        for page in (
            self.demo_bar,
            self.library_page,
            self.exercise_page,
            self.diary_page,
            self.settings_page,
            self.about_page,
            self.help_page,
            self.first_run,
            self.menu,
        ):
            page.arrange(room)

    # Qt's own

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._arrange()
        self._ring.watch_keys()
        self._show_troubles()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self._ring.refresh()

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
