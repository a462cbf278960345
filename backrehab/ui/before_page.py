"""Before a session: what is in it, how long it takes, what is needed, and one big Start."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from backrehab.core.model import Exercise
from backrehab.core.round_text import kit_words, nice_to_have_words, way_words
from backrehab.core.routine import Routine
from backrehab.core.text import count, dose_words, duration_words
from backrehab.ui.buttons import Button, Kind
from backrehab.ui.controls import Card, IconLabel, Label, Rule
from backrehab.ui.exercise_cards import card_head, position_icon
from backrehab.ui.look import Look
from backrehab.ui.pain_scale import PainScale
from backrehab.ui.picture import ExercisePicture
from backrehab.ui.reflow import NO_LIMIT, Arrangement, Room, clear
from backrehab.ui.scroll_page import ScrollPage
from backrehab.ui.theme import Role
from backrehab.ui.tick_row import TickRow

_QUESTION = "How is your pain now?"
_PICTURE = QSize(93, 62)
_START_WIDTH = 240
_TINY = 560
_LIST_SHARE, _SIDE_SHARE = 56, 44
_BETWEEN = 24
_PICTURE_SHAPE = 16 / 9
_SMALL_PICTURE = 220


class _PainBefore(Card):
    """The plain scale, and that it need not be answered."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("true", parent)
        self.scale = PainScale(look, None, _QUESTION)
        self.clear_button = Button(look, "Clear", kind=Kind.QUIET)
        self.clear_button.setAccessibleName("Clear the number")
        keeps_room = self.clear_button.sizePolicy()
        keeps_room.setRetainSizeWhenHidden(True)
        self.clear_button.setSizePolicy(keeps_room)
        self.scale.set_low(True)
        self.scale.chosen.connect(lambda _number: self.clear_button.show())
        self.clear_button.clicked.connect(self.clear)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(_QUESTION, Role.CARD_TITLE))
        words.addWidget(Label("You can leave this out.", Role.CAPTION))
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addWidget(self.clear_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.scale)

    def clear(self) -> None:
        """No number; the keyboard stays near."""
        if self.clear_button.hasFocus():
            self.scale.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self.scale.clear()
        self.clear_button.hide()


class _OneExercise(Card):
    """The picture and the dose of an exercise that is done alone: there is nothing to untick."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("true", parent)
        self._look = look
        self.picture = ExercisePicture(look, 12)
        self.dose = Label("", Role.ROW_TITLE)
        self._line = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._line.setContentsMargins(12, 12, 16, 12)
        self._line.setSpacing(14)
        self._line.addWidget(self.picture)
        self._line.addWidget(self.dose, 1)

    def show_exercise(self, exercise: Exercise, dose: str, videos: Path) -> None:
        """How it looks, and how much of it."""
        self.picture.set_exercise(exercise, videos)
        self.dose.setText(dose[:1].upper() + dose[1:])

    def arrange(self, width: int, *, is_short: bool) -> None:
        """The picture over the dose; beside it, and smaller, where there is little height."""
        directions = QBoxLayout.Direction
        self._line.setDirection(directions.LeftToRight if is_short else directions.TopToBottom)
        if is_short:
            scale = (100 + self._look.theme.text_percent) / 200
            wide = min(round(_SMALL_PICTURE * scale), width // 2)
            self.picture.setFixedSize(wide, round(wide / _PICTURE_SHAPE))
        else:
            self.picture.setFixedHeight(round(max(1, width - 28) / _PICTURE_SHAPE))
            self.picture.setMinimumWidth(0)
            self.picture.setMaximumWidth(NO_LIMIT)


class BeforePage(QWidget):
    """Start is pinned and has the keyboard: Enter starts at once.

    Signals:
        start_wanted: args: the routine as it is ticked, and the pain before it, None where it
            was not asked or not answered.
        back_wanted: Not to start after all.
    """

    start_wanted = Signal(object, object)
    back_wanted = Signal()

    def __init__(self, look: Look, videos: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._videos = videos
        self._routine: Routine | None = None
        self._room: Room | None = None
        self._tiny = False
        self.rows: list[TickRow] = []
        self.back_button = Button(look, "Back", "chevron-left")
        self.title = Label("", Role.PAGE_TITLE)
        self.way = Label("", Role.BODY, "ink2")
        self.pain = _PainBefore(look)
        self.length = Label("", Role.CARD_TITLE)
        self.hint = Label("", Role.CAPTION)
        self.start_button = Button(look, "Start", "play", Kind.MAIN)
        self._list = Card()
        self._lines = QVBoxLayout(self._list)
        self._lines.setContentsMargins(1, 1, 1, 1)
        self._lines.setSpacing(0)
        self._one = _OneExercise(look)
        self._one.hide()
        self._kit = Card("tint")
        self._kit_icon = IconLabel(look, "bed-double")
        self.kit = Label("")
        self.nice_to_have = Label("", Role.CAPTION)
        self._lay_out()
        self.back_button.clicked.connect(self.back_wanted)
        self.start_button.clicked.connect(self._start)

    @property
    def routine(self) -> Routine:
        """What is ticked."""
        assert self._routine is not None
        return self._routine.without([row.exercise.id for row in self.rows if not row.isChecked()])

    def set_back(self, place: str) -> None:
        """Names where Back leads ("Today")."""
        self.back_button.set_text(place)
        self.back_button.setAccessibleName(f"Back to {place}")

    def show_routine(self, routine: Routine, *, ask_pain: bool) -> None:
        """A session that could begin now, with everything in it ticked."""
        self._routine = routine
        self.title.setText(routine.title)
        clear(self._lines)
        self.rows = []
        for exercise, planned in zip(routine.exercises, routine.planned, strict=True):
            row = TickRow(self._look, exercise, self._videos, _PICTURE)
            row.show_words(dose_words(planned.prescription, exercise.dose.adjustable))
            row.setChecked(True)
            row.toggled.connect(self._show_ticked)
            if self.rows:
                self._lines.addWidget(Rule())
            self._lines.addWidget(row)
            self.rows.append(row)
        is_one = len(self.rows) == 1
        self._list.setVisible(not is_one)
        self._one.setVisible(is_one)
        if is_one:
            exercise, planned = routine.exercises[0], routine.planned[0]
            dose = dose_words(planned.prescription, exercise.dose.adjustable)
            self._one.show_exercise(exercise, dose, self._videos)
        self._put_kit(at_the_left=is_one)
        self.pain.clear()
        self.pain.setVisible(ask_pain)
        self._scroll.verticalScrollBar().setValue(0)
        self._show_ticked()
        self._keep_tab_order()

    def arrange(self, room: Room) -> None:
        """What is done beside what is needed, or one under the other."""
        self._room = room
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        room = self._room
        if room is None:
            return
        in_bar = room.arrangement is Arrangement.TOP_BAR
        self.back_button.setVisible(not in_bar)
        self._scroll.set_edge(room.edge, room.most_width)
        self._scroll.body.setSpacing(12 if room.is_short else 20)
        directions = QBoxLayout.Direction
        beside = not in_bar
        self._middle.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        self._middle.setSpacing(_BETWEEN if beside else 16)
        side = max(room.edge, (self.width() - room.most_width) // 2)
        self._bar_row.setContentsMargins(side, 12, side, 12)
        inside = min(self.width() - 2 * side, room.most_width)
        left = (inside - _BETWEEN) * _LIST_SHARE // (_LIST_SHARE + _SIDE_SHARE)
        self._one.arrange(left if beside else inside, is_short=room.is_short or not beside)
        self._tiny = room.units_wide < _TINY
        self.start_button.setMinimumWidth(0 if self._tiny else self._look.theme.px(_START_WIDTH))
        self._show_ticked()

    def _show_ticked(self) -> None:
        """Length, way and kit are those of what is ticked."""
        if self._routine is None:
            return
        routine = self.routine
        any_ticked = bool(routine.exercises)
        length = duration_words(routine.length_ms)
        self.way.setText(way_words(routine.exercises))
        self.kit.setText(kit_words(routine.exercises))
        also = nice_to_have_words(routine.exercises)
        self.nice_to_have.setText(f"If you like: {also[:1].lower()}{also[1:]}" if also else "")
        self.nice_to_have.setVisible(bool(also))
        self._kit.setVisible(bool(self.kit.text()))
        if any_ticked:
            self._kit_icon.set_icon(position_icon(routine.exercises[0].position))
            self.length.setText(length[:1].upper() + length[1:])
            self.hint.setText(self._hint())
        else:
            self.length.setText("Nothing is ticked")
            self.hint.setText("Tick at least one exercise to start.")
        # Where there is room for one of the two lines only, it is the one that is needed.
        self.length.setVisible(any_ticked or not self._tiny)
        self.hint.setVisible(bool(self.hint.text()) and not (any_ticked and self._tiny))
        self.start_button.setEnabled(any_ticked)
        self.start_button.setAccessibleName(f"Start, {length}" if any_ticked else "Start")

    def _hint(self) -> str:
        if len(self.rows) == 1:
            return ""
        ticked = len(self.routine.exercises)
        left_out = len(self.rows) - ticked
        if left_out:
            return f"{count(ticked, 'exercise')}, {left_out} left out."
        return f"{count(ticked, 'exercise')}. Untick what you want to leave out."

    def _start(self) -> None:
        asked = self.pain.isVisibleTo(self)
        self.start_wanted.emit(self.routine, self.pain.scale.value if asked else None)

    # The parts.

    def _put_kit(self, *, at_the_left: bool) -> None:
        """Beside the list, or under the picture of the one exercise there is."""
        for column in (self._left_column, self._right_column):
            column.removeWidget(self._kit)
        if at_the_left:
            self._left_column.insertWidget(self._left_column.indexOf(self._one) + 1, self._kit)
        else:
            self._right_column.insertWidget(0, self._kit)

    def _lay_out(self) -> None:
        self._scroll = ScrollPage()
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.way)
        head.addLayout(words, 1)
        kit = QVBoxLayout(self._kit)
        kit.setContentsMargins(20, 14, 20, 16)
        kit.setSpacing(6)
        kit.addLayout(card_head(self._kit_icon, Label("You need", Role.ROW_TITLE)))
        kit.addWidget(self.kit)
        kit.addWidget(self.nice_to_have)
        left, right = QWidget(), QWidget()
        for part in (left, right):
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            part.setSizePolicy(policy)
        left_column, right_column = QVBoxLayout(left), QVBoxLayout(right)
        self._left_column, self._right_column = left_column, right_column
        for column in (left_column, right_column):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(16)
        left_column.addWidget(self._list)
        left_column.addWidget(self._one)
        left_column.addStretch(1)
        right_column.addWidget(self._kit)
        right_column.addWidget(self.pain)
        right_column.addStretch(1)
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.addWidget(left, _LIST_SHARE)
        self._middle.addWidget(right, _SIDE_SHARE)
        self._scroll.body.addLayout(head)
        self._scroll.body.addLayout(self._middle)
        self._scroll.body.addStretch(1)
        bar = QFrame()
        bar.setProperty("bar", "start")
        self._bar_row = QHBoxLayout(bar)
        self._bar_row.setSpacing(16)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(self.length)
        said.addWidget(self.hint)
        self._bar_row.addLayout(said, 1)
        self._bar_row.addWidget(self.start_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addWidget(bar)

    def _keep_tab_order(self) -> None:
        """Back, the exercises, the pain, and Start last, as the page is read."""
        stops = [self.back_button, *self.rows, *self.pain.scale.buttons, self.start_button]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)
