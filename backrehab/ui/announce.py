"""Words for those who listen to the screen."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(about: QWidget, words: str) -> None:
    """Has a screen reader say these words now, if there is one."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(about, words))
