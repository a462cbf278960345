"""Which arrangement fits: one set of rules for small screens and for large text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

NO_LIMIT = 16_777_215
"""For a largest width or height: Qt's own QWIDGETSIZE_MAX, which PySide6 doesn't have."""

CONTENT_UNITS = 1400
"""The page is never wider than this, in units."""

_LAPTOP_WIDTH = 1500


class Arrangement(StrEnum):
    """Where the ways to the other pages are, and how much stands side by side."""

    WIDE = "wide"  # rail with words, columns as drawn
    NARROW = "narrow"  # rail with a small word under each icon
    TOP_BAR = "top_bar"  # one bar above, one column


def units(pixels: int, text_percent: int) -> float:
    """A length in units: pixels divided by the text scale, so 1366 at 200 % is 683."""
    return pixels * 100 / text_percent


def arrangement(width: int, text_percent: int) -> Arrangement:
    """The arrangement for a window `width` pixels wide."""
    wide = units(width, text_percent)
    if wide < 900 or (text_percent >= 150 and width < _LAPTOP_WIDTH):
        return Arrangement.TOP_BAR
    return Arrangement.WIDE if wide >= 1200 else Arrangement.NARROW


def is_short(height: int, text_percent: int) -> bool:
    """Whether pages have to save height: title and back share a line, smaller edges."""
    return units(height, text_percent) < 640


def is_tight(width: int, height: int, text_percent: int) -> bool:
    """Whether what can be said in fewer words has to be."""
    return units(height, text_percent) < 400 or units(width, text_percent) < 560


@dataclass(frozen=True, slots=True)
class Room:
    """The window's size and text size, and what follows from them for every page."""

    width: int
    height: int
    text_percent: int

    @property
    def arrangement(self) -> Arrangement:
        return arrangement(self.width, self.text_percent)

    @property
    def is_short(self) -> bool:
        return is_short(self.height, self.text_percent)

    @property
    def units_wide(self) -> float:
        return units(self.width, self.text_percent)

    @property
    def units_high(self) -> float:
        return units(self.height, self.text_percent)

    @property
    def edge(self) -> int:
        return page_edge(self.width, self.height, self.text_percent)

    @property
    def most_width(self) -> int:
        """The widest a page's content may be, in pixels."""
        return CONTENT_UNITS * self.text_percent // 100


def page_edge(width: int, height: int, text_percent: int) -> int:
    """The space around a page, in pixels."""
    if width < 900 or (width < 1200 and is_short(height, text_percent)):
        return 16
    return 32 if units(width, text_percent) >= 1200 else 24


def empty(layout: QLayout) -> None:
    """Takes everything out of a layout; the widgets live on.

    Not by `takeAt`: an item that lives on in Python keeps being told of changes in place of the
    widget's next item, which then never learns its new height.
    """
    while (item := layout.itemAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            layout.removeWidget(widget)
        else:
            layout.removeItem(item)


def clear(layout: QLayout) -> None:
    """Takes everything out of a layout, for good."""
    while (item := layout.itemAt(0)) is not None:
        widget = item.widget()
        if widget is None:
            layout.removeItem(item)
        else:
            layout.removeWidget(widget)
            widget.hide()
            widget.deleteLater()


class FlowLayout(QLayout):
    """One after the other, as many in a row as fit, each as wide as it likes."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8) -> None:
        super().__init__(parent)
        self._gap = gap
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(QMargins())

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        shown = self._shown()
        width = sum(item.sizeHint().width() for item in shown) + self._gap * (len(shown) - 1)
        height = max((item.sizeHint().height() for item in shown), default=0)
        return QSize(max(0, width), height)

    def minimumSize(self) -> QSize:
        size = QSize(0, 0)
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Lays the items out, for real or only to find the height they need."""
        x, y, row_height = rect.x(), rect.y(), 0
        for item in self._shown():
            size = item.sizeHint().boundedTo(QSize(max(1, rect.width()), 1_000_000))
            if item.hasHeightForWidth():
                size.setHeight(item.heightForWidth(size.width()))
            if x > rect.x() and x + size.width() > rect.x() + rect.width():
                x, y, row_height = rect.x(), y + row_height + self._gap, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self._gap
            row_height = max(row_height, size.height())
        return y + row_height - rect.y()
