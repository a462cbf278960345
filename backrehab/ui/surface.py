"""The painted surface a clip is shown on, or the exercise in words where there is no clip."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QImage,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from backrehab.core.clip import SafeBox
from backrehab.players.base import Player
from backrehab.ui.big_text import screen_font
from backrehab.ui.look import Look

_RADIUS = 20

# Where nothing is known of a clip, the figure is taken to keep off the outer twelfths left and
# right, as films do; so much may be lost to fill a place that is less wide than the picture.
_SAFE_BOX = QRectF(0.08, 0.0, 0.84, 1.0)


def picture_place(picture: QSize, area: QRect, safe_box: QRectF = _SAFE_BOX) -> QRect:
    """Where a picture goes: its safe box fills the area, never past covering it.

    Args:
        picture: The picture's true size.
        area: What is to be filled.
        safe_box: The part that has to be seen, in parts of the picture's width and height.
    """
    across, down = area.width() / picture.width(), area.height() / picture.height()
    scale = min(across / safe_box.width(), down / safe_box.height(), max(across, down))
    width, height = round(picture.width() * scale), round(picture.height() * scale)
    left = _along(area.left(), area.width(), width, safe_box.center().x())
    top = _along(area.top(), area.height(), height, safe_box.center().y())
    return QRect(left, top, width, height)


def _along(start: int, length: int, size: int, middle: float) -> int:
    if size <= length:
        return start + (length - size) // 2
    wanted = start + length / 2 - middle * size
    return round(min(start, max(start + length - size, wanted)))


class ClipStage(QWidget):
    """Shows a player's pictures; where there are none, the exercise's name and steps.

    Signals:
        clicked: The picture was pressed and let go.
        began: The first picture of a player is there.
        turned: The pictures are mirrored now, or no longer.
        words_changed: The words have taken the picture's place, or given it back.
    """

    clicked = Signal()
    began = Signal()
    turned = Signal()
    words_changed = Signal()

    def __init__(
        self, look: Look, parent: QWidget | None = None, *, rounded: bool = False
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._rounded = rounded
        self._player: Player | None = None
        self._picture = QImage()
        self._poster = QImage()
        self._failed = False
        self._mirrored = False
        self._safe_box = _SAFE_BOX
        self._title = ""
        self._steps: tuple[str, ...] = ()
        self._head = 0
        self._says_name = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 90)
        look.changed.connect(self.update)

    def show_player(self, player: Player, poster: Path | None = None) -> None:
        """Paints this player's pictures from now on; the `poster` until the first one comes."""
        self.leave_player()
        self._player = player
        self._poster = QImage(str(poster)) if poster is not None else QImage()
        player.picture.connect(self._take)
        player.failed.connect(self._give_up)
        self._name_it()

    def leave_player(self) -> None:
        """Shows none of the player's pictures any more, not even one that comes late."""
        if self._player is not None:
            self._player.picture.disconnect(self._take)
            self._player.failed.disconnect(self._give_up)
        self._player = None
        self._picture = QImage()
        self._poster = QImage()
        self._failed = False
        self._name_it()
        self.update()

    def set_still(self, title: str, steps: Sequence[str]) -> None:
        """What stands in the clip's place while there is none, or none that can be played."""
        self._title, self._steps = title, tuple(steps)
        self._name_it()
        self.update()

    def set_mirrored(self, mirrored: bool) -> None:
        """Shows the other side: the clip's left becomes right."""
        if mirrored != self._mirrored:
            self._mirrored = mirrored
            self.update()
            self.turned.emit()

    def set_safe_box(self, box: SafeBox | None) -> None:
        """The part of the clip that has to be seen; None where nothing is known of it."""
        self._safe_box = (
            QRectF(box.x, box.y, box.width, box.height) if box is not None else _SAFE_BOX
        )
        self.update()

    def set_head(self, height: int, *, says_name: bool = False) -> None:
        """Leaves so much at the top to whatever lies over it.

        Where that `says_name`, the words in a clip's place don't say it again.
        """
        if (height, says_name) != (self._head, not self._says_name):
            self._head, self._says_name = height, not says_name
            self.update()

    @property
    def mirrored(self) -> bool:
        return self._mirrored

    @property
    def shows_words(self) -> bool:
        """Whether the name and steps are shown in the clip's place."""
        return self._player is None or self._failed

    def picture(self) -> QImage:
        """The last picture, as it came; null before the first."""
        return self._picture

    def picture_size(self) -> QSize:
        """The true size of the pictures, which their own pixels may not have."""
        size = self._player.picture_size() if self._player is not None else QSize()
        return self._picture.size() if size.isEmpty() else size

    def figure_place(self) -> QRect:
        """Where the figure moves about; all of the stage while nothing is known of it."""
        shape = self._poster.size() if self._picture.isNull() else self.picture_size()
        if shape.isEmpty():
            return self._area
        place, box = picture_place(shape, self._area, self._safe_box), self._safe_box
        figure = QRectF(
            place.left() + box.left() * place.width(),
            place.top() + box.top() * place.height(),
            box.width() * place.width(),
            box.height() * place.height(),
        ).toAlignedRect()
        if self._mirrored:
            figure.moveRight(self.width() - 1 - figure.left())
        return figure.intersected(self._area)

    @property
    def _area(self) -> QRect:
        """Where the picture or the words are."""
        return self.rect().adjusted(0, self._head, 0, 0)

    @Slot(QImage)
    def _take(self, picture: QImage) -> None:
        first = self._picture.isNull()
        self._picture = picture
        self._poster = QImage()
        self._failed = False
        self.update()
        if first:
            self._name_it()
            self.began.emit()

    @Slot(str)
    def _give_up(self, reason: str) -> None:  # noqa: ARG002 - the log has it; here are the steps
        self._failed = True
        self._name_it()
        self.update()

    def _name_it(self) -> None:
        if self.shows_words:
            steps = " ".join(f"{no}. {step}" for no, step in enumerate(self._steps, 1))
            self.setAccessibleName(f"{self._title}. No clip. {steps}".strip())
        else:
            self.setAccessibleName(f"Clip of {self._title}" if self._title else "Clip")
        self.words_changed.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.clicked.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.setAccepted(event.button() is Qt.MouseButton.LeftButton)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        theme = self._look.theme
        if self._rounded:
            outline = QPainterPath()
            outline.addRoundedRect(QRectF(self.rect()), theme.px(_RADIUS), theme.px(_RADIUS))
            painter.setClipPath(outline)
        if self.shows_words:
            painter.fillRect(self.rect(), theme.color("sunken"))
            self._paint_words(painter)
        elif not self._picture.isNull():
            self._paint_picture(painter, self._picture, self.picture_size())
        elif not self._poster.isNull():
            self._paint_picture(painter, self._poster, self._poster.size())
        else:
            painter.fillRect(self.rect(), theme.color("sunken"))

    def _paint_picture(self, painter: QPainter, picture: QImage, size: QSize) -> None:
        painter.save()
        area = self._area
        if self._mirrored:
            painter.translate(area.width(), 0)
            painter.scale(-1, 1)
        place = picture_place(size, area, self._safe_box)
        _stretch_edges(painter, picture, place, area)
        painter.drawImage(place, picture)
        painter.restore()
        tokens = self._look.theme.tokens
        if tokens.is_dark:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            painter.fillRect(area, QColor(tokens.dim_stage))

    def _paint_words(self, painter: QPainter) -> None:
        area = self._area
        margin = max(16, round(min(area.width(), area.height()) * 0.06))
        place = area.adjusted(margin, margin, -margin, -margin)
        px = round(self.height() * 0.075)
        while px > 12 and self._words_height(px, place.width()) > place.height():
            px -= 1
        theme = self._look.theme
        y = place.top() + max(0, place.height() - self._words_height(px, place.width())) // 3
        if self._says_name:
            painter.setPen(theme.color("ink"))
            title = screen_font(px * 1.25, QFont.Weight.Bold)
            painter.setFont(title)
            height = _text_height(title, place.width(), self._title)
            painter.drawText(QRect(place.left(), y, place.width(), height), _WRAP, self._title)
            y += height + px // 2
        font, disc = screen_font(px), round(px * 1.5)
        for no, step in enumerate(self._steps, 1):
            height = self._step_height(px, place.width(), step)
            circle = QRectF(place.left(), y, disc, disc)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("primary"))
            painter.drawEllipse(circle)
            painter.setPen(theme.color("on_primary"))
            painter.setFont(screen_font(px * 0.9, QFont.Weight.Bold))
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(no))
            painter.setPen(theme.color("ink"))
            painter.setFont(font)
            left = place.left() + disc + px // 2
            box = QRect(left, y, place.right() - left, height)
            painter.drawText(box, _WRAP | int(Qt.AlignmentFlag.AlignVCenter), step)
            y += height + px // 3

    def _words_height(self, px: int, width: int) -> int:
        height = 0
        if self._says_name:
            title = screen_font(px * 1.25, QFont.Weight.Bold)
            height = _text_height(title, width, self._title) + px // 2
        for step in self._steps:
            height += self._step_height(px, width, step) + px // 3
        return height

    def _step_height(self, px: int, width: int, step: str) -> int:
        disc = round(px * 1.5)
        return max(disc, _text_height(screen_font(px), width - disc - px // 2, step))


_WRAP = int(Qt.TextFlag.TextWordWrap)


def _text_height(font: QFont, width: int, text: str) -> int:
    return QFontMetrics(font).boundingRect(QRect(0, 0, width, 100_000), _WRAP, text).height()


def _stretch_edges(painter: QPainter, picture: QImage, place: QRect, area: QRect) -> None:
    """Fills what is left over with the picture's own edge, so that there are no bars."""
    wide, high = picture.width(), picture.height()
    above, below = place.top() - area.top(), area.bottom() - place.bottom()
    before, after = place.left() - area.left(), area.right() - place.right()
    if above > 0:
        target = QRect(place.left(), area.top(), place.width(), above + 1)
        painter.drawImage(target, picture, QRect(0, 0, wide, 1))
    if below > 0:
        target = QRect(place.left(), place.bottom(), place.width(), below + 1)
        painter.drawImage(target, picture, QRect(0, high - 1, wide, 1))
    if before > 0:
        target = QRect(area.left(), place.top(), before + 1, place.height())
        painter.drawImage(target, picture, QRect(0, 0, 1, high))
    if after > 0:
        target = QRect(place.right(), place.top(), after + 1, place.height())
        painter.drawImage(target, picture, QRect(wide - 1, 0, 1, high))
