"""The sessions of the diary as rows of a table, fetched from the file as they are scrolled to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
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

from backrehab.core.diary import DiarySession
from backrehab.core.diary_range import DayRange
from backrehab.core.diary_text import (
    ASKED_AFTER_MINUTES,
    exercise_what,
    exercise_worst,
    of_exercise,
    session_after,
    session_asked,
    session_done,
    session_noted_by,
    session_what,
    session_worst,
)
from backrehab.core.errors import DiaryError
from backrehab.core.text import NOTHING, when_words
from backrehab.storage.diary_views import DiaryViews, Place

SESSIONS_A_TIME = 40

_Index = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()


class Column(IntEnum):
    """The columns from left to right; the last two are to be pressed."""

    WHEN = 0
    WHAT = 1
    ASKED_FOR = 2
    DONE = 3
    WORST = 4
    AFTER = 5
    NOTED_BY = 6
    EDIT = 7
    DELETE = 8


HEADS: Mapping[Column, str] = MappingProxyType(
    {
        Column.WHEN: "When",
        Column.WHAT: "What",
        Column.ASKED_FOR: "Asked for",
        Column.DONE: "Done",
        Column.WORST: "Worst pain",
        Column.AFTER: "Afterwards",
        Column.NOTED_BY: "Noted by",
        Column.EDIT: "",
        Column.DELETE: "",
    }
)
ACTIONS: Mapping[Column, str] = MappingProxyType({Column.EDIT: "Edit", Column.DELETE: "Delete"})
FIGURES = frozenset({Column.WORST, Column.AFTER})
"""These stand at the right, as figures do."""

SECOND_LINE = Qt.ItemDataRole.UserRole
"""What a narrow table says under "What": the columns it has no room for."""

ALL_IN_A_LINE = Qt.ItemDataRole.UserRole + 1
"""The same where there is room for two columns only."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the table shows, and what its words need to know.

    With `today_words` off every row has its date: on paper there is no today. `asked_after`
    is how many minutes after a session its pain is asked for; `None` where that isn't wanted.
    """

    now: datetime
    days: DayRange = field(default_factory=DayRange)
    exercise_id: str | None = None
    sections: Mapping[str, str] = field(default_factory=dict)
    today_words: bool = True
    asked_after: int | None = ASKED_AFTER_MINUTES

    @property
    def today(self) -> date:
        return self.now.date() if self.today_words else date.min


def cell_words(session: DiarySession, column: Column, shown: Shown) -> str:
    """What stands in one cell; of one exercise alone where one is chosen."""
    exercise_id = shown.exercise_id
    own = of_exercise(session, exercise_id)
    match column:
        case Column.WHEN:
            return when_words(session.started_at, shown.today)
        case Column.WHAT:
            if exercise_id is not None:
                return exercise_what(session, exercise_id)
            return session_what(session, shown.sections)
        case Column.ASKED_FOR:
            return session_asked(own)
        case Column.DONE:
            return session_done(own)
        case Column.WORST:
            if exercise_id is not None:
                return exercise_worst(session, exercise_id)
            return session_worst(session)
        case Column.AFTER:
            return session_after(session, shown.now, shown.asked_after)
        case Column.NOTED_BY:
            return session_noted_by(own)
        case Column.EDIT | Column.DELETE:
            # The whole session is opened, and taken out.
            what = session_what(session, shown.sections)
            return f"{ACTIONS[column]} {what}, {cell_words(session, Column.WHEN, shown)}"


class DiaryTable(QAbstractTableModel):
    """One row for each session, newest first.

    Attributes:
        waits: More rows come only by `bring_more`. A view that is as high as its rows sees the
            last of them all the time, and would ask for everything at once.

    Signals:
        failed: The diary can't be read on; arg: what to do, in words for the person.
    """

    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._views: DiaryViews | None = None
        self._shown = Shown(datetime.min)  # noqa: DTZ901 - nothing is shown by it
        self._rows: list[DiarySession] = []
        self._place: Place | None = None
        self.waits = False

    def read(self, views: DiaryViews, shown: Shown) -> None:
        """Begins anew with these sessions; the first rows are there at once.

        Raises:
            DiaryError: the diary can't be read; the table is empty then.
        """
        self.beginResetModel()
        self._views, self._shown = views, shown
        self._rows, self._place = [], None
        try:
            self._rows = self._read_on(views)
        finally:
            self.endResetModel()

    def session(self, row: int) -> DiarySession:
        """The session of a row."""
        return self._rows[row]

    @property
    def shown(self) -> Shown:
        """What it shows."""
        return self._shown

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        session, column = self._rows[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column in FIGURES else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.DisplayRole:
            return "" if column in ACTIONS else cell_words(session, column, self._shown)
        if role == Qt.ItemDataRole.ToolTipRole and column in ACTIONS:
            return cell_words(session, column, self._shown)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = cell_words(session, column, self._shown)
            if column in ACTIONS:
                return words
            return f"{HEADS[column]}: {'nothing' if words == NOTHING else words}"
        if role == SECOND_LINE and column is Column.WHAT:
            return self._line(session, Column.ASKED_FOR, Column.NOTED_BY)
        if role == ALL_IN_A_LINE and column is Column.WHAT:
            told = (Column.ASKED_FOR, Column.DONE, Column.WORST, Column.AFTER, Column.NOTED_BY)
            return self._line(session, *told)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        column = Column(section)
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADS[column]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return HEADS[column] or ACTIONS[column]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column in FIGURES else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def canFetchMore(self, parent: _Index) -> bool:
        return not (self.waits or parent.isValid()) and self._place is not None

    def fetchMore(self, parent: _Index) -> None:
        if self.canFetchMore(parent):
            self.bring_more()

    def bring_more(self) -> None:
        """Reads the next rows, where there are any."""
        if self._views is None or self._place is None:
            return
        try:
            rows = self._read_on(self._views)
        except DiaryError as error:
            self._place = None
            self.failed.emit(str(error))
            return
        if rows:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()

    def _read_on(self, views: DiaryViews) -> list[DiarySession]:
        rows, self._place = views.sessions(
            self._shown.days.since,
            self._shown.days.until,
            exercise_id=self._shown.exercise_id,
            after=self._place,
            limit=SESSIONS_A_TIME,
        )
        return rows

    def _line(self, session: DiarySession, *columns: Column) -> str:
        cells = ((HEADS[it], cell_words(session, it, self._shown)) for it in columns)
        return " ".join(f"{head}: {cell}." for head, cell in cells if cell != NOTHING)
