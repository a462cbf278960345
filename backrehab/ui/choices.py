"""One of several, and on or off: both say what is chosen with a tick or a word."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton, QSizePolicy, QWidget

from backrehab.ui.look import Look
from backrehab.ui.reflow import FlowLayout
from backrehab.ui.theme import Role


class _Segment(QRadioButton):
    """One choice: a framed word, with a tick and a stronger frame once it is chosen."""

    def __init__(self, look: Look, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._look = look
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        look.changed.connect(self._take_look)

    def sizeHint(self) -> QSize:
        width = max(self._width_of(self.text()), self._look.theme.px(88))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        width = max(self._width_of(word) for word in self.text().split())
        return QSize(width, max(48, self._metrics().lineSpacing() + 22))

    def heightForWidth(self, width: int) -> int:
        """Long words, such as the name of a screen, stand in several lines."""
        room = QRect(0, 0, max(1, width - self._tick_room() - 36), 10_000)
        words = self._metrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self.text())
        return max(48, words.height() + 22)

    def hitButton(self, place: QPoint) -> bool:
        return self.rect().contains(place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        painter.setPen(QPen(theme.color("primary" if chosen else "border"), 2))
        painter.setBrush(theme.color("tint" if chosen or self.underMouse() else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 12, 12)
        color = theme.color("primary" if chosen else "ink")
        painter.setFont(theme.font(Role.BUTTON))
        painter.setPen(color)
        words = min(
            self._metrics().horizontalAdvance(self.text()), self.width() - self._tick_room() - 36
        )
        left = (self.width() - words - (self._tick_room() if chosen else 0)) / 2
        if chosen:
            size = theme.px(20)
            place = QRectF(left, (self.height() - size) / 2, size, size)
            self._look.icons.paint(painter, "check", color.name(), place)
            left += self._tick_room()
        painter.drawText(
            QRectF(left, 0, words + 2, self.height()),
            Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap,
            self.text(),
        )

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._look.theme.font(Role.BUTTON))

    def _width_of(self, words: str) -> int:
        return self._metrics().horizontalAdvance(words) + self._tick_room() + 40

    def _tick_room(self) -> int:
        return self._look.theme.px(20) + self._look.theme.px(8)

    def _take_look(self) -> None:
        self.updateGeometry()
        self.update()


class SegmentedChoice(QWidget):
    """One of a few words, all in sight; one tab stop, the arrow keys choose.

    Signals:
        chosen: The person picked another one; arg: its key.
    """

    chosen = Signal(str)

    def __init__(
        self,
        look: Look,
        name: str,
        choices: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        """Takes the choices as pairs of key and word, in order."""
        super().__init__(parent)
        self.setAccessibleName(name)
        row = FlowLayout(self, gap=8)
        self._group = QButtonGroup(self)
        self._segments: dict[str, _Segment] = {}
        for key, word in choices:
            segment = _Segment(look, word, self)
            segment.setAccessibleName(f"{name}: {word}")
            self._group.addButton(segment)
            row.addWidget(segment)
            self._segments[key] = segment
            segment.clicked.connect(self._tell)
        self._keep_one_stop()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def choose(self, key: str) -> None:
        """Marks one as chosen without a signal; an unknown key leaves none chosen."""
        if key in self._segments:
            self._segments[key].setChecked(True)  # the group lets go of the others
        else:
            self._group.setExclusive(False)
            for segment in self._segments.values():
                segment.setChecked(False)
            self._group.setExclusive(True)
        self._keep_one_stop()

    def choice(self) -> str:
        """The key of the chosen one, "" for none."""
        return next((key for key, it in self._segments.items() if it.isChecked()), "")

    def button(self, key: str) -> QRadioButton:
        """The one to press for `key`."""
        return self._segments[key]

    def _keep_one_stop(self) -> None:
        """Tab stops at the chosen one; Qt by itself lands on the first one at first."""
        stop = self.choice() or next(iter(self._segments))
        for key, segment in self._segments.items():
            stops = Qt.FocusPolicy.StrongFocus if key == stop else Qt.FocusPolicy.ClickFocus
            segment.setFocusPolicy(stops)

    def _tell(self) -> None:
        self._keep_one_stop()
        self.chosen.emit(self.choice())


class Switch(QCheckBox):
    """On or off, with the word beside it; `toggled` says the new state."""

    def __init__(self, look: Look, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        look.changed.connect(self._take_look)

    def sizeHint(self) -> QSize:
        px = self._look.theme.px
        metrics = QFontMetrics(self._look.theme.font(Role.BODY))
        words = metrics.horizontalAdvance(f"{self.text()}: {self._word(on=False)}")
        return QSize(px(56) + px(12) + words + 4, max(48, metrics.lineSpacing() + 20))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, place: QPoint) -> bool:
        return self.rect().contains(place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        px = theme.px
        on = self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(1, (self.height() - px(32)) / 2, px(56), px(32))
        can = self.isEnabled()
        filled = on and can
        line = Qt.PenStyle.SolidLine if can else Qt.PenStyle.DashLine
        painter.setPen(QPen(theme.color("primary" if filled else "border"), 2, line))
        painter.setBrush(theme.color("primary" if filled else "surface" if can else "sunken"))
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        knob = QRectF(0, 0, px(20), px(20))
        inset = track.height() / 2
        knob.moveCenter(track.center())
        knob.moveLeft((track.right() - inset if on else track.left() + inset) - knob.width() / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("on_primary" if filled else "border"))
        painter.drawEllipse(knob)
        painter.setPen(theme.color("ink" if can else "ink2"))
        painter.setFont(theme.font(Role.BODY))
        words = QRectF(self.rect()).adjusted(px(56) + px(12), 0, 0, 0)
        painter.drawText(
            words, Qt.AlignmentFlag.AlignVCenter, f"{self.text()}: {self._word(on=on)}"
        )

    def _word(self, *, on: bool) -> str:
        return "on" if on else "off"

    def _take_look(self) -> None:
        self.updateGeometry()
        self.update()
