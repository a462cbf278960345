"""How the program looks and sounds, and the few facts it keeps about a person."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backrehab.core.clock import Clock
from backrehab.core.model import Library
from backrehab.cues.tones import Tones
from backrehab.cues.voice import Voice
from backrehab.ui.controls import Label
from backrehab.ui.look import Look
from backrehab.ui.reflow import Arrangement, Room, empty
from backrehab.ui.scroll_page import ScrollPage
from backrehab.ui.settings.card import SettingsCard
from backrehab.ui.settings.copies import CopiesCard
from backrehab.ui.settings.display_card import DisplayCard
from backrehab.ui.settings.look_card import LookCard
from backrehab.ui.settings.other_cards import AboutCard, DemoCard, NotesCard, WaysOutCard
from backrehab.ui.settings.pain_card import AskPainCard
from backrehab.ui.settings.people_card import PeopleCard
from backrehab.ui.settings.person_card import PersonCard
from backrehab.ui.settings.protection import ProtectionCard
from backrehab.ui.settings.sound_card import SoundCard
from backrehab.ui.settings.times_card import TimesCard
from backrehab.ui.settings.tones_card import TonesCard
from backrehab.ui.theme import Role
from backrehab.ui.workspace import Workspace


class SettingsPage(ScrollPage):
    """Everything is in force at once; there is nothing to save.

    Signals:
        look_chosen: Another theme or text size; it is already in the preferences.
        sound_chosen: Something else about the sounds; likewise.
        region_chosen: arg: the region's id.
        sore_side_chosen: arg: the `SoreSide`'s value.
        times_chosen: arg: the `SessionTimes`.
        demo_wanted: arg: on or off.
        folder_wanted: Open the folder with the notes.
        about_wanted: The page about the program.
        ways_out_wanted: The page that takes the diary out.
    """

    look_chosen = Signal()
    sound_chosen = Signal()
    region_chosen = Signal(str)
    sore_side_chosen = Signal(str)
    times_chosen = Signal(object)
    demo_wanted = Signal(bool)
    folder_wanted = Signal()
    about_wanted = Signal()
    ways_out_wanted = Signal()

    def __init__(
        self,
        look: Look,
        clock: Clock,
        library: Library,
        tones: Tones,
        data_dir: Path,
        parent: QWidget | None = None,
        *,
        voice: Voice | None = None,
    ) -> None:
        super().__init__(parent)
        self.look_card = LookCard(look)
        self.sound = SoundCard(look, tones, voice)
        self.tones = TonesCard(look, tones)
        self.person = PersonCard(look, library)
        self.pain = AskPainCard(look, library.pain_guide.after_exercise_minutes)
        self.times = TimesCard(look)
        self.display = DisplayCard(look)
        self.notes = NotesCard(look, data_dir)
        self.people = PeopleCard(look)
        self.protection = ProtectionCard(look)
        self.ways_out = WaysOutCard(look)
        self.copies = CopiesCard(look, clock)
        self.demo = DemoCard(look)
        self.about = AboutCard(look)
        self._sides: tuple[tuple[SettingsCard, ...], ...] = (
            (
                self.look_card,
                self.display,
                self.sound,
                self.tones,
                self.ways_out,
                self.copies,
            ),
            (
                self.person,
                self.pain,
                self.times,
                self.notes,
                self.protection,
                self.people,
                self.demo,
                self.about,
            ),
        )
        for card in self._cards:
            card.setParent(self.widget())  # without one, a card that is shown would be a window
        columns = self._row = QHBoxLayout()
        self._columns = (QVBoxLayout(), QVBoxLayout())
        for column in self._columns:
            column.setSpacing(20)
            columns.addLayout(column, 1)
        self.body.addWidget(Label("Settings", Role.PAGE_TITLE))
        self.body.addLayout(columns)
        self.body.addStretch(1)
        self._in_columns = 0
        self._connect()

    def show_workspace(self, workspace: Workspace) -> None:
        """Shows what is set, of the person's own or of the demo."""
        for card in self._cards:
            card.show_workspace(workspace)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Only now: to know it, the sounds have to be loaded.
        self.sound.look_at_computer()
        self.tones.look_at_computer()
        self.display.look_at_computer()

    def arrange(self, room: Room) -> None:
        """Two columns of cards where there is room."""
        self.set_edge(room.edge, room.most_width)
        columns = 2 if room.arrangement is Arrangement.WIDE else 1
        if columns == self._in_columns:
            return
        self._in_columns = columns
        self._row.setStretch(1, columns - 1)
        self._row.setSpacing(20 * (columns - 1))
        for column in self._columns:
            empty(column)
        for side, cards in enumerate(self._sides):
            for card in cards:
                self._columns[side % columns].addWidget(card)
        for column in self._columns:
            column.addStretch(1)

    @property
    def _cards(self) -> tuple[SettingsCard, ...]:
        return tuple(card for side in self._sides for card in side)

    def _connect(self) -> None:
        self.look_card.chosen.connect(self.look_chosen)
        self.sound.chosen.connect(self.sound_chosen)
        self.tones.chosen.connect(self.sound_chosen)
        self.person.sore_side_chosen.connect(self.sore_side_chosen)
        self.person.region_chosen.connect(self.region_chosen)
        self.times.chosen.connect(self.times_chosen)
        self.notes.folder_wanted.connect(self.folder_wanted)
        self.demo.wanted.connect(self.demo_wanted)
        self.about.wanted.connect(self.about_wanted)
        self.ways_out.wanted.connect(self.ways_out_wanted)


def open_folder(folder: Path) -> bool:
    """Shows a folder with whatever the system has for it; says whether that worked."""
    return folder.is_dir() and QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
