"""A short word at the bottom of the page: what was done, with a way to undo it, or what is new."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QEnterEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)
from shiboken6 import isValid

from backrehab.ui.announce import announce
from backrehab.ui.buttons import Button, IconButton, Kind
from backrehab.ui.controls import Label
from backrehab.ui.look import Look
from backrehab.ui.theme import Role

STAYS_MS = 20_000

_AWAY = 20
_RING = 8
"""The room that the ring around a control takes."""


class Toast(QWidget):
    """One text at a time, at the bottom centre of its parent, for twenty seconds.

    Where it would lie over the control that has the keyboard, it stands just above that one.
    It stays while the pointer or the focus is on it. It never takes the keyboard. Ctrl+Z undoes as
    its button does, in a text field too as long as nothing was typed there.
    """

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._over = parent
        self._undo: Callable[[], None] | None = None
        self._undoes = True
        self._held = self._waits = False
        self._field: QWidget | None = None
        self._focus_before: QWidget | None = None
        self.label = Label("", Role.BODY)
        self.undo_button = Button(look, "Undo", "undo-2", Kind.TOAST)
        self.undo_button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.close_button = IconButton(look, "x", "Close this message", Kind.QUIET_TOAST)
        for button in (self.undo_button, self.close_button):
            button.setProperty("focus_token", "on_toast")
        self._timer = QTimer(self, singleShot=True, interval=STAYS_MS)
        self._timer.timeout.connect(self._go_when_let)
        self._shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), parent)
        self._shortcut.setEnabled(False)
        self._shortcut.activated.connect(self._take_back)
        self.undo_button.clicked.connect(self._take_back)
        self.close_button.clicked.connect(self.go)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 10, 8)
        row.setSpacing(12)
        row.addWidget(self.label, 1)
        row.addWidget(self.undo_button)
        row.addWidget(self.close_button)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.hide()
        parent.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        look.changed.connect(self._take_look)
        self._take_look()

    def say(
        self,
        text: str,
        undo: Callable[[], None] | None = None,
        *,
        action: str = "Undo",
        stays_ms: int = STAYS_MS,
    ) -> None:
        """Shows a text in place of the last one; with `undo` there is a button for it.

        Where it undoes nothing, `action` says on the button what it does.
        """
        self._timer.setInterval(stays_ms)
        self._undo = undo
        self._undoes = action == "Undo"
        self.undo_button.set_text(action)
        self.undo_button.set_icon("undo-2" if self._undoes else "pencil")
        self.label.setText(text)
        self.setAccessibleName(text)
        self.undo_button.setVisible(undo is not None)
        self._waits = self._held
        if not self._held:
            self._come()

    @property
    def leads_on(self) -> bool:
        """Whether it stands there with a way to something new, and not to undo something."""
        return self._undo is not None and not self._undoes and (self.isVisible() or self._waits)

    def set_held(self, held: bool) -> None:
        """Holds back what is said, and what stands there, until it is no longer in the way."""
        if held == self._held:
            return
        self._held = held
        if held:
            self._waits = self.isVisible()
            self._timer.stop()
            self._shortcut.setEnabled(False)
            self.hide()
        elif self._waits:
            self._waits = False
            self._come()

    def make_way(self) -> None:
        """Looks again whether it lies over what has the keyboard, and goes from there."""
        if self.isVisible():
            self._place()

    def _come(self) -> None:
        self._shortcut.setEnabled(self._undo is not None and self._undoes)
        self._place()
        self.show()
        self._place()  # its buttons have their true size only now
        self.raise_()
        self._watch(QApplication.focusWidget())
        self._timer.start()
        announce(self, self.label.text())

    def go(self) -> None:
        """Takes it away."""
        self._timer.stop()
        self._undo = None
        self._waits = False
        self._shortcut.setEnabled(False)
        self._watch(None)
        before = self._focus_before
        if self._has_keyboard() and before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()

    def forget_undo(self) -> None:
        """Takes it away where it would undo something: what that was done to is gone."""
        if self._undo is not None and self._undoes:
            self.go()

    def _take_back(self) -> None:
        undo = self._undo
        self.go()
        if undo is not None:
            undo()

    def _go_when_let(self) -> None:
        if self.underMouse() or self._has_keyboard():
            self._timer.start()
        else:
            self.go()

    def _place(self) -> None:
        room = self._over.size()
        widest = min(room.width() - 32, self._look.theme.px(760))
        metrics = self.label.fontMetrics()
        shown = [self.close_button, *([self.undo_button] if self._undo else [])]
        buttons = sum(self._row.spacing() + button.sizeHint().width() for button in shown)
        edges = self._row.contentsMargins()
        words = metrics.horizontalAdvance(self.label.text()) + edges.left() + edges.right() + 8
        width = min(widest, words + buttons)
        self.setFixedWidth(width)
        height = self._row.heightForWidth(width)
        self.resize(width, max(self.minimumSizeHint().height(), height))
        left = (room.width() - width) // 2
        self.move(left, self._top(left))

    def _top(self, left: int) -> int:
        low = self._over.height() - self.height() - _AWAY
        focused = QApplication.focusWidget()
        if focused is None or not self._over.isAncestorOf(focused):
            return low
        if self.isAncestorOf(focused):
            return min(self.y(), low)  # it doesn't go from under the keyboard
        place = QRect(focused.mapTo(self._over, QPoint(0, 0)), focused.size())
        place.adjust(-_RING, -_RING, _RING, _RING)
        above = place.top() - self.height()
        covers = QRect(left, low, self.width(), self.height()).intersects(place)
        return above if covers and above > _AWAY else low

    def _has_keyboard(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _focus_moved(self, old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isAncestorOf(now) and not self.isAncestorOf(old or now):
            self._focus_before = old
        if self.isVisible():
            self._watch(now)
            QTimer.singleShot(0, self, self.make_way)  # once the page has scrolled there

    def _watch(self, focused: QWidget | None) -> None:
        """A text field would keep Ctrl+Z for itself, even with nothing to undo in it."""
        if self._field is not None and isValid(self._field):
            self._field.removeEventFilter(self)
        self._field = focused if isinstance(focused, (QLineEdit, QPlainTextEdit)) else None
        if self._field is not None:
            self._field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.Resize and watched is self._over and self.isVisible():
            self._place()
        elif (
            kind is QEvent.Type.ShortcutOverride
            and watched is self._field
            and self._shortcut.isEnabled()
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and not _has_own_undo(watched)
        ):
            event.ignore()  # it is a shortcut then, and no key of the field
            return True
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        if self.isVisible():
            self._timer.start()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.theme.color("toast"))
        painter.drawRoundedRect(QRectF(self.rect()), 12, 12)

    def _take_look(self) -> None:
        self.label.setStyleSheet(f"color: {self._look.theme.tokens.on_toast};")
        if self.isVisible():
            QTimer.singleShot(0, self, self.make_way)  # when all have their new sizes
        self.update()


def _has_own_undo(field: QObject) -> bool:
    if isinstance(field, QLineEdit):
        return field.isUndoAvailable()
    return isinstance(field, QPlainTextEdit) and field.document().isUndoAvailable()
