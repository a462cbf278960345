"""What a person chooses, put in force and kept: figures, sides, times, look and sound."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from backrehab.core.errors import BackrehabError
from backrehab.core.model import Programme, SoreSide
from backrehab.core.session_times import SessionTimes
from backrehab.cues.tones import Tones
from backrehab.cues.voice import Voice
from backrehab.ui.look import Look
from backrehab.ui.pages import Pages
from backrehab.ui.workspace import Workspace

if TYPE_CHECKING:
    from backrehab.ui.toast import Toast


class OwnChoices(QObject):
    """Listens to the pages on which something is chosen."""

    def __init__(
        self,
        pages: Pages,
        look: Look,
        tones: Tones,
        voice: Voice | None,
        folder: Path,
        workspace: Callable[[], Workspace],
        toast: Callable[[], Toast],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._pages = pages
        self._look = look
        self._tones = tones
        self._voice = voice
        self._folder = folder
        self._workspace = workspace
        self._toast = toast
        pages.made.connect(self._connect)

    def keep_sore_side(self, side: SoreSide) -> None:
        """The side that hurts, for exercises of one side."""
        self._change_programme(self._workspace().programme.with_sore_side(side))

    def take_sound(self) -> None:
        """Puts in force how loud the program is, and whether it speaks."""
        preferences = self._workspace().preferences
        self._tones.set_enabled(preferences.sounds)
        self._tones.set_volume(preferences.volume)
        if self._voice is not None:
            self._voice.set_enabled(preferences.sounds and preferences.voice)
            self._voice.set_volume(preferences.volume)

    def _connect(self, name: str) -> None:
        pages = self._pages
        match name:
            case "programme":
                pages.programme.programme_changed.connect(self._change_programme)
            case "exercise":
                pages.exercise.dose_changed.connect(self._change_dose)
            case "help":
                pages.help.region_chosen.connect(self._choose_region)
            case "settings":
                pages.settings.look_chosen.connect(self._take_look)
                pages.settings.sound_chosen.connect(self.take_sound)
                pages.settings.region_chosen.connect(self._choose_region)
                pages.settings.sore_side_chosen.connect(self._choose_sore_side)
                pages.settings.times_chosen.connect(self._choose_times)
                pages.settings.folder_wanted.connect(self._open_folder)

    def _change_dose(self, exercise_id: str, own: dict[str, int]) -> None:
        self._change_programme(self._workspace().programme.with_changes(exercise_id, own))
        self._pages.exercise.show_programme(self._workspace().programme)

    def _choose_sore_side(self, key: str) -> None:
        self.keep_sore_side(SoreSide(key))

    def _choose_times(self, times: SessionTimes) -> None:
        self._change_programme(self._workspace().programme.with_times(times))

    def _change_programme(self, programme: Programme) -> None:
        try:
            self._workspace().change_programme(programme)
        except BackrehabError as error:
            self._toast().say(str(error))
        self._pages.show_programme()

    def _choose_region(self, region_id: str) -> None:
        self._workspace().preferences.region = region_id
        for page in self._pages.built("help"):
            page.show_region(region_id)
        for page in self._pages.built("settings"):
            page.show_workspace(self._workspace())

    def _take_look(self) -> None:
        preferences = self._workspace().preferences
        self._look.apply(preferences.theme, preferences.text_percent)

    def _open_folder(self) -> None:
        from backrehab.ui.settings_page import open_folder

        if not open_folder(self._folder):
            self._toast().say(f"The folder can't be opened here: {self._folder}")
