"""Buttons in words or as an icon, as every screen uses them."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from backrehab.ui.look import Look
from backrehab.ui.theme import Role


class Kind(StrEnum):
    """What a button is for; one `MAIN` per screen."""

    NORMAL = "normal"
    MAIN = "main"
    QUIET = "quiet"
    CLAY = "clay"
    QUIET_CLAY = "quiet_clay"
    DEMO = "demo"  # on the dark bar of demo mode
    TOAST = "toast"
    QUIET_TOAST = "quiet_toast"


_INK: dict[Kind, str] = {
    Kind.NORMAL: "ink",
    Kind.MAIN: "on_primary",
    Kind.QUIET: "primary",
    Kind.CLAY: "clay",
    Kind.QUIET_CLAY: "clay",
    Kind.DEMO: "on_demo",
    Kind.TOAST: "on_toast",
    Kind.QUIET_TOAST: "on_toast",
}

_WRAP = Qt.TextFlag.TextWordWrap
_SLACK = 4  # what wrapping needs beyond the width of the words


class PressableByEnter(QPushButton):
    """A button that Enter presses just as Space does, in windows as in dialogs."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)


class _Ground(NamedTuple):
    """What a button's box is filled and framed with, by tokens; "" is nothing."""

    fill: str
    frame: str
    lit_fill: str
    lit_frame: str


_GROUNDS: dict[Kind, _Ground] = {
    Kind.NORMAL: _Ground("surface", "border", "tint", "border"),
    Kind.MAIN: _Ground("primary", "primary", "primary_strong", "primary_strong"),
    Kind.QUIET: _Ground("", "", "tint", ""),
    Kind.CLAY: _Ground("surface", "clay", "clay_tint", "clay"),
    Kind.QUIET_CLAY: _Ground("", "", "surface", ""),
    Kind.DEMO: _Ground("demo", "on_demo", "demo", "on_demo"),
    Kind.TOAST: _Ground("toast", "on_toast", "toast", "on_toast"),
    Kind.QUIET_TOAST: _Ground("", "", "toast", ""),
}
_LIGHTER_WHEN_LIT = frozenset({Kind.DEMO, Kind.TOAST, Kind.QUIET_TOAST})
"""Those that stand on a colour that has no tint."""

_FRAME, _CORNER = 2, 12


def _paint_ground(button: QPushButton, painter: QPainter, look: Look, kind: Kind) -> None:
    """The box of a button, without its words.

    Not by `QStyle`: it brings a hundred enumerations' members with it, and takes ten times as
    long, while the first page has buttons.
    """
    theme = look.theme
    fill, frame, lit_fill, lit_frame = _GROUNDS[kind]
    if button.isDown() or (button.underMouse() and button.isEnabled()):
        fill, frame = lit_fill, lit_frame
    if button.isDown() and kind is Kind.NORMAL:
        frame = "primary_strong"
    pen = QPen(theme.color(frame), _FRAME) if frame else QPen(Qt.PenStyle.NoPen)
    if not button.isEnabled():
        fill = "sunken"
        pen = QPen(theme.color("border"), _FRAME, Qt.PenStyle.DashLine)
    ground = theme.color(fill) if fill else None
    if ground is not None and kind in _LIGHTER_WHEN_LIT and button.underMouse():
        ground = ground.lighter(150)
    painter.setPen(pen)
    painter.setBrush(QBrush(ground) if ground is not None else QBrush())
    half = _FRAME / 2
    box = QRectF(button.rect()).adjusted(half, half, -half, -half)
    painter.drawRoundedRect(box, _CORNER - half, _CORNER - half)


class Button(PressableByEnter):
    """An action in words, with an icon in front where one is named; long words wrap."""

    def __init__(
        self,
        look: Look,
        text: str,
        icon: str | None = None,
        kind: str = Kind.NORMAL,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._look = look
        self._icon = icon
        self._kind = Kind(kind)
        self._heights: dict[int, int] = {}
        self._wraps = False
        self.setProperty("kind", self._kind.value)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        look.changed.connect(self._take_look)

    def set_text(self, text: str) -> None:
        """Changes the words, and the room they take."""
        if text != self.text():
            self._heights.clear()
            self.setText(text)
            self.updateGeometry()

    def set_kind(self, kind: Kind) -> None:
        """Makes it another kind of button."""
        if kind is not self._kind:
            self._kind = kind
            self.setProperty("kind", kind.value)
            self.style().unpolish(self)
            self.style().polish(self)
            self._take_look()

    def set_icon(self, icon: str | None) -> None:
        """Changes the icon by its name."""
        self._heights.clear()
        self._icon = icon
        self.updateGeometry()
        self.update()

    # Geometry: one line where there is room, the longest word at the least.

    def sizeHint(self) -> QSize:
        # A widget of fixed height is never given more than this, so wrapped words have to count.
        width = self._width_of_one_line()
        return QSize(width, self.heightForWidth(self.width() if self._wraps else width))

    def minimumSizeHint(self) -> QSize:
        metrics = self._metrics()
        longest = max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0)
        return QSize(longest + _SLACK + self._beside_text(), self.heightForWidth(1_000_000))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        # Layouts ask for the same widths again and again, and measuring words takes long.
        if width not in self._heights:
            room = QRect(0, 0, max(1, width - self._beside_text()), 10_000)
            lines = self._metrics().boundingRect(room, _WRAP, self.text()).height()
            self._heights[width] = max(self._least_height(), lines + 2 * self._padding())
        return self._heights[width]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wraps = self.width() < self._width_of_one_line()
        if wraps or self._wraps:
            self._wraps = wraps
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_ground(self, painter, self._look, self._kind)
        color = self._look.theme.color(_INK[self._kind] if self.isEnabled() else "ink2")
        room = self.width() - self._beside_text()
        flags = _WRAP | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self._look.theme.font(self._role()))
        metrics = self._metrics()
        words = metrics.boundingRect(QRect(0, 0, room + 1, self.height()), flags, self.text())
        width = words.width() + self._icon_room()
        left = (self.width() - width - self._after_text()) // 2
        if self._icon is not None:
            size = self._icon_size()
            place = QRectF(left, (self.height() - size) / 2, size, size)
            self._look.icons.paint(painter, self._icon, color.name(), place)
        painter.setPen(color)
        flags |= Qt.AlignmentFlag.AlignHCenter
        text_left = left + self._icon_room()
        painter.drawText(QRect(text_left, 0, words.width() + 1, self.height()), flags, self.text())

    def _role(self) -> Role:
        return Role.MAIN_BUTTON if self._kind is Kind.MAIN else Role.BUTTON

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._look.theme.font(self._role()))

    def _padding(self) -> int:
        return 18 if self._kind is Kind.MAIN else 11

    def _least_height(self) -> int:
        return 64 if self._kind is Kind.MAIN else 48

    def _width_of_one_line(self) -> int:
        words = self._metrics().horizontalAdvance(self.text())
        return words + _SLACK + self._beside_text()

    def _icon_size(self) -> int:
        return self._look.theme.px(24 if self._kind is Kind.MAIN else 22)

    def _icon_room(self) -> int:
        return 0 if self._icon is None else self._icon_size() + self._look.theme.px(10)

    def _beside_text(self) -> int:
        sides = 12 if self._kind in {Kind.QUIET, Kind.QUIET_CLAY} else 20
        return 2 * sides + self._icon_room() + self._after_text()

    def _after_text(self) -> int:
        """Room for what another kind of button has behind its words."""
        return 0

    def _take_look(self) -> None:
        self._heights.clear()
        self.updateGeometry()
        self.update()


class IconButton(PressableByEnter):
    """An action shown by an icon alone; its name is the tooltip and what is read out."""

    def __init__(
        self,
        look: Look,
        icon: str,
        name: str,
        kind: str = Kind.NORMAL,
        parent: QWidget | None = None,
        *,
        tone: str = "",
    ) -> None:
        """`tone` is the icon's colour, by its token, where it is not the kind's own."""
        super().__init__(parent)
        self._look = look
        self._icon = icon
        self._kind = Kind(kind)
        self._tone = tone or _INK[self._kind]
        self.setProperty("kind", self._kind.value)
        self.set_name(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        look.changed.connect(self._take_look)

    def set_name(self, name: str) -> None:
        """What the button does, in words that name its row ("Delete bridging, 2 March")."""
        self.setAccessibleName(name)
        self.setToolTip(name)

    def set_icon(self, icon: str) -> None:
        """Changes the icon by its name."""
        self._icon = icon
        self.update()

    def sizeHint(self) -> QSize:
        side = max(48, self._look.theme.px(24) + 22)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_ground(self, painter, self._look, self._kind)
        color = self._look.theme.color(self._tone if self.isEnabled() else "ink2")
        size = self._look.theme.px(24)
        place = QRectF((self.width() - size) / 2, (self.height() - size) / 2, size, size)
        self._look.icons.paint(painter, self._icon, color.name(), place)

    def _take_look(self) -> None:
        self.updateGeometry()
        self.update()
