"""What stands around the pages: the rail or the bar above, and the bar of the demo."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from backrehab.ui.look import Look
from backrehab.ui.rail import Rail
from backrehab.ui.reflow import Arrangement, Room
from backrehab.ui.trail import Trail

if TYPE_CHECKING:
    from backrehab.ui.demo_bar import DemoBar
    from backrehab.ui.rail import TopBar
    from backrehab.ui.sealed_bar import ClosedDiaryBar

BACK_TO = {
    "today": "Today",
    "library": "Library",
    "exercise": "Exercise",
    "diary": "Diary",
    "settings": "Settings",
    "about": "About",
    "help": "Help",
    "menu": "Menu",
    "sore_side": "Your exercise",
    "before": "Before you start",
    "programme": "My exercises",
    "goals": "My goals",
    "ways_out": "Your diary out",
    "session": "Your exercise",
    "one_session": "Session",
    "by_hand": "Add by hand",
    "first_run": "First notice",
}
"""What a way back is called, by the page it leads to."""


class Bars(QObject):
    """Each is made when it is first wanted, and put at its place in the window's grid.

    Signals:
        page_wanted: A page from the rail or the bar; arg: its name.
        back_wanted: To where the person came from.
        demo_wanted: The demo from its beginning, or out of it; arg: on.
        closed_diary_wanted: The diary is to be opened now, or asked about.
    """

    page_wanted = Signal(str)
    back_wanted = Signal()
    demo_wanted = Signal(bool)
    closed_diary_wanted = Signal()

    def __init__(self, look: Look, drawing: Path, grid: QGridLayout, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._drawing = drawing
        self._grid = grid
        self._room: Room | None = None
        self._is_alone = self._is_closed = False

    @property
    def is_above(self) -> bool:
        """Whether there is a bar above in place of the rail."""
        return self._room is not None and self._room.arrangement is Arrangement.TOP_BAR

    def arrange(self, room: Room) -> None:
        """Takes the window's size in; `show_for` puts it into effect."""
        self._room = room
        self.rail.set_narrow(room.arrangement is Arrangement.NARROW)
        if "demo_bar" in vars(self):
            self.demo_bar.arrange(room)
        if "closed_bar" in vars(self):
            self.closed_bar.arrange(room)

    def show_for(self, trail: Trail) -> None:
        """Shows what the page in sight has around it, and where it stands."""
        name, alone = trail.current, trail.is_alone
        self.rail.setVisible(not alone and not self.is_above)
        self.rail.choose("help" if name == "help" else trail.place)
        if self.is_above or "top_bar" in vars(self):
            self.top_bar.setVisible(not alone and self.is_above)
            self.top_bar.set_back(BACK_TO.get(trail.before, ""))
            self.top_bar.help.setVisible(name != "help")
            self.top_bar.menu.setVisible(name != "menu")
        self._is_alone = alone
        self._show_closed_bar()

    def show_demo(self, *, on: bool) -> None:
        """The demo's bar over every page, or none."""
        if on or "demo_bar" in vars(self):
            self.demo_bar.setVisible(on)

    def show_closed_diary(self, *, on: bool) -> None:
        """The bar of a diary that is not open, but not in a session."""
        self._is_closed = on
        self._show_closed_bar()

    def _show_closed_bar(self) -> None:
        if self._is_closed or "closed_bar" in vars(self):
            self.closed_bar.setVisible(self._is_closed and not self._is_alone)

    def stops(self) -> list[QWidget]:
        """Where the keyboard may go when a page has no place for it, best first."""
        above = [self.top_bar.back, self.top_bar.menu] if "top_bar" in vars(self) else []
        return [*above, self.rail.item("help")]

    @cached_property
    def rail(self) -> Rail:
        rail = Rail(self._look, self._drawing)
        rail.page_wanted.connect(self.page_wanted)
        self._grid.addWidget(rail, 0, 0, 3, 1)
        return rail

    @cached_property
    def top_bar(self) -> TopBar:
        from backrehab.ui.rail import TopBar

        bar = TopBar(self._look, self._drawing)
        bar.back_wanted.connect(self.back_wanted)
        bar.help_wanted.connect(lambda: self.page_wanted.emit("help"))
        bar.menu_wanted.connect(lambda: self.page_wanted.emit("menu"))
        self._grid.addWidget(bar, 1, 1)
        return bar

    @cached_property
    def demo_bar(self) -> DemoBar:
        from backrehab.ui.demo_bar import DemoBar

        bar = DemoBar(self._look)
        bar.again_wanted.connect(lambda: self.demo_wanted.emit(True))
        bar.leave_wanted.connect(lambda: self.demo_wanted.emit(False))
        self._grid.addWidget(bar, 0, 1)
        if self._room is not None:
            bar.arrange(self._room)
        return bar

    @cached_property
    def closed_bar(self) -> ClosedDiaryBar:
        from backrehab.ui.sealed_bar import ClosedDiaryBar

        bar = ClosedDiaryBar(self._look)
        bar.open_wanted.connect(self.closed_diary_wanted)
        self._grid.addWidget(bar, 0, 1)
        if self._room is not None:
            bar.arrange(self._room)
        return bar
