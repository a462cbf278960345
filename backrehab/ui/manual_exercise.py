"""An exercise that was done without the program: ticked, and its figures under it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backrehab.core.by_hand import ManualEntry
from backrehab.core.by_hand_doses import (
    changed_entries,
    figures_asked,
    figures_written,
    has_sides,
    new_entries,
)
from backrehab.core.model import LIMITS, Exercise, Limits, Programme, Side, SoreSide
from backrehab.core.text import FIGURE_NAMES, figure_amount, figure_words
from backrehab.ui.by_hand_draft import TickedExercise
from backrehab.ui.choices import SegmentedChoice
from backrehab.ui.controls import Label
from backrehab.ui.look import Look
from backrehab.ui.reflow import FlowLayout
from backrehab.ui.stepper import Stepper
from backrehab.ui.tick_row import TickRow

_PICTURE = QSize(78, 52)
_SIDES = (("left", "Left"), ("right", "Right"), ("both", "Both"))


class ManualExercise(QWidget):
    """Its figures begin as they stand in the programme, or as they are written down already.

    Attributes:
        row: The tick box.
        is_written: Whether it is in the diary already.
        steppers: The figures by name; there once it has been ticked.
        side: Which side, where the exercise has sides or had them when it was written down; there
            once it has been ticked. None is chosen where it was written down without one.

    Signals:
        ticked: It was ticked or unticked, and its figures came or went.
    """

    ticked = Signal()

    def __init__(
        self,
        look: Look,
        exercise: Exercise,
        videos: Path,
        programme: Programme,
        written: Sequence[ManualEntry] = (),
        which: tuple[int, int] = (1, 1),
        parent: QWidget | None = None,
    ) -> None:
        """`written` are entries of it that are in the diary already, and `alike`.

        `which` says where there are others of the same exercise: "1 of 2".
        """
        super().__init__(parent)
        self._look = look
        self._programme = programme
        self._written = tuple(written)
        self._row_no, rows = which
        which_words = f"{self._row_no} of {rows}" if rows > 1 else ""
        self._name = ", ".join(filter(None, (exercise.title, which_words)))
        self.exercise = exercise
        self.is_written = bool(written)
        self.steppers: dict[str, Stepper] = {}
        self.side: SegmentedChoice | None = None
        self._figures: QWidget | None = None
        self.row = TickRow(look, exercise, videos, _PICTURE)
        self.row.show_words(which_words)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.row)
        self.row.setChecked(self.is_written)
        self._show_figures()
        self.row.toggled.connect(self._ticked)

    @property
    def is_ticked(self) -> bool:
        return self.row.isChecked()

    @property
    def key(self) -> tuple[str, int]:
        """Tells it from all others on the page: the exercise, and which row of it."""
        return self.exercise.id, self._row_no

    def entries(self, position: int) -> tuple[ManualEntry, ...]:
        """What was done of it; nothing where it isn't ticked.

        What is new is put at this place of the session; what is written down keeps its own.
        """
        if not self.is_ticked:
            return ()
        figures = {name: stepper.value() for name, stepper in self.steppers.items()}
        if self._written:
            return changed_entries(self._written, figures, self._sides())
        return new_entries(self.exercise, figures, self._sides(), position)

    def draft(self) -> TickedExercise | None:
        """How it stands; `None` where it isn't ticked."""
        if not self.is_ticked:
            return None
        figures = tuple((name, stepper.value()) for name, stepper in self.steppers.items())
        side = self.side.choice() if self.side is not None else ""
        return TickedExercise(self.exercise.id, self._row_no, figures, side)

    def show_draft(self, draft: TickedExercise | None) -> None:
        """Puts it back as it stood, without a signal."""
        blocked = self.blockSignals(True)
        self.row.setChecked(draft is not None)
        self.blockSignals(blocked)
        if draft is None:
            return
        for name, value in draft.figures:
            if name in self.steppers:
                self.steppers[name].setValue(value)
        if self.side is not None:
            self.side.choose(draft.side)

    def _sides(self) -> tuple[Side | None, ...]:
        choice = self.side.choice() if self.side is not None else ""
        if not choice:
            return (None,)
        return (Side.LEFT, Side.RIGHT) if choice == "both" else (Side(choice),)

    def _ticked(self) -> None:
        self._show_figures()
        self.ticked.emit()

    def _show_figures(self) -> None:
        if self.is_ticked and self._figures is None:
            self._figures = self._made()
            self._column.addWidget(self._figures)
        if self._figures is not None:
            self._figures.setVisible(self.is_ticked)

    def _made(self) -> QWidget:
        box = QWidget()
        inside = QVBoxLayout(box)  # a flow keeps no margins of its own
        inside.setContentsMargins(60, 2, 16, 16)
        line = FlowLayout(gap=20)
        inside.addLayout(line)
        figures = figures_asked(self.exercise, self._programme)
        if self._written:
            figures = figures_written(self._written[0].planned)
        for name, value in figures.items():
            line.addWidget(self._figure(name, value))
        if has_sides(self.exercise) or any(entry.planned.side for entry in self._written):
            self.side = SegmentedChoice(self._look, f"Side of {self._name}", _SIDES)
            self.side.choose(self._first_side())
            line.addWidget(self._named("Side", self.side))
        return box

    def _figure(self, name: str, value: int) -> QWidget:
        limits = LIMITS[name]
        stepper = Stepper(
            self._look,
            f"{FIGURE_NAMES[name]}, {self._name}",
            value,
            Limits(min(limits.least, value), max(limits.most, value), limits.step),
            shown=lambda number: figure_amount(name, number),
            spoken=lambda number: figure_words(name, number),
        )
        self.steppers[name] = stepper
        return self._named(FIGURE_NAMES[name], stepper)

    def _named(self, words: str, control: QWidget) -> QWidget:
        named = QWidget()
        column = QVBoxLayout(named)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Label(words, wraps=False))
        column.addWidget(control)
        return named

    def _first_side(self) -> str:
        if self._written:
            side = self._written[0].planned.side
            return "both" if len(self._written) > 1 else str(side or "")
        sore = self._programme.sore_side
        return str(sore) if sore in {SoreSide.LEFT, SoreSide.RIGHT} else "both"
