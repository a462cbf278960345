"""How long a session waits around the exercises."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from backrehab.core.model import TIME_LIMITS
from backrehab.core.session_times import DEFAULT_TIMES, SessionTimes
from backrehab.core.text import seconds_words
from backrehab.ui.buttons import Button, Kind
from backrehab.ui.controls import Label
from backrehab.ui.look import Look
from backrehab.ui.settings.card import SettingsCard, set_stepper
from backrehab.ui.stepper import Stepper
from backrehab.ui.theme import Role
from backrehab.ui.workspace import Workspace

NAMES = {
    "get_ready_floor_seconds": "Get ready on the floor",
    "get_ready_chair_seconds": "Get ready on a chair or standing",
    "get_ready_repeat_seconds": "Get ready again in the same place",
    "lead_in_seconds": "Go on after a pause",
    "switch_side_seconds": "Switch side",
    "rest_between_seconds": "Rest between exercises",
    "rest_between_positions_seconds": "Rest to get up or down in between",
}
"""What each time is called, by its name in `SessionTimes` and in the order they are met."""


class TimesCard(SettingsCard):
    """A stepper for each time, our own suggestion always beside it.

    Signals:
        chosen: The person set a time or went back; arg: all `SessionTimes`.
    """

    chosen = Signal(object)

    def __init__(self, look: Look) -> None:
        reset = Button(look, "Our suggestions", "rotate-ccw", Kind.QUIET)
        reset.setAccessibleName("Back to our suggestions for the times")
        keeps_room = reset.sizePolicy()
        keeps_room.setRetainSizeWhenHidden(True)
        reset.setSizePolicy(keeps_room)
        super().__init__("Times in a session", reset)
        self.reset_button = reset
        self.steppers: dict[str, Stepper] = {}
        self.add_words("Take the time you need. Ask your physiotherapist.", Role.CAPTION)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        for row, name in enumerate(NAMES):
            self._add_row(look, grid, row, name)
        self.column.addLayout(grid)
        self.reset_button.clicked.connect(self._reset)

    @property
    def times(self) -> SessionTimes:
        """Those that stand in the steppers."""
        values = {name: stepper.value() for name, stepper in self.steppers.items()}
        return replace(DEFAULT_TIMES, **values)

    def show_set(self, workspace: Workspace) -> None:
        self._show(workspace.programme.times)

    def _add_row(self, look: Look, grid: QGridLayout, row: int, name: str) -> None:
        ours = seconds_words(getattr(DEFAULT_TIMES, name))
        stepper = Stepper(
            look,
            NAMES[name],
            getattr(DEFAULT_TIMES, name),
            TIME_LIMITS[name],
            shown=lambda value: f"{value} s",
            spoken=lambda value: f"{seconds_words(value)}, our suggestion is {ours}",
        )
        stepper.valueChanged.connect(self._take)
        self.steppers[name] = stepper
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(NAMES[name], Role.ROW_TITLE))
        words.addWidget(Label(f"Our suggestion: {ours}", Role.CAPTION))
        grid.addLayout(words, row, 0)
        grid.addWidget(stepper, row, 1, Qt.AlignmentFlag.AlignVCenter)

    def _show(self, times: SessionTimes) -> None:
        for name, stepper in self.steppers.items():
            set_stepper(stepper, getattr(times, name))
        self.reset_button.setVisible(times != DEFAULT_TIMES)

    def _take(self) -> None:
        self.reset_button.setVisible(self.times != DEFAULT_TIMES)
        if self.workspace:
            self.chosen.emit(self.times)

    def _reset(self) -> None:
        self._show(DEFAULT_TIMES)
        # The button that had the focus goes; the focus stays in the card.
        next(iter(self.steppers.values())).setFocus(Qt.FocusReason.OtherFocusReason)
        self._take()
