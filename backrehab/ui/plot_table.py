"""The figures of a plot as a table: the same numbers, for whoever would rather read them."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from backrehab.core.plot import Mark, in_order
from backrehab.core.text import when_words
from backrehab.ui.look import Look
from backrehab.ui.theme import Role

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
HEADS = ("When", "What", "Figure")


class PlotFigures(QAbstractTableModel):
    """One row for each mark, newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._marks: tuple[Mark, ...] = ()

    def show_marks(self, marks: tuple[Mark, ...]) -> None:
        """Other figures."""
        self.beginResetModel()
        self._marks = in_order(marks)[::-1]
        self.endResetModel()

    def mark(self, row: int) -> Mark:
        """The mark of a row."""
        return self._marks[row]

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._marks)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        mark = self._marks[index.row()]
        words = (when_words(mark.at, date.min), mark.words, mark.said)[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{HEADS[index.column()]}: {words}"
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(HEADS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class PlotTable(QTableView):
    """Shows them, as high as the plot in whose place it stands."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.figures = PlotFigures(self)
        self.setModel(self.figures)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        look.changed.connect(self._take_look)
        self._take_look()

    def _take_look(self) -> None:
        theme = self._look.theme
        tokens = theme.tokens
        self.verticalHeader().setDefaultSectionSize(
            max(theme.px(38), theme.metrics(Role.CAPTION).lineSpacing() + 14)
        )
        self.setStyleSheet(
            f"QTableView {{ background: {tokens.surface}; border: none; outline: none;"
            f" font-size: {theme.font_px(Role.CAPTION)}px; }}"
            f"QTableView::item {{ border-bottom: 1px solid {tokens.line}; padding: 0 6px;"
            f" color: {tokens.ink}; }}"
            f"QTableView::item:selected {{ background: {tokens.tint}; color: {tokens.ink}; }}"
            f"QHeaderView {{ background: {tokens.sunken}; }}"
            f"QHeaderView::section {{ background: transparent; color: {tokens.ink2};"
            f" border: none; font-size: {theme.font_px(Role.SMALL)}px; font-weight: 600;"
            f" padding: 6px; }}"
        )
