"""A tick box with the picture and the words of an exercise; all of it can be pressed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from backrehab.core.model import Exercise
from backrehab.ui.look import Look
from backrehab.ui.picture_words import PictureWords, Words
from backrehab.ui.theme import Role
from backrehab.ui.thumbnail import Thumbnail
from backrehab.ui.tick_box import BOX, paint_box

_LEFT, _AFTER_BOX = 16, 14
_RADIUS = 12


class TickRow(QCheckBox):
    """Ticked is in, not ticked is out; `toggled` says the new state. Enter ticks as Space does."""

    def __init__(
        self,
        look: Look,
        exercise: Exercise,
        videos: Path,
        picture: QSize,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.exercise = exercise
        self._look = look
        self._dose = Words(Role.CAPTION, "ink2")
        self._notice = Words(Role.CAPTION, "clay", "", "info")
        thumbnail = Thumbnail(look, exercise, videos)
        thumbnail.set_size(picture)
        words = (Words(Role.ROW_TITLE, "ink", exercise.title), self._dose, self._notice)
        self._face = PictureWords(look, thumbnail, words)
        self.setProperty("focus_radius", _RADIUS)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self._arrange)
        self._arrange()

    def show_words(self, dose: str, notice: str = "") -> None:
        """What is said under the name."""
        self._dose.text = dose[:1].upper() + dose[1:]
        self._notice.text = notice
        self.setAccessibleName(
            ". ".join(part for part in (self.exercise.title, dose, notice) if part)
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
        return max(48, self._face.height_at(width))

    def hitButton(self, place: QPoint) -> bool:
        return self.rect().contains(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("tint"))
            painter.drawRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
        side = theme.px(BOX)
        box = QRectF(_LEFT, (self.height() - side) / 2, side, side)
        paint_box(painter, self._look, box, ticked=self.isChecked())
        self._face.paint(painter, self.size())
        if self._face.picture.waits:
            QTimer.singleShot(0, self, self._load_picture)

    def _load_picture(self) -> None:
        if self._face.picture.waits:
            self._face.picture.load()
            self.update()

    def _arrange(self) -> None:
        self._face.left = _LEFT + self._look.theme.px(BOX) + _AFTER_BOX
        self._face.forget()
        self.updateGeometry()
        self.update()
