"""The table of the diary page as it is drawn: whole words, thin rules, two lines where narrow."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from backrehab.ui.diary_table import ALL_IN_A_LINE, FIGURES, SECOND_LINE, Column, DiaryTable
from backrehab.ui.look import Look
from backrehab.ui.theme import Role

_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)
_EDGE = 20
_LEAST_ROW = 47

# How the width is shared out: enough for the words each column usually has.
_WIDE_SHARES = {
    Column.WHEN: 20,
    Column.WHAT: 21,
    Column.ASKED_FOR: 15,
    Column.DONE: 14,
    Column.WORST: 13,
    Column.AFTER: 14,
    Column.NOTED_BY: 10,
}
_NARROW_SHARES = {
    Column.WHEN: 24,
    Column.WHAT: 28,
    Column.DONE: 16,
    Column.WORST: 15,
    Column.AFTER: 17,
}
_SLIM_SHARES = {Column.WHEN: 38, Column.WHAT: 62}
_ACTION_SIDE, _ACTION_ICON = 44, 20
_ICONS = {Column.EDIT: "pencil", Column.DELETE: "trash-2"}

_OPENS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
_Index = QModelIndex | QPersistentModelIndex


class _Cells(QStyledItemDelegate):
    """Paints words that wrap, and a second line under them where the table is narrow."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._heights: dict[tuple[int, QFont.Weight, str, int], int] = {}
        self._fonts: dict[tuple[Role, bool], QFont] = {}
        self.line: int | None = None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme = self._look.theme
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.color("tint"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("line"))
        if index.column() in _ICONS:
            self._paint_action(painter, rect, Column(index.column()), lit=_is_lit(state))
            painter.restore()
            return
        flags = _WRAP
        if index.column() in FIGURES:
            flags = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignRight)
        main, second = self._texts(index)
        room = self._room(rect.width())
        heights = [self._height(font, text, room) for font, text in (main, second)]
        y = rect.top() + (rect.height() - sum(heights)) // 2
        quiet = index.column() == Column.NOTED_BY
        inks = ("ink2" if quiet else "ink", "ink2")
        for (font, text), height, ink in zip((main, second), heights, inks, strict=True):
            painter.setFont(font)
            painter.setPen(QColor(theme.color(ink)))
            place = QRect(rect.left() + _EDGE, y, self._room(rect.width()), height)
            painter.drawText(place, flags, text)
            y += height
        painter.restore()

    def _paint_action(self, painter: QPainter, rect: QRect, column: Column, *, lit: bool) -> None:
        theme = self._look.theme
        size = theme.px(_ACTION_ICON)
        place = QRectF(0, 0, size, size)
        place.moveCenter(QRectF(rect).center())
        color = theme.color("primary" if lit else "ink2").name()
        self._look.icons.paint(painter, _ICONS[column], color, place)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        if index.column() in _ICONS:
            return QSize(self._look.theme.px(_ACTION_SIDE), self._look.theme.px(_LEAST_ROW))
        rect: QRect = option.rect
        table = self.parent()
        assert isinstance(table, QTableView)
        width = rect.width() or table.columnWidth(index.column())
        texts = self._texts(index)
        high = sum(self._height(font, text, self._room(width)) for font, text in texts)
        return QSize(width, max(self._look.theme.px(_LEAST_ROW), high + 22))

    def row_height(self, cells: Iterable[tuple[_Index, int]]) -> int:
        """How high a row is with these cells, each so wide."""
        high = max(
            sum(self._height(font, text, self._room(width)) for font, text in self._texts(cell))
            for cell, width in cells
        )
        return max(self._look.theme.px(_LEAST_ROW), high + 22)

    def forget_heights(self) -> None:
        """The fonts are others now."""
        self._heights.clear()
        self._fonts.clear()

    def _height(self, font: QFont, text: str, width: int) -> int:
        """Most words come again and again, and to measure them takes long."""
        if not text:
            return 0
        key = (font.pixelSize(), font.weight(), text, width)
        if key not in self._heights:
            room = QRect(0, 0, width, 10_000)
            self._heights[key] = QFontMetrics(font).boundingRect(room, _WRAP, text).height()
        return self._heights[key]

    def _font(self, role: Role, *, bold: bool = False) -> QFont:
        if (role, bold) not in self._fonts:
            font = self._look.theme.font(role)
            if bold:
                font.setWeight(QFont.Weight.DemiBold)
            self._fonts[role, bold] = font
        return self._fonts[role, bold]

    def _texts(self, index: _Index) -> tuple[tuple[QFont, str], tuple[QFont, str]]:
        role = Role.CAPTION if index.column() == Column.NOTED_BY else Role.BODY
        font = self._font(role, bold=index.column() == Column.WHEN)
        second = None if self.line is None else index.data(self.line)
        words = str(index.data(Qt.ItemDataRole.DisplayRole))
        return (font, words), (self._font(Role.CAPTION), second or "")

    @staticmethod
    def _room(width: int) -> int:
        return max(40, width - _EDGE - 4)


class DiaryView(QTableView):
    """Shows the rows, brings more in as it is scrolled, and never cuts a word.

    Signals:
        session_wanted: A row was opened; arg: the session's id.
        delete_wanted: A row is to be taken out; arg: its session.
    """

    session_wanted = Signal(str)
    delete_wanted = Signal(object)

    def __init__(self, look: Look, table: DiaryTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._table = table
        self._shares = _WIDE_SHARES
        self._fitted: tuple[int, int | None, int] | None = None
        self._whole = False
        self._cells = _Cells(look, self)
        self.setItemDelegate(self._cells)
        self.setModel(table)
        self.setAccessibleName("Diary")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        table.rowsInserted.connect(self._size_new_rows)
        table.modelReset.connect(self._begin_anew)
        look.changed.connect(self._take_look)
        self.clicked.connect(self._press)
        self._take_look()

    def set_shape(self, *, narrow: bool, slim: bool, whole: bool) -> None:
        """How much room there is.

        Args:
            narrow: Asked for and Noted by go into a second line.
            slim: Done and All done? as well.
            whole: It is as high as its rows, and the page scrolls in its place.
        """
        self._shares = _SLIM_SHARES if slim else _NARROW_SHARES if narrow else _WIDE_SHARES
        self._cells.line = ALL_IN_A_LINE if slim else SECOND_LINE if narrow else None
        self._table.waits = self._whole = whole
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if whole else policy.ScrollBarAsNeeded
        )
        self.share_out()

    def share_out(self) -> None:
        """Gives every column its part of the width, and every row the height of its words.

        Out of sight it waits until the table is shown: to measure every row takes long.
        """
        if not self.isVisible():
            return
        self._fit_columns()
        now = (self.viewport().width(), self._cells.line, self._table.rowCount())
        if now != self._fitted:  # a layout tells its width again and again
            self._fitted = now
            self._fit_rows(range(self._table.rowCount()))
        self._take_height()

    def _fit_columns(self) -> None:
        action = max(_ACTION_SIDE, self._look.theme.px(_ACTION_SIDE))
        action += _EDGE // 4  # as far from the edge as the words at the other end
        wide = self.viewport().width() - len(_ICONS) * action
        shares = self._shares
        whole = sum(shares.values())
        for column in Column:
            if column in _ICONS:
                self.setColumnWidth(column, action)
                continue
            self.setColumnHidden(column, column not in shares)
            if column in shares:
                self.setColumnWidth(column, wide * shares[column] // whole)

    def _fit_rows(self, rows: Iterable[int]) -> None:
        shown = [(column, self.columnWidth(column)) for column in self._shares]
        for row in rows:
            cells = ((self._table.index(row, column), wide) for column, wide in shown)
            self.setRowHeight(row, self._cells.row_height(cells))

    def _begin_anew(self) -> None:
        self._fitted = None
        self.share_out()

    def _take_height(self) -> None:
        rows = self.horizontalHeader().sizeHint().height() + self.verticalHeader().length()
        self.setMinimumHeight(rows if self._whole else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.share_out()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.share_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.currentIndex()
        if here.isValid() and event.key() in _OPENS:
            self._press(here)
        elif here.isValid() and event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit(self._table.session(here.row()))
        else:
            super().keyPressEvent(event)

    def _press(self, cell: _Index) -> None:
        session = self._table.session(cell.row())
        if cell.column() == Column.DELETE:
            self.delete_wanted.emit(session)
        else:
            self.session_wanted.emit(session.session_id)

    def _size_new_rows(self, _parent: QModelIndex, first: int, last: int) -> None:
        if self._fitted is not None:
            self._fitted = (*self._fitted[:2], self._table.rowCount())
        self._fit_rows(range(first, last + 1))
        self._take_height()

    def _take_look(self) -> None:
        tokens = self._look.theme.tokens
        small = self._look.theme.font_px(Role.SMALL)
        self.setStyleSheet(
            f"QTableView {{ background: {tokens.surface}; border: none;"
            f" border-radius: 16px; outline: none; }}"
            f"QHeaderView {{ background: {tokens.sunken}; border: none;"
            f" border-top-left-radius: 15px; border-top-right-radius: 15px; }}"
            f"QHeaderView::section {{ background: transparent; color: {tokens.ink2};"
            f" border: none; border-bottom: 1px solid {tokens.line}; font-size: {small}px;"
            f" font-weight: 600; padding: 10px 4px 10px {_EDGE}px; }}"
        )
        self._cells.forget_heights()
        self._begin_anew()


def _is_lit(state: QStyle.StateFlag) -> bool:
    """Whether the pointer, or the keyboard, is at a cell."""
    return bool(state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus))
