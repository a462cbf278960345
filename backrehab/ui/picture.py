"""The picture of an exercise: a still beside its clip, or a drawn figure in its position."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from backrehab.core.model import Exercise, Position
from backrehab.ui.look import Look

_BOX = QSize(102, 68)  # the drawings below are made for this box
_LIMB, _CHAIR, _FLOOR = 8.5, 3.2, 5.0

_Line = tuple[tuple[float, float], ...]

# Head, then the trunk, then the limbs; the chair's parts last.
_FIGURES: dict[Position, tuple[tuple[float, float], _Line, tuple[_Line, ...], tuple[_Line, ...]]]
_FIGURES = {
    Position.LYING: (
        (19, 43),
        ((30, 46), (53, 47)),
        (((53, 47), (67, 25), (78, 47)),),
        (),
    ),
    Position.LYING_FACE_DOWN: (
        (19, 44),
        ((30, 47), (52, 47)),
        (((52, 47), (73, 47), (74, 25)),),
        (),
    ),
    Position.HANDS_AND_KNEES: (
        (23, 25),
        ((33, 30), (60, 30)),
        (((33, 30), (31, 49)), ((60, 30), (63, 48), (80, 48))),
        (),
    ),
    Position.SITTING: (
        (48, 12),
        ((47, 24), (46, 40)),
        (((46, 41), (66, 41), (68, 58)),),
        (((37, 18), (37, 46), (62, 46)), ((38, 46), (36, 61)), ((60, 46), (62, 61))),
    ),
    Position.STANDING: (
        (51, 10),
        ((51, 21), (51, 37)),
        (((51, 37), (47, 58)), ((51, 37), (57, 58)), ((51, 22), (42, 34))),
        (),
    ),
}


def still_beside(clip: Path) -> Path | None:
    """The still beside a clip, where there is one."""
    still = clip.with_suffix(".webp")
    return still if still.is_file() else None


def paint_figure(painter: QPainter, look: Look, position: Position, place: QRectF) -> None:
    """Draws a person in the position an exercise starts from, as large as `place` allows."""
    scale = min(place.width() / _BOX.width(), place.height() / _BOX.height())
    painter.save()
    painter.translate(place.center())
    painter.scale(scale, scale)
    painter.translate(-_BOX.width() / 2, -_BOX.height() / 2)
    head, trunk, limbs, chair = _FIGURES[position]
    theme = look.theme
    floor = QColor(theme.color("primary"))
    floor.setAlpha(90)
    low = 54.5 if position.on_the_floor else 62.5
    _draw(painter, ((12, low), (90, low)), floor, _FLOOR)
    for line in chair:
        _draw(painter, line, theme.color("border"), _CHAIR)
    for line in limbs:
        _draw(painter, line, theme.color("ink"), _LIMB)
    _draw(painter, trunk, theme.color("primary"), _LIMB + 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("ink"))
    painter.drawEllipse(QPointF(*head), 6.2, 6.2)
    painter.restore()


def _draw(painter: QPainter, line: _Line, color: QColor, width: float) -> None:
    pen = QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline([QPointF(*point) for point in line])


class ExercisePicture(QWidget):
    """A picture with rounded corners, never moving; not read out, its card is.

    Args:
        look: The look in force.
        size: Its size at 100 % text; `None` takes the room it is given.
        radius: Of its corners.
        parent: The widget it stands in.
    """

    def __init__(
        self,
        look: Look,
        size: QSize | None = _BOX,
        radius: int = 10,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._size = size
        self._radius = radius
        self._position = Position.LYING
        self._pixmap = QPixmap()
        kind = QSizePolicy.Policy.Expanding if size is None else QSizePolicy.Policy.Fixed
        self.setSizePolicy(kind, kind)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        look.changed.connect(self._take_look)

    def set_exercise(self, exercise: Exercise, videos: Path) -> None:
        """Shows the still of this exercise, or a figure in its position."""
        self._position = exercise.position
        still = still_beside(videos / exercise.clip) if exercise.clip else None
        self._pixmap = QPixmap(str(still)) if still is not None else QPixmap()
        self.update()

    def set_size(self, size: QSize) -> None:
        """Another size at 100 % text."""
        self._size = size
        self._take_look()

    def sizeHint(self) -> QSize:
        size = self._size or _BOX
        # Pictures need not grow as fast as words: beside them the words need the room.
        scale = (100 + self._look.theme.text_percent) / 200
        return QSize(round(size.width() * scale), round(size.height() * scale))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint() if self._size is not None else QSize(60, 40)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        area = QRectF(self.rect())
        outline = QPainterPath()
        outline.addRoundedRect(area, self._radius, self._radius)
        painter.setClipPath(outline)
        if self._pixmap.isNull():
            painter.fillRect(area, self._look.theme.color("tint"))
            room = 0.06 if self._size is not None else 0.18
            away_x, away_y = area.width() * room, area.height() * room
            paint_figure(
                painter,
                self._look,
                self._position,
                area.adjusted(away_x, away_y, -away_x, -away_y),
            )
            return
        picture = QRectF(self._pixmap.rect())
        scale = max(area.width() / picture.width(), area.height() / picture.height())
        seen = QRectF(0, 0, area.width() / scale, area.height() / scale)
        seen.moveCenter(picture.center())
        painter.drawPixmap(area, self._pixmap, seen)
        if self._look.theme.tokens.is_dark:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            painter.fillRect(area, self._look.theme.color("dim"))

    def _take_look(self) -> None:
        self.updateGeometry()
        self.update()
