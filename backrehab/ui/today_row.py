"""One exercise of the day: what it is, how often it was done, and a button to do it now."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from backrehab.core.model import Exercise, Programme
from backrehab.core.text import dose_words
from backrehab.ui.buttons import IconButton
from backrehab.ui.library_card import ExerciseCard
from backrehab.ui.look import Look
from backrehab.ui.progress_ring import ProgressRing

_PICTURE = QSize(93, 62)
_UNDER = 12
"""How far in the count stands under the words."""


class _Face(ExerciseCard):
    """Picture, name and dose without a frame of their own; opens the exercise."""

    def _paint_ground(self, painter: QPainter, *, lit: bool) -> None:
        if lit:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.theme.color("tint"))
            painter.drawRoundedRect(QRectF(self.rect()), 12, 12)


class TodayRow(QWidget):
    """A line of the list; where it is narrow the count stands under the words.

    Signals:
        open_wanted: To the exercise's own page.
        start_wanted: To do this one exercise.
    """

    open_wanted = Signal()
    start_wanted = Signal()

    def __init__(
        self, look: Look, exercise: Exercise, videos: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.exercise = exercise
        self.face = _Face(look, exercise, videos)
        self.face.setProperty("focus_radius", 12)
        self.face.set_picture_size(_PICTURE)
        self.ring = ProgressRing(look, exercise.title)
        self.start_button = IconButton(look, "play", f"Start {exercise.title}", tone="primary")
        self.face.clicked.connect(self.open_wanted)
        self.start_button.clicked.connect(self.start_wanted)
        self._count = QWidget()
        self._count_line = QHBoxLayout(self._count)
        self._count_line.addWidget(self.ring)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(2, 1, 16, 1)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(0, 1)
        self._narrow: bool | None = None
        self.set_narrow(False)

    def show_programme(self, programme: Programme) -> None:
        """The dose in force."""
        exercise = self.exercise
        prescription = exercise.dose.prescription(programme.changes_of(exercise.id))
        self.face.show_words(dose_words(prescription, exercise.dose.adjustable))

    def set_narrow(self, narrow: bool) -> None:
        """Whether the count stands under the words or beside them."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        for widget in (self.face, self._count, self.start_button):
            self._grid.removeWidget(widget)
        self._count_line.setContentsMargins(_UNDER if narrow else 0, 0, 0, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(self.face, 0, 0)
        self._grid.addWidget(self.start_button, 0, 2, 2 if narrow else 1, 1, middle)
        if narrow:
            self._grid.addWidget(self._count, 1, 0, Qt.AlignmentFlag.AlignLeft)
            self._grid.setContentsMargins(2, 1, 16, 10)
        else:
            self._grid.addWidget(self._count, 0, 1, middle)
            self._grid.setContentsMargins(2, 1, 16, 1)
