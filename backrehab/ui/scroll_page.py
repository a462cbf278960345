"""A page that scrolls as a whole, and follows the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget


class ScrollPage(QScrollArea):
    """A page that scrolls up and down when it is too long; nothing inside it scrolls.

    What gets the focus by key is brought into sight.

    Attributes:
        content: The widget that holds the page.
        body: Its layout, from top to bottom.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.content = QWidget()
        self.body = QVBoxLayout(self.content)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(16)
        self.setWidget(self.content)
        self._edge, self._most_width, self._most_inside = 0, 1_000_000, 1_000_000
        self._seen_width = self._seen_height = 0
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)

    def set_edge(self, edge: int, most_width: int, most_inside: int = 1_000_000) -> None:
        """The space around the page; what is wider than `most_width` stands in the middle.

        Inside that, the content begins at the left and is no wider than `most_inside`.
        """
        self._edge, self._most_width, self._most_inside = edge, most_width, most_inside
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 120)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # The viewport is not asked, here or below: to hand out a widget that Qt made, PySide
        # first makes all its widget classes, a sixth of the time until the window is there.
        self._seen_width, self._seen_height = event.size().width(), event.size().height()
        self._fit()
        super().resizeEvent(event)

    def bring_into_sight(self, widget: QWidget) -> None:
        """Scrolls as far as it takes to see this, as large as it is by now."""
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        self._scroll_to(widget, 8)

    def scroll_by_key(self, key: int) -> bool:
        """Scrolls by a key that moves pages; whether it was one."""
        bar = self.verticalScrollBar()
        places = {
            Qt.Key.Key_PageDown: bar.value() + bar.pageStep(),
            Qt.Key.Key_PageUp: bar.value() - bar.pageStep(),
            Qt.Key.Key_Home: bar.minimum(),
            Qt.Key.Key_End: bar.maximum(),
        }
        if key not in places:
            return False
        bar.setValue(places[Qt.Key(key)])
        return True

    def _fit(self) -> None:
        side = max(self._edge, (self.width() - self._most_width) // 2)
        right = max(side, self._seen_width - side - self._most_inside)
        self.body.setContentsMargins(side, min(self._edge, 24), right, self._edge)

    def _follow_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.content.isAncestorOf(now):
            self._scroll_to(now, 24)

    def _scroll_to(self, widget: QWidget, around: int) -> None:
        """Scrolls until all of it is in sight; from its top where it is higher than the page.

        Not by `ensureWidgetVisible`: of what can be typed into, that shows the cursor alone.
        """
        top = widget.mapTo(self.content, QPoint(0, 0)).y() - around
        below = top + widget.height() + 2 * around
        if widget.height() > self._seen_height:
            self.ensureWidgetVisible(widget, 0, around)
            return
        bar = self.verticalScrollBar()
        bar.setValue(min(top, max(bar.value(), below - self._seen_height)))
