"""The one window: what it is made of, its keys, and whose things it shows."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QGridLayout, QWidget

from backrehab.core.clock import Clock
from backrehab.core.model import Library
from backrehab.cues.tones import Tones
from backrehab.cues.voice import Voice
from backrehab.paths import Paths
from backrehab.players.base import Player
from backrehab.ui.bars import Bars
from backrehab.ui.coming_up import take_first_size
from backrehab.ui.diary_way import DiaryWay
from backrehab.ui.focus_ring import FocusRing
from backrehab.ui.look import Look
from backrehab.ui.navigation import Navigation
from backrehab.ui.own_choices import OwnChoices
from backrehab.ui.pages import Pages
from backrehab.ui.question_notice import QuestionNotice
from backrehab.ui.questions import Questions
from backrehab.ui.reflow import Room
from backrehab.ui.scroll_page import ScrollPage
from backrehab.ui.session_way import SessionWay
from backrehab.ui.trail import PLACES
from backrehab.ui.workspace import Workspace

if TYPE_CHECKING:
    from backrehab.storage.diary import Diary
    from backrehab.ui.toast import Toast


class MainWindow(QWidget):
    """Rail or bar, the demo's bar, and one page at a time.

    Attributes:
        pages: All pages by their names.
        bars: What stands around them.
        navigation: The way between them.
        session_way: The way to a session.
        diary_way: The way between the diary's own pages.
        questions: The question about pain that is open, if one is.
        ring: The ring around what has the keyboard.
        may_close: Whether the window may go away; whoever says no asks first and closes it again.

    Signals:
        demo_wanted: The demo from its beginning, or back to the person's own things; arg: on.
        closing: The window goes away.
        in_sight: It has been painted for the first time.
    """

    demo_wanted = Signal(bool)
    closing = Signal()
    in_sight = Signal()

    def __init__(
        self,
        look: Look,
        clock: Clock,
        library: Library,
        paths: Paths,
        player: Player,
        tones: Tones,
        workspace: Workspace,
        *,
        voice: Voice | None = None,
    ) -> None:
        super().__init__()
        self._look = look
        self._clock = clock
        self._player = player
        self._workspace = workspace
        self._room: Room | None = None
        self._troubles_shown = False
        self.may_close: Callable[[], bool] = lambda: True
        self.setWindowTitle("BackRehab")
        self.setProperty("page", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        take_first_size(self)

        def own() -> Workspace:
            return self._workspace

        def toast() -> Toast:
            return self.toast

        self.questions = Questions(clock, library.pain_guide.after_exercise_minutes, self)
        self.pages = pages = Pages(
            look, clock, library, paths, player, tones, self.questions, own, voice=voice
        )
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(pages, 2, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(2, 1)
        self.bars = Bars(look, pages.mark_drawing, grid, self)
        self.bars.demo_wanted.connect(self._want_demo)
        self.navigation = navigation = Navigation(pages, self.bars, library, own, self)
        navigation.changed.connect(self._hold_toast)
        pages.made.connect(self._connect)
        self._choices = OwnChoices(pages, look, tones, voice, paths.own_dir, own, toast, self)
        self.session_way = SessionWay(pages, navigation, library, own, self)
        self.session_way.side_told.connect(self._choices.keep_sore_side)
        self.session_way.failed.connect(self._say)
        self.diary_way = DiaryWay(pages, navigation, clock, own, toast, self)
        self._notice = QuestionNotice(
            self.questions, pages, navigation, clock, tones, own, toast, self
        )
        self.ring = FocusRing(look, self)
        self._look.changed.connect(self._arrange)
        self._add_keys()
        self.set_workspace(workspace)

    # For whoever built the window

    @property
    def page(self) -> QWidget:
        """The page in sight."""
        return self.navigation.page

    @cached_property
    def toast(self) -> Toast:
        """The short word at the bottom; made when it is first needed."""
        from backrehab.ui.toast import Toast

        toast = Toast(self._look, self)
        toast.set_held(self.navigation.trail.current == "session")
        self.ring.placed.connect(toast.make_way)
        return toast

    def prepare(self) -> None:
        """Makes the pages that come next, one at a time, so that a click is not kept waiting."""
        for name in ("before", "session", "library", "exercise", "help"):
            if not any(self.pages.built(name)):
                self.pages.page(name)
                QTimer.singleShot(0, self, self.prepare)
                return

    def set_workspace(self, workspace: Workspace) -> None:
        """Shows other things of a person: their own, or the demo's."""
        self._forget_undo()
        self._workspace = workspace
        self._troubles_shown = False
        self.bars.show_demo(on=workspace.is_demo)
        self.questions.set_workspace(workspace)
        self.pages.show_workspace()
        self._choices.take_sound()
        self.navigation.trail.begin()
        self.show_page("today" if workspace.preferences.first_run_read else "first_run")
        if self.isVisible():
            self.show_troubles()

    @property
    def can_undo(self) -> bool:
        """Whether a short word stands at the bottom: it may be about what is to be undone."""
        return "toast" in vars(self) and self.toast.isVisible()

    def shows(self, workspace: Workspace) -> bool:
        """Whether these are the things in front."""
        return self._workspace is workspace

    def take_diary(self, diary: Diary, *, quietly: bool = False) -> None:
        """Puts another diary behind the pages: the true one, in the place of one in memory.

        `quietly` the page in sight stays as it stands, with what is in the diary now.
        """
        self._forget_undo()
        self._workspace.put_diary(diary)
        for session in self.pages.built("session"):
            session.put_diary(diary)
        if quietly:
            self.pages.read_again()
            self._notice.look()
            return
        self.pages.show_workspace()
        self.navigation.fill_current()

    def show_page(self, name: str) -> None:
        """Shows a page by its name; Back leads to the one before, if it is not a place itself."""
        self.navigation.go(name)

    def open_exercise(self, exercise_id: str) -> None:
        """Shows one exercise; an id the content doesn't have leaves everything as it is."""
        self.navigation.open_exercise(exercise_id)

    def come_forward(self, exercise_id: str = "") -> None:
        """Raises the window for a second start, and shows what that one asked for."""
        if exercise_id and not self.session_way.runs:
            self.open_exercise(exercise_id)
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def leave(self) -> None:
        """Ends what runs, before everything is closed."""
        self.session_way.stop()
        for page in self.pages.built("diary", "ways_out"):
            page.leave()
        self._player.stop()

    def show_troubles(self) -> None:
        """Says once what went wrong on opening the person's things."""
        if self._workspace.troubles and not self._troubles_shown:
            from backrehab.ui.message import show_message

            self._troubles_shown = True
            troubles = "\n\n".join(self._workspace.troubles)
            message = show_message(self, self._look, "Please read this", troubles)
            message.answered.connect(self._ask_about_unfinished)
        else:
            self._ask_about_unfinished()

    # Inside

    def _connect(self, name: str) -> None:
        if name == "settings":
            self.pages.settings.demo_wanted.connect(self._want_demo)

    def _ask_about_unfinished(self) -> None:
        self.session_way.ask_about_unfinished(self._look, self._clock)

    def _want_demo(self, on: bool) -> None:
        self.leave()
        self.demo_wanted.emit(on)

    def _say(self, words: str) -> None:
        self.toast.say(words)

    def _forget_undo(self) -> None:
        """Nothing in the diary so far can be undone once another is in its place."""
        if "toast" in vars(self):
            self.toast.forget_undo()

    def _hold_toast(self, page: str) -> None:
        if "toast" in vars(self):
            self.toast.set_held(page == "session")  # its controls stand where a toast would

    # Keys, and Qt's own

    def _add_keys(self) -> None:
        QShortcut(QKeySequence(Qt.Key.Key_F1), self).activated.connect(
            lambda: self.show_page("help")
        )
        for sequence in ("Alt+Left", "Back"):
            QShortcut(QKeySequence(sequence), self).activated.connect(self.navigation.back)
        for number, name in enumerate(PLACES, 1):
            keys = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            keys.activated.connect(lambda page=name: self._go_by_key(page))

    def _go_by_key(self, name: str) -> None:
        if self.navigation.may_leave:
            self.show_page(name)

    def _arrange(self) -> None:
        room = Room(self.width(), self.height(), self._look.theme.text_percent)
        if room != self._room:
            self._room = room
            self.navigation.arrange(room)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._arrange()
        if self.navigation.in_sight:
            self.ring.watch_keys()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        # Nothing here looks at a plain QEvent before this: to hand out the first, PySide makes
        # its classes of all events.
        super().paintEvent(event)
        if not self.navigation.in_sight:
            self.navigation.in_sight = True
            QTimer.singleShot(0, self, self._come_in_sight)

    def _come_in_sight(self) -> None:
        from backrehab.ui.mark import window_icon

        self.in_sight.emit()
        if self.navigation.trail.current == "today":
            QTimer.singleShot(0, self, self._fill_today)  # that opens the diary
        self.setWindowIcon(window_icon(self.pages.mark_drawing))
        self.ring.watch_keys()

    def _fill_today(self) -> None:
        self.pages.today.refresh()
        self._notice.look()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        page = self.pages.currentWidget()
        if event.key() == Qt.Key.Key_F11:
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        elif event.key() == Qt.Key.Key_Escape and self.navigation.escape():
            return
        elif isinstance(page, ScrollPage) and page.scroll_by_key(event.key()):
            event.accept()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        self.closing.emit()
        super().closeEvent(event)
