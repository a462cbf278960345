"""A report into a file: PDF or plain text, as its name says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from backrehab.core.errors import ExportError
from backrehab.core.model import Notices
from backrehab.documents.page import EVERYTHING, Page, make_page
from backrehab.documents.report import make_report
from backrehab.documents.report_text import page_text
from backrehab.storage.diary import Diary
from backrehab.storage.export import file_for
from backrehab.storage.progress import Progress

_NO_KIND = (
    "A report is a PDF or plain text, so {file} has to end with .pdf or .txt. Nothing was "
    "written. Choose another name, then try again."
)


def write_report(
    diary: Diary,
    to: Path,
    notices: Notices,
    resources: Path,
    printed_on: date,
    since: date | None = None,
    until: date | None = None,
    on_progress: Progress | None = None,
) -> int:
    """Writes the report of these local days, both included; says of how many rows.

    With no rows nothing is written. The file is there whole or not at all; an error out of
    `on_progress` breaks it off.

    Raises:
        ExportError: the file can't be written, or its name says no kind we know.
        DiaryError: the diary can't be read.
    """
    kind = to.suffix.lower()
    if kind not in {".pdf", ".txt"}:
        raise ExportError(to, _NO_KIND.format(file=to))
    report = make_report(diary, since, until, on_progress)
    if report is None:
        return 0

    def page(lines: int = EVERYTHING) -> Page:
        return make_page(report, notices, printed_on, lines)

    raw = _pdf(page, resources) if kind == ".pdf" else page_text(page()).encode()
    with file_for(diary, to) as file:
        file.write(raw)
    return report.rows


def _pdf(page: Callable[[int], Page], resources: Path) -> bytes:
    from backrehab.documents.report_pdf import page_pdf  # Qt only where it is needed

    return page_pdf(page, resources)
