"""The pace of one repetition: bars for move, hold and return that fill in turn."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from backrehab.core.timeline import PhaseKind
from backrehab.ui.big_text import screen_font
from backrehab.ui.theme import Panel


@dataclass(frozen=True, slots=True)
class Beat:
    """One part of a repetition: its phase, its word and how long it takes."""

    kind: PhaseKind
    word: str
    duration_ms: int


class PaceStrip(QWidget):
    """Painted bars with a word under each; nothing to operate, so no place in the tab order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._beats: tuple[Beat, ...] = ()
        self._beat_index: int | None = None
        self._done = self._painted_done = 0.0
        self._panel = Panel("#000000", "#FFFFFF", "#444444")
        self._px = 24.0
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def set_word_size(self, px: float) -> None:
        self._px = px
        self.update()

    def set_colors(self, panel: Panel) -> None:
        if panel != self._panel:
            self._panel = panel
            self.update()

    def set_beats(self, beats: tuple[Beat, ...]) -> None:
        self._beats = beats
        self.setAccessibleName(", then ".join(beat.word.lower() for beat in beats))
        self.update()

    def show_phase(self, kind: PhaseKind, done: float) -> None:
        """How far the repetition is: that beat is done by so much, 0 to 1, those before wholly.

        In the gap after a repetition all are.
        """
        kinds = [beat.kind for beat in self._beats]
        if kind is PhaseKind.GAP:
            self._show_place(len(kinds), 1.0)
        else:
            self._show_place(kinds.index(kind) if kind in kinds else None, done)

    def _show_place(self, beat_index: int | None, done: float) -> None:
        if beat_index != self._beat_index:
            self.update()
        elif abs(done - self._painted_done) * self.width() * self.devicePixelRatio() >= 1:
            self.update(0, 0, self.width(), ceil(self._px / 2))  # the words are as they were
        else:
            self._done = done
            return
        self._beat_index, self._done, self._painted_done = beat_index, done, done

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(beat.word for beat in self._beats)

    @property
    def place(self) -> tuple[int | None, float]:
        return self._beat_index, self._done

    def wanted_height(self) -> int:
        return round(self._px * 2.1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thick = self._px / 2
        for index, (beat, place) in enumerate(zip(self._beats, self._places(), strict=True)):
            bar = QRectF(place.left(), 0, place.width(), thick)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._panel.track))
            painter.drawRoundedRect(bar, thick / 2, thick / 2)
            part = self._part_done(index)
            if part > 0:
                bar.setWidth(max(thick, bar.width() * part))
                painter.setBrush(QColor(self._panel.arc))
                painter.drawRoundedRect(bar, thick / 2, thick / 2)
            if event.rect().bottom() <= thick:
                continue
            now = index == self._beat_index
            painter.setPen(QColor("white"))
            painter.setFont(screen_font(self._word_px(place.width()), _weight(now)))
            words = QRectF(place.left(), thick, place.width(), self.height() - thick)
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, beat.word)

    def _part_done(self, index: int) -> float:
        if self._beat_index is None or index > self._beat_index:
            return 0.0
        return self._done if index == self._beat_index else 1.0

    def _places(self) -> list[QRectF]:
        """Bars as long as their beats, but none too short for its word."""
        if not self._beats:
            return []
        gap = self._px / 3
        room = self.width() - gap * (len(self._beats) - 1)
        metrics = QFontMetrics(screen_font(self._px, QFont.Weight.Bold))
        needs = [metrics.horizontalAdvance(beat.word) + gap for beat in self._beats]
        needs = [min(need, room / len(self._beats)) for need in needs]
        spare = room - sum(needs)
        total = sum(beat.duration_ms for beat in self._beats) or 1
        places, left = [], 0.0
        for beat, need in zip(self._beats, needs, strict=True):
            width = need + spare * beat.duration_ms / total
            places.append(QRectF(left, 0, width, self.height()))
            left += width + gap
        return places

    def _word_px(self, width: float) -> float:
        """One size for all words, so that none looks more important than it is."""
        metrics = QFontMetrics(screen_font(self._px, QFont.Weight.Bold))
        widest = max((metrics.horizontalAdvance(word) for word in self.words), default=0)
        narrowest = min((place.width() for place in self._places()), default=width)
        return self._px if widest <= narrowest else self._px * narrowest / widest


def _weight(now: bool) -> QFont.Weight:
    return QFont.Weight.Bold if now else QFont.Weight.Normal
