"""Where a file out of the diary goes: the system's own dialog."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

AskForFile = Callable[[QWidget, str], Path | None]
"""Asks where to write a file of this name; gives None when the person changed their mind."""

_KINDS = {
    ".csv": ("Save the diary as a spreadsheet", "Spreadsheet (*.csv)"),
    ".pdf": ("Save the diary as one page", "PDF (*.pdf)"),
}


def ask_for_file(parent: QWidget, name: str) -> Path | None:
    """The system's own dialog, in the documents folder to begin with."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    kind = Path(name).suffix
    title, names = _KINDS[kind]
    dialog = QFileDialog(parent, title, documents)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(names)
    dialog.setDefaultSuffix(kind.removeprefix("."))
    dialog.selectFile(name)
    chosen = dialog.selectedFiles() if dialog.exec() else []
    return Path(chosen[0]) if chosen else None
