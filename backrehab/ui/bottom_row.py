"""The buttons at the foot of a page: what goes back at the left, what goes on at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QWidget


class BottomRow(QWidget):
    """As wide as the page's content. However wide it is now, the window may be made smaller."""

    def __init__(
        self, left: Sequence[QWidget], right: Sequence[QWidget], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(16)
        for button in left:
            self._row.addWidget(button)
        self._row.addStretch(1)
        for button in right:
            self._row.addWidget(button)

    def set_edges(self, side: int, below: int) -> None:
        """The space beside and under the buttons."""
        self._row.setContentsMargins(side, 8, side, below)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())
