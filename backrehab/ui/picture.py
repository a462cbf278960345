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


def small_still_beside(clip: Path) -> Path:
    """Where the same still is, small enough to be loaded at once; it may be missing."""
    return clip.with_suffix(".small.webp")


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


def paint_picture(
    painter: QPainter,
    look: Look,
    picture: QPixmap | Position,
    area: QRectF,
    *,
    radius: int,
    air: float,
) -> None:
    """Fills `area` with a still, or with a figure in a position and `air` (in parts) around it."""
    outline = QPainterPath()
    outline.addRoundedRect(area, radius, radius)
    painter.save()
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    painter.setClipPath(outline)
    if isinstance(picture, Position):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.theme.color("tint"))
        painter.drawRect(area)
        away_x, away_y = area.width() * air, area.height() * air
        paint_figure(painter, look, picture, area.adjusted(away_x, away_y, -away_x, -away_y))
    else:
        whole = QRectF(picture.rect())
        scale = max(area.width() / whole.width(), area.height() / whole.height())
        seen = QRectF(0, 0, area.width() / scale, area.height() / scale)
        seen.moveCenter(whole.center())
        painter.drawPixmap(area, picture, seen)
        if look.theme.tokens.is_dark:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.theme.color("dim"))
            painter.drawRect(area)
    painter.restore()


class ExercisePicture(QWidget):
    """A picture with rounded corners in the room it is given, never moving; not read out."""

    def __init__(self, look: Look, radius: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._radius = radius
        self._picture: QPixmap | Position = Position.LYING
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        look.changed.connect(self.update)

    def set_exercise(self, exercise: Exercise, videos: Path) -> None:
        """Shows the still of this exercise, or a figure in its position."""
        still = still_beside(videos / exercise.clip) if exercise.clip else None
        pixmap = QPixmap(str(still)) if still is not None else QPixmap()
        self._picture = exercise.position if pixmap.isNull() else pixmap
        self.update()

    def sizeHint(self) -> QSize:
        return _BOX

    def minimumSizeHint(self) -> QSize:
        return QSize(60, 40)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        paint_picture(painter, self._look, self._picture, area, radius=self._radius, air=0.18)
