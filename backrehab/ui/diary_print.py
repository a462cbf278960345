"""The diary on paper: weeks, plots and rows of the days chosen, on A4 and without colour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPen,
)
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from backrehab.core.diary import DiarySession
from backrehab.ui.calendar_paint import Weeks, paint_weeks, weeks_height
from backrehab.ui.diary_table import HEADS, Column, Shown, cell_words
from backrehab.ui.plot_marks import paint_mark
from backrehab.ui.plot_paint import Figure, paint_plot
from backrehab.ui.theme import LIGHT, Role, Theme, Tokens

MARGIN_MM = 14
PRINTED_MOST = 1_000
"""So many sessions are some thirty pages."""

_DOTS_AN_INCH = 120
"""What one of our pixels is on paper: type of 19 is 11.4 points then."""

_BLACK, _WHITE, _GREY = "#000000", "#FFFFFF", "#555555"
_COLUMNS = (
    *(Column.WHEN, Column.WHAT, Column.ASKED_FOR, Column.DONE),
    *(Column.WORST, Column.AFTER, Column.NOTED_BY),
)
_SHARES = (22, 20, 17, 14, 10, 8, 9)
_GAP = 22
_WEEKS_WIDE = 380
_PLOT_HIGH = 230
_WRAP = int(Qt.TextFlag.TextWordWrap)


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
        days: Which days it is of.
        weeks: The calendar.
        weeks_words: What stands over it.
        plots: In their order.
        sessions: The rows, newest first, as they are read.
        shown: What the words of the rows need to know.
        note: Said over the rows, where not all of them are printed.
        small_print: At the foot of every page.
    """

    title: str
    days: str
    weeks: Weeks
    weeks_words: str
    plots: tuple[PlotOnPaper, ...]
    sessions: Iterable[DiarySession]
    shown: Shown
    small_print: tuple[str, ...]
    note: str = ""


def ask_for_printer(parent: QWidget) -> QPrinter | None:
    """The system's own dialog; None when the person changed their mind."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    lay_on_a4(printer)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("Print the diary")
    return printer if dialog.exec() else None


def lay_on_a4(device: QPagedPaintDevice) -> None:
    """A4 upright, with our margins."""
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    device.setPageMargins(
        QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM), QPageLayout.Unit.Millimeter
    )


def print_diary(device: QPagedPaintDevice, paper: DiaryPaper) -> int:
    """Draws all of it; says how many pages it took."""
    painter = QPainter(device)
    try:
        scale = device.logicalDpiX() / _DOTS_AN_INCH
        painter.scale(scale, scale)
        page = _Page(device, painter, device.width() / scale, device.height() / scale, paper)
        page.draw()
    finally:
        painter.end()
    return page.number


class _Page:
    """The page being drawn, and how far down it goes by now."""

    def __init__(
        self,
        device: QPagedPaintDevice,
        painter: QPainter,
        width: float,
        height: float,
        paper: DiaryPaper,
    ) -> None:
        self._device = device
        self._painter = painter
        self._width = width
        self._paper = paper
        self._look = PaperLook()
        self.number = 1
        self._y = 0.0
        self._foot_top = height - self._foot_height()

    def draw(self) -> None:
        paper = self._paper
        self._write(paper.title, self._font(Role.CARD_TITLE), gap=2)
        self._write(paper.days, self._font(Role.CAPTION), gap=_GAP)
        self._weeks_and_plots(paper)
        self._rows(paper.sessions)
        self._foot()

    def _weeks_and_plots(self, paper: DiaryPaper) -> None:
        self._write(paper.weeks_words, self._font(Role.ROW_TITLE), gap=6)
        high = weeks_height(self._look, len(paper.weeks.mondays))
        place = QRectF(0, self._y, min(self._width, _WEEKS_WIDE), high)
        paint_weeks(self._painter, self._look, paper.weeks, place)
        self._y += high + _GAP
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

    def _rows(self, sessions: Iterable[DiarySession]) -> None:
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
        self._device.newPage()
        self.number += 1
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
        self._painter.drawText(place, _WRAP, f"{self._foot_words()}\nPage {self.number}")

    def _font(self, role: Role, weight: QFont.Weight | None = None) -> QFont:
        font = self._look.theme.font(role)
        if weight is not None:
            font.setWeight(weight)
        return font
