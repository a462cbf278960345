"""A report as one page of PDF: real text in the bundled font, readable without colour."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from html import escape
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QSizeF
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
)

from backrehab import __version__
from backrehab.documents.page import LINES, Page, Table

FAMILY = "Atkinson Hyperlegible Next"

_MARGIN_MM = 14
_DOTS_AN_INCH = 300
_MORE_LINES = 6
"""So many more than are thought to fit are tried first."""

_ONE_LINE_MOST = 24
_FIGURE_MOST = 22
_FOLDED_MOST = 12
_FOLD = re.compile(r"(?<=\d) (?=\()|(?<=\d{4} to) ")
_GAP = 40
_HAIR = 6  # a table's border may stand out by half a millimetre
_POINTS = (9, 9.5, 10)
"""The sizes of the text, smallest first: the largest with which all of it fits is taken."""

_INK, _QUIET, _RULE, _TINT = "#1B2A38", "#4A5763", "#857A6C", "#EEE8DF"
_STYLE = f"""
body {{ color: {_INK}; }}
h1 {{ font-size: 20pt; font-weight: 700; margin: 0; }}
h2 {{ font-size: 12pt; font-weight: 700; margin-top: 10px; margin-bottom: 2px; }}
p {{ margin-top: 0; margin-bottom: 2px; }}
.days {{ font-size: 12pt; font-weight: 600; }}
.quiet, .small {{ color: {_QUIET}; }}
.small {{ font-size: 8.5pt; }}
td, th {{ padding: 1px 4px; }}
td.line {{ white-space: nowrap; }}
th {{ font-weight: 600; white-space: nowrap; text-align: left; background-color: {_TINT}; }}
"""


def page_pdf(make: Callable[[int], Page], resources: Path) -> bytes:
    """The PDF of a page; `make` is asked for one with fewer lines until it fits."""
    application = QGuiApplication.instance() or QGuiApplication(
        ["backrehab", "-platform", "offscreen"]  # nothing is shown, so no screen is needed
    )
    _load_fonts(resources / "fonts")
    small, *larger = _POINTS
    lines = LINES + _MORE_LINES
    while not (pdf := _pdf(make(lines), small)) and lines > 0:
        lines -= 1
    for points in larger:
        pdf = _pdf(make(lines), points) or pdf
    pdf = pdf or _pdf(make(0), small, whatever_the_room=True)
    del application
    return pdf


@cache  # Qt would keep them once more each time, until the program ends
def _load_fonts(folder: Path) -> None:
    for file in sorted(folder.glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def _pdf(page: Page, points: float, *, whatever_the_room: bool = False) -> bytes:
    """Nothing where the page takes more room than there is."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DOTS_AN_INCH)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    writer.setTitle(page.name)
    writer.setCreator(f"BackRehab {__version__}")
    painter = QPainter(writer)
    try:
        width = writer.width() + _HAIR

        def table_html(table: Table) -> str:
            html = _table(table, folded=False)
            fits = _document(writer, html, points).size().width() <= width
            return html if fits else _table(table, folded=True)

        body = _document(writer, "".join(_body(page, table_html)), points)
        foot = _document(writer, "".join(_foot(page)), points)
        foot_top = writer.height() - foot.size().height()
        room = QSizeF(width, foot_top - _GAP)
        fits = body.size().boundedTo(room) == body.size()
        if not (fits or whatever_the_room):
            return b""
        body.drawContents(painter)
        painter.translate(QPointF(0, foot_top))
        foot.drawContents(painter)
    finally:
        painter.end()
    return bytes(buffer.data().data())


def _document(writer: QPdfWriter, html: str, points: float) -> QTextDocument:
    document = QTextDocument()
    document.documentLayout().setPaintDevice(writer)
    document.setDocumentMargin(0)
    font = QFont(FAMILY)
    font.setPointSizeF(points)
    document.setDefaultFont(font)
    document.setDefaultStyleSheet(_STYLE)
    document.setHtml(html)
    document.setPageSize(QSizeF(writer.width(), -1))
    return document


def _body(page: Page, table_html: Callable[[Table], str]) -> Iterator[str]:
    yield f"<h1>{escape(page.title)}</h1>"
    yield f"<p class='days'>{escape(page.days)}</p>"
    if page.code:
        yield f"<p>{escape(page.code)}</p>"
    facts = (
        f"<nobr>{escape(name)}: <b>{escape(figure)}</b></nobr>" for name, figure in page.facts
    )
    yield f"<p>{' &nbsp; '.join(facts)}</p>"
    for table in page.tables:
        yield f"<h2>{escape(table.title)}</h2>"
        if table.note:
            yield f"<p class='quiet'>{escape(table.note)}</p>"
        yield table_html(table)
    for part in page.parts:
        yield f"<h2>{escape(part.title)}</h2>"
        for about, text in part.lines:
            yield f"<p><b>{escape(about)}:</b> {escape(text)}</p>"
    yield f"<p class='quiet'>{escape(' '.join(page.left_out))}</p>"


def _table(table: Table, *, folded: bool) -> str:
    """The table as HTML; `folded` saves width: rather a figure on two lines than a row less."""
    return "".join(_table_parts(table, folded=folded))


def _table_parts(table: Table, *, folded: bool) -> Iterator[str]:
    yield (
        f"<table width='100%' cellspacing='0' border='1' style='border-collapse: collapse;"
        f" border-style: solid; border-color: {_RULE}'><thead><tr>"
    )
    # Two lines where there are two words: the figures below need the width more.
    yield from (f"<th>{'<br>'.join(escape(name).rsplit(' ', 1))}</th>" for name in table.columns)
    yield "</tr></thead>"
    for row in table.rows:
        most = [_ONE_LINE_MOST] * table.heads + [_FIGURE_MOST] * (len(row) - table.heads)
        cells = (
            _folded_cell(words) if folded else _cell(words, one_line_most)
            for words, one_line_most in zip(row, most, strict=True)
        )
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</table>"


def _cell(words: str, one_line_most: int) -> str:
    """Only a long one may take a second line."""
    one_line = " class='line'" if len(words) <= one_line_most else ""
    return f"<td{one_line}>{escape(words)}</td>"


def _folded_cell(words: str) -> str:
    """A long one may take a second line; never in the middle of a date or between brackets."""
    if len(words) <= _FOLDED_MOST or not _FOLD.search(words):
        return _cell(words, _FOLDED_MOST)
    return f"<td class='line'>{_FOLD.sub('<br>', escape(words))}</td>"


def _foot(page: Page) -> Iterator[str]:
    for words in page.small_print:
        yield f"<p class='small'>{escape(words)}</p>"
