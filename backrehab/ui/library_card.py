"""An exercise in the library: its picture, name, dose and one line of state, as one button."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from backrehab.core.model import Exercise, Programme
from backrehab.core.text import dose_words, page_range
from backrehab.ui.controls import PressableByEnter
from backrehab.ui.look import Look
from backrehab.ui.theme import Role
from backrehab.ui.thumbnail import Thumbnail

_WRAP = Qt.TextFlag.TextWordWrap
_RADIUS = 16
_LEFT, _ABOVE, _RIGHT = 10, 9, 6
_AFTER_PICTURE, _AFTER_ICON, _BETWEEN = 12, 6, 2
_ICON = 20


@dataclass(slots=True)
class _Words:
    """One thing the card says; an icon stands before the first line where one is named."""

    role: Role
    tone: str
    text: str = ""
    icon: str = ""


_Places = tuple[list[tuple[_Words, QRect]], int]
"""Where the words stand in a card of some width, the first at 0, and how high all are."""


class ExerciseCard(PressableByEnter):
    """The whole card is one button, and one thing to read out.

    It paints its words itself: with a label for each, the window would take a tenth longer to be
    there.
    """

    def __init__(
        self, look: Look, exercise: Exercise, videos: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.exercise = exercise
        self._look = look
        self._dose = _Words(Role.CAPTION, "ink2")
        self._state = _Words(Role.SMALL, "clay")
        self._words = (_Words(Role.ROW_TITLE, "ink", exercise.title), self._dose, self._state)
        self._places: dict[int, _Places] = {}
        self._least_width = 0
        self._picture = Thumbnail(look, exercise, videos)
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
        return tuple(words.text for words in self._words if words.text)

    def set_picture_size(self, size: QSize) -> None:
        """The picture's size at 100 % text."""
        self._picture.set_size(size)
        self._arrange()

    def show_programme(self, programme: Programme, not_from_page: str) -> None:
        """The dose in force, and whether it is the page's."""
        exercise = self.exercise
        changes = programme.changes_of(exercise.id)
        dose = "" if changes else page_range(exercise.dose)
        dose = dose or dose_words(exercise.dose.prescription(changes), exercise.dose.adjustable)
        state, self._state.icon, self._state.tone = "", "check", "primary"
        if not exercise.from_page:
            state, self._state.icon, self._state.tone = not_from_page, "info", "clay"
        elif changes:
            state = "Your own dose"
        self._dose.text, self._state.text = dose[0].upper() + dose[1:], state
        self.setAccessibleName(". ".join(part for part in (exercise.title, dose, state) if part))
        self._arrange()

    # Geometry: the picture, and beside it the words in as many lines as they need. Layouts ask
    # again and again, and measuring words takes long.

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        if self._least_width == 0:
            longest = max(
                self._look.theme.metrics(words.role).horizontalAdvance(word) + self._beside(words)
                for words in self._words
                for word in words.text.split()
            )
            self._least_width = self._words_left() + longest + 1 + _RIGHT
        return QSize(self._least_width, self.heightForWidth(1_000_000))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        _, high = self._places_at(width)
        return max(self._picture.size().height(), high) + 2 * _ABOVE

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = self.underMouse() or self.isDown()
        frame = 2 if theme.tokens.is_high_contrast else 1
        painter.setPen(QPen(theme.color("primary" if lit else "line"), frame))
        painter.setBrush(theme.color("tint" if lit else "surface"))
        half = frame / 2
        ground = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(ground, _RADIUS - half, _RADIUS - half)
        size = self._picture.size()
        corner = QPoint(_LEFT, (self.height() - size.height()) // 2)
        self._picture.paint(painter, QRectF(QRect(corner, size)))
        if self._picture.waits:
            QTimer.singleShot(0, self, self._load_picture)
        places, high = self._places_at(self.width())
        down = (self.height() - high) // 2
        for words, above in places:
            place = above.translated(0, down)
            color = theme.color(words.tone)
            if words.icon:
                side = theme.px(_ICON)
                icon = QRectF(place.left() - self._beside(words), place.top(), side, side)
                self._look.icons.paint(painter, words.icon, color.name(), icon)
            painter.setFont(theme.font(words.role))
            painter.setPen(color)
            painter.drawText(place, _WRAP, words.text)

    def _places_at(self, width: int) -> _Places:
        if width not in self._places:
            self._places[width] = self._measure(width)
        return self._places[width]

    def _measure(self, width: int) -> _Places:
        places, high = [], -_BETWEEN
        for words in self._words:
            if words.text:
                left = self._words_left() + self._beside(words)
                room = QRect(left, high + _BETWEEN, max(1, width - left - _RIGHT), 10_000)
                metrics = self._look.theme.metrics(words.role)
                lines = metrics.boundingRect(room, _WRAP, words.text).height()
                room.setHeight(max(lines, self._look.theme.px(_ICON) if words.icon else 0))
                places.append((words, room))
                high = room.bottom() + 1
        return places, high

    def _words_left(self) -> int:
        return _LEFT + self._picture.size().width() + _AFTER_PICTURE

    def _beside(self, words: _Words) -> int:
        return self._look.theme.px(_ICON) + _AFTER_ICON if words.icon else 0

    def _load_picture(self) -> None:
        if self._picture.waits:
            self._picture.load()
            self.update()

    def _arrange(self) -> None:
        self._places.clear()
        self._least_width = 0
        self.updateGeometry()
        self.update()
