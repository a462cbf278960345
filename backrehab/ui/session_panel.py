"""The session's panel: verb, number in its ring, pace, count, side and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from backrehab.ui.big_text import BigText, screen_font
from backrehab.ui.look import Look
from backrehab.ui.pace_strip import Beat, PaceStrip
from backrehab.ui.surface import picture_place
from backrehab.ui.theme import Panel
from backrehab.ui.timer_ring import RingSizes, TimerRing

if TYPE_CHECKING:
    from collections.abc import Sequence

_BOLD = QFont.Weight.Bold
_DEMI = QFont.Weight.DemiBold
_PLAIN = QFont.Weight.Normal

SIDE_SHARE = 0.287
"""The panel's part of the window's width when it stands at the right."""

_LEAST_VERB = 0.108
"""What the verb never goes below, by the window's height."""

_CLEAR = 0.035
"""How far from the edges of the panel the verb stays, by the panel's width, where it can."""

_LEAST_NUMBER = 0.227
"""Font size by window height at which digits are more than 15 % of it (the 3 m rule)."""


@dataclass(frozen=True, slots=True)
class PanelWords:
    """All the words of one phase, and the name of its colours among the tokens."""

    colors: str
    verb: str
    count: str
    side: str
    next: str


def mixed(first: str, second: str, part: float) -> str:
    """A colour on the way from one to another."""
    if part >= 1.0:
        return second
    start, end = QColor(first), QColor(second)
    return QColor(
        round(start.red() + (end.red() - start.red()) * part),
        round(start.green() + (end.green() - start.green()) * part),
        round(start.blue() + (end.blue() - start.blue()) * part),
    ).name()


def panel_place(window: QSize, controls_height: int) -> tuple[QRect, bool]:
    """Where the panel is in a window, and whether it is at the bottom.

    Windows less wide than 3:2 have it below: the clip gets the height it needs at full width, the
    panel the rest, but never less than it takes to read it.
    """
    wide, high = window.width(), window.height()
    if wide * 2 >= high * 3:
        panel_width = round(wide * SIDE_SHARE)
        return QRect(wide - panel_width, 0, panel_width, high), False
    left_over = high - controls_height - round(wide * 9 / 16)
    panel_height = round(min(max(left_over, high * 0.37), high * 0.58))
    return QRect(0, high - panel_height, wide, panel_height), True


class SessionPanel(QWidget):
    """Big words on one plain colour for each phase. It is told what to show, all of it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._window = QSize(1366, 768)
        self._at_bottom = False
        self._colors = "ready"
        self._swapped = 1.0
        self._thumbnail = QImage()
        self._thumbnail_place = QRect()
        self._rule = 0
        self.verb = BigText(self)
        self.ring = TimerRing(self)
        self.strip = PaceStrip(self)
        self.count = BigText(self)
        self.side = BigText(self)
        self.next = BigText(self)
        self._has_beats = False
        self._strip_wanted = False
        self._before = self._painted = self.panel
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        look.changed.connect(self._take_colors)

    def show_words(self, words: PanelWords, *, strip: bool) -> None:
        """Puts the words of a phase in force, with its colour; `strip` shows the pace."""
        self._colors = words.colors
        self._before = self._painted
        self.verb.setText(words.verb)
        self.count.setText(words.count)
        self.side.setText(words.side)
        self.next.setText(words.next)
        self._strip_wanted = strip
        self._take_colors()
        self._arrange()

    def set_beats(self, beats: Sequence[Beat]) -> None:
        self._has_beats = len(beats) > 1
        self.strip.set_beats(tuple(beats))

    def show_number(self, number: str, unit: str) -> None:
        self.ring.show_number(number, unit)

    def set_thumbnail(self, picture: QImage) -> None:
        """The picture beside what comes next; a null one leaves it out."""
        self._thumbnail = picture
        self._arrange()
        self.update()

    def set_window_size(self, window: QSize, *, at_bottom: bool) -> None:
        """Sizes follow the window, not the text setting."""
        self._window, self._at_bottom = window, at_bottom
        self._arrange()

    @property
    def panel(self) -> Panel:
        """The colours in force."""
        panel = getattr(self._look.theme.tokens, self._colors)
        assert isinstance(panel, Panel)
        return panel

    def show_swap(self, part: float) -> None:
        """How far the colours and the verb of the phase before have given way, 0 to 1.

        Words can be read from the first moment on: nothing is dark or empty in between.
        """
        if min(1.0, part) != self._swapped:
            self._swapped = min(1.0, part)
            self._take_colors()

    def _take_colors(self) -> None:
        now, before, part = self.panel, self._before, self._swapped
        self._painted = painted = Panel(
            mixed(before.ground, now.ground, part),
            mixed(before.arc, now.arc, part),
            mixed(before.track, now.track, part),
        )
        self.ring.set_colors(painted)
        self.strip.set_colors(painted)
        self.verb.set_ink(QColor(mixed(painted.ground, "#FFFFFF", 0.5 + part / 2)))
        self.update()

    def _arrange(self) -> None:
        self.strip.setVisible(self._strip_wanted and self._has_beats)
        if self._at_bottom:
            self._arrange_below()
        else:
            self._arrange_beside()
        self.update()

    def _set_types(self, high: float, sizes: RingSizes) -> None:
        self.verb.set_type(high * 0.12, _BOLD, line_height=0.9)
        self.count.set_type(high * 0.055, _BOLD, line_height=1.1)
        self.side.set_type(high * 0.044, _PLAIN, line_height=1.15)
        self.next.set_type(high * 0.036, _DEMI, line_height=1.1)
        self.strip.set_word_size(high * 0.031)
        self.ring.set_sizes(sizes)

    def _arrange_beside(self) -> None:
        high, wide = self._window.height(), self.width()
        margin = round(high * 0.036)
        room = wide - 2 * margin
        ring = round(min(high * 0.41, wide * 0.85))
        least = high * _LEAST_NUMBER
        self._set_types(
            high, RingSizes(ring * 0.0756, high * 0.245, least, high * 0.19, high * 0.038)
        )
        two_lines = " " in self.verb.text()
        verb_height = round(high * (0.2 if two_lines else 0.13))
        clear = self._verb_clear(wide)
        self.verb.setGeometry(clear, round(high * 0.018), wide - 2 * clear, verb_height)
        ring_top = round(high * (0.222 if two_lines else 0.156))
        self.ring.setGeometry((wide - ring) // 2, ring_top, ring, ring)
        y = ring_top + ring + round(high * 0.028)
        if self.strip.isVisibleTo(self):
            self.strip.setGeometry(margin, y, room, self.strip.wanted_height())
        elif not two_lines and not self.count.text():
            y -= round(high * 0.01)
        rule = round(high * 0.875)
        if self.count.text():
            count_top = round(high * 0.668)
            self.count.setGeometry(margin, count_top, room, round(high * 0.07))
            y = count_top + round(high * 0.072)
        elif self.strip.isVisibleTo(self):
            y += self.strip.wanted_height() + round(high * 0.015)
        self.side.setGeometry(margin, y, room, rule - y - round(high * 0.012))
        top = Qt.AlignmentFlag.AlignTop if self.count.text() else Qt.AlignmentFlag.AlignVCenter
        self.side.setAlignment(Qt.AlignmentFlag.AlignHCenter | top)
        self._arrange_next(QRect(margin, rule, room, high - rule), round(high * 0.021))

    def _arrange_next(self, place: QRect, gap: int) -> None:
        height = place.height() - gap - round(gap * 1.25)
        left = place.left()
        self._rule = place.top()
        self._thumbnail_place = QRect()
        if not self._thumbnail.isNull():
            width = round(height * 1.5)
            self._thumbnail_place = QRect(left, place.top() + gap, width, height)
            left += width + gap
        # Words may use the room of the gaps too, before they shrink.
        words = QRect(left, place.top() + gap // 2, place.right() - left, height + gap)
        self.next.setGeometry(words)
        self.next.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def _verb_clear(self, wide: int) -> int:
        """How far the verb stays from the edges: to be read from the mat comes first."""
        at_least = QFontMetrics(screen_font(round(self._window.height() * _LEAST_VERB), _BOLD))
        words = self.verb.text().split()
        widest = max((at_least.horizontalAdvance(word) for word in words), default=0)
        return max(4, min(round(wide * _CLEAR), (wide - widest) // 2))

    def _verb_share(self, room: int) -> float:
        """How much of the window's height a verb needs above the rest: a long one two lines."""
        one_line = QFontMetrics(screen_font(self._window.height() * _LEAST_VERB, _BOLD))
        long = one_line.horizontalAdvance(self.verb.text()) > room
        return 2 * 0.9 * _LEAST_VERB + 0.01 if long else 0.125

    def _arrange_below(self) -> None:
        """Ring at the left, words at the right; the verb above both where it is tall."""
        high, wide, room = self._window.height(), self.width(), self.height()
        margin = round(min(high, wide) * 0.03)
        edge = round(high * 0.016)
        tall = room * 1.6 > wide
        verb_height = round(high * self._verb_share(wide - 2 * margin)) if tall else 0
        # Nothing but the width keeps the ring small in a tall window; two digits have to fit it.
        share = 0.56 if tall else 0.5
        ring = round(min(high * 0.41, room - verb_height - 2 * edge, wide * share))
        least = high * _LEAST_NUMBER
        number = min(high * 0.245, max(least, ring * 0.7))
        sizes = RingSizes(ring * 0.052, number, least, min(number, high * 0.19), ring * 0.09)
        self._set_types(high, sizes)
        self.verb.set_type(high * 0.12, _BOLD, line_height=0.9)
        top = edge + verb_height
        self.ring.setGeometry(margin, top + (room - top - edge - ring) // 2, ring, ring)
        left = margin * 2 + ring
        column = wide - left - margin
        whole = room - top - edge
        if tall:
            self.verb.setGeometry(margin, edge, wide - 2 * margin, verb_height)
            y = top + round(whole * 0.06)
        else:
            self.verb.setGeometry(left, top, column, round(whole * 0.34))
            y = top + round(whole * 0.36)
        bottom = room - edge - round(whole * 0.2)
        self._arrange_next(QRect(left, bottom, column, room - bottom), edge)
        if self.strip.isVisibleTo(self):
            strip = min(self.strip.wanted_height(), round(whole * 0.17))
            self.strip.set_word_size(strip / 2.1)
            self.strip.setGeometry(left, y, column, strip)
            y += round(whole * 0.19)
        below = QRect(left, y, column, bottom - edge - y)
        if self.count.text() and tall:
            self.count.setGeometry(left, y, column, round(whole * 0.14))
            below.setTop(y + round(whole * 0.14))
        elif self.count.text():
            # Side by side: there is more width here than height.
            self.count.setGeometry(left, y, round(column * 0.4), below.height())
            below.setLeft(left + round(column * 0.42))
        self.side.setGeometry(below)
        self.side.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: ARG002 - Qt's signature
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        painter.fillRect(event.rect(), QColor(self._painted.ground))
        if self.next.text() and event.rect().bottom() >= self._rule:
            line = self.next.geometry()
            left = self._thumbnail_place.left() if self._thumbnail_place else line.left()
            thick = max(1, round(self._window.height() * 0.0025))
            track = QColor(self._painted.track)
            painter.fillRect(left, self._rule, line.right() - left, thick, track)
            self._paint_thumbnail(painter)

    def _paint_thumbnail(self, painter: QPainter) -> None:
        if not self._thumbnail_place:
            return
        place = self._thumbnail_place
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(place), 8, 8)
        painter.setClipPath(outline)
        painter.drawImage(picture_place(self._thumbnail.size(), place), self._thumbnail)
        tokens = self._look.theme.tokens
        if tokens.is_dark:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            painter.fillRect(place, QColor(tokens.dim))
