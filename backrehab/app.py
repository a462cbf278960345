"""The composition root: the only place that builds things, and closes them in order."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from backrehab import __version__
from backrehab.core.clock import Clock
from backrehab.core.model import Programme
from backrehab.core.people import People
from backrehab.cues.tones import Tones
from backrehab.cues.voice import Voice
from backrehab.paths import Paths, default_data_dir
from backrehab.players.choice import PlayerChoice, make_player
from backrehab.storage.content import load_library
from backrehab.storage.presence import is_there
from backrehab.storage.programme import load_programme, save_programme
from backrehab.ui.coming_up import come_up
from backrehab.ui.garbage import GarbageCollector
from backrehab.ui.look import Look
from backrehab.ui.own_diary import OwnDiary, diary_or_memory
from backrehab.ui.preferences import Preferences
from backrehab.ui.window import MainWindow
from backrehab.ui.workspace import Workspace

if TYPE_CHECKING:
    from backrehab.ui.settings_page import SettingsPage

log = logging.getLogger("backrehab")

# The window is to be there soon: what it doesn't show at first, such as the diary, is imported
# where it is first used.

ANOTHER_PERSON = 17
"""The event loop ends with this where somebody else is to be asked for."""


@dataclass(frozen=True, slots=True)
class Start:
    """What the command line asked for."""

    player: PlayerChoice = PlayerChoice.AUTO
    demo: bool = False
    exercise_id: str | None = None


def make_application() -> QApplication:
    """The one QApplication, set up as every way of starting needs it."""
    # Frames are painted by the CPU: a software GL would cost three times as much, and the
    # attribute has to be there before the application is.
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ForceRasterWidgets)
    os.environ.setdefault("QT_FFMPEG_PROTOCOL_WHITELIST", "file")  # nothing from the network
    os.environ.setdefault("QT_LOGGING_RULES", "qt.multimedia.*=false")
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        # The style by its name alone: `setStyle` hands out a QStyle, and PySide would first make
        # its class with a hundred enumerated members for nothing.
        app = QApplication(["backrehab", "-style", "Fusion"])
    app.setApplicationName("BackRehab")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("backrehab")
    return app


def people_of(paths: Paths) -> People:
    """Who uses this computer; one person has no list, and a look for one is all it costs."""
    if not is_there(paths.people_list) and not is_there(paths.data_dir / "people"):
        return People()
    from backrehab.storage.people import load_people

    return load_people(paths.data_dir)


class Program(QObject):
    """Everything that is open while the window is.

    Raises:
        ContentError: the content can't be used.
        PlayerUnavailable: the player asked for can't be had here.
        UnknownExercise: the exercise asked for isn't in the content.
    """

    def __init__(self, paths: Paths, start: Start, clock: Clock) -> None:
        super().__init__()
        self._paths = paths
        self._clock = clock
        self.library = load_library(paths.content)
        if start.exercise_id:
            self.library.exercise(start.exercise_id)  # one that isn't there is said at once
        self.player = make_player(start.player, self)
        self.tones = Tones(paths.resources / "sounds", self)
        self.voice = Voice(parent=self)
        self.tones.device_changed.connect(self.voice.look_again)
        self._own: Workspace | None = None
        if start.demo:
            self.workspace = self._demo(Preferences(None))
        else:
            self.workspace = self._own = self._open_own()
        self.look = Look(paths.resources, self)
        preferences = self.workspace.preferences
        self.look.apply(preferences.theme, preferences.text_percent)
        self.window = MainWindow(
            self.look,
            clock,
            self.library,
            paths,
            self.player,
            self.tones,
            self.workspace,
            voice=self.voice,
        )
        self.window.demo_wanted.connect(self._switch_demo)
        self.window.pages.made.connect(self._watch_pages)
        self.own_diary = OwnDiary(
            paths.diary,
            self.look,
            clock,
            lambda: self.workspace,
            lambda: self._own,
            self.window,
        )
        self._open_to_others = ""
        self.is_to_be_deleted = False
        if start.exercise_id:
            self.window.open_exercise(start.exercise_id)

    def show(self, said: str = "") -> None:
        """Shows the window; what the first clicks need is loaded once it is in sight.

        `said` is what was done before, to be said in it.
        """
        self.window.in_sight.connect(self._prepare)
        if said:
            self.window.in_sight.connect(lambda: self.window.toast.say(said))
        come_up(self.window)

    def _prepare(self) -> None:
        for step in (
            self.own_diary.look_at,  # opens it
            self.window.prepare,
            self.tones.load,
            self.voice.load,
            self.player.prepare,
            self._keep_private,
        ):
            QTimer.singleShot(0, self, step)
        GarbageCollector(self)

    def keep(self) -> None:
        """Keeps what was done so far: everything may be about to end."""
        self.window.leave()
        self.own_diary.unsaved.save_unasked()

    def close(self) -> None:
        """Stops what plays, then closes the diary: in this order, once."""
        from backrehab.storage.keys import forget_all

        self.window.leave()
        self.player.close()
        self.own_diary.leave()
        self.workspace.close()
        if self._own is not None and self._own is not self.workspace:
            self._own.close()
        forget_all()  # somebody else may be next

    def _switch_demo(self, on: bool) -> None:
        """Puts a fresh demo in the window, or the person's own things back."""
        is_new = self._own is None
        if not on and self._own is None and people_of(self._paths) != People():
            QCoreApplication.exit(ANOTHER_PERSON)  # whose, is asked first
            return
        if self.workspace.is_demo:
            self.workspace.close()
        if on:
            own = self._own.preferences.copy_in_memory() if self._own else Preferences(None)
            self.workspace = self._demo(own)
        else:
            self._own = self.workspace = self._own or self._open_own()
        preferences = self.workspace.preferences
        self.look.apply(preferences.theme, preferences.text_percent)
        self.window.set_workspace(self.workspace)
        self.own_diary.show_whether_closed()
        if not on and is_new:
            self.own_diary.look_at()

    def _demo(self, preferences: Preferences) -> Workspace:
        from backrehab.storage.demo import fill_demo
        from backrehab.storage.diary import Diary

        diary = Diary.in_memory()
        fill_demo(diary, self.library, self._clock.now())
        preferences.first_run_read = True  # whoever shows the program has read it
        return Workspace(diary, Programme(), preferences, lambda _: None, is_demo=True)

    def _open_own(self) -> Workspace:
        """What cannot be opened is left alone and said; the exercises work all the same."""
        paths = self._paths
        opened = load_programme(paths.programme)

        def keep(programme: Programme) -> None:
            save_programme(paths.programme, programme)

        return Workspace(
            partial(diary_or_memory, paths.diary, self._clock),
            opened.programme,
            Preferences(paths.settings),
            keep,
            troubles=opened.troubles,
            owner=self._owner,
        )

    @property
    def _owner(self) -> str:
        """The name of the person, where there are several."""
        people = people_of(self._paths)
        person = people.by_id(self._paths.person)
        return person.name if person is not None and people.are_several else ""

    def _take_owner(self) -> None:
        if self._own is not None:
            self._own.owner = self._owner

    def _keep_private(self) -> None:
        """Takes from other accounts what they could read; what can't be put right is said once."""
        from backrehab.storage.permissions import keep_private

        own = self._paths.data_dir
        found = keep_private(own, whole=own == default_data_dir())
        self._open_to_others = found.trouble
        for page in self.window.pages.built("settings"):
            page.protection.show_trouble(found.trouble)
        preferences = self.workspace.preferences
        if found.trouble and found.trouble != preferences.privacy_told:
            log.warning("private: %s", found.trouble)
            preferences.privacy_told = found.trouble
            self.window.toast.say(found.trouble)

    def _watch_pages(self, page: str) -> None:
        if page == "session":
            self.window.pages.session.finished.connect(self.own_diary.look_again)
        elif page == "today":
            self.window.pages.today.new_day.connect(self.own_diary.keep_copy)
        elif page == "diary":
            self.window.pages.diary.diary_wanted.connect(self.own_diary.ask)
        elif page == "settings":
            settings = self.window.pages.settings
            self._watch_people(settings)
            self.own_diary.watch_settings(settings)
            settings.protection.show_trouble(self._open_to_others)

    def _watch_people(self, settings: SettingsPage) -> None:
        from backrehab.ui.people_changes import PeopleChanges

        paths = self._paths
        changes = PeopleChanges(
            self.look,
            settings.people,
            paths.data_dir,
            paths.person,
            lambda: self.workspace.diary,
            self.window,
        )
        changes.said.connect(self.window.toast.say)
        changes.added.connect(self._take_owner)
        changes.change_wanted.connect(
            lambda: self.own_diary.leave_for(lambda: QCoreApplication.exit(ANOTHER_PERSON))
        )
        changes.save_wanted.connect(lambda: self.window.show_page("ways_out"))
        changes.delete_wanted.connect(self._delete_everything)

    def _delete_everything(self) -> None:
        self.own_diary.unsaved.give_up()
        self.is_to_be_deleted = True  # once nothing of it is open any more
        QCoreApplication.exit(ANOTHER_PERSON)
