"""What all cards of the settings have in common."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backrehab.ui.choices import Switch
from backrehab.ui.controls import Card, Label
from backrehab.ui.preferences import Preferences
from backrehab.ui.stepper import Stepper
from backrehab.ui.theme import Role
from backrehab.ui.workspace import Workspace


class SettingsCard(Card):
    """One subject under its title; what is changed is in force at once.

    Attributes:
        column: Where the controls stand, one below the other.
        workspace: Whose settings are shown.
    """

    def __init__(self, title: str, beside: QWidget | None = None) -> None:
        """`beside` stands to the right of the title."""
        super().__init__("true")
        self.workspace: Workspace | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(22, 18, 20, 20)
        self.column.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(Label(title, Role.CARD_TITLE), 1)
        if beside is not None:
            head.addWidget(beside)
        self.column.addLayout(head)

    @property
    def preferences(self) -> Preferences | None:
        """Where the changes go; none before anything was shown."""
        return self.workspace.preferences if self.workspace else None

    def show_workspace(self, workspace: Workspace) -> None:
        """Shows what is set, of the person's own or of the demo."""
        self.workspace = workspace
        self.show_set(workspace)

    def show_set(self, workspace: Workspace) -> None:
        """Puts the values into the controls; for cards that have some."""

    def add_title(self, words: str) -> None:
        """A line above a control."""
        self.column.addWidget(Label(words, Role.ROW_TITLE))

    def add_words(self, words: str, role: Role = Role.BODY) -> Label:
        """A sentence."""
        label = Label(words, role)
        self.column.addWidget(label)
        return label


def set_switch(switch: Switch, on: bool) -> None:
    """Shows on or off without telling anybody."""
    switch.blockSignals(True)
    switch.setChecked(on)
    switch.blockSignals(False)
    switch.update()


def set_stepper(stepper: Stepper, value: int) -> None:
    """Shows a figure without telling anybody."""
    stepper.blockSignals(True)
    stepper.setValue(value)
    stepper.blockSignals(False)
    stepper.update()
