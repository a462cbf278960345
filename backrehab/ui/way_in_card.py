"""A diary that was taken out comes back in: first looked at, then taken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from backrehab.core.errors import ExportError
from backrehab.core.text import count
from backrehab.storage.import_diary import TakenIn, write_problems
from backrehab.ui.announce import announce
from backrehab.ui.buttons import Button, Kind
from backrehab.ui.controls import Card, Label
from backrehab.ui.lists import TextList
from backrehab.ui.look import Look
from backrehab.ui.reflow import FlowLayout
from backrehab.ui.theme import Role

_MOST_LINES = 30

AskForList = Callable[[QWidget, str], Path | None]
"""Asks where to save a list under this name; `None` when the person changed their mind."""


class WayInCard(Card):
    """What is in a file, said before anything of it is taken.

    Of many reasons why rows can't come in the first are shown, and all go into a file of text.

    Attributes:
        ask_for_list: Asks where that file is to be saved.

    Signals:
        source_wanted: Ask for a file, or a folder; arg: whether a folder.
        take_wanted: Take in what was looked at; arg: where it is.
    """

    source_wanted = Signal(bool)
    take_wanted = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._source: Path | None = None
        self._looked_at: TakenIn | None = None
        self.ask_for_list: AskForList = ask_for_list
        self.file_button = Button(look, "Choose a spreadsheet", "table")
        self.folder_button = Button(look, "Choose a data package", "folder-open")
        buttons = FlowLayout(gap=12)
        buttons.addWidget(self.file_button)
        buttons.addWidget(self.folder_button)
        self.found = QWidget()
        self.name = Label("", Role.ROW_TITLE)
        self.words = Label("")
        self.problems_title = Label("Why these can't come in", Role.ROW_TITLE)
        self.problems = TextList(look, tone="clay", role=Role.CAPTION, gap=6)
        self.more = Label("", Role.CAPTION, "ink2")
        self.save_button = Button(look, "Save this list", "save")
        saving = FlowLayout(gap=12)
        saving.addWidget(self.save_button)
        self.take_button = Button(look, "", "check", Kind.MAIN)
        self.leave_button = Button(look, "Leave it")
        answers = FlowLayout(gap=12)
        answers.addWidget(self.take_button)
        answers.addWidget(self.leave_button)
        inside = QVBoxLayout(self.found)
        inside.setContentsMargins(0, 8, 0, 0)
        inside.setSpacing(10)
        inside.addWidget(self.name)
        inside.addWidget(self.words)
        inside.addLayout(answers)
        inside.addWidget(self.problems_title)
        inside.addWidget(self.problems)
        inside.addWidget(self.more)
        inside.addLayout(saving)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 20, 20)
        column.setSpacing(10)
        column.addWidget(Label("Bring a diary in", Role.CARD_TITLE))
        column.addWidget(
            Label(
                "From a spreadsheet or data package that BackRehab saved, such as on another "
                "computer. You see what is in it first. Nothing comes in twice."
            )
        )
        column.addLayout(buttons)
        column.addWidget(self.found)
        self.found.hide()
        self.file_button.clicked.connect(lambda: self.source_wanted.emit(False))
        self.folder_button.clicked.connect(lambda: self.source_wanted.emit(True))
        self.take_button.clicked.connect(self._take)
        self.leave_button.clicked.connect(self.leave)
        self.save_button.clicked.connect(self._save_list)

    def show_found(self, source: Path, found: TakenIn) -> None:
        """Says what could come in, what is there already, and what is refused and why."""
        self._source = source
        self._looked_at = found
        self.name.setText(source.name)
        words = f"{_can(found.taken)} come in."
        if found.there_already:
            words += f" {_is(found.there_already)} in your diary already."
        if found.refused:
            words += f" {count(found.refused, 'row')} can't come in."
        self.words.setText(words)
        lines = [str(problem) for problem in found.problems[:_MOST_LINES]]
        self.problems_title.setVisible(bool(lines))
        self.problems.setVisible(bool(lines))
        self.problems.set_lines(lines)
        more = len(found.problems) - len(lines)
        self.more.setText(f"And {count(more, 'more reason')}. Save the list to see them all.")
        for part in (self.more, self.save_button):
            part.setVisible(more > 0)
        self.take_button.set_text(f"Take in {count(found.taken, 'row')}")
        self.take_button.setVisible(found.taken > 0)
        self.leave_button.set_text("Leave it" if found.taken else "Close")
        self.found.show()
        button = self.take_button if found.taken else self.leave_button
        button.setFocus()
        announce(self.words, words)

    def leave(self) -> None:
        """Forgets what was looked at."""
        if self.found.isVisible():
            self.file_button.setFocus()
        self._source = self._looked_at = None
        self.found.hide()

    def _save_list(self) -> None:
        if self._source is None or self._looked_at is None:
            return
        to = self.ask_for_list(self, f"{self._source.stem}-not-taken.txt")
        if to is None:
            return
        try:
            write_problems(self._looked_at, to)
        except ExportError as error:
            said = str(error)
        else:
            said = f"Saved all of them to {to}"
        self.more.setText(said)
        announce(self.more, said)

    def _take(self) -> None:
        if self._source is not None:
            self.take_wanted.emit(self._source)


def ask_for_list(parent: QWidget, name: str) -> Path | None:
    """The system's own dialog."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog = QFileDialog(parent, "Save this list", documents)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter("Plain text (*.txt)")
    dialog.setDefaultSuffix("txt")
    dialog.selectFile(name)
    return Path(dialog.selectedFiles()[0]) if dialog.exec() else None


def _can(rows: int) -> str:
    return f"{count(rows, 'row')} can"


def _is(rows: int) -> str:
    return f"{count(rows, 'row')} {'is' if rows == 1 else 'are'}"
