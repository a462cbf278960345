"""An exercise in the library: its picture, name, dose and one line of state, as one button."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from backrehab.core.model import Exercise, Programme
from backrehab.core.text import dose_words, page_range
from backrehab.ui.buttons import PressableByEnter
from backrehab.ui.look import Look
from backrehab.ui.picture_words import PictureWords, Words
from backrehab.ui.theme import Role
from backrehab.ui.thumbnail import Thumbnail

_RADIUS = 16


class ExerciseCard(PressableByEnter):
    """The whole card is one button, and one thing to read out."""

    def __init__(
        self, look: Look, exercise: Exercise, videos: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.exercise = exercise
        self._look = look
        self._dose = Words(Role.CAPTION, "ink2")
        self._state = Words(Role.SMALL, "clay")
        words = (Words(Role.ROW_TITLE, "ink", exercise.title), self._dose, self._state)
        self._face = PictureWords(look, Thumbnail(look, exercise, videos), words)
        self.setProperty("focus_radius", _RADIUS)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self._arrange)

    @property
    def lines(self) -> tuple[str, ...]:
        """What can be read on it, from top to bottom."""
        return tuple(words.text for words in self._face.words if words.text)

    def set_picture_size(self, size: QSize) -> None:
        """The picture's size at 100 % text."""
        self._face.picture.set_size(size)
        self._arrange()

    def show_programme(
        self, programme: Programme, not_from_page: str, *, is_chosen: bool = False
    ) -> None:
        """The dose in force, whether it is the page's, and whether it is done each day."""
        exercise = self.exercise
        changes = programme.changes_of(exercise.id)
        dose = "" if changes else page_range(exercise.dose)
        dose = dose or dose_words(exercise.dose.prescription(changes), exercise.dose.adjustable)
        if not exercise.from_page:
            self.show_words(dose, not_from_page, "info", "clay")
        else:
            chosen = "In your programme" if is_chosen else ""
            own = "Your own dose" if changes else ""
            both = f"{chosen}, {own[:1].lower()}{own[1:]}" if chosen and own else chosen or own
            self.show_words(dose, both)

    def show_words(
        self, dose: str, state: str = "", icon: str = "check", tone: str = "primary"
    ) -> None:
        """The words under the name: the dose, and one line of state with its icon."""
        self._dose.text = dose[:1].upper() + dose[1:]
        self._state.text, self._state.icon, self._state.tone = state, icon, tone
        self.setAccessibleName(
            ". ".join(part for part in (self.exercise.title, dose, state) if part)
        )
        self._arrange()

    # Qt's own.

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._face.least_width(), self.heightForWidth(1_000_000))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._face.height_at(width)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, lit=self.underMouse() or self.isDown())
        self._face.paint(painter, self.size())
        if self._face.picture.waits:
            QTimer.singleShot(0, self, self._load_picture)

    def _paint_ground(self, painter: QPainter, *, lit: bool) -> None:
        theme = self._look.theme
        frame = 2 if theme.tokens.is_high_contrast else 1
        painter.setPen(QPen(theme.color("primary" if lit else "line"), frame))
        painter.setBrush(theme.color("tint" if lit else "surface"))
        half = frame / 2
        ground = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(ground, _RADIUS - half, _RADIUS - half)

    def _load_picture(self) -> None:
        if self._face.picture.waits:
            self._face.picture.load()
            self.update()

    def _arrange(self) -> None:
        self._face.forget()
        self.updateGeometry()
        self.update()
