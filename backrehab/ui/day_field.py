"""A day to be chosen: typed, stepped with Up and Down, or taken from a calendar."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QWidget

from backrehab.ui.controls import Label
from backrehab.ui.look import Look
from backrehab.ui.theme import Role


class _Edit(QDateEdit):
    """With a picture of a calendar where it opens."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = self._look.theme
        size = theme.px(22)
        place = QRectF(self.width() - size - 12, (self.height() - size) / 2, size, size)
        color = theme.color("ink").name()
        self._look.icons.paint(QPainter(self), "calendar-days", color, place)


class DayField(QWidget):
    """A date with a word before it.

    Signals:
        changed: Another day; arg: it.
    """

    changed = Signal(object)

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.edit = _Edit(look)
        self.edit.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
        self.edit.setDisplayFormat("d MMM yyyy")
        self.edit.setCalendarPopup(True)
        self.edit.setAccessibleName(name)
        label = Label(name, Role.BODY, wraps=False)
        label.setBuddy(self.edit)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self.edit)
        self.edit.dateChanged.connect(lambda _day: self.changed.emit(self.day))
        look.changed.connect(self._take_look)
        self._take_look()

    @property
    def day(self) -> date:
        """The day that stands there."""
        day = self.edit.date()
        return date(day.year(), day.month(), day.day())

    def show_day(self, day: date) -> None:
        """Puts a day there, without a signal."""
        blocked = self.edit.blockSignals(True)
        self.edit.setDate(QDate(day.year, day.month, day.day))
        self.edit.blockSignals(blocked)

    def _take_look(self) -> None:
        theme = self._look.theme
        tokens = theme.tokens
        arrow = max(36, theme.px(36))
        self.edit.setStyleSheet(
            f"QDateEdit {{ background: {tokens.surface}; border: 2px solid {tokens.border};"
            f" border-radius: 12px; padding: 4px 8px 4px 14px; min-height: 36px;"
            f" color: {tokens.ink}; font-size: {theme.font_px(Role.BODY)}px; }}"
            f"QDateEdit::drop-down {{ width: {arrow}px; border: none; }}"
        )
        self.edit.setMinimumWidth(
            theme.metrics(Role.BODY).horizontalAdvance("28 May 2026") + arrow + 36
        )
