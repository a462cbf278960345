"""The notes' folder, demo mode, and the ways to other pages."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent

from backrehab.ui.about_page import privacy_line
from backrehab.ui.buttons import Button
from backrehab.ui.controls import Label
from backrehab.ui.look import Look
from backrehab.ui.settings.card import SettingsCard
from backrehab.ui.workspace import Workspace

_LEFT = Qt.AlignmentFlag.AlignLeft


class NotesCard(SettingsCard):
    """Where the notes are.

    Signals:
        folder_wanted: Open that folder.
    """

    folder_wanted = Signal()

    def __init__(self, look: Look, folder: Path) -> None:
        super().__init__("Your notes")
        self.folder = Label(str(folder))
        self.folder.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.folder.setAccessibleName("Folder with your notes")
        self.folder_button = Button(look, "Open folder", "folder-open")
        self.saved = privacy_line(look)
        self.column.addWidget(self.saved)
        self.add_words("They are in this folder:")
        self.column.addWidget(self.folder)
        self.column.addWidget(self.folder_button, 0, _LEFT)
        self.folder_button.clicked.connect(self.folder_wanted)

    def show_set(self, workspace: Workspace) -> None:
        if self.isVisible():
            self.saved.setVisible(not workspace.only_in_memory)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.workspace is not None:
            self.show_set(self.workspace)


class WaysOutCard(SettingsCard):
    """The way to the page that takes the diary out, or another one in.

    Signals:
        wanted: That page.
    """

    wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__("Your diary, out and in")
        self.button = Button(look, "Take it out or bring it in", "save")
        self.add_words("Save it for your physiotherapist or a spreadsheet. Move it to a computer.")
        self.column.addWidget(self.button, 0, _LEFT)
        self.button.clicked.connect(self.wanted)


class DemoCard(SettingsCard):
    """In and out of demo mode.

    Signals:
        wanted: arg: on or off.
    """

    wanted = Signal(bool)

    def __init__(self, look: Look) -> None:
        super().__init__("Demo mode")
        self.button = Button(look, "Start demo mode", "presentation")
        self.add_words("To show the program to somebody. Your own diary is not read or written.")
        self.column.addWidget(self.button, 0, _LEFT)
        self.button.clicked.connect(self._take)

    def show_set(self, workspace: Workspace) -> None:
        self.button.set_text("Leave demo mode" if workspace.is_demo else "Start demo mode")

    def _take(self) -> None:
        if self.workspace:
            self.wanted.emit(not self.workspace.is_demo)


class AboutCard(SettingsCard):
    """The way to the page about the program.

    Signals:
        wanted: That page.
    """

    wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__("About")
        self.button = Button(look, "About BackRehab", "info")
        self.add_words("Who made it, what it is for, and what it is made with.")
        self.column.addWidget(self.button, 0, _LEFT)
        self.button.clicked.connect(self.wanted)
