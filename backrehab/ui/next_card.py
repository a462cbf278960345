"""What comes next in a routine: its name, how to lie, sit or stand for it, and what it needs."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from backrehab.ui.big_text import BigText
from backrehab.ui.look import Look

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_AIR = 0.028
"""Above and below the words, by the unit of the sizes."""


class NextCard(QWidget):
    """A plain band above the picture of the exercise; a click on it is a click on the picture."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._unit = 0.0
        self.lead = BigText(self)
        self.lead.setText("Coming next")
        self.time_left = BigText(self)
        self.name = BigText(self)
        self.words = BigText(self)
        for text in (self.lead, self.name, self.words):
            text.setAlignment(_LEFT)
        self.time_left.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        look.changed.connect(self._take_look)
        self._take_look()

    def say(self, name: str, words: str) -> None:
        """What it is called, what it takes."""
        self.name.setText(name)
        self.words.setText(words)
        self._arrange()

    def set_unit(self, unit: float) -> None:
        """What the sizes go by; they follow the window, not the text setting."""
        if unit == self._unit:
            return
        self._unit = unit
        self.lead.set_type(unit * 0.036, QFont.Weight.DemiBold)
        self.time_left.set_type(unit * 0.036, QFont.Weight.Normal)
        self.name.set_type(unit * 0.075, QFont.Weight.Bold, line_height=1.15)
        self.words.set_type(unit * 0.05, QFont.Weight.Normal, line_height=1.2)
        self._arrange()

    def wanted_height(self, width: int) -> int:
        """What it takes to say everything at the sizes wished for."""
        return sum(self._heights(width)) + 2 * round(_AIR * self._unit)

    def put(self, place: QRect) -> None:
        """Where it is from now on, laid out though it may not be in sight yet."""
        self.setGeometry(place)
        self._arrange()

    def _heights(self, width: int) -> tuple[int, int, int]:
        room = width - 2 * self._margin
        lead, name, words = (
            text.height_at(room) if text.text() else 0
            for text in (self.lead, self.name, self.words)
        )
        return lead, name, words

    @property
    def _margin(self) -> int:
        return round(self._unit * 0.036)

    def _arrange(self) -> None:
        lead, name, words = self._heights(self.width())
        air = round(_AIR * self._unit)
        room = self.height() - 2 * air
        # Where the window is too low for all of it, the first line goes, and then every line
        # gives a little.
        self.lead.setVisible(lead + name + words <= room)
        self.time_left.setVisible(not self.lead.isHidden())
        if self.lead.isHidden():
            lead = 0
        part = min(1.0, room / max(1, lead + name + words))
        y = air
        for text, height in ((self.lead, lead), (self.name, name), (self.words, words)):
            text.setGeometry(self._margin, y, self.width() - 2 * self._margin, int(height * part))
            y += int(height * part)
        half = self.lead.width() // 2
        self.time_left.setGeometry(self._margin + self.lead.width() - half, air, half, lead)
        self.lead.resize(self.lead.width() - half, lead)

    def _take_look(self) -> None:
        self.lead.set_ink(self._look.theme.color("ink2"))
        self.time_left.set_ink(self._look.theme.color("ink2"))
        self.name.set_ink(self._look.theme.color("ink"))
        self.words.set_ink(self._look.theme.color("ink"))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: ARG002 - Qt's signature
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.theme.color("surface"))
        line = self._look.theme.color("line")
        painter.fillRect(0, self.height() - 1, self.width(), 1, line)
