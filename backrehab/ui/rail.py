"""The way to the pages: a rail at the left, or one bar above on small screens."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from backrehab.ui.buttons import Button, Kind, PressableByEnter
from backrehab.ui.controls import Label
from backrehab.ui.look import Look
from backrehab.ui.mark import Mark
from backrehab.ui.reflow import Room
from backrehab.ui.scroll_page import ScrollPage
from backrehab.ui.theme import Role

_WRAP = Qt.TextFlag.TextWordWrap

PAGES = (
    ("today", "Today", "sun"),
    ("library", "Library", "layout-grid"),
    ("diary", "Diary", "calendar-days"),
    ("settings", "Settings", "settings"),
)
"""Name, word and icon of the pages with a place in the rail, in order."""


class RailItem(PressableByEnter):
    """One page: icon and word side by side, or the word small under the icon."""

    def __init__(
        self,
        look: Look,
        text: str,
        icon: str,
        *,
        short_text: str = "",
        is_help: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setText(text)  # a button made with it looks at whether it is an icon
        self._look = look
        self._icon = icon
        self._long, self._short = text, short_text or text
        self._is_help = is_help
        self._narrow = False
        self._chosen = False
        self.setAccessibleName(text)
        self.setProperty("focus_radius", 12)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        look.changed.connect(self._take_look)

    @property
    def is_chosen(self) -> bool:
        """Whether this is the page that is open."""
        return self._chosen

    def set_chosen(self, chosen: bool) -> None:
        """Marks the page that is open, for eyes and for screen readers."""
        self._chosen = chosen
        self.setAccessibleDescription("You are here" if chosen else "")
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        """Puts the word under the icon, or beside it."""
        self._narrow = narrow
        self._take_look()

    def sizeHint(self) -> QSize:
        px = self._look.theme.px
        metrics = QFontMetrics(self._look.theme.font(self._role()))
        if self._narrow:
            return QSize(px(80), px(26) + 6 + self._words_height(px(80) - 4) + 2 * 9)
        height = max(px(52), 2 * metrics.lineSpacing() + 16 if self._is_help else 0)
        return QSize(px(187), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        px = theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        if self._is_help:
            color = theme.color("clay")
        else:
            color = theme.color("primary" if self._chosen else "ink2")
        font = theme.font(self._role())
        if self._chosen:
            font.setBold(True)
        painter.setFont(font)
        size = px(26)
        if self._narrow:
            place = QRectF((self.width() - size) / 2, 9, size, size)
            words = QRect(2, 9 + size + 6, self.width() - 4, self.height() - size - 15)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | _WRAP
        else:
            place = QRectF(px(14), (self.height() - size) / 2, size, size)
            left = px(14) + size + px(14)
            inset = px(40) if self._is_help else 6  # two even lines
            words = QRect(left, 0, self.width() - left - inset, self.height())
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | _WRAP
        self._look.icons.paint(painter, self._icon, color.name(), place)
        if not self._is_help and not self._chosen:
            color = theme.color("ink2")
        painter.setPen(color)
        painter.drawText(words, flags, self._words())

    def _paint_ground(self, painter: QPainter) -> None:
        theme = self._look.theme
        area = QRectF(self.rect())
        if self._is_help:
            painter.setPen(QPen(theme.color("clay"), 2))
            chosen = self._chosen or self.underMouse()
            painter.setBrush(theme.color("clay_tint" if chosen else "surface"))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 12, 12)
        elif self._chosen:
            painter.setPen(QPen(theme.color("line"), 1))
            painter.setBrush(theme.color("surface"))
            painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 12, 12)
            bar = QRectF(0, 0, 4, theme.px(28))
            bar.moveCenter(area.center())
            bar.moveLeft(0)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("primary"))
            painter.drawRoundedRect(bar, 2, 2)
        elif self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("tint"))
            painter.drawRoundedRect(area, 12, 12)

    def _words(self) -> str:
        return self._short if self._narrow else self._long

    def _role(self) -> Role:
        if self._narrow:
            return Role.SMALL
        return Role.BUTTON if self._is_help or self._chosen else Role.BODY

    def _words_height(self, width: int) -> int:
        font = self._look.theme.font(Role.SMALL)
        font.setBold(True)
        room = QRect(0, 0, width, 10_000)
        return QFontMetrics(font).boundingRect(room, _WRAP, self._words()).height()

    def _take_look(self) -> None:
        self.updateGeometry()
        self.update()


class Rail(QFrame):
    """Mark and pages at the left; the help cards always last and always in sight.

    Signals:
        page_wanted: arg: the page's name.
    """

    page_wanted = Signal(str)

    def __init__(self, look: Look, drawing: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setProperty("bar", "rail")
        self._narrow = False
        self._mark = Mark(look, drawing)
        self._name = Label("BackRehab", Role.VALUE, wraps=False)
        self._head = QHBoxLayout()
        self._head.setSpacing(10)
        self._head.addWidget(self._mark)
        self._head.addWidget(self._name, 1)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(4)
        self._column.addLayout(self._head)
        self._column.addSpacing(22)
        self._items: dict[str, RailItem] = {}
        for name, word, icon in PAGES:
            if name == "settings":
                self._column.addStretch(1)
            self._add(name, RailItem(look, word, icon))
        self._column.addSpacing(14)
        self._add(
            "help",
            RailItem(look, "When to get help", "life-buoy", short_text="Get help", is_help=True),
        )
        look.changed.connect(self._arrange)
        self._arrange()

    def item(self, name: str) -> RailItem:
        """The entry of a page."""
        return self._items[name]

    def set_narrow(self, narrow: bool) -> None:
        """The rail with words under the icons, or beside them."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._arrange()

    def choose(self, name: str) -> None:
        """Marks the page that is open; a name without an entry marks none."""
        for known, item in self._items.items():
            item.set_chosen(known == name)

    def _add(self, name: str, item: RailItem) -> None:
        self._items[name] = item
        item.clicked.connect(lambda: self.page_wanted.emit(name))
        self._column.addWidget(item)

    def _arrange(self) -> None:
        px = self._look.theme.px
        self._name.setVisible(not self._narrow)
        for item in self._items.values():
            item.set_narrow(self._narrow)
        side = 7 if self._narrow else 12
        self._column.setContentsMargins(side, 24 if not self._narrow else 16, side, 16)
        self.setFixedWidth(px(96) if self._narrow else px(212))
        # Alone in its row the mark stands in the middle by itself.
        self._head.setContentsMargins(0 if self._narrow else 10, 0, 0, 0)


class TopBar(QFrame):
    """One bar for small screens and large text: back, help and the menu.

    Signals:
        back_wanted: To where the person came from.
        help_wanted: The help cards.
        menu_wanted: The list of pages, or away from it.
    """

    back_wanted = Signal()
    help_wanted = Signal()
    menu_wanted = Signal()

    def __init__(self, look: Look, drawing: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bar", "sunken")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(16)
        self.back = Button(look, "Back", "chevron-left")
        self._mark = Mark(look, drawing)
        self.help = Button(look, "Get help", "life-buoy", Kind.CLAY)
        self.menu = Button(look, "Menu", "menu")
        for button in (self.back, self.help, self.menu):
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row.addWidget(self.back)
        row.addWidget(self._mark)
        row.addStretch(1)
        row.addWidget(self.help)
        row.addWidget(self.menu)
        self.help.setAccessibleName("When to get help")
        self.back.clicked.connect(self.back_wanted)
        self.help.clicked.connect(self.help_wanted)
        self.menu.clicked.connect(self.menu_wanted)
        self.set_back("")

    def set_back(self, place: str) -> None:
        """Names where Back leads ("Library"); without a name there is only the mark."""
        self.back.set_text(place)
        self.back.setAccessibleName(f"Back to {place}")
        self.back.setVisible(bool(place))
        self._mark.setVisible(not place)


class MenuPage(ScrollPage):
    """The pages as a list, where there is no rail.

    Signals:
        page_wanted: arg: the page's name.
    """

    page_wanted = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = self.body
        column.setSpacing(8)
        column.addWidget(Label("Menu", Role.PAGE_TITLE))
        self._items: dict[str, RailItem] = {}
        for name, word, icon in PAGES:
            item = RailItem(look, word, icon)
            self._items[name] = item
            column.addWidget(item)
            item.clicked.connect(lambda _=False, page=name: self.page_wanted.emit(page))
        column.addStretch(1)

    def choose(self, name: str) -> None:
        """Marks the page the menu was opened on."""
        for known, item in self._items.items():
            item.set_chosen(known == name)

    def arrange(self, room: Room) -> None:
        """One column at every size."""
        self.set_edge(room.edge, room.most_width)

    def item(self, name: str) -> RailItem:
        """The entry of a page."""
        return self._items[name]
