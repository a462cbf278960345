"""The pain scale: eleven big buttons from 0 to 10, in bands where the pain guide is shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from backrehab.core.diary import PAIN_MOST
from backrehab.core.model import PainBand, PainGuide
from backrehab.ui.controls import Label
from backrehab.ui.look import Look
from backrehab.ui.pain_button import PainButton
from backrehab.ui.pain_head import BandHead
from backrehab.ui.theme import Role

_GAP = 10
_LEAST_GAP = 8
"""Where the numbers would else reach out of their place."""

_LEAST_BUTTON_PX = 44
_BAND_GAP = 26
_HEAD_GAP = 12
_ROW_GAP = 14
_LEAST_BUTTON = 56
_MOST_BUTTON = 112
PAIN_ENDS = ("0 is no pain", "10 is the worst pain you can think of")
"""What the two ends of the scale mean."""

_PLAIN_ROWS = (range(6), range(6, PAIN_MOST + 1))
_FORWARD = frozenset({Qt.Key.Key_Right, Qt.Key.Key_Down})
_BACK = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Up})


class _Places(NamedTuple):
    """Where everything of a scale stands at one width."""

    heads: list[QRect]
    buttons: list[QRect]
    bottom: int


class PainScale(QWidget):
    """Eleven big buttons, one tab stop; Left and Right choose the one before or after.

    Digits do nothing: whoever looks at the exercise from the mat must not answer by accident.

    Attributes:
        buttons: The eleven, by their numbers.

    Signals:
        chosen: The person chose a number; arg: it.
    """

    chosen = Signal(int)

    def __init__(
        self,
        look: Look,
        guide: PainGuide | None,
        name: str = "Pain",
        parent: QWidget | None = None,
        *,
        ends: tuple[str, str] | None = PAIN_ENDS,
    ) -> None:
        """With a `guide` the numbers stand in its bands; that is for the worst pain alone.

        `name` is the question, for screen readers. `ends` say in words what 0 and 10 mean.
        """
        super().__init__(parent)
        self._look = look
        self._low = False
        self._names_bands = True
        self._bands: tuple[PainBand, ...] = guide.bands if guide else ()
        self._heads = [BandHead(look, band, self) for band in self._bands]
        self._group = QButtonGroup(self)
        self.buttons: list[PainButton] = []
        for number in range(PAIN_MOST + 1):
            band = next((it for it in self._bands if it.least <= number <= it.most), None)
            button = PainButton(look, number, band, self)
            button.clicked.connect(lambda _checked=False, number=number: self._choose(number))
            self._group.addButton(button, number)
            self.buttons.append(button)
        none, most = ends or ("", "")
        self.none_words = Label(none, Role.CAPTION, "ink2", self, wraps=False)
        self.most_words = Label(most, Role.CAPTION, "ink2", self)
        self._ends = (self.none_words, self.most_words) if ends else ()
        self.none_words.setVisible(bool(ends))
        self.most_words.setVisible(bool(ends))
        self.set_name(name)
        self._keep_one_stop()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self._take_look)

    @property
    def value(self) -> int | None:
        """The chosen number, `None` for none."""
        number = self._group.checkedId()
        return number if number >= 0 else None

    def choose(self, number: int | None) -> None:
        """Marks a number as chosen, or none, without a signal."""
        if number is None:
            self._group.setExclusive(False)
            for button in self.buttons:
                button.setChecked(False)
            self._group.setExclusive(True)
        else:
            self.buttons[number].setChecked(True)
        self._keep_one_stop()

    def clear(self) -> None:
        """No number is chosen any more; no signal."""
        self.choose(None)

    def set_name(self, name: str) -> None:
        """The question the numbers answer, for screen readers."""
        self.setAccessibleName(name)
        for button in self.buttons:
            button.setAccessibleDescription(name)

    def set_low(self, low: bool) -> None:
        """Lower buttons, for windows that are short."""
        if low != self._low:
            self._low = low
            self._take_look()

    def name_bands(self, named: bool) -> None:
        """Without their names the bands still have their colours and shapes, and less height."""
        if named != self._names_bands:
            self._names_bands = named
            for head in self._heads:
                head.setVisible(named)
            self._take_look()

    def band(self, number: int) -> PainBand | None:
        """The band a number is in, where there are bands."""
        return next((it for it in self._bands if it.least <= number <= it.most), None)

    def take_focus(self) -> None:
        """Puts the keyboard on the chosen number, else on the first."""
        self.buttons[self.value or 0].setFocus(Qt.FocusReason.OtherFocusReason)

    # Qt's own.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = next((n for n, button in enumerate(self.buttons) if button.hasFocus()), None)
        if here is None:
            super().keyPressEvent(event)
            return
        key = event.key()
        if key in _FORWARD:
            there = min(here + 1, PAIN_MOST)
        elif key in _BACK:
            there = max(here - 1, 0)
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            there = 0 if key == Qt.Key.Key_Home else PAIN_MOST
        else:
            super().keyPressEvent(event)
            return
        self.buttons[there].setFocus(Qt.FocusReason.TabFocusReason)
        self.buttons[there].click()

    def sizeHint(self) -> QSize:
        width = self._row_width(self._look.theme.px(100))
        return QSize(width, self.heightForWidth(max(width, self.width())))

    def minimumSizeHint(self) -> QSize:
        theme = self._look.theme
        width = 6 * _LEAST_BUTTON_PX + 5 * _LEAST_GAP
        for words in self._ends:
            longest = max(words.text().split(), key=len)
            width = max(width, theme.metrics(Role.CAPTION).horizontalAdvance(longest))
        return QSize(width, self.heightForWidth(max(width, self.width())))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        bottom = self._places(width).bottom
        return bottom + self._ends_height(width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    # Where things stand: one row, or one row for each band with its name before or above it.

    def _arrange(self) -> None:
        places = self._places(self.width())
        for head, place in zip(self._heads, places.heads, strict=True):
            head.setGeometry(place)
        for button, place in zip(self.buttons, places.buttons, strict=True):
            button.setGeometry(place)
        if not self._ends:
            return
        top = places.bottom + 8
        right = max(place.right() + 1 for place in places.buttons)
        line = self._line()
        share = self._ends_share_a_line(self.width())
        edge = Qt.AlignmentFlag.AlignRight if share else Qt.AlignmentFlag.AlignLeft
        self.most_words.setAlignment(edge)
        if share:
            wide = self._width_of(self.most_words)
            self.none_words.setGeometry(0, top, self._width_of(self.none_words), line)
            self.most_words.setGeometry(max(0, right - wide), top, wide, line)
            return
        for words in self._ends:
            high = line * self._lines(words, self.width())
            words.setGeometry(0, top, self.width(), high)
            top += high

    def _places(self, width: int) -> _Places:
        if width >= self._row_width(self._look.theme.px(_LEAST_BUTTON)):
            return self._one_row(width)
        if not self._bands:
            return self._rows(_PLAIN_ROWS, 0, width)
        before = max(head.width_of_two_lines() for head in self._heads)
        rows = [range(band.least, band.most + 1) for band in self._bands]
        least = self._look.theme.px(_LEAST_BUTTON) * max(map(len, rows))
        is_before = width >= before + _BAND_GAP + least + _GAP * (max(map(len, rows)) - 1)
        return self._rows(rows, before if is_before else 0, width)

    def _one_row(self, width: int) -> _Places:
        theme = self._look.theme
        high = theme.px(96 if self._low else 148)
        room = width - self._row_width(0)
        wide = min(theme.px(_MOST_BUTTON), max(_LEAST_BUTTON_PX, room / (PAIN_MOST + 1)))
        sides: list[tuple[int, int]] = []  # parts of a pixel are shared out
        spans: list[tuple[int, int]] = []
        left = 0.0
        for row in [range(b.least, b.most + 1) for b in self._bands] or [range(PAIN_MOST + 1)]:
            begin = round(left)
            for _number in row:
                sides.append((round(left), round(left + wide)))
                left += wide + _GAP
            spans.append((begin, sides[-1][1] - begin))
            left += _BAND_GAP - _GAP
        top = 0
        heads: list[QRect] = []
        if self._bands:
            pairs = list(zip(self._heads, spans, strict=True))
            fits = all(head.width_of_one_line() <= span for head, (_begin, span) in pairs)
            head_height = self._heads[0].height_of(1 if fits else 2)
            heads = [QRect(begin, 0, span, head_height) for begin, span in spans]
            top = head_height + _HEAD_GAP if self._names_bands else 0
        buttons = [QRect(left, top, right - left, high) for left, right in sides]
        return _Places(heads, buttons, top + high)

    def _rows(self, rows: Sequence[range], before: int, width: int) -> _Places:
        """Rows under each other; `before` is the room for names before them, 0 for above."""
        theme = self._look.theme
        most = max(map(len, rows))
        begin = before + _GAP if before else 0
        tight = width - begin < most * _LEAST_BUTTON_PX + (most - 1) * _GAP
        gap = _LEAST_GAP if tight else _GAP
        wide = self._button_width(width - begin - gap * (most - 1), most)
        high = theme.px(64 if self._low else 84)
        heads: list[QRect] = []
        buttons: list[QRect] = []
        top = 0
        for index, row in enumerate(rows):
            if self._bands and before:
                high = max(high, self._heads[0].height_of(2))
                heads.append(QRect(0, top, before, high))
            elif self._bands:
                span = max(len(row) * (wide + gap) - gap, self._heads[index].width_of_one_line())
                heads.append(QRect(0, top, min(span, width), self._heads[index].height_of(1)))
                top = heads[-1].bottom() + 1 + 8
            lefts = (begin + place * (wide + gap) for place in range(len(row)))
            buttons += [QRect(left, top, wide, high) for left in lefts]
            top += high + _ROW_GAP
        return _Places(heads, buttons, top - _ROW_GAP)

    def _button_width(self, room: int, buttons: int) -> int:
        return min(self._look.theme.px(_MOST_BUTTON), max(_LEAST_BUTTON_PX, room // buttons))

    def _row_width(self, button: int) -> int:
        """The width of one row with buttons of this width."""
        breaks = max(0, len(self._bands) - 1)
        return (PAIN_MOST + 1) * button + (PAIN_MOST - breaks) * _GAP + breaks * _BAND_GAP

    def _width_of(self, words: Label) -> int:
        return self._look.theme.metrics(Role.CAPTION).horizontalAdvance(words.text()) + 4

    def _ends_share_a_line(self, width: int) -> bool:
        return sum(self._width_of(words) for words in self._ends) + _BAND_GAP <= width

    def _ends_height(self, width: int) -> int:
        if not self._ends:
            return 0
        line = self._line()
        if self._ends_share_a_line(width):
            return 8 + line
        return 8 + sum(line * self._lines(words, width) for words in self._ends)

    def _line(self) -> int:
        return self._look.theme.metrics(Role.CAPTION).lineSpacing() + 2

    def _line_height(self) -> int:
        """One line of the words under the numbers, as a label wants it."""
        return self._look.theme.metrics(Role.CAPTION).lineSpacing() + 1

    def _lines(self, words: Label, width: int) -> int:
        room = QRect(0, 0, max(1, width), 10_000)
        metrics = self._look.theme.metrics(Role.CAPTION)
        high = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, words.text()).height()
        return -(-high // metrics.lineSpacing())

    # What is chosen.

    def _choose(self, number: int) -> None:
        self._keep_one_stop()
        self.chosen.emit(number)

    def _keep_one_stop(self) -> None:
        """Tab stops at the chosen number, else at the first."""
        stop = self.value or 0
        for number, button in enumerate(self.buttons):
            stops = Qt.FocusPolicy.StrongFocus if number == stop else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(stops)

    def _take_look(self) -> None:
        self._arrange()
        self.updateGeometry()
        self.update()
