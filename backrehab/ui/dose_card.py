"""The dose of one exercise: what the person set, beside what the page says."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from backrehab.core.model import LIMITS, Exercise, Figure, Source
from backrehab.core.text import (
    FIGURE_NAMES,
    figure_amount,
    figure_page_words,
    figure_spoken,
    figure_words,
)
from backrehab.ui.buttons import Button, Kind
from backrehab.ui.controls import Card, IconLabel, Label
from backrehab.ui.look import Look
from backrehab.ui.stepper import Stepper
from backrehab.ui.theme import Role


def figures_to_change(exercise: Exercise) -> dict[str, Figure]:
    """The figures a person finds on the exercise page, by name and in order."""
    figures = {name: exercise.dose.figures[name] for name in exercise.dose.adjustable}
    figures["times_a_day"] = exercise.times_a_day
    return figures


def own_figures(exercise: Exercise, values: Mapping[str, int]) -> dict[str, int]:
    """Those of `values` that are not what the content says anyway."""
    figures = figures_to_change(exercise)
    return {name: value for name, value in values.items() if figures[name].value != value}


_NAME_WIDTH = 76


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


class _Name(Label):
    """The name of a figure, in two lines where it is long: the page's words need the room."""

    def __init__(self, look: Look, text: str) -> None:
        super().__init__(text, Role.ROW_TITLE)
        self._look = look

    def sizeHint(self) -> QSize:
        width = self._look.theme.px(_NAME_WIDTH)
        return QSize(width, self.heightForWidth(width))


class DoseCard(Card):
    """A stepper for each figure that can be changed, the page's value always beside it.

    Signals:
        changed: The person set a figure or went back; arg: their own figures by name.
    """

    changed = Signal(object)

    def __init__(self, look: Look, default_words: str, parent: QWidget | None = None) -> None:
        super().__init__("true", parent)
        self._look = look
        self._default_words = default_words
        self._exercise: Exercise | None = None
        self._steppers: dict[str, Stepper] = {}
        self._shown: list[QWidget] = []
        self.reset_button = Button(look, "Back to page values", "rotate-ccw", Kind.QUIET)
        keeps_room = self.reset_button.sizePolicy()
        keeps_room.setRetainSizeWhenHidden(True)
        self.reset_button.setSizePolicy(keeps_room)
        self.reset_button.clicked.connect(self._reset)
        head = QHBoxLayout()
        head.addWidget(Label("Your dose", Role.CARD_TITLE), 1)
        head.addWidget(self.reset_button)
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(12)
        self._rows.setVerticalSpacing(4)
        self._rows.setColumnStretch(2, 1)
        look.changed.connect(self._take_look)
        self._note_icon = IconLabel(look, "info", "ink2", 20)
        self._note = Label("", Role.CAPTION)
        note = QHBoxLayout()
        note.setSpacing(8)
        note.addWidget(self._note_icon, 0, Qt.AlignmentFlag.AlignTop)
        note.addWidget(self._note, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 6, 14, 12)
        column.setSpacing(5)
        column.addLayout(head)
        column.addLayout(self._rows)
        column.addLayout(note)
        self._take_look()

    def stepper(self, name: str) -> Stepper:
        """The stepper of a figure by its name."""
        return self._steppers[name]

    def steppers(self) -> list[Stepper]:
        """All steppers, in order."""
        return list(self._steppers.values())

    def values(self) -> dict[str, int]:
        """Every figure as it stands."""
        return {name: stepper.value() for name, stepper in self._steppers.items()}

    def show_exercise(self, exercise: Exercise, changes: Mapping[str, int]) -> None:
        """The figures of this exercise, with the person's own on top."""
        self._exercise = exercise
        self._clear()
        figures = figures_to_change(exercise)
        for row, (name, figure) in enumerate(figures.items()):
            self._add_row(row, name, figure, changes.get(name, figure.value))
        ours = [
            figure_words(name, figure.value)
            for name, figure in figures.items()
            if figure.source is Source.DEFAULT
        ]
        words = self._default_words
        self._note.setText(_sentence(f"{', '.join(ours)}: {words[:1].lower()}{words[1:]}"))
        for widget in (self._note, self._note_icon):
            widget.setVisible(bool(ours))
        self.reset_button.setVisible(bool(own_figures(exercise, self.values())))

    def _add_row(self, row: int, name: str, figure: Figure, value: int) -> None:
        title = FIGURE_NAMES[name]
        stepper = Stepper(
            self._look,
            title,
            value,
            LIMITS[name],
            shown=lambda number: figure_amount(name, number),
            spoken=lambda number: figure_spoken(name, number, figure),
        )
        stepper.valueChanged.connect(self._tell)
        self._steppers[name] = stepper
        words = _Name(self._look, title)
        middle = Qt.AlignmentFlag.AlignVCenter
        page = Label(figure_page_words(figure) or "Our suggestion", Role.CAPTION)
        for column, widget in enumerate((words, stepper, page)):
            self._shown.append(widget)
            self._rows.addWidget(widget, row, column, middle)

    def _take_look(self) -> None:
        self._rows.setColumnMinimumWidth(0, self._look.theme.px(_NAME_WIDTH))

    def _clear(self) -> None:
        self._steppers.clear()
        for widget in self._shown:
            self._rows.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._shown = []

    def _tell(self) -> None:
        if self._exercise is None:
            return
        own = own_figures(self._exercise, self.values())
        self.reset_button.setVisible(bool(own))
        self.changed.emit(own)

    def _reset(self) -> None:
        if self._exercise is None:
            return
        for name, figure in figures_to_change(self._exercise).items():
            self._steppers[name].blockSignals(True)
            self._steppers[name].setValue(figure.value)
            self._steppers[name].blockSignals(False)
            self._steppers[name].update()
        # The button that had the focus goes; the focus stays in the card.
        next(iter(self._steppers.values())).setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()
