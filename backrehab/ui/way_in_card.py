"""A diary that was taken out comes back in: first looked at, then taken."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backrehab.core.text import count
from backrehab.storage.import_diary import TakenIn
from backrehab.ui.announce import announce
from backrehab.ui.buttons import Button, Kind
from backrehab.ui.controls import Card, Label
from backrehab.ui.lists import TextList
from backrehab.ui.look import Look
from backrehab.ui.reflow import FlowLayout
from backrehab.ui.theme import Role

_MOST_LINES = 30


class WayInCard(Card):
    """What is in a file, said before anything of it is taken.

    Signals:
        source_wanted: Ask for a file, or a folder; arg: whether a folder.
        take_wanted: Take in what was looked at; arg: where it is.
    """

    source_wanted = Signal(bool)
    take_wanted = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._source: Path | None = None
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

    def show_found(self, source: Path, found: TakenIn) -> None:
        """Says what could come in, what is there already, and what is refused and why."""
        self._source = source
        self.name.setText(source.name)
        words = f"{_can(found.taken)} come in."
        if found.there_already:
            words += f" {_is(found.there_already)} in your diary already."
        if found.refused:
            words += f" {count(found.refused, 'row')} can't come in."
        self.words.setText(words)
        lines = [str(problem) for problem in found.problems]
        self.problems_title.setVisible(bool(lines))
        self.problems.setVisible(bool(lines))
        self.problems.set_lines(lines[:_MOST_LINES])
        more = len(lines) - _MOST_LINES
        self.more.setText(f"And {count(more, 'more reason')}." if more > 0 else "")
        self.more.setVisible(more > 0)
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
        self._source = None
        self.found.hide()

    def _take(self) -> None:
        if self._source is not None:
            self.take_wanted.emit(self._source)


def _can(rows: int) -> str:
    return f"{count(rows, 'row')} can"


def _is(rows: int) -> str:
    return f"{count(rows, 'row')} {'is' if rows == 1 else 'are'}"
