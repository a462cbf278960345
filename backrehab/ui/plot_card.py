"""A card with a plot: its marks by name, the way to earlier days, and the figures as a table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from backrehab.core.diary_range import Stretch
from backrehab.core.plot import Mark
from backrehab.ui.buttons import IconButton, Kind
from backrehab.ui.controls import Card, Label
from backrehab.ui.look import Look
from backrehab.ui.mark_choice import MarkChoice
from backrehab.ui.plot import Plot
from backrehab.ui.plot_paint import Figure
from backrehab.ui.plot_table import PlotTable
from backrehab.ui.theme import Role


class Turning(QWidget):
    """Two buttons to earlier and later days; away while everything is in sight.

    Signals:
        turned: One was pressed; arg: 1 to earlier days, -1 to later ones.
    """

    turned = Signal(int)

    def __init__(self, look: Look, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.earlier = IconButton(look, "chevron-left", f"{what}: earlier days", Kind.QUIET)
        self.later = IconButton(look, "chevron-right", f"{what}: later days", Kind.QUIET)
        self.earlier.clicked.connect(lambda: self.turned.emit(1))
        self.later.clicked.connect(lambda: self.turned.emit(-1))
        row.addWidget(self.earlier)
        row.addWidget(self.later)
        self.hide()

    def show_stretch(self, stretch: Stretch) -> None:
        """Which of them lead anywhere."""
        self.setVisible(stretch.has_earlier or stretch.has_later)
        self.earlier.setEnabled(stretch.has_earlier)
        self.later.setEnabled(stretch.has_later)


class PlotCard(Card):
    """The parts every plot has.

    Signals:
        session_wanted: A figure was opened; arg: its session's id.
        turned: To earlier or later days; arg: 1 or -1.
        marks_changed: Other marks are to be shown.
    """

    session_wanted = Signal(str)
    turned = Signal(int)
    marks_changed = Signal()

    def __init__(
        self,
        look: Look,
        name: str,
        kinds: Sequence[tuple[str, str]],
        shown: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._name = name
        self.title = Label(name, Role.ROW_TITLE)
        self.turning = Turning(look, name)
        self.table_button = IconButton(look, "table", f"{name}: as a table", Kind.QUIET)
        self.table_button.setCheckable(True)
        self.marks = MarkChoice(look, f"{name}: what is shown", kinds, shown)
        self.plot = Plot(look, name)
        self.table = PlotTable(look, f"{name}, as a table")
        self.nothing = Label("", Role.CAPTION, "ink2")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        for part in (self.plot, self.table, self.nothing):
            self._stack.addWidget(part)
        head = self.head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(self.turning)
        head.addWidget(self.table_button)
        column = self.column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 20, 14)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.marks)
        column.addWidget(self._stack, 1)
        self.turning.turned.connect(self.turned)
        self.table_button.toggled.connect(self._swap)
        self.marks.changed.connect(self.marks_changed)
        self.plot.session_wanted.connect(self.session_wanted)
        self.table.activated.connect(self._open_row)

    def show_figure(self, figure: Figure, stretch: Stretch, nothing: str) -> None:
        """Shows the marks; `nothing` is said where there is none."""
        self.plot.show_figure(self._name, figure)
        self.shown_figure = figure
        self._figures = figure.marks
        self.turning.show_stretch(stretch)
        self.nothing.setText(nothing)
        self._has_marks = bool(figure.marks)
        self.table_button.setEnabled(self._has_marks)
        self._swap()

    def stops(self) -> tuple[QWidget, ...]:
        """Where the Tab key stops, in order."""
        turning = (self.turning.earlier, self.turning.later)
        return *turning, self.table_button, *self.marks.buttons.values(), self.plot, self.table

    def legend(self) -> tuple[tuple[str, str], ...]:
        """The marks that are shown, by kind and name."""
        kinds = {mark.kind for mark in self.plot.marks}
        buttons = self.marks.buttons
        return tuple((kind, it.text()) for kind, it in buttons.items() if kind in kinds)

    def rename(self, name: str) -> None:
        """What is plotted now."""
        self._name = name
        self.title.setText(name)
        self.table_button.set_name(f"{name}: as a table")
        self.table.setAccessibleName(f"{name}, as a table")

    shown_figure: Figure | None = None
    """What is plotted, for the printed page."""

    _has_marks = False
    _figures: tuple[Mark, ...] = ()

    def _swap(self) -> None:
        shown: QWidget = self.plot
        if self.table_button.isChecked():
            shown = self.table
            self.table.figures.show_marks(self._figures)
        self._stack.setCurrentWidget(shown if self._has_marks else self.nothing)
        as_table = self.table_button.isChecked()
        self.table_button.set_icon("chevron-up" if as_table else "table")
        self.table_button.set_name(f"{self._name}: as a {'plot' if as_table else 'table'}")

    def _open_row(self, index: QModelIndex) -> None:
        self.session_wanted.emit(self.table.figures.mark(index.row()).session_id)
