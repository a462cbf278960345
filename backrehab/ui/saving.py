"""What can be made of a diary to take it out, and what is said about each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from backrehab.core.model import Notices
from backrehab.core.text import count
from backrehab.storage.copy_names import unused
from backrehab.storage.diary import Diary
from backrehab.storage.progress import Progress


class Form(StrEnum):
    """The forms a diary goes out in."""

    SPREADSHEET = "spreadsheet"
    REPORT_PDF = "report_pdf"
    REPORT_TEXT = "report_text"
    PACKAGE = "package"


_REPORTS = frozenset({Form.REPORT_PDF, Form.REPORT_TEXT})


@dataclass(frozen=True, slots=True)
class FormWords:
    """What a form is called and is good for; `end` is that of its file, "" for a folder."""

    title: str
    words: str
    button: str
    icon: str
    end: str
    kind: str


FORMS = {
    Form.SPREADSHEET: FormWords(
        "Spreadsheet",
        "Every exercise on a line of its own, to bring back in here. Your goals are not in it.",
        "Save spreadsheet",
        "table",
        ".csv",
        "Spreadsheet (*.csv)",
    ),
    Form.REPORT_PDF: FormWords(
        "Report to print",
        "One page of counts, answers, goals and notes for your physiotherapist.",
        "Save report (PDF)",
        "file-text",
        ".pdf",
        "PDF (*.pdf)",
    ),
    Form.REPORT_TEXT: FormWords(
        "Report as plain text",
        "The same figures and every note, to paste into a record or an email.",
        "Save report (text)",
        "file-text",
        ".txt",
        "Plain text (*.txt)",
    ),
    Form.PACKAGE: FormWords(
        "Data package",
        "A folder with two tables and what they mean, for people who count.",
        "Save data package",
        "save",
        "",
        "",
    ),
}

AskWhere = Callable[[QWidget, Form, str], Path | None]
"""Asks where to save something under this name; `None` when the person changed their mind."""

AskForSource = Callable[[QWidget, bool], Path | None]
"""Asks what to bring in, a folder or else a file; `None` likewise."""


def save(
    form: Form,
    to: Path,
    days: tuple[date | None, date | None],
    notices: Notices,
    resources: Path,
    today: date,
    diary: Diary,
    progress: Progress,
) -> int:
    """Writes a form of the diary's days to a place; says how many rows there were.

    Raises:
        BackrehabError: it can't be read or written.
    """
    from backrehab.documents.report_file import write_report
    from backrehab.storage.data_package import export_package
    from backrehab.storage.export import export_csv

    match form:
        case Form.SPREADSHEET:
            return export_csv(diary, to, *days, progress)
        case Form.PACKAGE:
            return export_package(diary, to, *days, progress)
        case Form.REPORT_PDF | Form.REPORT_TEXT:
            return write_report(diary, to, notices, resources, today, *days, progress)


def saved_words(form: Form, rows: int, to: Path) -> str:
    """What is said once it is saved; the report has no rows that a person could count."""
    if form in _REPORTS:
        return f"Saved the report to {to}"
    return f"Saved {count(rows, 'row')} to {to}"


def name_of(form: Form, today: date) -> str:
    """What a file or folder is called until somebody says otherwise."""
    stem = "report" if form in _REPORTS else "diary"
    return f"backrehab-{stem}-{today.isoformat()}{FORMS[form].end}"


def ask_where(parent: QWidget, form: Form, name: str) -> Path | None:
    """The system's own dialog; a package gets a new folder in the one that is chosen."""
    words = FORMS[form]
    dialog = QFileDialog(parent, words.button, _documents())
    if form is Form.PACKAGE:
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    else:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(words.kind)
        dialog.setDefaultSuffix(words.end.removeprefix("."))
        dialog.selectFile(name)
    chosen = _chosen(dialog)
    return unused(chosen / name) if chosen and form is Form.PACKAGE else chosen


def ask_for_source(parent: QWidget, is_folder: bool) -> Path | None:
    """The system's own dialog."""
    if is_folder:
        dialog = QFileDialog(parent, "Choose a data package", _documents())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    else:
        dialog = QFileDialog(parent, "Choose a spreadsheet", _documents())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter("Spreadsheet (*.csv)")
    return _chosen(dialog)


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


def _chosen(dialog: QFileDialog) -> Path | None:
    try:
        chosen = dialog.selectedFiles() if dialog.exec() else []
    finally:
        dialog.deleteLater()  # else it lives as long as the window
    return Path(chosen[0]) if chosen else None
