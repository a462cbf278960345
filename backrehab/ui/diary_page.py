"""The diary: what was done and when, and the way out of it into a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QModelIndex, QRectF, QSize, QStandardPaths, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from backrehab.core.clock import Clock
from backrehab.core.errors import DiaryError, ExportError
from backrehab.core.model import Position
from backrehab.core.text import count
from backrehab.storage.export import export_csv
from backrehab.ui.choices import SegmentedChoice
from backrehab.ui.controls import Button, Card, Kind, Label, ScrollPage
from backrehab.ui.diary_table import DiaryTable
from backrehab.ui.diary_view import DiaryView
from backrehab.ui.look import Look
from backrehab.ui.message import show_message
from backrehab.ui.picture import paint_figure
from backrehab.ui.reflow import Arrangement, FlowLayout, Room
from backrehab.ui.theme import Role
from backrehab.ui.toast import Toast
from backrehab.ui.workspace import Workspace

_RANGES = (("all", "All"), ("28", "Last 4 weeks"), ("7", "Last 7 days"))
_RANGE_WORDS = {"all": "", "28": " in the last 4 weeks", "7": " in the last 7 days"}

_NARROW = 1100
_SLIM = 640

AskForFile = Callable[[QWidget, str], Path | None]
"""Asks where to write a file of this name; gives None when the person changed their mind."""


def ask_for_csv(parent: QWidget, name: str) -> Path | None:
    """The system's own dialog, in the documents folder to begin with."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog = QFileDialog(parent, "Save the diary as a spreadsheet", documents)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter("Spreadsheet (*.csv)")
    dialog.setDefaultSuffix("csv")
    dialog.selectFile(name)
    chosen = dialog.selectedFiles() if dialog.exec() else []
    return Path(chosen[0]) if chosen else None


class _Figure(QWidget):
    """A drawn figure for a page that has nothing else to show."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(240, 150)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.theme.color("tint"))
        painter.drawRoundedRect(QRectF(self.rect()), 20, 20)
        paint_figure(painter, self._look, Position.LYING, QRectF(self.rect()))


class _Nothing(Card):
    """One sentence and one button where there are no rows."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.words = Label("", Role.CARD_TITLE)
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.button = Button(look, "", kind=Kind.MAIN)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(24)
        column.addStretch(1)
        self.figure = _Figure(look)
        column.addWidget(self.figure, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.words)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)


class DiaryPage(ScrollPage):
    """Reads the diary whenever it is shown.

    Where there is little room the page scrolls as a whole, else the table in it.

    Signals:
        library_wanted: The person wants to find something to do.
    """

    library_wanted = Signal()

    def __init__(
        self,
        look: Look,
        clock: Clock,
        parent: QWidget | None = None,
        *,
        ask_for_file: AskForFile = ask_for_csv,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._clock = clock
        self._ask_for_file = ask_for_file
        self._workspace: Workspace | None = None
        self._trouble = self._whole = False
        self.title = Label("Diary", Role.PAGE_TITLE, wraps=False)
        self.range = SegmentedChoice(look, "Show", _RANGES)
        self.range.choose("all")
        self.export_button = Button(look, "Spreadsheet", "table")
        self.export_button.setAccessibleName("Save as a spreadsheet")
        self.export_button.setToolTip("Save these rows as a file for a spreadsheet (CSV)")
        self.table = DiaryTable(self)
        self.view = DiaryView(look, self.table)
        self.not_saved = Label(
            "Not saved: what is here will be gone when you close the program.", Role.BODY, "clay"
        )
        self.not_saved.hide()
        self.totals = Label("", Role.CAPTION, "ink2")
        self.nothing = _Nothing(look)
        self.toast = Toast(look, self)
        self.range.chosen.connect(self.refresh)
        self.export_button.clicked.connect(self.export)
        self.nothing.button.clicked.connect(self._press_nothing)
        self.table.failed.connect(self._say_unreadable)
        self._lay_out()

    def set_workspace(self, workspace: Workspace) -> None:
        """Whose diary it is."""
        self._workspace = workspace
        self.refresh()

    def arrange(self, room: Room) -> None:
        """The edge of the page, as the window has room."""
        self.set_edge(room.edge, room.most_width)
        self.body.setSpacing(12 if room.is_short else 20)
        slim = room.units_wide < _SLIM
        self._whole = room.arrangement is Arrangement.TOP_BAR
        self.view.set_shape(narrow=room.units_wide < _NARROW, slim=slim, whole=self._whole)
        directions = QBoxLayout.Direction
        self._head.setDirection(directions.TopToBottom if slim else directions.LeftToRight)
        self.nothing.figure.setVisible(not room.is_short)

    def refresh(self) -> None:
        """Reads the diary again."""
        if self._workspace is None:
            return
        diary = self._workspace.diary
        self.not_saved.setVisible(self._workspace.only_in_memory)
        self._trouble = False
        try:
            self.table.read(diary, self._since(), self._today())
            rows = diary.count_entries(self._since())
            sessions = diary.count_sessions(self._since())
            any_at_all = bool(sessions) or diary.count_sessions() > 0
        except DiaryError as error:
            self._say_unreadable(str(error))
            return
        words = f"{count(sessions, 'session')}, {count(rows, 'row')}{self._range_words()}"
        self.totals.setText(words)
        self.totals.setVisible(bool(rows))
        self.export_button.setVisible(any_at_all)
        self.range.setVisible(any_at_all)
        if rows:
            self._show_rows(True)
        elif any_at_all:
            self._say_nothing(f"There is nothing{self._range_words()}.", "Show all")
        else:
            self._say_nothing(
                "Nothing yet. What you do is written down here.", "Go to the library"
            )

    def export(self) -> None:
        """Saves what is shown as a spreadsheet, where the person says."""
        if self._workspace is None:
            return
        if self.table.rowCount() == 0:
            show_message(self, self._look, "Nothing to save", self._nothing_to_save())
            return
        to = self._ask_for_file(self, f"backrehab-diary-{self._today().isoformat()}.csv")
        if to is None:
            return
        try:
            rows = export_csv(self._workspace.diary, to, self._since())
        except (ExportError, DiaryError) as error:
            show_message(self, self._look, "The spreadsheet is not saved", str(error))
            return
        if rows:
            self.toast.say(f"Saved {count(rows, 'row')} to {to}")
        else:
            show_message(self, self._look, "Nothing to save", self._nothing_to_save())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _today(self) -> date:
        return self._clock.now().date()

    def _since(self) -> date | None:
        days = self.range.choice()
        return None if days == "all" else self._today() - timedelta(days=int(days) - 1)

    def _range_words(self) -> str:
        return _RANGE_WORDS[self.range.choice()]

    def _nothing_to_save(self) -> str:
        return (
            f"There is nothing in your diary{self._range_words()}, so no file was written. "
            "Choose more days, then try again."
        )

    def _say_nothing(self, words: str, button: str) -> None:
        self.nothing.words.setText(words)
        self.nothing.button.set_text(button)
        self._show_rows(False)

    def _say_unreadable(self, words: str) -> None:
        self._trouble = True
        self.totals.hide()
        self._say_nothing(words, "Try again")

    def _show_rows(self, shown: bool) -> None:
        self._card.setVisible(shown)
        self.nothing.setVisible(not shown)

    def _bring_more(self) -> None:
        """The next rows, before the end of those that are there comes in sight."""
        bar = self.verticalScrollBar()
        if self._whole and bar.maximum() and bar.maximum() - bar.value() < bar.pageStep():
            self.table.bring_more()

    def _follow_row(self, row: QModelIndex) -> None:
        """Scrolls to the row that was gone to by key; a table that scrolls does so itself."""
        if self._whole:
            place = self.view.visualRect(row)
            middle = self.view.viewport().mapTo(self.content, place.center())
            self.ensureVisible(0, middle.y(), 0, place.height() // 2 + 8)

    def _follow_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        if now is not self.view:  # higher than the window: its row is what is followed
            super()._follow_focus(old, now)

    def _press_nothing(self) -> None:
        if self._trouble:
            self.refresh()
        elif self.range.choice() != "all":
            self.range.choose("all")
            self.refresh()
        else:
            self.library_wanted.emit()

    def _lay_out(self) -> None:
        head = QWidget()
        tools = FlowLayout(gap=12)
        tools.addWidget(self.range)
        tools.addWidget(self.export_button)
        row = self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight, head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.title, 1, Qt.AlignmentFlag.AlignTop)
        row.addLayout(tools)
        self._card = Card()
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.view)
        self.set_edge(32, 1_000_000)
        self.body.setSpacing(20)
        self.body.addWidget(head)
        self.body.addWidget(self.not_saved)
        self.body.addWidget(self._card, 1)
        self.body.addWidget(self.nothing, 1)
        self.body.addWidget(self.totals)
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self._bring_more)
        bar.rangeChanged.connect(self._bring_more)
        self.view.selectionModel().currentChanged.connect(self._follow_row)
