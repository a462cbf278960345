"""One of several words behind one button: it shows what is chosen, and opens the list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QWidget

from backrehab.ui.buttons import Button
from backrehab.ui.look import Look
from backrehab.ui.theme import Role

_MARK = 20


class Pick(Button):
    """A button with a list of choices; Up and Down open it as well.

    Signals:
        chosen: The person picked one; arg: its key.
    """

    chosen = Signal(str)

    def __init__(
        self,
        look: Look,
        name: str,
        choices: Sequence[tuple[str, str]] = (),
        parent: QWidget | None = None,
    ) -> None:
        """`name` is what is chosen, for screen readers; choices are pairs of key and word."""
        super().__init__(look, "", parent=parent)
        self._name = name
        self._key = ""
        self._words: dict[str, str] = {}
        self.menu_of_choices = QMenu(self)
        self._group = QActionGroup(self)
        self.clicked.connect(self._open)
        look.changed.connect(self._take_menu_look)
        self._take_menu_look()
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Another list; what was chosen stays chosen where it is on it."""
        if dict(choices) == self._words:
            return
        self._words = dict(choices)
        self.menu_of_choices.clear()
        for key, word in choices:
            action = QAction(word.replace("&", "&&"), self._group)
            action.setCheckable(True)
            action.setData(key)
            action.triggered.connect(lambda _checked=False, key=key: self._take(key))
            self.menu_of_choices.addAction(action)
        if choices:
            self.choose(self._key if self._key in self._words else choices[0][0])

    def choose(self, key: str) -> None:
        """Marks one as chosen, without a signal."""
        self._key = key
        self.set_text(self._words[key])
        self.setAccessibleName(f"{self._name}: {self._words[key]}")
        for action in self.menu_of_choices.actions():
            action.setChecked(action.data() == key)

    def choose_first(self) -> None:
        """The first of the list, without a signal."""
        if self._words:
            self.choose(next(iter(self._words)))

    def choice(self) -> str:
        """The key of the chosen one."""
        return self._key

    def pick(self, key: str) -> None:
        """As the person does it: the choice is told."""
        self._take(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self._open()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        theme = self._look.theme
        size = theme.px(_MARK)
        place = QRectF(self.width() - 18 - size, (self.height() - size) / 2, size, size)
        self._look.icons.paint(painter, "chevron-down", theme.color("ink").name(), place)

    def _after_text(self) -> int:
        return self._look.theme.px(_MARK) + 10

    def _take(self, key: str) -> None:
        self.choose(key)
        self.chosen.emit(key)

    def _open(self) -> None:
        chosen = next(
            (it for it in self.menu_of_choices.actions() if it.data() == self._key), None
        )
        if chosen is not None:
            self.menu_of_choices.setActiveAction(chosen)
        below = self.mapToGlobal(self.rect().bottomLeft())
        self.menu_of_choices.setMinimumWidth(self.width())
        self.menu_of_choices.popup(below)

    def _take_menu_look(self) -> None:
        theme = self._look.theme
        tokens = theme.tokens
        self.menu_of_choices.setStyleSheet(
            f"QMenu {{ background: {tokens.surface}; border: 2px solid {tokens.border};"
            f" padding: 4px; font-size: {theme.font_px(Role.BODY)}px; }}"
            f"QMenu::item {{ color: {tokens.ink}; padding: {theme.px(10)}px {theme.px(20)}px"
            f" {theme.px(10)}px {theme.px(12)}px; min-height: {theme.px(24)}px; }}"
            f"QMenu::item:selected {{ background: {tokens.tint}; }}"
            f"QMenu::indicator {{ width: {theme.px(20)}px; height: {theme.px(20)}px;"
            f" margin-left: {theme.px(8)}px; }}"
            f"QMenu::item:checked {{ color: {tokens.primary}; font-weight: 600; }}"
        )
