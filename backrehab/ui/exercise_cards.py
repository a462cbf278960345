"""What to have ready, what to mind, and where an exercise comes from, each on its card."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backrehab.core.model import Exercise, Position
from backrehab.ui.controls import Card, IconLabel, Label
from backrehab.ui.lists import TextList
from backrehab.ui.look import Look
from backrehab.ui.theme import Role


def position_icon(position: Position) -> str:
    """The icon of what the body rests on."""
    if position.on_the_floor:
        return "bed-double"
    return "armchair" if position is Position.SITTING else "accessibility"


def card_head(icon: IconLabel, title: Label) -> QHBoxLayout:
    """An icon and a title on one line."""
    row = QHBoxLayout()
    row.setSpacing(10)
    row.addWidget(icon)
    row.addWidget(title, 1)
    return row


class NeedCard(Card):
    """What the exercise is good for, what is needed, and how to build up."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("true", parent)
        self._purpose = Label("", Role.CAPTION, "ink")
        self._icon = IconLabel(look, "bed-double")
        self._kit = TextList(look, role=Role.CAPTION, gap=4)
        self._build_up = QWidget()
        self._build_up_lines = Label("", Role.CAPTION, "ink")
        build_up = QVBoxLayout(self._build_up)
        build_up.setContentsMargins(0, 4, 0, 0)
        build_up.setSpacing(4)
        build_up.addWidget(Label("To build up", Role.ROW_TITLE))
        build_up.addWidget(self._build_up_lines)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(self._purpose)
        column.addLayout(card_head(self._icon, Label("You need", Role.ROW_TITLE)))
        column.addWidget(self._kit)
        column.addWidget(self._build_up)
        column.addStretch(1)

    def show_exercise(self, exercise: Exercise) -> None:
        """Fills the card."""
        self._purpose.setText(exercise.purpose)
        self._icon.set_icon(position_icon(exercise.position))
        self._kit.set_lines(exercise.kit)
        self._build_up.setVisible(bool(exercise.progressions))
        self._build_up_lines.setText(" ".join(exercise.progressions))


class CareCard(Card):
    """When to take care, and when to stop."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("clay", parent)
        self._lines = TextList(look, tone="clay", role=Role.CAPTION, gap=6)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 16, 14)
        column.setSpacing(8)
        title = Label("Take care", Role.ROW_TITLE, "clay")
        column.addLayout(card_head(IconLabel(look, "hand", "clay"), title))
        column.addWidget(self._lines)
        column.addStretch(1)

    def show_exercise(self, exercise: Exercise) -> None:
        """Fills the card."""
        self._lines.set_lines(exercise.cautions)


class NoticeCard(Card):
    """Says what is special about an exercise, such as that it is not from the page."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("clay", parent)
        self._words = Label("", Role.CAPTION, "ink")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 14, 10)
        row.setSpacing(10)
        row.addWidget(IconLabel(look, "info", "clay"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)

    def show_exercise(self, exercise: Exercise) -> None:
        """Shows its notice, or nothing."""
        self._words.setText(exercise.notice)
        self.setVisible(bool(exercise.notice))


class KitLine(QWidget):
    """The first thing that is needed, in one line under the clip."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel(look, "bed-double")
        self._words = Label("")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)

    def show_exercise(self, exercise: Exercise) -> None:
        """Fills the line."""
        self._icon.set_icon(position_icon(exercise.position))
        self._words.setText(exercise.kit[0] if exercise.kit else "")
