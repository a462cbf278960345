"""A fault in a small window of its own, for when there is no page to say it on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

_TITLE = "BackRehab"

_in_sight: list[QMessageBox] = []
"""Where no window is active they have no parent, and nothing else would keep them."""


def show_fault_and_wait(text: str) -> None:
    """Shows the words until the person has closed them; for a start that failed."""
    _box(text).exec()


def show_fault(text: str) -> None:
    """Shows the words beside whatever is open; the same words are not shown twice at a time."""
    for window in QApplication.topLevelWidgets():
        if isinstance(window, QMessageBox) and window.isVisible() and window.text() == text:
            return
    box = _box(text, QApplication.activeWindow())
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setModal(False)
    _in_sight.append(box)
    box.finished.connect(lambda _: _in_sight.remove(box))
    box.show()


def _box(text: str, parent: QWidget | None = None) -> QMessageBox:
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(_TITLE)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.setStandardButtons(QMessageBox.StandardButton.Ok)
    return box
