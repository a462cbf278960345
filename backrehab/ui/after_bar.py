"""The bar above the pages after a session: what was done, whether it is saved, and help."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from backrehab.ui.buttons import Button, Kind
from backrehab.ui.controls import Card, IconLabel, Label
from backrehab.ui.look import Look
from backrehab.ui.reflow import is_tight, page_edge
from backrehab.ui.theme import Role
from backrehab.ui.unsaved_words import NOT_YET
from backrehab.ui.workspace import Workspace


class AfterBar(QFrame):
    """One line of facts, and under it what stands in the way of saving them, if anything.

    Attributes:
        words: The facts.
        trouble: What stands in the way, in words.

    Signals:
        help_wanted: The person wants the help cards.
        save_wanted: What could not be written is to be tried again.
    """

    help_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._title, self._facts = "", ""
        self._saved = ""
        self._tight = False
        self.setProperty("bar", "sunken")
        self._tick = _Tick(look)
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.words.setSizePolicy(policy)
        self.help_button = Button(look, "When to get help", "life-buoy", Kind.CLAY)
        self.help_button.clicked.connect(self.help_wanted)
        self.trouble = Label("", Role.BODY)
        self.save_button = Button(look, "Try again", "save")
        self.save_button.clicked.connect(self.save_wanted)
        self._trouble_card = Card("clay")
        self._lay_out()

    def show_done(self, title: str, facts: str, *, whole: bool) -> None:
        """What was done: "Bridging done.", "15 of 15 times."."""
        self._title, self._facts = title, facts
        self._tick.show_whole(whole)
        self._write()

    def show_saved(self, trouble: str, workspace: Workspace) -> None:
        """Says whether it is in the diary, or what stands in the way and what to do."""
        self._trouble_card.setVisible(bool(trouble))
        self.trouble.setText(f"It is not saved yet. {trouble}")
        if trouble:
            self._saved = ""
        elif workspace.is_demo:
            self._saved = "This is the demo: it is gone when you leave it."
        elif workspace.only_in_memory:
            self._saved = NOT_YET
        else:
            self._saved = "It is saved in your diary."
        self._write()

    @property
    def text(self) -> str:
        """All it says, as plain words."""
        return " ".join(part for part in (self._title, self._facts, self._saved) if part)

    def _write(self) -> None:
        facts = "" if self._tight else self._facts  # the next page says them again
        rest = " ".join(part for part in (facts, self._saved) if part)
        self.words.setText(f"<b>{escape(self._title)}</b>&nbsp; {escape(rest)}")
        self.words.setAccessibleName(self.text)

    def _lay_out(self) -> None:
        self._row = QHBoxLayout()
        self._row.setSpacing(14)
        self._row.addWidget(self._tick)
        self._row.addWidget(self.words, 1)
        self._row.addWidget(self.help_button)
        trouble = QVBoxLayout()
        trouble.setSpacing(12)
        trouble.addWidget(self.trouble)
        trouble.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignLeft)
        card = QHBoxLayout(self._trouble_card)
        card.setContentsMargins(22, 18, 22, 18)
        card.setSpacing(16)
        icon = IconLabel(self._look, "triangle-alert", "clay", 28)
        card.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        card.addLayout(trouble, 1)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(12)
        self._column.addLayout(self._row)
        self._column.addWidget(self._trouble_card)
        self._trouble_card.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        window = self.window()
        percent = self._look.theme.text_percent
        edge = page_edge(window.width(), window.height(), percent)
        tight = is_tight(self.width(), window.height(), percent)
        above = 6 if tight else 14
        self._column.setContentsMargins(edge, above, edge, above)
        if tight != self._tight:
            self._tight = tight
            self._write()
        super().resizeEvent(event)


class _Tick(QWidget):
    """A tick in a full circle when it was all done, an open circle when it was not."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._whole = True
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_whole(self, whole: bool) -> None:
        self._whole = whole
        self.update()

    def sizeHint(self) -> QSize:
        side = self._look.theme.px(34)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(self.rect())
        size = place.width() * 0.6
        icon = QRectF(0, 0, size, size)
        icon.moveCenter(place.center())
        if self._whole:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("primary"))
            painter.drawEllipse(place)
            self._look.icons.paint(painter, "check", theme.color("on_primary").name(), icon)
        else:
            painter.setPen(QPen(theme.color("border"), 2))
            painter.drawEllipse(place.adjusted(1, 1, -1, -1))
            icon.adjust(size * 0.2, size * 0.2, -size * 0.2, -size * 0.2)
            self._look.icons.paint(painter, "square", theme.color("ink2").name(), icon)
