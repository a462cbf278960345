"""The diary on paper: weeks, plots and rows of the days chosen, on A4 and without colour."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPen,
)
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from backrehab.core.diary import DiarySession
from backrehab.core.errors import PrintError
from backrehab.ui.calendar_paint import weeks_height
from backrehab.ui.diary_table import HEADS, Column, Shown, cell_words
from backrehab.ui.paper_weeks import PaperWeeks, columns_for, paint_rows, rows_for
from backrehab.ui.plot_marks import paint_mark
from backrehab.ui.plot_paint import Figure, paint_plot
from backrehab.ui.theme import LIGHT, Role, Theme, Tokens

MARGIN_MM = 14
_TIMES_WORDS = "Done to the end, how often"
PRINTED_MOST = 1_000
"""So many sessions are some thirty pages."""

_DOTS_AN_INCH = 120
"""What one of our pixels is on paper: type of 19 is 11.4 points then."""

_BLACK, _WHITE, _GREY = "#000000", "#FFFFFF", "#555555"
_COLUMNS = (
    *(Column.WHEN, Column.WHAT, Column.ASKED_FOR, Column.DONE),
    *(Column.WORST, Column.AFTER, Column.NOTED_BY),
)
_SHARES = (22, 19, 17, 12, 10, 11, 9)
_GAP = 22
_TIMES_WIDE = 280
_PLOT_HIGH = 230
_WRAP = int(Qt.TextFlag.TextWordWrap)
_NOT_BEGUN = (
    "The printer can't be used, or the file to print into can't be written. Nothing was printed. "
    "Look at the printer, or choose another folder, then try again."
)
_CUT_SHORT = (
    "The printer stopped before the last page, so some pages are missing. Your diary is as it "
    "was. Look at the printer, or make room on the disk, then try again."
)


def _paper_tokens() -> Tokens:
    inks = ("line", "border", "ink", "primary", "primary_strong", "clay", "track", "toast")
    grounds = ("bg", "surface", "sunken", "tint", "clay_tint", "on_primary", "on_band", "on_toast")
    bands = ("green_tint", "amber_tint", "red_tint")
    colors = dict.fromkeys(inks, _BLACK) | dict.fromkeys((*grounds, *bands), _WHITE)
    colors |= {"ink2": _GREY, "line": "#BBBBBB", "track": "#999999"}
    return replace(LIGHT, is_high_contrast=True, **colors)  # type: ignore[arg-type] # all colours


@dataclass(frozen=True, slots=True)
class PaperLook:
    """Black on white, at the size of paper."""

    theme: Theme = field(default_factory=lambda: Theme(_paper_tokens()))


@dataclass(frozen=True, slots=True)
class PlotOnPaper:
    """A plot under its title, with its marks by name."""

    title: str
    figure: Figure
    legend: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DiaryPaper:
    """Everything that is printed.

    Attributes:
        title: What it is.
        days: What it holds, and of which days.
        dates: The days alone.
        weeks: The calendar of all of them.
        weeks_words: What stands over it.
        weeks_note: What its figures are of.
        times: How often each exercise was done, by its title.
        plots: In their order.
        sessions: The rows, newest first, as they are read.
        shown: What the words of the rows need to know.
        note: Said over the rows, where not all of them are printed.
        small_print: At the foot of every page.
    """

    title: str
    days: str
    dates: str
    weeks: PaperWeeks
    weeks_words: str
    weeks_note: str
    times: tuple[tuple[str, int], ...]
    plots: tuple[PlotOnPaper, ...]
    sessions: Sequence[DiarySession]
    shown: Shown
    small_print: tuple[str, ...]
    note: str = ""


def ask_for_printer(parent: QWidget) -> QPrinter | None:
    """The system's own dialog; None when the person changed their mind."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    lay_on_a4(printer)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("Print the diary")
    try:
        return printer if dialog.exec() else None
    finally:
        dialog.deleteLater()  # else it lives as long as the window


def lay_on_a4(device: QPagedPaintDevice) -> None:
    """A4 upright, with our margins."""
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    device.setPageMargins(
        QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM), QPageLayout.Unit.Millimeter
    )


def print_diary(device: QPagedPaintDevice, paper: DiaryPaper) -> int:
    """Draws all of it; says how many pages it took.

    Raises:
        PrintError: the printer takes nothing, or not all of it.
    """
    _name_it(device, f"{paper.title}, {paper.dates}")
    painter = QPainter(device)
    if not painter.isActive():
        raise PrintError(_NOT_BEGUN)
    try:
        scale = device.logicalDpiX() / _DOTS_AN_INCH
        width, height = device.width() / scale, device.height() / scale
        pages = _count_pages(width, height, paper)
        painter.scale(scale, scale)
        return _Page(painter, width, height, paper, device.newPage, pages).draw()
    finally:
        painter.end()


def _name_it(device: QPagedPaintDevice, title: str) -> None:
    """Names the file, or what waits for the printer: without a code, as others may read it."""
    if isinstance(device, QPrinter):
        device.setDocName(title)
        device.setCreator("BackRehab")


def _count_pages(width: float, height: float, paper: DiaryPaper) -> int:
    """Each page says how many there are, so all is laid out once before any is drawn."""
    nowhere = QImage(1, 1, QImage.Format.Format_Mono)
    painter = QPainter(nowhere)
    try:
        return _Page(painter, width, height, paper, lambda: True, 0).draw()
    finally:
        painter.end()


class _Page:
    """The page being drawn, and how far down it goes by now."""

    def __init__(
        self,
        painter: QPainter,
        width: float,
        height: float,
        paper: DiaryPaper,
        turn: Callable[[], bool],
        pages: int,
    ) -> None:
        self._painter = painter
        self._width = width
        self._paper = paper
        self._turn = turn
        self._pages = pages
        self._look = PaperLook()
        self._number = 1
        self._y = 0.0
        self._foot_top = height - self._foot_height()

    def draw(self) -> int:
        """All pages; says how many there were."""
        paper = self._paper
        self._write(paper.title, self._font(Role.CARD_TITLE), gap=2)
        self._write(paper.days, self._font(Role.CAPTION), gap=_GAP)
        self._times(paper.times)
        self._weeks(paper)
        self._plots(paper)
        self._rows(paper.sessions)
        self._foot()
        return self._number

    def _weeks(self, paper: DiaryPaper) -> None:
        self._write(paper.weeks_words, self._font(Role.ROW_TITLE), gap=2)
        self._write(paper.weeks_note, self._font(Role.SMALL, QFont.Weight.Normal), gap=8)
        drawn = 0
        columns = columns_for(paper.weeks.count, self._width)
        while drawn < paper.weeks.count:
            left, room = paper.weeks.count - drawn, self._foot_top - self._y
            rows = rows_for(self._look, left, columns, room)
            if not rows and self._y:
                self._next()
                continue
            rows = max(1, rows)  # however small the paper is
            area = QRectF(0, self._y, self._width, room)
            drawn += paint_rows(self._painter, self._look, paper.weeks, drawn, rows, area)
            self._y += weeks_height(self._look, rows)
        self._y += _GAP

    def _times(self, times: Sequence[tuple[str, int]]) -> None:
        if not times:
            return
        font = self._font(Role.SMALL, QFont.Weight.Normal)
        high = QFontMetricsF(font).lineSpacing() + 4
        columns = max(1, int(self._width // _TIMES_WIDE))
        lines = -(-len(times) // columns)
        self._need(high * lines + 40)
        self._write(_TIMES_WORDS, self._font(Role.ROW_TITLE), gap=4)
        self._painter.setFont(font)
        wide = self._width / columns
        for place, (title, done) in enumerate(times):
            column, line = divmod(place, lines)
            top = self._y + line * high
            self._painter.drawText(QRectF(column * wide, top, wide - 20, high), f"{title}: {done}")
        self._y += high * lines + _GAP

    def _plots(self, paper: DiaryPaper) -> None:
        for plot in paper.plots:
            self._need(_PLOT_HIGH + 70)
            self._write(plot.title, self._font(Role.ROW_TITLE), gap=4)
            self._legend(plot.legend)
            place = QRectF(0, self._y, self._width, _PLOT_HIGH)
            paint_plot(self._painter, self._look, plot.figure, place)
            self._y += _PLOT_HIGH + _GAP

    def _legend(self, legend: Sequence[tuple[str, str]]) -> None:
        font = self._font(Role.SMALL, QFont.Weight.Normal)
        metrics = QFontMetricsF(font)
        self._painter.setFont(font)
        self._painter.setPen(Qt.GlobalColor.black)
        x = 6.0
        for kind, words in legend:
            middle = QRectF(x, self._y, 12, metrics.lineSpacing()).center()
            paint_mark(self._painter, self._look, kind, middle, 11)
            wide = metrics.horizontalAdvance(words) + 4
            place = QRectF(x + 20, self._y, wide, metrics.lineSpacing())
            self._painter.drawText(place, words)
            x += wide + 44
        self._y += metrics.lineSpacing() + 4

    def _rows(self, sessions: Sequence[DiarySession]) -> None:
        if self._paper.note:
            self._write(self._paper.note, self._font(Role.CAPTION), gap=8)
        self._head_of_rows()
        for session in sessions:
            words = [cell_words(session, column, self._paper.shown) for column in _COLUMNS]
            font = self._font(Role.SMALL, QFont.Weight.Normal)
            high = self._row_height(words, font)
            if self._y + high > self._foot_top:
                self._next()
                self._head_of_rows()
            self._row(words, font, high)

    def _head_of_rows(self) -> None:
        font = self._font(Role.SMALL)
        words = [HEADS[column] for column in _COLUMNS]
        high = self._row_height(words, font)
        self._need(2.5 * high)
        self._row(words, font, high, heavy=True)

    def _row_height(self, words: Sequence[str], font: QFont) -> float:
        metrics = QFontMetricsF(font)
        return 8 + max(
            metrics.boundingRect(QRectF(0, 0, place.width(), 10_000), _WRAP, text).height()
            for text, place in zip(words, self._cells(0), strict=True)
        )

    def _row(self, words: Sequence[str], font: QFont, high: float, *, heavy: bool = False) -> None:
        self._painter.setFont(font)
        self._painter.setPen(Qt.GlobalColor.black)
        for column, text, place in zip(_COLUMNS, words, self._cells(high), strict=True):
            figures = column in {Column.WORST, Column.AFTER}
            side = Qt.AlignmentFlag.AlignRight if figures else Qt.AlignmentFlag.AlignLeft
            self._painter.drawText(place.translated(0, 4), _WRAP | int(side), text)
        self._y += high
        self._painter.setPen(QPen(Qt.GlobalColor.black, 1.5 if heavy else 0.5))
        self._painter.drawLine(0, round(self._y), round(self._width), round(self._y))

    def _cells(self, high: float) -> Iterator[QRectF]:
        left = 0.0
        for share in _SHARES:
            wide = self._width * share / sum(_SHARES)
            yield QRectF(left, self._y, wide - 12, high)
            left += wide

    def _write(self, words: str, font: QFont, *, gap: float) -> None:
        metrics = QFontMetricsF(font)
        room = QRectF(0, 0, self._width, 10_000)
        high = metrics.boundingRect(room, _WRAP, words).height()
        self._need(high)
        self._painter.setFont(font)
        self._painter.setPen(Qt.GlobalColor.black)
        self._painter.drawText(QRectF(0, self._y, self._width, high + 2), _WRAP, words)
        self._y += high + gap

    def _need(self, high: float) -> None:
        """Begins another page where there is not so much room left."""
        if self._y and self._y + high > self._foot_top:
            self._next()

    def _next(self) -> None:
        self._foot()
        if not self._turn():
            raise PrintError(_CUT_SHORT)
        self._number += 1
        self._y = 0.0

    def _foot_words(self) -> str:
        return " ".join(self._paper.small_print)

    def _foot_font(self) -> QFont:
        font = self._font(Role.SMALL, QFont.Weight.Normal)
        font.setPixelSize(14)
        return font

    def _foot_height(self) -> float:
        metrics = QFontMetricsF(self._foot_font())
        room = QRectF(0, 0, self._width, 10_000)
        words = metrics.boundingRect(room, _WRAP, self._foot_words()).height()
        return words + metrics.lineSpacing() + 14

    def _foot(self) -> None:
        self._painter.setFont(self._foot_font())
        self._painter.setPen(Qt.GlobalColor.black)
        high = self._foot_height()
        top = self._foot_top + 10
        place = QRectF(0, top, self._width, high)
        words = f"{self._foot_words()}\nPage {self._number} of {self._pages}"
        self._painter.drawText(place, _WRAP, words)

    def _font(self, role: Role, weight: QFont.Weight | None = None) -> QFont:
        font = self._look.theme.font(role)
        if weight is not None:
            font.setWeight(weight)
        return font
