"""Words, small pictures, cards and lines, as every screen uses them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from backrehab.ui.look import Look
from backrehab.ui.theme import Role


class Label(QLabel):
    """Words that wrap and are never cut; colour by `tone` ("ink2", "primary", "clay", ...)."""

    def __init__(
        self,
        text: str = "",
        role: Role = Role.BODY,
        tone: str = "",
        parent: QWidget | None = None,
        *,
        wraps: bool = True,
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wraps)
        self.setProperty("role", role.value)
        self.setProperty("tone", tone)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(wraps)
        self.setSizePolicy(policy)

    def set_tone(self, tone: str) -> None:
        """Another colour, by its token."""
        if tone != self.property("tone"):
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)


class IconLabel(QWidget):
    """A small picture that says the same as the words beside it; not read out."""

    def __init__(
        self,
        look: Look,
        icon: str,
        tone: str = "primary",
        size: int = 24,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._icon = icon
        self._tone = tone
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._take_look)

    def set_icon(self, icon: str) -> None:
        """Changes the icon by its name."""
        self._icon = icon
        self.update()

    def set_tone(self, tone: str) -> None:
        """Another colour, by its token."""
        self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        side = self._look.theme.px(self._size)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = self._look.theme.color(self._tone).name()
        self._look.icons.paint(painter, self._icon, color, QRectF(self.rect()))

    def _take_look(self) -> None:
        self.updateGeometry()
        self.update()


class Card(QFrame):
    """A box with rounded corners; `kind` is one of the style sheet's, such as "tint"."""

    def __init__(self, kind: str = "true", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", kind)


class Rule(QFrame):
    """A thin line between two rows, or the thick one over a section; `kind` as in the sheet."""

    def __init__(self, kind: str = "true", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("rule", kind)
