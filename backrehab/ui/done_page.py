"""After an exercise: what was done in plain words, whether it is saved, and what next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from backrehab.core.diary import Outcome
from backrehab.core.model import RepsPrescription
from backrehab.core.routine import Routine
from backrehab.core.tally import SetResult
from backrehab.core.text import count, seconds_words, side_words
from backrehab.core.timeline import PlannedExercise
from backrehab.ui.controls import Button, Card, IconLabel, Kind, Label, ScrollPage
from backrehab.ui.look import Look
from backrehab.ui.reflow import page_edge
from backrehab.ui.theme import Role
from backrehab.ui.workspace import Workspace

_MOST_WIDTH = 900


def result_lines(routine: Routine, results: Sequence[SetResult]) -> tuple[str, ...]:
    """What the timer played of what was asked for, one line for each exercise and side."""
    lines: list[str] = []
    for index, (exercise, planned) in enumerate(
        zip(routine.exercises, routine.planned, strict=True)
    ):
        done = [result for result in results if result.exercise_index == index]
        name = f"{exercise.title}. " if len(routine.exercises) > 1 else ""
        lines += [name + line for line in _side_lines(planned, done)]
    return tuple(lines)


def _side_lines(planned: PlannedExercise, results: Sequence[SetResult]) -> tuple[str, ...]:
    prescription = planned.prescription
    lines = []
    for side in planned.sides:
        done = [result for result in results if result.side is side]
        if isinstance(prescription, RepsPrescription):
            asked = prescription.sets * prescription.reps
            words = f"{sum(result.reps for result in done)} of {count(asked, 'time')}"
            if prescription.sets > 1:
                sets = sum(result.complete for result in done)
                words += f", {sets} of {count(prescription.sets, 'set')}"
        else:
            seconds = round(sum(result.timed_ms for result in done) / 1000)
            words = f"{seconds} of {seconds_words(prescription.timed_seconds)}"
        if side is not None:
            words = f"{side_words(side)}: {words}"
        lines.append(f"{words}.")
    return tuple(lines)


class _ClosedRing(QWidget):
    """A ring and its tick; closed when it was all done, open when it was ended before."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._whole = True
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_whole(self, whole: bool) -> None:
        self._whole = whole
        self.update()

    def sizeHint(self) -> QSize:
        side = self._look.theme.px(132)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        stroke = theme.px(10)
        place = QRectF(self.rect()).adjusted(stroke, stroke, -stroke, -stroke)
        color = "primary" if self._whole else "track"
        painter.setPen(QPen(theme.color(color), stroke))
        painter.drawEllipse(place)
        size = self.width() * 0.46
        middle = QRectF(self.rect()).center()
        icon = QRectF(middle.x() - size / 2, middle.y() - size / 2, size, size)
        name, ink = ("check", "primary") if self._whole else ("square", "ink2")
        if not self._whole:
            icon.adjust(size * 0.15, size * 0.15, -size * 0.15, -size * 0.15)
        self._look.icons.paint(painter, name, theme.color(ink).name(), icon)


class DonePage(QWidget):
    """Facts, no praise and no blame.

    Signals:
        again_wanted, leave_wanted, help_wanted: The button of that name was pressed.
        save_wanted: What could not be written is to be tried again.
    """

    again_wanted = Signal()
    leave_wanted = Signal()
    help_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, look: Look, after_exercise: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setProperty("page", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._ring = _ClosedRing(look)
        self.title = Label("", Role.PAGE_TITLE)
        self.results = Label("", Role.CARD_TITLE)
        self.saved = Label("", Role.BODY, "ink2")
        self._saved_icon = IconLabel(look, "save", "ink2")
        self._saved_line = QWidget()
        self.trouble = Label("", Role.BODY)
        self._trouble_card = Card("clay")
        self.save_button = Button(look, "Try again", "save")
        self.after = Label(after_exercise, Role.BODY)
        self._after_card = Card("tint")
        if not after_exercise:
            self._after_card.hide()
        self.help_button = Button(look, "When to get help", "life-buoy", Kind.CLAY)
        self.again_button = Button(look, "Do it again", "rotate-ccw")
        self.leave_button = Button(look, "Back to the exercise", kind=Kind.MAIN)
        self.help_button.clicked.connect(self.help_wanted)
        self.again_button.clicked.connect(self.again_wanted)
        self.leave_button.clicked.connect(self.leave_wanted)
        self.save_button.clicked.connect(self.save_wanted)
        self._facts = QHBoxLayout()
        self._top = QHBoxLayout()
        self._bottom = QHBoxLayout()
        self._lay_out()

    def show_results(
        self,
        routine: Routine,
        results: Sequence[SetResult],
        outcome: Outcome,
        *,
        trouble: str,
        workspace: Workspace,
    ) -> None:
        """Puts the facts of one session on the page."""
        if outcome is Outcome.COMPLETED:
            self.title.setText(f"{routine.title} done")
        elif results:
            self.title.setText(f"{routine.title}, ended early")
        else:
            self.title.setText(f"{routine.title} left out")
        self._ring.show_whole(outcome is Outcome.COMPLETED)
        self.results.setText("\n".join(result_lines(routine, results)))
        self.show_saved(trouble, workspace)

    def show_saved(self, trouble: str, workspace: Workspace) -> None:
        """Says whether it is in the diary, or what stands in the way and what to do."""
        self._trouble_card.setVisible(bool(trouble))
        self._saved_line.setVisible(not trouble)
        self.trouble.setText(f"It is not saved yet. {trouble}")
        self._saved_icon.set_icon("triangle-alert" if workspace.only_in_memory else "save")
        if workspace.is_demo:
            self.saved.setText("This is the demo: it is gone when you leave it.")
        elif workspace.only_in_memory:
            self.saved.setText("Not saved: it will be gone when you close the program.")
        else:
            self.saved.setText("It is saved in your diary.")

    def _lay_out(self) -> None:
        self._facts.setSpacing(32)
        self._facts.addWidget(self._ring, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(10)
        words.addWidget(self.title)
        words.addWidget(self.results)
        saved = QHBoxLayout(self._saved_line)
        saved.setContentsMargins(0, 0, 0, 0)
        saved.setSpacing(10)
        saved.addWidget(self._saved_icon)
        saved.addWidget(self.saved, 1)
        words.addWidget(self._saved_line)
        self._facts.addLayout(words, 1)
        trouble = QVBoxLayout()
        trouble.setSpacing(12)
        trouble.addWidget(self.trouble)
        trouble.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignLeft)
        _fill(self._trouble_card, IconLabel(self._look, "triangle-alert", "clay", 28), trouble)
        after = QVBoxLayout()
        after.setSpacing(4)
        after.addWidget(Label("After you exercise", Role.ROW_TITLE))
        after.addWidget(self.after)
        _fill(self._after_card, IconLabel(self._look, "clock", "primary", 28), after)
        self._page = ScrollPage()
        self._page.body.setSpacing(32)
        self._page.body.addStretch(2)
        self._page.body.addLayout(self._facts)
        self._page.body.addWidget(self._trouble_card)
        self._page.body.addWidget(self._after_card)
        self._page.body.addStretch(3)
        self._top.addStretch(1)
        self._top.addWidget(self.help_button)
        self._bottom.setSpacing(16)
        self._bottom.addWidget(self.again_button)
        self._bottom.addStretch(1)
        self._bottom.addWidget(self.leave_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._top)
        column.addWidget(self._page, 1)
        column.addLayout(self._bottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        theme = self._look.theme
        edge = page_edge(self.width(), self.height(), theme.text_percent)
        most = theme.px(_MOST_WIDTH)
        side = max(edge, (self.width() - most) // 2)
        self._page.set_edge(edge, most)
        self._top.setContentsMargins(edge, edge // 2, edge, 0)
        self._bottom.setContentsMargins(side, 8, side, edge)
        super().resizeEvent(event)


def _fill(card: Card, icon: IconLabel, words: QLayout) -> None:
    row = QHBoxLayout(card)
    row.setContentsMargins(22, 18, 22, 18)
    row.setSpacing(16)
    row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(words, 1)
