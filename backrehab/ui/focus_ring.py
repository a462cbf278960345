"""The ring around the control that has the keyboard, shown once keys are used."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from shiboken6 import isValid

from backrehab.ui.look import Look

_AWAY = 3
_WIDTH = 3
_RADIUS = 12 + 6
_SILENT_KEYS = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_F11}
)


class FocusRing(QWidget):
    """An overlay over a whole window: a ring outside the focused control, nothing else.

    It follows focus, moves and scrolls, and lets every press through. A key shows it, the mouse
    hides it. A control with a property `focus_radius` says the radius of its own corners; one with
    `focus_token` the colour that is seen on what it stands on; one with `has_no_ring` is no
    control, but a page that hears keys for those in it.

    Signals:
        placed: It is around another control, or its control has moved.
    """

    placed = Signal()

    def __init__(self, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._look = look
        self._over = window
        self._by_key = False
        self._watched: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("")
        self.hide()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        look.changed.connect(self.refresh)

    def watch_keys(self) -> None:
        """Learns from the window's own input whether keys or the mouse are used.

        To be called once the window has been shown: its input arrives at its native part first,
        and only there is it cheap to look at.
        """
        native = self._over.window().windowHandle()
        if native is not None:
            native.removeEventFilter(self)
            native.installEventFilter(self)

    @property
    def target(self) -> QWidget | None:
        """The control the ring is around; none while it is hidden."""
        return self._watched[0] if self._watched and self.isVisible() else None

    def refresh(self) -> None:
        """Puts the ring where the focused control is now."""
        window = self._over
        now = QApplication.focusWidget()
        self._unwatch()
        unseen = now is None or now.window() is not window.window()
        if not self._by_key or now is None or unseen or now.property("has_no_ring"):
            self.hide()
            return
        widget: QWidget | None = now
        while widget is not None and widget is not window:
            widget.installEventFilter(self)
            self._watched.append(widget)
            widget = widget.parentWidget()
        place = self._place(now)
        self.setVisible(not place.isEmpty())
        self.setGeometry(place)
        self.raise_()
        self.update()
        self.placed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if Qt.Key(event.key()) not in _SILENT_KEYS and not self._by_key:
                self._by_key = True
                self.refresh()
        elif kind == QEvent.Type.MouseButtonPress:
            if self._by_key:
                self._by_key = False
                self.refresh()
        elif (
            kind in {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide}
            and watched in self._watched
        ):
            self.refresh()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = QApplication.focusWidget()
        if now is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        token = now.property("focus_token") or "focus"
        painter.setPen(QPen(self._look.theme.color(token), _WIDTH))
        radius = now.property("focus_radius")
        radius = radius + _AWAY + _WIDTH if isinstance(radius, int) else _RADIUS
        ring = self._around(now).translated(-self.pos())
        painter.drawRoundedRect(
            QRectF(ring).adjusted(1.5, 1.5, -1.5, -1.5), radius - 1.5, radius - 1.5
        )

    def _around(self, widget: QWidget) -> QRect:
        away = _AWAY + _WIDTH
        corner = widget.mapTo(self._over, QPoint(0, 0))
        return QRect(corner, widget.size()).adjusted(-away, -away, away, away)

    def _place(self, widget: QWidget) -> QRect:
        """The ring's own box, less what is scrolled out of sight."""
        place = self._around(widget) & self._over.rect()
        above = widget.parentWidget()
        while above is not None and above is not self._over:
            if isinstance(above, QScrollArea):
                view = above.viewport()
                corner = view.mapTo(self._over, QPoint(0, 0))
                away = _AWAY + _WIDTH
                place &= QRect(corner, view.size()).adjusted(-away, 0, away, 0)
            above = above.parentWidget()
        return place

    def _unwatch(self) -> None:
        for widget in self._watched:
            if isValid(widget):  # Qt may have deleted it since
                widget.removeEventFilter(self)
        self._watched.clear()

    def _focus_moved(self, _old: QWidget | None, _now: QWidget | None) -> None:
        self.refresh()
