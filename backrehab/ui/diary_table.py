"""The diary as rows of a table, fetched from the file as they are scrolled to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import IntEnum
from types import MappingProxyType

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from backrehab.core.diary import DiaryEntry, Outcome, RecordedBy
from backrehab.core.errors import DiaryError
from backrehab.core.text import NOTHING, asked_words, done_words, when_words
from backrehab.storage.diary import Diary

SESSIONS_A_TIME = 40

_Index = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()

OUTCOME_WORDS: Mapping[Outcome | None, str] = MappingProxyType(
    {
        Outcome.COMPLETED: "yes",
        Outcome.STOPPED: "ended early",
        Outcome.SKIPPED: "left out",
        None: NOTHING,
    }
)
RECORDED_WORDS: Mapping[RecordedBy, str] = MappingProxyType(
    {RecordedBy.TIMER: "timer", RecordedBy.MANUAL: "by hand"}
)


class Column(IntEnum):
    """The columns from left to right."""

    WHEN = 0
    WHAT = 1
    ASKED_FOR = 2
    DONE = 3
    OUTCOME = 4
    NOTED_BY = 5


HEADS: Mapping[Column, str] = MappingProxyType(
    {
        Column.WHEN: "When",
        Column.WHAT: "What",
        Column.ASKED_FOR: "Asked for",
        Column.DONE: "Done",
        Column.OUTCOME: "All done?",
        Column.NOTED_BY: "Noted by",
    }
)

SECOND_LINE = Qt.ItemDataRole.UserRole
"""What a narrow table says under "What": the columns it has no room for."""


ALL_IN_A_LINE = Qt.ItemDataRole.UserRole + 1
"""The same where there is room for two columns only."""


def what_words(entry: DiaryEntry) -> str:
    """The exercise, and the side where it has one: "Single leg stance, right"."""
    return entry.exercise_title if entry.side is None else f"{entry.exercise_title}, {entry.side}"


def cell_words(entry: DiaryEntry, column: Column, today: date) -> str:
    """What stands in one cell."""
    match column:
        case Column.WHEN:
            return when_words(entry.started_at, today)
        case Column.WHAT:
            return what_words(entry)
        case Column.ASKED_FOR:
            return asked_words(entry)
        case Column.DONE:
            return done_words(entry)
        case Column.OUTCOME:
            return OUTCOME_WORDS[entry.outcome]
        case Column.NOTED_BY:
            return RECORDED_WORDS[entry.recorded_by]


class DiaryTable(QAbstractTableModel):
    """One row for each exercise and side, newest first.

    Attributes:
        waits: More rows come only by `bring_more`. A view that is as high as its rows sees the
            last of them all the time, and would ask for everything at once.

    Signals:
        failed: The diary can't be read on; arg: what to do, in words for the person.
    """

    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._diary: Diary | None = None
        self._since: date | None = None
        self._today = date.min
        self._rows: list[DiaryEntry] = []
        self._sessions_read = 0
        self._sessions = 0
        self.waits = False

    def read(self, diary: Diary, since: date | None, today: date) -> None:
        """Begins anew with these days; the first rows are there at once.

        Raises:
            DiaryError: the diary can't be read; the table is empty then.
        """
        self.beginResetModel()
        self._diary, self._since, self._today = diary, since, today
        self._rows = []
        self._sessions_read = self._sessions = 0
        try:
            self._sessions = diary.count_sessions(since)
            self._rows = self._read_on(diary)
        finally:
            self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry, column = self._rows[index.row()], Column(index.column())
        words = cell_words(entry, column, self._today)
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{HEADS[column].rstrip('?')}: {'nothing' if words == NOTHING else words}"
        if role == SECOND_LINE and column is Column.WHAT:
            asked = cell_words(entry, Column.ASKED_FOR, self._today)
            noted = cell_words(entry, Column.NOTED_BY, self._today)
            return f"Asked for: {asked}. Noted by: {noted}."
        if role == ALL_IN_A_LINE and column is Column.WHAT:
            others = (Column.ASKED_FOR, Column.DONE, Column.OUTCOME, Column.NOTED_BY)
            cells = ((HEADS[it].rstrip("?"), cell_words(entry, it, self._today)) for it in others)
            return " ".join(f"{head}: {cell}." for head, cell in cells)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADS[Column(section)]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def canFetchMore(self, parent: _Index) -> bool:
        return not (self.waits or parent.isValid()) and self._sessions_read < self._sessions

    def fetchMore(self, parent: _Index) -> None:
        if self.canFetchMore(parent):
            self.bring_more()

    def bring_more(self) -> None:
        """Reads the next rows, where there are any."""
        if self._diary is None or self._sessions_read >= self._sessions:
            return
        try:
            rows = self._read_on(self._diary)
        except DiaryError as error:
            self._sessions = self._sessions_read
            self.failed.emit(str(error))
            return
        if rows:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()

    def _read_on(self, diary: Diary) -> list[DiaryEntry]:
        """The entries of the next sessions; none only when there are no more."""
        rows: list[DiaryEntry] = []
        while not rows and self._sessions_read < self._sessions:
            sessions = diary.sessions(
                self._since, limit=SESSIONS_A_TIME, offset=self._sessions_read
            )
            if not sessions:
                self._sessions = self._sessions_read
            self._sessions_read += len(sessions)
            rows = [entry for session in sessions for entry in reversed(session.entries)]
        return rows
