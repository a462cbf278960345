"""The session's controls: six big buttons with a picture and a word, to be hit from a mat."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from backrehab.ui.big_text import fitting_px, screen_font
from backrehab.ui.look import Look

CARRY_ON = "Carry on"
"""What the button says that ends a pause."""

_LEAST = 88
_RADIUS = 16
_WEIGHT = QFont.Weight.DemiBold


class SessionButton(QAbstractButton):
    """A painted button, icon above word; Enter presses it as Space does."""

    def __init__(
        self,
        look: Look,
        icon: str,
        text: str,
        *,
        main: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._icon = icon
        self._main = main
        self._label_px = 20.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty("focus_radius", _RADIUS)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.say(icon, text)
        look.changed.connect(self.update)

    def say(self, icon: str, text: str, spoken: str = "") -> None:
        """Another picture and word, and what a screen reader says where that should be more."""
        self._icon = icon
        self.setText(text)
        self.setAccessibleName(spoken or text)
        self.update()

    def set_label_px(self, px: float) -> None:
        self._label_px = px
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._look.theme.tokens
        ground, edge, ink = self._colors()
        painter.setBrush(self._look.theme.color(ground))
        line = Qt.PenStyle.SolidLine if self.isEnabled() else Qt.PenStyle.DashLine
        painter.setPen(QPen(self._look.theme.color(edge), 2, line))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        icon = self.height() * 0.36
        top = self.height() * 0.13
        place = QRectF((self.width() - icon) / 2, top, icon, icon)
        color = getattr(tokens, ink)
        self._look.icons.paint(painter, self._icon, color, place)
        painter.setPen(self._look.theme.color(ink))
        label_top = round(top + icon)
        room = QRect(6, label_top, self.width() - 12, round(self.height() * 0.95) - label_top)
        px = fitting_px(self.text(), room.size(), self._label_px, _WEIGHT)
        painter.setFont(screen_font(px, _WEIGHT))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, self.text())

    def _colors(self) -> tuple[str, str, str]:
        if not self.isEnabled():
            return "sunken", "border", "ink2"
        lit = self.isDown() or self.underMouse()
        if self._main:
            ground = "primary_strong" if lit else "primary"
            return ground, ground, "on_primary"
        ground = "tint" if lit else "surface"
        return ground, "primary_strong" if self.isDown() else "border", "ink"


class SessionControls(QWidget):
    """Stop alone at the left; Back, Pause, Skip in the middle; Sound and Help at the right.

    Signals:
        stop_wanted, back_wanted, pause_wanted, skip_wanted, sound_wanted, help_wanted: The
            button of that name was pressed.
    """

    stop_wanted = Signal()
    back_wanted = Signal()
    pause_wanted = Signal()
    skip_wanted = Signal()
    sound_wanted = Signal()
    help_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        # The order here is the order of the Tab key.
        self.stop_button = SessionButton(look, "square", "Stop", parent=self)
        self.back_button = SessionButton(look, "skip-back", "Back", parent=self)
        self.pause_button = SessionButton(look, "pause", "Pause", main=True, parent=self)
        self.skip_button = SessionButton(look, "skip-forward", "Skip", parent=self)
        self.sound_button = SessionButton(look, "volume-2", "Sound", parent=self)
        self.help_button = SessionButton(look, "life-buoy", "Help", parent=self)
        self.stop_button.setToolTip("End here. What you did is kept.")
        self.back_button.setToolTip("Start this exercise again")
        self.skip_button.setToolTip("Leave this exercise out")
        self.stop_button.clicked.connect(self.stop_wanted)
        self.back_button.clicked.connect(self.back_wanted)
        self.pause_button.clicked.connect(self.pause_wanted)
        self.skip_button.clicked.connect(self.skip_wanted)
        self.sound_button.clicked.connect(self.sound_wanted)
        self.help_button.clicked.connect(self.help_wanted)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    @property
    def buttons(self) -> tuple[SessionButton, ...]:
        """All six, left to right."""
        return (
            self.stop_button,
            self.back_button,
            self.pause_button,
            self.skip_button,
            self.sound_button,
            self.help_button,
        )

    def show_going(self, *, going: bool) -> None:
        """Says Pause while the session runs and Carry on while it stands still."""
        if going:
            self.pause_button.say("pause", "Pause")
        else:
            self.pause_button.say("play", CARRY_ON)

    def show_sounds(self, *, on: bool, available: bool) -> None:
        """Whether sounds are on, and whether this computer can make any."""
        self.sound_button.setEnabled(available)
        if not available:
            self.sound_button.say("volume-x", "No sound", "This computer plays no sound")
        elif on:
            self.sound_button.say("volume-2", "Sound", "Sound is on")
        else:
            self.sound_button.say("volume-x", "Sound off", "Sound is off")

    @staticmethod
    def height_for(window: QSize) -> int:
        """How high the bar is in a window of this size."""
        return _button_height(window) + 28

    def set_window_size(self, window: QSize) -> None:
        """Sizes follow the window, not the text setting."""
        self._button_height = _button_height(window)
        self.setFixedHeight(self.height_for(window))
        for button in self.buttons:
            button.set_label_px(max(18.0, self._button_height * 0.226))
        self._arrange()

    _button_height = _LEAST

    def _arrange(self) -> None:
        """Mock-up proportions where there is room, closer together where there is not."""
        scale = self._button_height / _LEAST
        room = self.width()
        edge = min(24.0 * scale, room * 0.025)
        gap = max(8.0, min(14.0 * scale, room * 0.0145))
        pause = 220.0 * min(scale, max(1.0, room / 974))
        if room < 2 * edge + 5 * gap + pause + 5 * _LEAST:
            edge, gap = 12.0, 8.0
        small = min(100.0 * scale, (room - 2 * edge - 5 * gap - pause) / 5)
        if small < _LEAST:
            pause = max(120.0, pause - 5 * (_LEAST - small))
            small = (room - 2 * edge - 5 * gap - pause) / 5
        right = room - edge - 2 * small - gap
        left = edge + small
        middle = 2 * small + pause + 2 * gap
        start = left + (right - left - middle) / 2
        places = [
            (edge, small),
            (start, small),
            (start + small + gap, pause),
            (start + small + pause + 2 * gap, small),
            (right, small),
            (right + small + gap, small),
        ]
        top = (self.height() - self._button_height) // 2
        for button, (x, width) in zip(self.buttons, places, strict=True):
            button.setGeometry(round(x), top, round(width), self._button_height)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: ARG002 - Qt's signature
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.theme.color("bg"))
        painter.fillRect(0, 0, self.width(), 1, self._look.theme.color("line"))


def _button_height(window: QSize) -> int:
    return max(_LEAST, round(0.115 * min(window.height(), window.width() * 0.75)))
