"""A card over everything in a window, with fields and buttons; it scrolls where it is too long."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from backrehab.ui.announce import announce
from backrehab.ui.buttons import Button
from backrehab.ui.controls import Card, Label
from backrehab.ui.look import Look
from backrehab.ui.reflow import FlowLayout
from backrehab.ui.scroll_page import ScrollPage
from backrehab.ui.theme import Role

_WIDTH = 600
_AWAY = 16
_EDGE = 28
_INSIDE = 2
_SHADE = QColor(0, 0, 0, 115)  # 45 per cent


class OverCard(QWidget):
    """Filled from top to bottom, then shown by `come`, and there until `leave`.

    The Tab key stays among its controls, in the order they were added. No key and no shortcut
    reaches what lies behind, and the keyboard is taken back from there.

    Attributes:
        title: The words at its top.

    Signals:
        escaped: The Escape key.
    """

    escaped = Signal()

    def __init__(self, parent: QWidget, look: Look, title: str) -> None:
        super().__init__(parent)
        self._over = parent
        self._look = look
        self._focus_before = parent.window().focusWidget()
        self._stops: list[QWidget] = []
        self.setObjectName("over_card")
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.hide()
        self._card = Card(parent=self)
        self._page = ScrollPage()
        self._page.set_edge(_EDGE, 1_000_000)
        self._page.body.setSpacing(12)
        around = QVBoxLayout(self._card)
        around.setContentsMargins(_INSIDE, _INSIDE, _INSIDE, _INSIDE)
        around.addWidget(self._page)
        self.title = self.add_words(title, Role.CARD_TITLE)
        self._page.content.installEventFilter(self)
        parent.installEventFilter(self)
        look.changed.connect(self._fit)

    # To fill it

    def add(self, part: QWidget | QLayout, *stops: QWidget) -> None:
        """Adds something at the bottom; `stops` are what of it the Tab key comes to."""
        if isinstance(part, QWidget):
            self._page.body.addWidget(part)
        else:
            self._page.body.addLayout(part)
        self._stops.extend(stops)

    def add_words(self, words: str, role: Role = Role.BODY, tone: str = "") -> Label:
        """Adds a sentence or two."""
        label = Label(words, role, tone)
        self._page.body.addWidget(label)
        return label

    def add_gap(self) -> None:
        """A little more room, between what is said and what is to be done."""
        self._page.body.addSpacing(6)

    def add_button(self, button: Button) -> None:
        """Adds a button over the whole width, or for a quiet one, as wide as its words."""
        self.add(button, button)

    def add_buttons(self, *buttons: Button) -> None:
        """Adds buttons beside one another, as far as there is room."""
        row = FlowLayout(gap=12)
        for button in buttons:
            row.addWidget(button)
        self.add(row, *buttons)

    # To show it

    def come(self, first: QWidget | None = None) -> None:
        """Shows it, with the keyboard at `first`."""
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        self._fit()
        (first or self).setFocus(Qt.FocusReason.PopupFocusReason)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._hold_keyboard)
        self._page.verticalScrollBar().setValue(0)  # it is read from its beginning
        announce(self, self.title.text())

    def bring_into_sight(self, part: QWidget) -> None:
        """Scrolls as far as it takes to see this."""
        self._fit()
        self._page.bring_into_sight(part)

    def leave(self) -> None:
        """Takes it away; the keyboard goes back to where it was."""
        self._over.removeEventFilter(self)
        self.hide()
        before = self._focus_before
        is_there = before is not None and isValid(before) and before.isVisible()
        (before if before is not None and is_there else self._over).setFocus(
            Qt.FocusReason.PopupFocusReason
        )
        self.deleteLater()

    # Qt's own

    def focusNextPrevChild(self, forward: bool) -> bool:
        stops = [stop for stop in self._stops if stop.isVisible() and stop.isEnabled()]
        if stops:
            focus = QApplication.focusWidget()
            at = stops.index(focus) if focus in stops else -1 if forward else 0
            reason = (
                Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
            )
            stops[(at + (1 if forward else -1)) % len(stops)].setFocus(reason)
        return True

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()  # it is no shortcut then, but a key, which ends here
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() is QEvent.Type.Resize:
            self.setGeometry(self._over.rect())
        elif watched is not self._over and event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.isAutoRepeat():
            self.escaped.emit()
        self._page.scroll_by_key(event.key())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        QPainter(self).fillRect(self.rect(), _SHADE)

    def _hold_keyboard(self, before: QWidget | None, now: QWidget | None) -> None:
        """A page that comes into sight behind it takes the keyboard, as a second start has it."""
        if now is None or not self.isVisible() or not self._is_behind(now):
            return
        held = before is not None and before.isVisible() and self.isAncestorOf(before)
        (before if before is not None and held else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _is_behind(self, widget: QWidget) -> bool:
        if widget is self._over:
            return True
        layers = self._over.children()  # the last is the uppermost
        layer = next((at for at in layers if at is widget or _holds(at, widget)), None)
        return layer is not None and layers.index(layer) < layers.index(self)

    def _fit(self) -> None:
        """As high as what is in it, and no higher than the window."""
        room = self.rect().adjusted(_AWAY, _AWAY, -_AWAY, -_AWAY)
        width = min(self._look.theme.px(_WIDTH), room.width())
        around = self._card.width() - self._card.contentsRect().width() + 2 * _INSIDE
        high = self._page.body.totalHeightForWidth(width - around) + around
        # A bar that came while the words had less room would itself keep it from them.
        fits = high <= room.height()
        policies = Qt.ScrollBarPolicy
        self._page.setVerticalScrollBarPolicy(
            policies.ScrollBarAlwaysOff if fits else policies.ScrollBarAsNeeded
        )
        place = QRect(0, 0, width, min(high, room.height()))
        place.moveCenter(room.center())
        self._card.setGeometry(place)


def _holds(layer: QObject, widget: QWidget) -> bool:
    return isinstance(layer, QWidget) and layer.isAncestorOf(widget)
