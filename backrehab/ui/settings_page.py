"""How the program looks and sounds, and the few facts it keeps about a person."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backrehab.core.cues import Cue
from backrehab.core.model import Library, Limits, SoreSide
from backrehab.cues.tones import Tones
from backrehab.ui.about_page import privacy_line
from backrehab.ui.choices import SegmentedChoice, Switch
from backrehab.ui.controls import Button, Card, Label, ScrollPage
from backrehab.ui.help_page import region_of
from backrehab.ui.look import Look
from backrehab.ui.reflow import Arrangement, FlowLayout, Room, empty
from backrehab.ui.stepper import Stepper
from backrehab.ui.theme import TEXT_SIZES, Role, ThemeChoice
from backrehab.ui.workspace import Workspace

_THEMES = (
    (ThemeChoice.SYSTEM.value, "As the computer"),
    (ThemeChoice.LIGHT.value, "Light"),
    (ThemeChoice.DARK.value, "Dark"),
)
_SIDES = (
    (SoreSide.LEFT.value, "Left"),
    (SoreSide.RIGHT.value, "Right"),
    (SoreSide.BOTH.value, "Both"),
    (SoreSide.ASK.value, "Ask each time"),
)
_VOLUME = Limits(0, 100, 10)


class SettingsPage(ScrollPage):
    """Everything is in force at once; there is nothing to save.

    Signals:
        look_chosen: Another theme or text size; it is already in the preferences.
        sound_chosen: Sounds on or off, or another volume; likewise.
        region_chosen: arg: the region's id.
        sore_side_chosen: arg: the `SoreSide`'s value.
        demo_wanted: arg: on or off.
        folder_wanted: Open the folder with the notes.
        about_wanted: The page about the program.
    """

    look_chosen = Signal()
    sound_chosen = Signal()
    region_chosen = Signal(str)
    sore_side_chosen = Signal(str)
    demo_wanted = Signal(bool)
    folder_wanted = Signal()
    about_wanted = Signal()

    def __init__(
        self,
        look: Look,
        library: Library,
        tones: Tones,
        data_dir: Path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._library = library
        self._tones = tones
        self._workspace: Workspace | None = None
        self.theme = SegmentedChoice(look, "Colours", _THEMES)
        sizes = [(str(size), f"{size} %") for size in TEXT_SIZES]
        self.text_size = SegmentedChoice(look, "Text size", sizes)
        self.sounds = Switch(look, "Sounds")
        self.volume = Stepper(look, "Volume", 80, _VOLUME, lambda value: f"{value} %")
        self.try_button = Button(look, "Try it", "volume-2")
        self.sore_side = SegmentedChoice(look, "Sore side", _SIDES)
        regions = [(region.id, region.title) for region in library.help_regions]
        self.region = SegmentedChoice(look, "Help numbers for", regions)
        self.demo_button = Button(look, "Start demo mode", "presentation")
        self.folder_button = Button(look, "Open folder", "folder-open")
        self.about_button = Button(look, "About BackRehab", "info")
        self.folder = Label(str(data_dir))
        self._no_sound = Label("No sound can be played on this computer.", Role.CAPTION)
        self._cards = [
            self._look_card(),
            self._sound_card(),
            self._person_card(),
            self._notes_card(),
            self._demo_card(),
            self._about_card(),
        ]
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
        self._workspace = workspace
        preferences = workspace.preferences
        self.theme.choose(preferences.theme.value)
        self.text_size.choose(str(preferences.text_percent))
        for widget in (self.sounds, self.volume):
            widget.blockSignals(True)
        self.sounds.setChecked(preferences.sounds)
        self.volume.setValue(preferences.volume)
        for widget in (self.sounds, self.volume):
            widget.blockSignals(False)
            widget.update()
        side = workspace.programme.sore_side
        self.sore_side.choose(side.value if side is not None else "")
        self.region.choose(region_of(self._library, preferences.region).id)
        self.demo_button.set_text("Leave demo mode" if workspace.is_demo else "Start demo mode")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Only now: to know it, the sounds have to be loaded.
        available = self._tones.available
        self._no_sound.setVisible(not available)
        self.try_button.setVisible(available)

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
        for index, card in enumerate(self._cards):
            self._columns[index % columns].addWidget(card)
        for column in self._columns:
            column.addStretch(1)

    # What is changed

    def _connect(self) -> None:
        self.theme.chosen.connect(self._take_theme)
        self.text_size.chosen.connect(self._take_text_size)
        self.sounds.toggled.connect(self._take_sounds)
        self.volume.valueChanged.connect(self._take_volume)
        self.try_button.clicked.connect(self._try_sound)
        self.sore_side.chosen.connect(self.sore_side_chosen)
        self.region.chosen.connect(self.region_chosen)
        self.demo_button.clicked.connect(self._take_demo)
        self.folder_button.clicked.connect(self.folder_wanted)
        self.about_button.clicked.connect(self.about_wanted)

    def _take_theme(self, key: str) -> None:
        if self._workspace is not None:
            self._workspace.preferences.theme = ThemeChoice(key)
            self.look_chosen.emit()

    def _take_text_size(self, key: str) -> None:
        if self._workspace is not None:
            self._workspace.preferences.text_percent = int(key)
            self.look_chosen.emit()

    def _take_sounds(self, on: bool) -> None:
        if self._workspace is not None:
            self._workspace.preferences.sounds = on
            self.sound_chosen.emit()

    def _take_volume(self, percent: int) -> None:
        if self._workspace is not None:
            self._workspace.preferences.volume = percent
            self.sound_chosen.emit()

    def _try_sound(self) -> None:
        """Plays one tone even while sounds are off, to hear what they would be like."""
        if self._workspace is not None:
            self._tones.set_enabled(True)
            self._tones.play(Cue.GO)
            self._tones.set_enabled(self._workspace.preferences.sounds)

    def _take_demo(self) -> None:
        if self._workspace is not None:
            self.demo_wanted.emit(not self._workspace.is_demo)

    # The cards

    def _look_card(self) -> Card:
        card, column = _card("How it looks")
        column.addWidget(Label("Colours", Role.ROW_TITLE))
        column.addWidget(self.theme)
        column.addWidget(Label("Text size", Role.ROW_TITLE))
        column.addWidget(self.text_size)
        return card

    def _sound_card(self) -> Card:
        card, column = _card("Sounds")
        column.addWidget(Label("Tones tell you when to move, hold and rest."))
        column.addWidget(self.sounds, 0, Qt.AlignmentFlag.AlignLeft)
        row = FlowLayout(gap=12)
        row.addWidget(self.volume)
        row.addWidget(self.try_button)
        column.addWidget(Label("Volume", Role.ROW_TITLE))
        column.addLayout(row)
        column.addWidget(self._no_sound)
        return card

    def _person_card(self) -> Card:
        card, column = _card("You")
        column.addWidget(Label("Your sore side", Role.ROW_TITLE))
        column.addWidget(Label("Some exercises are for the sore side only.", Role.CAPTION))
        column.addWidget(self.sore_side)
        column.addWidget(Label("Help numbers for", Role.ROW_TITLE))
        column.addWidget(self.region)
        return card

    def _notes_card(self) -> Card:
        card, column = _card("Your notes")
        column.addWidget(privacy_line(self._look))
        self.folder.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.folder.setAccessibleName("Folder with your notes")
        column.addWidget(Label("They are in this folder:"))
        column.addWidget(self.folder)
        column.addWidget(self.folder_button, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _demo_card(self) -> Card:
        card, column = _card("Demo mode")
        column.addWidget(
            Label("To show the program to somebody. Your own diary is not read or written.")
        )
        column.addWidget(self.demo_button, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _about_card(self) -> Card:
        card, column = _card("About")
        column.addWidget(Label("Who made it, what it is for, and what it is made with."))
        column.addWidget(self.about_button, 0, Qt.AlignmentFlag.AlignLeft)
        return card


def _card(title: str) -> tuple[Card, QVBoxLayout]:
    card = Card("true")
    column = QVBoxLayout(card)
    column.setContentsMargins(22, 18, 20, 20)
    column.setSpacing(10)
    column.addWidget(Label(title, Role.CARD_TITLE))
    return card, column


def open_folder(folder: Path) -> bool:
    """Shows a folder with whatever the system has for it; says whether that worked."""
    return folder.is_dir() and QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
